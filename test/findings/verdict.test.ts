import { describe, expect, test } from 'vitest';
import { checksDecide, decideVerdict, preVerdict, VERDICT_TABLE, type VerdictInput } from '../../runtime/findings/index.ts';
import { failing, finding, receipt } from './build.ts';

const input = (more: Partial<VerdictInput> = {}): VerdictInput => ({
  attempt: 1,
  maxAttempts: 2,
  mode: 'parallel',
  hasBaseline: true,
  receipts: { baseline: [receipt('unit', { on: 'baseline' })], candidate: [receipt('unit')] },
  contractBroken: [],
  claims: [],
  findings: [],
  verifiers: 2,
  answers: 2,
  ...more,
});
const failedBefore = { baseline: [failing('unit', { on: 'baseline' })], candidate: [failing('unit')] };
const says = (exitCode: number | null, cmd = 'npm run unit') => [{ seat: 'executor', commands: [{ cmd, exitCode }] }];
const saysAs = (seat: string) => [{ seat, commands: [{ cmd: 'npm run unit', exitCode: 0 }] }];
const rowsThatApply = (given: VerdictInput): number[] =>
  VERDICT_TABLE.filter(({ reasons }) => reasons(given).length > 0).map(({ row }) => row);

describe('each row of the table alone', () => {
  test.each<[number, string, Partial<VerdictInput>, string | null, string]>([
    [1, 'the executor broke its contract', { contractBroken: ['refs/heads/main: a1 → b2'] }, null, 'contract-violated'],
    [
      2,
      'a check fails that passed on the base',
      { receipts: { baseline: [receipt('unit')], candidate: [failing('unit')] } },
      'fail',
      'next-attempt',
    ],
    [3, 'a check is said to pass that okstra saw failing', { receipts: failedBefore, claims: says(0) }, 'fail', 'next-attempt'],
    [4, 'a blocker is confirmed', { findings: [finding({ severity: 'blocker', class: 'confirmed' })] }, 'fail', 'next-attempt'],
    [5, 'nobody gave a result', { answers: 0 }, null, 'blocked'],
    [6, 'a blocker is disputed', { findings: [finding({ severity: 'blocker', class: 'disputed' })] }, 'concerns', 'accepted'],
    [7, 'nothing stands in the way', {}, 'pass', 'accepted'],
  ])('row %i: %s', (row, _, more, verdict, outcome) => {
    const given = input(more);
    expect(rowsThatApply(given)).toEqual(row === 7 ? [7] : [row, 7]);
    const decision = decideVerdict(given);
    expect(decision).toMatchObject({ row, verdict, outcome });
    expect(decision.reasons).toHaveLength(row === 5 ? 2 : 1);
  });
});

describe('each condition of a row alone', () => {
  const found = (more: Parameters<typeof finding>[0]) => ({ findings: [finding(more)] });
  test.each<[number, string, Partial<VerdictInput>]>([
    [2, 'a check that failed before fails in strict', { mode: 'strict', receipts: failedBefore }],
    [
      2,
      'a check fails and none ran on the base',
      { hasBaseline: false, receipts: { baseline: [], candidate: [failing('unit')] } },
    ],
    [3, 'a verifier says that a failing check passed', { receipts: failedBefore, claims: saysAs('verifier:codex') }],
    [4, 'a blocker is reproduced', found({ severity: 'blocker', class: 'reproduced' })],
    [4, 'a blocker stands in strict', { mode: 'strict', ...found({ severity: 'blocker' }) }],
    [4, 'a blocker of coverage stands in parallel', found({ severity: 'blocker', category: 'coverage' })],
    [5, 'there is no verifier', { verifiers: 0, answers: 0 }],
    [6, 'a blocker stands in parallel', found({ severity: 'blocker' })],
    [6, 'a blocker of coverage is disputed', found({ severity: 'blocker', category: 'coverage', class: 'disputed' })],
    [6, 'a major is reproduced', found({ severity: 'major', class: 'reproduced' })],
    [6, 'a major is confirmed', found({ severity: 'major', class: 'confirmed' })],
    [6, 'a major stands', found({ severity: 'major' })],
  ])('row %i: %s', (row, _, more) => {
    expect(rowsThatApply(input(more))).toEqual([row, 7]);
    expect(decideVerdict(input(more)).row).toBe(row);
  });

  test('the rows and their order are those of the contract', () => {
    expect(VERDICT_TABLE.map(({ row, verdict, outcome }) => [row, verdict ?? outcome])).toEqual([
      [1, 'contract-violated'],
      [2, 'fail'],
      [3, 'fail'],
      [4, 'fail'],
      [5, 'blocked'],
      [6, 'concerns'],
      [7, 'pass'],
    ]);
  });
});

test('the first row that applies decides', () => {
  const given = input({
    contractBroken: ['pushed'],
    receipts: { baseline: [], candidate: [failing('unit')] },
    claims: says(0),
    findings: [finding({ severity: 'blocker', class: 'reproduced' }), finding({ severity: 'major' })],
    answers: 0,
  });
  expect(rowsThatApply(given)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(decideVerdict(given).row).toBe(1);
  expect(decideVerdict({ ...given, contractBroken: [] }).row).toBe(2);
});

describe('row 2', () => {
  test.each<[string, Partial<VerdictInput>, number]>([
    ['a check that failed on the base too is excused in parallel', { receipts: failedBefore }, 7],
    ['a check that failed on the base too is not excused in strict', { mode: 'strict', receipts: failedBefore }, 2],
    [
      'without a baseline nothing is excused',
      { hasBaseline: false, receipts: { baseline: [], candidate: [failing('unit')] } },
      2,
    ],
    ['a check without a result on the base is not excused', { receipts: { baseline: [], candidate: [failing('unit')] } }, 2],
    [
      'a check that was skipped on the base is not excused',
      { receipts: { baseline: [receipt('unit', { status: 'skipped', exitCode: null })], candidate: [failing('unit')] } },
      2,
    ],
    [
      'a check that ran out of time fails',
      { receipts: { baseline: [receipt('unit')], candidate: [failing('unit', { status: 'timed-out', exitCode: null })] } },
      2,
    ],
    [
      'a check that ran out of time on the base too is excused in parallel',
      { receipts: { baseline: [failing('unit', { status: 'timed-out' })], candidate: [failing('unit')] } },
      7,
    ],
    [
      'a skipped check is nothing',
      { mode: 'strict', receipts: { baseline: [], candidate: [receipt('unit', { status: 'skipped', exitCode: null })] } },
      7,
    ],
    [
      'another check failing on the base excuses nothing',
      { receipts: { baseline: [receipt('unit'), failing('lint')], candidate: [failing('unit'), receipt('lint')] } },
      2,
    ],
  ])('%s', (_, more, row) => {
    expect(decideVerdict(input(more)).row).toBe(row);
  });

  test('its reason names check, command, end and base', () => {
    const { reasons } = decideVerdict(
      input({ receipts: { baseline: [receipt('unit')], candidate: [failing('unit', { exitCode: 3 })] } }),
    );
    expect(reasons).toEqual(['Check "unit" (npm run unit) fails: exit code 3; it passed on the base.']);
  });

  test('can be asked alone', () => {
    const { mode, hasBaseline, receipts } = input();
    expect(checksDecide({ mode, hasBaseline, ...receipts })).toBe(false);
    expect(checksDecide({ mode, hasBaseline, ...receipts, candidate: [failing('unit')] })).toBe(true);
  });
});

const rowOfClaims = (claims: VerdictInput['claims'], candidate = failedBefore.candidate): number =>
  decideVerdict(input({ claims, receipts: { ...failedBefore, candidate } })).row;

describe('row 3', () => {
  test('quotes both sides', () => {
    const { reasons } = decideVerdict(input({ claims: says(0), receipts: failedBefore }));
    expect(reasons).toEqual(['executor says of "npm run unit": exit code 0; okstra saw: exit code 1.']);
  });

  test.each<[string, VerdictInput['claims'], number]>([
    ['a verifier can say it too', [{ seat: 'verifier:codex', commands: [{ cmd: 'npm run unit', exitCode: 0 }] }], 3],
    ['white space does not hide it', says(0, '  npm  run unit '), 3],
    ['a failure that was admitted is no lie', says(1), 7],
    ['a command without an exit code says nothing', says(null), 7],
    ['another command says nothing', says(0, 'npm run lint'), 7],
    [
      'the last word on a command counts',
      [
        {
          seat: 'executor',
          commands: [
            { cmd: 'npm run unit', exitCode: 0 },
            { cmd: 'npm run unit', exitCode: 1 },
          ],
        },
      ],
      7,
    ],
  ])('%s', (_, claims, expected) => {
    expect(rowOfClaims(claims)).toBe(expected);
  });

  test('does not apply to a command that passes in one folder and fails in another', () => {
    expect(rowOfClaims(says(0), [failing('unit'), receipt('other', { cmd: 'npm run unit', cwd: 'b' })])).toBe(7);
  });

  test('does not apply to a check that is said to fail and passes', () => {
    expect(rowOfClaims(says(1), [receipt('unit')])).toBe(7);
  });
});

const rowOfFinding = (mode: VerdictInput['mode'], more: Parameters<typeof finding>[0]): number =>
  decideVerdict(input({ mode, findings: [finding(more)] })).row;

describe('findings decide', () => {
  test.each<[string, Parameters<typeof finding>[0], number, number]>([
    ['blocker reproduced', { severity: 'blocker', class: 'reproduced' }, 4, 4],
    ['blocker confirmed', { severity: 'blocker', class: 'confirmed' }, 4, 4],
    ['blocker standing', { severity: 'blocker', class: 'standing' }, 4, 6],
    ['blocker standing, coverage', { severity: 'blocker', class: 'standing', category: 'coverage' }, 4, 4],
    ['blocker disputed', { severity: 'blocker', class: 'disputed' }, 6, 6],
    ['blocker disputed, coverage', { severity: 'blocker', class: 'disputed', category: 'coverage' }, 6, 6],
    ['blocker refuted', { severity: 'blocker', class: 'refuted' }, 7, 7],
    ['blocker withdrawn', { severity: 'blocker', class: 'withdrawn' }, 7, 7],
    ['blocker that does not count', { severity: 'blocker', class: 'reproduced', counts: false }, 7, 7],
    ['blocker that is fixed', { severity: 'blocker', class: 'reproduced', state: 'fixed' }, 7, 7],
    ['major reproduced', { severity: 'major', class: 'reproduced' }, 6, 6],
    ['major confirmed', { severity: 'major', class: 'confirmed' }, 6, 6],
    ['major standing', { severity: 'major', class: 'standing' }, 6, 6],
    ['major disputed', { severity: 'major', class: 'disputed' }, 7, 7],
    ['minor confirmed', { severity: 'minor', class: 'confirmed' }, 7, 7],
    ['note reproduced', { severity: 'note', class: 'reproduced' }, 7, 7],
  ])('%s', (_, more, strict, parallel) => {
    expect([rowOfFinding('strict', more), rowOfFinding('parallel', more)]).toEqual([strict, parallel]);
  });
});

describe('the outcome', () => {
  const concerns = { findings: [finding({ severity: 'major' })] };
  const fail = { findings: [finding({ severity: 'blocker', class: 'confirmed' })] };
  test.each<[string, Partial<VerdictInput>, string]>([
    ['pass is accepted', { mode: 'strict' }, 'accepted'],
    ['concerns is accepted in parallel', { mode: 'parallel', ...concerns }, 'accepted'],
    ['concerns goes to the next attempt in strict', { mode: 'strict', ...concerns }, 'next-attempt'],
    ['concerns is not accepted on the last attempt in strict', { mode: 'strict', attempt: 2, ...concerns }, 'not-accepted'],
    ['fail goes to the next attempt', fail, 'next-attempt'],
    ['fail on the last attempt is not accepted', { attempt: 2, ...fail }, 'not-accepted'],
    ['a broken contract ends the run with attempts left', { contractBroken: ['pushed'] }, 'contract-violated'],
    ['no result ends the run with attempts left', { answers: 0 }, 'blocked'],
  ])('%s', (_, more, outcome) => {
    expect(decideVerdict(input(more)).outcome).toBe(outcome);
  });

  test('blocked leads to error analysis, nothing else does', () => {
    expect(decideVerdict(input({ answers: 0 })).route).toBe('error-analysis');
    expect(decideVerdict(input({ contractBroken: ['pushed'] })).route).toBeUndefined();
  });
});

describe('before verifiers are asked', () => {
  const { findings: _f, verifiers: _v, answers: _a, ...before } = input();
  const failingNow = { baseline: [receipt('unit')], candidate: [failing('unit')] };

  test('nothing is decided while checks pass', () => {
    expect(preVerdict(before)).toBeUndefined();
  });

  test.each<[string, Partial<typeof before>, number, boolean]>([
    ['a broken contract leaves them out, on the last attempt too', { attempt: 2, contractBroken: ['pushed'] }, 1, true],
    ['a failing check leaves them out while attempts are left', { receipts: failingNow }, 2, true],
    ['a failing check on the last attempt does not leave them out', { attempt: 2, receipts: failingNow }, 2, false],
    ['a false claim does not leave them out', { receipts: failedBefore, claims: says(0) }, 3, false],
  ])('%s', (_, more, row, skipVerifiers) => {
    expect(preVerdict({ ...before, ...more })).toMatchObject({ decision: { row }, skipVerifiers });
  });
});

const reasonOf = (candidate: VerdictInput['receipts']['candidate'], answers = 2) =>
  decideVerdict(input({ receipts: { baseline: failedBefore.baseline, candidate }, answers })).reasons[0];

test('the reason of a pass says whether checks were run at all', () => {
  expect(reasonOf([])).toBe('No check was run, and no finding of 2 verifiers stands in the way.');
  expect(reasonOf([receipt('lint')], 1)).toBe('The one check passes, and no finding of 1 verifier stands in the way.');
  expect(reasonOf([receipt('lint'), receipt('types')])).toBe(
    'All 2 checks pass, and no finding of 2 verifiers stands in the way.',
  );
  expect(reasonOf([receipt('lint'), failing('unit')])).toBe(
    'No check fails that passed on the base (1 of 2 fail as before), and no finding of 2 verifiers stands in the way.',
  );
});
