import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKeptLog } from '../../runtime/process/kept-log.ts';
import { partsOf, readLog } from '../../runtime/process/read-log.ts';
import { makeRedactor } from '../../runtime/redaction/index.ts';
import { folder } from './helpers.ts';

const linesOf = (path: string): { readonly lines: readonly string[]; readonly bytes: number } => {
  const lines: string[] = [];
  const bytes = readLog(path, (line) => lines.push(line));
  return { lines, bytes };
};

test('a missing log has no lines, nor has one in a missing folder', () => {
  expect(linesOf(join(folder(), 'x.log'))).toEqual({ lines: [], bytes: 0 });
  expect(linesOf(join(folder(), 'none/x.log'))).toEqual({ lines: [], bytes: 0 });
});

test('a log longer than a slice, with characters across its border', () => {
  const path = join(folder(), 'x.log');
  const text = Array.from({ length: 30_000 }, (_, n) => `${n} größer €`);
  writeFileSync(path, `${text.join('\n')}\nunfinished`);
  expect(linesOf(path).lines).toEqual([...text, 'unfinished']);
});

test('of a log that nobody closed: the beginning and the last parts, in order; dropped parts count', () => {
  const path = join(folder(), 'x.log');
  const log = openKeptLog(path, { redactor: makeRedactor([]), maxBytes: 4000 });
  const text = Array.from({ length: 2000 }, (_, n) => `line ${n}`);
  for (const line of text) log.push(`${line}\n`);
  // As after kill -9: no close.
  expect(partsOf(path).length).toBe(4);
  const { lines, bytes } = linesOf(path);
  expect([lines[0], lines.at(-1)]).toEqual(['line 0', 'line 1999']);
  const kept = text.filter((line) => lines.includes(line));
  // At the gap a line may be cut.
  expect(lines.filter((line) => !text.includes(line)).length).toBeLessThanOrEqual(2);
  expect(lines.filter((line) => text.includes(line))).toEqual(kept);
  const written = text.join('\n').length + 1;
  expect(Math.abs(bytes - written)).toBeLessThan(written / 50);
  log.close();
  expect(readdirSync(join(path, '..'))).toEqual(['x.log']);
});

test('lines that go on from the beginning into a part are whole', () => {
  const path = join(folder(), 'x.log');
  const log = openKeptLog(path, { redactor: makeRedactor([]), maxBytes: 4000 });
  const text = [...Array.from({ length: 99 }, (_, n) => `${n} line`), `long ${'x'.repeat(900)}`, 'last'];
  for (const line of text) log.push(`${line}\n`);
  expect(partsOf(path).length).toBeGreaterThan(0);
  expect(linesOf(path).lines).toEqual(text);
  log.close();
});

test('files that only begin like parts are none', () => {
  const path = join(folder(), 'x.log');
  appendFileSync(path, 'a\n');
  appendFileSync(`${path}.part-old`, 'b\n');
  expect(linesOf(path)).toEqual({ lines: ['a'], bytes: 2 });
});
