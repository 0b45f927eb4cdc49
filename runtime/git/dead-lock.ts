/**
 * Lock files of refs whose git died. Git makes `<ref>.lock` and renames it; a git that is killed in between leaves it, and nobody could
 * change the ref any more. A lock does not say whose it is, so it is taken for dead only when no git that could have made it still runs.
 */
import { existsSync, linkSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { listProcesses, type ProcessInfo } from '../process/proc.ts';

/** No git of okstra's holds such a lock for so long; one on a slow disk that does is seen among the processes. */
const AGE_MS = 3000;
/** Where the processes of the system cannot be looked at: longer than any git call of okstra's that changes refs may take. */
const BLIND_AGE_MS = 11 * 60_000;
/** Process starts are known to the second. */
const SLACK_MS = 2000;

/** Locks of okstra's own refs, and the one that git takes for all refs when it deletes one. */
export const isOwnLock = (lock: string): boolean =>
  /[\\/]refs[\\/](?:heads[\\/])?okstra[\\/]/.test(lock) || /[\\/]packed-refs\.lock$/.test(lock);

/** @returns whether the way is free: the lock was dead and is gone, or has gone by itself */
export async function breakDeadLock(lock: string): Promise<boolean> {
  const seen = look(lock);
  if (seen === undefined) return true;
  return isDead(lock, seen.at) && take(lock, seen.identity);
}

/** Whether there is a lock that no git which still runs can have made. */
export function isDeadLock(lock: string): boolean {
  const seen = look(lock);
  return seen !== undefined && isDead(lock, seen.at);
}

function isDead(lock: string, lockedAt: number): boolean {
  const age = Date.now() - lockedAt;
  if (age < AGE_MS) return false;
  const table = listProcesses();
  return table.length === 0 ? age >= BLIND_AGE_MS : !mayBeHeld(lock, lockedAt, table);
}

function look(lock: string): { readonly at: number; readonly identity: string } | undefined {
  const stat = statSync(lock, { bigint: true, throwIfNoEntry: false });
  return stat && { at: Number(stat.mtimeMs), identity: `${stat.dev} ${stat.ino} ${stat.mtimeNs} ${stat.size}` };
}

/** Of several that find it dead one gets it, by the rename. Should it have become another lock meanwhile, that one is put back. */
function take(lock: string, identity: string): boolean {
  const aside = `${lock}.dead-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return !existsSync(lock);
  }
  const isSame = look(aside)?.identity === identity;
  try {
    if (!isSame) linkSync(aside, lock);
  } finally {
    rmSync(aside, { force: true });
  }
  return isSame;
}

/** Programs of git that stay for long and change no refs. */
const IDLE = /\0(?:fsmonitor--daemon|cat-file|credential-cache--daemon|credential|ls-remote|remote-\w+|maintenance)\0/;

function mayBeHeld(lock: string, lockedAt: number, table: readonly ProcessInfo[]): boolean {
  const places = checkoutsAround(lock);
  return table.some((info) => {
    if (info.zombie || !info.name.startsWith('git') || startedAt(info) > lockedAt + SLACK_MS) return false;
    const cwd = read(() => readlinkSync(`/proc/${info.pid}/cwd`));
    if (cwd === 'gone') return false;
    // Another user's: whatever it is, it may be at work here.
    if (cwd === 'hidden') return true;
    if (!places.some((place) => cwd === place || cwd.startsWith(`${place}${sep}`))) return false;
    return !IDLE.test(read(() => readFileSync(`/proc/${info.pid}/cmdline`, 'utf8')));
  });
}

function read(text: () => string): string {
  try {
    return text();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'hidden' : 'gone';
  }
}

/** The git folder that the lock lies in, the checkout around it, and its other worktrees. */
function checkoutsAround(lock: string): readonly string[] {
  const end = lock.search(/[\\/](?:refs[\\/]|packed-refs\.lock$)/);
  const gitDir = lock.slice(0, end);
  const notes = join(gitDir, 'worktrees');
  const others = existsSync(notes)
    ? readdirSync(notes).flatMap((name) => {
        const text = read(() => readFileSync(join(notes, name, 'gitdir'), 'utf8').trim());
        return text === 'gone' || text === 'hidden' ? [] : [dirname(text)];
      })
    : [];
  return [gitDir, dirname(gitDir), ...others];
}

/** Clock ticks since boot are hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
let bootedAt: number | undefined;

function startedAt({ start }: ProcessInfo): number {
  bootedAt ??= Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0) * 1000;
  return bootedAt + (Number(start) / TICKS_PER_SECOND) * 1000;
}
