/**
 * `okstra doctor --repair`: what crashes and damage left in this checkout, and what is done about each. Planning changes nothing. Nothing that
 * holds work which is not committed or not merged is ever among what is done.
 */

import type { Lease } from '../git/index.ts';
import { isAlive, readLeases, realProcessFacts } from '../git/index.ts';
import type { Failure } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { Ports } from './ports.ts';
import { planLeftovers } from './repair-leftovers.ts';
import { planRuns } from './repair-runs.ts';
import type { RepairStep } from './repair-step.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

export type RepairedStep = Omit<RepairStep, 'act'> & {
  /** null: not asked for, or for a person. */
  readonly done: string | null;
  readonly failure?: Failure;
};

/** @param perform false: only says what there is to do */
export async function repair(cwd: string, perform: boolean, ports: Ports): Promise<readonly RepairedStep[]> {
  const session = await openSession(cwd, ports);
  const repaired: RepairedStep[] = [];
  for (const { act, ...step } of await planRepair(session, ports)) {
    repaired.push(perform && act !== undefined ? await carryOut(step, act) : { ...step, done: null });
  }
  return repaired;
}

async function carryOut(step: Omit<RepairStep, 'act'>, act: () => Promise<string>): Promise<RepairedStep> {
  try {
    return { ...step, done: await act() };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return { ...step, done: null, failure: error.failure };
  }
}

export async function planRepair(session: Session, ports: Ports): Promise<readonly RepairStep[]> {
  const { alive, dead } = await leasesOf(session, ports);
  const atWork = new Set(alive.map(({ runId }) => runId));
  const isAtWork = (runId: string): boolean => atWork.has(runId);
  return [...planRuns(session, isAtWork, ports), ...(await planLeftovers(session, { isAtWork, dead }, ports))];
}

async function leasesOf(
  { repo }: Session,
  ports: Ports,
): Promise<{ readonly alive: readonly Lease[]; readonly dead: readonly Lease[] }> {
  const facts = realProcessFacts();
  const all = await readLeases(repo);
  const lives = (lease: Lease): boolean => isAlive(lease, ports.now(), facts);
  return { alive: all.filter(lives), dead: all.filter((lease) => !lives(lease)) };
}
