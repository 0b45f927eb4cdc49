/** The tamper audit: whether a change makes tests or checks see less. */
import type { ChangedFile, Receipt } from '../../model/evidence.ts';
import { applyAllowList } from '../allow.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { type AllowEntry, type AuditFinding, pairChanges, sortFindings, type Texts } from '../types.ts';
import { auditConfig } from './config.ts';
import { auditExits } from './exits.ts';
import { auditCounts } from './fewer.ts';
import { auditGolden } from './golden.ts';
import { auditScripts, type CheckLine, filesRunBy } from './scripts.ts';
import { auditSuppressions } from './suppress.ts';
import { auditTests } from './tests.ts';

export interface TamperInput {
  readonly files: readonly ChangedFile[];
  /** Texts of changed files on the base, by their path there, and of package.json beside each check where it is unchanged. */
  readonly base: Texts;
  /** Texts of changed files on the candidate, by their path there. */
  readonly candidate: Texts;
  readonly checks: readonly CheckLine[];
  /** See `loadGrammars`, with the paths of both sides. */
  readonly grammars: Grammars;
  /** Absent: no baseline was run. */
  readonly receipts?: { readonly baseline: readonly Receipt[]; readonly candidate: readonly Receipt[] };
  readonly allow: readonly AllowEntry[];
}

/** In the order of files and lines, whatever order the files come in. Never throws. */
export function auditTampering({ files, base, candidate, checks, grammars, receipts, allow }: TamperInput): AuditFinding[] {
  const changes = pairChanges(files, base, candidate);
  const isRun = filesRunBy(checks, base);
  const tests = auditTests(changes, grammars);
  const found = [
    ...tests,
    ...auditGolden(changes, grammars),
    ...auditSuppressions(changes, grammars),
    ...auditExits(changes, isRun, grammars),
    ...auditConfig(changes, grammars),
    ...auditScripts(changes, { checks, isRun, grammars }),
    ...(receipts === undefined ? [] : auditCounts({ ...receipts, found: applyAllowList(tests, allow) })),
  ];
  return applyAllowList(sortFindings(found), allow);
}

/**
 * Findings that break the executor's contract rather than weaken a test: success forced in a file that a configured check runs, or in a
 * script that one starts.
 */
export function contractBreaks(findings: readonly AuditFinding[], checks: readonly CheckLine[], base: Texts): AuditFinding[] {
  const isRun = filesRunBy(checks, base);
  return findings.filter(
    ({ kind, allowedBy, finding: { location } }) =>
      kind === 'exit-forced' &&
      allowedBy === undefined &&
      location !== undefined &&
      (isRun.has(location.file) || /(?:^|\/)package\.json$/.test(location.file)),
  );
}
