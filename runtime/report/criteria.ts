/** The criteria of the item, with what each verifier of the last attempt says of them. */
import { criterionRows } from '../findings/index.ts';
import { receiptsByCriterion } from '../findings/receipts.ts';
import type { CriterionRow, SeatAnswer } from '../findings/types.ts';
import type { ReportAttempt, ReportCriterion } from '../generated/types.ts';
import type { Receipt } from '../model/evidence.ts';
import type { RunFacts } from './attempts.ts';
import { latestReceipts, receiptsIn } from './checks.ts';

export function criteriaOf({ input, dispatches }: RunFacts, last: ReportAttempt | undefined): ReportCriterion[] {
  const { criteria } = input.plan.item;
  const candidate = last ? latestReceipts(receiptsIn(input.events), last.n) : [];
  const receipts = receiptsByCriterion(criteria, candidate);
  const answers = (last?.verifiers ?? []).flatMap(({ seat, vendor }): SeatAnswer[] => {
    const dispatch = dispatches.findLast(
      ({ started, judged }) =>
        started.seat === seat && started.attempt === last?.n && started.round === 0 && judged?.result === 'valid',
    );
    const answer = dispatch && input.answers.get(dispatch.started.dispatch);
    return answer ? [{ seat, vendor, answer }] : [];
  });
  return criterionRows({ criteria, receipts, answers }).map((row) => ({
    id: row.id,
    text: row.text,
    kind: row.kind,
    status: statusOf(row),
    receipt: receiptOf(receipts.get(row.id)),
    answers: row.answers.map(({ seat, status, evidence }) => ({ seat, status, evidence })),
  }));
}

/** A manual criterion that nobody was asked about yet is not checked; one that every verifier passed on is for a person. */
function statusOf({ answeredBy, answers, status }: CriterionRow): ReportCriterion['status'] {
  if (answeredBy === 'receipt') return 'by-check';
  return answeredBy === 'person' && answers.length > 0 ? 'for-a-person' : status;
}

const receiptOf = (receipt: Receipt | undefined): ReportCriterion['receipt'] =>
  receipt ? { check: receipt.check, status: receipt.status, exitCode: receipt.exitCode } : null;
