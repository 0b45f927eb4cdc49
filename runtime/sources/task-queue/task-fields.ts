/** The `- **Name**: value` lines and the criteria of one task of TASKS.md, with their places. */
import type { TextLine } from './lines.ts';

export interface TaskField {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** Columns of the value. */
  readonly from: number;
  readonly to: number;
}

export interface TaskCriterion {
  readonly text: string;
  readonly checked: boolean;
  readonly line: number;
  /** Column of the mark in the box; undefined: there is no box. */
  readonly box?: number;
  /** Index of its last line, where it goes on over more than one. */
  readonly end?: number;
}

export type Slot = 'status' | 'dependencies' | 'specReference' | 'specHash' | 'source' | 'complexity' | 'files' | 'criteria';

const SLOTS: ReadonlyMap<string, Slot> = new Map([
  ['status', 'status'],
  ['dependencies', 'dependencies'],
  ['depends on', 'dependencies'],
  ['blocked by', 'dependencies'],
  ['spec reference', 'specReference'],
  ['spec references', 'specReference'],
  ['spec hash', 'specHash'],
  ['source', 'source'],
  ['complexity', 'complexity'],
  ['files', 'files'],
  ['expected files', 'files'],
  ['acceptance criteria', 'criteria'],
  ['acceptance criterion', 'criteria'],
]);

/** As okstra writes them: most are found without another string. */
const WRITTEN: ReadonlyMap<string, Slot> = new Map(
  [...SLOTS].map(([name, slot]) => [`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, slot]),
);
const slotOf = (name: string): Slot | undefined => WRITTEN.get(name) ?? SLOTS.get(name.toLowerCase());

/** The line of the first field of a name that okstra knows. */
export const lineOf = (lines: readonly TextLine[], scan: Pick<TaskScan, 'fieldLines'>, slot: Slot): number | undefined =>
  fieldsOf(lines, scan).find(({ name }) => slotOf(name) === slot)?.line;

const BULLET = /^[ \t]+(?:[-*+]|\d+[.)])[ \t]+(?=\S)/;
const FLAT_BULLET = /^(?:[-*+]|\d+[.)])[ \t]+(?=\S)/;

export interface TaskScan {
  /** Value of the first field of each name that okstra knows. */
  readonly known: Readonly<Partial<Record<Slot, string>>>;
  readonly criteria: readonly TaskCriterion[];
  /** Indices of all lines that are a field, in order. */
  readonly fieldLines: readonly number[];
  /** Lines of criteria whose box is none, or has no words. */
  readonly oddBoxes: readonly number[];
  /** Lines of fields that say again, and otherwise, what may stand once only. */
  readonly repeated: readonly number[];
}

/** @param hidden lines in fenced blocks and comments, which say nothing */
export function scanTask(lines: readonly TextLine[], hidden: readonly boolean[], from: number, end: number): TaskScan {
  const known: Partial<Record<Slot, string>> = {};
  const fieldLines: number[] = [];
  const criteria: TaskCriterion[] = [];
  const oddBoxes: number[] = [];
  const repeated: number[] = [];
  let inCriteria = false;
  let open = false;
  /** A list that is not set in goes on as long as nothing stands between its lines. */
  let flat = -1;
  for (let line = from; line < end; line += 1) {
    if (hidden[line] === true) continue;
    const text = lines[line]?.text ?? '';
    const box = inCriteria ? boxIn(text) : undefined;
    const field = box === undefined ? fieldIn(text) : undefined;
    if (field !== undefined) {
      fieldLines.push(line);
      const slot = slotOf(field.name);
      inCriteria = slot === 'criteria';
      if (slot !== undefined) {
        const before = known[slot];
        if (before === undefined) known[slot] = text.slice(field.from).trimEnd();
        else if (!inCriteria && before !== text.slice(field.from).trimEnd()) repeated.push(line);
      }
      if (inCriteria && known.criteria === '') flat = line;
      open = false;
      continue;
    }
    if (!inCriteria) continue;
    if (box !== undefined) {
      const state = text[box.at];
      const isKnown = state === ' ' || state === 'x' || state === 'X';
      if (!isKnown || box.from === text.length) oddBoxes.push(line);
      open = box.from < text.length;
      if (open) criteria.push({ text: text.slice(box.from).trimEnd(), checked: isKnown && state !== ' ', line, box: box.at });
      flat = line;
      continue;
    }
    const bullet = (flat === line - 1 ? FLAT_BULLET.exec(text) : null) ?? BULLET.exec(text);
    if (bullet !== null) {
      criteria.push({ text: text.slice(bullet[0].length).trimEnd(), checked: false, line });
      if (flat === line - 1) flat = line;
    } else if (text.trim() === '' || !/^[ \t]/.test(text)) {
      open = false;
      if (text.trim() !== '') inCriteria = false;
      continue;
    } else if (open) {
      const last = criteria.pop();
      if (last !== undefined) criteria.push({ ...last, text: `${last.text} ${text.trim()}`, end: line });
    }
    open = criteria.length > 0;
  }
  return { known, criteria, fieldLines, oddBoxes, repeated };
}

/** All fields of a task, in order. Read anew each time: a long queue has a hundred thousand, and few are ever asked for. */
export const fieldsOf = (
  lines: readonly TextLine[],
  { fieldLines }: { readonly fieldLines: readonly number[] },
): readonly TaskField[] =>
  fieldLines.flatMap((line) => {
    const text = lines[line]?.text ?? '';
    const field = fieldIn(text);
    return field === undefined ? [] : [fieldOf(field, text, line)];
  });

function fieldOf({ name, from }: { readonly name: string; readonly from: number }, text: string, line: number): TaskField {
  const value = text.slice(from).trimEnd();
  return { name, value, line, from, to: from + value.length };
}

// By hand, and by character codes: a long queue has a hundred thousand such lines.
const TAB = 0x09;
const BLANK = 0x20;
const STAR = 0x2a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const isMark = (code: number): boolean => code === MINUS || code === STAR || code === PLUS;

/** `  - [x] text`: column of the mark in the box, and of the text; the end of the line where there is none. */
function boxIn(text: string): { readonly at: number; readonly from: number } | undefined {
  const start = afterBlanks(text, 0);
  const mark = isMark(text.charCodeAt(start)) ? start + 1 : afterNumber(text, start);
  const open = afterBlanks(text, mark);
  if (open === mark || text[open] !== '[' || text[open + 2] !== ']') return undefined;
  const state = text[open + 1] ?? '';
  if (state !== ' ' && state !== 'x' && state !== 'X' && !ODD_STATES.includes(state)) return undefined;
  const from = afterBlanks(text, open + 3);
  // Straight behind it these make it a link.
  if (from === open + 3 && (text[from] === '(' || text[from] === '[' || text[from] === ':')) return undefined;
  return { at: open + 1, from };
}

/** Used by others for begun, left out, put off; here they say nothing. */
const ODD_STATES = '-~>/!?*';

/** Behind `12.` or `12)`; the place itself where there is no such thing. */
function afterNumber(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 0x30 && code <= 0x39; code = text.charCodeAt(at)) at += 1;
  return at > from && (text[at] === '.' || text[at] === ')') ? at + 1 : from;
}

/** `- **Name**: value`, `- **Name:** value`. */
function fieldIn(text: string): { readonly name: string; readonly from: number } | undefined {
  const mark = afterBlanks(text, 0);
  if (!isMark(text.charCodeAt(mark))) return undefined;
  const open = afterBlanks(text, mark + 1);
  if (open === mark + 1 || text.charCodeAt(open) !== STAR || text.charCodeAt(open + 1) !== STAR) return undefined;
  const close = text.indexOf('**', open + 2);
  if (close === -1) return undefined;
  let stop = close;
  let at = close + 2;
  if (text.charCodeAt(close - 1) === COLON) stop -= 1;
  else {
    at = afterBlanks(text, at);
    if (text.charCodeAt(at) !== COLON) return undefined;
    at += 1;
  }
  const name = text.slice(open + 2, stop);
  if (stop <= open + 2 || name.includes(':') || name.includes('*')) return undefined;
  return { name: name.trim(), from: afterBlanks(text, at) };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === BLANK || code === TAB; code = text.charCodeAt(at)) at += 1;
  return at;
}
