import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { repository } from '../support/program.ts';
import { folder } from './helpers.ts';

/** A program that reports what it was told, and ends when its stdin does. */
async function listener(more = '') {
  const script = join(folder(), 'listener.ts');
  writeFileSync(
    script,
    `import { onInterrupt } from ${JSON.stringify(join(repository, 'runtime', 'process', 'interrupt.ts'))};
const dispose = onInterrupt({ soft: (name) => console.log('soft ' + name), hard: (name) => console.log('hard ' + name) });
${more}
console.log('ready');
setInterval(() => {}, 1000);
`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = async (): Promise<string> => ((await once(child.stdout, 'data')) as [Buffer])[0].toString().trim();
  expect(await lines()).toBe('ready');
  return { child, lines };
}

test('the first signal is soft, a later one hard, whichever it is', async () => {
  const { child, lines } = await listener();
  child.kill('SIGINT');
  expect(await lines()).toBe('soft SIGINT');
  await sleep(400);
  child.kill('SIGTERM');
  expect(await lines()).toBe('hard SIGTERM');
  child.kill('SIGINT');
  expect(await lines()).toBe('hard SIGINT');
});

test('what comes at once is one wish, and a hang-up is never the second', async () => {
  const { child, lines } = await listener();
  child.kill('SIGINT');
  expect(await lines()).toBe('soft SIGINT');
  child.kill('SIGINT'); // passed on by a wrapper
  await sleep(400);
  child.kill('SIGHUP');
  await sleep(100);
  child.kill('SIGTERM');
  expect(await lines()).toBe('hard SIGTERM');
});

test('SIGQUIT ends at once', async () => {
  const { child, lines } = await listener();
  child.kill('SIGQUIT');
  expect(await lines()).toBe('hard SIGQUIT');
});

describe('the end of the program that started it', () => {
  /** A shell that starts the listener in a certain way, and what the listener says, in a file. */
  async function started(by: string, env: NodeJS.ProcessEnv = {}) {
    const dir = folder();
    const script = join(dir, 'child.ts');
    const said = join(dir, 'said');
    writeFileSync(said, '');
    const interrupt = JSON.stringify(join(repository, 'runtime', 'process', 'interrupt.ts'));
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
import { onInterrupt } from ${interrupt};
const say = (text) => appendFileSync(${JSON.stringify(said)}, text + '\\n');
onInterrupt({ soft: (by) => { say(by); process.exit(0); }, hard: say }, { pollMs: 50 });
say('ready ' + process.pid);
setInterval(() => {}, 1000);
`,
    );
    const line = by.replace('PROGRAM', `'${process.execPath}' '${script}'`);
    const shell = spawn('bash', ['-c', `${line} & wait`], { stdio: 'ignore', env: { ...process.env, ...env } });
    onTestFinished(() => void shell.kill('SIGKILL'));
    const text = (): string => readFileSync(said, 'utf8');
    while (!text().includes('ready')) await sleep(20);
    const pid = Number(/ready (\d+)/.exec(text())?.[1]);
    onTestFinished(() => {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone
      }
    });
    return { shell, text, pid };
  }

  test('is noticed although no signal comes', async () => {
    const { shell, text } = await started('PROGRAM');
    shell.kill('SIGKILL');
    await vi.waitFor(() => expect(text()).toContain('parent gone'), 20_000);
  });

  test.skipIf(process.platform !== 'linux').each([
    ['setsid PROGRAM', {}],
    ['nohup PROGRAM', {}],
    ['PROGRAM', { OKSTRA_DETACHED: '1' }],
  ])('is as it was meant after %s %o, and so is a hang-up', async (by, env) => {
    const { shell, text, pid } = await started(by, env);
    shell.kill('SIGKILL');
    await sleep(200);
    process.kill(pid, 'SIGHUP');
    await sleep(200);
    expect(text()).toBe(`ready ${pid}\n`);
    process.kill(pid, 'SIGTERM');
    while (!text().includes('SIGTERM')) await sleep(20);
  });
});

test('once disposed of, a signal ends the program as usual', async () => {
  const { child } = await listener('dispose();');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
});
