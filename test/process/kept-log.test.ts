import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openKeptLog } from '../../runtime/process/kept-log.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';
import { folder } from './helpers.ts';

const redactor = makeRedactor(['hunter2hunter2']);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function written(pieces: readonly (string | readonly [text: string, waiting: number])[], maxBytes: number) {
  const path = join(folder(), 'logs', 'x.log');
  let told = '';
  const log = openKeptLog(path, { redactor, maxBytes, onText: (text) => (told += text) });
  const during: string[][] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') log.push(piece);
    else log.push(...piece);
    during.push(readdirSync(dirname(path)));
  }
  const closed = log.close();
  return { text: readFileSync(path, 'utf8'), closed, told, during, left: readdirSync(dirname(path)) };
}

const numbered = (from: number, until: number): string =>
  Array.from({ length: until - from }, (_, index) => `line ${String(from + index).padStart(6, '0')}\n`).join('');

describe('a log within its limit', () => {
  test('is written as it came, redacted, and named by its hash', () => {
    const { text, closed, told } = written(['a hunter2', 'hunter2 b\n', 'c'], 1000);
    expect(text).toBe('a [redacted:env] b\nc');
    expect(closed).toEqual({ bytes: text.length, sha256: sha256(text), dropped: { bytes: 0, lines: 0 } });
    expect(told).toBe(text);
  });

  test('that needed its parts has no gap', () => {
    const whole = numbered(0, 70);
    const { text, closed, left } = written([whole], whole.length + 200);
    expect(text).toBe(whole);
    expect(closed.sha256).toBe(sha256(whole));
    expect(left).toEqual(['x.log']);
  });
});

describe('a log beyond its limit', () => {
  const pieces = Array.from({ length: 100 }, (_, index) => numbered(index * 100, (index + 1) * 100));
  const result = () => written(pieces, 12_000);

  test('keeps whole lines of its beginning and its end, and says what is left out between them', () => {
    const { text, closed } = result();
    const [head = '', note = '', ...others] = text.split(/\n(\[okstra: .*\])\n/);
    const tail = others.join('');
    expect(`${head}\n`).toBe(numbered(0, head.split('\n').length));
    expect(head.length).toBeGreaterThan(2500);
    expect(tail).toBe(numbered(10_000 - tail.split('\n').length + 1, 10_000));
    expect(tail.length).toBeGreaterThan(6000);
    const left = 120_000 - `${head}\n`.length - tail.length;
    expect(note).toBe(`[okstra: ${left} bytes in ${left / 12} lines left out here; run.logCap is reached]`);
    expect(closed.dropped).toEqual({ bytes: left, lines: left / 12 });
  });

  test('is never larger than that, also while it grows, and leaves no part behind', () => {
    const { text, closed, during, left } = result();
    expect(Buffer.byteLength(text)).toBeLessThan(12_100);
    expect(closed).toMatchObject({ bytes: Buffer.byteLength(text), sha256: sha256(text) });
    expect(Math.max(...during.map((names) => names.length))).toBe(5);
    expect(left).toEqual(['x.log']);
  });

  test('of which more is waiting than is kept is not looked at, and a secret that began in the gap is not left in halves', () => {
    const much = 100 * 1024 * 1024;
    const { text, told, closed } = written(
      [numbered(0, 400), ['x'.repeat(5000), much], ['y hunter2', much], `hunter2 ${'z'.repeat(20_000)}\n`, 'the end\n'],
      4000,
    );
    expect(text.startsWith('line 000000\n')).toBe(true);
    expect(text.endsWith('zzzz\nthe end\n')).toBe(true);
    expect(text).not.toMatch(/hunter|xxx|y h/);
    expect(told).toMatch(/\n\[okstra: \d+ bytes left out here\]\nzzz/);
    expect(closed.dropped.bytes).toBeGreaterThan(20_000);
  });

  test('one line without an end is cut between two characters', () => {
    const { text } = written(
      Array.from({ length: 50 }, () => '€'.repeat(300)),
      6000,
    );
    expect(text).not.toContain('\ufffd');
    expect(text).toMatch(/^€+\n\[okstra: \d+ bytes in 0 lines left out here; run.logCap is reached\]\n€+$/);
  });
});

test('whatever comes, and however it is cut, the file is what its hash says, within the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '€', '\n', '🙂', '\0'), maxLength: 80 }), { maxLength: 40 }),
      fc.integer({ min: 40, max: 500 }),
      (pieces, max) => {
        const { text, closed } = written(pieces, max);
        const bytes = Buffer.byteLength(text);
        expect(text).not.toContain('\ufffd');
        expect(closed).toMatchObject({ bytes, sha256: sha256(text) });
        expect(bytes).toBeLessThan(max + 120);
        if (closed.dropped.bytes === 0) expect(text).toBe(pieces.join(''));
      },
    ),
    { numRuns: 60 },
  );
});
