/** Keeping the lease of an item while its run goes on: renewed in time, and a fence around what is written under it. */
import type { Fence, Lease, LeaseRemote, Repository } from '../git/index.ts';
import { confirmLease, openFence, readRemoteLease, releaseLease, releaseThere, renewLease } from '../git/index.ts';
import type { Notice } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { LeaseTimes } from './lease.ts';
import { leaseLost } from './lease.ts';
import type { Ports } from './ports.ts';

export interface KeptLease {
  readonly fence: Fence;
  /** Somebody else has it, or its time is over: nothing may be written any more. */
  readonly isLost: () => boolean;
  /** Gives it back, here and at the remote. A remote that does not answer keeps it until its time is over. */
  readonly release: () => Promise<void>;
}

export interface KeepTerms {
  readonly repo: Repository;
  readonly lease: Lease;
  readonly times: LeaseTimes;
  readonly ports: Pick<Ports, 'now'>;
  /** It is not ours any more: whatever works under it must stop, and write nothing. */
  readonly onLost: () => void;
  /** The remote could not be told in time: the run has to end before others may think that it has. */
  readonly onUnconfirmed: (why: string) => void;
  readonly onNotice: (notice: Notice) => void;
}

/** A renewal that failed is tried again this much sooner than one that is due. */
const SOONER = 6;

export function keepLease(terms: KeepTerms): KeptLease {
  const { repo, times, ports } = terms;
  const { remote, ttlMs, skewMs } = times;
  const ours = new Set([terms.lease.oid]);
  let current = terms.lease;
  let isLost = false;
  /** What the remote holds, as far as is known, and until when: by the clock on the wall, and by one that nobody sets. */
  let there = { oid: terms.lease.oid, until: Date.parse(terms.lease.expiresAt), steadyUntil: performance.now() + ttlMs };
  let isCut = false;
  let renewing: Promise<void> = Promise.resolve();
  let timers: NodeJS.Timeout[] = [];

  const lose = (): void => {
    if (isLost) return;
    isLost = true;
    stopTimers();
    terms.onLost();
  };
  const isOver = (margin = 0): boolean =>
    remote !== undefined && (ports.now().getTime() + margin >= there.until || performance.now() + margin >= there.steadyUntil);

  const fence = openFence({
    repo,
    item: current,
    isOurs: (oid) => ours.has(oid),
    current: () => current.oid,
    isOver: () => isLost || isOver(),
    lost: () => {
      lose();
      return leaseLost(current.id);
    },
  });

  async function renew(): Promise<void> {
    const begun = { at: ports.now(), steady: performance.now() };
    const renewed = await renewLease(repo, current, begun.at, ttlMs, (oid) => void ours.add(oid));
    if (renewed === undefined) return lose();
    current = renewed;
    if (remote === undefined) return;
    if (!(await confirm(remote, renewed))) return lose();
    there = { oid: renewed.oid, until: begun.at.getTime() + ttlMs, steadyUntil: begun.steady + ttlMs };
    if (isCut)
      terms.onNotice({ code: 'lease-confirmed', message: `${remote.name} answers again; the lease is confirmed there.` });
    isCut = false;
  }

  /** An earlier push may have arrived although its answer did not. */
  async function confirm(at: LeaseRemote, lease: Lease): Promise<boolean> {
    if (await confirmLease(repo, at, lease, there.oid)) return true;
    const { lease: held } = await readRemoteLease(repo, at, lease);
    return held !== undefined && ours.has(held.oid) && (await confirmLease(repo, at, lease, held.oid));
  }

  /** Git may fail for a moment; several more tries fit into the lease. */
  function noteCut(error: unknown): void {
    if (remote === undefined || isCut) return;
    isCut = true;
    const why = error instanceof OkstraError ? error.failure.message : String(error);
    const end = new Date(there.until - skewMs).toISOString();
    terms.onNotice({
      code: 'lease-unconfirmed',
      message: `The lease could not be renewed at ${remote.name}; the run goes on until ${end}. ${why}`,
    });
  }

  function schedule(): void {
    if (isLost) return;
    stopTimers();
    timers = [setTimeout(beat, isCut ? ttlMs / 3 / SOONER : ttlMs / 3)];
    if (remote !== undefined)
      timers.push(setTimeout(() => void endInTime(), Math.max(0, there.until - skewMs - ports.now().getTime())));
    for (const timer of timers) timer.unref();
  }

  function beat(): void {
    renewing = renewing.then(renew).catch(noteCut).finally(schedule);
  }

  /** After a sleep of the machine everything is late: a renewal that is under way then gets its chance. */
  async function endInTime(): Promise<void> {
    if (remote === undefined) return;
    beat();
    await Promise.race([renewing, new Promise((resolve) => setTimeout(resolve, Math.min(remote.timeoutMs, skewMs / 2)).unref())]);
    if (isLost || !isOver(skewMs)) return;
    stopTimers();
    terms.onUnconfirmed(`its lease could not be renewed at ${remote.name}`);
  }

  function stopTimers(): void {
    for (const timer of timers) clearTimeout(timer);
  }

  schedule();
  return {
    fence,
    isLost: () => isLost,
    release: async () => {
      stopTimers();
      await renewing;
      stopTimers();
      if (remote !== undefined && !isLost) await releaseThere(repo, remote, current, there.oid).catch(noteKept);
      await releaseLease(repo, current);
    },
  };

  function noteKept(): void {
    const until = new Date(there.until).toISOString();
    terms.onNotice({
      code: 'lease-not-released',
      message: `The lease could not be given back at ${remote?.name}; machines elsewhere count it until ${until}.`,
    });
  }
}
