/** Risks that an executor names itself, one text each. */
import { sectionLines } from './executor-claims.ts';
import { excerpt } from './text.ts';

/** A list this long is a plan, not a list of risks. */
const MAX_RISKS = 10;
const MAX_CHARS = 1000;

export interface Risks {
  readonly risks: readonly string[];
  /** How many more there are. */
  readonly leftOut: number;
}

/** The entries of the section OPEN ISSUES & RISKS, in their order, each once. A section that says there are none gives none. */
export function executorRisks(text: string): Risks {
  const byWords = new Map<string, string>();
  for (const entry of entriesOf(sectionLines(text, 'OPEN ISSUES & RISKS'))) {
    const risk = excerpt(entry, MAX_CHARS);
    const words = wordsOf(risk);
    if (words !== '' && !saysNone(words) && !byWords.has(words)) byWords.set(words, risk);
  }
  const all = [...byWords.values()];
  return { risks: all.slice(0, MAX_RISKS), leftOut: Math.max(0, all.length - MAX_RISKS) };
}

/** Letters and digits only: how two texts are compared that may differ in marks and blanks. */
export const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const BULLET = /^(\s*)(?:[-*+\u2022]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;

/** A bullet of the outermost level with all that belongs to it, or a paragraph. Headings, and lines that only announce a list, are none. */
function entriesOf(lines: readonly string[]): readonly string[] {
  const indents = lines.flatMap((line) => BULLET.exec(line)?.[1]?.length ?? []);
  const outermost = Math.min(...indents);
  const entries: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const [, indent = '', content] = BULLET.exec(line) ?? [];
    const isHeading = /^\s*#/.test(line);
    const begins = content === undefined ? !isOpen : indent.length <= outermost + 1;
    if (line.trim() === '' || isHeading) isOpen = false;
    else if (begins || entries.length === 0) entries.push([content ?? line]);
    else entries.at(-1)?.push(content ?? line);
    if (line.trim() !== '' && !isHeading) isOpen = true;
  }
  return entries
    .map((entry) => entry.join(' '))
    .filter(
      (entry) =>
        !entry
          .trim()
          .replace(/[*_]+$/, '')
          .endsWith(':'),
    );
}

const TROUBLE = '(?:issues?|risks?|problems?|concerns?)';
const KNOWN =
  '(?: (?:known|found|identified|open|outstanding|remaining|remain|further|so far|at this time|to report|that i know of))*';
// The words beyond ASCII are the Korean ones for none, there is none, not applicable.
const NONE = new RegExp(
  `^(?:none|nothing|n a|na|no|nil|\\uC5C6\\uC74C|\\uC5C6\\uC2B5\\uB2C8\\uB2E4|\\uD574\\uB2F9 \\uC5C6\\uC74C)${KNOWN}$`,
);
const NO_TROUBLE = new RegExp(`^(?:there are )?no${KNOWN} ${TROUBLE}(?: (?:and|or)${KNOWN} ${TROUBLE})?${KNOWN}$`);

const saysNone = (words: string): boolean => words.length < 100 && (NONE.test(words) || NO_TROUBLE.test(words));
