import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSecretPattern } from '../../runtime/redaction/pattern.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';

const redact = (pattern: string, text: string): string => {
  const read = readSecretPattern(pattern);
  if (!read.ok) throw new Error(read.problem);
  return makeRedactor([], { patterns: [read.candidate] }).text(text);
};

describe('a pattern of the user', () => {
  test.each([
    ['acme_[a-z0-9]{4}', 'x acme_ab12 y', 'x [redacted:pattern] y'],
    ['acme_[a-z0-9]{4,6}', 'acme_ab12cd34', '[redacted:pattern]34'],
    [String.raw`KEY-\d+-\w*!?`, 'a KEY-12-ab_c! b KEY-x', 'a [redacted:pattern] b KEY-x'],
    [String.raw`id\.\[[^\]]+\]`, 'id.[secret] and id.[]', '[redacted:pattern] and id.[]'],
    ['tok:[a-f]?[0-9]{2}', 'tok:a12 tok:12 tok:g1', '[redacted:pattern] [redacted:pattern] tok:g1'],
    ['abc', 'abcabc', '[redacted:pattern][redacted:pattern]'],
  ])('%s in "%s"', (pattern, text, expected) => {
    expect(redact(pattern, text)).toBe(expected);
  });

  test.each([
    ['(a|b)cd', 'is not one of the signs'],
    ['acme_.*', 'is not one of the signs'],
    ['acme_a|b', 'is not one of the signs'],
    ['^acme_', 'is not one of the signs'],
    [String.raw`acme_\1`, 'is not one of the signs'],
    ['acme_[z-a]', 'is no class of signs'],
    ['acme_a{3,1}', 'is no number of times'],
    ['ac[a-z]{20}', 'begins with 2 signs as they are, not 3'],
    ['acm*[a-z]{20}', 'begins with 2 signs as they are, not 3'],
    ['acme_[a-z]{4000}[0-9]{200}', 'more than 4096'],
  ])('%s is refused', (pattern, problem) => {
    expect(readSecretPattern(pattern)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  test('takes the longest text that fits, as a regular expression finds one wherever one begins', () => {
    const piece = fc.constantFrom('[ab]', '[bc]{1,2}', 'a?', 'b*', String.raw`\w+`, 'c{2}', 'a{0,3}');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), maxLength: 14 }),
        (pieces, rest) => {
          const read = readSecretPattern(`key${pieces.join('')}`);
          const found = new RegExp(`^key${pieces.join('')}`).exec(`key${rest}`);
          const out = read.ok ? makeRedactor([], { patterns: [read.candidate] }).text(`key${rest}`) : '';
          expect(out.startsWith('[redacted:pattern]')).toBe(found !== null);
        },
      ),
    );
  });

  test('is not made slow by any text', () => {
    const before = process.cpuUsage();
    redact('key[a-z]{1,400}[a-z]{1,400}[a-z]{1,400}!', `key${'a'.repeat(100_000)} `.repeat(20));
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });
});
