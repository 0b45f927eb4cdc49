/** Claiming a bundle: all of its tasks or none. */
import type { PushOutcome, RefChange, RemoteCall } from '../../../git/index.ts';
import { pushClaims, writeClaim } from '../../../git/index.ts';
import type { ClaimContext } from './context.ts';
import { termsOf } from './context.ts';
import { dropLocalClaims, takeLocalClaims } from './local.ts';
import type { ClaimPayload } from './payload.ts';
import { claimRef, claimText, utc } from './payload.ts';
import type { ClaimsView, RemoteClaim } from './view.ts';
import { CLAIMS } from './view.ts';

/** One task as it is held. */
export interface HeldClaim {
  readonly taskId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Tip of the branch at the remote; absent for a local claim. */
  readonly tip?: string;
}

/** Whose claim was taken over; times in UTC. */
export interface Takeover {
  readonly taskId: string;
  /** The new owner. */
  readonly ownerId: string;
  readonly previousOwnerId: string;
  readonly previousExpiresAt: string;
  readonly takeoverAt: string;
}

export type TakeAnswer =
  | {
      readonly kind: 'claimed';
      readonly claims: readonly HeldClaim[];
      readonly takeovers: readonly Takeover[];
      /** They were this owner's before. */
      readonly wasMine: boolean;
    }
  /** Files of the checkout stand in for the remote: coordination is best effort. */
  | {
      readonly kind: 'fallback-local';
      readonly claims: readonly HeldClaim[];
      readonly why: string;
      /** Commits that may have arrived at the remote although no answer came back; by task. */
      readonly maybeThere: ReadonlyMap<string, string>;
      /** Branches at the remote that could not be taken back; they end with their time. */
      readonly leftBehind: readonly string[];
    }
  /** Somebody else was faster. Nothing is held. */
  | { readonly kind: 'lost'; readonly taskIds: readonly string[] };

/**
 * @param view claims as they were read a moment ago; each task is free, expired or this owner's in it
 * @param taskIds in their order
 * @throws OkstraError `no-identity`, `not-writable`, `claim-contended`
 */
export async function takeClaims(context: ClaimContext, view: ClaimsView, taskIds: readonly string[]): Promise<TakeAnswer> {
  const { remote } = context;
  if (remote === undefined || view.remote.kind !== 'reached') {
    return takeHere(context, taskIds, { why: remoteWords(view), maybeThere: new Map(), leftBehind: [] });
  }
  const planned = await planClaims(context, view, taskIds);
  const outcome = await pushClaims(context.repo, remote, planned.changes);
  if (outcome.kind === 'lost') return { kind: 'lost', taskIds: taskIds.filter((id) => outcome.refs.includes(claimRef(id))) };
  if (outcome.kind === 'done') {
    // What stood in for it while the remote could not be reached.
    await dropLocalClaims(context.repo.top, taskIds, context.ownerId);
    return { kind: 'claimed', ...planned };
  }
  return takeHere(context, taskIds, afterFailure(remote, outcome, planned.claims));
}

function remoteWords({ remote }: ClaimsView): string {
  if (remote.kind === 'unreachable') return `${remote.name} cannot be reached: ${remote.why}`;
  return remote.kind === 'absent' ? remote.why : `${remote.name} was reached`;
}

interface Fallback {
  readonly why: string;
  readonly maybeThere: ReadonlyMap<string, string>;
  readonly leftBehind: readonly string[];
}

function afterFailure(
  { name }: RemoteCall,
  outcome: Exclude<PushOutcome, { readonly kind: 'done' | 'lost' }>,
  claims: readonly HeldClaim[],
): Fallback {
  if (outcome.kind === 'refused') {
    return { why: `${name} refuses claims: ${outcome.why}`, maybeThere: new Map(), leftBehind: outcome.leftBehind };
  }
  const maybe = outcome.isUnknown ? claims.flatMap(({ taskId, tip }) => (tip === undefined ? [] : [[taskId, tip] as const])) : [];
  return { why: `${name} does not answer: ${outcome.why}`, maybeThere: new Map(maybe), leftBehind: [] };
}

async function takeHere(context: ClaimContext, taskIds: readonly string[], fallback: Fallback): Promise<TakeAnswer> {
  const { now, ttlMs } = termsOf(context);
  const payload = newPayload(context);
  const taken = await takeLocalClaims(context.repo.top, taskIds, payload, { now, ttlMs });
  if (taken !== undefined) return { kind: 'lost', taskIds: [taken] };
  const claims = taskIds.map((taskId) => ({ taskId, createdAt: payload.createdAt, expiresAt: payload.expiresAt }));
  return { kind: 'fallback-local', claims, ...fallback };
}

function newPayload({ ownerId, ownerInfo, now, ttlMs }: ClaimContext): ClaimPayload & { readonly expiresAt: string } {
  const at = now();
  return {
    createdAt: utc(at),
    expiresAt: utc(new Date(at.getTime() + ttlMs)),
    ownerId,
    ...(ownerInfo === undefined ? {} : { ownerInfo }),
  };
}

async function planClaims(
  context: ClaimContext,
  view: ClaimsView,
  taskIds: readonly string[],
): Promise<{
  readonly claims: readonly HeldClaim[];
  readonly changes: readonly RefChange[];
  readonly takeovers: readonly Takeover[];
  readonly wasMine: boolean;
}> {
  const { repo, now, ownerId } = context;
  const at = now();
  const fresh = newPayload(context);
  const claims: HeldClaim[] = [];
  const changes: RefChange[] = [];
  const takeovers: Takeover[] = [];
  let wasMine = true;
  for (const taskId of taskIds) {
    const before = view.there.get(taskId);
    const { mine, takeover } = standing(before, { ownerId, at });
    if (takeover !== undefined) takeovers.push(takeover);
    wasMine &&= mine !== undefined;
    const payload = { ...fresh, createdAt: mine ?? fresh.createdAt };
    const tip = await writeClaim(repo, CLAIMS, {
      text: claimText(payload),
      message: `chore: claim ${taskId}`,
      ...(before === undefined ? {} : { parent: before.oid }),
      date: at,
    });
    claims.push({ taskId, createdAt: payload.createdAt, expiresAt: payload.expiresAt, tip });
    changes.push({ ref: claimRef(taskId), value: tip, old: before?.oid ?? '' });
  }
  return { claims, changes, takeovers, wasMine };
}

/** What the branch that is there says to whoever takes it: since when it is theirs, or whose it was. */
function standing(
  before: RemoteClaim | undefined,
  { ownerId, at }: { readonly ownerId: string; readonly at: Date },
): { readonly mine?: string; readonly takeover?: Takeover } {
  if (before === undefined || typeof before.claim === 'string') return {};
  const { payload } = before.claim;
  if (payload.ownerId === ownerId) return { mine: payload.createdAt };
  return {
    takeover: {
      taskId: before.taskId,
      ownerId,
      previousOwnerId: payload.ownerId,
      previousExpiresAt: payload.expiresAt ?? '',
      takeoverAt: utc(at),
    },
  };
}
