/** Which paths the model's tools may touch: those of its folder, by where they really lie, and nothing of git's own. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

export type Placed =
  /** `path`: absolute, without symbolic links but maybe a last part that is not there yet. `name`: relative to the folder. */
  { readonly ok: true; readonly path: string; readonly name: string } | { readonly ok: false; readonly problem: string };

const refuse = (problem: string): Placed => ({ ok: false, problem });

/** @param top real path of the folder */
export function placeIn(top: string, asked: string): Placed {
  if (asked.includes('\0')) return refuse('Expected a path without a zero byte.');
  if (Buffer.byteLength(asked) > 4096) return refuse('Expected a path of at most 4096 bytes.');
  const wanted = isAbsolute(asked) ? asked : join(top, asked);
  const real = realPath(resolve(wanted));
  if (real === undefined)
    return refuse(`${shown(asked)} cannot be resolved: a part of it is no folder, or its links go in a circle.`);
  const name = relative(top, real);
  if (isOutside(name)) return refuse(`${shown(asked)} lies outside the working folder ${top}.`);
  // By the name that was asked for, too: a link may lead out of it, and what it leads to may be read only under its own name.
  if (isOfGit(name) || isOfGit(relative(top, resolve(wanted))))
    return refuse(`${shown(asked)} belongs to git. Use git_log, git_show and git_diff.`);
  return { ok: true, path: real, name: name === '' ? '.' : name };
}

const shown = (asked: string): string => (asked.length <= 300 ? asked : `${asked.slice(0, 300)}…`);

const isOutside = (name: string): boolean => name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name);

/** On some file systems letters differ in case alone, and some have short names. */
const isOfGit = (name: string): boolean => name.split(sep).some((part) => /^(?:\.git[ .]*|git~\d+)$/i.test(part));

/** Of what is there; of what is not, that of the nearest folder above with the rest behind it. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A link to nothing would be followed when something is written there.
    if (code !== 'ENOENT' || lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return undefined;
    const above = dirname(path);
    if (above === path) return undefined;
    const parent = realPath(above);
    return parent === undefined ? undefined : join(parent, basename(path));
  }
}
