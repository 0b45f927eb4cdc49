/** Configuration after parsing and precedence: every default filled in, durations in milliseconds, sizes in bytes. */
import type { AgentConfig, DriverName, Role } from '../model/agents.ts';
import type { CheckCategory } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import type { AutoSpawn } from '../model/findings.ts';
import type { LimitedRole } from '../model/limits.ts';
import type { Price } from '../model/money.ts';
import type { CheckSandboxChoice, Level, Mode, RedactRules } from '../model/plan.ts';

/** A check as configured; the plan makes a `CheckSpec` of it. */
export interface CheckEntry {
  /** Unique in its category; the command itself when none was given. */
  readonly label: string;
  readonly cmd: string;
  readonly language?: string;
  readonly network: boolean;
  /** Absent: in the sandbox, where there is one. */
  readonly sandbox?: false;
  readonly timeoutMs: number;
  /** Relative to the checkout. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** File or glob, relative to `cwd`. */
  readonly junit?: string;
}

/** Model and effort of `codex-cli` agents in one role, from `CODEX_MODEL_*` or an imported legacy file. */
export interface RoleModel {
  readonly model?: string;
  readonly effort?: string;
}

export interface Settings {
  /** Absent: the caller takes the package's name, else the folder's. */
  readonly project?: string;
  readonly sources: {
    /** As configured; absent: `specs`, else `docs/specs`. Relative to the repository. */
    readonly specs?: string;
    readonly frds: string;
    readonly tasks: string;
  };
  /** All agents by name; `claude`, `codex` and `gemini` are always there. */
  readonly agents: Readonly<Record<string, AgentConfig>>;
  readonly roles: {
    /** Absent: the first of claude, codex, gemini that is installed. */
    readonly executor?: string;
    /** `name` or `name:model`. Absent: all that are installed. */
    readonly verifiers?: readonly string[];
    /** `none`: okstra writes the report without prose of an agent. */
    readonly reportWriter: string;
  };
  readonly roleModels: { readonly executor: RoleModel; readonly verifier: RoleModel };
  readonly run: {
    readonly mode: Mode;
    readonly level: Level;
    readonly maxAttempts: number;
    readonly timeoutMs: number;
    readonly silenceMs: Readonly<Record<LimitedRole, number>>;
    readonly firstResponseMs: number;
    readonly toolTimeoutMs: number;
    readonly outputBytes: number;
    readonly logBytes: number;
    readonly maxTimeMs: number;
    readonly minFreeBytes: number;
    /** Longest wait for quotas in one run; 0: none. */
    readonly waitQuotaMs: number;
    readonly budgetTokens: number;
    readonly budgetUsd?: number;
    /** Of one dispatch; absent: a share of the budget. */
    readonly reserveTokens: Readonly<Partial<Record<LimitedRole, number>>>;
    readonly reserveUsd: Readonly<Partial<Record<LimitedRole, number>>>;
    /** Whether a baseline that an earlier run saw on the same tree may be taken. */
    readonly baselineCache: boolean;
    readonly checkSandbox: CheckSandboxChoice;
    /** For items that name no acceptance commands of their own. */
    readonly acceptanceCommands: readonly string[];
  };
  readonly convergence: {
    readonly enabled: boolean;
    readonly maxRounds: number;
    readonly verificationMode: 'lightweight' | 'full-reanalysis';
  };
  readonly verification: {
    readonly requireCrossVendor: boolean;
    readonly allowMissing: boolean;
    readonly panel: 'full' | 'auto';
  };
  readonly checks: Readonly<Record<Exclude<CheckCategory, 'item'>, readonly CheckEntry[]>>;
  readonly worktree: {
    /** Absent: the frozen install of the lockfile found. `[]`: nothing. */
    readonly setup?: readonly string[];
    readonly copy: readonly string[];
  };
  readonly report: { readonly language: 'en' | 'ko' };
  readonly git: { readonly hooks: boolean };
  readonly leases: {
    /** Absent: leases are known in this repository only. */
    readonly remote?: string;
    readonly ttlMs: number;
    readonly clockSkewMs: number;
    readonly remoteTimeoutMs: number;
  };
  readonly frd: {
    /** Absent: `origin` where there is one. `none`: claims are files of the checkout. */
    readonly remote?: string;
    readonly claimTtlMs: number;
    readonly mergeLeaseMs: number;
    readonly notesTokens: number;
  };
  /** Secrets besides those that are known by name or shape. */
  readonly redact: RedactRules;
  readonly followups: { readonly autoSpawn: AutoSpawn };
  readonly tasks: {
    /** Which finished tasks are looked at again after a task: none, those that share files with it, all. */
    readonly regressionCheck: 'off' | 'overlap' | 'all';
  };
  /** Ages in ms. */
  readonly retention: { readonly runsMs: number; readonly keepLast: number; readonly logsMs: number; readonly cacheMs: number };
  /** Allowed besides the shipped ones, by vendor. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  /** By name of an agent or of a model. */
  readonly pricing: Readonly<Record<string, Price>>;
  readonly ui: { readonly progress: 'auto' | 'rows' | 'plain' };
}

/** Where a value comes from, nearest first. */
export type OriginKind = 'flag' | 'env' | 'project' | 'legacy' | 'user' | 'default';

export interface Origin {
  readonly kind: OriginKind;
  /** The flag, the variable, or `file:line`; empty for defaults. */
  readonly name: string;
}

/** One value as `config get` shows it. */
export interface EffectiveValue {
  /** Dotted, such as `run.maxAttempts`. */
  readonly key: string;
  /** As it is written in okstra.yaml: durations and sizes are text. */
  readonly value: unknown;
  readonly origin: Origin;
}

export interface EffectiveConfig {
  readonly settings: Settings;
  /** Every leaf with its origin, sorted by key. */
  readonly values: readonly EffectiveValue[];
  readonly notices: readonly Notice[];
  /** Absolute path of the file that configures the project: okstra.yaml, or the legacy file that was imported. Absent: none. */
  readonly file?: string;
}

/** A value given by a flag: `{key: 'run.maxAttempts', value: 3, flag: '--max-attempts'}`. */
export interface FlagValue {
  readonly key: string;
  readonly value: unknown;
  readonly flag: string;
}

export type { AgentConfig, DriverName, Role };
