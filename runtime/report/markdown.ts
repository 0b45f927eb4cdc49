/**
 * Text of agents, items and programs as inert Markdown. Escaping for Markdown is not escaping for HTML: what must not work here are
 * fences, table cells, headings, links, images, HTML and comments, and characters that make a text look like another.
 */

/**
 * A text in one line, with nothing in it that Markdown, GitHub's extensions or HTML would act on. Fit for paragraphs, list items,
 * headings and table cells. Underscores inside words and other harmless characters stay as they are.
 */
export function inline(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]<|~$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replace(BLOCK_START, (start) => start.slice(0, -1) + '\\' + start.slice(-1))
    .replace(/(?<=\s)#+$/, (hashes) => hashes.replaceAll('#', '\\#'));
}

/** What would begin a heading, a quote, a list, a rule or an underline where a line starts: the escape goes before the last character. */
const BLOCK_START = /^(?:#(?=#{0,5}(?:\s|$))|>|[-+](?=\s|$|[-\s]*$)|=(?==*$)|\d{1,9}[.)](?=\s|$))/;

/** A code span. Cannot be used inside a table, where a bar would end the cell: see `cellCode`. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return ticks + pad + line + pad + ticks;
}

/** A code span in a table; a text with a bar or a backslash, which tables treat in ways of their own, is escaped as text instead. */
export const cellCode = (text: string): string => (/[|\\]/.test(text) ? inline(text) : code(text));

/** A fenced block that ends where it should, whatever is inside. Lines are kept; an empty text gives an empty block. */
export function fence(text: string, info = ''): string {
  const block = printable(text).replace(/\n+$/, '');
  const ticks = '`'.repeat(Math.max(3, longestRun(block) + 1));
  return `${ticks}${info}\n${block === '' ? '' : `${block}\n`}${ticks}`;
}

/** A value as JSON in a fence. Characters that `printable` would change are escaped first, so that programs read back the very value. */
export const jsonFence = (value: unknown): string =>
  fence(JSON.stringify(value, null, 2).replaceAll(UNPRINTABLE, inEscapes), 'json');

const inEscapes = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(
    '',
  );

/** A table. Cells are Markdown already (`inline`, `cellCode`); rows shorter than the head are filled. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${head.map((_, index) => cells[index] ?? '').join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/**
 * A text in which nothing hides: terminal control sequences and control characters are gone, line ends are `\n`, characters that
 * reorder or vanish are shown by their number, halves of characters are replaced.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(TERMINAL_SEQUENCES, '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(CONTROLS, '')
    .replaceAll(HIDDEN, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

export const oneLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ').trim();

/** CSI sequences, OSC sequences that end on their line (an open one would swallow the text after it), other escapes. */
const TERMINAL_SEQUENCES = new RegExp(
  String.raw`\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)|[ -/]*[0-~])|\u009B[0-?]*[ -/]*[@-~]`,
  'g',
);
const CONTROLS = new RegExp(String.raw`[\u0000-\u0008\u000B-\u001F\u007F-\u009F]`, 'g');
/** Bidirectional marks, overrides and isolates; zero-width characters other than joiners, which scripts and emoji need; tags; fillers. */
const HIDDEN_SET = String.raw`\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E007F}`;
const HIDDEN = new RegExp(`[${HIDDEN_SET}]`, 'gu');
const UNPRINTABLE = new RegExp(String.raw`[\u007F-\u009F\u2028\u2029${HIDDEN_SET}]`, 'gu');

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
