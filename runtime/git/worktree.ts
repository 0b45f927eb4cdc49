/** Worktrees of okstra's own: made, found again, brought to a state, removed. What was in one is never lost by it. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { onlyHere } from './only-here.ts';
import { deleteRef, readRefs } from './refs.ts';
import type { Repository } from './repository.ts';
import { headOf, isAncestor, treeOf } from './repository.ts';
import { git, HALF_MADE_WORKTREE, PAUSES_MS } from './run.ts';
import { captureTree } from './tree.ts';
import { isLinked, moveAway, requireLinked } from './worktree-link.ts';

export interface WorktreeEntry {
  readonly path: string;
  readonly head?: string;
  /** Short name; absent when HEAD is detached. */
  readonly branch?: string;
  /** The reason given, or ''. */
  readonly locked?: string;
}

/** All checkouts of the repository, the main one first. */
export async function listWorktrees(repo: Pick<Repository, 'top'>): Promise<readonly WorktreeEntry[]> {
  const { stdout } = await git(repo.top, ['worktree', 'list', '--porcelain', '-z']);
  return stdout
    .split('\0\0')
    .filter((block) => block !== '')
    .map(parseEntry);
}

function parseEntry(block: string): WorktreeEntry {
  const facts = new Map<string, string>();
  for (const line of block.split('\0')) {
    const [word = ''] = line.split(' ', 1);
    facts.set(word, line.slice(word.length + 1));
  }
  const head = facts.get('HEAD');
  const branch = facts.get('branch')?.replace(/^refs\/heads\//, '');
  const locked = facts.get('locked');
  return {
    path: facts.get('worktree') ?? '',
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    ...(locked === undefined ? {} : { locked }),
  };
}

export interface WorktreeRequest {
  readonly repo: Repository;
  /** Absolute. */
  readonly path: string;
  readonly branch: string;
  /** Commit that the branch starts at when it does not exist yet; an existing branch stays where it is. */
  readonly start: string;
}

export interface EnsuredWorktree {
  readonly created: boolean;
  /** What the branch points at; absent when it was made here. */
  readonly tip?: string;
  /** Where the files of a worktree went whose link to the repository was broken. */
  readonly movedTo?: string;
}

/**
 * A checkout of `branch` at `path`: the one that is there, or a new one. Files in one that is there are left as they are.
 * @throws OkstraError `branch-checked-out`, `worktree-path-taken`, `worktree-other-branch`, `ref-name-taken`
 */
export async function ensureWorktree(request: WorktreeRequest): Promise<EnsuredWorktree> {
  for (const pause of PAUSES_MS) {
    const ensured = await tryWorktree(request);
    if (ensured !== 'disturbed') return ensured;
    await sleep(pause);
  }
  const ensured = await tryWorktree(request);
  if (ensured !== 'disturbed') return ensured;
  throw fail(
    'system',
    'worktree-failed',
    `Expected a worktree of ${request.branch} at ${request.path}, found others being made all the time.`,
    {
      fix: 'Run okstra again.',
    },
  );
}

/** @returns `disturbed` when another process was just making a worktree: then everything is looked at anew */
async function tryWorktree({ repo, path, branch, start }: WorktreeRequest): Promise<EnsuredWorktree | 'disturbed'> {
  const add = (what: readonly string[]) =>
    git(repo.top, ['worktree', 'add', '--no-guess-remote', '--quiet', ...what], { allowExit: [1, 128, 255] });
  const asNew = (where: string) => add(['--no-track', '-b', branch, where, start]);
  const place = settle(path);
  // Most often neither folder nor branch is there; the branch git itself looks for before it does anything.
  if (!isThere(place) && !isRegistered(repo, place)) {
    mkdirSync(dirname(place), { recursive: true });
    if ((await asNew(place)).exitCode === 0) return { created: true };
  }
  const entries = await listWorktrees(repo);
  refuseElsewhere(entries, place, branch);
  const ours = entries.find((entry) => entry.path === place);
  if (ours !== undefined && ours.locked !== 'initializing' && (await isLinked(repo, place))) {
    if (ours.branch === branch) return { created: false, ...tipOf(ours.head) };
    throw otherBranch(place, branch, ours.branch);
  }
  // Registered, but its folder or its .git is gone, or the process that was making it died: it is made anew.
  const movedTo = ours === undefined || ours.locked === 'initializing' ? undefined : await moveAway(place);
  if (ours !== undefined) await git(repo.top, ['worktree', 'remove', '--force', '--force', place]);
  else await refuseTaken(place);
  await mkdir(dirname(place), { recursive: true });
  const moved = movedTo === undefined ? {} : { movedTo };
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  const added = tip === undefined ? await asNew(place) : await add([place, branch]);
  if (added.exitCode === 0) return { created: true, ...tipOf(tip), ...moved };
  if (HALF_MADE_WORKTREE.test(added.stderr)) return 'disturbed';
  throw notAdded({ branch, place, stderr: added.stderr });
}

/** A branch whose ref is gone is listed with zeros. */
const tipOf = (tip: string | undefined): { tip?: string } => (tip === undefined || /^0+$/.test(tip) ? {} : { tip });

/** Also a link that leads nowhere. */
const isThere = (place: string): boolean => lstatSync(place, { throwIfNoEntry: false }) !== undefined;

/** Whether the repository has notes about a worktree there: git would make the branch before it refuses the folder. */
function isRegistered({ commonDir }: Repository, place: string): boolean {
  const notes = join(commonDir, 'worktrees');
  if (!existsSync(notes)) return false;
  return readdirSync(notes).some((name) => {
    try {
      return dirname(resolve(notes, name, readFileSync(join(notes, name, 'gitdir'), 'utf8').trimEnd())) === place;
    } catch {
      // Being made or removed right now: the full way waits for that.
      return true;
    }
  });
}

/** Git names worktrees by real path; the last part need not exist. */
function settle(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(settle(parent), basename(path));
}

function refuseElsewhere(entries: readonly WorktreeEntry[], place: string, branch: string): void {
  const other = entries.find((entry) => entry.branch === branch && entry.path !== place);
  if (other === undefined) return;
  throw fail('blocked', 'branch-checked-out', `Expected branch ${branch} to be free, found it checked out in ${other.path}.`, {
    fix: `git -C '${other.path}' switch --detach`,
    details: { worktree: other.path },
  });
}

function otherBranch(place: string, branch: string, found: string | undefined): Error {
  const what = found === undefined ? 'a detached HEAD' : `branch ${found}`;
  return fail('blocked', 'worktree-other-branch', `Expected the worktree ${place} to be on branch ${branch}, found ${what}.`, {
    fix: `git -C '${place}' switch ${branch}`,
  });
}

async function refuseTaken(place: string): Promise<void> {
  const info = await lstat(place).catch(() => undefined);
  if (info === undefined) return;
  if (info.isDirectory() && (await readdir(place)).length === 0) return;
  throw fail('blocked', 'worktree-path-taken', `Expected room for a worktree at ${place}, found something else there.`, {
    fix: `Move it away: mv '${place}' '${place}.old'`,
  });
}

function notAdded({ branch, place, stderr }: { branch: string; place: string; stderr: string }): Error {
  const said = stderr.trim();
  // A rebase or bisect holds its branch although HEAD is detached meanwhile; git looks there too.
  const held = /already (?:checked out|used by worktree) at '(.*)'/.exec(said)?.[1];
  if (held !== undefined) {
    return fail('blocked', 'branch-checked-out', `Expected branch ${branch} to be free, found it in use in ${held}.`, {
      fix: `Finish what goes on in ${held}.`,
    });
  }
  const taken = /'(refs\/\S+)' exists; cannot create/.exec(said)?.[1];
  if (taken !== undefined) {
    return fail(
      'usage',
      'ref-name-taken',
      `Expected to create branch ${branch}, found ${taken}, which makes that name impossible.`,
      {
        fix: `Rename or delete ${taken}.`,
      },
    );
  }
  return fail('system', 'worktree-failed', `Expected a worktree of ${branch} at ${place}: ${said}`, {
    fix: 'Settle what git reports (git worktree prune may do), then run okstra again.',
  });
}

export interface WorktreeRemoval {
  readonly repo: Repository;
  readonly path: string;
  /** Removes one with changes or with commits that the user's HEAD lacks, too. */
  readonly force: boolean;
  /** Deletes the branch as well. Default false. */
  readonly deleteBranch?: boolean;
}

/**
 * Removes a worktree.
 * @returns false when there is none at `path`
 * @throws OkstraError `worktree-dirty`, `worktree-ignored`, `worktree-locked`, `worktree-unmerged`, `worktree-path-taken`
 */
export async function removeWorktree({ repo, path, force, deleteBranch = false }: WorktreeRemoval): Promise<boolean> {
  const place = settle(path);
  const entry = (await listWorktrees(repo)).find((candidate) => candidate.path === place);
  if (entry === undefined) {
    await refuseTaken(place);
    return false;
  }
  if (place === repo.top) throw new Error(`not a worktree of okstra's own: ${place}`);
  if (!force) await refuseLoss(repo, entry);
  const remove = ['worktree', 'remove', '--force', '--force', place];
  const removed = await git(repo.top, remove, { allowExit: [128, 255] });
  if (removed.exitCode !== 0) {
    // A folder whose link to the repository is broken is not removed by git, and one that is gone is.
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
    await git(repo.top, remove);
  }
  if (deleteBranch && entry.branch !== undefined) await deleteRef(repo, `refs/heads/${entry.branch}`, entry.head);
  return true;
}

async function refuseLoss(repo: Repository, entry: WorktreeEntry): Promise<void> {
  const loss = await worktreeLoss(repo, entry);
  if (loss) throw new OkstraError(loss);
}

/**
 * What would be lost with a worktree, as the reason not to remove it: changes in its files, ignored files that are nowhere else, or commits
 * that HEAD lacks.
 * @throws OkstraError `worktree-damaged`, and whatever git says of a worktree that it cannot read: then nobody knows what would be lost
 */
export async function worktreeLoss(repo: Repository, entry: WorktreeEntry): Promise<Failure | undefined> {
  const { path, head, locked } = entry;
  if (locked !== undefined && locked !== 'initializing') {
    return fail(
      'blocked',
      'worktree-locked',
      `Expected the worktree ${path} not to be locked, found it locked${locked && `: ${locked}`}.`,
      {
        fix: `git worktree unlock '${path}'`,
      },
    ).failure;
  }
  if (head === undefined) return undefined;
  if (existsSync(path)) {
    await requireLinked(repo, path);
    const { tree, embedded } = await captureTree(path);
    if (embedded.length > 0 || tree !== (await treeOf(repo, head))) {
      return fail('blocked', 'worktree-dirty', `Expected no uncommitted changes in ${path}, found some.`, {
        fix: `Look with: git -C '${path}' status, or use --force to give them up.`,
      }).failure;
    }
    const ignored = await onlyHere(path, repo.top);
    if (ignored.length > 0) {
      return fail(
        'blocked',
        'worktree-ignored',
        `Expected no files in ${path} that are nowhere else, found ignored ones: ${ignored.slice(0, 10).join(', ')}.`,
        {
          fix: `Move them away, or use --force to give them up; then git worktree remove '${path}'.`,
          details: { files: ignored },
        },
      ).failure;
    }
  }
  if (await isAncestor(repo, head, await headOf(repo.top))) return undefined;
  return fail(
    'blocked',
    'worktree-unmerged',
    `Expected the commits of ${entry.branch ?? path} to be merged, found some that HEAD lacks.`,
    {
      fix: 'Merge them with okstra land, or use --force to give them up.',
    },
  ).failure;
}

export { refuseElsewhere, settle };
