/** What okstra found by looking at an attempt's change itself. */
import type { ReportAudit, ReportTestProof } from '../generated/types.ts';
import type { AttemptState } from '../lead/index.ts';
import type { ReportInput } from './input.ts';

/** null when it did not come to an audit. */
export function auditOf({ audits, testProofs }: ReportInput, attempt: AttemptState): ReportAudit | null {
  const record = audits.get(attempt.n);
  if (!record) return null;
  return {
    raised: record.findings.length,
    allowed: record.findings.flatMap(({ allowedBy, finding }) =>
      allowedBy ? [{ entry: allowedBy.text, claim: finding.claim }] : [],
    ),
    tests: testsOf(testProofs.get(attempt.n), record.tests.exempt),
    reproducers: attempt.reproduced.map(({ finding, cmd, result, why }) => ({ finding, cmd, result, why })),
  };
}

function testsOf(
  proof: Pick<NonNullable<ReturnType<ReportInput['testProofs']['get']>>, 'exempt' | 'rows'> | undefined,
  exempt: string | undefined,
): ReportTestProof | null {
  if (!proof && exempt === undefined) return null;
  return {
    exempt: proof?.exempt ?? exempt ?? null,
    rows: (proof?.rows ?? []).map(({ file, result, cmd, why }) => ({ file, result, cmd: cmd ?? null, why: why ?? null })),
  };
}
