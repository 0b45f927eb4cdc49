import { describe, expect, test } from 'vitest';
import { remainingTasks } from '../../runtime/findings/index.ts';
import { at, by, failing, finding, receipt, twoLine } from './build.ts';

type Input = Parameters<typeof remainingTasks>[0];
const tasks = (more: Partial<Input>) =>
  remainingTasks({
    mode: 'strict',
    hasBaseline: true,
    receipts: { baseline: [], candidate: [] },
    answers: [],
    executorCommands: [],
    findings: [],
    criteriaReceipts: new Map(),
    ...more,
  });

test('a failing check is named with its command and how it ended', () => {
  const candidate = [
    failing('unit', { exitCode: 3 }),
    failing('lint', { status: 'timed-out', exitCode: null }),
    receipt('types'),
  ];
  expect(tasks({ receipts: { baseline: [], candidate } })).toEqual([
    { text: 'Make the check "unit" pass: npm run unit (exit code 3)', origin: 'unit' },
    { text: 'Make the check "lint" pass: npm run lint (timed out)', origin: 'lint' },
  ]);
});

test('a check that failed on the base too is no task in parallel, unless it was reported as passing', () => {
  const receipts = { baseline: [failing('unit')], candidate: [failing('unit')] };
  expect(tasks({ mode: 'parallel', receipts })).toEqual([]);
  expect(tasks({ mode: 'parallel', receipts, executorCommands: [{ cmd: 'npm run unit', exitCode: 0 }] })).toEqual([
    { text: 'The check "unit" was reported as passing, but it fails: npm run unit (exit code 1)', origin: 'unit' },
  ]);
});

test('tasks of the two-line form come out word for word, in their order, and not again as findings', () => {
  const answer = twoLine('fail', ['Zebra  first', 'Add a test;\nthen run it']);
  const findings = [
    finding({ category: 'coverage', severity: 'blocker', claim: 'Add a test;\nthen run it', evidence: '' }),
    finding({ id: 'F-002', category: 'coverage', severity: 'blocker', claim: 'Zebra  first', evidence: '' }),
  ];
  expect(tasks({ answers: [{ ...by('codex'), answer }], findings })).toEqual([
    { text: 'Zebra  first', origin: 'verifier:codex' },
    { text: 'Add a test;\nthen run it', origin: 'verifier:codex' },
  ]);
});

test('a finding says on one line what, where, why and how, with its criterion or id as origin', () => {
  const findings = [
    finding({ evidence: 'it starts\n at 1', recommendation: 'start at 0', ...at('src/sum.ts', 4, 9) }),
    finding({ id: 'F-002', category: 'coverage', criterion: 'AC-2', claim: 'AC-2 is not met: sorted by name', evidence: '' }),
  ];
  expect(tasks({ findings })).toEqual([
    { text: 'The total is wrong for an empty cart (src/sum.ts:4) [it starts at 1] Recommended: start at 0', origin: 'F-001' },
    { text: 'AC-2 is not met: sorted by name', origin: 'AC-2' },
  ]);
});

describe('no task comes from', () => {
  test.each<[string, Parameters<typeof finding>[0]]>([
    ['a note', { severity: 'note' }],
    ['a finding that does not count', { counts: false }],
    ['a finding that is fixed', { state: 'fixed' }],
    ['a disputed finding that is no blocker', { class: 'disputed' }],
  ])('%s', (_, more) => {
    expect(tasks({ findings: [finding(more)] })).toEqual([]);
    expect(tasks({ findings: [finding(more), finding({ id: 'F-002', claim: 'Another' })] })).toHaveLength(1);
  });

  test('a criterion whose failing check is listed already', () => {
    const unit = failing('unit');
    const findings = [finding({ category: 'coverage', criterion: 'AC-1', class: 'reproduced', raisedBy: ['okstra'] })];
    const criteriaReceipts = new Map([['AC-1', unit]]);
    expect(
      tasks({ receipts: { baseline: [], candidate: [unit] }, findings, criteriaReceipts }).map(({ origin }) => origin),
    ).toEqual(['unit']);
    const excused = { mode: 'parallel' as const, receipts: { baseline: [failing('unit')], candidate: [unit] } };
    expect(tasks({ ...excused, findings, criteriaReceipts }).map(({ origin }) => origin)).toEqual(['AC-1']);
  });
});

test('a disputed blocker is a task', () => {
  expect(tasks({ findings: [finding({ severity: 'blocker', class: 'disputed' })] })).toHaveLength(1);
});

test('each text comes once, at its first place', () => {
  const twice = [by('codex', twoLine('fail', ['Do it', 'And that'])), by('gemini', twoLine('fail', ['Do it', 'And that']))];
  expect(tasks({ answers: twice.toReversed() })).toEqual([
    { text: 'Do it', origin: 'verifier:codex' },
    { text: 'And that', origin: 'verifier:codex' },
  ]);
});
