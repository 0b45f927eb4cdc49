/** Leases at a remote: the refs of an item read from it, and changed there by `--force-with-lease`, all or none. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../model/failure.ts';
import type { ItemLease, Lease, LeaseItem } from './lease-refs.ts';
import { PREFIX, parseLease, refsOf } from './lease-refs.ts';
import type { RefChange } from './refs.ts';
import type { RemoteCall } from './remote-call.ts';
import { callRemote, FETCH, PUSH, reasonOf, remoteLines } from './remote-call.ts';
import { remoteNames } from './remotes.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

export type LeaseRemote = RemoteCall;

export type RemoteLease = ItemLease;

/** How often a ref may change between being listed and being fetched. */
const FETCHES = 5;

/** @throws OkstraError `lease-remote-unknown`, `lease-remote-unreachable`, `lease-unreadable` */
export async function readRemoteLease(repo: Checkout, remote: LeaseRemote, item: LeaseItem): Promise<RemoteLease> {
  const refs = refsOf(item);
  for (let tries = 0; tries < FETCHES; tries += 1) {
    const oids = await listThere(repo, remote, [refs.lease, refs.counter]);
    const texts = await textsOf(repo, remote, oids);
    if (texts === undefined) continue;
    const named = (ref: string): Lease | undefined => {
      const oid = oids.get(ref);
      return oid === undefined ? undefined : parseLease(ref, oid, texts.get(oid) ?? '', ` of ${remote.name}`);
    };
    return { lease: named(refs.lease), last: named(refs.counter) };
  }
  throw unreachable(remote, `${refs.lease} changed ${FETCHES} times while it was read`);
}

/**
 * Leases that are held there, by any item.
 * @throws OkstraError `lease-remote-unknown`, `lease-remote-unreachable`
 */
export const leasesThere = async (repo: Checkout, remote: LeaseRemote): Promise<number> =>
  (await linesThere(repo, remote, [`${PREFIX}/*`])).filter(([ref]) => ref.startsWith(`${PREFIX}/`)).length;

/**
 * Changes refs at the remote, if they hold what is expected there.
 * @returns false when one holds something else
 * @throws OkstraError `lease-remote-unreachable`, `lease-remote-refused`; after the first it is not known whether they were changed
 */
export async function pushRefs(repo: Checkout, remote: LeaseRemote, changes: readonly RefChange[]): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const said = await push(repo, remote, changes);
    if (said === undefined) return true;
    // Whatever went wrong, and whatever git calls it: what the remote holds now says what has become of the push.
    const now = await listThere(
      repo,
      remote,
      changes.map(({ ref }) => ref),
    );
    if (changes.every(({ ref, value }) => (now.get(ref) ?? '') === value)) return true;
    if (changes.some(({ ref, old }) => (now.get(ref) ?? '') !== old)) return false;
    if (said.kind === 'late') throw unreachable(remote, said.text);
    if (tries === PUSHES) throw refused(remote, said.text);
    await sleep(PAUSE_MS * tries * (0.5 + Math.random()));
  }
}

/** Two that push at the same time may keep each other out by a lock at the remote. */
const PUSHES = 3;
const PAUSE_MS = 200;

async function push(
  repo: Checkout,
  remote: LeaseRemote,
  changes: readonly RefChange[],
): Promise<{ readonly kind: 'refused' | 'late'; readonly text: string } | undefined> {
  const args = [
    ...PUSH,
    '--atomic',
    ...changes.map(({ ref, old = '' }) => `--force-with-lease=${ref}:${old}`),
    '--',
    remote.name,
    ...changes.map(({ ref, value = '' }) => `${value}:${ref}`),
  ];
  const said = await callRemote(repo, remote, args);
  if (said.kind === 'late') return { kind: 'late', text: said.why };
  return said.exitCode === 0 ? undefined : { kind: 'refused', text: reasonOf(`${said.stdout}\n${said.stderr}`) };
}

async function listThere(repo: Checkout, remote: LeaseRemote, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // The names are patterns to git, which match the ends of longer ones too.
  return new Map((await linesThere(repo, remote, refs)).filter(([ref]) => refs.includes(ref)));
}

/** Ref and object of each line. */
async function linesThere(
  repo: Checkout,
  remote: LeaseRemote,
  patterns: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  if (!(await remoteNames(repo)).includes(remote.name)) throw unknown(remote, await remoteNames(repo));
  const said = await callRemote(repo, remote, ['ls-remote', '--quiet', '--', remote.name, ...patterns]);
  if (said.kind === 'late') throw unreachable(remote, said.why);
  if (said.exitCode !== 0) throw unreachable(remote, reasonOf(said.stderr));
  return remoteLines(said.stdout);
}

/** Texts of blobs by object; what is missing here is fetched. @returns undefined when a ref moved on before it was fetched */
async function textsOf(
  repo: Checkout,
  remote: LeaseRemote,
  oids: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const wanted = [...new Set(oids.values())];
  if (wanted.length === 0) return new Map();
  const known = await readBlobs(repo, wanted);
  if (known.size === wanted.length) return known;
  const missing = [...oids].filter(([, oid]) => !known.has(oid)).map(([ref]) => ref);
  const said = await callRemote(repo, remote, [...FETCH, '--', remote.name, ...missing]);
  if (said.kind === 'late') throw unreachable(remote, said.why);
  if (said.exitCode !== 0 && !/couldn't find remote ref/i.test(said.stderr)) throw unreachable(remote, reasonOf(said.stderr));
  const fetched = await readBlobs(repo, wanted);
  return fetched.size === wanted.length ? fetched : undefined;
}

async function readBlobs(repo: Checkout, oids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  // In a partial clone git would fetch what is missing by itself, without our limit of time.
  const env = { GIT_NO_LAZY_FETCH: '1' };
  for (const oid of oids) {
    const { exitCode, stdout } = await git(repo.top, ['cat-file', 'blob', oid], { allowExit: [1, 128], env });
    if (exitCode === 0) found.set(oid, stdout);
  }
  return found;
}

const WITHOUT = 'OKSTRA_CONFIG__LEASES__REMOTE=none goes on without it, when nobody works on the item elsewhere.';

function unknown(remote: LeaseRemote, names: readonly string[]): Error {
  return fail(
    'usage',
    'lease-remote-unknown',
    `Expected a git remote named ${remote.name} (leases.remote), found ${names.length === 0 ? 'none' : names.join(', ')}.`,
    { fix: `git remote add ${remote.name} <url>, or okstra config set leases.remote none` },
  );
}

const unreachable = (remote: LeaseRemote, why: string): Error =>
  fail('blocked', 'lease-remote-unreachable', `Expected to reach the leases at ${remote.name}, found: ${why}.`, {
    fix: `Try git ls-remote ${remote.name}, then the same command again. ${WITHOUT}`,
  });

const refused = (remote: LeaseRemote, why: string): Error =>
  fail('blocked', 'lease-remote-refused', `Expected ${remote.name} to take a lease, found it refused: ${why}.`, {
    fix: `Let whoever runs okstra push refs/okstra/* there, or name another remote: okstra config set leases.remote <name>. ${WITHOUT}`,
  });
