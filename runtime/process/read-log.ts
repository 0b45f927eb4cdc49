/** Reads a log whose process may have died while it was written: its beginning, and the parts beside it that were not joined any more. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { partPath } from './kept-log.ts';
import { type LineSplitter, splitLines } from './lines.ts';

const SLICE = 256 * 1024;

/** Numbers of the parts beside a log, in order; those that a closed log had are gone. */
export function partsOf(path: string): readonly number[] {
  const begins = `${basename(path)}.part-`;
  return readdirSync(dirname(path))
    .flatMap((name) => (name.startsWith(begins) ? [Number(name.slice(begins.length))] : []))
    .filter((n) => Number.isInteger(n))
    .toSorted((a, b) => a - b);
}

/**
 * Hands on each line, in slices, so that a long log is never whole in memory. A log that is missing or cannot be read has none.
 *
 * @returns bytes that were written to it: parts that the log has dropped count as much as the largest that is kept
 */
export function readLog(path: string, onLine: (line: string) => void): number {
  const parts = unlessUnreadable(() => partsOf(path)) ?? [];
  const lines = splitLines(onLine);
  let bytes = readInto(path, lines);
  let largest = 0;
  let before = 0;
  for (const n of parts) {
    // What stands on both sides of dropped parts is not one line.
    if (n !== before + 1) lines.end();
    before = n;
    const size = readInto(partPath(path, n), lines);
    largest = Math.max(largest, size);
    bytes += size;
  }
  lines.end();
  return bytes + largest * ((parts[0] ?? 1) - 1);
}

function readInto(path: string, lines: LineSplitter): number {
  const handle = unlessUnreadable(() => openSync(path, 'r'));
  if (handle === undefined) return 0;
  const buffer = Buffer.allocUnsafe(SLICE);
  let bytes = 0;
  try {
    for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer, 0, SLICE, bytes)) {
      lines.push(buffer.subarray(0, count));
      bytes += count;
    }
  } finally {
    closeSync(handle);
  }
  return bytes;
}

function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
