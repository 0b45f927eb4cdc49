/** Finds out from an error message when a quota resets. Pure. */

const UNIT_SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milliseconds?)$/, 0.001],
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86_400],
];

const SPAN =
  /(?:try again|retry|resets?|available(?: again)?)\s+(?:in|after)\s+((?:(?:about|and)\s+)?(?:\d+(?:\.\d+)?\s*[a-z]+[\s,]*(?:and\s+)?)+)/i;
const CLOCK =
  /(?:try again|resets?|available(?: again)?)\s+(?:at\s+)?(?:([a-z]{3})[a-z]*\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}),?\s+)?(\d{1,2})(?::(\d{2})\s*(am|pm)?|\s*(am|pm)\b)/i;
const ISO = /\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * ISO time at which a message says that one may try again: a span ("in 1 hour 5 minutes"), a time of day ("at 12:55 PM", the next one in
 * the local time zone), a date with a time, or an ISO time. undefined when it names none.
 *
 * @param from ISO time that spans and times of day count from; without it only complete dates are understood
 */
export function retryTime(message: string, from: string | undefined): string | undefined {
  const start = from === undefined ? undefined : new Date(from);
  const iso = ISO.exec(message)?.[1];
  return (
    (start && spanAfter(message, start)) ?? clockTime(message, start) ?? (iso === undefined ? undefined : isoOf(new Date(iso)))
  );
}

function spanAfter(message: string, start: Date): string | undefined {
  const span = SPAN.exec(message)?.[1];
  if (span === undefined) return undefined;
  let seconds = 0;
  for (const [, amount = '', word = ''] of span.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const unit = UNIT_SECONDS.find(([name]) => name.test(word.toLowerCase()))?.[1];
    if (unit === undefined) break;
    seconds += Number(amount) * unit;
  }
  return seconds === 0 ? undefined : isoOf(new Date(start.getTime() + seconds * 1000));
}

function clockTime(message: string, start: Date | undefined): string | undefined {
  const [found, monthName, day, year, hour, minute = '0', ofMinutes, ofHours] = CLOCK.exec(message) ?? [];
  const half = ofMinutes ?? ofHours;
  if (found === undefined) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (monthName !== undefined) {
    const month = MONTHS.indexOf(monthName.toLowerCase());
    return month === -1 ? undefined : isoOf(new Date(Number(year), month, Number(day), hours, Number(minute)));
  }
  if (start === undefined) return undefined;
  const time = new Date(start);
  time.setHours(hours, Number(minute), 0, 0);
  if (time <= start) time.setDate(time.getDate() + 1);
  return isoOf(time);
}

const isoOf = (date: Date): string | undefined => (Number.isNaN(date.getTime()) ? undefined : date.toISOString());
