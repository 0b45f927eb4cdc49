/** Everything negative becomes a finding first, whatever the form in which it was said. */
import type { Receipt } from '../model/evidence.ts';
import type { RawFinding } from '../model/findings.ts';
import type { Criterion } from '../model/item.ts';
import { endOf, isFailing } from './receipts.ts';
import { excerpt } from './text.ts';
import type { SeatAnswer, VerifierSeat } from './types.ts';

/** Stands where a seat id or vendor would, for what okstra raises itself. It is no vendor when vendors are counted. */
export const OKSTRA = 'okstra';

/**
 * Where a finding comes from. `finding`: an entry of an answer. `criterion`: a status. `task`: a remaining task. `summary`: a verdict
 * without other reasons. `audit`: okstra's own. `receipt`: a failing check that answers a criterion. `uncovered`: a criterion that nobody
 * answered `met`.
 */
export type Origin = 'finding' | 'criterion' | 'task' | 'summary' | 'audit' | 'receipt' | 'uncovered';

/** A finding with who raised it, before merging. */
export interface Raised extends VerifierSeat {
  readonly origin: Origin;
  readonly finding: RawFinding;
}

/** okstra saw it itself. */
export const isObserved = ({ origin }: Raised): boolean => origin === 'audit' || origin === 'receipt';
/** Made from a criterion's status, so that its claim is the same whoever said it. */
export const isOfCriterion = ({ origin }: Raised): boolean =>
  origin === 'criterion' || origin === 'receipt' || origin === 'uncovered';

export interface RaiseInput {
  readonly criteria: readonly Criterion[];
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly answers: readonly SeatAnswer[];
  readonly audits: readonly RawFinding[];
}

export function findingsOfAnswers({ criteria, receipts, answers, audits }: RaiseInput): Raised[] {
  const ofAnswers = answers.flatMap((each) => raisedBy(each, criteria, receipts));
  const ofReceipts = criteria.flatMap((criterion) => unmetByReceipt(criterion, receipts.get(criterion.id)));
  const ofAudits = audits.map((finding) => ({ seat: OKSTRA, vendor: OKSTRA, origin: 'audit' as const, finding }));
  const raised = [...ofAnswers, ...ofReceipts, ...ofAudits];
  const asked = criteria.filter(({ id, kind }) => kind !== 'manual' && !receipts.has(id));
  return [...raised, ...uncovered(asked, answers, raised)];
}

function raisedBy(each: SeatAnswer, criteria: readonly Criterion[], receipts: ReadonlyMap<string, Receipt>): Raised[] {
  const { seat, vendor, answer } = each;
  const own = answer.findings.map((finding): Raised => ({ seat, vendor, origin: 'finding', finding }));
  const ofCriteria = criteria
    .filter(({ id }) => !receipts.has(id))
    .flatMap((criterion) =>
      fromStatus(each, criterion).map((finding): Raised => ({ seat, vendor, origin: 'criterion', finding })),
    );
  const ofTasks = answer.remainingTasks
    .filter((task) => task.trim() !== '')
    .map(
      (task): Raised => ({
        seat,
        vendor,
        origin: 'task',
        finding: { category: 'coverage', severity: 'blocker', claim: task, evidence: '' },
      }),
    );
  const reasons = [...own, ...ofCriteria, ...ofTasks];
  const summary = needsSummary(each, reasons, receipts)
    ? [{ seat, vendor, origin: 'summary' as const, finding: ofSummary(each) }]
    : [];
  return [...reasons, ...summary];
}

function fromStatus({ answer }: SeatAnswer, criterion: Criterion): RawFinding[] {
  const given = answer.criteria.find(({ id }) => id === criterion.id);
  const own = answer.findings.filter((finding) => finding.criterion === criterion.id);
  if (given?.status === 'unmet') {
    // Only an equally grave finding stands for it: a lesser one would let an unmet criterion through.
    if (own.some(({ category, severity }) => category === 'coverage' && severity === 'blocker')) return [];
    return [
      { category: 'coverage', severity: 'blocker', claim: claimOf(criterion), evidence: given.evidence, criterion: criterion.id },
    ];
  }
  if (given?.status !== 'partial' || own.length > 0) return [];
  const claim = claimOf(criterion, 'only partly met');
  return [{ category: 'coverage', severity: 'major', claim, evidence: given.evidence, criterion: criterion.id }];
}

/** `AC-2 is not met: <its text>`. The text of a whole item is left out: it can be any length. */
function claimOf({ id, text, kind }: Criterion, state = 'not met'): string {
  return kind === 'whole' ? `${id} is ${state}` : `${id} is ${state}: ${excerpt(text, 300)}`;
}

/** A verdict has to have a weight in findings: notes have none, and a status that a receipt overrules was said but does not count. */
function needsSummary({ answer }: SeatAnswer, reasons: readonly Raised[], receipts: ReadonlyMap<string, Receipt>): boolean {
  if (answer.verdict === 'pass' || reasons.some(({ finding }) => finding.severity !== 'note')) return false;
  return !answer.criteria.some(({ id, status }) => receipts.has(id) && (status === 'unmet' || status === 'partial'));
}

function ofSummary({ answer }: SeatAnswer): RawFinding {
  if (answer.form === 'two-line') {
    return { category: 'coverage', severity: 'blocker', claim: 'STATUS: missing, without a remaining task', evidence: '' };
  }
  const summary = answer.summary.trim();
  const claim = summary === '' ? `The verdict is "${answer.verdict}", without a reason` : excerpt(summary, 500);
  return { category: 'correctness', severity: answer.verdict === 'fail' ? 'blocker' : 'major', claim, evidence: summary };
}

function unmetByReceipt(criterion: Criterion, receipt: Receipt | undefined): Raised[] {
  if (!receipt || !isFailing(receipt)) return [];
  const evidence = `okstra ran ${receipt.cmd} on the candidate: ${endOf(receipt)}`;
  const finding: RawFinding = {
    category: 'coverage',
    severity: 'blocker',
    claim: claimOf(criterion),
    evidence,
    criterion: criterion.id,
  };
  return [{ seat: OKSTRA, vendor: OKSTRA, origin: 'receipt', finding }];
}

/** An answer in the two-line form that says `ok` speaks for all criteria; without any answer there is nothing to conclude. */
function uncovered(asked: readonly Criterion[], answers: readonly SeatAnswer[], raised: readonly Raised[]): Raised[] {
  const speaking = answers.filter(({ answer }) => answer.form !== 'two-line');
  if (speaking.length === 0 || answers.some(({ answer }) => answer.form === 'two-line' && answer.verdict === 'pass')) return [];
  const isMet = (id: string) =>
    speaking.some(({ answer }) => answer.criteria.some((each) => each.id === id && each.status === 'met'));
  const isRaised = (id: string) =>
    raised.some(
      ({ finding: { category, severity, criterion } }) => category === 'coverage' && severity === 'blocker' && criterion === id,
    );
  return asked
    .filter(({ id }) => !isMet(id) && !isRaised(id))
    .map((criterion) => ({
      seat: OKSTRA,
      vendor: OKSTRA,
      origin: 'uncovered',
      finding: {
        category: 'coverage',
        severity: 'blocker',
        claim: claimOf(criterion),
        evidence: 'No verifier answered "met".',
        criterion: criterion.id,
      },
    }));
}
