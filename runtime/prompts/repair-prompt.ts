/** The prompt of a repair turn: an answer that did not fit is asked for once more. It needs no session of the agent. */
import { block, CAPS, PLACE } from './blocks.ts';
import { composePrompt } from './compose.ts';
import { clipped, dataBlock, fenced, oneLine } from './data-block.ts';
import type { PromptResult, RepairPromptInput } from './types.ts';

/** What is wrong, the earlier answer, the question as it was sent (both capped), and the answer form of the role. */
export function repairPrompt({ library, facts, tree, question, answer, problems, maxChars }: RepairPromptInput): PromptResult {
  return composePrompt({
    facts,
    profiles: library.profiles.filter((profile) => profile.kind === 'contract'),
    blocks: [
      block('repair', PLACE.contract, [
        '## An answer that does not fit',
        '',
        'You were asked the question below, and okstra cannot use the answer as it is. Answer the same question again, whole, in the form',
        'described at the end. Keep what was right; a judgement changes only where you see that it was wrong.',
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
