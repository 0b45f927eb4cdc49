/** `okstra tasks verify`: the criteria of tasks against the code as it stands; nobody implements anything. */
import { fail } from '../../model/failure.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { readQueue } from '../../sources/task-queue/queue.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { RunHooks } from '../api.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { currentCode } from './current-code.ts';
import { placeOf } from './open.ts';
import type { VerifiedTask, VerifyAnswer, VerifyRequest } from './verify-answer.ts';
import { dimensionsOf } from './verify-dimensions.ts';
import { writeResult } from './verify-result.ts';
import { verifyOne } from './verify-run.ts';
import { writeSummary } from './verify-summary.ts';

export async function verifyTasks(
  session: Session,
  request: VerifyRequest,
  how: { readonly hooks: RunHooks; readonly ports: Ports },
): Promise<VerifyAnswer> {
  const place = placeOf(session, session.repo.top);
  const queue = readQueue(place);
  const chosen = choose(queue, request);
  const commit = await currentCode(session, request.branch);
  const verified: VerifiedTask[] = [];
  const checks = new Map<string, boolean>();
  for (const task of chosen) {
    if (how.hooks.signal.aborted) break;
    const { answer, criteria, receipts } = await verifyOne(session, task.id, { commit, flags: request.flags, ...how });
    for (const receipt of receipts) checks.set(receipt.cmd, (checks.get(receipt.cmd) ?? true) && receipt.passed);
    verified.push(await writeResult(session, task, { answer, criteria, at: how.ports.now().toISOString() }));
  }
  const isWhole = request.ids === undefined && request.pendingOnly !== true && !how.hooks.signal.aborted;
  const dimensions = isWhole ? dimensionsOf(session, verified, checks) : null;
  const complete = await writeSummary(session, {
    verified,
    dimensions,
    commit,
    scope: scopeOf(request, chosen),
    at: how.ports.now().toISOString(),
  });
  return { tasks: verified, dimensions, commit, fixes: verified.flatMap(({ fix }) => fix ?? []), complete };
}

const scopeOf = ({ ids, all }: VerifyRequest, chosen: readonly Task[]): string =>
  ids !== undefined ? chosen.map(({ id }) => id).join(', ') : all === true ? 'all tasks' : 'all finished tasks';

function choose(queue: Queue, { ids, all, pendingOnly }: VerifyRequest): readonly Task[] {
  const { tasks, byId } = queue.tasks;
  if (ids !== undefined) {
    return ids.map((id) => {
      const task = byId.get(id);
      if (task === undefined)
        throw fail('usage', 'item-unknown', `Expected the id of a task, found "${id}".`, {
          fix: 'okstra tasks status lists the tasks.',
        });
      return task;
    });
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
