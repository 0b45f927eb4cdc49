/**
 * Figures in prose that an agent wrote, held against the data of the report: a number that the data does not have is not printed. Pure.
 */

/** Letters and digits that stand together, with `,` `.` `:` between digits: `57`, `1,234.5`, `12:30`, `7ms`, `sha256`, `e3b0c442`. */
const WORD = /[\p{L}\d]*\d[\p{L}\d]*(?:[.,:]\d+[\p{L}\d]*)*/gu;
/** A point in time, or a day. Its parts are no figures. */
const TIME = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g;
/** A number, and what may stand right behind it. */
const NUMBER = /^(\d+(?:[.,:]\d+)*)(ms|s|min|m|h|x|k|st|nd|rd|th|\p{Script=Hangul}+)?$/u;
/** Behind a number: it is told how long something took. */
const UNIT =
  /^\s*(?:ms|milliseconds?|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|\ubc00\ub9ac\ucd08|\ucd08|\ubd84|\uc2dc\uac04)(?![\p{L}\d])/iu;

/** Words of the language that reports are mostly written in; below two they are articles more often than figures. */
const SPELLED: Readonly<Record<string, number>> = {
  ...numbered(
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    2,
    1,
  ),
  ...numbered('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
  dozen: 12,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
};

function numbered(words: string, first: number, step: number): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, index) => [word, first + index * step]));
}

const SPELLED_WORD = new RegExp(`\\b(?:${Object.keys(SPELLED).join('|')})\\b`, 'gi');

export interface StrayNumber {
  /** As the text has it. */
  readonly number: string;
  /** Some words around it, on one line. */
  readonly around: string;
}

/**
 * Numbers of a text that the data does not have: neither as a value, nor standing by itself inside a text of it, nor as the length of a list.
 * Durations are compared only where a unit of time follows, and may be told in seconds or minutes; numbers with a fraction may be rounded.
 */
export function strayNumbers(prose: string, data: unknown): readonly StrayNumber[] {
  // Full-width digits and the like are written as digits.
  const text = prose.normalize('NFKC');
  const known = knownIn(data);
  const figures = [...withoutTimes(text, known).matchAll(WORD)].filter(
    ({ 0: word, index }) => !isKnown(word, text.slice(index + word.length), known),
  );
  const spelled = [...text.matchAll(SPELLED_WORD)].filter(({ 0: word }) => !known.values.has(SPELLED[word.toLowerCase()] ?? 0));
  return [...figures, ...spelled]
    .toSorted((a, b) => a.index - b.index)
    .map((match) => ({ number: match[0], around: around(text, match.index, match[0].length) }));
}

interface Known {
  readonly values: Set<number>;
  /** In milliseconds, seconds and minutes. */
  readonly durations: Set<number>;
  /** Words with digits in them, as texts of the data have them. */
  readonly words: Set<string>;
  readonly times: Set<string>;
}

function knownIn(data: unknown): Known {
  const known: Known = { values: new Set(), durations: new Set(), words: new Set(), times: new Set() };
  visit(data, '', known);
  return known;
}

function visit(value: unknown, key: string, known: Known): void {
  if (typeof value === 'number') {
    const isDuration = /ms$/i.test(key);
    for (const each of isDuration ? [value, value / 1000, value / 60_000] : [value, Math.abs(value)]) {
      (isDuration ? known.durations : known.values).add(each);
      if (isDuration) known.durations.add(Math.round(each));
    }
  } else if (typeof value === 'string') {
    for (const [time] of value.matchAll(TIME)) for (const part of [time, time.slice(0, 10)]) known.times.add(part);
    for (const [word] of value.replaceAll(TIME, ' ').matchAll(WORD)) {
      known.words.add(word.toLowerCase());
      for (const each of readings(NUMBER.exec(word)?.[1] ?? '')) known.values.add(each);
    }
  } else if (Array.isArray(value)) {
    known.values.add(value.length);
    for (const each of value) visit(each, key, known);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) visit(each, name, known);
  }
}

/** As long as it was, so that places in it stay places in the text. */
const withoutTimes = (text: string, { times }: Known): string =>
  text.replaceAll(TIME, (time) => (times.has(time) ? ' '.repeat(time.length) : time));

function isKnown(word: string, behind: string, { values, durations, words }: Known): boolean {
  if (words.has(word.toLowerCase())) return true;
  const [, number = '', suffix = ''] = NUMBER.exec(word) ?? [];
  const isTimed = UNIT.test(suffix) || UNIT.test(`${suffix}${behind}`);
  const among = isTimed ? [values, durations] : [values];
  return readings(number).some((value) => among.some((each) => each.has(value) || isRounded(value, decimalsOf(number), each)));
}

/** Told with fewer decimals than it has. */
const isRounded = (value: number, decimals: number, known: ReadonlySet<number>): boolean =>
  decimals > 0 && [...known].some((each) => Math.abs(each - value) <= 0.5 * 10 ** -decimals + Number.EPSILON);

const decimalsOf = (number: string): number => /[.,](\d+)$/.exec(number)?.[1]?.length ?? 0;

/** `1,234` is one thousand and so, or one and a bit, by where the writer is from. */
function readings(number: string): readonly number[] {
  const plain = number.replaceAll(/[.,:]/g, '');
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(number);
  const asDecimal = number.replace(',', '.');
  return [...(isGrouped ? [Number(plain)] : []), ...(/^\d+(?:\.\d+)?$/.test(asDecimal) ? [Number(asDecimal)] : [])];
}

const AROUND = 30;

function around(text: string, at: number, length: number): string {
  const piece = text.slice(Math.max(0, at - AROUND), at + length + AROUND);
  return piece.replaceAll(/\s+/g, ' ').trim();
}
