/** A log on disk that is redacted before it is written and never grows beyond a limit: its beginning and its end are kept. */
import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Redactor } from '../redaction/index.ts';

/** Parts that the end of a log is rotated through; the oldest goes when another one is begun. */
const PARTS = 4;
const COPY = 256 * 1024;
/** With less to follow than this, text is always looked at: an answer at the end of a flood stands whole in what `onText` gets. */
const LEAST_SKIPPED = 8 * 1024 * 1024;
/** Behind a gap so many characters are left out too: what is left of a secret that began in it would not be known for one. Longer than any. */
const BLIND = 16 * 1024;

export interface KeptLogOptions {
  readonly redactor: Redactor;
  /** Of the file, in bytes; the line that tells of the gap is on top. */
  readonly maxBytes: number;
  /** Redacted text as it is written; what is not even looked at is told as a line in its place. */
  readonly onText?: (text: string) => void;
}

export interface ClosedLog {
  readonly bytes: number;
  readonly sha256: string;
  readonly dropped: { readonly bytes: number; readonly lines: number };
}

export interface KeptLog {
  /** `waiting`: so many bytes are known to follow, so that what will not be kept need not be looked at. Default 0. */
  push(text: string, waiting?: number): void;
  /** Ends the file: the kept parts are joined behind the beginning, with a line between them when something was left out. */
  close(): ClosedLog;
}

/** Names of the parts that a log which still grows has beside it, `n` from 1. */
export const partPath = (path: string, n: number): string => `${path}.part-${n}`;

interface Part {
  readonly path: string;
  readonly handle: number;
  bytes: number;
  lines: number;
}

/** Folders are made; a file that is there is emptied. */
export function openKeptLog(path: string, { redactor, maxBytes, onText }: KeptLogOptions): KeptLog {
  mkdirSync(dirname(path), { recursive: true });
  const redacting = redactor.stream();
  const hash = createHash('sha256');
  const handle = openSync(path, 'w');
  const most = { head: Math.floor(maxBytes / 4), part: Math.max(16, Math.floor((maxBytes * 3) / 4 / PARTS)) };
  const parts: Part[] = [];
  const dropped = { bytes: 0, lines: 0 };
  let headBytes = 0;
  let endsLine = false;
  let isHeadFull = false;
  let begun = 0;
  let blind = 0;
  let skipped = 0;

  const toHead = (bytes: Uint8Array): void => {
    writeWhole(handle, bytes);
    hash.update(bytes);
    headBytes += bytes.length;
    endsLine = bytes.at(-1) === LINE_END;
  };
  const drop = (part: Part): void => {
    dropped.bytes += part.bytes;
    dropped.lines += part.lines;
    closeSync(part.handle);
    unlinkSync(part.path);
  };
  const nextPart = (): Part => {
    begun += 1;
    const target = partPath(path, begun);
    const part: Part = { path: target, handle: openSync(target, 'w+'), bytes: 0, lines: 0 };
    parts.push(part);
    if (parts.length > PARTS) drop(parts.shift() as Part);
    return part;
  };
  const toParts = (bytes: Uint8Array): void => {
    let part = parts.at(-1) ?? nextPart();
    for (let at = 0; at < bytes.length; ) {
      const end = cutAt(bytes, at, at + most.part - part.bytes);
      const piece = bytes.subarray(at, end);
      writeWhole(part.handle, piece);
      part.bytes += piece.length;
      part.lines += count(piece);
      at = end;
      if (at < bytes.length) part = nextPart();
    }
  };
  const write = (text: string): void => {
    if (text === '') return;
    onText?.(text);
    const bytes = Buffer.from(text);
    const end = isHeadFull ? 0 : cutAt(bytes, 0, most.head - headBytes);
    if (end > 0) toHead(bytes.subarray(0, end));
    isHeadFull ||= headBytes >= most.head || end < bytes.length;
    if (end < bytes.length) toParts(bytes.subarray(end));
  };
  const endOf = (): void => {
    if (dropped.bytes > 0)
      toHead(
        Buffer.from(
          `${endsLine ? '' : '\n'}[okstra: ${dropped.bytes} bytes in ${dropped.lines} lines left out here; run.logCap is reached]\n`,
        ),
      );
    const buffer = Buffer.allocUnsafe(COPY);
    for (const part of parts) {
      for (let at = 0; at < part.bytes; ) {
        const bytes = readSync(part.handle, buffer, 0, COPY, at);
        if (bytes === 0) break;
        toHead(buffer.subarray(0, bytes));
        at += bytes;
      }
    }
  };

  const leaveOut = (text: string): void => {
    const bytes = Buffer.byteLength(text);
    dropped.bytes += bytes;
    dropped.lines += countText(text);
    skipped += bytes;
  };
  const skip = (text: string): void => {
    // Neither this nor what the parts hold will be in the file.
    for (const part of parts.splice(0)) drop(part);
    leaveOut(redacting.end());
    leaveOut(text);
    blind = BLIND;
  };
  /** What of a text may be looked at again after a gap. */
  const seenAgain = (text: string): string => {
    if (blind === 0) return text;
    const cut = Math.min(blind, text.length);
    leaveOut(text.slice(0, cut));
    blind -= cut;
    if (blind === 0) {
      onText?.(gap(skipped));
      skipped = 0;
    }
    return text.slice(cut);
  };

  return {
    push(text, waiting = 0) {
      if (isHeadFull && waiting > Math.max(maxBytes, LEAST_SKIPPED)) skip(text);
      else write(redacting.push(seenAgain(text)));
    },
    close() {
      try {
        write(redacting.end());
        if (skipped > 0) onText?.(gap(skipped));
        endOf();
        fdatasyncSync(handle);
        return { bytes: headBytes, sha256: hash.digest('hex'), dropped };
      } finally {
        closeSync(handle);
        for (const part of parts.splice(0)) {
          closeSync(part.handle);
          unlinkSync(part.path);
        }
      }
    },
  };
}

const gap = (bytes: number): string => `\n[okstra: ${bytes} bytes left out here]\n`;

function writeWhole(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}

const LINE_END = 0x0a;

/** Where to cut at the latest: behind a line end where there is one, else between two characters. */
function cutAt(bytes: Uint8Array, from: number, latest: number): number {
  if (latest >= bytes.length) return bytes.length;
  if (latest <= from) return from;
  const line = bytes.lastIndexOf(LINE_END, latest - 1) + 1;
  if (line > from) return line;
  let end = latest;
  while (end > from && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
}

function countText(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
