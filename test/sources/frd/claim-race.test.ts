import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../git/scratch.ts';
import { claimsAt, clone, hook, makeRemote } from './claim-rig.ts';
import type { TaskShape } from './documents.ts';
import { filesOfSet, frd } from './documents.ts';

const SOAK = process.env['OKSTRA_SOAK'] !== undefined;

interface Worker {
  readonly child: ChildProcess;
  readonly taken: string[][];
  readonly ended: Promise<number | null>;
}

function worker(remote: string, owner: string, ...more: readonly string[]): Worker {
  const file = join(import.meta.dirname, 'claim-worker.ts');
  const child = spawn(process.execPath, [file, clone(remote), owner, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const taken: string[][] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) taken.push(JSON.parse(line).ids);
  });
  return { child, taken, ended: new Promise((resolve) => void child.on('close', resolve)) };
}

/** Documents with bundles of one to three tasks, later ones building on earlier ones. */
function setOf(documents: number): Readonly<Record<string, string>> {
  const shapes = (number: number): TaskShape[] => [
    number > 2 ? { needs: [`FRD-00${number - 2}`] } : {},
    { pr: false },
    {},
    { needs: [`FRD-00${number}-T1`] },
    { pr: false, needs: [`FRD-00${number}-T4`] },
  ];
  return filesOfSet(Array.from({ length: documents }, (_, n) => frd(n + 1, shapes(n + 1))));
}

/** Task → commits on main that implement it. */
function implemented(remote: string): Map<string, number> {
  const log = run(remote, 'log', '--format=', '--name-status', '--diff-filter=AM', 'main');
  const counts = new Map<string, number>();
  for (const [, id = ''] of log.matchAll(/^[AM]\t(FRD-\d{3}-T\d+)\.txt$/gm)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

test('several clones at once do every task exactly once, and leave no claim', { timeout: 120_000 }, async () => {
  const documents = SOAK ? 8 : 3;
  const remote = makeRemote(setOf(documents));
  const workers = Array.from({ length: SOAK ? 8 : 3 }, (_, n) => worker(remote, `agent-${n}`, String(n + 7)));
  expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual(workers.map(() => 0));
  const counts = implemented(remote);
  expect(counts.size).toBe(documents * 5);
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  const taken = workers.flatMap((one) => one.taken).flat();
  expect(new Set(taken).size).toBe(taken.length);
  expect(claimsAt(remote)).toEqual({});
});

test('a holder that is killed loses its bundle after the time to live, whole, to somebody else', {
  timeout: 60_000,
}, async () => {
  const remote = makeRemote(setOf(1));
  const holder = worker(remote, 'killed', '1', 'hold', '3000');
  await expect.poll(() => holder.taken.length, { timeout: 20_000, interval: 20 }).toBe(1);
  holder.child.kill('SIGKILL');
  await holder.ended;
  expect(claimsAt(remote)).toEqual({ 'FRD-001-T1': 'killed', 'FRD-001-T2': 'killed' });
  const next = worker(remote, 'next', '1', 'work', '3000');
  expect(await next.ended).toBe(0);
  expect(next.taken).toContainEqual(['FRD-001-T1', 'FRD-001-T2']);
  expect([...implemented(remote).values()]).toEqual([1, 1, 1, 1, 1]);
  expect(claimsAt(remote)).toEqual({});
});

test('a claim that is killed while it is pushed leaves all of its bundle at the remote or nothing', {
  timeout: 60_000,
}, async () => {
  for (const pause of SOAK ? [0, 5, 10, 20, 40, 80, 120, 200] : [0, 30]) {
    const remote = makeRemote(setOf(1));
    // The push is under way when this is called, and goes on after a while.
    hook(remote, 'pre-receive', `touch ${remote}/pushed; sleep 0.2`);
    const { existsSync } = process.getBuiltinModule('node:fs');
    const holder = worker(remote, 'killed', '1', 'hold');
    await expect.poll(() => existsSync(join(remote, 'pushed')), { timeout: 20_000, interval: 5 }).toBe(true);
    await new Promise((resolve) => void setTimeout(resolve, pause));
    holder.child.kill('SIGKILL');
    await holder.ended;
    await new Promise((resolve) => void setTimeout(resolve, 600));
    expect([[], ['FRD-001-T1', 'FRD-001-T2']]).toContainEqual(Object.keys(claimsAt(remote)).toSorted());
  }
});
