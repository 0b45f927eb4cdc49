/**
 * All runs of a checkout, read through the index: what is in it and still true is taken from it, everything else from the journals, and kept
 * for the next time. Without an index (a folder that cannot be written, a disk that is full, a file that is held) the answer is the same.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure, Result } from '../../model/failure.ts';
import { bad, ok } from '../../model/failure.ts';
import { stateRoot } from '../state-root.ts';
import type { RunSummary } from '../summary.ts';
import type { IndexFile } from './database.ts';
import { DamagedIndex, openIndexFile, removeIndexFile } from './database.ts';
import type { RunFacts } from './facts.ts';
import type { Heads, RunHead } from './heads.ts';
import { headsOf, placeOf } from './heads.ts';
import type { RunReading } from './read-run.ts';
import { NOT_BEGUN, readRun } from './read-run.ts';
import type { Snapshot } from './snapshot.ts';
import { FLAG, ITEM_WIDTH, markOf, NOTHING_KNOWN, RUN_WIDTH, rangesOf, withItem } from './snapshot.ts';
import type { ItemName, Walked, WalkOptions } from './walk.ts';
import { isSettled, walkRuns } from './walk.ts';

export interface Catalog extends Heads {
  facts(heads: readonly RunHead[]): readonly Result<RunFacts, Failure>[];
  summaries(heads: readonly RunHead[]): readonly Result<RunSummary, Failure>[];
}

/** Up to this many journals are read sooner than an index is opened. */
const FEW = 32;

export const indexFile = (top: string): string => join(stateRoot(top), 'index.sqlite');

export interface CatalogOptions extends WalkOptions {
  /** Time of the clock in ms: what changed a moment before it is read again next time. */
  readonly now?: number;
}

/** @param use the catalog is good for the time of the call */
export function withCatalog<T>(
  top: string,
  use: (catalog: Catalog) => T,
  { only, isAlone, now = Date.now() }: CatalogOptions = {},
): T {
  const file = indexFile(top);
  if (only || !existsSync(file)) {
    const walked = walkRuns(top, NOTHING_KNOWN, now, { only });
    if (walked.toRead.length <= FEW) {
      const readings = readAll(top, walked);
      return use(makeCatalog(top, settled(walked.snapshot, readings, now), readings));
    }
  }
  const opened = openKnown(file);
  try {
    const walked = walkRuns(top, opened?.known ?? NOTHING_KNOWN, now, { only, isAlone });
    const readings = readAll(top, walked);
    const isSame = walked.snapshot === opened?.known;
    const snapshot = isSame ? walked.snapshot : settled(walked.snapshot, readings, now);
    if (opened && !isSame) keep(opened, { snapshot, readings, only });
    return use(makeCatalog(top, snapshot, readings, opened?.index));
  } finally {
    opened?.index.close();
  }
}

interface Opened {
  readonly file: string;
  readonly index: IndexFile;
  readonly known: Snapshot;
}

/** A damaged file is made anew once; anything else that keeps it from being used keeps it from being used this time. */
function openKnown(file: string, isAgain = false): Opened | undefined {
  let index: IndexFile | undefined;
  try {
    index = openIndexFile(file);
    return { file, index, known: index.load() ?? NOTHING_KNOWN };
  } catch (error) {
    index?.close();
    if (isAgain || !(error instanceof DamagedIndex) || !removed(file)) return undefined;
    return openKnown(file, true);
  }
}

function removed(file: string): boolean {
  try {
    removeIndexFile(file);
    return true;
  } catch {
    return false;
  }
}

/** What was read in this process, by position: whole readings, or their facts alone where there are too many to hold all their events. */
type Readings = ReadonlyMap<number, Result<RunReading, Failure>>;

function readAll(top: string, { snapshot, toRead }: Walked): Readings {
  const readings = new Map<number, Result<RunReading, Failure>>();
  if (toRead.length === 0) return readings;
  const tasks = join(stateRoot(top), 'tasks');
  const ranges = rangesOf(snapshot);
  let item = 0;
  for (const position of toRead) {
    while (position >= (ranges[item]?.to ?? Number.POSITIVE_INFINITY)) item += 1;
    const reading = readRun(placeOf(tasks, ranges[item]?.path ?? '', snapshot.names[position] ?? ''));
    readings.set(position, toRead.length > FEW ? withoutEvents(reading) : reading);
  }
  return readings;
}

function withoutEvents(reading: Result<RunReading, Failure>): Result<RunReading, Failure> {
  if (!reading.ok) return reading;
  const facts = reading.value.facts();
  const isWhole = reading.value.isWhole();
  return ok({ summary: facts.summary, facts: () => facts, isWhole: () => isWhole });
}

/** The snapshot with what was read; what cannot be relied on next time is marked so. */
function settled(snapshot: Snapshot, readings: Readings, now: number): Snapshot {
  const marks = [...snapshot.marks];
  const runNumbers = Array.from(snapshot.runNumbers);
  for (const [position, reading] of readings) {
    const at = position * RUN_WIDTH;
    const [mtime = 0, ctime = 0] = runNumbers.slice(at + 2, at + 4);
    const isLasting = reading.ok && isSettled(Math.max(mtime, ctime), now) && reading.value.isWhole();
    if (!isLasting) runNumbers[at + 3] = -1;
    if (reading.ok) {
      const { runId, outcome, startedAt, interrupted, discarded } = reading.value.summary;
      marks[position] = markOf(runId, outcome);
      runNumbers[at + 4] = Date.parse(startedAt) || 0;
      runNumbers[at + 5] = FLAG.isRun + (interrupted ? FLAG.interrupted : 0) + (discarded ? FLAG.discarded : 0);
    } else {
      runNumbers[at + 4] = mtime;
      runNumbers[at + 5] = reading.failure.code === NOT_BEGUN ? 0 : FLAG.isRun + FLAG.damaged;
    }
  }
  return { ...snapshot, marks, runNumbers };
}

interface Found {
  readonly snapshot: Snapshot;
  readonly readings: Readings;
  readonly only: ItemName | undefined;
}

/** That it cannot be written only means that the next one reads the same journals again. */
function keep({ file, index, known }: Opened, found: Found): void {
  const snapshot = found.only ? withItem(known, `${found.only.group}/${found.only.id}`, found.snapshot) : found.snapshot;
  const facts = factsToKeep(found);
  const keys = new Set(keysOf(snapshot));
  const gone = keysOf(known).filter((key) => !keys.has(key));
  const isNew = keys.size !== known.names.length || gone.length > 0;
  if (!isNew && facts.length === 0 && unsure(snapshot) >= unsure(known)) return;
  try {
    index.save({ snapshot, facts, removed: gone });
  } catch (error) {
    if (error instanceof DamagedIndex) removed(file);
  }
}

function factsToKeep({ snapshot, readings }: Found): readonly (readonly [string, string])[] {
  const keys = keysOf(snapshot);
  return [...readings].flatMap(([position, reading]) => {
    const isLasting = reading.ok && snapshot.runNumbers[position * RUN_WIDTH + 3] !== -1;
    if (!isLasting) return [];
    return [
      [keys[position] ?? '', JSON.stringify({ stamp: stampOf(snapshot, position), facts: reading.value.facts() })] as const,
    ];
  });
}

const keysOf = (snapshot: Snapshot): readonly string[] =>
  rangesOf(snapshot).flatMap(({ path, from, to }) => snapshot.names.slice(from, to).map((name) => `${path}/${name}`));

/** How much of it has to be looked at again whatever happens. */
function unsure({ items, itemNumbers, names, runNumbers }: Snapshot): number {
  const folders = items.filter((_, item) => itemNumbers[item * ITEM_WIDTH] === 0).length;
  return folders + names.filter((_, position) => runNumbers[position * RUN_WIDTH + 3] === -1).length;
}

/** Facts are those of one state of the journal: another process may have written newer ones, or older ones, beside this snapshot. */
const stampOf = ({ runNumbers }: Snapshot, position: number): string =>
  [0, 1, 2, 3].map((column) => runNumbers[position * RUN_WIDTH + column]).join(':');

function makeCatalog(top: string, snapshot: Snapshot, readings: Readings, index?: IndexFile): Catalog {
  const heads = headsOf(top, snapshot);
  const keptOf = (head: RunHead, text: string | undefined): RunFacts | undefined => {
    if (text === undefined) return undefined;
    const { stamp, facts } = JSON.parse(text) as { stamp: string; facts: RunFacts };
    const { dir, group, itemId } = head;
    return stamp === stampOf(snapshot, head.position)
      ? { ...facts, summary: { ...facts.summary, dir, group, itemId } }
      : undefined;
  };
  const find = <T>(wanted: readonly RunHead[], ofFacts: (facts: RunFacts) => T, ofReading: (reading: RunReading) => T) => {
    // One by one takes longer from a few on.
    const all = wanted.length > FEW ? quietly(indexFile(top), () => index?.allFacts()) : undefined;
    return wanted.map((head): Result<T, Failure> => {
      const read = readings.get(head.position);
      if (read) return read.ok ? ok(ofReading(read.value)) : read;
      const key = `${head.group}/${head.itemId}/${head.name}`;
      const kept = quietly(indexFile(top), () => keptOf(head, all ? all.get(key) : index?.facts(key)));
      if (kept) return ok(ofFacts(kept));
      const { dir, group, itemId } = head;
      const again = readRun({ dir, group, itemId });
      return again.ok ? ok(ofReading(again.value)) : bad(again.failure);
    });
  };
  return {
    get heads() {
      return heads.heads;
    },
    get count() {
      return heads.count;
    },
    newest: (limit) => heads.newest(limit),
    get withoutJournal() {
      return heads.withoutJournal;
    },
    facts: (wanted) =>
      find(
        wanted,
        (facts) => facts,
        (reading) => reading.facts(),
      ),
    summaries: (wanted) =>
      find(
        wanted,
        ({ summary }) => summary,
        ({ summary }) => summary,
      ),
  };
}

/** What the index cannot say is read from the journal instead; what it says wrongly it shall not say again. */
function quietly<T>(file: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DamagedIndex) removed(file);
    return undefined;
  }
}
