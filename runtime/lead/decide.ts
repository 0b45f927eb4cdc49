/**
 * The lead: from the state of a run to what can be done now. Pure; the conductor carries the actions out and appends what happened.
 * An action that is under way shows in no event yet: the conductor keeps it apart by `actionKey` and does not start it twice.
 */
import { checksDecide } from '../findings/index.ts';
import type { Fault } from '../model/agents.ts';
import type { Turn } from '../model/events.ts';
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { Outcome, RemainingTask } from '../model/findings.ts';
import { fixOfFault } from './fault-fixes.ts';
import type { SeatNeed } from './seats.ts';
import { seatNeed } from './seats.ts';
import type { AttemptState, RunState } from './state.ts';
import { brokenIn, currentAttempt, seatDispatches, tokensUsed } from './state.ts';

export type Action =
  | { readonly type: 'mark-status' }
  | { readonly type: 'prepare' }
  | { readonly type: 'set-up' }
  | { readonly type: 'run-baseline' }
  | { readonly type: 'start-attempt'; readonly attempt: number; readonly remainingTasks: readonly RemainingTask[] }
  | {
      readonly type: 'dispatch';
      readonly seat: string;
      readonly attempt: number;
      /** 0: not in a refutation round. */
      readonly round: number;
      readonly turn: Turn;
      /** The dispatch this one follows (its fault, its answer, its session). */
      readonly after?: string;
    }
  | { readonly type: 'capture'; readonly attempt: number; readonly dispatch: string }
  | { readonly type: 'run-checks'; readonly attempt: number }
  | { readonly type: 'audit'; readonly attempt: number }
  | { readonly type: 'prove-tests'; readonly attempt: number }
  | { readonly type: 'judge-answer'; readonly attempt: number; readonly seat: string; readonly dispatch: string }
  /** Settles what can be settled; opens a refutation round when another one can settle more, else gives the verdict. */
  | { readonly type: 'give-verdict'; readonly attempt: number; readonly overBudget: boolean }
  | { readonly type: 'record-attempt'; readonly attempt: number }
  /** `keepFiles`: the branch becomes the candidate, the worktree keeps what a later, unfinished attempt left in it. */
  | { readonly type: 'publish'; readonly attempt: number; readonly keepFiles: boolean }
  | { readonly type: 'fail'; readonly failure: Failure }
  | { readonly type: 'finish'; readonly outcome: Outcome; readonly exitCode: number }
  | { readonly type: 'write-status' }
  | { readonly type: 'record-follow-ups' }
  | { readonly type: 'spawn-follow-up'; readonly followUp: string }
  | { readonly type: 'write-report' };

export const actionKey = (action: Action): string => {
  const parts = [action.type, 'attempt' in action ? action.attempt : '', 'seat' in action ? action.seat : ''];
  return parts.join(':');
};

/** What the lead needs to know that is not in the journal: limits of the plan. */
export interface LeadLimits {
  readonly budgetTokens?: number;
}

export const OUTCOME_EXIT: Readonly<Record<Outcome, number>> = {
  accepted: 0,
  'not-accepted': 1,
  blocked: EXIT_CODES.blocked,
  'waiting-quota': EXIT_CODES.blocked,
  'contract-violated': EXIT_CODES.contract,
  failed: EXIT_CODES.system,
  cancelled: EXIT_CODES.interrupted,
};

/** @returns the actions that can start now, in a fixed order; empty when the run waits for what is under way, or is over. */
export function decide(state: RunState, limits: LeadLimits = {}): readonly Action[] {
  if (!state.started || state.discarded) return [];
  if (state.finished) return closing(state, state.finished.outcome);
  if (state.failure) return afterFailure(state, state.failure);
  if (state.stopRequested !== undefined) return anythingRunning(state) ? [] : [finish('cancelled')];
  if (!state.statusMarked) return [{ type: 'mark-status' }];
  if (!state.prepared) return [{ type: 'prepare' }];
  if (!state.setUp) return [{ type: 'set-up' }];
  if (state.started.baseline && !state.baseline.finished) return [{ type: 'run-baseline' }];
  const attempt = currentAttempt(state);
  if (!attempt) return [{ type: 'start-attempt', attempt: 1, remainingTasks: [] }];
  return withinAttempt(state, attempt, limits);
}

function withinAttempt(state: RunState, attempt: AttemptState, limits: LeadLimits): readonly Action[] {
  const { n } = attempt;
  if (attempt.verdict) return afterVerdict(state, attempt);
  if (attempt.contractBroken) return [giveVerdict(n)];
  if (!attempt.candidate) return executing(state, attempt, limits);
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
  const leavesCandidate = attempt.candidate !== undefined && verdict.outcome !== 'contract-violated';
  if (leavesCandidate && !state.published) return [{ type: 'publish', attempt: n, keepFiles: false }];
  return [finish(verdict.outcome)];
}

/** The work of the last whole attempt is not lost with the one that failed; but what cannot be published does not keep the run from ending. */
function afterFailure(state: RunState, failure: Failure): readonly Action[] {
  if (anythingRunning(state)) return [];
  const last = state.attempts.findLast((attempt) => attempt.candidate !== undefined && brokenIn(attempt).length === 0);
  if (last && !state.published && state.failures === 1) return [{ type: 'publish', attempt: last.n, keepFiles: true }];
  return [finish(outcomeOfFailure(failure), EXIT_CODES[failure.category])];
}

/** The end is on record; what is left can be done again without harm. A run that can go on has left nothing to others yet. */
function closing({ statusWritten, reportWritten, followUps }: RunState, outcome: Outcome): readonly Action[] {
  if (!statusWritten) return [{ type: 'write-status' }];
  if (reportWritten) return [];
  const goesOn = outcome === 'cancelled' || outcome === 'waiting-quota';
  if (!followUps && !goesOn) return [{ type: 'record-follow-ups' }];
  const [next] = followUps?.toSpawn ?? [];
  return [next === undefined ? { type: 'write-report' } : { type: 'spawn-follow-up', followUp: next }];
}

function dispatchOrStop(state: RunState, limits: LeadLimits, dispatches: readonly Action[]): readonly Action[] {
  if (!isOverBudget(state, limits)) return dispatches;
  if (anythingRunning(state)) return [];
  const { budgetTokens } = limits;
  const used = tokensUsed(state);
  return [
    {
      type: 'fail',
      failure: {
        category: 'blocked',
        code: 'budget-exhausted',
        message: `The agents of this run used ${used} tokens; the limit is ${budgetTokens}.`,
        fix: 'Raise it with --budget-tokens (or run.budgetTokens in okstra.yaml) and run the item again.',
      },
    },
  ];
}

const isOverBudget = (state: RunState, { budgetTokens }: LeadLimits): boolean =>
  budgetTokens !== undefined && tokensUsed(state) >= budgetTokens;

interface When {
  readonly attempt: number;
  readonly round: number;
}

function dispatchAction(seat: string, { attempt, round }: When, need: Extract<SeatNeed, { kind: 'dispatch' }>): Action {
  return { type: 'dispatch', seat, attempt, round, turn: need.turn, ...(need.after ? { after: need.after.id } : {}) };
}

const anythingRunning = (state: RunState): boolean =>
  state.attempts.some((attempt) => attempt.dispatches.some((d) => d.kind === 'running'));

const finish = (outcome: Outcome, exitCode: number = OUTCOME_EXIT[outcome]): Action => ({ type: 'finish', outcome, exitCode });

const outcomeOfFailure = (failure: Failure): Outcome => {
  if (failure.category === 'blocked') return 'blocked';
  if (failure.category === 'contract') return 'contract-violated';
  return failure.category === 'interrupted' ? 'cancelled' : 'failed';
};

/** The run's failure when the executor could not do its work. */
export function failureOfFault(seat: string, fault: Fault): Failure {
  return {
    category: fault.kind === 'prompt-too-large' ? 'usage' : 'system',
    code: `agent-${fault.kind}`,
    message: `The ${seat} ended without a result (${fault.kind}): ${fault.message}`,
    fix: fault.fix ?? fixOfFault(fault.kind),
  };
}
