/**
 * Which run folders there are, and which of their journals are not as the index saw them. Every journal is looked at each time (`stat`), so
 * whatever changed one, okstra or anybody else, is noticed. A folder is listed again only when it changed.
 */
import type { Stats } from 'node:fs';
import { readdirSync, statSync } from 'node:fs';
import { fail } from '../../model/failure.ts';
import { stateRoot } from '../state-root.ts';
import type { Snapshot } from './snapshot.ts';
import { ITEM_WIDTH, RUN_WIDTH } from './snapshot.ts';

/**
 * File systems count time in steps of up to two seconds: what changed less than that ago may change once more without its times showing
 * it, and is looked at again.
 */
const SETTLED_MS = 2000;

export const isSettled = (changedMs: number, now: number): boolean => changedMs < now - SETTLED_MS;

export interface ItemName {
  readonly group: string;
  readonly id: string;
}

export interface Walked {
  /** What is there now: the very same as was known when nothing changed. Runs whose journal has to be read have neither mark nor flags. */
  readonly snapshot: Snapshot;
  /** Positions of those runs, from low to high. */
  readonly toRead: readonly number[];
}

/** @param only looks at one item; there is no other in the answer */
export function walkRuns(top: string, known: Snapshot, now: number, only?: ItemName): Walked {
  const tasks = `${stateRoot(top)}/tasks`;
  const paths = only ? [`${only.group}/${only.id}`] : itemPaths(tasks);
  const build = new Builder(known);
  let position = 0;
  for (const path of paths) {
    const runs = `${tasks}/${path}/runs`;
    const folder = statOf(runs);
    if (folder === undefined || folder === 'unreadable' || !folder.isDirectory()) continue;
    // Nearly always all is as it was, in the same order: then nothing is built, and what is known is good as it is.
    const item = build.itemAt(path);
    if (item >= 0 && isSameFolder(known, item, folder)) {
      const { from, to } = build.rangeOf(item);
      build.item(path, item, folder, to - from, now);
      for (position = from; position < to; position += 1) {
        const name = known.names[position] as string;
        build.run(name, position, statOf(`${runs}/${name}/journal.jsonl`));
      }
      continue;
    }
    const names = foldersIn(runs);
    const before = item < 0 ? undefined : build.positionsOf(item);
    build.item(path, -1, folder, names.length, now);
    for (const name of names) build.run(name, before?.get(name) ?? -1, statOf(`${runs}/${name}/journal.jsonl`));
  }
  return build.end();
}

/** The new columns, made from the first difference on: up to there they are those that are known. */
class Builder {
  readonly #known: Snapshot;
  readonly #froms: readonly number[];
  #byPath: Map<string, number> | undefined;
  #nextItem = 0;
  /** How many items and runs are as they are known, in the same places; the columns begin after them. */
  #sameItems = 0;
  #sameRuns = 0;
  #columns: { items: string[]; itemNumbers: number[]; names: string[]; marks: string[]; runNumbers: number[] } | undefined;
  readonly #toRead: number[] = [];

  constructor(known: Snapshot) {
    this.#known = known;
    const froms = [0];
    for (let item = 0; item < known.items.length; item += 1) {
      froms.push((froms[item] as number) + (known.itemNumbers[item * ITEM_WIDTH + 3] as number));
    }
    this.#froms = froms;
  }

  /** Which of the known items it is, or -1. Folders mostly come in the same order, so the next one is tried first. */
  itemAt(path: string): number {
    const { items } = this.#known;
    if (items[this.#nextItem] !== path) {
      this.#byPath ??= new Map(items.map((item, index) => [item, index]));
      const found = this.#byPath.get(path);
      if (found === undefined) return -1;
      this.#nextItem = found;
    }
    this.#nextItem += 1;
    return this.#nextItem - 1;
  }

  rangeOf(item: number): { readonly from: number; readonly to: number } {
    return { from: this.#froms[item] as number, to: this.#froms[item + 1] as number };
  }

  positionsOf(item: number): ReadonlyMap<string, number> {
    const { from, to } = this.rangeOf(item);
    return new Map(this.#known.names.slice(from, to).map((name, index) => [name, from + index]));
  }

  /** @param item which of the known ones it equals; -1: none */
  item(path: string, item: number, folder: Stats, count: number, now: number): void {
    if (this.#columns === undefined && item === this.#sameItems) {
      this.#sameItems += 1;
      return;
    }
    const { items, itemNumbers } = this.#built();
    items.push(path);
    // A folder that changed a moment ago is listed again next time.
    const lasts = isSettled(Math.max(folder.mtimeMs, folder.ctimeMs), now);
    if (lasts) itemNumbers.push(folder.ino, folder.mtimeMs, folder.ctimeMs, count);
    else itemNumbers.push(0, 0, 0, count);
  }

  /** @param position of the same run among the known; -1: it is new */
  run(name: string, position: number, journal: Stats | undefined | 'unreadable'): void {
    const known = this.#known;
    const isSame = position >= 0 && isSameJournal(known, position, journal);
    if (isSame && this.#columns === undefined && position === this.#sameRuns) {
      this.#sameRuns += 1;
      return;
    }
    const { names, marks, runNumbers } = this.#built();
    if (!isSame && journal !== undefined) this.#toRead.push(this.#sameRuns + names.length);
    names.push(name);
    marks.push(isSame ? (known.marks[position] as string) : '\t');
    if (isSame)
      for (let column = 0; column < RUN_WIDTH; column += 1)
        runNumbers.push(known.runNumbers[position * RUN_WIDTH + column] as number);
    else if (journal === undefined) runNumbers.push(0, 0, 0, 0, 0, 0);
    else if (journal === 'unreadable') runNumbers.push(-1, 0, 0, 0, 0, 0);
    else runNumbers.push(journal.ino, journal.size, journal.mtimeMs, journal.ctimeMs, 0, 0);
  }

  end(): Walked {
    const known = this.#known;
    if (this.#columns === undefined && this.#sameItems === known.items.length) return { snapshot: known, toRead: [] };
    const { items, itemNumbers, names, marks, runNumbers } = this.#built();
    const [sameItems, sameRuns] = [this.#sameItems, this.#sameRuns];
    return {
      snapshot: {
        items: [...known.items.slice(0, sameItems), ...items],
        itemNumbers: [...first(known.itemNumbers, sameItems * ITEM_WIDTH), ...itemNumbers],
        names: [...known.names.slice(0, sameRuns), ...names],
        marks: [...known.marks.slice(0, sameRuns), ...marks],
        runNumbers: [...first(known.runNumbers, sameRuns * RUN_WIDTH), ...runNumbers],
      },
      toRead: this.#toRead,
    };
  }

  #built() {
    this.#columns ??= { items: [], itemNumbers: [], names: [], marks: [], runNumbers: [] };
    return this.#columns;
  }
}

const first = (numbers: ArrayLike<number>, count: number): readonly number[] => Array.from(numbers).slice(0, count);

function isSameFolder({ itemNumbers }: Snapshot, item: number, folder: Stats): boolean {
  const at = item * ITEM_WIDTH;
  return itemNumbers[at] === folder.ino && itemNumbers[at + 1] === folder.mtimeMs && itemNumbers[at + 2] === folder.ctimeMs;
}

/** A run folder without a journal has nothing but zeros; no file has inode 0. */
function isSameJournal({ runNumbers }: Snapshot, position: number, journal: Stats | undefined | 'unreadable'): boolean {
  const at = position * RUN_WIDTH;
  if (journal === undefined) return runNumbers[at] === 0;
  return (
    journal !== 'unreadable' &&
    runNumbers[at] === journal.ino &&
    runNumbers[at + 1] === journal.size &&
    runNumbers[at + 2] === journal.mtimeMs &&
    runNumbers[at + 3] === journal.ctimeMs
  );
}

const itemPaths = (tasks: string): readonly string[] =>
  foldersIn(tasks).flatMap((group) => foldersIn(`${tasks}/${group}`).map((id) => `${group}/${id}`));

/** Names of the folders in a folder; none where there is no such folder. Links are not followed: what lies elsewhere is not of this checkout. */
function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw fail('system', 'runs-unreadable', `Expected a folder that can be listed, found: ${(error as Error).message}.`, {
      fix: `chmod u+rx ${path}`,
      place: { file: path },
      cause: error,
    });
  }
}

const QUIETLY = { throwIfNoEntry: false } as const;

function statOf(path: string): Stats | undefined | 'unreadable' {
  try {
    return statSync(path, QUIETLY);
  } catch (error) {
    return isAbsent(error) ? undefined : 'unreadable';
  }
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
