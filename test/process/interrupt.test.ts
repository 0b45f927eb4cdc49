import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test('the first signal is soft, every further one is hard, whichever it is', async () => {
  const { child, lines } = await listener();
  child.kill('SIGINT');
  expect(await lines()).toBe('soft SIGINT');
  child.kill('SIGTERM');
  expect(await lines()).toBe('hard SIGTERM');
  child.kill('SIGHUP');
  expect(await lines()).toBe('hard SIGHUP');
});

test('once disposed of, a signal ends the program as usual', async () => {
  const { child } = await listener('dispose();');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
});
