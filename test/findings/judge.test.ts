import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criteriaOfReceipts, type JudgeInput, judgeAttempt, WHY } from '../../runtime/findings/index.ts';
import type { Finding, RawFinding } from '../../runtime/model/index.ts';
import { at, by, criterion, failing, finding, judgeInput, raw, receipt, TREE, twoLine } from './build.ts';

const judge = (more: Partial<JudgeInput> = {}) => judgeAttempt(judgeInput(more));
const one = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};
const unmet = [{ id: 'AC-1', status: 'unmet' as const, evidence: 'no such file' }];

describe('a first attempt', () => {
  test('that all verifiers pass is accepted, with nothing left to do', () => {
    const judgement = judge();
    expect(judgement).toMatchObject({
      attempt: 1,
      decision: { row: 7, verdict: 'pass', outcome: 'accepted' },
      findings: [],
      remainingTasks: [],
      followUps: [],
      answeringVendors: ['codex', 'gemini'],
      notices: [],
    });
  });

  test('in which two vendors call a criterion unmet fails by a confirmed finding', () => {
    const judgement = judge({
      answers: [by('codex', { criteria: unmet, verdict: 'fail' }), by('gemini', { criteria: unmet, verdict: 'fail' })],
    });
    expect(judgement.decision).toMatchObject({ row: 4, verdict: 'fail', outcome: 'next-attempt' });
    expect(one(judgement.findings)).toMatchObject({
      id: 'F-001',
      class: 'confirmed',
      vendors: ['codex', 'gemini'],
      state: 'new',
      counts: true,
    });
    expect(judgement.remainingTasks).toEqual([{ text: 'AC-1 is not met: The text of AC-1 [no such file]', origin: 'AC-1' }]);
  });

  test('in which one of two calls a criterion unmet fails in parallel too, and the dissent is kept', () => {
    const judgement = judge({ mode: 'parallel', answers: [by('codex', { criteria: unmet, verdict: 'fail' }), by('gemini')] });
    expect(judgement.decision).toMatchObject({ row: 4, verdict: 'fail' });
    expect(judgement.criteria).toEqual([
      {
        id: 'AC-1',
        text: 'The text of AC-1',
        kind: 'automated',
        answeredBy: 'verifiers',
        status: 'unmet',
        disagreed: true,
        answers: [
          { seat: 'verifier:codex', vendor: 'codex', status: 'unmet', evidence: 'no such file' },
          { seat: 'verifier:gemini', vendor: 'gemini', status: 'met', evidence: 'seen' },
        ],
      },
    ]);
  });

  test('of which no verifier gave a result is blocked, and no criterion is called unmet for it', () => {
    const judgement = judge({ answers: [] });
    expect(judgement.decision).toMatchObject({ row: 5, verdict: null, outcome: 'blocked', route: 'error-analysis' });
    expect(judgement.findings).toEqual([]);
    expect(judgement.convergence.roundHistory[0]?.answers.map(({ verdict }) => verdict)).toEqual(['no-result', 'no-result']);
  });

  test('with a blocker that one vendor raised is fail in strict and accepted with concerns in parallel', () => {
    const answers = [by('codex', { findings: [raw({ severity: 'blocker' })] }), by('gemini')];
    expect(judge({ answers }).decision).toMatchObject({ row: 4, outcome: 'next-attempt' });
    const lenient = judge({ answers, mode: 'parallel' });
    expect(lenient.decision).toMatchObject({ row: 6, verdict: 'concerns', outcome: 'accepted' });
    expect(lenient.remainingTasks).toEqual([]);
  });

  test('with a blocker whose quote does not exist passes, and the finding is listed as refuted', () => {
    const quote = { file: 'x.ts', side: 'new' as const, line: 9, text: 'invented' };
    const answers = [by('codex', { findings: [raw({ severity: 'blocker', quote })] }), by('gemini')];
    const judgement = judge({ answers, quoteExists: () => false });
    expect(judgement.decision.row).toBe(7);
    expect(one(judgement.findings)).toMatchObject({ class: 'refuted', counts: false, why: WHY.refuted });
  });

  test('in which an invented quote does not drag a sound finding down, nor support it', () => {
    const invented = raw({ severity: 'blocker', quote: { file: 'x.ts', side: 'new', line: 9, text: 'invented' } });
    const sound = raw({ severity: 'blocker', quote: { file: 'x.ts', side: 'new', line: 9, text: 'real' } });
    const answers = [by('codex', { findings: [invented] }), by('gemini', { findings: [sound] })];
    const { findings } = judge({ answers, quoteExists: ({ text }) => text === 'real' });
    expect(findings.map(({ class: found, vendors }) => [found, vendors])).toEqual([
      ['standing', ['gemini']],
      ['refuted', ['codex']],
    ]);
  });

  test("with a blocker of okstra's own audit fails by a reproduced finding", () => {
    const judgement = judge({ audits: [raw({ category: 'test-tampering', severity: 'blocker' })] });
    expect(judgement.decision.row).toBe(4);
    expect(one(judgement.findings)).toMatchObject({ class: 'reproduced', raisedBy: ['okstra'], vendors: [] });
  });

  test('at level light with a remaining task fails with that task, word for word', () => {
    const seats = { verifiers: [{ seat: 'verifier:codex', vendor: 'codex' }], hasBaseline: false };
    const answers = [{ ...by('codex'), answer: twoLine('fail', ['Write the  docs']) }];
    const judgement = judge({ ...seats, answers, mode: 'parallel', maxAttempts: 1 });
    expect(judgement.decision).toMatchObject({ row: 4, verdict: 'fail', outcome: 'not-accepted' });
    expect(judgement.remainingTasks).toEqual([{ text: 'Write the  docs', origin: 'verifier:codex' }]);
    expect(judge({ ...seats, answers: [{ ...by('codex'), answer: twoLine('pass') }] }).decision.row).toBe(7);
    expect(judge({ ...seats, answers: [{ ...by('codex'), answer: twoLine('fail') }], mode: 'parallel' }).decision.row).toBe(4);
  });

  test('a command that an agent calls failing and okstra saw passing is a notice', () => {
    const judgement = judge({
      receipts: { baseline: [], candidate: [receipt('unit')] },
      answers: [by('codex', { commands: [{ cmd: 'npm run unit', exitCode: 1 }] }), by('gemini')],
    });
    expect(judgement.decision.row).toBe(7);
    expect(judgement.notices).toEqual(['verifier:codex says of "npm run unit": exit code 1; okstra saw: exit code 0.']);
  });

  test('in which the executor broke its contract ends there, whatever else is wrong', () => {
    const judgement = judge({
      contractBroken: ['it moved refs/heads/main'],
      receipts: { baseline: [receipt('unit')], candidate: [failing('unit')] },
      answers: [],
    });
    expect(judgement.decision).toMatchObject({ row: 1, verdict: null, outcome: 'contract-violated' });
    expect(judgement.decision.reasons).toEqual(['The executor broke its contract: it moved refs/heads/main']);
  });

  test('a verifier that calls a failing check passing makes it fail', () => {
    const judgement = judge({
      mode: 'parallel',
      receipts: { baseline: [failing('unit')], candidate: [failing('unit')] },
      answers: [by('codex', { commands: [{ cmd: 'npm run unit', exitCode: 0 }] }), by('gemini')],
    });
    expect(judgement.decision.row).toBe(3);
  });
});

describe('a criterion that is only a command', () => {
  const criteria = [criterion('AC-1', { command: 'npm  run unit' }), criterion('AC-2')];
  const met2 = { criteria: [{ id: 'AC-2', status: 'met' as const, evidence: '' }] };

  test('is answered by the check with that command', () => {
    expect(criteriaOfReceipts(criteria, ['npm run unit'])).toEqual(['AC-1']);
    expect(criteriaOfReceipts(criteria, ['npm run lint'])).toEqual([]);
  });

  test('is met when the check passes, whatever verifiers say', () => {
    const says = {
      criteria: [...unmet, ...met2.criteria],
      findings: [raw({ category: 'coverage', severity: 'blocker', criterion: 'AC-1' })],
    };
    const judgement = judge({
      criteria,
      receipts: { baseline: [], candidate: [receipt('unit')] },
      answers: [by('codex', says), by('gemini', met2)],
    });
    expect(judgement.decision.row).toBe(7);
    expect(one(judgement.findings)).toMatchObject({ counts: false, why: WHY.receipt });
    expect(judgement.criteria[0]).toMatchObject({
      answeredBy: 'receipt',
      status: 'met',
      check: 'unit',
      answers: [{ status: 'unmet' }],
    });
  });

  test('is unmet when one of two checks with that command fails', () => {
    const candidate = [
      receipt('unit'),
      failing('unit-b', { cmd: 'npm run unit', cwd: 'b' }),
      receipt('unit-c', { cmd: 'npm run unit', cwd: 'c' }),
    ];
    const judgement = judge({
      criteria,
      receipts: { baseline: [], candidate },
      answers: [by('codex', met2), by('gemini', met2)],
    });
    expect(judgement.criteria[0]).toMatchObject({ status: 'unmet', check: 'unit-b' });
  });

  test('is unmet when the check fails, on the base too and in parallel', () => {
    const judgement = judge({
      criteria,
      mode: 'parallel',
      receipts: { baseline: [failing('unit')], candidate: [failing('unit')] },
      answers: [by('codex', met2), by('gemini', met2)],
    });
    expect(judgement.decision.row).toBe(4);
    expect(one(judgement.findings)).toMatchObject({ class: 'reproduced', criterion: 'AC-1' });
  });
});

test('a criterion for a person that nobody could check decides nothing', () => {
  const criteria = [criterion('AC-1'), criterion('AC-2', { kind: 'manual' })];
  const given = { criteria: [...by('x').answer.criteria, { id: 'AC-2', status: 'not-checked' as const, evidence: '' }] };
  const judgement = judge({ criteria, answers: [by('codex', given), by('gemini', given)] });
  expect(judgement.decision.row).toBe(7);
  expect(judgement.criteria[1]).toMatchObject({ answeredBy: 'person', status: 'not-checked' });
});

const second = (more: Partial<JudgeInput>) => judge({ attempt: 2, maxAttempts: 3, ...more });
const raises = (...findings: readonly RawFinding[]) => ({ answers: [by('codex', { findings }), by('gemini')] });

describe('from the second attempt on', () => {
  test('a finding that is there again is open and counts', () => {
    const previous = [finding({ severity: 'blocker', raisedBy: ['verifier:codex'] })];
    expect(one(second({ previous, ...raises(raw({ severity: 'blocker' })) }).findings)).toMatchObject({
      id: 'F-001',
      state: 'open',
      counts: true,
    });
  });

  test('a finding that its raiser no longer reports is fixed, and stays listed', () => {
    const judgement = second({ previous: [finding({ severity: 'blocker', raisedBy: ['verifier:codex'] })] });
    expect(judgement.decision.row).toBe(7);
    expect(one(judgement.findings)).toMatchObject({ id: 'F-001', state: 'fixed', counts: false, why: WHY.fixed });
    expect(judgement.convergence.finalClassificationCounts.standing).toBe(0);
  });

  test('a new finding on lines that did not change is listed as a follow-up and does not count', () => {
    const judgement = second(raises(raw(at('x.ts', 4))));
    expect(judgement.decision.row).toBe(7);
    expect(one(judgement.findings)).toMatchObject({ counts: false, why: WHY.elsewhere });
    expect(judgement.followUps).toEqual([
      {
        id: 'FU-001',
        kind: 'out-of-scope',
        level: 'major',
        origin: 'F-001',
        title: 'The total is wrong for an empty cart',
        suggestedPhase: 'error-analysis',
        scope: 'x.ts:4',
        reason: WHY.elsewhere,
        autoSpawn: false,
      },
    ]);
  });

  test('it does not begin to count by being said again', () => {
    const previous = second(raises(raw(at('x.ts', 4)))).findings;
    const third = judge({ attempt: 3, maxAttempts: 3, previous, ...raises(raw(at('x.ts', 4))) });
    expect(one(third.findings)).toMatchObject({ state: 'open', counts: false, why: WHY.elsewhere });
    expect(third.followUps).toHaveLength(1);
  });

  test('it stays a follow-up when it is not said again', () => {
    const previous = second(raises(raw(at('x.ts', 4)))).findings;
    expect(judge({ attempt: 3, maxAttempts: 3, previous }).followUps).toHaveLength(1);
  });

  test.each<[string, RawFinding, Partial<JudgeInput>]>([
    ['is on changed lines', raw(at('x.ts', 4)), { changedSince: (file, start) => file === 'x.ts' && start === 4 }],
    ['has a reproducer that holds', raw(at('x.ts', 4)), { reproducers: { 'F-001': 'holds' } }],
    ['is a blocker of security', raw({ category: 'security', severity: 'blocker' }), {}],
    ['is a blocker of correctness', raw({ severity: 'blocker' }), {}],
    ['says that a criterion is not covered', raw({ category: 'coverage', criterion: 'AC-1' }), {}],
  ])('a new finding counts when it %s', (_, given, more) => {
    expect(one(second({ ...raises(given), ...more }).findings)).toMatchObject({ state: 'new', counts: true });
  });

  test.each<[string, RawFinding]>([
    ['a major of security', raw({ category: 'security' })],
    ['a blocker of performance', raw({ category: 'performance', severity: 'blocker' })],
    ['coverage without a criterion', raw({ category: 'coverage', severity: 'blocker' })],
  ])('a new finding elsewhere does not count when it is %s', (_, given) => {
    expect(one(second(raises(given)).findings).counts).toBe(false);
  });

  test('a criterion that is now called unmet counts without any place', () => {
    const judgement = second({ answers: [by('codex', { criteria: unmet, verdict: 'fail' }), by('gemini')] });
    expect(judgement.decision.row).toBe(4);
  });

  test('a new remaining task of the two-line form counts', () => {
    const judgement = second({ answers: [{ ...by('codex'), answer: twoLine('fail', ['One more thing']) }] });
    expect(judgement.decision.row).toBe(4);
  });

  test("a new finding of okstra's own audit counts", () => {
    expect(one(second({ audits: [raw({ category: 'scope' })] }).findings).counts).toBe(true);
  });

  test('a finding of a verifier that gave no answer this time stays open', () => {
    const previous = [finding({ severity: 'blocker', class: 'confirmed', raisedBy: ['verifier:codex'] })];
    const judgement = second({ previous, answers: [by('gemini')] });
    expect(judgement.decision.row).toBe(4);
    expect(one(judgement.findings)).toMatchObject({ state: 'open', counts: true });
  });

  test('it is fixed when its lines changed and another verifier looked', () => {
    const previous = [finding({ severity: 'blocker', class: 'confirmed', raisedBy: ['verifier:codex'], ...at('x.ts', 4) })];
    expect(one(second({ previous, answers: [by('gemini')], changedSince: () => true }).findings).state).toBe('fixed');
    expect(one(second({ previous, answers: [by('gemini')], changedSince: () => false }).findings).state).toBe('open');
  });

  test('its criterion is settled by another verifier that calls it met', () => {
    const previous = [finding({ category: 'coverage', severity: 'blocker', criterion: 'AC-1', raisedBy: ['verifier:codex'] })];
    expect(one(second({ previous, answers: [by('gemini')] }).findings).state).toBe('fixed');
  });

  test('when verifiers were not asked, what they said before is still to do', () => {
    const previous = [
      finding({ severity: 'blocker', category: 'coverage', criterion: 'AC-1', claim: 'AC-1 is not met', evidence: '' }),
    ];
    const judgement = second({ previous, answers: [], receipts: { baseline: [receipt('unit')], candidate: [failing('unit')] } });
    expect(judgement.decision.row).toBe(2);
    expect(judgement.remainingTasks.map(({ origin }) => origin)).toEqual(['unit', 'AC-1']);
  });

  test('when nobody gave a result, what was said of an earlier candidate makes no verdict', () => {
    const previous = [finding({ severity: 'blocker', category: 'coverage' })];
    expect(second({ previous, answers: [] }).decision.outcome).toBe('blocked');
  });
});

/** A second round in which gemini disagrees with F-001. */
const says = (kind: 'a' | 'b' | 'd'): Pick<JudgeInput, 'rounds' | 'roundAnswers'> => ({
  rounds: [{ round: 2, asks: [{ seat: 'verifier:gemini', findings: ['F-001'] }] }],
  roundAnswers: [
    {
      round: 2,
      seat: 'verifier:gemini',
      vendor: 'gemini',
      answer: {
        form: 'json',
        tree: TREE,
        positions: [
          {
            finding: 'F-001',
            position: 'DISAGREE',
            kind,
            evidence: 'e',
            quote: { file: 'x', side: 'new', line: 1, text: 't' },
          },
        ],
        findings: [],
      },
    },
  ],
});

describe('a second attempt after one that nobody reviewed', () => {
  const late = raw({ severity: 'blocker', category: 'regression', ...at('src/a.ts', 1) });
  const judged = (isFirstReview: boolean) =>
    judge({ attempt: 2, isFirstReview, changedSince: () => false, answers: [by('codex', { findings: [late] }), by('gemini')] });

  test('hears nothing too late: what verifiers say counts wherever it is', () => {
    expect(judged(true).decision).toMatchObject({ row: 4, verdict: 'fail' });
    expect(one(judged(true).findings)).toMatchObject({ counts: true });
  });

  test('is told apart from one that was: there it is held back, and the reason names what was', () => {
    expect(one(judged(false).findings)).toMatchObject({ counts: false, why: WHY.elsewhere });
    expect(judged(false).decision.reasons).toEqual([
      'No check was run, and no finding of 2 verifiers stands in the way. Left to follow-ups: F-001.',
    ]);
  });
});

describe('out of scope in an earlier attempt', () => {
  const earlier = finding({
    class: 'disputed',
    ...at('src/a.ts', 4),
    positions: [
      { round: 2, seat: 'verifier:gemini', vendor: 'gemini', finding: 'F-001', position: 'DISAGREE', kind: 'b', evidence: 'e' },
    ],
  });
  const again = (changed: boolean) => judge({ attempt: 2, previous: [earlier], changedSince: () => changed });

  test('is a follow-up still when nobody says it again and its lines are as they were', () => {
    expect(again(false).followUps).toMatchObject([{ origin: 'F-001' }]);
  });

  test('is none when its lines have changed since', () => {
    expect(again(true).followUps).toEqual([]);
  });
});

test('what was refuted in an earlier attempt is not called fixed', () => {
  const refuted = finding({ class: 'refuted', counts: false, why: WHY.refuted });
  const judgement = judge({ attempt: 2, previous: [refuted] });
  expect(one(judgement.findings)).toMatchObject({ class: 'refuted', state: 'new', counts: false });
  expect(judgement.convergence.finalClassificationCounts.refuted).toBe(1);
});

describe('positions and reproducers of later rounds', () => {
  const answers = [by('codex', { findings: [raw({ severity: 'blocker' })] }), by('gemini')];
  test('a rebuttal with a quote refutes', () => {
    expect(one(judge({ answers, ...says('a') }).findings)).toMatchObject({ class: 'refuted', counts: false });
  });

  test('a severity that all others call overstated drops one step', () => {
    expect(one(judge({ answers, ...says('d') }).findings)).toMatchObject({ class: 'confirmed', severity: 'major' });
  });

  test('out of scope makes a follow-up and counts as disagreeing', () => {
    const judgement = judge({ answers, ...says('b') });
    expect(one(judgement.findings)).toMatchObject({ class: 'disputed', counts: true });
    expect(judgement.followUps).toMatchObject([{ origin: 'F-001', reason: 'a verifier holds that it is out of scope' }]);
    expect(judgement.convergence.round2SkippedReason).toBeNull();
  });

  test('a reproducer that holds on the base too makes a follow-up of it', () => {
    const judgement = judge({ answers, reproducers: { 'F-001': 'holds-on-both' } });
    expect(judgement.decision.row).toBe(7);
    expect(one(judgement.findings)).toMatchObject({ counts: false, why: WHY.onBase });
    expect(judgement.followUps).toHaveLength(1);
  });
});

describe('the state of convergence', () => {
  const standing = [by('codex', { findings: [raw()] }), by('gemini')];
  const settings = judgeInput().convergence;
  test.each<[string, Partial<JudgeInput>, string]>([
    ['it is switched off', { answers: standing, convergence: { ...settings, enabled: false } }, 'disabled'],
    ['nothing is open', {}, 'no-open-findings'],
    [
      'what is there is confirmed',
      { answers: [by('codex', { findings: [raw()] }), by('gemini', { findings: [raw()] })] },
      'no-open-findings',
    ],
    ['there is nobody else to ask', { answers: standing.slice(0, 1) }, 'single-verifier'],
    [
      'the budget does not suffice',
      { answers: standing, convergence: { ...settings, maxRounds: 2, budgetReached: true } },
      'budget',
    ],
    ['one round is all', { answers: standing }, 'max-rounds'],
  ])('a second round is left out when %s', (_, more, reason) => {
    expect(judge(more).convergence.round2SkippedReason).toBe(reason);
  });

  test('counts every class and names who answered what', () => {
    expect(judge({ answers: standing.toReversed() }).convergence).toMatchObject({
      version: 1,
      attempt: 1,
      maxRounds: 1,
      verificationMode: 'lightweight',
      roundHistory: [
        {
          round: 1,
          answers: [
            { seat: 'verifier:codex', vendor: 'codex', verdict: 'pass' },
            { seat: 'verifier:gemini', vendor: 'gemini', verdict: 'pass' },
          ],
          raised: 1,
          open: 1,
        },
      ],
      finalClassificationCounts: { reproduced: 0, refuted: 0, withdrawn: 0, confirmed: 0, disputed: 0, standing: 1 },
      positions: [],
      followUps: [],
    });
  });
});

const claims = fc.constantFrom('The sum is wrong', 'The sum is wrong here', 'A token is logged', 'Nothing is tested');
const findingArb = fc
  .record({
    category: fc.constantFrom('correctness' as const, 'security' as const, 'coverage' as const),
    severity: fc.constantFrom('blocker' as const, 'major' as const, 'minor' as const),
    claim: claims,
    evidence: fc.constantFrom('', 'e'),
    line: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  })
  .map(({ line, ...rest }): RawFinding => Object.assign(rest, line === undefined ? {} : at('x.ts', line)));
const statusArb = fc.constantFrom('met' as const, 'partial' as const, 'unmet' as const, 'not-checked' as const);
const answersArb = fc
  .tuple(
    ...['codex', 'gemini', 'claude'].map((name) =>
      fc.tuple(fc.constant(name), fc.array(findingArb, { maxLength: 4 }), statusArb, fc.boolean()),
    ),
  )
  .map((all) =>
    all
      .filter(([, , , present]) => present)
      .map(([name, findings, status]) => by(name, { findings, criteria: [{ id: 'AC-1', status, evidence: '' }] })),
  );

test('the same answers in any order give the same judgement, to the byte', () => {
  const both = answersArb.chain((answers) =>
    fc.tuple(fc.constant(answers), fc.shuffledSubarray(answers, { minLength: answers.length })),
  );
  fc.assert(
    fc.property(both, ([answers, other]) => {
      const shuffledFindings = other.map((each) => ({
        ...each,
        answer: { ...each.answer, findings: each.answer.findings.toReversed() },
      }));
      expect(JSON.stringify(judge({ answers: shuffledFindings }))).toBe(JSON.stringify(judge({ answers })));
    }),
  );
});

test('over three attempts every finding keeps one id and one class, none is lost, and fixed or refuted ones decide nothing', () => {
  fc.assert(
    fc.property(fc.array(answersArb, { minLength: 1, maxLength: 3 }), (attempts) => {
      let previous: readonly Finding[] = [];
      for (const [index, answers] of attempts.entries()) {
        const { findings, decision } = judge({ attempt: index + 1, maxAttempts: 3, answers, previous });
        const ids = findings.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(previous.map(({ id }) => id)));
        const said = answers.flatMap(({ answer }) => answer.findings.map(({ claim }) => claim));
        for (const claim of said) expect(findings.some((each) => `${each.claim}\n${each.evidence}`.includes(claim))).toBe(true);
        const standInTheWay = findings.filter(({ counts, severity }) => counts && severity === 'blocker').length;
        expect(decision.verdict === 'pass' && (answers.length === 0 || standInTheWay > 0)).toBe(false);
        previous = findings;
      }
    }),
    { numRuns: 60 },
  );
});
