/**
 * One step of the fold. Total: an event that does not fit the state (a line that came after the run was given up) changes nothing,
 * so that reading a journal never fails on its order.
 */
import type { RunEvent } from '../model/events.ts';
import { unreachable } from '../model/failure.ts';
import { forgetQuota } from './quota.ts';
import type { AttemptState, DispatchState, RunState } from './state.ts';
import { endedAtLimit, NEW_RUN } from './state.ts';

export const fold = (events: readonly RunEvent[]): RunState => events.reduce(advance, NEW_RUN);

export const advance = (state: RunState, event: RunEvent): RunState => timed(state, step(state, event), event);

/** The clock of the run is the sum of the times between its events; it stands while the run is interrupted, while the machine is suspended, and while it waits for a quota. */
function timed(before: RunState, after: RunState, { at, type, stoodMs = 0 }: RunEvent): RunState {
  const stands = type === 'run-resumed' || before.waitingSince !== undefined || before.lastAt === undefined;
  const passed = stands ? 0 : Math.max(0, Date.parse(at) - Date.parse(before.lastAt ?? at) - stoodMs);
  return { ...after, lastAt: at, activeMs: before.activeMs + (Number.isNaN(passed) ? 0 : passed) };
}

function step(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return { ...NEW_RUN, started: event };
    case 'run-resumed':
      return reopen(state, event);
    case 'notice':
    case 'change-found':
      return state;
    case 'process-started':
      return onDispatch(state, event.dispatch, (d) => ({ ...d, pid: event.pid }));
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
        ...(event.settled ? { settled: event.settled } : {}),
      }));
    case 'dispatch-abandoned': {
      const settled = event.settled ? { settled: event.settled } : {};
      return onDispatch(state, event.dispatch, (d) =>
        d.kind === 'finished' ? d : { ...d, kind: 'abandoned', ...(d.settled ? {} : settled) },
      );
    }
    case 'contract-broken':
      return onAttempt(state, event.attempt, (a) => ({ ...a, contractBroken: event.what }));
    case 'candidate-captured':
      return onAttempt(state, event.candidate.attempt, (a) => ({ ...a, candidate: event.candidate }));
    case 'checks-finished':
      return onAttempt(state, event.attempt, (a) => ({ ...a, checksFinished: true }));
    case 'audited': {
      const { audits, broken, testRuns, gravest } = event;
      return onAttempt(state, event.attempt, (a) => ({
        ...a,
        audited: { audits, broken, testRuns, ...(gravest === undefined ? {} : { gravest }) },
      }));
    }
    case 'tests-proved':
      return onAttempt(state, event.attempt, (a) => ({ ...a, testsProved: event.result }));
    case 'reproducer-finished': {
      const { finding, cmd, result, why, log } = event;
      const done = { finding, cmd, result, why, ...(log ? { log } : {}) };
      return onAttempt(state, event.attempt, (a) => ({ ...a, reproduced: [...a.reproduced, done] }));
    }
    case 'panel-chosen': {
      const { seats, leftOut, reason, size } = event;
      return onAttempt(state, event.attempt, (a) => ({ ...a, panel: { seats, leftOut, reason, size } }));
    }
    case 'quota-wait-started':
      return { ...state, waitingSince: event.at };
    case 'quota-wait-ended':
      return afterWait(state, event.at);
    case 'round-opened': {
      const { round, asks, findings } = event;
      return onAttempt(state, event.attempt, (a) => ({ ...a, rounds: [...a.rounds, { round, asks, findings }] }));
    }
    case 'answer-judged':
      return onDispatch(state, event.dispatch, (d) => ({
        ...d,
        judged: {
          result: event.result,
          problems: event.problems,
          ...(event.answer ? { answer: event.answer } : {}),
          ...(event.clean === undefined ? {} : { clean: event.clean }),
        },
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
    case 'prose-given-up':
      return { ...state, proseGivenUp: event.reason };
    case 'report-written':
      return state.finished ? { ...state, reportWritten: true } : state;
    case 'run-discarded':
      return { ...state, discarded: true };
    default:
      return unreachable(event);
  }
}

/** A resumed run forgets that it was stopped or waiting, and what a dead orchestrator left in flight; all recorded results stay. */
function reopen(state: RunState, event: Extract<RunEvent, { type: 'run-resumed' }>): RunState {
  const { stopRequested: _by, waitingSince: _since, finished, failure, ...rest } = state;
  const now = event.quota === 'ask-again' ? undefined : event.at;
  const open: RunState = {
    ...rest,
    raised: { ...state.raised, ...event.limits },
    attempts: state.attempts.map(abandonRunning).map((attempt) => forgetQuota(attempt, now)),
  };
  const isAtLimit = endedAtLimit(state);
  const goesOn = isAtLimit || finished?.outcome === 'cancelled' || finished?.outcome === 'waiting-quota';
  if (!goesOn) return { ...open, ...(finished ? { finished } : {}), ...(failure ? { failure } : {}) };
  return {
    ...open,
    attempts: isAtLimit ? open.attempts.map(forgetBudget) : open.attempts,
    failures: 0,
    statusMarked: false,
    statusWritten: false,
    reportWritten: false,
  };
}

const abandonRunning = (attempt: AttemptState): AttemptState => ({
  ...attempt,
  dispatches: attempt.dispatches.map((d) => (d.kind === 'running' ? { ...d, kind: 'abandoned' as const } : d)),
});

/** A dispatch that the budget cut off is asked again when the run goes on. */
const forgetBudget = (attempt: AttemptState): AttemptState => ({
  ...attempt,
  dispatches: attempt.dispatches.map((d) =>
    d.fault?.kind === 'budget' && !attempt.verdict ? { ...d, kind: 'abandoned' as const } : d,
  ),
});

function afterWait(state: RunState, at: string): RunState {
  const { waitingSince, ...rest } = state;
  const passed = waitingSince === undefined ? 0 : Math.max(0, Date.parse(at) - Date.parse(waitingSince));
  const { count, ms } = state.quotaWaits;
  return {
    ...rest,
    quotaWaits: { count: count + 1, ms: ms + passed },
    attempts: state.attempts.map((attempt) => forgetQuota(attempt, at)),
  };
}

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
    ...(event.reserved ? { reserved: event.reserved } : {}),
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
