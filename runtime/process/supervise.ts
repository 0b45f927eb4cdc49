/**
 * One external process, from start to the end of everything that came out of it.
 *
 * On `node:child_process` and no wrapper around it: what decides here (output on descriptors, exit watched apart from the output, ending of
 * descendants) would not be the wrapper's. See docs/decisions/0003-child-process.md.
 */
import { randomUUID } from 'node:crypto';
import type { ProcessEnd } from '../model/agents.ts';
import { type ProcessLimits, type Quiet, quietFor, reached, type StopReason } from './clocks.ts';
import { askToEnd, type Family, killFamily, members } from './kill.ts';
import { endWithUs } from './last-resort.ts';
import { namespaceWrapper } from './namespace.ts';
import { openOutput } from './output.ts';
import { type ProcessInfo, processStart } from './proc.ts';

export interface SuperviseSpec {
  /** Program and arguments; no shell in between. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The whole environment; the marker's variables are added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text on stdin; the process reads it from a file and finds its end. Empty: /dev/null. */
  readonly stdin: string;
  /** Lines as they are, not redacted; at most `MAX_LINE` characters of each. */
  readonly onStdoutLine?: (line: string) => void;
  readonly onStderrLine?: (line: string) => void;
  /** Text as it comes, not redacted and not cut. `waiting`: so many bytes of that stream were seen to follow. */
  readonly onText?: (text: string, from: 'stdout' | 'stderr', waiting: number) => void;
  /** Called once for each silence that has lasted half of what it may. */
  readonly onQuiet?: (quiet: Quiet) => void;
  /** `with-stdout`: both in one stream, in the order written; everything then counts as stdout. Default `apart`. */
  readonly stderr?: 'apart' | 'with-stdout';
  readonly limits: ProcessLimits;
  /** Stand in the environment as OKSTRA_RUN_ID and OKSTRA_DISPATCH. Without `dispatch` one is made up, so that nobody else's are ended. */
  readonly marker: { readonly runId: string; readonly dispatch?: string };
  readonly namespace: 'pid' | 'none';
  /** Argv prefix that confines the program (`bwrapProfile`). One with a PID namespace of its own needs `namespace: 'none'`. */
  readonly wrap?: readonly string[];
  /** Time between SIGTERM and SIGKILL. Default 3000. */
  readonly killGraceMs?: number;
  /** Applied to `stderrTail`. Default: as is. */
  readonly redact?: (text: string) => string;
}

export interface SupervisePorts {
  /** Milliseconds of a steady clock. Default `performance.now`. */
  readonly clock?: () => number;
  /** How often output and limits are looked at. Default 50. */
  readonly pollMs?: number;
  /** Where the unlinked files for input and output are made. Default: the system's temporary folder. */
  readonly spoolDir?: string;
}

export interface Ended extends ProcessEnd {
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly durationMs: number;
}

export interface Running {
  readonly pid: number;
  /** With `pid` and `bootId()` it names this process for a later sweep. Empty: it was gone before it could be looked at. */
  readonly startTime: string;
  /**
   * Settles once the process and all that came out of it have ended and the output was read. Behind a wrapper a death by signal n shows as
   * exit code 128 + n. Rejects only with what a callback threw.
   */
  readonly exited: Promise<Ended>;
  /** SIGTERM, grace, SIGKILL to the whole family. The first reason is kept. `graceMs: 0` ends at once, also a stop that is under way. */
  stop(reason: StopReason, graceMs?: number): Promise<void>;
  /** While a tool call is open, `toolTimeoutMs` takes the place of `silenceMs`. */
  toolOpened(id: string): void;
  toolClosed(id: string): void;
  /** From here on, `afterMs` from now, `firstResponseMs` runs. */
  modelAsked(afterMs?: number): void;
  modelAnswers(): void;
  /** Time of the last output or tool call, by the clock of the ports. */
  lastActivity(): number;
}

/** Of a process that was told to stop, what it left unread is read for so long: nobody waits for the rest of a flood. */
const LAST_WORDS_MS = 500;
/** A process in uninterruptible sleep outlives SIGKILL; nobody waits for it longer than this. */
const UNKILLABLE_MS = 5000;

/** Throws an OkstraError `unstartable` when program or working folder is missing, or the system refuses. */
export function supervise(spec: SuperviseSpec, ports: SupervisePorts = {}): Running {
  const clock = ports.clock ?? (() => performance.now());
  const marker = { OKSTRA_RUN_ID: spec.marker.runId, OKSTRA_DISPATCH: spec.marker.dispatch ?? `p-${randomUUID()}` };
  const namespace = spec.namespace === 'pid' ? namespaceWrapper().argv : [];
  const prefix = [...namespace, ...(spec.wrap ?? [])];

  const output = openOutput(spec, ports.spoolDir);
  const startedAt = clock();
  const child = output.launch({ prefix, env: { ...spec.env, ...marker } });
  const start = processStart(child.pid);
  const startTime = start ?? '';
  const family: Family = { pid: child.pid, marker, ...(start === undefined ? {} : { start }) };
  const ended = endWithUs(family);

  const { promise: exited, resolve, reject } = Promise.withResolvers<Ended>();
  const tools = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let lastActivity = startedAt;
  let askedAt: number | undefined;
  let warnedOf: number | undefined;
  let stopped: StopReason | undefined;
  let known: readonly ProcessInfo[] = [];
  let finished = false;
  let failed = false;
  let soon: NodeJS.Immediate | undefined;

  const look = (): void => {
    let isNew = false;
    guarded(() => {
      isNew = output.read();
      if (isNew) lastActivity = clock();
    });
    const seen = { startedAt, lastActivity, askedAt, toolsOpen: tools.size, outputBytes: output.bytes() };
    const limit = reached(spec.limits, seen, clock());
    if (limit !== undefined) void stop(limit);
    const quiet = limit === undefined && warnedOf !== lastActivity ? quietFor(spec.limits, seen, clock()) : undefined;
    if (quiet !== undefined) {
      warnedOf = lastActivity;
      guarded(() => spec.onQuiet?.(quiet));
    }
    // More is there than one look could take: the next one comes as soon as everything else had its turn.
    if (isNew && !finished && output.waiting() > 0) soon ??= setImmediate(again);
  };
  const again = (): void => {
    soon = undefined;
    if (!finished) look();
  };
  const poll = setInterval(look, ports.pollMs ?? 50);

  child.once('exit', (code, signal) => void finish(code, signal));

  /** What a callback throws ends the process. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      failed = true;
      reject(error);
      void stop('cancelled', 0);
    }
  }

  async function finish(exitCode: number | null, signal: string | null): Promise<void> {
    if (finished) return;
    finished = true;
    clearInterval(poll);
    for (const timer of timers) clearTimeout(timer);
    const endedAt = clock();
    const durationMs = Math.round(endedAt - startedAt);
    if (soon !== undefined) clearImmediate(soon);
    try {
      // Behind a wrapper too: that one can end a moment before everything inside it has.
      await killFamily(family, known);
      ended();
      const { stderrTail, ...bytes } = await output.end(
        () => failed || (stopped === 'cancelled' && clock() - endedAt > LAST_WORDS_MS),
      );
      if (output.bytes() > spec.limits.outputBytes) stopped ??= 'output-cap';
      resolve({ exitCode, signal, ...(stopped === undefined ? {} : { stopped }), stderrTail, ...bytes, durationMs });
    } catch (error) {
      reject(error);
    } finally {
      output.close();
    }
  }

  async function stop(reason: StopReason, graceMs: number = spec.killGraceMs ?? 3000): Promise<void> {
    const first = stopped === undefined;
    stopped ??= reason;
    if (!finished && (first || graceMs === 0)) {
      // Read before anything is signalled: once its parent is gone, a process in a session of its own is nobody's child.
      known = [...known, ...members(family, true)];
      if (graceMs === 0) end();
      else {
        askToEnd(family, prefix.length > 0);
        timers.add(setTimeout(end, graceMs));
      }
    }
    await exited.then(ignore, ignore);
  }

  function end(): void {
    known = [...known, ...members(family, true)];
    timers.add(setTimeout(() => void finish(null, null), UNKILLABLE_MS));
    void killFamily(family, known);
  }

  return {
    pid: child.pid,
    startTime,
    exited,
    stop,
    toolOpened: (id) => {
      tools.add(id);
      lastActivity = clock();
    },
    toolClosed: (id) => {
      if (!tools.delete(id)) return;
      lastActivity = clock();
      // The model is told once all of its tools have ended.
      if (askedAt !== undefined) askedAt = Math.max(askedAt, lastActivity);
    },
    modelAsked: (afterMs = 0) => {
      askedAt = clock() + afterMs;
    },
    modelAnswers: () => {
      askedAt = undefined;
    },
    lastActivity: () => lastActivity,
  };
}

const ignore = (): void => undefined;
