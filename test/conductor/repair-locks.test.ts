/** Locks of refs that `okstra doctor --repair` finds, beside gits that still run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { realPorts, repair } from '../../runtime/conductor/index.ts';
import { emptyFolder, repository } from '../git/scratch.ts';

test('a lock that is old is left to the git that may hold it, and removed once that one is gone', async () => {
  const dir = repository();
  // Waits for its input, like a git that was stopped in the middle.
  const git = spawn('git', ['update-ref', '--stdin'], { cwd: dir, stdio: ['pipe', 'ignore', 'ignore'] });
  await once(git, 'spawn');
  const lock = join(dir, '.git/refs/heads/okstra/spec-01.lock');
  mkdirSync(dirname(lock), { recursive: true });
  writeFileSync(lock, '');
  const made = Date.now();
  utimesSync(lock, made / 1000, made / 1000);
  await sleep(3100);
  // Two minutes later, as far as the age of the lock goes.
  const ports = {
    ...realPorts(),
    now: () => new Date(made + 120_000),
    env: { ...process.env, OKSTRA_HOME: emptyFolder() },
  };
  expect([await repair(dir, true, ports), existsSync(lock)]).toEqual([[], true]);
  const ended = once(git, 'exit');
  git.kill('SIGKILL');
  await ended;
  expect(await repair(dir, true, ports)).toMatchObject([{ kind: 'lock', path: lock, done: 'removed' }]);
  expect(existsSync(lock)).toBe(false);
});
