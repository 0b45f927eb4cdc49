/** `okstra review`: evidence, verification and a verdict for a change that exists already. */
import type { ReviewPlan } from '../model/plan.ts';
import { listRuns } from '../store/runs.ts';
import type { ReviewRequest, RunAnswer, RunHooks } from './api.ts';
import { requireOpenHost } from './host-sandbox.ts';
import type { NoChange } from './plan-review.ts';
import { makeReviewPlan } from './plan-review.ts';
import type { Ports } from './ports.ts';
import { loadDetector, prepareDetector, redactionOf } from './redaction.ts';
import { NOTHING } from './resume.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';
import { startRun } from './start.ts';

/** What `okstra review --dry-run` prints. */
export async function planReview(request: ReviewRequest, ports: Ports): Promise<ReviewPlan | NoChange> {
  const session = await openSession(request.cwd, ports);
  const plan = await makeReviewPlan(session, request, ports);
  if ('nothing' in plan) return plan;
  return redactionOf({ ports, plan, top: session.repo.top, detect: await loadDetector() }).redactor.value(plan);
}

/** Every review is a run of its own: one that was interrupted goes on with `okstra resume` and not by itself. */
export async function reviewChange(request: ReviewRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> {
  prepareDetector();
  const session = await openSession(request.cwd, ports);
  await requireOpenHost({ ...session.repo, cwd: request.cwd, command: hooks.command ?? 'okstra review --exec' }, ports);
  const plan = await makeReviewPlan(session, request, ports);
  if ('nothing' in plan) return { ...NOTHING, message: plan.nothing };
  noteInterrupted(session, plan, hooks);
  return startRun({ session, plan, hooks, ports });
}

function noteInterrupted({ repo }: Session, { item }: ReviewPlan, hooks: RunHooks): void {
  const last = listRuns(repo.top, { group: item.group, id: item.id }).runs.at(-1);
  if (!last?.interrupted) return;
  hooks.onProgress({
    type: 'notice',
    notice: {
      code: 'interrupted-review',
      message: `An earlier review of the same change was interrupted (${last.runId}); this one begins anew.`,
      fix: `okstra resume ${last.runId} goes on with that one.`,
    },
  });
}
