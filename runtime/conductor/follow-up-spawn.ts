/** Making an item of a follow-up, once. */
import { join } from 'node:path';
import { headOf, isAncestor, readRefs } from '../git/index.ts';
import type { FollowUpRecord } from '../model/findings.ts';
import type { CreatedItem, WriteBack, WriteGuard } from '../sources/index.ts';
import { withCheckoutLock } from '../sources/lock.ts';
import { appendDecision, readDecisions, standingDecision } from '../store/follow-ups.ts';
import type { FollowUpOrigin } from './follow-up-item.ts';
import { itemOf } from './follow-up-item.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';

export interface SpawnRequest {
  readonly record: FollowUpRecord;
  readonly origin: FollowUpOrigin;
  /** Who asks for it. */
  readonly by: string;
  /** In place of the follow-up's title. */
  readonly name?: string;
  readonly dryRun?: boolean;
}

type Place = Pick<Session, 'repo'> & { readonly source: Pick<WriteBack, 'create'> } & {
  readonly ports: Pick<Ports, 'now'>;
  /** Of the run that it belongs to; a person needs none. */
  readonly lease: WriteGuard;
};

/**
 * The decision goes on record after the item is there. A process that dies in between leaves an item that carries the follow-up's mark,
 * and whoever asks next is given that one; two who ask at the same time are given the same.
 */
export async function spawnItem({ repo, source, ports, lease }: Place, request: SpawnRequest): Promise<CreatedItem> {
  const { record, origin, by, name, dryRun = false } = request;
  const key = { run: origin.run, id: record.id };
  const decided = standingDecision(readDecisions(repo.top), key);
  if (decided?.type === 'spawned') {
    const { item, path } = decided;
    return { id: item, path, dir: join(repo.top, path), created: false, dependsOn: [], files: {} };
  }
  const dependsOn = (await isUnmerged(repo, origin)) ? [origin.item] : [];
  const made = await source.create(itemOf(record, origin, { dependsOn, ...(name === undefined ? {} : { name }) }), dryRun);
  if (!dryRun) {
    await withCheckoutLock(repo.top, () => {
      if (standingDecision(readDecisions(repo.top), key)?.type === 'spawned') return;
      lease.check();
      appendDecision(repo.top, { ...key, type: 'spawned', item: made.id, path: made.path, at: ports.now().toISOString(), by });
    });
  }
  return made;
}

/** What was found may lie in code that only the branch of the run's item has. */
async function isUnmerged(repo: Session['repo'], { branch }: FollowUpOrigin): Promise<boolean> {
  if (branch === null) return false;
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  return tip !== undefined && !(await isAncestor(repo, tip, await headOf(repo.top)));
}
