/** Leases that are taken at a remote too: real clones, a bare repository between them, machines made up. */
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LeaseTerms } from '../../runtime/git/lease.ts';
import { acquireLease, confirmLease, releaseLease, releaseThere, renewLease } from '../../runtime/git/lease.ts';
import type { Lease } from '../../runtime/git/lease-refs.ts';
import { readLeases } from '../../runtime/git/lease-refs.ts';
import { readRemoteLease } from '../../runtime/git/lease-remote.ts';
import { git } from '../../runtime/git/run.ts';
import { emptyFolder, failureOf, repository, run } from './scratch.ts';

const item = { group: 'specs', id: 'spec-01' };
const NOW = Date.parse('2031-04-02T09:00:00Z');
const TTL = 1_800_000;
const SKEW = 120_000;
const remote = { name: 'origin', timeoutMs: 20_000 };

let hub = '';
beforeEach(() => {
  hub = join(emptyFolder(), 'hub.git');
  run(repository(), 'clone', '--quiet', '--bare', '.', hub);
});

/** A clone on a machine of its own, where exactly the processes in `running` run. */
function clone(host: string, bootId = `${host} pid:[1]`) {
  const top = join(emptyFolder(), 'clone');
  run(hub, 'clone', '--quiet', hub, top);
  const running = new Map([[100, '5']]);
  const facts = { host, bootId, startOf: (pid: number) => running.get(pid) };
  const me = { owner: host, host, bootId, pid: 100, processStart: '5', runId: `run-${host}` };
  const terms = (at = NOW, more: Partial<LeaseTerms> = {}): LeaseTerms => ({
    me,
    now: new Date(at),
    ttlMs: TTL,
    skewMs: SKEW,
    facts,
    remote,
    ...more,
  });
  const take = (at?: number, more?: Partial<LeaseTerms>) => acquireLease({ top }, item, terms(at, more));
  const taken = async (at?: number): Promise<Lease> => {
    const answer = await take(at);
    if (!answer.ok) throw new Error('expected a free lease');
    return answer.lease;
  };
  return { top, repo: { top }, terms, take, taken, running };
}

const there = (): string[] => run(hub, 'for-each-ref', '--format=%(refname)', 'refs/okstra').split('\n').filter(Boolean);
const hook = (text: string): void => {
  mkdirSync(join(hub, 'hooks'), { recursive: true });
  writeFileSync(join(hub, 'hooks/pre-receive'), `#!/bin/sh\n${text}\n`);
  chmodSync(join(hub, 'hooks/pre-receive'), 0o755);
};

describe('between two clones', () => {
  test('what one has taken the other is told; given back, the other gets it with the next number', async () => {
    const [desk, laptop] = [clone('desk'), clone('laptop')];
    const lease = await desk.taken();
    expect(lease.counter).toBe(1);
    expect(there()).toEqual(['refs/okstra/counters/specs/spec-01', 'refs/okstra/leases/specs/spec-01']);
    expect(await laptop.take()).toMatchObject({ ok: false, holder: { owner: 'desk', oid: lease.oid } });
    expect(await readLeases(laptop.repo)).toEqual([]);
    expect(await releaseThere(desk.repo, remote, item, lease.oid)).toBe(true);
    await releaseLease(desk.repo, lease);
    expect(there()).toEqual(['refs/okstra/counters/specs/spec-01']);
    expect(await laptop.take()).toMatchObject({ ok: true, lease: { owner: 'laptop', counter: 2 } });
  });

  test('the number never comes back, also for a clone that was made later', async () => {
    for (const host of ['a', 'b', 'c']) {
      const machine = clone(host);
      const lease = await machine.taken();
      await releaseThere(machine.repo, remote, item, lease.oid);
    }
    expect((await clone('d').taken()).counter).toBe(4);
  });

  test('of 6 that want it at once one gets it, and the others are told by whom', async () => {
    const machines = Array.from({ length: 6 }, (_, n) => clone(`m${n}`));
    const answers = await Promise.all(machines.map((machine) => machine.take()));
    const [winner, ...more] = answers.filter(({ ok }) => ok);
    expect(more).toEqual([]);
    const named = answers.flatMap((answer) => (answer.ok ? [] : [answer.holder.owner]));
    expect(new Set(named)).toEqual(new Set([winner?.ok === true ? winner.lease.owner : '']));
    // Those that lost keep nothing.
    const local = await Promise.all(machines.map(async ({ repo }) => (await readLeases(repo)).length));
    expect(local.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  test('an expired one is taken over only after the time by which clocks may differ; its holder then cannot come back', async () => {
    const [desk, laptop] = [clone('desk'), clone('laptop')];
    const lease = await desk.taken();
    expect(await laptop.take(NOW + TTL + SKEW - 1)).toMatchObject({ ok: false });
    const over = await laptop.take(NOW + TTL + SKEW);
    expect(over).toMatchObject({
      ok: true,
      lease: { counter: 2 },
      previous: { owner: 'desk', counter: 1 },
      previousState: 'expired',
    });
    const renewed = await renewLease(desk.repo, lease, new Date(NOW + TTL + SKEW + 1), TTL);
    if (renewed === undefined) throw new Error('expected it to be renewed here');
    expect(await confirmLease(desk.repo, remote, renewed, lease.oid)).toBe(false);
    expect(await releaseThere(desk.repo, remote, item, lease.oid)).toBe(false);
    expect((await readRemoteLease(desk.repo, remote, item)).lease).toMatchObject({ owner: 'laptop', counter: 2 });
  });

  test('commit dates say nothing about the end: only the payload does', async () => {
    const [desk, laptop] = [clone('desk'), clone('laptop')];
    await desk.taken(NOW + 5 * TTL); // a clock that is far ahead
    expect(await laptop.take(NOW + 6 * TTL)).toMatchObject({ ok: false });
    expect(await laptop.take(NOW + 6 * TTL + SKEW)).toMatchObject({ ok: true });
  });

  test('another machine with the same name is not taken for this one, started again', async () => {
    const [one, other] = [clone('runner', 'boot-1 pid:[1]'), clone('runner', 'boot-2 pid:[1]')];
    await one.taken();
    expect(await other.take()).toMatchObject({ ok: false, holder: { bootId: 'boot-1 pid:[1]' } });
    // The same machine after a restart knows its own lease.
    const again = clone('runner', 'boot-3 pid:[1]');
    expect(await acquireLease(one.repo, item, again.terms())).toMatchObject({ ok: true, previousState: 'gone' });
  });

  test('a holder on this machine that is gone frees it at once', async () => {
    const desk = clone('desk');
    await desk.taken();
    const second = clone('desk');
    second.running.clear();
    second.running.set(200, '9');
    const me = { ...second.terms().me, pid: 200, processStart: '9', runId: 'run-second' };
    expect(await second.take(NOW, { me })).toMatchObject({ ok: true, lease: { counter: 2 }, previousState: 'gone' });
  });

  test('renewed in time it stays with its holder', async () => {
    const [desk, laptop] = [clone('desk'), clone('laptop')];
    const lease = await desk.taken();
    const renewed = await renewLease(desk.repo, lease, new Date(NOW + TTL / 3), TTL);
    if (renewed === undefined) throw new Error('expected it to be renewed');
    expect(await confirmLease(desk.repo, remote, renewed, lease.oid)).toBe(true);
    expect(await laptop.take(NOW + TTL + SKEW)).toMatchObject({ ok: false, holder: { expiresAt: renewed.expiresAt } });
  });
});

describe('a remote that does not do what it should', () => {
  const nothingTaken = async (top: string): Promise<void> => {
    expect(await readLeases({ top })).toEqual([]);
  };

  test('one that is not there: nothing is taken, and the fix says how to go on', async () => {
    const desk = clone('desk');
    renameSync(hub, `${hub}.away`);
    const failure = await failureOf(desk.take());
    expect(failure).toMatchObject({ category: 'blocked', code: 'lease-remote-unreachable' });
    expect(failure.fix).toContain('git ls-remote origin');
    expect(failure.fix).toContain('OKSTRA_CONFIG__LEASES__REMOTE=none');
    await nothingTaken(desk.top);
  });

  test('one that goes away in the middle: what was taken here is given back', async () => {
    const desk = clone('desk');
    // It answers the question what it holds, and no push.
    run(desk.top, 'config', 'remote.origin.pushurl', join(hub, 'nowhere'));
    const failure = await failureOf(desk.take());
    expect(failure.code).toBe('lease-remote-refused');
    await nothingTaken(desk.top);
    expect(there()).toEqual([]);
  });

  test('one that refuses: named with its own words', async () => {
    const desk = clone('desk');
    hook('echo "refs/okstra is protected" >&2; exit 1');
    const failure = await failureOf(desk.take());
    expect(failure).toMatchObject({ category: 'blocked', code: 'lease-remote-refused' });
    expect(failure.message).toContain('refs/okstra is protected');
    await nothingTaken(desk.top);
    expect(there()).toEqual([]);
  });

  test('one that does not answer in time: given up after the limit, nothing half taken', async () => {
    const desk = clone('desk');
    hook('sleep 20');
    const failure = await failureOf(desk.take(NOW, { remote: { name: 'origin', timeoutMs: 1500 } }));
    expect(failure.code).toBe('lease-remote-unreachable');
    expect(failure.message).toContain('no answer within 1.5 s');
    await nothingTaken(desk.top);
  });

  test('one whose answer is lost after it took the push: the lease is taken', async () => {
    const desk = clone('desk');
    const bin = emptyFolder();
    const real = run(hub, '--exec-path');
    const wrapper = `#!/bin/sh\ncase " $* " in *" push "*) '${real}/git' "$@" >/dev/null 2>&1; exit 128;; esac\nexec '${real}/git' "$@"\n`;
    writeFileSync(join(bin, 'git'), wrapper);
    chmodSync(join(bin, 'git'), 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${bin}:${path}`;
    try {
      expect(await desk.take()).toMatchObject({ ok: true, lease: { counter: 1 } });
    } finally {
      process.env['PATH'] = path;
    }
    expect(there()).toHaveLength(2);
  });

  test('one of a name that is not configured is a mistake in the configuration', async () => {
    const failure = await failureOf(clone('desk').take(NOW, { remote: { name: 'upstream', timeoutMs: 1000 } }));
    expect(failure).toMatchObject({ category: 'usage', code: 'lease-remote-unknown' });
    expect(failure.message).toContain('found origin');
  });

  test('one that holds something else than a lease there: named, nothing overwritten', async () => {
    const desk = clone('desk');
    const odd = run(hub, 'rev-parse', 'HEAD:a.txt');
    run(hub, 'update-ref', 'refs/okstra/leases/specs/spec-01', odd);
    const failure = await failureOf(desk.take());
    expect(failure.code).toBe('lease-unreadable');
    expect(failure.message).toContain('of origin');
    expect(run(hub, 'rev-parse', 'refs/okstra/leases/specs/spec-01')).toBe(odd);
  });
});

test('reading leases leaves branches, tags and FETCH_HEAD of the clone as they were', async () => {
  const [desk, laptop] = [clone('desk'), clone('laptop')];
  await desk.taken();
  run(desk.top, 'commit', '--quiet', '--allow-empty', '-m', 'more');
  run(desk.top, 'push', '--quiet', 'origin', 'HEAD');
  const refs = () => run(laptop.top, 'for-each-ref');
  const before = refs();
  expect((await readRemoteLease(laptop.repo, remote, item)).lease?.owner).toBe('desk');
  expect(refs()).toBe(before);
  expect(existsSync(join(laptop.top, '.git/FETCH_HEAD'))).toBe(false);
  expect((await git(laptop.top, ['status', '--porcelain'])).stdout).toBe('');
});
