/**
 * What a lease costs, and whether many writers lose an update: `npm run bench leases`. `--writers 8` and `--items 8` make the second part
 * smaller; `--rounds` is for the first.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acquireLease,
  git,
  holderHere,
  openFence,
  openRepository,
  realProcessFacts,
  releaseLease,
  renewLease,
} from '../runtime/git/index.ts';
import { judge, machine, median, ms, option, print, roundsWanted } from './measure.ts';

const rounds = roundsWanted(30);
const writers = Number(option('--writers') ?? 64);
const items = Number(option('--items') ?? 16);
const PER_ITEM = 8;

const top = mkdtempSync(join(tmpdir(), 'okstra-bench-leases-'));
const ids = Array.from({ length: items }, (_, n) => `spec-${n + 1}`);
try {
  prepare();
  print(machine());
  await costs();
  await contention();
} finally {
  rmSync(top, { recursive: true, force: true });
}

function prepare(): void {
  for (const id of ids) {
    mkdirSync(join(top, 'specs', id), { recursive: true });
    writeFileSync(join(top, 'specs', id, 'SPEC.md'), `# ${id}\n\nDo it.\n`);
    writeFileSync(join(top, 'specs', id, 'metadata.json'), `${JSON.stringify({ id, status: 'todo', notes: '' })}\n`);
  }
  run('init', '-q');
  run('add', '-A');
  run('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'first');
}

function run(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: top, stdio: 'ignore' });
}

async function costs(): Promise<void> {
  const repo = await openRepository(top);
  const facts = realProcessFacts();
  const me = holderHere('bench', 'run-bench', facts);
  const item = { group: 'specs', id: 'costs' };
  const taken = new Map<string, number[]>();
  const timed = async <T>(name: string, act: () => Promise<T> | T): Promise<T> => {
    const from = performance.now();
    const value = await act();
    taken.set(name, [...(taken.get(name) ?? []), performance.now() - from]);
    return value;
  };
  for (let round = 0; round < rounds; round += 1) {
    await timed('starting git once', () => git(top, ['rev-parse', 'HEAD']));
    const answer = await timed('take', () => acquireLease(repo, item, { me, now: new Date(), ttlMs: 60_000, facts }));
    if (!answer.ok) throw new Error('expected a free lease');
    const ours = new Set([answer.lease.oid]);
    const renewed = await timed('renew', () => renewLease(repo, answer.lease, new Date(Date.now() + 1), 60_000));
    if (renewed === undefined) throw new Error('expected it to be renewed');
    ours.add(renewed.oid);
    const fence = openFence({
      repo,
      item,
      isOurs: (oid) => ours.has(oid),
      current: () => renewed.oid,
      lost: () => new Error('lost'),
    });
    await timed('ask before a write', () => fence.check());
    await timed('release', () => releaseLease(repo, renewed));
  }
  print(`medians of ${rounds} rounds`);
  for (const [name, values] of taken) print(`  ${name.padEnd(20)}${ms(median(values))}`);
}

/** Each writer takes leases, reads an item, and adds a line to it, until every item has as many as there are rounds. */
async function contention(): Promise<void> {
  const worker = join(import.meta.dirname, '..', 'test', 'conductor', 'lease-worker.ts');
  const from = performance.now();
  const ends = await Promise.all(
    Array.from({ length: writers }, async (_, n) => {
      const child = spawn(process.execPath, [worker, top, String(PER_ITEM), '60000', `w${n}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk) => (said += chunk));
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`a writer ended with ${code}`);
      return JSON.parse(said) as { worked: number; held: number; lost: number };
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const sum = (of: 'worked' | 'held' | 'lost'): number => ends.reduce((all, end) => all + end[of], 0);
  const lines = ids.flatMap((id) => {
    const { notes } = JSON.parse(readFileSync(join(top, 'specs', id, 'metadata.json'), 'utf8')) as { notes: string };
    return [...notes.matchAll(/attempt (\d+) /g)].map(([, attempt]) => `${id} ${attempt}`);
  });
  print(`${writers} writers, ${items} items, ${PER_ITEM} updates of each: ${seconds.toFixed(1)} s`);
  print(
    `  reported ${sum('worked')}, found ${lines.length}, held by another ${sum('held')} times, lease lost ${sum('lost')} times`,
  );
  judge('updates lost', sum('worked') - new Set(lines).size, 0, '');
  judge('updates done twice', lines.length - new Set(lines).size, 0, '');
}
