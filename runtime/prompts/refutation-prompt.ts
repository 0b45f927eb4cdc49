/** The prompt of a refutation round: findings of others, to be borne out or refuted by looking at the code. */
import type { Finding } from '../model/findings.ts';
import { anchorBlock } from './anchors.ts';
import { block, CAPS, criteriaBlock, PLACE } from './blocks.ts';
import { compose } from './compose.ts';
import { clipped, codeSpan, dataBlock, oneLine } from './data-block.ts';
import { dispatchFacts } from './facts.ts';
import type { RefutationPromptInput } from './inputs.ts';
import type { Profile, PromptResult } from './types.ts';
import { runValues } from './values.ts';
import { changeBlock, receiptsBlock } from './verifier-prompt.ts';

/**
 * Anchors, rules, then the contract: tree, findings, the answer form. `lightweight`: the findings and where they are; what was read in the
 * first round is not asked for again. `full-reanalysis`: the item's criteria, the change and the receipts as well.
 *
 * Failures: those of `compose`; a prompt above `maxChars`.
 */
export function refutationPrompt(input: RefutationPromptInput): PromptResult {
  const { library, anchors, item, tree, findings, seat, round, verificationMode, maxChars } = input;
  const facts = dispatchFacts('verifier', input);
  return compose({
    facts,
    profiles: library.profiles.filter(isUsed).map(aloneHere),
    values: runValues(facts, { projectRoot: anchors.projectRoot, item }),
    blocks: [
      anchorBlock('verifier', anchors),
      block('refutation-contract', PLACE.contract, [
        `## Findings of others, round ${round}`,
        '',
        `Tree: ${tree}`,
        '',
        `The project root is a copy of the repository with a change for ${codeSpan(item.id)} in it: ${oneLine(item.name)}. Several verifiers looked at it, each by itself.`,
        'Each finding below is open. Try to refute it: look at the code it names and at what surrounds it, then say what you found. A true finding that nobody refutes is worth as much as a false one that falls.',
        'Nobody is asked to agree, and who raised it does not count. The change is in `.okstra-inputs/change.diff`, the item in `.okstra-inputs/item.md`.',
      ]),
      ...(verificationMode === 'full-reanalysis'
        ? [criteriaBlock(item.criteria), changeBlock(input.diff, input.changedFiles), receiptsBlock(input)]
        : []),
      block('findings', PLACE.evidence + 3, ['## Findings', '', ...findings.map((finding) => findingText(finding, seat))]),
    ],
    ...(maxChars === undefined ? {} : { maxChars }),
  });
}

/** What says how a verifier works, and the answer form of this round; not what a first review needs. */
const isUsed = ({ kind, answer, loadAt }: Profile): boolean => {
  if (kind === 'contract' || answer !== undefined) return answer === 'positions';
  return kind !== 'phase' && (loadAt === undefined || loadAt === 'refute');
};

/** They stand without the parts around which they were written. */
function aloneHere(profile: Profile): Profile {
  const { loadAt: _step, ...rest } = profile;
  return { ...rest, includes: [], requires: [] };
}

const MISQUOTED =
  'the line it quotes is not there. If you hold it, answer AGREE with a `quote` of the line as it stands, or it falls; else WITHDRAW.';

function findingText(finding: Finding, seat: string): string {
  const { id, category, severity, claim, evidence, location, criterion, quote, positions, raisedBy } = finding;
  const place = location === undefined ? '' : `, ${codeSpan(`${location.file}:${location.startLine}-${location.endLine}`)}`;
  const isMisquoted = finding.class === 'refuted';
  const own = raisedBy.includes(seat)
    ? ` It is your own; ${isMisquoted ? MISQUOTED : 'others disagree: do you still hold it?'}`
    : '';
  const lines = [
    `claim: ${oneLine(claim)}`,
    ...(criterion === undefined ? [] : [`criterion: ${criterion}`]),
    ...(evidence.trim() === '' ? [] : [`evidence: ${clipped(evidence.trim(), CAPS.findingEvidence, 'the rest was cut')}`]),
    ...(quote === undefined
      ? []
      : [`quote (${quote.side}, ${quote.file}:${quote.line})${isMisquoted ? ', not found there' : ''}: ${oneLine(quote.text)}`]),
    ...positions.map(
      ({ position, kind, evidence: said }) =>
        `another verifier: ${position}${kind === undefined ? '' : ` (${kind})`}: ${oneLine(clipped(said, CAPS.findingEvidence, 'cut'))}`,
    ),
  ];
  return [
    `### ${id} (${severity}, ${category}${place})${own}`,
    '',
    dataBlock(`What is said of ${id}`, lines.join('\n')),
    '',
  ].join('\n');
}
