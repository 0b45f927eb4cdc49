import { describe, expect, test } from 'vitest';
import { type ClassInput, classify } from '../../runtime/findings/index.ts';
import type { Position, Quote } from '../../runtime/model/index.ts';

const quote: Quote = { file: 'a.ts', side: 'new', line: 1, text: 'x' };
const position = (vendor: string, stand: Position['position'], more: Partial<Position> = {}): Position => ({
  round: 2,
  seat: `verifier:${vendor}`,
  vendor,
  finding: 'F-001',
  position: stand,
  evidence: 'e',
  ...more,
});
const seats = (...vendors: readonly string[]) => vendors.map((vendor) => ({ seat: `verifier:${vendor}`, vendor }));
const input = (more: Partial<ClassInput> = {}): ClassInput => ({
  observed: false,
  raisers: seats('a'),
  positions: [],
  quoteExists: () => true,
  ...more,
});

test.each<[string, Partial<ClassInput>, string]>([
  ['okstra saw it itself', { observed: true, positions: [position('b', 'DISAGREE', { kind: 'a', quote })] }, 'reproduced'],
  ['its reproducer holds', { reproducer: 'holds', quote, quoteExists: () => false }, 'reproduced'],
  [
    'its reproducer does not hold, although all agree',
    { reproducer: 'does-not-hold', raisers: seats('a', 'b'), positions: [position('c', 'AGREE')] },
    'refuted',
  ],
  ['its quote does not exist', { quote, quoteExists: () => false, raisers: seats('a', 'b') }, 'refuted'],
  [
    'every raiser took it back',
    { raisers: seats('a', 'b'), positions: [position('a', 'WITHDRAW'), position('b', 'WITHDRAW')] },
    'withdrawn',
  ],
  ['two vendors raised it', { raisers: seats('a', 'b') }, 'confirmed'],
  ['one raised it and another agrees', { positions: [position('b', 'AGREE')] }, 'confirmed'],
  ['one raised it and another adds to it', { positions: [position('b', 'SUPPLEMENT')] }, 'confirmed'],
  ['one raised it and another only holds it overstated', { positions: [position('b', 'DISAGREE', { kind: 'd' })] }, 'confirmed'],
  ['another vendor shows that the facts are wrong', { positions: [position('b', 'DISAGREE', { kind: 'a', quote })] }, 'refuted'],
  [
    'another vendor shows that it is handled already',
    { positions: [position('b', 'DISAGREE', { kind: 'c', quote })] },
    'refuted',
  ],
  ['a rebuttal has no quote', { positions: [position('b', 'DISAGREE', { kind: 'a' })] }, 'disputed'],
  [
    'the quote of a rebuttal does not exist',
    { positions: [position('b', 'DISAGREE', { kind: 'a', quote })], quoteExists: () => false },
    'disputed',
  ],
  [
    'a third vendor agrees against a rebuttal',
    { positions: [position('b', 'DISAGREE', { kind: 'a', quote }), position('c', 'AGREE')] },
    'disputed',
  ],
  [
    'two vendors raised it against a rebuttal',
    { raisers: seats('a', 'b'), positions: [position('c', 'DISAGREE', { kind: 'a', quote })] },
    'disputed',
  ],
  ['someone holds it out of scope', { positions: [position('b', 'DISAGREE', { kind: 'b', quote })] }, 'disputed'],
  ['someone finds the evidence insufficient', { positions: [position('b', 'DISAGREE', { kind: 'e', quote })] }, 'disputed'],
  [
    'one vendor raised it from two seats',
    {
      raisers: [
        { seat: 'verifier:a', vendor: 'a' },
        { seat: 'verifier:a#2', vendor: 'a' },
      ],
    },
    'standing',
  ],
  ['a second seat of the same vendor agrees', { positions: [{ ...position('a', 'AGREE'), seat: 'verifier:a#2' }] }, 'standing'],
  ['its reproducer could not be run', { reproducer: 'void' }, 'standing'],
  ['its reproducer holds on the base too', { reproducer: 'holds-on-both' }, 'standing'],
  ['okstra alone concluded it', { raisers: [] }, 'standing'],
  ['one of two raisers took it back', { raisers: seats('a', 'b'), positions: [position('a', 'WITHDRAW')] }, 'standing'],
  [
    'someone agrees after having disagreed',
    { positions: [position('b', 'AGREE', { round: 3 }), position('b', 'DISAGREE', { kind: 'a', quote })] },
    'confirmed',
  ],
])('%s', (_, more, expected) => {
  expect(classify(input(more)).class).toBe(expected);
});

const overstatedBy = (...kinds: readonly Position['kind'][]) =>
  classify(input({ positions: kinds.map((kind, index) => position(`v${index}`, 'DISAGREE', kind ? { kind } : {})) })).overstated;

describe('severity and scope', () => {
  test('a finding is overstated when all others say so', () => {
    expect([overstatedBy('d', 'd'), overstatedBy('d', 'e'), overstatedBy()]).toEqual([true, false, false]);
  });

  test('a finding is out of scope when someone says so', () => {
    expect(classify(input({ positions: [position('b', 'DISAGREE', { kind: 'b' })] })).outOfScope).toBe(true);
    expect(classify(input({ positions: [position('b', 'DISAGREE', { kind: 'c' })] })).outOfScope).toBe(false);
  });
});
