/** The blocks that executor and verifier prompts share: what is asked about the item, and what okstra saw. */
import type { Receipt } from '../model/evidence.ts';
import type { Criterion, ItemTemplate, WorkItem } from '../model/item.ts';
import { codeSpan, dataBlock, lastPart, oneLine } from './data-block.ts';
import { ITEM_PRIORITY } from './item-template.ts';
import { usesPlaceholder } from './placeholders.ts';
import type { PromptBlock } from './types.ts';

/** Places of the blocks in a prompt; profiles of rules come before them, answer forms (900 and above) after them. */
export const PLACE = {
  itemText: ITEM_PRIORITY + 10,
  contract: 200,
  criteria: 210,
  work: 220,
  evidence: 230,
} as const;

/** Bounds of one prompt, in characters unless named otherwise. */
export const CAPS = {
  diffBytes: 30 * 1024,
  executorText: 16_000,
  failedTail: 2_000,
  passedTail: 400,
  remainingTask: 2_000,
  listedFiles: 200,
  findingEvidence: 1_500,
  question: 60_000,
  reportData: 60_000,
  answer: 16_000,
} as const;

export function block(id: string, priority: number, lines: readonly string[]): PromptBlock {
  return { id, priority, text: lines.join('\n') };
}

/** The item's text, for a template that does not show it; otherwise nothing. */
export function itemTextBlocks(item: WorkItem, template: ItemTemplate): readonly PromptBlock[] {
  if (usesPlaceholder(template, 'SPEC_BODY')) return [];
  return [
    block('item-text', PLACE.itemText, [`## Text of ${item.id}: ${oneLine(item.name)}`, '', item.body.replaceAll('\r\n', '\n')]),
  ];
}

export function criteriaBlock(criteria: readonly Criterion[]): PromptBlock {
  return block('criteria', PLACE.criteria, ['## Criteria', '', ...criteria.map(criterionLine)]);
}

function criterionLine(criterion: Criterion): string {
  const text = criterion.kind === 'whole' ? 'the text of the item as a whole' : oneLine(criterion.text);
  const note =
    criterion.command !== undefined
      ? ' (answered by that command)'
      : criterion.kind === 'manual'
        ? ' (for a person to check)'
        : '';
  return `- ${criterion.id}: ${text}${note}`;
}

export const passed = (receipt: Receipt): boolean => receipt.status === 'passed' || receipt.status === 'skipped';

/** One line: command, where, how it ended. */
export function receiptLine(receipt: Receipt): string {
  const where = receipt.cwd === '.' || receipt.cwd === '' ? '' : ` in ${codeSpan(receipt.cwd)}`;
  const exit = receipt.exitCode === null ? 'no exit code' : `exit code ${receipt.exitCode}`;
  const { counts } = receipt;
  const tests =
    counts === undefined ? '' : `, tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  const note = receipt.note === undefined ? '' : ` (${oneLine(receipt.note)})`;
  const before = receipt.cachedFrom === undefined ? '' : ` (as ${receipt.cachedFrom.run} saw it on the same tree)`;
  return `${codeSpan(receipt.cmd)}${where}: ${receipt.status}, ${exit}${tests}${note}${before}`;
}

/** The end of the command's output as a data block; empty when there was none. */
export function receiptTail(receipt: Receipt, limit: number): readonly string[] {
  if (receipt.tail.trim() === '') return [];
  return [dataBlock(`End of the output of ${codeSpan(receipt.cmd)}`, lastPart(receipt.tail, limit)), ''];
}
