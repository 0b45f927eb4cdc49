/** What people do to a queue and its code by hand, between and during sessions. */
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newProgressText } from '../../runtime/sources/task-queue/progress-file.ts';
import { approveGroup, JUDGE, progressOf, queueOf, queueRig, statuses, task, WRITER } from './queue-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

interface End {
  readonly json: {
    readonly notices: readonly { readonly code: string; readonly message: string }[];
  };
}
const codes = (end: End): readonly string[] => end.json.notices.map(({ code }) => code);
const edit = (path: string, from: string, to: string): void => rig.write(path, rig.read(path).replace(from, to));

test('a verification that cannot begin is tried once, and told with its reason', async () => {
  queueRig(rig);
  queueOf(rig, [task('T-001', 'Users', { status: 'needs-re-verification' }), task('T-002', 'Auth')]);
  rig.git('switch', '-qc', 'okstra/tasks');
  rig.write('clash.txt', 'theirs');
  rig.commit('there');
  rig.git('switch', '-q', '-');
  rig.write('clash.txt', 'mine');
  rig.commit('here');
  const end = await rig.cli(['work', '--json', '--max-items', '1']);
  expect(end.exitCode).toBe(3);
  expect(codes(end).filter((code) => code === 'base-conflict')).toHaveLength(1);
}, 60_000);

test('what is changed and not committed is no verification\u2019s: its task waits until it is committed or discarded; killed and resumed, it reaches the queue', async () => {
  queueRig(rig, { judge: `while (fs.existsSync(${JSON.stringify(join(rig.root, 'hold'))})) sleep(20);\n${JUDGE}` });
  rig.write('users.txt', 'users\n');
  queueOf(rig, [task('T-001', 'Users', { status: 'done' })]);
  rig.write('users.txt', 'broken\n');
  for (const _ of [1, 2]) {
    const end = await rig.cli(['work', '--json']);
    expect(codes(end)).toContain('uncommitted-changes');
    expect(end.json.verified).toEqual([]);
    expect(statuses(rig)['T-001']).toBe('needs-re-verification');
  }
  expect(progressOf(rig).tables.external?.rows).toHaveLength(1);
  rig.commit('broken');
  rig.write('../hold', '');
  const running = rig.start(['work', '--json']);
  for (let tries = 0; tries < 600 && rig.calls('judge').length === 0; tries += 1) await sleep(50);
  running.kill('SIGKILL');
  await running.ended;
  unlinkSync(join(rig.root, 'hold'));
  expect(progressOf(rig).fixes).toEqual([]);
  const end = await rig.cli(['resume', '--json']);
  expect(end.json.outcome, end.stderr).toBe('not-accepted');
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toMatch(/- T-001: ISSUE 0\/1 \(F-001\)/);
  expect(progressOf(rig).fixes).toMatchObject([{ sourceTask: 'T-001' }]);
}, 60_000);

test('folders, links and deleted files among the changes are looked at once, in other clones too, and a squash is none', async () => {
  queueRig(rig);
  rig.write('users.txt', 'users\n');
  rig.write('gone.txt', 'x');
  queueOf(rig, [task('T-001', 'Users')]);
  expect((await rig.cli(['work', '--json'])).exitCode).toBe(0);
  mkdirSync(join(rig.root, 'elsewhere'));
  symlinkSync(join(rig.root, 'elsewhere'), join(rig.repo, 'link'));
  unlinkSync(join(rig.repo, 'gone.txt'));
  rig.commit('links and the like');
  const first = await rig.cli(['work', '--json']);
  expect(first.exitCode, first.stderr).toBe(0);
  expect(codes(first)).toContain('external-changes');
  expect(codes(await rig.cli(['work', '--json']))).not.toContain('external-changes');
  // In another clone what was told is known by the record alone.
  unlinkSync(join(rig.repo, '.okstra/queue-seen.json'));
  rig.git('merge', '-q', '--squash', 'okstra/tasks');
  rig.commit('squashed');
  expect(codes(await rig.cli(['work', '--json']))).not.toContain('external-changes');
  expect(progressOf(rig).tables.external?.rows).toHaveLength(1);
  // The record hides nothing that comes later.
  rig.write('users.txt', 'people\n');
  rig.commit('later');
  expect((await rig.cli(['work', '--json', '--trust'])).json.notices[0].message).toContain('1 file(s) changed outside');
}, 60_000);

test('a row that cannot be read is left over, and the queue is not complete', async () => {
  queueRig(rig);
  queueOf(rig, [task('T-001', 'Users'), task('T-002', 'Auth')]);
  edit('docs/specs/TASKS.md', '- **Status**: pending', '- **Status**: pnding');
  const end = await rig.cli(['work', '--json']);
  expect(end.exitCode).toBe(3);
  expect(end.json.remaining).toEqual([
    {
      item: 'T-001',
      why: expect.stringMatching(/^damaged, docs\/specs\/TASKS\.md:\d+: Expected one of/),
      fix: 'okstra validate docs/specs/TASKS.md',
    },
  ]);
  expect(end.json.next).toBe('okstra validate docs/specs/TASKS.md');
  const unknown = await rig.cli(['run', '--exec', '--json', 'T-099']);
  expect([unknown.exitCode, unknown.json.error.message]).toEqual([
    2,
    'Expected the id of a task, found "T-099". There is none of that name in docs/specs/TASKS.md.',
  ]);
  expect(statuses(rig)).toEqual({ 'T-002': 'done' });
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('**Status**: In Progress');
}, 60_000);

test('tasks that nobody approved to run side by side run one after another, whatever the number of jobs', async () => {
  queueRig(rig, {
    writer: `
fs.appendFileSync(LOG, 'begin\\n');
// Once they may, each waits for the other to begin.
const begun = () => fs.readFileSync(LOG, 'utf8').split('begin').length - 1;
for (let tries = 0; tries < 400 && fs.existsSync(LOG + '-together') && begun() < 4; tries += 1) sleep(50);
sleep(100); fs.appendFileSync(LOG, 'end\\n');
${WRITER}`.replaceAll('LOG', JSON.stringify(join(rig.root, 'order'))),
  });
  queueOf(rig, [task('T-001', 'Users'), task('T-002', 'Auth')]);
  const end = await rig.cli(['work', '--jobs', '2', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(codes(end)).toContain('groups-not-approved');
  const order = (): readonly string[] => rig.read('../order').trim().split('\n');
  expect(order()).toEqual(['begin', 'end', 'begin', 'end']);
  edit('docs/specs/TASKS.md', '- **Status**: done', '- **Status**: pending');
  edit('docs/specs/TASKS.md', '- **Status**: done', '- **Status**: pending');
  approveGroup(rig, ['T-001', 'T-002']);
  rig.write('../order-together', '');
  await rig.cli(['work', '--jobs', '2', '--json']);
  expect(order().slice(4, 6)).toEqual(['begin', 'begin']);
}, 60_000);

test('what a person decided about a task stays: it is neither run nor verified, unless they say so', async () => {
  queueRig(rig);
  queueOf(rig, [
    task('T-001', 'Users', { status: 'skipped' }),
    task('T-002', 'Auth', { status: 'externally-managed' }),
    task('T-003', 'List', { status: 'needs-re-verification' }),
  ]);
  for (const id of ['T-001', 'T-002']) {
    const run = await rig.cli(['run', '--exec', '--json', id]);
    expect([run.exitCode, run.json.error.code]).toEqual([3, 'task-not-open']);
    const verified = await rig.cli(['tasks', 'verify', id, '--json']);
    expect([verified.exitCode, verified.json.error.code]).toEqual([2, 'task-not-verified']);
  }
  const again = await rig.cli(['run', '--exec', '--json', 'T-003']);
  expect([again.exitCode, again.json.error.code]).toEqual([3, 'task-to-verify']);
  expect(rig.calls('writer')).toEqual([]);
  expect(statuses(rig)).toEqual({ 'T-001': 'skipped', 'T-002': 'externally-managed', 'T-003': 'needs-re-verification' });
}, 60_000);

test('edits by hand reach the record: statuses, tasks that came and tasks that went', async () => {
  queueRig(rig);
  const before = [task('T-001', 'Users', { status: 'done' }), task('T-002', 'Auth'), task('T-003', 'List')];
  queueOf(rig, before);
  const record = { specVersion: '', date: new Date().toISOString(), git: true, parallel: false, lastCommit: '' };
  rig.write('docs/specs/IMPLEMENTATION_PROGRESS.md', newProgressText({ ...record, tasks: before }));
  const text = rig.read('docs/specs/TASKS.md');
  const at = text.indexOf('### T-003');
  rig.write(
    'docs/specs/TASKS.md',
    `${text.slice(0, at).replace('- **Status**: pending', '- **Status**: skipped')}### T-009: Mine\n- **Status**: skipped\n- **Source**: user-added\n`,
  );
  const end = await rig.cli(['work', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  const rows = progressOf(rig).tasks;
  expect([rows.get('T-002')?.status, rows.get('T-009')?.status]).toEqual(['skipped', 'skipped']);
  expect(rows.get('T-003')?.status).toBe('removed');
}, 60_000);

test('what was reported once is not reported again by asking for a task that is done; an answer that did not do opens its question anew', async () => {
  const fence = '\\`\\`\\`';
  queueRig(rig, {
    judge: JUDGE,
    writer: `const said = (value) => console.log('${fence}json\\n' + JSON.stringify(value) + '\\n${fence}');
if (/# T-002/.test(prompt)) { ${WRITER}; said({ fixTasks: [{ type: 'regression', task: 'T-001', files: ['users.txt'], what: 'users has no names' }] }); }
else if (/# T-003/.test(prompt)) said({ gaps: [{ level: 'L2', what: 'Which order?' }] });
else { ${WRITER} }`,
  });
  queueOf(rig, [task('T-001', 'Users'), task('T-002', 'Auth'), task('T-003', 'List')]);
  await rig.cli(['work', '--json']);
  expect(progressOf(rig).fixes).toMatchObject([{ id: 'F-001', status: 'resolved' }]);
  const done = await rig.cli(['run', '--exec', '--json', 'T-002']);
  expect(done.json.message).toContain('already done');
  expect(progressOf(rig).fixes).toHaveLength(1);
  expect(statuses(rig)['T-001']).toBe('done');
  await rig.cli(['answer', 'G-001', 'By age', '--json']);
  const asked = await rig.cli(['run', '--exec', '--json', 'T-003']);
  expect(asked.json.error.code).toBe('gap-open');
  expect(progressOf(rig).gaps).toMatchObject([{ id: 'G-001', status: 'open', resolution: 'By age' }]);
  expect(statuses(rig)['T-003']).toBe('blocked');
  expect((await rig.cli(['answer', 'G-001', 'By age, oldest first', '--json'])).json).toMatchObject({
    ok: true,
    resumed: ['T-003'],
  });
}, 90_000);
