/** `okstra run` on a terminal, which `script` plays. */
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ID, lightRig } from '../journeys/light.ts';
import { queueOf, queueRig, statuses, task } from '../journeys/queue-rig.ts';
import { Rig } from '../journeys/rig.ts';
import { builtProgram } from '../support/program.ts';

const hasTerminal = process.platform === 'linux' && spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  lightRig(rig);
});
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill(); // still there only when a test gave up on it
  rig.dispose();
});

/** Presses `key` once the question stands there, and gives back the end and all that was shown. */
function onTerminal(
  args: readonly string[],
  key?: string,
  question = 'Run it?',
): Promise<{ readonly exitCode: number | null; readonly shown: string }> {
  const program = process.env['TEST_PROGRAM'] ?? builtProgram();
  const line = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const running = spawn('script', ['-qefc', `stty cols 120 rows 40; exec ${line}`, '/dev/null'], {
    cwd: rig.repo,
    env: { ...rig.env, TERM: 'xterm' },
  });
  child = running;
  let shown = '';
  let isAsked = false;
  running.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (key === undefined || isAsked || !shown.includes(question)) return;
    isAsked = true;
    setTimeout(() => running.stdin.write(key), 50);
  });
  return new Promise((resolve) => running.on('close', (exitCode) => resolve({ exitCode, shown })));
}

test('on a terminal the plan is shown and a question asked; no: nothing is written and no agent starts', async ({ skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  const { exitCode, shown } = await onTerminal(['run', '--level', 'light', ID], 'n');
  expect(exitCode, shown).toBe(130);
  expect(shown).toContain(`okstra/${ID}`);
  expect(rig.calls('writer')).toEqual([]);
  expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
  expect(rig.git('status', '--porcelain')).toBe('');
});

test('on a terminal, after a yes, the run goes on with a row for each agent', async ({ skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  const { exitCode, shown } = await onTerminal(['run', '--level', 'light', ID], 'y');
  expect(exitCode, shown).toBe(0);
  expect(shown).toContain('\u001B[0J');
  expect(rig.metadata(ID).status).toBe('done');
});

test.for([
  ['\r', 'goes on with it', 1],
  ['\u001B[B\u001B[B\r', 'leaves it', 0],
] as const)('on a terminal an item with an interrupted run is asked about: %o %s', async ([key, , runs], { skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  rig.agent('writer', `if (count === 1) sleep(60000); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`);
  const first = rig.start(['run', '--exec', '--level', 'light', ID]);
  await vi.waitUntil(() => rig.calls('writer').length > 0, { timeout: 30_000 });
  first.kill('SIGKILL');
  await first.ended;
  const { exitCode, shown } = await onTerminal(['run', '--level', 'light', ID], key, 'was interrupted');
  expect(shown).toContain('Start anew');
  expect(exitCode, shown).toBe(runs === 1 ? 0 : 130);
  expect(rig.calls('writer')).toHaveLength(1 + runs);
  expect(rig.metadata(ID).status).toBe(runs === 1 ? 'done' : 'in-progress');
});

test('an item that is marked in-progress although no run of it is known here is run, and that is said', async () => {
  rig.write(`specs/${ID}/metadata.json`, rig.read(`specs/${ID}/metadata.json`).replace('"todo"', '"in-progress"'));
  const end = await rig.cli(['run', '--exec', '--level', 'light', '--json', ID]);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(end.json.notices).toContainEqual(expect.objectContaining({ code: 'begun-elsewhere' }));
});

test.for(['--yes', '--exec'])('%s asks nothing on a terminal', async (flag, { skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  const { exitCode, shown } = await onTerminal(['run', flag, '--level', 'light', ID]);
  expect(exitCode, shown).toBe(0);
  expect(shown).not.toContain('Run it?');
  expect(rig.metadata(ID).status).toBe('done');
});

test('on a terminal what was changed outside is decided on before a task begins; giving up begins nothing', async ({ skip }) => {
  skip(!hasTerminal, 'no script to play a terminal');
  queueRig(rig);
  queueOf(rig, [task('T-001', 'Users', { status: 'done' }), task('T-002', 'Auth')]);
  rig.write('users.txt', 'not what it should be\n');
  const question = 'What becomes of T-001?';
  const left = await onTerminal(['run', 'T-002'], '\u0003', question);
  expect(left.exitCode, left.shown).toBe(130);
  expect(left.shown).toContain('T-001: users.txt (major)');
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'pending' });
  const trusted = await onTerminal(['work', '--max-items', '1'], '\u001B[B\r', question);
  expect(trusted.exitCode, trusted.shown).toBe(0);
  expect(statuses(rig)).toEqual({ 'T-001': 'done', 'T-002': 'done' });
  expect(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md')).toMatch(/\| users\.txt \| T-001 \| trusted \|/);
  expect(rig.calls('writer')).toHaveLength(1);
});
