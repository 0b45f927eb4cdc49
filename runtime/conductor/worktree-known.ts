/**
 * What this process knows of the run's worktree. Between okstra's own steps nothing works there, so a state that was just set or captured
 * need not be looked for again. Whatever lets other programs into the worktree has to call `forget` first.
 */
import type { RunContext } from './context.ts';

const known = new WeakMap<RunContext, string>();

/** The branch is at the base, and index and files are as in `tree`. */
export const remember = (context: RunContext, tree: string): void => void known.set(context, tree);

export const forget = (context: RunContext): void => void known.delete(context);

export const isKnownAt = (context: RunContext, tree: string): boolean => known.get(context) === tree;
