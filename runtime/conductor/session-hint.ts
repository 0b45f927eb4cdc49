/** How a person goes on with the session of an executor: with its own program, in the worktree. */
import { driverFor, KNOWN_DRIVERS } from '../drivers/index.ts';
import type { RunPlan } from '../model/plan.ts';
import type { RunAnswer } from './api.ts';
import type { RunContext } from './context.ts';

/** undefined: the program has no such command, or nobody wrote. */
export function sessionCommand(plan: RunPlan, session: string): string | undefined {
  const driver = plan.executor?.agent.driver;
  return driver !== undefined && KNOWN_DRIVERS.includes(driver) ? driverFor(driver).resumeHint?.(session) : undefined;
}

/** The first session that the newest of the executor's dispatches named, if any did. */
export function sessionOf(context: Pick<RunContext, 'plan' | 'events'>): RunAnswer['session'] {
  const { plan } = context;
  if (plan.executor === null) return null;
  const mine = new Set(
    context
      .events()
      .flatMap((event) => (event.type === 'dispatch-started' && event.seat === plan.executor?.id ? [event.dispatch] : [])),
  );
  const last = context.events().findLast((event) => event.type === 'session-seen' && mine.has(event.dispatch));
  if (last?.type !== 'session-seen') return null;
  return { id: last.session, command: sessionCommand(plan, last.session) ?? null };
}
