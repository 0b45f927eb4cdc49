/** What lies in a folder, and how much room it takes. */
import type { Stats } from 'node:fs';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of all files at or below a path; links count themselves. What cannot be read counts nothing. */
export function bytesBelow(path: string): number {
  const info = infoOf(path);
  if (info === undefined) return 0;
  return info.isDirectory() ? namesIn(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0) : info.size;
}

/** Names in a folder, in order; none where there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

/** Of the path itself, not of what a link points to. */
export function infoOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** When something last changed at or directly below a path, in ms; 0 where there is nothing. */
export const lastChangeMs = (path: string): number =>
  [path, ...namesIn(path).map((name) => join(path, name))].reduce((last, each) => Math.max(last, infoOf(each)?.mtimeMs ?? 0), 0);
