/** The three-way choice about finished tasks whose files changed outside, asked where somebody can answer and no flag did. */
import { realPorts } from '../conductor/index.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import { lookAtQueue, questionAbout } from '../conductor/queue/reconcile.ts';
import { hasQueue } from '../sources/task-queue/queue.ts';
import type { ExternalChoice } from '../sources/task-queue/reconcile.ts';
import { askAboutChanges } from './confirm.ts';
import type { CliContext } from './context.ts';

/**
 * @param ref an item that is to be run; nothing is asked about items of other sources
 * @returns the choice; `none` when there is nothing to choose; `leave` when whoever was asked gave up
 */
export async function choiceAboutChanges(
  { cwd, env }: Pick<CliContext, 'cwd' | 'env'>,
  ref?: string,
): Promise<ExternalChoice | 'none' | 'leave'> {
  const session = await openQueueSession(cwd, { ...realPorts(), env });
  if (ref !== undefined && session.sources.resolve(ref, cwd).source.name !== 'task-queue') return 'none';
  if (!hasQueue(session.place)) return 'none';
  const question = questionAbout(await lookAtQueue(session));
  return question === undefined ? 'none' : ((await askAboutChanges(question)) ?? 'leave');
}
