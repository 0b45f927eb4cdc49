import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReport } from '../../../runtime/findings/task-report.ts';
import { findCycles } from '../../../runtime/sources/dependencies.ts';
import { Bookkeeping } from '../../../runtime/sources/task-queue/bookkeeping.ts';
import { applySplices } from '../../../runtime/sources/task-queue/lines.ts';
import { newProgressText, parseProgress } from '../../../runtime/sources/task-queue/progress-file.ts';
import { reconcile } from '../../../runtime/sources/task-queue/reconcile.ts';
import { cascade, dependentsOf, parallelGroups, select } from '../../../runtime/sources/task-queue/select.ts';
import { fieldsOf } from '../../../runtime/sources/task-queue/task-fields.ts';
import { newTasksText } from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { parseTasks } from '../../../runtime/sources/task-queue/tasks-file.ts';
import { satisfies, TASK_STATUSES, type TaskStatus } from '../../../runtime/sources/task-queue/words.ts';

const tasks = fc
  .array(
    fc.record({
      status: fc.constantFrom(...TASK_STATUSES),
      back: fc.array(fc.nat(6), { maxLength: 3 }),
      files: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((list) =>
    list.map(({ status, back, files }, index) => ({
      id: `T-${String(index + 1).padStart(3, '0')}`,
      status,
      files: [...new Set(files)],
      dependsOn: [...new Set(back.map((step) => index - step).filter((at) => at > 0))].map(
        (at) => `T-${String(at).padStart(3, '0')}`,
      ),
    })),
  );
const fixes = fc
  .array(
    fc.record({
      status: fc.constantFrom('pending' as const, 'in-progress' as const, 'resolved' as const),
      source: fc.integer({ min: 1, max: 10 }),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ status, source }, index) => ({
      id: `F-00${index + 1}`,
      status,
      sourceTask: `T-${String(source).padStart(3, '0')}`,
    })),
  );

describe('selection', () => {
  test('never names a task whose dependency is open, or that a fix task stands in the way of; and everything open is named or waits', () => {
    fc.assert(
      fc.property(tasks, fixes, (list, open) => {
        const byId = new Map(list.map((task) => [task.id, task]));
        const found = select(list, open);
        const broken = new Set(open.filter(({ status }) => status !== 'resolved').map(({ sourceTask }) => sourceTask));
        for (const id of found.ready) {
          const task = byId.get(id);
          expect(['pending', 'in-progress']).toContain(task?.status);
          for (const target of task?.dependsOn ?? []) expect(satisfies(byId.get(target)?.status ?? 'pending')).toBe(true);
          expect([id, ...(task?.dependsOn ?? [])].some((each) => broken.has(each))).toBe(false);
        }
        const named = new Set([...found.ready, ...found.reverify, ...found.waiting.map(({ id }) => id)]);
        for (const { id, status } of list)
          if (['pending', 'in-progress', 'blocked', 'needs-re-verification'].includes(status)) expect(named.has(id)).toBe(true);
        expect(found.fixes.length).toBe(open.filter(({ status }) => status !== 'resolved').length);
        expect(new Set(found.ready).size).toBe(found.ready.length);
      }),
    );
  });

  test('goes front to back, with begun tasks and begun fixes first', () => {
    const task = (id: string, status: TaskStatus) => ({ id, status, dependsOn: [] });
    expect(select([task('T-001', 'pending'), task('T-002', 'in-progress'), task('T-003', 'pending')], []).ready).toEqual([
      'T-002',
      'T-001',
      'T-003',
    ]);
    expect(
      select(
        [],
        [
          { id: 'F-001', status: 'pending', sourceTask: '' },
          { id: 'F-002', status: 'in-progress', sourceTask: '' },
        ],
      ).fixes,
    ).toEqual(['F-002', 'F-001']);
  });

  test('a person who says that a need is met elsewhere unblocks what waits for it; managed externally does not', () => {
    const waits = (status: TaskStatus) =>
      select(
        [
          { id: 'T-001', status, dependsOn: [] },
          { id: 'T-002', status: 'pending', dependsOn: ['T-001'] },
        ],
        [],
      );
    expect(waits('satisfied-externally').ready).toEqual(['T-002']);
    expect(waits('done (external)').ready).toEqual(['T-002']);
    expect(waits('externally-managed').waiting).toEqual([{ id: 'T-002', on: ['T-001'] }]);
    expect(waits('skipped').waiting).toEqual([{ id: 'T-002', on: ['T-001'] }]);
  });
});

test('groups that run side by side share no file and depend on each other in no way', () => {
  fc.assert(
    fc.property(tasks, (list) => {
      for (const group of parallelGroups(list)) {
        const members = list.filter(({ id }) => group.includes(id));
        expect(new Set(members.flatMap(({ files }) => files)).size).toBe(members.flatMap(({ files }) => files).length);
        for (const { id } of members) for (const other of members) expect(dependentsOf([id], list).has(other.id)).toBe(false);
      }
    }),
  );
});

test('a cascade names each finished task once: by files, by dependency, and the source itself', () => {
  const list = [
    { id: 'T-001', status: 'done' as const, dependsOn: [], modified: ['a'] },
    { id: 'T-002', status: 'done' as const, dependsOn: ['T-001'], modified: ['b'] },
    { id: 'T-003', status: 'done' as const, dependsOn: [], modified: ['c'] },
    { id: 'T-004', status: 'pending' as const, dependsOn: ['T-001'], modified: [] },
    { id: 'T-005', status: 'done' as const, dependsOn: [], modified: ['z'] },
  ];
  expect(
    cascade(
      [
        { sourceTask: 'T-001', files: ['c', 'a'] },
        { sourceTask: 'T-001', files: ['b'] },
      ],
      list,
    ),
  ).toEqual(['T-001', 'T-002', 'T-003']);
});

test('a cascade names the source of a fix, and all that depend on it over any number of steps, without a file in common', () => {
  const done = (id: string, ...dependsOn: readonly string[]) => ({
    id,
    status: 'done' as const,
    dependsOn,
    modified: [`${id}.ts`],
  });
  const list = [done('T-001'), done('T-002', 'T-001'), done('T-003', 'T-002'), done('T-004')];
  expect(cascade([{ sourceTask: 'T-001', files: ['elsewhere.ts'] }], list)).toEqual(['T-001', 'T-002', 'T-003']);
});

test('of many groups the first three are taken', () => {
  // Every second one changes the same file: five pairs.
  const list = Array.from({ length: 10 }, (_, at) => ({
    id: `T-${String(at + 1).padStart(3, '0')}`,
    status: 'pending' as const,
    dependsOn: [],
    files: [at % 2 === 0 ? 'even.ts' : 'odd.ts'],
  }));
  expect(parallelGroups(list)).toEqual([
    ['T-001', 'T-002'],
    ['T-003', 'T-004'],
    ['T-005', 'T-006'],
  ]);
});

describe('reconciliation', () => {
  const list = [
    { id: 'T-001', status: 'done' as const, files: [] },
    { id: 'T-002', status: 'in-progress' as const, files: ['own.ts'] },
    { id: 'T-003', status: 'externally-managed' as const, files: [] },
  ];
  const modified = new Map([
    ['T-001', ['a.ts', 'b.ts']],
    ['T-003', ['x.ts']],
  ]);
  const seen = (
    ...files: readonly { path: string; size?: 'none' | 'minor' | 'major' | 'unknown'; isNew?: boolean; previousPath?: string }[]
  ) =>
    reconcile(list, modified, {
      by: 'git',
      since: 'abc',
      files: files.map((file) => ({ size: 'major', isNew: false, ...file })),
    });

  test('five categories, by owner and size', () => {
    const found = seen(
      { path: 'other.ts' },
      { path: 'a.ts', size: 'minor' },
      { path: 'b.ts' },
      { path: 'own.ts' },
      { path: 'new.ts', isNew: true },
      { path: 'x.ts' },
    );
    expect(found.changes.map(({ path, consequence }) => [path, consequence])).toEqual([
      ['other.ts', 'note'],
      ['a.ts', 're-verify'],
      ['b.ts', 're-verify-or-external'],
      ['own.ts', 'review'],
      ['new.ts', 'addition'],
      ['x.ts', 'note'],
    ]);
    expect(found).toMatchObject({ affected: ['T-001'], underWay: ['T-002'], additions: ['new.ts'], files: 6 });
  });

  test('a change of comments alone is none, and a file that was renamed is still its task\u2019s', () => {
    expect(seen({ path: 'a.ts', size: 'none' })).toMatchObject({ files: 0, affected: [] });
    expect(seen({ path: 'moved.ts', previousPath: 'a.ts', size: 'minor' }).affected).toEqual(['T-001']);
  });
});

test('whatever happens, no task is lost, ids stay unique, the graph stays without circles, and each has one status', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('status' as const), task: fc.nat(9), status: fc.constantFrom(...TASK_STATUSES) }),
    fc.record({
      kind: fc.constant('gap' as const),
      task: fc.nat(9),
      level: fc.constantFrom('L0' as const, 'L1' as const, 'L2' as const),
    }),
    fc.record({ kind: fc.constant('fix' as const), task: fc.nat(9) }),
    fc.record({ kind: fc.constant('answer' as const), task: fc.nat(9) }),
    fc.record({ kind: fc.constant('resolve' as const), task: fc.nat(9) }),
  );
  fc.assert(
    fc.property(tasks, fc.array(event, { maxLength: 12 }), (list, events) => {
      const whole = list.map((task) => ({
        ...task,
        title: task.id,
        area: 'A',
        specReference: '',
        specHash: '',
        source: 'user-added',
        criteria: ['x'],
        complexity: 'Simple',
      }));
      let text = newTasksText({ generated: '', specVersion: '', sourceSpecs: [], designTasks: [], tasks: whole });
      let progress = newProgressText({ specVersion: '', date: '', git: true, parallel: false, lastCommit: '', tasks: [] });
      for (const happens of events) {
        const queue = {
          place: { repoTop: '', rootPath: '' },
          tasks: parseTasks(text, 'T'),
          progress: parseProgress(progress, 'P'),
          hasProgress: true,
        };
        const id = list[happens.task % list.length]?.id ?? '';
        const books = new Bookkeeping(queue);
        if (happens.kind === 'status') books.setStatus(id, happens.status);
        if (happens.kind === 'gap') books.addGap({ level: happens.level, what: `what of ${id}?`, assumption: '' }, id, '');
        if (happens.kind === 'fix') books.addFix({ type: 'regression', task: id, files: ['a'], what: `broken ${id}` }, id);
        if (happens.kind === 'answer') for (const gap of queue.progress.gaps) books.setGap(gap.id, { Status: 'resolved' });
        if (happens.kind === 'resolve') {
          for (const fix of queue.progress.fixes) books.setFix(fix.id, { Status: 'resolved' });
          books.cascadeFrom(queue.progress.fixes.map((fix) => fix.id));
        }
        books.settleBlocked();
        books.agree();
        books.setHeader({ Status: books.overall() });
        const splices = books.splices();
        text = applySplices(queue.tasks.lines, splices.tasks);
        progress = applySplices(queue.progress.lines, splices.progress);
      }
      const after = parseTasks(text, 'T');
      const record = parseProgress(progress, 'P');
      expect([after.problems, record.problems]).toEqual([[], []]);
      expect(after.tasks.map(({ id }) => id).toSorted()).toEqual(list.map(({ id }) => id).toSorted());
      expect(findCycles(new Map(after.tasks.map((task) => [task.id, { ...task, lifecycle: 'pending' as const }])))).toEqual([]);
      for (const rows of [record.fixes, record.gaps]) expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const task of after.tasks) expect(fieldsOf(after.lines, task).filter(({ name }) => name === 'Status')).toHaveLength(1);
      for (const [id, row] of record.tasks) expect(row.status).toBe(after.byId.get(id)?.status);
    }),
    { numRuns: process.env['OKSTRA_SOAK'] === undefined ? 60 : 1000 },
  );
});

test('reports of agents are read from the last block that has some; what does not fit is named', () => {
  const text =
    'x\n```json\n{"gaps": [{"level": "L1", "what": "How?", "assumption": "UTF-8"}, {"level": "L9", "what": "no"}], "fixTasks": [{"type": "regression", "task": "T-001", "files": ["a.ts"], "what": "breaks"}]}\n```\ny';
  expect(readReport(text)).toEqual({
    gaps: [{ level: 'L1', what: 'How?', assumption: 'UTF-8' }],
    fixes: [{ type: 'regression', task: 'T-001', files: ['a.ts'], what: 'breaks' }],
    notices: [expect.stringContaining('gaps')],
  });
  expect(
    readReport('{"gaps": [{"level": "L0", "what": "typo", "patch": {"file": "api.md", "find": "teh", "replace": "the"}}]}')
      .gaps[0]?.patch?.find,
  ).toBe('teh');
  expect(readReport('no json at all')).toEqual({ gaps: [], fixes: [], notices: [] });
});

test('numbers of rows that cannot be read are taken too, and what is damaged keeps the queue from being complete', () => {
  const text =
    '# T\n\n### T-001: One\n- **Status**: pnding\n\n### T-002: Two\n- **Status**: done\n- **Acceptance criteria**:\n  - [x] a\n';
  const rows =
    '## Spec Gaps\n\n| ID | Task | Gap | Level | Status | Resolution |\n|---|---|---|---|---|---|\n| G-004 | T-001 | Who? | 2 | open | |\n\n## Fix Tasks\n\n| ID | Type | Source Task | Discovered During | Status | Files Modified |\n|---|---|---|---|---|---|\n| F-007 | regression | T-002 | x | todo | a.ts |\n';
  const queue = {
    place: { repoTop: '', rootPath: '' },
    tasks: parseTasks(text, 'T'),
    progress: parseProgress(rows, 'P'),
    hasProgress: true,
  };
  const books = new Bookkeeping(queue);
  expect(books.overall()).toBe('In Progress');
  expect(books.addGap({ level: 'L2', what: 'new', assumption: '' }, 'T-002', '')).toBe('G-005');
  expect(books.addFix({ type: 'regression', task: 'T-002', files: [], what: 'new' }, 'T-002')).toBe('F-008');
  const after = applySplices(queue.progress.lines, books.splices().progress);
  for (const line of ['| G-004 | T-001 | Who? | 2 | open | |', '| F-007 | regression | T-002 | x | todo | a.ts |'])
    expect(after).toContain(line);
});
