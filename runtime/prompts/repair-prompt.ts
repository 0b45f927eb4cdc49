/** The prompt of a repair turn: an answer that did not fit is asked for once more. It needs no session of the agent. */
import { anchorBlock } from './anchors.ts';
import { block, CAPS, PLACE } from './blocks.ts';
import { compose } from './compose.ts';
import { clipped, dataBlock, fenced, oneLine } from './data-block.ts';
import type { RepairPromptInput } from './inputs.ts';
import type { PromptResult } from './types.ts';
import { runValues } from './values.ts';

const WHOLE = [
  'You were asked the question below, and okstra cannot use the answer as it is. Answer the same question again, whole, in the form',
  'described at the end. Keep what was right; a judgement changes only where you see that it was wrong.',
];

const MESSAGES = [
  'You were asked the question below and have done the work; its files are as you left them, and this turn changes none of them. Only the',
  'commits that you named cannot be made as they are. Answer with the fenced `json` block alone, with all of `commits` once more.',
];

/** What is wrong, the earlier answer, the question as it was sent (both capped), and the answer form of the role. */
export function repairPrompt(input: RepairPromptInput): PromptResult {
  const { library, anchors, facts, item, tree, question, answer, problems, maxChars, isRefutation = false } = input;
  const forms = library.profiles.filter(
    ({ kind, answer: form }) => kind === 'contract' && (form === 'positions') === isRefutation,
  );
  return compose({
    facts,
    // They stand alone here, so they need nobody.
    profiles: forms.map(({ loadAt: _step, ...profile }) => ({ ...profile, includes: [], requires: [] })),
    values: runValues(facts, { projectRoot: anchors.projectRoot, item }),
    blocks: [
      anchorBlock(facts.role, anchors),
      block('repair', PLACE.contract, [
        '## An answer that does not fit',
        '',
        ...(facts.role === 'executor' ? MESSAGES : WHOLE),
        '',
        `Tree: ${tree}`,
        '',
        'What is wrong:',
        '',
        ...problems.map((problem) => `- ${oneLine(problem)}`),
      ]),
      block('earlier-answer', PLACE.evidence, [
        '## The earlier answer',
        '',
        dataBlock('Answer as it came', clipped(answer, CAPS.answer, 'the rest does not matter for the form')),
      ]),
      block('question', PLACE.evidence + 1, [
        '## The question',
        '',
        'As it was sent; it still holds.',
        '',
        fenced(clipped(question, CAPS.question, 'what is left out is in the files that the question names')),
      ]),
    ],
    ...(maxChars === undefined ? {} : { maxChars }),
  });
}
