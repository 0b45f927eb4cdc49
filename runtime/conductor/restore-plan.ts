/** The plan of an interrupted run as it was made: what was redacted on disk comes again from where it stood at first. */

import type { Seat } from '../model/agents.ts';
import { fail } from '../model/failure.ts';
import type { RunPlan } from '../model/plan.ts';
import { checksOf, setupOf } from './plan-run.ts';
import type { Ports } from './ports.ts';
import { loadDetector, redactionOf } from './redaction.ts';
import type { Session } from './session.ts';

const MARK = '[redacted:';

/**
 * @param text the plan as it lies on disk
 * @throws OkstraError `plan-changed` when configuration or item no longer say what the plan was made from
 */
export async function restorePlan(text: string, session: Session, ports: Ports): Promise<RunPlan> {
  const read = JSON.parse(text) as RunPlan;
  // Plans of earlier versions knew one round only.
  const stored: RunPlan = 'convergence' in read ? read : withOneRound(read);
  if (!text.includes(MARK)) return stored;
  // The item of a review is made of what lies nowhere else: its text stays as it was written.
  const item = stored.executor === null ? stored.item : session.sources.ofGroup(stored.item.group).load(stored.item).item;
  const { lifecycle, nativeStatus, carriedTasks } = stored.item;
  const checks = checksOf(session, item);
  const work = stored.executor === null ? stored : { ...stored, executor: refill(stored.executor, session) };
  const plan: RunPlan = {
    ...work,
    item: holds(stored.item) ? { ...item, lifecycle, nativeStatus, carriedTasks } : stored.item,
    verifiers: stored.verifiers.map((seat) => refill(seat, session)),
    checks: stored.checks.map((check) => (holds(check) ? (checks.find(({ id }) => id === check.id) ?? check) : check)),
    setup: holds(stored.setup) ? (await setupOf(session)).specs : stored.setup,
  };
  const { redactor } = redactionOf({ ports, plan, top: session.repo.top, detect: await loadDetector() });
  // In the form in which it was written: some secrets are known by the name in front of them.
  const asWritten = (value: RunPlan): string => redactor.text(JSON.stringify(value, null, 2));
  if (asWritten(plan) !== asWritten(stored)) {
    throw fail(
      'usage',
      'plan-changed',
      'Expected the configuration and the item that the run was planned with, found them changed.',
      {
        fix: 'Restore them (and the variables that hold secrets), or start anew with `okstra run --fresh`.',
      },
    );
  }
  return plan;
}

const withOneRound = (plan: RunPlan): RunPlan => ({ ...plan, convergence: { enabled: false, verificationMode: 'lightweight' } });

const holds = (value: unknown): boolean => JSON.stringify(value).includes(MARK);

function refill(seat: Seat, session: Session): Seat {
  const current = session.config.settings.agents[seat.agent.name];
  if (!current || !holds(seat)) return seat;
  const { command, env } = current;
  return {
    ...seat,
    agent: { ...seat.agent, ...(command === undefined ? {} : { command }), ...(env === undefined ? {} : { env }) },
  };
}
