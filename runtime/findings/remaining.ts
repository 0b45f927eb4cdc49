/** What is left to do, in words that an executor can act on. */
import type { Receipt } from '../model/evidence.ts';
import type { Finding, RemainingTask } from '../model/findings.ts';
import { ADVICE, churnOf } from './churn.ts';
import { claimMismatches, isFalsePass } from './claims.ts';
import { byCodeUnits } from './merge.ts';
import { decidingChecks, endOf } from './receipts.ts';
import { excerpt } from './text.ts';
import type { JudgeInput } from './types.ts';

export interface RemainingInput extends Pick<JudgeInput, 'mode' | 'hasBaseline' | 'receipts' | 'answers' | 'executorCommands'> {
  readonly findings: readonly Finding[];
  /** Receipts by the criterion they answer. */
  readonly criteriaReceipts: ReadonlyMap<string, Receipt>;
}

/**
 * Failing checks, tasks that verifiers named (verbatim), then findings that count, in the order of their ids. Each text once.
 */
export function remainingTasks(input: RemainingInput): RemainingTask[] {
  const checks = checkTasks(input);
  const named = input.answers
    .toSorted((a, b) => byCodeUnits(a.seat, b.seat))
    .flatMap(({ seat, answer }) => answer.remainingTasks.map((text) => ({ text, origin: seat })))
    .filter(({ text }) => text.trim() !== '');
  const said = new Set(named.map(({ text }) => text));
  const listed = new Set(checks.map(({ origin }) => origin));
  const churning = new Set(churnOf(input.findings).map(({ finding }) => finding));
  const found = input.findings
    .filter(
      (finding) => isLeft(finding) && !said.has(finding.claim) && !listed.has(checkOf(finding, input.criteriaReceipts) ?? ''),
    )
    .map((finding) => ({
      text: `${describe(finding)}${churning.has(finding.id) ? ` ${ADVICE}` : ''}`,
      origin: finding.criterion ?? finding.id,
    }));
  const byText = new Map([...checks, ...named, ...found].toReversed().map((task) => [task.text, task]));
  return [...byText.values()].toReversed();
}

function checkTasks({ mode, hasBaseline, receipts, executorCommands }: RemainingInput): RemainingTask[] {
  const deciding = decidingChecks({ mode, hasBaseline, ...receipts }).map(({ receipt }) => receipt);
  const claimed = claimMismatches([{ seat: 'executor', commands: executorCommands }], receipts.candidate).filter(isFalsePass);
  const others = claimed.map(({ receipt }) => receipt).filter((receipt) => !deciding.includes(receipt));
  return [
    ...deciding.map((receipt) => ({
      text: `Make the check "${receipt.label}" pass: ${receipt.cmd} (${endOf(receipt)})`,
      origin: receipt.check,
    })),
    ...others.map((receipt) => ({
      text: `The check "${receipt.label}" was reported as passing, but it fails: ${receipt.cmd} (${endOf(receipt)})`,
      origin: receipt.check,
    })),
  ];
}

/** The check that decides the finding's criterion, when okstra raised it from that check's receipt. */
function checkOf({ criterion, class: found, category }: Finding, receipts: ReadonlyMap<string, Receipt>): string | undefined {
  if (criterion === undefined || category !== 'coverage' || found !== 'reproduced') return undefined;
  return receipts.get(criterion)?.check;
}

/** Notes are no work, and a dispute that decides nothing is not handed to an executor. */
function isLeft({ counts, state, severity, class: found }: Finding): boolean {
  if (!counts || state === 'fixed' || severity === 'note') return false;
  return found !== 'disputed' || severity === 'blocker';
}

/** On one line: what, where, why, how. Tasks are joined into notes of one line each. */
function describe({ claim, location, evidence, recommendation }: Finding): string {
  const place = location ? ` (${location.file}:${location.startLine})` : '';
  const why = evidence.trim() === '' || evidence.trim() === claim.trim() ? '' : ` [${excerpt(evidence, 300)}]`;
  const how = recommendation === undefined ? '' : ` Recommended: ${excerpt(recommendation, 300)}`;
  return `${excerpt(claim, 500)}${place}${why}${how}`;
}
