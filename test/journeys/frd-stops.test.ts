import { renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hook } from '../sources/frd/claim-rig.ts';
import type { FrdRigOptions } from './frd-rig.ts';
import { claimByAgent, claimsAt, frd, frdRig, shownBy, statusesAt, WRITER } from './frd-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** For what cheaper tests show the parts of. */
const SOAK = { skip: process.env['OKSTRA_SOAK'] === undefined, timeout: 60_000 };
const T = (n: number): string => `FRD-001-T${n}`;
const pair = () => frd(1, [{ more: shownBy(T(1), 'test -f src/frd-001-t1.txt') }, { pr: false, needs: [T(1)] }, {}]);
/** Waits in its first call, so that the run can be cut off while it works. */
const SLOW = `if (count === 1) { fs.writeFileSync(process.env.HOME_MARK, 'x'); sleep(20_000); }\n${WRITER}`;
const rigWith = (options: FrdRigOptions = {}): string =>
  frdRig(rig, [{ ...pair(), majorTasks: pair().majorTasks.map(withoutTests) }], { writer: SLOW, ...options });

/** Only the first task is shown by a command; the others would run the tests of nothing. */
function withoutTests(task: { taskId: string; verification: { command?: string }[] }) {
  for (const entry of task.verification) if (task.taskId !== T(1)) entry.command = 'true';
  return task;
}

async function working(mark: string): Promise<void> {
  for (let tries = 0; tries < 200 && !rig.exists(mark); tries += 1) await sleep(50);
  expect(rig.exists(mark)).toBe(true);
}

const start = (args: readonly string[]) => rig.start(args, { env: { HOME_MARK: `${rig.repo}/.okstra/mark` } });

test('a run that is killed keeps its claims; okstra run frd:next goes on with it, and nothing is done twice', async () => {
  const remote = rigWith();
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  run.kill('SIGKILL');
  await run.ended;
  const held = claimsAt(remote);
  expect(Object.keys(held)).toEqual([T(1), T(2)]);
  const { json: next } = await rig.cli(['frd', 'next', '--json']);
  expect(next.bundle).toMatchObject({
    taskIds: [T(1), T(2)],
    branch: 'codex/f001-t1-b',
    resumes: expect.stringMatching(/^run-/),
  });
  const on = await rig.cli(['run', 'frd:next', '--json']);
  expect(on.exitCode, on.stderr).toBe(0);
  expect(on.stderr).toContain('was interrupted');
  expect(claimsAt(remote)).toEqual(held);
  expect(statusesAt(rig, 'codex/f001-t1-b', 1)).toEqual(['completed', 'completed', 'not_started']);
}, 60_000);

test('a run that is killed right after it claimed leaves nothing claimed: the next one gives it back, and takes the tasks', async () => {
  const remote = rigWith({ writer: WRITER });
  hook(remote, 'post-receive', 'sleep 5');
  const run = start(['run', 'frd:next', '--json']);
  for (let tries = 0; tries < 200 && Object.keys(claimsAt(remote)).length < 2; tries += 1) await sleep(50);
  run.kill('SIGKILL');
  await run.ended;
  hook(remote, 'post-receive', 'true');
  const dead = claimsAt(remote);
  expect(Object.keys(dead)).toEqual([T(1), T(2)]);
  const on = await rig.cli(['frd', 'claims', '--json']);
  expect(on.json.claims, on.stderr).toEqual([]);
  expect(claimsAt(remote)).toEqual({});
}, 60_000);

test('a run that was killed is passed over once others have done its tasks: what is left is taken', async () => {
  const remote = rigWith();
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  run.kill('SIGKILL');
  await run.ended;
  const ids = Object.keys(claimsAt(remote));
  for (const id of ids) rig.git('push', '-q', 'origin', `:refs/heads/codex/claim/${id}`);
  rig.git('checkout', '-q', '--detach');
  const file = 'specs/frds/frd-001-feature.json';
  const document = JSON.parse(rig.read(file));
  for (const task of document.majorTasks) if (ids.includes(task.taskId)) task.status = 'completed';
  rig.write(file, JSON.stringify(document));
  rig.git('commit', '-qam', 'merged by others');
  rig.git('push', '-q', 'origin', 'HEAD:main');
  rig.git('checkout', '-q', 'main');
  const end = await rig.cli(['work', '--source', 'frd', '--json']);
  expect(end.json.worked.map(({ taskIds }: { taskIds: string[] }) => taskIds)).toEqual([[T(3)]]);
  expect(end.json.worked[0].answer.notices.map(({ code }: { code: string }) => code)).toContain('run-overtaken');
}, 60_000);

test('a run that is killed can be discarded, or begun anew: its claims go whole', SOAK, async () => {
  const remote = rigWith();
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  run.kill('SIGKILL');
  await run.ended;
  const fresh = await rig.cli(['run', T(2), '--fresh', '--json']);
  // A bundle of its second task alone cannot be: it needs the first.
  expect(fresh.json.error.code).toBe('unmet-dependencies');
  expect(claimsAt(remote)).toEqual({});
  const gone = await rig.cli(['discard', '--force', '--json']);
  expect(gone.exitCode, gone.stderr).toBe(0);
  const again = await rig.cli(['run', 'frd:next', '--json']);
  expect(again.exitCode, again.stderr).toBe(0);
  const dropped = await rig.cli(['discard', again.json.run.id, '--force', '--json']);
  expect(dropped.exitCode, dropped.stderr).toBe(0);
  expect(claimsAt(remote)).toEqual({});
});

test('a run that is stopped gives its claims back, and takes them again when it goes on; taken by somebody else meanwhile it says so', async () => {
  const remote = rigWith();
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  run.kill('SIGINT');
  const end = await run.ended;
  expect(end.json.outcome).toBe('cancelled');
  expect(claimsAt(remote)).toEqual({});
  claimByAgent(rig, T(1));
  const refused = await rig.cli(['resume', '--json']);
  expect(refused.exitCode).toBe(3);
  expect(refused.json.error.message).toContain('agent-7');
  rig.git('push', '-q', 'origin', `:refs/heads/codex/claim/${T(1)}`);
  const on = await rig.cli(['resume', '--json']);
  expect(on.exitCode, on.stderr).toBe(0);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1), T(2)]);
}, 60_000);

test('a claim that somebody takes away ends the run at its next renewal, and nothing is put on the branch', async () => {
  rigWith({ extra: 'frd: { claimTtl: 3s }\nleases: { clockSkew: 1s }\n' });
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  rig.git('push', '-q', 'origin', `:refs/heads/codex/claim/${T(1)}`);
  const end = await run.ended;
  expect(end.json).toMatchObject({ ok: false, outcome: 'cancelled' });
  expect(rig.calls('judge')).toEqual([]);
}, 60_000);

test('a claim that is given back by hand is missed before anything is put on the branch; the run can go on', async () => {
  const remote = rigWith({ writer: SLOW.replace('20_000', '1_500') });
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  expect((await rig.cli(['frd', 'release', T(1)])).exitCode).toBe(0);
  const end = await run.ended;
  expect([end.exitCode, end.json.error.code]).toEqual([3, 'claim-lost']);
  expect(rig.git('rev-parse', 'codex/f001-t1-b')).toBe(rig.git('rev-parse', 'HEAD'));
  const on = await rig.cli(['resume', '--json']);
  expect(on.exitCode, on.stderr).toBe(0);
  expect(rig.calls('writer')).toHaveLength(1);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1), T(2)]);
  expect((await rig.cli(['discard', on.json.run.id, '--force'])).exitCode).toBe(0);
  expect(claimsAt(remote)).toEqual({});
}, 60_000);

test('a remote that goes away while a run works is told, and the run ends accepted while its claims hold', SOAK, async () => {
  const remote = rigWith({
    writer: SLOW.replace('20_000', '4_000'),
    extra: 'frd: { claimTtl: 60s }\nleases: { clockSkew: 1s }\n',
  });
  const run = start(['run', 'frd:next', '--json']);
  await working('.okstra/mark');
  renameSync(remote, `${remote}.away`);
  const end = await run.ended;
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.stderr).toContain('could not be renewed');
  renameSync(`${remote}.away`, remote);
  // What could not be told then is told by the next command of this clone.
  const claims = await rig.cli(['frd', 'claims', '--json']);
  expect(claims.json.claims.map(({ state }: { state: string }) => state)).toEqual(['awaiting-merge', 'awaiting-merge']);
});

test(
  'a remote that is cut off while the claims are pushed leaves them in this checkout, and nothing half-claimed there',
  SOAK,
  async () => {
    const remote = rigWith({ writer: WRITER });
    rig.git('config', 'remote.origin.receivepack', '/bin/false');
    const end = await rig.cli(['run', 'frd:next', '--json']);
    expect(end.exitCode, end.stderr).toBe(0);
    expect(end.json.notices.map(({ code }: { code: string }) => code)).toContain('claims-local');
    expect(claimsAt(remote)).toEqual({});
    expect([T(1), T(2)].map((id) => rig.exists(`.codex/claims-local/${id}.json`))).toEqual([true, true]);
  },
);

test('a remote that is cut off before the claims are given back keeps them; the next command of this clone gives them back', async () => {
  const remote = rigWith({ writer: `fs.renameSync(process.env.REMOTE, process.env.REMOTE + '.away'); console.log('done')` });
  const end = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict'], { env: { REMOTE: remote } });
  expect(end.exitCode, end.stderr).toBe(1);
  expect(end.stderr).toContain('could not be given back');
  renameSync(`${remote}.away`, remote);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1), T(2)]);
  expect((await rig.cli(['frd', 'claims', '--json'])).json.claims).toEqual([]);
  expect(claimsAt(remote)).toEqual({});
}, 60_000);

test('okstra work --source frd takes bundle after bundle, tries each once, and says what waits to be merged', async () => {
  frdRig(
    rig,
    [pair(), frd(2, [{}, { needs: ['FRD-001'] }])].map((document) => ({
      ...document,
      majorTasks: document.majorTasks.map(simple),
    })),
    {
      writer: `if (prompt.includes('FRD-001-T3')) process.exit(1);\n${WRITER}`,
    },
  );
  const end = await rig.cli(['work', '--source', 'frd', '--jobs', '2', '--json']);
  expect(
    end.json.worked
      .map(({ taskIds, answer }: { taskIds: string[]; answer: { outcome: string } }) => [taskIds, answer.outcome])
      .toSorted(),
  ).toEqual([
    [['FRD-001-T1', 'FRD-001-T2'], 'accepted'],
    [['FRD-001-T3'], 'failed'],
    [['FRD-002-T1'], 'accepted'],
  ]);
  expect(end.exitCode, end.stderr).toBe(5);
  expect(end.json.awaiting.map(({ item }: { item: string }) => item).toSorted()).toEqual([
    'FRD-001-T1',
    'FRD-001-T2',
    'FRD-002-T1',
  ]);
  expect(end.json.remaining.map(({ item }: { item: string }) => item)).toEqual(['FRD-001-T3', 'FRD-002-T2']);
}, 90_000);

function simple(task: { verification: { command?: string }[] }) {
  for (const entry of task.verification) entry.command = 'true';
  return task;
}
