/** Whether another round can settle something, and who is asked what in it. */
import type { Finding, RoundAsk } from '../model/findings.ts';
import { byCodeUnits, SEVERITIES } from './merge.ts';
import { receiptsByCriterion } from './receipts.ts';
import { type Settled, type Settlement, settleRounds } from './settle.ts';
import type { JudgeInput, Round2SkippedReason } from './types.ts';

/** Most findings that one verifier is asked about in one round, gravest first: a prompt has to have an end. */
export const MAX_ASKED = 100;

export type NextRound =
  | { readonly kind: 'open'; readonly round: number; readonly asks: readonly RoundAsk[] }
  | { readonly kind: 'none'; readonly reason: Round2SkippedReason };

/** Rounds that took place, the first one included. */
export const roundsSoFar = ({ rounds }: Pick<JudgeInput, 'rounds'>): number => 1 + rounds.length;

export function nextRound(input: JudgeInput): NextRound {
  const receipts = receiptsByCriterion(input.criteria, input.receipts.candidate);
  return roundAfter(input, settleRounds(input, receipts, roundsSoFar(input)));
}

const none = (reason: Round2SkippedReason): NextRound => ({ kind: 'none', reason });

/** @param settlement of all rounds so far */
export function roundAfter(input: JudgeInput, settlement: Settlement): NextRound {
  const { convergence: settings, answers } = input;
  if (!settings.enabled) return none('disabled');
  const open = settlement.settled.filter((each) => each.misquoted || isOpen(each.finding));
  if (open.length === 0) return none('no-open-findings');
  if (answers.length < 2) return none('single-verifier');
  const asks = asksOf(open, input);
  if (settings.budgetReached) return none('budget');
  const round = roundsSoFar(input) + 1;
  if (round > settings.maxRounds) return none('max-rounds');
  return asks.length === 0 ? none('no-open-findings') : { kind: 'open', round, asks };
}

/** Another round could still move it: not settled by executed evidence, not taken back, not agreed by two vendors. */
export const isOpen = ({ class: found, counts, state }: Finding): boolean =>
  counts && state !== 'fixed' && (found === 'standing' || found === 'disputed');

/**
 * A verifier is asked once about each open finding that it did not raise. Whoever raised one that is disputed is asked once whether it
 * still holds it, and whoever quoted a line that does not exist for the line as it stands; others look at such a finding in the same round.
 */
function asksOf(open: readonly Settled[], { answers, rounds }: JudgeInput): RoundAsk[] {
  const wasAsked = (seat: string, id: string): boolean =>
    rounds.some(({ asks }) => asks.some((ask) => ask.seat === seat && ask.findings.includes(id)));
  return answers
    .map(({ seat }) => seat)
    .toSorted(byCodeUnits)
    .map((seat) => {
      const gravest = open
        .filter(({ finding, misquoted }) => misquoted || !finding.raisedBy.includes(seat) || finding.class === 'disputed')
        .map(({ finding }) => finding)
        .filter(({ id }) => !wasAsked(seat, id))
        .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
        .slice(0, MAX_ASKED);
      const own = new Set(gravest.map(({ id }) => id));
      return { seat, findings: open.map(({ finding }) => finding.id).filter((id) => own.has(id)) };
    })
    .filter(({ findings }) => findings.length > 0);
}
