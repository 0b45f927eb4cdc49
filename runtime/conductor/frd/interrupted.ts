/** Runs of bundles in this checkout that were interrupted: they go on before anything new is taken. */
import type { Notice } from '../../model/failure.ts';
import type { ImplementationPlan } from '../../model/plan.ts';
import type { ClaimContext } from '../../sources/frd/claims/index.ts';
import { mergedThere, readClaims, releaseClaims } from '../../sources/frd/claims/index.ts';
import type { FrdSet, Holdings } from '../../sources/frd/index.ts';
import { isSettled } from '../../sources/frd/status.ts';
import type { RunSummary } from '../../store/runs.ts';
import { listHeads, listRuns } from '../../store/runs.ts';
import { recordOf } from '../check-tree.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { claimContextOf } from './desk.ts';
import { liveRuns } from './settle.ts';
import { mayTake } from './take.ts';

export interface Interrupted {
  readonly run?: RunSummary;
  /** Whose tasks somebody else has done meanwhile. */
  readonly overtaken: readonly RunSummary[];
  readonly notices: readonly Notice[];
}

export interface InterruptedWish {
  readonly set: FrdSet;
  readonly only: string | undefined;
  /** Tasks that are not to be begun again. */
  readonly except?: readonly string[];
  /** The remote is not asked. */
  readonly offline?: boolean;
}

/**
 * With a task or document the run that has it, whatever it waits for. Without: the oldest that a crash or a stop interrupted, whose tasks
 * nobody has taken since. One whose tasks are done by now is over, whoever did them.
 */
export async function interruptedBundle(
  session: Session,
  { set, only, except = [], offline = false }: InterruptedWish,
  ports: Ports,
): Promise<Interrupted> {
  const { repo, config } = session;
  const source = session.sources.byName('frd');
  const live = await liveRuns(repo, ports);
  const heads = listHeads(repo.top).filter(
    (head) => source.owns(head.group) && head.interrupted && !head.discarded && !live.has(head.runId),
  );
  const notices: Notice[] = [];
  const overtaken: RunSummary[] = [];
  let seen: Promise<Seen> | undefined;
  for (const head of heads) {
    const { runs } = listRuns(repo.top, { group: head.group, id: head.itemId });
    const run = runs.at(-1);
    // An older one was given up for a newer one.
    if (run === undefined || run.runId !== head.runId) continue;
    const bundle = bundleOfRun(run);
    if (bundle === undefined) continue;
    if (only !== undefined && bundle.frdId !== only && !bundle.taskIds.includes(only)) continue;
    if (only === undefined && run.outcome !== null && run.outcome !== 'cancelled') continue;
    if (only === undefined && bundle.taskIds.some((id) => except.includes(id))) continue;
    const context = await claimContextOf(repo, config, { runId: run.runId, offline, now: ports.now });
    seen ??= look(context, set);
    const { holdings, done } = await seen;
    const over = bundle.taskIds.filter((id) => done.has(id));
    if (over.length > 0) {
      const message = `The interrupted run ${run.runId} is passed over: ${over.join(', ')} was completed elsewhere meanwhile.`;
      overtaken.push(run);
      notices.push({ code: 'run-overtaken', message, fix: `okstra discard ${run.runId}` });
      continue;
    }
    const isFree = bundle.taskIds.every((id) => {
      const holding = holdings.get(id);
      return holding === undefined || mayTake(holding, context.ownerId);
    });
    if (only !== undefined || isFree) return { run, overtaken, notices };
  }
  return { overtaken, notices };
}

interface Seen {
  readonly holdings: Holdings;
  /** Tasks that are completed or skipped, here or at the remote. */
  readonly done: ReadonlySet<string>;
}

async function look(context: ClaimContext, { documents, rootPath }: FrdSet): Promise<Seen> {
  const { holdings, remote } = await readClaims({ ...context, ownerId: '' });
  const merged = remote.kind === 'reached' ? (await mergedThere(context, rootPath)).taskIds : [];
  const here = documents.flatMap(({ tasks }) => tasks.filter(({ status }) => isSettled(status)).map(({ taskId }) => taskId));
  return { holdings, done: new Set([...here, ...merged]) };
}

/** What an interrupted run still holds, when a new one takes its place. Nobody is at work under it: its process is gone. */
export async function releaseDead({ repo, config }: Session, run: RunSummary, ports: Ports): Promise<readonly string[]> {
  const bundle = bundleOfRun(run);
  if (bundle === undefined) return [];
  const context = await claimContextOf(repo, config, { runId: run.runId, now: ports.now });
  return (await releaseClaims(context, bundle.taskIds)).kept.map(({ taskId }) => taskId);
}

export const bundleOfRun = ({ dir }: Pick<RunSummary, 'dir'>): ImplementationPlan['item']['bundle'] =>
  recordOf(dir).plan.item.bundle;
