/** Link reference definitions at the beginning of a paragraph: they are no part of its text. */

const LABEL = /\[(?:[^[\]\\]|\\[^])*\]:/y;
const BLANKS = /[ \t]*(?:\n[ \t]*)?/y;
// oxlint-disable-next-line no-control-regex -- control characters end a destination
const DESTINATION = /<(?:[^<>\n\\]|\\[^\n])*>|(?!<)[^\s\u0000-\u001f\u007f]+/y;
const TITLE = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\)/y;
const LINE_END = /[ \t]*(?:\n|$)/y;

/** How many characters at the beginning of `paragraph` are definitions. Lines end in `\n`. */
export function definitionsLength(paragraph: string): number {
  let at = 0;
  for (;;) {
    const end = definitionEnd(paragraph, at);
    if (end === undefined) return at;
    at = end;
  }
}

function definitionEnd(text: string, start: number): number | undefined {
  const match = (pattern: RegExp, at: number): number | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found === null ? undefined : at + found[0].length;
  };
  const from = match(/[ \t]*/y, start) ?? start;
  const label = match(LABEL, from);
  if (label === undefined || label - from > 1001 || text.slice(from + 1, label - 2).trim() === '') return undefined;
  const destination = match(DESTINATION, match(BLANKS, label) ?? label);
  if (destination === undefined || !isBalanced(text.slice(label, destination))) return undefined;
  const withoutTitle = match(LINE_END, destination);
  const beforeTitle = match(BLANKS, destination) ?? destination;
  const title = beforeTitle > destination ? match(TITLE, beforeTitle) : undefined;
  const withTitle = title === undefined ? undefined : match(LINE_END, title);
  return withTitle ?? withoutTitle;
}

/** A destination that is not in angle brackets may hold parentheses in pairs only. */
function isBalanced(destination: string): boolean {
  const text = destination.trim();
  if (text.startsWith('<')) return true;
  let open = 0;
  for (let at = 0; at < text.length && open >= 0; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') open += 1;
    else if (text[at] === ')') open -= 1;
  }
  return open === 0;
}
