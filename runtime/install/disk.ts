/** What lies on disk where okstra wants to write, and whether it may. Looks only. */
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fail, OkstraError } from '../model/failure.ts';
import { sha256 } from './record.ts';

/** SHA-256 of a regular file; undefined: nothing is there. */
export type Seen = string | undefined;

/** What to do about a link in that place. */
export type LinkFix = (place: string) => string;

/** @throws OkstraError `target-symlink`, `target-in-the-way`, `target-escapes` */
export function lookAt(path: string, base: string, fixOf?: LinkFix): Seen {
  refuseLinks(path, base, fixOf);
  const stat = statOf(path);
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw inTheWay(path, stat);
  return sha256(readFileSync(path));
}

/** A link would let a file of ours land anywhere. The base itself is the user's choice and may be one. */
export function refuseLinks(path: string, base: string, fixOf: LinkFix = otherAgents): void {
  const parts = relative(base, path).split(sep);
  if (parts[0] === '..' || resolve(base, ...parts) !== path) {
    throw fail('usage', 'target-escapes', `Expected a place below ${base}, found ${path}.`, {
      fix: 'Remove the entry from the record of the installation, and the file by hand.',
    });
  }
  let place = base;
  for (const [index, part] of parts.entries()) {
    place = resolve(place, part);
    const stat = statOf(place);
    if (stat === undefined) return;
    if (stat.isSymbolicLink()) throw isLink(place, fixOf);
    if (index < parts.length - 1 && !stat.isDirectory()) throw inTheWay(place, stat);
  }
}

/** Whether a path, or what is above it, cannot be reached without a link. */
export function hasLinks(path: string, base: string): boolean {
  try {
    refuseLinks(path, base);
    return false;
  } catch (error) {
    if (error instanceof OkstraError) return true;
    throw error;
  }
}

const otherAgents: LinkFix = () =>
  'Put a folder in the place of the link, or leave this agent out: okstra install --host <others>';

/** The home folders of two agents can be named by a variable. */
export const namedHome: LinkFix = (place) => {
  const variable = place.endsWith(`${sep}.claude`)
    ? 'CLAUDE_CONFIG_DIR'
    : place.endsWith(`${sep}.codex`)
      ? 'CODEX_HOME'
      : undefined;
  if (variable === undefined) return otherAgents(place);
  return `Name the folder behind it if that is where it shall go: ${variable}="$(realpath '${place}')" okstra install --scope user`;
};

const isLink = (place: string, fixOf: LinkFix) =>
  fail('usage', 'target-symlink', `Expected folders and files at ${place}, found a symbolic link; nothing was written.`, {
    fix: fixOf(place),
    place: { file: place },
  });

const inTheWay = (path: string, stat: Stats) =>
  fail(
    'usage',
    'target-in-the-way',
    `Expected a ${stat.isDirectory() ? 'file' : 'folder or a file'} at ${path}, found ${stat.isDirectory() ? 'a folder' : stat.isFile() ? 'a file' : 'something else'}; nothing was written.`,
    { fix: `Move it away: mv ${path} ${dirname(path)}/…`, place: { file: path } },
  );

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
