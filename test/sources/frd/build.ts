/** Folders with feature documents for tests. */
import { join } from 'node:path';
import { emptyFolder, write } from '../../git/scratch.ts';

export * from './documents.ts';

/** A folder, no repository, with these files. */
export function folder(files: Readonly<Record<string, string>>): string {
  const dir = emptyFolder();
  write(dir, files);
  return dir;
}

export const rootOf = (dir: string): string => join(dir, 'specs/frds');
