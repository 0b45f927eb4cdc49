import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestHash, referenceHash, sectionsOf } from '../../runtime/sources/task-queue/sections.ts';
import { JUDGE, progressOf, queueOf, queueRig, statuses, task, tasksOf, WRITER } from './queue-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const users = task('T-001', 'Users', { specReference: 'data.md, Section Users' });
const auth = task('T-002', 'Auth', { area: 'API', specReference: 'api.md, Section Auth', dependsOn: ['T-001'] });

test('a task is implemented, verified, integrated and written down; the next one builds on it', async () => {
  queueRig(rig);
  queueOf(rig, [users, auth]);
  const head = rig.git('rev-parse', 'HEAD');
  const early = await rig.cli(['run', '--exec', '--json', 'task:T-002']);
  expect(early.exitCode, early.stderr).toBe(3);
  expect(early.json.error.code).toBe('unmet-dependencies');
  const end = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.json).toMatchObject({
    outcome: 'accepted',
    branch: 'okstra/T-001',
    integration: { branch: 'okstra/tasks', how: 'created' },
  });
  expect(rig.git('log', '--format=%s', `${head}..okstra/tasks`)).toBe('feat(data): Users');
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'pending' });
  expect(tasksOf(rig).byId.get('T-001')?.criteria[0]?.checked).toBe(true);
  expect(progressOf(rig).tasks.get('T-001')).toMatchObject({ status: 'done', files: ['users.txt'] });
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain(`**Last commit**: ${rig.git('rev-parse', 'okstra/tasks')}`);
  expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  expect(rig.exists('users.txt')).toBe(false);

  const next = await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(next.json?.integration, next.stderr).toMatchObject({ how: 'forward' });
  expect(rig.git('ls-tree', '-r', '--name-only', 'okstra/tasks').split('\n')).toEqual(
    expect.arrayContaining(['auth.txt', 'users.txt']),
  );
  expect(rig.git('log', '--format=%s', `${head}..okstra/tasks`)).toBe('feat(api): Auth\nfeat(data): Users');
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('**Status**: Complete');
  const again = await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(again.json).toMatchObject({ exitCode: 0, integration: { how: 'already' } });
}, 60_000);

test('what is not met leaves the task in progress, with what remains in its notes and the ticks as they are', async () => {
  queueRig(rig, { writer: "fs.writeFileSync('users.txt', 'wrong'); console.log('done')" });
  queueOf(rig, [task('T-001', 'Users', { criteria: ['other.txt is not touched', 'users.txt says users'] })]);
  const end = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(end.exitCode, end.stderr).toBe(1);
  expect(statuses(rig)).toEqual({ 'T-001': 'in-progress' });
  expect(
    tasksOf(rig)
      .byId.get('T-001')
      ?.criteria.map(({ checked }) => checked),
  ).toEqual([true, false]);
  expect(progressOf(rig).tasks.get('T-001')?.notes).toContain('remaining: (1) ');
  expect(rig.git('branch', '--list', 'okstra/tasks')).toBe('');
}, 60_000);

test('a branch that is checked out anywhere is never moved', async () => {
  queueRig(rig);
  queueOf(rig, [users]);
  rig.git('switch', '-qc', 'okstra/tasks');
  const tip = rig.git('rev-parse', 'HEAD');
  const end = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.json.integration).toMatchObject({ how: 'held-back', commit: tip });
  expect(end.json.notices.map(({ code }: { code: string }) => code)).toContain('not-integrated');
  expect(rig.git('rev-parse', 'okstra/tasks')).toBe(tip);
  expect(statuses(rig)['T-001']).toBe('done');
}, 60_000);

test('a gap that only a person can close pauses its task and what waits for it, until it is answered', async () => {
  queueRig(rig, {
    writer: `if (!prompt.includes('kept for a year')) console.log('\\\`\\\`\\\`json\\n' + JSON.stringify({ gaps: [{ level: 'L2', what: 'How long are users kept?' }, { level: 'L1', what: 'No encoding is named', assumption: 'UTF-8' }] }) + '\\n\\\`\\\`\\\`');
else { fs.writeFileSync('users.txt', 'users\\n'); console.log('done'); }`,
  });
  queueOf(rig, [users, auth]);
  const end = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(end.exitCode, end.stderr).toBe(3);
  expect(end.json.error.code).toBe('gap-open');
  expect(rig.calls('judge')).toEqual([]);
  expect(statuses(rig)).toEqual({ 'T-001': 'blocked', 'T-002': 'blocked' });
  expect(progressOf(rig).gaps.map(({ id, level, status, resolution }) => [id, level, status, resolution])).toEqual([
    ['G-001', 'L2', 'open', ''],
    ['G-002', 'L1', 'logged', 'Assumed: UTF-8'],
  ]);
  const held = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(held.json.error).toMatchObject({ code: 'item-held', fix: 'okstra answer G-001 "<decision>"' });
  const answered = await rig.cli(['answer', 'G-001', 'Users are kept for a year', '--json']);
  expect(answered.exitCode, answered.stderr).toBe(0);
  expect(answered.json).toMatchObject({ ok: true, gap: 'G-001', task: 'T-001', resumed: ['T-001', 'T-002'] });
  expect(statuses(rig)).toEqual({ 'T-001': 'pending', 'T-002': 'pending' });
  expect(rig.read('docs/specs/DECISIONS.md')).toContain('Users are kept for a year');
  // Killed before the decision was logged: the same answer logs it, and once only.
  unlinkSync(join(rig.repo, 'docs/specs/DECISIONS.md'));
  for (const _ of [1, 2]) {
    const again = await rig.cli(['answer', 'G-001', 'Users are kept for a year', '--json']);
    expect(again.json, again.stderr).toMatchObject({ repeated: true });
  }
  expect(rig.read('docs/specs/DECISIONS.md').match(/^- \*\*Decision\*\*: Users are kept for a year$/gm)).toHaveLength(1);
  const after = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(after.exitCode, after.stderr).toBe(0);
}, 90_000);

test('a trivial gap is patched by okstra in a commit of its own; a change from outside can be trusted', async () => {
  queueRig(rig, {
    writer: `const patch = { file: 'data.md', find: 'users.txt says users', replace: 'users.txt says users, in UTF-8' };
if (prompt.includes('# T-001')) console.log('\\\`\\\`\\\`json\\n' + JSON.stringify({ gaps: [{ level: 'L0', what: 'The encoding is missing', patch }] }) + '\\n\\\`\\\`\\\`');
${WRITER}`,
  });
  queueOf(rig, [users, auth]);
  const end = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(rig.git('log', '--format=%s', '-2', 'okstra/tasks')).toBe('docs(specs): settle a gap found in T-001\nfeat(data): Users');
  expect(rig.git('show', 'okstra/tasks:docs/specs/data.md')).toContain('in UTF-8');
  expect(rig.read('docs/specs/data.md')).not.toContain('in UTF-8');
  expect(progressOf(rig).gaps[0]).toMatchObject({
    level: 'L0',
    status: 'resolved',
    resolution: expect.stringMatching(/^patched in [0-9a-f]{12}$/),
  });
  // Merged, it leaves nobody behind: what only the patch moved is no change of a spec.
  rig.git('add', '-A');
  rig.commit('queue of today');
  rig.git('merge', '-q', '--no-edit', 'okstra/tasks');
  const synced = await rig.cli(['tasks', 'sync', '--dry-run', '--json']);
  expect(synced.json.rows, synced.stderr).toMatchObject([{ hash: 'match' }, { hash: 'match' }]);
  expect(synced.json.oldHash).toBe(synced.json.newHash);
  rig.write('users.txt', 'somebody else wrote this\n');
  rig.commit('from outside');
  const next = await rig.cli(['run', '--exec', '--json', '--trust', 'T-002', '--yes']);
  expect(
    next.json?.notices.map(({ code }: { code: string }) => code),
    next.stderr,
  ).toContain('external-changes');
  expect(next.json.notices.map(({ code }: { code: string }) => code)).not.toContain('specs-changed');
  const specs = ['api.md', 'data.md'].map((path) => ({ path, text: rig.read(`docs/specs/${path}`) }));
  expect(tasksOf(rig).byId.get('T-001')?.specHash).toBe(referenceHash(specs.flatMap(sectionsOf), users.specReference));
  expect(rig.read('docs/specs/TASKS.md')).toContain(`**Spec version**: ${manifestHash(specs)}`);
  expect(statuses(rig)['T-001']).toBe('done');
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toMatch(/\| users\.txt \| T-001 \| trusted \|/);
}, 60_000);

test('specs that change under open tasks pause the queue in its record, until a sync or until they are as before', async () => {
  queueRig(rig);
  queueOf(rig, [
    task('T-001', 'Users', { specReference: 'data.md, Section Users' }),
    task('T-002', 'Auth', { specReference: 'api.md, Section Auth' }),
    task('T-003', 'List', { specReference: 'api.md, Section Listing' }),
  ]);
  const before = rig.read('docs/specs/data.md');
  rig.write('docs/specs/data.md', before.replace('users.txt says users', 'users.txt says people'));
  const overall = async () => (await rig.cli(['tasks', 'status', '--json'])).json.overall;
  const end = await rig.cli(['work', '--max-items', '1', '--json']);
  expect(end.json.worked.map(({ item }: { item: string }) => item)).toEqual(['T-002']);
  expect(end.json.remaining).toContainEqual({
    item: 'T-001',
    why: 'was written for an earlier text of its section',
    fix: 'okstra tasks sync',
  });
  expect(end.json.notices).toMatchObject([{ code: 'specs-changed', message: expect.stringContaining(': T-001 may ask') }]);
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('**Status**: Paused (spec change)');
  expect(await overall()).toBe('Paused (spec change)');
  const refused = await rig.cli(['run', '--exec', '--json', 'T-001']);
  expect([refused.exitCode, refused.json.error.code]).toEqual([3, 'task-stale']);
  rig.write('docs/specs/data.md', before);
  await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(await overall()).toBe('In Progress');
  rig.write('docs/specs/data.md', before.replace('users.txt says users', 'users.txt says people'));
  await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(await overall()).toBe('Paused (spec change)');
  expect((await rig.cli(['tasks', 'sync', '--yes', '--json'])).exitCode).toBe(0);
  expect(await overall()).toBe('In Progress');
  expect(
    tasksOf(rig)
      .byId.get('T-001')
      ?.criteria.map(({ text }) => text),
  ).toEqual(['users.txt says people']);
}, 90_000);

test('a task and a spec folder of one id have a branch each, beside the branch that tasks come together on', async () => {
  queueRig(rig);
  queueOf(rig, [users]);
  rig.spec('T-001', { body: '# Other\n\n- [ ] other.txt says other\n', checklist: '- [ ] other.txt says other\n' });
  expect((await rig.cli(['run', '--exec', '--json', 'spec:T-001'])).exitCode).toBe(0);
  const end = await rig.cli(['run', '--exec', '--json', 'task:T-001']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(rig.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/okstra').split('\n')).toEqual([
    'okstra/T-001',
    'okstra/tasks',
    'okstra/tasks-T-001',
  ]);
  expect(rig.git('show', 'okstra/tasks:users.txt')).toBe('users');
}, 60_000);

test('verifiers report gaps and faults of other tasks as fields of their answers, in a run and in a verification', async () => {
  const report = {
    gaps: [
      {
        level: 'L0',
        what: 'The encoding is missing',
        patch: { file: 'api.md', find: 'auth.txt says auth', replace: 'auth.txt says auth, in UTF-8' },
      },
      { level: 'L1', what: 'No length is named', assumption: 'one line' },
    ],
    fixTasks: [
      { type: 'integration-failure', task: 'T-001', files: ['users.txt'], what: 'Auth reads names that users never writes' },
    ],
  };
  const reported = `(prompt.includes('Nothing was changed') ? { gaps: [{ level: 'L2', what: 'Who may log in?' }] } : ${JSON.stringify(report)})`;
  const judge = JUDGE.replace('answer({', `answer({ ...(/# T-002/.test(prompt) ? ${reported} : {}), `);
  queueRig(rig, { judge });
  queueOf(rig, [task('T-001', 'Users', { status: 'done' }), auth, task('T-003', 'List', { dependsOn: ['T-002'] })]);
  rig.write('users.txt', 'users\n');
  rig.commit('users');
  const end = await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(rig.git('show', 'okstra/tasks:docs/specs/api.md')).toContain('auth.txt says auth, in UTF-8');
  expect(progressOf(rig).gaps.map(({ task: id, level, status, resolution }) => [id, level, status, resolution])).toEqual([
    ['T-002', 'L0', 'resolved', expect.stringMatching(/^patched in /)],
    ['T-002', 'L1', 'logged', 'Assumed: one line'],
  ]);
  expect(progressOf(rig).fixes).toMatchObject([
    { id: 'F-001', type: 'integration-failure', sourceTask: 'T-001', discoveredDuring: 'T-002', status: 'pending' },
  ]);
  expect(statuses(rig)['T-001']).toBe('needs-re-verification');
  const verified = await rig.cli(['tasks', 'verify', 'T-002', '--json']);
  expect(verified.json.tasks, verified.stderr).toMatchObject([{ id: 'T-002', result: 'pass', gaps: ['G-003'] }]);
  expect(progressOf(rig).gaps[2]).toMatchObject({ id: 'G-003', task: 'T-002', level: 'L2', status: 'open' });
  // What builds on it waits for the answer, which has it looked at once more.
  expect(statuses(rig)).toMatchObject({ 'T-002': 'done', 'T-003': 'blocked' });
  await rig.cli(['answer', 'G-003', 'Everybody', '--json']);
  expect(statuses(rig)).toMatchObject({ 'T-002': 'needs-re-verification', 'T-003': 'pending' });
}, 90_000);

test('a task run by itself has verified again what it may have harmed, and a fix what it was for; the words of the end say so', async () => {
  queueRig(rig, {
    writer: `if (/# T-002/.test(prompt)) { fs.writeFileSync('users.txt', 'broken'); fs.writeFileSync('auth.txt', 'auth\\n'); console.log('\\\`\\\`\\\`json\\n' + JSON.stringify({ gaps: [{ level: 'L1', what: 'No length is named', assumption: 'one line' }] }) + '\\n\\\`\\\`\\\`'); }
else { ${WRITER} }`,
  });
  queueOf(rig, [task('T-001', 'Users'), task('T-002', 'Auth', { dependsOn: ['T-001'], files: [] })]);
  await rig.cli(['run', '--exec', '--json', 'T-001']);
  const end = await rig.cli(['run', '--exec', 'T-002', '--yes']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.stdout).toContain('G-001 (L1): No length is named; assumed: one line (okstra answer G-001 "<decision>")');
  expect(end.stdout).toMatch(/next +git merge okstra\/tasks/);
  expect(end.stdout).toContain('Verified again: T-001 does not hold (F-001). (okstra run F-001)');
  expect(statuses(rig)).toEqual({ 'T-001': 'needs-re-verification', 'T-002': 'done' });
  const status = (await rig.cli(['tasks', 'status', '--json'])).json;
  expect(status.gaps).toMatchObject({
    open: [],
    asked: [{ id: 'G-001', level: 'L1', task: 'T-002', question: 'No length is named' }],
  });
  expect((await rig.cli(['tasks', 'status'])).stdout).toContain('G-001 (L1, T-002): No length is named Assumed: one line');
  const fixed = await rig.cli(['run', '--exec', '--json', 'F-001']);
  expect(fixed.exitCode, fixed.stderr).toBe(0);
  expect(fixed.json.verified).toContainEqual({ id: 'T-001', result: 'pass', status: 'done' });
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'done' });
}, 90_000);
