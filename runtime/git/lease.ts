/**
 * Leases: a time-limited right to work on an item, shared by all checkouts of a repository. A lease is a ref whose target is a blob with
 * JSON; taking, renewing and releasing are compare-and-swaps on that ref, and with a remote on the same ref there too.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../model/failure.ts';
import type { HolderState, ProcessFacts } from './lease-holder.ts';
import { isSameHolder, stateOf } from './lease-holder.ts';
import type { ItemLease, Lease, LeaseHolder, LeaseItem } from './lease-refs.ts';
import { readItemLease, refsOf, writeLease } from './lease-refs.ts';
import type { LeaseRemote, RemoteLease } from './lease-remote.ts';
import { pushRefs, readRemoteLease } from './lease-remote.ts';
import type { RefChange } from './refs.ts';
import { changeRefs, deleteRef, updateRef } from './refs.ts';
import type { Checkout } from './repository.ts';

export interface LeaseTerms {
  readonly me: LeaseHolder;
  readonly now: Date;
  readonly ttlMs: number;
  readonly facts: ProcessFacts;
  /** By how much the clocks of other machines may differ: so long after its end a lease of theirs still counts. Default 0. */
  readonly skewMs?: number;
  /** Where the lease is taken too. Absent: it is known in this repository only. */
  readonly remote?: LeaseRemote;
  /** False: nothing is ever written back for the item, so nobody needs to know later how often it was leased. Default true. */
  readonly counted?: boolean;
  /** What was read of the item's lease a moment ago. That it has changed since costs no more than another look. */
  readonly seen?: ItemLease;
}

/** `previous`: whose lease was taken over, and why that could be. `known`: the counter that this repository knew the moment before; 0: none. */
export type LeaseAnswer =
  | {
      readonly ok: true;
      readonly lease: Lease;
      readonly known: number;
      readonly previous?: Lease;
      readonly previousState?: Exclude<HolderState, 'at-work'>;
    }
  | { readonly ok: false; readonly holder: Lease };

/** Each lost race means that somebody else won, so few rounds are ever needed. */
const ROUNDS = 20;
const PAUSE_MS = 30;

/**
 * Takes the lease of an item when it is free, expired, or its holder is known to be dead. With a remote: there too, or not at all.
 * @throws OkstraError `lease-contended`, `lease-unreadable`, `lease-remote-unknown`, `lease-remote-unreachable`, `lease-remote-refused`
 */
export async function acquireLease(repo: Checkout, item: LeaseItem, terms: LeaseTerms): Promise<LeaseAnswer> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await sleep(PAUSE_MS * round * Math.random());
    const local = round === 0 && terms.seen !== undefined ? terms.seen : await readItemLease(repo, item);
    const away = terms.remote === undefined ? undefined : await readRemoteLease(repo, terms.remote, item);
    const answer = await take(repo, item, { terms, local, away });
    if (answer !== undefined) return answer;
  }
  throw fail(
    'system',
    'lease-contended',
    `Expected to read or take the lease ${refsOf(item).lease}, found it changed ${ROUNDS} times meanwhile.`,
    { fix: 'Run okstra again.' },
  );
}

interface Sight {
  readonly terms: LeaseTerms;
  readonly local: ItemLease;
  readonly away: RemoteLease | undefined;
}

/** @returns undefined when somebody else was faster */
async function take(repo: Checkout, item: LeaseItem, sight: Sight): Promise<LeaseAnswer | undefined> {
  const { terms, local, away } = sight;
  const { me, now, facts, skewMs = 0 } = terms;
  // Of two that are there at once the one with the higher counter came later.
  const found = [away?.lease, local.lease].filter((lease) => lease !== undefined).toSorted((a, b) => b.counter - a.counter);
  const others = found
    .filter((lease) => !isSameHolder(lease, me))
    .map((lease) => ({ lease, state: stateOf(lease, now, facts, { skewMs, isLocal: lease.oid === local.lease?.oid }) }));
  const holder = others.find(({ state }) => state === 'at-work');
  if (holder !== undefined) return { ok: false, holder: holder.lease };
  const mine = found.find((lease) => isSameHolder(lease, me));
  const known = [...found, local.last, away?.last].map((lease) => lease?.counter ?? 0);
  const lease = await writeLease(repo, item, {
    ...me,
    acquiredAt: mine?.acquiredAt ?? now.toISOString(),
    expiresAt: new Date(now.getTime() + terms.ttlMs).toISOString(),
    counter: mine?.counter ?? Math.max(0, ...known) + 1,
  });
  if (lease.oid !== local.lease?.oid && !(await changeRefs(repo, changes({ item, lease, from: local, terms })))) return undefined;
  if (away !== undefined && !(await takeThere(repo, lease, { ...sight, away }))) return undefined;
  const [previous] = others;
  const here = Math.max(local.lease?.counter ?? 0, local.last?.counter ?? 0);
  if (previous === undefined || previous.state === 'at-work') return { ok: true, lease, known: here };
  return { ok: true, lease, known: here, previous: previous.lease, previousState: previous.state };
}

function changes(to: {
  readonly item: LeaseItem;
  readonly lease: Lease;
  readonly from: ItemLease;
  readonly terms: Pick<LeaseTerms, 'counted'>;
}): readonly RefChange[] {
  const { lease, from } = to;
  const refs = refsOf(to.item);
  const held: RefChange = { ref: refs.lease, value: lease.oid, old: from.lease?.oid ?? '' };
  if (to.terms.counted === false) return [held];
  return [held, { ref: refs.counter, value: lease.oid, old: from.last?.oid ?? '' }];
}

/** What could not be taken there is not kept here: a lease is whole or it is none. */
async function takeThere(
  repo: Checkout,
  lease: Lease,
  { terms, away }: Sight & { readonly away: RemoteLease },
): Promise<boolean> {
  const { remote } = terms;
  if (remote === undefined || lease.oid === away.lease?.oid) return true;
  try {
    if (await pushRefs(repo, remote, changes({ item: lease, lease, from: away, terms }))) return true;
  } catch (error) {
    await letGo(repo, lease);
    throw error;
  }
  await letGo(repo, lease);
  return false;
}

const letGo = (repo: Checkout, lease: Lease): Promise<boolean> => deleteRef(repo, refsOf(lease).lease, lease.oid);

/**
 * Moves the end of a lease that is still ours.
 * @param onWritten hears of the new object before any ref names it
 * @returns undefined when it is not: whoever worked under it must stop
 */
export async function renewLease(
  repo: Checkout,
  lease: Lease,
  now: Date,
  ttlMs: number,
  onWritten?: (oid: string) => void,
): Promise<Lease | undefined> {
  const { group, id, oid, ...body } = lease;
  const renewed = await writeLease(repo, { group, id }, { ...body, expiresAt: new Date(now.getTime() + ttlMs).toISOString() });
  onWritten?.(renewed.oid);
  return renewed.oid === oid || (await updateRef(repo, refsOf(lease).lease, renewed.oid, oid)) ? renewed : undefined;
}

/**
 * Puts a renewed lease in the place of the one that the remote holds.
 * @param from object that the remote holds as far as is known
 * @returns false when the remote holds something else
 * @throws OkstraError `lease-remote-unreachable`, `lease-remote-refused`
 */
export const confirmLease = (repo: Checkout, remote: LeaseRemote, lease: Lease, from: string): Promise<boolean> =>
  pushRefs(repo, remote, [{ ref: refsOf(lease).lease, value: lease.oid, old: from }]);

/** @returns false when the lease is not ours any more; then nothing is changed */
export const releaseLease = (repo: Checkout, lease: Lease): Promise<boolean> => letGo(repo, lease);

/** As `releaseLease`, at the remote. */
export const releaseThere = (repo: Checkout, remote: LeaseRemote, lease: LeaseItem, from: string): Promise<boolean> =>
  pushRefs(repo, remote, [{ ref: refsOf(lease).lease, value: '', old: from }]);
