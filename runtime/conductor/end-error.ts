/** Why a run that was not accepted ended, and what to do about it: from its state alone. */

import { waitingFor } from '../lead/quota.ts';
import type { RunState } from '../lead/state.ts';
import type { Failure } from '../model/failure.ts';
import { LIMIT_ENDS } from '../model/limits.ts';

interface EndedRun {
  readonly runId: string;
  readonly isReview: boolean;
}

/** An end that is neither accepted nor failed still says why, and what to do. */
export function endError(state: RunState, { runId, isReview }: EndedRun): { readonly error?: Failure } {
  if (state.failure) return { error: forThisRun(state.failure, runId) };
  if (!state.finished) return {};
  const reasons = state.attempts.at(-1)?.verdict?.reasons.join(' ') ?? '';
  const { outcome } = state.finished;
  if (outcome === 'blocked')
    return {
      error: {
        category: 'blocked',
        code: 'no-verifier-result',
        message: reasons,
        fix: `okstra inspect logs ${runId} shows what the verifiers said; then ${isReview ? 'review it' : 'run the item'} again.`,
        details: { route: 'error-analysis' },
      },
    };
  if (outcome === 'contract-violated') {
    return {
      error: {
        category: 'contract',
        code: 'contract-violated',
        message: reasons,
        fix: `Look at what changed, undo it, and run the item again; okstra inspect report ${runId}`,
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
        fix: `After that: okstra resume ${runId}; or wait for it now: okstra resume ${runId} --wait-quota`,
        details: { resumeAt: until, seats },
      },
    };
  }
  if (outcome === 'cancelled') {
    return {
      error: {
        category: 'interrupted',
        code: 'cancelled',
        message: `The run was stopped (${state.stopRequested ?? 'on request'}).`,
        fix: `okstra resume ${runId}`,
      },
    };
  }
  return {};
}

/** The lead does not know which run it decides for. */
const forThisRun = (failure: Failure, runId: string): Failure =>
  LIMIT_ENDS.has(failure.code) && failure.fix !== undefined
    ? { ...failure, fix: failure.fix.replace(/^okstra resume (?!run-)/, `okstra resume ${runId} `) }
    : failure;
