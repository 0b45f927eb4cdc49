/** Durations and sizes as people write them. */

const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Longer durations do not fit the clocks that count them: a little under 25 days. */
export const LONGEST_MS = 2_147_483_647;

/** `90s`, `10m`, `1h` in milliseconds; undefined for anything else, for nothing, and for more than `LONGEST_MS`. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const ms = Math.round(Number(amount) * (UNIT_MS[unit] ?? Number.NaN));
  return ms >= 1 && ms <= LONGEST_MS ? ms : undefined;
}

/** The shortest text that `parseDuration` reads as this many milliseconds. */
export function durationText(ms: number): string {
  const unit = (['h', 'm', 's'] as const).find((name) => ms % (UNIT_MS[name] ?? 1) === 0) ?? 'ms';
  return `${ms / (UNIT_MS[unit] ?? 1)}${unit}`;
}

const SIZE = /^([1-9]\d{0,5})(KB|MB|GB)$/;
const UNIT_BYTES: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** `500KB`, `64MB`, `1GB` in bytes; undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit] = SIZE.exec(text) ?? [];
  return amount === undefined || unit === undefined ? undefined : Number(amount) * (UNIT_BYTES[unit] ?? Number.NaN);
}

const AGE = /^([1-9]\d{0,3})([hdw])$/;
const AGE_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `12h`, `30d`, `8w` in milliseconds; undefined for anything else. */
export function parseAge(text: string): number | undefined {
  const [, amount, unit] = AGE.exec(text) ?? [];
  return amount === undefined || unit === undefined ? undefined : Number(amount) * (AGE_MS[unit] ?? Number.NaN);
}
