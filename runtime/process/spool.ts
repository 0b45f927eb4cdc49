/** Files without a name that a process reads from and writes to. */

import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { punchHole } from './punch.ts';

const CHUNK = 256 * 1024;
/** So much has been read before its place on the disk is given back. */
const RECLAIM = 32 * 1024 * 1024;

/**
 * A file that is already unlinked: whatever happens to okstra, its content is gone once the last process that has it open has ended, so
 * nothing unredacted stays on a disk.
 *
 * Files rather than pipes, because node's pipes are sockets, on which `echo x > /dev/stderr` and `cat /dev/stdin` of a shell script fail, and
 * because a survivor that holds a pipe keeps its reader waiting.
 */
export interface Spool {
  /** Given to the process as its stdout or stderr. Appends. */
  readonly fd: number;
  /** Bytes handed to `onChunk` so far. */
  taken(): number;
  /** Bytes that were written and are not read yet. */
  waiting(): number;
  /**
   * Reads what came since the last time, at most `limit` bytes, and hands it to `onChunk`, until `isEnough`. The bytes are good for that call
   * only. True: there was something.
   */
  drain(onChunk: (bytes: Buffer, waiting: number) => void, limit: number, isEnough?: () => boolean): boolean;
  close(): void;
}

export function openSpool(dir: string = tmpdir()): Spool {
  const fd = openUnlinked(dir);
  let buffer: Buffer | undefined;
  let offset = 0;
  let taken = 0;
  let reclaimed = 0;
  const waiting = (): number => Math.max(0, fstatSync(fd).size - offset);
  return {
    fd,
    taken: () => taken,
    waiting,
    drain: (onChunk, limit, isEnough = () => false) => {
      const { size } = fstatSync(fd);
      // `> /dev/stdout` in a script truncates the file; what follows stands at its beginning.
      if (size < offset) {
        offset = 0;
        reclaimed = 0;
      }
      if (size === offset) return false;
      buffer ??= Buffer.allocUnsafeSlow(CHUNK);
      let left = limit;
      while (left > 0) {
        const bytes = readSync(fd, buffer, 0, Math.min(CHUNK, left), offset);
        if (bytes === 0) break;
        offset += bytes;
        taken += bytes;
        left -= bytes;
        onChunk(buffer.subarray(0, bytes), Math.max(0, size - offset));
        if (isEnough()) break;
      }
      if (offset - reclaimed >= RECLAIM) {
        punchHole(fd, reclaimed, offset - reclaimed);
        reclaimed = offset;
      }
      return left < limit;
    },
    close: () => closeSync(fd),
  };
}

/** A descriptor from which a process reads `text` and then the end of the file, whether it reads it or not. The caller closes it. */
export function openInput(text: string, dir: string = tmpdir()): number {
  if (text === '') return openSync('/dev/null', constants.O_RDONLY);
  const path = join(dir, `okstra-${randomUUID()}`);
  const out = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    const input = openSync(path, constants.O_RDONLY);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at);
    return input;
  } finally {
    unlinkSync(path);
    closeSync(out);
  }
}

function openUnlinked(dir: string): number {
  const path = join(dir, `okstra-${randomUUID()}`);
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND, 0o600);
  unlinkSync(path);
  return fd;
}
