/** One attempt judged: answers, receipts and audits in; findings, verdict and what is left to do out. */
import { churnOf, describeChurn } from './churn.ts';
import { claimMismatches, describeMismatch, isFalsePass } from './claims.ts';
import { convergenceState } from './convergence.ts';
import { criterionRows } from './criteria.ts';
import { followUpsOf } from './follow-ups.ts';
import { byCodeUnits } from './merge.ts';
import { receiptsByCriterion } from './receipts.ts';
import { remainingTasks } from './remaining.ts';
import { roundsSoFar } from './rounds.ts';
import { type Settlement, settleRounds } from './settle.ts';
import type { JudgeInput, Judgement } from './types.ts';
import { decideVerdict } from './verdict.ts';

/** What a verifier held to be out of scope, now or in an earlier attempt, unless the lines it is about have changed since. */
function outOfScope({ changedSince }: JudgeInput, { settled, findings }: Settlement): ReadonlySet<string> {
  const now = settled.filter((each) => each.outOfScope).map(({ finding }) => finding.id);
  const before = findings.filter(
    ({ state, positions, location }) =>
      state === 'fixed' &&
      positions.some(({ position, kind }) => position === 'DISAGREE' && kind === 'b') &&
      !(location && changedSince(location.file, location.startLine, location.endLine)),
  );
  return new Set([...now, ...before.map(({ id }) => id)]);
}

/** Pure: the same answers in any order give the same judgement, to the byte. */
export function judgeAttempt(given: JudgeInput): Judgement {
  const input: JudgeInput = { ...given, answers: given.answers.toSorted((a, b) => byCodeUnits(a.seat, b.seat)) };
  const { attempt, criteria, answers, verifiers, receipts, contractBroken, mode, maxAttempts, hasBaseline } = input;
  const criteriaReceipts = receiptsByCriterion(criteria, receipts.candidate);
  const history = Array.from({ length: roundsSoFar(input) }, (_, index) => settleRounds(input, criteriaReceipts, index + 1));
  const last = history.at(-1);
  if (!last) throw new Error('an attempt has at least one round');
  const { settled, findings } = last;
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
  const followUps = followUpsOf(findings, outOfScope(input, last));
  return {
    attempt,
    decision,
    findings,
    remainingTasks: decision.outcome === 'accepted' ? [] : remainingTasks({ ...input, findings, criteriaReceipts }),
    followUps,
    criteria: criterionRows({ criteria, receipts: criteriaReceipts, answers }),
    answeringVendors: [...new Set(answers.map(({ vendor }) => vendor))].toSorted(byCodeUnits),
    convergence: convergenceState(input, history, followUps),
    churn: churnOf(findings).map(describeChurn),
    notices: claimMismatches(claims, receipts.candidate)
      .filter((each) => !isFalsePass(each))
      .map(describeMismatch),
  };
}
