/** The work item, as every source hands it to a run. */
import type { ItemBundle } from './bundle.ts';
import type { TaskKey } from './ids.ts';

/** What okstra keeps of an item's status; each source maps it to its own spelling. */
export type Lifecycle = 'pending' | 'in-progress' | 'done' | 'failed' | 'skipped' | 'superseded' | 'needs-re-verification';

/** Where work items are read from and their status is written back to. */
export type SourceName = 'spec-folders' | 'task-queue' | 'frd';

/** How the candidate of an item becomes commits. */
export interface CommitStyle {
  /** Of the one commit; of several, of what no message was given for. */
  readonly message: string;
  /** True: the executor names several commits, and each message keeps the rules of the source. */
  readonly several: boolean;
}

export type CriterionKind = 'automated' | 'manual' | 'whole';

export interface Criterion {
  /** `AC-1`… in the order of the source, or `SPEC` for the item's text as a whole. */
  readonly id: string;
  readonly text: string;
  readonly kind: CriterionKind;
  /** Set when the text is only a command: a check with this very command answers the criterion. */
  readonly command?: string;
}

/** A template found on disk in the source's folder, read at run time. */
export interface ItemTemplate {
  /** Path relative to the repository, for messages and for the record of what was sent. */
  readonly path: string;
  readonly text: string;
}

export interface WorkItem {
  readonly key: TaskKey;
  readonly source: SourceName | 'review';
  readonly group: string;
  readonly id: string;
  readonly name: string;
  /** Absolute folder of the item in the user's checkout; of a review without an item the one that its runs lie in. */
  readonly dir: string;
  /** The same, relative to the repository's top, with `/`. */
  readonly path: string;
  /** The item's own text (SPEC.md), line ends as found. */
  readonly body: string;
  /** The acceptance checklist as found, empty when there is none. */
  readonly checklist: string;
  readonly criteria: readonly Criterion[];
  /** Commands of the item tier, already resolved by precedence. */
  readonly acceptanceCommands: readonly string[];
  readonly dependsOn: readonly string[];
  readonly lifecycle: Lifecycle;
  /** The status word as the source spells it. */
  readonly nativeStatus: string;
  /** Remaining tasks that the item's previous run left behind; empty otherwise. */
  readonly carriedTasks: readonly string[];
  /** Words of the user's own, for profiles that ask for them. Absent: none. */
  readonly labels?: readonly string[];
  /** Absent: one commit, `feat: <name>`. */
  readonly commit?: CommitStyle;
  /** Absent: the item states no file list, and there is no scope limit. */
  readonly files?: readonly string[];
  /** Of an item that is made of several tasks of one document. */
  readonly bundle?: ItemBundle;
  /** What earlier runs noted, for executors: data, not part of what is asked for. */
  readonly memory?: string;
  readonly executorTemplate?: ItemTemplate;
  readonly verifierTemplate?: ItemTemplate;
  /** Paths relative to the repository that okstra itself writes back; a candidate never changes them. */
  readonly writeBackPaths: readonly string[];
}
