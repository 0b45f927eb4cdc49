/**
 * Whether a folder is still the worktree that okstra made. An agent may remove its `.git`, or put a repository of its own there: git would
 * then run with that repository's settings (filters are programs), so okstra looks before it starts git in a worktree an agent had.
 */
import { lstat, readdir, readFile, realpath, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Repository } from './repository.ts';

/** @param place absolute path of the worktree's top */
export async function isLinked(repo: Pick<Repository, 'commonDir'>, place: string): Promise<boolean> {
  try {
    const entry = join(place, '.git');
    if (!(await lstat(entry)).isFile()) return false;
    const named = /^gitdir: ([^\n]+)\n?$/.exec(await readFile(entry, 'utf8'))?.[1];
    if (named === undefined) return false;
    const admin = await realpath(resolve(place, named));
    if (dirname(admin) !== join(repo.commonDir, 'worktrees')) return false;
    const back = (await readFile(join(admin, 'gitdir'), 'utf8')).trimEnd();
    return (await realpath(resolve(admin, back))) === (await realpath(entry));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

/** @throws OkstraError `worktree-damaged` */
export async function requireLinked(repo: Pick<Repository, 'commonDir'>, place: string): Promise<void> {
  if (await isLinked(repo, place)) return;
  const isThere = await lstat(place).catch(() => undefined);
  const found = isThere === undefined ? 'nothing' : 'a folder whose .git was removed or replaced';
  throw fail('system', 'worktree-damaged', `Expected the worktree that okstra made at ${place}, found ${found}.`, {
    fix: 'Run the item again: it gets a new worktree, and what lies there now is kept beside it.',
  });
}

/**
 * Puts what lies at `place` beside it, under a name that is free.
 * @returns the new path; undefined when there was nothing to keep
 */
export async function moveAway(place: string): Promise<string | undefined> {
  const info = await lstat(place).catch(() => undefined);
  if (info === undefined || (info.isDirectory() && (await readdir(place)).length === 0)) return undefined;
  for (let n = 1; ; n += 1) {
    const target = `${place}.damaged-${n}`;
    if ((await lstat(target).catch(() => undefined)) !== undefined) continue;
    await rename(place, target);
    return target;
  }
}
