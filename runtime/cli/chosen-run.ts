/** Which run a word on the command line means. */

import type { Session } from '../conductor/index.ts';
import { findRun, openSession, realPorts } from '../conductor/index.ts';
import { newestRun } from '../store/find-run.ts';
import type { RunSummary } from '../store/runs.ts';
import type { CliContext } from './context.ts';

export interface ChosenRun {
  readonly session: Session;
  readonly run: RunSummary;
}

/**
 * @param ref run id, run folder or item (its newest run); absent: the newest run of the checkout
 * @throws OkstraError `run-not-found`
 */
export async function chooseRun({ cwd, env }: Pick<CliContext, 'cwd' | 'env'>, ref: string | undefined): Promise<ChosenRun> {
  const session = await openSession(cwd, { ...realPorts(), env });
  return { session, run: ref === undefined ? newestRun(session.repo.top) : findRun(session, ref, cwd) };
}
