/**
 * Many processes work on one queue at the same time, some are killed and some are stopped for longer than their lease: no update is lost,
 * nothing is done twice, and nobody has to remove a lock.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { readLeases } from '../../runtime/git/index.ts';
import { descendants, listProcesses } from '../../runtime/process/proc.ts';
import { commit, repository } from '../git/scratch.ts';

const isSoak = process.env['OKSTRA_SOAK'] === '1';
/** Processes, items, rounds, time of a lease. */
const SIZES: readonly (readonly [number, number, number, number])[] = isSoak
  ? [
      [8, 12, 4, 4000],
      [32, 24, 4, 10_000],
      [64, 32, 4, 20_000],
    ]
  : [[8, 8, 2, 3000]];

const started = new Set<ChildProcess>();
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});

interface Worker {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string; readonly stderr: string }>;
}

function worker(top: string, rounds: number, ttlMs: number, name: string, env: NodeJS.ProcessEnv = {}): Worker {
  const file = join(import.meta.dirname, 'lease-worker.ts');
  const child = spawn(process.execPath, [file, top, String(rounds), String(ttlMs), name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  started.add(child);
  let [said, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = once(child, 'close').then(([code]) => {
    started.delete(child);
    return { code: code as number | null, said, stderr };
  });
  return { child, ended };
}

/** A repository with so many spec folders. */
function queue(items: number): { readonly top: string; readonly ids: readonly string[] } {
  const ids = Array.from({ length: items }, (_, n) => `spec-${String(n + 1).padStart(2, '0')}-x`);
  const files = ids.flatMap((id) => [
    [`specs/${id}/SPEC.md`, `# ${id}\n\nDo it.\n`],
    [`specs/${id}/metadata.json`, `${JSON.stringify({ id, name: id, status: 'todo', dependsOn: [], notes: '' })}\n`],
  ]);
  const top = repository();
  commit(top, Object.fromEntries(files));
  return { top, ids };
}

/** With the git that it is just running: what a machine that is out of memory may do. */
function killWithGit({ pid = 0 }: ChildProcess): void {
  for (const each of [...descendants(pid, listProcesses()).map((info) => info.pid), pid]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // gone by itself
    }
  }
}

/** Numbers of the attempts that stand in the notes of an item, and the counters of the leases under which they were written. */
function notesOf(top: string, id: string): { readonly attempts: readonly number[]; readonly counters: readonly number[] } {
  const { notes } = JSON.parse(readFileSync(join(top, 'specs', id, 'metadata.json'), 'utf8')) as { notes: string };
  const found = [...notes.matchAll(/attempt (\d+) remaining tasks: \S+ (\d+)/g)];
  return { attempts: found.map(([, n]) => Number(n)), counters: found.map(([, , n]) => Number(n)) };
}

const locks = (top: string): readonly string[] =>
  readdirSync(join(top, '.git'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.lock'));

test.each(SIZES)(
  '%i processes, %i items, %i rounds: each item is worked on once in each round, killed and stopped holders included',
  async (processes, items, rounds, ttlMs) => {
    const { top, ids } = queue(items);
    let count = 0;
    const begin = (): Worker => worker(top, rounds, ttlMs, `w${(count += 1)}`);
    const workers = Array.from({ length: processes }, begin);
    const ends: Worker['ended'][] = workers.map(({ ended }) => ended);
    const total = (): number => ids.reduce((sum, id) => sum + notesOf(top, id).attempts.length, 0);

    // A quarter is killed in the middle, and as many new ones come; another quarter is stopped for longer than its lease.
    const victims = workers.slice(0, Math.ceil(processes / 4));
    const sleepers = workers.slice(victims.length, victims.length * 2);
    while (total() < items / 2) await sleep(10);
    for (const { child } of sleepers) child.kill('SIGSTOP');
    for (const { child } of victims) {
      killWithGit(child);
      ends.push(begin().ended);
      await sleep(30);
    }
    await sleep(ttlMs + 500);
    for (const { child } of sleepers) child.kill('SIGCONT');

    const all = await Promise.all(ends);
    const dead = new Set(victims.map(({ child }) => child.pid));
    const failed = all.filter(({ code }, n) => code !== 0 && !dead.has(workers[n]?.child.pid));
    expect(failed).toEqual([]);
    for (const id of ids) {
      const { attempts, counters } = notesOf(top, id);
      expect({ id, attempts }).toEqual({ id, attempts: Array.from({ length: rounds }, (_, n) => n + 1) });
      // Each was written under a later lease than the one before.
      expect(counters.toSorted((a, b) => a - b)).toEqual(counters);
      expect(new Set(counters).size).toBe(counters.length);
    }
    expect(await readLeases({ top })).toEqual([]);
    expect(locks(top)).toEqual([]);
  },
  isSoak ? 600_000 : 120_000,
);

test('a holder that was stopped for longer than its lease wakes up after another took the item, and overwrites nothing', async () => {
  const { top, ids } = queue(1);
  const [id = ''] = ids;
  const late = worker(top, 1, 2000, 'late', { WORK_MS: '1500' });
  await once(late.child.stderr ?? late.child, 'data'); // it has the lease and has read the item
  late.child.kill('SIGSTOP');
  await sleep(2200);
  const other = await worker(top, 1, 20_000, 'other').ended;
  expect(JSON.parse(other.said)).toMatchObject({ worked: 1, lost: 0 });
  const after = readFileSync(join(top, 'specs', id, 'metadata.json'), 'utf8');
  late.child.kill('SIGCONT');
  const end = await late.ended;
  expect({ code: end.code, ...JSON.parse(end.said) }).toEqual({ code: 0, worked: 0, held: 0, lost: 1 });
  expect(readFileSync(join(top, 'specs', id, 'metadata.json'), 'utf8')).toBe(after);
  expect(notesOf(top, id).counters).toEqual([2]);
});
