/** Modes of files in a tree, as git writes them: `100644`, `100755` (executable), `120000` (symbolic link). */
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

const MODE_CHARS = 6;

/** By path; paths that name nothing are left out. */
export async function modesAt(repo: Checkout, tree: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(paths);
  const { stdout } = await git(repo.top, ['ls-tree', '-r', '-z', '--full-tree', tree]);
  const entries = stdout.split('\0').flatMap((entry): [string, string][] => {
    const path = entry.slice(entry.indexOf('\t') + 1);
    return wanted.has(path) ? [[path, entry.slice(0, MODE_CHARS)]] : [];
  });
  return new Map(entries);
}
