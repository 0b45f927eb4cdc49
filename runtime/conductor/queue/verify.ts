/** `okstra tasks verify`: the criteria of tasks against the code as it stands; nobody implements anything. */
import { fail } from '../../model/failure.ts';
import type { Queue, QueuePlace } from '../../sources/task-queue/queue.ts';
import { readQueue } from '../../sources/task-queue/queue.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { RunHooks } from '../api.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { currentCode } from './current-code.ts';
import { placeOf } from './open.ts';
import { requireVerifiable } from './open-tasks.ts';
import { applyPatches } from './patch-specs.ts';
import { reportOfRun } from './report-of-run.ts';
import type { VerifiedTask, VerifyAnswer, VerifyRequest } from './verify-answer.ts';
import { dimensionsOf } from './verify-dimensions.ts';
import { writeResult } from './verify-result.ts';
import { verifyOne } from './verify-run.ts';
import { writeSummary } from './verify-summary.ts';

interface How {
  readonly hooks: RunHooks;
  readonly ports: Ports;
  /** The queue whose tasks these are, where it does not lie in the session's checkout. */
  readonly place?: QueuePlace;
}

export async function verifyTasks(session: Session, request: VerifyRequest, how: How): Promise<VerifyAnswer> {
  const { ports, hooks, place = placeOf(session, session.repo.top) } = how;
  const chosen = choose(readQueue(place), request);
  const commit = await currentCode(session, request.branch);
  const isOwn = how.place === undefined;
  const verified: VerifiedTask[] = [];
  const checks = new Map<string, boolean>();
  for (const task of chosen) {
    if (hooks.signal.aborted) break;
    const { answer, criteria, receipts } = await verifyOne(session, task.id, { commit, flags: request.flags, hooks, ports });
    for (const receipt of receipts) checks.set(receipt.cmd, (checks.get(receipt.cmd) ?? true) && receipt.passed);
    const report = reportOfRun(answer.run);
    // Outside of git there is no branch that a patch could go to.
    const branch = isOwn ? request.branch : undefined;
    const patched = await applyPatches(session, place, {
      item: task.id,
      run: answer.run?.id ?? '',
      branch,
      reference: task.specReference,
      isIn: answer.outcome === 'accepted',
      gaps: report.gaps,
    });
    verified.push(await writeResult(place, task, { answer, criteria, report, patched, at: ports.now().toISOString() }));
  }
  const isWhole = request.ids === undefined && request.pendingOnly !== true && !hooks.signal.aborted;
  const dimensions = isWhole ? dimensionsOf(place, verified, checks) : null;
  const complete = await writeSummary(place, {
    verified,
    dimensions,
    commit: isOwn ? commit : null,
    scope: scopeOf(request, chosen),
    at: ports.now().toISOString(),
  });
  const fixes = [...new Set(verified.flatMap(({ fix, reported }) => [...(fix === undefined ? [] : [fix]), ...reported]))];
  return { tasks: verified, dimensions, commit: isOwn ? commit : null, fixes, complete, notices: [] };
}

const scopeOf = ({ ids, all }: VerifyRequest, chosen: readonly Task[]): string =>
  ids !== undefined ? chosen.map(({ id }) => id).join(', ') : all === true ? 'all tasks' : 'all finished tasks';

function choose(queue: Queue, { ids, all, pendingOnly }: VerifyRequest): readonly Task[] {
  const { tasks, byId } = queue.tasks;
  if (ids !== undefined) {
    const named = ids.map((id) => {
      const task = byId.get(id);
      if (task === undefined)
        throw fail('usage', 'item-unknown', `Expected the id of a task, found "${id}".`, {
          fix: 'okstra tasks status lists the tasks.',
        });
      return task;
    });
    requireVerifiable(named);
    return named;
  }
  const again = tasks.filter(({ status }) => status === 'needs-re-verification');
  if (pendingOnly === true) return again;
  const finished = tasks.filter(({ status }) => isVerified(status) || status === 'needs-re-verification');
  const open = all === true ? tasks.filter(({ status }) => status === 'pending' || status === 'in-progress') : [];
  if (finished.length + open.length === 0) {
    throw fail('usage', 'nothing-done', 'Expected at least one finished task to verify, found none.', {
      fix: 'okstra run <task> first; --all also looks at open tasks, for work that was done by hand.',
    });
  }
  return tasks.filter((task) => finished.includes(task) || open.includes(task));
}
