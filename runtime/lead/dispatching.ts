/** Dispatches within the budgets. */
import type { Reserved } from '../model/limits.ts';
import type { Action, LeadLimits } from './action.ts';
import { committed, need, reserve } from './budget.ts';
import type { SeatNeed } from './seats.ts';
import type { RunState } from './state.ts';

/** A dispatch that is wanted; what it may use is not known yet. */
export interface Wanted {
  readonly seat: string;
  readonly attempt: number;
  /** 0: not in a refutation round. */
  readonly round: number;
  readonly need: Extract<SeatNeed, { kind: 'dispatch' }>;
}

/**
 * All of them with their reservations, or none. What does not fit waits for what is under way, which may settle for less than was reserved;
 * then the run ends.
 *
 * @param verifiers who has to be asked after an executor
 */
export function dispatchOrStop(
  state: RunState,
  limits: LeadLimits,
  { wanted, verifiers }: { readonly wanted: readonly Wanted[]; readonly verifiers: readonly string[] },
): readonly Action[] {
  const reserves = reserve(state, limits, { asked: wanted, verifiers });
  if (reserves) return wanted.map((each, index) => dispatchAction(each, reserves[index] ?? {}));
  if (anythingRunning(state)) return [];
  return [{ type: 'fail', failure: exhausted(state, limits, wanted) }];
}

function dispatchAction({ seat, attempt, round, need: why }: Wanted, reserved: Reserved): Action {
  const { turn, after } = why;
  return { type: 'dispatch', seat, attempt, round, turn, ...(after ? { after: after.id } : {}), reserve: reserved };
}

/** Which of the two budgets, how much of it is used, and what the next dispatch would need. */
function exhausted(state: RunState, limits: LeadLimits, wanted: readonly Wanted[]): Extract<Action, { type: 'fail' }>['failure'] {
  const used = committed(state);
  const { budgetTokens = Infinity, budgetUsd = Infinity } = limits;
  const needed = wanted.map((each) => need(state, limits, each));
  const sum = (key: 'tokens' | 'usd'): number => needed.reduce((total, each) => total + each[key], 0);
  const seats = wanted.map(({ seat }) => seat).join(', ');
  const isMoney = used.usd + sum('usd') > budgetUsd;
  const flag = isMoney ? '--budget-usd' : '--budget-tokens';
  return {
    category: 'blocked',
    code: 'budget-exhausted',
    message: isMoney
      ? `The agents of this run cost $${used.usd.toFixed(2)} of $${budgetUsd}; ${seats} would need $${sum('usd').toFixed(2)} more.`
      : `The agents of this run used ${used.tokens} of ${budgetTokens} tokens; ${seats} would need ${sum('tokens')} more.`,
    fix: `okstra resume goes on with a higher limit: ${flag} <n>`,
    details: { used, needed: { tokens: sum('tokens'), usd: sum('usd') }, seats: wanted.map(({ seat }) => seat) },
  };
}

export const anythingRunning = (state: RunState): boolean =>
  state.attempts.some((attempt) => attempt.dispatches.some((d) => d.kind === 'running'));
