import { describe, expect, test } from 'vitest';
import {
  type JudgeInput,
  judgeAttempt,
  MAX_ASKED,
  nextRound,
  type OpenedRound,
  type RoundAnswer,
} from '../../runtime/findings/index.ts';
import type { Finding, GivenPosition, Quote, RawFinding } from '../../runtime/model/index.ts';
import { at, by, finding, judgeInput, raw, TREE } from './build.ts';

const SETTINGS: JudgeInput['convergence'] = {
  enabled: true,
  maxRounds: 3,
  verificationMode: 'lightweight',
  budgetReached: false,
};
const quote = (text: string, file = 'x.ts'): Quote => ({ file, side: 'new', line: 9, text });
const real = { ...at('x.ts', 9), quote: quote('real') };
const invented = { ...at('x.ts', 9), quote: quote('invented') };
const seat = (name: string) => ({ seat: `verifier:${name}`, vendor: name });

/** Three verifiers of three vendors; the first raises something. */
const input = (more: Partial<JudgeInput> = {}): JudgeInput =>
  judgeInput({
    verifiers: [seat('a'), seat('b'), seat('c')],
    answers: [by('a', { findings: [raw(real)] }), by('b'), by('c')],
    quoteExists: ({ text }) => text === 'real',
    convergence: SETTINGS,
    ...more,
  });
const asked = (given: JudgeInput): unknown => {
  const next = nextRound(given);
  return next.kind === 'none' ? next.reason : [next.round, ...next.asks.map((ask) => [ask.seat.slice(9), ...ask.findings])];
};

type Said = Partial<GivenPosition> & Pick<GivenPosition, 'position'>;
const says = (name: string, round: number, positions: readonly Said[], findings: readonly RawFinding[] = []): RoundAnswer => ({
  ...seat(name),
  round,
  answer: {
    form: 'json',
    tree: TREE,
    positions: positions.map((each) => ({ finding: 'F-001', evidence: 'e', ...each })),
    findings,
  },
});
const AGREE: Said = { position: 'AGREE' };
const rebuts = (kind: 'a' | 'b' | 'c' | 'd' | 'e', text = 'real'): Said => ({
  position: 'DISAGREE',
  kind,
  quote: quote(text),
});

/** Opens the round that is due and gives it these answers. */
function after(given: JudgeInput, ...roundAnswers: readonly RoundAnswer[]): JudgeInput {
  const next = nextRound(given);
  if (next.kind === 'none') throw new Error(`no round is due: ${next.reason}`);
  const opened: OpenedRound = { round: next.round, asks: next.asks };
  return { ...given, rounds: [...given.rounds, opened], roundAnswers: [...given.roundAnswers, ...roundAnswers] };
}
const only = (given: JudgeInput): Finding => {
  const { findings } = judgeAttempt(given);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};

describe('no further round', () => {
  const confirmed = [by('a', { findings: [raw(real)] }), by('b', { findings: [raw(real)] }), by('c')];
  test.each<[string, Partial<JudgeInput>, string]>([
    ['when rounds are switched off', { convergence: { ...SETTINGS, enabled: false } }, 'disabled'],
    ['when nothing was raised', { answers: [by('a'), by('b')] }, 'no-open-findings'],
    ['when what was raised is confirmed', { answers: confirmed }, 'no-open-findings'],
    ['when its reproducer settled it', { reproducers: { 'F-001': 'holds' } }, 'no-open-findings'],
    ['when it is on the base too and does not count', { reproducers: { 'F-001': 'holds-on-both' } }, 'no-open-findings'],
    [
      'when a line that does not exist is beside one that does',
      {
        answers: [by('a', { findings: [raw(real)] }), by('b', { findings: [raw(real)] }), by('c', { findings: [raw(invented)] })],
      },
      'no-open-findings',
    ],
    ['when only one verifier gave a result', { answers: [by('a', { findings: [raw(real)] })] }, 'single-verifier'],
    [
      'when nobody gave a result and something of before is open',
      { answers: [], previous: [finding()], attempt: 2 },
      'no-open-findings',
    ],
    ['when the budget is used up', { convergence: { ...SETTINGS, budgetReached: true } }, 'budget'],
    ['when one round is all', { convergence: { ...SETTINGS, maxRounds: 1 } }, 'max-rounds'],
  ])('%s', (_, more, reason) => {
    const given = input(more);
    expect(asked(given)).toBe(reason);
    expect(judgeAttempt(given).convergence).toMatchObject({ round2SkippedReason: reason, stopReason: reason });
  });

  test('after the last one that is allowed', () => {
    const given = after(input({ convergence: { ...SETTINGS, maxRounds: 2 } }), says('b', 2, [rebuts('e')]));
    expect(asked(given)).toBe('max-rounds');
    expect(judgeAttempt(given).convergence).toMatchObject({ round2SkippedReason: null, stopReason: 'max-rounds' });
  });

  test('when everybody was asked, whatever they said', () => {
    const second = after(input(), says('b', 2, [rebuts('e')]), says('c', 2, [AGREE]));
    const third = after(second, says('a', 3, [AGREE]));
    expect(only(third).class).toBe('disputed');
    expect(asked({ ...third, convergence: { ...SETTINGS, maxRounds: 9 } })).toBe('no-open-findings');
  });

  test('for a finding about which nobody answered', () => {
    const given = after(input());
    expect(only(given).class).toBe('standing');
    expect(asked(given)).toBe('no-open-findings');
  });
});

describe('a round', () => {
  test('asks those who did not raise it, in the order of their seats', () => {
    expect(asked(input({ answers: [by('c'), by('b'), by('a', { findings: [raw(real)] })] }))).toEqual([
      2,
      ['b', 'F-001'],
      ['c', 'F-001'],
    ]);
  });

  test('asks nobody who gave no result', () => {
    expect(asked(input({ answers: [by('a', { findings: [raw(real)] }), by('c')] }))).toEqual([2, ['c', 'F-001']]);
  });

  test('asks a second seat of the vendor too: it looks by itself, and counts with the first', () => {
    const second = { seat: 'verifier:a#2', vendor: 'a', answer: by('a').answer };
    const given = input({ answers: [by('a', { findings: [raw(real)] }), second] });
    expect(asked(given)).toEqual([2, ['a#2', 'F-001']]);
    const answered = after(given, { ...says('a', 2, [AGREE]), seat: 'verifier:a#2' });
    expect(only(answered)).toMatchObject({ class: 'standing', vendors: ['a'] });
  });

  test('asks each about what others raised', () => {
    const answers = [
      by('a', { findings: [raw(real)] }),
      by('b', { findings: [raw({ claim: 'Something else', ...at('y.ts', 1) })] }),
    ];
    expect(asked(input({ answers }))).toEqual([2, ['a', 'F-002'], ['b', 'F-001']]);
  });

  test('asks for a criterion that nobody called met, which okstra concluded by itself', () => {
    const criteria = [{ id: 'AC-1', status: 'not-checked' as const, evidence: '' }];
    const given = input({ answers: [by('a', { criteria }), by('b', { criteria })] });
    expect(asked(given)).toEqual([2, ['a', 'F-001'], ['b', 'F-001']]);
  });

  test('goes back to the raiser when it is disputed, and not to who disputed it', () => {
    const given = after(input(), says('b', 2, [rebuts('b')]), says('c', 2, [AGREE]));
    expect(asked(given)).toEqual([3, ['a', 'F-001']]);
  });

  test('is about what was raised in the round before, too', () => {
    const late = raw({ claim: 'Seen late', ...at('y.ts', 3) });
    const given = after(input(), says('b', 2, [AGREE], [late]), says('c', 2, [AGREE]));
    expect(asked(given)).toEqual([3, ['a', 'F-002'], ['c', 'F-002']]);
    expect(judgeAttempt(given).convergence.roundHistory[1]).toMatchObject({ round: 2, queue: ['F-001'], raised: 1, open: 1 });
  });

  test('asks about the gravest when there are more than a prompt holds, and lists them by their ids', () => {
    const minors = Array.from({ length: MAX_ASKED }, (_, n) =>
      raw({ claim: `minor${n}`, severity: 'minor', ...at(`f${n}.ts`, 1) }),
    );
    const previous = minors.map((each, n) => finding({ ...each, id: `F-${String(n + 1).padStart(3, '0')}` }));
    const blocker = raw({ claim: 'grave', severity: 'blocker', ...at('z.ts', 1) });
    const next = nextRound(input({ answers: [by('a', { findings: [...minors, blocker] }), by('b')], previous }));
    const ids = next.kind === 'open' ? next.asks[0]?.findings : [];
    expect(ids).toEqual([...previous.map(({ id }) => id).slice(0, MAX_ASKED - 1), `F-${MAX_ASKED + 1}`]);
  });
});

describe('what a raiser says of its own finding', () => {
  const disputed = after(input(), says('b', 2, [rebuts('e')]), says('c', 2, [AGREE]));
  test.each<[string, Said, string, string]>([
    ['WITHDRAW takes it back', { position: 'WITHDRAW' }, 'WITHDRAW', 'withdrawn'],
    ['DISAGREE takes it back too', { position: 'DISAGREE', kind: 'a' }, 'WITHDRAW', 'withdrawn'],
    ['that it is overstated takes nothing back', { position: 'DISAGREE', kind: 'd' }, 'DISAGREE', 'disputed'],
    ['AGREE holds it', AGREE, 'AGREE', 'disputed'],
  ])('%s', (_, said, position, found) => {
    const { findings } = judgeAttempt(after(disputed, says('a', 3, [said])));
    expect(findings[0]).toMatchObject({ class: found });
    expect(findings[0]?.positions.find((each) => each.seat === 'verifier:a')?.position).toBe(position);
  });

  test('takes back only its own part when two raised it', () => {
    const both = [by('a', { findings: [raw(real)] }), by('b', { findings: [raw(real)] }), by('c')];
    const given = input({
      answers: both,
      rounds: [{ round: 2, asks: [{ seat: 'verifier:a', findings: ['F-001'] }] }],
      roundAnswers: [says('a', 2, [{ position: 'WITHDRAW' }])],
    });
    expect(only(given)).toMatchObject({ class: 'standing', raisedBy: ['verifier:a', 'verifier:b'] });
    expect(only({ ...given, roundAnswers: [...given.roundAnswers, says('b', 2, [{ position: 'WITHDRAW' }])] }).class).toBe(
      'withdrawn',
    );
  });

  test('WITHDRAW by somebody else is a disagreement that proves nothing', () => {
    const { positions, class: found } = only(after(input(), says('b', 2, [{ position: 'WITHDRAW', quote: quote('real') }])));
    expect(found).toBe('disputed');
    expect(positions).toMatchObject([{ seat: 'verifier:b', position: 'DISAGREE', kind: 'e' }]);
  });
});

describe('what others say', () => {
  test.each<[string, readonly Said[], string, Partial<Finding>]>([
    [
      'that it is overstated confirms it one step lower',
      [rebuts('d'), rebuts('d')],
      'confirmed',
      { severity: 'minor', counts: true },
    ],
    [
      'that it is overstated, while another only agrees, leaves its severity',
      [rebuts('d'), AGREE],
      'confirmed',
      { severity: 'major' },
    ],
    ['out of scope disputes it', [rebuts('b'), rebuts('b')], 'disputed', { counts: true }],
    ['wrong on the facts with a line that exists refutes it', [rebuts('a'), rebuts('e')], 'refuted', { counts: false }],
    ['handled already with a line that exists refutes it', [rebuts('c'), rebuts('e')], 'refuted', { counts: false }],
    ['wrong on the facts with an invented line only disputes it', [rebuts('a', 'x'), rebuts('e')], 'disputed', {}],
    ['wrong on the facts, while another agrees, disputes it', [rebuts('a'), AGREE], 'disputed', {}],
  ])('%s', (_, [b, c], found, more) => {
    const given = after(input(), says('b', 2, b ? [b] : []), says('c', 2, c ? [c] : []));
    expect(only(given)).toMatchObject({ ...more, class: found });
  });

  test('out of scope makes a follow-up of what still stands, and none of what falls', () => {
    const disputed = after(input(), says('b', 2, [rebuts('b')]));
    expect(judgeAttempt(disputed).followUps).toMatchObject([
      { origin: 'F-001', reason: 'a verifier holds that it is out of scope' },
    ]);
    const fallen = after(input(), says('b', 2, [rebuts('b')]), says('c', 2, [rebuts('a')]));
    expect(only(fallen).class).toBe('refuted');
    expect(judgeAttempt(fallen).followUps).toEqual([]);
  });

  test('of a finding that is not there is left out', () => {
    const given = after(input(), says('b', 2, [AGREE, { ...AGREE, finding: 'F-999' }]));
    expect(judgeAttempt(given).convergence.positions.map((each) => each.finding)).toEqual(['F-001']);
  });

  test('is outweighed by what its reproducer did', () => {
    const agreed = after(input(), says('b', 2, [AGREE]), says('c', 2, [AGREE]));
    expect(only({ ...agreed, reproducers: { 'F-001': 'does-not-hold' } })).toMatchObject({ class: 'refuted', counts: false });
    const rebutted = after(input(), says('b', 2, [rebuts('a')]), says('c', 2, [rebuts('a')]));
    expect(only({ ...rebutted, reproducers: { 'F-001': 'holds' } })).toMatchObject({ class: 'reproduced', counts: true });
    expect(only({ ...rebutted, reproducers: { 'F-001': 'void' } }).class).toBe('refuted');
  });
});

describe('a finding that quotes a line that does not exist', () => {
  const given = input({ answers: [by('a', { findings: [raw(invented)] }), by('b'), by('c')] });

  test('is refuted, and goes back once to who raised it, while the others look at it', () => {
    expect(only(given)).toMatchObject({ class: 'refuted', counts: false });
    expect(asked(given)).toEqual([2, ['a', 'F-001'], ['b', 'F-001'], ['c', 'F-001']]);
    expect(judgeAttempt(given).convergence.roundHistory).toMatchObject([{ raised: 1, open: 1 }]);
  });

  test('is borne out by its raiser with the line as it stands, and keeps its id', () => {
    const quoted = after(given, says('a', 2, [{ ...AGREE, quote: quote('real') }]));
    expect(only(quoted)).toMatchObject({ id: 'F-001', class: 'standing', counts: true, quote: { text: 'real' }, vendors: ['a'] });
    expect(only({ ...quoted, roundAnswers: [...quoted.roundAnswers, says('b', 2, [AGREE])] }).class).toBe('confirmed');
    expect(only({ ...quoted, roundAnswers: [...quoted.roundAnswers, says('b', 2, [rebuts('c')])] }).class).toBe('refuted');
  });

  test.each<[string, readonly RoundAnswer[]]>([
    ['its raiser does not answer', []],
    ['its raiser holds it without a line', [says('a', 2, [AGREE])]],
    ['its raiser invents another line', [says('a', 2, [{ ...AGREE, quote: quote('also invented') }])]],
    ['its raiser quotes another file', [says('a', 2, [{ ...AGREE, quote: quote('real', 'y.ts') }])]],
    ['its raiser takes it back', [says('a', 2, [{ position: 'WITHDRAW', quote: quote('real') }])]],
    ['others agree and quote for it', [says('b', 2, [{ ...AGREE, quote: quote('real') }]), says('c', 2, [AGREE])]],
  ])('stays refuted, and is asked about no more, when %s', (_, answers) => {
    const answered = after(given, ...answers);
    expect(only(answered)).toMatchObject({ class: 'refuted', counts: false });
    expect(asked(answered)).toBe('no-open-findings');
    expect(judgeAttempt(answered).convergence.roundHistory[1]).toMatchObject({ queue: ['F-001'], open: 0 });
  });

  test('is confirmed by two raisers only when both quote the line as it stands', () => {
    const both = input({ answers: [by('a', { findings: [raw(invented)] }), by('b', { findings: [raw(invented)] }), by('c')] });
    const one = after(both, says('a', 2, [{ ...AGREE, quote: quote('real') }]));
    expect(only(one).class).toBe('standing');
    expect(only({ ...one, roundAnswers: [...one.roundAnswers, says('b', 2, [{ ...AGREE, quote: quote('real') }])] }).class).toBe(
      'confirmed',
    );
  });

  test('neither supports nor drags down the same problem raised later with a line that exists', () => {
    const later = after(given, says('b', 2, [], [raw(real)]));
    expect(judgeAttempt(later).findings.map(({ id, class: found, vendors }) => [id, found, vendors])).toEqual([
      ['F-001', 'refuted', ['a']],
      ['F-002', 'standing', ['b']],
    ]);
  });

  test('is not asked about when it would not count with a line that exists either', () => {
    expect(asked({ ...given, attempt: 2, isFirstReview: false })).toBe('no-open-findings');
    expect(asked({ ...given, attempt: 2, isFirstReview: false, changedSince: () => true })).toHaveLength(4);
    expect(asked({ ...given, reproducers: { 'F-001': 'does-not-hold' } })).toBe('no-open-findings');
  });
});

test('the history names who was asked what, and who gave no result', () => {
  const second = after(input(), says('b', 2, [rebuts('e')]));
  const third = after(second, says('a', 3, [AGREE]));
  expect(judgeAttempt(third).convergence.roundHistory).toEqual([
    {
      round: 1,
      answers: ['a', 'b', 'c'].map((name) => ({ ...seat(name), verdict: 'pass' })),
      raised: 1,
      open: 1,
    },
    {
      round: 2,
      answers: [
        { ...seat('b'), verdict: 'positions' },
        { ...seat('c'), verdict: 'no-result' },
      ],
      queue: ['F-001'],
      raised: 0,
      open: 1,
    },
    { round: 3, answers: [{ ...seat('a'), verdict: 'positions' }], queue: ['F-001'], raised: 0, open: 1 },
  ]);
});
