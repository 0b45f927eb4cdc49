/** What agents say of commands and counts, beside the receipts. Every mismatch quotes both sides. */
import { claimMismatches, describeMismatch, isFalsePass } from '../../findings/claims.ts';
import { endOf, isFailing, normalizeCommand } from '../../findings/receipts.ts';
import type { ClaimedCommand } from '../../findings/types.ts';
import type { Receipt, TestCounts } from '../../model/evidence.ts';
import { type AuditFinding, auditFinding, sortFindings } from '../types.ts';
import { type CountClaim, countClaims } from './counts.ts';

export interface AgentSaying {
  /** Seat id: `executor`, `verifier:codex`. */
  readonly seat: string;
  readonly commands: readonly ClaimedCommand[];
  /** The agent's final text, or a verifier's summary; numbers of tests in it are compared too. Empty: nothing to compare. */
  readonly text: string;
}

export interface DiscrepancyInput {
  readonly sayings: readonly AgentSaying[];
  /** Of the attempt in question, on the candidate. */
  readonly candidate: readonly Receipt[];
}

/**
 * A pass claimed of a check that fails is a blocker; the verdict table has a row for it too. A failure claimed of a check that passes, and
 * another exit code than the one seen, are notes: sandboxes explain them. Other numbers of tests than any check printed are minor.
 */
export function auditDiscrepancies({ sayings, candidate }: DiscrepancyInput): AuditFinding[] {
  return sortFindings([
    ...sayings.flatMap((saying) => ofCommands(saying, candidate)),
    ...sayings.flatMap((saying) => ofCounts(saying, candidate)),
  ]);
}

function ofCommands({ seat, commands }: AgentSaying, candidate: readonly Receipt[]): AuditFinding[] {
  const mismatches = claimMismatches([{ seat, commands }], candidate).map((mismatch) => {
    const falsePass = isFalsePass(mismatch);
    return finding({
      severity: falsePass ? 'blocker' : 'note',
      claim: `${seat} says that "${mismatch.receipt.cmd}" ${falsePass ? 'passes' : 'fails'}, and okstra saw the opposite`,
      evidence: `${describeMismatch(mismatch)}${tailOf(mismatch.receipt)}`,
    });
  });
  return [...mismatches, ...otherExitCodes({ seat, commands }, candidate)];
}

/** Both failed, with different codes. */
function otherExitCodes(
  { seat, commands }: Pick<AgentSaying, 'seat' | 'commands'>,
  candidate: readonly Receipt[],
): AuditFinding[] {
  const last = new Map(commands.map(({ cmd, exitCode }) => [normalizeCommand(cmd), exitCode]));
  return [...last].flatMap(([cmd, claimed]) => {
    const receipts = candidate.filter((receipt) => normalizeCommand(receipt.cmd) === cmd && isFailing(receipt));
    const [receipt] = receipts;
    if (
      receipt === undefined ||
      receipt.exitCode === null ||
      claimed === null ||
      claimed === 0 ||
      receipts.some(({ exitCode }) => exitCode === claimed)
    )
      return [];
    return [
      finding({
        severity: 'note',
        claim: `${seat} names another exit code of "${receipt.cmd}" than okstra saw`,
        evidence: `${seat} says: exit code ${claimed}. okstra saw: ${endOf(receipt)}.`,
      }),
    ];
  });
}

/** Numbers are compared with each check, and with all of them together. */
function ofCounts({ seat, text }: AgentSaying, candidate: readonly Receipt[]): AuditFinding[] {
  const counted = candidate.flatMap(({ counts, label }) => (counts === undefined ? [] : [{ label, counts }]));
  if (counted.length === 0) return [];
  const sum = counted.reduce((all, { counts }) => add(all, counts), { passed: 0, failed: 0, skipped: 0 });
  const known = [...counted.map(({ counts }) => counts), sum];
  return countClaims(text)
    .filter((claim) => !known.some((counts) => fits(claim, counts)))
    .map((claim) =>
      finding({
        severity: 'minor',
        claim: `${seat} names other numbers of tests than the checks printed`,
        evidence: `${seat} says: "${claim.quote}". okstra saw: ${counted.map(({ label, counts }) => `${label}: ${said(counts)}`).join('; ')}.`,
      }),
    );
}

const add = (a: TestCounts, b: TestCounts): TestCounts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

function fits({ passed, failed, skipped, total }: CountClaim, counts: TestCounts): boolean {
  const ran = counts.passed + counts.failed;
  return (
    (passed === undefined || passed === counts.passed) &&
    (failed === undefined || failed === counts.failed) &&
    (skipped === undefined || skipped === counts.skipped) &&
    (total === undefined || total === ran || total === ran + counts.skipped)
  );
}

const said = ({ passed, failed, skipped }: TestCounts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** The last line that the check printed: the other side in its own words. */
function tailOf({ tail }: Receipt): string {
  const last = tail.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return last === '' ? '' : ` Its last line: "${last.slice(0, 200)}".`;
}

const finding = (facts: { severity: 'blocker' | 'minor' | 'note'; claim: string; evidence: string }): AuditFinding =>
  auditFinding({ kind: 'discrepancy', by: 'receipts', category: 'process', ...facts });
