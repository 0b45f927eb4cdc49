/** What of a report concerns the last attempt: formats for other programs tell the state of the code, not its history. */
import type { ReportCheck, ReportData, ReportReceipt } from '../generated/types.ts';
import { latestReceipts } from './checks.ts';

export interface CheckResult {
  readonly check: ReportCheck;
  /** undefined: not run on the last candidate. */
  readonly receipt: ReportReceipt | undefined;
  /** How it ended on the base; undefined: not run there. */
  readonly onBase: ReportReceipt['status'] | undefined;
}

/** Every check of the run, in the order of the plan. */
export function checkResults({ checks, attempts }: ReportData): readonly CheckResult[] {
  const own = latestReceipts(checks.receipts, attempts.at(-1)?.n ?? 0);
  return checks.configured.map((check) => ({
    check,
    receipt: own.find((receipt) => receipt.check === check.id),
    onBase: checks.receipts.findLast(
      ({ on, check: id, category }) => on === 'baseline' && category !== 'setup' && id === check.id,
    )?.status,
  }));
}

/** `failed with exit code 1`, in one line and in English: programs group by it. */
export function howItEnded({ status, exitCode, note }: ReportReceipt): string {
  if (status === 'passed' || status === 'skipped') return note ?? status;
  const how = status === 'timed-out' ? 'timed out' : 'failed';
  return exitCode === null ? `${how}${note === null ? '' : `: ${note}`}` : `${how} with exit code ${exitCode}`;
}
