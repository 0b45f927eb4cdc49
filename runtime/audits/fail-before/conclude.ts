/** From the results of the runs to a row for each test file, and findings. */
import type { TestCounts } from '../../model/evidence.ts';
import { applyAllowList } from '../allow.ts';
import { type AllowEntry, type AuditFinding, auditFinding, sortFindings } from '../types.ts';
import type { Exemption } from './exemptions.ts';
import type { FailBeforePlan, PlannedRun } from './plan.ts';

export interface RunResult {
  /** Of the planned run. */
  readonly id: string;
  readonly on: 'base' | 'candidate';
  /** null: ended by a signal, or not run. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** The end of what it printed. */
  readonly tail: string;
  readonly counts?: TestCounts;
}

export type Redness = 'fail\u2192pass' | 'pass\u2192pass' | 'fail\u2192fail' | 'pass\u2192fail' | 'not determinable';

export interface FileRow {
  readonly file: string;
  readonly result: Redness;
  /** Absent when no command could be made. */
  readonly cmd?: string;
  /** Why nothing can be said; absent otherwise. */
  readonly why?: string;
}

export interface FailBefore {
  readonly exempt?: Exemption;
  /** In the order of files. */
  readonly rows: readonly FileRow[];
  readonly findings: readonly AuditFinding[];
}

export interface ConcludeInput {
  readonly plan: FailBeforePlan;
  readonly results: readonly RunResult[];
  /** What the executor says exempts it: recorded, never believed. */
  readonly claimed: readonly string[];
  /** Labels of checks that failed on the base and pass on the candidate. */
  readonly turnedGreen: readonly string[];
  readonly allow: readonly AllowEntry[];
}

export function concludeFailBefore({ plan, results, claimed, turnedGreen, allow }: ConcludeInput): FailBefore {
  if (plan.exempt !== undefined) return { exempt: plan.exempt, rows: [], findings: [] };
  const ran = plan.runs.map((run) => rowOf(run, results));
  const others = plan.notDeterminable.map(({ file, why }): FileRow => ({ file, result: 'not determinable', why }));
  const rows = [...ran, ...others].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return { rows, findings: applyAllowList(sortFindings(findingsOf(rows, { plan, claimed, turnedGreen })), allow) };
}

type Outcome = { readonly kind: 'pass' | 'fail' } | { readonly kind: 'unknown'; readonly why: string };

function rowOf({ id, file, cmd }: PlannedRun, results: readonly RunResult[]): FileRow {
  const outcome = (on: RunResult['on']): Outcome => {
    const found = results.find((result) => result.id === id && result.on === on);
    return found === undefined ? { kind: 'unknown', why: `it was not run on the ${on}` } : outcomeOf(found);
  };
  const [before, after] = [outcome('base'), outcome('candidate')];
  if (before.kind === 'unknown') return { file, cmd, result: 'not determinable', why: before.why };
  if (after.kind === 'unknown') return { file, cmd, result: 'not determinable', why: after.why };
  return { file, cmd, result: `${before.kind}\u2192${after.kind}` };
}

const NOTHING_RAN =
  /No test files? found|No tests? found|no tests ran|collected 0 items|\[no test files\]|no tests to run|No test suite found in file|0 tests? passed|Could not find '/;
const NO_COMMAND =
  /command not found|not recognized as an internal|npm error could not determine executable|npx canceled|No module named pytest|ENOENT/;

/** A run that could not start, or in which no test ran, says nothing about the tests. */
function outcomeOf({ on, exitCode, timedOut, tail, counts }: RunResult): Outcome {
  if (timedOut) return { kind: 'unknown', why: `it ran out of time on the ${on}` };
  if (exitCode === null) return { kind: 'unknown', why: `it was ended by a signal on the ${on}` };
  if (exitCode === 126 || exitCode === 127 || (exitCode !== 0 && NO_COMMAND.test(tail) && counts === undefined))
    return { kind: 'unknown', why: `its command could not be run on the ${on}` };
  const ran = counts === undefined ? undefined : counts.passed + counts.failed;
  if (exitCode === 0) {
    if (ran === 0 || (ran === undefined && NOTHING_RAN.test(tail))) return { kind: 'unknown', why: `no test ran on the ${on}` };
    return { kind: 'pass' };
  }
  // Without a test that ran the file may not even load, which on the base is what a missing feature looks like.
  if (ran === undefined && NOTHING_RAN.test(tail)) return { kind: 'unknown', why: `no test ran on the ${on}` };
  return { kind: 'fail' };
}

interface Around {
  readonly plan: FailBeforePlan;
  readonly claimed: readonly string[];
  readonly turnedGreen: readonly string[];
}

function findingsOf(rows: readonly FileRow[], around: Around): readonly AuditFinding[] {
  const { plan } = around;
  const red = rows.filter(({ result }) => result === 'fail\u2192pass');
  const green = rows.filter(({ result }) => result === 'pass\u2192pass');
  if (!plan.hasTests) {
    if (!plan.hasRunner) {
      return [undetermined('no configured check runs a test runner that is known here')];
    }
    return [
      withoutRed('Source changes, and no test is added or altered', 'Nothing shows that the change does what it should.', around),
    ];
  }
  const couldTell = rows.filter(({ result }) => result !== 'not determinable');
  if (couldTell.length === 0) {
    return [undetermined([...new Set(rows.flatMap((row) => (row.why === undefined ? [] : [row.why])))].join('; '))];
  }
  // As long as one file cannot be told, "no test" would be a guess.
  if (red.length === 0 && couldTell.length === rows.length && green.length > 0) {
    const files = green.map(({ file }) => file).join(', ');
    return [
      withoutRed('Source changes, and no changed test fails without it', `These pass on the base already: ${files}.`, around),
    ];
  }
  return green.map(({ file, cmd }) => {
    const { finding: own, ...rest } = finding(
      'test-green-on-base',
      'minor',
      `The tests of ${file} pass without the change`,
      `On the base, with the change's tests laid over it: ${cmd ?? ''} passes.`,
    );
    return { ...rest, finding: { ...own, location: { file, startLine: 1, endLine: 1 } } };
  });
}

const undetermined = (why: string): AuditFinding =>
  finding('no-red-test', 'note', 'Whether the tests of the change fail without it is not determinable', `${why}.`);

/**
 * A check that fails without the change and passes with it shows as much as a test does. A change that offers nothing new may keep what
 * there is as it was, which is what the tests that are there show.
 */
function withoutRed(claim: string, evidence: string, { plan, claimed, turnedGreen }: Around): AuditFinding {
  if (turnedGreen.length > 0) {
    const shown = `${evidence} But these checks fail without the change and pass with it: ${turnedGreen.join(', ')}.`;
    return finding('no-red-test', 'note', claim, shown);
  }
  const offers = plan.offers.slice(0, 10).join(', ') + (plan.offers.length > 10 ? `, and ${plan.offers.length - 10} more` : '');
  const said =
    claimed.length === 0
      ? ''
      : ` The executor claims an exemption: "${claimed.join('; ').slice(0, 300)}". The change holds source, so none applies.`;
  return offers === ''
    ? finding('no-red-test', 'minor', claim, `${evidence} It offers nothing new to other code.${said}`)
    : finding('no-red-test', 'major', claim, `${evidence} New is: ${offers}.${said}`);
}

const finding = (
  kind: 'no-red-test' | 'test-green-on-base',
  severity: 'major' | 'minor' | 'note',
  claim: string,
  evidence: string,
): AuditFinding => auditFinding({ kind, by: 'receipts', category: 'coverage', severity, claim, evidence });
