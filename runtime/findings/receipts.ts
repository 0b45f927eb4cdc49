/** What receipts say: which checks fail, and which criteria they answer. */
import type { Receipt } from '../model/evidence.ts';
import type { Criterion } from '../model/item.ts';
import type { Mode } from '../model/plan.ts';
import type { Receipts } from './types.ts';

/** A check that ran out of time did not pass. A skipped one says nothing. */
export const isFailing = ({ status }: Receipt): boolean => status === 'failed' || status === 'timed-out';

/** A command line as it is compared: without outer blanks, inner ones as one. */
export const normalizeCommand = (cmd: string): string => cmd.trim().replaceAll(/\s+/g, ' ');

/** How a check ended, for a sentence: `exit code 1`, `timed out`, `passed`. */
export function endOf({ status, exitCode }: Receipt): string {
  if (status === 'timed-out') return 'timed out';
  if (status === 'skipped') return 'skipped';
  return exitCode === null ? 'ended by a signal' : `exit code ${exitCode}`;
}

/** Ids of criteria whose text is only a command that is one of the run's checks, given the command lines of all checks. */
export function criteriaOfReceipts(criteria: readonly Criterion[], checkCommands: readonly string[]): string[] {
  const known = new Set(checkCommands.map(normalizeCommand));
  return criteria.flatMap(({ id, command }) => (command !== undefined && known.has(normalizeCommand(command)) ? [id] : []));
}

/** The receipt that answers each such criterion; of several with the same command, one that fails. */
export function receiptsByCriterion(criteria: readonly Criterion[], candidate: readonly Receipt[]): ReadonlyMap<string, Receipt> {
  const found = new Map<string, Receipt>();
  for (const { id, command } of criteria) {
    if (command === undefined) continue;
    const same = candidate.filter(({ cmd }) => normalizeCommand(cmd) === normalizeCommand(command));
    const receipt = same.find(isFailing) ?? same.find(({ status }) => status === 'passed') ?? same[0];
    if (receipt) found.set(id, receipt);
  }
  return found;
}

export interface CheckInput extends Receipts {
  readonly mode: Mode;
  /** False: nothing excuses a failing check. */
  readonly hasBaseline: boolean;
}

export interface FailingCheck {
  readonly receipt: Receipt;
  /** Absent: it was not run on the base. */
  readonly baseline?: Receipt;
}

/**
 * The failing checks that decide: all of them in `strict` or without a baseline, otherwise those that did not already fail on the base.
 * A check without a result on the base is not excused.
 */
export function decidingChecks({ mode, hasBaseline, baseline, candidate }: CheckInput): FailingCheck[] {
  return candidate.filter(isFailing).flatMap((receipt) => {
    const before = hasBaseline ? baseline.find(({ check }) => check === receipt.check) : undefined;
    if (mode !== 'strict' && before && isFailing(before)) return [];
    return [{ receipt, ...(before ? { baseline: before } : {}) }];
  });
}

/** True when the receipts alone make the attempt fail (row 2 of the verdict table). */
export const checksDecide = (input: CheckInput): boolean => decidingChecks(input).length > 0;
