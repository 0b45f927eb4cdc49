/** What can be said of runs without their facts: it stands in the columns of the snapshot. */
import { join } from 'node:path';
import type { Outcome } from '../../model/findings.ts';
import { stateRoot } from '../state-root.ts';
import type { RunPlace } from '../summary.ts';
import type { Snapshot } from './snapshot.ts';
import { FLAG, ITEM_WIDTH, parseMark, RUN_WIDTH, rangesOf } from './snapshot.ts';

export interface RunHead extends RunPlace {
  /** Of its folder, such as `implementation-001`. */
  readonly name: string;
  /** When its journal was last written to, in ms. */
  readonly journalMs: number;
  /** When it began, in ms; of a run whose journal cannot be read, when that was last written to. */
  readonly startedMs: number;
  /** '' for a journal that cannot be read. */
  readonly runId: string;
  readonly outcome: Outcome | null;
  readonly interrupted: boolean;
  readonly discarded: boolean;
  readonly damaged: boolean;
  /** In the snapshot. */
  readonly position: number;
}

export interface Heads {
  /** In no order. */
  readonly heads: readonly RunHead[];
  /** Folders without a journal, or with one in which no run has begun. */
  readonly withoutJournal: readonly RunPlace[];
  /** How many runs there are. */
  readonly count: number;
  /** Those that began last, the newest first. */
  newest(limit: number): readonly RunHead[];
}

export function headsOf(top: string, snapshot: Snapshot): Heads {
  const { runNumbers, names } = snapshot;
  const tasks = join(stateRoot(top), 'tasks');
  const isRun = (position: number): boolean => ((runNumbers[position * RUN_WIDTH + 5] as number) & FLAG.isRun) !== 0;
  const startOf = (position: number): number => runNumbers[position * RUN_WIDTH + 4] as number;
  const select = (wanted: (position: number) => boolean): readonly RunHead[] => {
    const found: RunHead[] = [];
    let position = 0;
    for (const [item, path] of snapshot.items.entries()) {
      const end = position + (snapshot.itemNumbers[item * ITEM_WIDTH + 3] as number);
      for (; position < end; position += 1) {
        if (isRun(position) && wanted(position))
          found.push(headAt(snapshot, position, placeOf(tasks, path, names[position] ?? '')));
      }
    }
    return found;
  };
  let all: readonly RunHead[] | undefined;
  return {
    get heads() {
      all ??= select(() => true);
      return all;
    },
    get withoutJournal() {
      return rangesOf(snapshot).flatMap(({ path, from, to }) =>
        names.slice(from, to).flatMap((name, index) => (isRun(from + index) ? [] : [placeOf(tasks, path, name)])),
      );
    },
    get count() {
      let count = 0;
      for (let at = 5; at < runNumbers.length; at += RUN_WIDTH) if (((runNumbers[at] as number) & FLAG.isRun) !== 0) count += 1;
      return count;
    },
    newest(limit) {
      // Ten thousand heads are not made for the sake of twenty; and this, too, is a loop over every run.
      const newest: number[] = []; // starts, from small to large
      let least = Number.NEGATIVE_INFINITY;
      for (let at = 4; at < runNumbers.length; at += RUN_WIDTH) {
        const start = runNumbers[at] as number;
        if (start <= least || ((runNumbers[at + 1] as number) & FLAG.isRun) === 0) continue;
        let place = newest.length;
        while (place > 0 && (newest[place - 1] as number) > start) place -= 1;
        newest.splice(place, 0, start);
        if (newest.length > limit) newest.shift();
        if (newest.length === limit) least = newest[0] as number;
      }
      const from = newest[0] ?? 0;
      return newestFirst(select((position) => startOf(position) >= from)).slice(0, limit);
    },
  };
}

export const newestFirst = (heads: readonly RunHead[]): readonly RunHead[] =>
  heads.toSorted((a, b) => b.startedMs - a.startedMs || (a.dir < b.dir ? 1 : -1));

/** Runs in the order in which something last happened in them. */
export const byAge = (heads: readonly RunHead[]): readonly RunHead[] => heads.toSorted((a, b) => (isLater(a, b) ? 1 : -1));

/** Whether something happened in the first after the last thing in the second. */
export const isLater = (a: RunHead, b: RunHead): boolean =>
  a.journalMs === b.journalMs ? a.dir > b.dir : a.journalMs > b.journalMs;

export function placeOf(tasks: string, path: string, name: string): RunPlace {
  const slash = path.indexOf('/');
  return { dir: `${tasks}/${path}/runs/${name}`, group: path.slice(0, slash), itemId: path.slice(slash + 1) };
}

function headAt(snapshot: Snapshot, position: number, place: RunPlace): RunHead {
  const { names, runNumbers } = snapshot;
  const at = position * RUN_WIDTH;
  const flags = runNumbers[at + 5] as number;
  return {
    ...place,
    name: names[position] ?? '',
    position,
    journalMs: runNumbers[at + 2] as number,
    startedMs: runNumbers[at + 4] as number,
    // Most questions need them of a few runs, or of none.
    get runId() {
      return parseMark(snapshot.marks[position] ?? '\t').runId;
    },
    get outcome() {
      return parseMark(snapshot.marks[position] ?? '\t').outcome;
    },
    interrupted: (flags & FLAG.interrupted) !== 0,
    discarded: (flags & FLAG.discarded) !== 0,
    damaged: (flags & FLAG.damaged) !== 0,
  };
}
