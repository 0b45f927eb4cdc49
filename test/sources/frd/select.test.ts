import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchName } from '../../../runtime/sources/frd/branch.ts';
import type { Holding } from '../../../runtime/sources/frd/holding.ts';
import { bundleLanguages, languagesCheck } from '../../../runtime/sources/frd/languages.ts';
import { readDocument } from '../../../runtime/sources/frd/read-document.ts';
import type { SelectOptions } from '../../../runtime/sources/frd/select.ts';
import { nothingText, passReasonText, selectBundle } from '../../../runtime/sources/frd/select.ts';
import { isSettled, statusFromTasks } from '../../../runtime/sources/frd/status.ts';
import type { FrdDocument } from '../../../runtime/sources/frd/types.ts';
import type { Json, TaskShape } from './build.ts';
import { fileOf, frd } from './build.ts';

function typed(...documents: readonly Json[]): readonly FrdDocument[] {
  return documents.map((document) => {
    const read = readDocument(document, fileOf(document));
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    return read.value;
  });
}

const idsOf = (documents: readonly FrdDocument[], options?: SelectOptions): readonly string[] =>
  selectBundle(documents, options).bundle?.tasks.map(({ taskId }) => taskId) ?? [];

const reasons = (documents: readonly FrdDocument[], options?: SelectOptions): readonly string[] =>
  selectBundle(documents, options).passedOver.map(({ taskId, reason }) => `${taskId}: ${passReasonText(reason)}`);

const UNTIL = '2031-04-03T09:00:00Z';
const held: Holding = { kind: 'held', ownerId: 'agent-7', until: UNTIL };

describe('the bundle', () => {
  test('is the first task and those after it that belong to its pull request', () => {
    const documents = typed(frd(1, [{}, { pr: false }, { pr: false }, {}, { pr: false }]));
    const { bundle } = selectBundle(documents);
    expect(bundle).toMatchObject({ frdId: 'FRD-001', nextBoundaryTaskId: 'FRD-001-T4' });
    expect(idsOf(documents)).toEqual(['FRD-001-T1', 'FRD-001-T2', 'FRD-001-T3']);
  });

  test('is one task when the next one begins a pull request of its own', () => {
    expect(idsOf(typed(frd(1, [{}, {}])))).toEqual(['FRD-001-T1']);
  });

  test('ends before the first task that cannot be taken', () => {
    const shapes: readonly TaskShape[] = [{}, { pr: false }, { pr: false, status: 'completed' }, { pr: false }];
    expect(idsOf(typed(frd(1, shapes)))).toEqual(['FRD-001-T1', 'FRD-001-T2']);
    const other = typed(frd(1, [{}, { pr: false }, { pr: false }]));
    expect(idsOf(other, { holdings: new Map([['FRD-001-T2', held]]) })).toEqual(['FRD-001-T1']);
  });

  test('may hold what a later task of it depends on, and not the other way round', () => {
    expect(idsOf(typed(frd(1, [{}, { pr: false, needs: ['FRD-001-T1'] }])))).toEqual(['FRD-001-T1', 'FRD-001-T2']);
    expect(idsOf(typed(frd(1, [{ needs: ['FRD-001-T2'] }, { pr: false }])))).toEqual(['FRD-001-T2']);
  });

  test('never goes into the next document', () => {
    expect(idsOf(typed(frd(1, [{}]), frd(2, [{ pr: false }])))).toEqual(['FRD-001-T1']);
  });

  test('comes from the first document of the index, whatever the numbers say', () => {
    expect(idsOf(typed(frd(9), frd(1)))).toEqual(['FRD-009-T1']);
  });

  test('is that of the task or document that was asked for', () => {
    const documents = typed(frd(1), frd(2, [{}, { pr: false }, { status: 'in_progress' }]));
    expect(idsOf(documents, { only: 'FRD-002' })).toEqual(['FRD-002-T1', 'FRD-002-T2']);
    expect(idsOf(documents, { only: 'FRD-002-T2' })).toEqual(['FRD-002-T2']);
    expect(idsOf(documents, { only: 'FRD-002-T3' })).toEqual(['FRD-002-T3']);
    expect(idsOf(documents, { only: 'FRD-003' })).toEqual([]);
  });
});

describe('a task is passed over', () => {
  test('and each has its reason', () => {
    const documents = typed(
      frd(1, [{ status: 'completed' }, { status: 'blocked' }, { status: 'in_progress' }, { status: 'skipped' }]),
      frd(2, [{ needs: ['FRD-003'] }, { needs: ['FRD-009-T1', 'FRD-001-T1'] }]),
      frd(3, [{ needs: ['FRD-001-T4'] }, {}, {}]),
      frd(4, [{}], { dependencies: ['FRD-003'] }),
      frd(5, [{}], { status: 'skipped' }),
      frd(6, [{}, {}, {}, {}]),
    );
    const holdings = new Map<string, Holding>([
      ['FRD-003-T1', held],
      ['FRD-003-T2', { kind: 'awaiting-merge', ownerId: 'agent-7', until: UNTIL, branch: 'codex/f003-t2' }],
      ['FRD-003-T3', { kind: 'unreadable', why: 'there is no .codex-claim.json' }],
      ['FRD-006-T1', { kind: 'expired', ownerId: 'agent-7', until: UNTIL }],
    ]);
    expect(reasons(documents, { holdings })).toEqual([
      'FRD-001-T1: completed',
      'FRD-001-T2: blocked',
      'FRD-001-T3: in_progress',
      'FRD-001-T4: skipped',
      'FRD-002-T1: waits for FRD-003',
      'FRD-002-T2: waits for FRD-009-T1 (FRD-009-T1: no such task or document)',
      `FRD-003-T1: claimed by agent-7 until ${UNTIL}`,
      `FRD-003-T2: implemented by agent-7, waiting for codex/f003-t2 to be merged until ${UNTIL}`,
      'FRD-003-T3: claimed, and the claim cannot be read: there is no .codex-claim.json',
      'FRD-004-T1: waits for FRD-003',
      'FRD-005-T1: its document is skipped',
    ]);
    expect(idsOf(documents, { holdings })).toEqual(['FRD-006-T1']);
  });

  test('not when one who claimed it is who asks', () => {
    expect(idsOf(typed(frd(1)), { holdings: new Map([['FRD-001-T1', { kind: 'mine' }]]) })).toEqual(['FRD-001-T1']);
  });

  test('a whole document counts as done when it says so, or all its tasks are completed or skipped', () => {
    const waiting = frd(2, [{ needs: ['FRD-001'] }]);
    const done = [{ status: 'completed' }, { status: 'skipped' }];
    expect(idsOf(typed(frd(1, done, { status: 'in_progress' }), waiting))).toEqual(['FRD-002-T1']);
    expect(idsOf(typed(frd(1, [{ status: 'blocked' }], { status: 'completed' }), waiting))).toEqual(['FRD-002-T1']);
    expect(idsOf(typed(frd(1, [{ status: 'blocked' }], { status: 'blocked' }), waiting))).toEqual([]);
  });
});

test('without a task to take it is said whether all is done', () => {
  const done = selectBundle(typed(frd(1, [{ status: 'completed' }, { status: 'skipped' }])));
  expect(done).toMatchObject({ isComplete: true });
  expect(nothingText(done, [])).toBe('No task can be taken: all 2 are completed or skipped.');
  const left = selectBundle(typed(frd(1, [{ status: 'blocked' }, { needs: ['FRD-001-T1'] }, {}])), {
    holdings: new Map([['FRD-001-T3', held]]),
  });
  expect(left).toMatchObject({ isComplete: false });
  expect(nothingText(left, [{ frdId: 'FRD-002', path: '', reason: '' }])).toBe(
    'No task can be taken now: 1 is not to be started, 1 waits for others, 1 is claimed, 1 document cannot be used.',
  );
});

test('what waits for a task of a document that cannot be used waits for nothing unknown', () => {
  const documents = typed(frd(2, [{ needs: ['FRD-001-T3', 'FRD-009'] }]));
  expect(reasons(documents, { unusable: [{ frdId: 'FRD-001' }] })).toEqual([
    'FRD-002-T1: waits for FRD-001-T3, FRD-009 (FRD-009: no such task or document)',
  ]);
});

/** Sets with any statuses, boundaries and dependencies, circles among them. */
const sets = fc
  .record({
    shapes: fc.array(
      fc.array(
        fc.record({
          status: fc.constantFrom('not_started', 'not_started', 'not_started', 'completed', 'skipped', 'blocked', 'in_progress'),
          pr: fc.boolean(),
          needs: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 })), { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    held: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 })), { maxLength: 4 }),
  })
  .map(({ shapes, held: claimed }) => {
    const id = (document: number, at: number): string => (at === 0 ? `FRD-00${document}` : `FRD-00${document}-T${at}`);
    const documents = typed(
      ...shapes.map((tasks, index) =>
        frd(
          index + 1,
          tasks.map(({ needs, ...shape }) => ({ ...shape, needs: needs.map(([document, at]) => id(document, at)) })),
        ),
      ),
    );
    return { documents, holdings: new Map<string, Holding>(claimed.map(([document, at]) => [id(document, at), held])) };
  });

describe('whatever the set', () => {
  test('a bundle never crosses the boundary of a pull request, and lies in one piece in one document', () => {
    fc.assert(
      fc.property(sets, ({ documents, holdings }) => {
        const { bundle } = selectBundle(documents, { holdings });
        if (bundle === undefined) return;
        const { tasks } = documents.find(({ frdId }) => frdId === bundle.frdId) ?? { tasks: [] };
        const from = tasks.findIndex(({ taskId }) => taskId === bundle.tasks[0]?.taskId);
        expect(tasks.slice(from, from + bundle.tasks.length)).toEqual(bundle.tasks);
        expect(bundle.tasks.slice(1).some(({ prLevel }) => prLevel)).toBe(false);
        expect(bundle.nextBoundaryTaskId).toBe(
          tasks.slice(from + bundle.tasks.length).find(({ prLevel }) => prLevel)?.taskId ?? null,
        );
      }),
    );
  });

  test('dependencies are settled, or come earlier in the bundle; nothing that is claimed or begun is taken', () => {
    fc.assert(
      fc.property(sets, ({ documents, holdings }) => {
        const { bundle } = selectBundle(documents, { holdings });
        const settled = new Set(
          documents.flatMap(({ tasks }) => tasks.filter(({ status }) => isSettled(status)).map((t) => t.taskId)),
        );
        for (const { frdId, tasks } of documents) if (tasks.every(({ status }) => isSettled(status))) settled.add(frdId);
        for (const task of bundle?.tasks ?? []) {
          expect(task.status).toBe('not_started');
          expect(holdings.has(task.taskId)).toBe(false);
          for (const id of task.dependencies) expect(settled).toContain(id);
          settled.add(task.taskId);
        }
      }),
    );
  });

  test('every task before the bundle has a reason, and one by one none of them could be taken', () => {
    fc.assert(
      fc.property(sets, ({ documents, holdings }) => {
        const { bundle, passedOver } = selectBundle(documents, { holdings });
        const order = documents.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId));
        const end = bundle === undefined ? order.length : order.indexOf(bundle.tasks[0]?.taskId ?? '');
        expect(passedOver.map(({ taskId }) => taskId)).toEqual(order.slice(0, end));
        for (const { taskId, reason } of passedOver) {
          if (reason.kind !== 'status') expect(idsOf(documents, { holdings, only: taskId })).toEqual([]);
        }
      }),
    );
  });

  test('taking bundle after bundle takes each task at most once and comes to an end', () => {
    fc.assert(
      fc.property(sets, ({ documents }) => {
        let now = documents;
        const taken: string[] = [];
        for (let rounds = 0; rounds <= 24; rounds += 1) {
          const ids = idsOf(now);
          if (ids.length === 0) break;
          taken.push(...ids);
          now = now.map((document) => ({
            ...document,
            tasks: document.tasks.map((task) => (ids.includes(task.taskId) ? { ...task, status: 'completed' } : task)),
          }));
        }
        expect(idsOf(now)).toEqual([]);
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });
});

describe('the status of a document', () => {
  const WORDS = ['not_started', 'in_progress', 'completed', 'blocked', 'skipped'] as const;
  test.each([
    [['completed', 'skipped'], 'completed'],
    [['skipped'], 'completed'],
    [['completed', 'blocked'], 'blocked'],
    [['not_started', 'blocked'], 'blocked'],
    [['in_progress', 'blocked', 'completed'], 'in_progress'],
    [['not_started', 'skipped'], 'in_progress'],
    [['not_started', 'completed'], 'in_progress'],
    [['in_progress'], 'in_progress'],
    [['not_started', 'not_started'], 'not_started'],
  ] as const)('of %j is %s', (tasks, expected) => {
    expect(statusFromTasks(tasks)).toBe(expected);
  });

  test('follows the table for any tasks, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }), (tasks) => {
        const count = (word: (typeof WORDS)[number]): number => tasks.filter((status) => status === word).length;
        const rows = [
          [count('completed') + count('skipped') === tasks.length, 'completed'],
          [count('blocked') > 0 && count('in_progress') === 0, 'blocked'],
          [count('in_progress') + count('completed') + count('skipped') > 0, 'in_progress'],
          [true, 'not_started'],
        ] as const;
        expect(statusFromTasks(tasks)).toBe(rows.find(([applies]) => applies)?.[1]);
        expect(statusFromTasks(tasks.toReversed())).toBe(statusFromTasks(tasks));
      }),
    );
  });
});

describe('the branch', () => {
  test.each([
    ['of one task', ['FRD-001-T4'], [], 'codex/f001-t4'],
    ['of a bundle', ['FRD-012-T3', 'FRD-012-T4'], [], 'codex/f012-t3-b'],
    ['of another agent', ['FRD-001-T4'], ['codex/f001-t4'], 'codex/f001-t4-a2'],
    ['of a third one', ['FRD-001-T4'], ['codex/f001-t4', 'codex/f001-t4-a2'], 'codex/f001-t4-a3'],
    ['of a bundle of another agent', ['FRD-001-T4', 'FRD-001-T5'], ['codex/f001-t4-b'], 'codex/f001-t4-b-a2'],
    ['where a folder of branches has the name', ['FRD-001-T4'], ['codex/f001-t4/try'], 'codex/f001-t4-a2'],
    ['where only the letters differ', ['FRD-001-T4'], ['codex/F001-T4'], 'codex/f001-t4-a2'],
    ['where a longer name is there', ['FRD-001-T4'], ['codex/f001-t41', 'codex/f001-t4-b'], 'codex/f001-t4'],
  ])('%s', (_what, ids, existing, expected) => {
    expect(branchName(ids, new Set(existing))).toBe(expected);
  });
});

test('languages come from the files of the bundle and the toolchain above them, and are a preflight check', () => {
  const document = frd(1);
  document.majorTasks[0].subtasks[0].filesToCreate = ['api/server.go'];
  document.majorTasks[0].subtasks[0].filesToModify = ['web/src/app.tsx'];
  const [{ tasks } = { tasks: [] }] = typed(document);
  const found = bundleLanguages(tasks, ['api/go.mod', 'web/package.json', 'tools/Cargo.toml']);
  expect(found.map(({ name }) => name)).toEqual(['go', 'javascript', 'typescript']);
  expect(languagesCheck(found)).toEqual({
    name: 'language_profiles',
    status: 'passed',
    details: 'go (api/server.go, api/go.mod); javascript (web/package.json); typescript (web/src/app.tsx)',
  });
});
