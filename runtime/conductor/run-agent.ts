/** Starts the process of a dispatch and follows its stream: redacted copies on disk, typed events to whoever watches. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { durationText } from '../config/units.ts';
import { allowance } from '../lead/index.ts';
import type { Command, DispatchRecord, Driver, DriverEvent, Seat } from '../model/agents.ts';
import { silenceOf } from '../model/plan.ts';
import type { Quiet } from '../process/index.ts';
import { agentEnv, supervise } from '../process/index.ts';
import type { Confined } from './confine.ts';
import type { RunContext } from './context.ts';
import { leadLimits } from './limits.ts';
import type { LiveUsage } from './live-usage.ts';

export interface AgentRun {
  readonly record: DispatchRecord;
  /** Paths in the run folder. */
  readonly stream: string;
  readonly log: string;
}

/** Text kept of an agent's stdout for agents that answer there; more than any answer, less than a flood. */
const MAX_TEXT = 16 * 1024 * 1024;

export async function runAgent(what: {
  readonly context: RunContext;
  readonly seat: Seat;
  readonly driver: Driver;
  readonly id: string;
  readonly command: Command;
  readonly confined: Confined;
  readonly live: LiveUsage;
}): Promise<AgentRun> {
  const { context, seat, driver, id, command, confined, live } = what;
  const stream = `results/${id}.raw.jsonl`;
  const log = `logs/${id}.log`;
  const raw = redactedFile(context, stream);
  const errors = redactedFile(context, log);
  const events: DriverEvent[] = [];
  const lines: string[] = [];
  let size = 0;
  let named: string | undefined;
  let session: string | undefined;

  const { limits } = context.plan;
  const running = supervise({
    argv: command.argv,
    cwd: command.cwd,
    env: agentEnv(context.ports.env, command.env),
    stdin: command.stdin,
    limits: {
      wallMs: limits.timeoutMs,
      silenceMs: silenceOf(limits, seat.role),
      toolTimeoutMs: limits.toolTimeoutMs,
      ...(limits.firstResponseMs === undefined ? {} : { firstResponseMs: limits.firstResponseMs }),
      outputBytes: limits.outputBytes,
    },
    marker: { runId: context.runId, dispatch: id },
    namespace: confined.namespace,
    ...(confined.wrap ? { wrap: confined.wrap } : {}),
    redact: context.redactor.text,
    onQuiet: warn,
    onText: (text, from) => (from === 'stdout' ? raw : errors).push(text),
    onStdoutLine: (line) => {
      if (size < MAX_TEXT) lines.push(line);
      size += line.length + 1;
      see(driver.readLine(line));
      context.emit({ type: 'output', dispatch: id, seat: seat.id, stream: 'stdout', line: context.redactor.text(line) });
    },
    onStderrLine: (line) => {
      see(driver.readLogLine?.(line) ?? []);
      context.emit({ type: 'output', dispatch: id, seat: seat.id, stream: 'stderr', line: context.redactor.text(line) });
    },
  });
  context.append({ type: 'process-started', dispatch: id, pid: running.pid, startTime: running.startTime });

  function see(seen: readonly DriverEvent[]): void {
    for (const event of seen) {
      events.push(event);
      follow(event);
    }
  }

  let isWarned = false;
  /** Every silence is shown; the journal holds the first of a dispatch. */
  function warn({ quietMs, limitMs, inTool }: Quiet): void {
    const limit = inTool ? 'run.toolTimeout' : 'run.silence';
    const message = `${seat.id} (${id}) has printed nothing for ${durationText(Math.floor(quietMs / 1000) * 1000 || 1)}; at ${durationText(limitMs)} it is stopped (${limit}).`;
    const notice = { code: 'agent-silent', message, fix: `okstra inspect logs ${context.runId} --show ${id}` };
    if (isWarned) context.emit({ type: 'notice', notice });
    else context.append({ type: 'notice', notice });
    isWarned = true;
  }

  /** Tokens that nobody else of the run has reserved may be used; not one more. */
  function fence(event: DriverEvent): void {
    if (!live.see(event)) return;
    const state = context.state();
    if (live.tokens() > allowance(state, leadLimits(context.plan, state), id)) void running.stop('budget');
  }

  function follow(event: DriverEvent): void {
    fence(event);
    if (event.type === 'model-asked') running.modelAsked(event.afterMs);
    if (event.type === 'model-answers') running.modelAnswers();
    if (event.type === 'tool-started') running.toolOpened(event.id);
    if (event.type === 'tool-finished') running.toolClosed(event.id);
    if (event.type === 'session') named ??= event.id;
    if (session === undefined && named !== undefined && (isKeptFromStart(driver) || ANSWERS.has(event.type))) {
      session = named;
      context.append({ type: 'session-seen', dispatch: id, session });
    }
    context.emit({ type: 'agent', at: context.ports.now().toISOString(), dispatch: id, seat: seat.id, event });
  }

  const onAbort = (): void => void running.stop('cancelled');
  context.signal.addEventListener('abort', onAbort, { once: true });
  if (context.signal.aborted) onAbort();
  try {
    const { exitCode, signal, stopped, stderrTail } = await running.exited;
    return {
      stream,
      log,
      record: {
        events,
        stdout: lines.join('\n'),
        ...lastMessage(command),
        end: { exitCode, signal, stderrTail, endedAt: context.ports.now().toISOString(), ...(stopped ? { stopped } : {}) },
        structuredExpected: seat.role === 'verifier',
      },
    };
  } finally {
    context.signal.removeEventListener('abort', onAbort);
    raw.close();
    errors.close();
  }
}

const isKeptFromStart = ({ capabilities }: Driver): boolean => capabilities.sessionKeptFrom !== 'answer';

const ANSWERS: ReadonlySet<DriverEvent['type']> = new Set(['message', 'delta', 'tool-started', 'structured']);

/** The session that the agent named, once it can be continued. */
export function keptSession(driver: Driver, events: readonly DriverEvent[]): string | undefined {
  const named = events.find((event) => event.type === 'session');
  if (named === undefined || isKeptFromStart(driver)) return named?.id;
  return events.some(({ type }) => ANSWERS.has(type)) ? named.id : undefined;
}

function lastMessage({ lastMessageFile }: Command): { lastMessage?: string } {
  if (lastMessageFile === undefined || !existsSync(lastMessageFile)) return {};
  return { lastMessage: readFileSync(lastMessageFile, 'utf8') };
}

/** A file that only ever receives redacted text; secrets that span chunks are held back until they are whole. */
function redactedFile(context: RunContext, path: string): { push: (text: string) => void; close: () => void } {
  const target = context.folder.absolute(path);
  mkdirSync(dirname(target), { recursive: true });
  const handle = openSync(target, 'w');
  const redacting = context.redactor.stream();
  return {
    push: (text) => void writeSync(handle, redacting.push(text)),
    close: () => {
      writeSync(handle, redacting.end());
      closeSync(handle);
    },
  };
}
