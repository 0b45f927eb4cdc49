/** Waiting in place until an agent's quota resets. The lease is renewed meanwhile, the clock of the run stands, and a stop ends the wait. */
import type { Action } from '../lead/index.ts';
import type { RunContext } from './context.ts';
import { Interrupted } from './interrupted.ts';

/** A clock may be set while one waits, and a laptop may sleep: the time is looked at again and again. */
const LOOK_MS = 15_000;

export async function waitQuota(context: RunContext, { until, seats }: Extract<Action, { type: 'wait-quota' }>): Promise<void> {
  context.append({ type: 'quota-wait-started', seats, until });
  const end = Date.parse(until);
  for (;;) {
    if (context.signal.aborted) throw new Interrupted();
    const left = end - context.ports.now().getTime();
    if (left <= 0) break;
    await pause(Math.min(left, LOOK_MS), context.signal);
  }
  context.append({ type: 'quota-wait-ended', until });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
