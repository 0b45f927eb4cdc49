import { spawn, spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { bootId, descendants, listProcesses, type ProcessInfo, processStart } from '../../runtime/process/proc.ts';
import { until } from './helpers.ts';

test('two processes have different start times or pids, and one keeps its own', () => {
  expect(processStart(process.pid)).toMatch(/\S/);
  expect(processStart(process.pid)).toBe(processStart(process.pid));
  expect(processStart(2 ** 30)).toBeUndefined();
});

test('a process whose parent has not collected it yet counts as ended', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const child = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
  );
  const info = await until(() => listProcesses().find((each) => each.pid === child && each.zombie));
  expect(processStart(info.pid)).toBeUndefined();
});

test('the boot id is the same in every process of this machine', () => {
  const script = `import { bootId } from ${JSON.stringify(new URL('../../runtime/process/proc.ts', import.meta.url).href)}; process.stdout.write(bootId());`;
  expect(bootId()).not.toBe('unknown');
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout).toBe(bootId());
});

const row = (pid: number, ppid: number): ProcessInfo => ({ pid, ppid, group: 1, name: 'x', start: '1', zombie: false });

test('descendants are found over several generations, siblings are not', () => {
  const table = [row(2, 1), row(3, 2), row(4, 3), row(5, 1), row(6, 5), row(1, 0)];
  expect(descendants(2, table).map((info) => info.pid)).toEqual([3, 4]);
  expect(descendants(4, table)).toEqual([]);
});

test('a program name with blanks and parentheses does not shift the fields', async () => {
  const odd = spawn(process.execPath, ['-e', `process.title = 'a) S 1 1'; setTimeout(() => {}, 60000)`], { stdio: 'ignore' });
  onTestFinished(() => void odd.kill('SIGKILL'));
  const info = await until(() => listProcesses().find((each) => each.pid === odd.pid && each.name.includes(')')));
  expect(info.ppid).toBe(process.pid);
});
