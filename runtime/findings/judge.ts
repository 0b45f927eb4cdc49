/** One attempt judged: answers, receipts and audits in; findings, verdict and what is left to do out. */
import type { Receipt } from '../model/evidence.ts';
import type { Finding, RawFinding } from '../model/findings.ts';
import { claimMismatches, describeMismatch, isFalsePass } from './claims.ts';
import { classify, lowered } from './classify.ts';
import { convergenceState } from './convergence.ts';
import { WHY, whyNotCounted } from './counting.ts';
import { criterionRows } from './criteria.ts';
import { followUpsOf } from './follow-ups.ts';
import { carryIdentity, type Identified, numberOf } from './identity.ts';
import { byCodeUnits, type MergedFinding, mergeFindings } from './merge.ts';
import { findingsOfAnswers, isObserved, OKSTRA } from './raise.ts';
import { receiptsByCriterion } from './receipts.ts';
import { remainingTasks } from './remaining.ts';
import type { JudgeInput, Judgement } from './types.ts';
import { decideVerdict } from './verdict.ts';

/** Pure: the same answers in any order give the same judgement, to the byte. */
export function judgeAttempt(given: JudgeInput): Judgement {
  const input: JudgeInput = { ...given, answers: given.answers.toSorted((a, b) => byCodeUnits(a.seat, b.seat)) };
  const { attempt, criteria, answers, verifiers, receipts, contractBroken, mode, maxAttempts, hasBaseline } = input;
  const criteriaReceipts = receiptsByCriterion(criteria, receipts.candidate);
  const merged = mergeRaised(input, criteriaReceipts);
  const { found, absent } = carryIdentity(input.previous, merged, attempt);
  const settled = found.map((each) => settle(each, input, criteriaReceipts));
  const silent = absent.filter((finding) => !isAnswered(finding, input, criteriaReceipts));
  const gone = absent.filter((finding) => !silent.includes(finding)).map(fixed);
  const findings = [...settled.map(({ finding }) => finding), ...silent.map(stillOpen), ...gone].toSorted(
    (a, b) => numberOf(a.id) - numberOf(b.id),
  );
  const claims = [
    { seat: 'executor', commands: input.executorCommands },
    ...answers.map(({ seat, answer }) => ({ seat, commands: answer.commands })),
  ];
  // What was said of an earlier candidate is no result for this one: with no answer at all it is left out, so that row 5 can apply.
  const deciding = answers.length > 0 ? findings : settled.map(({ finding }) => finding);
  const decision = decideVerdict({
    attempt,
    maxAttempts,
    mode,
    hasBaseline,
    receipts,
    contractBroken,
    claims,
    findings: deciding,
    verifiers: verifiers.length,
    answers: answers.length,
  });
  const followUps = followUpsOf(findings, new Set(settled.filter((each) => each.outOfScope).map(({ finding }) => finding.id)));
  return {
    attempt,
    decision,
    findings,
    remainingTasks: decision.outcome === 'accepted' ? [] : remainingTasks({ ...input, findings, criteriaReceipts }),
    followUps,
    criteria: criterionRows({ criteria, receipts: criteriaReceipts, answers }),
    answeringVendors: [...new Set(answers.map(({ vendor }) => vendor))].toSorted(byCodeUnits),
    convergence: convergenceState({ ...input, settings: input.convergence, findings, raised: merged.length, followUps }),
    notices: claimMismatches(claims, receipts.candidate)
      .filter((each) => !isFalsePass(each))
      .map(describeMismatch),
  };
}

/** A finding whose quote does not exist is kept apart, so that it neither supports a sound one nor drags it down. */
function mergeRaised(
  { criteria, answers, audits, quoteExists }: JudgeInput,
  receipts: ReadonlyMap<string, Receipt>,
): MergedFinding[] {
  const raised = findingsOfAnswers({ criteria, receipts, answers, audits });
  const isSound = (quote: RawFinding['quote']) => quote === undefined || quoteExists(quote);
  const sound = raised.filter((each) => isObserved(each) || isSound(each.finding.quote));
  const unsound = raised.filter((each) => !sound.includes(each));
  return [...mergeFindings(sound), ...mergeFindings(unsound)];
}

interface Settled {
  readonly finding: Finding;
  readonly outOfScope: boolean;
}

function settle(identified: Identified, input: JudgeInput, receipts: ReadonlyMap<string, Receipt>): Settled {
  const { id, state, firstAttempt, merged } = identified;
  const positions = input.positions.filter(({ finding }) => finding === id);
  const reproducer = input.reproducers[id];
  const { quote } = merged.finding;
  const classification = classify({
    observed: merged.observed,
    raisers: merged.members.filter(({ seat }) => seat !== OKSTRA),
    ...(quote ? { quote } : {}),
    ...(reproducer ? { reproducer } : {}),
    positions,
    quoteExists: input.quoteExists,
  });
  const severity = classification.overstated ? lowered(merged.finding.severity) : merged.finding.severity;
  const finding: RawFinding = { ...merged.finding, severity };
  const why = whyNotCounted({
    identified,
    class: classification.class,
    finding,
    reproducer,
    attempt: input.attempt,
    changedSince: input.changedSince,
    receiptCriteria: new Set(receipts.keys()),
  });
  return {
    finding: {
      ...finding,
      id,
      raisedBy: merged.raisedBy,
      vendors: merged.vendors,
      class: classification.class,
      state,
      firstAttempt,
      counts: why === undefined,
      ...(why === undefined ? {} : { why }),
      positions,
    },
    outOfScope: classification.outOfScope,
  };
}

/**
 * Whether this attempt says anything about a finding of an earlier one. Silence of a verifier that gave no answer is no sign that the
 * problem is gone: it stays open unless someone else looked at the changed lines, or answered the criterion.
 */
function isAnswered(finding: Finding, { answers, changedSince }: JudgeInput, receipts: ReadonlyMap<string, Receipt>): boolean {
  if (finding.state === 'fixed') return true;
  const { criterion, location, raisedBy } = finding;
  const seats = raisedBy.filter((seat) => seat !== OKSTRA);
  if (criterion !== undefined && receipts.has(criterion)) return true;
  if (seats.length === 0 && finding.category !== 'coverage') return true;
  if (answers.length === 0) return false;
  if (seats.length === 0 || answers.some(({ seat }) => seats.includes(seat))) return true;
  const isMet = answers.some(({ answer }) => answer.criteria.some(({ id, status }) => id === criterion && status === 'met'));
  return isMet || (location !== undefined && changedSince(location.file, location.startLine, location.endLine));
}

const stillOpen = (finding: Finding): Finding => ({ ...finding, state: 'open' });

/** What was held back as a follow-up stays one, whether or not it is said again. */
const fixed = (finding: Finding): Finding => ({
  ...finding,
  state: 'fixed',
  counts: false,
  why: finding.counts ? WHY.fixed : (finding.why ?? WHY.fixed),
});
