/** Claims that runs of this clone left behind: finished as their runs say, and given back once they are merged. */
import { isAlive, isGone, readLeases, realProcessFacts } from '../../git/index.ts';
import type { ClaimContext, ClaimsView, ReadHolding, Settled } from '../../sources/frd/claims/index.ts';
import {
  awaitMerge,
  heldIn,
  isLocalOnly,
  isOfClone,
  mergedAt,
  readClaims,
  releaseClaims,
  renewClaims,
  runOfOwner,
  settleAwaiting,
} from '../../sources/frd/claims/index.ts';
import type { FrdSet } from '../../sources/frd/index.ts';
import type { Claiming } from '../../store/claiming.ts';
import { forgetClaiming, readClaiming } from '../../store/claiming.ts';
import type { RunHead } from '../../store/run-index/heads.ts';
import { listHeads, listRuns } from '../../store/runs.ts';

interface Clone {
  readonly top: string;
  readonly commonDir: string;
}

export interface SettleRequest {
  readonly clone: Clone;
  readonly context: ClaimContext;
  readonly set: Pick<FrdSet, 'documents' | 'rootPath'>;
  readonly mergeLeaseMs: number;
}

/** @returns what became of them, and the claims as they are afterwards */
export async function settleClaims(request: SettleRequest): Promise<{ readonly settled: Settled; readonly view: ClaimsView }> {
  const { clone, context, set, mergeLeaseMs } = request;
  const before = await readClaims(context);
  const ended = await settleEnded(request, before);
  const now = ended ? await readClaims(context) : before;
  const settled = await settleAwaiting(context, now, {
    mergeLeaseMs,
    isOurs: (ownerId) => isOfClone(ownerId, clone.commonDir),
    isMerged: mergedAt(context, { ...set, remote: now.remote }),
  });
  const isChanged = settled.merged.length + settled.renewed.length > 0;
  return { settled, view: isChanged ? await readClaims(context) : now };
}

/** A process can die between the end of its run and what the claims are to say of it. */
async function settleEnded(request: SettleRequest, view: ClaimsView): Promise<boolean> {
  const { clone, context, mergeLeaseMs } = request;
  const held = heldIn(view).filter(({ ownerId, branch }) => branch === undefined && isOfClone(ownerId, clone.commonDir));
  if (held.length === 0) return false;
  // Before the heads: a process that is gone by now begins no run afterwards.
  const facts = realProcessFacts();
  const gone = readClaiming(clone.top).filter((claiming) => isGone(claiming, facts));
  const heads = new Map(listHeads(clone.top).map((head) => [head.runId, head]));
  const live = await liveRuns(clone, context);
  const died = diedClaiming(gone, heads, request);
  let isChanged = false;
  for (const [ownerId, claims] of Map.groupBy(held, (claim) => claim.ownerId)) {
    const runId = runOfOwner(ownerId);
    const head = heads.get(runId);
    // One of another checkout of the clone is that one's to settle.
    const owner = { ...context, ownerId };
    if (died.has(runId)) isChanged = (await giveBack(owner, claims)) || isChanged;
    if (head === undefined || live.has(runId)) continue;
    if (head.interrupted && !head.discarded) {
      isChanged = (await promote(owner, claims, view)) || isChanged;
      continue;
    }
    const branch = acceptedBranch(clone.top, head);
    if (branch === undefined) await giveBack(owner, claims);
    else await awaitMerge(owner, claims, { branch, mergeLeaseMs });
    isChanged = true;
  }
  return isChanged;
}

const giveBack = async (owner: ClaimContext, claims: readonly ReadHolding[]): Promise<boolean> =>
  (
    await releaseClaims(
      owner,
      claims.map(({ taskId }) => taskId),
    )
  ).released.length > 0;

/** Runs whose process is gone before they had a journal: nothing of them goes on. */
function diedClaiming(
  gone: readonly Claiming[],
  heads: ReadonlyMap<string, RunHead>,
  { clone, context }: SettleRequest,
): ReadonlySet<string> {
  for (const { runId, expiresAt } of gone) {
    // The push of one that is gone may arrive after it.
    if (heads.has(runId) || Date.parse(expiresAt) <= context.now().getTime()) forgetClaiming(clone.top, runId);
  }
  return new Set(gone.map(({ runId }) => runId).filter((runId) => !heads.has(runId)));
}

/** What a run that goes on later holds in this checkout only becomes known to others, with the end that it has. */
async function promote(owner: ClaimContext, claims: readonly ReadHolding[], view: ClaimsView): Promise<boolean> {
  const local = claims.filter((claim) => isLocalOnly(claim, view) && !view.there.has(claim.taskId));
  const [first] = local;
  if (first === undefined) return false;
  const info = typeof first.ownerInfo === 'string' ? { ownerInfo: first.ownerInfo } : {};
  const ttlMs = Date.parse(first.expiresAt) - owner.now().getTime();
  if (ttlMs <= 0) return false;
  const answer = await renewClaims(owner, local, { ttlMs, ...info });
  return answer.kind === 'renewed' && answer.promoted.length > 0;
}

function acceptedBranch(top: string, { group, itemId, runId }: RunHead): string | undefined {
  const run = listRuns(top, { group, id: itemId }).runs.find((each) => each.runId === runId);
  return run?.outcome === 'accepted' && !run.discarded ? (run.branch ?? undefined) : undefined;
}

export async function liveRuns({ top }: Pick<Clone, 'top'>, { now }: Pick<ClaimContext, 'now'>): Promise<ReadonlySet<string>> {
  const facts = realProcessFacts();
  return new Set((await readLeases({ top })).filter((lease) => isAlive(lease, now(), facts)).map(({ runId }) => runId));
}
