/** What a run's journal says of the run as a whole, without a look at its artifacts. */
import type { RunEvent } from '../model/events.ts';
import type { Outcome } from '../model/findings.ts';
import { LIMIT_ENDS } from '../model/limits.ts';

export interface RunPlace {
  readonly dir: string;
  readonly group: string;
  readonly itemId: string;
}

export interface RunSummary extends RunPlace {
  readonly runId: string;
  readonly taskKey: string;
  readonly phase: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly attemptsUsed: number;
  readonly verdict: string | null;
  /** null: not finished. */
  readonly outcome: Outcome | null;
  /** Resumable: no end recorded, or an end that waits or was asked for. */
  readonly interrupted: boolean;
  readonly discarded: boolean;
  readonly branch: string | null;
  readonly worktree: string | null;
}

/** Ends after which a run can be gone on with; a run that is blocked by a limit goes on once that is raised. */
const RESUMABLE: ReadonlySet<Outcome> = new Set(['cancelled', 'waiting-quota']);

const canGoOn = (outcome: Outcome, failure: string | undefined): boolean =>
  RESUMABLE.has(outcome) || (outcome === 'blocked' && failure !== undefined && LIMIT_ENDS.has(failure));

/** @param place where the run lies: the group and id come from its folders, so that a journal alone is never trusted for paths */
export function summarise(place: RunPlace, events: readonly RunEvent[]): RunSummary | undefined {
  const first = events[0];
  if (first?.type !== 'run-started') return undefined;
  let outcome: Outcome | null = null;
  let complete = false;
  let discarded = false;
  let attemptsUsed = 0;
  let verdict: string | null = null;
  let branch: string | null = null;
  let worktree: string | null = null;
  let failure: string | undefined;
  for (const event of events) {
    if (event.type === 'run-finished') outcome = event.outcome;
    else if (event.type === 'run-failed') failure ??= event.failure.code;
    else if (event.type === 'run-resumed') {
      if (outcome !== null && canGoOn(outcome, failure)) outcome = null;
      if (failure !== undefined && LIMIT_ENDS.has(failure)) failure = undefined;
      complete = complete && outcome !== null;
    } else if (event.type === 'report-written') complete = outcome !== null;
    else if (event.type === 'run-discarded') discarded = true;
    else if (event.type === 'attempt-started') attemptsUsed = event.attempt;
    else if (event.type === 'verdict-given') verdict = event.verdict;
    else if (event.type === 'prepared') ({ branch, worktree } = event);
  }
  const interrupted = !discarded && (outcome === null || !complete || canGoOn(outcome, failure));
  return {
    ...place,
    runId: first.runId,
    taskKey: first.taskKey,
    phase: first.phase,
    startedAt: first.at,
    updatedAt: events.at(-1)?.at ?? first.at,
    attemptsUsed,
    verdict,
    outcome,
    interrupted,
    discarded,
    branch,
    worktree,
  };
}
