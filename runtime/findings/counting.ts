/** Whether a finding enters the verdict, and what becomes of it when it does not. */
import type { Finding, FindingClass, RawFinding, ReproducerResult } from '../model/findings.ts';
import type { Identified } from './identity.ts';
import { isOfCriterion } from './raise.ts';
import type { ChangedSince } from './types.ts';

/** Why a finding does not count, as the report prints it. */
export const WHY = {
  fixed: 'no longer reported',
  refuted: 'refuted',
  withdrawn: 'withdrawn by all who raised it',
  onBase: 'its reproducer holds on the base too',
  receipt: 'the criterion is answered by a check',
  elsewhere: 'first raised after the first attempt, not on lines changed since the attempt before',
} as const;

export interface CountInput {
  readonly identified: Identified;
  readonly class: FindingClass;
  readonly finding: RawFinding;
  readonly reproducer: ReproducerResult | undefined;
  readonly isFirstReview: boolean;
  readonly changedSince: ChangedSince;
  /** Ids of criteria that receipts answer. */
  readonly receiptCriteria: ReadonlySet<string>;
}

/** @returns why the finding does not count; undefined when it does */
export function whyNotCounted(input: CountInput): string | undefined {
  const { identified, class: found, finding, reproducer, receiptCriteria } = input;
  if (found === 'refuted') return WHY.refuted;
  if (found === 'withdrawn') return WHY.withdrawn;
  if (reproducer === 'holds-on-both') return WHY.onBase;
  const answeredByCheck =
    finding.category === 'coverage' && finding.criterion !== undefined && receiptCriteria.has(finding.criterion);
  if (answeredByCheck && !identified.merged.observed) return WHY.receipt;
  return isElsewhere(input) ? WHY.elsewhere : undefined;
}

/**
 * From the second review on, what nobody said before counts only where the code changed since, so that the loop ends. This is about
 * problems found elsewhere in the code. It does not hold back what okstra saw itself or what a reproducer shows; blockers of security or
 * correctness; and what says that the item itself is not done (criteria, remaining tasks, a verdict's own summary), which every attempt
 * is asked anew. A finding that was held back once stays so for as long as these do not apply.
 */
function isElsewhere({ identified, class: found, finding, isFirstReview, changedSince }: CountInput): boolean {
  const { state, before, merged } = identified;
  if (isFirstReview || found === 'reproduced') return false;
  if (state !== 'new' && before?.why !== WHY.elsewhere) return false;
  const { category, severity, location } = finding;
  if (severity === 'blocker' && (category === 'security' || category === 'correctness')) return false;
  if (merged.members.some((each) => isOfCriterion(each) || each.origin === 'task' || each.origin === 'summary')) return false;
  if (category === 'coverage' && finding.criterion !== undefined) return false;
  return !location || !changedSince(location.file, location.startLine, location.endLine);
}

/** Whether a finding that does not enter the verdict is worth an item of its own. */
export const isFollowUp = ({ why }: Finding): boolean => why === WHY.elsewhere || why === WHY.onBase;
