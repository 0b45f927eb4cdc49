/** Checks and their receipts, and where an agent says something else of them than okstra saw. */
import { concerns, languagesOf } from '../evidence/languages.ts';
import { claimMismatches, isFalsePass } from '../findings/claims.ts';
import type { ReportAttempt, ReportChecks, ReportDiscrepancy, ReportReceipt } from '../generated/types.ts';
import type { RunEvent } from '../model/events.ts';
import type { CheckSpec, Receipt } from '../model/evidence.ts';
import { reportArtifact } from './artifact.ts';
import type { RunFacts } from './attempts.ts';

export function checksOf({ input, state }: RunFacts, attempts: readonly ReportAttempt[]): ReportChecks {
  const receipts = receiptsIn(input.events);
  const paths = (state.attempts.findLast(({ candidate }) => candidate !== undefined)?.candidate?.files ?? []).map(
    ({ path }) => path,
  );
  return {
    configured: input.plan.checks.map(({ id, label, category, cmd, cwd, language }) => ({
      id,
      label,
      category,
      cmd,
      cwd,
      language: language ?? null,
    })),
    unconfigured: [...input.plan.unconfigured],
    languagesWithoutLint: languagesWithoutLint(input.plan.checks, paths),
    receipts: receipts.map(reportReceipt),
    discrepancies: attempts.flatMap((attempt) => discrepanciesIn(attempt, receipts)),
  };
}

/** Receipts of an attempt's candidate; of a check that was run again after an interruption the last one. */
export function latestReceipts<R extends Pick<Receipt, 'on' | 'attempt' | 'check'>>(
  receipts: readonly R[],
  attempt: number,
): readonly R[] {
  const own = receipts.filter((receipt) => receipt.on === 'candidate' && receipt.attempt === attempt);
  return [...new Map(own.map((receipt) => [receipt.check, receipt])).values()];
}

export const receiptsIn = (events: readonly RunEvent[]): readonly Receipt[] =>
  events.flatMap((event) => {
    if (event.type === 'set-up') return event.receipts;
    return event.type === 'check-finished' ? [event.receipt] : [];
  });

function reportReceipt(receipt: Receipt): ReportReceipt {
  const { log, counts, note, check, label, category, cmd, cwd, on, attempt, commit, tree, status, exitCode, durationMs, tail } =
    receipt;
  return {
    check,
    label,
    category,
    cmd,
    cwd,
    on,
    attempt,
    commit,
    tree,
    status,
    exitCode,
    durationMs,
    log: reportArtifact(log),
    tail,
    counts: counts ? { passed: counts.passed, failed: counts.failed, skipped: counts.skipped } : null,
    confinement: receipt.confinement,
    note: note ?? null,
    ...(receipt.hint === undefined ? {} : { hint: receipt.hint }),
    ...(receipt.cachedFrom === undefined ? {} : { cachedFrom: { run: receipt.cachedFrom.run, at: receipt.cachedFrom.at } }),
  };
}

/** Prose and data formats: nobody misses a linter for them. */
const NOT_CODE = new Set(['markdown', 'json', 'yaml', 'toml']);

function languagesWithoutLint(checks: readonly CheckSpec[], paths: readonly string[]): string[] {
  const style = checks.filter(({ category }) => category === 'lint' || category === 'format');
  return languagesOf(paths).filter((language) => {
    const own = paths.filter((path) => languagesOf([path]).includes(language));
    return !NOT_CODE.has(language) && !style.some((check) => concerns(check.language, own));
  });
}

/** Only what agents claim in their answers: what a stream shows of a command was seen at another moment, on another tree. */
function discrepanciesIn(attempt: ReportAttempt, receipts: readonly Receipt[]): readonly ReportDiscrepancy[] {
  const claims = [{ seat: 'executor', commands: attempt.executor.commands }, ...attempt.verifiers].map(({ seat, commands }) => ({
    seat,
    commands: commands.filter(({ from }) => from === 'answer'),
  }));
  return claimMismatches(claims, latestReceipts(receipts, attempt.n)).map((mismatch) => ({
    attempt: attempt.n,
    seat: mismatch.seat,
    check: mismatch.receipt.check,
    cmd: mismatch.receipt.cmd,
    claimedExit: mismatch.claimed,
    observedExit: mismatch.receipt.exitCode,
    observedStatus: mismatch.receipt.status,
    falsePass: isFalsePass(mismatch),
  }));
}
