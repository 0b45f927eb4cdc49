/** Writes a file whole or not at all: a new one takes the place of the old, so that nothing else that is the same file changes with it. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ToolEnd } from './tool.ts';
import { problem } from './tool.ts';

/** @param path as `placeIn` gave it @param top real path of the working folder */
export function replaceFile(top: string, path: string, content: string): ToolEnd | { readonly change: 'add' | 'update' } {
  const before = lstatSync(path, { throwIfNoEntry: false });
  if (before !== undefined && !before.isFile())
    return problem(before.isDirectory() ? 'It is a folder.' : 'It is no ordinary file.');
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return problem(`Its folder cannot be made (${(error as NodeJS.ErrnoException).code}).`);
  }
  // Looked at again where it lies now: what was made in between may be a link.
  if (!`${realpathSync(folder)}/`.startsWith(`${top}/`)) return problem('It lies outside the working folder.');
  const temporary = join(folder, `.${basename(path).slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const handle = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o666);
    try {
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      if (before !== undefined) fchmodSync(handle, before.mode & 0o7777);
      // Git keeps this bit, and a script that lacks it cannot be started.
      else if (content.startsWith('#!')) fchmodSync(handle, 0o755);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    return problem(`It cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
  return { change: before === undefined ? 'add' : 'update' };
}
