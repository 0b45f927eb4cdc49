/** The actions of one attempt: executor, evidence, verifiers in rounds, verdict. */
import { checksDecide } from '../findings/index.ts';
import type { Fault } from '../model/agents.ts';
import type { Failure } from '../model/failure.ts';
import type { Action, LeadLimits } from './action.ts';
import { finish } from './action.ts';
import { canAsk } from './budget.ts';
import type { Wanted } from './dispatching.ts';
import { dispatchOrStop } from './dispatching.ts';
import { fixOfFault } from './fault-fixes.ts';
import { panelAction, panelAfterFault, panelOf } from './panel.ts';
import { waitOrEnd } from './quota.ts';
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
    case 'dispatch': {
      const wanted = { seat: 'executor', attempt: attempt.n, round: 0, need };
      // Better messages are not worth a run that ends at its budget.
      if (need.turn === 'repair' && need.after !== undefined && !canAsk(state, limits, [wanted]))
        return [{ type: 'capture', attempt: attempt.n, dispatch: need.after.id }];
      return dispatchOrStop(state, limits, {
        wanted: [wanted],
        verifiers: state.started?.verifiers ?? [],
      });
    }
    case 'answered':
      return [{ type: 'capture', attempt: attempt.n, dispatch: need.dispatch.id }];
    case 'waiting-quota':
      return waitOrEnd(state, limits, [{ seat: 'executor', fault: need.fault }]);
    case 'faulted':
      return [{ type: 'fail', failure: failureOfFault('executor', need.fault) }];
    default:
      return []; // okstra judges an executor's answer while it captures the work
  }
}

/** Verifiers side by side: all of the roster first, then in each round those that it asks. */
function verifying(state: RunState, attempt: AttemptState, limits: LeadLimits): readonly Action[] {
  const { n } = attempt;
  const opened = attempt.rounds.at(-1);
  const round = opened?.round ?? 0;
  const chosen = opened ? undefined : panelAction(state, attempt, limits);
  if (chosen) return [chosen];
  const seats = opened ? opened.asks.map(({ seat }) => seat) : panelOf(state, attempt);
  const needs = seats.map((seat) => ({ seat, need: seatNeed('verifier', seatDispatches(attempt, seat, round)) }));
  const judge = needs.flatMap(({ seat, need }): Action[] =>
    need.kind === 'judge' ? [{ type: 'judge-answer', attempt: n, seat, dispatch: need.dispatch.id }] : [],
  );
  const asking = needs.flatMap(({ seat, need }): Wanted[] =>
    need.kind === 'dispatch' ? [{ seat, attempt: n, round, need }] : [],
  );
  // A round that the budget cuts short is judged by what it brought; without the first answers there would be nothing to judge.
  const wanted = round > 0 && !canAsk(state, limits, asking) ? [] : asking;
  if (judge.length > 0 || wanted.length > 0) {
    return [...judge, ...(wanted.length > 0 ? dispatchOrStop(state, limits, { wanted, verifiers: [] }) : [])];
  }
  if (needs.some(({ need }) => need.kind === 'wait')) return [];
  const waiting = needs.flatMap(({ seat, need }) => (need.kind === 'waiting-quota' ? [{ seat, fault: need.fault }] : []));
  if (waiting.length > 0) return waitOrEnd(state, limits, waiting);
  const cut = needs.find(({ need }) => need.kind === 'faulted' && need.fault.kind === 'budget');
  // A panel is not made smaller by money; a later round may be.
  if (cut?.need.kind === 'faulted' && !opened) return [{ type: 'fail', failure: failureOfFault(cut.seat, cut.need.fault) }];
  const isShort = needs.some(({ need }) => need.kind === 'faulted' || need.kind === 'no-result');
  const whole = isShort && !opened ? panelAfterFault(state, attempt) : undefined;
  if (whole) return [whole];
  // Whoever answered may be asked about the findings of the others.
  const next = needs.flatMap(({ seat, need }) => (need.kind === 'answered' ? [{ seat, round: round + 1 }] : []));
  return [giveVerdict(n, wanted.length < asking.length || !canAsk(state, limits, next))];
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
  if (fault.kind === 'budget') {
    return { category: 'blocked', code: 'budget-exhausted', message: fault.message, fix: fault.fix ?? fixOfFault('budget') };
  }
  return {
    category: fault.kind === 'prompt-too-large' ? 'usage' : 'system',
    code: `agent-${fault.kind}`,
    message: `The ${seat} ended without a result (${fault.kind}): ${fault.message}`,
    fix: fault.fix ?? fixOfFault(fault.kind),
  };
}
