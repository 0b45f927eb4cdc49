import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { acquireLease, releaseLease, renewLease } from '../../runtime/git/lease.ts';
import type { ProcessFacts } from '../../runtime/git/lease-holder.ts';
import { holderHere, isAlive, realProcessFacts } from '../../runtime/git/lease-holder.ts';
import type { LeaseHolder } from '../../runtime/git/lease-refs.ts';
import { readLeases, readLeasesAndRefs } from '../../runtime/git/lease-refs.ts';
import { failureOf, repository, run } from './scratch.ts';

const item = { group: 'specs', id: 'spec-01' };
const now = new Date('2031-04-02T09:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const HOUR = 3_600_000;

const ann: LeaseHolder = { owner: 'ann', host: 'desk', bootId: 'b1 pid:[1]', pid: 100, processStart: '5', runId: 'run-ann' };
const bea: LeaseHolder = { owner: 'bea', host: 'desk', bootId: 'b1 pid:[1]', pid: 200, processStart: '7', runId: 'run-bea' };
/** A machine on which exactly the given processes run. */
const machine = (running: readonly LeaseHolder[], more: Partial<ProcessFacts> = {}): ProcessFacts => ({
  host: 'desk',
  bootId: 'b1 pid:[1]',
  startOf: (pid) => running.find((holder) => holder.pid === pid)?.processStart,
  ...more,
});
const terms = (me: LeaseHolder, facts: ProcessFacts, at = now) => ({ me, now: at, ttlMs: HOUR, facts });

describe('a lease', () => {
  test('is free for the first and held for the second, who is told by whom', async () => {
    const repo = { top: repository() };
    const both = machine([ann, bea]);
    const first = await acquireLease(repo, item, terms(ann, both));
    expect(first).toMatchObject({ ok: true, lease: { ...item, ...ann, counter: 1, expiresAt: later(HOUR).toISOString() } });
    expect(first).not.toHaveProperty('previous');
    expect(await acquireLease(repo, item, terms(bea, both))).toEqual({ ok: false, holder: first.ok ? first.lease : undefined });
    expect(await acquireLease(repo, { group: 'specs', id: 'spec-02' }, terms(bea, both))).toMatchObject({ ok: true });
  });

  test('taken again by its own holder is extended', async () => {
    const repo = { top: repository() };
    const facts = machine([ann]);
    await acquireLease(repo, item, terms(ann, facts));
    expect(await acquireLease(repo, item, terms(ann, facts, later(1000)))).toMatchObject({
      ok: true,
      lease: { counter: 1, acquiredAt: now.toISOString(), expiresAt: later(HOUR + 1000).toISOString() },
    });
  });

  test('whose holder is gone is taken over with the next number', async () => {
    const repo = { top: repository() };
    await acquireLease(repo, item, terms(ann, machine([ann])));
    const taken = await acquireLease(repo, item, terms(bea, machine([bea])));
    expect(taken).toMatchObject({ ok: true, lease: { owner: 'bea', counter: 2 }, previous: { owner: 'ann', counter: 1 } });
  });

  test('is renewed and released only by who holds it', async () => {
    const repo = { top: repository() };
    const first = await acquireLease(repo, item, terms(ann, machine([ann])));
    if (!first.ok) throw new Error('expected a free lease');
    const renewed = await renewLease(repo, first.lease, later(5000), HOUR);
    expect(renewed).toMatchObject({ counter: 1, acquiredAt: now.toISOString(), expiresAt: later(5000 + HOUR).toISOString() });
    expect(await renewLease(repo, first.lease, later(6000), HOUR)).toBeUndefined();
    expect(await releaseLease(repo, first.lease)).toBe(false);
    if (renewed === undefined) throw new Error('expected a renewed lease');
    const taken = await acquireLease(repo, item, terms(bea, machine([bea])));
    expect(await renewLease(repo, renewed, later(7000), HOUR)).toBeUndefined();
    expect(await releaseLease(repo, renewed)).toBe(false);
    expect(taken.ok && (await releaseLease(repo, taken.lease))).toBe(true);
    expect(await readLeases(repo)).toEqual([]);
  });

  test('all are read at once, and one that holds something else is named', async () => {
    const dir = repository();
    const repo = { top: dir };
    for (const id of ['spec-01', 'spec-02']) await acquireLease(repo, { group: 'specs', id }, terms(ann, machine([ann])));
    expect((await readLeases(repo)).map(({ group, id, owner }) => [group, id, owner])).toEqual([
      ['specs', 'spec-01', 'ann'],
      ['specs', 'spec-02', 'ann'],
    ]);
    run(dir, 'update-ref', 'refs/okstra/leases/specs/odd', run(dir, 'rev-parse', 'HEAD:a.txt'));
    const failure = await failureOf(readLeases(repo));
    expect(failure.code).toBe('lease-unreadable');
    expect(failure.fix).toContain('git update-ref -d refs/okstra/leases/specs/odd');
  });

  test('all are read with other refs, also when one of those names an object that is missing', async () => {
    const dir = repository();
    const repo = { top: dir };
    await acquireLease(repo, item, terms(ann, machine([ann])));
    run(dir, 'branch', 'okstra/spec-01');
    const head = run(dir, 'rev-parse', 'HEAD');
    const read = async () => {
      const { leases, refs } = await readLeasesAndRefs(repo, 'refs/heads/okstra/');
      return [leases.map(({ id }) => id), [...refs]];
    };
    expect(await read()).toEqual([['spec-01'], [['refs/heads/okstra/spec-01', head]]]);
    const gone = '1'.repeat(40);
    writeFileSync(join(dir, '.git/refs/heads/okstra/spec-02'), `${gone}\n`);
    expect(await read()).toEqual([
      ['spec-01'],
      [
        ['refs/heads/okstra/spec-01', head],
        ['refs/heads/okstra/spec-02', gone],
      ],
    ]);
  });

  test('of an unsafe name is a defect', async () => {
    const taking = acquireLease({ top: repository() }, { group: 'specs', id: '../x' }, terms(ann, machine([ann])));
    await expect(taking).rejects.toThrow('not usable in the name of a lease');
  });
});

const lease = { ...item, ...ann, acquiredAt: now.toISOString(), expiresAt: later(HOUR).toISOString(), counter: 1, oid: 'x' };
test.each([
  ['its process runs', machine([ann]), now, true],
  ['it has expired, though its process runs', machine([ann]), later(HOUR), false],
  ['its process is gone', machine([]), now, false],
  ['another process has its pid', machine([{ ...ann, processStart: '6' }]), now, false],
  ['its machine was started again', machine([ann], { bootId: 'b2 pid:[1]' }), now, false],
  ['it is in another container of this machine', machine([], { bootId: 'b1 pid:[2]' }), now, true],
  ['it is on another machine', machine([], { host: 'laptop', bootId: 'b9' }), now, true],
  ['it was on another machine and has expired', machine([], { host: 'laptop' }), later(HOUR + 1), false],
  ['the system does not say when it was started', machine([], { bootId: 'unknown' }), now, true],
])('the holder when %s', (_, facts, at, expected) => {
  expect(isAlive(lease, at, facts)).toBe(expected);
});

test('the present process is alive to itself', () => {
  const facts = realProcessFacts();
  const me = holderHere('me', 'run-me', facts);
  expect(me.pid).toBe(process.pid);
  expect(isAlive({ ...lease, ...me }, now, facts)).toBe(true);
});

describe('between processes', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  const racer = async (
    top: string,
    runId: string,
  ): Promise<{ child: ChildProcess; said: { ok: boolean; previous?: string | null } }> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'lease-racer.ts'), top, runId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, said: JSON.parse(line.toString()) as { ok: boolean } };
  };

  test('of 8 that want the same lease one gets it; killed, its successor takes over', async () => {
    const dir = repository();
    const racers = await Promise.all(Array.from({ length: 8 }, (_, n) => racer(dir, `run-${n}`)));
    const winners = racers.filter(({ said }) => said.ok);
    expect(winners).toHaveLength(1);
    const [held] = await readLeases({ top: dir });
    expect(held?.pid).toBe(winners[0]?.child.pid);
    const ended = once(winners[0]?.child ?? process, 'exit');
    winners[0]?.child.kill('SIGKILL');
    await ended;
    const next = await racer(dir, 'run-next');
    expect(next.said).toEqual({ ok: true, previous: held?.runId });
    expect((await readLeases({ top: dir }))[0]?.counter).toBe(2);
  });
});
