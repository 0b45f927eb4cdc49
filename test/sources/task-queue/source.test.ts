import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OkstraError } from '../../../runtime/model/failure.ts';
import { remainingIn, withRemaining } from '../../../runtime/sources/task-queue/notes.ts';
import { newTasksText } from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { API, DATA, TASKS, useQueueRig } from './queue-rig.ts';

const rig = useQueueRig();
const AT = '2031-04-03T09:10:11.123Z';

function begin(): void {
  rig.put('docs/specs/TASKS.md', TASKS);
  rig.put('docs/specs/api.md', API);
  rig.put('docs/specs/data.md', DATA);
}

const place = (id: string) => ({ id, dir: join(rig.top, 'docs/specs'), path: 'docs/specs' });
const failureOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure;
    throw error;
  }
  throw new Error('expected a failure');
};

test('tasks are listed with status and dependencies; without a queue there are none', () => {
  expect(rig.source().discover()).toMatchObject({ exists: false, items: [] });
  begin();
  expect(
    rig
      .source()
      .discover()
      .items.map(({ id, lifecycle, dependsOn, satisfies }) => [id, lifecycle, dependsOn, satisfies]),
  ).toEqual([
    ['T-001', 'done', [], true],
    ['T-002', 'pending', ['T-001'], false],
    ['T-003', 'pending', ['T-002'], false],
  ]);
});

test('a task is found by its id, in either case and with group or prefix; another word gets the nearest id', () => {
  begin();
  for (const ref of ['T-002', 't-002', 'tasks/T-002', 'task:T-002'])
    expect(rig.source().resolve(ref, rig.top).item.id).toBe('T-002');
  expect(failureOf(() => rig.source().resolve('T-02', rig.top))).toMatchObject({ code: 'item-unknown', fix: 'Write T-002.' });
  rig.put('docs/specs/TASKS.md', TASKS.replace('- **Status**: pending', '- **Status**: soon'));
  expect(failureOf(() => rig.source().resolve('T-002', rig.top))).toMatchObject({
    code: 'task-status-unknown',
    place: { file: 'docs/specs/TASKS.md' },
  });
});

test('a run gets the task, its section in full, and the files of what it depends on; ticks of earlier times are left out', () => {
  begin();
  rig.put(
    'docs/specs/IMPLEMENTATION_PROGRESS.md',
    '## Task Status\n| Task | Status | Completed | Files Modified | Notes |\n|---|---|---|---|---|\n| T-001 | done | | src/user.ts | |\n',
  );
  const { item } = rig.source({ checkCommands: ['npm test'] }).load(place('T-002'));
  expect(item).toMatchObject({
    source: 'task-queue',
    group: 'tasks',
    key: 'shop:tasks:T-002',
    name: 'Login endpoints',
    dependsOn: ['T-001'],
  });
  expect(item.body).toContain('- A wrong password answers 401');
  expect(item.body).toContain('T-001 Users: src/user.ts');
  expect(item.body).not.toContain('[x]');
  expect(item.body).not.toContain('GET /orders');
  expect(item.criteria).toEqual([
    { id: 'AC-1', text: 'POST /login answers 200 with a token', kind: 'automated' },
    { id: 'AC-2', text: 'npm test', kind: 'automated', command: 'npm test' },
  ]);
  expect(item.commit).toEqual({ message: 'feat(api): Login endpoints', several: false });
  expect(item.writeBackPaths).toEqual([
    'docs/specs/TASKS.md',
    'docs/specs/IMPLEMENTATION_PROGRESS.md',
    'docs/specs/DECISIONS.md',
    'docs/specs/api.md',
    'docs/specs/data.md',
  ]);
});

test('a task that was written for an earlier text of its section says so', () => {
  begin();
  rig.put(
    'docs/specs/TASKS.md',
    TASKS.replace(
      '- **Spec reference**: api.md, Section Auth',
      '- **Spec reference**: api.md, Section Auth\n- **Spec hash**: 91be91be91be91be',
    ),
  );
  expect(
    rig
      .source()
      .load(place('T-002'))
      .notices.map(({ code }) => code),
  ).toEqual(['task-stale']);
});

test('a run writes status, ticks, files and notes, and nothing else of TASKS.md changes', async () => {
  begin();
  const source = rig.source();
  await expect(source.markInProgress(place('T-002'))).resolves.toBe('pending');
  await source.recordVerdict(place('T-002'), {
    attempt: 1,
    ok: true,
    remainingTasks: [],
    lastWorkerLine: '',
    files: ['src/login.ts', 'test/login.ts'],
    criteria: [
      { index: 0, text: 'POST /login answers 200 with a token', met: false },
      { index: 1, text: 'npm test', met: true },
    ],
    at: AT,
  });
  const accepted = {
    outcome: 'accepted',
    statusBefore: 'pending',
    attemptsUsed: 1,
    maxAttempts: 2,
    remainingTasks: [],
    reason: '',
    at: AT,
  } as const;
  await expect(source.recordOutcome(place('T-002'), accepted)).resolves.toBe('done');
  const expected = TASKS.replace('- **Status**: pending', '- **Status**: done')
    .replace('[x] POST /login', '[ ] POST /login')
    .replace('[ ] npm test', '[x] npm test');
  expect(rig.read('docs/specs/TASKS.md')).toBe(expected);
  const progress = rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md');
  expect(progress).toContain('| T-002 | done | 2031-04-03 | src/login.ts, test/login.ts |');
  expect(progress).toContain(`**Last session**: ${AT}`);
  await source.recordOutcome(place('T-002'), accepted);
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toBe(progress);
});

test('criteria that a person adds during a run are nobody\u2019s yet: marks go by the words, and the task stays open for them', async () => {
  begin();
  const source = rig.source();
  const asked = source.load(place('T-002')).item.criteria.map(({ text }) => text);
  await source.markInProgress(place('T-002'));
  const [first = ''] = asked;
  rig.put(
    'docs/specs/TASKS.md',
    rig.read('docs/specs/TASKS.md').replace(/^( *- \[.\] POST \/login)/m, '  - [ ] nobody may read passwords\n$1'),
  );
  await source.recordVerdict(place('T-002'), {
    attempt: 1,
    ok: true,
    remainingTasks: [],
    lastWorkerLine: '',
    criteria: asked.map((text, index) => ({ index, text, met: true })),
    at: AT,
  });
  const outcome = {
    outcome: 'accepted',
    statusBefore: 'pending',
    attemptsUsed: 1,
    maxAttempts: 1,
    remainingTasks: [],
    reason: '',
    criteria: asked,
    at: AT,
  } as const;
  await expect(source.recordOutcome(place('T-002'), outcome)).resolves.toBe('in-progress');
  expect(rig.read('docs/specs/TASKS.md')).toContain('- [ ] nobody may read passwords');
  expect(rig.read('docs/specs/TASKS.md')).toContain(`- [x] ${first}`);
  expect(source.load(place('T-002')).item.carriedTasks).toEqual(['nobody may read passwords']);
});

test('attempts that are used up leave the task in progress with what remains, which the next run begins with', async () => {
  begin();
  const source = rig.source();
  const remainingTasks = ['cover | empty', 'say (2) twice'];
  await source.recordOutcome(place('T-002'), {
    outcome: 'not-accepted',
    statusBefore: 'pending',
    attemptsUsed: 2,
    maxAttempts: 2,
    remainingTasks,
    reason: '',
    at: AT,
  });
  const { item } = source.load(place('T-002'));
  expect(item.nativeStatus).toBe('in-progress');
  expect(item.carriedTasks).toEqual(['cover | empty', 'say ( 2) twice']);
  await source.sendBack(place('T-001'), { reason: 'red after the merge', remainingTasks: ['npm test'], at: AT });
  expect(source.load(place('T-001')).item).toMatchObject({ nativeStatus: 'in-progress', carriedTasks: ['npm test'] });
});

test('a run that came to nothing gives the status back, with a note', async () => {
  begin();
  const source = rig.source();
  await source.markInProgress(place('T-002'));
  await source.recordOutcome(place('T-002'), {
    outcome: 'blocked',
    statusBefore: 'pending',
    attemptsUsed: 1,
    maxAttempts: 2,
    remainingTasks: [],
    reason: 'nobody answered',
    at: AT,
  });
  expect(source.load(place('T-002')).item.nativeStatus).toBe('pending');
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('2031-04-03 blocked: nobody answered');
});

test('a fix task is run against the criteria of the task whose code is wrong', async () => {
  begin();
  rig.put(
    'docs/specs/IMPLEMENTATION_PROGRESS.md',
    '## Fix Tasks\n| ID | Type | Source Task | Discovered During | Status | Files Modified | Description |\n|---|---|---|---|---|---|---|\n| F-001 | regression | T-001 | T-002 | pending | src/user.ts | Users lose their name |\n',
  );
  const source = rig.source();
  expect(source.discover().items.find(({ id }) => id === 'T-001')?.satisfies).toBe(false);
  const { item } = source.load(place('F-001'));
  expect(item.criteria.map(({ text }) => text)).toEqual([
    'Does not occur any more, shown by a test: Users lose their name',
    'A user has a name',
  ]);
  expect(item.commit?.message).toBe('fix(data): Users lose their name');
  await source.markInProgress(place('F-001'));
  await source.recordOutcome(place('F-001'), {
    outcome: 'accepted',
    statusBefore: 'pending',
    attemptsUsed: 1,
    maxAttempts: 2,
    remainingTasks: [],
    reason: '',
    at: AT,
  });
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('| F-001 | regression | T-001 | T-002 | resolved |');
});

test('a follow-up becomes a task of the user once', async () => {
  begin();
  const source = rig.source();
  const item = {
    name: 'Say why',
    followUpOf: { run: 'run-1', id: 'FU-001', item: 'T-002' },
    body: 'Words.',
    criteria: ['it says why'],
    dependsOn: ['T-002', 'gone'],
  };
  const first = await source.create(item);
  expect(first).toMatchObject({ id: 'T-004', created: true, dependsOn: ['T-002'] });
  await expect(source.create(item)).resolves.toMatchObject({ id: 'T-004', created: false });
  expect(source.load(place('T-004')).item).toMatchObject({ name: 'Say why', nativeStatus: 'pending' });
  expect(rig.read('docs/specs/TASKS.md').indexOf('### T-004')).toBeGreaterThan(
    rig.read('docs/specs/TASKS.md').indexOf('## Area: API Layer'),
  );
});

test('what remains is read again as it was written, and replaces what remained before', () => {
  const once = withRemaining('by hand', ['one', 'two; three']);
  expect(remainingIn(once)).toEqual(['one', 'two; three']);
  expect(withRemaining(once, ['four'])).toBe('by hand<br>remaining: (1) four');
  expect(withRemaining(once, [])).toBe('by hand');
});

test('many processes write statuses side by side, and none is lost', async () => {
  const count = process.env['OKSTRA_SOAK'] === undefined ? 12 : 64;
  const tasks = Array.from({ length: count }, (_, index) => ({
    id: `T-${String(index + 1).padStart(3, '0')}`,
    title: `Task ${index}`,
    area: 'Data',
    specReference: '',
    specHash: '',
    dependsOn: [],
    status: 'pending' as const,
    source: 'user-added',
    criteria: ['it works'],
    complexity: 'Simple',
    files: [],
  }));
  rig.put('docs/specs/TASKS.md', newTasksText({ generated: 'x', specVersion: 'y', sourceSpecs: [], designTasks: [], tasks }));
  const ends = tasks.map(
    ({ id }) =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), rig.top, id], { stdio: 'inherit' }).on('close', resolve);
      }),
  );
  expect(new Set(await Promise.all(ends))).toEqual(new Set([0]));
  const items = rig.source().discover().items;
  expect(items.filter(({ nativeStatus }) => nativeStatus === 'done')).toHaveLength(count);
  const progress = rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md');
  for (const { id } of tasks) expect(progress).toContain(`| ${id} | done | 2031-04-03 | src/${id}.ts |`);
}, 120_000);
