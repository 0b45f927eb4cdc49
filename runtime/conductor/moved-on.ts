/** What was decided before a lease was taken holds only if nobody had the item since: whoever did may have run, ended or discarded it. */
import type { ItemLease } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import type { TakenLease } from './lease.ts';
import { giveBack } from './lease.ts';
import type { Session } from './session.ts';

/** Thrown once the lease is given back; never leaves `settled`. */
class MovedOn extends Error {}

/** Each time somebody else had the item for as long as it takes to look at it. */
const TRIES = 5;

/** Gives the lease back and has `settled` begin again when the item was leased since `seen`. */
export async function requireUnmoved(session: Session, lease: TakenLease, seen: ItemLease): Promise<void> {
  if (lease.knownCounter === counterOf(seen)) return;
  await giveBack(session, lease);
  throw new MovedOn();
}

/** Says so from within `settled`: what was looked at is not so any more. */
export function movedOn(): never {
  throw new MovedOn();
}

/** Does again, from its beginning, what found that somebody else had been faster. */
export async function settled<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      if (tries === TRIES)
        throw fail(
          'blocked',
          'lease-contended',
          `Expected the item to be left alone between a look at it and its lease, found it worked on ${TRIES} times meanwhile.`,
          { fix: 'Run okstra again.' },
        );
    }
  }
}

const counterOf = ({ lease, last }: ItemLease): number => Math.max(lease?.counter ?? 0, last?.counter ?? 0);
