/** What changed outside of okstra since the last session, and what that means for the tasks. Pure. */
import type { ChangeSize } from './measure.ts';
import type { ProgressFile } from './progress-file.ts';
import type { Task } from './tasks-file.ts';
import type { TaskStatus } from './words.ts';
import { isVerified } from './words.ts';

export interface ObservedFile {
  readonly path: string;
  /** Where it was before it was renamed. */
  readonly previousPath?: string;
  readonly isNew: boolean;
  /** It lies in the working tree alone: no verification sees it. */
  readonly isUncommitted?: boolean;
  /** Unknown: nothing tells what it was before. */
  readonly size: ChangeSize | 'unknown';
}

export interface Observed {
  /** By what changes were found: commits, or times of modification alone. */
  readonly by: 'git' | 'times';
  /** Since when: a commit or a time; empty: nothing is on record. */
  readonly since: string;
  readonly files: readonly ObservedFile[];
}

export type Consequence = 'note' | 're-verify' | 're-verify-or-external' | 'review' | 'addition';

export interface ExternalChange {
  readonly path: string;
  readonly size: ObservedFile['size'];
  readonly isUncommitted?: boolean;
  readonly consequence: Consequence;
  /** Absent: the file is no task's. */
  readonly task?: string;
}

export interface Reconciliation {
  readonly by: Observed['by'];
  readonly since: string;
  readonly changes: readonly ExternalChange[];
  /** Files changed, each once. */
  readonly files: number;
  /** New files that no task names. */
  readonly additions: readonly string[];
  /** Finished tasks with a changed file, each once, in the order of the queue. */
  readonly affected: readonly string[];
  /** Those of them whose change is not committed yet. */
  readonly unseen: readonly string[];
  /** Tasks under way with a changed file: to be looked at before they go on. */
  readonly underWay: readonly string[];
}

/** @param modified files of each task: those on record, and those it was expected to change */
export function reconcile(
  tasks: readonly Pick<Task, 'id' | 'status' | 'files'>[],
  modified: ReadonlyMap<string, readonly string[]>,
  observed: Observed,
): Reconciliation {
  const owners = new Map<string, string[]>();
  for (const { id, files } of tasks) {
    for (const path of new Set([...(modified.get(id) ?? []), ...(modified.has(id) ? [] : files)])) {
      owners.set(path, [...(owners.get(path) ?? []), id]);
    }
  }
  const statuses = new Map(tasks.map(({ id, status }) => [id, status]));
  const changes: ExternalChange[] = [];
  for (const file of observed.files) {
    if (file.size === 'none') continue;
    const ids = [...new Set([...(owners.get(file.path) ?? []), ...(owners.get(file.previousPath ?? '') ?? [])])];
    const { path, size, isUncommitted } = file;
    const placed = { path, size, ...(isUncommitted === undefined ? {} : { isUncommitted }) };
    const known = ids.flatMap((id) => {
      const consequence = consequenceOf(statuses.get(id), file);
      return consequence === undefined ? [] : [{ ...placed, consequence, task: id }];
    });
    if (known.length > 0) changes.push(...known);
    else changes.push({ ...placed, consequence: file.isNew ? 'addition' : 'note' });
  }
  const withConsequence = (...wanted: readonly Consequence[]): readonly string[] => {
    const ids = new Set(changes.filter(({ consequence }) => wanted.includes(consequence)).map(({ task }) => task));
    return tasks.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  };
  const uncommitted = new Set(
    changes.filter((change) => change.isUncommitted === true && change.consequence !== 'review').map(({ task }) => task),
  );
  return {
    by: observed.by,
    since: observed.since,
    changes,
    files: new Set(changes.map(({ path }) => path)).size,
    additions: changes.filter(({ consequence }) => consequence === 'addition').map(({ path }) => path),
    affected: withConsequence('re-verify', 're-verify-or-external'),
    unseen: tasks.flatMap(({ id }) => (uncommitted.has(id) ? [id] : [])),
    underWay: withConsequence('review'),
  };
}

function consequenceOf(status: TaskStatus | undefined, { size }: ObservedFile): Consequence | undefined {
  if (status === undefined) return undefined;
  if (status === 'in-progress') return 'review';
  if (!isVerified(status) && status !== 'needs-re-verification') return undefined;
  return size === 'major' ? 're-verify-or-external' : 're-verify';
}

/** Files by task, as the progress file has them. Tasks without a row are not in it. */
export const modifiedFiles = ({ tasks }: Pick<ProgressFile, 'tasks'>): ReadonlyMap<string, readonly string[]> =>
  new Map([...tasks].filter(([, row]) => row.files.length > 0).map(([id, row]) => [id, row.files]));

/** What a person, or a flag, decides about finished tasks whose files changed. */
export type ExternalChoice = 'reverify' | 'trust' | 'external';

export const statusAfter = (choice: ExternalChoice): TaskStatus | undefined =>
  choice === 'reverify' ? 'needs-re-verification' : choice === 'external' ? 'externally-managed' : undefined;
