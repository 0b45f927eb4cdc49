/** Reading an agent's text: lines without control sequences, fenced blocks, a short look at what was found. All in linear time. */

/** Colours, cursor movements, titles and hyperlinks of terminals. */
// oxlint-disable-next-line no-control-regex
const CONTROL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^_])/g;

/** The text without byte order mark and terminal control sequences, with `\n` as the only line end. */
export function plainText(text: string): string {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return withoutMark.replaceAll(CONTROL_SEQUENCE, '').replaceAll(/\r\n?/g, '\n');
}

export interface FencedBlock {
  /** First word after the fence, lower case; empty when there is none. */
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** False: the text ended before the fence did. */
  readonly closed: boolean;
}

interface Fence {
  readonly marker: string;
  /** What follows the marker, trimmed. */
  readonly info: string;
}

/** By hand, since a regular expression for this takes quadratic time on a long line of backticks. */
function fenceOf(line: string): Fence | undefined {
  const text = line.trim();
  const [char] = text;
  if (char !== '`' && char !== '~') return undefined;
  let length = 1;
  while (text[length] === char) length += 1;
  const info = text.slice(length).trim();
  return length < 3 || (char === '`' && info.includes('`')) ? undefined : { marker: text.slice(0, length), info };
}

/**
 * The outermost fenced blocks of a Markdown text, in order. A fence inside a longer fence is content of the outer one, and what stands
 * in an HTML comment is no block: a reader does not see it.
 *
 * @param text as `plainText` gives it
 */
export function fencedBlocks(text: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { readonly marker: string; readonly language: string; readonly line: number; readonly content: string[] } | undefined;
  let inComment = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (open) {
      const fence = fenceOf(line);
      if (fence?.info === '' && fence.marker.startsWith(open.marker)) {
        blocks.push({ language: open.language, text: open.content.join('\n'), line: open.line, closed: true });
        open = undefined;
      } else {
        open.content.push(line);
      }
      continue;
    }
    if (inComment || line.trimStart().startsWith('<!--')) {
      inComment = !line.includes('-->');
      continue;
    }
    const fence = fenceOf(line);
    const language = fence?.info.split(/\s/, 1)[0]?.toLowerCase() ?? '';
    if (fence) open = { marker: fence.marker, language, line: index + 1, content: [] };
  }
  if (open) blocks.push({ language: open.language, text: open.content.join('\n'), line: open.line, closed: false });
  return blocks;
}

export type JsonText = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

export function parseJson(text: string): JsonText {
  // What the engine says of it, without the cost of an error: a text can hold very many empty blocks.
  if (text.trim() === '') return { ok: false, problem: 'Unexpected end of JSON input' };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, problem: excerpt(error instanceof Error ? error.message : String(error), 200) };
  }
}

/** A text on one line, cut to `length` characters (default 80). */
export function excerpt(text: string, length = 80): string {
  const line = text
    .slice(0, length * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > length || text.length > length * 4 ? `${line.slice(0, length - 1)}…` : line;
}

/** What kind of JSON value this is, in words for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
