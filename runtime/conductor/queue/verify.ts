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
import type { VerifiedTask, VerifyAnswer, VerifyRequest } from './verify-answer.ts';
import { askDimensions } from './verify-dimensions.ts';
import { possibleQuestions } from './verify-questions.ts';
import { verifyOne } from './verify-run.ts';
import { settleVerified } from './verify-settle.ts';
import { writeSummary } from './verify-summary.ts';

export interface VerifyHow {
  readonly hooks: RunHooks;
  readonly ports: Ports;
  /** The queue whose tasks these are, where it does not lie in the session's checkout. */
  readonly place?: QueuePlace;
  /** Before the first run: how many tasks are verified, and how many questions about specs come after them at most. */
  readonly onPlan?: (tasks: number, questions: number) => void;
}

export async function verifyTasks(session: Session, request: VerifyRequest, how: VerifyHow): Promise<VerifyAnswer> {
  const { ports, hooks, place = placeOf(session, session.repo.top) } = how;
  const chosen = choose(readQueue(place), request);
  const isOwn = how.place === undefined;
  // Nothing to look at: what is on record stays.
  if (chosen.length === 0) return NOTHING_TO_DO;
  const isSelection = request.ids !== undefined || request.pendingOnly === true;
  const most = request.questions ?? MOST_QUESTIONS;
  if (!isSelection) how.onPlan?.(chosen.length, Math.min(most, possibleQuestions(place)));
  const commit = await currentCode(session, request.branch);
  const under = { session, place, commit, flags: request.flags, hooks, ports };
  // Outside of git there is no branch that a patch could go to.
  const branch = isOwn ? request.branch : undefined;
  const verified: VerifiedTask[] = [];
  const checks = new Map<string, boolean>();
  for (const task of chosen) {
    if (hooks.signal.aborted) break;
    const found = await verifyOne(under, task.id);
    for (const receipt of found.receipts) checks.set(receipt.cmd, (checks.get(receipt.cmd) ?? true) && receipt.passed);
    verified.push(await settleVerified(under, task, found, branch));
  }
  const isWhole = !isSelection && !hooks.signal.aborted;
  const issues = new Set(verified.filter(({ result }) => result !== 'pass').map(({ id }) => id));
  const asked = isWhole ? await askDimensions(under, { issues, checks, most, branch }) : undefined;
  const complete = await writeSummary(place, {
    verified,
    dimensions: asked?.dimensions ?? null,
    commit: isOwn ? commit : null,
    scope: scopeOf(request, chosen),
    at: ports.now().toISOString(),
  });
  const ofTasks = verified.flatMap(({ fix, reported }) => [...(fix === undefined ? [] : [fix]), ...reported]);
  return {
    tasks: verified,
    dimensions: asked?.dimensions ?? null,
    commit: isOwn ? commit : null,
    fixes: [...new Set([...ofTasks, ...(asked?.fixes ?? [])])],
    complete,
    notices: [],
  };
}

const MOST_QUESTIONS = 12;
const NOTHING_TO_DO: VerifyAnswer = { tasks: [], dimensions: null, commit: null, fixes: [], complete: false, notices: [] };

const scopeOf = ({ ids, all, pendingOnly }: VerifyRequest, chosen: readonly Task[]): string =>
  ids !== undefined || pendingOnly === true
    ? chosen.map(({ id }) => id).join(', ')
    : all === true
      ? 'all tasks'
      : 'all finished tasks';

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
  const open = all === true ? tasks.filter(({ status }) => /^(?:pending|in-progress|blocked)$/.test(status)) : [];
  if (finished.length + open.length === 0) {
    throw fail('usage', 'nothing-done', 'Expected at least one finished task to verify, found none.', {
      fix: 'okstra run <task> first; --all also looks at open tasks, for work that was done by hand.',
    });
  }
  return tasks.filter((task) => finished.includes(task) || open.includes(task));
}
