/**
 * Removing what was found. Whatever belongs to an item goes only while its lease is held here, and only when it still is what it was when it
 * was found. A run leaves its place by one rename, so that there is never half a run; a gc that is killed leaves the rest to the next one.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LeaseItem } from '../../git/index.ts';
import { deleteRef, readRefs, removeWorktree } from '../../git/index.ts';
import type { Failure } from '../../model/failure.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import { recordCollected } from '../../store/collected.ts';
import { ensureStateRoot } from '../../store/state-root.ts';
import type { TakenLease } from '../lease.ts';
import { giveBack, takeLease } from '../lease.ts';
import { TRASH } from './scope.ts';
import type { Garbage, GcScope, Removed } from './types.ts';

/** What belongs to no item: nobody else has to agree. */
export function removeLeftover(garbage: Garbage): Removed {
  try {
    rmSync(garbage.path, { recursive: true, force: true, maxRetries: 3 });
    return garbage;
  } catch (error) {
    return { ...garbage, problem: failureOf(error, garbage) };
  }
}

/**
 * All that was found of one item.
 * @param again what is found of it now; called while the item is held, when nobody changes it any more
 */
export async function removeOfItem(
  scope: GcScope,
  item: LeaseItem,
  { garbage, again }: { readonly garbage: readonly Garbage[]; readonly again: () => Promise<readonly Garbage[]> },
): Promise<readonly Removed[]> {
  const { session, ports } = scope;
  let lease: TakenLease;
  try {
    lease = await takeLease({ session, item, runId: `gc-${ports.pid}`, ports, counted: false });
  } catch (error) {
    return garbage.map((each) => ({ ...each, problem: failureOf(error, each) }));
  }
  try {
    const now = await again();
    const removed: Removed[] = [];
    for (const each of garbage) removed.push(await tryToRemove(scope, each, now));
    return removed;
  } finally {
    await giveBack(session, lease);
  }
}

async function tryToRemove(scope: GcScope, garbage: Garbage, found: readonly Garbage[]): Promise<Removed> {
  try {
    const now = found.find(({ kind, path }) => kind === garbage.kind && path === garbage.path);
    // What was not named as lost before is not lost now.
    if (now === undefined || !now.loses.every((loss) => garbage.loses.includes(loss))) throw changed(garbage);
    await removeItsOwn(scope, now);
    return garbage;
  } catch (error) {
    return { ...garbage, problem: failureOf(error, garbage) };
  }
}

const changed = ({ name }: Garbage) =>
  fail('blocked', 'gc-changed', `Expected ${name} as it was a moment ago, found that something happened to it.`, {
    fix: 'okstra gc looks at it again.',
  });

async function removeItsOwn({ session, ports }: GcScope, garbage: Garbage): Promise<void> {
  const { repo } = session;
  if (garbage.kind === 'worktree') {
    await removeWorktree({ repo, path: garbage.path, force: garbage.loses.length > 0 });
  } else if (garbage.kind === 'logs') {
    const files = garbage.files ?? [];
    recordCollected(
      garbage.path,
      files.map((file) => ({ ...file, at: ports.now().toISOString() })),
    );
    for (const { path } of files) rmSync(join(garbage.path, path), { force: true });
  } else {
    // The refs first: once the folder is gone nobody knows any more which refs were its own.
    for (const [ref, commit] of await readRefs(repo, `refs/okstra/runs/${garbage.name}`)) await deleteRef(repo, ref, commit);
    const trash = join(ensureStateRoot(repo.top), TRASH);
    mkdirSync(trash, { recursive: true });
    const gone = join(trash, `${ports.pid}-${garbage.name}-${basename(garbage.path)}`);
    renameSync(garbage.path, gone);
    rmSync(gone, { recursive: true, force: true, maxRetries: 3 });
  }
}

function failureOf(error: unknown, { path, name }: Garbage): Failure {
  if (error instanceof OkstraError) return error.failure;
  return fail('system', 'gc-failed', `Expected to remove ${name}, found: ${(error as Error).message}.`, {
    place: { file: path },
    fix: `Look at ${path}.`,
  }).failure;
}
