/**
 * The loop around the lead: ask what can be done, start what is not under way, append what happened, ask again. Verifiers run side by
 * side because the lead names them together. Stopping and failing take the same way out: what is under way is ended first.
 */
import type { Action, LeadLimits } from '../lead/index.ts';
import { actionKey, decide } from '../lead/index.ts';
import type { Failure } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { RunContext } from './context.ts';
import { Interrupted } from './interrupted.ts';
import type { KeptLease } from './kept-lease.ts';
import { leadLimits } from './limits.ts';
import { watchRunClock } from './run-clock.ts';

export type Perform = (context: RunContext, action: Action) => Promise<void>;

export interface ConductOptions {
  /** False: a quota ends the run here, although its plan would wait in place. Default true. */
  readonly waitsForQuota?: boolean;
}

/**
 * @param lease once it is lost nothing starts and nothing is written any more
 * @param stop aborts the work under way; called once the run has failed
 * @returns when nothing is left to do
 * @throws what a projection (status, report) failed with after the end of the run was recorded
 */
export async function conduct(
  context: RunContext,
  perform: Perform,
  { lease, stop }: { readonly lease: Pick<KeptLease, 'isLost'>; readonly stop: (reason: string) => void },
  options: ConductOptions = {},
): Promise<void> {
  const limits = (): LeadLimits => ({
    ...leadLimits(context.plan, context.state(), options.waitsForQuota !== false),
    stopping: context.signal.aborted,
  });
  const underWay = new Map<string, Promise<void>>();

  const failWith = (error: unknown): void => {
    try {
      context.append({ type: 'run-failed', failure: failureOf(error) });
    } finally {
      // Even when that cannot be written, on a full disk: agents end before anybody else may have the item.
      stop('failure');
    }
  };

  const carryOut = async (action: Action): Promise<void> => {
    const before = context.events().length;
    try {
      context.fence.check();
      await perform(context, action);
      if (context.events().length === before) throw new Error(`action ${actionKey(action)} left no event`);
    } catch (error) {
      if (error instanceof Interrupted || lease.isLost()) return;
      // The end is on record and only a projection is missing: the caller hears of it, and a resume writes it again.
      if (context.state().finished) throw error;
      failWith(error);
    } finally {
      underWay.delete(actionKey(action));
    }
  };

  const clock = watchRunClock(context, (error) => {
    const state = context.state();
    if (state.finished || state.failure || state.stopRequested !== undefined || context.signal.aborted) return;
    try {
      failWith(error);
    } catch {
      // The loop meets the same once what is under way has ended.
    }
  });

  const noteStop = (): void => {
    const state = context.state();
    if (state.stopRequested !== undefined || state.finished || state.failure) return;
    try {
      context.append({ type: 'stop-requested', by: String(context.signal.reason ?? 'request') });
    } catch (error) {
      if (!lease.isLost()) throw error;
    }
  };

  try {
    for (;;) {
      if (context.signal.aborted && !lease.isLost()) noteStop();
      for (const action of lease.isLost() ? [] : decide(context.state(), limits())) {
        const key = actionKey(action);
        if (!underWay.has(key)) underWay.set(key, carryOut(action));
      }
      if (underWay.size === 0) return;
      await Promise.race(underWay.values());
    }
  } catch (error) {
    stop('failure');
    await Promise.allSettled(underWay.values());
    throw error;
  } finally {
    clock.stop();
  }
}

/** What is thrown without being an OkstraError is a defect of ours: it says so, and keeps its stack for the report. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OkstraError) return error.failure;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    category: 'system',
    code: 'internal-error',
    message: `okstra met a state it does not expect: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'This is a defect of okstra: report it with the journal of the run.',
    details: { stack },
  };
}
