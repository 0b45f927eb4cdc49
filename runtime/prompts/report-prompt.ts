/** The prompt of the report writer: the data of the report, and where everything else lies that it may want to read. */
import { anchorBlock } from './anchors.ts';
import { block, CAPS, PLACE } from './blocks.ts';
import { codeSpan, dataBlock, oneLine } from './data-block.ts';
import { dispatchPrompt } from './dispatch-prompt.ts';
import { dispatchFacts } from './facts.ts';
import type { ReportPromptInput } from './inputs.ts';
import type { PromptResult } from './types.ts';
import { runValues } from './values.ts';

const LANGUAGES = { en: 'English', ko: 'Korean' } as const;

/**
 * Anchors, rules, then the contract: tree, inputs, language, data, the answer form. The data is in the prompt up to its cap, and in a file
 * whatever its size.
 *
 * Failures: those of `compose`; a prompt above `maxChars`.
 */
export function reportPrompt(input: ReportPromptInput): PromptResult {
  const { library, anchors, item, tree, inputs, data, reportLanguage, maxChars } = input;
  const facts = dispatchFacts('report-writer', input);
  return dispatchPrompt({
    library,
    facts,
    values: runValues(facts, { projectRoot: anchors.projectRoot, item }),
    answer: 'report-prose',
    maxChars,
    blocks: [
      anchorBlock('report-writer', anchors),
      block('report-contract', PLACE.contract, [
        '## Contract',
        '',
        `Tree: ${tree}`,
        '',
        `The project root is a copy of the repository with the change for ${codeSpan(item.id)} in it: ${oneLine(item.name)}. The run is over, and its verdict stands.`,
        `Write in ${LANGUAGES[reportLanguage]}. okstra looks up every number that you write; one that the data does not have sends the text back.`,
        '',
        '## Inputs',
        '',
        `Files in \`.okstra-inputs/\`: ${inputs
          .filter((name) => !name.startsWith('base/'))
          .map(oneLine)
          .join(', ')}.`,
      ]),
      block('report-data', PLACE.evidence, [
        '## Data of the report',
        '',
        data.length > CAPS.reportData
          ? `It has ${data.length} characters: read it in \`.okstra-inputs/report/data.json\`.`
          : dataBlock('The report as okstra has it', data, 'json'),
      ]),
    ],
  });
}
