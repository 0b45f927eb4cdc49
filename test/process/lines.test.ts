import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from '../../runtime/process/lines.ts';

function lines(chunks: readonly Uint8Array[], maxLine?: number): string[] {
  const found: string[] = [];
  const splitter = splitLines((line) => found.push(line), maxLine);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return found;
}

test('lines are the same wherever the bytes are cut, also inside a character', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '🙂', '\n', '\r\n', '\0') });
  fc.assert(
    fc.property(text, fc.array(fc.nat(200)), (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
      const expected = whole.split(/\r?\n/);
      if (expected.at(-1) === '') expected.pop();
      expect(lines(chunks)).toEqual(expected);
    }),
  );
});

test('a line that is too long is cut, says by how much, and leaves the next one whole', () => {
  expect(lines([Buffer.from('12345'), Buffer.from('678\nnext\n')], 6)).toEqual([
    '123456 [okstra: line cut, 2 more characters]',
    'next',
  ]);
});

test('a line of exactly the greatest length is left alone', () => {
  expect(lines([Buffer.from('123456\n')], 6)).toEqual(['123456']);
});

test('bytes that are no UTF-8 do not stop the reading', () => {
  expect(lines([Buffer.from([0x61, 0xff, 0x0a, 0x62])])).toEqual(['a\ufffd', 'b']);
});
