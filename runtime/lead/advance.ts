/**
 * One step of the fold. Total: an event that does not fit the state (a line that came after the run was given up) changes nothing,
 * so that reading a journal never fails on its order.
 */
import type { RunEvent } from '../model/events.ts';
import { unreachable } from '../model/failure.ts';
import type { AttemptState, DispatchState, RunState } from './state.ts';
import { NEW_RUN } from './state.ts';

export const fold = (events: readonly RunEvent[]): RunState => events.reduce(advance, NEW_RUN);

export function advance(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return { ...NEW_RUN, started: event };
    case 'run-resumed':
      return reopen(state);
    case 'notice':
    case 'process-started':
      return event.type === 'process-started' ? onDispatch(state, event.dispatch, (d) => ({ ...d, pid: event.pid })) : state;
    case 'status-marked':
      return { ...state, statusMarked: true };
    case 'prepared':
      return { ...state, prepared: event };
    case 'set-up':
      return { ...state, setUp: true };
    case 'check-finished':
      return event.receipt.on === 'baseline'
        ? { ...state, baseline: { ...state.baseline, receipts: [...state.baseline.receipts, event.receipt] } }
        : onAttempt(state, event.receipt.attempt, (a) => ({ ...a, receipts: [...a.receipts, event.receipt] }));
    case 'baseline-finished':
      return { ...state, baseline: { ...state.baseline, finished: true } };
    case 'attempt-started':
      return { ...state, attempts: [...state.attempts, newAttempt(event)] };
    case 'dispatch-started':
      return onAttempt(state, event.attempt, (a) => ({ ...a, dispatches: [...a.dispatches, newDispatch(event)] }));
    case 'session-seen':
      return onDispatch(state, event.dispatch, (d) => ({ ...d, session: event.session }));
    case 'dispatch-finished':
      return onDispatch(state, event.dispatch, (d) => ({
        ...d,
        kind: 'finished',
        end: event.end,
        text: event.text,
        ...(event.structured ? { structured: event.structured } : {}),
        ...(event.session ? { session: event.session } : {}),
        ...(event.usage ? { usage: event.usage } : {}),
        ...(event.fault ? { fault: event.fault } : {}),
        ...(event.disturbed ? { disturbed: event.disturbed } : {}),
      }));
    case 'dispatch-abandoned':
      return onDispatch(state, event.dispatch, (d) => (d.kind === 'running' ? { ...d, kind: 'abandoned' } : d));
    case 'contract-broken':
      return onAttempt(state, event.attempt, (a) => ({ ...a, contractBroken: event.what }));
    case 'candidate-captured':
      return onAttempt(state, event.candidate.attempt, (a) => ({ ...a, candidate: event.candidate }));
    case 'checks-finished':
      return onAttempt(state, event.attempt, (a) => ({ ...a, checksFinished: true }));
    case 'audited': {
      const { audits, broken, testRuns } = event;
      return onAttempt(state, event.attempt, (a) => ({ ...a, audited: { audits, broken, testRuns } }));
    }
    case 'tests-proved':
      return onAttempt(state, event.attempt, (a) => ({ ...a, testsProved: event.result }));
    case 'reproducer-finished': {
      const { finding, cmd, result, why, log } = event;
      const done = { finding, cmd, result, why, ...(log ? { log } : {}) };
      return onAttempt(state, event.attempt, (a) => ({ ...a, reproduced: [...a.reproduced, done] }));
    }
    case 'round-opened': {
      const { round, asks, findings } = event;
      return onAttempt(state, event.attempt, (a) => ({ ...a, rounds: [...a.rounds, { round, asks, findings }] }));
    }
    case 'answer-judged':
      return onDispatch(state, event.dispatch, (d) => ({
        ...d,
        judged: { result: event.result, problems: event.problems, ...(event.answer ? { answer: event.answer } : {}) },
      }));
    case 'verdict-given': {
      const { verdict, outcome, row, reasons, remainingTasks, convergence, at } = event;
      return onAttempt(state, event.attempt, (a) => ({
        ...a,
        verdict: { verdict, outcome, row, reasons, remainingTasks, convergence, at },
      }));
    }
    case 'attempt-recorded':
      return onAttempt(state, event.attempt, (a) => ({ ...a, recorded: true }));
    case 'published':
      return { ...state, published: true };
    case 'stop-requested':
      return { ...state, stopRequested: event.by };
    case 'run-failed':
      return { ...state, failure: state.failure ?? event.failure, failures: state.failures + 1 };
    case 'run-finished':
      return { ...state, finished: { outcome: event.outcome, exitCode: event.exitCode, at: event.at } };
    case 'status-written':
      return { ...state, statusWritten: true };
    case 'follow-ups-recorded':
      return { ...state, followUps: { record: event.record, toSpawn: event.autoSpawn } };
    case 'follow-up-spawned': {
      const { followUps } = state;
      if (!followUps) return state;
      return { ...state, followUps: { ...followUps, toSpawn: followUps.toSpawn.filter((id) => id !== event.followUp) } };
    }
    case 'report-written':
      return state.finished ? { ...state, reportWritten: true } : state;
    case 'run-discarded':
      return { ...state, discarded: true };
    default:
      return unreachable(event);
  }
}

/** A resumed run forgets that it was stopped or waiting, and what a dead orchestrator left in flight; all recorded results stay. */
function reopen(state: RunState): RunState {
  const { stopRequested: _by, finished, failure, ...rest } = state;
  const open: RunState = { ...rest, attempts: state.attempts.map(abandonRunning) };
  if (!finished) return failure ? { ...open, failure } : open;
  if (finished.outcome !== 'cancelled' && finished.outcome !== 'waiting-quota') {
    return { ...open, finished, ...(failure ? { failure } : {}) };
  }
  return {
    ...open,
    attempts: open.attempts.map(forgetQuota),
    statusMarked: false,
    statusWritten: false,
    reportWritten: false,
  };
}

const abandonRunning = (attempt: AttemptState): AttemptState => ({
  ...attempt,
  dispatches: attempt.dispatches.map((d) => (d.kind === 'running' ? { ...d, kind: 'abandoned' as const } : d)),
});

/** A quota is over when the run goes on: the dispatch that met it counts as interrupted, not as the seat's last word. */
const forgetQuota = (attempt: AttemptState): AttemptState => ({
  ...attempt,
  dispatches: attempt.dispatches.map((d) =>
    d.fault?.kind === 'quota' && !attempt.verdict ? { ...d, kind: 'abandoned' as const } : d,
  ),
});

function newAttempt(event: Extract<RunEvent, { type: 'attempt-started' }>): AttemptState {
  const { attempt: n, startTree, remainingTasks } = event;
  return {
    n,
    startTree,
    remainingTasks,
    dispatches: [],
    receipts: [],
    checksFinished: false,
    reproduced: [],
    rounds: [],
    recorded: false,
  };
}

function newDispatch(event: Extract<RunEvent, { type: 'dispatch-started' }>): DispatchState {
  const { dispatch: id, seat, attempt, round, turn } = event;
  return {
    id,
    seat,
    attempt,
    round,
    turn,
    kind: 'running',
    ...(event.continuesSession ? { session: event.continuesSession } : {}),
  };
}

function onAttempt(state: RunState, n: number, change: (attempt: AttemptState) => AttemptState): RunState {
  const index = state.attempts.findLastIndex((attempt) => attempt.n === n);
  const attempt = state.attempts[index];
  return attempt === undefined ? state : { ...state, attempts: state.attempts.with(index, change(attempt)) };
}

/** Looked for from the end: what happens, happens in the newest attempt, so a long journal is folded in a time that grows with its length. */
function onDispatch(state: RunState, id: string, change: (dispatch: DispatchState) => DispatchState): RunState {
  for (let at = state.attempts.length - 1; at >= 0; at -= 1) {
    const attempt = state.attempts[at];
    const index = attempt?.dispatches.findLastIndex((d) => d.id === id) ?? -1;
    const dispatch = attempt?.dispatches[index];
    if (attempt === undefined || dispatch === undefined) continue;
    const dispatches = attempt.dispatches.with(index, change(dispatch));
    return { ...state, attempts: state.attempts.with(at, { ...attempt, dispatches }) };
  }
  return state;
}
