/**
 * A run as JUnit XML, for the test views of CI systems. What does not count and what was not looked at is skipped with the reason, never
 * passed; the suite `run` holds the verdict, so that a run which ended early is not a list of skipped cases and nothing else.
 */
import type { ReportCriterion, ReportData, ReportFinding } from '../generated/types.ts';
import type { CheckResult } from './last-attempt.ts';
import { checkResults, howItEnded } from './last-attempt.ts';
import { oneLine } from './markdown.ts';
import { element, xmlText } from './xml.ts';

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'error' | 'skipped';
  /** In one line. Of a case that passed it is not shown. */
  readonly message?: string;
  readonly text?: string;
  readonly ms?: number;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** English whatever the language of the run: programs read it. */
export function renderJunit(data: ReportData): string {
  const suites: readonly Suite[] = [
    { name: 'run', cases: [runCase(data)] },
    { name: 'checks', cases: [...checkResults(data).map(checkCase), ...data.checks.unconfigured.map(unconfiguredCase)] },
    { name: 'criteria', cases: data.criteria.map(criterionCase) },
    { name: 'findings', cases: data.findings.map(findingCase) },
  ];
  const { item, run } = data;
  const all = suites.flatMap(({ cases }) => cases);
  // The schema that Jenkins checks against knows no `skipped` here, nor places on a case.
  const { skipped: _skipped, ...totals } = sums(all);
  const name = `okstra ${item.id}`;
  const body = suites.map((suite) => suiteXml(suite, { prefix: `okstra.${item.id}`, timestamp: run.startedAt }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name, ...totals }, body)}\n`;
}

function suiteXml({ name, cases }: Suite, { prefix, timestamp }: { prefix: string; timestamp: string }): string {
  const classname = `${prefix}.${name}`;
  return element(
    'testsuite',
    // Without milliseconds and zone, as the schemas of the format have it.
    { name: classname, ...sums(cases), timestamp: timestamp.slice(0, 19) },
    cases.map((each) => caseXml(each, classname)),
  );
}

function caseXml({ name, result, message, text, ms = 0 }: Case, classname: string): string {
  const facts = { message: message === undefined ? undefined : oneLine(message) };
  const body = text === undefined || text.trim() === '' ? [] : [xmlText(text)];
  const children = {
    passed: body.length > 0 ? [element('system-out', {}, body)] : [],
    failed: [element('failure', { ...facts, type: 'failure' }, body)],
    error: [element('error', { ...facts, type: 'error' }, body)],
    skipped: [element('skipped', facts)],
  }[result];
  return element('testcase', { name: oneLine(name), classname, time: seconds(ms) }, children);
}

function sums(cases: readonly Case[]): Readonly<Record<string, string | number>> {
  const count = (result: Case['result']): number => cases.filter((each) => each.result === result).length;
  return {
    tests: cases.length,
    failures: count('failed'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(cases.reduce((sum, { ms = 0 }) => sum + ms, 0)),
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function runCase({ run, timing }: ReportData): Case {
  const { outcome, verdict, reasons, failure } = run;
  const said = outcome === null ? 'the run has not ended' : `${outcome}${verdict === null ? '' : `, verdict ${verdict}`}`;
  const name = `verdict of ${run.id}`;
  // The time of the run is not that of this case: it would be counted twice in the sums.
  const text = [...reasons, ...(failure?.fix ? [`fix: ${failure.fix}`] : []), `total ${seconds(timing.totalMs)} s`].join('\n');
  if (outcome === 'accepted') return { name, result: 'passed', text: [said, text].join('\n') };
  return { name, result: outcome === 'not-accepted' ? 'failed' : 'error', message: said, text };
}

/** A failure is one even where the mode excuses it because the base fails too: this is what was seen; `run` says what it means. */
function checkCase({ check, receipt, onBase }: CheckResult): Case {
  const name = check.label === check.cmd ? check.label : `${check.label}: ${check.cmd}`;
  if (receipt === undefined) return { name, result: 'skipped', message: 'not run on a candidate' };
  const { status, tail, durationMs } = receipt;
  if (status === 'passed') return { name, result: 'passed', ms: durationMs };
  if (status === 'skipped') return { name, result: 'skipped', message: howItEnded(receipt) };
  const before = onBase === undefined || onBase === 'skipped' ? '' : `; on the base it ${onBase}`;
  return { name, result: 'failed', message: `${howItEnded(receipt)}${before}`, text: tail, ms: durationMs };
}

const unconfiguredCase = (category: string): Case => ({
  name: category,
  result: 'skipped',
  message: `qa-command not configured: ${category}`,
});

function criterionCase({ id, text, status, receipt, answers }: ReportCriterion): Case {
  const name = `${id}: ${text}`;
  const said = answers.map((answer) => `${answer.seat}: ${answer.status}: ${answer.evidence}`).join('\n');
  if (status === 'by-check') {
    if (receipt === null || receipt.status === 'skipped') return { name, result: 'skipped', message: 'its check was not run' };
    const message = `its check ${receipt.check} ${receipt.status}`;
    return { name, result: receipt.status === 'passed' ? 'passed' : 'failed', message, text: said };
  }
  if (status === 'met') return { name, result: 'passed', text: said };
  if (status === 'unmet' || status === 'partial') return { name, result: 'failed', message: status, text: said };
  return { name, result: 'skipped', message: status === 'for-a-person' ? 'for a person to check' : status };
}

function findingCase(finding: ReportFinding): Case {
  const { id, category, severity, claim, evidence, location, counts, why, recommendation } = finding;
  const name = `${id} ${category}: ${claim}`;
  if (!counts) return { name, result: 'skipped', message: `does not count: ${why ?? finding.class}` };
  const facts = [
    `${severity}, ${finding.class}, raised by ${finding.raisedBy.join(', ')}`,
    ...(location === undefined ? [] : [`${location.file}:${location.startLine}`]),
    evidence,
    ...(recommendation === undefined ? [] : [`recommendation: ${recommendation}`]),
  ];
  const isBlocking = severity === 'blocker' || severity === 'major';
  return { name, result: isBlocking ? 'failed' : 'passed', message: `${severity}: ${claim}`, text: facts.join('\n') };
}
