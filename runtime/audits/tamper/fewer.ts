/** Fewer tests executed than on the baseline: a finding by itself, whatever the diff looks like. */
import type { Receipt, TestCounts } from '../../model/evidence.ts';
import { type AuditFinding, auditFinding } from '../types.ts';

export interface FewerInput {
  readonly baseline: readonly Receipt[];
  /** Of the attempt in question only. */
  readonly candidate: readonly Receipt[];
}

const executed = ({ passed, failed }: TestCounts): number => passed + failed;

export function auditCounts({ baseline, candidate }: FewerInput): AuditFinding[] {
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
    return [
      finding(
        'major',
        `The check ${now.label} runs ${missing} ${missing === 1 ? 'test' : 'tests'} fewer than on the base`,
        `On the base ${said(was.counts)}; on the candidate ${said(now.counts)}.`,
      ),
    ];
  });
}

const said = ({ passed, failed, skipped }: TestCounts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const finding = (severity: 'major' | 'minor', claim: string, evidence: string): AuditFinding =>
  auditFinding({ kind: 'fewer-tests', by: 'receipts', severity, claim, evidence });
