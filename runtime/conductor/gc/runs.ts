/** Which runs may go, and of which the streams and logs may. */
import { join } from 'node:path';
import { bytesBelow, infoOf, namesIn } from '../../store/disk.ts';
import type { Catalog } from '../../store/run-index/catalog.ts';
import { withCatalog } from '../../store/run-index/catalog.ts';
import type { RunFacts } from '../../store/run-index/facts.ts';
import type { RunHead } from '../../store/run-index/heads.ts';
import { newestFirst } from '../../store/run-index/heads.ts';
import { gatherFollowUps } from '../follow-up-view.ts';
import { itemOf, keyOf } from './scope.ts';
import type { Found, Garbage, GcScope, Kept } from './types.ts';
import type { Unmerged } from './unmerged.ts';
import { lastCandidate, unmergedOf } from './unmerged.ts';

const DAY_MS = 86_400_000;

interface RunOf {
  readonly head: RunHead;
  readonly facts: RunFacts | undefined;
}

export async function findRuns(scope: GcScope): Promise<Found> {
  const { repo } = scope.session;
  const items = [...itemsOf(scope)];
  const unmerged = await unmergedOf(
    repo,
    items.flatMap(([, runs]) => runs.flatMap(({ facts }) => (facts ? [facts.summary] : []))),
  );
  const openFollowUps = countOpen(scope);
  const found: { garbage: Garbage[]; kept: Kept[] } = { garbage: [], kept: [] };
  for (const [, runs] of items) {
    for (const [index, run] of runs.entries()) {
      const isOld = scope.now - run.head.journalMs > scope.retention.runsMs;
      const isAmongLast = index >= runs.length - Math.max(1, scope.retention.keepLast);
      if (isOld && !isAmongLast) add(found, runGarbage({ scope, run, later: runs.slice(index + 1), unmerged, openFollowUps }));
      else add(found, logGarbage(scope, run));
    }
  }
  return found;
}

function add(found: { garbage: Garbage[]; kept: Kept[] }, what: Garbage | Kept | undefined): void {
  if (what === undefined) return;
  if ('bytes' in what) found.garbage.push(what);
  else found.kept.push(what);
}

/** Runs by item, in the order in which they began. */
function itemsOf({ session: { repo }, items }: GcScope): ReadonlyMap<string, readonly RunOf[]> {
  const all = items
    ? [...items].flatMap((key) => withCatalog(repo.top, runsIn, { only: itemOf(key) }))
    : withCatalog(repo.top, runsIn);
  return Map.groupBy(all, ({ head }) => keyOf(head));
}

function runsIn(catalog: Catalog): readonly RunOf[] {
  const heads = newestFirst(catalog.heads).toReversed();
  const facts = catalog.facts(heads);
  return heads.map((head, index) => {
    const known = facts[index];
    return { head, facts: known?.ok === true ? known.value : undefined };
  });
}

/** Open follow-ups by run. */
function countOpen({ session: { repo }, items }: GcScope): ReadonlyMap<string, number> {
  const entries = items
    ? [...items].flatMap((key) => gatherFollowUps(repo.top, itemOf(key)).entries)
    : gatherFollowUps(repo.top).entries;
  const open = entries.filter(({ state }) => state === 'open');
  return new Map([...Map.groupBy(open, ({ run }) => run.runId)].map(([run, those]) => [run, those.length]));
}

interface RunQuestion {
  readonly scope: GcScope;
  readonly run: RunOf;
  /** Of the same item. */
  readonly later: readonly RunOf[];
  readonly unmerged: Unmerged;
  readonly openFollowUps: ReadonlyMap<string, number>;
}

function runGarbage({ scope, run, later, unmerged, openFollowUps }: RunQuestion): Garbage | Kept {
  const { head, facts } = run;
  const stays = (reason: string, fix?: string): Kept => ({
    kind: 'run',
    name: head.runId === '' ? head.name : head.runId,
    path: head.dir,
    reason,
    ...(fix === undefined ? {} : { fix }),
  });
  const holder = scope.held.get(keyOf(head));
  if (holder !== undefined) return stays(`${head.itemId} is held by ${holder}`);
  if (!facts) return stays('its journal cannot be read', 'okstra inspect history says what is wrong with it');
  if (head.interrupted) return stays('it can be gone on with', `okstra resume ${head.runId}, or okstra discard ${head.runId}`);
  const open = openFollowUps.get(head.runId) ?? 0;
  if (open > 0) return stays(`${open} follow-up(s) of it are open`, `okstra followups list --run ${head.runId}`);
  const loses = lossOf(facts, later, unmerged);
  if (loses.length > 0 && !scope.force)
    return stays(
      `it holds work that is not merged: ${loses.join(', ')}`,
      `okstra land ${head.itemId}; or okstra gc ${head.itemId} --force gives it up`,
    );
  return {
    kind: 'run',
    name: head.runId,
    path: head.dir,
    bytes: bytesBelow(head.dir),
    reason: endedAgo(scope, head),
    item: { group: head.group, id: head.itemId },
    loses,
  };
}

const endedAgo = ({ now }: GcScope, { journalMs }: RunHead): string => `ended ${Math.floor((now - journalMs) / DAY_MS)} days ago`;

/**
 * What no branch but okstra's own has: that of the item, and the run's last candidate unless a later run of the item was landed. Branches
 * stay whatever happens, so of the first only the record of how it came to be would go.
 */
function lossOf({ summary }: RunFacts, later: readonly RunOf[], unmerged: Unmerged): readonly string[] {
  const tip = summary.branch === null ? undefined : unmerged.branches.get(summary.branch);
  const last = lastCandidate(unmerged, summary.runId);
  const commit = last !== undefined && unmerged.commits.has(last) && last !== tip ? [`commit ${last.slice(0, 10)}`] : [];
  if (tip !== undefined) return [...commit, `the run behind branch ${summary.branch} (${tip.slice(0, 10)}), which stays`];
  const isReplaced = later.some(({ facts }) => {
    const next = facts && lastCandidate(unmerged, facts.summary.runId);
    return facts?.summary.outcome === 'accepted' && next !== undefined && !unmerged.commits.has(next);
  });
  return isReplaced ? [] : commit;
}

/** Folders of a run whose files nothing is made from any more: report and state stand beside them. */
const LOGS: readonly { readonly folder: string; readonly isLog: (name: string) => boolean }[] = [
  { folder: 'results', isLog: (name) => name.includes('.raw.jsonl') },
  { folder: 'logs', isLog: () => true },
  { folder: 'checks', isLog: () => true },
];

function logGarbage(scope: GcScope, { head, facts }: RunOf): Garbage | undefined {
  const { now, retention, held } = scope;
  const isOver = facts !== undefined && !head.interrupted && !held.has(keyOf(head));
  if (!isOver || now - head.journalMs <= retention.logsMs) return undefined;
  const files = LOGS.flatMap(({ folder, isLog }) =>
    namesIn(join(head.dir, folder))
      .filter(isLog)
      .map((name) => ({ path: `${folder}/${name}`, bytes: infoOf(join(head.dir, folder, name))?.size ?? 0 })),
  );
  if (files.length === 0) return undefined;
  return {
    kind: 'logs',
    name: head.runId,
    path: head.dir,
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    reason: endedAgo(scope, head),
    item: { group: head.group, id: head.itemId },
    loses: [],
  };
}
