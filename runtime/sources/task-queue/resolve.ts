/** From what a person typed to a task. */
import { nearest } from '../../config/nearest.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import type { Resolved } from '../source.ts';
import { GROUP, itemsOf } from './discover.ts';
import type { QueuePlace } from './queue.ts';
import { hasQueue, pathOf, readQueue, TASKS_FILE } from './queue.ts';

/** `T-001`, `t-001`, `tasks/T-001`, `task:T-001`. */
export function resolveTask(ref: string, place: QueuePlace): Resolved {
  const isPrefixed = ref.startsWith('task:');
  const bare = ref.replace(/^task:/, '').replace(new RegExp(`^${GROUP}/`), '');
  const id = /^[tf]-\d+[a-z]?$/i.test(bare) ? bare.toUpperCase() : bare;
  const file = pathOf(place, TASKS_FILE);
  if (!hasQueue(place))
    throw unknown(ref, `There is no ${file}.`, isPrefixed ? 'okstra tasks start makes a queue from the specs.' : undefined);
  const queue = readQueue(place);
  const items = itemsOf(queue);
  const item = items.find((known) => known.id === id);
  if (item !== undefined) return { item, notices: [] };
  const problem = queue.tasks.damaged.get(id);
  if (problem !== undefined) throw new OkstraError({ ...problem, category: 'usage' });
  const meant = nearest(
    id,
    items.map((known) => known.id),
  );
  throw unknown(ref, `There is none of that name in ${file}.`, meant === undefined ? undefined : `Write ${meant}.`);
}

const unknown = (ref: string, why: string, fix = 'okstra tasks status lists the tasks.'): OkstraError =>
  fail('usage', 'item-unknown', `Expected the id of a task, found "${ref}".${why === '' ? '' : ` ${why}`}`, { fix });
