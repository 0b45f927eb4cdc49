/** Remembers what was tried out, so that a probe that takes time is done once. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export type ProbeValue = string | number | boolean | null | readonly ProbeValue[] | { readonly [key: string]: ProbeValue };

export interface ProbeCache {
  get(key: string): ProbeValue | undefined;
  /** Written at once, by replacing the file. A folder that cannot be written to only makes the next process probe again. */
  set(key: string, value: ProbeValue): void;
}

/** Newest entries kept; a key changes with every update of a program, so the file would grow for ever. */
const MAX_ENTRIES = 200;

/** `$OKSTRA_HOME/cache/probes.json`, by default below `~/.okstra`. */
export const probeFile = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env['OKSTRA_HOME'] ?? join(homedir(), '.okstra'), 'cache', 'probes.json');

/** @param file absolute; a missing or damaged file is an empty cache. */
export function openProbeCache(file: string): ProbeCache {
  return {
    get: (key) => read(file).get(key),
    set: (key, value) => {
      // Read again: another okstra may have added entries in between. When two write at once, one entry is probed again.
      const entries = read(file);
      entries.delete(key);
      entries.set(key, value);
      const kept = Object.fromEntries([...entries].slice(-MAX_ENTRIES));
      const draft = `${file}.${randomUUID()}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(draft, `${JSON.stringify({ version: 1, entries: kept }, null, 1)}\n`, { mode: 0o600 });
        renameSync(draft, file);
      } catch {
        discard(draft);
      }
    },
  };
}

/**
 * Names one version of a program on disk: real path, size, time of change. undefined when there is no such file, so that a remembered
 * result is never used for a program that is gone.
 */
export function programKey(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    const { size, mtimeMs } = statSync(real);
    return `${real} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

function read(file: string): Map<string, ProbeValue> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { version, entries } = parsed as { version?: unknown; entries?: unknown };
    if (version !== 1 || typeof entries !== 'object' || entries === null || Array.isArray(entries)) return new Map();
    return new Map(Object.entries(entries as Record<string, ProbeValue>));
  } catch {
    return new Map();
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself is missing or not a folder; then there is no draft either.
  }
}
