/** What uncommitted changes of the user mean for a run. Pure. */

export interface DirtyTree {
  /** Changed files that keep the run from beginning; empty: it may begin. */
  readonly stops: readonly string[];
  /** Changed files that are only told: a run works in a worktree of its own, made from HEAD, and they are not in it. */
  readonly named: readonly string[];
}

export interface DirtyInput {
  /** Relative to the top of the repository, with `/`. */
  readonly changed: readonly string[];
  /** Files of the item. */
  readonly files: readonly string[];
  /** Folders that items are read from, relative to the top. */
  readonly roots: readonly string[];
  readonly mode: 'strict' | 'parallel';
}

/** Written by okstra or read for what to do, and so no part of what an item changes. */
const NEVER_COUNT = ['okstra.yaml', '.codex', '.okstra'];

export function dirtyTree({ changed, files, roots, mode }: DirtyInput): DirtyTree {
  const uncounted = [...NEVER_COUNT, ...roots];
  const counted = changed.filter((path) => !uncounted.some((top) => path === top || path.startsWith(`${top}/`)));
  const wanted = new Set(files);
  // Git names a folder that is new as a whole.
  const touches = (path: string): boolean =>
    wanted.has(path) || (path.endsWith('/') && files.some((file) => file.startsWith(path)));
  const stops = new Set(mode === 'strict' ? counted.filter(touches) : []);
  return { stops: [...stops], named: counted.filter((path) => !stops.has(path)) };
}
