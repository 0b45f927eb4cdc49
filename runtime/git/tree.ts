/** Trees: what the files of a checkout hash to, and new trees made of old ones. None of it touches a checkout or its index. */
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Checkout } from './repository.ts';
import { noIdentity } from './repository.ts';
import { git, splitNul } from './run.ts';
import { GITLINK, gitDirOf, knownLinks, listIndex, mayHoldGitlinks, nulList, stage, withTempIndex } from './temp-index.ts';

export interface CaptureOptions {
  /** Paths relative to the top that stay as they are in the checkout's index. */
  readonly exclude?: readonly string[];
  /** Commit whose gitlinks are taken as given; default HEAD. Give the base where the checkout's HEAD may have been moved by an agent. */
  readonly since?: string;
}

export interface CapturedTree {
  readonly tree: string;
  /** Repositories inside the checkout that are no submodules, relative to the top; their files are not in the tree. */
  readonly embedded: readonly string[];
}

/**
 * The tree of all files in the checkout that are not ignored, whatever is staged. Files outside a sparse cone count as present.
 * Objects are written to the repository, nothing else.
 * @param checkout absolute path of the checkout's top
 */
export function captureTree(checkout: string, options: CaptureOptions = {}): Promise<CapturedTree> {
  return captureInto(checkout, options, (captured) => Promise.resolve(captured));
}

/** Like `captureTree`; `use` also gets the index that the tree was written from, which is gone afterwards. */
export async function captureInto<T>(
  checkout: string,
  options: CaptureOptions,
  use: (captured: CapturedTree, indexFile: string) => Promise<T>,
): Promise<T> {
  const seed = join(await gitDirOf(checkout), 'index');
  return withTempIndex(seed, async (indexFile) => {
    const { embedded } = await stage(checkout, indexFile, { what: 'all', exclude: options.exclude ?? [] });
    const strange = await strangeLinks(checkout, indexFile, options.since ?? 'HEAD');
    if (strange.length > 0) {
      await git(checkout, ['update-index', '--force-remove', '-z', '--stdin'], { indexFile, stdin: nulList(strange) });
    }
    const tree = (await git(checkout, ['write-tree', '--missing-ok'], { indexFile })).stdout.trim();
    return use({ tree, embedded: [...embedded, ...strange].toSorted() }, indexFile);
  });
}

/** An agent that staged or committed a nested repository itself has made a gitlink of it already. */
async function strangeLinks(checkout: string, indexFile: string, since: string): Promise<string[]> {
  if (!(await mayHoldGitlinks(indexFile))) return [];
  const entries = await listIndex(checkout, indexFile);
  const links = entries.filter(([, entry]) => entry.startsWith(GITLINK)).map(([path]) => path);
  if (links.length === 0) return [];
  const known = await knownLinks(checkout, since);
  return links.filter((path) => !known.has(path));
}

export interface CommitRequest {
  readonly repo: Checkout;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Used word for word; nothing is added. */
  readonly message: string;
  /** Date of author and committer; default now. */
  readonly date?: Date;
}

/** Makes a commit object as the user; no ref is moved. @returns its hash @throws OkstraError `no-identity` */
export async function commitTree({ repo, tree, parents, message, date }: CommitRequest): Promise<string> {
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  const when = date === undefined ? undefined : `@${Math.floor(date.getTime() / 1000)} +0000`;
  const { stdout, stderr, exitCode } = await git(repo.top, args, {
    stdin: message.endsWith('\n') ? message : `${message}\n`,
    allowExit: [128],
    ...(when === undefined ? {} : { env: { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when } }),
  });
  if (exitCode === 0) return stdout.trim();
  if (/tell me who you are|ident name|auto-detect|disallowed characters/i.test(stderr)) throw noIdentity(stderr);
  throw fail('system', 'git-failed', `Expected a commit of tree ${tree}: ${stderr.trim()}`);
}

export type MergedTree = { readonly tree: string } | { readonly conflicts: readonly string[] };

/**
 * Merges two commits as `git merge` would, without a checkout.
 * @param base a tree or commit to merge against; default: the merge base of the two, found by git. Then all three may be trees.
 * @returns the merged tree, or the files in conflict @throws OkstraError `unrelated-histories`
 */
export async function mergeTrees(repo: Checkout, ours: string, theirs: string, base?: string): Promise<MergedTree> {
  if (base !== undefined) {
    // Git below 2.40 takes no merge base, but finds the one of two commits that were made for the purpose.
    const root = await passingCommit(repo, base, []);
    const sides = await Promise.all([passingCommit(repo, ours, [root]), passingCommit(repo, theirs, [root])]);
    return mergeTrees(repo, sides[0], sides[1]);
  }
  const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs];
  const { stdout, stderr, exitCode } = await git(repo.top, args, { allowExit: [1, 128] });
  const [tree, ...conflicts] = splitNul(stdout);
  if (exitCode === 0 && tree !== undefined) return { tree };
  if (exitCode === 1 && tree !== undefined) return { conflicts: [...new Set(conflicts.filter((path) => path !== ''))] };
  if (/unrelated histories/.test(stderr)) {
    throw fail('blocked', 'unrelated-histories', `Expected ${ours} and ${theirs} to have a common ancestor, found none.`, {
      fix: 'In a shallow clone: git fetch --unshallow',
    });
  }
  throw fail('system', 'git-failed', `Expected to merge ${theirs} into ${ours}: ${stderr.trim()}`);
}

const NOBODY = { name: 'merge', email: 'merge@localhost', date: '@0 +0000' };

/** A commit of nobody's for a tree: the same tree and parents always give the same hash, and no identity has to be set. No ref is moved. */
export async function passingCommit(repo: Checkout, what: string, parents: readonly string[]): Promise<string> {
  const env = {
    GIT_AUTHOR_NAME: NOBODY.name,
    GIT_AUTHOR_EMAIL: NOBODY.email,
    GIT_AUTHOR_DATE: NOBODY.date,
    GIT_COMMITTER_NAME: NOBODY.name,
    GIT_COMMITTER_EMAIL: NOBODY.email,
    GIT_COMMITTER_DATE: NOBODY.date,
  };
  const args = ['commit-tree', `${what}^{tree}`, ...parents.flatMap((parent) => ['-p', parent])];
  return (await git(repo.top, args, { env, stdin: 'merge\n' })).stdout.trim();
}

export interface Replacement {
  readonly repo: Checkout;
  /** Hash of a tree. */
  readonly tree: string;
  /** Tree (or commit) that the paths are taken from. */
  readonly from: string;
  /** Files or folders, relative to the top, with `/`. */
  readonly paths: readonly string[];
}

/** `tree` with the given paths as they are in `from`: restored, or removed where `from` lacks them. `changed` names the files that differed. */
export async function replacePaths({
  repo,
  tree,
  from,
  paths,
}: Replacement): Promise<{ readonly tree: string; readonly changed: readonly string[] }> {
  if (paths.length === 0) return { tree, changed: [] };
  const wanted = paths.map(checkedPath);
  const [present, target] = await Promise.all([listPaths(repo, tree, wanted), listPaths(repo, from, wanted)]);
  const changed = [...new Set([...present.keys(), ...target.keys()])].filter((path) => present.get(path) !== target.get(path));
  if (changed.length === 0) return { tree, changed: [] };
  const removals = changed.filter((path) => present.has(path)).map((path) => `0 ${'0'.repeat(tree.length)}\t${path}\0`);
  const additions = changed.filter((path) => target.has(path)).map((path) => `${target.get(path) ?? ''}\t${path}\0`);
  return withTempIndex(undefined, async (indexFile) => {
    await git(repo.top, ['read-tree', tree], { indexFile });
    const stdin = [...removals, ...additions].join('');
    await git(repo.top, ['update-index', '--add', '--replace', '-z', '--index-info'], { indexFile, stdin });
    const written = await git(repo.top, ['write-tree', '--missing-ok'], { indexFile });
    return { tree: written.stdout.trim(), changed: changed.toSorted() };
  });
}

/** The tree with these files in it, whole texts by path. A file that is there keeps its mode. */
export async function withFiles(repo: Checkout, tree: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const paths = Object.keys(texts).map(checkedPath);
  const present = await listPaths(repo, tree, paths);
  const entries: string[] = [];
  for (const path of paths) {
    const blob = await git(repo.top, ['hash-object', '-w', '--stdin', '--no-filters'], { stdin: texts[path] ?? '' });
    const mode = present.get(path)?.startsWith('100755') === true ? '100755' : '100644';
    entries.push(`${mode} blob ${blob.stdout.trim()}\t${path}\0`);
  }
  return withTempIndex(undefined, async (indexFile) => {
    await git(repo.top, ['read-tree', tree], { indexFile });
    await git(repo.top, ['update-index', '--add', '--replace', '-z', '--index-info'], { indexFile, stdin: entries.join('') });
    return (await git(repo.top, ['write-tree', '--missing-ok'], { indexFile })).stdout.trim();
  });
}

function checkedPath(path: string): string {
  const parts = path.replace(/\/+$/, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw new Error(`not a path inside a tree: ${path}`);
  return parts.join('/');
}

/** Files at or below the paths: path → `<mode> <type> <object>`. */
async function listPaths(repo: Checkout, tree: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(repo.top, ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', tree, '--', ...paths]);
  return new Map(splitNul(stdout).map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]));
}
