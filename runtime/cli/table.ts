/** Tables for the terminal: columns as wide as their widest cell, no frames, nothing in a cell that could move the cursor. */
import { styleText } from 'node:util';

export type CellStyle = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** A text, or a text with a colour. The colour is never the only cue. */
export type Cell = string | { readonly text: string; readonly style: CellStyle };

const GAP = '  ';

/** Lines joined with newlines; the last column is not padded. */
export function renderTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines: readonly (readonly Cell[])[] = [header.map((text) => ({ text, style: 'dim' as const })), ...rows];
  const texts = lines.map((line) => line.map((cell) => oneLine(typeof cell === 'string' ? cell : cell.text)));
  const widths = header.map((_, column) => Math.max(...texts.map((line) => displayWidth(line[column] ?? ''))));
  return lines.map((line, row) => renderLine(line, texts[row] ?? [], widths)).join('\n');
}

function renderLine(cells: readonly Cell[], texts: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const text = texts[column] ?? '';
      const blanks = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(text)));
      return `${typeof cell === 'string' ? text : colour(cell.style, text)}${column === cells.length - 1 ? '' : blanks}`;
    })
    .join(GAP)
    .trimEnd();
}

/** Honours NO_COLOR and pipes. */
export const colour = (style: CellStyle, text: string): string => styleText(style, text, { stream: process.stdout });

/** Names come from files of others: line breaks and control characters become blanks. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const WIDE = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const PLAIN = /^[\x20-\x7E]*$/;

/** Columns a text takes: two for the letters of East Asia, none for combining marks. */
function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += /\p{Mn}|\p{Cf}/u.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
  return width;
}
