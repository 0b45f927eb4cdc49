import { describe, expect, test } from 'vitest';
import type { AuditFinding, AuditRecord } from '../../runtime/audits/index.ts';
import { assembleReport, messagesFor, renderMarkdown, validateReportData } from '../../runtime/report/index.ts';
import { Story } from './story.ts';

const allowed: AuditFinding = {
  kind: 'test-deleted',
  by: 'syntax-tree',
  allowedBy: { kind: 'test-deleted', glob: 'test/old.test.ts', text: 'test-deleted test/old.test.ts' },
  finding: { category: 'test-tampering', severity: 'note', claim: 'The test "adds" is gone', evidence: 'e' },
};
const noTests: AuditRecord['tests'] = {
  runs: [],
  overlay: [],
  notDeterminable: [],
  hasTests: false,
  hasRunner: true,
  offers: [],
};

/** Data and section of a run whose one attempt was audited as the test says. */
function audited(...given: Parameters<Story['audited']>) {
  const story = new Story().prepared().attempt();
  story.dispatched('executor');
  const data = assembleReport(
    story
      .captured()
      .checked()
      .audited(...given)
      .input(),
  );
  expect(validateReportData(data)).toEqual([]);
  const text = renderMarkdown(data, messagesFor('en'));
  const section = text.slice(text.indexOf('## What okstra found in the change'), text.indexOf('## Verifiers'));
  return { audit: data.attempts[0]?.audit, section };
}

describe('what okstra found in the change', () => {
  test("the change's tests stand with their result on both sides, and why where nothing can be said", () => {
    const rows = [
      { file: 'test/a.test.ts', result: 'fail→pass', cmd: 'vitest run test/a.test.ts' },
      { file: 'e2e/b.spec.rb', result: 'not determinable', why: 'no configured check runs tests of this kind' },
    ] as const;
    const { audit, section } = audited({}, { rows });
    expect(audit?.tests).toEqual({
      exempt: null,
      rows: [
        { ...rows[0], why: null },
        { ...rows[1], cmd: null },
      ],
    });
    expect(section).toContain('| `test/a.test.ts` | **fail→pass** | `vitest run test/a.test.ts` | — |');
    expect(section).toContain('| `e2e/b.spec.rb` | **not determinable** | — | no configured check runs tests of this kind |');
  });

  test('an exemption is what the change itself shows', () => {
    const { audit, section } = audited({ tests: { ...noTests, exempt: 'docs-only' } });
    expect(audit?.tests).toEqual({ exempt: 'docs-only', rows: [] });
    expect(section).toContain('No failing test is expected: docs-only.');
  });

  test('what the item allows is on record with what was seen', () => {
    const { audit, section } = audited({ findings: [allowed] });
    expect(audit).toMatchObject({
      raised: 1,
      allowed: [{ entry: 'test-deleted test/old.test.ts', claim: 'The test "adds" is gone' }],
    });
    expect(section).toContain('- `test-deleted test/old.test.ts`: The test "adds" is gone');
  });

  test('commands given as proof stand with what okstra saw', () => {
    const story = new Story().prepared().attempt();
    story.dispatched('executor');
    story.captured().checked().audited();
    story.add({
      type: 'reproducer-finished',
      attempt: 1,
      finding: 'F-001',
      cmd: 'false',
      result: 'void',
      why: 'it ran out of time',
    });
    const data = assembleReport(story.input());
    expect(validateReportData(data)).toEqual([]);
    expect(data.attempts[0]?.audit?.reproducers).toEqual([
      { finding: 'F-001', cmd: 'false', result: 'void', why: 'it ran out of time' },
    ]);
    expect(renderMarkdown(data, messagesFor('en'))).toContain('| F-001 | `false` | **void** | it ran out of time |');
  });

  test('success forced in the change counts as a broken contract', () => {
    const story = new Story().prepared().attempt();
    story.dispatched('executor');
    story.captured().checked().audited();
    story.add({
      type: 'audited',
      attempt: 1,
      audits: { path: 'state/audits-1.json', sha256: 'x', bytes: 1 },
      findings: 1,
      broken: ['check.sh always ends with 0'],
      testRuns: 0,
    });
    expect(assembleReport(story.input()).attempts[0]?.contractBroken).toEqual(['check.sh always ends with 0']);
  });
});
