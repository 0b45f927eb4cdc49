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
  const words = await rig.cli(['work']);
  expect(words.stdout).toContain(
    'Saved: 0 item(s) done this session, on okstra/tasks; 0 remaining.\nnext: git merge okstra/tasks',
  );
  // What a verification found of a spec stands until it is looked at again: nothing is said to be merged before.
  const found = '## Verification Results\n\n### Contracts of the specs\n\n- api.md: NON-COMPLIANT a wrong password is let in\n';
  const record = 'docs/specs/IMPLEMENTATION_PROGRESS.md';
  rig.write(record, rig.read(record).replace('## Verification Results\n', found));
  const again = await rig.cli(['work', '--json']);
  expect(again.json).toMatchObject({ ok: true, worked: [], remaining: [], next: expect.stringMatching(/^okstra tasks verify/) });
  expect(rig.read(record)).toContain('**Status**: In Progress');
}, 60_000);

/** In the soak the numbers that a night's work has. */
const IS_SOAK = process.env['OKSTRA_SOAK'] !== undefined;
const [ITEMS, JOBS] = IS_SOAK ? [20, 4] : [6, 3];

test('items side by side: the later of a conflict is run again on what was merged; a merge that fails its checks goes back; the branch is never red', async () => {
  // Two write one line of shared.txt; one breaks a rule only together with another.
  const [left, right, red] = ['T-004', 'T-005', 'T-002'];
  queueRig(rig, {
    writer: `const id = /# (T-\\d+)/.exec(prompt)[1], ROOT = ${JSON.stringify(`${rig.root}/begun-`)}, REPO = ${JSON.stringify(rig.repo)};
const has = (file) => fs.existsSync(file);
const until = (isSo) => { for (let tries = 0; tries < 600 && !isSo(); tries += 1) sleep(50); };
// Neither of the two is there before the other has begun, nor the red one before what it clashes with came in.
if (id === '${left}' || id === '${right}') {
  fs.writeFileSync(ROOT + id, '');
  until(() => fs.existsSync(ROOT + '${left}') && fs.existsSync(ROOT + '${right}'));
  fs.writeFileSync('shared.txt', (has('shared.txt') ? fs.readFileSync('shared.txt', 'utf8') : '') + id + '\\n');
}
if (id === '${red}') {
  until(() => require('node:child_process').spawnSync('git', ['-C', REPO, 'cat-file', '-e', 'okstra/tasks:users.txt']).status === 0);
  fs.writeFileSync('limit.txt', prompt.includes('On the merged tree a check fails') ? '9' : '1');
}
${WRITER}`,
    extra: `checks: { test: [{ label: limit, cmd: 'test ! -f limit.txt || test ! -f users.txt || test "$(cat limit.txt)" = 9' }] }\ntasks: { regressionCheck: off }\n`,
  });
  const special = ['Users', 'Limit', 'Orders', 'Left', 'Right', 'Auth'];
  const list = Array.from({ length: ITEMS }, (_, index) => {
    const word = special[index] ?? `Word${index + 1}`;
    const isPlain = word !== 'Limit' && word !== 'Left' && word !== 'Right';
    return task(`T-${String(index + 1).padStart(3, '0')}`, word, {
      files: [],
      ...(isPlain ? {} : { criteria: [`${word} is done`] }),
      // Whoever comes late builds on what came in first.
      ...(index >= 12 ? { dependsOn: [`T-${String(index - 5).padStart(3, '0')}`] } : {}),
    });
  });
  queueOf(rig, list);
  approveGroup(
    rig,
    list.map(({ id }) => id),
  );
  const end = await rig.cli(['work', '--jobs', String(JOBS), '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(Object.values(statuses(rig))).toEqual(list.map(() => 'done'));
  const back = end.json.worked.filter(
    ({ answer }: { answer: { integration?: { how: string } } }) => answer.integration?.how === 'sent-back',
  );
  expect(new Set(back.map(({ item }: { item: string }) => item)).size).toBe(2);
  const reasons = back.map(({ item, answer }: { item: string; answer: { integration: { reason: string } } }) => [
    item,
    answer.integration.reason,
  ]);
  expect(reasons).toContainEqual([red, expect.stringContaining('checks fail on the tree merged')]);
  expect(reasons).toContainEqual([expect.stringMatching(/^T-00[45]$/), expect.stringContaining('conflicts in shared.txt')]);
  expect(rig.git('show', 'okstra/tasks:shared.txt').split('\n').toSorted()).toEqual([left, right]);
  expect(rig.git('show', 'okstra/tasks:limit.txt')).toBe('9');
  for (const { title } of list.filter(({ criteria }) => criteria[0]?.includes(' says ') === true))
    expect(rig.git('show', `okstra/tasks:${title.toLowerCase()}.txt`)).toBe(title.toLowerCase());
  // Every state that the branch ever had passes the check.
  const states = rig
    .git('reflog', '--format=%H', 'okstra/tasks')
    .split('\n')
    .filter((commit) => commit !== '');
  const chain = rig.git('rev-list', '--first-parent', 'okstra/tasks').split('\n');
  for (const commit of new Set([...states, ...chain])) {
    const has = (file: string): boolean => rig.git('ls-tree', '--name-only', commit, file) !== '';
    expect(!has('limit.txt') || !has('users.txt') || rig.git('show', `${commit}:limit.txt`) === '9').toBe(true);
  }
}, 300_000);

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
  // Of the specification as a whole it says what no criterion of a task asks for.
  const judge = `if (/# Contract of api\\.md/.test(prompt)) answer({ verdict: 'fail', criteria: [{ id: 'AC-1', status: 'unmet', evidence: /auth\\.txt/.test(prompt) ? 'a wrong password is let in' : 'no files are named' }] });
else { ${JUDGE} }`;
  queueRig(rig, { judge, extra: `checks: { test: [{ label: users, cmd: ${JSON.stringify(FILE('users'))} }] }\n` });
  queueOf(rig, [
    task('T-001', 'Users', { status: 'done', specReference: 'data.md, Section Users' }),
    task('T-002', 'Auth', { specReference: 'api.md, Section Auth', dependsOn: ['T-001'] }),
    task('T-003', 'Orders', {
      specReference: 'data.md, Section Orders',
      criteria: ['orders.txt says orders', 'more.txt says more'],
    }),
    // Begun, and nothing of it there.
    task('T-004', 'Listing', { status: 'in-progress' }),
  ]);
  rig.write('users.txt', 'users\n');
  rig.write('auth.txt', 'auth\n');
  rig.write('orders.txt', 'orders\n');
  rig.commit('by hand');
  rig.write('docs/auth.md', 'Users log in.');
  rig.write(
    'docs/specs/.spec-manifest.md',
    '| File | Source doc |\n|---|---|\n| data.md | gone.md |\n| api.md | docs/auth.md |\n',
  );
  const end = await rig.cli(['tasks', 'verify', '--all', '--json']);
  expect(end.exitCode, end.stderr).toBe(1);
  expect(end.stderr).toContain('4 task(s) to verify, then up to 4 question(s) about specs');
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
  expect(progress).toMatch(/- data\.md: NON-COMPLIANT by its tasks: criteria do not hold: T-003/);
  // One look at the spec as a whole, one at it and its document.
  expect(end.json.dimensions.contract).toContainEqual({
    spec: 'api.md',
    compliant: false,
    why: expect.stringContaining('as a whole'),
  });
  expect(end.json.dimensions.documents).toEqual([
    { spec: 'data.md', pass: false, why: 'the source document gone.md is not there' },
    { spec: 'api.md', pass: true, why: '' },
  ]);
  expect(progressOf(rig).fixes).toMatchObject([{ sourceTask: 'T-002', description: expect.stringMatching(/^api\.md: /) }]);
  rig.write('docs/specs/IMPLEMENTATION_PROGRESS.md', progress.replace('### Contracts', 'Signed off: Anna\n\n### Contracts'));
  const part = await rig.cli(['tasks', 'verify', 'T-001', '--json']);
  expect(part.json.dimensions, part.stderr).toBeNull();
  const kept = rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md');
  expect(kept).toMatch(
    /- T-001: PASS 1\/1 \(\d{4}-[^)]+, [0-9a-f]{12}\)\n- T-002: PASS 1\/1\n[^]*Signed off: Anna\n[^]*- api\.md: NON-COMPLIANT /,
  );
  expect(kept).toContain('**Scope**: all tasks');
  expect(progressOf(rig).tasks.get('T-003')?.notes).toContain('more.txt says more');
  expect(rig.calls('writer')).toEqual([]);
  expect(
    tasksOf(rig)
      .byId.get('T-003')
      ?.criteria.map(({ checked }) => checked),
  ).toEqual([true, false]);
}, 120_000);

test('a queue goes on by itself, and says what keeps it from beginning', async () => {
  queueRig(rig, { writer: `while (!fs.existsSync(${JSON.stringify(join(rig.root, 'go'))})) sleep(50);\n${WRITER}` });
  queueOf(rig, [task('T-001', 'Users'), task('T-002', 'Auth')]);
  const started = await rig.cli(['work', '--yes', '--detach', '--json']);
  expect(started.json, started.stderr).toMatchObject({ ok: true, detached: true, run: null });
  for (let tries = 0; tries < 100 && statuses(rig)['T-001'] !== 'in-progress'; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(statuses(rig)['T-001']).toBe('in-progress');
  rig.write('../go', '');
  const wait = () => rig.cli(['inspect', 'status', '--wait', '60', '--json']);
  for (let tries = 0; tries < 20 && statuses(rig)['T-002'] !== 'done'; tries += 1) await wait();
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'done' });
  for (let tries = 0; tries < 100 && isAlive(started.json.pid); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  rig.git('switch', '-q', 'okstra/tasks');
  const refused = await rig.cli(['work', '--yes', '--detach', '--json']);
  expect([refused.exitCode, refused.json.error.code]).toEqual([2, 'branch-checked-out']);
}, 90_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
