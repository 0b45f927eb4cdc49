import { describe, expect, test } from 'vitest';
import { findingsOfAnswers, OKSTRA, type SeatAnswer } from '../../runtime/findings/index.ts';
import type { Criterion, Receipt } from '../../runtime/model/index.ts';
import { by, criterion, failing, raw, receipt, twoLine } from './build.ts';

interface Given {
  readonly criteria?: readonly Criterion[];
  readonly receipts?: ReadonlyMap<string, Receipt>;
}
const raised = (answers: readonly SeatAnswer[], { criteria = [criterion('AC-1')], receipts = new Map() }: Given = {}) =>
  findingsOfAnswers({ criteria, receipts, answers, audits: [] }).map(({ seat, origin, finding }) =>
    Object.assign({ seat, origin }, finding),
  );

const status = (given: 'met' | 'partial' | 'unmet' | 'not-checked', id = 'AC-1') => ({
  id,
  status: given,
  evidence: `${id} ${given}`,
});

describe('everything negative becomes a finding', () => {
  test('an unmet criterion is a coverage blocker', () => {
    expect(raised([by('codex', { verdict: 'fail', criteria: [status('unmet')] })])).toEqual([
      {
        seat: 'verifier:codex',
        origin: 'criterion',
        category: 'coverage',
        severity: 'blocker',
        claim: 'AC-1 is not met: The text of AC-1',
        evidence: 'AC-1 unmet',
        criterion: 'AC-1',
      },
    ]);
  });

  test('an unmet criterion is one even when the answer has a lesser finding for it', () => {
    const own = raw({ criterion: 'AC-1', severity: 'minor' });
    expect(raised([by('codex', { criteria: [status('unmet')], findings: [own] })]).map(({ severity }) => severity)).toEqual([
      'minor',
      'blocker',
    ]);
  });

  test('an unmet criterion is not raised twice when the answer says the same in a finding', () => {
    const own = raw({ criterion: 'AC-1', severity: 'blocker', category: 'coverage' });
    expect(raised([by('codex', { criteria: [status('unmet')], findings: [own] })]).map(({ origin }) => origin)).toEqual([
      'finding',
    ]);
  });

  test('a partly met criterion is a coverage major', () => {
    const answers = [by('codex', { criteria: [status('partial')] }), by('gemini', { criteria: [status('met')] })];
    expect(raised(answers)).toMatchObject([
      { severity: 'major', category: 'coverage', claim: 'AC-1 is only partly met: The text of AC-1' },
    ]);
  });

  test('a partly met criterion that the answer has a finding for is not raised again', () => {
    const answers = [
      by('codex', { criteria: [status('partial')], findings: [raw({ criterion: 'AC-1' })] }),
      by('gemini', { criteria: [status('met')] }),
    ];
    expect(raised(answers).map(({ origin }) => origin)).toEqual(['finding']);
  });

  test('the text of a whole item is not repeated in a claim', () => {
    const spec = criterion('SPEC', { kind: 'whole', text: 'x'.repeat(10_000) });
    expect(raised([by('codex', { criteria: [status('unmet', 'SPEC')] })], { criteria: [spec] })[0]?.claim).toBe(
      'SPEC is not met',
    );
  });

  test('each remaining task of the two-line form is a coverage blocker with its own words', () => {
    expect(raised([{ ...by('codex'), answer: twoLine('fail', ['Add  tests', ' ', 'Fix it']) }])).toMatchObject([
      { origin: 'task', category: 'coverage', severity: 'blocker', claim: 'Add  tests' },
      { origin: 'task', category: 'coverage', severity: 'blocker', claim: 'Fix it' },
    ]);
  });

  test('missing without a task is a coverage blocker', () => {
    expect(raised([{ ...by('codex'), answer: twoLine('fail') }])).toMatchObject([
      { origin: 'summary', category: 'coverage', severity: 'blocker' },
    ]);
  });

  test.each([
    ['fail', 'blocker'],
    ['concerns', 'major'],
  ] as const)('%s without a reason is its summary as %s', (verdict, severity) => {
    expect(raised([by('codex', { verdict, summary: 'It is slow.' })])).toMatchObject([
      { origin: 'summary', severity, claim: 'It is slow.' },
    ]);
  });

  test('notes alone are no reason for a fail', () => {
    const answers = [by('codex', { verdict: 'fail', findings: [raw({ severity: 'note' })] })];
    expect(raised(answers).map(({ origin, severity }) => [origin, severity])).toEqual([
      ['finding', 'note'],
      ['summary', 'blocker'],
    ]);
  });

  test('pass with met criteria raises nothing', () => {
    expect(raised([by('codex'), by('gemini')])).toEqual([]);
  });
});

describe('a criterion that nobody answered met', () => {
  const uncovered = (answers: readonly SeatAnswer[], given: Given = {}) =>
    raised(answers, given).filter(({ origin }) => origin === 'uncovered');

  test('is a coverage blocker raised by okstra', () => {
    expect(
      uncovered([by('codex', { criteria: [status('not-checked')] }), by('gemini', { criteria: [status('not-checked')] })]),
    ).toMatchObject([
      { seat: OKSTRA, category: 'coverage', severity: 'blocker', criterion: 'AC-1', evidence: 'No verifier answered "met".' },
    ]);
  });

  test('is one when it is partly met at best', () => {
    expect(uncovered([by('codex', { criteria: [status('partial')] })])).toHaveLength(1);
  });

  test('is not raised beside an answer that calls it unmet', () => {
    expect(
      uncovered([by('codex', { criteria: [status('unmet')] }), by('gemini', { criteria: [status('not-checked')] })]),
    ).toEqual([]);
  });

  test('is not raised when one of several answered met', () => {
    expect(uncovered([by('codex', { criteria: [status('met')] }), by('gemini', { criteria: [status('not-checked')] })])).toEqual(
      [],
    );
  });

  test.each<[string, readonly SeatAnswer[], Given]>([
    [
      'it is for a person',
      [by('codex', { criteria: [status('not-checked')] })],
      { criteria: [criterion('AC-1', { kind: 'manual' })] },
    ],
    ['a receipt answers it', [by('codex', { criteria: [] })], { receipts: new Map([['AC-1', receipt('unit')]]) }],
    ['the only answer has two lines', [{ ...by('codex'), answer: twoLine('pass') }], {}],
    [
      'an answer of two lines says ok for all',
      [by('codex', { criteria: [status('not-checked')] }), { ...by('gemini'), answer: twoLine('pass') }],
      {},
    ],
    ['nobody answered at all', [], {}],
  ])('is not raised when %s', (_, answers, given) => {
    expect(uncovered(answers, given)).toEqual([]);
  });
});

describe('a criterion that a receipt answers', () => {
  test('is a coverage blocker when the check fails', () => {
    expect(raised([by('codex')], { receipts: new Map([['AC-1', failing('unit')]]) })).toMatchObject([
      {
        seat: OKSTRA,
        origin: 'receipt',
        severity: 'blocker',
        criterion: 'AC-1',
        evidence: 'okstra ran npm run unit on the candidate: exit code 1',
      },
    ]);
  });

  test.each(['passed', 'skipped'] as const)('raises nothing when the check %s, whatever verifiers say of it', (result) => {
    const answers = [by('codex', { verdict: 'fail', criteria: [status('unmet')] })];
    expect(raised(answers, { receipts: new Map([['AC-1', receipt('unit', { status: result })]]) })).toEqual([]);
  });
});

test("findings of okstra's own audits are raised as they are", () => {
  const audit = raw({ category: 'test-tampering', severity: 'blocker' });
  expect(findingsOfAnswers({ criteria: [], receipts: new Map(), answers: [], audits: [audit] })).toEqual([
    { seat: OKSTRA, vendor: OKSTRA, origin: 'audit', finding: audit },
  ]);
});
