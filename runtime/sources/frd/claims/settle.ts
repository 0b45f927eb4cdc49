/** Claims of this clone that wait for a merge: deleted once merged, renewed while not. */
import { git } from '../../../git/index.ts';
import { isSettled } from '../status.ts';
import type { FrdDocument } from '../types.ts';
import type { ClaimContext } from './context.ts';
import { releaseClaims, renewClaims } from './keep.ts';
import type { MergedThere } from './merged-there.ts';
import { mergedThere } from './merged-there.ts';
import { awaitingInfo } from './payload.ts';
import type { ClaimsView, RemoteState } from './view.ts';
import { heldIn } from './view.ts';

export interface SettleTerms {
  readonly mergeLeaseMs: number;
  /** Whether an owner is a run of this clone. */
  readonly isOurs: (ownerId: string) => boolean;
  /** Whether a task is completed where bundles are merged to, or its branch is in there. */
  readonly isMerged: (taskId: string, branch: string) => boolean | Promise<boolean>;
}

export interface Settled {
  readonly merged: readonly string[];
  readonly renewed: readonly string[];
  /** What could not be done, and why. */
  readonly failed: readonly { readonly taskId: string; readonly why: string }[];
}

/** What any command that looks at claims does on the way. */
export async function settleAwaiting(context: ClaimContext, view: ClaimsView, terms: SettleTerms): Promise<Settled> {
  const merged: string[] = [];
  const renewed: string[] = [];
  const failed: { taskId: string; why: string }[] = [];
  for (const claim of heldIn(view)) {
    const { branch } = claim;
    if (branch === undefined || !terms.isOurs(claim.ownerId)) continue;
    const owner = { ...context, ownerId: claim.ownerId };
    if (await terms.isMerged(claim.taskId, branch)) {
      const { released, kept } = await releaseClaims(owner, [claim.taskId]);
      merged.push(...released);
      failed.push(...kept);
      continue;
    }
    const left = Date.parse(claim.expiresAt) - context.now().getTime();
    if (left > terms.mergeLeaseMs / 2) continue;
    const answer = await renewClaims(owner, [claim], { ttlMs: terms.mergeLeaseMs, ownerInfo: awaitingInfo(branch) });
    if (answer.kind === 'renewed') renewed.push(claim.taskId);
    else failed.push({ taskId: claim.taskId, why: answer.kind === 'lost' ? 'somebody else has it' : answer.why });
  }
  return { merged, renewed, failed };
}

/**
 * Whether work is merged. With a remote that is what the remote's own branch says: a merge that only this clone has leaves the task free to everybody
 * else. Without one it is what this checkout shows: the branch is part of HEAD, or the task is completed in the documents; on the branch itself neither
 * says anything.
 */
export function mergedAt(
  context: ClaimContext,
  {
    documents,
    rootPath,
    remote,
  }: { readonly documents: readonly FrdDocument[]; readonly rootPath: string; readonly remote: RemoteState },
): SettleTerms['isMerged'] {
  if (remote.kind === 'absent') return mergedHere(context, documents);
  if (remote.kind === 'unreachable') return () => false;
  let asked: Promise<MergedThere> | undefined;
  return async (taskId, branch) => {
    asked ??= mergedThere(context, rootPath);
    const { taskIds, commit } = await asked;
    return taskIds.has(taskId) || (commit !== undefined && (await isPartOf(context, branch, commit)));
  };
}

function mergedHere(context: ClaimContext, documents: readonly FrdDocument[]): SettleTerms['isMerged'] {
  const settled = new Set(
    documents.flatMap(({ tasks }) => tasks.filter(({ status }) => isSettled(status)).map(({ taskId }) => taskId)),
  );
  return async (taskId, branch) => {
    const head = await git(context.repo.top, ['symbolic-ref', '--quiet', '--short', 'HEAD'], { allowExit: [1, 128] });
    if (head.stdout.trim() === branch) return false;
    return settled.has(taskId) || isPartOf(context, branch, 'HEAD');
  };
}

/** A branch that is not there is no ancestor either. */
async function isPartOf({ repo }: ClaimContext, branch: string, of: string): Promise<boolean> {
  const asked = ['merge-base', '--is-ancestor', `refs/heads/${branch}`, of];
  return (await git(repo.top, asked, { allowExit: [1, 128] })).exitCode === 0;
}
