/** The answer of a run, from its state. */
import { join } from 'node:path';
import { waitingFor } from '../lead/index.ts';
import type { Failure } from '../model/failure.ts';
import { LIMIT_ENDS } from '../model/limits.ts';
import type { ReviewedChange } from '../model/plan.ts';
import type { RunAnswer } from './api.ts';
import type { RunContext } from './context.ts';
import { followUpsOf } from './follow-ups.ts';
import { limitsNow } from './limits.ts';
import { sessionOf } from './session-hint.ts';

export function runAnswer(context: RunContext): RunAnswer {
  const { folder, plan, repo, runId } = context;
  const state = context.state();
  const { finished, prepared, failure } = state;
  const last = state.attempts.findLast((attempt) => attempt.verdict !== undefined);
  const outcome = finished?.outcome ?? null;
  const stopped = outcome === 'cancelled' && !failure;
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
    ...(failure ? { error: forThisRun(failure, runId) } : {}),
    ...(stopped
      ? {
          error: {
            category: 'interrupted' as const,
            code: 'cancelled',
            message: `The run was stopped (${state.stopRequested ?? 'on request'}).`,
            fix: `okstra resume ${runId}`,
          },
        }
      : {}),
    ...endError(context),
  };
}

function waitOf(context: RunContext): Pick<RunAnswer, 'resumeAt' | 'waits'> {
  const state = context.state();
  const waiting = state.finished?.outcome === 'waiting-quota' ? waitingFor(state) : undefined;
  if (waiting === undefined) return {};
  return { resumeAt: waiting.until, ...(limitsNow(context.plan, state).waitQuotaMs === undefined ? {} : { waits: true }) };
}

/** The lead does not know which run it decides for. */
const forThisRun = (failure: Failure, runId: string): Failure =>
  LIMIT_ENDS.has(failure.code) && failure.fix !== undefined
    ? { ...failure, fix: failure.fix.replace(/^okstra resume (?!run-)/, `okstra resume ${runId} `) }
    : failure;

const changeOf = ({ kind, name, base, commit, tree, commits }: ReviewedChange) => ({
  kind,
  name,
  base,
  commit,
  tree,
  commits: commits.length,
});

/** An end that is neither accepted nor failed still says why, and what to do. */
function endError(context: RunContext): Pick<RunAnswer, 'error'> {
  const state = context.state();
  if (state.failure || !state.finished) return {};
  const reasons = state.attempts.at(-1)?.verdict?.reasons.join(' ') ?? '';
  const { outcome } = state.finished;
  if (outcome === 'blocked')
    return {
      error: {
        category: 'blocked',
        code: 'no-verifier-result',
        message: reasons,
        fix: `okstra inspect logs ${context.runId} shows what the verifiers said; then ${context.plan.executor === null ? 'review it' : 'run the item'} again.`,
        details: { route: 'error-analysis' },
      },
    };
  if (outcome === 'contract-violated') {
    return {
      error: {
        category: 'contract',
        code: 'contract-violated',
        message: reasons,
        fix: `Look at what changed, undo it, and run the item again; okstra inspect report ${context.runId}`,
      },
    };
  }
  if (outcome === 'waiting-quota') {
    const { until = 'later', seats = [] } = waitingFor(state) ?? {};
    return {
      error: {
        category: 'blocked',
        code: 'waiting-quota',
        message: `An agent's quota is used up until ${until}.`,
        fix: `After that: okstra resume ${context.runId}; or wait for it now: okstra resume ${context.runId} --wait-quota`,
        details: { resumeAt: until, seats },
      },
    };
  }
  return {};
}
