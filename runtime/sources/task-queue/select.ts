/** What comes next in a queue. Pure. */
import type { FixTask } from './progress-file.ts';
import type { Task } from './tasks-file.ts';
import type { TaskStatus } from './words.ts';
import { isSettled, satisfies } from './words.ts';

export interface Selectable extends Pick<Task, 'id' | 'dependsOn'> {
  readonly status: TaskStatus;
}

export interface Selection {
  /** Fix tasks that are open, those begun first. They come before anything else. */
  readonly fixes: readonly string[];
  /** Tasks whose criteria are to be checked again, before new tasks. */
  readonly reverify: readonly string[];
  /** Tasks that may begin, in the order of the file; begun ones first. */
  readonly ready: readonly string[];
  /** Open tasks that wait, and for what. */
  readonly waiting: readonly { readonly id: string; readonly on: readonly string[] }[];
  /** Nothing is left to do. */
  readonly isDone: boolean;
}

export function select(tasks: readonly Selectable[], fixes: readonly Pick<FixTask, 'id' | 'status' | 'sourceTask'>[]): Selection {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const open = fixes.filter(({ status }) => status !== 'resolved');
  const broken = new Map(open.map(({ id, sourceTask }) => [sourceTask, id]));
  const unmet = (task: Selectable): readonly string[] => {
    const waits = task.dependsOn.filter((id) => {
      const target = byId.get(id);
      return target === undefined || !satisfies(target.status);
    });
    if (broken.size === 0 && waits.length < 2) return waits;
    const fixing = [task.id, ...task.dependsOn].flatMap((id) => broken.get(id) ?? []);
    return [...new Set([...waits, ...fixing])];
  };
  const begun: string[] = [];
  const fresh: string[] = [];
  const waiting: { readonly id: string; readonly on: readonly string[] }[] = [];
  for (const task of tasks) {
    const { id, status } = task;
    if (status !== 'pending' && status !== 'in-progress' && status !== 'blocked') continue;
    const on = unmet(task);
    if (on.length > 0 || status === 'blocked') waiting.push({ id, on });
    else if (status === 'in-progress') begun.push(id);
    else fresh.push(id);
  }
  return {
    fixes: [...open.filter(({ status }) => status === 'in-progress'), ...open.filter(({ status }) => status === 'pending')].map(
      ({ id }) => id,
    ),
    reverify: tasks.filter(({ status }) => status === 'needs-re-verification').map(({ id }) => id),
    ready: [...begun, ...fresh],
    waiting,
    isDone: open.length === 0 && tasks.every(({ status }) => isSettled(status)),
  };
}

/** All that depend on a task, over any number of steps; not the task itself. */
export function dependentsOf(ids: readonly string[], tasks: readonly Pick<Task, 'id' | 'dependsOn'>[]): ReadonlySet<string> {
  const direct = new Map<string, string[]>();
  for (const { id, dependsOn } of tasks) {
    for (const target of dependsOn) {
      const list = direct.get(target);
      if (list === undefined) direct.set(target, [id]);
      else list.push(id);
    }
  }
  const found = new Set<string>();
  const next = [...ids];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const dependent of direct.get(id) ?? []) {
      if (found.has(dependent) || ids.includes(dependent)) continue;
      found.add(dependent);
      next.push(dependent);
    }
  }
  return found;
}

/**
 * Tasks that are to be verified again after fixes: each once. Those whose files overlap with what the fixes changed, those that depend on a
 * task whose code was wrong, and that task itself; of them only those that are done.
 */
export function cascade(
  fixes: readonly { readonly sourceTask: string; readonly files: readonly string[] }[],
  tasks: readonly (Selectable & { readonly modified: readonly string[] })[],
): readonly string[] {
  const files = new Set(fixes.flatMap((fix) => fix.files));
  const sources = fixes.map(({ sourceTask }) => sourceTask);
  const dependents = dependentsOf(sources, tasks);
  return tasks
    .filter(({ status }) => status === 'done' || status === 'done (external)' || status === 'needs-re-verification')
    .filter(({ id, modified }) => sources.includes(id) || dependents.has(id) || modified.some((file) => files.has(file)))
    .map(({ id }) => id);
}

export interface Groupable extends Pick<Task, 'id' | 'dependsOn' | 'files'> {
  readonly status: TaskStatus;
}

const MOST_GROUPS = 3;

/** Groups of open tasks that may run side by side: none depends on another in any way, and their files are known and disjoint. */
export function parallelGroups(tasks: readonly Groupable[]): readonly (readonly string[])[] {
  const open = tasks.filter(({ status, files }) => status === 'pending' && files.length > 0);
  const before = new Map(open.map(({ id }) => [id, dependentsOf([id], tasks)]));
  const groups: Groupable[][] = [];
  for (const task of open) {
    const fits = groups.find((group) =>
      group.every(
        (other) =>
          before.get(task.id)?.has(other.id) !== true &&
          before.get(other.id)?.has(task.id) !== true &&
          !other.files.some((file) => task.files.includes(file)),
      ),
    );
    if (fits === undefined) groups.push([task]);
    else fits.push(task);
  }
  return groups
    .filter(({ length }) => length > 1)
    .slice(0, MOST_GROUPS)
    .map((group) => group.map(({ id }) => id));
}
