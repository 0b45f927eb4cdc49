/** Starts the process of a dispatch and follows its stream: redacted logs on disk, typed events to whoever watches, and what its end is judged by. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { durationText } from '../config/units.ts';
import { keepEvents } from '../drivers/index.ts';
import { allowance, fits } from '../lead/index.ts';
import type { Command, DispatchRecord, Driver, DriverEvent, Seat } from '../model/agents.ts';
import type { ArtifactRef } from '../model/evidence.ts';
import { priced } from '../model/money.ts';
import { silenceOf } from '../model/plan.ts';
import type { Quiet } from '../process/index.ts';
import { agentEnv, openKeptLog, supervise } from '../process/index.ts';
import { makeTextWindow } from '../redaction/index.ts';
import type { Confined } from './confine.ts';
import type { RunContext } from './context.ts';
import { leadLimits, priceOfAnswer } from './limits.ts';
import type { LiveUsage } from './live-usage.ts';
import { openProgressGate } from './progress-gate.ts';

export interface AgentRun {
  readonly record: DispatchRecord;
  /** stdout and stderr as they were kept. */
  readonly stream: ArtifactRef;
  readonly log: ArtifactRef;
}

/** Characters kept of an agent's stdout for agents that answer there; more than any answer, less than a flood. */
const MAX_TEXT = 2 * 1024 * 1024;
/** Of one dispatch. */
const MOST_NOTICES = 20;
/** Of each log, for plans that were made before there was a limit. */
const LOG_BYTES = 64 * 1024 * 1024;

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
  const { limits } = context.plan;
  const { redactor } = context;
  // A program that counts money itself was told what is reserved, and its own account is the one that holds.
  const price = driver.capabilities.moneyCap ? undefined : priceOfAnswer(context.plan, seat);
  const kept = keepEvents(redactor.text);
  const said = makeTextWindow(MAX_TEXT);
  const gate = openProgressGate({
    dispatch: id,
    seat: seat.id,
    redactor,
    emit: (progress) => context.emit(progress),
    now: context.ports.now,
  });
  const paths = { stdout: `results/${id}.raw.jsonl`, stderr: `logs/${id}.log` };
  const open = (from: 'stdout' | 'stderr') =>
    openKeptLog(context.folder.absolute(paths[from]), {
      redactor,
      maxBytes: limits.logBytes ?? LOG_BYTES,
      onText: (text) => {
        gate.output(text, from);
        if (from === 'stdout' && !speaksInEvents) said.add(text);
      },
    });
  /** Then nobody asks for the text, except of agents that answer in it. */
  let speaksInEvents = false;
  const logs = { stdout: open('stdout'), stderr: open('stderr') };
  let named: string | undefined;
  let session: string | undefined;

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
    redact: redactor.text,
    onQuiet: warn,
    onText: (text, from, waiting) => logs[from].push(text, waiting),
    onStdoutLine: (line) => see(driver.readLine(line)),
    ...(driver.readLogLine === undefined ? {} : { onStderrLine: (line: string) => see(driver.readLogLine?.(line) ?? []) }),
  });
  context.append({ type: 'process-started', dispatch: id, pid: running.pid, startTime: running.startTime });

  function see(seen: readonly DriverEvent[]): void {
    for (const event of seen) {
      kept.add(event);
      follow(event);
      if (!speaksInEvents && driver.capabilities.answersOnStdout !== true) {
        speaksInEvents = true;
        said.clear();
      }
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

  let notices = 0;
  function tellNotice({ code, message }: Extract<DriverEvent, { type: 'notice' }>): void {
    notices += 1;
    if (notices > MOST_NOTICES) return;
    context.append({ type: 'notice', notice: { code, message: `${seat.agent.name}: ${redactor.text(message).slice(0, 2000)}` } });
  }

  /** What nobody else of the run has reserved may be used, in tokens and in money; not one more. */
  function fence(event: DriverEvent): void {
    if (!live.see(event)) return;
    const state = context.state();
    const used = { tokens: live.tokens(), usd: price === undefined ? 0 : priced(live.usage() ?? {}, price) };
    if (!fits(used, allowance(state, leadLimits(context.plan, state), id))) void running.stop('budget');
  }

  function follow(event: DriverEvent): void {
    fence(event);
    if (event.type === 'notice') tellNotice(event);
    if (event.type === 'model-asked') running.modelAsked(event.afterMs);
    if (event.type === 'model-answers') running.modelAnswers();
    if (event.type === 'tool-started') running.toolOpened(event.id);
    if (event.type === 'tool-finished') running.toolClosed(event.id);
    if (event.type === 'session') named ??= event.id;
    if (session === undefined && named !== undefined && (isKeptFromStart(driver) || ANSWERS.has(event.type))) {
      session = named;
      context.append({ type: 'session-seen', dispatch: id, session });
    }
    gate.event(event);
  }

  let ended: Pick<AgentRun, 'stream' | 'log'> | undefined;
  function close(): Pick<AgentRun, 'stream' | 'log'> {
    ended ??= { stream: { path: paths.stdout, ...endOf(logs.stdout) }, log: { path: paths.stderr, ...endOf(logs.stderr) } };
    gate.end();
    return ended;
  }

  const onAbort = (): void => void running.stop('cancelled');
  context.signal.addEventListener('abort', onAbort, { once: true });
  if (context.signal.aborted) onAbort();
  try {
    const { exitCode, signal, stopped, stderrTail } = await running.exited;
    const closed = close();
    return {
      ...closed,
      record: {
        events: kept.all(),
        stdout: said.text().replaceAll('\r\n', '\n').replace(/\n$/, ''),
        ...lastMessage(command),
        end: { exitCode, signal, stderrTail, endedAt: context.ports.now().toISOString(), ...(stopped ? { stopped } : {}) },
        structuredExpected: seat.role !== 'executor',
      },
    };
  } finally {
    context.signal.removeEventListener('abort', onAbort);
    close();
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

const endOf = (log: ReturnType<typeof openKeptLog>): Omit<ArtifactRef, 'path'> => {
  const { bytes, sha256 } = log.close();
  return { bytes, sha256 };
};

function lastMessage({ lastMessageFile }: Command): { lastMessage?: string } {
  if (lastMessageFile === undefined || !existsSync(lastMessageFile)) return {};
  return { lastMessage: endOfFile(lastMessageFile) };
}

/** The agent wrote it, as long as it liked. */
function endOfFile(path: string): string {
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, MAX_TEXT));
    const bytes = readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8', 0, bytes);
  } finally {
    closeSync(handle);
  }
}
