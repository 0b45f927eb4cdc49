/** Findings as the report shows them: the same fields, nothing counted or classified again. */
import type { ReportFinding, ReportPosition, ReportRawFinding, ReportReproducer } from '../generated/types.ts';
import type { Finding, Position, RawFinding, Reproducer } from '../model/findings.ts';

export function reportFinding(finding: Finding): ReportFinding {
  return {
    id: finding.id,
    ...reportRawFinding(finding),
    raisedBy: [...finding.raisedBy],
    vendors: [...finding.vendors],
    class: finding.class,
    state: finding.state,
    firstAttempt: finding.firstAttempt,
    counts: finding.counts,
    ...(finding.why === undefined ? {} : { why: finding.why }),
    ...(finding.fixes === undefined ? {} : { fixes: finding.fixes }),
    ...(finding.reproduced === undefined ? {} : { reproduced: finding.reproduced }),
    positions: finding.positions.map(reportPosition),
  };
}

export function reportRawFinding(finding: RawFinding): ReportRawFinding {
  const { location, criterion, quote, reproducer, recommendation } = finding;
  return {
    category: finding.category,
    severity: finding.severity,
    ...(location ? { location: { file: location.file, startLine: location.startLine, endLine: location.endLine } } : {}),
    claim: finding.claim,
    evidence: finding.evidence,
    ...(criterion === undefined ? {} : { criterion }),
    ...(quote ? { quote: { file: quote.file, side: quote.side, line: quote.line, text: quote.text } } : {}),
    ...(reproducer ? { reproducer: reportReproducer(reproducer) } : {}),
    ...(recommendation === undefined ? {} : { recommendation }),
  };
}

const reportReproducer = ({ cmd, expect }: Reproducer): ReportReproducer => ({
  cmd,
  expect: { exit: expect.exit, ...(expect.stdout === undefined ? {} : { stdout: expect.stdout }) },
});

const reportPosition = ({ round, seat, vendor, finding, position, kind, evidence, quote }: Position): ReportPosition => ({
  round,
  seat,
  vendor,
  finding,
  position,
  ...(kind === undefined ? {} : { kind }),
  evidence,
  ...(quote ? { quote: { file: quote.file, side: quote.side, line: quote.line, text: quote.text } } : {}),
});
