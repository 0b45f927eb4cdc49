/** How many columns of a terminal a text takes. */
import { stripVTControlCharacters } from 'node:util';

// Made when it is needed: making one takes longer than most commands.
let segmenter: Intl.Segmenter | undefined;
const graphemes = (text: string): Iterable<{ readonly segment: string }> =>
  SIMPLE.test(text)
    ? Array.from(text, (segment) => ({ segment }))
    : (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);

/** Characters that stand for themselves, a column each: Latin, dashes and quotes, arrows, lines and blocks, ticks. */
const SIMPLE = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u21FF\u2500-\u259F\u2713\u2717]*$/;

/** Columns a text takes on a terminal: two for East Asian wide characters and emoji, none for marks. */
export const displayWidth = (text: string): number =>
  [...graphemes(stripVTControlCharacters(text))].reduce((sum, { segment }) => sum + graphemeWidth(segment), 0);

/** As much of the beginning of a text as fits into so many columns. */
export function takeColumns(text: string, columns: number): string {
  let taken = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += graphemeWidth(segment);
    if (used > columns) break;
    taken += segment;
  }
  return taken;
}

const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]|^\p{Emoji_Presentation}/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) || grapheme.includes('\uFE0F') ? 2 : 1;
}
