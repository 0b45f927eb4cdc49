import { expect, test } from 'vitest';
import { applySplices } from '../../../runtime/sources/task-queue/lines.ts';
import { orphanProblems } from '../../../runtime/sources/task-queue/problems.ts';
import { newProgressText, parseProgress, upsertRow } from '../../../runtime/sources/task-queue/progress-file.ts';
import { reasonFor } from '../../../runtime/sources/task-queue/reasons.ts';
import { sectionsOf } from '../../../runtime/sources/task-queue/sections.ts';
import { parseTasks } from '../../../runtime/sources/task-queue/tasks-file.ts';

const SECTIONS = sectionsOf({ path: 'api.md', text: '# API\n\n## Auth\n\n- new words\n' });

const task = (id: string, status: string, on: string, more = ''): string =>
  `### ${id}: A\n- **Dependencies**: ${on}\n- **Status**: ${status}\n${more}- **Acceptance criteria**:\n  - [ ] it works\n\n`;

function queueOf(tasks: string, rows: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
  let text = newProgressText({ specVersion: '', date: '', git: true, parallel: false, lastCommit: '', tasks: [] });
  for (const [id, values] of Object.entries(rows))
    text = applySplices(
      parseProgress(text, 'P').lines,
      upsertRow(parseProgress(text, 'P'), id.startsWith('F') ? 'fixes' : 'gaps', id, values),
    );
  return {
    place: { repoTop: '', rootPath: 'docs' },
    tasks: parseTasks(`# Implementation Tasks\n\n## Area: API\n${tasks}`, 'T'),
    progress: parseProgress(text, 'P'),
    hasProgress: true,
  };
}

test.each([
  ['another task', task('T-001', 'pending', 'T-002') + task('T-002', 'pending', 'None'), 'waits for T-002', undefined],
  [
    'no task',
    task('T-001', 'pending', 'T-009'),
    'waits for T-009, which is no task',
    'Correct the Dependencies of T-001 in TASKS.md',
  ],
  [
    'one left out',
    task('T-001', 'pending', 'T-002') + task('T-002', 'skipped', 'None'),
    'waits for T-002, which is skipped',
    'Set T-002 to satisfied-externally',
  ],
  [
    'itself',
    task('T-001', 'pending', 'T-002') + task('T-002', 'pending', 'T-001'),
    'waits for itself: T-001 -> T-002 -> T-001',
    'Remove one of these',
  ],
  [
    'a sync',
    task('T-001', 'pending', 'None', '- **Spec reference**: api.md, Section Auth\n- **Spec hash**: 0123456789abcdef\n'),
    'was written for an earlier text',
    'okstra tasks sync',
  ],
  ['nothing', task('T-001', 'pending', 'None'), undefined, undefined],
])('a task that waits for %s says so, and what can be done', (_, tasks, why, fix) => {
  const reason = reasonFor(queueOf(tasks), SECTIONS, 'T-001');
  if (why === undefined) expect(reason).toBeUndefined();
  else expect(reason?.why).toContain(why);
  if (fix === undefined) expect(reason?.fix).toBeUndefined();
  else expect(reason?.fix).toContain(fix);
});

test('a question that is open keeps its task, with the question and how it is answered', () => {
  const gap = { Task: 'T-001', Gap: 'How long?', Level: 'L2', Status: 'open' };
  expect(reasonFor(queueOf(task('T-001', 'blocked', 'None'), { 'G-001': gap }), [], 'T-001')).toEqual({
    why: 'waits for an answer to G-001: How long?',
    fix: 'okstra answer G-001 "<decision>"',
  });
});

test('a fix task whose task is gone says what is to be changed, in the status too', () => {
  const queue = queueOf(task('T-002', 'done', 'None'), {
    'F-001': { Type: 'regression', 'Source Task': 'T-001', Status: 'pending' },
    'F-002': { Type: 'regression', 'Source Task': 'T-001', Status: 'resolved' },
  });
  expect(orphanProblems(queue)).toMatchObject([
    {
      code: 'fix-without-task',
      message: 'Expected the task whose code F-001 mends, found no T-001 in docs/TASKS.md.',
      fix: 'Set the Status of F-001 to resolved in docs/IMPLEMENTATION_PROGRESS.md, or its Source Task to a task that is there.',
    },
  ]);
  expect(reasonFor(queue, [], 'F-001')?.why).toContain('no T-001');
});
