/** Merging an accepted branch into the branch that the user has checked out: the one time okstra moves something of theirs. */
import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { diffFiles } from './diff.ts';
import type { Repository } from './repository.ts';
import { headOf, isAncestor } from './repository.ts';
import { git, splitNul } from './run.ts';
import { mergeTrees } from './tree.ts';

export interface Landing {
  readonly repo: Repository;
  /** Short name of the branch to merge. */
  readonly branch: string;
  /** Commit that the branch must be at: the one that was verified. Whatever comes onto the branch meanwhile is not merged. */
  readonly expectedTip?: string;
  /** Message of the merge commit. */
  readonly message: string;
  /** Moves the user's branch without a merge commit where that is possible. Default false. */
  readonly fastForward?: boolean;
  /** Changed files at or below these do not count as unclean: what okstra writes back itself. */
  readonly ignorePaths?: readonly string[];
  /** Commit that HEAD must be at: the one that the merged tree was checked with. */
  readonly expectedHead?: string;
  /** Only finds out whether it would merge: refuses what a merge would refuse, and changes nothing. Default false. */
  readonly dryRun?: boolean;
}

export interface Landed {
  readonly how: 'merged' | 'fast-forward' | 'already-merged' | 'dry-run';
  /** HEAD of the user's checkout afterwards. */
  readonly commit: string;
}

/**
 * Merges into the user's checkout, or changes nothing at all.
 * @throws OkstraError `detached-head`, `operation-in-progress`, `head-moved`, `branch-moved`, `dirty-checkout`, `untracked-in-the-way`, `merge-conflict`
 */
export async function mergeInto(landing: Landing): Promise<Landed> {
  const { repo, branch, message, fastForward = false } = landing;
  const [head, target, current] = await Promise.all([headOf(repo.top), tipOf(repo, branch), currentBranch(repo)]);
  if (current === undefined) {
    throw fail('blocked', 'detached-head', `Expected a branch to merge ${branch} into, found HEAD detached in ${repo.top}.`, {
      fix: 'git switch <branch>, then land again.',
    });
  }
  if (landing.expectedHead !== undefined && landing.expectedHead !== head) {
    throw fail('blocked', 'head-moved', `Expected ${current} at ${landing.expectedHead}, found ${head}: it moved meanwhile.`, {
      fix: 'Land again: the checks then run on the new merge.',
    });
  }
  if (landing.expectedTip !== undefined && landing.expectedTip !== target) throw branchMoved(branch, landing.expectedTip, target);
  refuseUnfinished(repo);
  if (await isAncestor(repo, target, head)) return { how: 'already-merged', commit: head };
  await refuseDirty(landing);
  const merged = await mergeTrees(repo, head, target);
  if ('conflicts' in merged) throw conflict(branch, current, merged.conflicts);
  await refuseOverwriting(repo, head, merged.tree);
  if (landing.dryRun === true) return { how: 'dry-run', commit: head };

  const isForward = fastForward && (await isAncestor(repo, head, target));
  const style = isForward ? ['--ff-only'] : ['--no-ff', '--no-log', '--no-signoff', '-s', 'ort', '-m', message];
  const options = [
    '--quiet',
    '--no-edit',
    '--no-stat',
    '--no-squash',
    '--commit',
    '--no-autostash',
    '--no-verify',
    '--no-verify-signatures',
  ];
  const settings = ['-c', 'rerere.enabled=false', '-c', 'merge.autoStash=false'];
  // The object, not the branch: what is merged is what all of the above was asked about.
  const done = await git(repo.top, [...settings, 'merge', ...options, ...style, target], { allowExit: [1, 2, 128] });
  if (done.exitCode === 0) return { how: isForward ? 'fast-forward' : 'merged', commit: await headOf(repo.top) };
  if (existsSync(join(repo.gitDir, 'MERGE_HEAD'))) await git(repo.top, ['merge', '--abort']);
  throw notMerged(landing, current, done);
}

const branchMoved = (branch: string, expected: string, found: string): OkstraError =>
  fail(
    'blocked',
    'branch-moved',
    `Expected ${branch} at ${expected.slice(0, 10)}, which was verified, found it at ${found.slice(0, 10)}: it moved meanwhile. Nothing was merged.`,
    { fix: `git log ${expected.slice(0, 10)}..${branch} shows what came; okstra run … --again has it verified.` },
  );

async function tipOf(repo: Repository, branch: string): Promise<string> {
  const { stdout, exitCode } = await git(repo.top, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`], {
    allowExit: [1, 128],
  });
  if (exitCode === 0) return stdout.trim();
  throw fail('usage', 'branch-missing', `Expected a branch ${branch}, found none.`, {
    fix: 'git branch --list "okstra/*" shows those there are.',
  });
}

async function currentBranch(repo: Repository): Promise<string | undefined> {
  const { stdout, exitCode } = await git(repo.top, ['symbolic-ref', '--quiet', '--short', 'HEAD'], { allowExit: [1] });
  return exitCode === 0 ? stdout.trim() : undefined;
}

const UNFINISHED: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

function refuseUnfinished(repo: Repository): void {
  const found = UNFINISHED.find(([file]) => existsSync(join(repo.gitDir, file)));
  if (found === undefined) return;
  throw fail('blocked', 'operation-in-progress', `Expected nothing unfinished in ${repo.top}, found a ${found[1]} in progress.`, {
    fix: `git ${found[1]} --continue, or git ${found[1]} --abort`,
  });
}

async function refuseDirty({ repo, ignorePaths = [] }: Landing): Promise<void> {
  const exclude = ignorePaths.map((path) => `:(top,exclude,literal)${path.replace(/\/+$/, '')}`);
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=no',
    '--ignore-submodules=none',
    '--no-renames',
    '--',
    ':(top)',
    ...exclude,
  ];
  const files = splitNul((await git(repo.top, args)).stdout).map((entry) => entry.slice(3));
  if (files.length > 0) throw dirty(files);
}

const dirty = (files: readonly string[]): OkstraError =>
  fail('usage', 'dirty-checkout', `Expected no uncommitted changes, found some in ${listed(files)}.`, {
    fix: 'git commit or git stash, then land again.',
    details: { files },
  });

/** Git itself would overwrite files that are ignored, so okstra looks before. */
async function refuseOverwriting(repo: Repository, head: string, tree: string): Promise<void> {
  const files = await diffFiles(repo, head, tree);
  // On a file system that ignores case, a file renamed only in case is in its own way.
  const leaving = new Set(
    files.flatMap(({ status, path, previousPath = path }) =>
      status === 'deleted' || status === 'renamed' ? [previousPath.toLowerCase()] : [],
    ),
  );
  const arriving = files.filter(
    ({ status, path }) => (status === 'added' || status === 'renamed') && !leaving.has(path.toLowerCase()),
  );
  const inTheWay: string[] = [];
  for (const { path } of arriving) {
    const found = await obstacle(repo.top, path);
    if (found !== undefined && !(await isTracked(repo, head, found))) inTheWay.push(found);
  }
  if (inTheWay.length > 0) throw untracked([...new Set(inTheWay)]);
}

/** The file that lies at `path`, or that lies where one of its folders belongs. */
async function obstacle(top: string, path: string): Promise<string | undefined> {
  for (let part = path; part !== '.'; part = dirname(part)) {
    const info = await lstat(join(top, part)).catch(() => undefined);
    if (info === undefined) continue;
    return info.isDirectory() && part !== path ? undefined : part;
  }
  return undefined;
}

const isTracked = async (repo: Repository, head: string, path: string): Promise<boolean> =>
  (await git(repo.top, ['cat-file', '-e', `${head}:${path}`], { allowExit: [1, 128] })).exitCode === 0;

const untracked = (files: readonly string[]): OkstraError =>
  fail(
    'blocked',
    'untracked-in-the-way',
    `Expected room for files that the branch adds, found untracked ones at ${listed(files)}.`,
    {
      fix: 'Move or commit them, then land again.',
      details: { files },
    },
  );

const conflict = (branch: string, current: string, files: readonly string[]): OkstraError =>
  fail(
    'blocked',
    'merge-conflict',
    `Expected ${branch} to merge into ${current}, found conflicts in ${listed(files)}. Nothing was changed.`,
    {
      fix: `git merge ${branch}, and settle them by hand.`,
      details: { files },
    },
  );

function notMerged({ branch }: Landing, current: string, done: { stdout: string; stderr: string }): OkstraError {
  const said = `${done.stderr}\n${done.stdout}`;
  const named = [...said.matchAll(/^\t(.+)$/gm)].map((match) => match[1] ?? '');
  if (/untracked working tree files/.test(said)) return untracked(named);
  if (/local changes/.test(said)) return dirty(named);
  const files = [...said.matchAll(/^CONFLICT .* in (.+)$/gm)].map((match) => match[1] ?? '');
  if (files.length > 0) return conflict(branch, current, files);
  return fail('system', 'git-failed', `Expected ${branch} to merge into ${current}: ${said.trim()}`);
}

const listed = (files: readonly string[]): string =>
  files.length > 10 ? `${files.slice(0, 10).join(', ')} and ${files.length - 10} more` : files.join(', ');
