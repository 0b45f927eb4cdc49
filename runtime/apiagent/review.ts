/**
 * A verifier's question. What is in it, or can be read by tool, is one conversation; where that does not fit the model's window, the change is
 * asked about in parts, by file, and the answers are merged.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiRequest } from '../drivers/api-request.ts';
import { parsePartAnswer } from '../findings/index.ts';
import type { Fault } from '../model/agents.ts';
import type { VerifierAnswer } from '../model/findings.ts';
import { type ChangePart, halvesOf, mapOfChange, partsOfChange } from './change.ts';
import type { Talk, TalkEnd } from './loop.ts';
import { mergeAnswers, namesOf, type PartAnswer } from './merge.ts';

const INPUT = '.okstra-inputs/change.diff';
/** A change of more parts than this is too large for the model in any way that makes sense. */
const MOST_PARTS = 32;

export interface Review {
  readonly request: ApiRequest;
  /** Real path of the working folder. */
  readonly cwd: string;
  readonly say: Talk['asking']['say'];
  readonly talk: (question: string) => Promise<TalkEnd>;
}

export async function review({ request, cwd, say, talk }: Review): Promise<TalkEnd> {
  const diff = changeIn(cwd);
  const parts = partsOfChange(diff);
  const isInQuestion = diff !== '' && request.prompt.includes(diff.trimEnd());
  const whole = isInQuestion || parts.length === 0 ? request.prompt : `${request.prompt}\n\n${mapOfChange(parts)}\n`;
  const first = await talk(whole);
  if (first.ok || request.answer !== 'review' || !isTooLarge(first.fault) || parts.length < 2) return first;
  say({ type: 'error', fault: { ...first.fault, message: `${first.fault.message}; asked again by file` }, final: false });

  const answers: PartAnswer[] = [];
  const waiting: (readonly ChangePart[])[] = [...(halvesOf(parts) ?? [])];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const question = questionAbout(request.prompt, { diff, part: next, all: parts });
    const end = await answerAbout(next, { question, request, say, talk });
    if (end.ok) {
      answers.push({ files: next.map(({ path }) => path), answer: end.answer });
      continue;
    }
    const halves = isTooLarge(end.fault) ? halvesOf(next) : undefined;
    if (halves === undefined || answers.length + waiting.length + 2 > MOST_PARTS)
      return { ok: false, fault: inParts(end.fault, next) };
    waiting.unshift(...halves);
  }
  say({ type: 'notice', code: 'change-split', message: splitText(first.fault, answers) });
  return { ok: true, text: mergeAnswers(answers) };
}

/** A part is asked about once more when its answer does not fit: what is merged could not be sent back as a whole. */
async function answerAbout(
  part: readonly ChangePart[],
  { question, request, say, talk }: { readonly question: string } & Pick<Review, 'request' | 'say' | 'talk'>,
): Promise<{ readonly ok: true; readonly answer: VerifierAnswer } | { readonly ok: false; readonly fault: Fault }> {
  const end = await talk(question);
  if (!end.ok) return end;
  const parsed = parsePartAnswer({ text: end.text, tree: request.tree });
  if (parsed.kind === 'valid') return { ok: true, answer: parsed.answer };
  const fault = unusable(part, parsed.problems);
  if (parsed.kind === 'contradictory') return { ok: false, fault };
  say({ type: 'error', fault: { ...fault, message: `${fault.message}; asked again` }, final: false });
  const again = await talk(repairOf(question, end.text, parsed.problems));
  if (!again.ok) return again;
  const repaired = parsePartAnswer({ text: again.text, tree: request.tree, afterRepair: true });
  return repaired.kind === 'valid'
    ? { ok: true, answer: repaired.answer }
    : { ok: false, fault: unusable(part, repaired.problems) };
}

const unusable = (part: readonly ChangePart[], problems: readonly string[]): Fault => ({
  kind: 'stream',
  message: `the answer about ${namesOf(part.map(({ path }) => path))} cannot be used: ${problems.slice(0, 5).join('; ')}`,
});

/** Characters of an answer that does not fit. */
const SHOWN_CHARS = 4000;

const repairOf = (question: string, answer: string, problems: readonly string[]): string =>
  [
    question,
    '## An answer that does not fit',
    'You were asked this, and your answer cannot be used as it is. Answer once more, whole, in the form described above. Keep what was right.',
    `What is wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    `The earlier answer, as a JSON text:\n${JSON.stringify(answer.slice(0, SHOWN_CHARS))}`,
  ].join('\n\n');

const isTooLarge = ({ kind }: Fault): boolean => kind === 'context-overflow' || kind === 'prompt-too-large';

function changeIn(cwd: string): string {
  try {
    return readFileSync(join(cwd, INPUT), 'utf8');
  } catch {
    return '';
  }
}

interface About {
  readonly diff: string;
  readonly part: readonly ChangePart[];
  readonly all: readonly ChangePart[];
}

/** The same question, with a part of the change in place of the whole. */
function questionAbout(prompt: string, { diff, part, all }: About): string {
  const text = part.map((each) => each.text).join('');
  const others = all.filter((each) => !part.includes(each)).map(({ path, added, removed }) => `${path} +${added} -${removed}`);
  const whole = diff.trimEnd();
  const isInQuestion = prompt.includes(whole);
  const question = isInQuestion ? prompt.replace(whole, () => text.trimEnd()) : prompt;
  return [
    question,
    '## A part of the change',
    `The change is larger than your context window, so you are asked about it in parts. This time judge these files: ${namesOf(part.map(({ path }) => path))}.`,
    ...(isInQuestion ? ['The diff above holds these files only.'] : [mapOfChange(part)]),
    `Others judge the rest, and the answers are put together. A criterion that these files do not show is not-checked. The rest of the change, without its content:\n${others.slice(0, 200).join('\n')}${others.length > 200 ? `\n[okstra: ${others.length - 200} more]` : ''}`,
  ].join('\n\n');
}

const inParts = (fault: Fault, part: readonly ChangePart[]): Fault => ({
  ...fault,
  message: `${fault.message}; asked about ${namesOf(part.map(({ path, bytes }) => `${path} (${bytes} bytes)`))} alone`,
});

const splitText = (fault: Fault, answers: readonly { readonly files: readonly string[] }[]): string =>
  `The change was judged in ${answers.length} parts, as the whole did not fit the model's context window (${fault.message}): ${answers
    .map(({ files }) => namesOf(files))
    .join('; ')}.`;
