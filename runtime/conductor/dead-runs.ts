/** What runs that died left behind: agents that still work, and what was laid out for them. */
import { isAlive, readLeases, realProcessFacts, releaseLease } from '../git/index.ts';
import type { RunEvent } from '../model/events.ts';
import type { RunId } from '../model/ids.ts';
import { removeFolder, sweepMarked } from '../process/index.ts';
import { REVIEW_GROUP } from '../sources/index.ts';
import { inspectJournal } from '../store/journal.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { scratchDir } from './context.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';
import { dropChange } from './take-change.ts';

/**
 * Before a new run of an item begins: agents of its dead runs would go on writing into the same worktree. The caller holds the item's
 * lease, so none of these runs is alive.
 */
export async function endDeadRuns(
  session: Session,
  item: { readonly group: string; readonly id: string },
  ports: Ports,
): Promise<void> {
  const { runs, diagnoses } = listRuns(session.repo.top, item);
  for (const run of runs) if (run.interrupted) await endDeadRun(run, ports);
  for (const { dir, runId } of diagnoses) if (runId !== null) await endDeadRun({ dir, runId }, ports);
}

/**
 * A process can die between the last event of a run and giving its lease back: there is nothing to go on with then, and what was laid out for
 * the run, its lease included, would stay.
 */
export async function tidyEndedRuns({ repo }: Session, ports: Ports): Promise<void> {
  const facts = realProcessFacts();
  const dead = (await readLeases(repo)).filter((lease) => !isAlive(lease, ports.now(), facts));
  if (dead.length === 0) return;
  const { runs } = listRuns(repo.top);
  for (const lease of dead) {
    const run = runs.find(({ runId }) => runId === lease.runId);
    if (run === undefined || run.interrupted) continue;
    await endDeadRun(run, ports);
    if (run.group === REVIEW_GROUP) await dropChange(repo, run.runId);
    await releaseLease(repo, lease);
  }
}

export async function endDeadRun(run: Pick<RunSummary, 'runId' | 'dir'>, ports: Ports): Promise<void> {
  await sweepMarked(run.runId, { groups: processGroups(inspectJournal(`${run.dir}/journal.jsonl`).events) });
  removeFolder(scratchDir({ ports, runId: run.runId as RunId }));
}

/** What the journal says was running, for systems on which a sweep by marker is not possible. */
export function processGroups(events: readonly RunEvent[]): readonly { pid: number; startTime: string }[] {
  return events.flatMap((event) => (event.type === 'process-started' ? [{ pid: event.pid, startTime: event.startTime }] : []));
}
