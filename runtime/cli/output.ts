/** Where results and notes go. */
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';

// As an object: `process.stdout` brings streams and sockets along, which take a quarter of the time that Node needs to start.
const { fstatSync, writeSync } = process.getBuiltinModule('node:fs');

export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Straight to the two descriptors. */
export const directOutput: Output = { out: (text) => write(1, text), err: (text) => write(2, text) };

/** What nobody reads any more is not written, and that is no error; a pipe that is full for now is left to the stream, which can wait. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return noteLost(descriptor, error as NodeJS.ErrnoException);
    listenToStreams();
    (descriptor === 1 ? process.stdout : process.stderr).write(bytes.subarray(done));
  }
}

/**
 * For whoever uses the streams themselves: `okstra inspect history | head -1` is no error, and a run whose terminal was closed still has to come
 * to its end. Anything else that keeps output from being written, such as a full disk, is told at the end (`takeLost`).
 */
export function listenToStreams(): void {
  for (const [descriptor, stream] of [
    [1, process.stdout],
    [2, process.stderr],
  ] as const) {
    if (stream.listenerCount('error') > 0) continue;
    stream.on('error', (error: NodeJS.ErrnoException) => noteLost(descriptor, error));
  }
}

let lost: NodeJS.ErrnoException | undefined;

function noteLost(descriptor: 1 | 2, error: NodeJS.ErrnoException): void {
  if (descriptor === 1 && !NOBODY_READS.has(error.code ?? '')) lost ??= error;
}

/** What kept the result from being written since the last time it was asked. */
export function takeLost(): Failure | undefined {
  const error = lost;
  lost = undefined;
  if (error === undefined) return undefined;
  return fail('system', 'output-lost', `Expected to write the result to stdout, found: ${error.message}.`, {
    fix: 'Make room for it, or send stdout elsewhere. What the command did is done: okstra inspect history',
  }).failure;
}

/** A pipe without reader, a terminal that is gone, and what Node says of the stream afterwards. */
const NOBODY_READS: ReadonlySet<string> = new Set([
  'EPIPE',
  'EIO',
  'ENXIO',
  'EBADF',
  'ECONNRESET',
  'ENOTCONN',
  'ERR_STREAM_DESTROYED',
]);

/** Whether stdout may be a terminal; a file or a pipe is none. */
export function mayBeTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice();
  } catch {
    return false;
  }
}
