import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { holderHere, realProcessFacts, settleGitOf } from '../../runtime/git/index.ts';
import { gitEnvironment } from '../../runtime/git/run.ts';

/** Stands for git that a killed okstra had started: the environment is what a git of this process gets, under another owner. */
function orphan(owner: string, ms: number) {
  const mark = Object.entries(gitEnvironment({})).find(([name]) => name === 'OKSTRA_GIT_OF');
  const child = spawn(process.execPath, ['-e', `setTimeout(() => {}, ${ms})`], {
    env: { ...process.env, [mark?.[0] ?? '']: owner },
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'exit') as Promise<[number | null, string | null]> };
}

const facts = realProcessFacts();
const dead = { ...holderHere('Mo', 'run-20310402-091011-k3f9', facts), pid: 4_194_000, processStart: '12345' };

test('every git of okstra carries the process that it belongs to', () => {
  expect(gitEnvironment({})['OKSTRA_GIT_OF']).toBe(`${process.pid}/${facts.startOf(process.pid)}`);
});

test('git of a holder that died is waited for, and ends by itself', async () => {
  const { ended } = orphan('4194000/12345', 300);
  let over = false;
  const watching = ended.then(() => (over = true));
  await settleGitOf(dead, facts);
  await watching;
  expect(over).toBe(true);
  expect(await ended).toEqual([0, null]);
});

test('git that does not end is ended; that of other holders, other machines and this process is left alone', async () => {
  const stuck = orphan('4194000/12345', 60_000);
  const other = orphan('4194000/99999', 60_000);
  await settleGitOf({ ...dead, host: 'elsewhere' }, facts, 0);
  expect([stuck.child.exitCode, stuck.child.signalCode]).toEqual([null, null]);
  await settleGitOf(dead, facts, 100);
  expect(await stuck.ended).toEqual([null, 'SIGKILL']);
  expect([other.child.exitCode, other.child.signalCode]).toEqual([null, null]);
  other.child.kill('SIGKILL');
  await other.ended;
});
