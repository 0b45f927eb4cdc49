/** Tables for the terminal: columns as wide as their widest cell, no frames, nothing in a cell that could move the cursor. */
import { styleText } from 'node:util';
import { displayWidth } from '../report/display-width.ts';
import { mayBeTerminal } from './output.ts';

export type CellStyle = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** A text, or a text with a colour. The colour is never the only cue. */
export type Cell = string | { readonly text: string; readonly style: CellStyle };

const GAP = '  ';

/** Lines joined with newlines; the last column is not padded. */
export function renderTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines: readonly (readonly Cell[])[] = [header.map((text) => ({ text, style: 'dim' as const })), ...rows];
  const texts = lines.map((line) => line.map((cell) => oneLine(typeof cell === 'string' ? cell : cell.text)));
  const widths = header.map((_, column) => texts.reduce((widest, line) => Math.max(widest, widthOf(line[column] ?? '')), 0));
  return lines.map((line, row) => renderLine(line, texts[row] ?? [], widths)).join('\n');
}

function renderLine(cells: readonly Cell[], texts: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const text = texts[column] ?? '';
      const blanks = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text)));
      return `${typeof cell === 'string' ? text : colour(cell.style, text)}${column === cells.length - 1 ? '' : blanks}`;
    })
    .join(GAP)
    .trimEnd();
}

/** Honours NO_COLOR and pipes. */
export const colour = (style: CellStyle, text: string): string =>
  mayBeTerminal() || process.env['FORCE_COLOR'] !== undefined ? styleText(style, text, { stream: process.stdout }) : text;

/** Names come from files of others: line breaks and control characters become blanks. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const PLAIN = /^[\x20-\x7E]*$/;
const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : displayWidth(text));
