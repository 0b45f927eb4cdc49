/** Where the wall-clock time of a run went: each moment belongs to one of five, and together they are the whole of it. */
import type { RunEvent } from '../../model/events.ts';
import type { DispatchFacts } from '../../report/dispatches.ts';

/** Milliseconds. Verifiers that worked side by side count once. */
export interface Spent {
  readonly totalMs: number;
  readonly executorMs: number;
  readonly verifiersMs: number;
  /** Checks and set-up commands, the change's tests without the change and with it, reproducers. */
  readonly checksMs: number;
  /** Everything else: git, worktrees, reading and writing. */
  readonly okstraMs: number;
  /** From the last event of a process that ended to the run being resumed. */
  readonly interruptedMs: number;
}

type Kind = 'interrupted' | 'executor' | 'verifiers' | 'checks';

/** Where two overlap, the first of these counts. */
const KINDS: readonly Kind[] = ['interrupted', 'executor', 'verifiers', 'checks'];

interface Interval {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

export function spentOf(events: readonly RunEvent[], dispatches: readonly DispatchFacts[]): Spent {
  const timed = upToTheEnd(events);
  const times = timed.map(({ at }) => Date.parse(at));
  const begin = times[0] ?? 0;
  // A clock that was set back makes no time.
  const end = times.reduce((latest, time) => Math.max(latest, time), begin);
  const intervals = [...agentIntervals(dispatches, timed, end), ...okstraIntervals(timed)].map(({ kind, from, to }) => ({
    kind,
    from: Math.min(end, Math.max(begin, from)),
    to: Math.min(end, Math.max(begin, to)),
  }));
  const sums = sweep(intervals);
  const totalMs = end - begin;
  const named = KINDS.reduce((sum, kind) => sum + sums[kind], 0);
  return {
    totalMs,
    executorMs: sums.executor,
    verifiersMs: sums.verifiers,
    checksMs: sums.checks,
    okstraMs: totalMs - named,
    interruptedMs: sums.interrupted,
  };
}

/** What is written after the end (status, report, a discard months later) is no part of the run. */
function upToTheEnd(events: readonly RunEvent[]): readonly RunEvent[] {
  const last = events.findLastIndex((event) => event.type === 'run-finished');
  const goesOn = events.slice(last + 1).some((event) => event.type === 'dispatch-started' || event.type === 'attempt-started');
  return last === -1 || goesOn ? events : events.slice(0, last + 1);
}

function agentIntervals(dispatches: readonly DispatchFacts[], timed: readonly RunEvent[], end: number): readonly Interval[] {
  return dispatches.map(({ started, finished }) => {
    const kind = started.seat === 'executor' ? 'executor' : 'verifiers';
    const begun = Date.parse(started.at);
    if (!finished) return { kind, from: begun, to: abandonedAt(started, timed) ?? end };
    const ended = Math.min(Date.parse(finished.end.endedAt ?? '') || Number.POSITIVE_INFINITY, Date.parse(finished.at));
    return { kind, from: Math.max(begun, ended - finished.durationMs), to: ended };
  });
}

/** When the run went on without a dispatch. */
function abandonedAt({ seq, dispatch }: DispatchFacts['started'], timed: readonly RunEvent[]): number | undefined {
  const ending = timed.find(
    (event) =>
      event.seq > seq && (event.type === 'run-resumed' || (event.type === 'dispatch-abandoned' && event.dispatch === dispatch)),
  );
  // Up to the run being resumed it overlaps with the interruption, which comes first.
  return ending && Date.parse(ending.at);
}

function okstraIntervals(timed: readonly RunEvent[]): readonly Interval[] {
  return timed.flatMap((event, index): readonly Interval[] => {
    const to = Date.parse(event.at);
    const before = timed[index - 1];
    const sinceBefore = before === undefined ? to : Date.parse(before.at);
    switch (event.type) {
      case 'run-resumed':
        return [{ kind: 'interrupted', from: sinceBefore, to }];
      case 'check-finished':
        return event.receipt.cachedFrom === undefined ? [{ kind: 'checks', from: to - event.receipt.durationMs, to }] : [];
      case 'set-up':
        return [{ kind: 'checks', from: to - event.receipts.reduce((sum, { durationMs }) => sum + durationMs, 0), to }];
      case 'tests-proved':
      case 'reproducer-finished':
        return [{ kind: 'checks', from: sinceBefore, to }];
      default:
        return [];
    }
  });
}

/** Walks over the ends of all intervals in order of time; between two of them the same ones are under way. */
function sweep(intervals: readonly Interval[]): Record<Kind, number> {
  const edges = intervals
    .filter(({ from, to }) => to > from)
    .flatMap(({ kind, from, to }) => [
      { kind, at: from, step: 1 },
      { kind, at: to, step: -1 },
    ])
    .toSorted((a, b) => a.at - b.at);
  const open: Record<Kind, number> = { interrupted: 0, executor: 0, verifiers: 0, checks: 0 };
  const sums: Record<Kind, number> = { interrupted: 0, executor: 0, verifiers: 0, checks: 0 };
  let before = edges[0]?.at ?? 0;
  for (const { kind, at, step } of edges) {
    const counts = KINDS.find((name) => open[name] > 0);
    if (counts !== undefined) sums[counts] += at - before;
    open[kind] += step;
    before = at;
  }
  return sums;
}
