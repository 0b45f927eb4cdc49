/** A report writer's final text turned into its two texts, or into what is wrong with it. */
import { bad, ok, type Result } from '../model/failure.ts';
import { excerpt, fencedBlocks, isObject, kindOf, parseJson, plainText } from './text.ts';

export interface ReportProse {
  readonly summary: string;
  readonly rationale: string;
}

/**
 * The structured answer where it fits, the whole text as one JSON object, else the last fenced `json` block that fits.
 *
 * @returns what does not fit, a sentence each, never an empty list
 */
export function parseReportProse(text: string, structured?: unknown): Result<ReportProse, readonly string[]> {
  const given = isObject(structured) ? textsOf(structured) : undefined;
  return given?.ok ? given : readText(text);
}

function readText(text: string): Result<ReportProse, readonly string[]> {
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
  return isObject(json.value) ? textsOf(json.value) : bad([`expected a JSON object, found ${kindOf(json.value)}`]);
}

function textsOf({ summary, rationale }: Readonly<Record<string, unknown>>): Result<ReportProse, readonly string[]> {
  if (isText(summary) && isText(rationale)) return ok({ summary: summary.trim(), rationale: rationale.trim() });
  return bad(
    Object.entries({ summary, rationale }).flatMap(([name, value]) =>
      isText(value) ? [] : [`expected ${name} to be a text, found ${value === '' ? 'an empty one' : kindOf(value ?? null)}`],
    ),
  );
}

/** `…` is what the form itself shows: an agent that echoes it has written nothing. */
const isText = (value: unknown): value is string => typeof value === 'string' && !/^[\s\u2026]*$/.test(value);
