/** `okstra followups`: which follow-up a word means, and what is decided about it. */
import { nearest } from '../config/nearest.ts';
import { fail } from '../model/failure.ts';
import type { CreatedItem } from '../sources/index.ts';
import { REVIEW_GROUP } from '../sources/index.ts';
import { withCheckoutLock } from '../sources/lock.ts';
import { appendDecision, readDecisions, standingDecision } from '../store/follow-ups.ts';
import { spawnItem } from './follow-up-spawn.ts';
import type { FollowUpEntry, FollowUpView } from './follow-up-view.ts';
import { ownerName } from './lease.ts';
import type { Ports } from './ports.ts';
import { redactorOfProject } from './redaction.ts';
import type { Session } from './session.ts';

/**
 * `<run>/FU-001`, `<item>/FU-001`, or `FU-001` alone where only one run has such a one.
 * @throws OkstraError `followup-unknown`, `followup-ambiguous`
 */
export function findFollowUp({ entries }: FollowUpView, word: string): FollowUpEntry {
  const [, owner, id] = /^(?:(.+)\/)?([^/]+)$/.exec(word.replace(/^(?:spec|task|frd|brief):/, '')) ?? [];
  const found = entries.filter(
    ({ run, record }) => record.id === id?.toUpperCase() && (owner === undefined || run.runId === owner || run.itemId === owner),
  );
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  if (first) {
    throw fail('usage', 'followup-ambiguous', `Expected one follow-up, found ${found.length} by the name "${word}".`, {
      fix: `Write ${shortened(found.map(({ key }) => key))}.`,
      details: { near: found.map(({ key }) => key) },
    });
  }
  const near = nearTo(entries, word, id);
  throw fail('usage', 'followup-unknown', `Expected the id of a follow-up, found "${word}".`, {
    fix: near.length === 0 ? 'okstra followups list --state all' : `Write ${shortened(near)}.`,
    details: { near },
  });
}

const shortened = (keys: readonly string[]): string =>
  keys.length <= 5 ? keys.join(' or ') : `${keys.slice(0, 5).join(' or ')}; okstra followups list --state all shows the others`;

/** Those of the run or item that was named, else those whose name is nearly the same. */
function nearTo(entries: readonly FollowUpEntry[], word: string, id: string | undefined): readonly string[] {
  const keys = entries.map(({ key }) => key);
  const ofOwner = entries.filter(({ run }) => word.startsWith(`${run.runId}/`) || word.startsWith(`${run.itemId}/`));
  if (ofOwner.length > 0) return ofOwner.map(({ key }) => key);
  const meant = nearest(
    (id ?? word).toUpperCase(),
    entries.map(({ record }) => record.id),
  );
  const whole = nearest(word, keys);
  return [...(whole === undefined ? [] : [whole]), ...entries.filter(({ record }) => record.id === meant).map(({ key }) => key)];
}

export interface SpawnWishes {
  readonly name?: string;
  readonly dryRun: boolean;
}

/** A new item is nobody's yet, and the run that it comes from is over. */
const NO_LEASE = { check: () => undefined };

/** A dismissed one can still be made an item of: the newest word holds. What a review leaves becomes a spec folder. */
export function spawnEntry(session: Session, entry: FollowUpEntry, wishes: SpawnWishes, ports: Ports): Promise<CreatedItem> {
  const { run, record } = entry;
  const origin = { run: run.runId, item: run.itemId, branch: run.branch };
  const { sources } = session;
  const home = run.group === REVIEW_GROUP ? sources.byName('spec-folders') : sources.ofGroup(run.group);
  const source = home.under(NO_LEASE);
  return spawnItem({ repo: session.repo, source, ports, lease: NO_LEASE }, { record, origin, by: ownerName(ports), ...wishes });
}

/**
 * Said twice with the same reason, it is on record once.
 * @throws OkstraError `followup-spawned`
 */
export async function dismissEntry(
  session: Pick<Session, 'repo' | 'config'>,
  entry: FollowUpEntry,
  reason: string,
  ports: Ports,
): Promise<void> {
  const { repo } = session;
  const key = { run: entry.run.runId, id: entry.record.id };
  const kept = redactorOfProject(session, ports).text(reason);
  await withCheckoutLock(repo.top, () => {
    const decided = standingDecision(readDecisions(repo.top), key);
    if (decided?.type === 'spawned') {
      throw fail('usage', 'followup-spawned', `Expected an open follow-up, found that ${entry.key} became ${decided.path}.`, {
        fix: `It is an item of its own now: run it, or remove its folder (${decided.path}).`,
        place: { file: decided.path },
      });
    }
    if (decided?.type === 'dismissed' && decided.reason === kept) return;
    appendDecision(repo.top, { ...key, type: 'dismissed', reason: kept, at: ports.now().toISOString(), by: ownerName(ports) });
  });
}
