/** Claims of this clone that wait for a merge: deleted once merged, renewed while not. */
import { git } from '../../../git/index.ts';
import { isSettled } from '../status.ts';
import type { FrdDocument } from '../types.ts';
import type { ClaimContext } from './context.ts';
import { releaseClaims, renewClaims } from './keep.ts';
import { awaitingInfo } from './payload.ts';
import type { ClaimsView } from './view.ts';
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
 * Whether work is merged, as this checkout shows it: its branch is part of HEAD or of the remote's own branch, or its task is completed in the
 * documents that are checked out. On the branch itself neither says anything.
 */
export async function mergedHere(
  { repo, remote }: ClaimContext,
  documents: readonly FrdDocument[],
): Promise<SettleTerms['isMerged']> {
  const head = await git(repo.top, ['symbolic-ref', '--quiet', '--short', 'HEAD'], { allowExit: [1, 128] });
  const current = head.stdout.trim();
  const settled = new Set(
    documents.flatMap(({ tasks }) => tasks.filter(({ status }) => isSettled(status)).map(({ taskId }) => taskId)),
  );
  return async (taskId, branch) => {
    const isElsewhere = current !== branch;
    if (isElsewhere && settled.has(taskId)) return true;
    const bases = [...(isElsewhere ? ['HEAD'] : []), ...(remote === undefined ? [] : [`refs/remotes/${remote.name}/HEAD`])];
    for (const base of bases) {
      // A branch or remote branch that is not there is no ancestor either.
      const asked = ['merge-base', '--is-ancestor', `refs/heads/${branch}`, base];
      if ((await git(repo.top, asked, { allowExit: [1, 128] })).exitCode === 0) return true;
    }
    return false;
  };
}
