/** `okstra run` on one item, and what a task of the queue has verified again once its work came in: what it may have harmed, and what its fix concerns. */
import type { Notice } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { RunAnswer, RunHooks, RunRequest } from './api.ts';
import { recordOf } from './check-tree.ts';
import type { Ports } from './ports.ts';
import { tasksToVerifyAfter } from './queue/regressions.ts';
import { verifyTasks } from './queue/verify.ts';
import type { VerifiedTask } from './queue/verify-answer.ts';
import { openSession } from './session.ts';
import { runAlone } from './start.ts';

export async function runItem(request: RunRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> {
  const answer = await runAlone(request, hooks, ports);
  const { run, integration } = answer;
  const isNew = answer.outcome === 'accepted' && answer.message === undefined && integration !== undefined;
  if (!isNew || run === null || integration.how === 'sent-back' || hooks.signal.aborted) return answer;
  const { plan } = recordOf(run.dir);
  if (plan.item.source !== 'task-queue') return answer;
  const session = await openSession(request.cwd, ports);
  const ids = tasksToVerifyAfter(session, plan.item.id);
  if (ids.length === 0) return answer;
  // Recorded is the run of the item.
  const { recordDir: _folder, ...flags } = request.flags;
  try {
    const { tasks } = await verifyTasks(session, { ids, flags, branch: integration.branch }, { hooks, ports });
    const notices = [...answer.notices.filter(({ code }) => code !== 'to-verify'), ...noticesOf(tasks)];
    return { ...answer, verified: tasks.map(({ id, result, after }) => ({ id, result, status: after })), notices };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    const { code, message } = error.failure;
    const notice = {
      code,
      message: `Not verified again: ${ids.join(', ')}. ${message}`,
      fix: `okstra tasks verify ${ids.join(' ')}`,
    };
    return { ...answer, notices: [...answer.notices, notice] };
  }
}

const WORDS = { pass: 'holds', issue: 'does not hold', 'not-verified': 'nobody could say' } as const;

function noticesOf(tasks: readonly VerifiedTask[]): readonly Notice[] {
  const said = tasks.map(({ id, result, fix }) => `${id} ${WORDS[result]}${fix === undefined ? '' : ` (${fix})`}`);
  const [first] = tasks.flatMap(({ fix }) => fix ?? []);
  return [
    {
      code: 'verified-again',
      message: `Verified again: ${said.join('; ')}.`,
      ...(first === undefined ? {} : { fix: `okstra run ${first}` }),
    },
  ];
}
