/** Work on an index that is nobody's: the checkout's own is never written. */
import { constants, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { copyFile, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../model/failure.ts';
import { type GitOptions, git, splitNul } from './run.ts';

/** Runs `use` with the path of a temporary index, empty or a copy of `seed` (a file that may be missing). */
export async function withTempIndex<T>(seed: string | undefined, use: (indexFile: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'okstra-index-'));
  try {
    const indexFile = join(dir, 'index');
    if (seed !== undefined) await copyIndex(seed, indexFile);
    return await use(indexFile);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Git trusts a file's size and times only when the index is younger than the file. A copy with a time of its own would make a file that
 * was changed within the clock's grain look unchanged, so the copy keeps the time, rounded down.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = statSync(from);
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    const time = Math.floor(mtimeMs) / 1000;
    utimesSync(to, time, time);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The git folder of the checkout whose top is `top`: `.git`, or where the file `.git` of a worktree or submodule points. */
export async function gitDirOf(top: string): Promise<string> {
  const entry = join(top, '.git');
  const info = await stat(entry).catch(() => undefined);
  if (info?.isDirectory()) return entry;
  const pointer = info === undefined ? undefined : /^gitdir: (.*)/s.exec(await readFile(entry, 'utf8'))?.[1];
  if (pointer === undefined) throw fail('usage', 'no-repository', `Expected the top of a git checkout, found no .git in ${top}.`);
  return resolve(dirname(entry), pointer.replace(/\n$/, ''));
}

/** Which git folder counts for the working files. Default: the one that lies there. */
type Where = Pick<GitOptions, 'gitDir'>;

export interface Staged {
  /** Nested repositories that were left out, relative to the top, sorted. */
  readonly embedded: readonly string[];
}

/** Settings of the user that would make `git add` refuse or skip files. */
const ADD = [
  '-c',
  'core.safecrlf=false',
  '-c',
  'add.ignoreErrors=false',
  '-c',
  'advice.addEmbeddedRepo=false',
  'add',
  '--sparse',
];
const EMBEDDED = /adding embedded git repository|does not have a commit checked out/;

/**
 * Brings `indexFile` up to the working files: all that are not ignored, or only those that git knows.
 * A repository inside the checkout that is no submodule is left out and named: as a gitlink its files would be lost without a word.
 */
export async function stage(
  top: string,
  indexFile: string,
  options: { readonly what: 'all' | 'tracked'; readonly exclude?: readonly string[] } & Where,
): Promise<Staged> {
  const { gitDir } = options;
  const where: Where = gitDir === undefined ? {} : { gitDir };
  const flag = options.what === 'all' ? '-A' : '-u';
  const add = (exclude: readonly string[], allowExit: readonly number[]) =>
    git(top, [...ADD, flag, '--', '.', ...exclude.map((path) => `:(top,exclude,literal)${path}`)], {
      ...where,
      indexFile,
      allowExit,
    });
  const exclude = options.exclude ?? [];
  if (options.what === 'tracked') {
    await add(exclude, []);
    return { embedded: [] };
  }
  const first = await add(exclude, [1, 128]);
  if (first.exitCode === 0 && !EMBEDDED.test(first.stderr)) return { embedded: [] };
  const embedded = await embeddedRepositories(top, indexFile, where);
  if (embedded.length > 0)
    await git(top, ['update-index', '--force-remove', '-z', '--stdin'], { ...where, indexFile, stdin: nulList(embedded) });
  await add([...exclude, ...embedded], []);
  return { embedded };
}

/**
 * `ls-files` prints an untracked repository as one entry that ends in a slash. The ones just added as gitlinks are tracked by now, so the
 * question goes to an index without gitlinks that are no submodules.
 */
async function embeddedRepositories(top: string, indexFile: string, where: Where): Promise<string[]> {
  const entries = await listIndex(top, indexFile, where);
  const links = entries.filter(([, entry]) => entry.startsWith(GITLINK)).map(([path]) => path);
  const known = await knownLinks(top, 'HEAD', where);
  const added = links.filter((path) => !known.has(path));
  const { stdout } = await git(top, ['ls-files', '-z', '--others', '--exclude-standard'], { ...where, indexFile });
  const untracked = splitNul(stdout)
    .filter((path) => path.endsWith('/'))
    .map((path) => path.slice(0, -1));
  return [...new Set([...added, ...untracked])].toSorted();
}

export const GITLINK = '160000';
export const nulList = (paths: readonly string[]): string => paths.map((path) => `${path}\0`).join('');

/** Paths that may be gitlinks: those of `commit` and those that `.gitmodules` in the checkout names. */
export async function knownLinks(top: string, commit: string, where: Where = {}): Promise<ReadonlySet<string>> {
  const [tree, modules] = await Promise.all([
    git(top, ['ls-tree', '-r', '-z', '--full-tree', commit], { ...where, allowExit: [128] }),
    git(top, ['config', '-z', '-f', '.gitmodules', '--get-regexp', String.raw`^submodule\..*\.path$`], { allowExit: [1, 128] }),
  ]);
  const links = splitNul(tree.stdout).filter((line) => line.startsWith(GITLINK));
  const named = splitNul(modules.stdout).map((entry) => entry.slice(entry.indexOf('\n') + 1));
  return new Set([...links.map((line) => line.slice(line.indexOf('\t') + 1)), ...named]);
}

/**
 * Whether an index could hold a gitlink: every entry has its mode in these four bytes, in all versions of the format. A file size or
 * time may look the same, so a yes is only a reason to ask git.
 */
export async function mayHoldGitlinks(indexFile: string): Promise<boolean> {
  return (await readFile(indexFile)).includes(Buffer.from([0x00, 0x00, 0xe0, 0x00]));
}

/** Every entry of an index: path → `<mode> <object>`. */
export async function listIndex(top: string, indexFile: string, where: Where = {}): Promise<(readonly [string, string])[]> {
  const { stdout } = await git(top, ['ls-files', '-z', '--stage'], { ...where, indexFile });
  return splitNul(stdout).map((line) => {
    const tab = line.indexOf('\t');
    return [line.slice(tab + 1), line.slice(0, line.lastIndexOf(' ', tab))] as const;
  });
}
