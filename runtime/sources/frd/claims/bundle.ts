/** Choosing a bundle and claiming it, again and again until one is held or none is left. */
import type { PreflightCheck } from '../../../model/bundle.ts';
import type { Notice } from '../../../model/failure.ts';
import type { Holding } from '../holding.ts';
import type { Bundle, Selection } from '../select.ts';
import { selectBundle } from '../select.ts';
import type { FrdDocument, FrdSet } from '../types.ts';
import type { ClaimContext } from './context.ts';
import { termsOf } from './context.ts';
import { releaseClaims } from './keep.ts';
import { cleanStaleClaims } from './local.ts';
import type { MergedThere } from './merged-there.ts';
import { mergedThere } from './merged-there.ts';
import type { TakeAnswer } from './take.ts';
import { takeClaims } from './take.ts';
import type { ClaimsView } from './view.ts';
import { readClaims } from './view.ts';

export type BundleAnswer = (
  | { readonly kind: 'taken'; readonly bundle: Bundle; readonly claim: Exclude<TakeAnswer, { readonly kind: 'lost' }> }
  | { readonly kind: 'nothing' }
) & {
  /** The last one: why each earlier task was passed over. */
  readonly selection: Selection;
  readonly view: ClaimsView;
  /** `local_claims_stale_cleanup`, whatever came of it. */
  readonly cleanup: PreflightCheck;
  readonly notices: readonly Notice[];
};

export interface WantedBundle {
  /** In the order of the index, as the run's base has them. */
  readonly documents: readonly FrdDocument[];
  /** Folder of the documents, relative to the top of the repository. */
  readonly rootPath: string;
  /** Id of a task or document, as `selectBundle` has it. */
  readonly only?: string;
  /** Documents that are there and cannot be used. */
  readonly unusable?: FrdSet['unusable'];
  /** Tasks that are left alone. */
  readonly except?: readonly string[];
}

/**
 * A claim that is gone may have ended with a merge. So what is merged at the remote is read after the claims, and once more when the bundle is
 * held: whoever held it before had merged by then.
 *
 * @throws OkstraError `no-identity`, `not-writable`
 */
export async function takeNextBundle(
  context: ClaimContext,
  { documents, rootPath, only, except = [], unusable = [] }: WantedBundle,
): Promise<BundleAnswer> {
  const { check: cleanup } = await cleanStaleClaims(context.repo.top, termsOf(context));
  // Each of them was just taken by somebody; the next look at the remote may still not show it.
  const lost = new Map<string, Holding>(except.map((taskId) => [taskId, leftAlone(context)]));
  /** Tasks that were seen merged, also when the remote cannot be asked again. */
  const done = new Set<string>();
  for (;;) {
    const view = await readClaims(context);
    const holdings = new Map([...lost, ...view.holdings]);
    for (const [taskId, holding] of lost) if (isFree(view.holdings.get(taskId))) holdings.set(taskId, holding);
    const merged = view.remote.kind === 'reached' ? await mergedThere(context, rootPath) : undefined;
    const selection = selectBundle(documents, {
      holdings,
      merged: {
        where: merged?.where ?? context.remote?.name ?? 'the remote',
        taskIds: new Set([...done, ...(merged?.taskIds ?? [])]),
      },
      unusable,
      ...(only === undefined ? {} : { only }),
    });
    const { bundle } = selection;
    const said = { selection, view, cleanup, notices: noticesOf(view) };
    if (bundle === undefined) return { kind: 'nothing', ...said };
    const taskIds = bundle.tasks.map(({ taskId }) => taskId);
    const claim = await takeClaims(context, view, taskIds);
    if (claim.kind !== 'lost') {
      const now = claim.kind === 'claimed' ? await mergedThere(context, rootPath) : undefined;
      const finished = taskIds.filter((taskId) => now?.taskIds.has(taskId) === true);
      const notices = [...said.notices, ...fallbackNotice(claim), ...unknownNotice(now)];
      if (finished.length === 0) return { kind: 'taken', bundle, claim, ...said, notices };
      for (const taskId of finished) done.add(taskId);
      await releaseClaims(context, taskIds);
      continue;
    }
    const until = new Date(context.now().getTime() + context.ttlMs).toISOString();
    for (const taskId of claim.taskIds) lost.set(taskId, { kind: 'held', ownerId: 'somebody who was faster', until });
  }
}

const leftAlone = ({ now, ttlMs }: ClaimContext): Holding => ({
  kind: 'held',
  ownerId: 'this session, which has tried it',
  until: new Date(now().getTime() + ttlMs).toISOString(),
});

const isFree = (holding: Holding | undefined): boolean => holding === undefined || holding.kind === 'expired';

const noticesOf = (view: ClaimsView): readonly Notice[] =>
  [...view.holdings].flatMap(([taskId, holding]) =>
    holding.kind === 'unreadable'
      ? [
          {
            code: 'claim-unreadable',
            message: `The claim of ${taskId} cannot be read (${holding.why}), so its task is left alone.`,
            fix: `okstra frd release --force ${taskId}`,
          },
        ]
      : [],
  );

function unknownNotice(merged: MergedThere | undefined): readonly Notice[] {
  if (merged?.unknown === undefined) return [];
  const message = `Whether ${merged.where} holds these tasks already could not be read under their claim: ${merged.unknown}.`;
  return [{ code: 'merged-unknown', message }];
}

function fallbackNotice(claim: TakeAnswer): readonly Notice[] {
  if (claim.kind !== 'fallback-local') return [];
  const left =
    claim.leftBehind.length === 0 ? '' : ` Claims were left there and end with their time: ${claim.leftBehind.join(', ')}.`;
  return [
    {
      code: 'claims-local',
      message: `Tasks are claimed in this checkout only, because ${claim.why}. Coordination with others is best effort.${left}`,
    },
  ];
}
