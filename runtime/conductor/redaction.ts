/** What is redacted in everything a run writes: the secrets of the environment and of the configuration, never okstra's own names. */
import type { RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import type { Redactor } from '../process/index.ts';
import { makeRedactor, secretValues } from '../process/index.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';

/** For what is written outside of a run's plan (a give-up, a landing). */
export const makeRedactorFor = (ports: Ports): Redactor => makeRedactor(secretValues(ports.env));

/**
 * A value that is a part of a name okstra works with (`postgres` as the password beside an item `spec-02-postgres`) is no use as a secret,
 * and redacting it would break paths, branches and ids: it stays, and `unredacted` names how many such values there are.
 */
export function redactionOf(ports: Ports, plan: RunPlan, places: readonly string[]): { redactor: Redactor; unredacted: number } {
  const configured = seatsOf(plan).flatMap((seat) => secretValues(seat.agent.env ?? {}));
  const ofChecks = plan.checks.flatMap((check) => secretValues(check.env));
  const values = [...new Set([...secretValues(ports.env), ...configured, ...ofChecks])];
  const names = structure(ports, plan, places);
  const kept = values.filter((value) => !names.some((name) => name.includes(value)));
  return { redactor: makeRedactor(kept), unredacted: values.length - kept.length };
}

function structure(ports: Ports, plan: RunPlan, places: readonly string[]): readonly string[] {
  const seats = seatsOf(plan);
  return [
    plan.taskKey,
    ...(plan.executor === null ? [plan.change.name, plan.change.base, plan.change.commit] : [plan.branch, plan.worktree]),
    plan.item.path,
    plan.item.dir,
    okstraHome(ports.env),
    ...places,
    ...(plan.base.headBranch === undefined ? [] : [plan.base.headBranch]),
    ...seats.flatMap((seat) => [seat.id, seat.agent.vendor, seat.agent.driver, seat.agent.model ?? '', seat.program?.path ?? '']),
    ...plan.checks.flatMap((check) => [check.id, check.cwd]),
    // words of the contract that stand in every journal
    'implementation strict parallel accepted verifier executor completed read-only workspace-write',
  ];
}
