/** The actions of one attempt: executor, evidence, verifiers in rounds, verdict. */
import { checksDecide } from '../findings/index.ts';
import type { Fault } from '../model/agents.ts';
import type { Failure } from '../model/failure.ts';
import type { Action, LeadLimits } from './action.ts';
import { finish } from './action.ts';
import { dispatchAction, dispatchOrStop, isOverBudget } from './dispatching.ts';
import { fixOfFault } from './fault-fixes.ts';
import { seatNeed } from './seats.ts';
import type { AttemptState, RunState } from './state.ts';
import { brokenIn, hasExecutor, seatDispatches } from './state.ts';

export function withinAttempt(state: RunState, attempt: AttemptState, limits: LeadLimits): readonly Action[] {
  const { n } = attempt;
  if (attempt.verdict) return afterVerdict(state, attempt);
  if (attempt.contractBroken) return [giveVerdict(n)];
  if (!attempt.candidate) return hasExecutor(state) ? executing(state, attempt, limits) : [{ type: 'take-change', attempt: n }];
  if (!attempt.checksFinished || !attempt.audited) {
    return [
      ...(attempt.checksFinished ? [] : [{ type: 'run-checks', attempt: n } as const]),
      ...(attempt.audited ? [] : [{ type: 'audit', attempt: n } as const]),
    ];
  }
  if (brokenIn(attempt).length > 0 || (isDecided(state, attempt) && hasAttemptsLeft(state, attempt))) return [giveVerdict(n)];
  if (attempt.audited.testRuns > 0 && !attempt.testsProved) return [{ type: 'prove-tests', attempt: n }];
  return verifying(state, attempt, limits);
}

const giveVerdict = (attempt: number, overBudget = false): Action => ({ type: 'give-verdict', attempt, overBudget });

/** The checks alone make the attempt fail. */
function isDecided({ started, baseline }: RunState, { receipts }: AttemptState): boolean {
  const { mode = 'strict', baseline: hasBaseline = false } = started ?? {};
  return checksDecide({ mode, hasBaseline, baseline: baseline.receipts, candidate: receipts });
}

const hasAttemptsLeft = ({ started }: RunState, { n }: AttemptState): boolean => n < (started?.maxAttempts ?? 1);

function executing(state: RunState, attempt: AttemptState, limits: LeadLimits): readonly Action[] {
  const need = seatNeed('executor', seatDispatches(attempt, 'executor'));
  switch (need.kind) {
    case 'dispatch':
      return dispatchOrStop(state, limits, [dispatchAction('executor', { attempt: attempt.n, round: 0 }, need)]);
    case 'answered':
      return [{ type: 'capture', attempt: attempt.n, dispatch: need.dispatch.id }];
    case 'waiting-quota':
      return [finish('waiting-quota')];
    case 'faulted':
      return [{ type: 'fail', failure: failureOfFault('executor', need.fault) }];
    default:
      return []; // an executor's answer is never judged by its form
  }
}

/** Verifiers side by side: all of the roster first, then in each round those that it asks. */
function verifying(state: RunState, attempt: AttemptState, limits: LeadLimits): readonly Action[] {
  const { n } = attempt;
  const opened = attempt.rounds.at(-1);
  const round = opened?.round ?? 0;
  const seats = opened ? opened.asks.map(({ seat }) => seat) : (state.started?.verifiers ?? []);
  const needs = seats.map((seat) => ({ seat, need: seatNeed('verifier', seatDispatches(attempt, seat, round)) }));
  const judge = needs.flatMap(({ seat, need }): Action[] =>
    need.kind === 'judge' ? [{ type: 'judge-answer', attempt: n, seat, dispatch: need.dispatch.id }] : [],
  );
  const overBudget = isOverBudget(state, limits);
  // A round that the budget cuts short is judged by what it brought; without the first answers there would be nothing to judge.
  const dispatches =
    round > 0 && overBudget
      ? []
      : needs.flatMap(({ seat, need }) => (need.kind === 'dispatch' ? [dispatchAction(seat, { attempt: n, round }, need)] : []));
  if (judge.length > 0 || dispatches.length > 0) {
    return [...judge, ...(dispatches.length > 0 ? dispatchOrStop(state, limits, dispatches) : [])];
  }
  if (needs.some(({ need }) => need.kind === 'wait')) return [];
  if (needs.some(({ need }) => need.kind === 'waiting-quota')) return [finish('waiting-quota')];
  return [giveVerdict(n, overBudget)];
}

function afterVerdict(state: RunState, attempt: AttemptState): readonly Action[] {
  const { verdict, n } = attempt;
  if (!verdict) return [];
  if (verdict.outcome === 'next-attempt') {
    if (!attempt.recorded) return [{ type: 'record-attempt', attempt: n }];
    return [{ type: 'start-attempt', attempt: n + 1, remainingTasks: verdict.remainingTasks }];
  }
  const leavesCandidate = hasExecutor(state) && attempt.candidate !== undefined && verdict.outcome !== 'contract-violated';
  if (leavesCandidate && !state.published) return [{ type: 'publish', attempt: n, keepFiles: false }];
  return [finish(verdict.outcome)];
}

/** The run's failure when the executor could not do its work. */
export function failureOfFault(seat: string, fault: Fault): Failure {
  return {
    category: fault.kind === 'prompt-too-large' ? 'usage' : 'system',
    code: `agent-${fault.kind}`,
    message: `The ${seat} ended without a result (${fault.kind}): ${fault.message}`,
    fix: fault.fix ?? fixOfFault(fault.kind),
  };
}
