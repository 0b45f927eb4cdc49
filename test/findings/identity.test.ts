import { describe, expect, test } from 'vitest';
import { carryIdentity, mergeFindings } from '../../runtime/findings/index.ts';
import type { Finding, RawFinding } from '../../runtime/model/index.ts';
import { at, finding, raw } from './build.ts';

const carry = (previous: readonly Finding[], ...now: readonly RawFinding[]) => {
  const merged = mergeFindings(
    now.map((each) => ({ seat: 'verifier:a', vendor: 'a', origin: 'finding' as const, finding: each })),
  );
  const { found, absent } = carryIdentity(previous, merged, 2);
  return {
    found: found.map(
      ({
        id,
        state,
        firstAttempt,
        merged: {
          finding: { claim },
        },
      }) => ({ id, state, firstAttempt, claim }),
    ),
    absent: absent.map(({ id }) => id),
  };
};

test('findings of a first attempt are numbered gravest first', () => {
  expect(carry([], raw({ claim: 'small', severity: 'minor' }), raw({ claim: 'big', severity: 'blocker' })).found).toEqual([
    { id: 'F-001', state: 'new', firstAttempt: 2, claim: 'big' },
    { id: 'F-002', state: 'new', firstAttempt: 2, claim: 'small' },
  ]);
});

describe('a finding of the attempt before', () => {
  test('keeps its id when the words are nearly the same on other lines', () => {
    const before = finding({ id: 'F-007', ...at('x.ts', 10) });
    expect(carry([before], raw(at('x.ts', 80))).found).toMatchObject([{ id: 'F-007', state: 'open', firstAttempt: 1 }]);
  });

  test('keeps its id when other words are said of the same place', () => {
    const before = finding({ id: 'F-007', ...at('x.ts', 10) });
    expect(carry([before], raw({ claim: 'An entirely different sentence', ...at('x.ts', 12) })).found).toMatchObject([
      { id: 'F-007' },
    ]);
  });

  test('keeps its id when the status of its criterion improves', () => {
    const before = finding({ id: 'F-002', category: 'coverage', criterion: 'AC-1', claim: 'AC-1 is not met' });
    const now = raw({ category: 'coverage', criterion: 'AC-1', claim: 'AC-1 is only partly met: and so on and on' });
    expect(carry([before], now).found).toMatchObject([{ id: 'F-002', state: 'open' }]);
  });

  test('has regressed when it was fixed and is there again', () => {
    expect(carry([finding({ state: 'fixed' })], raw()).found).toMatchObject([{ id: 'F-001', state: 'regressed' }]);
  });

  test('is absent when nobody raises it', () => {
    expect(carry([finding(), finding({ id: 'F-002', claim: 'Something else' })], raw()).absent).toEqual(['F-002']);
  });

  test('is not mistaken for one of another criterion or file', () => {
    const before = [finding({ criterion: 'AC-1' }), finding({ id: 'F-002', ...at('x.ts', 3) })];
    const { found } = carry(before, raw({ criterion: 'AC-2', ...at('y.ts', 3) }));
    expect(found).toMatchObject([{ id: 'F-003', state: 'new', firstAttempt: 2 }]);
  });

  test('is matched once: the best match takes the id, the other is new', () => {
    const before = finding({ id: 'F-001', ...at('x.ts', 10) });
    const { found } = carry([before], raw({ claim: 'Other words', severity: 'blocker', ...at('x.ts', 13) }), raw(at('x.ts', 40)));
    expect(found.map(({ id, claim }) => [id, claim])).toEqual([
      ['F-001', 'The total is wrong for an empty cart'],
      ['F-002', 'Other words'],
    ]);
  });
});
