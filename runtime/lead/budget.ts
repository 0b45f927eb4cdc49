/**
 * Budgets in tokens and money, over all agents of a run together. What a dispatch may use is reserved before it starts and settled when it
 * has ended, so that dispatches side by side cannot pass the limit together. Pure.
 */
import type { Reserved } from '../model/limits.ts';
import type { LeadLimits } from './action.ts';
import type { DispatchState, RunState } from './state.ts';

/** Tokens and US dollars. */
export interface Amount {
  readonly tokens: number;
  readonly usd: number;
}

/** What a seat is asked for: work, a first answer, or positions in a refutation round. */
export interface Asking {
  readonly seat: string;
  readonly round: number;
}

/**
 * What has to be left of a budget for one dispatch when neither the configuration nor the run itself tells: shares of the budget. An executor
 * and three verifiers in two rounds, repeated once, come to less than the whole.
 */
const SHARES = { executor: 0.2, answer: 0.05, positions: 0.025 } as const;
/** Side by side nobody is given more than this many times what it is expected to need: the rest stays for second tries and later rounds. */
const MOST = 4;

const NOTHING: Amount = { tokens: 0, usd: 0 };

/** What a dispatch is counted with: settled once it has ended, until then (and for good, where okstra died meanwhile) what was reserved. */
export function counted({ settled, reserved, usage, kind }: DispatchState): Amount {
  if (settled) return { tokens: settled.tokens, usd: settled.usd ?? 0 };
  if (kind !== 'finished' && reserved) return { tokens: reserved.tokens ?? 0, usd: reserved.usd ?? 0 };
  return { tokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0), usd: usage?.costUsd ?? 0 };
}

/** Settled and reserved together. */
export const committed = (state: RunState): Amount =>
  state.attempts.flatMap(({ dispatches }) => dispatches.map(counted)).reduce(plus, NOTHING);

/** What is neither settled nor reserved; without a budget there is no end to it. Negative when dispatches used more than was reserved. */
export function remaining(state: RunState, { budgetTokens, budgetUsd }: LeadLimits): Amount {
  const { tokens, usd } = committed(state);
  return { tokens: (budgetTokens ?? Infinity) - tokens, usd: (budgetUsd ?? Infinity) - usd };
}

/** What has to be left for one dispatch: as much as the seat used for the same kind of question before, else as configured, else a share. */
export function need(state: RunState, limits: LeadLimits, { seat, round }: Asking): Amount {
  const role = seat === EXECUTOR ? 'executor' : 'verifier';
  const share = SHARES[role === 'executor' ? 'executor' : round > 0 ? 'positions' : 'answer'];
  const before = role === 'executor' ? [] : usedBefore(state, { seat, round });
  const most = (key: keyof Amount): number | undefined =>
    before.length === 0 ? undefined : Math.max(...before.map((a) => a[key]));
  const { budgetTokens, budgetUsd, reserveTokens, reserveUsd } = limits;
  return {
    tokens:
      budgetTokens === undefined ? 0 : Math.ceil(Math.max(1, reserveTokens?.[role] ?? most('tokens') ?? budgetTokens * share)),
    usd: budgetUsd === undefined || !inMoney(limits, seat) ? 0 : (reserveUsd?.[role] ?? (most('usd') || budgetUsd * share)),
  };
}

const EXECUTOR = 'executor';

/** Whether the cost of a seat is known, so that it can be counted. */
const inMoney = ({ inMoney: seats = [] }: LeadLimits, seat: string): boolean => seats.includes(seat);

function usedBefore(state: RunState, { seat, round }: Asking): readonly Amount[] {
  return state.attempts
    .flatMap(({ dispatches }) => dispatches)
    .filter((d) => d.seat === seat && d.kind === 'finished' && !d.fault && d.round > 0 === round > 0)
    .map(counted);
}

/**
 * What dispatches that start together may use, one entry each and in their order; undefined when not all of them fit: a panel is not made
 * smaller by money. An executor may use all but what its verifiers need, for work that nobody can verify is worth nothing.
 *
 * @param verifiers seats that have to be asked after an executor
 */
export function reserve(
  state: RunState,
  limits: LeadLimits,
  { asked, verifiers }: { readonly asked: readonly Asking[]; readonly verifiers: readonly string[] },
): readonly Reserved[] | undefined {
  const left = remaining(state, limits);
  const needs = asked.map((each) => need(state, limits, each));
  const after = asked.some(({ seat }) => seat === EXECUTOR)
    ? verifiers.map((seat) => need(state, limits, { seat, round: 0 })).reduce(plus, NOTHING)
    : NOTHING;
  const wanted = needs.reduce(plus, NOTHING);
  if (!fits(plus(wanted, after), left)) return undefined;
  return needs.map((own, index) => {
    const isExecutor = asked[index]?.seat === EXECUTOR;
    const grant = (key: keyof Amount): number =>
      isExecutor ? left[key] - after[key] : own[key] * Math.min(MOST, wanted[key] === 0 ? MOST : left[key] / wanted[key]);
    return granted(limits, asked[index]?.seat ?? '', { tokens: grant('tokens'), usd: grant('usd') });
  });
}

function granted(limits: LeadLimits, seat: string, { tokens, usd }: Amount): Reserved {
  return {
    ...(limits.budgetTokens === undefined ? {} : { tokens: Math.floor(tokens) }),
    ...(limits.budgetUsd === undefined || !inMoney(limits, seat) ? {} : { usd }),
  };
}

/** Whether dispatches of one kind still fit, none of them started yet. */
export const canAsk = (state: RunState, limits: LeadLimits, asked: readonly Asking[]): boolean =>
  fits(asked.map((each) => need(state, limits, each)).reduce(plus, NOTHING), remaining(state, limits));

/**
 * What is really set aside at the moment when a dispatch is recorded: others may have been recorded since it was decided. Undefined when
 * nothing is left; then it does not start.
 */
export function setAside(state: RunState, limits: LeadLimits, wanted: Reserved): Reserved | undefined {
  const left = remaining(state, limits);
  if ((wanted.tokens !== undefined && left.tokens < 1) || (wanted.usd !== undefined && left.usd <= 0)) return undefined;
  return {
    ...(wanted.tokens === undefined ? {} : { tokens: Math.min(wanted.tokens, Math.floor(left.tokens)) }),
    ...(wanted.usd === undefined ? {} : { usd: Math.min(wanted.usd, left.usd) }),
  };
}

/** What a dispatch may have used before it is stopped: what was reserved for it, and what nobody has reserved. */
export function allowance(state: RunState, limits: LeadLimits, id: string): Amount {
  const own = state.attempts.flatMap(({ dispatches }) => dispatches).find((d) => d.id === id)?.reserved;
  const left = remaining(state, limits);
  return { tokens: (own?.tokens ?? 0) + Math.max(0, left.tokens), usd: (own?.usd ?? 0) + Math.max(0, left.usd) };
}

const plus = (a: Amount, b: Amount): Amount => ({ tokens: a.tokens + b.tokens, usd: a.usd + b.usd });
/** Fractions of a cent are not what a run ends for. */
export const fits = (wanted: Amount, left: Amount): boolean => wanted.tokens <= left.tokens && wanted.usd <= left.usd + 1e-9;
