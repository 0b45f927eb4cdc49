/** Brings a worktree to a given commit and tree, after keeping what was there. */
import { lstatSync, type Stats } from 'node:fs';
import { copyFile, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Fence } from './lease-fence.ts';
import { readRefs, updateRef } from './refs.ts';
import type { Repository } from './repository.ts';
import { headOf, isAncestor, treeOf } from './repository.ts';
import { git, splitNul } from './run.ts';
import { gitDirOf, nulList } from './temp-index.ts';
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
  /** The lease under which the worktree is used: asked before branch or files change. */
  readonly fence: Fence;
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
    const ref = `refs/heads/${branch}`;
    const tip = isOnBranch ? head : (await readRefs(repo, ref)).get(ref);
    const point = async (): Promise<void> => {
      state.fence.check();
      if (!isOnBranch) await git(worktree, ['symbolic-ref', 'HEAD', ref]);
      if (tip === commit || (await state.fence.changeRefs([{ ref, value: commit, old: tip ?? '' }]))) return;
      throw moved(state);
    };
    // Commits that nothing but this branch holds; of one that just begins there are none.
    const heads = [...new Set(tip === undefined ? [head] : [head, tip])].filter((each) => each !== commit);
    const leaving = (await Promise.all(heads.map(async (each) => ((await isAncestor(repo, each, commit)) ? [] : [each])))).flat();
    if (found.tree === tree && found.embedded.length === 0) {
      const kept = leaving.length === 0 ? undefined : await keep(state, { heads: leaving, tree: found.tree });
      await point();
      await replaceIndex(indexFile, gitDir);
      return kept === undefined ? {} : { kept };
    }
    const buried = await buriedBy(worktree, { from: found.tree, to: tree });
    const isSafe =
      buried.length === 0 && leaving.length === 0 && (found.tree === tree || found.tree === (await treeOf(repo, head)));
    const lost = buried.length === 0 ? found.tree : await treeWith(worktree, indexFile, buried);
    const kept = isSafe ? undefined : await keep(state, { heads: leaving.length === 0 ? [head] : leaving, tree: lost });
    await point();
    state.fence.check();
    await git(worktree, ['read-tree', '--reset', '-u', tree]);
    if (found.tree !== tree) await git(worktree, ['-c', 'clean.requireForce=false', 'clean', '-d', '--quiet']);
    return kept === undefined ? {} : { kept };
  });
}

const moved = ({ branch }: WorktreeState): Error =>
  fail('blocked', 'branch-moved', `Expected ${branch} to stay where it was while okstra worked with it, found it moved.`, {
    fix: 'okstra resume; what came onto the branch is kept.',
  });

/**
 * Ignored files that lie where the tree has files of its own, or folders: git would write over them without a word. What lies there and is
 * no part of the tree that was found can only be ignored.
 */
async function buriedBy(
  worktree: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly string[]> {
  if (from === to) return [];
  const { stdout } = await git(worktree, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--diff-filter=A', from, to]);
  const found = new Set<string>();
  for (const path of splitNul(stdout)) {
    const buried = inTheWay(worktree, path);
    if (buried !== undefined) found.add(buried);
  }
  const tracked = found.size === 0 ? '' : (await git(worktree, ['ls-tree', '-r', '-z', '--name-only', from])).stdout;
  const known = new Set(splitNul(tracked));
  return [...found].filter((path) => !known.has(path));
}

/** What lies at the path, or a file where one of its folders has to be. */
function inTheWay(worktree: string, path: string): string | undefined {
  for (let part = path; part !== '.'; part = dirname(part)) {
    const info = infoOf(join(worktree, part));
    if (info !== undefined) return part !== path && info.isDirectory() ? undefined : part;
  }
  return undefined;
}

function infoOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function treeWith(worktree: string, indexFile: string, paths: readonly string[]): Promise<string> {
  const add = ['add', '--force', '--sparse', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await git(worktree, add, { indexFile, stdin: nulList(paths), env: { GIT_LITERAL_PATHSPECS: '1' } });
  return (await git(worktree, ['write-tree', '--missing-ok'], { indexFile })).stdout.trim();
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
async function keep(
  { repo, keepAs }: WorktreeState,
  found: { readonly heads: readonly string[]; readonly tree: string },
): Promise<string> {
  const name = `refs/okstra/kept/${keepAs}`;
  const commit = await commitTree({
    repo,
    tree: found.tree,
    parents: found.heads,
    message: 'State of a worktree before it was reset',
    date: new Date(0),
  });
  for (let n = 1; ; n += 1) {
    const ref = n === 1 ? name : `${name}-${n}`;
    if (await updateRef(repo, ref, commit, '')) return ref;
    if ((await readRefs(repo, ref)).get(ref) === commit) return ref;
  }
}
