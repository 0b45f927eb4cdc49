import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatKey, parseKey } from '../../runtime/config/keys.ts';
import { editDistance, nearest } from '../../runtime/config/nearest.ts';
import { decodeUtf8, positionAt } from '../../runtime/config/text.ts';
import { durationText, LONGEST_MS, parseDuration, parseSize } from '../../runtime/config/units.ts';

test.each([
  ['maxAttemps', 'maxAttempts'],
  ['maxattempts', 'maxAttempts'],
  ['mdoe', 'mode'],
  ['banana', undefined],
  ['', undefined],
])('%s stands for %s', (word, meant) => {
  expect(nearest(word, ['mode', 'level', 'maxAttempts'])).toBe(meant);
});

test('the edit distance is a metric up to swaps: zero only for equals, the same both ways, never above the longer word', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance === 0).toBe(a === b);
      expect(editDistance(b, a)).toBe(distance);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});

test('a swap of neighbours is one edit', () => {
  expect(editDistance('mdoe', 'mode')).toBe(1);
});

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  ['0s', undefined],
  ['10', undefined],
  ['10 m', undefined],
  ['-1m', undefined],
  ['1d', undefined],
  ['999999h', undefined],
])('the duration %s is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test('every duration has a text that is read as the same duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (ms) => {
      expect(parseDuration(durationText(ms))).toBe(ms);
    }),
  );
  expect(parseDuration(durationText(LONGEST_MS))).toBeUndefined(); // ten digits of milliseconds: nobody writes that
});

test.each([
  ['64MB', 67_108_864],
  ['500KB', 512_000],
  ['1GB', 1_073_741_824],
  ['0MB', undefined],
  ['64', undefined],
])('the size %s is %s bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test('keys survive being written and read, names with dots included', () => {
  const part = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('"'));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(parseKey(formatKey(parts))).toEqual(parts);
    }),
  );
  expect(parseKey('pricing."gpt-5.5".input')).toEqual(['pricing', 'gpt-5.5', 'input']);
  expect(['', 'a.', '.a', 'a..b', '"a'].map(parseKey)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('text that is UTF-8 is decoded as it is, without its byte order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeUtf8(Buffer.from(`\uFEFF${text}`), 'f')).toEqual({ ok: true, value: text });
    }),
  );
});

test('places count lines and columns from 1', () => {
  expect([0, 1, 2, 3, 4].map((offset) => positionAt('a\nbc\n', offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 2, column: 3 },
  ]);
});
