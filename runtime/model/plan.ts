/** The plan of a run: the value that `--dry-run` prints and that the conductor executes. Kept whole in `plan.json` of the run folder. */
import type { AgentConfig, Seat } from './agents.ts';
import type { BundlePlan } from './bundle.ts';
import type { CheckSpec } from './evidence.ts';
import type { Notice } from './failure.ts';
import type { AutoSpawn } from './findings.ts';
import type { TaskKey } from './ids.ts';
import type { WorkItem } from './item.ts';
import type { LimitedRole } from './limits.ts';
import type { Price } from './money.ts';

export type Mode = 'strict' | 'parallel';
export type Level = 'light' | 'cross';
export type Phase =
  | 'requirements-discovery'
  | 'improvement-discovery'
  | 'error-analysis'
  | 'implementation-planning'
  | 'implementation'
  | 'final-verification'
  | 'release-handoff';

/** `auto`: where it works. `off`: never, by the user's word. `required`: a run without it is refused. */
export type CheckSandboxChoice = 'auto' | 'off' | 'required';

/** How commands of the project are kept in; a process group keeps nothing in. */
export interface CheckSandbox {
  readonly kind: 'bwrap' | 'process-group';
  /** What it does, or why there is none. */
  readonly detail: string;
}

/** A set-up command of a fresh worktree or checkout. */
export interface SetupSpec {
  readonly cmd: string;
  readonly timeoutMs: number;
}

export interface BasePlan {
  /** Commit of the user's HEAD. */
  readonly head: string;
  /** Branch name of the user's HEAD; absent when detached. */
  readonly headBranch?: string;
  /** Tip of the item's branch when it holds unmerged work of an earlier run that this run continues. */
  readonly continues?: { readonly tip: string; readonly ownCommits: boolean };
  /** Accepted dependencies whose commit is not in the base. */
  readonly merges: readonly { readonly item: string; readonly commit: string }[];
}

export interface Limits {
  readonly maxAttempts: number;
  readonly maxRounds: number;
  /** Wall clock of one dispatch. */
  readonly timeoutMs: number;
  /** By role; one number in plans of older versions. */
  readonly silenceMs: number | Readonly<Record<LimitedRole, number>>;
  /** Longest wait for a model to begin its answer. Absent in plans of older versions: not measured. */
  readonly firstResponseMs?: number;
  /** How long the silence clock may stand while a tool call is open. */
  readonly toolTimeoutMs: number;
  /** Output of one dispatch, in bytes, after which the agent is stopped. */
  readonly outputBytes: number;
  /** Of each of its streams kept on disk. Absent in plans of older versions: 64 MB. */
  readonly logBytes?: number;
  /** Wall clock of the run, without the time in which it was interrupted or waited for a quota. Absent in plans of older versions: none. */
  readonly maxTimeMs?: number;
  /** Free space that the volumes a run writes to must have. Absent in plans of older versions: not looked at. */
  readonly minFreeBytes?: number;
  /** Longest wait for quotas in the run. Absent: it does not wait, and ends `waiting-quota`. */
  readonly waitQuotaMs?: number;
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  /** What has to be left for one dispatch, by role. Absent: a share of the budget. */
  readonly reserveTokens?: Readonly<Partial<Record<LimitedRole, number>>>;
  readonly reserveUsd?: Readonly<Partial<Record<LimitedRole, number>>>;
}

/** Longest silence of a role. */
export const silenceOf = ({ silenceMs }: Limits, role: string): number =>
  typeof silenceMs === 'number' ? silenceMs : silenceMs[role === 'executor' ? 'executor' : 'verifier'];

/** What is redacted besides secret-looking variables and known shapes. */
export interface RedactRules {
  /** Names of variables. */
  readonly env: readonly string[];
  /** Files of the form NAME=value, relative to the repository. */
  readonly files: readonly string[];
  /** In the form of `readSecretPattern`. */
  readonly patterns: readonly string[];
}

/** A change that is there before the run begins; nobody in the run made it. */
export interface ReviewedChange {
  readonly kind: 'range' | 'working-tree';
  /** As a person says it: `main...topic`, `working tree`. */
  readonly name: string;
  /** Commit the change is measured against. */
  readonly base: string;
  readonly baseTree: string;
  /** The newest commit of the range; for a working tree one of okstra's own, which no branch holds. */
  readonly commit: string;
  readonly tree: string;
  /** Oldest first; none for a working tree. What the messages say is the writer's word. */
  readonly commits: readonly ReviewedCommit[];
}

export interface ReviewedCommit {
  readonly sha: string;
  /** Whole. */
  readonly message: string;
}

interface PlanOfAnyRun {
  readonly version: 1;
  readonly taskKey: TaskKey;
  readonly phase: Phase;
  readonly item: WorkItem;
  readonly mode: Mode;
  readonly level: Level;
  readonly language: 'en' | 'ko';
  readonly verifiers: readonly Seat[];
  /** Who writes the prose of the report. Absent: nobody. */
  readonly reportWriter?: Seat;
  /** Agents that could have been verifiers but are not, with the reason. */
  readonly leftOut: readonly { readonly agent: string; readonly reason: string }[];
  /** Vendors the repository's content goes to. */
  readonly vendors: readonly string[];
  readonly checks: readonly CheckSpec[];
  /** Categories for which no check is configured. */
  readonly unconfigured: readonly string[];
  readonly baseline: boolean;
  /** `use`: a baseline that an earlier run saw on the same tree. `renew`: run, and kept for later ones. Absent: off. */
  readonly baselineCache?: 'use' | 'renew' | 'off';
  /** Of checks, set-up commands and reproducers. Absent in plans of earlier versions: none. */
  readonly checkSandbox?: CheckSandbox;
  readonly setup: readonly SetupSpec[];
  /** Ignored files copied into a fresh worktree. */
  readonly copy: readonly string[];
  readonly base: BasePlan;
  readonly limits: Limits;
  /** How findings are settled between verifiers; the number of rounds stands among the limits. */
  readonly convergence: { readonly enabled: boolean; readonly verificationMode: 'lightweight' | 'full-reanalysis' };
  readonly allowMissing: boolean;
  /** Whether every verifier of the roster is asked. Absent in plans of earlier versions: `full`. */
  readonly panel?: 'full' | 'auto';
  /** The panel of `auto` keeps at least one verifier of another vendor than the writer's, of two vendors where the writer is not known. */
  readonly requireCrossVendor?: boolean;
  /** US dollars per million tokens, by name of an agent or a model. Absent: none. */
  readonly prices?: Readonly<Record<string, Price>>;
  /** Absent in plans of earlier versions: none. */
  readonly redact?: RedactRules;
  /** Absent in plans of earlier versions: none. */
  readonly autoSpawn?: AutoSpawn;
  readonly recordDir?: string;
  readonly notices: readonly Notice[];
}

/** An executor makes the change, in a worktree of its own. */
export interface ImplementationPlan extends PlanOfAnyRun {
  readonly executor: Seat;
  readonly branch: string;
  /** Absolute. */
  readonly worktree: string;
  readonly hooks: boolean;
  /** Watch the user's checkout and refs around dispatches of an unconfined executor. */
  readonly watchCheckout: boolean;
  /** `feat: <name>` and the like. */
  readonly commitMessage: string;
  /** Where accepted work goes. Absent: nowhere by itself. */
  readonly integration?: IntegrationPlan;
  /** Of a run of feature documents. */
  readonly bundle?: BundlePlan;
}

/** A branch that items of a queue share: its tip is the base of the next one. */
export interface IntegrationPlan {
  /** Without `refs/heads/`. */
  readonly branch: string;
}

/** The change exists already and is only judged: no executor, no worktree, no branch, one attempt. */
export interface ReviewPlan extends PlanOfAnyRun {
  readonly executor: null;
  readonly change: ReviewedChange;
}

export type RunPlan = ImplementationPlan | ReviewPlan;

/** Every seat of a run in the order of its work: the executor's where it has one, the verifiers', the report writer's where it has one. */
export const seatsOf = ({
  executor,
  verifiers,
  reportWriter,
}: Pick<RunPlan, 'executor' | 'verifiers' | 'reportWriter'>): readonly Seat[] => [
  ...(executor === null ? [] : [executor]),
  ...verifiers,
  ...(reportWriter === undefined ? [] : [reportWriter]),
];

/** What a configured agent without a seat looks like to `doctor` and `init`. */
export interface AgentProbe {
  readonly agent: AgentConfig;
  readonly path?: string;
  readonly version?: string;
  readonly problem?: Notice;
  readonly loggedIn?: boolean | 'unknown';
}
