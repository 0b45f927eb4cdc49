/** `okstra work`: works off a queue of any source. A source that has a way of its own gets a `Feed`. */
import { listWorktrees } from '../../git/index.ts';
import type { Notice } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import { readQueue } from '../../sources/task-queue/queue.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { openSession } from '../session.ts';
import type { Feed } from './feed.ts';
import { ItemFeed } from './feed.ts';
import { TaskFeed } from './feed-tasks.ts';
import { integrateLate } from './late.ts';
import { placeOf } from './open.ts';
import { lookAtQueue, settleChanges } from './reconcile.ts';
import { Shift } from './shift.ts';
import type { WorkAnswer, WorkHooks, WorkRequest } from './work-request.ts';

export async function work(request: WorkRequest, hooks: WorkHooks, ports: Ports): Promise<WorkAnswer> {
  const session = await openSession(request.cwd, ports);
  const how = { hooks, ports };
  const { feed, notices } = await (request.source === 'tasks' ? tasks(session, request, how) : specs(session, request));
  const { source, branch } = feed;
  const shift = new Shift(feed, request, how);
  if (branch !== undefined) await integrateLate(session, { source, branch }, how);
  await shift.run();
  await feed.close?.();
  return shift.answer(notices);
}

interface Opened {
  readonly feed: Feed;
  readonly notices: readonly Notice[];
}

async function specs(session: Session, { flags }: WorkRequest): Promise<Opened> {
  const source = session.sources.byName('spec-folders');
  return { feed: new ItemFeed(source, flags, await branchOf(session, flags.integrate ?? `okstra/${source.word}`)), notices: [] };
}

const ONE_BY_ONE: Notice = {
  code: 'groups-not-approved',
  message: 'Tasks run one after another: no parallel group of TASKS.md is approved.',
  fix: 'Write "approved" in the column Approval of Parallel Groups; okstra tasks start --parallel approve does it from the beginning.',
};

/** Reconciliation first, always. */
async function tasks(session: Session, request: WorkRequest, how: { hooks: WorkHooks; ports: Ports }): Promise<Opened> {
  const source = session.sources.byName('task-queue');
  const branch = await branchOf(session, request.flags.integrate ?? `okstra/${source.word}`);
  const queue = { ...session, top: session.repo.top, place: placeOf(session, session.repo.top) };
  const { groups } = readQueue(queue.place).tasks;
  const look = await lookAtQueue(queue);
  const notices = await settleChanges(queue, look, request.external, how.ports.now().toISOString());
  const unseen = request.external === 'reverify' ? look.changes.unseen : [];
  const isOneByOne = request.jobs > 1 && !groups.some(({ approved }) => approved);
  return {
    feed: new TaskFeed(session, branch, request, { ...how, unseen }),
    notices: isOneByOne ? [...notices, ONE_BY_ONE] : notices,
  };
}

/** Refused before anything is done where it is checked out: whatever was accepted could not go there. */
async function branchOf({ repo }: Session, branch: string): Promise<string> {
  const place = (await listWorktrees(repo)).find((entry) => entry.branch === branch);
  if (place === undefined) return branch;
  throw fail(
    'usage',
    'branch-checked-out',
    `Expected ${branch} not to be checked out, found it in ${place.path}: it would have to move there.`,
    { fix: 'git switch to another branch there, or name another one: --integrate okstra/<name>' },
  );
}
