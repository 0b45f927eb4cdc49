/** Claims as files of one checkout, for when no remote can hold them: `.codex/claims-local/<taskId>.json`. Best effort among its processes. */
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PreflightCheck } from '../../../model/bundle.ts';
import { fail } from '../../../model/failure.ts';
import { makeFolders, writeFileAtomic } from '../../../store/files.ts';
import { withCheckoutLock } from '../../lock.ts';
import type { ClaimPayload, ReadClaim } from './payload.ts';
import { claimText, parseClaim } from './payload.ts';

export const LOCAL_CLAIMS = '.codex/claims-local';

export interface LocalClaim {
  readonly taskId: string;
  readonly path: string;
  /** A text says why it cannot be read. */
  readonly claim: ReadClaim | string;
  readonly isStale: boolean;
}

export interface StaleTerms {
  readonly now: Date;
  /** For a claim that names no end: how long after `createdAt` it counts. */
  readonly ttlMs: number;
}

const TASK = /^FRD-\d{3}-T\d+$/;

/** Sorted by task. @param top absolute top of the checkout */
export function readLocalClaims(top: string, terms: StaleTerms): readonly LocalClaim[] {
  const folder = join(top, LOCAL_CLAIMS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && TASK.test(name.slice(0, -5)))
    .toSorted()
    .flatMap((name) => readLocalClaim(join(folder, name), name.slice(0, -5), terms) ?? []);
}

function readLocalClaim(path: string, taskId: string, { now, ttlMs }: StaleTerms): LocalClaim | undefined {
  try {
    const claim = parseClaim(readFileSync(path, 'utf8'), false);
    const begin = typeof claim === 'string' ? statSync(path).mtimeMs : Date.parse(claim.payload.createdAt);
    const named = typeof claim === 'string' ? undefined : claim.payload.expiresAt;
    // A file that cannot be read says nothing of its end; without any it would hold its task for ever.
    const end = named === undefined ? begin + ttlMs : Date.parse(named);
    return { taskId, path, claim, isStale: now.getTime() >= end };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // released meanwhile
    return { taskId, path, claim: (error as Error).message, isStale: false };
  }
}

export interface StaleCleanup {
  readonly removed: readonly string[];
  readonly check: PreflightCheck;
}

/** Removes what is stale, whatever is chosen afterwards. */
export async function cleanStaleClaims(top: string, terms: StaleTerms): Promise<StaleCleanup> {
  if (readLocalClaims(top, terms).every(({ isStale }) => !isStale)) return { removed: [], check: cleanupCheck([], []) };
  return withCheckoutLock(top, () => {
    const removed: string[] = [];
    const failed: string[] = [];
    for (const { taskId, path } of readLocalClaims(top, terms).filter(({ isStale }) => isStale)) {
      try {
        rmSync(path, { force: true });
        removed.push(taskId);
      } catch (error) {
        failed.push(`${taskId}: ${(error as Error).message}`);
      }
    }
    return { removed, check: cleanupCheck(removed, failed) };
  });
}

const cleanupCheck = (removed: readonly string[], failed: readonly string[]): PreflightCheck => ({
  name: 'local_claims_stale_cleanup',
  status: failed.length === 0 ? 'passed' : 'failed',
  details: [
    `${removed.length} removed${removed.length === 0 ? '' : `: ${removed.join(', ')}`}`,
    ...(failed.length === 0 ? [] : [`not removed: ${failed.join('; ')}`]),
  ].join('; '),
});

/**
 * Takes all of them or none. One's own are written again with the new end.
 * @returns the task that somebody else has; undefined when all were taken
 */
export async function takeLocalClaims(
  top: string,
  taskIds: readonly string[],
  payload: ClaimPayload,
  terms: StaleTerms,
): Promise<string | undefined> {
  return withCheckoutLock(top, () => {
    const made: string[] = [];
    for (const taskId of taskIds) {
      const path = pathOf(top, taskId);
      const there = readLocalClaim(path, taskId, terms);
      const isMine = there !== undefined && typeof there.claim !== 'string' && there.claim.payload.ownerId === payload.ownerId;
      if (there !== undefined && !there.isStale && !isMine) {
        for (const done of made) rmSync(done, { force: true });
        return taskId;
      }
      if (isMine) {
        write(path, claimText({ ...payload, createdAt: createdAt(there.claim) ?? payload.createdAt }));
        continue;
      }
      rmSync(path, { force: true });
      create(path, claimText(payload));
      made.push(path);
    }
    return undefined;
  });
}

const createdAt = (claim: ReadClaim | string): string | undefined =>
  typeof claim === 'string' ? undefined : claim.payload.createdAt;

/** Deletes those of this owner; `undefined`: whoever's they are. */
export async function dropLocalClaims(
  top: string,
  taskIds: readonly string[],
  ownerId: string | undefined,
): Promise<readonly string[]> {
  const there = taskIds.filter((taskId) => existsSync(pathOf(top, taskId)));
  if (there.length === 0) return [];
  return withCheckoutLock(top, () =>
    there.filter((taskId) => {
      const path = pathOf(top, taskId);
      const read = readLocalClaim(path, taskId, { now: new Date(0), ttlMs: 0 });
      const owner = read === undefined || typeof read.claim === 'string' ? undefined : read.claim.payload.ownerId;
      if (read === undefined || (ownerId !== undefined && owner !== ownerId)) return false;
      rmSync(path, { force: true });
      return true;
    }),
  );
}

function pathOf(top: string, taskId: string): string {
  if (!TASK.test(taskId)) throw new Error(`no id of a task: ${taskId}`);
  return join(top, LOCAL_CLAIMS, `${taskId}.json`);
}

function write(path: string, text: string): void {
  writeFileAtomic(path, text, { temporary: `${path}.okstra-tmp` });
}

/** Whole or not at all, and never over one that another program made meanwhile: such a program knows nothing of our lock. */
function create(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.okstra-tmp`;
  try {
    makeFolders(join(path, '..'));
    writeFileSync(temporary, text);
    linkSync(temporary, path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw fail('blocked', 'claim-contended', `Expected to create ${path}, found that another program was faster.`, {
        fix: 'Run okstra again.',
      });
    }
    throw fail('system', 'not-writable', `Expected a folder that can be written, found: ${message}.`, {
      fix: `chmod u+rwx ${join(path, '..')}`,
      place: { file: path },
      cause: error,
    });
  } finally {
    rmSync(temporary, { force: true });
  }
}
