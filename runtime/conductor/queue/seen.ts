/** How files were when they were looked at in a reconciliation, so that the same change is not told twice. A cache: without it, it is told again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../findings/text.ts';
import { writeFileAtomic } from '../../store/files.ts';
import { ensureStateRoot } from '../../store/state-root.ts';
import { stateOfPath } from './observe.ts';

const FILE = 'queue-seen.json';

export function readSeen(top: string): ReadonlyMap<string, string> {
  const file = join(top, '.okstra', FILE);
  if (!existsSync(file)) return new Map();
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(value)
      ? new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
      : new Map();
  } catch {
    return new Map();
  }
}

/** Adds how the paths are now; what is gone is remembered as gone. */
export function rememberSeen(top: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const seen = new Map(readSeen(top));
  for (const path of paths) {
    seen.set(path, stateOfPath(top, path));
  }
  writeFileAtomic(join(ensureStateRoot(top), FILE), `${JSON.stringify(Object.fromEntries(seen), null, 2)}\n`);
}
