/** Keeping claims, and giving them back. */
import type { RefChange } from '../../../git/index.ts';
import { pushClaims, readClaimRefs, writeClaim } from '../../../git/index.ts';
import type { ClaimContext } from './context.ts';
import { termsOf } from './context.ts';
import { dropLocalClaims, readLocalClaims, takeLocalClaims } from './local.ts';
import type { ReadClaim } from './payload.ts';
import { awaitingInfo, claimRef, claimText, parseClaim, utc } from './payload.ts';
import type { HeldClaim } from './take.ts';
import { CLAIMS } from './view.ts';

export type RenewAnswer =
  /** `promoted`: tasks whose local claim became one at the remote. */
  | { readonly kind: 'renewed'; readonly claims: readonly HeldClaim[]; readonly promoted: readonly string[] }
  /** The remote could not be told. The claims hold until their end, less the time by which clocks may differ. */
  | { readonly kind: 'unconfirmed'; readonly why: string; readonly holdsUntil: string }
  /** Somebody else has them: whoever works under them must stop. */
  | { readonly kind: 'lost'; readonly taskIds: readonly string[] };

export interface RenewOptions {
  /** From now; default: the context's. */
  readonly ttlMs?: number;
  /** In place of the context's. */
  readonly ownerInfo?: string;
}

/** Moves the end of claims that are still this owner's; local ones become claims at the remote where that works again. */
export async function renewClaims(
  context: ClaimContext,
  held: readonly HeldClaim[],
  options: RenewOptions = {},
): Promise<RenewAnswer> {
  const { repo, remote, ownerId } = context;
  const { now, ttlMs } = termsOf(context);
  const info = options.ownerInfo ?? context.ownerInfo;
  const expiresAt = utc(new Date(now.getTime() + (options.ttlMs ?? ttlMs)));
  const body = { expiresAt, ownerId, ...(info === undefined ? {} : { ownerInfo: info }) };
  const isLocal = held.every(({ tip }) => tip === undefined);
  const read = remote === undefined ? undefined : await readClaimRefs(repo, remote, CLAIMS);
  if (remote === undefined || read === undefined) {
    return isLocal ? renewHere() : unconfirmed(context, held, 'no remote is configured');
  }
  if (read.kind !== 'read') return isLocal ? renewHere() : unconfirmed(context, held, read.why);

  const claims: HeldClaim[] = [];
  const changes: RefChange[] = [];
  const lost: string[] = [];
  for (const { taskId, createdAt, tip } of held) {
    const there = read.tips.get(taskId);
    const claim = there === undefined ? undefined : parseClaim(there.text);
    const isMine = there?.oid === tip || (typeof claim === 'object' && claim.payload.ownerId === ownerId);
    // A branch that was taken away is a claim that was cancelled; a local one finds none there.
    if ((there === undefined && tip !== undefined) || (there !== undefined && !isMine)) {
      lost.push(taskId);
      continue;
    }
    const others = typeof claim === 'object' ? claim.members : {};
    const text = claimText({ createdAt, ...body }, others);
    const parent = there === undefined ? {} : { parent: there.oid };
    const value = await writeClaim(repo, CLAIMS, { text, message: `chore: claim ${taskId}`, ...parent, date: now });
    claims.push({ taskId, createdAt, expiresAt, tip: value });
    changes.push({ ref: claimRef(taskId), value, old: there?.oid ?? '' });
  }
  if (lost.length > 0) return { kind: 'lost', taskIds: lost };
  const outcome = await pushClaims(repo, remote, changes);
  switch (outcome.kind) {
    case 'done': {
      const promoted = held.filter(({ tip }) => tip === undefined).map(({ taskId }) => taskId);
      await dropLocalClaims(repo.top, promoted, ownerId);
      return { kind: 'renewed', claims, promoted };
    }
    case 'lost':
      return { kind: 'lost', taskIds: held.map(({ taskId }) => taskId).filter((id) => outcome.refs.includes(claimRef(id))) };
    default:
      return isLocal ? renewHere() : unconfirmed(context, held, outcome.why);
  }

  async function renewHere(): Promise<RenewAnswer> {
    const [first] = held;
    const payload = { createdAt: first?.createdAt ?? utc(now), ...body };
    const ids = held.map(({ taskId }) => taskId);
    const taken = await takeLocalClaims(repo.top, ids, payload, { now, ttlMs });
    if (taken !== undefined) return { kind: 'lost', taskIds: [taken] };
    return { kind: 'renewed', claims: held.map((claim) => ({ ...claim, expiresAt })), promoted: [] };
  }
}

function unconfirmed(context: ClaimContext, held: readonly HeldClaim[], why: string): RenewAnswer {
  const ends = held.map(({ expiresAt }) => Date.parse(expiresAt));
  return { kind: 'unconfirmed', why, holdsUntil: utc(new Date(Math.min(...ends) - context.skewMs)) };
}

/** Once the bundle is implemented: nobody else takes it while its branch waits to be merged. */
export const awaitMerge = (
  context: ClaimContext,
  held: readonly HeldClaim[],
  { branch, mergeLeaseMs }: { readonly branch: string; readonly mergeLeaseMs: number },
): Promise<RenewAnswer> => renewClaims(context, held, { ttlMs: mergeLeaseMs, ownerInfo: awaitingInfo(branch) });

export interface ReleaseAnswer {
  readonly released: readonly string[];
  /** Still there, and why; each ends with its time. */
  readonly kept: readonly { readonly taskId: string; readonly why: string }[];
}

/**
 * Deletes claims, here and at the remote.
 * @param whose `mine`: those of this owner only; otherwise those whose owner it says yes to. An owner is undefined where the claim cannot be read
 */
export async function releaseClaims(
  context: ClaimContext,
  taskIds: readonly string[],
  whose: 'mine' | ((ownerId: string | undefined) => boolean) = 'mine',
): Promise<ReleaseAnswer> {
  const { repo, remote, ownerId } = context;
  const mayGo = whose === 'mine' ? (owner: string | undefined): boolean => owner === ownerId : whose;
  const released = new Set(await dropHere(context, taskIds, mayGo));
  if (remote === undefined) return { released: [...released], kept: [] };
  const read = await readClaimRefs(repo, remote, CLAIMS);
  if (read.kind === 'absent') return { released: [...released], kept: [] };
  if (read.kind === 'unreachable') return { released: [...released], kept: taskIds.map((taskId) => ({ taskId, why: read.why })) };
  const kept: { taskId: string; why: string }[] = [];
  for (const taskId of taskIds) {
    const there = read.tips.get(taskId);
    if (there === undefined) continue;
    const claim = parseClaim(there.text);
    const owner = typeof claim === 'string' ? undefined : claim.payload.ownerId;
    if (!mayGo(owner)) {
      kept.push({ taskId, why: typeof claim === 'string' ? `it cannot be read: ${claim}` : `it is ${claim.payload.ownerId}'s` });
      continue;
    }
    const outcome = await pushClaims(repo, remote, [{ ref: claimRef(taskId), value: '', old: there.oid }]);
    const isEnded =
      outcome.kind === 'refused' && typeof claim !== 'string' && (await endClaim(context, there.oid, { taskId, claim }));
    if (outcome.kind === 'done' || isEnded) released.add(taskId);
    else kept.push({ taskId, why: outcome.kind === 'lost' ? 'it changed meanwhile' : outcome.why });
  }
  return { released: taskIds.filter((id) => released.has(id)), kept };
}

/** A remote that deletes no branch may still take a claim that is over: written with an end that has passed for every clock. */
async function endClaim(
  { repo, remote, now, skewMs }: ClaimContext,
  tip: string,
  { taskId, claim }: { readonly taskId: string; readonly claim: ReadClaim },
): Promise<boolean> {
  if (remote === undefined) return false;
  const at = now();
  const { ownerInfo: _info, ...payload } = claim.payload;
  const { ownerInfo: _member, ...members } = claim.members;
  const over = { ...payload, expiresAt: utc(new Date(at.getTime() - skewMs - 1000)) };
  const text = claimText(over, members);
  const value = await writeClaim(repo, CLAIMS, { text, message: `chore: end the claim of ${taskId}`, parent: tip, date: at });
  return (await pushClaims(repo, remote, [{ ref: claimRef(taskId), value, old: tip }])).kind === 'done';
}

async function dropHere(
  { repo, now, ttlMs }: ClaimContext,
  taskIds: readonly string[],
  mayGo: (ownerId: string | undefined) => boolean,
): Promise<readonly string[]> {
  const owned = readLocalClaims(repo.top, { now: now(), ttlMs })
    .filter(({ taskId }) => taskIds.includes(taskId))
    .filter(({ claim }) => mayGo(typeof claim === 'string' ? undefined : claim.payload.ownerId))
    .map(({ taskId }) => taskId);
  return dropLocalClaims(repo.top, owned, undefined);
}
