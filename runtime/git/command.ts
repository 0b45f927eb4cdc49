/** A short command with all of its output in memory. */
import { spawn } from 'node:child_process';

export interface CommandSpec {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absent: /dev/null. */
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs: number;
  /** Of stdout. Of stderr the last `MOST_ERRORS` bytes are kept, however much it is: hooks may print whatever they like. */
  readonly maxBytes: number;
  /** Of stdout so much is kept from its beginning; what comes after it is read and dropped, however much it is. Absent: all is kept. */
  readonly keepFirst?: number;
}

/**
 * `exited`: the process ended by itself; `exitCode` is null after a signal. `timed-out`, `too-large`: it and the helpers it had started were
 * ended with SIGKILL. `not-started`: the system refused.
 */
export type CommandEnd =
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
    }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-started'; readonly error: NodeJS.ErrnoException };

/** Never rejects. Settles once the process has ended and its output is closed, by helpers that outlive it too. */
export function runToEnd(program: string, args: readonly string[], spec: CommandSpec): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: [spec.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A session of its own: Ctrl-C does not tear a command apart, ssh finds no terminal to ask on, and helpers can be ended with it.
      detached: true,
    });
    let cut: Cut | undefined;
    const end = (why: Cut): void => {
      cut ??= why;
      endGroup(child.pid);
    };
    const clock = setTimeout(() => end('timed-out'), spec.timeoutMs);
    const stdout =
      spec.keepFirst === undefined
        ? collect(child.stdout, spec.maxBytes, () => end('too-large'))
        : collectFirst(child.stdout, spec.keepFirst);
    const stderr = collectLast(child.stderr, MOST_ERRORS);
    let failed: NodeJS.ErrnoException | undefined;
    child.once('error', (error) => {
      failed = error;
      // Without a process there is no end to wait for.
      if (child.pid === undefined) settle(null, null);
    });
    child.once('close', settle);
    // A command may end without reading what it was given; that is its own business.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(spec.stdin);

    function settle(exitCode: number | null, signal: NodeJS.Signals | null): void {
      clearTimeout(clock);
      if (cut !== undefined) resolve({ kind: cut });
      else if (failed !== undefined) resolve({ kind: 'not-started', error: failed });
      else resolve({ kind: 'exited', exitCode, signal, stdout: stdout(), stderr: stderr() });
    }
  });
}

/** People are shown the last lines. */
const MOST_ERRORS = 256 * 1024;

type Cut = 'timed-out' | 'too-large';

/** @returns all that came, once the stream has ended */
function collect(stream: NodeJS.ReadableStream | null, maxBytes: number, onFull: () => void): () => Uint8Array {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) onFull();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

/** @returns the beginning of what came, once the stream has ended */
function collectFirst(stream: NodeJS.ReadableStream | null, most: number): () => Uint8Array {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    // A copy: a piece of a chunk would keep the whole of it alive.
    if (size < most) chunks.push(chunk.length <= most - size ? chunk : Buffer.from(chunk.subarray(0, most - size)));
    size += chunk.length;
  });
  return () => Buffer.concat(chunks);
}

/** @returns the end of what came, once the stream has ended */
function collectLast(stream: NodeJS.ReadableStream | null, most: number): () => Uint8Array {
  let chunks: Buffer[] = [];
  let size = 0;
  const trimmed = (): Buffer => Buffer.from(Buffer.concat(chunks).subarray(-most));
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= 2 * most) return;
    chunks = [trimmed()];
    size = most;
  });
  return trimmed;
}

/** Helpers that the command started (ssh, filters) would hold its output open after it is gone. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
