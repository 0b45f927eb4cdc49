import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeFindings, OKSTRA, type Origin, type Raised } from '../../runtime/findings/index.ts';
import type { RawFinding } from '../../runtime/model/index.ts';
import { at, raw } from './build.ts';

const from = (vendor: string, finding: RawFinding, origin: Origin = 'finding'): Raised => ({
  seat: `verifier:${vendor}`,
  vendor,
  origin,
  finding,
});
const groups = (...raised: readonly Raised[]): number => mergeFindings(raised).length;

describe('two findings are one when', () => {
  const other = 'Something else entirely is said here';
  test.each<[string, Raised, Raised]>([
    ['their lines overlap', from('a', raw(at('x.ts', 10, 20))), from('b', raw({ claim: other, ...at('x.ts', 15, 30) }))],
    ['their lines miss each other by three', from('a', raw(at('x.ts', 10))), from('b', raw({ claim: other, ...at('x.ts', 13) }))],
    ['the words are the same', from('a', raw()), from('b', raw({ category: 'regression' }))],
    [
      'the words are nearly the same',
      from('a', raw({ claim: 'The total is wrong for an empty cart' })),
      from('b', raw({ claim: 'the TOTAL is wrong, for an empty cart!!' })),
    ],
    ['only one of them says where', from('a', raw(at('x.ts', 3))), from('b', raw())],
    ['one verifier repeats itself', from('a', raw()), from('a', raw({ evidence: 'again' }))],
    [
      'both come from the status of one criterion',
      from('a', raw({ claim: 'AC-1 is not met', criterion: 'AC-1' }), 'criterion'),
      from('b', raw({ claim: 'AC-1 is only partly met', criterion: 'AC-1' }), 'criterion'),
    ],
  ])('%s', (_, a, b) => {
    expect(groups(a, b)).toBe(1);
  });
});

describe('two findings stay two when', () => {
  const other = 'Something else entirely is said here';
  test.each<[string, Raised, Raised]>([
    ['their lines miss each other by four', from('a', raw(at('x.ts', 10))), from('b', raw({ claim: other, ...at('x.ts', 14) }))],
    [
      'their categories differ',
      from('a', raw(at('x.ts', 10))),
      from('b', raw({ claim: other, category: 'security', ...at('x.ts', 10) })),
    ],
    ['their files differ, even with the same words', from('a', raw(at('x.ts', 10))), from('b', raw(at('y.ts', 10)))],
    ['they name different criteria', from('a', raw({ criterion: 'AC-1' })), from('b', raw({ criterion: 'AC-2' }))],
    [
      'one verifier lists two tasks that read alike',
      from('a', raw({ claim: 'Fix the failing unit test in module a of the core package' })),
      from('a', raw({ claim: 'Fix the failing unit test in module b of the core package' })),
    ],
    ['the words differ', from('a', raw()), from('b', raw({ claim: other }))],
  ])('%s', (_, a, b) => {
    expect(groups(a, b)).toBe(2);
  });
});

test('joining is transitive', () => {
  const far = [10, 13, 16, 19].map((line, index) =>
    from(`v${index}`, raw({ claim: `claim number ${line} about ${line}`, ...at('x.ts', line) })),
  );
  expect(groups(...far)).toBe(1);
});

test('a merged finding has the gravest severity, all raisers, each vendor once, and the words of all', () => {
  const [merged] = mergeFindings([
    from(
      'b',
      raw({
        severity: 'minor',
        claim: 'The sum is off by one',
        evidence: 'line 4',
        recommendation: 'start at 0',
        ...at('x.ts', 4),
      }),
    ),
    {
      ...from(
        'a',
        raw({ severity: 'blocker', quote: { file: 'x.ts', side: 'new', line: 5, text: 'let sum = 1' }, ...at('x.ts', 5) }),
      ),
      seat: 'verifier:a#2',
    },
    from('a', raw({ severity: 'major', criterion: 'AC-1', ...at('x.ts', 5) })),
  ]);
  expect(merged).toMatchObject({ raisedBy: ['verifier:a', 'verifier:a#2', 'verifier:b'], vendors: ['a', 'b'], observed: false });
  expect(merged?.finding).toEqual({
    category: 'correctness',
    severity: 'blocker',
    claim: 'The total is wrong for an empty cart',
    evidence: 'sum() starts at 1\nverifier:b: The sum is off by one: line 4',
    location: { file: 'x.ts', startLine: 5, endLine: 5 },
    criterion: 'AC-1',
    quote: { file: 'x.ts', side: 'new', line: 5, text: 'let sum = 1' },
    recommendation: 'start at 0',
  });
});

test('okstra is a raiser but no vendor', () => {
  const [merged] = mergeFindings([from('a', raw()), { seat: OKSTRA, vendor: OKSTRA, origin: 'audit', finding: raw() }]);
  expect(merged).toMatchObject({ raisedBy: [OKSTRA, 'verifier:a'], vendors: ['a'], observed: true });
});

const word = fc.constantFrom('sum', 'wrong', 'cart', 'empty', 'null', 'off', 'by', 'one');
const locationArb = fc.record({
  file: fc.constantFrom('a.ts', 'b.ts'),
  startLine: fc.integer({ min: 1, max: 30 }),
  length: fc.integer({ min: 0, max: 4 }),
});
const findingArb = fc
  .record({
    category: fc.constantFrom('correctness' as const, 'coverage' as const, 'security' as const),
    severity: fc.constantFrom('blocker' as const, 'major' as const, 'minor' as const, 'note' as const),
    claim: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
    evidence: fc.constantFrom('', 'seen', 'line 4'),
    criterion: fc.option(fc.constantFrom('AC-1', 'AC-2'), { nil: undefined }),
    place: fc.option(locationArb, { nil: undefined }),
  })
  .map(({ criterion, place, ...rest }): RawFinding => {
    const location = place && { file: place.file, startLine: place.startLine, endLine: place.startLine + place.length };
    return Object.assign(rest, criterion && { criterion }, location && { location });
  });
const raisedArb = fc
  .record({
    vendor: fc.constantFrom('a', 'b', 'c'),
    origin: fc.constantFrom('finding' as const, 'criterion' as const, 'task' as const),
    finding: findingArb,
  })
  .map(({ vendor, origin, finding }) => from(vendor, finding, origin));
const listArb = fc.array(raisedArb, { maxLength: 14 });

describe('whatever is raised', () => {
  test('merging does not depend on the order of arrival', () => {
    const shuffled = listArb.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(JSON.stringify(mergeFindings(other))).toBe(JSON.stringify(mergeFindings(list)));
      }),
    );
  });

  test('merging again changes nothing, as a whole and group by group', () => {
    fc.assert(
      fc.property(listArb, (list) => {
        const once = mergeFindings(list);
        expect(mergeFindings(once.flatMap(({ members }) => members))).toEqual(once);
        for (const group of once) expect(mergeFindings(group.members)).toEqual([group]);
      }),
    );
  });

  test('nothing is lost: each is a member of exactly one finding, at its severity or above, and its words can be read there', () => {
    fc.assert(
      fc.property(listArb, (list) => {
        const merged = mergeFindings(list);
        const severities = ['note', 'minor', 'major', 'blocker'];
        for (const each of list) {
          const homes = merged.filter(({ members }) => members.some((member) => JSON.stringify(member) === JSON.stringify(each)));
          expect(homes).toHaveLength(1);
          const [home] = homes;
          expect(severities.indexOf(home?.finding.severity ?? '')).toBeGreaterThanOrEqual(
            severities.indexOf(each.finding.severity),
          );
          expect(`${home?.finding.claim}\n${home?.finding.evidence}`).toContain(each.finding.claim);
          expect(home?.raisedBy).toContain(each.seat);
          expect(home?.vendors).toContain(each.vendor);
        }
        expect(merged.flatMap(({ members }) => members).length).toBe(new Set(list.map((each) => JSON.stringify(each))).size);
      }),
    );
  });
});
