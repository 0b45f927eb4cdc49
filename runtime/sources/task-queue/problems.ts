/** Everything that is wrong with a TASKS.md by itself: damaged rows, circles, tasks that nobody can check. */
import type { Failure } from '../../model/failure.ts';
import { findCycles } from '../dependencies.ts';
import type { FixTask } from './progress-file.ts';
import { PROGRESS_FILE, pathOf, type Queue, TASKS_FILE } from './queue.ts';
import type { TasksFile } from './tasks-file.ts';
import { parseTasks } from './tasks-file.ts';
import { isSettled, isVerified, lifecycleOf } from './words.ts';

export const taskProblems = (text: string, file: string): readonly Failure[] => queueProblems(parseTasks(text, file), file);

export function queueProblems(tasks: TasksFile, file: string): readonly Failure[] {
  const items = new Map(tasks.tasks.map(({ id, status, dependsOn }) => [id, { id, lifecycle: lifecycleOf(status), dependsOn }]));
  const cycles = findCycles(items)
    .filter((cycle) => new Set(cycle).size > 1)
    .map(
      (cycle): Failure => ({
        category: 'findings',
        code: 'task-cycle',
        message: `Expected dependencies without a circle, found ${cycle.join(' -> ')}.`,
        fix: 'Remove one of them from the Dependencies of the task that waits for it.',
        place: { file, line: (tasks.byId.get(cycle[0] ?? '')?.line ?? 0) + 1 },
      }),
    );
  const unchecked = tasks.tasks
    .filter(({ criteria, status }) => criteria.length === 0 && (!isSettled(status) || isVerified(status)))
    .map(
      ({ id, line }): Failure => ({
        category: 'findings',
        code: 'task-without-criteria',
        message: `Expected acceptance criteria in ${id}, found none: nobody can tell when it is done.`,
        fix: 'Add "- **Acceptance criteria**:" and below it a line "  - [ ] \u2026" for each.',
        place: { file, line: line + 1 },
      }),
    );
  return [...tasks.problems, ...cycles, ...unchecked].toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
}

/** A fix task has no measure without the task whose code it mends. */
export function orphanOf({ place }: Pick<Queue, 'place'>, { id, sourceTask, row }: FixTask): Failure {
  const file = pathOf(place, PROGRESS_FILE);
  return {
    category: 'findings',
    code: 'fix-without-task',
    message: `Expected the task whose code ${id} mends, found ${sourceTask === '' ? 'no id in its column Source Task' : `no ${sourceTask} in ${pathOf(place, TASKS_FILE)}`}.`,
    fix: `Set the Status of ${id} to resolved in ${file}, or its Source Task to a task that is there.`,
    place: { file, line: row.line + 1 },
  };
}

/** Open fix tasks whose task was removed. */
export const orphanProblems = (queue: Queue): readonly Failure[] =>
  queue.progress.fixes
    .filter(
      ({ status, sourceTask }) =>
        status !== 'resolved' && !queue.tasks.byId.has(sourceTask) && !queue.tasks.damaged.has(sourceTask),
    )
    .map((fix) => orphanOf(queue, fix));
