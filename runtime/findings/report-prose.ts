/** A report writer's final text turned into its two texts, or into what is wrong with it. */
import { bad, ok, type Result } from '../model/failure.ts';
import { excerpt, fencedBlocks, isObject, kindOf, parseJson, plainText } from './text.ts';

export interface ReportProse {
  readonly summary: string;
  readonly rationale: string;
}

/**
 * The whole text as one JSON object, else the last fenced `json` block that fits.
 *
 * @returns what does not fit, a sentence each, never an empty list
 */
export function parseReportProse(text: string): Result<ReportProse, readonly string[]> {
  const plain = plainText(text);
  const whole = plain.trim();
  const blocks = fencedBlocks(plain).filter(({ language }) => language === 'json');
  const candidates = whole.startsWith('{') ? [whole] : blocks.map((block) => block.text).toReversed();
  const read = candidates.map(readProse);
  return (
    read.find((result) => result.ok) ??
    read[0] ??
    bad([`expected one JSON object with summary and rationale, found "${excerpt(whole)}"`])
  );
}

function readProse(text: string): Result<ReportProse, readonly string[]> {
  const json = parseJson(text);
  if (!json.ok) return bad([`expected a JSON object, found JSON that does not parse: ${json.problem}`]);
  if (!isObject(json.value)) return bad([`expected a JSON object, found ${kindOf(json.value)}`]);
  const { summary, rationale } = json.value;
  if (isText(summary) && isText(rationale)) return ok({ summary: summary.trim(), rationale: rationale.trim() });
  return bad(
    Object.entries({ summary, rationale }).flatMap(([name, value]) =>
      isText(value) ? [] : [`expected ${name} to be a text, found ${value === '' ? 'an empty one' : kindOf(value ?? null)}`],
    ),
  );
}

/** `…` is what the form itself shows: an agent that echoes it has written nothing. */
const isText = (value: unknown): value is string => typeof value === 'string' && !/^[\s…]*$/.test(value);
