/** Each criterion with what every verifier said of it, side by side. */
import type { Receipt } from '../model/evidence.ts';
import type { CriterionStatus } from '../model/findings.ts';
import type { Criterion } from '../model/item.ts';
import { byCodeUnits } from './merge.ts';
import { isFailing } from './receipts.ts';
import type { CriterionRow, SeatAnswer } from './types.ts';

/** Least favourable first. */
const STATUSES: readonly CriterionStatus[] = ['unmet', 'partial', 'met'];

export interface CriteriaInput {
  readonly criteria: readonly Criterion[];
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly answers: readonly SeatAnswer[];
}

/** Rows in the order of the criteria; dissent is kept, whatever was decided. */
export function criterionRows({ criteria, receipts, answers }: CriteriaInput): CriterionRow[] {
  const bySeat = answers.toSorted((a, b) => byCodeUnits(a.seat, b.seat));
  return criteria.map(({ id, text, kind }) => {
    const given = bySeat.flatMap(({ seat, vendor, answer }) => {
      const own = answer.criteria.find((each) => each.id === id);
      return own ? [{ seat, vendor, status: own.status, evidence: own.evidence }] : [];
    });
    const checked = new Set<CriterionStatus>(given.map(({ status }) => status).filter((status) => status !== 'not-checked'));
    const receipt = receipts.get(id);
    return {
      id,
      text,
      kind,
      answeredBy: receipt ? 'receipt' : checked.size > 0 ? 'verifiers' : kind === 'manual' ? 'person' : 'nobody',
      status: receipt ? statusOf(receipt) : (STATUSES.find((status) => checked.has(status)) ?? 'not-checked'),
      ...(receipt ? { check: receipt.check } : {}),
      disagreed: checked.size > 1,
      answers: given,
    };
  });
}

function statusOf(receipt: Receipt): CriterionStatus {
  if (receipt.status === 'skipped') return 'not-checked';
  return isFailing(receipt) ? 'unmet' : 'met';
}
