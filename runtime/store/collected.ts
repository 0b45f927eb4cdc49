/** Which files of a run `okstra gc` has taken away: `collected.json` of the run folder, written before anything is removed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from './files.ts';

export interface CollectedFile {
  /** Relative to the run folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** ISO time. */
  readonly at: string;
}

const fileOf = (dir: string): string => join(dir, 'collected.json');

/** Files that were to be removed and are gone. What cannot be read names none. */
export function collectedFiles(dir: string): readonly CollectedFile[] {
  return recorded(dir).filter(({ path }) => !existsSync(join(dir, path)));
}

export const collectedFile = (dir: string, path: string): CollectedFile | undefined =>
  collectedFiles(dir).find((file) => file.path === path);

/** Durable once it returns; the files may be removed then. */
export function recordCollected(dir: string, files: readonly CollectedFile[]): void {
  const names = new Set(files.map(({ path }) => path));
  const all = [...recorded(dir).filter(({ path }) => !names.has(path)), ...files];
  writeFileAtomic(fileOf(dir), `${JSON.stringify({ version: 1, files: all }, null, 1)}\n`);
}

function recorded(dir: string): readonly CollectedFile[] {
  try {
    const { version, files } = JSON.parse(readFileSync(fileOf(dir), 'utf8')) as { version?: unknown; files?: unknown };
    return version === 1 && Array.isArray(files) ? (files as CollectedFile[]) : [];
  } catch {
    return [];
  }
}
