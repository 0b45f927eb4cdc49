/** The log of a check: redacted before it is written, with a middle left out when it is too long. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Redactor } from '../redaction/index.ts';

/** Kept from the beginning and from the end, in characters; 10 MB together. The end is where runners put their summary. */
const HEAD = 2 * 1024 * 1024;
const END = 8 * 1024 * 1024;
const TAIL = 2048;

export interface WrittenLog {
  /** What was written. */
  readonly text: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** With more than this waiting, text that will not be kept is not looked at either. */
const LEAST_SKIPPED = 2 * END;
/** Behind such a gap so much is left out too: what is left of a secret that began in it would not be known for one. */
const BLIND = 16 * 1024;

export interface CheckLog {
  /** `waiting`: so many bytes are known to follow. Default 0. */
  add(text: string, waiting?: number): void;
  /** Writes the file; folders are made. */
  write(path: string): WrittenLog;
}

export function openCheckLog(
  redactor: Redactor,
  limits: { readonly head: number; readonly end: number } = { head: HEAD, end: END },
): CheckLog {
  const stream = redactor.stream();
  let head = '';
  let parts: string[] = [];
  let held = 0;
  let dropped = 0;
  let blind = 0;

  const keep = (text: string): void => {
    const room = limits.head - head.length;
    head += text.slice(0, room);
    const rest = text.slice(room);
    if (rest === '') return;
    parts.push(rest);
    held += rest.length;
    // Cut only at twice the size: cutting at every piece would copy the whole end each time.
    if (held > 2 * limits.end) trim();
  };
  const trim = (): void => {
    const all = parts.join('');
    const kept = all.slice(-limits.end);
    dropped += all.length - kept.length;
    parts = [kept];
    held = kept.length;
  };

  return {
    add: (text, waiting = 0) => {
      if (head.length === limits.head && waiting > LEAST_SKIPPED) {
        dropped += held + stream.end().length + text.length;
        parts = [];
        held = 0;
        blind = BLIND;
        return;
      }
      const hidden = Math.min(blind, text.length);
      blind -= hidden;
      dropped += hidden;
      keep(stream.push(hidden === 0 ? text : text.slice(hidden)));
    },
    write: (path) => {
      keep(stream.end());
      trim();
      const note = dropped === 0 ? '' : `\n[okstra: ${dropped} characters left out]\n`;
      const text = head + note + parts.join('');
      const bytes = Buffer.from(text);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      return { text, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    },
  };
}

/** A log that was written before, redacted again and written to another place. */
export function writeCheckLog(redactor: Redactor, text: string, path: string): WrittenLog {
  const log = openCheckLog(redactor);
  log.add(text);
  return log.write(path);
}

/** The last 2 KB for people: no control sequences, a line that was drawn over itself becomes lines. */
export function tailOf(text: string): string {
  const plain = stripVTControlCharacters(text.slice(-8 * TAIL))
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, '');
  return Buffer.from(plain)
    .subarray(-TAIL)
    .toString('utf8')
    .replace(/^\ufffd+/, '')
    .trimEnd();
}
