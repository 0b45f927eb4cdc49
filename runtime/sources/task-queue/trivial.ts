/** What a patch of a specification may change and still be trivial: nothing that a section asks for goes, and little comes. Pure. */

const MOST_LINES = 3;
const MOST_CHARS = 400;

/** @returns why it is more than that; undefined: it is trivial */
export function notTrivial({ find, replace }: { readonly find: string; readonly replace: string }): string | undefined {
  const [before, after] = [find, replace].map((text) => text.split(/\r\n|\n|\r/)) as [string[], string[]];
  if (before.length > MOST_LINES || after.length > MOST_LINES) return `more than ${MOST_LINES} lines`;
  if (Math.abs(replace.length - find.length) > MOST_CHARS) return `more than ${MOST_CHARS} characters`;
  if (headings(before) !== headings(after)) return 'a heading';
  if (points(after) < points(before)) return 'a point that goes';
  if (points(after) > points(before)) return 'a new point';
  return replace.trim() === '' ? 'words that go' : undefined;
}

const headings = (lines: readonly string[]): string => lines.filter((line) => /^ {0,3}#{1,6}\s/.test(line)).join('\n');

const points = (lines: readonly string[]): number => lines.filter((line) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line)).length;
