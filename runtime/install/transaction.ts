/**
 * Several files changed as one: all of it happens, or none. What is to be put back lies in a folder of its own before the first file is
 * touched; a process that is killed in between is undone by the next one.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fail } from '../model/failure.ts';
import { bootId, processStart } from '../process/proc.ts';
import { syncFolder, writeFileAtomic } from '../store/files.ts';
import { lookAt } from './disk.ts';
import type { Content } from './plan-install.ts';
import { sha256 } from './record.ts';

/** One file: what it holds before and afterwards. undefined: it is not there. */
export interface Change {
  readonly path: string;
  readonly base: string;
  /** SHA-256. */
  readonly before: string | undefined;
  readonly content: Content | undefined;
  /** A file whose permissions it gets, as long as it is new. */
  readonly like?: string;
}

export interface TransactionHooks {
  /** Called before each thing that is done; what it throws is a failure at that place. For tests of failures and kills. */
  readonly step?: (name: string) => void;
}

/** What stands in `transaction.json`. What was there lies beside it, as `<number>.before`. */
interface Written {
  readonly owner: { readonly pid: number; readonly start: string; readonly boot: string };
  readonly changes: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Folders that are made, outermost first; undoing removes them where they are empty. */
  readonly folders: readonly string[];
}

export interface TransactionPlace {
  /** Folder of the transaction. */
  readonly pending: string;
  /** From where down to a path no part may be a link; undefined: nothing there is ever undone. Not what the folder says. */
  readonly baseOf: (path: string) => string | undefined;
}

/**
 * @param prune folders that are removed at the end where they are empty, innermost first
 * @throws OkstraError `install-busy`, `install-failed`; nothing is changed then
 */
export function applyChanges(
  place: TransactionPlace,
  changes: readonly Change[],
  prune: readonly string[],
  hooks: TransactionHooks = {},
): void {
  const step = hooks.step ?? (() => undefined);
  const folders = missingFolders([
    ...changes.filter(({ content }) => content !== undefined).map(({ path }) => dirname(path)),
    dirname(place.pending),
  ]);
  const staged = stage(place.pending, changes, folders, step);
  let clear: (() => void) | undefined;
  try {
    for (const [index, change] of changes.entries()) {
      step(`change ${index}`);
      carryOut(change);
    }
    for (const folder of prune) {
      step(`prune ${basename(folder)}`);
      removeIfEmpty(folder);
    }
    step('commit');
    clear = setAside(staged);
  } catch (error) {
    throw failed(error, undoneAfter(place));
  }
  clear?.();
  // A user's record lies in the folder that held the transaction's until now.
  for (const folder of prune) removeIfEmpty(folder);
}

/** From here on the folder says nothing any more; a kill before it is gone leaves rubbish that the next one clears away. */
function setAside(pending: string): () => void {
  const aside = `${pending}.${process.pid}.done`;
  renameSync(pending, aside);
  return () => discard(aside);
}

/** Folders that do not exist yet, outermost first. */
export function missingFolders(needed: readonly string[]): readonly string[] {
  const missing = new Set<string>();
  for (const folder of needed) {
    for (let place = folder; !existsSync(place) && place !== dirname(place); place = dirname(place)) missing.add(place);
  }
  return [...missing].toSorted((a, b) => a.length - b.length);
}

/** Everything that is needed to do it and to undo it, whole or not at all. */
function stage(pending: string, changes: readonly Change[], folders: readonly string[], step: (name: string) => void): string {
  const draft = `${pending}.${process.pid}.draft`;
  const made = missingFolders([dirname(pending)]);
  try {
    step('stage');
    mkdirSync(draft, { recursive: true });
    for (const [index, { path, before }] of changes.entries()) {
      if (before === undefined) continue;
      step(`stage ${index}`);
      writeFileAtomic(join(draft, `${index}.before`), readFileSync(path));
      chmodSync(join(draft, `${index}.before`), modeOf(path));
    }
    const written: Written = {
      owner: { pid: process.pid, start: processStart(process.pid) ?? '', boot: bootId() },
      changes: changes.map(({ path, before, content }) => ({
        path,
        before: before ?? null,
        after: content === undefined ? null : sha256(content),
      })),
      folders,
    };
    writeFileAtomic(join(draft, 'transaction.json'), `${JSON.stringify(written)}\n`);
    step('begin');
    // A folder with content in it is never replaced, so of two processes one begins.
    renameSync(draft, pending);
    syncFolder(dirname(pending));
    return pending;
  } catch (error) {
    discard(draft);
    for (const folder of made.toReversed()) removeIfEmpty(folder);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw busy(pending);
    throw failed(error, 'nothing was changed');
  }
}

function carryOut({ path, base, before, content, like }: Change): void {
  if (lookAt(path, base) !== before) throw new Error(`${path} was changed by somebody else meanwhile`);
  if (content === undefined) return unlinkSync(path);
  const mode = before === undefined ? (like === undefined ? undefined : modeOf(like)) : modeOf(path);
  // One by one: asked for all at once, Node hides why the first could not be made.
  for (const folder of missingFolders([dirname(path)])) mkdirSync(folder);
  writeFileAtomic(path, content);
  if (mode !== undefined) chmodSync(path, mode);
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/**
 * Undoes what a process that is gone left half done.
 * @returns whether there was anything
 * @throws OkstraError `install-busy` when that process still lives, `install-failed` when it cannot be undone
 */
export function recover(place: TransactionPlace): boolean {
  const { pending } = place;
  clearLeftOvers(pending);
  if (!existsSync(pending)) return false;
  if (isAlive(readWritten(pending).owner)) throw busy(pending);
  try {
    undo(place);
  } catch (error) {
    throw failed(error, `what an interrupted installation did could not be undone; ${pending} holds what was there`);
  }
  return true;
}

/** Whether a half-done change waits to be undone. */
export const isPending = (pending: string): boolean => existsSync(pending);

function undoneAfter(place: TransactionPlace): string {
  try {
    undo(place);
    return 'everything is as it was';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `and it could not be undone (${why}); the next okstra install tries again`;
  }
}

function undo({ pending, baseOf }: TransactionPlace): void {
  const { changes, folders, owner } = readWritten(pending);
  const bases = changes.map(({ path }) => baseOf(path));
  const strange = changes.find((_, index) => bases[index] === undefined);
  if (strange !== undefined || !Number.isInteger(owner.pid))
    throw new Error(`${strange?.path ?? owner.pid} is nothing that okstra writes`);
  for (const [index, { path, before, after }] of [...changes.entries()].toReversed()) {
    const base = bases[index] ?? path;
    const now = lookAt(path, base);
    // As `writeFileAtomic` calls its file while it is not whole.
    rmSync(`${path}.${owner.pid}.tmp`, { force: true });
    const isDone = now === (after ?? undefined) && now !== (before ?? undefined);
    if (!isDone) continue; // not come to, or changed by somebody since
    if (before === null) unlinkSync(path);
    else putBack(join(pending, `${index}.before`), path);
  }
  setAside(pending)();
  const isAbove = (folder: string): boolean =>
    [pending, ...changes.map(({ path }) => path)].some((path) => path.startsWith(`${folder}${sep}`));
  for (const folder of folders.filter(isAbove).toReversed()) removeIfEmpty(folder);
}

/** By renaming, which needs no room on a full disk. */
function putBack(kept: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    renameSync(kept, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(kept, path);
  }
}

function readWritten(pending: string): Written {
  return JSON.parse(readFileSync(join(pending, 'transaction.json'), 'utf8')) as Written;
}

function isAlive({ pid, start, boot }: Written['owner']): boolean {
  return boot === bootId() && pid !== process.pid && processStart(pid) === start;
}

/** Drafts of processes that are gone, and what was committed but not cleared away. */
function clearLeftOvers(pending: string): void {
  const folder = dirname(pending);
  if (!existsSync(folder)) return;
  const prefix = `${basename(pending)}.`;
  for (const name of readdirSync(folder).filter((each) => each.startsWith(prefix))) {
    const pid = Number(/\.(\d+)\.(?:draft|done)$/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || (pid !== process.pid && processStart(pid) !== undefined)) continue;
    discard(join(folder, name));
    removeIfEmpty(folder);
  }
}

function discard(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function removeIfEmpty(folder: string): void {
  if (!existsSync(folder)) return; // on a disk that cannot be written to, removing what is not there is an error too
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
  }
}

const busy = (pending: string) =>
  fail('blocked', 'install-busy', `Expected to be alone, found another okstra installing (${pending}).`, {
    fix: 'Wait until it has ended, then run the command again.',
  });

function failed(error: unknown, state: string) {
  const why = error instanceof Error ? error.message : String(error);
  return fail('system', 'install-failed', `Expected to write the files of okstra, found: ${why}; ${state}.`, {
    fix: 'Make room and give yourself the right to write there, then run the command again; okstra install --dry-run lists the files.',
    cause: error,
  });
}
