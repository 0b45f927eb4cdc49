/** Who holds a lease, and whether that may still be at work. */
import { hostname } from 'node:os';
import { bootId, processStart } from '../process/proc.ts';
import type { Lease, LeaseHolder } from './lease-refs.ts';

/** What can be known about processes from here. */
export interface ProcessFacts {
  readonly host: string;
  readonly bootId: string;
  /** undefined: no such process. */
  readonly startOf: (pid: number) => string | undefined;
}

export const realProcessFacts = (): ProcessFacts => ({ host: hostname(), bootId: bootId(), startOf: processStart });

/** The present process as a holder. */
export function holderHere(owner: string, runId: string, facts: ProcessFacts = realProcessFacts()): LeaseHolder {
  const { host, bootId: boot } = facts;
  return { owner, host, bootId: boot, pid: process.pid, processStart: facts.startOf(process.pid) ?? 'unknown', runId };
}

export const isSameHolder = (lease: LeaseHolder, me: LeaseHolder): boolean =>
  lease.runId === me.runId &&
  lease.pid === me.pid &&
  lease.processStart === me.processStart &&
  lease.bootId === me.bootId &&
  lease.host === me.host;

/**
 * What the pid of a lease names here. `this`: the very process that took it. `gone`: that one has ended, and the number may be another's by now.
 * `elsewhere`: the number counts in another table of processes, of another machine or of a container of this one, or nobody can know.
 */
export type SeenProcess = 'this' | 'gone' | 'elsewhere';

export function processOf({ host, bootId: boot, pid, processStart: start }: LeaseHolder, facts: ProcessFacts): SeenProcess {
  if (host !== facts.host || boot !== facts.bootId || boot === 'unknown') return 'elsewhere';
  return facts.startOf(pid) === start ? 'this' : 'gone';
}

/** `gone`: certainly not at work. `expired`: its time is over, whatever its process does. */
export type HolderState = 'at-work' | 'gone' | 'expired';

export interface Looking {
  /** By how much clocks of other machines may differ. Default 0. */
  readonly skewMs?: number;
  /** The lease stands in this very repository. Default true; of one that only a remote holds, an equal host name proves nothing. */
  readonly isLocal?: boolean;
}

/**
 * Whether a holder may still be at work: the lease has not expired, and the process is not known to be gone. Of another host, or of
 * another table of processes on this one, only the expiry is known, and that is told by the lease alone.
 */
export function stateOf(
  lease: LeaseHolder & Pick<Lease, 'expiresAt'>,
  now: Date,
  facts: ProcessFacts,
  { skewMs = 0, isLocal = true }: Looking = {},
): HolderState {
  const [theirs, ours] = [bootOf(lease.bootId), bootOf(facts.bootId)];
  const isThisMachine = lease.host === facts.host && theirs === ours && ours !== 'unknown';
  const isGone =
    (isThisMachine && lease.bootId === facts.bootId && facts.startOf(lease.pid) !== lease.processStart) ||
    // This machine was started again since.
    (isLocal && lease.host === facts.host && theirs !== 'unknown' && ours !== 'unknown' && theirs !== ours);
  if (isGone) return 'gone';
  const margin = lease.host === facts.host && (isLocal || isThisMachine) ? 0 : skewMs;
  return Date.parse(lease.expiresAt) + margin <= now.getTime() ? 'expired' : 'at-work';
}

export const isAlive = (lease: Lease, now: Date, facts: ProcessFacts, looking?: Looking): boolean =>
  stateOf(lease, now, facts, looking) === 'at-work';

/** Whether the process of a holder has certainly ended, whatever it holds. */
export const isGone = (holder: LeaseHolder, facts: ProcessFacts): boolean =>
  stateOf({ ...holder, expiresAt: NEVER }, new Date(0), facts) === 'gone';
const NEVER = '9999-01-01T00:00:00Z';

/** A boot id ends with the namespace that its pids belong to; the machine was restarted only when the rest differs. */
const bootOf = (id: string): string => id.replace(/ pid:\[\d+\]$/, '');
