/** The verdict of an attempt: a table, of which the first row that applies decides. */
import type { Receipt } from '../model/evidence.ts';
import type { Finding, Outcome, Verdict } from '../model/findings.ts';
import { claimMismatches, describeMismatch, isFalsePass } from './claims.ts';
import { decidingChecks, endOf, isFailing } from './receipts.ts';
import { excerpt } from './text.ts';
import type { AgentCommands, JudgeInput, VerdictDecision } from './types.ts';

export interface VerdictInput
  extends Pick<JudgeInput, 'attempt' | 'maxAttempts' | 'mode' | 'hasBaseline' | 'receipts' | 'contractBroken'> {
  /** What executor and verifiers say of commands they ran. */
  readonly claims: readonly AgentCommands[];
  readonly findings: readonly Finding[];
  /** Verifiers of the roster. */
  readonly verifiers: number;
  /** Of these, how many gave a valid answer. */
  readonly answers: number;
}

export interface VerdictRow {
  readonly row: number;
  readonly id: string;
  readonly condition: string;
  /** null: no verdict; the outcome stands by itself. */
  readonly verdict: Verdict | null;
  /** Only for rows without a verdict. */
  readonly outcome?: Outcome;
  /** Why it applies, a sentence each; empty when it does not. */
  readonly reasons: (input: VerdictInput) => readonly string[];
}

export const VERDICT_TABLE: readonly VerdictRow[] = [
  {
    row: 1,
    id: 'contract-broken',
    condition: 'the executor broke the contract',
    verdict: null,
    outcome: 'contract-violated',
    reasons: ({ contractBroken }) => contractBroken.map((what) => `The executor broke its contract: ${what}`),
  },
  {
    row: 2,
    id: 'check-fails',
    condition: 'a check fails that passed on the baseline; any check fails in strict or without a baseline',
    verdict: 'fail',
    reasons: failingChecks,
  },
  {
    row: 3,
    id: 'false-claim',
    condition: 'an agent says that a check passed which okstra saw failing',
    verdict: 'fail',
    reasons: falseClaims,
  },
  {
    row: 4,
    id: 'blocker',
    condition: 'a blocker that is reproduced or confirmed; a standing one in strict, or of category coverage in any mode',
    verdict: 'fail',
    reasons: ({ findings, mode }) =>
      findings.filter((finding) => isDecisiveBlocker(finding, mode === 'strict')).map(describeFinding),
  },
  {
    row: 5,
    id: 'no-result',
    condition: 'no verifier gave a result',
    verdict: null,
    outcome: 'blocked',
    reasons: noResult,
  },
  {
    row: 6,
    id: 'concerns',
    condition: 'any other blocker that is standing or disputed; a major that is reproduced, confirmed or standing',
    verdict: 'concerns',
    reasons: ({ findings, mode }) =>
      findings.filter((each) => !isDecisiveBlocker(each, mode === 'strict') && isConcern(each)).map(describeFinding),
  },
  {
    row: 7,
    id: 'otherwise',
    condition: 'otherwise',
    verdict: 'pass',
    reasons: ({ receipts: { candidate }, answers, findings }) => [otherwise(candidate, answers, findings)],
  },
];

/** Applies the table. */
export function decideVerdict(input: VerdictInput): VerdictDecision {
  for (const row of VERDICT_TABLE) {
    const reasons = row.reasons(input);
    if (reasons.length > 0) return decisionOf(row, reasons, input);
  }
  throw new Error('the last row of the verdict table always applies');
}

export interface EarlyVerdict {
  readonly decision: VerdictDecision;
  /** False: the verdict is settled, but verifiers are asked all the same. */
  readonly skipVerifiers: boolean;
}

/**
 * What rows 1 to 3 decide before any verifier was asked. Verifiers are left out when the contract was broken, and when a check fails
 * while attempts are left; on the last attempt their findings are worth having in the report.
 *
 * @returns undefined when none of these rows applies
 */
export function preVerdict(input: Omit<VerdictInput, 'findings' | 'verifiers' | 'answers'>): EarlyVerdict | undefined {
  const full: VerdictInput = { ...input, findings: [], verifiers: 0, answers: 0 };
  for (const row of VERDICT_TABLE.slice(0, 3)) {
    const reasons = row.reasons(full);
    if (reasons.length === 0) continue;
    const skipVerifiers = row.row === 1 || (row.row === 2 && input.attempt < input.maxAttempts);
    return { decision: decisionOf(row, reasons, full), skipVerifiers };
  }
  return undefined;
}

function decisionOf({ row, verdict, outcome }: VerdictRow, reasons: readonly string[], input: VerdictInput): VerdictDecision {
  if (verdict === null) {
    if (outcome === undefined) throw new Error(`row ${row} has neither verdict nor outcome`);
    if (outcome !== 'blocked') return { row, verdict, outcome, reasons };
    return { row, verdict, outcome, reasons: [...reasons, 'Route: error-analysis.'], route: 'error-analysis' };
  }
  return { row, verdict, outcome: outcomeOf(verdict, input), reasons };
}

function outcomeOf(verdict: Verdict, { mode, attempt, maxAttempts }: VerdictInput): Outcome | 'next-attempt' {
  if (verdict === 'pass' || (verdict === 'concerns' && mode === 'parallel')) return 'accepted';
  return attempt < maxAttempts ? 'next-attempt' : 'not-accepted';
}

function failingChecks(input: VerdictInput): string[] {
  const { mode, hasBaseline, receipts } = input;
  return decidingChecks({ mode, hasBaseline, ...receipts }).map(
    ({ receipt, baseline }) =>
      `Check "${receipt.label}" (${receipt.cmd}) fails: ${endOf(receipt)}${hasBaseline ? `; ${onBase(baseline)}` : ''}.`,
  );
}

function onBase(baseline: Receipt | undefined): string {
  if (!baseline) return 'it has no result on the base';
  if (baseline.status === 'skipped') return 'it was skipped on the base';
  return isFailing(baseline) ? 'it failed on the base too' : 'it passed on the base';
}

function falseClaims({ claims, receipts }: VerdictInput): string[] {
  return claimMismatches(claims, receipts.candidate).filter(isFalsePass).map(describeMismatch);
}

function noResult({ answers, verifiers }: VerdictInput): string[] {
  if (answers > 0) return [];
  if (verifiers === 0) return ['There is no verifier.'];
  return [verifiers === 1 ? 'The one verifier gave no result.' : `None of the ${verifiers} verifiers gave a result.`];
}

/** Whether a finding may enter the verdict at all. */
const isLive = ({ counts, state }: Finding): boolean => counts && state !== 'fixed';

function isDecisiveBlocker(finding: Finding, strict: boolean): boolean {
  if (!isLive(finding) || finding.severity !== 'blocker') return false;
  if (finding.class === 'reproduced' || finding.class === 'confirmed') return true;
  return finding.class === 'standing' && (strict || finding.category === 'coverage');
}

/** Blockers of row 4 apart. */
function isConcern(finding: Finding): boolean {
  if (!isLive(finding)) return false;
  const { severity, class: found } = finding;
  if (severity === 'blocker') return found === 'standing' || found === 'disputed';
  return severity === 'major' && (found === 'reproduced' || found === 'confirmed' || found === 'standing');
}

function describeFinding({ id, severity, class: found, category, claim, raisedBy }: Finding): string {
  return `${id} (${severity}, ${category}, ${found}; raised by ${raisedBy.join(', ')}): ${excerpt(claim, 300)}`;
}

/** Grave findings that were held back are named: nobody should have to look for them. */
function otherwise(candidate: readonly Receipt[], answers: number, findings: readonly Finding[]): string {
  const held = findings
    .filter(({ counts, state, severity }) => !counts && state !== 'fixed' && (severity === 'blocker' || severity === 'major'))
    .filter(({ class: found }) => found !== 'refuted' && found !== 'withdrawn')
    .map(({ id }) => id);
  const follow = held.length === 0 ? '' : ` Left to follow-ups: ${held.join(', ')}.`;
  return `${ofChecks(candidate)}, and no finding of ${answers} ${answers === 1 ? 'verifier' : 'verifiers'} stands in the way.${follow}`;
}

function ofChecks(candidate: readonly Receipt[]): string {
  const ran = candidate.filter(({ status }) => status !== 'skipped').length;
  const failing = candidate.filter(isFailing).length;
  if (ran === 0) return 'No check was run';
  if (failing > 0) return `No check fails that passed on the base (${failing} of ${ran} fail as before)`;
  return ran === 1 ? 'The one check passes' : `All ${ran} checks pass`;
}
