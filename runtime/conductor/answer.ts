/** The answer of a run, from its state. */
import { join } from 'node:path';
import { waitingFor } from '../lead/index.ts';
import type { ReviewedChange } from '../model/plan.ts';
import type { RunAnswer } from './api.ts';
import type { RunContext } from './context.ts';
import { endError } from './end-error.ts';
import { followUpsOf } from './follow-ups.ts';
import { limitsNow } from './limits.ts';
import { sessionOf } from './session-hint.ts';

export function runAnswer(context: RunContext): RunAnswer {
  const { folder, plan, repo, runId } = context;
  const state = context.state();
  const { finished, prepared } = state;
  const last = state.attempts.findLast((attempt) => attempt.verdict !== undefined);
  const outcome = finished?.outcome ?? null;
  return {
    ok: outcome === 'accepted',
    exitCode: finished?.exitCode ?? 5,
    outcome,
    verdict: last?.verdict?.verdict ?? null,
    run: { id: runId, dir: folder.dir, taskKey: plan.taskKey, attemptsUsed: state.attempts.length },
    report: state.reportWritten
      ? { data: folder.absolute('report/data.json'), markdown: folder.absolute('report/implementation-report.md') }
      : null,
    ...(plan.executor === null ? { change: changeOf(plan.change) } : {}),
    branch: prepared?.branch ?? null,
    worktree: prepared?.worktree ?? null,
    remainingTasks: outcome === 'accepted' ? [] : (last?.verdict?.remainingTasks.map((task) => task.text) ?? []),
    followUps: followUpsOf(context).map((each) => ({ ...each, spawned: each.spawned && join(repo.top, each.spawned) })),
    session: sessionOf(context),
    notices: [...plan.notices, ...context.events().flatMap((event) => (event.type === 'notice' ? [event.notice] : []))],
    ...waitOf(context),
    ...endError(state, { runId, isReview: plan.executor === null }),
  };
}

function waitOf(context: RunContext): Pick<RunAnswer, 'resumeAt' | 'waits'> {
  const state = context.state();
  const waiting = state.finished?.outcome === 'waiting-quota' ? waitingFor(state) : undefined;
  if (waiting === undefined) return {};
  return { resumeAt: waiting.until, ...(limitsNow(context.plan, state).waitQuotaMs === undefined ? {} : { waits: true }) };
}

const changeOf = ({ kind, name, base, commit, tree, commits }: ReviewedChange) => ({
  kind,
  name,
  base,
  commit,
  tree,
  commits: commits.length,
});
