/** Writing so that a reader never sees half a file and a power cut loses nothing that was acknowledged. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: temporary file in the same folder, fsync, rename, fsync of the folder. Creates missing folders.
 * @param options.mode permission bits of a new file, default 0o644
 * @param options.temporary name of the file in between, for places with one writer at a time: one that a crash left is then replaced by the
 * next. Default: a name of this process.
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  { mode = 0o644, temporary = `${path}.${process.pid}.tmp` }: { readonly mode?: number; readonly temporary?: string } = {},
): void {
  const folder = dirname(path);
  makeFolders(folder);
  try {
    const file = openSync(temporary, 'w', mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Makes a folder with all that is missing above it, durably. */
export function makeFolders(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** Makes what was written into a file durable, by whomever. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a rename or a new entry in a folder durable; systems that cannot open folders are left to their own ways. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows refuses to open a folder; the rename itself is still atomic there
  }
}
