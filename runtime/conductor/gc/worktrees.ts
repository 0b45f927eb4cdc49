/** Worktrees of items that are merged and clean may go; one with work in it only when the user names its item and forces it. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { WorktreeEntry } from '../../git/index.ts';
import { commitsBetween, git, listWorktrees, onlyHere, worktreeLoss } from '../../git/index.ts';
import type { Failure } from '../../model/failure.ts';
import { OkstraError } from '../../model/failure.ts';
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
    const judged =
      run === undefined ? unknown(entry) : await judge(scope, entry, run).catch((error: unknown) => unreadable(entry, error));
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
  if (loss?.code === 'worktree-locked') return { ...about, reason: lockText(entry), fix: `git worktree unlock '${entry.path}'` };
  if (loss !== undefined && !force) return { ...about, ...whyItStays(loss, entry, run) };
  return {
    ...about,
    bytes: bytesBelow(entry.path),
    reason: loss === undefined ? 'clean, and merged' : 'given up with --force',
    item: { group: run.group, id: run.itemId },
    loses:
      loss === undefined ? [] : [...(await commits(repo.top, repo.head.commit, entry)), ...(await uncommitted(repo, entry.path))],
  };
}

const lockText = ({ locked = '' }: WorktreeEntry): string => (locked === '' ? 'it is locked' : `it is locked: ${locked}`);

const SHOWN = 5;

function whyItStays(
  { code, details }: Failure,
  { branch }: WorktreeEntry,
  { itemId }: RunSummary,
): { reason: string; fix: string } {
  const force = `okstra gc ${itemId} --force names what would be lost, and with --apply gives it up`;
  if (code === 'worktree-unmerged') {
    return {
      reason: `HEAD lacks commits of ${branch === undefined ? 'it' : `branch ${branch}`}`,
      fix: `okstra land ${itemId}; or ${force}`,
    };
  }
  if (code !== 'worktree-ignored') return { reason: 'changes in it are not committed', fix: `Commit them; or ${force}` };
  const files = details?.['files'] as readonly string[];
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '';
  return {
    reason: `files in it that git ignores are nowhere else: ${files.slice(0, SHOWN).join(', ')}${more}`,
    fix: `Move them away; or ${force}`,
  };
}

/** Of one that cannot be looked at nobody knows what would be lost: it stays, forced or not, and the others are looked at all the same. */
function unreadable({ path }: WorktreeEntry, error: unknown): Kept {
  const about = { kind: 'worktree', name: basename(path), path } as const;
  if (error instanceof OkstraError) {
    const { code, message, fix } = error.failure;
    const reason =
      code === 'worktree-damaged' ? 'its .git was removed or replaced' : `it cannot be looked at: ${firstLine(message)}`;
    return { ...about, reason, ...(fix === undefined ? {} : { fix }) };
  }
  if (!(error instanceof Error && 'code' in error)) throw error;
  return { ...about, reason: `it cannot be looked at: ${firstLine(error.message)}`, fix: `Look at ${path}.` };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const commits = async (top: string, head: string, entry: WorktreeEntry): Promise<readonly string[]> =>
  entry.head === undefined
    ? []
    : (await commitsBetween(top, head, entry.head)).map(
        ({ sha, subject }) =>
          `commit ${sha.slice(0, 10)} ${subject}${entry.branch === undefined ? '' : ` (stays on branch ${entry.branch})`}`,
      );

/** Files that no commit has: those git would list, and those it ignores and no tool makes again. */
async function uncommitted(repo: GcScope['session']['repo'], path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return [];
  const { stdout } = await git(path, ['status', '--porcelain=v1', '-z', '--no-renames']);
  const listed = stdout.split('\0').filter((line) => line !== '');
  const ignored = await onlyHere(path, repo.top);
  return [...listed.map((line) => `uncommitted ${line.slice(3)}`), ...ignored.map((file) => `ignored ${file}`)];
}
