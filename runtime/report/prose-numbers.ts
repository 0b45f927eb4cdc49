/**
 * Figures in prose that an agent wrote, held against the data of the report: a number that the data does not have is not printed. Pure.
 */

/** A number as it stands in a text: digits with `,` `.` `:` between them. Ids such as `F-001` count by their digits. */
const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** Words of the language that reports are mostly written in; below two they are articles more often than figures. */
const WORDS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  hundred: 100,
};
const WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'gi');

export interface StrayNumber {
  /** As the text has it. */
  readonly number: string;
  /** Some words around it, on one line. */
  readonly around: string;
}

/**
 * Numbers of a text that the data does not have: neither as a value, nor inside a text of it, nor as the length of a list. Milliseconds may be
 * told as seconds or minutes, and any number rounded.
 */
export function strayNumbers(text: string, data: unknown): readonly StrayNumber[] {
  const known = knownIn(data);
  const figures = [...text.matchAll(NUMBER)].filter(([number]) => !isKnown(number, known));
  const words = [...text.matchAll(WORD)].filter(([word]) => !known.values.has(WORDS[word.toLowerCase()] ?? 0));
  return [...figures, ...words]
    .toSorted((a, b) => a.index - b.index)
    .map((match) => ({ number: match[0], around: around(text, match.index, match[0].length) }));
}

interface Known {
  readonly values: ReadonlySet<number>;
  /** As texts of the data have them: `001`, `12:30`. */
  readonly written: ReadonlySet<string>;
}

function knownIn(data: unknown): Known {
  const values = new Set<number>();
  const written = new Set<string>();
  const add = (value: number): void => {
    for (const each of [value, Math.round(value), Math.abs(value)]) values.add(each);
  };
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'number') {
      add(value);
      if (/ms$/i.test(key)) for (const unit of [1000, 60_000]) add(value / unit);
    } else if (typeof value === 'string') {
      for (const [number] of value.matchAll(NUMBER)) {
        written.add(number);
        for (const each of readings(number)) add(each);
      }
    } else if (Array.isArray(value)) {
      add(value.length);
      for (const each of value) visit(each, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) visit(each, name);
    }
  };
  visit(data, '');
  return { values, written };
}

function isKnown(number: string, { values, written }: Known): boolean {
  if (written.has(number)) return true;
  return readings(number).some((value) => values.has(value) || isRounded(value, decimalsOf(number), values));
}

/** Told with fewer decimals than it has. */
const isRounded = (value: number, decimals: number, values: ReadonlySet<number>): boolean =>
  decimals > 0 && [...values].some((known) => Math.abs(known - value) <= 0.5 * 10 ** -decimals + Number.EPSILON);

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
