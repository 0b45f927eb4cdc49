/**
 * The lead: from the state of a run to what can be done now. Pure; the conductor carries the actions out and appends what happened.
 * An action that is under way shows in no event yet: the conductor keeps it apart by `actionKey` and does not start it twice.
 */
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { Outcome } from '../model/findings.ts';
import type { Action, LeadLimits } from './action.ts';
import { finish } from './action.ts';
import { withinAttempt } from './attempt.ts';
import { anythingRunning } from './dispatching.ts';
import { proseActions } from './prose.ts';
import type { RunState } from './state.ts';
import { brokenIn, currentAttempt, endedAtLimit, hasExecutor } from './state.ts';

/** @returns the actions that can start now, in a fixed order; empty when the run waits for what is under way, or is over. */
export function decide(state: RunState, limits: LeadLimits = {}): readonly Action[] {
  if (!state.started || state.discarded) return [];
  if (state.finished) return closing(state, state.finished.outcome, limits);
  if (state.failure) return afterFailure(state, state.failure);
  if (state.stopRequested !== undefined) return anythingRunning(state) ? [] : [finish('cancelled')];
  const works = hasExecutor(state);
  if (works && !state.statusMarked) return [{ type: 'mark-status' }];
  if (!state.prepared) return [{ type: 'prepare' }];
  if (works && !state.setUp) return [{ type: 'set-up' }];
  if (state.started.baseline && !state.baseline.finished) return [{ type: 'run-baseline' }];
  const attempt = currentAttempt(state);
  if (!attempt) return [{ type: 'start-attempt', attempt: 1, remainingTasks: [] }];
  return withinAttempt(state, attempt, limits);
}

/** The work of the last whole attempt is not lost with the one that failed; but what cannot be published does not keep the run from ending. */
function afterFailure(state: RunState, failure: Failure): readonly Action[] {
  if (anythingRunning(state)) return [];
  const last = state.attempts.findLast((attempt) => attempt.candidate !== undefined && brokenIn(attempt).length === 0);
  // A run that ended at a limit goes on in its worktree as it is.
  if (last && hasExecutor(state) && !state.published && state.failures === 1 && !endedAtLimit(state))
    return [{ type: 'publish', attempt: last.n, keepFiles: true }];
  return [finish(outcomeOfFailure(failure), EXIT_CODES[failure.category])];
}

/** The end is on record; what is left can be done again without harm. A run that can go on has left nothing to others yet. */
function closing(state: RunState, outcome: Outcome, limits: LeadLimits): readonly Action[] {
  const { statusWritten, reportWritten, followUps } = state;
  if (hasExecutor(state) && !statusWritten) return [{ type: 'write-status' }];
  if (reportWritten) return [];
  const goesOn = outcome === 'cancelled' || outcome === 'waiting-quota' || endedAtLimit(state);
  if (!followUps && !goesOn) return [{ type: 'record-follow-ups' }];
  const [next] = followUps?.toSpawn ?? [];
  if (next !== undefined) return [{ type: 'spawn-follow-up', followUp: next }];
  return (goesOn ? undefined : proseActions(state, limits)) ?? [{ type: 'write-report' }];
}

const outcomeOfFailure = (failure: Failure): Outcome => {
  if (failure.category === 'blocked') return 'blocked';
  if (failure.category === 'contract') return 'contract-violated';
  return failure.category === 'interrupted' ? 'cancelled' : 'failed';
};
