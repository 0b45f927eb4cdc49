/** Who claims, where, and for how long. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Checkout, RemoteCall } from '../../../git/index.ts';
import { remoteNames } from '../../../git/index.ts';
import type { ClaimTerms } from './payload.ts';

export interface ClaimContext {
  /** The checkout of the user: local claims lie in it. */
  readonly repo: Checkout;
  /** Absent: claims are files of the checkout. */
  readonly remote?: RemoteCall;
  /** One for each run; what comes back after a crash of the run has the same. */
  readonly ownerId: string;
  /** For people: who that is. */
  readonly ownerInfo?: string;
  readonly now: () => Date;
  readonly ttlMs: number;
  readonly skewMs: number;
}

/** @param claimTtlMs a claim cannot be held for less than three times the time by which clocks may differ, so that is cut to a third of it */
export const skewOf = (clockSkewMs: number, claimTtlMs: number): number => Math.min(clockSkewMs, Math.floor(claimTtlMs / 3));

export const termsOf = ({ ownerId, now, skewMs, ttlMs }: ClaimContext): ClaimTerms => ({ ownerId, now: now(), skewMs, ttlMs });

/** What the owner ids of all runs of a clone begin with. @param commonDir git folder that all its checkouts share */
export const cloneOwner = (commonDir: string): string =>
  `okstra-${createHash('sha256').update(`${hostname()}\n${commonDir}`).digest('hex').slice(0, 12)}`;

export const ownerOf = (commonDir: string, runId: string): string => `${cloneOwner(commonDir)}-${runId}`;

/** Whether an owner is a run of this clone. */
export const isOfClone = (ownerId: string, commonDir: string): boolean => ownerId.startsWith(`${cloneOwner(commonDir)}-`);

/** The run whose claims an owner's are. */
export const runOfOwner = (ownerId: string): string => /-(run-[0-9a-z-]+)$/.exec(ownerId)?.[1] ?? '';

/** The remote that claims go to: the configured one, else `origin` where there is one. */
export async function claimRemote(
  repo: Checkout,
  configured: { readonly remote?: string; readonly timeoutMs: number },
): Promise<RemoteCall | undefined> {
  const { remote, timeoutMs } = configured;
  if (remote === 'none') return undefined;
  if (remote !== undefined) return { name: remote, timeoutMs };
  return (await remoteNames(repo)).includes('origin') ? { name: 'origin', timeoutMs } : undefined;
}
