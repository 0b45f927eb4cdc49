import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approveGroup, JUDGE, progressOf, queueOf, queueRig, statuses, task, tasksOf, WRITER } from './queue-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const FILE = (name: string): string => `test "$(cat ${name}.txt)" = ${name}`;

test('a queue is worked off in the order of its dependencies, one commit for each task, and is complete at the end', async () => {
  queueRig(rig);
  queueOf(rig, [
    task('T-001', 'Users'),
    task('T-002', 'Auth', { area: 'API', dependsOn: ['T-001'] }),
    task('T-003', 'Orders', { dependsOn: ['T-002'] }),
  ]);
  const head = rig.git('rev-parse', 'HEAD');
  const end = await rig.cli(['work', '--json', '--record', join(rig.root, 'recording')]);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(readdirSync(join(rig.root, 'recording')).toSorted()).toEqual(['T-001', 'T-002', 'T-003']);
  expect(end.json.worked.map(({ item }: { item: string }) => item)).toEqual(['T-001', 'T-002', 'T-003']);
  expect(rig.git('log', '--format=%s', '--reverse', `${head}..okstra/tasks`).split('\n')).toEqual([
    'feat(data): Users',
    'feat(api): Auth',
    'feat(data): Orders',
  ]);
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'done', 'T-003': 'done' });
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('**Status**: Complete');
  expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  const again = await rig.cli(['work', '--json']);
  expect(again.json).toMatchObject({ ok: true, worked: [], remaining: [] });
}, 60_000);

test('items side by side: the later of a conflict is run again on what was merged; a merge that fails its checks goes back; the branch is never red', async () => {
  // Both sides of the conflict write one line of shared.txt; the red one breaks a rule only together with another.
  queueRig(rig, {
    writer: `const id = /# (T-\\d+)/.exec(prompt)[1];
const has = (file) => fs.existsSync(file);
if (id === 'T-004' || id === 'T-005') { if (count % 2) sleep(300); fs.writeFileSync('shared.txt', (has('shared.txt') ? fs.readFileSync('shared.txt', 'utf8') : '') + id + '\\n'); }
if (id === 'T-002') { sleep(2500); fs.writeFileSync('limit.txt', prompt.includes('On the merged tree a check fails') ? '9' : '1'); }
${WRITER}`,
    extra: `checks: { test: [{ label: limit, cmd: 'test ! -f limit.txt || test ! -f users.txt || test "$(cat limit.txt)" = 9' }] }\ntasks: { regressionCheck: off }\n`,
  });
  const more = (id: string, word: string) =>
    task(id, word, {
      files: [],
      ...(word === 'Users' || word === 'Orders' || word === 'Auth' ? {} : { criteria: [`${word} is done`] }),
    });
  queueOf(rig, [
    more('T-001', 'Users'),
    more('T-002', 'Limit'),
    more('T-003', 'Orders'),
    more('T-004', 'Left'),
    more('T-005', 'Right'),
    more('T-006', 'Auth'),
  ]);
  approveGroup(rig, ['T-001', 'T-002', 'T-003', 'T-004', 'T-005', 'T-006']);
  const end = await rig.cli(['work', '--jobs', '3', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(new Set(Object.values(statuses(rig)))).toEqual(new Set(['done']));
  const back = end.json.worked.filter(
    ({ answer }: { answer: { integration?: { how: string } } }) => answer.integration?.how === 'sent-back',
  );
  expect(new Set(back.map(({ item }: { item: string }) => item)).size).toBe(2);
  expect(back.map(({ answer }: { answer: { integration: { reason: string } } }) => answer.integration.reason).join()).toMatch(
    /conflicts in shared\.txt.*checks fail on the tree merged|checks fail on the tree merged.*conflicts in shared\.txt/,
  );
  expect(rig.git('show', 'okstra/tasks:shared.txt').split('\n').toSorted()).toEqual(['T-004', 'T-005']);
  expect(rig.git('show', 'okstra/tasks:limit.txt')).toBe('9');
  // Every state that the branch ever had passes the check.
  for (const commit of rig.git('rev-list', '--first-parent', 'okstra/tasks').split('\n')) {
    const has = (file: string): boolean => rig.git('ls-tree', '--name-only', commit, file) !== '';
    expect(!has('limit.txt') || !has('users.txt') || rig.git('show', `${commit}:limit.txt`) === '9').toBe(true);
  }
}, 120_000);

test('spec folders are worked off the same way, onto a branch of their own', async () => {
  queueRig(rig, { writer: `fs.writeFileSync((/Item (spec-\\S+?):/.exec(prompt) || [])[1] + '.txt', 'x'); console.log('done')` });
  rig.spec('spec-01-a');
  rig.spec('spec-02-b', { metadata: { dependsOn: ['spec-01-a'] } });
  const head = rig.git('rev-parse', 'HEAD');
  const end = await rig.cli(['work', '--source', 'specs', '--jobs', '2', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(rig.git('rev-list', '--count', `${head}..okstra/specs`)).toBe('2');
  expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  expect([rig.metadata('spec-01-a').status, rig.metadata('spec-02-b').status]).toEqual(['done', 'done']);
}, 60_000);

test('a branch that is checked out is refused before anything is done', async () => {
  queueRig(rig);
  queueOf(rig, [task('T-001', 'Users')]);
  rig.git('switch', '-qc', 'okstra/tasks');
  const end = await rig.cli(['work', '--json']);
  expect(end.exitCode).toBe(2);
  expect(end.json.error.code).toBe('branch-checked-out');
  expect(rig.calls('writer')).toEqual([]);
  const other = await rig.cli(['work', '--json', '--integrate', 'okstra/night', '--max-items', '1']);
  expect(other.exitCode, other.stderr).toBe(0);
  expect(rig.git('ls-tree', '--name-only', 'okstra/night')).toContain('users.txt');
}, 60_000);

test('a task that breaks a finished one makes a fix task, which comes first; then what it touched is verified again', async () => {
  queueRig(rig, {
    // Auth breaks users.txt, which a fix mends.
    writer: `if (/# T-002/.test(prompt)) { fs.writeFileSync('users.txt', 'broken'); fs.writeFileSync('auth.txt', 'auth\\n'); console.log('done'); }
else { ${WRITER} }`,
  });
  queueOf(rig, [
    task('T-001', 'Users'),
    task('T-002', 'Auth', { dependsOn: ['T-001'], files: [] }),
    task('T-003', 'Orders', { dependsOn: ['T-002'] }),
  ]);
  const end = await rig.cli(['work', '--json']);
  expect(end.exitCode, end.stderr + JSON.stringify(end.json?.remaining)).toBe(0);
  expect(end.json.worked.map(({ item }: { item: string }) => item)).toEqual(['T-001', 'T-002', 'F-001', 'T-003']);
  expect(end.json.verified).toContain('T-001');
  expect(progressOf(rig).fixes[0]).toMatchObject({ id: 'F-001', type: 'regression', sourceTask: 'T-001', status: 'resolved' });
  expect(rig.git('show', 'okstra/tasks:users.txt')).toBe('users');
  expect(new Set(Object.values(statuses(rig)))).toEqual(new Set(['done']));
}, 120_000);

test('tasks verify looks at the code as it stands, writes results, and counts what was done by hand', async () => {
  queueRig(rig, { judge: JUDGE, extra: `checks: { test: [{ label: users, cmd: ${JSON.stringify(FILE('users'))} }] }\n` });
  queueOf(rig, [
    task('T-001', 'Users', { status: 'done', specReference: 'data.md, Section Users' }),
    task('T-002', 'Auth', { specReference: 'api.md, Section Auth', dependsOn: ['T-001'] }),
    task('T-003', 'Orders', {
      specReference: 'data.md, Section Orders',
      criteria: ['orders.txt says orders', 'more.txt says more'],
    }),
    task('T-004', 'Listing'),
  ]);
  rig.write('users.txt', 'users\n');
  rig.write('auth.txt', 'auth\n');
  rig.write('orders.txt', 'orders\n');
  rig.commit('by hand');
  const end = await rig.cli(['tasks', 'verify', '--all', '--json']);
  expect(end.exitCode, end.stderr).toBe(1);
  expect(
    end.json.tasks.map(({ id, result, after }: { id: string; result: string; after: string }) => [id, result, after]),
  ).toEqual([
    ['T-001', 'pass', 'done'],
    ['T-002', 'pass', 'done (external)'],
    ['T-003', 'issue', 'in-progress'],
    ['T-004', 'issue', 'pending'],
  ]);
  expect(end.json.dimensions.contract).toContainEqual({
    spec: 'data.md',
    compliant: false,
    why: expect.stringContaining('T-003'),
  });
  expect(end.json.dimensions.integration).toContainEqual({ name: FILE('users'), pass: true, why: '' });
  const progress = rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md');
  expect(progress).toMatch(/- T-002: PASS 1\/1/);
  expect(progress).toMatch(/- data\.md: NON-COMPLIANT/);
  expect(progressOf(rig).tasks.get('T-003')?.notes).toContain('more.txt says more');
  expect(rig.calls('writer')).toEqual([]);
  expect(
    tasksOf(rig)
      .byId.get('T-003')
      ?.criteria.map(({ checked }) => checked),
  ).toEqual([true, false]);
}, 120_000);
