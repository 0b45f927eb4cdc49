/** What became of the verification of a task, told to the queue; of one that was interrupted too. */
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { hasQueue, readQueue } from '../../sources/task-queue/queue.ts';
import { TASK_LABEL } from '../../sources/task-queue/reporting.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import type { RunAnswer } from '../api.ts';
import { recordOf } from '../check-tree.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { stateOfRun } from '../state-of-run.ts';
import { placeOf } from './open.ts';
import { isVerifiable } from './open-tasks.ts';
import { applyPatches } from './patch-specs.ts';
import { reportOfRun } from './report-of-run.ts';
import type { VerifiedTask } from './verify-answer.ts';
import { writeResult } from './verify-result.ts';
import { writeSummary } from './verify-summary.ts';

export interface Found {
  readonly answer: RunAnswer;
  readonly criteria: readonly { readonly text: string; readonly met: boolean }[];
  readonly receipts: readonly { readonly cmd: string; readonly passed: boolean }[];
}

export function foundIn(answer: RunAnswer): Found {
  if (answer.run === null) return { answer, criteria: [], receipts: [] };
  const { criteria, receipts } = stateOfRun(answer.run.dir);
  return { answer, criteria, receipts: receipts.map(({ cmd, status }) => ({ cmd, passed: status === 'passed' })) };
}

export const verificationId = (task: string, commit: string): string => `verify-${task}-${commit.slice(0, 10)}`;
/** The task that an item of that id verifies. */
const verifiedTask = (id: string): string | undefined => /^verify-(T-\d+[A-Z]?)-[0-9a-f]{10}$/.exec(id)?.[1];

/** What a verification found goes into both files. */
export async function settleVerified(
  { session, place, ports }: { readonly session: Session; readonly place: QueuePlace; readonly ports: Ports },
  task: Task,
  { answer, criteria }: Found,
  branch: string | undefined,
): Promise<VerifiedTask> {
  const report = reportOfRun(answer.run);
  const patched = await applyPatches(session, place, {
    item: task.id,
    run: answer.run?.id ?? '',
    branch,
    reference: task.specReference,
    isIn: answer.outcome === 'accepted',
    gaps: report.gaps,
  });
  return writeResult(place, task, { answer, criteria, report, patched, at: ports.now().toISOString() });
}

/** A verification of a task that was interrupted and came to its end now: nobody else would tell the queue. */
export async function settleResumed(session: Session, answer: RunAnswer, ports: Ports): Promise<void> {
  if (answer.run === null || answer.outcome === null) return;
  const { plan } = recordOf(answer.run.dir);
  if (plan.executor !== null || plan.item.labels?.includes(TASK_LABEL) !== true) return;
  const id = verifiedTask(plan.item.id);
  const place = placeOf(session, session.repo.top);
  const task = id === undefined || !hasQueue(place) ? undefined : readQueue(place).tasks.byId.get(id);
  // Decided about by a person meanwhile: it stays so.
  if (task === undefined || !isVerifiable(task)) return;
  const branch = `okstra/${session.sources.byName('task-queue').word}`;
  const verified = await settleVerified({ session, place, ports }, task, foundIn(answer), branch);
  const commit = plan.change.commit;
  await writeSummary(place, { verified: [verified], dimensions: null, commit, scope: task.id, at: ports.now().toISOString() });
}
