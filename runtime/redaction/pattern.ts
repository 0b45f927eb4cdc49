/** Patterns of secrets that the user wrote down. Pure. */
import type { Candidate } from './shapes.ts';

/** A sign or a class of signs, and how often it may come. */
interface Piece {
  readonly isOne: (sign: string) => boolean;
  readonly min: number;
  readonly max: number;
}

/** For `+`, `*` and `{n,}`. */
const MOST_REPEATED = 512;
const LONGEST = 4096;
const SHORTEST_START = 3;

const CLASSES: Readonly<Record<string, string>> = { d: '[0-9]', w: '[A-Za-z0-9_]' };
const SIGN = String.raw`\[\^?(?:\\.|[^\]\\])+\]|\\[dw]|\\[^A-Za-z0-9]|[^\\[\](){}*+?.|^$]`;
const TIMES = String.raw`\{\d{1,4}(?:,\d{0,4})?\}|[+*?]`;
const PIECE = new RegExp(`(${SIGN})(${TIMES})?`, 'uy');

export type ReadPattern = { readonly ok: true; readonly candidate: Candidate } | { readonly ok: false; readonly problem: string };

/**
 * A pattern is a small part of what regular expressions can be, so that no text makes it slow: signs, `\d`, `\w`, classes in brackets, each
 * with `{n}`, `{n,m}`, `?`, `+` or `*` (at most 512 times). It begins with at least three signs as they are, by which it is found: `acme_[a-z0-9]{24}`.
 * The longest text that fits is redacted. A letter or digit in front of it does not matter.
 */
export function readSecretPattern(pattern: string): ReadPattern {
  const pieces: Piece[] = [];
  let start = '';
  let isStart = true;
  let length = 0;
  PIECE.lastIndex = 0;
  for (let at = 0; at < pattern.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const [, sign = '', times] = PIECE.exec(pattern) ?? [];
    if (sign === '') return { ok: false, problem: `"${pattern.slice(at, at + 12)}" is not one of the signs a pattern may have` };
    const [min, max] = timesOf(times);
    if (max < min || max === 0) return { ok: false, problem: `"${times}" is no number of times` };
    const isOne = predicate(sign);
    if (isOne === undefined) return { ok: false, problem: `"${sign}" is no class of signs` };
    const literal = literalOf(sign);
    isStart &&= literal !== undefined && min === 1 && max === 1;
    if (isStart) start += literal;
    else pieces.push({ isOne, min, max });
    length += max;
  }
  if (start.length < SHORTEST_START)
    return { ok: false, problem: `it begins with ${start.length} signs as they are, not ${SHORTEST_START}` };
  if (length > LONGEST) return { ok: false, problem: `it may take ${length} characters, more than ${LONGEST}` };
  return {
    ok: true,
    candidate: {
      kind: 'pattern',
      start,
      reach: length + 1,
      standsAlone: false,
      end: ({ text }, at) => longest(text, at + start.length, pieces),
    },
  };
}

function timesOf(times: string | undefined): readonly [number, number] {
  if (times === undefined) return [1, 1];
  if (times === '?') return [0, 1];
  if (times === '+') return [1, MOST_REPEATED];
  if (times === '*') return [0, MOST_REPEATED];
  const [, min = '', comma, max = ''] = /^\{(\d+)(,)?(\d*)\}$/.exec(times) ?? [];
  if (comma === undefined) return [Number(min), Number(min)];
  return [Number(min), max === '' ? Math.max(Number(min), MOST_REPEATED) : Number(max)];
}

const literalOf = (sign: string): string | undefined => {
  if (sign.length === 1) return sign;
  return /^\\[^A-Za-z0-9]$/.test(sign) ? sign.slice(1) : undefined;
};

function predicate(sign: string): Piece['isOne'] | undefined {
  const literal = literalOf(sign);
  if (literal !== undefined) return (one) => one === literal;
  const source = sign.startsWith('\\') ? CLASSES[sign.slice(1)] : sign;
  if (source === undefined) return undefined;
  try {
    const test = new RegExp(`^${source}$`);
    return (one) => test.test(one);
  } catch {
    return undefined;
  }
}

/** The farthest place that can be reached; each place of the text is looked at once for each piece. */
function longest(text: string, from: number, pieces: readonly Piece[]): number | undefined {
  let reached: readonly number[] = [from];
  for (const { isOne, min, max } of pieces) {
    const next: number[] = [];
    // Places are in rising order: a run is measured once for all that lie in it, and nothing is named twice.
    let runEnd = -1;
    let named = -1;
    for (const place of reached) {
      if (place > runEnd) runEnd = place;
      const limit = place + max;
      while (runEnd < limit && runEnd < text.length && isOne(text[runEnd] ?? '')) runEnd += 1;
      for (let to = Math.max(place + min, named + 1); to <= Math.min(limit, runEnd); to += 1) {
        next.push(to);
        named = to;
      }
    }
    if (next.length === 0) return undefined;
    reached = next;
  }
  return reached.at(-1);
}
