/** The columns of a new snapshot: up to the first difference those that are known, from there on made anew. */
import type { Stats } from 'node:fs';
import type { Snapshot } from './snapshot.ts';
import { ITEM_WIDTH, RUN_WIDTH, rangesOf } from './snapshot.ts';
import type { Walked } from './walk.ts';

export class ColumnBuilder {
  readonly #known: Snapshot;
  readonly #ranges: ReturnType<typeof rangesOf>;
  #byPath: ReadonlyMap<string, number> | undefined;
  readonly #items: string[];
  readonly #itemNumbers: number[];
  readonly #names: string[];
  readonly #marks: string[];
  readonly #runNumbers: number[];
  readonly #toRead: number[] = [];

  /** @param same how many items, from the first on, are as they are known */
  constructor(known: Snapshot, same: number) {
    this.#known = known;
    this.#ranges = rangesOf(known);
    const runs = this.#ranges[same]?.from ?? known.names.length;
    this.#items = known.items.slice(0, same);
    this.#itemNumbers = Array.from(known.itemNumbers).slice(0, same * ITEM_WIDTH);
    this.#names = known.names.slice(0, runs);
    this.#marks = known.marks.slice(0, runs);
    this.#runNumbers = Array.from(known.runNumbers).slice(0, runs * RUN_WIDTH);
  }

  /** Which of the known items it is, or -1. */
  itemAt(path: string): number {
    this.#byPath ??= new Map(this.#known.items.map((item, index) => [item, index]));
    return this.#byPath.get(path) ?? -1;
  }

  rangeOf(item: number): { readonly from: number; readonly to: number } {
    return this.#ranges[item] ?? { from: 0, to: 0 };
  }

  positionsOf(item: number): ReadonlyMap<string, number> {
    const { from, to } = this.rangeOf(item);
    return new Map(this.#known.names.slice(from, to).map((name, index) => [name, from + index]));
  }

  /** @param folder undefined: it changed a moment ago, and is listed again next time */
  item(path: string, folder: Stats | undefined, count: number): void {
    this.#items.push(path);
    this.#itemNumbers.push(folder?.ino ?? 0, folder?.mtimeMs ?? 0, folder?.ctimeMs ?? 0, count);
  }

  /** @param position of the same run among the known */
  knownRun(name: string, position: number): void {
    this.#names.push(name);
    this.#marks.push(this.#known.marks[position] as string);
    for (let column = 0; column < RUN_WIDTH; column += 1)
      this.#runNumbers.push(this.#known.runNumbers[position * RUN_WIDTH + column] as number);
  }

  /** One whose journal has to be read, where there is one. */
  newRun(name: string, journal: Stats | undefined | 'unreadable'): void {
    if (journal !== undefined) this.#toRead.push(this.#names.length);
    this.#names.push(name);
    this.#marks.push('\t');
    if (journal === undefined) this.#runNumbers.push(0, 0, 0, 0, 0, 0);
    else if (journal === 'unreadable') this.#runNumbers.push(-1, 0, 0, 0, 0, 0);
    else this.#runNumbers.push(journal.ino, journal.size, journal.mtimeMs, journal.ctimeMs, 0, 0);
  }

  end(): Walked {
    return {
      snapshot: {
        items: this.#items,
        itemNumbers: this.#itemNumbers,
        names: this.#names,
        marks: this.#marks,
        runNumbers: this.#runNumbers,
      },
      toRead: this.#toRead,
    };
  }
}
