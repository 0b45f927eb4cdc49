/** All claims there are, at the remote and in this checkout. Reads only. */
import type { ClaimTip } from '../../../git/index.ts';
import { readClaimRefs } from '../../../git/index.ts';
import type { Holding } from '../holding.ts';
import { isAvailable } from '../holding.ts';
import type { ClaimContext } from './context.ts';
import { termsOf } from './context.ts';
import type { LocalClaim } from './local.ts';
import { readLocalClaims } from './local.ts';
import type { ReadClaim } from './payload.ts';
import { awaitedBranch, CLAIM_FILE, CLAIM_REFS, holdingOf, parseClaim } from './payload.ts';
import type { HeldClaim } from './take.ts';

export interface RemoteClaim extends ClaimTip {
  readonly taskId: string;
  /** A text says why it cannot be read. */
  readonly claim: ReadClaim | string;
}

export type RemoteState =
  | { readonly kind: 'reached'; readonly name: string }
  /** No remote is to be asked, or none of that name is there. */
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly name: string; readonly why: string };

export interface ClaimsView {
  readonly remote: RemoteState;
  readonly there: ReadonlyMap<string, RemoteClaim>;
  readonly here: ReadonlyMap<string, LocalClaim>;
  /** Of both together; a task that is free is not among them. */
  readonly holdings: ReadonlyMap<string, Holding>;
}

export const CLAIMS = { prefix: CLAIM_REFS, file: CLAIM_FILE };

export async function readClaims(context: ClaimContext): Promise<ClaimsView> {
  const { repo, remote } = context;
  const there = new Map<string, RemoteClaim>();
  let state: RemoteState = { kind: 'absent', why: 'no remote is configured' };
  if (remote !== undefined) {
    const read = await readClaimRefs(repo, remote, CLAIMS);
    state =
      read.kind === 'read'
        ? { kind: 'reached', name: remote.name }
        : read.kind === 'absent'
          ? read
          : { kind: 'unreachable', name: remote.name, why: read.why };
    if (read.kind === 'read') {
      for (const [taskId, tip] of read.tips) there.set(taskId, { taskId, ...tip, claim: parseClaim(tip.text) });
    }
  }
  const terms = termsOf(context);
  const here = new Map(readLocalClaims(repo.top, terms).map((claim) => [claim.taskId, claim]));
  return { remote: state, there, here, holdings: joined(there, here, context) };
}

function joined(
  there: ReadonlyMap<string, RemoteClaim>,
  here: ReadonlyMap<string, LocalClaim>,
  context: ClaimContext,
): ReadonlyMap<string, Holding> {
  const terms = termsOf(context);
  const of = (claim: ReadClaim | string): Holding =>
    typeof claim === 'string' ? { kind: 'unreadable', why: claim } : holdingOf(claim.payload, terms);
  const holdings = new Map<string, Holding>();
  for (const [taskId, { claim }] of there) holdings.set(taskId, of(claim));
  for (const [taskId, { claim, isStale }] of here) {
    // A stale file stands for nothing. Of two claims the one that keeps others away counts.
    if (isStale) continue;
    const known = holdings.get(taskId);
    if (known === undefined || isAvailable(known)) {
      const found = of(claim);
      if (known === undefined || !isAvailable(found)) holdings.set(taskId, found);
    }
  }
  return holdings;
}

export interface ReadHolding extends HeldClaim {
  readonly ownerId: string;
  /** That has to be merged; undefined while the work goes on. */
  readonly branch: string | undefined;
  readonly ownerInfo: unknown;
}

/** Every claim that can be read, at the remote and in this checkout. */
export function heldIn({ there, here }: ClaimsView): readonly ReadHolding[] {
  const ofRemote = [...there.values()].map(({ taskId, claim, oid }) => ({ taskId, claim, tip: { tip: oid } }));
  const local = [...here.values()].map(({ taskId, claim }) => ({ taskId, claim, tip: {} }));
  return [...ofRemote, ...local].flatMap(({ taskId, claim, tip }) => {
    if (typeof claim === 'string') return [];
    const { createdAt, expiresAt = createdAt, ownerId, ownerInfo } = claim.payload;
    return [{ taskId, createdAt, expiresAt, ownerId, ownerInfo, branch: awaitedBranch(claim.payload), ...tip }];
  });
}
