/** Listing feature documents: an item for each task. */
import type { Notice } from '../../model/failure.ts';
import type { Lifecycle } from '../../model/item.ts';
import type { Discovery, ItemSummary } from '../source.ts';
import { isSettled } from './status.ts';
import type { FrdSet, FrdStatus } from './types.ts';

export const lifecycleOf = (status: FrdStatus): Lifecycle => LIFECYCLES[status];

const LIFECYCLES: Readonly<Record<FrdStatus, Lifecycle>> = {
  not_started: 'pending',
  in_progress: 'in-progress',
  completed: 'done',
  blocked: 'pending',
  skipped: 'skipped',
};

/** @param root absolute folder of the documents */
export function listTasks(root: string, rootPath: string, set: FrdSet | undefined): Discovery {
  if (set === undefined) return { root, rootPath, exists: false, items: [], notices: [], failures: [] };
  return {
    root,
    rootPath,
    exists: true,
    items: itemsOf(set),
    notices: unusableNotices(set),
    failures: [],
  };
}

/** A word for each document of the index whose tasks nobody takes. */
export const unusableNotices = ({ unusable, rootPath }: Pick<FrdSet, 'unusable' | 'rootPath'>): readonly Notice[] =>
  unusable.map(({ frdId, path, reason }) => ({
    code: 'frd-unusable',
    message: `${frdId || path || 'A document'} is left out: ${reason}.`,
    fix: `okstra validate ${rootPath}`,
  }));

export function itemsOf({ documents, root, rootPath }: FrdSet): readonly ItemSummary[] {
  const tasksOf = new Map(documents.map(({ frdId, tasks }) => [frdId, tasks.map(({ taskId }) => taskId)]));
  const settled = new Set(documents.filter(({ status }) => isSettled(status)).map(({ frdId }) => frdId));
  // A whole document is waited for by its tasks, unless it says itself that it is done.
  const asTasks = (id: string): readonly string[] => (settled.has(id) ? [] : (tasksOf.get(id) ?? [id]));
  return documents.flatMap(({ frdId, dependencies, tasks }) =>
    tasks.map(
      (task): ItemSummary => ({
        group: frdId.toLowerCase(),
        id: task.taskId,
        name: task.title,
        dir: root,
        path: rootPath,
        nativeStatus: task.status,
        lifecycle: lifecycleOf(task.status),
        satisfies: isSettled(task.status),
        ...(task.status === 'blocked' ? { held: 'blocked' } : {}),
        dependsOn: [...new Set([...task.dependencies, ...dependencies].flatMap(asTasks))],
      }),
    ),
  );
}
