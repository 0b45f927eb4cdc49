/** Claims that wait for a merge: this clone's are deleted once merged, renewed while not; others' are deleted when both is over. */
import { git } from '../../../git/index.ts';
import { isSettled } from '../status.ts';
import type { FrdDocument } from '../types.ts';
import type { ClaimContext } from './context.ts';
import type { ReleaseAnswer } from './keep.ts';
import { releaseClaims, renewClaims } from './keep.ts';
import type { MergedThere } from './merged-there.ts';
import { mergedThere } from './merged-there.ts';
import { awaitingInfo } from './payload.ts';
import type { ClaimsView, ReadHolding, RemoteState } from './view.ts';
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
  const held = heldIn(view).filter(({ ownerId, branch }) => branch !== undefined && terms.isOurs(ownerId));
  for (const [ownerId, claims] of Map.groupBy(held, (claim) => claim.ownerId)) {
    const owner = { ...context, ownerId };
    const waiting: ReadHolding[] = [];
    for (const claim of claims) {
      if (!(await terms.isMerged(claim.taskId, claim.branch ?? ''))) {
        waiting.push(claim);
        continue;
      }
      const { released, kept } = await releaseClaims(owner, [claim.taskId]);
      merged.push(...released);
      failed.push(...kept);
    }
    for (const [branch = '', bundle] of Map.groupBy(waiting, (claim) => claim.branch)) {
      const due = bundle.filter(
        (claim, at) =>
          // A file can outlive the moment in which its claim became a branch.
          bundle.findIndex(({ taskId }) => taskId === claim.taskId) === at &&
          (isLocalOnly(claim, view) || leftOf(claim, context) <= terms.mergeLeaseMs / 2),
      );
      if (due.length === 0) continue;
      const answer = await renewClaims(owner, due, { ttlMs: terms.mergeLeaseMs, ownerInfo: awaitingInfo(branch) });
      const taskIds = due.map(({ taskId }) => taskId);
      if (answer.kind === 'renewed') renewed.push(...taskIds);
      else {
        const why = answer.kind === 'lost' ? 'somebody else has it' : answer.why;
        failed.push(...(answer.kind === 'lost' ? answer.taskIds : taskIds).map((taskId) => ({ taskId, why })));
      }
    }
  }
  const left = await dropOver(context, view, terms);
  return { merged: [...merged, ...left.released], renewed, failed: [...failed, ...left.kept] };
}

/** Claims of clones that did not come back, whose work is merged: nobody takes them over, and nobody else would delete them. */
async function dropOver(context: ClaimContext, view: ClaimsView, { isOurs, isMerged }: SettleTerms): Promise<ReleaseAnswer> {
  const over = heldIn(view).filter(
    ({ taskId, ownerId, tip }) => tip !== undefined && !isOurs(ownerId) && view.holdings.get(taskId)?.kind === 'expired',
  );
  const released: string[] = [];
  const kept: ReleaseAnswer['kept'][number][] = [];
  for (const { taskId, ownerId } of over) {
    // By the documents alone: a branch of theirs may have the name of another one here.
    if (!(await isMerged(taskId, ''))) continue;
    const answer = await releaseClaims({ ...context, ownerId }, [taskId]);
    released.push(...answer.released);
    kept.push(...answer.kept);
  }
  return { released, kept };
}

const leftOf = ({ expiresAt }: ReadHolding, { now }: ClaimContext): number => Date.parse(expiresAt) - now().getTime();

/** Made while the remote could not be reached: nobody else knows of it before it is there. */
export const isLocalOnly = ({ tip }: ReadHolding, { remote }: ClaimsView): boolean =>
  tip === undefined && remote.kind === 'reached';

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
