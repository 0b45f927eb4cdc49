/** One writer at a time among all okstra processes of a checkout. The lock dies with its process, `kill -9` included. */
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../model/failure.ts';
import { sqlite } from '../store/sqlite.ts';
import { ensureStateRoot } from '../store/state-root.ts';

/** Holders keep the lock for milliseconds; one that keeps it this long was stopped or hangs. Dozens of writers may stand in line. */
const PATIENCE_MS = 120_000;
/** How long SQLite itself waits, during which nothing else happens in this process: no lease is renewed, no agent heard. */
const SQLITE_WAIT_MS = 20;

/**
 * Runs `act` while no other process is inside a call for the same checkout.
 *
 * @param repoTop absolute; the lock is `.okstra/locks.sqlite` below it
 */
export async function withCheckoutLock<T>(repoTop: string, act: () => T): Promise<T> {
  const database = open(repoTop);
  try {
    await acquire(database, repoTop);
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
    return new Database(join(ensureStateRoot(repoTop), 'locks.sqlite'), { timeout: SQLITE_WAIT_MS });
  } catch (error) {
    throw fail('system', 'not-writable', `Expected a folder .okstra that can be written, found: ${messageOf(error)}.`, {
      fix: `chmod u+w ${repoTop}`,
      place: { file: join(repoTop, '.okstra') },
      cause: error,
    });
  }
}

async function acquire(database: Sqlite.DatabaseSync, repoTop: string): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const error = tryLock(database);
    if (error === undefined) return;
    const isBusy = (error as { errcode?: number }).errcode === SQLITE_BUSY;
    if (!isBusy || performance.now() - begun > PATIENCE_MS) throw notLocked(error, isBusy, repoTop);
    await sleep(10 + Math.random() * 40);
  }
}

const SQLITE_BUSY = 5;

/** @returns what kept the lock from being taken */
function tryLock(database: Sqlite.DatabaseSync): unknown {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return undefined;
  } catch (error) {
    return error;
  }
}

const notLocked = (error: unknown, isBusy: boolean, repoTop: string): Error =>
  isBusy
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
