/** Where runs lie below `.okstra/`, and how they are found again. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunEvent } from '../model/events.ts';
import { fail } from '../model/failure.ts';
import type { Outcome } from '../model/findings.ts';
import type { Phase } from '../model/plan.ts';
import { readJournal } from './journal.ts';

export const stateRoot = (top: string): string => join(top, '.okstra');

/** Makes the state folder, which ignores itself so that no project has to. */
export function ensureStateRoot(top: string): string {
  const root = stateRoot(top);
  mkdirSync(root, { recursive: true });
  const ignore = join(root, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return root;
}

const taskFolder = (top: string, group: string, id: string): string => join(stateRoot(top), 'tasks', group, id);

/** Makes the next free `runs/<phase>-<seq>` of an item; two processes never get the same. */
export function createRunDir(top: string, item: { group: string; id: string }, phase: Phase): { dir: string; seq: number } {
  ensureStateRoot(top);
  const runs = join(taskFolder(top, item.group, item.id), 'runs');
  mkdirSync(runs, { recursive: true });
  for (let seq = 1; seq < 100_000; seq += 1) {
    const dir = join(runs, `${phase}-${String(seq).padStart(3, '0')}`);
    try {
      mkdirSync(dir);
      return { dir, seq };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw fail('system', 'too-many-runs', `Expected a free run number below ${runs}, found none up to 100,000.`);
}

/** What a run's journal says without looking at its artifacts. */
export interface RunSummary {
  readonly dir: string;
  readonly runId: string;
  readonly group: string;
  readonly itemId: string;
  readonly taskKey: string;
  readonly phase: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly attemptsUsed: number;
  readonly verdict: string | null;
  /** null: not finished. */
  readonly outcome: Outcome | null;
  /** Resumable: no end recorded, or an end that waits or was asked for. */
  readonly interrupted: boolean;
  readonly discarded: boolean;
  readonly branch: string | null;
  readonly worktree: string | null;
}

/** Ends after which a run can be gone on with. */
const RESUMABLE: ReadonlySet<Outcome> = new Set(['cancelled', 'waiting-quota']);

/** @param place where the run lies: the group and id come from its folders, so that a journal alone is never trusted for paths */
export function summarise(
  place: { dir: string; group: string; itemId: string },
  events: readonly RunEvent[],
): RunSummary | undefined {
  const first = events[0];
  if (first?.type !== 'run-started') return undefined;
  let outcome: Outcome | null = null;
  let complete = false;
  let discarded = false;
  let attemptsUsed = 0;
  let verdict: string | null = null;
  let branch: string | null = null;
  let worktree: string | null = null;
  for (const event of events) {
    if (event.type === 'run-finished') outcome = event.outcome;
    else if (event.type === 'run-resumed') {
      outcome = outcome !== null && RESUMABLE.has(outcome) ? null : outcome;
      complete = complete && outcome !== null;
    } else if (event.type === 'report-written') complete = outcome !== null;
    else if (event.type === 'run-discarded') discarded = true;
    else if (event.type === 'attempt-started') attemptsUsed = event.attempt;
    else if (event.type === 'verdict-given') verdict = event.verdict;
    else if (event.type === 'prepared') ({ branch, worktree } = event);
  }
  const interrupted = !discarded && (outcome === null || !complete || RESUMABLE.has(outcome));
  return {
    ...place,
    runId: first.runId,
    taskKey: first.taskKey,
    phase: first.phase,
    startedAt: first.at,
    updatedAt: events.at(-1)?.at ?? first.at,
    attemptsUsed,
    verdict,
    outcome,
    interrupted,
    discarded,
    branch,
    worktree,
  };
}

export interface RunPlace {
  readonly dir: string;
  readonly group: string;
  readonly itemId: string;
}

/** All run folders of a checkout (or of one item), newest journal last. */
export function listRunDirs(top: string, only?: { group: string; id: string }): readonly RunPlace[] {
  const tasks = join(stateRoot(top), 'tasks');
  const places: { place: RunPlace; time: number }[] = [];
  for (const group of only ? [only.group] : folders(tasks)) {
    for (const itemId of only ? [only.id] : folders(join(tasks, group))) {
      const runs = join(tasks, group, itemId, 'runs');
      for (const name of folders(runs)) {
        const dir = join(runs, name);
        const info = statSync(join(dir, 'journal.jsonl'), { throwIfNoEntry: false });
        if (info) places.push({ place: { dir, group, itemId }, time: info.mtimeMs });
      }
    }
  }
  return places.toSorted((a, b) => a.time - b.time || (a.place.dir < b.place.dir ? -1 : 1)).map((entry) => entry.place);
}

const folders = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];

/** Summaries of all readable runs, oldest first; journals that cannot be read are left out and named. */
export function listRuns(
  top: string,
  only?: { group: string; id: string },
): { runs: readonly RunSummary[]; damaged: readonly string[] } {
  const runs: RunSummary[] = [];
  const damaged: string[] = [];
  for (const place of listRunDirs(top, only)) {
    try {
      const summary = summarise(place, readJournal(join(place.dir, 'journal.jsonl')));
      if (summary) runs.push(summary);
      else damaged.push(place.dir);
    } catch {
      damaged.push(place.dir);
    }
  }
  return { runs, damaged };
}

/** A path below the checkout, relative to its top, with `/`: what reports may name. */
export const stateRelative = (top: string, path: string): string => relative(top, path).replaceAll('\\', '/');
