/** One writer at a time among all okstra processes of a checkout. The lock dies with its process, `kill -9` included. */
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { fail } from '../model/failure.ts';
import { ensureStateRoot } from '../store/runs.ts';

/** Holders keep the lock for milliseconds; one that keeps it this long hangs. */
const PATIENCE_MS = 30_000;

/**
 * Runs `act` while no other process is inside a call for the same checkout.
 *
 * @param repoTop absolute; the lock is `.okstra/locks.sqlite` below it
 */
export function withCheckoutLock<T>(repoTop: string, act: () => T): T {
  const database = open(repoTop);
  try {
    acquire(database, repoTop);
    const value = act();
    database.exec('COMMIT');
    return value;
  } finally {
    database.close();
  }
}

function open(repoTop: string): Sqlite.DatabaseSync {
  const { DatabaseSync: Database } = sqlite();
  try {
    return new Database(join(ensureStateRoot(repoTop), 'locks.sqlite'), { timeout: PATIENCE_MS });
  } catch (error) {
    throw fail('system', 'not-writable', `Expected a folder .okstra that can be written, found: ${messageOf(error)}.`, {
      fix: `chmod u+w ${repoTop}`,
      place: { file: join(repoTop, '.okstra') },
      cause: error,
    });
  }
}

function acquire(database: Sqlite.DatabaseSync, repoTop: string): void {
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    const isBusy = (error as { errcode?: number }).errcode === 5;
    throw isBusy
      ? fail(
          'blocked',
          'checkout-locked',
          `Expected the lock of this checkout within ${PATIENCE_MS / 1000} s, found another okstra process holding it.`,
          {
            fix: 'End the okstra process that hangs, then: okstra resume',
            place: { file: join(repoTop, '.okstra', 'locks.sqlite') },
            cause: error,
          },
        )
      : fail('system', 'lock-unusable', `Expected a lock file that can be locked, found: ${messageOf(error)}.`, {
          fix: `rm ${join(repoTop, '.okstra', 'locks.sqlite')}`,
          place: { file: join(repoTop, '.okstra', 'locks.sqlite') },
          cause: error,
        });
  }
}

let loaded: typeof Sqlite | undefined;

/** Node 22 warns on first use that the module is experimental; people who run okstra can do nothing about it. */
function sqlite(): typeof Sqlite {
  if (loaded !== undefined) return loaded;
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    loaded = process.getBuiltinModule('node:sqlite');
    return loaded;
  } finally {
    process.emitWarning = warn;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
