/** Where the checkout is and who works in it, found out with as few processes as possible. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Lease } from '../git/index.ts';

export interface FoundCheckout {
  /** Real path of the checkout's top folder. */
  readonly top: string;
  /** The git folder that all its checkouts share. */
  readonly commonDir: string;
}

/**
 * The checkout that `cwd` lies in, found without starting git.
 * @throws OkstraError `no-repository` and the like
 */
export async function requireCheckout(cwd: string): Promise<FoundCheckout> {
  const found = findCheckout(cwd);
  if (found) return found;
  // Git knows places that a look does not show, and says best what is wrong.
  const { openRepository } = await import('../git/repository.ts');
  return openRepository(cwd);
}

function findCheckout(cwd: string): FoundCheckout | undefined {
  let folder = realpathOf(cwd);
  while (folder !== undefined) {
    const commonDir = commonDirOf(join(folder, '.git'));
    if (commonDir !== undefined) return { top: folder, commonDir };
    const parent = dirname(folder);
    folder = parent === folder ? undefined : parent;
  }
  return undefined;
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function commonDirOf(dotGit: string): string | undefined {
  const stat = statSync(dotGit, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return existsSync(join(dotGit, 'HEAD')) ? dotGit : undefined;
  if (stat?.isFile() !== true) return undefined;
  // A linked worktree or a submodule: the file names the git folder, and that the shared one.
  const named = /^gitdir: (.+)$/m.exec(readFileSync(dotGit, 'utf8'))?.[1];
  if (named === undefined) return undefined;
  const gitDir = resolve(dirname(dotGit), named.trim());
  const common = join(gitDir, 'commondir');
  return existsSync(common) ? resolve(gitDir, readFileSync(common, 'utf8').trim()) : gitDir;
}

/** Whether the repository plainly has no commit yet. Refs that only git reads count as some. */
export function isUnborn({ top, commonDir }: FoundCheckout): boolean {
  // A linked worktree is made from a commit.
  if (join(top, '.git') !== commonDir || existsSync(join(commonDir, 'reftable')) || existsSync(join(commonDir, 'packed-refs'))) {
    return false;
  }
  const ref = /^ref: (refs\/.+)$/m.exec(readFileSync(join(commonDir, 'HEAD'), 'utf8'))?.[1];
  return ref !== undefined && !existsSync(join(commonDir, ref)) && !hasLooseRefs(join(commonDir, 'refs/heads'));
}

const LEASES = 'refs/okstra/leases';

/** Whether there can be leases: loose or packed refs, or a format that only git reads. */
export function mayHaveLeases({ commonDir }: FoundCheckout): boolean {
  return (
    existsSync(join(commonDir, 'reftable')) ||
    hasLooseRefs(join(commonDir, LEASES)) ||
    hasPackedRefs(join(commonDir, 'packed-refs'))
  );
}

const hasLooseRefs = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());

const hasPackedRefs = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').includes(` ${LEASES}/`);

/** Leases whose holder may still be at work. */
export async function liveLeases(top: string, now: Date): Promise<readonly Lease[]> {
  const { isAlive, readLeases, realProcessFacts } = await import('../git/index.ts');
  const leases = await readLeases({ top });
  if (leases.length === 0) return [];
  const facts = realProcessFacts();
  return leases.filter((lease) => isAlive(lease, now, facts));
}

/** Who holds it, for people. */
export const holderText = ({ owner, pid, host, runId }: Lease): string => `${owner} (process ${pid} on ${host}, ${runId})`;
