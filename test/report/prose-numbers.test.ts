import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strayNumbers } from '../../runtime/report/prose-numbers.ts';

const DATA = {
  run: { startedAt: '2031-04-05T16:47:58.123Z', id: 'run-20310405-164758-a9' },
  attempts: [
    { n: 1, durationMs: 7723, tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' },
    { n: 2, durationMs: 57 },
  ],
  findings: [{ id: 'F-017', claim: 'wrong at 12:30 in src/a.ts:41' }],
  usage: { costUsd: 0.1234, inputTokens: 1_234_567 },
  lines: { insertions: 13, deletions: -4 },
};
const stray = (text: string): readonly string[] => strayNumbers(text, DATA).map(({ number }) => number);

test.each([
  'F-017 in src/a.ts, line 41, at 12:30',
  'thirteen is 13, and 4 lines went',
  'took 7.7 s, some 8 seconds, 7723 ms',
  '1,234,567 tokens, 1.234.567 in Europe, for $0.12',
  'in two attempts',
  'on 2031-04-05 at 2031-04-05T16:47:58.123Z',
  'after 57 ms, the 2nd time, 13x',
  'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904 of run-20310405-164758-a9',
  '7.7초 동안 2번',
  'no figure at all',
])('a number of the data may be told: %s', (text) => {
  expect(stray(text)).toEqual([]);
});

test.each([
  ['all 57 tests pass', '57'],
  ['took 9.9 s', '9.9'],
  ['fourteen or 14', 'fourteen 14'],
  ['F-018', '018'],
  ['12 findings of eleven', '12 eleven'],
  ['100%', '100'],
  ['a dozen failures, fifty findings, sixteen files', 'dozen fifty sixteen'],
  ['９９ tests', '99'],
  ['a duration is no count: 57 tests', '57'],
  ['a part of a hash is none: 4904 lines, 825 files', '4904 825'],
  ['nor of a time: 47 tests, 58 files', '47 58'],
  ['9.9초', '9.9초'],
  ['another day: 2031-04-06', '2031 06'],
])('a number that the data does not have is named: %s', (text, expected) => {
  const found = stray(text).join(' ');
  expect(found).toBe(expected);
});

test('a stray number comes with the words around it, on one line', () => {
  expect(strayNumbers('The suite\nhas 57 tests\nnow.', DATA)).toEqual([{ number: '57', around: 'The suite has 57 tests now.' }]);
});

test('every number of any data may be told as it stands there, and none that is larger than all of them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1 }), fc.lorem(), (values, words) => {
      const data = { values, words };
      expect(strayNumbers(`${words} ${values.join(' then ')}`, data)).toEqual([]);
      const beyond = 2_000_000 + values.length;
      expect(strayNumbers(`${beyond}`, data)).toHaveLength(1);
    }),
  );
});
