/** Processes that `--detach` started: known by a note beside their logs before they hold an item. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootId, processStart } from '../process/proc.ts';
import { ensureStateRoot, stateRoot } from '../store/state-root.ts';

interface Note {
  readonly pid: number;
  readonly start: string;
  readonly boot: string;
}

/** Made where it is missing. */
export function detachedFolder(top: string): string {
  const folder = join(ensureStateRoot(top), 'detached');
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function noteDetached(file: string, pid: number): void {
  const note: Note = { pid, start: processStart(pid) ?? '', boot: bootId() };
  writeFileSync(file, `${JSON.stringify(note)}\n`, { flag: 'wx', mode: 0o600 });
}

/** Process ids of those that live. */
export function liveDetached(top: string): readonly number[] {
  const folder = join(stateRoot(top), 'detached');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pid'))
    .flatMap((name) => readNote(join(folder, name)) ?? [])
    .filter(({ pid, start, boot }) => boot === bootId() && processStart(pid) === start)
    .map(({ pid }) => pid);
}

/** Being written, or cut short: nothing is known. */
function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}
