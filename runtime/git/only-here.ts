/** Ignored files of a worktree that would be gone with it: no commit has them, and no command makes them again. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ignoredIn } from './ignored.ts';

/** Folders that tools fill by themselves, whatever the project. */
const REBUILT: ReadonlySet<string> = new Set(
  `node_modules .venv venv __pycache__ target dist build out coverage vendor
  .cache .next .nuxt .turbo .parcel-cache .gradle .nyc_output
  .pytest_cache .mypy_cache .ruff_cache .tox .nox .hypothesis .eggs htmlcov`.split(/\s+/),
);
const REBUILT_FILE = /(?:\.pyc|\.tsbuildinfo|\.o|\.class)$/;

/**
 * @param original the checkout that ignored files may have been copied from: what is the same there is not lost
 * @returns paths with `/`; a folder of which everything is ignored counts as one
 */
export async function onlyHere(worktree: string, original: string): Promise<readonly string[]> {
  return (await ignoredIn(worktree)).filter((path) => {
    if (path.endsWith('/')) return !REBUILT.has(basename(path));
    return !REBUILT_FILE.test(path) && !REBUILT.has(basename(path)) && !isSame(join(worktree, path), join(original, path));
  });
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a?.isFile() === true && b?.isFile() === true && a.size === b.size && readFileSync(one).equals(readFileSync(other));
}
