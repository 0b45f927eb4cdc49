/** What the command line and other programs ask of a run, and what they get back. */
import type { DriverEvent } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import type { Failure, Notice } from '../model/failure.ts';
import type { Outcome, Verdict } from '../model/findings.ts';
import type { CheckSandboxChoice, Level, Mode, RunPlan } from '../model/plan.ts';
import type { ExternalChoice } from '../sources/task-queue/reconcile.ts';
import type { ShownFollowUp } from './follow-ups.ts';

/** Flags of `okstra run`, parsed; absent: configuration or default decides. */
export interface RunFlags {
  readonly executor?: string;
  /** `claude:opus` carries a model. */
  readonly verifiers?: readonly string[];
  readonly executorModel?: string;
  readonly verifierModel?: string;
  /** Who writes the prose of the report, `claude:opus` with a model; `none`: nobody. */
  readonly reportWriter?: string;
  readonly maxAttempts?: number;
  /** Rounds of verification, the first one included: 1 to 3. */
  readonly maxRounds?: number;
  readonly mode?: Mode;
  readonly level?: Level;
  readonly timeoutMs?: number;
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  /** Longest that the run may work. */
  readonly maxTimeMs?: number;
  /** Wait in place for quotas whose end is known. */
  readonly waitQuota?: boolean;
  readonly panel?: 'full' | 'auto';
  readonly allowMissing?: boolean;
  readonly checkSandbox?: CheckSandboxChoice;
  /** Start anew although an interrupted run or unmerged work is there. */
  readonly fresh?: boolean;
  /** False: the baseline is run, and not kept. */
  readonly baselineCache?: boolean;
  /** Run an item that is done already. */
  readonly again?: boolean;
  /** Answers every question with its default, for example "run although a dependency is not done". */
  readonly yes?: boolean;
  readonly trustCheckout?: boolean;
  /** Branch that accepted work goes to, and the base of the item. Absent: that of the item's source, where it has one. */
  readonly integrate?: string;
  /** What becomes of finished tasks whose files were changed outside of okstra. Absent: they are verified again. */
  readonly external?: ExternalChoice;
  readonly recordDir?: string;
}

export interface RunRequest {
  readonly cwd: string;
  readonly ref: string;
  readonly flags: RunFlags;
  /** Tasks of feature documents that are not taken, whoever could have them. Absent: none. */
  readonly except?: readonly string[];
}

/** A change that exists already. */
export interface ReviewRequest {
  readonly cwd: string;
  /** `A..B`, `A...B` or a revision; absent: what HEAD has and the default branch lacks. */
  readonly range?: string;
  /** The files as they lie there, in place of a range. */
  readonly workingTree?: boolean;
  /** File with the criteria, absolute or from `cwd`. */
  readonly criteria?: string;
  /** Item whose text and criteria the change is held against. */
  readonly item?: string;
  readonly flags: Pick<
    RunFlags,
    | 'verifiers'
    | 'verifierModel'
    | 'reportWriter'
    | 'maxRounds'
    | 'mode'
    | 'level'
    | 'timeoutMs'
    | 'budgetTokens'
    | 'budgetUsd'
    | 'maxTimeMs'
    | 'waitQuota'
    | 'panel'
    | 'allowMissing'
    | 'checkSandbox'
    | 'recordDir'
  >;
}

/** Something happened; for rows on a terminal, lines in a log, `--json-stream`. */
export type Progress =
  | { readonly type: 'planned'; readonly plan: RunPlan }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'event'; readonly event: RunEvent }
  | {
      readonly type: 'agent';
      readonly at: string;
      readonly dispatch: string;
      readonly seat: string;
      readonly event: DriverEvent;
    }
  /** Events and lines of a flood that were not told one by one; they stand in the logs. */
  | {
      readonly type: 'skipped';
      readonly dispatch: string;
      readonly seat: string;
      readonly events: number;
      readonly lines: number;
    }
  /** Raw output of an agent, redacted, for `--verbose` views. */
  | {
      readonly type: 'output';
      readonly dispatch: string;
      readonly seat: string;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    }
  | { readonly type: 'check'; readonly check: string; readonly on: 'baseline' | 'candidate' };

export interface RunHooks {
  readonly onProgress: (progress: Progress) => void;
  /** Aborted once: stop cleanly. The reason (a string) is who asked: `SIGINT`, `okstra stop`. */
  readonly signal: AbortSignal;
  /** True: a quota ends the run although it would wait in place, because other work of a queue comes first. */
  readonly defersQuota?: boolean;
  /** What a user would type in a terminal to do the same. */
  readonly command?: string;
}

export interface IntegrationAnswer {
  readonly branch: string;
  /** `held-back`: the branch is checked out somewhere; `sent-back`: it did not merge, or a check fails on the merged tree. */
  readonly how: 'created' | 'forward' | 'merged' | 'already' | 'held-back' | 'sent-back';
  /** Tip of the branch afterwards; null when it is not there. */
  readonly commit: string | null;
  /** Why it was held or sent back. */
  readonly reason?: string;
}

/** Absolute paths, and what a person is told in the end: eleven numbered items. */
export interface PrAnswer {
  readonly title: string;
  readonly body: string;
  readonly summary: string;
  readonly output: string;
}

/** The one document of `okstra run --json`. Paths are absolute; null where there is none (yet). */
export interface RunAnswer {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly outcome: Outcome | null;
  readonly verdict: Verdict | null;
  readonly run: { readonly id: string; readonly dir: string; readonly taskKey: string; readonly attemptsUsed: number } | null;
  readonly report: { readonly data: string; readonly markdown: string } | null;
  /** Of a review: what was judged. The commit of a working tree is okstra's own and in no branch. */
  readonly change?: {
    readonly kind: 'range' | 'working-tree';
    readonly name: string;
    readonly base: string;
    readonly commit: string;
    readonly tree: string;
    readonly commits: number;
  };
  readonly branch: string | null;
  readonly worktree: string | null;
  readonly remainingTasks: readonly string[];
  /** What became of accepted work whose item has an integration branch. */
  readonly integration?: IntegrationAnswer;
  /** Of a run of feature documents: the files of its pull request. */
  readonly pr?: PrAnswer;
  /** Of a task of the queue: finished tasks that were held against the code again after its work came in. */
  readonly verified?: readonly {
    readonly id: string;
    readonly result: 'pass' | 'issue' | 'not-verified';
    readonly status: string;
  }[];
  /** `spawned`: folder of the item that the run made of it. */
  readonly followUps: readonly ShownFollowUp[];
  /** The newest session of the executor, and the command that goes on with it by hand; null where there is none. */
  readonly session: { readonly id: string; readonly command: string | null } | null;
  readonly notices: readonly Notice[];
  /** ISO time from which on `okstra resume` can go on; with outcome `waiting-quota` only. */
  readonly resumeAt?: string;
  /** With `resumeAt`: the run was planned to wait in place, and did not because other work came first. */
  readonly waits?: boolean;
  /** A sentence when nothing had to be done, for example "already done". */
  readonly message?: string;
  readonly error?: Failure;
}
