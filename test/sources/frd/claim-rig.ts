/** A bare remote, and clones of it that claim tasks. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimContext } from '../../../runtime/sources/frd/claims/index.ts';
import { readClaims, takeClaims } from '../../../runtime/sources/frd/claims/index.ts';
import { commit, emptyFolder, run, write } from '../../git/scratch.ts';

export const NOON = new Date('2031-04-02T12:00:00Z');
export const HOUR = 3_600_000;
export const after = (ms: number): Date => new Date(NOON.getTime() + ms);
export const T = (n: number): string => `FRD-001-T${n}`;

/** A bare repository with one commit on main. */
export function makeRemote(files: Readonly<Record<string, string>> = { 'a.txt': 'one\n' }): string {
  const seed = emptyFolder();
  run(seed, 'init', '--quiet', '-b', 'main');
  commit(seed, files, 'first');
  const bare = join(emptyFolder(), 'remote.git');
  run(seed, 'clone', '--quiet', '--bare', seed, bare);
  return bare;
}

export function clone(remote: string): string {
  const dir = join(emptyFolder(), 'clone');
  run(emptyFolder(), 'clone', '--quiet', remote, dir);
  return dir;
}

export const contextOf = (top: string, ownerId: string, more: Partial<ClaimContext> = {}): ClaimContext => ({
  repo: { top },
  remote: { name: 'origin', timeoutMs: 20_000 },
  ownerId,
  now: () => NOON,
  ttlMs: 24 * HOUR,
  skewMs: 120_000,
  ...more,
});

/** Reads and takes. */
export const take = async (context: ClaimContext, ...taskIds: readonly string[]) =>
  takeClaims(context, await readClaims(context), taskIds);

/** Claims at the remote: task → owner. */
export function claimsAt(remote: string): Record<string, string> {
  const refs = run(remote, 'for-each-ref', '--format=%(refname)', 'refs/heads/codex/claim').split('\n').filter(Boolean);
  return Object.fromEntries(
    refs.map((ref) => [ref.split('/').at(-1), JSON.parse(run(remote, 'show', `${ref}:.codex-claim.json`)).ownerId]),
  );
}

/** A claim as another program of the same convention makes it: a commit on top of main. */
export function claimByOthers(dir: string, taskId: string, payload: unknown): void {
  run(dir, 'checkout', '--quiet', '--detach', 'origin/main');
  write(dir, { '.codex-claim.json': typeof payload === 'string' ? payload : JSON.stringify(payload) });
  run(dir, 'add', '-A');
  run(dir, 'commit', '--quiet', '-m', `claim ${taskId}`);
  run(dir, 'push', '--quiet', 'origin', `HEAD:refs/heads/codex/claim/${taskId}`);
  run(dir, 'checkout', '--quiet', 'main');
}

/** A program that takes the place of one of git's at the remote's side. Its text is a shell script. */
export function wrapper(text: string): string {
  const path = join(emptyFolder(), 'wrapper.sh');
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

export function hook(remote: string, name: string, text: string): void {
  const path = join(remote, 'hooks', name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}
