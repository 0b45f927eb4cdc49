/** `.okstra/index.sqlite`: the snapshot and the facts of each run. Nothing is believed that does not carry its own sum. */
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../sqlite.ts';
import type { Parts, Snapshot } from './snapshot.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';
import { sumOf } from './sum.ts';

/** Goes up with every change of what is kept; a file with another number is made anew. */
export const INDEX_FORMAT = 1;

/** Readers and writers do not wait for each other; only while one makes the file anew, which takes milliseconds. */
const PATIENCE_MS = 1000;
/** Whoever writes at the same time writes the same. */
const SAVE_PATIENCE_MS = 250;

const SCHEMA = `
  CREATE TABLE snapshot (part TEXT PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE snapshot_again (part TEXT PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE facts (run TEXT PRIMARY KEY, value TEXT NOT NULL, sum INTEGER NOT NULL);
  PRAGMA user_version = ${INDEX_FORMAT};
`;

/** What was found in the file is not what was once written. */
export class DamagedIndex extends Error {
  override readonly name = 'DamagedIndex';
}

export interface Changes {
  readonly snapshot: Snapshot;
  /** Run (`<group>/<item>/<name>`) and its facts as JSON. */
  readonly facts: Iterable<readonly [string, string]>;
  readonly removed: Iterable<string>;
}

export interface IndexFile {
  /** undefined: nothing is known yet. @throws DamagedIndex, or an error of SQLite */
  load(): Snapshot | undefined;
  /** Facts of one run as JSON; undefined: none are kept. @throws DamagedIndex, or an error of SQLite */
  facts(run: string): string | undefined;
  /** Of all runs. @throws DamagedIndex, or an error of SQLite */
  allFacts(): ReadonlyMap<string, string>;
  /** All or nothing. @throws an error of SQLite */
  save(changes: Changes): void;
  close(): void;
}

/** Opens it, or makes it. @throws DamagedIndex, or an error of SQLite */
export function openIndexFile(file: string): IndexFile {
  const { DatabaseSync: Database } = sqlite();
  const database = new Database(file, { timeout: PATIENCE_MS });
  try {
    prepare(database);
  } catch (error) {
    database.close();
    throw asDamage(error);
  }
  return {
    load: () => guarded(() => loadSnapshot(database)),
    facts: (run) => guarded(() => checked(database.prepare('SELECT value, sum FROM facts WHERE run = ?').get(run))),
    allFacts: () => guarded(() => allFacts(database)),
    save: (changes) => guarded(() => save(database, changes)),
    close: () => database.close(),
  };
}

/** Removes it with the files that SQLite keeps beside it. Whoever has it open goes on with what it sees. */
export function removeIndexFile(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}

function prepare(database: DatabaseSync): void {
  database.exec('PRAGMA synchronous = NORMAL');
  if (formatOf(database) === INDEX_FORMAT) return;
  database.exec('PRAGMA journal_mode = WAL');
  inTransaction(database, () => {
    if (formatOf(database) === INDEX_FORMAT) return; // another process was quicker
    database.exec(`DROP TABLE IF EXISTS snapshot; DROP TABLE IF EXISTS snapshot_again; DROP TABLE IF EXISTS facts; ${SCHEMA}`);
  });
}

const formatOf = (database: DatabaseSync): unknown => database.prepare('PRAGMA user_version').get()?.['user_version'];

function inTransaction(database: DatabaseSync, act: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    act();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Kept twice, and compared by SQLite: that is the quickest way to be sure of a megabyte. */
const PARTS = 'SELECT part, a.value AS value, a.value = b.value AS same FROM snapshot a LEFT JOIN snapshot_again b USING (part)';

function loadSnapshot(database: DatabaseSync): Snapshot | undefined {
  const rows = database.prepare(PARTS).all();
  if (rows.length === 0) return undefined;
  const parts: Parts = new Map(rows.map(({ part, value }) => [String(part), value as Uint8Array]));
  const snapshot = rows.every(({ same }) => same === 1) ? decodeSnapshot(parts) : undefined;
  if (snapshot === undefined) throw new DamagedIndex('the parts of the snapshot do not fit together');
  return snapshot;
}

function allFacts(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database.prepare('SELECT run, value, sum FROM facts').all();
  return new Map(rows.map((row) => [String(row['run']), checked(row) ?? '']));
}

function checked(row: Record<string, unknown> | undefined): string | undefined {
  if (row === undefined) return undefined;
  const { value, sum } = row;
  if (typeof value !== 'string' || sumOf(value) !== sum) throw new DamagedIndex('facts of a run are not as they were written');
  return value;
}

function save(database: DatabaseSync, { snapshot, facts, removed }: Changes): void {
  database.exec(`PRAGMA busy_timeout = ${SAVE_PATIENCE_MS}`);
  inTransaction(database, () => {
    for (const table of ['snapshot', 'snapshot_again']) {
      const part = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`);
      for (const [name, value] of encodeSnapshot(snapshot)) part.run(name, value);
    }
    const row = database.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?, ?)');
    for (const [run, value] of facts) row.run(run, value, sumOf(value));
    const gone = database.prepare('DELETE FROM facts WHERE run = ?');
    for (const run of removed) gone.run(run);
  });
}

function guarded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asDamage(error);
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB; SQLITE_ERROR is a table that is not there or not as it was made. */
const DAMAGE: ReadonlySet<unknown> = new Set([1, 11, 26]);

function asDamage(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode;
  // The low byte is the kind of error, the rest says more of it.
  return code !== undefined && DAMAGE.has(code & 0xff) ? new DamagedIndex((error as Error).message, { cause: error }) : error;
}
