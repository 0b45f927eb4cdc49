/**
 * Which run folders there are, and which of their journals are not as the index saw them. Every journal is looked at each time (`stat`), so
 * whatever changed one, okstra or anybody else, is noticed. A folder is listed again only when it changed.
 */
import type { Stats } from 'node:fs';
import { readdirSync, statSync } from 'node:fs';
import { fail } from '../../model/failure.ts';
import { stateRoot } from '../state-root.ts';
import { ColumnBuilder } from './column-builder.ts';
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

export interface WalkOptions {
  /** Looks at one item; there is no other in the answer. */
  readonly only?: ItemName | undefined;
  /** Nothing else goes on in this process: its working folder may be another one for a moment. */
  readonly isAlone?: boolean | undefined;
}

export function walkRuns(top: string, known: Snapshot, now: number, { only, isAlone = false }: WalkOptions = {}): Walked {
  const tasks = `${stateRoot(top)}/tasks`;
  const paths = only ? [`${only.group}/${only.id}`] : itemPaths(tasks);
  // Short names are found in three quarters of the time.
  const same = (isAlone ? inFolder(tasks, () => sameItems('.', paths, known)) : undefined) ?? sameItems(tasks, paths, known);
  if (same === paths.length && same === known.items.length) return { snapshot: known, toRead: [] };
  const build = new ColumnBuilder(known, same);
  for (const path of paths.slice(same)) {
    const runs = `${tasks}/${path}/runs`;
    const folder = statOf(runs);
    if (folder === undefined || folder === 'unreadable' || !folder.isDirectory()) continue;
    const item = build.itemAt(path);
    const isListed = item >= 0 && isSameFolder(known, item, folder);
    const { from, to } = build.rangeOf(item);
    const names = isListed ? known.names.slice(from, to) : foldersIn(runs);
    const before = isListed || item < 0 ? undefined : build.positionsOf(item);
    const lasts = isSettled(Math.max(folder.mtimeMs, folder.ctimeMs), now);
    build.item(path, lasts ? folder : undefined, names.length);
    for (const [index, name] of names.entries()) {
      const position = isListed ? from + index : (before?.get(name) ?? -1);
      const journal = statOf(`${runs}/${name}/journal.jsonl`);
      if (position >= 0 && isSameJournal(known, position, journal)) build.knownRun(name, position);
      else build.newRun(name, journal);
    }
  }
  return build.end();
}

/**
 * How many items, from the first on, are as they are known, with all their runs. Nearly always these are all of them, and nothing is built.
 * This loop goes over every run each time somebody asks: it does nothing but look and compare.
 */
function sameItems(tasks: string, paths: readonly string[], known: Snapshot): number {
  const { items, itemNumbers, names } = known;
  let position = 0;
  for (let item = 0; item < paths.length; item += 1) {
    const path = paths[item] as string;
    if (path !== items[item]) return item;
    const runs = `${tasks}/${path}/runs`;
    const folder = statOf(runs);
    if (folder === undefined || folder === 'unreadable' || !isSameFolder(known, item, folder)) return item;
    const end = position + (itemNumbers[item * ITEM_WIDTH + 3] as number);
    for (; position < end; position += 1) {
      if (!isSameJournal(known, position, statOf(`${runs}/${names[position] as string}/journal.jsonl`))) return item;
    }
  }
  return paths.length;
}

/** @returns undefined when the working folder cannot be changed, for example in a worker thread */
function inFolder<T>(folder: string, act: () => T): T | undefined {
  let before: string;
  try {
    before = process.cwd();
    process.chdir(folder);
  } catch {
    return undefined;
  }
  try {
    return act();
  } finally {
    backTo(before);
  }
}

/** A folder that was removed meanwhile is no place to go back to. */
function backTo(folder: string): void {
  try {
    process.chdir(folder);
  } catch {
    // Paths of okstra's own are absolute.
  }
}

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
