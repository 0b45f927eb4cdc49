/** What paths of a tree are: files with their size, symbolic links with their target, other repositories. */
import { filesAt } from './diff.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

export interface TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** 0 for a submodule. */
  readonly bytes: number;
  /** Where a symbolic link points, as it is written. */
  readonly target?: string;
}

/** Paths on one command line: far below what a system takes. */
const AT_ONCE = 500;

/** Entries in the order of the paths; a path that the tree does not have is left out. */
export async function treeEntries(repo: Checkout, tree: string, paths: readonly string[]): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const { stdout } = await git(repo.top, ['--literal-pathspecs', 'ls-tree', '-l', '-z', '--full-tree', tree, '--', ...some]);
    entries.push(...parseTree(stdout));
  }
  const links = entries.filter(({ kind }) => kind === 'symlink').map(({ path }) => path);
  const targets = await filesAt(repo, tree, links);
  return entries.map((entry) => {
    const target = targets.get(entry.path);
    return target === undefined ? entry : { ...entry, target: new TextDecoder().decode(target) };
  });
}

/** Like `filesAt`, without files of more than `maxBytes`: they are not even read. */
export async function smallFilesAt(
  repo: Checkout,
  tree: string,
  { paths, maxBytes }: { readonly paths: readonly string[]; readonly maxBytes: number },
): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await treeEntries(repo, tree, paths);
  return filesAt(
    repo,
    tree,
    entries.filter(({ bytes }) => bytes <= maxBytes).map(({ path }) => path),
  );
}

/** Reads `ls-tree -l -z`: `<mode> <type> <object> <size>\t<path>`. Folders are left out. Pure. */
export function parseTree(output: string): TreeEntry[] {
  return output
    .split('\0')
    .filter((record) => record !== '')
    .flatMap((record): TreeEntry[] => {
      const tab = record.indexOf('\t');
      const [mode = '', type = '', , size = ''] = record.slice(0, tab).split(/ +/);
      const path = record.slice(tab + 1);
      if (type === 'commit') return [{ path, kind: 'submodule', bytes: 0 }];
      if (type !== 'blob') return [];
      return [{ path, kind: mode === '120000' ? 'symlink' : 'file', bytes: Number(size) }];
    });
}
