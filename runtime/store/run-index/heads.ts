/** What can be said of runs without their facts: it stands in the columns of the snapshot. */
import { join } from 'node:path';
import type { Outcome } from '../../model/findings.ts';
import { stateRoot } from '../state-root.ts';
import type { RunPlace } from '../summary.ts';
import type { Snapshot } from './snapshot.ts';
import { FLAG, parseMark, RUN_WIDTH, rangesOf } from './snapshot.ts';

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
    for (const { path, from, to } of rangesOf(snapshot)) {
      for (let position = from; position < to; position += 1) {
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
      return names.reduce((count, _, position) => count + (isRun(position) ? 1 : 0), 0);
    },
    newest(limit) {
      // Ten thousand heads are not made for the sake of twenty.
      const starts = Float64Array.from(names, (_, position) => (isRun(position) ? startOf(position) : Number.NEGATIVE_INFINITY));
      const least = starts.toSorted()[Math.max(0, starts.length - limit)] ?? 0;
      return newestFirst(select((position) => (starts[position] as number) >= least)).slice(0, limit);
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

function headAt({ names, marks, runNumbers }: Snapshot, position: number, place: RunPlace): RunHead {
  const at = position * RUN_WIDTH;
  const flags = runNumbers[at + 5] as number;
  return {
    ...place,
    name: names[position] ?? '',
    position,
    journalMs: runNumbers[at + 2] as number,
    startedMs: runNumbers[at + 4] as number,
    ...parseMark(marks[position] ?? '\t'),
    interrupted: (flags & FLAG.interrupted) !== 0,
    discarded: (flags & FLAG.discarded) !== 0,
    damaged: (flags & FLAG.damaged) !== 0,
  };
}
