import { expect, test } from 'vitest';
import { type SpecText, sectionsOf } from '../../../runtime/sources/task-queue/sections.ts';
import { planSync, SECTION_GONE } from '../../../runtime/sources/task-queue/sync.ts';
import { pointsOf } from '../../../runtime/sources/task-queue/sync-criteria.ts';
import { type NewTask, newTasksText } from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { parseTasks, takenRows } from '../../../runtime/sources/task-queue/tasks-file.ts';
import type { TaskStatus } from '../../../runtime/sources/task-queue/words.ts';

const BEFORE =
  '# API\n\n## Auth\n\n- POST /login answers 200 with a token\n- A wrong password answers 401\n\n## Orders\n\n- GET /orders lists the orders of one user\n';
const specs = (text: string): readonly SpecText[] => [{ path: 'api.md', text }];
const hashAt = (title: string): string =>
  specs(BEFORE)
    .flatMap(sectionsOf)
    .find((section) => section.title === title)?.hash ?? '';
const formerOf = (text: string) =>
  new Map(
    specs(text)
      .flatMap(sectionsOf)
      .map(({ hash, text: body }) => [hash, body]),
  );

function queue(...tasks: readonly (Partial<NewTask> & { id: string; section?: string })[]) {
  const whole = tasks.map(
    ({ section = 'Auth', ...task }): NewTask => ({
      title: task.id,
      area: 'API',
      specReference: `api.md, Section ${section}`,
      specHash: hashAt(section),
      dependsOn: [],
      status: 'pending',
      source: 'spec-derived',
      criteria: ['POST /login answers 200 with a token', 'by hand: looks right'],
      complexity: 'Simple',
      files: [],
      ...task,
    }),
  );
  return parseTasks(newTasksText({ generated: '', specVersion: '', sourceSpecs: [], designTasks: [], tasks: whole }), 'T').tasks;
}

const sync = (text: string, tasks: ReturnType<typeof queue>, former = formerOf(BEFORE), allSuspect = false) =>
  planSync({ tasks, sections: specs(text).flatMap(sectionsOf), former, allSuspect });

const CHANGED = BEFORE.replace('answers 200 with a token', 'answers 201 with a token').replace(
  'A wrong password answers 401',
  'A wrong password answers 401\n- Five wrong ones lock the account',
);
const both = (more: Partial<NewTask> = {}) => queue({ id: 'T-001', ...more }, { id: 'T-002', section: 'Orders' });

test.each<[TaskStatus, string, string, string]>([
  ['pending', CHANGED, 'mismatch', 'update-criteria'],
  ['blocked', CHANGED, 'mismatch', 'update-criteria'],
  ['done', CHANGED, 'mismatch', 're-verify'],
  ['done (external)', CHANGED, 'mismatch', 're-verify'],
  ['in-progress', CHANGED, 'mismatch', 'flag'],
  ['skipped', CHANGED, 'mismatch', 'untouched'],
  ['externally-managed', CHANGED, 'mismatch', 'untouched'],
  ['superseded', CHANGED, 'mismatch', 'none'],
  ['pending', BEFORE, 'match', 'none'],
  ['done', BEFORE, 'match', 'none'],
])('%s, section %#: the hash decides', (status, text, hash, action) => {
  expect(sync(text, both({ status })).rows[0]).toMatchObject({ hash, action });
});

test.each<[TaskStatus, string]>([
  ['pending', 'supersede'],
  ['done', 'supersede'],
  ['in-progress', 'flag'],
  ['skipped', 'untouched'],
])('%s, its section gone: %s', (status, action) => {
  const text = '# API\n\n## Orders\n\n- GET /orders lists the orders of one user\n';
  expect(sync(text, both({ status })).rows[0]).toMatchObject({ hash: 'gone', action });
});

test('criteria follow the section: changed words replace, new points are added, those of a person stay', () => {
  const [row] = sync(CHANGED, both()).rows;
  expect(row?.change?.criteria).toEqual([
    'POST /login answers 201 with a token',
    'by hand: looks right',
    'Five wrong ones lock the account',
  ]);
  expect(row?.change?.fields?.['Spec hash']).toMatch(/^[0-9a-f]{16}$/);
});

const TWO = BEFORE.replace('- A wrong password answers 401', '- POST /logout answers 204');
const hashIn = (text: string): string =>
  specs(text)
    .flatMap(sectionsOf)
    .find(({ title }) => title === 'Auth')?.hash ?? '';
const pair = (more: Partial<NewTask> = {}) =>
  queue(
    { id: 'T-001', specHash: hashIn(TWO), criteria: ['POST /login answers 200 with a token'], status: 'done', ...more },
    { id: 'T-002', specHash: hashIn(TWO), criteria: ['POST /logout answers 204'] },
    { id: 'T-003', section: 'Orders' },
  );
const criteriaIn = (plan: ReturnType<typeof sync>) => plan.rows.map(({ change }) => change?.criteria);

test('of several tasks of one section each gets what is its own, and what is like none is shown', () => {
  const after = TWO.replace('answers 204', 'answers 205').replace('- POST /login', '- Sessions end after an hour\n- POST /login');
  const plan = sync(after, pair(), formerOf(TWO));
  expect(criteriaIn(plan)).toEqual([undefined, ['POST /logout answers 205'], undefined]);
  expect(plan.unplaced).toEqual([{ section: 'api.md, Section Auth', point: 'Sessions end after an hour' }]);
  expect(sync(after, pair(), new Map()).rows[0]?.change?.criteria).toBeUndefined();
  expect(sync(after, pair(), new Map()).rows[1]?.change?.criteria).toEqual(['POST /logout answers 205']);
});

test('a short point that goes on is the same point', () => {
  const before = BEFORE.replace('POST /login answers 200 with a token', 'POST /login 200').replace(
    'A wrong password answers 401',
    'POST /logout 204',
  );
  const tasks = queue(
    { id: 'T-001', specHash: hashIn(before), criteria: ['POST /login 200'] },
    { id: 'T-002', specHash: hashIn(before), criteria: ['POST /logout 204'] },
    { id: 'T-003', section: 'Orders' },
  );
  const plan = sync(before.replace('/logout 204', '/logout 204 and clears the cookie'), tasks, formerOf(before));
  expect(criteriaIn(plan)).toEqual([undefined, ['POST /logout 204 and clears the cookie'], undefined]);
  expect(plan.unplaced).toEqual([]);
});

test('a criterion of a task that is left alone is not given to another', () => {
  const after = TWO.replace('answers 200 with a token', 'answers 201 with a token');
  expect(criteriaIn(sync(after, pair({ status: 'skipped' }), formerOf(TWO)))).toEqual([undefined, undefined, undefined]);
});

test('a point that is gone takes its criterion along; a task keeps at least one', () => {
  const without = CHANGED.replace('- Five wrong ones lock the account\n', '');
  const tasks = queue(
    { id: 'T-001', specHash: hashIn(CHANGED), criteria: ['Five wrong ones lock the account', 'by hand: looks right'] },
    { id: 'T-002', specHash: hashIn(CHANGED), criteria: ['Five wrong ones lock the account'] },
    { id: 'T-003', section: 'Orders' },
  );
  expect(criteriaIn(sync(without, tasks, formerOf(CHANGED)))).toEqual([['by hand: looks right'], undefined, undefined]);
});

test('criteria that somebody worded are not joined by every point of their section', () => {
  const text = BEFORE.replace('answers 401', 'answers 403');
  const tasks = queue({ id: 'T-001', criteria: ['the login page shows a form'] }, { id: 'T-002', section: 'Orders' });
  expect(sync(text, tasks, new Map())).toMatchObject({
    rows: [{ action: 'update-criteria', note: 'the section changed; its criteria still stand' }, {}],
    unplaced: [{ point: 'POST /login answers 200 with a token' }, { point: 'A wrong password answers 403' }],
  });
});

test('a task whose section is there again comes back as what it was; one that a person superseded does not', () => {
  const tasks = queue({ id: 'T-001', status: 'superseded' }, { id: 'T-002', section: 'Orders', status: 'superseded' });
  const synced = (was: 'done' | 'open', text = BEFORE) =>
    planSync({
      tasks,
      sections: specs(text).flatMap(sectionsOf),
      former: formerOf(BEFORE),
      allSuspect: false,
      retired: new Map([['T-001', was]]),
    }).rows;
  expect(synced('done')).toMatchObject([
    { action: 'restore', change: { status: 'needs-re-verification' } },
    { action: 'none', note: '' },
  ]);
  expect(synced('open')[0]).toMatchObject({ action: 'restore', change: { status: 'pending' } });
  expect(synced('open', CHANGED)[0]?.change).toMatchObject({
    status: 'pending',
    fields: { 'Spec hash': hashIn(CHANGED) },
    criteria: expect.arrayContaining(['POST /login answers 201 with a token']),
  });
  expect(synced('open', '# API\n')[0]).toMatchObject({ hash: 'gone', action: 'none' });
  expect(SECTION_GONE).toBe('its section is gone');
});

test('all tasks of a section follow it when it is renamed; a part of a reference that is gone leaves the others', () => {
  const renamed = TWO.replace('## Auth', '## Signing in');
  expect(sync(renamed, pair(), formerOf(TWO)).rows.map(({ action }) => action)).toEqual(['rename', 'rename', 'none']);
  const reference = 'api.md, Section Auth; api.md, Section Orders';
  const plan = sync('# API\n\n## Orders\n\n- GET /orders lists the orders of one user\n', both({ specReference: reference }));
  expect(plan.rows[0]).toMatchObject({
    action: 'update-criteria',
    change: { fields: { 'Spec reference': 'api.md, Section Orders' } },
  });
});

test('a finished task is held against what its section says now; its hash stays until that passes', () => {
  const [row] = sync(CHANGED, both({ status: 'done' })).rows;
  expect(row?.change).toEqual({
    status: 'needs-re-verification',
    criteria: expect.arrayContaining(['POST /login answers 201 with a token']),
  });
});

test('a section that was renamed is known by its text, changed a little too, and is not gone and new', () => {
  const renamed = BEFORE.replace('## Auth', '## Signing in');
  const plan = sync(renamed, both({ status: 'done' }));
  expect(plan.rows[0]).toMatchObject({
    hash: 'gone',
    action: 'rename',
    renamedTo: { reference: 'api.md, Section Signing in', similarity: 1 },
  });
  expect(plan.rows[0]?.change).toEqual({ fields: { 'Spec reference': 'api.md, Section Signing in' } });
  expect(plan.added).toEqual([]);
  const edited = sync(renamed.replace('answers 401', 'answers 403'), both({ status: 'done' }));
  expect(edited.rows[0]).toMatchObject({ action: 're-verify', renamedTo: { reference: 'api.md, Section Signing in' } });
  expect(edited.rows[0]?.renamedTo?.similarity).toBeLessThan(1);
  expect(edited.added).toEqual([]);
  expect(sync(renamed.replace('answers 401', 'answers 403'), both({ status: 'done' }), new Map()).rows[0]?.action).toBe(
    'supersede',
  );
});

test('sections without a task become tasks behind the highest number, with what they ask for', () => {
  const plan = sync(`${BEFORE}\n## Refunds\n\n- POST /refunds pays back\n\n## Notes\n\nOnly prose.\n`, both());
  expect(plan.added).toMatchObject([
    {
      id: 'T-003',
      title: 'Refunds',
      area: 'API',
      specReference: 'api.md, Section Refunds',
      criteria: ['POST /refunds pays back'],
      status: 'pending',
      source: 'spec-derived',
    },
  ]);
});

test('a damaged task keeps its number and its section: neither is given to another', () => {
  const text = newTasksText({ generated: '', specVersion: '', sourceSpecs: [], designTasks: [], tasks: [] });
  const damaged = '\n## Area: API\n\n### T-004: Orders\n- **Spec reference**: api.md, Section Orders\n- **Status**: donne-ish\n';
  const file = parseTasks(`${text}${damaged}`, 'T');
  expect(file.tasks).toEqual([]);
  const plan = planSync({
    tasks: [],
    sections: specs(BEFORE).flatMap(sectionsOf),
    former: new Map(),
    allSuspect: false,
    others: takenRows(file),
  });
  expect(plan.added.map(({ id, title }) => [id, title])).toEqual([['T-005', 'Auth']]);
});

test('done dependents of a task that is verified again are too, over any number of steps, once', () => {
  const tasks = queue(
    { id: 'T-001', status: 'done' },
    { id: 'T-002', section: 'Orders', status: 'done', dependsOn: ['T-001'] },
    { id: 'T-003', section: 'Orders', status: 'done', dependsOn: ['T-002', 'T-001'] },
  );
  expect(sync(CHANGED, tasks).cascaded).toEqual(['T-002', 'T-003']);
});

test('tasks of a person are left alone; without a hash on record it is written, or all are suspect', () => {
  expect(sync(CHANGED, both({ source: 'user-added' })).rows[0]?.action).toBe('untouched');
  expect(sync(BEFORE, both({ specHash: '' })).rows[0]).toMatchObject({ hash: 'unknown', action: 'record-hash' });
  expect(sync(BEFORE, both({ specHash: '', status: 'done' }), new Map(), true).rows[0]).toMatchObject({
    hash: 'mismatch',
    action: 're-verify',
  });
});

test('points are list items of the outer level, without those in fences', () => {
  expect(pointsOf('- a\n  - inner\n1. b\n```\n- no\n```\n* [ ] c')).toEqual(['a', 'b', 'c']);
});
