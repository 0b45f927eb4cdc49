/** `okstra run` on feature documents: the bundle that comes next, or one that is named. */

import { filesOfHead, holderHere } from '../../git/index.ts';
import type { BundlePlan } from '../../model/bundle.ts';
import type { Notice } from '../../model/failure.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import type { RunId } from '../../model/ids.ts';
import { makeRunId } from '../../model/ids.ts';
import type { ImplementationPlan } from '../../model/plan.ts';
import { isOfClone, mergedThere, readClaims, runOfOwner } from '../../sources/frd/claims/index.ts';
import type { Bundle, FrdSet, Holding, Selection } from '../../sources/frd/index.ts';
import {
  bundleLanguages,
  frdRef,
  languagesCheck,
  nothingText,
  passReasonText,
  prClaim,
  selectBundle,
  unusableNotices,
} from '../../sources/frd/index.ts';
import { forgetClaiming, noteClaiming } from '../../store/claiming.ts';
import type { RunSummary } from '../../store/runs.ts';
import { runNamed } from '../../store/runs.ts';
import { afterRun } from '../after-run.ts';
import type { Ahead } from '../ahead.ts';
import type { RunAnswer, RunHooks, RunRequest } from '../api.ts';
import { ownerName } from '../lease.ts';
import { planRun, refuseIntegration } from '../plan-run.ts';
import type { Ports } from '../ports.ts';
import { loadDetector, redactorOfProject } from '../redaction.ts';
import { NOTHING, resumeRun } from '../resume.ts';
import type { Session } from '../session.ts';
import { acceptedAnswer, noteResumption, raisedBy, startRun } from '../start.ts';
import { claimContextOf, requireFrdSet } from './desk.ts';
import { interruptedBundle, releaseDead } from './interrupted.ts';
import { writeNothingTaken } from './pr.ts';
import { settleClaims } from './settle.ts';
import { letGo, takeBundle } from './take.ts';

/** A task or a document; `next` alone is whichever comes next. */
export interface BundleRef {
  readonly only?: string;
}

/** Whether a reference is one of feature documents; a plain id is, unless an item of another source has that name. */
export function bundleRef({ sources }: Session, { ref, cwd }: Pick<RunRequest, 'ref' | 'cwd'>): BundleRef | undefined {
  const found = frdRef(ref);
  if (found === undefined) return undefined;
  if (ref.startsWith('frd:')) return found === 'next' ? {} : { only: found };
  const others = sources.all.filter(({ name }) => name !== 'frd');
  return others.some((source) => isItem(() => source.resolve(ref, cwd))) ? undefined : found === 'next' ? {} : { only: found };
}

function isItem(resolve: () => unknown): boolean {
  try {
    return resolve() !== undefined;
  } catch (error) {
    if (error instanceof OkstraError) return false;
    throw error;
  }
}

interface BundleRun {
  readonly session: Session;
  readonly request: RunRequest;
  readonly only: string | undefined;
  readonly ahead: Ahead;
  readonly hooks: RunHooks;
  readonly ports: Ports;
}

export async function runBundle(run: BundleRun): Promise<RunAnswer> {
  const { session, request, only, hooks, ports } = run;
  refuseIntegration(request.flags);
  const set = await requireFrdSet(session.repo.top, session.config);
  if (only !== undefined) requireKnown(only, set);
  const settledOnTheWay = await settled(session, set, ports);
  const found = await interruptedBundle(session, { set, only, except: request.except ?? [] }, ports);
  const before = found.run;
  for (const each of found.overtaken) await releaseDead(session, each, ports);
  const notices = [...settledOnTheWay, ...found.notices, ...unusableNotices(set)];
  if (before !== undefined && request.flags.fresh !== true) {
    noteResumption(request, before, hooks);
    return resumeRun({ cwd: request.cwd, run: before.runId, limits: raisedBy(request.flags) }, hooks, ports);
  }
  if (before !== undefined) await releaseDead(session, before, ports);
  const runId = makeRunId(ports.now(), ports.random);
  noteClaiming(session.repo.top, {
    ...holderHere(ownerName(ports), runId),
    expiresAt: new Date(ports.now().getTime() + session.config.settings.frd.claimTtlMs).toISOString(),
  });
  try {
    return await runClaimed({ ...run, set, runId, notices });
  } finally {
    forgetClaiming(session.repo.top, runId);
  }
}

/** What remotes say of pushes stands in notices. */
async function redactingNotices(
  session: Session,
  ports: Ports,
): Promise<<T extends { readonly notices: readonly Notice[] }>(said: T) => T> {
  const redactor = redactorOfProject(session, ports, await loadDetector());
  return (said) => ({ ...said, notices: redactor.value(said.notices) });
}

async function runClaimed(
  run: BundleRun & { readonly set: FrdSet; readonly runId: RunId; readonly notices: readonly Notice[] },
): Promise<RunAnswer> {
  const { session, request, only, hooks, ports, set, runId, notices } = run;
  const redacted = await redactingNotices(session, ports);
  const choice = redacted(await takeBundle(session, { set, only, except: request.except, runId }, ports));
  const { taken } = choice;
  if (taken === undefined) return nothingTaken(run, set, { ...choice, notices: [...notices, ...choice.notices] });
  let answer: RunAnswer;
  try {
    const chosen = { preflight: [choice.cleanup], claim: taken.claim };
    const plan = await planBundle(run, set, { ...chosen, bundle: taken.bundle, notices: [...notices, ...choice.notices] });
    answer = await startRun({ session, plan, hooks, ports, runId, held: taken.held });
  } catch (error) {
    await letGo(taken.held);
    throw error;
  }
  return afterRun(session, answer, hooks, ports);
}

/** The plan that `--dry-run` prints: of the bundle that would be taken now. Nothing is claimed or written. */
export async function planNextBundle(run: Omit<BundleRun, 'hooks'>): Promise<ImplementationPlan> {
  const { session, only, ports } = run;
  const set = await requireFrdSet(session.repo.top, session.config);
  if (only !== undefined) requireKnown(only, set);
  const context = await claimContextOf(session.repo, session.config, { now: ports.now });
  const { holdings, remote } = await readClaims(context);
  const merged = remote.kind === 'reached' ? await mergedThere(context, set.rootPath) : undefined;
  const selection = selectBundle(set.documents, {
    holdings,
    unusable: set.unusable,
    ...(merged === undefined ? {} : { merged }),
    ...(only === undefined ? {} : { only }),
  });
  if (selection.bundle === undefined) {
    throw fail('blocked', 'nothing-to-take', reasonFor(only, selection, set), { fix: 'okstra frd next says why.' });
  }
  return planBundle(run, set, {
    preflight: [],
    claim: prClaim('not-used'),
    bundle: selection.bundle,
    notices: unusableNotices(set),
  });
}

async function planBundle(
  { session, request, ahead, ports }: Pick<BundleRun, 'session' | 'request' | 'ahead' | 'ports'>,
  set: FrdSet,
  chosen: BundlePlan & { readonly bundle: Bundle; readonly notices: readonly Notice[] },
): Promise<ImplementationPlan> {
  const { bundle, claim, notices } = chosen;
  const source = session.sources.byName('frd');
  const taskIds = bundle.tasks.map(({ taskId }) => taskId);
  const { frdId, path, nextBoundaryTaskId } = bundle;
  const [id = ''] = taskIds;
  const { item } = source.load({ id, dir: set.root, path: set.rootPath, bundle: { frdId, path, taskIds, nextBoundaryTaskId } });
  const plan = await planRun({ session, item, notices, flags: request.flags, ports, ahead });
  const languages = languagesCheck(bundleLanguages(bundle.tasks, await filesOfHead(session.repo)));
  return { ...plan, bundle: { claim, preflight: [...chosen.preflight, dirtyCheck(plan), languages] } };
}

/** That the plan could be made says that nothing stops it. */
const dirtyCheck = ({ notices }: ImplementationPlan) => ({
  name: 'dirty_tree',
  status: 'passed' as const,
  details: notices.find(({ code }) => code === 'uncommitted')?.message ?? 'no uncommitted changes',
});

async function settled({ repo, config }: Session, set: FrdSet, ports: Ports): Promise<readonly Notice[]> {
  const context = await claimContextOf(repo, config, { now: ports.now });
  const { settled: done } = await settleClaims({
    clone: repo,
    context,
    set,
    mergeLeaseMs: config.settings.frd.mergeLeaseMs,
  });
  return done.failed.map(({ taskId, why }) => ({
    code: 'claims-not-settled',
    message: `The claim of ${taskId} stays as it is: ${why}.`,
  }));
}

function requireKnown(id: string, { documents, unusable, rootPath }: FrdSet): void {
  if (documents.some(({ frdId, tasks }) => frdId === id || tasks.some(({ taskId }) => taskId === id))) return;
  const broken = unusable.find(({ frdId }) => id === frdId || id.startsWith(`${frdId}-`));
  throw fail(
    'usage',
    'frd-unknown',
    `Expected the id of a document or task, found "${id}"${broken === undefined ? '' : `, of a document that cannot be used: ${broken.reason}`}.`,
    { fix: broken === undefined ? 'okstra frd next lists all of them.' : `okstra validate ${rootPath}` },
  );
}

function reasonFor(only: string | undefined, selection: Selection, set: FrdSet): string {
  const own = selection.passedOver.find(({ taskId }) => taskId === only);
  return own === undefined
    ? nothingText(selection, set.unusable)
    : `${own.taskId} cannot be taken: ${passReasonText(own.reason)}.`;
}

/** Nothing left to do is no fault; one task that is asked for and cannot be had is. */
function nothingTaken(
  { session, only, request }: BundleRun,
  set: FrdSet,
  choice: {
    readonly selection: Selection;
    readonly cleanup: BundlePlan['preflight'][number];
    readonly notices: readonly Notice[];
  },
): RunAnswer {
  const { selection, cleanup, notices } = choice;
  const message = reasonFor(only, selection, set);
  const own = selection.passedOver.find(({ taskId }) => taskId === only);
  const isDone = own?.reason.kind === 'status' && (own.reason.status === 'completed' || own.reason.status === 'skipped');
  const finished = own?.reason.kind === 'claimed' ? acceptedHere(session, own.reason.holding) : undefined;
  if (finished !== undefined) return alreadyImplemented(finished, request, notices);
  if (own !== undefined && !isDone) {
    const code =
      own.reason.kind === 'waits' ? 'unmet-dependencies' : own.reason.kind === 'claimed' ? 'claimed' : 'nothing-to-take';
    throw fail('blocked', code, message, { fix: 'okstra frd next takes another one; okstra frd claims shows who has what.' });
  }
  if (isDone && request.flags.again === true) {
    throw fail('usage', 'frd-completed', `Expected a task that is not completed, found ${message}`, {
      fix: `Set its status to not_started in its document.`,
    });
  }
  // The files tell of the run before still: what was asked for was done by one.
  if (isDone) return { ...NOTHING, notices, message: `${own.taskId} is already ${passReasonText(own.reason)}` };
  const pr = writeNothingTaken(session.repo.top, { nothing: message, cleanup });
  if (only === undefined && set.unusable.length > 0) {
    const lines = set.unusable.map(({ frdId, path, reason }) => `${frdId || path || 'a document'}: ${reason}`).join('; ');
    throw fail('usage', 'frd-unusable', `${message} Expected documents that can be used, found ${lines}.`, {
      fix: `okstra validate ${set.rootPath}`,
    });
  }
  return { ...NOTHING, notices, message, pr };
}

/** The run of this clone whose branch a claim waits for. */
function acceptedHere({ repo }: Session, holding: Holding): RunSummary | undefined {
  if (holding.kind !== 'awaiting-merge' || !isOfClone(holding.ownerId, repo.commonDir)) return undefined;
  const runId = runOfOwner(holding.ownerId);
  return runNamed(repo.top, (run) => run.runId === runId && run.outcome === 'accepted');
}

function alreadyImplemented(run: RunSummary, { flags }: RunRequest, notices: readonly Notice[]): RunAnswer {
  if (flags.again === true) {
    throw fail(
      'usage',
      'frd-awaiting-merge',
      `Expected tasks whose work is merged or given up, found ${run.branch} accepted and not merged.`,
      {
        fix: `okstra land ${run.itemId}, or okstra discard ${run.runId} --force`,
      },
    );
  }
  return {
    ...acceptedAnswer(run, run.branch),
    notices,
    message: `${run.itemId} is already implemented on ${run.branch}, which waits to be merged`,
  };
}
