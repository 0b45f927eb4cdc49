/** IMPLEMENTATION_PROGRESS.md: header and tables, read with their places; and the changes okstra makes in it. */
import type { Failure } from '../../model/failure.ts';
import { GAP_LEVELS } from '../../model/task-report.ts';
import type { HeaderField, Heading } from './headings.ts';
import { headerFields, headingsOf, sectionEnd } from './headings.ts';
import type { Splice, TextLine } from './lines.ts';
import { findHidden, insertLines, replaceLine, splitLines } from './lines.ts';
import type { Table, TableRow, Values } from './tables.ts';
import { addRow, columnOf, escaped, findTable, setCells, tableText, valueIn } from './tables.ts';
import { openBlock, readIds } from './tasks-file.ts';
import type { FixStatus } from './words.ts';
import { FIX_STATUSES, readWord } from './words.ts';

export const TABLES = {
  tasks: { title: 'Task Status', columns: ['Task', 'Status', 'Completed', 'Files Modified', 'Notes'] },
  gaps: { title: 'Spec Gaps', columns: ['ID', 'Task', 'Gap', 'Level', 'Status', 'Resolution'] },
  fixes: {
    title: 'Fix Tasks',
    columns: ['ID', 'Type', 'Source Task', 'Discovered During', 'Status', 'Files Modified', 'Description'],
  },
  external: { title: 'External Changes', columns: ['Date', 'Files Changed', 'Task Impact', 'Action Taken'] },
  sync: { title: 'Spec Sync History', columns: ['Date', 'Old Hash', 'New Hash', 'Impact', 'Action Taken'] },
} as const;
export type TableName = keyof typeof TABLES;

export interface ProgressRow {
  readonly task: string;
  readonly status: string;
  readonly completed: string;
  readonly files: readonly string[];
  readonly notes: string;
  readonly row: TableRow;
}

export interface FixTask {
  readonly id: string;
  readonly type: string;
  readonly sourceTask: string;
  readonly discoveredDuring: string;
  readonly status: FixStatus;
  readonly files: readonly string[];
  readonly description: string;
  readonly row: TableRow;
}

export interface Gap {
  readonly id: string;
  readonly task: string;
  readonly gap: string;
  readonly level: string;
  readonly status: string;
  readonly resolution: string;
  readonly row: TableRow;
}

export interface ProgressFile {
  readonly lines: readonly TextLine[];
  readonly headings: readonly Heading[];
  readonly header: readonly HeaderField[];
  readonly tables: Readonly<Partial<Record<TableName, Table>>>;
  readonly tasks: ReadonlyMap<string, ProgressRow>;
  readonly fixes: readonly FixTask[];
  readonly gaps: readonly Gap[];
  readonly problems: readonly Failure[];
}

export function parseProgress(text: string, file: string): ProgressFile {
  const lines = splitLines(text);
  const { hidden, open } = findHidden(lines);
  const headings = headingsOf(lines, hidden);
  const { tables, problems } = findTables({ lines, hidden, headings }, file);
  problems.push(...open.map((block) => openBlock(file, block, [])));
  const refuse = (row: TableRow, code: string, expected: string, found: string): void => {
    problems.push({
      category: 'findings',
      code,
      message: `Expected ${expected}, found "${found}".`,
      fix: 'Correct the row, or remove it.',
      place: { file, line: row.line + 1 },
    });
  };
  const tasks = readRows(tables.tasks, (table, row) => {
    const id = /\b[TF]-\d+[A-Z]?\b/.exec(valueIn(table, row, 'Task'))?.[0];
    if (id === undefined) {
      if (!isEmpty(row)) refuse(row, 'progress-task', 'the id of a task in the column Task', valueIn(table, row, 'Task'));
      return undefined;
    }
    return {
      task: id,
      status: valueIn(table, row, 'Status'),
      completed: valueIn(table, row, 'Completed'),
      files: filesIn(valueIn(table, row, 'Files Modified')),
      notes: valueIn(table, row, 'Notes'),
      row,
    };
  });
  const fixes = readRows(tables.fixes, (table, row) => {
    const id = valueIn(table, row, 'ID');
    const status = readWord(FIX_STATUSES, valueIn(table, row, 'Status'));
    if (!/^F-\d+$/.test(id) || status === undefined) {
      if (isEmpty(row)) return undefined;
      if (status === undefined)
        refuse(row, 'progress-fix', `a status of ${FIX_STATUSES.join(', ')}`, valueIn(table, row, 'Status'));
      else refuse(row, 'progress-fix', 'an id like F-001', id);
      return undefined;
    }
    return {
      id,
      type: valueIn(table, row, 'Type'),
      sourceTask: readIds(valueIn(table, row, 'Source Task'))?.[0] ?? '',
      discoveredDuring: valueIn(table, row, 'Discovered During'),
      status,
      files: filesIn(valueIn(table, row, 'Files Modified')),
      description: valueIn(table, row, 'Description'),
      row,
    };
  });
  const gaps = readRows(tables.gaps, (table, row) => {
    const id = valueIn(table, row, 'ID');
    const level = valueIn(table, row, 'Level');
    if (!/^G-\d+$/.test(id) || !GAP_LEVELS.some((known) => level.toUpperCase().startsWith(known))) {
      if (isEmpty(row)) return undefined;
      refuse(row, 'progress-gap', 'an id like G-001 and a level of L0, L1, L2', `${id} ${level}`.trim());
      return undefined;
    }
    return {
      id,
      task: valueIn(table, row, 'Task'),
      gap: valueIn(table, row, 'Gap'),
      level: level.toUpperCase().slice(0, 2),
      status: valueIn(table, row, 'Status'),
      resolution: valueIn(table, row, 'Resolution'),
      row,
    };
  });
  const top = headings.find(({ level }) => level >= 2)?.line ?? lines.length;
  return {
    lines,
    headings,
    header: headerFields(lines, top),
    tables,
    tasks: new Map(tasks.map((row) => [row.task, row])),
    fixes,
    gaps,
    problems,
  };
}

/** By their titles; a table whose title a person changed by its columns. What stands there and is not read is named. */
function findTables(
  { lines, hidden, headings }: Pick<ProgressFile, 'lines' | 'headings'> & { readonly hidden: readonly boolean[] },
  file: string,
) {
  const tables: Partial<Record<TableName, Table>> = {};
  const problems: Failure[] = [];
  const others: Table[] = [];
  for (const heading of headings) {
    if (heading.level !== 2) continue;
    const end = sectionEnd(headings, heading, lines.length);
    const table = findTable(lines, heading.line + 1, end);
    if (table === undefined) continue;
    const name = TABLE_NAMES.find((each) => TABLES[each].title.toLowerCase() === heading.title.toLowerCase());
    if (name === undefined || tables[name] !== undefined) {
      others.push(table);
      continue;
    }
    tables[name] = table;
    for (let line = table.end; line < end; line += 1) {
      if (hidden[line] === true || !/^\s*\|.*\|/.test(lines[line]?.text ?? '')) continue;
      problems.push({
        category: 'findings',
        code: 'progress-row-apart',
        message: `Expected the rows of ${TABLES[name].title} in one table, found another one below it, which is not read.`,
        fix: 'Put it straight below the last row of the table.',
        place: { file, line: line + 1 },
      });
      break;
    }
  }
  for (const table of others) {
    const name = TABLE_NAMES.find((each) => isLike(table, each));
    if (name === undefined) continue;
    if (tables[name] === undefined) tables[name] = table;
    else
      problems.push({
        category: 'findings',
        code: 'progress-table-twice',
        message: `Expected one table of ${TABLES[name].title}, found another, which is not read.`,
        fix: 'Put its rows into the first one.',
        place: { file, line: table.head + 1 },
      });
  }
  return { tables, problems };
}

const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** Columns that no other table has. */
const OWN_COLUMNS: Readonly<Record<TableName, readonly string[]>> = {
  tasks: ['Task', 'Status', 'Files Modified'],
  gaps: ['ID', 'Gap', 'Level'],
  fixes: ['ID', 'Type', 'Source Task'],
  external: ['Files Changed', 'Task Impact'],
  sync: ['Old Hash', 'New Hash'],
};
const isLike = (table: Table, name: TableName): boolean => OWN_COLUMNS[name].every((column) => columnOf(table, column) !== -1);

/** Ids of a kind that stand anywhere in the file, in damaged rows and in prose too: none of them is given out again. */
export const idsNamed = ({ lines }: Pick<ProgressFile, 'lines'>, prefix: 'T' | 'F' | 'G'): readonly string[] =>
  lines.flatMap(({ text }) => (text.includes(`${prefix}-`) ? (text.match(new RegExp(`\\b${prefix}-\\d+`, 'g')) ?? []) : []));

function readRows<T>(table: Table | undefined, read: (table: Table, row: TableRow) => T | undefined): readonly T[] {
  return table === undefined ? [] : table.rows.map((row) => read(table, row)).filter((value) => value !== undefined);
}

const isEmpty = ({ cells }: TableRow): boolean => cells.every(({ value }) => /^[-\u2014]?$/.test(value));

export const filesIn = (text: string): readonly string[] =>
  /^(?:none|n\/a|-|\u2014)?$/i.test(text.trim())
    ? []
    : text
        .split(/,|<br>/)
        .map((entry) => entry.replaceAll('`', '').trim())
        .filter((entry) => entry !== '');

/** Sets cells of the rows that have a key in the first column of the table, or adds them. A table that is missing is made. */
export function upsertRows(
  file: ProgressFile,
  name: TableName,
  rows: readonly (readonly [key: string, values: Values])[],
): readonly Splice[] {
  if (rows.length === 0) return [];
  const known = file.tables[name];
  const [first] = TABLES[name].columns;
  if (known === undefined)
    return appendTable(
      file,
      name,
      rows.map(([key, values]) => ({ [first]: key, ...values })),
    );
  const names = [...new Set(rows.flatMap(([, values]) => Object.keys(values)))];
  const { table, splices } = widen(file, known, names);
  const rowOf = rowFinder(known, first, rows.length);
  return [
    ...splices,
    ...rows.flatMap(([key, values]) => {
      const row = rowOf(key);
      return row === undefined ? [addRow(table, { [first]: key, ...values })] : setCells(file.lines, table, row, values);
    }),
  ];
}

export const upsertRow = (file: ProgressFile, name: TableName, key: string, values: Values): readonly Splice[] =>
  upsertRows(file, name, [[key, values]]);

const KEY = /\b[TFG]-\d+[A-Z]?\b/;
/** The id of a cell, in a link or with a title too. */
const keyIn = (value: string): string => KEY.exec(value)?.[0] ?? value;

/** By the first row that has it; many at once are looked up in a list that is made for them. */
function rowFinder(table: Table, column: string, count: number): (key: string) => TableRow | undefined {
  const isAt = (row: TableRow, key: string): boolean => {
    const value = valueIn(table, row, column);
    return value === key || (value.includes(key) && keyIn(value) === key);
  };
  if (count < 4) return (key) => table.rows.find((row) => isAt(row, key));
  const places = new Map<string, TableRow>();
  for (const row of table.rows) {
    const key = keyIn(valueIn(table, row, column));
    if (!places.has(key)) places.set(key, row);
  }
  return (key) => places.get(key);
}

/** A row of a history: nothing is replaced. */
export function appendRow(file: ProgressFile, name: TableName, values: Values): readonly Splice[] {
  const table = file.tables[name];
  return table === undefined ? appendTable(file, name, [values]) : [addRow(table, values)];
}

/** The columns that a table of another tool lacks are added to its head; rows that are shorter stay so. */
function widen(file: ProgressFile, table: Table, names: readonly string[]): { table: Table; splices: readonly Splice[] } {
  const missing = names.filter((name) => columnOf(table, name) === -1);
  if (missing.length === 0) return { table, splices: [] };
  const grown = (line: number, cells: readonly string[]): Splice => {
    const text = (file.lines[line]?.text ?? '').trimEnd();
    return replaceLine(line, `${text.endsWith('|') ? text : `${text} |`}${cells.map((cell) => ` ${cell} |`).join('')}`);
  };
  return {
    table: { ...table, columns: [...table.columns, ...missing] },
    splices: [
      grown(table.head, missing.map(escaped)),
      grown(
        table.head + 1,
        missing.map(() => '---'),
      ),
    ],
  };
}

function appendTable(file: ProgressFile, name: TableName, rows: readonly Values[]): readonly Splice[] {
  const { title, columns } = TABLES[name];
  const cells = rows.map((values) => columns.map((column) => values[column] ?? ''));
  const heading = file.headings.find((known) => known.level === 2 && known.title.toLowerCase() === title.toLowerCase());
  if (heading !== undefined) return [insertLines(heading.line + 1, ['', ...tableText(columns, cells)])];
  return [insertLines(file.lines.length, ['', `## ${title}`, '', ...tableText(columns, cells)])];
}

/** A whole progress file. */
export function newProgressText(values: {
  readonly specVersion: string;
  readonly date: string;
  readonly git: boolean;
  readonly parallel: boolean;
  readonly lastCommit: string;
  readonly tasks: readonly { readonly id: string; readonly status: string }[];
  /** The queue whose place this one takes: where it is kept, and its last numbers of fixes and gaps. */
  readonly former?: { readonly path: string; readonly ids: readonly string[] };
}): string {
  return [
    '# Implementation Progress',
    '',
    `**Spec version**: ${values.specVersion}`,
    `**Started**: ${values.date}`,
    `**Last session**: ${values.date}`,
    '**Status**: In Progress',
    `**Git tracking**: ${values.git ? 'Yes' : 'No'}`,
    `**Parallel execution**: ${values.parallel ? 'Approved' : 'Disabled'}`,
    `**Last commit**: ${values.lastCommit === '' ? 'None' : values.lastCommit}`,
    ...(values.former === undefined
      ? []
      : [
          `**Former queue**: ${values.former.path}${values.former.ids.length === 0 ? '' : ` (up to ${values.former.ids.join(', ')})`}`,
        ]),
    ...Object.values(TABLES).flatMap(({ title, columns }) => [
      '',
      `## ${title}`,
      '',
      ...tableText(columns, title === TABLES.tasks.title ? values.tasks.map(({ id, status }) => [id, status, '', '', '']) : []),
    ]),
    '',
    '## Verification Results',
    '',
    'Not run yet.',
    '',
  ].join('\n');
}

/** Replaces what stands below a heading of level 2, which is added at the end when it is missing. */
export function replaceSection(
  file: Pick<ProgressFile, 'lines' | 'headings'>,
  title: string,
  body: readonly string[],
): readonly Splice[] {
  const heading = file.headings.find((known) => known.level === 2 && known.title.toLowerCase() === title.toLowerCase());
  if (heading === undefined) return [insertLines(file.lines.length, ['', `## ${title}`, '', ...body])];
  const next = file.headings.find(({ line, level }) => line > heading.line && level <= 2);
  const end = next?.line ?? file.lines.length;
  return [{ at: heading.line + 1, remove: end - heading.line - 1, insert: ['', ...body, ...(next === undefined ? [] : [''])] }];
}
