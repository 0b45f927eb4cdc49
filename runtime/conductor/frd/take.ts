/** The bundle that a run takes, under its claims; and the one that an interrupted run had. */
import { git } from '../../git/index.ts';
import type { BundleClaim, ItemBundle, PreflightCheck } from '../../model/bundle.ts';
import type { Notice } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import type { RunId } from '../../model/ids.ts';
import {
  cleanStaleClaims,
  mergedThere,
  readClaims,
  releaseClaims,
  takeClaims,
  takeNextBundle,
  termsOf,
} from '../../sources/frd/claims/index.ts';
import type { Bundle, FrdSet, Holding, Selection } from '../../sources/frd/index.ts';
import { holdingText, isAvailable, prClaim } from '../../sources/frd/index.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { claimContextOf } from './desk.ts';
import { textsAt } from './documents.ts';
import type { HeldBundle } from './held.ts';

export interface TakenBundle {
  readonly bundle: Bundle;
  readonly held: HeldBundle;
  readonly claim: BundleClaim;
}

export interface BundleChoice {
  readonly taken?: TakenBundle;
  readonly selection: Selection;
  readonly cleanup: PreflightCheck;
  readonly notices: readonly Notice[];
}

export interface BundleWish {
  readonly set: FrdSet;
  readonly only: string | undefined;
  readonly except?: readonly string[] | undefined;
  readonly runId: RunId;
}

export async function takeBundle(
  session: Session,
  { set, only, except = [], runId }: BundleWish,
  ports: Ports,
): Promise<BundleChoice> {
  const context = await claimContextOf(session.repo, session.config, { runId, now: ports.now });
  const answer = await takeNextBundle(context, {
    documents: set.documents,
    rootPath: set.rootPath,
    except,
    unusable: set.unusable,
    ...(only === undefined ? {} : { only }),
  });
  const said = { selection: answer.selection, cleanup: answer.cleanup, notices: answer.notices };
  if (answer.kind === 'nothing') return said;
  const { bundle, claim } = answer;
  const taken = { bundle, held: { context, claims: claim.claims }, claim: prClaim(claim) };
  try {
    await requireCommitted(session, set, bundle);
  } catch (error) {
    await letGo(taken.held);
    throw error;
  }
  return { ...said, taken };
}

/** What was claimed for a run that did not begin. */
export async function letGo({ context, claims }: HeldBundle): Promise<void> {
  await releaseClaims(
    context,
    claims.map(({ taskId }) => taskId),
  );
}

/** A run begins from HEAD: what its documents say there is what it is measured by, and what it marks. */
async function requireCommitted({ repo }: Session, set: FrdSet, bundle: Bundle): Promise<void> {
  const asked = ['status', '--porcelain', '-z', '--untracked-files=all', '--', set.rootPath];
  const { stdout } = await git(repo.top, asked);
  const entries = stdout.split('\0').filter((entry) => entry !== '');
  const changed = new Set(entries.map((entry) => entry.slice(3)));
  const paths = [bundle.path, `${set.rootPath}/index.json`];
  const needed = paths.filter((path) => changed.has(path));
  const there = await textsAt(repo, repo.head.commit, paths);
  const lacking = paths.filter((path) => !there.has(path) && !needed.includes(path));
  if (lacking.length > 0) {
    throw fail(
      'usage',
      'frd-not-in-head',
      `Expected the documents of ${bundle.frdId} in HEAD, found that git ignores ${lacking.join(', ')}.`,
      {
        fix: `git add --force ${lacking.join(' ')} && git commit`,
        details: { files: lacking },
      },
    );
  }
  if (needed.length === 0) return;
  throw fail(
    'usage',
    'frd-uncommitted',
    `Expected the documents of ${bundle.frdId} as HEAD has them, found changes in ${needed.join(', ')}.`,
    {
      fix: `git add ${needed.join(' ')} && git commit`,
      details: { files: needed },
    },
  );
}

/**
 * Claims what an interrupted run had, under the same owner.
 * @throws OkstraError `claimed`, `bundle-merged`
 */
export async function reclaim(
  session: Session,
  { bundle, runId, rootPath }: { readonly bundle: ItemBundle; readonly runId: string; readonly rootPath: string },
  ports: Ports,
): Promise<HeldBundle> {
  const { taskIds } = bundle;
  const context = await claimContextOf(session.repo, session.config, { runId, now: ports.now });
  await cleanStaleClaims(session.repo.top, termsOf(context));
  const view = await readClaims(context);
  const taken = taskIds.flatMap((id) => {
    const holding = view.holdings.get(id);
    return holding === undefined || mayTake(holding, context.ownerId) ? [] : [`${id}: ${holdingText(holding)}`];
  });
  if (taken.length > 0) throw claimed(taken, runId);
  const merged = view.remote.kind === 'reached' ? await mergedThere(context, rootPath) : undefined;
  const done = taskIds.filter((id) => merged?.taskIds.has(id) === true);
  if (done.length > 0) {
    throw fail(
      'blocked',
      'bundle-merged',
      `Expected tasks that nobody has finished, found ${done.join(', ')} completed at ${merged?.where ?? 'the remote'}.`,
      {
        fix: `okstra discard ${runId}`,
      },
    );
  }
  const answer = await takeClaims(context, view, taskIds);
  if (answer.kind === 'lost') throw claimed(answer.taskIds, runId);
  return { context, claims: answer.claims };
}

/** One's own that waits for a merge was left by the process that died after it had said so. */
export const mayTake = (holding: Holding, ownerId: string): boolean =>
  isAvailable(holding) || ('ownerId' in holding && holding.ownerId === ownerId);

const claimed = (what: readonly string[], runId: string) =>
  fail('blocked', 'claimed', `Expected the tasks of the run to be free, found them taken meanwhile: ${what.join('; ')}.`, {
    fix: `okstra discard ${runId}, or wait until they are free: okstra frd claims`,
    details: { tasks: what },
  });
