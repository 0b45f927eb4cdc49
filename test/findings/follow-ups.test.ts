import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunFollowUps } from '../../runtime/findings/index.ts';
import { executorRisks, runFollowUps, WHY } from '../../runtime/findings/index.ts';
import type { AutoSpawn, Finding, FollowUp } from '../../runtime/model/findings.ts';
import { at, finding } from './build.ts';

const given = (more: Partial<RunFollowUps> = {}): RunFollowUps => ({
  findings: [],
  heldBack: [],
  accepted: true,
  risks: [],
  autoSpawn: 'none',
  ...more,
});

const heldBack = (origin: string, more: Partial<FollowUp> = {}): FollowUp => ({
  id: 'FU-001',
  kind: 'out-of-scope',
  level: 'major',
  origin,
  title: 'The total is wrong for an empty cart',
  suggestedPhase: 'error-analysis',
  scope: 'x.ts:4',
  reason: WHY.elsewhere,
  autoSpawn: false,
  ...more,
});

describe('a run that is accepted leaves to others', () => {
  test('what an attempt held back, with the words of its finding', () => {
    const held = finding({
      counts: false,
      why: WHY.elsewhere,
      recommendation: 'Start at 0',
      reproducer: { cmd: 'node t.js', expect: { exit: 1 } },
    });
    expect(runFollowUps(given({ findings: [held], heldBack: [heldBack('F-001')] }))).toEqual([
      {
        ...heldBack('F-001'),
        claim: held.claim,
        evidence: held.evidence,
        recommendation: 'Start at 0',
        reproducer: 'node t.js',
      },
    ]);
  });

  test.each<[string, Partial<Finding>, object]>([
    [
      'a minor finding with a recommendation',
      { severity: 'minor', recommendation: 'Do it' },
      { kind: 'declined-recommendation', level: 'minor' },
    ],
    [
      'a note with a recommendation',
      { severity: 'note', recommendation: 'Do it' },
      { kind: 'declined-recommendation', level: 'note' },
    ],
    [
      'a recommendation whose finding does not count',
      { severity: 'major', recommendation: 'Do it', counts: false, why: WHY.receipt },
      { kind: 'declined-recommendation', level: 'major', reason: WHY.receipt },
    ],
    ['a minor finding without one', { severity: 'minor' }, { kind: 'residual-risk', level: 'minor' }],
    [
      'a major finding that is disputed, recommendation or not',
      { class: 'disputed', recommendation: 'Do it', ...at('a.ts', 3) },
      { kind: 'residual-risk', level: 'major', scope: 'a.ts:3', reason: 'accepted with this finding disputed' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(runFollowUps(given({ findings: [finding(more)] }))).toMatchObject([{ id: 'FU-001', origin: 'F-001', ...expected }]);
  });

  test.each<[string, Partial<Finding>]>([
    ['what was refuted', { class: 'refuted', counts: false, recommendation: 'Do it' }],
    ['what was withdrawn', { class: 'withdrawn', counts: false, recommendation: 'Do it' }],
    ['what was fixed', { state: 'fixed', counts: false, why: WHY.fixed, recommendation: 'Do it' }],
    ['what a check answers, without a recommendation', { counts: false, why: WHY.receipt }],
  ])('but not %s', (_what, more) => {
    expect(runFollowUps(given({ findings: [finding(more)] }))).toEqual([]);
  });

  test('the risks that its executor names, unless they are a finding already', () => {
    const risks = ['Nobody has tried Windows', 'The total is wrong: for an empty cart'];
    expect(runFollowUps(given({ findings: [finding({ severity: 'minor' })], risks }))).toMatchObject([
      { id: 'FU-001', origin: 'F-001' },
      { id: 'FU-002', origin: 'executor', kind: 'residual-risk', level: 'note', claim: 'Nobody has tried Windows' },
    ]);
  });
});

test('a run that is not accepted leaves to others only what it held back: the rest is for the next run of the item', () => {
  const findings = [finding(), finding({ id: 'F-002', severity: 'minor', recommendation: 'Do it' })];
  const records = runFollowUps(
    given({ findings, heldBack: [heldBack('F-001')], risks: ['A risk'], accepted: false, autoSpawn: 'all' }),
  );
  expect(records).toMatchObject([{ origin: 'F-001', autoSpawn: false }]);
});

test.each<[AutoSpawn, readonly string[]]>([
  ['none', []],
  ['blocker', ['blocker']],
  ['major', ['blocker', 'major']],
  ['all', ['blocker', 'major', 'minor', 'note']],
])('followups.autoSpawn: %s spawns %j', (autoSpawn, levels) => {
  const findings = (['blocker', 'major', 'minor', 'note'] as const).map((severity, index) =>
    finding({ id: `F-00${index + 1}`, severity }),
  );
  const spawned = runFollowUps(given({ findings, autoSpawn })).filter((each) => each.autoSpawn);
  expect(spawned.map(({ level }) => level)).toEqual(levels);
});

const findingArb = fc.record({
  severity: fc.constantFrom('blocker' as const, 'major' as const, 'minor' as const, 'note' as const),
  class: fc.constantFrom('standing' as const, 'disputed' as const, 'refuted' as const, 'confirmed' as const),
  counts: fc.boolean(),
  recommendation: fc.option(fc.constantFrom('Do it', 'Do that'), { nil: undefined }),
  isHeldBack: fc.boolean(),
});

test('the same run gives the same records with the same ids, in whatever order its findings come', () => {
  fc.assert(
    fc.property(fc.array(findingArb, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (made, order) => {
      const findings = made.map(({ isHeldBack: _held, recommendation, ...more }, index) =>
        finding({
          ...more,
          ...(recommendation ? { recommendation } : {}),
          id: `F-${String(index + 1).padStart(3, '0')}`,
          claim: `Claim ${index}`,
        }),
      );
      const held = findings.filter((_, index) => made[index]?.isHeldBack).map(({ id }) => heldBack(id));
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((value) => ({ value, key: order.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ value }) => value);
      const records = runFollowUps(given({ findings, heldBack: held, autoSpawn: 'major' }));
      expect(runFollowUps(given({ findings: shuffled(findings), heldBack: shuffled(held), autoSpawn: 'major' }))).toEqual(
        records,
      );
      expect(records.map(({ id }) => id)).toEqual(records.map((_, index) => `FU-${String(index + 1).padStart(3, '0')}`));
      expect(new Set(records.map(({ origin }) => origin)).size).toBe(records.length);
    }),
  );
});

const risksOf = (section: string): readonly string[] => executorRisks(`SUMMARY\n- done\n\nOPEN ISSUES & RISKS\n${section}`).risks;

describe('the section OPEN ISSUES & RISKS', () => {
  test.each<[string, string, readonly string[]]>([
    ['bullets', '- Windows is not tried\n- The cache grows', ['Windows is not tried', 'The cache grows']],
    ['numbers and check boxes', '1. First thing\n2) [ ] Second thing', ['First thing', 'Second thing']],
    [
      'a bullet that goes on, and what stands below it',
      '- The cache\n  grows\n  - by a megabyte\n- Other',
      ['The cache grows by a megabyte', 'Other'],
    ],
    [
      'paragraphs',
      'The cache grows\nwithout end.\n\nWindows is not tried.',
      ['The cache grows without end.', 'Windows is not tried.'],
    ],
    ['a list with a line that announces it', '**Risks:**\n- The cache grows', ['The cache grows']],
    ['the same twice', '- The cache grows.\n- the cache *grows*', ['The cache grows.']],
    ['a json block at the end', '- The cache grows\n```json\n{"commands": []}\n```', ['The cache grows']],
    ['a section after it', '- The cache grows\n## CHANGELOG\n- nothing else', ['The cache grows']],
    ['a risk that begins with none', '- None of the tests cover Windows', ['None of the tests cover Windows']],
  ])('of %s', (_what, section, expected) => {
    expect(risksOf(section)).toEqual(expected);
  });

  test.each([
    '',
    'None',
    '- none.',
    'N/A',
    '*None known*',
    '- No known issues or risks.',
    'There are no open issues.',
    '없음',
    '-',
    'No risks identified',
  ])('that says %j names no risk', (section) => {
    expect(risksOf(section)).toEqual([]);
  });

  test('is not there in a text without it', () => {
    expect(executorRisks('SUMMARY\n- The cache grows')).toEqual({ risks: [], leftOut: 0 });
  });

  test('with more than ten entries says how many are left out', () => {
    const lines = Array.from({ length: 14 }, (_, index) => `- risk number ${index}`).join('\n');
    const { risks, leftOut } = executorRisks(`OPEN ISSUES & RISKS\n${lines}`);
    expect([risks.length, leftOut]).toEqual([10, 4]);
  });

  test('of a hostile size is read in no time', () => {
    const text = `OPEN ISSUES & RISKS\n${'no open '.repeat(100_000)}\n- ${'#'.repeat(200_000)}\n${'- x\n'.repeat(50_000)}`;
    const begun = performance.now();
    executorRisks(text);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
