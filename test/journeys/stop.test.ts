/** Being stopped, in every way there is: the end is the same, nothing of an agent is left, and the run can be gone on with. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { acquireLease, holderHere, realProcessFacts } from '../../runtime/git/index.ts';
import type { LeaseHolder } from '../../runtime/git/lease-refs.ts';
import type { RunEvent } from '../../runtime/model/events.ts';
import { processStart } from '../../runtime/process/index.ts';
import { builtProgram } from '../support/program.ts';
import { expectRefused, ID, lightRig, survivors } from './light.ts';
import { Rig } from './rig.ts';

vi.setConfig({ testTimeout: 120_000 });
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

/**
 * An agent that does not want to go: it ignores every polite signal, and has a child in a session of its own that does too. Asked a second
 * time it does its work.
 */
const STUBBORN = `
if (count === 1) {
  for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(name, () => undefined);
  const { spawn } = require('node:child_process');
  spawn('setsid', ['sh', '-c', 'trap "" TERM HUP INT; while :; do sleep 1; done'], { stdio: 'ignore', detached: true });
  fs.writeFileSync(require('node:path').join(__dirname, '..', 'ready'), '');
  setInterval(() => undefined, 1000);
} else {
  fs.writeFileSync('hello.txt', 'hello\\n');
  console.log('SUMMARY\\n- wrote hello.txt');
}`;
const ARGS = ['run', '--exec', '--level', 'light', ID];

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  lightRig(rig, { writer: STUBBORN });
});
afterEach(() => rig.dispose());

function journal(): readonly RunEvent[] {
  const runs = join(rig.repo, '.okstra/tasks/specs', ID, 'runs');
  const file = join(runs, existsSync(runs) ? (readdirSync(runs)[0] ?? '') : '', 'journal.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunEvent);
}

const runId = (): string => {
  const [first] = journal();
  return first?.type === 'run-started' ? first.runId : '';
};

/** The agent has started its child, and ignores signals by now. */
async function agentAtWork(): Promise<void> {
  while (!existsSync(join(rig.root, 'ready'))) await sleep(20);
}

async function ended(): Promise<void> {
  while (!journal().some((event) => event.type === 'report-written')) await sleep(20);
}

async function expectStopped(by: string): Promise<void> {
  const events = journal();
  expect(events.find((event) => event.type === 'stop-requested')).toMatchObject({ by });
  expect(events.find((event) => event.type === 'run-finished')).toMatchObject({ outcome: 'cancelled', exitCode: 130 });
  expect(survivors(runId())).toEqual([]);
  expect(rig.metadata(ID).status).toBe('todo');
  const resumed = await rig.cli(['resume', '--json']);
  expect(resumed.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
}

const line = (): string =>
  [process.execPath, process.env['TEST_PROGRAM'] ?? builtProgram(), ...ARGS].map((word) => `'${word}'`).join(' ');

// What is left out otherwise is gone through by other tests: `okstra stop` sends SIGTERM, a terminal that is closed SIGHUP and no reader.
test.skipIf(!IS_SOAK).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: a clean end that says how to go on', async (signal) => {
  const run = rig.start(ARGS);
  await agentAtWork();
  run.kill(signal);
  const end = await run.ended;
  expect(end.exitCode).toBe(130);
  expect(end.stderr).toContain(`okstra: ${signal}: stopping; once more ends at once.`);
  expect(end.stdout).toContain(`okstra resume ${runId()}`);
  await expectStopped(signal);
});

test('Ctrl-C twice: over at once, no agent left, and the run goes on from its journal', async () => {
  const run = rig.start(ARGS);
  await agentAtWork();
  run.kill('SIGINT');
  await sleep(500);
  run.kill('SIGINT');
  const end = await run.ended;
  expect(end.exitCode).toBe(130);
  expect(end.stderr).toContain(`okstra: SIGINT: ended at once; okstra resume ${runId()} goes on.`);
  expect(survivors(runId())).toEqual([]);
  expect(journal().some((event) => event.type === 'run-finished')).toBe(false);
  const resumed = await rig.cli(['resume', '--json']);
  expect(resumed.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
});

test.skipIf(!IS_SOAK)('a pipe that nobody reads any more, and then a hang-up: a clean end all the same', async () => {
  const child = spawn(process.execPath, [process.env['TEST_PROGRAM'] ?? builtProgram(), ...ARGS, '--verbose'], {
    cwd: rig.repo,
    env: rig.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await agentAtWork();
  child.stdout.destroy();
  child.stderr.destroy();
  child.kill('SIGHUP');
  await ended();
  await expectStopped('SIGHUP');
});

const hasTerminal = process.platform === 'linux' && spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

test('a terminal that is closed: a clean end', async ({ skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  // The terminal itself is killed: its window is gone, and writing to it fails from then on.
  const terminal = spawn('script', ['-qefc', `exec ${line()}`, '/dev/null'], {
    cwd: rig.repo,
    env: { ...rig.env, TERM: 'xterm' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  onTestFinished(() => void terminal.kill('SIGKILL'));
  await agentAtWork();
  terminal.kill('SIGKILL');
  await ended();
  await expectStopped('SIGHUP');
});

test('a parent that is gone without a word: a clean end', async () => {
  const shell = spawn('bash', ['-c', `${line()} & wait`], { cwd: rig.repo, env: rig.env, stdio: 'ignore' });
  onTestFinished(() => void shell.kill('SIGKILL'));
  await agentAtWork();
  shell.kill('SIGKILL');
  await ended();
  await expectStopped('parent gone');
});

/** A process that has nothing to do with okstra, and the lease of a run whose holder had its number. */
async function strangerWith(holder: (sleeper: LeaseHolder) => Partial<LeaseHolder>) {
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  const pid = stranger.pid ?? 0;
  const facts = realProcessFacts();
  const sleeper = { ...holderHere('ann', 'run-ann', facts), pid, processStart: processStart(pid) ?? '' };
  const me = { ...sleeper, ...holder(sleeper) };
  const taken = await acquireLease({ top: rig.repo }, { group: 'specs', id: ID }, { me, now: new Date(), ttlMs: 60_000, facts });
  expect(taken.ok).toBe(true);
  return { stranger, lives: () => stranger.exitCode === null && stranger.signalCode === null };
}

test('`okstra stop` signals no process of this place for a run of another container of the same machine', async () => {
  const { stranger, lives } = await strangerWith(({ bootId }) => ({ bootId: bootId.replace(/pid:\[\d+\]$/, 'pid:[1]') }));
  const end = await rig.cli(['stop', 'run-ann', '--wait', '1s', '--json']);
  expectRefused(end, {
    exitCode: 3,
    code: 'other-processes',
    message: new RegExp(`run-ann in another container .* process ${stranger.pid} is not that one here`),
    fix: /Where it was started: okstra stop run-ann/,
  });
  expect(lives()).toBe(true);
});

test('`okstra stop` signals no process that merely has the number of a holder that is gone', async () => {
  const { lives } = await strangerWith(() => ({ processStart: '1' }));
  expectRefused(await rig.cli(['stop', ID, '--wait', '1s', '--json']), {
    exitCode: 2,
    code: 'run-not-found',
    message: /found "spec-01-hello"/,
  });
  expect(lives()).toBe(true);
});
