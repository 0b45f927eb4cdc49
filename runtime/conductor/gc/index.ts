/** `okstra gc`: what runs left behind and nobody needs any more. Says what would go; does it only when asked. */
import { isAlive, readLeases, realProcessFacts, releaseLease } from '../../git/index.ts';
import { fail } from '../../model/failure.ts';
import { isOfItem } from '../../store/find-run.ts';
import { listHeads } from '../../store/runs.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { openSession } from '../session.ts';
import { removeLeftover, removeOfItem } from './apply.ts';
import { findLeftovers } from './leftovers.ts';
import { findRuns } from './runs.ts';
import { keyOf } from './scope.ts';
import type { Found, GcAnswer, GcRequest, GcScope, Removed } from './types.ts';
import { findWorktrees } from './worktrees.ts';

export type { Garbage, GarbageKind, GcAnswer, GcRequest, Kept, Removed, Retention } from './types.ts';

/** @throws OkstraError `force-all`, `item-unknown` */
export async function collectGarbage(request: GcRequest, ports: Ports): Promise<GcAnswer> {
  const session = await openSession(request.cwd, ports);
  if (request.force && request.items.length === 0) {
    throw fail('usage', 'force-all', 'Expected the items whose work is given up, found --force without any.', {
      fix: 'okstra gc <item> --force; without --apply it only names what would be lost.',
    });
  }
  const items =
    request.items.length === 0 ? undefined : new Set(request.items.flatMap((ref) => itemKeys(session, ref, request.cwd)));
  const scope = await scopeOf(session, request, ports, items);
  const found = await look(scope);
  const answer = { retention: scope.retention, kept: found.kept };
  if (!request.apply) return { ...answer, applied: false, garbage: found.garbage };
  if (items === undefined) await releaseOfKilled(session, ports);
  const garbage: Removed[] = [];
  for (const [key, ofItem] of Map.groupBy(found.garbage, ({ item }) => (item === undefined ? '' : `${item.group}/${item.id}`))) {
    const [{ item } = { item: undefined }] = ofItem;
    if (item === undefined) garbage.push(...ofItem.map(removeLeftover));
    else {
      const again = async () => (await look(await scopeOf(session, request, ports, new Set([key])))).garbage;
      garbage.push(...(await removeOfItem(scope, item, { garbage: ofItem, again })));
    }
  }
  return { ...answer, applied: true, garbage };
}

/** A gc that was killed may have been done with an item and not have let go of it; nobody else would ask for that item again. */
async function releaseOfKilled({ repo }: Session, ports: Ports): Promise<void> {
  const facts = realProcessFacts();
  for (const lease of await readLeases(repo))
    if (lease.runId.startsWith('gc-') && !isAlive(lease, ports.now(), facts)) await releaseLease(repo, lease);
}

async function look(scope: GcScope): Promise<Found> {
  const [runs, worktrees] = [await findRuns(scope), await findWorktrees(scope)];
  return { garbage: [...runs.garbage, ...worktrees.garbage, ...findLeftovers(scope)], kept: [...runs.kept, ...worktrees.kept] };
}

async function scopeOf(
  session: Session,
  request: GcRequest,
  ports: Ports,
  items: ReadonlySet<string> | undefined,
): Promise<GcScope> {
  const { retention } = session.config.settings;
  const now = ports.now();
  const facts = realProcessFacts();
  const leases = (await readLeases(session.repo)).filter((lease) => isAlive(lease, now, facts) && !isOurs(lease, ports));
  return {
    session,
    ports,
    retention: { ...retention, ...request.retention },
    force: request.force,
    ...(items === undefined ? {} : { items }),
    held: new Map(
      leases.map((lease) => [`${lease.group}/${lease.id}`, `run ${lease.runId} (process ${lease.pid} on ${lease.host})`]),
    ),
    now: now.getTime(),
  };
}

const isOurs = ({ runId, pid }: { runId: string; pid: number }, ports: Ports): boolean =>
  runId === `gc-${ports.pid}` && pid === process.pid;

/** The item that a reference names, in every group that has runs of it. */
function itemKeys(session: Session, ref: string, cwd: string): readonly string[] {
  const known = listHeads(session.repo.top)
    .filter((head) => isOfItem(head, ref))
    .map(keyOf);
  if (known.length > 0) return [...new Set(known)];
  const { item } = session.sources.resolve(ref, cwd);
  return [`${item.group}/${item.id}`];
}
