/** Fewer tests executed than on the baseline: a finding by itself, whatever the diff looks like. */
import type { Receipt, TestCounts } from '../../model/evidence.ts';
import { type AuditFinding, type AuditKind, auditFinding } from '../types.ts';

export interface FewerInput {
  readonly baseline: readonly Receipt[];
  /** Of the attempt in question only. */
  readonly candidate: readonly Receipt[];
  /** What was found in the change itself. Tests that went with the code they test, or that the item lets go, are missed by nobody. */
  readonly found?: readonly AuditFinding[];
}

const GOING: ReadonlySet<AuditKind> = new Set(['test-deleted', 'test-renamed-away', 'test-skipped', 'test-emptied']);

const executed = ({ passed, failed }: TestCounts): number => passed + failed;

export function auditCounts({ baseline, candidate, found = [] }: FewerInput): AuditFinding[] {
  const excused = found
    .filter(({ kind, finding: { severity } }) => GOING.has(kind) && severity === 'note')
    .reduce((sum, { tests = 1 }) => sum + tests, 0);
  return candidate.flatMap((now) => {
    const was = baseline.find(({ check }) => check === now.check);
    // A check that failed or ran out of time may have ended before all tests ran, and is counted elsewhere.
    if (was?.counts === undefined || now.status === 'skipped' || now.status === 'timed-out') return [];
    if (now.counts === undefined) {
      if (now.status !== 'passed') return [];
      return [
        finding(
          'minor',
          `The check ${now.label} no longer says how many tests ran`,
          `On the base ${said(was.counts)}; on the candidate its output names no numbers.`,
        ),
      ];
    }
    const missing = executed(was.counts) - executed(now.counts);
    if (missing <= 0) return [];
    const isExcused = missing <= excused;
    const why = isExcused ? ' As many went with the code they test, or because the item allows it.' : '';
    return [
      finding(
        isExcused ? 'note' : 'major',
        `The check ${now.label} runs ${missing} ${missing === 1 ? 'test' : 'tests'} fewer than on the base`,
        `On the base ${said(was.counts)}; on the candidate ${said(now.counts)}.${why}`,
      ),
    ];
  });
}

const said = ({ passed, failed, skipped }: TestCounts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const finding = (severity: 'major' | 'minor' | 'note', claim: string, evidence: string): AuditFinding =>
  auditFinding({ kind: 'fewer-tests', by: 'receipts', severity, claim, evidence });
