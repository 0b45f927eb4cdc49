/**
 * The append-only event log of a run: one JSON object a line, one writer (the holder of the item's lease), each event durable before
 * `append` returns. A line that a crash cut off was never acknowledged; opening for writing drops it.
 */
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunEvent, RunEventBody } from '../model/events.ts';
import { JOURNAL_FORMAT } from '../model/events.ts';
import { fail } from '../model/failure.ts';
import { syncFolder } from './files.ts';

export interface JournalText {
  readonly events: readonly RunEvent[];
  /** Bytes up to the end of the last whole line. */
  readonly intactBytes: number;
  readonly torn: boolean;
}

/**
 * Parses a journal. A last line that is cut off is left out; anything else that does not parse, and a gap in `seq`, is damage.
 * @throws OkstraError `journal-damaged` (file and line) or `journal-too-new` (with the version needed)
 */
export function parseJournal(file: string, text: string): JournalText {
  const end = text.lastIndexOf('\n') + 1;
  const events: RunEvent[] = [];
  let line = 0;
  for (const raw of text.slice(0, end).split('\n').slice(0, -1)) {
    line += 1;
    const event = parseLine(raw);
    if (event === undefined || event.seq !== line) {
      throw fail(
        'system',
        'journal-damaged',
        `Expected event ${line} of the run, found ${event ? `event ${event.seq}` : 'text that is not JSON'}.`,
        {
          place: { file, line },
          fix: 'Keep a copy of the file; `okstra run` on the item with --fresh starts a new run.',
        },
      );
    }
    if (event.type === 'run-started' && event.format > JOURNAL_FORMAT) {
      throw fail(
        'usage',
        'journal-too-new',
        `The journal has format ${event.format}, written by okstra ${event.okstra}; this version reads up to ${JOURNAL_FORMAT}.`,
        {
          place: { file, line },
          fix: `Use okstra ${event.okstra} or newer for this run.`,
        },
      );
    }
    events.push(event);
  }
  return { events, intactBytes: Buffer.byteLength(text.slice(0, end)), torn: end < text.length };
}

function parseLine(raw: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    const isEvent = typeof value === 'object' && value !== null && 'seq' in value && 'type' in value && 'at' in value;
    return isEvent ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** The events of a run, for readers. A missing file is an empty journal. */
export function readJournal(file: string): readonly RunEvent[] {
  return existsSync(file) ? parseJournal(file, readFileSync(file, 'utf8')).events : [];
}

export interface Journal {
  readonly file: string;
  /** All events, oldest first; grows with `append`. */
  readonly events: readonly RunEvent[];
  append(body: RunEventBody): RunEvent;
  close(): void;
}

export interface JournalPorts {
  readonly now: () => Date;
  /** Applied to every string of an event before it is written. */
  readonly redact: (text: string) => string;
}

/** Opens a journal for its one writer. The folder must exist. */
export function openJournal(file: string, ports: JournalPorts): Journal {
  const isNew = !existsSync(file);
  const { events: past, intactBytes, torn } = parseJournal(file, isNew ? '' : readFileSync(file, 'utf8'));
  const handle = openSync(file, 'a');
  if (torn) ftruncateSync(handle, intactBytes);
  if (isNew) syncFolder(dirname(file));
  const events = [...past];
  return {
    file,
    events,
    append(body) {
      const event = redactStrings({ seq: events.length + 1, at: ports.now().toISOString(), ...body }, ports.redact) as RunEvent;
      writeWhole(handle, `${JSON.stringify(event)}\n`);
      fdatasyncSync(handle);
      events.push(event);
      return event;
    },
    close: () => closeSync(handle),
  };
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
