/** Worktrees of items that are merged and clean may go; one with work in it only when the user names its item and forces it. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { WorktreeEntry } from '../../git/index.ts';
import { commitsBetween, git, isLinked, listWorktrees, worktreeLoss } from '../../git/index.ts';
import { bytesBelow } from '../../store/disk.ts';
import { withCatalog } from '../../store/run-index/catalog.ts';
import type { RunHead } from '../../store/run-index/heads.ts';
import { isLater } from '../../store/run-index/heads.ts';
import type { RunSummary } from '../../store/runs.ts';
import { okstraHome } from '../ports.ts';
import { keyOf } from './scope.ts';
import type { Found, Garbage, GcScope, Kept } from './types.ts';

export async function findWorktrees(scope: GcScope): Promise<Found> {
  const { session, ports, items } = scope;
  const home = join(okstraHome(ports.env), 'worktrees');
  const runs = newestByWorktree(session.repo.top);
  const found: { garbage: Garbage[]; kept: Kept[] } = { garbage: [], kept: [] };
  for (const entry of await listWorktrees(session.repo)) {
    if (!entry.path.startsWith(`${home}/`)) continue;
    const run = runs.get(entry.path);
    if (items && (run === undefined || !items.has(keyOf(run)))) continue;
    const judged = run === undefined ? unknown(entry) : await judge(scope, entry, run);
    if ('bytes' in judged) found.garbage.push(judged);
    else found.kept.push(judged);
  }
  return found;
}

const unknown = ({ path }: WorktreeEntry): Kept => ({
  kind: 'worktree',
  name: path,
  path,
  reason: 'no run of this checkout knows it',
  fix: `git worktree remove ${path}`,
});

/** The newest run of each item by its worktree. */
const newestByWorktree = (top: string): ReadonlyMap<string, RunSummary> =>
  withCatalog(top, (catalog) => {
    const newest = new Map<string, RunHead>();
    for (const head of catalog.heads) {
      const known = newest.get(keyOf(head));
      if (known === undefined || isLater(head, known)) newest.set(keyOf(head), head);
    }
    const summaries = catalog.summaries([...newest.values()]);
    return new Map(
      summaries.flatMap((found) =>
        found.ok && found.value.worktree !== null ? [[found.value.worktree, found.value] as const] : [],
      ),
    );
  });

async function judge({ session, force, held }: GcScope, entry: WorktreeEntry, run: RunSummary): Promise<Garbage | Kept> {
  const { repo } = session;
  const about = { kind: 'worktree', name: basename(entry.path), path: entry.path } as const;
  const holder = held.get(keyOf(run));
  if (holder !== undefined) return { ...about, reason: `${run.itemId} is held by ${holder}` };
  if (run.interrupted)
    return {
      ...about,
      reason: `run ${run.runId} can be gone on with`,
      fix: `okstra resume ${run.runId}, or okstra discard ${run.runId}`,
    };
  const loss = await worktreeLoss(repo, entry);
  if (loss !== undefined && !force) {
    return { ...about, reason: loss.message, fix: `okstra land ${run.itemId}; or okstra gc ${run.itemId} --force gives it up` };
  }
  return {
    ...about,
    bytes: bytesBelow(entry.path),
    reason: loss === undefined ? 'clean, and merged' : 'given up with --force',
    item: { group: run.group, id: run.itemId },
    loses:
      loss === undefined ? [] : [...(await commits(repo.top, repo.head.commit, entry)), ...(await uncommitted(repo, entry.path))],
  };
}

const commits = async (top: string, head: string, entry: WorktreeEntry): Promise<readonly string[]> =>
  entry.head === undefined
    ? []
    : (await commitsBetween(top, head, entry.head)).map(
        ({ sha, subject }) =>
          `commit ${sha.slice(0, 10)} ${subject}${entry.branch === undefined ? '' : ` (stays on branch ${entry.branch})`}`,
      );

async function uncommitted(repo: GcScope['session']['repo'], path: string): Promise<readonly string[]> {
  if (!existsSync(path) || !(await isLinked(repo, path))) return [];
  const { stdout } = await git(path, ['status', '--porcelain=v1', '-z', '--no-renames']);
  return stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => `uncommitted ${line.slice(3)}`);
}
