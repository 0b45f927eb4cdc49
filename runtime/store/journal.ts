/**
 * The append-only event log of a run: one JSON object a line, one writer (the holder of the item's lease), each event durable before
 * `append` returns. What a crash cut off at the end was never acknowledged; opening for writing sets it aside and says so.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import type { RunEvent, RunEventBody, Stood } from '../model/events.ts';
import { JOURNAL_FORMAT } from '../model/events.ts';
import type { Notice, OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { syncFile, syncFolder } from './files.ts';
import type { JournalDamage, JournalReading, JournalTail, TooNew } from './journal-lines.ts';
import { lineOf, readLines } from './journal-lines.ts';

const NO_BYTES = Buffer.alloc(0);

/**
 * Reads a journal as far as it is intact, for whoever deals with damage. A missing file is an empty journal.
 * @throws OkstraError `journal-too-new` (with the version needed)
 */
export function inspectJournal(file: string, bytes?: Buffer): JournalReading {
  const read = readLines(bytes ?? (existsSync(file) ? readFileSync(file) : NO_BYTES));
  if ('format' in read) throw tooNew(file, read);
  return read;
}

/**
 * Parses a journal. What was cut off at its end is left out; anything else that does not parse, does not fit its check or is out of order is
 * damage.
 * @throws OkstraError `journal-damaged` (file, line, byte, what is intact and what is lost) or `journal-too-new` (with the version needed)
 */
export function parseJournal(file: string, bytes?: Buffer): JournalReading {
  const read = inspectJournal(file, bytes);
  if (read.damage) throw damaged(file, read, read.damage);
  return read;
}

/** The events of a run, for readers. A missing file is an empty journal. @throws as `parseJournal` */
export const readJournal = (file: string): readonly RunEvent[] => parseJournal(file).events;

function tooNew(file: string, { format, okstra }: TooNew): OkstraError {
  return fail(
    'usage',
    'journal-too-new',
    `The journal has format ${format}, written by okstra ${okstra}; this version reads up to ${JOURNAL_FORMAT}.`,
    { place: { file, line: 1 }, fix: `Use okstra ${okstra} or newer for this run.` },
  );
}

function damaged(file: string, read: JournalReading, damage: JournalDamage): OkstraError {
  return fail(
    'system',
    'journal-damaged',
    `Expected event ${damage.line} of the run, found ${damage.found}. ${keptAndLost(read, damage)}`,
    {
      place: { file, line: damage.line },
      fix: 'okstra doctor --repair shows what can be kept; with --yes it keeps that, and the damaged journal beside it.',
      details: {
        line: damage.line,
        offset: damage.offset,
        intact: { events: read.events.length, bytes: read.intactBytes, until: read.events.at(-1)?.at ?? null },
        lost: damage.lost,
      },
    },
  );
}

/** What of a damaged journal can be relied on and what cannot, as sentences. */
export function keptAndLost({ events }: JournalReading, { offset, lost }: JournalDamage): string {
  const last = events.at(-1);
  const intact =
    last === undefined ? 'Intact: nothing.' : `Intact: ${counted(events.length, 'event')}, up to ${last.type} (${last.at}).`;
  const types = [...new Set(lost.readable.map(({ type }) => type))];
  const among = types.length === 0 ? '' : `, among them ${types.slice(0, 6).join(', ')}`;
  return `${intact} Lost from byte ${offset} on: ${counted(lost.lines, 'line')}, ${counted(lost.bytes, 'byte')}${among}.`;
}

export const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

export interface Journal {
  readonly file: string;
  /** All events, oldest first; grows with `append`. */
  readonly events: readonly RunEvent[];
  /** What was wrong with the end of the file when it was opened: it was put right. */
  readonly mended?: Notice;
  append(body: RunEventBody & Stood): RunEvent;
  close(): void;
}

export interface JournalPorts {
  readonly now: () => Date;
  /** Applied to every string of an event before it is written. */
  readonly redact: (text: string) => string;
}

/**
 * Opens a journal for its one writer. The folder must exist.
 * @param known what the writer read of it a moment ago, when it held the lease already
 * @throws as `parseJournal`
 */
export function openJournal(file: string, ports: JournalPorts, known?: JournalReading): Journal {
  const isNew = !existsSync(file);
  const read = known ?? parseJournal(file, isNew ? NO_BYTES : readFileSync(file));
  const mended = read.tail === undefined ? undefined : mendTail(file, read.tail);
  const handle = openSync(file, 'a');
  if (isNew) syncFolder(dirname(file));
  const events = [...read.events];
  // A journal that began without checks goes on without: what wrote it may have to read it.
  const checked = read.checked ?? true;
  let { check } = read;
  let size = fstatSync(handle).size;
  return {
    file,
    events,
    ...(mended === undefined ? {} : { mended }),
    append(body) {
      const event = redactStrings({ seq: events.length + 1, at: ports.now().toISOString(), ...body }, ports.redact) as RunEvent;
      const line = lineOf(event, { check, checked });
      size = appendWhole({ file, handle, size }, line.text);
      ({ check } = line);
      events.push(event);
      return event;
    },
    close: () => closeSync(handle),
  };
}

/** An event that only lacks its line end gets it; anything else goes, and the journal as it was stays beside it. */
function mendTail(file: string, tail: JournalTail): Notice | undefined {
  if (tail.kind === 'event') {
    const handle = openSync(file, 'a');
    writeWhole(handle, '\n');
    fdatasyncSync(handle);
    closeSync(handle);
    return undefined;
  }
  const kept = keepDamaged(file);
  cutAt(file, tail.offset);
  const what = tail.kind === 'nul' ? 'NUL bytes, as after a power cut' : 'an event that was cut off';
  return {
    code: 'journal-tail-cut',
    message: `The journal ended with ${what}: ${counted(tail.bytes, 'byte')} from byte ${tail.offset} on were taken off; as it was it lies beside it as ${basename(kept)}.`,
  };
}

/** Copies a journal to the first free `journal.jsonl.damaged-<n>` beside it, durably. @returns the copy's path */
export function keepDamaged(file: string): string {
  for (let n = 1; ; n += 1) {
    const copy = `${file}.damaged-${n}`;
    try {
      copyFileSync(file, copy, constants.COPYFILE_EXCL);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    syncFile(copy);
    syncFolder(dirname(file));
    return copy;
  }
}

/** Shortens a journal to its first bytes, durably. Whoever calls it has kept a copy. */
export function cutAt(file: string, bytes: number): void {
  const handle = openSync(file, 'r+');
  try {
    ftruncateSync(handle, bytes);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Half a line would make the next one unreadable: what could not be written whole is taken off again.
 * @returns the new size
 * @throws OkstraError `journal-not-written`
 */
function appendWhole(to: { readonly file: string; readonly handle: number; readonly size: number }, text: string): number {
  try {
    writeWhole(to.handle, text);
    fdatasyncSync(to.handle);
    return to.size + Buffer.byteLength(text);
  } catch (error) {
    ftruncateSync(to.handle, to.size);
    throw fail('system', 'journal-not-written', `Expected to append to the journal, found: ${(error as Error).message}.`, {
      place: { file: to.file },
      fix: 'Make room on the disk (or mend what the system reports), then: okstra resume',
      cause: error,
    });
  }
}

/** A write may be cut short (signals, full disk): go on with what is left until all is written. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
}

/** Walks a JSON value and passes each string through `redact`; keys stay as they are. */
export function redactStrings(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((entry) => redactStrings(entry, redact));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redactStrings(entry, redact)]));
  }
  return value;
}
