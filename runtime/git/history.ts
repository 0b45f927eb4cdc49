/** What history says of commits that a person names. Reads only. */
import type { Checkout } from './repository.ts';
import { git, splitNul } from './run.ts';

/** The commit that a revision names, tags peeled; undefined when it names none. A revision never begins with `-`. */
export async function commitNamed(repo: Checkout, revision: string): Promise<string | undefined> {
  if (revision === '' || revision.startsWith('-')) return undefined;
  const { stdout, exitCode } = await git(repo.top, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], {
    allowExit: [1, 128],
  });
  return exitCode === 0 ? stdout.trim() : undefined;
}

/** Best common ancestors of two commits, in git's order; none for histories that do not meet, as far as this clone holds them. */
export async function mergeBases(repo: Checkout, a: string, b: string): Promise<readonly string[]> {
  const { stdout } = await git(repo.top, ['merge-base', '--all', a, b], { allowExit: [1] });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Commits that `to` has and `from` has not, oldest first, with their whole messages; of more than `most` the newest. */
export async function messagesBetween(
  repo: Checkout,
  range: { readonly from: string; readonly to: string; readonly most: number },
): Promise<readonly { readonly sha: string; readonly message: string }[]> {
  const { from, to, most } = range;
  const { stdout } = await git(repo.top, [
    'log',
    '-z',
    '--reverse',
    '--topo-order',
    '--no-show-signature',
    `--max-count=${most}`,
    '--format=tformat:%H%n%B',
    `${from}..${to}`,
    '--',
  ]);
  return splitNul(stdout).map((entry) => ({
    sha: entry.slice(0, entry.indexOf('\n')),
    message: entry.slice(entry.indexOf('\n') + 1).trim(),
  }));
}

/** Files of the checkout that a merge left in conflict. */
export async function conflictsIn(repo: Checkout): Promise<readonly string[]> {
  const { stdout } = await git(repo.top, ['ls-files', '-z', '--unmerged', '--full-name', ':/']);
  return [...new Set(splitNul(stdout).map((entry) => entry.slice(entry.indexOf('\t') + 1)))];
}
