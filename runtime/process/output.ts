/** What a supervised process writes: files to write to, and what is read from them. */
import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';
import { type Launched, launch } from './launch.ts';
import { splitLines } from './lines.ts';
import { openSpool } from './spool.ts';
import type { Ended, SuperviseSpec } from './supervise.ts';

const TAIL_BYTES = 4096;
/** Reading takes no longer at a time: several agents may flood, and leases and clocks have to be kept. */
const SLICE_MS = 20;

export interface Output {
  /** Starts the process on these files. Throws an OkstraError `unstartable`; the files are closed then. */
  launch(how: { readonly prefix: readonly string[]; readonly env: SuperviseSpec['env'] }): Launched;
  /** Bytes written so far, read or not. */
  bytes(): number;
  /** Reads what is new for at most `SLICE_MS` and hands it to the callbacks. True: there was something. */
  read(): boolean;
  /** Bytes that wait to be read. */
  waiting(): number;
  /** Reads the rest, in slices, so that everything else goes on meanwhile. `isUnwanted`: the rest is left unread from then on. */
  end(isUnwanted: () => boolean): Promise<Pick<Ended, 'stderrTail' | 'stdoutBytes' | 'stderrBytes'>>;
  close(): void;
}

export function openOutput(spec: SuperviseSpec, spoolDir: string | undefined): Output {
  const out = openSpool(spoolDir);
  const err = spec.stderr === 'with-stdout' ? undefined : openSpool(spoolDir);
  let tail = Buffer.alloc(0);
  const keepTail = (bytes: Buffer): void => {
    // Four times what is reported, so that a secret that the cut would go through is still whole when it is redacted.
    const end = bytes.subarray(-4 * TAIL_BYTES);
    tail = Buffer.from(Buffer.concat([tail, end]).subarray(-4 * TAIL_BYTES));
  };
  const stdout = reader(spec, 'stdout', err === undefined ? keepTail : undefined);
  const stderr = reader(spec, 'stderr', keepTail);
  const taken = (): number => out.taken() + (err?.taken() ?? 0);
  const waiting = (): number => out.waiting() + (err?.waiting() ?? 0);
  // One byte over the cap is read: that is how the cap is seen to be passed.
  const room = (): number => spec.limits.outputBytes + 1 - taken();
  const read = (): boolean => {
    const fromOut = out.drain(stdout.push, room(), slice());
    const fromErr = err?.drain(stderr.push, room(), slice()) ?? false;
    return fromOut || fromErr;
  };
  const close = (): void => {
    out.close();
    err?.close();
  };
  return {
    // What was written counts, not what was read: a process may write faster than anybody reads.
    bytes: () => taken() + waiting(),
    read,
    waiting,
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
    end: async (isUnwanted) => {
      while (!isUnwanted() && room() > 0 && read()) await setImmediate();
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

function slice(): () => boolean {
  const until = performance.now() + SLICE_MS;
  return () => performance.now() >= until;
}

function reader(spec: SuperviseSpec, from: 'stdout' | 'stderr', onBytes: ((bytes: Buffer) => void) | undefined) {
  const onLine = from === 'stdout' ? spec.onStdoutLine : spec.onStderrLine;
  const lines = onLine === undefined ? undefined : splitLines(onLine);
  const decoder = spec.onText === undefined ? undefined : new StringDecoder('utf8');
  const emit = (text: string | undefined, waiting: number): void => {
    if (text !== undefined && text !== '') spec.onText?.(text, from, waiting);
  };
  return {
    push: (bytes: Buffer, waiting: number): void => {
      onBytes?.(bytes);
      emit(decoder?.write(bytes), waiting);
      lines?.push(bytes);
    },
    end: (): void => {
      emit(decoder?.end(), 0);
      lines?.end();
    },
  };
}
