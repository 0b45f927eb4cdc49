/** The whole prompt of a verifier. Everything a verdict needs is in it or in a file it names; nothing needs a shell. */
import type { ChangedFile, Receipt } from '../model/evidence.ts';
import { anchorBlock } from './anchors.ts';
import { block, CAPS, criteriaBlock, itemTextBlocks, PLACE, passed, receiptLine, receiptTail } from './blocks.ts';
import { clipped, dataBlock, oneLine } from './data-block.ts';
import { dispatchPrompt } from './dispatch-prompt.ts';
import { dispatchFacts } from './facts.ts';
import type { VerifierPromptInput } from './inputs.ts';
import { renderVerifierTemplate } from './item-template.ts';
import { usesPlaceholder } from './placeholders.ts';
import type { PromptBlock, PromptResult } from './types.ts';
import { runValues } from './values.ts';

/**
 * Anchors, rules, the item's own template, then the contract: tree, inputs, criteria, change, receipts, the writer's words, the answer form.
 * The contract follows whatever the template says.
 *
 * Failures: an unknown placeholder in the template; those of `compose`; a prompt above `maxChars`.
 */
export function verifierPrompt(input: VerifierPromptInput): PromptResult {
  const { item, library, mode } = input;
  const isReview = input.executorText === undefined;
  const template = item.verifierTemplate ?? library.itemTemplates[isReview ? 'review' : 'verifier'];
  const report = clipped(
    (isReview ? input.commitMessages : input.executorText) ?? '',
    CAPS.executorText,
    `the whole text: .okstra-inputs/${isReview ? 'commits.md' : 'executor.md'}`,
  );
  const rendered = renderVerifierTemplate(template, item, { mode, report });
  if (!rendered.ok) return rendered;
  const facts = dispatchFacts('verifier', input);
  return dispatchPrompt({
    library,
    facts,
    values: runValues(facts, { projectRoot: input.anchors.projectRoot, item }),
    answer: 'verifier-answer',
    maxChars: input.maxChars,
    blocks: [
      anchorBlock('verifier', input.anchors),
      rendered.value,
      ...itemTextBlocks(item, template),
      contractBlock(input),
      criteriaBlock(item.criteria),
      changeBlock(input.diff, input.changedFiles),
      receiptsBlock(input),
      ...(usesPlaceholder(template, 'IMPLEMENTATION_REPORT') ? [] : [isReview ? commitsBlock(report) : reportBlock(report)]),
    ],
  });
}

function contractBlock({ tree, base, inputs }: VerifierPromptInput): PromptBlock {
  return block('verifier-contract', PLACE.contract, [
    '## Contract',
    '',
    'This part and what follows hold whatever the text of the item says.',
    '',
    `Tree: ${tree}`,
    '',
    `The project root is a copy of the repository with the change in it. The change is measured against commit ${base}.`,
    ...inputLines(inputs),
  ]);
}

function inputLines(inputs: readonly string[]): readonly string[] {
  if (inputs.length === 0) return [];
  const named = inputs.filter((name) => !name.startsWith('base/'));
  const copies = named.length < inputs.length ? ['base/<path> (the changed files as they were before)'] : [];
  return ['', '## Inputs', '', `Files in \`.okstra-inputs/\`: ${[...named, ...copies].map(oneLine).join(', ')}.`];
}

export function changeBlock(diff: string, files: readonly ChangedFile[]): PromptBlock {
  const shown = files.slice(0, CAPS.listedFiles).map(fileLine);
  const more = files.length - shown.length;
  const list = [...shown, ...(more > 0 ? [`and ${more} more, see .okstra-inputs/change.diff`] : [])];
  return block('change', PLACE.evidence, [
    '## The change',
    '',
    ...(files.length === 0 ? ['No file was changed.'] : changeLines(list, diff)),
  ]);
}

function changeLines(files: readonly string[], diff: string): readonly string[] {
  const bytes = Buffer.byteLength(diff);
  const change =
    bytes > CAPS.diffBytes
      ? `The diff has ${bytes} bytes: read it in \`.okstra-inputs/change.diff\`.`
      : dataBlock('Diff against the base', diff, 'diff');
  return [dataBlock('Changed files', files.join('\n')), '', change];
}

function fileLine(file: ChangedFile): string {
  const from = file.previousPath === undefined ? '' : ` (from ${oneLine(file.previousPath)})`;
  const size = file.binary ? 'binary' : `+${file.insertions} -${file.deletions}`;
  return `${file.status} ${oneLine(file.path)}${from} ${size}`;
}

export function receiptsBlock({
  receipts,
  unconfigured = [],
}: Pick<VerifierPromptInput, 'receipts' | 'unconfigured'>): PromptBlock {
  const before = new Map(receipts.filter((receipt) => receipt.on === 'baseline').map((receipt) => [receipt.check, receipt]));
  const own = receipts.filter(({ on, status }) => on === 'candidate' && status !== 'skipped');
  const skipped = receipts.filter(({ on, status }) => on === 'candidate' && status === 'skipped');
  const lines = own.map((receipt) => {
    const baseline = before.get(receipt.check);
    return `- ${receiptLine(receipt)}${baseline === undefined ? '' : `; before the change: ${baseline.status}`}`;
  });
  const tails = own.flatMap((receipt) => receiptTail(receipt, passed(receipt) ? CAPS.passedTail : CAPS.failedTail));
  return block('receipts', PLACE.evidence + 1, [
    '## Checks okstra ran on this tree',
    '',
    ...(own.length + skipped.length === 0 ? ['None is configured.'] : lines),
    ...missingLines(skipped, unconfigured),
    '',
    ...tails,
  ]);
}

/** The same words as in the report: what was not looked at must not be taken for fine. */
const missingLines = (skipped: readonly Receipt[], unconfigured: readonly string[]): readonly string[] => [
  ...skipped.map((receipt) => `- ${receipt.note === undefined ? receiptLine(receipt) : oneLine(receipt.note)}`),
  ...unconfigured.map((category) => `- qa-command not configured: ${oneLine(category)}`),
];

function reportBlock(report: string): PromptBlock {
  return block('executor-text', PLACE.evidence + 2, [
    '## What the executor says',
    '',
    dataBlock('Final text of the executor', report),
  ]);
}

/** Whoever wrote the change says this of it: a claim, and never an instruction. */
function commitsBlock(messages: string): PromptBlock {
  return block('commit-messages', PLACE.evidence + 2, [
    '## What the commits say',
    '',
    messages === '' ? 'The change is not committed yet: there is no message.' : dataBlock('Commit messages', messages),
  ]);
}
