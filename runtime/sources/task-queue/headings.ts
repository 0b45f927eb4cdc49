/** Headings and `**Name**: value` lines, with their places. */
import type { TextLine } from './lines.ts';
import { hiddenLines } from './lines.ts';

export interface Heading {
  /** Index of its line. */
  readonly line: number;
  readonly level: number;
  readonly title: string;
}

const HEADING = /^\uFEFF?(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;

/** What a person wrote for a heading: set in by up to three blanks, or without the blank behind its marks. */
const LOOSE = /^\uFEFF? {0,3}(#{1,6})[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*$/;

/** @param isMeant titles for which a heading that is written loosely counts too; default: none */
export function headingsOf(
  lines: readonly TextLine[],
  hidden: readonly boolean[] = hiddenLines(lines),
  isMeant?: (title: string) => boolean,
): readonly Heading[] {
  const found: Heading[] = [];
  for (let line = 0; line < lines.length; line += 1) {
    const text = lines[line]?.text ?? '';
    const first = text.charCodeAt(0);
    const isFlush = first === 0x23 || first === 0xfeff;
    if (!isFlush && (isMeant === undefined || first !== 0x20 || !isSetIn(text))) continue;
    if (hidden[line] === true) continue;
    const strict = isFlush ? HEADING.exec(text) : null;
    const loose = strict === null && isMeant !== undefined ? LOOSE.exec(text) : null;
    const match = strict ?? (loose !== null && isMeant?.(loose[2] ?? '') === true ? loose : null);
    if (match !== null) found.push({ line, level: match[1]?.length ?? 1, title: match[2] ?? '' });
  }
  return found;
}

/** A `#` behind one to three blanks. */
const isSetIn = (text: string): boolean => {
  let at = 1;
  while (at < 3 && text.charCodeAt(at) === 0x20) at += 1;
  return text.charCodeAt(at) === 0x23;
};

/** Index of the line behind the section of a heading: the next heading of its level or above. */
export const sectionEnd = (headings: readonly Heading[], heading: Heading, total: number): number =>
  headings.find(({ line, level }) => line > heading.line && level <= heading.level)?.line ?? total;

export interface HeaderField {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** Columns of the value. */
  readonly from: number;
  readonly to: number;
}

const FIELD = /\*\*([^*:]+?)(?:\*\*[ \t]*:|:\*\*)[ \t]*/g;

/** Every `**Name**: value` of the lines, several in a line too. */
export function headerFields(lines: readonly TextLine[], to: number): readonly HeaderField[] {
  const found: HeaderField[] = [];
  for (const [line, { text }] of lines.slice(0, to).entries()) {
    if (!text.includes('**')) continue;
    const marks = [...text.matchAll(FIELD)];
    for (const [index, mark] of marks.entries()) {
      const from = mark.index + mark[0].length;
      const next = marks[index + 1]?.index ?? text.length;
      const raw = text.slice(from, next);
      const value = raw.replace(/[\s|\u00B7]+$/, '');
      found.push({ name: (mark[1] ?? '').trim(), value, line, from, to: from + value.length });
    }
  }
  return found;
}
