/** Runs of bundles in this checkout that were interrupted: they go on before anything new is taken. */
import type { ImplementationPlan } from '../../model/plan.ts';
import { readClaims, releaseClaims } from '../../sources/frd/claims/index.ts';
import type { RunSummary } from '../../store/runs.ts';
import { listHeads, listRuns } from '../../store/runs.ts';
import { recordOf } from '../check-tree.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { claimContextOf } from './desk.ts';
import { liveRuns } from './settle.ts';
import { mayTake } from './take.ts';

/**
 * With a task or document the run that has it, whatever it waits for. Without: the oldest that a crash or a stop interrupted, whose tasks
 * nobody has taken since.
 */
export async function interruptedBundle(
  session: Session,
  { only, except = [] }: { readonly only: string | undefined; readonly except?: readonly string[] },
  ports: Ports,
): Promise<RunSummary | undefined> {
  const { repo, config } = session;
  const source = session.sources.byName('frd');
  const live = await liveRuns(repo, ports);
  const heads = listHeads(repo.top).filter(
    (head) => source.owns(head.group) && head.interrupted && !head.discarded && !live.has(head.runId),
  );
  for (const head of heads) {
    const { runs } = listRuns(repo.top, { group: head.group, id: head.itemId });
    const run = runs.at(-1);
    // An older one was given up for a newer one.
    if (run === undefined || run.runId !== head.runId) continue;
    const bundle = bundleOfRun(run);
    if (bundle === undefined) continue;
    if (only !== undefined) {
      if (bundle.frdId === only || bundle.taskIds.includes(only)) return run;
      continue;
    }
    if (run.outcome !== null && run.outcome !== 'cancelled') continue;
    if (bundle.taskIds.some((id) => except.includes(id))) continue;
    const context = await claimContextOf(repo, config, { runId: run.runId, now: ports.now });
    const { holdings } = await readClaims(context);
    const isFree = bundle.taskIds.every((id) => {
      const holding = holdings.get(id);
      return holding === undefined || mayTake(holding, context.ownerId);
    });
    if (isFree) return run;
  }
  return undefined;
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
