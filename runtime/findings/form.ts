/** Where in a final text an answer stands: the accepted forms, in their order, whatever the answer is about. */
import { bad, type Result } from '../model/failure.ts';
import { excerpt, fencedBlocks, parseJson, plainText } from './text.ts';

/** Longest text that is looked at, in characters. Real answers stay far below. */
export const MAX_ANSWER_CHARS = 8_000_000;

export type JsonForm = 'structured' | 'json' | 'fenced';

export type Found<A> =
  | { readonly kind: 'found'; readonly answer: A }
  /** Worth one repair turn that quotes `problems`. */
  | { readonly kind: 'repairable'; readonly problems: readonly string[] }
  /** Two answers in one text that contradict each other. */
  | { readonly kind: 'contradictory'; readonly problems: readonly string[] };

export interface AnswerReader<A> {
  /** Problems are never an empty list. */
  readonly read: (value: unknown, form: JsonForm) => Result<A, readonly string[]>;
  /** What two answers must agree in to be the same answer given twice. */
  readonly decision: (answer: A) => string;
  /** In what two answers differ, as a phrase. */
  readonly difference: (first: A, last: A) => string;
  /** A form without JSON around it, tried last. */
  readonly short?: { readonly read: (plain: string) => Result<A, string>; readonly isTried: (plain: string) => boolean };
}

/** Never throws, whatever the text is. */
export function findAnswer<A>(
  given: { readonly text: string; readonly structured?: unknown },
  reader: AnswerReader<A>,
): Found<A> {
  const { text, structured } = given;
  const problems: string[] = [];
  if (structured !== undefined && structured !== null) {
    const parsed = reader.read(structured, 'structured');
    if (parsed.ok) return { kind: 'found', answer: parsed.value };
    problems.push(...parsed.failure.map((problem) => `structured output: ${problem}`));
  }
  if (text.length > MAX_ANSWER_CHARS) {
    const tooLong = `the answer has ${text.length} characters, at most ${MAX_ANSWER_CHARS} are read`;
    return { kind: 'repairable', problems: [...problems, tooLong] };
  }
  const plain = plainText(text);
  const whole = parseWhole(plain, reader);
  if (whole.ok) return { kind: 'found', answer: whole.value };
  const fenced = parseFenced(plain, reader);
  if (fenced.kind !== 'none') return fenced;
  const { short } = reader;
  if (short) {
    const parsed = short.read(plain);
    if (parsed.ok) return { kind: 'found', answer: parsed.value };
    if (short.isTried(plain) || (whole.failure.length === 0 && fenced.problems.length === 0)) problems.push(parsed.failure);
  }
  problems.push(...whole.failure, ...fenced.problems);
  return { kind: 'repairable', problems: problems.length > 0 ? problems : [nothingFound(plain)] };
}

/** @returns no problems at all when the text does not look like JSON */
function parseWhole<A>(plain: string, { read }: AnswerReader<A>): Result<A, readonly string[]> {
  const text = plain.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return bad([]);
  const json = parseJson(text);
  if (json.ok) return read(json.value, 'json');
  if (!text.endsWith('}') && !text.endsWith(']') && text.includes('```')) return bad([]);
  const cut = /Unexpected end|Unterminated/.test(json.problem) ? ' (it seems to be cut off)' : '';
  return bad([`expected the whole answer to be one JSON object, found JSON that does not parse${cut}: ${json.problem}`]);
}

type Fenced<A> =
  | { readonly kind: 'none'; readonly problems: readonly string[] }
  | Extract<Found<A>, { kind: 'found' | 'contradictory' }>;

function parseFenced<A>(plain: string, reader: AnswerReader<A>): Fenced<A> {
  const read = fencedBlocks(plain)
    .filter(({ language }) => language === 'json')
    .map(({ text, line, closed }) => ({ line, result: parseBlock(text, closed, reader) }));
  const fitting = read.flatMap(({ line, result }) => (result.ok ? [{ line, answer: result.value }] : []));
  const last = fitting.at(-1);
  if (!last) {
    const problems = read.flatMap(({ line, result }) =>
      result.ok ? [] : result.failure.map((problem) => `json block in line ${line}: ${problem}`),
    );
    return { kind: 'none', problems: problems.slice(-12) };
  }
  const other = fitting.find(({ answer }) => reader.decision(answer) !== reader.decision(last.answer));
  if (!other) return { kind: 'found', answer: last.answer };
  return {
    kind: 'contradictory',
    problems: [
      `two json blocks fit the schema (lines ${other.line} and ${last.line}) and the second differs from the first in ${reader.difference(other.answer, last.answer)}`,
    ],
  };
}

function parseBlock<A>(text: string, closed: boolean, { read }: AnswerReader<A>): Result<A, readonly string[]> {
  const json = parseJson(text);
  if (json.ok) return read(json.value, 'fenced');
  return bad([
    `${closed ? 'does not parse' : 'is not closed and does not parse (the answer seems to be cut off)'}: ${json.problem}`,
  ]);
}

function nothingFound(plain: string): string {
  const text = plain.trim();
  if (text === '') return 'the answer is empty';
  const hint = text.includes('{') ? ' (JSON between other text counts only inside a ```json block)' : '';
  return `expected one JSON object as the whole answer or in a \`\`\`json block, found neither${hint}; the answer begins "${excerpt(text)}"`;
}
