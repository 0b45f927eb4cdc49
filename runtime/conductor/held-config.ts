/**
 * Configuration of an agent's program that lies in one folder with its login. The folder has to be writable inside okstra's sandbox; what
 * steers later sessions, which nothing confines, is held read-only there, and nobody can add what is missing.
 */
import {
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MixedFolder } from '../model/agents.ts';

export interface HeldConfig {
  /** Existing, absolute. */
  readonly paths: readonly string[];
  /** Once the program has ended: takes the stand-ins away and tells what changed meanwhile. */
  readonly release: () => ConfigChanges;
}

export interface ConfigChanges {
  /** Held, and changed all the same: from outside, most likely. */
  readonly held: readonly string[];
  /** Could not be held: links, and what was not there. */
  readonly loose: readonly string[];
}

/** The mark of a stand-in, so that one is known after a crash, too: nobody makes files of that second. */
const MARK = new Date('2001-01-01T00:00:01Z');

/** @param own real paths that are writable all the same */
export function holdConfig(mixed: MixedFolder, own: readonly string[]): HeldConfig {
  const folder = realpathSync(mixed.folder);
  const missing = (name: string): boolean => stampOf(join(folder, name)) === undefined;
  for (const name of mixed.files.filter(missing)) layFile(join(folder, name));
  for (const name of mixed.folders.filter(missing)) layFolder(join(folder, name));
  const absent = mixed.watched.filter(missing).map((name) => join(folder, name));
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !mixed.isState(name));
  const pathOf = ({ name }: Dirent): string => join(folder, name);
  const paths = entries.filter((entry) => entry.isFile() || entry.isDirectory()).map(pathOf);
  const held = paths.filter((path) => !own.includes(path));
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(pathOf);
  const before = new Map([...held, ...links, ...absent].map((path) => [path, stampOf(path)]));
  const changed = (path: string): boolean => stampOf(path) !== before.get(path);
  return {
    paths: held,
    release: () => {
      const changes = { held: held.filter(changed), loose: [...links, ...absent].filter(changed) };
      const standIns = held.filter(isStandIn);
      const busy = standIns.length === 0 ? new Set() : mountPoints();
      for (const path of standIns) if (!busy.has(path)) takeAway(path);
      return changes;
    },
  };
}

/** What tells that an entry is another one. A folder's content is its program's own business. */
function stampOf(path: string): string | undefined {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return `link ${readlinkSync(path)}`;
    return stat.isDirectory() ? `folder ${stat.ino}` : `file ${stat.ino} ${stat.size} ${stat.mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** Settings that say nothing; an empty file would not be JSON. */
const contentOf = (path: string): string => (path.endsWith('.json') ? '{}\n' : '');

function layFile(path: string): void {
  try {
    writeFileSync(path, contentOf(path), { flag: 'wx', mode: 0o600 });
    utimesSync(path, MARK, MARK);
  } catch (error) {
    unlessThere(error);
  }
}

function layFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
    utimesSync(path, MARK, MARK);
  } catch (error) {
    unlessThere(error);
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

function isStandIn(path: string): boolean {
  try {
    const stat = lstatSync(path);
    if (stat.mtimeMs !== MARK.getTime()) return false;
    return stat.isDirectory() ? readdirSync(path).length === 0 : readFileSync(path, 'utf8') === contentOf(path);
  } catch {
    return false;
  }
}

/** A folder that somebody has put something into stays. */
function takeAway(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else rmSync(path);
  } catch {
    // Gone, or in use: the next dispatch tries again.
  }
}

/** In all processes: removing a mount point would take it out of the sandbox of another dispatch. */
function mountPoints(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const line of mountsOf(pid).split('\n')) {
      const path = line.split(' ')[4];
      if (path !== undefined)
        found.add(path.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))));
    }
  }
  return found;
}

function mountsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
  } catch {
    return '';
  }
}
