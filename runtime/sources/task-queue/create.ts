/** A task made of a follow-up, once. */
import { join } from 'node:path';
import type { CreatedItem, NewItem } from '../source.ts';
import { idsNamed } from './progress-file.ts';
import type { Queue } from './queue.ts';
import { editQueue, readQueue } from './queue.ts';
import { areaOf } from './sync.ts';
import { fieldsOf } from './task-fields.ts';
import { addTasks, taskLines, writeTasks } from './tasks-edit.ts';
import { nextId, parseTasks, takenRows } from './tasks-file.ts';
import { wholeFile } from './whole-file.ts';
import type { Under } from './write-back.ts';

export async function createTask({ place, lease }: Under, item: NewItem, dryRun: boolean): Promise<CreatedItem> {
  const placed = { dir: join(place.repoTop, place.rootPath), path: place.rootPath };
  const mark = `${item.followUpOf.run}/${item.followUpOf.id}`;
  const decide = (queue: Queue) => {
    const there = queue.tasks.tasks.find((task) =>
      fieldsOf(queue.tasks.lines, task).some(({ name, value }) => name.toLowerCase() === 'follow-up of' && value === mark),
    );
    if (there !== undefined)
      return { change: {}, value: { ...placed, id: there.id, created: false, dependsOn: there.dependsOn, files: {} } };
    const id = nextId('T', [...takenRows(queue.tasks).ids, ...idsNamed(queue.progress, 'T')]);
    const origin = queue.tasks.byId.get(item.followUpOf.item);
    const task = {
      id,
      title: item.name,
      area: origin?.area ?? queue.tasks.areas.at(-1)?.name ?? areaOf(''),
      specReference: '',
      specHash: '',
      dependsOn: item.dependsOn.filter((known) => queue.tasks.byId.has(known)),
      status: 'pending' as const,
      source: 'user-added',
      criteria: item.criteria,
      complexity: 'Medium',
      files: [],
      others: { 'Follow-up of': mark, Description: item.body },
    };
    const text = writeTasks(queue.tasks, addTasks(queue.tasks, [task]), (changed) => parseTasks(changed, 'TASKS.md'));
    const value: CreatedItem = {
      ...placed,
      id,
      created: !dryRun,
      dependsOn: task.dependsOn,
      files: { 'TASKS.md': `${taskLines(task).join('\n')}\n` },
    };
    return { change: { tasks: wholeFile(queue.tasks, text) }, value };
  };
  return dryRun ? decide(readQueue(place)).value : editQueue(place, lease, decide);
}
