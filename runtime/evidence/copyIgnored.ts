/** Copying ignored files, such as `.env.test`, into a fresh worktree. */
import { constants, cpSync, globSync, lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { fail } from '../model/failure.ts';

export interface CopyResult {
  /** Paths relative to the repository, sorted. */
  readonly copied: readonly string[];
  /** Exist in the worktree already and were left alone. */
  readonly kept: readonly string[];
  /** Patterns that match nothing. */
  readonly unmatched: readonly string[];
}

/**
 * Copies what `patterns` (paths or globs, relative to `from`) match to the same place below `to`, by reflink where the disk can. What exists
 * in `to` is kept: it is tracked, or it was copied before. Never links into the user's checkout: a pattern, or a symbolic link, that leads
 * out of the repository throws an OkstraError `copy-outside`, and nothing is copied.
 */
export function copyIgnored(from: string, to: string, patterns: readonly string[]): CopyResult {
  const unmatched: string[] = [];
  const found = new Set<string>();
  for (const pattern of patterns) {
    if (leaves(pattern)) throw outside(`the pattern ${pattern}`, from);
    const matches = globSync(pattern, { cwd: from }).filter((path) => path !== '.' && !isGit(path));
    if (matches.length === 0) unmatched.push(pattern);
    for (const path of matches) found.add(normalize(path));
  }
  const paths = [...found].filter((path) => ![...found].some((other) => path.startsWith(other + sep))).toSorted();
  for (const path of paths) for (const link of linksIn(from, path)) assertInside(from, path, link);

  const kept = paths.filter((path) => lstatSync(join(to, path), { throwIfNoEntry: false }) !== undefined);
  const copied = paths.filter((path) => !kept.includes(path));
  for (const path of copied) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  }
  return { copied, kept, unmatched };
}

const isGit = (path: string): boolean => path.split(/[\\/]/)[0] === '.git';

const leaves = (path: string): boolean => isAbsolute(path) || path.split(/[\\/]/).includes('..') || isGit(path);

/** Symbolic links at `path`, below it, and among the folders above it, relative to `root`. */
function linksIn(root: string, path: string): string[] {
  const above = path.split(sep).map((_, at, parts) => parts.slice(0, at + 1).join(sep));
  const links = above.filter((part) => lstatSync(join(root, part)).isSymbolicLink());
  if (links.length > 0 || !lstatSync(join(root, path)).isDirectory()) return links;
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** A link may stay a link when it leads, by a relative path, to something that is copied with it. */
function assertInside(root: string, copied: string, link: string): void {
  const target = readlinkSync(join(root, link));
  const top = resolve(root, copied);
  const end = resolve(dirname(join(root, link)), target);
  if (isAbsolute(target) || (end !== top && !end.startsWith(top + sep)) || link === copied)
    throw outside(`the symbolic link ${link} → ${target}`, root);
}

function outside(what: string, from: string) {
  return fail(
    'usage',
    'copy-outside',
    `Expected worktree.copy to name files inside ${from}, but ${what} leads out of what is copied.`,
    {
      fix: 'Name the file itself in worktree.copy in okstra.yaml.',
      place: { file: 'okstra.yaml', field: 'worktree.copy' },
    },
  );
}
