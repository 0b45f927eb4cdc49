/** Keeping a holder that lost its lease from writing: asked right before each write, and part of each change of a ref. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LeaseItem } from './lease-refs.ts';
import { refsOf } from './lease-refs.ts';
import type { RefChange } from './refs.ts';
import { changeRefs } from './refs.ts';
import type { Repository } from './repository.ts';
import { gitNow } from './run.ts';

/** What stands between a holder of a lease and everything that it writes. */
export interface Fence {
  /**
   * Whether the lease is still held, as the repository says at this moment.
   * @throws what its maker says for a lease that was lost
   */
  readonly check: () => void;
  /** As `changeRefs`, in one step with the question whether the lease is still held. */
  readonly changeRefs: (changes: readonly RefChange[]) => Promise<boolean>;
}

export interface FenceTerms {
  readonly repo: Pick<Repository, 'top' | 'commonDir'>;
  readonly item: LeaseItem;
  /** Whether an object is a lease that this holder wrote under the counter it has. */
  readonly isOurs: (oid: string) => boolean;
  /** The one that the ref names now, as far as the holder knows. */
  readonly current: () => string;
  /** Another reason to hold the lease no longer, such as its time. */
  readonly isOver?: () => boolean;
  /** The error to throw. */
  readonly lost: () => Error;
}

/** A renewal may come between the question and the change; it does so a few times at most. */
const ROUNDS = 5;

export function openFence({ repo, item, isOurs, current, isOver, lost }: FenceTerms): Fence {
  const ref = refsOf(item).lease;
  const check = (): void => {
    if (isOver?.() === true || !isOurs(heldNow(repo, ref, isOurs))) throw lost();
  };
  return {
    check,
    async changeRefs(changes) {
      for (let round = 0; round < ROUNDS; round += 1) {
        check();
        const held = round === 0 ? current() : heldNow(repo, ref, () => false);
        if (await changeRefs(repo, [{ ref, old: held }, ...changes])) return true;
        check();
        if (heldNow(repo, ref, () => false) === held) return false;
      }
      return false;
    },
  };
}

/** What the ref names; '' when there is none. Of refs in files the file is asked, which takes a fraction of starting git. */
function heldNow({ top, commonDir }: FenceTerms['repo'], ref: string, suffices: (oid: string) => boolean): string {
  try {
    const oid = readFileSync(join(commonDir, ref), 'utf8').trim();
    if (suffices(oid)) return oid;
  } catch {
    // Packed, in tables, or gone: git knows.
  }
  const { exitCode, stdout } = gitNow(top, ['rev-parse', '--verify', '--quiet', ref]);
  return exitCode === 0 ? stdout.trim() : '';
}

/** For what is done without any lease: nobody's work is overwritten by it. */
export const unleased = (repo: Pick<Repository, 'top'>): Fence => ({
  check: () => undefined,
  changeRefs: (changes) => changeRefs(repo, changes),
});
