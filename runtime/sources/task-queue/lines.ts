/** A text as lines with their own ends, so that what is not changed comes out byte for byte. */

export interface TextLine {
  readonly text: string;
  /** `\n`, `\r\n`, `\r`; empty at the end of a text without final line end. */
  readonly end: string;
}

export function splitLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  const hasReturns = text.includes('\r');
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', start)) {
    if (hasReturns) pushWithReturns(lines, text.slice(start, at + 1));
    else lines.push({ text: text.slice(start, at), end: '\n' });
    start = at + 1;
  }
  if (start < text.length) {
    if (hasReturns) pushWithReturns(lines, text.slice(start));
    else lines.push({ text: text.slice(start), end: '' });
  }
  return lines;
}

/** What stands up to one `\n`: a line, or several of a text whose lines end otherwise. */
function pushWithReturns(lines: TextLine[], text: string): void {
  let start = 0;
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', start)) {
    const isPair = text[at + 1] === '\n';
    lines.push({ text: text.slice(start, at), end: isPair ? '\r\n' : '\r' });
    start = at + (isPair ? 2 : 1);
  }
  if (start === text.length) return;
  const isEnded = text.endsWith('\n');
  lines.push({ text: isEnded ? text.slice(start, -1) : text.slice(start), end: isEnded ? '\n' : '' });
}

export function joinLines(lines: readonly TextLine[]): string {
  let joined = '';
  for (const { text, end } of lines) joined += text + end;
  return joined;
}

/** The line end that new lines get: that of the first line; `\n` in a text without any. */
export const lineEndOf = (lines: readonly TextLine[]): string => lines.find(({ end }) => end !== '')?.end ?? '\n';

/** A change of whole lines. `at` is the index of the first line concerned; `at` = number of lines appends. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  /** Without line ends. */
  readonly insert: readonly string[];
}

export const replaceLine = (at: number, text: string): Splice => ({ at, remove: 1, insert: [text] });
export const insertLines = (at: number, insert: readonly string[]): Splice => ({ at, remove: 0, insert });

/** Applies changes that do not overlap; lines that none of them names keep text and end. */
export function applySplices(lines: readonly TextLine[], splices: readonly Splice[]): string {
  const end = lineEndOf(lines);
  const result = [...lines];
  // From the bottom up, so that indices stay good; of several at one place the one given first comes out first.
  const order = splices.map((splice, index) => ({ ...splice, index })).toSorted((a, b) => b.at - a.at || b.index - a.index);
  for (const { at, remove, insert } of order) {
    const removed = result.slice(at, at + remove);
    const before = result[at - 1];
    if (insert.length > 0 && before !== undefined && before.end === '') result[at - 1] = { ...before, end };
    const isLast = at + remove >= result.length;
    const lastEnd = removed.at(-1)?.end ?? (isLast && lines.at(-1)?.end === '' ? '' : end);
    const inserted = insert.map((text, index): TextLine => {
      const own = removed[index]?.end;
      const isFinal = index === insert.length - 1;
      return { text, end: isFinal ? (isLast ? lastEnd : lastEnd || end) : own !== undefined && own !== '' ? own : end };
    });
    result.splice(at, remove, ...inserted);
  }
  return joinLines(result);
}

/** A fence or a comment whose end is missing: it swallows what was meant to be seen. */
export interface OpenBlock {
  readonly kind: 'fence' | 'comment';
  /** Index of the line that opens it, and of the line behind the last that it swallows. */
  readonly line: number;
  readonly end: number;
}

export interface HiddenLines {
  /** Which lines stand in a fenced block (the fences themselves too) or in a comment. Line by line. */
  readonly hidden: readonly boolean[];
  readonly open: readonly OpenBlock[];
}

export const hiddenLines = (lines: readonly TextLine[]): readonly boolean[] => findHidden(lines).hidden;

/** By the rules of CommonMark: code within a line opens no comment, and a comment within a paragraph ends with it. */
export function findHidden(lines: readonly TextLine[]): HiddenLines {
  const hidden: boolean[] = [];
  const open: OpenBlock[] = [];
  let fence: { readonly mark: string; readonly line: number; suspect: boolean } | undefined;
  let comment: { readonly line: number } | undefined;
  for (let line = 0; line < lines.length; line += 1) {
    const text = lines[line]?.text ?? '';
    const mark = mayBeFence(text) ? FENCE.exec(text) : null;
    if (fence !== undefined) {
      hidden.push(true);
      if (mark?.[1]?.startsWith(fence.mark) !== true) continue;
      if (mark[2]?.trim() !== '') fence.suspect ||= isOpening(mark);
      else {
        // Another block was begun inside: the end that was found is that one's.
        if (fence.suspect) open.push({ kind: 'fence', line: fence.line, end: line });
        fence = undefined;
      }
      continue;
    }
    if (comment !== undefined) {
      hidden.push(true);
      const end = text.indexOf('-->');
      if (end === -1 || text.includes('<!--', end)) continue;
      comment = undefined;
      continue;
    }
    if (mark !== null && isOpening(mark)) {
      fence = { mark: mark[1] ?? '', line, suspect: false };
      hidden.push(true);
      continue;
    }
    if (!text.includes('<!--')) {
      hidden.push(false);
      continue;
    }
    const isBlock = COMMENT_BLOCK.test(text);
    hidden.push(isBlock);
    if (isBlock) {
      if (!text.includes('-->', text.lastIndexOf('<!--'))) comment = { line };
    } else if (opensComment(text) && endsInParagraph(lines, line)) comment = { line };
  }
  if (fence !== undefined) open.push({ kind: 'fence', line: fence.line, end: lines.length });
  if (comment !== undefined) open.push({ kind: 'comment', line: comment.line, end: lines.length });
  return { hidden, open };
}

const FENCE = /^\s*(`{3,}|~{3,})(.*)$/;
/** Behind backticks that begin a block no others follow in the line. */
const isOpening = ([, mark = '', info = '']: RegExpExecArray): boolean => mark.startsWith('~') || !info.includes('`');
const COMMENT_BLOCK = /^\s*<!--/;
const CODE_OR_COMMENT = /\\.|(`+)(?!`).*?(?<!`)\1(?!`)|<!--.*?-->/g;

/** Code, escapes and whole comments within the line apart. */
const opensComment = (text: string): boolean => text.replaceAll(CODE_OR_COMMENT, '').includes('<!--');

const OTHER_BLOCK = /^\s*(?:$|#{1,6}\s|>|[-*+]\s|\d+[.)]\s|`{3}|~{3})/;

/** A heading is one line; any other paragraph goes on to a blank line or another block. */
function endsInParagraph(lines: readonly TextLine[], from: number): boolean {
  if (/^\s*#{1,6}\s/.test(lines[from]?.text ?? '')) return false;
  for (let line = from + 1; line < lines.length; line += 1) {
    const text = lines[line]?.text ?? '';
    if (OTHER_BLOCK.test(text)) return false;
    if (text.includes('-->')) return true;
  }
  return false;
}

/** Told by its first character that is no blank; most lines begin otherwise. */
function mayBeFence(text: string): boolean {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  const first = text.charCodeAt(at);
  // A space beyond ASCII is left to the pattern.
  return first === 0x60 || first === 0x7e || first > 0x7f;
}
