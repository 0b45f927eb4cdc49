/** Which tasks a run may implement, and which a verification may judge: what a person decided about a task stays. */
import { fail } from '../../model/failure.ts';
import type { WorkItem } from '../../model/item.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import type { RunFlags } from '../api.ts';

const NOT_OURS: ReadonlySet<string> = new Set(['skipped', 'superseded', 'externally-managed', 'satisfied-externally']);

/** @throws OkstraError `task-not-open`, `task-to-verify` */
export function requireOpenTask(item: WorkItem, flags: RunFlags): void {
  if (item.source !== 'task-queue' || flags.again === true) return;
  const { id, nativeStatus } = item;
  if (NOT_OURS.has(nativeStatus)) {
    throw fail('blocked', 'task-not-open', `Expected a task that is to be implemented, found ${id} ${nativeStatus}.`, {
      fix: 'Set its status to pending in TASKS.md, or --again to run it all the same.',
    });
  }
  if (nativeStatus === 'needs-re-verification') {
    throw fail(
      'blocked',
      'task-to-verify',
      `Expected a task that is to be implemented, found ${id} ${nativeStatus}: it was done once.`,
      {
        fix: `okstra tasks verify ${id}; --again implements it anew.`,
      },
    );
  }
}

export const isVerifiable = ({ status }: Pick<Task, 'status'>): boolean => !NOT_OURS.has(status);

/** @throws OkstraError `task-not-verified` */
export function requireVerifiable(tasks: readonly Task[]): void {
  const refused = tasks.filter((task) => !isVerifiable(task));
  const [first] = refused;
  if (first === undefined) return;
  throw fail(
    'usage',
    'task-not-verified',
    `Expected tasks that okstra holds to their criteria, found ${refused.map(({ id, status }) => `${id} ${status}`).join(', ')}.`,
    { fix: `Leave ${refused.map(({ id }) => id).join(', ')} out, or set the status to pending in TASKS.md.` },
  );
}
