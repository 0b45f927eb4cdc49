/** Where runs lie below `.okstra/`, and how they are found again. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Phase } from '../model/plan.ts';
import type { DamagedRun } from './damage.ts';
import { damagedIn } from './damage.ts';
import { makeFolders, syncFolder } from './files.ts';
import { inspectJournal } from './journal.ts';
import { hasNotBegun, JOURNAL, placesOf } from './places.ts';
import { withCatalog } from './run-index/catalog.ts';
import type { RunHead } from './run-index/heads.ts';
import { byAge } from './run-index/heads.ts';
import { ensureStateRoot, runsFolder, stateRoot } from './state-root.ts';
import type { RunSummary } from './summary.ts';

export type { DamagedRun } from './damage.ts';
export { placesOf } from './places.ts';
export { ensureStateRoot, stateRelative, stateRoot } from './state-root.ts';
export { type RunPlace, type RunSummary, summarise } from './summary.ts';

/** Makes the run folder after the newest of an item, `runs/<phase>-<seq>`; two processes never get the same. */
export function createRunDir(top: string, item: { group: string; id: string }, phase: Phase): { dir: string; seq: number } {
  ensureStateRoot(top);
  const runs = runsFolder(top, item.group, item.id);
  makeFolders(runs);
  const taken = readdirSync(runs).map((name) => (name.startsWith(`${phase}-`) ? Number(name.slice(phase.length + 1)) || 0 : 0));
  for (let seq = taken.reduce((most, each) => Math.max(most, each), 0) + 1; seq < 100_000; seq += 1) {
    const dir = join(runs, `${phase}-${String(seq).padStart(3, '0')}`);
    try {
      mkdirSync(dir);
      syncFolder(runs);
      return { dir, seq };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw fail('system', 'too-many-runs', `Expected a free run number below ${runs}, found none up to 100,000.`, {
    fix: 'okstra gc removes old runs; or move some of the folders away.',
  });
}

/**
 * The folder of the item in which a run was about to begin when its process died, emptied: the next run begins there, and no gap is left
 * between the numbers. The caller holds the item's lease.
 */
export function takeUnbegunDir(
  top: string,
  item: { group: string; id: string },
  phase: Phase,
): { dir: string; seq: number } | undefined {
  const dir = placesOf(top, item).findLast((place) => basename(place.dir).startsWith(`${phase}-`))?.dir;
  if (dir === undefined || !hasNotBegun(dir)) return undefined;
  const journal = join(dir, JOURNAL);
  if (existsSync(journal) && inspectJournal(journal).events.length > 0) return undefined;
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
  return { dir, seq: Number(/-(\d+)$/.exec(dir)?.[1] ?? 1) };
}

export interface RunList {
  /** Oldest journal first. */
  readonly runs: readonly RunSummary[];
  /** Runs whose journal cannot be read, with what is wrong with each. */
  readonly diagnoses: readonly DamagedRun[];
}

/** Summaries of all readable runs; those that cannot be read are left out and named. */
export function listRuns(top: string, only?: { group: string; id: string }): RunList {
  return withCatalog(
    top,
    (catalog) => {
      const found = catalog.summaries(byAge(catalog.heads));
      return {
        runs: found.flatMap((summary) => (summary.ok ? [summary.value] : [])),
        diagnoses: damagedIn(catalog),
      };
    },
    { only },
  );
}

/** The same without the summaries, which is all that most questions about many runs need. */
export const listHeads = (top: string): readonly RunHead[] => withCatalog(top, ({ heads }) => byAge(heads));

/** The last run that is wanted. @returns undefined for one that is gone, or whose journal cannot be read */
export const runNamed = (top: string, wanted: (head: RunHead) => boolean): RunSummary | undefined =>
  withCatalog(top, (catalog) => {
    const head = byAge(catalog.heads).findLast((each) => !each.damaged && wanted(each));
    const [found] = head === undefined ? [] : catalog.summaries([head]);
    return found?.ok === true ? found.value : undefined;
  });

export const damagedRuns = (top: string): readonly DamagedRun[] => withCatalog(top, damagedIn);

/** Groups that have runs of an item with this id. */
export const groupsWith = (top: string, id: string): readonly string[] => {
  const tasks = join(stateRoot(top), 'tasks');
  return existsSync(tasks) ? readdirSync(tasks).filter((group) => existsSync(runsFolder(top, group, id))) : [];
};
