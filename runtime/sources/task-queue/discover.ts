/** Listing a queue: its tasks, and the fix tasks that are open. */
import { join } from 'node:path';
import type { Discovery, ItemSummary } from '../source.ts';
import type { Queue, QueuePlace } from './queue.ts';
import { hasQueue, readQueue } from './queue.ts';
import { isOpenGap } from './status.ts';
import { lifecycleOf, satisfies } from './words.ts';

/** Of the items' task keys. */
export const GROUP = 'tasks';

export function discoverTasks(place: QueuePlace): Discovery {
  const root = join(place.repoTop, place.rootPath);
  const empty = { root, rootPath: place.rootPath, items: [], notices: [], failures: [] };
  if (!hasQueue(place)) return { ...empty, exists: false };
  const queue = readQueue(place);
  const damaged = [...queue.tasks.damaged.keys()];
  return {
    ...empty,
    exists: true,
    items: itemsOf(queue),
    notices:
      damaged.length === 0
        ? []
        : [
            {
              code: 'task-damaged',
              message: `Tasks left out because their rows are damaged: ${damaged.join(', ')}.`,
              fix: `okstra validate ${place.rootPath}/TASKS.md`,
            },
          ],
  };
}

export function itemsOf({ place, tasks, progress }: Queue): readonly ItemSummary[] {
  const shared = { group: GROUP, dir: join(place.repoTop, place.rootPath), path: place.rootPath };
  const open = new Map<string, string>();
  for (const fix of progress.fixes) if (fix.status !== 'resolved') open.set(fix.sourceTask, fix.id);
  const paused = new Map(progress.gaps.filter((gap) => gap.level === 'L2' && isOpenGap(gap)).map((gap) => [gap.task, gap.id]));
  const ofTasks = tasks.tasks.map(
    ({ id, title, status, dependsOn }): ItemSummary => ({
      ...shared,
      id,
      name: title === '' ? id : title,
      nativeStatus: status,
      lifecycle: lifecycleOf(status),
      satisfies: satisfies(status) && !open.has(id),
      ...(status === 'blocked' || paused.has(id) ? { held: paused.get(id) ?? 'blocked' } : {}),
      dependsOn: open.has(id) ? [...dependsOn, open.get(id) ?? ''] : dependsOn,
    }),
  );
  const ofFixes = progress.fixes.map(
    ({ id, status, description, sourceTask }): ItemSummary => ({
      ...shared,
      id,
      name: description === '' ? `Fix of ${sourceTask}` : description,
      nativeStatus: status,
      lifecycle: status === 'resolved' ? 'done' : status,
      dependsOn: [],
    }),
  );
  return [...ofTasks, ...ofFixes];
}
