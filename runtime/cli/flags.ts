/** Values of flags: text to a typed value, with an error that quotes what was given. */
import { InvalidArgumentError } from 'commander';
import { parseAge } from '../config/units.ts';

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m`, `1h` to milliseconds. */
export function durationMs(raw: string): number {
  const match = DURATION.exec(raw);
  const value = match ? Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError(`expected a duration such as 90s, 10m or 1h, found "${raw}"`);
  return value;
}

/** `12h`, `30d`, `8w` to milliseconds. */
export function ageMs(raw: string): number {
  const age = parseAge(raw);
  if (age === undefined) throw new InvalidArgumentError(`expected an age such as 12h, 30d or 8w, found "${raw}"`);
  return age;
}

/** A day (UTC), a time, or an age before now, to milliseconds since the epoch. */
export function sinceMs(raw: string): number {
  const age = parseAge(raw);
  if (age !== undefined) return Date.now() - age;
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.test(raw)
    ? Date.parse(raw)
    : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError(`expected a day such as 2031-04-02, a time, or an age such as 12h or 7d, found "${raw}"`);
  return at;
}

/** Seconds, or a duration with its unit, to milliseconds. */
export const waitMs = (raw: string): number => durationMs(/^\d+(?:\.\d+)?$/.test(raw) ? `${raw}s` : raw);

export function positiveInteger(raw: string): number {
  const value = Number(raw);
  if (!/^\d+$/.test(raw) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`expected a whole number of at least 1, found "${raw}"`);
  }
  return value;
}

export function wholeNumber(raw: string): number {
  if (!/^\d{1,9}$/.test(raw)) throw new InvalidArgumentError(`expected a whole number, found "${raw}"`);
  return Number(raw);
}

/** An amount of money. */
export function positiveNumber(raw: string): number {
  const value = Number(raw);
  if (!/^\d+(?:\.\d+)?$/.test(raw) || !(value > 0))
    throw new InvalidArgumentError(`expected an amount above 0 such as 2.50, found "${raw}"`);
  return value;
}

/** Rounds of verification. */
export function oneToThree(raw: string): number {
  if (!/^[123]$/.test(raw)) throw new InvalidArgumentError(`expected 1, 2 or 3, found "${raw}"`);
  return Number(raw);
}

/** `a,b`, given once or several times. */
export const moreNames = (raw: string, before: readonly string[] = []): readonly string[] => [...before, ...names(raw)];

/** Given once or several times. */
export const more = (raw: string, before: readonly string[] = []): readonly string[] => [...before, raw];

/** `a,b:model` to its entries; an empty entry is an error. */
export function names(raw: string): readonly string[] {
  const list = raw.split(',').map((entry) => entry.trim());
  if (list.includes('')) throw new InvalidArgumentError(`expected names separated by commas, found "${raw}"`);
  return list;
}
