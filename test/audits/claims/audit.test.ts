import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditDiscrepancies, countClaims } from '../../../runtime/audits/index.ts';
import { kinds, receipt } from '../build.ts';

const passing = receipt({ counts: { passed: 12, failed: 0, skipped: 1 } });
const failing = receipt({
  status: 'failed',
  exitCode: 1,
  tail: 'a\nTests: 1 failed\n',
  counts: { passed: 11, failed: 1, skipped: 1 },
});
const says = (exitCode: number | null, text = ''): Parameters<typeof auditDiscrepancies>[0]['sayings'] => [
  { seat: 'executor', commands: exitCode === null ? [] : [{ cmd: 'npm  test', exitCode }], text },
];

describe('what is said of a command', () => {
  test('a pass of a check that fails is a blocker that quotes both sides', () => {
    const [found] = auditDiscrepancies({ sayings: says(0), candidate: [failing] });
    expect(found).toMatchObject({ kind: 'discrepancy', finding: { category: 'process', severity: 'blocker' } });
    expect(found?.finding.evidence).toBe(
      'executor says of "npm test": exit code 0; okstra saw: exit code 1. Its last line: "Tests: 1 failed".',
    );
  });

  test.each([
    ['a failure of a check that passes is a note', 1, passing, ['discrepancy note']],
    ['another exit code is a note', 2, failing, ['discrepancy note']],
    ['the same is nothing', 1, failing, []],
    ['a pass of a check that passes is nothing', 0, passing, []],
  ] as const)('%s', (_, exitCode, seen, found) => {
    expect(kinds(auditDiscrepancies({ sayings: says(exitCode), candidate: [seen] }))).toEqual(found);
  });

  test('of a command that okstra did not run says nothing', () => {
    expect(
      auditDiscrepancies({
        sayings: [{ seat: 'executor', commands: [{ cmd: 'npm run e2e', exitCode: 0 }], text: '' }],
        candidate: [failing],
      }),
    ).toEqual([]);
  });
});

describe('numbers of tests', () => {
  test.each([
    'I added mul. All 42 tests pass.',
    '42/42 tests passing with the new test',
    'Ran the checks: 42 passed',
    '42 tests were run and passed',
    '# pass 42',
    'ℹ pass 42',
    'All tests pass (42)',
  ])('are read in "%s"', (text) => {
    const candidate = [receipt({ counts: { passed: 2, failed: 0, skipped: 0 } })];
    expect(auditDiscrepancies({ sayings: [{ seat: 'executor', commands: [], text }], candidate })).toHaveLength(1);
  });

  test.each([
    ['All 12 tests pass.', []],
    ['12 passed, 1 skipped', []],
    ['Ran 13 tests, 12 passed', []],
    ['12/12 tests passing', []],
    ['All 42 tests pass.', ['discrepancy minor']],
    ['12 passed, 0 failed, 7 skipped', ['discrepancy minor']],
    ['Before the change 9 tests passed.', []],
    ['3 files changed, 4 criteria met', []],
    ['I added 5 tests.', []],
  ])('"%s"', (text, found) => {
    expect(kinds(auditDiscrepancies({ sayings: says(null, text), candidate: [passing] }))).toEqual(found);
  });

  test('are compared with each check and with all together', () => {
    const other = receipt({ check: 'test:e2e', label: 'e2e', cmd: 'npm run e2e', counts: { passed: 3, failed: 0, skipped: 0 } });
    for (const text of ['All 12 tests pass', 'All 3 tests pass', 'All 15 tests pass'])
      expect(auditDiscrepancies({ sayings: says(null, text), candidate: [passing, other] })).toEqual([]);
    const [found] = auditDiscrepancies({ sayings: says(null, 'All 16 tests pass'), candidate: [passing, other] });
    expect(found?.finding.evidence).toBe(
      'executor says: "All 16 tests pass". okstra saw: unit: 12 passed, 0 failed, 1 skipped; e2e: 3 passed, 0 failed, 0 skipped.',
    );
  });

  test('say nothing where no check printed any', () => {
    expect(auditDiscrepancies({ sayings: says(null, 'All 42 tests pass'), candidate: [receipt()] })).toEqual([]);
  });
});

test('whatever the text is, reading claims never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom('12', ' tests', ' passed', ' failed', '/', ' of ', '\n', 'all ')).map((parts) => parts.join('')),
      ),
      (text) => Array.isArray(countClaims(text)),
    ),
  );
});
