/** Tables in Markdown: read with the place of every cell, changed cell by cell. */
import type { Splice, TextLine } from './lines.ts';
import { insertLines, replaceLine } from './lines.ts';

export interface Cell {
  /** Unescaped, trimmed. */
  readonly value: string;
  /** Columns of the text between the bars, its blanks included. */
  readonly from: number;
  readonly to: number;
}

export interface TableRow {
  /** Index of its line. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface Table {
  /** Index of the line with the names of the columns. */
  readonly head: number;
  /** Names as written. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Index of the line behind the last row. */
  readonly end: number;
}

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The first table among the lines `from` to `to` (exclusive); undefined when there is none. */
export function findTable(lines: readonly TextLine[], from: number, to: number): Table | undefined {
  for (let at = from; at + 1 < to; at += 1) {
    const head = lines[at]?.text ?? '';
    const rule = lines[at + 1]?.text ?? '';
    if (!head.includes('|') || !rule.includes('-') || !DELIMITER.test(rule)) continue;
    const rows: TableRow[] = [];
    let line = at + 2;
    while (line < to && (lines[line]?.text ?? '').includes('|')) {
      rows.push({ line, cells: cellsOf(lines[line]?.text ?? '') });
      line += 1;
    }
    return { head: at, columns: cellsOf(head).map(({ value }) => value), rows, end: line };
  }
  return undefined;
}

const BACKSLASH = 0x5c;
const BAR = 0x7c;

function cellsOf(text: string): readonly Cell[] {
  const first = /^\s*\|/.exec(text)?.[0].length ?? 0;
  const cells: Cell[] = [];
  let from = first;
  for (let at = first; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === BAR) {
      cells.push(cellAt(text, from, at));
      from = at + 1;
    }
  }
  if (text.slice(from).trim() !== '') cells.push(cellAt(text, from, text.length));
  return cells;
}

const cellAt = (text: string, from: number, to: number): Cell => ({ value: unescaped(text.slice(from, to).trim()), from, to });

const unescaped = (text: string): string => (text.includes('\\') ? text.replaceAll(/\\([|\\])/g, '$1') : text);
/** One line; a bar would end the cell. */
export const escaped = (value: string): string =>
  value
    .replaceAll(/\r\n|\n|\r/g, '<br>')
    .replaceAll(/\\(?=[|\\])|\|/g, (found) => `\\${found}`)
    .trim();

const normal = (name: string): string => name.replaceAll(/[*_`]/g, '').trim().toLowerCase();

/** By the list of columns; asked for each cell of a long table. */
const PLACES = new WeakMap<readonly string[], Map<string, number>>();

export function columnOf({ columns }: Table, name: string): number {
  let places = PLACES.get(columns);
  if (places === undefined) {
    places = new Map();
    PLACES.set(columns, places);
  }
  let place = places.get(name);
  if (place === undefined) {
    const wanted = normal(name);
    place = columns.findIndex((known) => normal(known) === wanted);
    places.set(name, place);
  }
  return place;
}

/** Value of a row in a column by name; empty where the row is too short or the table has no such column. */
export const valueIn = (table: Table, row: TableRow, name: string): string => row.cells[columnOf(table, name)]?.value ?? '';

export type Values = Readonly<Record<string, string>>;

/** Columns that the table lacks are left out; columns that have no value stay as they are. */
export function setCells(lines: readonly TextLine[], table: Table, row: TableRow, values: Values): readonly Splice[] {
  let text = lines[row.line]?.text ?? '';
  const wanted = Object.entries(values)
    .map(([name, value]) => ({ at: columnOf(table, name), value }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => b.at - a.at);
  const short = wanted.filter(({ at }) => at >= row.cells.length);
  for (const { at, value } of wanted) {
    const cell = row.cells[at];
    if (cell === undefined || cell.value === value.trim()) continue;
    text = `${text.slice(0, cell.from)} ${escaped(value)} ${text.slice(cell.to)}`;
  }
  if (short.some(({ value }) => value !== '')) {
    const end = Math.max(...short.map(({ at }) => at));
    const added = table.columns
      .slice(row.cells.length, end + 1)
      .map((_, index) => ` ${escaped(short.find(({ at }) => at === row.cells.length + index)?.value ?? '')} |`);
    text = `${text.trimEnd().replace(/(?<!\|)$/, ' |')}${added.join('')}`;
  }
  return text === lines[row.line]?.text ? [] : [replaceLine(row.line, text)];
}

/** A row at the end of the table. */
export const addRow = (table: Table, values: Values): Splice => {
  const byName = new Map(Object.entries(values).map(([name, value]) => [normal(name), value]));
  return insertLines(table.end, [rowText(table.columns.map((name) => byName.get(normal(name)) ?? ''))]);
};

export const rowText = (values: readonly string[]): string => `| ${values.map(escaped).join(' | ')} |`;

/** A new table: names of columns, the rule below them, rows. */
export const tableText = (columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  rowText(columns),
  `|${columns.map(() => ' --- |').join('')}`,
  ...rows.map(rowText),
];
