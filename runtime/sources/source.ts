/** What every source of work items offers: reading items, and writing back what a run found. */
import type { ItemBundle } from '../model/bundle.ts';
import type { Failure, Notice } from '../model/failure.ts';
import type { Outcome } from '../model/findings.ts';
import type { Lifecycle, SourceName, WorkItem } from '../model/item.ts';

/** What listing the items shows, without reading their texts. */
export interface ItemSummary {
  /** Group of its task key. */
  readonly group: string;
  readonly id: string;
  readonly name: string;
  /** Absolute folder. */
  readonly dir: string;
  /** The same relative to the repository's top, with `/`. */
  readonly path: string;
  /** The status word as the source spells it. */
  readonly nativeStatus: string;
  readonly lifecycle: Lifecycle;
  /** Whether what depends on it may begin. Absent: once it is done. */
  readonly satisfies?: boolean;
  /** Why nobody may begin it although it waits for no other item: a question that is open. */
  readonly held?: string;
  readonly dependsOn: readonly string[];
  /** ISO-8601 UTC, as found. */
  readonly lastRun?: string;
}

export interface Discovery {
  /** Absolute root of the source; it need not exist. */
  readonly root: string;
  /** The same relative to the repository's top, with `/`. */
  readonly rootPath: string;
  readonly exists: boolean;
  /** Sorted by id. An id that two items share is not among them. */
  readonly items: readonly ItemSummary[];
  /** Items left out, and why: each a visible warning. */
  readonly notices: readonly Notice[];
  /** Ids that two items share; naming such an item is an error. */
  readonly failures: readonly Failure[];
}

export interface Resolved {
  readonly item: ItemSummary;
  readonly notices: readonly Notice[];
}

export interface Loaded {
  readonly item: WorkItem;
  readonly notices: readonly Notice[];
}

/** The end of one attempt, as it is written back. `at`: ISO-8601 UTC, taken from the journal, so that writing it again changes nothing. */
export interface VerdictRecord {
  readonly attempt: number;
  readonly ok: boolean;
  readonly remainingTasks: readonly string[];
  /** Last non-blank line of the executor's answer; empty when there was none. */
  readonly lastWorkerLine: string;
  /** Files that the candidate changes. */
  readonly files?: readonly string[];
  /** What was found of each criterion: its place and text as they were when the run began. */
  readonly criteria?: readonly { readonly index: number; readonly text: string; readonly met: boolean }[];
  readonly at: string;
}

/** The end of a run. */
export interface OutcomeRecord {
  readonly outcome: Outcome;
  /** Native status from before the run (`run-started.statusBefore`). */
  readonly statusBefore: string;
  readonly attemptsUsed: number;
  readonly maxAttempts: number;
  readonly remainingTasks: readonly string[];
  /** Why, in one line; for the note. Empty: only the outcome is named. */
  readonly reason: string;
  /** Texts of the criteria that it was held to. Absent: not known. */
  readonly criteria?: readonly string[];
  readonly at: string;
}

/** An item that was accepted and could not be integrated: the work goes on from there. */
export interface SentBack {
  /** In one line. */
  readonly reason: string;
  readonly remainingTasks: readonly string[];
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** Where a write-back goes; a `WorkItem` or an `ItemSummary` fits. */
export interface ItemPlace {
  readonly id: string;
  readonly dir: string;
  readonly path: string;
  /** The tasks that it was made of; absent: its source decides. */
  readonly bundle?: ItemBundle;
}

/** An item to be made of a follow-up. Its texts are Markdown. */
export interface NewItem {
  readonly name: string;
  /** What it is made of. The item carries it as a mark: asked for a second time, the one that is there is given back. */
  readonly followUpOf: { readonly run: string; readonly id: string; readonly item: string };
  /** What stands below the title. */
  readonly body: string;
  /** A line each. */
  readonly criteria: readonly string[];
  /** Ids; those that no item has are left out. */
  readonly dependsOn: readonly string[];
}

export interface CreatedItem extends ItemPlace {
  /** False: it was there already, or nothing was to be written. */
  readonly created: boolean;
  readonly dependsOn: readonly string[];
  /** Its files by name, as written; empty for one that was there already. */
  readonly files: Readonly<Record<string, string>>;
}

/** The lease under which something is written back. */
export interface WriteGuard {
  /** Throws when the lease was lost. Asked under the lock of the checkout, right before a file is replaced. */
  readonly check: () => void;
}

/** A place work items come from. Reading functions throw `OkstraError` for what the user has to mend. */
export interface Source {
  readonly name: SourceName;
  /** What may stand before a reference, without the colon. */
  readonly prefix: 'spec' | 'task' | 'frd';
  /** Word for messages and branches: `specs`, `tasks`. */
  readonly word: string;
  /** Whether the task keys of this group are its items'. */
  owns(group: string): boolean;
  /** Folder its items lie below, relative to the repository's top, with `/`. */
  rootPath(): string;
  discover(): Discovery;
  /** @param ref with or without the prefix. @param cwd absolute; relative paths are tried from here first. @throws OkstraError `item-unknown` and others */
  resolve(ref: string, cwd: string): Resolved;
  load(item: ItemPlace): Loaded;
  /** Files of all items that write-backs change, relative to the repository's top, with `/`. */
  writeBackPatterns(): readonly string[];
  /** Writing back, by whoever holds the item. */
  under(lease: WriteGuard): WriteBack;
}

/**
 * What a run writes back to where its item comes from. Every write-back reads the file again under a lock shared by all okstra processes of
 * this checkout, makes sure of its lease, changes only its own fields and replaces the file whole; written twice with the same values, it
 * changes nothing the second time.
 */
export interface WriteBack extends Pick<Source, 'writeBackPatterns'> {
  /** The native word for an item that a run is at work on. */
  readonly inProgress: string;
  /** @returns the native status as it was before */
  markInProgress(item: ItemPlace): Promise<string>;
  recordVerdict(item: ItemPlace, verdict: VerdictRecord): Promise<void>;
  /** @returns the native status afterwards */
  recordOutcome(item: ItemPlace, outcome: OutcomeRecord): Promise<string>;
  /** Of an item whose accepted work did not get into the integration branch. */
  sendBack(item: ItemPlace, what: SentBack): Promise<void>;
  writeReport(item: ItemPlace, markdown: string): Promise<void>;
  /** Makes an item, whole or not at all, and only once for each mark. @param dryRun finds out what it would make and writes nothing */
  create(item: NewItem, dryRun?: boolean): Promise<CreatedItem>;
}

export interface SourceOptions {
  /** Absolute top folder of the user's checkout. */
  readonly repoTop: string;
  /** Project part of the task keys. */
  readonly project: string;
  /** `sources.specs` as configured; absent: `specs`, else `docs/specs`. */
  readonly specsRoot?: string;
  /** `sources.tasks`: folder of TASKS.md. Absent: `docs/specs`. */
  readonly tasksRoot?: string;
  /** `sources.frds`: folder of the feature documents. Absent: `specs/frds`. */
  readonly frdsRoot?: string;
  /** `frd.notesTokens`: how much of what earlier runs noted goes into a prompt. Absent: 1,500. */
  readonly notesTokens?: number;
  /** For items that name none: `run.acceptanceCommands`. */
  readonly acceptanceCommands: readonly string[];
  /** Command lines of the project's checks; a criterion that is only such a command is answered by its receipt. */
  readonly checkCommands: readonly string[];
}
