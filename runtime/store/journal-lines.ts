/**
 * The bytes of a journal: events to lines and back, and what is wrong where. Each line ends with `"crc":"…"`, the CRC-32 of itself without that
 * field, continued from the line before: a changed byte shows, and so does a line that was taken out. Journals of formats 1 and 2 have none.
 */
import { crc32 } from 'node:zlib';
import type { RunEvent } from '../model/events.ts';
import { JOURNAL_FORMAT } from '../model/events.ts';

/** First format whose lines carry a check. */
const CHECKED_FORMAT = 3;

export interface JournalReading {
  /** All up to the first damage. */
  readonly events: readonly RunEvent[];
  /** Bytes of the lines that the events stand in. */
  readonly intactBytes: number;
  /** The check of the last of them; 0 before the first. */
  readonly check: number;
  /** Whether lines carry a check; undefined: there is no line yet that would tell. */
  readonly checked?: boolean;
  /** What follows the last line end. */
  readonly tail?: JournalTail;
  readonly damage?: JournalDamage;
}

export interface JournalTail {
  /** Byte that it begins at. */
  readonly offset: number;
  readonly bytes: number;
  /**
   * `event`: a whole event that only lacks its line end; it counts among the events. `cut`: the beginning of one. `nul`: holds NUL bytes, as a
   * file has them after a power cut where data was still to be written. Neither of the two was ever acknowledged unless the file was damaged.
   */
  readonly kind: 'event' | 'cut' | 'nul';
}

export interface JournalDamage {
  /** Counts from 1. */
  readonly line: number;
  /** Byte that the line begins at. */
  readonly offset: number;
  /** What stands there in place of the event that was expected, in words. */
  readonly found: string;
  /** This line and all that follow it. */
  readonly lost: {
    readonly bytes: number;
    readonly lines: number;
    /** Those of them that can still be read as JSON, which says nothing about whether they are right. */
    readonly readable: readonly { readonly line: number; readonly type: string }[];
  };
}

/** A journal of a newer format; its lines are not looked at. */
export interface TooNew {
  readonly format: number;
  readonly okstra: string;
}

const LINE_END = 10;
const SUFFIX = /,"crc":"([0-9a-f]{8})"\}$/;
const SUFFIX_BYTES = ',"crc":"00000000"}'.length;

/** The line of an event, with its line end, and the check that the next one continues from. */
export function lineOf(
  event: RunEvent,
  before: { readonly check: number; readonly checked: boolean },
): { text: string; check: number } {
  const text = JSON.stringify(event);
  if (!before.checked) return { text: `${text}\n`, check: 0 };
  const check = crc32(text, before.check);
  return { text: `${text.slice(0, -1)},"crc":"${hex(check)}"}\n`, check };
}

const hex = (check: number): string => check.toString(16).padStart(8, '0');

/** Reads as far as the journal is intact. Never throws. */
export function readLines(bytes: Buffer): JournalReading | TooNew {
  const events: RunEvent[] = [];
  let check = 0;
  let checked: boolean | undefined;
  let at = 0;
  while (at < bytes.length) {
    const found = bytes.indexOf(LINE_END, at);
    const end = found === -1 ? bytes.length : found;
    const read = readLine(bytes.subarray(at, end), { seq: events.length + 1, check, checked });
    if ('format' in read) return read;
    const before = { events, intactBytes: at, check, ...(checked === undefined ? {} : { checked }) };
    if ('wrong' in read) {
      if (found !== -1) return { ...before, damage: damageAt(bytes, { offset: at, line: events.length + 1, found: read.wrong }) };
      return { ...before, tail: { offset: at, bytes: end - at, kind: bytes.includes(0, at) ? 'nul' : 'cut' } };
    }
    events.push(read.event);
    ({ check, checked } = read);
    if (found === -1) return { events, intactBytes: end, check, checked, tail: { offset: at, bytes: end - at, kind: 'event' } };
    at = end + 1;
  }
  return { events, intactBytes: at, check, ...(checked === undefined ? {} : { checked }) };
}

type Line = { readonly event: RunEvent; readonly check: number; readonly checked: boolean } | { readonly wrong: string } | TooNew;

function readLine(
  line: Buffer,
  expected: { readonly seq: number; readonly check: number; readonly checked: boolean | undefined },
): Line {
  const given = SUFFIX.exec(line.toString('latin1', Math.max(0, line.length - SUFFIX_BYTES)))?.[1];
  const body = given === undefined ? line : line.subarray(0, line.length - SUFFIX_BYTES);
  const event = parse(given === undefined ? body.toString('utf8') : `${body.toString('utf8')}}`);
  // The bytes themselves are checked, not what they decode to: what is no UTF-8 becomes something else that is.
  const holds = (): boolean => given !== undefined && hex(crc32('}', crc32(body, expected.check))) === given;
  // A line of a newer format is no damage, whatever it looks like.
  if (event?.type === 'run-started' && event.format > JOURNAL_FORMAT && (given === undefined || holds()))
    return { format: event.format, okstra: event.okstra };
  if (event === undefined) return { wrong: line.includes(0) ? 'NUL bytes' : 'text that is not an event' };
  if (event.seq !== expected.seq) return { wrong: `event ${event.seq}` };
  const checked = expected.checked ?? (given !== undefined || !isOfOldFormat(event));
  if (!checked) return { event, check: 0, checked };
  if (given === undefined) return { wrong: 'an event without its check' };
  if (!holds()) return { wrong: 'an event that does not fit its check' };
  return { event, check: Number.parseInt(given, 16), checked };
}

/** Only what says so plainly is believed to have no checks. */
const isOfOldFormat = (event: RunEvent): boolean =>
  event.type === 'run-started' && event.format >= 1 && event.format < CHECKED_FORMAT;

function parse(text: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isEvent =
      typeof value === 'object' &&
      value !== null &&
      'seq' in value &&
      'at' in value &&
      'type' in value &&
      typeof value.type === 'string';
    return isEvent ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}

function damageAt(
  bytes: Buffer,
  what: { readonly offset: number; readonly line: number; readonly found: string },
): JournalDamage {
  const rest = bytes.subarray(what.offset);
  const lines = rest.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const readable = lines.flatMap((text, index) => {
    const event = parse(text);
    return event === undefined ? [] : [{ line: what.line + index, type: event.type }];
  });
  return { ...what, lost: { bytes: rest.length, lines: lines.length, readable } };
}
