/** What the conductor can be asked to do. */
import type { Turn } from '../model/events.ts';
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { Outcome, RemainingTask } from '../model/findings.ts';
import type { LimitedRole, Reserved } from '../model/limits.ts';
import type { PanelRules } from './panel.ts';

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
      /** What it may use of the budgets of the run. */
      readonly reserve: Reserved;
    }
  /** The change that a run without an executor judges becomes the candidate. */
  | { readonly type: 'take-change'; readonly attempt: number }
  | { readonly type: 'capture'; readonly attempt: number; readonly dispatch: string }
  | { readonly type: 'run-checks'; readonly attempt: number }
  | { readonly type: 'audit'; readonly attempt: number }
  | { readonly type: 'prove-tests'; readonly attempt: number }
  /** Which verifiers of the roster are asked in an attempt. */
  | {
      readonly type: 'choose-panel';
      readonly attempt: number;
      readonly seats: readonly string[];
      /** A sentence. */
      readonly reason: string;
      readonly size: { readonly files: number; readonly lines: number };
    }
  /** In place, until agents whose quota is used up can be asked again. */
  | { readonly type: 'wait-quota'; readonly until: string; readonly seats: readonly string[] }
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
  /** The report says itself what its writer would have said. `reason`: a sentence without its full stop. */
  | { readonly type: 'give-up-prose'; readonly reason: string }
  | { readonly type: 'write-report' };

export const actionKey = (action: Action): string => {
  const parts = [action.type, 'attempt' in action ? action.attempt : '', 'seat' in action ? action.seat : ''];
  return parts.join(':');
};

/** What the lead needs to know that is not in the journal: limits of the plan. Absent: no limit. */
export interface LeadLimits {
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  /** What has to be left for one dispatch. Absent: a share of the budget. */
  readonly reserveTokens?: Readonly<Partial<Record<LimitedRole, number>>>;
  readonly reserveUsd?: Readonly<Partial<Record<LimitedRole, number>>>;
  /** Seats whose cost in money is known. */
  readonly inMoney?: readonly string[];
  /** Longest wait for quotas in the run. Absent: it does not wait in place. */
  readonly waitQuotaMs?: number;
  /** Whether somebody wants it to stop: then nobody is asked any more for what the run can end without. */
  readonly stopping?: boolean;
  /** Absent: every verifier of the roster is asked. */
  readonly panel?: PanelRules;
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

export const finish = (outcome: Outcome, exitCode: number = OUTCOME_EXIT[outcome]): Action => ({
  type: 'finish',
  outcome,
  exitCode,
});
