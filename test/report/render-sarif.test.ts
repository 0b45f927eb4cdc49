import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { ReportData } from '../../runtime/generated/types.ts';
import type { Finding } from '../../runtime/model/findings.ts';
import { assembleReport, renderReport } from '../../runtime/report/index.ts';
import { repository } from '../support/program.ts';
import { hostileText } from './hostile.ts';
import { accepted, blockedEarly, cancelled, executorFailed, finding, notAccepted, receipt, Story } from './story.ts';

const RUNS = process.env['OKSTRA_SOAK'] === undefined ? 20 : 300;

/** Written for draft 4, whose only word that later drafts read otherwise is `id`. */
const { id, $schema, ...schema } = JSON.parse(
  readFileSync(join(repository, 'test/fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema);

const render = (data: ReportData): Log => {
  const log = JSON.parse(renderReport(data, 'sarif')) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors, null, 1)).toBe(true);
  return log;
};
const dataOf = (story: Story): ReportData => assembleReport(story.input());
const resultsOf = (data: ReportData): readonly Result[] => render(data).runs[0]?.results ?? [];
const withFindings = (...findings: readonly Partial<Finding>[]): ReportData => ({
  ...dataOf(notAccepted()),
  findings: findings.map((each, at) => finding({ id: `F-00${at + 1}`, ...each })) as unknown as ReportData['findings'],
});
const findingResults = (...findings: readonly Partial<Finding>[]): readonly Result[] =>
  resultsOf(withFindings(...findings)).filter(({ ruleId }) => ruleId !== 'okstra/check-failed');

test('the schema is the one of SARIF 2.1.0, and it refuses what is none', () => {
  expect([id, $schema]).toEqual([expect.stringContaining('sarif-2.1.0'), expect.stringContaining('draft-04')]);
  expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  expect(isSarif({ version: '2.0.0', runs: [] })).toBe(false);
});

describe('SARIF of a run', () => {
  test.each([
    ['accepted', accepted()],
    ['not accepted', notAccepted()],
    ['blocked', blockedEarly()],
    ['failed', executorFailed()],
    ['cancelled', cancelled()],
    ['that has only begun', new Story()],
  ])('%s fits the schema', (_, story) => {
    const [run] = render(dataOf(story)).runs;
    expect(run?.tool.driver).toMatchObject({ name: 'okstra', version: '0.1.0', semanticVersion: '0.1.0' });
    expect(run?.automationDetails?.id).toBe('okstra/specs/spec-01-hello/run-20310402-091011-k3f9');
    for (const { ruleId, ruleIndex, locations } of run?.results ?? []) {
      expect(run?.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
      expect(locations).toHaveLength(1);
    }
  });

  test('says whether the tool came to its end, and what stopped it', () => {
    expect(render(dataOf(notAccepted())).runs[0]?.invocations?.[0]).toMatchObject({ executionSuccessful: true });
    const failed = render(dataOf(executorFailed())).runs[0]?.invocations?.[0];
    expect(failed?.executionSuccessful).toBe(false);
    expect(render(dataOf(new Story())).runs[0]?.invocations?.[0]).not.toHaveProperty('endTimeUtc');
  });
});

describe('a finding', () => {
  test('is a result with level, place and who says so', () => {
    const location = { file: 'src/a b.ts', startLine: 3, endLine: 4 };
    const [result] = findingResults({ location, criterion: 'AC-1', class: 'confirmed', vendors: ['one', 'two'] });
    expect(result).toMatchObject({
      ruleId: 'okstra/coverage',
      level: 'error',
      baselineState: 'new',
      suppressions: [],
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/a%20b.ts', uriBaseId: 'SRCROOT' },
            region: { startLine: 3, endLine: 4 },
          },
        },
      ],
      properties: { id: 'F-001', class: 'confirmed', raisedBy: ['verifier:alpha'], vendors: ['one', 'two'], criterion: 'AC-1' },
    });
  });

  test.each([
    ['blocker', 'error'],
    ['major', 'error'],
    ['minor', 'warning'],
    ['note', 'note'],
  ] as const)('of severity %s has the level %s', (severity, level) => {
    expect(findingResults({ severity })[0]?.level).toBe(level);
  });

  test.each([
    ['new', 'new'],
    ['open', 'unchanged'],
    ['regressed', 'new'],
    ['fixed', 'absent'],
  ] as const)('that is %s is %s against the attempt before', (state, baselineState) => {
    expect(findingResults({ state })[0]?.baselineState).toBe(baselineState);
  });

  test('that does not count is suppressed, with the reason', () => {
    const [refuted, withdrawn] = findingResults(
      { class: 'refuted', counts: false, why: 'its reproducer shows nothing' },
      { class: 'withdrawn', counts: false },
    );
    expect(refuted?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'its reproducer shows nothing' },
    ]);
    expect(withdrawn?.suppressions?.[0]?.justification).toBe('withdrawn');
  });

  test.each(['/etc/passwd', '../../etc/passwd', 'C:\\a', 'a/../../b', ''])('at %j stands at the item', (file) => {
    const [result] = findingResults({ location: { file, startLine: 1, endLine: 1 } });
    expect(result?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'specs/spec-01-hello', uriBaseId: 'SRCROOT' },
    });
  });

  test('has no region where its line is none, and one that does not run backwards', () => {
    const region = (startLine: number, endLine: number) =>
      findingResults({ location: { file: 'a.ts', startLine, endLine } })[0]?.locations?.[0]?.physicalLocation?.region;
    expect([region(0, 0), region(5, 2)]).toEqual([undefined, { startLine: 5, endLine: 5 }]);
  });

  test('makes no link and no placeholder of its words', () => {
    const [result] = findingResults({ claim: 'see [here](javascript:alert(1)) and {0}', evidence: 'a[0] \u001B[31mred' });
    expect(result?.message.text).toBe('see \\[here](javascript:alert(1)) and {{0}}\n\na[0] red');
  });
});

describe('a fingerprint', () => {
  const fingerprint = (each: Partial<Finding>): string | undefined => findingResults(each)[0]?.partialFingerprints?.['okstra/v1'];
  const quote = { file: 'a.ts', side: 'new', line: 7, text: '  return 1;' } as const;
  const at = (startLine: number) => ({ location: { file: 'a.ts', startLine, endLine: startLine } });

  test('is the same on other lines, in another run, in other words about the same line', () => {
    const first = fingerprint({ ...at(7), quote });
    expect(fingerprint({ ...at(90), quote: { ...quote, line: 90, text: 'return  1;' }, claim: 'other words', id: 'F-009' })).toBe(
      first,
    );
    expect(fingerprint({ claim: 'The caller is not named' })).toBe(fingerprint({ claim: 'Named, the caller: IS NOT the' }));
  });

  test('differs by category, file, criterion and cited line', () => {
    const all = [
      { ...at(7), quote },
      { ...at(7), quote, category: 'security' as const },
      { location: { file: 'b.ts', startLine: 7, endLine: 7 }, quote },
      { ...at(7), quote, criterion: 'AC-2' },
      { ...at(7), quote: { ...quote, text: 'return 2;' } },
    ].map(fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  test('tells two of one kind apart', () => {
    const all = findingResults({}, {}).map(({ partialFingerprints }) => partialFingerprints?.['okstra/v1']);
    expect(all).toEqual([expect.stringMatching(/:1$/), expect.stringMatching(/:2$/)]);
  });
});

test('a check that fails is a result with its exit code; one that failed on the base too is nothing new', () => {
  const story = (onBase: 'passed' | 'failed'): ReportData =>
    dataOf(
      new Story()
        .add({ type: 'check-finished', receipt: receipt({ on: 'baseline', attempt: 0, status: onBase, exitCode: 1 }) })
        .add({ type: 'attempt-started', attempt: 1, startTree: 'x', remainingTasks: [] })
        .add({ type: 'check-finished', receipt: receipt({ attempt: 1, status: 'failed', exitCode: 3, tail: 'not ok 1' }) }),
    );
  const [result] = resultsOf(story('passed'));
  expect(result).toMatchObject({
    ruleId: 'okstra/check-failed',
    level: 'error',
    baselineState: 'new',
    message: { text: 'The check "item-1" (npm test) failed with exit code 3.\n\nnot ok 1' },
    properties: { check: 'item-1', command: 'npm test', exitCode: 3, onBase: 'passed' },
  });
  expect(resultsOf(story('failed'))[0]?.baselineState).toBe('unchanged');
});

test('whatever agents write, the document fits the schema', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(), (claim, file, text) => {
      findingResults(
        { claim, evidence: text, location: { file, startLine: 1, endLine: 2 }, why: text, counts: false },
        { claim, quote: { file, side: 'new', line: 1, text }, recommendation: text },
      );
    }),
    { numRuns: RUNS },
  );
});
