import type { XmlElement } from '@rgrove/parse-xml';
import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJunit } from '../../runtime/evidence/junit.ts';
import type { ReportData } from '../../runtime/generated/types.ts';
import type { Finding } from '../../runtime/model/findings.ts';
import { assembleReport, renderReport } from '../../runtime/report/index.ts';
import { hostileText } from './hostile.ts';
import { accepted, blockedEarly, cancelled, executorFailed, finding, notAccepted, receipt, Story } from './story.ts';

const RUNS = process.env['OKSTRA_SOAK'] === undefined ? 20 : 500;

interface Case {
  readonly name: string;
  readonly result: string;
  readonly message?: string | undefined;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Parsed by a strict parser; the shape that CI systems rely on is checked on the way. */
function suitesOf(xml: string): ReadonlyMap<string, readonly Case[]> {
  const { root } = parseXml(xml);
  expect(root?.name).toBe('testsuites');
  expect(Object.keys(root?.attributes ?? {}).toSorted()).toEqual(['errors', 'failures', 'name', 'tests', 'time']);
  const suites = elements(root).map((suite) => {
    expect(suite.name).toBe('testsuite');
    const cases = elements(suite).map(caseOf);
    const count = (...results: readonly string[]): string =>
      String(cases.filter(({ result }) => results.includes(result)).length);
    expect(suite.attributes).toEqual({
      name: expect.any(String),
      tests: String(cases.length),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
      time: expect.stringMatching(/^\d+\.\d{3}$/),
      timestamp: '2031-04-02T09:10:11',
    });
    return [suite.attributes['name']?.split('.').at(-1) ?? '', cases] as const;
  });
  return new Map(suites);
}

function caseOf(element: XmlElement): Case {
  expect(element.name).toBe('testcase');
  // What the schema of Jenkins' xUnit plugin knows, and no more.
  expect(element.attributes).toEqual({
    name: expect.any(String),
    classname: expect.stringMatching(/^okstra\./),
    time: expect.stringMatching(/^\d+\.\d{3}$/),
  });
  const [child, ...others] = elements(element);
  expect(others).toEqual([]);
  expect([undefined, 'failure', 'error', 'skipped', 'system-out']).toContain(child?.name);
  return {
    name: element.attributes['name'] ?? '',
    result: child === undefined || child.name === 'system-out' ? 'passed' : child.name,
    message: child?.attributes['message'],
    text: child?.text ?? '',
    attributes: element.attributes,
  };
}

const elements = (parent: XmlElement | null): XmlElement[] =>
  (parent?.children ?? []).filter((child): child is XmlElement => child.type === 'element');

const dataOf = (story: Story): ReportData => assembleReport(story.input());
const render = (data: ReportData) => suitesOf(renderReport(data, 'junit'));
const withFindings = (...findings: readonly Partial<Finding>[]): ReportData => ({
  ...dataOf(notAccepted()),
  findings: findings.map((each, at) => finding({ id: `F-00${at + 1}`, ...each })) as unknown as ReportData['findings'],
});

describe('JUnit XML of a run', () => {
  test.each([
    ['accepted', accepted(), 'passed'],
    ['not accepted', notAccepted(), 'failure'],
    ['blocked', blockedEarly(), 'error'],
    ['failed', executorFailed(), 'error'],
    ['cancelled', cancelled(), 'error'],
    ['that has only begun', new Story(), 'error'],
  ])('%s is read by a strict parser, and its own suite says how it ended', (_, story, result) => {
    const data = dataOf(story);
    const suites = render(data);
    expect([...suites.keys()]).toEqual(['run', 'checks', 'criteria', 'findings']);
    expect(suites.get('run')?.map((each) => each.result)).toEqual([result]);
    expect(suites.get('criteria')).toHaveLength(data.criteria.length);
    expect(suites.get('findings')).toHaveLength(data.findings.length);
  });

  test('says the same of its totals as a reader of test counts', () => {
    const xml = renderReport(dataOf(notAccepted()), 'junit');
    const cases = [...suitesOf(xml).values()].flat();
    const count = (...results: readonly string[]): number => cases.filter(({ result }) => results.includes(result)).length;
    expect(readJunit(xml)).toEqual({ passed: count('passed'), failed: count('failure', 'error'), skipped: count('skipped') });
  });
});

describe('a check', () => {
  const checks = (...receipts: readonly Parameters<typeof receipt>[0][]): readonly Case[] => {
    const story = new Story().add({ type: 'attempt-started', attempt: 1, startTree: 'x', remainingTasks: [] });
    for (const each of receipts) story.add({ type: 'check-finished', receipt: receipt({ attempt: 1, ...each }) });
    return render(dataOf(story)).get('checks') ?? [];
  };

  test('that passed has its time', () => {
    expect(checks({})[0]).toMatchObject({ name: 'item-1: npm test', result: 'passed', attributes: { time: '1.234' } });
  });

  test('that failed has how it ended, how it was on the base, and the end of its output', () => {
    const base = { on: 'baseline', attempt: 0, status: 'failed', exitCode: 1 } as const;
    expect(checks(base, { status: 'failed', exitCode: 3, tail: 'a\n\tnot ok <1>' })[0]).toMatchObject({
      result: 'failure',
      message: 'failed with exit code 3; on the base it failed',
      text: 'a\n\tnot ok <1>',
    });
    expect(checks({ status: 'timed-out', exitCode: null, note: 'stopped after 60 s' })[0]?.message).toBe(
      'timed out: stopped after 60 s',
    );
  });

  test('that was skipped, was not run or is not configured says so', () => {
    const line = 'qa-command skipped: vet (language=go not in diff)';
    expect(checks({ status: 'skipped', exitCode: null, note: line })[0]).toMatchObject({ result: 'skipped', message: line });
    const [none, ...unconfigured] = checks();
    expect(none).toMatchObject({ result: 'skipped', message: 'not run on a candidate' });
    expect(unconfigured.map(({ message }) => message)).toEqual(
      ['lint', 'format', 'typecheck', 'test'].map((category) => `qa-command not configured: ${category}`),
    );
  });
});

describe('a criterion', () => {
  test.each([
    [{ status: 'met' }, 'passed'],
    [{ status: 'unmet' }, 'failure'],
    [{ status: 'partial' }, 'failure'],
    [{ status: 'not-checked' }, 'skipped'],
    [{ status: 'for-a-person' }, 'skipped'],
    [{ status: 'by-check', receipt: { check: 'item-1', status: 'passed', exitCode: 0 } }, 'passed'],
    [{ status: 'by-check', receipt: { check: 'item-1', status: 'failed', exitCode: 1 } }, 'failure'],
    [{ status: 'by-check', receipt: { check: 'item-1', status: 'skipped', exitCode: null } }, 'skipped'],
    [{ status: 'by-check', receipt: null }, 'skipped'],
  ] as const)('with %j is %s', (changes, result) => {
    const data = dataOf(notAccepted());
    const criteria = [{ id: 'AC-1', text: 'Says hello', kind: 'automated', receipt: null, answers: [], ...changes } as const];
    expect(render({ ...data, criteria: criteria as unknown as ReportData['criteria'] }).get('criteria')?.[0]).toMatchObject({
      name: 'AC-1: Says hello',
      result,
    });
  });
});

describe('a finding', () => {
  test.each([
    [{ severity: 'blocker' }, 'failure'],
    [{ severity: 'major' }, 'failure'],
    [{ severity: 'minor' }, 'passed'],
    [{ severity: 'note' }, 'passed'],
    [{ severity: 'blocker', counts: false, why: 'refuted' }, 'skipped'],
  ] as const)('with %j is %s', (changes, result) => {
    expect(render(withFindings(changes)).get('findings')?.[0]).toMatchObject({ result });
  });

  test('has its place, and what was said of it', () => {
    const location = { file: 'src/a.ts', startLine: 3, endLine: 4 };
    expect(render(withFindings({ location, recommendation: 'name it' })).get('findings')?.[0]).toMatchObject({
      name: 'F-001 coverage: The caller is not named',
      message: 'blocker: The caller is not named',
      text: expect.stringMatching(/\nsrc\/a\.ts:3\n[^]*recommendation: name it/),
    });
  });
});

test('whatever agents and programs print, the document is well formed and nothing in it is a tag of theirs', () => {
  const nasty = fc.oneof(
    hostileText(),
    fc.constantFrom(']]>', '</failure><testcase name="x"/>', '\uFFFE\uFFFF', '\0', '"><x y="'),
  );
  fc.assert(
    fc.property(nasty, nasty, nasty, (claim, file, text) => {
      const location = { file, startLine: 0, endLine: 0 };
      const suites = render(withFindings({ claim, evidence: text, location }, { claim, counts: false, why: text }));
      expect(suites.get('findings')).toHaveLength(2);
    }),
    { numRuns: RUNS },
  );
});
