import { describe, expect, test } from 'vitest';
import { FIXED } from '../../bench/convergence/changes.ts';
import { isWithin, lostOf, type Measured, measure, wrongOf } from '../../bench/convergence/measure.ts';
import { findersOf, jaccardOf, recallOf, unionOf } from '../../bench/convergence/overlap.ts';

const slice = { seed: 7, changes: 150 };
const after = (measured: ReturnType<typeof measure>, rounds: number): Measured => {
  const found = measured.after[rounds - 1]?.counting;
  if (!found) throw new Error(`not measured: ${rounds} rounds`);
  return found;
};

describe('union and refute, over a slice of the benchmark', () => {
  const measured = measure({ ...FIXED, maxRounds: 3 }, slice);

  test('keeps 95 % of what the reviews found together at a precision of 90 %, with the default number of rounds', () => {
    const byDefault = after(measured, FIXED.maxRounds);
    expect(FIXED.maxRounds).toBe(2);
    expect([lostOf(byDefault) <= 5, wrongOf(byDefault) <= 10]).toEqual([true, true]);
    expect(byDefault.dispatches).toBeLessThanOrEqual(6);
  });

  test('needs its second round for both, and its third makes it more precise', () => {
    expect([lostOf(after(measured, 1)) > 5, wrongOf(after(measured, 1)) > 10]).toEqual([true, true]);
    expect(isWithin(after(measured, 3))).toBe(true);
    expect(wrongOf(after(measured, 3))).toBeLessThan(wrongOf(after(measured, 2)));
  });

  test('finds more than twice what a majority vote or one verifier finds', () => {
    expect(after(measured, 2).recall).toBeGreaterThan(2 * measured.majority.recall);
    expect(after(measured, 2).recall).toBeGreaterThan(2 * measured.one.recall);
  });

  test('is within the bound at the higher published overlap too, with three rounds', () => {
    expect(isWithin(after(measure({ ...FIXED, overlap: 'jaccard', maxRounds: 3 }, slice), 3))).toBe(true);
  });
});

test('the same seed draws the same changes and positions', () => {
  const small = { seed: 3, changes: 5 };
  expect(measure(FIXED, small)).toEqual(measure(FIXED, small));
  expect(measure(FIXED, small)).not.toEqual(measure(FIXED, { ...small, seed: 4 }));
});

describe('the joint distribution of who finds what', () => {
  test.each([
    [1, 0.336],
    [2, 0.571],
    [3, 0.746],
    [4, 0.887],
  ])('reproduces the published union of %i', (vendors, union) => {
    const finders = findersOf(vendors, 0.336, 'curve');
    expect(unionOf(finders)).toBeCloseTo(union, 3);
    expect(Math.min(...finders)).toBeGreaterThanOrEqual(0);
  });

  test.each([2, 3, 4])('has the published overlap of pairs with %i vendors, and the recall asked for', (vendors) => {
    for (const recall of [0.2, 0.34, 0.6]) {
      const finders = findersOf(vendors, recall, 'jaccard');
      expect([recallOf(finders), jaccardOf(finders)].map((value) => value.toFixed(3))).toEqual([recall.toFixed(3), '0.370']);
      expect(recallOf(findersOf(vendors, recall, 'curve'))).toBeCloseTo(recall, 3);
    }
  });

  test('is what is drawn', () => {
    const { overlap, union } = measure({ ...FIXED, falseRate: 0, maxRounds: 1 }, { seed: 1, changes: 400 });
    expect(overlap).toBeCloseTo(0.18, 1);
    expect(union.recall).toBeCloseTo(0.75, 1);
  });
});
