/** Questions to git whose answers every run needs, asked while the configuration is still being read. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkout, Lease } from '../git/index.ts';
import { adoptFiles, adoptSettings, filesOfHead, git, readLeasesAndRefs, settingsOf } from '../git/index.ts';

/** Where okstra makes the branches of items. */
export const OWN_BRANCHES = 'refs/heads/okstra/';

export interface Ahead {
  /** Every lease, and the branches of items. */
  readonly refs: Promise<{ readonly leases: readonly Lease[]; readonly refs: ReadonlyMap<string, string> }>;
  /** What `git status` says. */
  readonly status: Promise<string>;
}

/** What git is asked for a checkout. Reads only. */
export const askAhead = (checkout: Checkout): Ahead => ({
  refs: heardLater(readLeasesAndRefs(checkout, OWN_BRANCHES)),
  status: heardLater(statusOf(checkout)),
});

/** Asks for the checkout whose top is most likely `cwd`, before that is known. @returns the answers for the one that it turned out to be */
export function guessAhead(cwd: string): (repo: Checkout) => Ahead {
  if (!existsSync(join(cwd, '.git'))) return askAhead;
  const guess: Checkout = { top: realpathSync(cwd) };
  const ahead = askAhead(guess);
  void heardLater(settingsOf(guess));
  void heardLater(filesOfHead(guess));
  return (repo) => {
    if (repo.top !== guess.top) return askAhead(repo);
    adoptSettings(guess, repo);
    adoptFiles(guess, repo);
    return ahead;
  };
}

async function statusOf({ top }: Checkout): Promise<string> {
  return (await git(top, ['status', '--porcelain=v1', '-z', '--untracked-files=normal', '--no-renames'])).stdout;
}

/** A failure counts where the answer is used, and is nothing where it is not. */
function heardLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
