/**
 * Results of checks on a base, kept for later runs on the same tree. A cache and nothing more: whatever is wrong with an entry, it counts
 * as missing, and a folder that cannot be written to only means that checks run again.
 */
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '../model/evidence.ts';
import { writeFileAtomic } from './files.ts';
import { sha256 } from './run-folder.ts';

export interface KeptCheck {
  /** As the run recorded it; `log` names the content of `output`. */
  readonly receipt: Receipt;
  /** The whole log, redacted. */
  readonly output: string;
  /** The run that saw it, and when. */
  readonly run: string;
  /** ISO time. */
  readonly at: string;
}

export interface BaselineCache {
  find(key: string): KeptCheck | undefined;
  keep(key: string, kept: KeptCheck): void;
}

/** What a check says of a tree also rests on the machine, which changes; after this time it is asked again. */
const MAX_AGE_MS = 7 * 24 * 3_600_000;
const MAX_ENTRIES = 200;
const MAX_BYTES = 256 * 1024 * 1024;

/** @param dir absolute; made when something is kept */
export function openBaselineCache(dir: string, now: () => number): BaselineCache {
  const fileOf = (key: string): string => join(dir, `${key}.json`);
  return {
    find: (key) => {
      const kept = read(fileOf(key), key);
      const age = kept === undefined ? Number.NaN : now() - Date.parse(kept.at);
      // A clock that was set back makes an age below zero; such an entry is not trusted either.
      return age >= 0 && age <= MAX_AGE_MS ? kept : undefined;
    },
    keep: (key, kept) => {
      const content = JSON.stringify(kept);
      try {
        // One file for all of it, replaced as a whole: other okstras read and write here at the same time.
        writeFileAtomic(fileOf(key), `${JSON.stringify({ version: 1, key, sha256: sha256(content), content })}\n`, {
          mode: 0o600,
        });
        // The clock of the run, not that of the disk, says how old an entry is.
        utimesSync(fileOf(key), now() / 1000, now() / 1000);
        prune(dir, now());
      } catch {
        // The next run makes its baseline itself.
      }
    },
  };
}

function read(file: string, key: string): KeptCheck | undefined {
  try {
    const entry = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<'version' | 'key' | 'sha256' | 'content', unknown>>;
    if (entry.version !== 1 || entry.key !== key || typeof entry.content !== 'string') return undefined;
    if (sha256(entry.content) !== entry.sha256) return undefined;
    const kept = JSON.parse(entry.content) as KeptCheck;
    return isKeepable(kept.receipt) && sha256(kept.output) === kept.receipt.log?.sha256 ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Only what the command itself said: it ran to its end and gave an exit code. A time limit, a signal and a program that was not found (126,
 * 127) say something of the machine at that moment.
 */
export const isKeepable = ({ status, exitCode, log }: Receipt): boolean =>
  log !== undefined &&
  exitCode !== null &&
  (status === 'passed' || (status === 'failed' && exitCode !== 126 && exitCode !== 127));

/** Old entries go, then the oldest ones above the limits. Another okstra may be removing the same. */
function prune(dir: string, now: number): void {
  const entries = readdirSync(dir)
    .flatMap((name) => {
      const file = join(dir, name);
      const info = statSync(file, { throwIfNoEntry: false });
      return info === undefined ? [] : [{ file, at: info.mtimeMs, bytes: info.size }];
    })
    .toSorted((a, b) => b.at - a.at);
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    bytes += entry.bytes;
    if (index >= MAX_ENTRIES || bytes > MAX_BYTES || now - entry.at > MAX_AGE_MS) rmSync(entry.file, { force: true });
  }
}
