/** What would be lost with the worktree and the branch of a run, so that it is named before anything is removed. */
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Repository } from '../git/index.ts';
import { commitsBetween, git, ignoredIn, isLinked, readRefs } from '../git/index.ts';
import type { RunSummary } from '../store/runs.ts';

export interface Losses {
  /** What the branch pointed at when this was found out. */
  readonly tip?: string;
  /** A line each. */
  readonly lines: readonly string[];
}

/** Commits of the branch that HEAD lacks, and whatever lies in the worktree that no commit has: changed, untracked and ignored files. */
export async function lossesOf(repo: Repository, { branch, worktree }: Pick<RunSummary, 'branch' | 'worktree'>): Promise<Losses> {
  const ref = `refs/heads/${branch}`;
  const tip = branch === null ? undefined : (await readRefs(repo, ref)).get(ref);
  const files = await filesOf(repo, worktree);
  if (tip === undefined) return { lines: files };
  const commits = await commitsBetween(repo.top, repo.head.commit, tip);
  return { tip, lines: [...commits.map(({ sha, subject }) => `commit ${sha.slice(0, 10)} ${subject}`), ...files] };
}

async function filesOf(repo: Repository, worktree: string | null): Promise<readonly string[]> {
  if (worktree === null || !existsSync(worktree)) return [];
  // Git would answer for another repository, or not at all.
  if (!(await isLinked(repo, worktree))) return listed(worktree).map((path) => `file ${path}`);
  const [{ stdout }, ignored] = await Promise.all([
    git(worktree, ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all']),
    ignoredIn(worktree),
  ]);
  const entries = stdout.split('\0').filter((entry) => entry !== '');
  return [
    ...entries.map((entry) => `${entry.startsWith('??') ? 'untracked' : 'uncommitted'} ${entry.slice(3)}`),
    ...ignored.map((path) => `ignored ${path}`),
  ];
}

const MOST = 200;

function listed(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + sep.length));
  return files.length <= MOST ? files : [...files.slice(0, MOST), `… and ${files.length - MOST} more below ${folder}`];
}
