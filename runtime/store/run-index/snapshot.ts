/**
 * What the index knows of all run folders of a checkout at once, in columns: ten thousand rows of a table take longer to read than Node
 * takes to start, the same as a few long values a fiftieth of that.
 */
import type { Outcome } from '../../model/findings.ts';

/** Numbers of an item: inode, mtime and ctime of its folder `runs` (ms; all 0: to be listed again), number of run folders. */
export const ITEM_WIDTH = 4;
/** Numbers of a run: inode, size, mtime and ctime of its journal (ms; all 0: there is none; ctime -1: to be read again), its start (ms), flags. */
export const RUN_WIDTH = 6;

export const FLAG = { isRun: 1, interrupted: 2, discarded: 4, damaged: 8 } as const;

export interface Snapshot {
  /** `<group>/<item>`, in the order in which the folders are listed. */
  readonly items: readonly string[];
  readonly itemNumbers: ArrayLike<number>;
  /** Names of run folders, those of the first item first. */
  readonly names: readonly string[];
  /** Of each run: its id, a tab, its outcome (nothing: not finished). */
  readonly marks: readonly string[];
  readonly runNumbers: ArrayLike<number>;
}

export const NOTHING_KNOWN: Snapshot = { items: [], itemNumbers: [], names: [], marks: [], runNumbers: [] };

export const markOf = (runId: string, outcome: Outcome | null): string => `${runId}\t${outcome ?? ''}`;

export function parseMark(mark: string): { readonly runId: string; readonly outcome: Outcome | null } {
  const tab = mark.indexOf('\t');
  const outcome = mark.slice(tab + 1);
  return { runId: mark.slice(0, tab), outcome: outcome === '' ? null : (outcome as Outcome) };
}

/** By name. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** No name of a folder holds it. */
const SEPARATOR = '\0';

export function encodeSnapshot(snapshot: Snapshot): Parts {
  const texts = (['items', 'names', 'marks'] as const).map(
    (name) => [name, new TextEncoder().encode(snapshot[name].map((text) => text + SEPARATOR).join(''))] as const,
  );
  const numbers = (['itemNumbers', 'runNumbers'] as const).map(
    (name) => [name, new Uint8Array(Float64Array.from(snapshot[name]).buffer)] as const,
  );
  return new Map([...texts, ...numbers]);
}

/** @returns undefined for parts that are not whole, or that are not of one snapshot */
export function decodeSnapshot(parts: Parts): Snapshot | undefined {
  const [items, names] = ['items', 'names'].map((name) => textsIn(parts.get(name)));
  const [itemNumbers, runNumbers] = ['itemNumbers', 'runNumbers'].map((name) => numbersIn(parts.get(name)));
  if (!items || !names || !itemNumbers || !runNumbers) return undefined;
  const fits =
    itemNumbers.length === items.length * ITEM_WIDTH &&
    runNumbers.length === names.length * RUN_WIDTH &&
    parts.has('marks') &&
    items.reduce((sum, _, index) => sum + (itemNumbers[index * ITEM_WIDTH + 3] ?? 0), 0) === names.length;
  if (!fits) return undefined;
  let marks: readonly string[] | undefined;
  return {
    items,
    itemNumbers,
    names,
    // Most questions need a few of them, or none.
    get marks() {
      marks ??= textsIn(parts.get('marks')) ?? [];
      return marks;
    },
    runNumbers,
  };
}

function textsIn(value: Uint8Array | undefined): readonly string[] | undefined {
  return value === undefined
    ? undefined
    : Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8').split(SEPARATOR).slice(0, -1);
}

function numbersIn(value: Uint8Array | undefined): Float64Array | undefined {
  if (value === undefined || value.length % 8 !== 0) return undefined;
  // A view of eight bytes a number has to begin at a multiple of eight.
  const aligned = value.byteOffset % 8 === 0 ? value : value.slice();
  return new Float64Array(aligned.buffer, aligned.byteOffset, aligned.length / 8);
}

/** `known` with all that `found` says of the one item it holds; an item without run folders is left out. */
export function withItem(known: Snapshot, path: string, found: Snapshot): Snapshot {
  const others = rangesOf(known).flatMap((range, item) =>
    range.path === path ? [] : [sliceOf(known, item, range.from, range.to)],
  );
  return joined([...others, found]);
}

function sliceOf(known: Snapshot, item: number, from: number, to: number): Snapshot {
  return {
    items: [known.items[item] ?? ''],
    itemNumbers: Array.from({ length: ITEM_WIDTH }, (_, column) => known.itemNumbers[item * ITEM_WIDTH + column] ?? 0),
    names: known.names.slice(from, to),
    marks: known.marks.slice(from, to),
    runNumbers: Array.from({ length: (to - from) * RUN_WIDTH }, (_, at) => known.runNumbers[from * RUN_WIDTH + at] ?? 0),
  };
}

const joined = (parts: readonly Snapshot[]): Snapshot => ({
  items: parts.flatMap(({ items }) => items),
  itemNumbers: parts.flatMap(({ itemNumbers }) => Array.from(itemNumbers)),
  names: parts.flatMap(({ names }) => names),
  marks: parts.flatMap(({ marks }) => marks),
  runNumbers: parts.flatMap(({ runNumbers }) => Array.from(runNumbers)),
});

/** Runs of each item, by its position: from the first to before the second. */
export function rangesOf({
  items,
  itemNumbers,
}: Snapshot): readonly { readonly path: string; readonly from: number; readonly to: number }[] {
  let to = 0;
  return items.map((path, item) => {
    const from = to;
    to += itemNumbers[item * ITEM_WIDTH + 3] ?? 0;
    return { path, from, to };
  });
}
