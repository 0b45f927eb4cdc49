/** Taking the lease of an item for a run. */
import type { ItemLease, Lease, LeaseItem, LeaseRemote } from '../git/index.ts';
import { acquireLease, holderHere, realProcessFacts, releaseLease, releaseThere, settleGitOf } from '../git/index.ts';
import type { LeaseRecord } from '../model/events.ts';
import type { Notice } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { REVIEW_GROUP } from '../sources/index.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';

/** Who a lease names as its owner, for messages. */
export const ownerName = (ports: Pick<Ports, 'env'>): string => ports.env['USER'] ?? ports.env['LOGNAME'] ?? 'okstra';

/** How leases are held, in milliseconds. */
export interface LeaseTimes {
  /** How long a lease is good for; on this machine a holder that is gone frees it at once. */
  readonly ttlMs: number;
  /** By how much clocks of machines may differ. */
  readonly skewMs: number;
  /** Absent: this repository only. */
  readonly remote?: LeaseRemote;
}

export interface TakenLease {
  readonly lease: Lease;
  readonly times: LeaseTimes;
  /** The item's counter in this repository, the moment before; 0: it had none. */
  readonly knownCounter: number;
  /** For the journal. */
  readonly record: LeaseRecord;
  /** Whose lease it was may still be at work: its time was over, which is all that is known. */
  readonly mayHaveWriter: boolean;
}

/** A review writes nothing back, and nobody elsewhere can be at work on the same one. */
const isShared = ({ group }: LeaseItem): boolean => group !== REVIEW_GROUP;

function timesOf({ config }: Session, item: LeaseItem): LeaseTimes {
  const { ttlMs, clockSkewMs, remote, remoteTimeoutMs } = config.settings.leases;
  const away = remote === undefined || !isShared(item) ? {} : { remote: { name: remote, timeoutMs: remoteTimeoutMs } };
  return { ttlMs, skewMs: clockSkewMs, ...away };
}

/**
 * @param what.seen the lease as it was a moment ago; absent: it is read
 * @throws OkstraError `held`, and those of `acquireLease`
 */
export async function takeLease(what: {
  readonly session: Session;
  readonly item: LeaseItem;
  readonly runId: string;
  readonly ports: Ports;
  readonly seen?: ItemLease;
  /** False: nothing is written back for the item under this lease, so nobody has to remember that there was one. Default true. */
  readonly counted?: boolean;
}): Promise<TakenLease> {
  const { session, runId, ports, seen } = what;
  const { group, id } = what.item;
  const times = timesOf(session, what.item);
  const taken = await acquireLease(
    session.repo,
    { group, id },
    {
      me: holderHere(ownerName(ports), runId),
      now: ports.now(),
      ...times,
      facts: realProcessFacts(),
      counted: isShared(what.item) && what.counted !== false,
      ...(seen === undefined ? {} : { seen }),
    },
  );
  if (!taken.ok) throw heldBy(id, taken.holder);
  const { lease, known, previous, previousState: why } = taken;
  if (previous !== undefined) await settleGitOf(previous, realProcessFacts());
  const record: LeaseRecord = {
    counter: lease.counter,
    ...(times.remote === undefined ? {} : { remote: times.remote.name }),
    ...(previous === undefined || why === undefined ? {} : { takenFrom: { ...holderOf(previous), why } }),
  };
  return { lease, times, knownCounter: known, record, mayHaveWriter: why === 'expired' };
}

const holderOf = ({ owner, host, pid, runId, acquiredAt, expiresAt, counter }: Lease) => ({
  owner,
  host,
  pid,
  runId,
  acquiredAt,
  expiresAt,
  counter,
});

/** After a failure before the run kept its lease itself; later there is nothing to give back. */
export async function giveBack({ repo }: Pick<Session, 'repo'>, { lease, times }: TakenLease): Promise<void> {
  const isHeld = await releaseLease(repo, lease);
  // What the remote then still holds ends with its time; the failure that led here is the one to tell.
  if (isHeld && times.remote !== undefined) await releaseThere(repo, times.remote, lease, lease.oid).catch(() => undefined);
}

/** Who holds an item, as an error. */
export const heldBy = (item: string, lease: Lease) =>
  fail(
    'blocked',
    'held',
    `Expected ${item} to be free, found it held by ${lease.owner} (process ${lease.pid} on ${lease.host}, run ${lease.runId}, since ${lease.acquiredAt}).`,
    {
      fix: `Wait for it, or stop it: okstra stop ${lease.runId}`,
      details: { holder: lease },
    },
  );

/** That a lease was taken over; going on with one's own run after a crash is none worth telling. */
export function takeoverNotice(runId: string, { takenFrom }: LeaseRecord): Notice | undefined {
  if (takenFrom === undefined || (takenFrom.runId === runId && takenFrom.why === 'gone')) return undefined;
  const { owner, host, pid, expiresAt, why } = takenFrom;
  const reason = why === 'gone' ? 'whose process is gone' : `whose lease ended ${expiresAt} without being renewed`;
  return {
    code: 'lease-taken-over',
    message: `The item was taken over from ${owner} (process ${pid} on ${host}, run ${takenFrom.runId}), ${reason}.`,
  };
}

export const leaseLost = (item: string) =>
  fail(
    'blocked',
    'lease-lost',
    `Expected to hold ${item} until the end, found that another process took it over, or that its time was over.`,
    { fix: 'okstra inspect history shows who goes on; nothing more was written here.' },
  );
