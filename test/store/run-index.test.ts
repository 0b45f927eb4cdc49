import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { indexFile, withCatalog } from '../../runtime/store/run-index/catalog.ts';
import { INDEX_FORMAT } from '../../runtime/store/run-index/database.ts';
import { newestFirst } from '../../runtime/store/run-index/heads.ts';
import { sumOf } from '../../runtime/store/run-index/sum.ts';
import { listRuns } from '../../runtime/store/runs.ts';
import { itemId, makeRuns } from '../support/made-runs.ts';

let root: string;
let top: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'okstra-index-'));
  top = join(root, 'repo');
  mkdirSync(top);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const runDir = (item: number, run: number): string =>
  join(top, '.okstra/tasks/specs', itemId(item), 'runs', `implementation-${String(run).padStart(3, '0')}`);
const journalOf = (item: number, run: number): string => join(runDir(item, run), 'journal.jsonl');

/** A clock that is ahead: what was written a moment ago counts as old, and is taken from the index. */
const later = (): number => Date.now() + 10_000;

/** All that can be asked, through the index. */
const answer = (now = later()) => withCatalog(top, (catalog) => whole(catalog), { now });

/** The same from the journals alone. */
function fromJournals() {
  const copy = `${indexFile(top)}.aside`;
  if (existsSync(indexFile(top))) renameSync(indexFile(top), copy);
  try {
    return answer();
  } finally {
    rmSync(indexFile(top), { recursive: true, force: true });
    for (const ending of ['-wal', '-shm']) rmSync(indexFile(top) + ending, { force: true });
    if (existsSync(copy)) renameSync(copy, indexFile(top));
  }
}

function whole(catalog: Parameters<Parameters<typeof withCatalog>[1]>[0]) {
  const heads = newestFirst(catalog.heads);
  return {
    count: catalog.count,
    heads: heads.map(({ position: _position, ...head }) => head),
    newest: catalog.newest(7).map(({ dir }) => dir),
    facts: catalog.facts(heads),
    summaries: catalog.summaries(heads.slice(0, 3)),
  };
}

const changes: Readonly<Record<string, () => void>> = {
  'an event more': () =>
    appendFileSync(
      journalOf(3, 1),
      `${JSON.stringify({ seq: linesIn(journalOf(3, 1)) + 1, at: '2031-02-01T00:00:00.000Z', type: 'run-discarded', by: 'somebody' })}\n`,
    ),
  'a letter changed in place': () => {
    const file = journalOf(4, 1);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"verdict":"pass"', '"verdict":"fail"'));
  },
  'another file in its place, as old': () => {
    const [from, to] = [journalOf(5, 2), journalOf(5, 1)];
    const { atime, mtime } = statSync(to);
    copyFileSync(from, `${to}.new`);
    utimesSync(`${to}.new`, atime, mtime);
    renameSync(`${to}.new`, to);
  },
  'cut off in the middle': () => truncateSync(journalOf(6, 1), 3000),
  'nonsense in it': () => writeFileSync(journalOf(7, 1), 'no journal\nat all\n'),
  emptied: () => writeFileSync(journalOf(8, 1), ''),
  'a journal removed': () => rmSync(journalOf(9, 1)),
  'a run removed': () => rmSync(runDir(9, 2), { recursive: true }),
  'an item removed': () => rmSync(dirname(dirname(runDir(10, 1))), { recursive: true }),
  'a run added': () => {
    mkdirSync(runDir(11, 7), { recursive: true });
    copyFileSync(journalOf(11, 1), journalOf(11, 7));
    copyFileSync(join(runDir(11, 1), 'plan.json'), join(runDir(11, 7), 'plan.json'));
  },
  'a run folder without a journal': () => mkdirSync(runDir(12, 9), { recursive: true }),
  'a run renamed': () => renameSync(runDir(13, 1), runDir(13, 5)),
  'two runs exchanged': () => {
    renameSync(runDir(14, 1), runDir(14, 8));
    renameSync(runDir(14, 2), runDir(14, 1));
    renameSync(runDir(14, 8), runDir(14, 2));
  },
  'a journal that is a folder': () => {
    rmSync(journalOf(15, 1));
    mkdirSync(journalOf(15, 1));
  },
};

const linesIn = (file: string): number => readFileSync(file, 'utf8').trimEnd().split('\n').length;

describe('with the index and without it the answer is the same', () => {
  test.each(Object.keys(changes))('after %s', async (name) => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const before = answer();
    expect(existsSync(indexFile(top))).toBe(true);
    expect(answer()).toEqual(before);
    await sleep(20); // file systems tell times apart that are this far from each other
    changes[name]?.();
    const found = answer();
    expect(found).toEqual(fromJournals());
    expect(answer()).toEqual(found);
    if (name !== 'a run folder without a journal') expect(found).not.toEqual(before);
  });

  test('after any of them, in any order', async () => {
    const steps = fc.shuffledSubarray(Object.keys(changes), { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(steps, async (names) => {
        rmSync(join(top, '.okstra'), { recursive: true, force: true });
        makeRuns(top, { items: 20, runsOfEach: 2 });
        answer();
        for (const name of names) {
          await sleep(12);
          changes[name]?.();
          if (name.length % 2 === 0) expect(answer()).toEqual(fromJournals());
        }
        expect(answer()).toEqual(fromJournals());
      }),
      { numRuns: 6 },
    );
  });

  test('for one item with many runs, whose neighbours it leaves as they are', () => {
    makeRuns(top, { items: 2, runsOfEach: 40 });
    const all = answer();
    const only = { group: 'specs', id: itemId(1) };
    const own = () => withCatalog(top, whole, { only, now: later() });
    expect(own().facts).toEqual(all.facts.filter((facts) => facts.ok && facts.value.summary.itemId === itemId(1)));
    rmSync(indexFile(top));
    expect(own().count).toBe(40);
    expect(own().count).toBe(40);
    expect(answer()).toEqual(all);
    rmSync(runDir(1, 3), { recursive: true });
    expect(own().count).toBe(39);
    expect(answer().count).toBe(79);
  });

  test('when the whole checkout was moved', () => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const count = answer().count;
    const moved = join(root, 'elsewhere');
    renameSync(top, moved);
    top = moved;
    expect(answer().count).toBe(count);
    expect(answer().facts.every((facts) => facts.ok && facts.value.summary.dir.startsWith(moved))).toBe(true);
    expect(answer()).toEqual(fromJournals());
  });
});

/** Changes the index with SQL, as nobody does. */
function tamper(sql: string): void {
  const database = new DatabaseSync(indexFile(top));
  database.function('sum32', (text) => sumOf(String(text)));
  database.exec(sql);
  database.close();
}

test('what the index knows is not read again', () => {
  makeRuns(top, { items: 20, runsOfEach: 2 });
  answer();
  const { mtimeMs } = statSync(indexFile(top));
  answer();
  expect(statSync(indexFile(top)).mtimeMs).toBe(mtimeMs);
  tamper(
    `UPDATE facts SET value = replace(value, '"branch":"okstra/', '"branch":"as-the-index-says/'); UPDATE facts SET sum = sum32(value)`,
  );
  const branches = answer().facts.map((facts) => facts.ok && facts.value.summary.branch);
  expect(new Set(branches.map((branch) => String(branch).split('/')[0]))).toEqual(new Set(['as-the-index-says']));
});

test('a journal written a moment ago is read again, though nothing shows that it changed', () => {
  makeRuns(top, { items: 20, runsOfEach: 2 });
  const now = Date.now();
  const first = answer(now);
  tamper(
    `UPDATE facts SET value = replace(value, '"branch":"okstra/', '"branch":"as-the-index-says/'); UPDATE facts SET sum = sum32(value)`,
  );
  expect(answer(now)).toEqual(first);
});

test('few runs are read as they are: no index is made for them', () => {
  makeRuns(top, { items: 8, runsOfEach: 4 });
  expect(answer().count).toBe(32);
  expect(existsSync(indexFile(top))).toBe(false);
});

test('without any run nothing is made at all', () => {
  expect(answer()).toEqual({ count: 0, heads: [], newest: [], facts: [], summaries: [] });
  expect(existsSync(join(top, '.okstra'))).toBe(false);
});

describe('an index that is no good is made anew, and the answer is right', () => {
  const harm: Readonly<Record<string, () => void>> = {
    'is gone': () => rmSync(indexFile(top)),
    'is empty': () => truncateSync(indexFile(top), 0),
    'is cut off in the middle': () => truncateSync(indexFile(top), Math.floor(statSync(indexFile(top)).size / 2)),
    'is cut off in its first page': () => truncateSync(indexFile(top), 700),
    'is text': () => writeFileSync(indexFile(top), 'this is no database\n'.repeat(500)),
    'is of another version': () => tamper('PRAGMA user_version = 999; DROP TABLE facts; CREATE TABLE facts (other TEXT)'),
    'lacks a table': () => tamper('DROP TABLE facts'),
    'has a table of another shape': () => tamper('DROP TABLE facts; CREATE TABLE facts (other TEXT)'),
    'has facts that were changed': () => tamper(`UPDATE facts SET value = replace(value, 'okstra/', 'elsewhere/')`),
    'has facts of another state of the journal': () =>
      tamper(`UPDATE facts SET value = replace(value, '{"stamp":"', '{"stamp":"9'); UPDATE facts SET sum = sum32(value)`),
    'lacks facts': () => tamper('DELETE FROM facts'),
    'has a snapshot that was changed': () =>
      tamper(`UPDATE snapshot SET value = zeroblob(length(value)) WHERE part = 'runNumbers'`),
    'lacks a part of the snapshot': () => tamper(`DELETE FROM snapshot WHERE part = 'names'`),
    'has parts of two snapshots': () =>
      tamper(
        `UPDATE snapshot SET value = zeroblob(8) WHERE part = 'itemNumbers'; UPDATE snapshot_again SET value = zeroblob(8) WHERE part = 'itemNumbers'`,
      ),
    'has a log that does not fit it': () => writeFileSync(`${indexFile(top)}-wal`, 'x'.repeat(5000)),
  };

  test.each(Object.keys(harm))('when it %s', (name) => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const before = answer();
    harm[name]?.();
    expect(answer()).toEqual(before);
    expect(answer()).toEqual(before);
    const database = new DatabaseSync(indexFile(top));
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: INDEX_FORMAT });
    database.close();
  });

  test('whichever byte of it is another one', () => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const before = answer();
    const good = readFileSync(indexFile(top));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(good);
        bytes.writeUInt8((bytes[at] ?? 0) ^ change, at);
        writeFileSync(indexFile(top), bytes);
        expect(answer()).toEqual(before);
      }),
      {
        numRuns: process.env['OKSTRA_SOAK'] === '1' ? 2000 : 60,
        examples: [
          [0, 1],
          [18, 3],
          [28, 1],
          [60, 1],
          [100, 255],
        ],
      },
    );
  });
});

describe('where no index can be kept the journals are read, and nobody hears of it', () => {
  test('its place is taken by a folder', () => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const before = answer();
    rmSync(indexFile(top));
    mkdirSync(join(indexFile(top), 'kept'), { recursive: true });
    expect(answer()).toEqual(before);
    expect(existsSync(join(indexFile(top), 'kept'))).toBe(true);
  });

  test('another process holds it', () => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    answer();
    const holder = new DatabaseSync(indexFile(top));
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; INSERT INTO facts VALUES (1, 1, 1)');
    try {
      changes['a run removed']?.();
      expect(answer().count).toBe(39);
    } finally {
      holder.close();
    }
    expect(answer()).toEqual(fromJournals());
  }, 30_000);

  test('nothing more fits on the disk', () => {
    makeRuns(top, { items: 20, runsOfEach: 2 });
    const { stdout, stderr } = asked('sh', ['-c', 'ulimit -f 4; exec "$@"', 'sh', process.execPath, PROCESS, top]);
    expect(stderr).toBe('');
    rmSync(indexFile(top), { force: true });
    expect(asked(process.execPath, [PROCESS, top]).stdout).toBe(stdout);
  });
});

const PROCESS = join(import.meta.dirname, 'run-index-process.ts');
const asked = (program: string, args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' });

describe('several processes', () => {
  test('8 that find no index at once give the same answer, and leave a whole one', async () => {
    makeRuns(top, { items: 40, runsOfEach: 2 });
    const run = promisify(execFile);
    const ends = await Promise.all(Array.from({ length: 8 }, () => run(process.execPath, [PROCESS, top])));
    expect(new Set(ends.map(({ stdout }) => stdout)).size).toBe(1);
    expect(ends[0]?.stdout).toMatch(/^80 /);
    expect(ends.map(({ stderr }) => stderr).join('')).toBe('');
    expect(answer()).toEqual(fromJournals());
  }, 60_000);

  test('one that is killed while it makes the index leaves nothing wrong', async () => {
    makeRuns(top, { items: 150, runsOfEach: 2 });
    const { stdout } = asked(process.execPath, [PROCESS, top]);
    for (let kills = 0; kills < 6; kills += 1) {
      for (const ending of ['', '-wal', '-shm']) rmSync(indexFile(top) + ending, { force: true });
      const child = spawn(process.execPath, [PROCESS, top], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      // As soon as the file is there; a little later each time.
      while (!existsSync(indexFile(top)) && child.exitCode === null) await sleep(1);
      await sleep(kills * 4);
      child.kill('SIGKILL');
      await ended;
      expect(asked(process.execPath, [PROCESS, top])).toMatchObject({ stdout, stderr: '' });
    }
  }, 60_000);
});

test('runs are listed whatever is wrong with the journal of one', () => {
  makeRuns(top, { items: 20, runsOfEach: 2 });
  changes['nonsense in it']?.();
  const { runs, diagnoses } = listRuns(top);
  expect(runs).toHaveLength(39);
  expect(diagnoses.map(({ dir }) => dir)).toEqual([runDir(7, 1)]);
  const found = answer().facts.find((facts) => !facts.ok);
  expect(found).toMatchObject({ failure: { place: { file: journalOf(7, 1), line: 1 }, fix: expect.any(String) } });
});
