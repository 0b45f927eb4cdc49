/** Usage and time, added up from the journal. */
import type {
  ReportBudget,
  ReportPhaseTime,
  ReportTiming,
  ReportTotalUsage,
  ReportUsage,
  ReportUsageFigures,
} from '../generated/types.ts';
import type { Seat } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import { unreachable } from '../model/failure.ts';
import type { Limits } from '../model/plan.ts';
import type { DispatchFacts } from './dispatches.ts';
import { reportUsage, settledOf } from './dispatches.ts';

type PhaseName = ReportPhaseTime['phase'];
const PHASES: readonly PhaseName[] = ['prepare', 'baseline', 'execute', 'evidence', 'verify', 'interrupted'];
const FIGURES = ['inputTokens', 'cachedInputTokens', 'outputTokens', 'reasoningTokens', 'costUsd'] as const;

export function usageOf(
  seats: readonly Seat[],
  dispatches: readonly DispatchFacts[],
  limits: Pick<Limits, 'budgetTokens' | 'budgetUsd'>,
): ReportUsage {
  const of = (wanted: (seat: Seat) => boolean): ReportTotalUsage => {
    const ids = new Set(seats.filter(wanted).map((seat) => seat.id));
    return addUp(dispatches.filter(({ started }) => ids.has(started.seat)));
  };
  const roles = unique(seats.map((seat) => seat.role));
  const agents = unique(seats.map((seat) => seat.agent.name));
  return {
    byRole: roles.map((role) => ({ role, ...of((seat) => seat.role === role) })),
    byAgent: agents.map((agent) => ({ agent, ...of((seat) => seat.agent.name === agent) })),
    budget: budgetOf(limits, dispatches),
    total: of(() => true),
  };
}

/** Figures nobody reported stay null; a sum over some dispatches says in `unreported` how many are missing from it. */
export function addUp(dispatches: readonly DispatchFacts[]): ReportTotalUsage {
  const said = dispatches.flatMap(({ finished }) => reportUsage(finished?.usage, finished?.costUsd) ?? []);
  const estimated = dispatches.map(settledOf).filter((settled) => settled?.estimated?.includes('tokens') === true);
  return {
    figures: said.length === 0 ? null : said.reduce(plus),
    dispatches: dispatches.length,
    unpriced: dispatches.length - said.filter(({ costUsd }) => costUsd !== null).length,
    estimatedTokens: Math.round(estimated.reduce((sum, settled) => sum + (settled?.tokens ?? 0), 0)),
    unreported: dispatches.length - said.length,
  };
}

/** What the budgets counted of the dispatches that have ended. */
function budgetOf(limits: Pick<Limits, 'budgetTokens' | 'budgetUsd'>, dispatches: readonly DispatchFacts[]): ReportBudget {
  const settled = dispatches.flatMap((facts) => settledOf(facts) ?? []);
  const spent = (limit: number | undefined, used: number, kind: 'tokens' | 'usd') => ({
    limit: limit ?? null,
    used,
    estimated: settled.some(({ estimated = [] }) => estimated.includes(kind)),
  });
  return {
    tokens: spent(
      limits.budgetTokens,
      settled.reduce((sum, { tokens }) => sum + tokens, 0),
      'tokens',
    ),
    usd: spent(
      limits.budgetUsd,
      settled.reduce((sum, { usd = 0 }) => sum + usd, 0),
      'usd',
    ),
  };
}

function plus(left: ReportUsageFigures, right: ReportUsageFigures): ReportUsageFigures {
  const sums = FIGURES.map((name) => {
    const [a, b] = [left[name], right[name]];
    return [name, a === null ? b : b === null ? a : a + b];
  });
  return Object.fromEntries(sums);
}

/**
 * The time between two events belongs to the phase that the later one ends: a run that was killed therefore counts the gap up to its
 * `run-resumed` as interrupted. Events after the end are projections and take no part, so that a report made later says the same.
 */
export function timingOf(
  seats: readonly Seat[],
  events: readonly RunEvent[],
  dispatches: readonly DispatchFacts[],
): ReportTiming {
  const executing = new Set(
    dispatches.filter(({ started }) => started.seat === 'executor').map(({ started }) => started.dispatch),
  );
  const isWorked = !events.some((event) => event.type === 'run-started' && event.executor === null);
  const spent = new Map<PhaseName, number>();
  const timed = upToTheEnd(events);
  let phase: PhaseName = 'prepare';
  for (const [index, event] of timed.entries()) {
    const ended: PhaseName = phaseEndedBy(event, executing) ?? phase;
    phase = ended === 'execute' && !isWorked ? 'prepare' : ended;
    const before = timed[index - 1];
    if (before) spent.set(phase, (spent.get(phase) ?? 0) + elapsed(before, event));
  }
  return {
    totalMs: [...spent.values()].reduce((sum, ms) => sum + ms, 0),
    phases: PHASES.flatMap((name) => (spent.has(name) ? { phase: name, ms: spent.get(name) ?? 0 } : [])),
    agents: seats.map(({ id, role }) => {
      const own = dispatches.filter(({ started }) => started.seat === id);
      return { seat: id, role, ms: durationOf(own), dispatches: own.length };
    }),
  };
}

export const durationOf = (dispatches: readonly DispatchFacts[]): number =>
  dispatches.reduce((sum, { finished }) => sum + (finished?.durationMs ?? 0), 0);

function phaseEndedBy(event: RunEvent, executing: ReadonlySet<string>): PhaseName | undefined {
  switch (event.type) {
    case 'run-started':
    case 'status-marked':
    case 'prepared':
    case 'set-up':
      return 'prepare';
    case 'baseline-finished':
      return 'baseline';
    case 'check-finished':
      return event.receipt.on === 'baseline' ? 'baseline' : 'evidence';
    case 'checks-finished':
    case 'audited':
    case 'tests-proved':
      return 'evidence';
    case 'attempt-started':
    case 'change-found':
    case 'candidate-captured':
    case 'contract-broken':
      return 'execute';
    case 'dispatch-started':
    case 'process-started':
    case 'session-seen':
    case 'dispatch-finished':
    case 'dispatch-abandoned':
      return executing.has(event.dispatch) ? 'execute' : 'verify';
    case 'answer-judged':
    case 'reproducer-finished':
    case 'panel-chosen':
    case 'round-opened':
    case 'verdict-given':
      return 'verify';
    case 'run-resumed':
    case 'quota-wait-ended':
      return 'interrupted';
    case 'notice':
    case 'quota-wait-started':
    case 'attempt-recorded':
    case 'published':
    case 'status-written':
    case 'follow-ups-recorded':
    case 'follow-up-spawned':
    case 'prose-given-up':
    case 'report-written':
    case 'stop-requested':
    case 'run-failed':
    case 'run-finished':
    case 'run-discarded':
      return undefined; // belongs to whatever was going on
    default:
      return unreachable(event);
  }
}

function upToTheEnd(events: readonly RunEvent[]): readonly RunEvent[] {
  const last = events.findLastIndex((event) => event.type === 'run-finished');
  const [first] = events;
  const writer = first?.type === 'run-started' ? first.reportWriter : undefined;
  const goesOn = events
    .slice(last + 1)
    .some((event) => (event.type === 'dispatch-started' && event.seat !== writer) || event.type === 'attempt-started');
  return last === -1 || goesOn ? events : events.slice(0, last + 1);
}

/** A clock that was set back between two events counts as no time. */
const elapsed = (from: RunEvent, to: RunEvent): number => Math.max(0, Date.parse(to.at) - Date.parse(from.at));

const unique = <T extends string>(values: readonly T[]): readonly T[] => [...new Set(values)];
