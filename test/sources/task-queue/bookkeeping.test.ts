import { expect, test } from 'vitest';
import { Bookkeeping } from '../../../runtime/sources/task-queue/bookkeeping.ts';
import { applySplices } from '../../../runtime/sources/task-queue/lines.ts';
import { newProgressText, parseProgress } from '../../../runtime/sources/task-queue/progress-file.ts';
import { queueStatus } from '../../../runtime/sources/task-queue/status.ts';
import type { NewTask } from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { newTasksText } from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { parseTasks } from '../../../runtime/sources/task-queue/tasks-file.ts';

const task = (id: string, more: Partial<NewTask> = {}): NewTask => ({
  id,
  title: id,
  area: 'Data',
  specReference: '',
  specHash: '',
  dependsOn: [],
  status: 'pending',
  source: 'user-added',
  criteria: ['it works'],
  complexity: 'Simple',
  files: [],
  ...more,
});

/** @param edit what a person did to the progress file */
function queueOf(tasks: readonly NewTask[], edit: (text: string) => string = (text) => text) {
  const text = newProgressText({
    specVersion: 'aa',
    date: '2031-04-02',
    git: true,
    parallel: false,
    lastCommit: '',
    tasks: tasks.map(({ id, status }) => ({ id, status })),
  });
  return {
    place: { repoTop: '', rootPath: '' },
    tasks: parseTasks(newTasksText({ generated: '', specVersion: '', sourceSpecs: [], designTasks: [], tasks }), 'T'),
    progress: parseProgress(edit(text), 'P'),
    hasProgress: true,
  };
}

const below = (text: string, title: string, row: string): string =>
  text.replace(new RegExp(`(## ${title}\\n\\n[^\\n]*\\n[^\\n]*\\n)`), `$1${row}\n`);
const written = (queue: ReturnType<typeof queueOf>, books: Bookkeeping): string =>
  applySplices(queue.progress.lines, books.splices().progress);

test('numbers of damaged rows are not given out again, and what a person wrote there stays', () => {
  const gap = '| G-001 | T-001 | Which database? | 2 | open | my words |';
  const fix = '| F-001 | regression | T-001 | T-002 | todo | a.ts | The login page leaks tokens |';
  const queue = queueOf([task('T-001'), task('T-002')], (text) => below(below(text, 'Spec Gaps', gap), 'Fix Tasks', fix));
  expect(queue.progress.problems).toHaveLength(2);
  const books = new Bookkeeping(queue);
  expect(books.addFix({ type: 'regression', task: 'T-002', files: [], what: 'something else' }, 'T-001')).toBe('F-002');
  expect(books.addGap({ level: 'L2', what: 'How long?', assumption: '' }, 'T-002', '')).toBe('G-002');
  const text = written(queue, books);
  for (const row of [gap, fix, '| G-002 | T-002 | How long? |', '| F-002 | regression | T-002 |']) expect(text).toContain(row);
});

test('a fix task is written with its type, the task whose code is wrong, where it was found, and files', () => {
  const queue = queueOf([task('T-001', { status: 'done' }), task('T-002')]);
  const books = new Bookkeeping(queue);
  books.addFix({ type: 'integration-failure', task: 'T-001', files: ['a.ts', 'b.ts'], what: 'they disagree' }, 'T-002');
  expect(parseProgress(written(queue, books), 'P').fixes[0]).toMatchObject({
    id: 'F-001',
    type: 'integration-failure',
    sourceTask: 'T-001',
    discoveredDuring: 'T-002',
    status: 'pending',
    files: ['a.ts', 'b.ts'],
    description: 'they disagree',
  });
  expect(books.statusOf('T-001')).toBe('needs-re-verification');
});

test('statuses, new tasks and removed ones of TASKS.md go into the progress file; its other words stay', () => {
  const queue = queueOf([task('T-001', { status: 'skipped' }), task('T-003'), task('T-004', { status: 'done' })], (text) =>
    text.replace(
      '| T-001 | skipped |  |  |  |\n| T-003 | pending |  |  |  |',
      '| T-001 | pending |  | a.ts | mine |\n| T-002 | done | 2031 | b.ts | old |',
    ),
  );
  const books = new Bookkeeping(queue);
  books.agree();
  const text = written(queue, books);
  expect(text).toContain(
    '| T-001 | skipped |  | a.ts | mine |\n| T-002 | removed | 2031 | b.ts | old |\n| T-004 | done |  |  |  |\n| T-003 | pending |  |  |  |\n',
  );
  const again = { ...queue, progress: parseProgress(text, 'P') };
  const second = new Bookkeeping(again);
  second.agree();
  expect(second.splices().progress).toEqual([]);
});

test('a queue is not complete while a line of its results says that something is wrong with a spec', () => {
  const overall = (line: string): string =>
    new Bookkeeping(
      queueOf([task('T-001', { status: 'done' })], (text) =>
        text.replace('Not run yet.', `### Contracts of the specs\n\n- api.md: ${line}`),
      ),
    ).overall();
  expect(overall('COMPLIANT')).toBe('Complete');
  expect(overall('NOT LOOKED AT nobody asked for it')).toBe('Complete');
  expect(overall('NON-COMPLIANT a wrong password is let in')).toBe('In Progress');
});

test('what a person left out or gave away counts neither as done nor as left', () => {
  const left = ['skipped', 'externally-managed', 'superseded'] as const;
  const tasks = [task('T-001', { status: 'done' }), task('T-002'), ...left.map((status, at) => task(`T-01${at}`, { status }))];
  const { total, counted, done, percent, areas } = queueStatus(queueOf(tasks), []);
  expect({ total, counted, done, percent }).toEqual({ total: 5, counted: 2, done: 1, percent: 50 });
  expect(areas).toEqual([{ area: 'Data', total: 2, done: 1 }]);
});
