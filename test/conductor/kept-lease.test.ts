/** A lease that is kept while something goes on under it: in real time, with leases of a few seconds. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeptLease } from '../../runtime/conductor/kept-lease.ts';
import { keepLease } from '../../runtime/conductor/kept-lease.ts';
import type { Lease, LeaseTerms } from '../../runtime/git/index.ts';
import {
  acquireLease,
  holderHere,
  openRepository,
  readLeases,
  readRefs,
  readRemoteLease,
  realProcessFacts,
} from '../../runtime/git/index.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { openSource } from '../../runtime/sources/index.ts';
import { commit, emptyFolder, repository, run, write } from '../git/scratch.ts';

const item = { group: 'specs', id: 'spec-01' };
const now = (): Date => new Date();
/** Another process of this machine, as the lease would see it; whether it lives does not matter to who takes it over later. */
const stranger = { ...holderHere('bea', 'run-bea'), pid: 4_000_000, processStart: '1' };
const later = (ms: number): Date => new Date(Date.now() + ms);

const kept: KeptLease[] = [];
afterEach(async () => {
  for (const lease of kept.splice(0)) await lease.release().catch(() => undefined);
});

async function hold(dir: string, more: Partial<LeaseTerms> & { ttlMs: number; skewMs: number }) {
  const repo = await openRepository(dir);
  const facts = realProcessFacts();
  const { ttlMs, skewMs, remote } = more;
  const taken = await acquireLease(repo, item, { me: holderHere('ann', 'run-ann', facts), now: now(), facts, ...more });
  if (!taken.ok) throw new Error('expected a free lease');
  const heard: string[] = [];
  const lease = keepLease({
    repo,
    lease: taken.lease,
    times: { ttlMs, skewMs, ...(remote === undefined ? {} : { remote }) },
    ports: { now },
    onLost: () => heard.push('lost'),
    onUnconfirmed: (why) => heard.push(`stop: ${why}`),
    onNotice: ({ code }) => heard.push(code),
  });
  kept.push(lease);
  return { repo, lease, heard, taken: taken.lease };
}

/** Takes it over as if so much time had gone by. */
async function takeOver(dir: string, inMs: number): Promise<Lease> {
  const facts = realProcessFacts();
  const over = await acquireLease({ top: dir }, item, { me: stranger, now: later(inMs), ttlMs: 60_000, facts });
  if (!over.ok) throw new Error('expected it to have expired');
  return over.lease;
}

const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return 'none';
  } catch (error) {
    return error instanceof OkstraError ? error.failure.code : String(error);
  }
};

describe('in one repository', () => {
  test('it is renewed in time, and given back at the end', async () => {
    const dir = repository();
    const { lease, taken, heard } = await hold(dir, { ttlMs: 1500, skewMs: 100 });
    await sleep(2500);
    const [now_] = await readLeases({ top: dir });
    expect(Date.parse(now_?.expiresAt ?? '')).toBeGreaterThan(Date.parse(taken.expiresAt) + 500);
    expect(now_?.counter).toBe(1);
    expect(() => lease.fence.check()).not.toThrow();
    await lease.release();
    expect([await readLeases({ top: dir }), heard]).toEqual([[], []]);
  });

  test('once another has taken it, nothing is written any more: no status, no item, no ref; and the other keeps it', async () => {
    const dir = repository({
      'specs/spec-01/SPEC.md': '# One\n',
      'specs/spec-01/metadata.json': '{"id":"spec-01","status":"todo"}\n',
    });
    const next = commit(dir);
    const { lease, heard, repo } = await hold(dir, { ttlMs: 60_000, skewMs: 100 });
    const source = openSource('spec-folders', { repoTop: dir, project: 'p', acceptanceCommands: [], checkCommands: [] });
    const place = { id: 'spec-01', dir: join(dir, 'specs/spec-01'), path: 'specs/spec-01' };
    const mine = source.under(lease.fence);
    await mine.markInProgress(place);
    const held = await lease.fence.changeRefs([{ ref: 'refs/heads/okstra/x', value: repo.head.commit, old: '' }]);
    expect(held).toBe(true);
    const other = await takeOver(dir, 120_000);
    const files = (): string => run(dir, 'status', '--porcelain', '-uall') + run(dir, 'diff');
    const before = files();
    const at = now().toISOString();
    const writes: readonly (() => Promise<unknown>)[] = [
      () => mine.recordVerdict(place, { attempt: 1, ok: true, remainingTasks: [], lastWorkerLine: 'x', at }),
      () => mine.writeReport(place, '# report\n'),
      () =>
        mine.create({
          name: 'New',
          followUpOf: { run: 'r', id: 'FU-001', item: 'spec-01' },
          body: '',
          criteria: [],
          dependsOn: [],
        }),
      () => lease.fence.changeRefs([{ ref: 'refs/heads/okstra/x', value: next, old: repo.head.commit }]),
      () =>
        mine.recordOutcome(place, {
          outcome: 'accepted',
          statusBefore: 'todo',
          attemptsUsed: 1,
          maxAttempts: 1,
          remainingTasks: [],
          reason: '',
          at,
        }),
    ];
    for (const act of writes) expect(await codeOf(act)).toBe('lease-lost');
    expect(files()).toBe(before);
    expect((await readRefs(repo, 'refs/heads/okstra/x')).get('refs/heads/okstra/x')).toBe(repo.head.commit);
    await lease.release();
    expect(await readLeases(repo)).toEqual([other]);
    expect([lease.isLost(), heard]).toEqual([true, ['lost']]);
  });

  test('a renewal between the question and the change of a ref loses nothing', async () => {
    const dir = repository();
    const { lease, repo } = await hold(dir, { ttlMs: 900, skewMs: 100 });
    let tip = '';
    for (let n = 0; n < 12; n += 1) {
      const next = commit(dir, { n: `${n}` });
      expect(await lease.fence.changeRefs([{ ref: 'refs/heads/okstra/x', value: next, old: tip }])).toBe(true);
      tip = next;
      await sleep(60);
    }
    expect((await readRefs(repo, 'refs/heads/okstra/x')).get('refs/heads/okstra/x')).toBe(tip);
  });

  test.each(['pack-refs', 'gone'])('the question is answered also where the ref is in no file of its own: %s', async (how) => {
    const dir = repository();
    const { lease } = await hold(dir, { ttlMs: 60_000, skewMs: 100 });
    if (how === 'gone') run(dir, 'update-ref', '-d', 'refs/okstra/leases/specs/spec-01');
    else run(dir, 'pack-refs', '--all');
    expect(await codeOf(() => lease.fence.check())).toBe(how === 'gone' ? 'lease-lost' : 'none');
  });
});

describe('with a remote', () => {
  let hub = '';
  let dir = '';
  beforeEach(() => {
    dir = repository();
    hub = join(emptyFolder(), 'hub.git');
    run(dir, 'clone', '--quiet', '--bare', '.', hub);
    run(dir, 'remote', 'add', 'origin', hub);
    write(dir, {});
  });
  const remote = { name: 'origin', timeoutMs: 5000 };

  test('it is renewed there too, and given back', async () => {
    const { lease, taken } = await hold(dir, { ttlMs: 4500, skewMs: 1000, remote });
    await sleep(2500);
    const { lease: held } = await readRemoteLease({ top: dir }, remote, item);
    expect(Date.parse(held?.expiresAt ?? '')).toBeGreaterThan(Date.parse(taken.expiresAt));
    await lease.release();
    expect((await readRemoteLease({ top: dir }, remote, item)).lease).toBeUndefined();
  });

  test('that cannot be reached any more: said, gone on, and stopped before its time is over; after that nothing is written', async () => {
    const { lease, taken, heard } = await hold(dir, { ttlMs: 4500, skewMs: 1500, remote });
    renameSync(hub, `${hub}.away`);
    while (!heard.some((each) => each.startsWith('stop'))) await sleep(50);
    const stoppedAt = Date.now();
    expect(heard[0]).toBe('lease-unconfirmed');
    expect(heard[1]).toContain('could not be renewed at origin');
    expect(stoppedAt).toBeLessThan(Date.parse(taken.expiresAt));
    // The rest of the time is there for the end of the run.
    expect(await codeOf(() => lease.fence.check())).toBe('none');
    await sleep(Math.max(0, Date.parse(taken.expiresAt) - Date.now()) + 50);
    expect(await codeOf(() => lease.fence.check())).toBe('lease-lost');
    expect(lease.isLost()).toBe(true);
  });

  test('that comes back in time: confirmed again, and the run goes on', async () => {
    const { lease, heard } = await hold(dir, { ttlMs: 9000, skewMs: 1000, remote });
    renameSync(hub, `${hub}.away`);
    while (heard.length === 0) await sleep(50);
    renameSync(`${hub}.away`, hub);
    while (heard.length === 1) await sleep(50);
    expect(heard).toEqual(['lease-unconfirmed', 'lease-confirmed']);
    expect(await codeOf(() => lease.fence.check())).toBe('none');
  });

  test('where another machine has it by now: lost at the next renewal', async () => {
    const { heard } = await hold(dir, { ttlMs: 3000, skewMs: 500, remote });
    const other = join(emptyFolder(), 'other');
    run(hub, 'clone', '--quiet', hub, other);
    const me = { ...stranger, host: 'laptop', bootId: 'b2 pid:[1]' };
    const facts = { ...realProcessFacts(), host: 'laptop', bootId: 'b2 pid:[1]' };
    const over = await acquireLease({ top: other }, item, { me, now: later(60_000), ttlMs: 60_000, facts, remote });
    expect(over).toMatchObject({ ok: true, lease: { counter: 2 } });
    while (heard.length === 0) await sleep(50);
    expect(heard).toEqual(['lost']);
  });
});
