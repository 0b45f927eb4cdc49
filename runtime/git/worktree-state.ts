/** Brings a worktree to a given commit and tree, after keeping what was there. */
import { copyFile, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { readRefs, updateRef } from './refs.ts';
import type { Repository } from './repository.ts';
import { headOf, isAncestor, treeOf } from './repository.ts';
import { git } from './run.ts';
import { gitDirOf } from './temp-index.ts';
import type { CapturedTree } from './tree.ts';
import { captureInto, commitTree } from './tree.ts';
import { listWorktrees, refuseElsewhere, settle } from './worktree.ts';
import { requireLinked } from './worktree-link.ts';

export interface WorktreeState {
  readonly repo: Repository;
  /** Absolute path of the worktree. */
  readonly worktree: string;
  /** Checked out there afterwards, whatever was checked out before. */
  readonly branch: string;
  /** The branch points at it afterwards. */
  readonly commit: string;
  /**
   * Index and files are as in it afterwards; where it differs from the commit's, the difference is staged. A function decides once it has
   * seen what is there; nothing has been changed then.
   */
  readonly tree: string | ((found: FoundWorktree) => Promise<string>);
  /** Commit whose gitlinks are taken as given; default what HEAD names. */
  readonly since?: string;
  /** Name below `refs/okstra/kept/` for the state from before, when that would be lost otherwise. */
  readonly keepAs: string;
}

export interface FoundWorktree extends CapturedTree {
  /** The commit that is checked out. */
  readonly head: string;
}

/**
 * Ignored files stay, and so do repositories inside the worktree. May be repeated after an interruption at any point.
 * @returns `kept`: the ref that holds what was there before, when something had to be kept
 * @throws OkstraError `branch-checked-out`, `worktree-damaged`
 */
export async function setWorktreeTree(state: WorktreeState): Promise<{ readonly kept?: string }> {
  const { repo, worktree, branch, commit } = state;
  await requireLinked(repo, worktree);
  const gitDir = await gitDirOf(worktree);
  // Whoever held them is dead: the worktree is okstra's own and nobody works in it now.
  await Promise.all(['index.lock', 'HEAD.lock'].map((name) => rm(join(gitDir, name), { force: true })));
  const checkedOut = isAtCommit(state, gitDir).then((is) => (is ? { head: commit, isOnBranch: true } : whatIsCheckedOut(state)));
  // Awaited only once the files were looked at.
  checkedOut.catch(() => undefined);
  return captureInto(worktree, state.since === undefined ? {} : { since: state.since }, async (found, indexFile) => {
    const { head, isOnBranch } = await checkedOut;
    const tree = typeof state.tree === 'string' ? state.tree : await state.tree({ ...found, head });
    const point = async (): Promise<void> => {
      const ref = `refs/heads/${branch}`;
      if (!isOnBranch) await git(worktree, ['symbolic-ref', 'HEAD', ref]);
      if (!isOnBranch || head !== commit) await updateRef(repo, ref, commit, undefined);
    };
    if (found.tree === tree && found.embedded.length === 0) {
      await point();
      await replaceIndex(indexFile, gitDir);
      return {};
    }
    const isSafe = found.tree === tree || (found.tree === (await treeOf(repo, head)) && (await isAncestor(repo, head, commit)));
    const kept = isSafe ? undefined : await keep(state, { head, tree: found.tree });
    await point();
    await git(worktree, ['read-tree', '--reset', '-u', tree]);
    if (found.tree !== tree) await git(worktree, ['-c', 'clean.requireForce=false', 'clean', '-d', '--quiet']);
    return kept === undefined ? {} : { kept };
  });
}

/** Whether HEAD is on the branch and that at the commit, read from the files that git keeps them in; a no is only a reason to ask git. */
async function isAtCommit({ repo, branch, commit }: WorktreeState, gitDir: string): Promise<boolean> {
  const [head, tip] = await Promise.all([textOf(join(gitDir, 'HEAD')), textOf(join(repo.commonDir, 'refs/heads', branch))]);
  return head === `ref: refs/heads/${branch}\n` && tip === `${commit}\n`;
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

async function whatIsCheckedOut({ repo, worktree, branch }: WorktreeState) {
  const entries = await listWorktrees(repo);
  const place = settle(worktree);
  refuseElsewhere(entries, place, branch);
  const entry = entries.find((candidate) => candidate.path === place);
  return { head: entry?.head ?? (await headOf(worktree)), isOnBranch: entry?.branch === branch };
}

/** The files are right already; the index that was just made from them says so, and saves git from looking again. */
async function replaceIndex(indexFile: string, gitDir: string): Promise<void> {
  const next = join(gitDir, 'okstra-index');
  await copyFile(indexFile, next);
  const { mtimeMs } = await stat(indexFile);
  const time = Math.floor(mtimeMs) / 1000;
  await utimes(next, time, time);
  await rename(next, join(gitDir, 'index'));
}

/** A run that is resumed keeps the same state once; another state under the same name gets a number. */
async function keep({ repo, keepAs }: WorktreeState, found: { head: string; tree: string }): Promise<string> {
  const name = `refs/okstra/kept/${keepAs}`;
  const commit = await commitTree({
    repo,
    tree: found.tree,
    parents: [found.head],
    message: 'State of a worktree before it was reset',
    date: new Date(0),
  });
  for (let n = 1; ; n += 1) {
    const ref = n === 1 ? name : `${name}-${n}`;
    if (await updateRef(repo, ref, commit, '')) return ref;
    if ((await readRefs(repo, ref)).get(ref) === commit) return ref;
  }
}
