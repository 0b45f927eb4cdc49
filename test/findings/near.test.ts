import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInOtherFile, isSamePlace, MEASURE, SAME_TEXT, similarity } from '../../runtime/findings/merge.ts';
import { nearOf, type Placed } from '../../runtime/findings/near.ts';

const tokens = fc
  .array(fc.constantFrom(...'abcdefghijkl'.split('')), { minLength: 1, maxLength: 12 })
  .map((words): ReadonlySet<string> => new Set(words));
const location = fc
  .tuple(fc.constantFrom('a.ts', 'b.ts'), fc.integer({ min: 1, max: 300 }), fc.constantFrom(0, 1, 5, 100, 100_000))
  .map(([file, startLine, length]) => ({ file, startLine, endLine: startLine + length }));
const entry: fc.Arbitrary<Placed> = fc
  .record({
    category: fc.constantFrom('coverage' as const, 'security' as const),
    criterion: fc.option(fc.constantFrom('AC-1', 'AC-2'), { nil: undefined }),
    location: fc.option(location, { nil: undefined }),
    tokens,
    isStatus: fc.boolean(),
  })
  .map(({ tokens: words, isStatus, category, criterion, location: place }) => ({
    tokens: words,
    isStatus,
    finding: { category, ...(criterion === undefined ? {} : { criterion }), ...(place === undefined ? {} : { location: place }) },
  }));

const compared = ({ finding }: Placed) => ({ ...finding, claim: '' });

function isAlike(a: Placed, b: Placed): boolean {
  const [first, second] = [compared(a), compared(b)];
  if (a.isStatus && b.isStatus && first.criterion === second.criterion) return true;
  return isSamePlace(first, second) || (!isInOtherFile(first, second) && similarity(a.tokens, b.tokens) >= SAME_TEXT);
}

test('whatever is alike is found near, also by one that is not among them', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 25 }), fc.array(entry, { maxLength: 5 }), (entries, others) => {
      const near = nearOf(entries, MEASURE);
      for (const asked of [...entries, ...others]) {
        const found = new Set(near.to(asked));
        const alike = [...entries.keys()].filter((at) => entries[at] && isAlike(asked, entries[at]));
        expect(alike.filter((at) => !found.has(at))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['in files of their own', (n: number) => ({ file: `f${n}.ts`, startLine: 1, endLine: 2 })],
  ['in one file', (n: number) => ({ file: 'one.ts', startLine: n * 20, endLine: n * 20 + 1 })],
  ['without a place', () => undefined],
])('ten times as many findings %s are ten times as many to compare, not a hundred', (_, placeOf) => {
  const pairs = (count: number): number => {
    const entries = Array.from({ length: count }, (_each, n): Placed => {
      const place = placeOf(n);
      const words = `the value of function f${n} at ${n * 7} is never read by caller c${n * 3}`.split(' ');
      return {
        tokens: new Set(words),
        isStatus: false,
        finding: { category: 'correctness', ...(place ? { location: place } : {}) },
      };
    });
    const near = nearOf(entries, MEASURE);
    return entries.reduce((sum, each) => sum + near.to(each).length, 0);
  };
  expect(pairs(1000)).toBeLessThan(15 * pairs(100));
});
