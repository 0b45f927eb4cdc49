import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram } from '../support/program.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.spec('spec-01-hello');
  rig.configure(['writer', 'judge'], 'roles: { executor: writer, verifiers: [judge] }\n');
  rig.agent('writer', `sleep(400); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
});
afterEach(() => rig.dispose());

/** Runs okstra on a terminal of its own (script of util-linux) and types `keys` once `question` stands there. */
function onTerminal(
  args: readonly string[],
  question: string,
  keys: string,
): Promise<{ screen: string; exitCode: number | null }> {
  const command = [process.execPath, builtProgram(), ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qfec', `stty cols 110 rows 40; exec ${command}`, '/dev/null'], {
    cwd: rig.repo,
    env: { ...rig.env, TERM: 'xterm', NO_COLOR: '1' },
  });
  let screen = '';
  let typed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    if (typed || !stripVTControlCharacters(screen).includes(question)) return;
    typed = true;
    setTimeout(() => child.stdin.write(keys), 200);
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ screen: stripVTControlCharacters(screen), exitCode }));
  });
}

describe.skipIf(process.platform !== 'linux')('okstra run on a terminal, without --exec', () => {
  test('shows the plan and asks; yes runs it, with a live row while an agent works', async () => {
    const { screen, exitCode } = await onTerminal(['run', 'spec-01-hello'], 'Run it?', 'y');
    expect(screen).toContain('branch      okstra/spec-01-hello');
    expect(screen).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧] executor writer 00:00/);
    expect(screen).toContain('next       okstra land spec-01-hello');
    expect(exitCode).toBe(0);
    expect(rig.metadata('spec-01-hello').status).toBe('done');
  });

  test('no leaves everything as it is', async () => {
    const { screen, exitCode } = await onTerminal(['run', 'spec-01-hello'], 'Run it?', 'n');
    expect(screen).toContain('not started');
    expect(exitCode).toBe(130);
    expect(rig.calls('writer')).toEqual([]);
    expect(rig.exists('.okstra')).toBe(false);
  });

  test('--yes asks nothing', async () => {
    const { screen, exitCode } = await onTerminal(['run', '--yes', 'spec-01-hello'], 'never asked', '');
    expect(screen).not.toContain('Run it?');
    expect(exitCode).toBe(0);
  });
});
