/**
 * A process of its own that works on the items of a queue under leases: `node lease-worker.ts <repository> <rounds> <ttl in ms> <name>`. Each
 * item has to be worked on once in each round; what was worked on is read from the item's notes, and one line is added to them. Prints a
 * line of JSON when nothing is left.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepLease } from '../../runtime/conductor/kept-lease.ts';
import { acquireLease, holderHere, openRepository, realProcessFacts } from '../../runtime/git/index.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { openSource } from '../../runtime/sources/index.ts';

const [top = '', rounds = '1', ttl = '5000', name = ''] = process.argv.slice(2);
const repo = await openRepository(top);
const source = openSource('spec-folders', { repoTop: top, project: 'p', acceptanceCommands: [], checkCommands: [] });
const facts = realProcessFacts();
const me = holderHere(name, `run-${name}`, facts);
const ttlMs = Number(ttl);
const seen = { worked: 0, held: 0, lost: 0 };

const linesOf = (dir: string): number => {
  const { notes = '' } = JSON.parse(readFileSync(join(dir, 'metadata.json'), 'utf8')) as { notes?: string };
  return notes.split('\n').filter((line) => line !== '').length;
};

const nothing = (): void => undefined;

async function workOn(item: { readonly id: string; readonly dir: string; readonly path: string }): Promise<void> {
  const taken = await acquireLease(repo, { group: 'specs', id: item.id }, { me, now: new Date(), ttlMs, facts });
  if (!taken.ok) {
    seen.held += 1;
    return;
  }
  const lease = keepLease({
    repo,
    lease: taken.lease,
    times: { ttlMs, skewMs: 0 },
    ports: { now: () => new Date() },
    onLost: nothing,
    onUnconfirmed: nothing,
    onNotice: nothing,
  });
  try {
    const done = linesOf(item.dir);
    if (done >= Number(rounds)) return;
    if (process.env['WORK_MS'] !== undefined) process.stderr.write('working\n');
    await sleep(Number(process.env['WORK_MS'] ?? Math.random() * 20));
    await source.under(lease.fence).recordVerdict(item, {
      attempt: done + 1,
      ok: false,
      remainingTasks: [`${name} ${taken.lease.counter}`],
      lastWorkerLine: '',
      at: '2031-04-02T09:10:11Z',
    });
    seen.worked += 1;
  } catch (error) {
    if (!(error instanceof OkstraError) || error.failure.code !== 'lease-lost') throw error;
    seen.lost += 1;
  } finally {
    await lease.release();
  }
}

for (;;) {
  const left = source.discover().items.filter(({ dir }) => linesOf(dir) < Number(rounds));
  if (left.length === 0) break;
  const item = left[Math.floor(Math.random() * left.length)];
  if (item !== undefined) await workOn(item);
}
process.stdout.write(`${JSON.stringify(seen)}\n`);
