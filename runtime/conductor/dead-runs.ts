/** What runs that died left behind: agents that still work, and what was laid out for them. */
import { rmSync } from 'node:fs';
import type { RunId } from '../model/ids.ts';
import { sweepMarked } from '../process/index.ts';
import { inspectJournal } from '../store/journal.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { scratchDir } from './context.ts';
import type { Ports } from './ports.ts';
import { processGroups } from './resume.ts';
import type { Session } from './session.ts';

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

export async function endDeadRun(run: Pick<RunSummary, 'runId' | 'dir'>, ports: Ports): Promise<void> {
  await sweepMarked(run.runId, { groups: processGroups(inspectJournal(`${run.dir}/journal.jsonl`).events) });
  rmSync(scratchDir({ ports, runId: run.runId as RunId }), { recursive: true, force: true });
}
