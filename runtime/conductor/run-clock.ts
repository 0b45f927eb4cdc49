/** The wall clock of a whole run: the time between its events, summed over all sittings, without interruptions, suspensions of the machine and waits for a quota. */
import { durationText } from '../config/units.ts';
import { fail } from '../model/failure.ts';
import type { RunContext } from './context.ts';
import { limitsNow } from './limits.ts';

/** How often it is looked at. */
const LOOK_MS = 1000;

/** Milliseconds that the run has worked so far. */
export function workedMs(context: Pick<RunContext, 'state' | 'ports' | 'stoodMs'>): number {
  const { activeMs, lastAt, waitingSince } = context.state();
  if (waitingSince !== undefined || lastAt === undefined) return activeMs;
  return activeMs + Math.max(0, context.ports.now().getTime() - Date.parse(lastAt) - context.stoodMs());
}

/** @param end called once, when the time is used up */
export function watchRunClock(context: RunContext, end: (error: Error) => void): { stop(): void } {
  const { maxTimeMs } = limitsNow(context.plan, context.state());
  if (maxTimeMs === undefined) return { stop: () => undefined };
  const look = (): void => {
    if (workedMs(context) < maxTimeMs) return;
    clearInterval(timer);
    end(
      fail(
        'blocked',
        'time-exhausted',
        `The run has worked for ${durationText(maxTimeMs)}, the longest that run.maxTime allows.`,
        {
          fix: `okstra resume ${context.runId} --max-time <duration> goes on with a higher limit.`,
        },
      ),
    );
  };
  const timer = setInterval(look, Math.min(LOOK_MS, Math.max(50, maxTimeMs / 4)));
  timer.unref();
  // A run that has no time left begins nothing.
  look();
  return { stop: () => clearInterval(timer) };
}
