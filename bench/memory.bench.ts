/**
 * The memory of okstra itself while eight verifiers stream side by side, beside that of `node -e 0` and of the same run with verifiers that say
 * nothing else than their answer. `npm run bench memory`
 *
 * Options: `--seconds <n>`: how long each verifier streams; `--rate <kilobytes>`: what each prints in a second.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { panelRig, runWatched } from '../test/journeys/flood-rig.ts';
import { ID } from '../test/journeys/light.ts';
import { Rig } from '../test/journeys/rig.ts';
import { createTestEnvironment } from '../test/support/env.ts';
import { watchPeak } from '../test/support/peak-memory.ts';
import { judge, machine, option, print } from './measure.ts';

const LIMIT_MB = 150;
const VERIFIERS = 8;
const MB = 1024 * 1024;

const seconds = Number(option('--seconds') ?? 6);
const rate = Number(option('--rate') ?? 2000);

process.env['TEST_PROGRAM'] = option('--program') ?? join(import.meta.dirname, '..', 'bin', 'okstra.mjs');

/** Messages and commands in turn, as an agent at work tells them. */
const streaming = `
const words = 'I looked at the file and the tests, then at src/index.ts:12. '.repeat(3);
const until = Date.now() + ${seconds * 1000};
for (let n = 0; Date.now() < until; sleep(50)) {
  let many = '';
  for (; many.length < ${Math.round((rate * 1024) / 20)}; n += 1)
    many += JSON.stringify({ type: 'item.completed', item: n % 3 === 0
      ? { id: 'c' + n, type: 'command_execution', command: 'ls ' + n, aggregated_output: words, exit_code: 0, status: 'completed' }
      : { id: 'm' + n, type: 'agent_message', text: words } }) + '\\n';
  put(many);
}`;

const row = (what: string, found: number): void => print(`  ${what.padEnd(62)}${found.toFixed(0).padStart(5)} MB`);

async function run(body: string): Promise<number> {
  const rig = new Rig();
  try {
    panelRig(rig, VERIFIERS, body);
    const end = await runWatched(rig, ['run', '--exec', '--json', ID]);
    if (end.exitCode !== 0) throw new Error(`the run ended with ${end.exitCode}:\n${end.stderr}`);
    return end.peak / MB;
  } finally {
    rig.dispose();
  }
}

async function plainNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 300)'], { stdio: 'ignore' });
  const watch = watchPeak(child.pid ?? 0);
  await new Promise((resolve) => child.once('exit', resolve));
  return watch.stop() / MB;
}

const environment = createTestEnvironment();
try {
  print(machine());
  const [node, quiet, loud] = [await plainNode(), await run(''), await run(streaming)];
  print('most memory of the process (VmHWM)');
  row('node -e 0', node);
  row(`okstra, a run with ${VERIFIERS} verifiers that only answer`, quiet);
  row(`okstra, ${VERIFIERS} verifiers that print ${rate} KB/s each for ${seconds} s`, loud);
  judge(`okstra with ${VERIFIERS} agents streaming`, loud, LIMIT_MB, 'MB');
} finally {
  environment.dispose();
}
