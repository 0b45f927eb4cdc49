import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { repository } from '../support/program.ts';

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The ids of the requirements; they are put together here, because only the table itself may write them out. */
const IDS = [
  ...[...numbers(1, 48), 59, 60, 66, 67, 68].map((n) => ['R', 'H', n].join('-')),
  ...[
    ...numbers(1, 8),
    ...numbers(10, 14),
    ...numbers(18, 20),
    ...numbers(27, 61),
    66,
    ...numbers(71, 83),
    85,
    ...numbers(87, 93),
    96,
    99,
  ].map((n) => ['R', 'O', n].join('-')),
  ...numbers(1, 51).map((n) => ['R', 'F', n].join('-')),
  ...[...numbers(1, 40), ...numbers(42, 53), ...numbers(55, 72)].map((n) => ['R', 'I', n].join('-')),
];

interface Row {
  readonly id: string;
  readonly requirement: string;
  readonly files: readonly string[];
  readonly titles: readonly string[];
}

const lines = (cell: string): readonly string[] => (cell === '' ? [] : cell.split('<br>'));

function readRows(): readonly Row[] {
  const text = readFileSync(join(repository, 'docs/traceability.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| R-'));
  return rows.map((line) => {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [id = '', requirement = '', files = '', titles = ''] = cells;
    expect(cells, id).toHaveLength(4);
    return { id, requirement, files: lines(files).map((file) => file.replaceAll('`', '')), titles: lines(titles) };
  });
}

const rows = readRows();
const files = [...new Set(rows.flatMap((row) => row.files))];

/** Titles by file, templates of test.each as they are written; quotes as a reader sees them. */
const known = new Map<string, Set<string>>();

beforeAll(async () => {
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
  const present = files.filter((file) => existsSync(join(repository, file)));
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'list', ...present, '--json'], {
    cwd: repository,
    env: { ...process.env, OKSTRA_AGENTS: '1', VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined },
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const { name, file } of JSON.parse(stdout) as readonly { readonly name: string; readonly file: string }[]) {
    const path = relative(repository, file);
    known.set(path, (known.get(path) ?? new Set()).add(plain(name)));
  }
}, 60_000);

const plain = (title: string): string => title.replaceAll('\\', '');

test('every requirement has one row, and there is no other', () => {
  expect(rows.map(({ id }) => id)).toEqual(IDS);
});

test('every row says its requirement in words, and names an assertion or is open with a reason', () => {
  for (const { id, requirement, titles } of rows) {
    expect(requirement.length, id).toBeGreaterThan(30);
    if (titles.length === 0) expect(requirement, id).toMatch(/\*\*open\*\*: \S.{10}/);
  }
});

test('every assertion of a row stands in the file of the row', () => {
  expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  const missing = rows.flatMap(({ id, files: given, titles }) => {
    expect(titles, id).toHaveLength(given.length);
    return titles.flatMap((title, index) => {
      const file = given[index] ?? '';
      return known.get(file)?.has(plain(title)) === true ? [] : [`${id}: ${file} has no test "${title}"`];
    });
  });
  expect(missing).toEqual([]);
});

test('a title that no test has is noticed', () => {
  const [first] = files;
  expect(known.get(first ?? '')?.size).toBeGreaterThan(0);
  expect(known.get(first ?? '')?.has('a title that nobody wrote')).toBe(false);
});
