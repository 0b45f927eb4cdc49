/** Where runs lie below `.okstra/`, and how they are found again. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunEvent } from '../model/events.ts';
import type { Failure } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { Outcome } from '../model/findings.ts';
import { LIMIT_ENDS } from '../model/limits.ts';
import type { Phase } from '../model/plan.ts';
import { makeFolders, syncFolder, writeFileAtomic } from './files.ts';
import { inspectJournal, readJournal } from './journal.ts';

export const stateRoot = (top: string): string => join(top, '.okstra');

/** Makes the state folder, which ignores itself so that no project has to. */
export function ensureStateRoot(top: string): string {
  const root = stateRoot(top);
  makeFolders(root);
  const ignore = join(root, '.gitignore');
  // Whole or not at all: an empty one would show the state folder in the user's status for ever.
  if (!existsSync(ignore)) writeFileAtomic(ignore, '*\n');
  return root;
}

const taskFolder = (top: string, group: string, id: string): string => join(stateRoot(top), 'tasks', group, id);

/** Makes the next free `runs/<phase>-<seq>` of an item; two processes never get the same. */
export function createRunDir(top: string, item: { group: string; id: string }, phase: Phase): { dir: string; seq: number } {
  ensureStateRoot(top);
  const runs = join(taskFolder(top, item.group, item.id), 'runs');
  makeFolders(runs);
  for (let seq = 1; seq < 100_000; seq += 1) {
    const dir = join(runs, `${phase}-${String(seq).padStart(3, '0')}`);
    try {
      mkdirSync(dir);
      syncFolder(runs);
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

/** Ends after which a run can be gone on with; a run that is blocked by a limit goes on once that is raised. */
const RESUMABLE: ReadonlySet<Outcome> = new Set(['cancelled', 'waiting-quota']);

const canGoOn = (outcome: Outcome, failure: string | undefined): boolean =>
  RESUMABLE.has(outcome) || (outcome === 'blocked' && failure !== undefined && LIMIT_ENDS.has(failure));

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
  let failure: string | undefined;
  for (const event of events) {
    if (event.type === 'run-finished') outcome = event.outcome;
    else if (event.type === 'run-failed') failure ??= event.failure.code;
    else if (event.type === 'run-resumed') {
      if (outcome !== null && canGoOn(outcome, failure)) [outcome, failure] = [null, undefined];
      complete = complete && outcome !== null;
    } else if (event.type === 'report-written') complete = outcome !== null;
    else if (event.type === 'run-discarded') discarded = true;
    else if (event.type === 'attempt-started') attemptsUsed = event.attempt;
    else if (event.type === 'verdict-given') verdict = event.verdict;
    else if (event.type === 'prepared') ({ branch, worktree } = event);
  }
  const interrupted = !discarded && (outcome === null || !complete || canGoOn(outcome, failure));
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

/** All run folders of a checkout (or of one item) with a journal, newest journal last. */
export function listRunDirs(top: string, only?: { group: string; id: string }): readonly RunPlace[] {
  const places = placesOf(top, only).flatMap((place) => {
    const info = statSync(join(place.dir, JOURNAL), { throwIfNoEntry: false });
    return info === undefined ? [] : [{ place, time: info.mtimeMs }];
  });
  return places.toSorted((a, b) => a.time - b.time || (a.place.dir < b.place.dir ? -1 : 1)).map((entry) => entry.place);
}

/** All run folders of a checkout (or of one item), whatever is in them. */
export function placesOf(top: string, only?: { group: string; id: string }): readonly RunPlace[] {
  const tasks = join(stateRoot(top), 'tasks');
  return (only ? [only.group] : folders(tasks)).flatMap((group) =>
    (only ? [only.id] : folders(join(tasks, group))).flatMap((itemId) => {
      const runs = join(tasks, group, itemId, 'runs');
      return folders(runs).map((name) => ({ dir: join(runs, name), group, itemId }));
    }),
  );
}

const JOURNAL = 'journal.jsonl';

const folders = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];

/** A run whose journal cannot be relied on as a whole. */
export interface DamagedRun extends RunPlace {
  /** As the intact beginning of its journal says; null: there is none. */
  readonly runId: string | null;
  readonly failure: Failure;
}

export interface RunList {
  /** Oldest first. */
  readonly runs: readonly RunSummary[];
  /** Their folders. */
  readonly damaged: readonly string[];
  /** The same with what is wrong with each. */
  readonly diagnoses: readonly DamagedRun[];
}

/**
 * Summaries of all readable runs; those that cannot be read are left out and named. A folder in which a run was about to begin when its process
 * died is neither.
 */
export function listRuns(top: string, only?: { group: string; id: string }): RunList {
  const runs: RunSummary[] = [];
  const diagnoses: DamagedRun[] = [];
  for (const place of [...withoutJournal(top, only), ...listRunDirs(top, only)]) {
    const read = readRun(place);
    if ('failure' in read) diagnoses.push(read);
    else if ('runId' in read) runs.push(read);
  }
  return { runs, damaged: diagnoses.map(({ dir }) => dir), diagnoses };
}

export function readRun(place: RunPlace): RunSummary | DamagedRun | { readonly notBegun: true } {
  try {
    const file = join(place.dir, JOURNAL);
    const events = readJournal(file);
    const summary = summarise(place, events);
    if (summary) return summary;
    if (events.length === 0 && hasNotBegun(place.dir)) return { notBegun: true };
    throw existsSync(file) ? emptyJournal(file) : missingJournal(file);
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return { ...place, runId: idOf(place.dir), failure: error.failure };
  }
}

/** Folders of runs in which no journal lies. */
function withoutJournal(top: string, only?: { group: string; id: string }): readonly RunPlace[] {
  return placesOf(top, only).filter(({ dir }) => !existsSync(join(dir, JOURNAL)));
}

/** What a run writes before its first event. */
export const hasNotBegun = (dir: string): boolean =>
  readdirSync(dir).every((name) => name === JOURNAL || name === 'plan.json' || name.endsWith('.tmp'));

function idOf(dir: string): string | null {
  try {
    const [first] = inspectJournal(join(dir, JOURNAL)).events;
    return first?.type === 'run-started' ? first.runId : null;
  } catch (error) {
    if (error instanceof OkstraError) return null; // of a newer format
    throw error;
  }
}

const missingJournal = (file: string): OkstraError =>
  fail(
    'system',
    'journal-missing',
    'Expected the journal of the run, found none. What the run was doing is not known; its other files are there.',
    {
      place: { file },
      fix: `${REPAIR} Or restore the file from a backup.`,
    },
  );

const emptyJournal = (file: string): OkstraError =>
  fail(
    'system',
    'journal-damaged',
    'Expected a journal that begins with run-started, found none of its events. Intact: nothing.',
    {
      place: { file, line: 1 },
      fix: `${REPAIR} Or restore the file from a backup.`,
      details: { line: 1, offset: 0, intact: { events: 0, bytes: 0, until: null } },
    },
  );

const REPAIR = 'okstra doctor --repair shows what can be kept.';

/** A path below the checkout, relative to its top, with `/`: what reports may name. */
export const stateRelative = (top: string, path: string): string => relative(top, path).replaceAll('\\', '/');
