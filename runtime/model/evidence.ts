/** What okstra itself observed. */

/** A file of a run that never changes once written. `path` is relative to the run folder, with `/`. */
export interface ArtifactRef {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export type CheckCategory = 'item' | 'lint' | 'format' | 'typecheck' | 'test';
export const PROJECT_CATEGORIES: readonly Exclude<CheckCategory, 'item'>[] = ['lint', 'format', 'typecheck', 'test'];

/** A command okstra runs. */
export interface CheckSpec {
  /** Unique in a run: `item-1`, `test:unit`. */
  readonly id: string;
  readonly label: string;
  readonly category: CheckCategory;
  /** The exact line, given to `sh -c`. */
  readonly cmd: string;
  /** Relative to the checkout. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Without it only its own loopback is there, where the check is sandboxed. */
  readonly network: boolean;
  /** `false`: outside the sandbox, by the user's word. Absent: inside, where there is one. */
  readonly sandbox?: false;
  readonly timeoutMs: number;
  /** Skipped when no file of this language is in the diff. Absent: always run. */
  readonly language?: string;
  /** JUnit XML that the command writes: file or glob, relative to `cwd`. Absent: tests are counted in its output. */
  readonly junit?: string;
}

export type CheckStatus = 'passed' | 'failed' | 'timed-out' | 'skipped';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What one run of a check left behind. */
export interface Receipt {
  readonly check: string;
  readonly label: string;
  readonly category: CheckCategory | 'setup';
  readonly cmd: string;
  readonly cwd: string;
  readonly on: 'baseline' | 'candidate';
  /** 0 on the baseline. */
  readonly attempt: number;
  readonly commit: string;
  readonly tree: string;
  readonly status: CheckStatus;
  /** null: ended by a signal or not run. */
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** Absent when skipped. */
  readonly log?: ArtifactRef;
  /** Last 2 KB of output, control sequences removed. */
  readonly tail: string;
  readonly counts?: TestCounts;
  /** `bwrap`: in okstra's sandbox. `process-group`: with all that the user may do. */
  readonly confinement: 'bwrap' | 'process-group';
  /** It failed, and its output looks as if the sandbox had been in its way. Never part of a verdict. */
  readonly hint?: string;
  /** Why it was skipped, or what is missing, as a line for the report. */
  readonly note?: string;
  /** Not run: taken from an earlier run on the same tree, which saw it at that time. Baseline only. */
  readonly cachedFrom?: { readonly run: string; readonly at: string };
}

export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';
  readonly previousPath?: string;
  readonly insertions: number;
  readonly deletions: number;
  readonly binary: boolean;
}

/** The state of the code at the end of an executor's turn. */
export interface Candidate {
  readonly attempt: number;
  readonly commit: string;
  readonly tree: string;
  readonly base: string;
  readonly baseTree: string;
  readonly changed: boolean;
  readonly files: readonly ChangedFile[];
  /** Unified diff against the base. */
  readonly diff: ArtifactRef;
}
