/** What a supervised process writes: files to write to, and what is read from them. */
import { StringDecoder } from 'node:string_decoder';
import { type Launched, launch } from './launch.ts';
import { splitLines } from './lines.ts';
import { openSpool } from './spool.ts';
import type { Ended, SuperviseSpec } from './supervise.ts';

const TAIL_BYTES = 4096;

export interface Output {
  /** Starts the process on these files. Throws an OkstraError `unstartable`; the files are closed then. */
  launch(how: { readonly prefix: readonly string[]; readonly env: SuperviseSpec['env'] }): Launched;
  /** Bytes read so far. */
  bytes(): number;
  /** Reads what is new, at most `limit` bytes of each stream, and hands it to the callbacks. True: there was something. */
  read(limit: number): boolean;
  /** Reads the rest. */
  end(): Pick<Ended, 'stderrTail' | 'stdoutBytes' | 'stderrBytes'>;
  close(): void;
}

export function openOutput(spec: SuperviseSpec, spoolDir: string | undefined): Output {
  const out = openSpool(spoolDir);
  const err = spec.stderr === 'with-stdout' ? undefined : openSpool(spoolDir);
  let tail = Buffer.alloc(0);
  const keepTail = (bytes: Buffer): void => {
    // Four times what is reported, so that a secret that the cut would go through is still whole when it is redacted.
    tail = Buffer.from(Buffer.concat([tail, bytes]).subarray(-4 * TAIL_BYTES));
  };
  const stdout = reader(spec, 'stdout', err === undefined ? keepTail : undefined);
  const stderr = reader(spec, 'stderr', keepTail);
  const bytes = (): number => out.taken() + (err?.taken() ?? 0);
  // One byte over the cap is read: that is how the cap is seen to be passed.
  const room = (limit: number): number => Math.min(limit, spec.limits.outputBytes + 1 - bytes());
  const read = (limit: number): boolean => {
    const fromOut = out.drain(stdout.push, room(limit));
    const fromErr = err?.drain(stderr.push, room(limit)) ?? false;
    return fromOut || fromErr;
  };
  const close = (): void => {
    out.close();
    err?.close();
  };
  return {
    bytes,
    read,
    close,
    launch: (how) => {
      try {
        return launch({
          argv: spec.argv,
          cwd: spec.cwd,
          stdin: spec.stdin,
          out: out.fd,
          err: err?.fd ?? out.fd,
          spoolDir,
          ...how,
        });
      } catch (error) {
        close();
        throw error;
      }
    },
    end: () => {
      read(Number.POSITIVE_INFINITY);
      stdout.end();
      stderr.end();
      const text = (spec.redact ?? String)(tail.toString('utf8'));
      return {
        stderrTail: Buffer.from(text).subarray(-TAIL_BYTES).toString('utf8'),
        stdoutBytes: out.taken(),
        stderrBytes: err?.taken() ?? 0,
      };
    },
  };
}

function reader(spec: SuperviseSpec, from: 'stdout' | 'stderr', onBytes: ((bytes: Buffer) => void) | undefined) {
  const onLine = from === 'stdout' ? spec.onStdoutLine : spec.onStderrLine;
  const lines = onLine === undefined ? undefined : splitLines(onLine);
  const decoder = spec.onText === undefined ? undefined : new StringDecoder('utf8');
  const emit = (text: string | undefined): void => {
    if (text !== undefined && text !== '') spec.onText?.(text, from);
  };
  return {
    push: (bytes: Buffer): void => {
      onBytes?.(bytes);
      emit(decoder?.write(bytes));
      lines?.push(bytes);
    },
    end: (): void => {
      emit(decoder?.end());
      lines?.end();
    },
  };
}
