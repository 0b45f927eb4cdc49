/** One real call of an agent, in an empty folder and as narrowly as a verifier: does it answer? Nothing of a repository goes with it. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AgentProbe, driverFor } from '../drivers/index.ts';
import type { AgentConfig, DispatchContext, DispatchResult, DriverEvent, Role } from '../model/agents.ts';
import { OkstraError } from '../model/failure.ts';
import { agentEnv, removeFolder, sandboxAvailable, secretValues, supervise } from '../process/index.ts';
import { makeRedactor } from '../redaction/index.ts';
import { sandboxAround } from './own-sandbox.ts';
import type { Ports } from './ports.ts';
import { keyVariables } from './redaction.ts';

export interface Call {
  readonly result: DispatchResult;
  readonly durationMs: number;
}

/** Of an agent that was asked something: its stream with all that it does on the way. */
const MOST_OUTPUT = 64 * 1024 * 1024;

const PROMPT = 'This is a test of the connection. Answer with the single word: ready\n';
/** An API is asked in the form in which it is asked to verify: some take tools, and a form, and not both at once. */
const FORM_PROMPT = 'This is a test of the connection. Answer with this JSON object and nothing else: {"answer":"ready"}\n';
const FORM = JSON.stringify({
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
});

export interface CallRequest {
  readonly agent: AgentConfig;
  readonly probe: AgentProbe;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** Default 90 s: a fault is known within 60. */
  readonly wallMs?: number;
  /** A question of its own, in place of the test of the connection. */
  readonly ask?: { readonly prompt: string; readonly role: Role };
}

/** @throws OkstraError `unstartable` when the program cannot be started */
export async function callOnce({ agent, probe, ports, signal, wallMs = 90_000, ask }: CallRequest): Promise<Call> {
  const driver = driverFor(agent.driver);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-call-')));
  try {
    const sandbox = sandboxAvailable(ports.env);
    const isWrapped =
      !driver.capabilities.ownSandbox &&
      driver.confines === undefined &&
      sandbox.ok &&
      probe.bwrap?.works !== false &&
      agent.sandbox !== 'full';
    const context = contextOf({ agent, probe, ports, scratch, isWrapped, ask: ask ?? { prompt: PROMPT, role: 'verifier' } });
    const made = driver.command(context);
    if (!made.ok) throw new OkstraError(made.failure);
    const command = made.value;
    for (const { path, content } of command.files ?? []) writeFileSync(path, content, { mode: 0o600 });
    const env = { ...ports.env, ...command.env };
    const wrap =
      isWrapped && sandbox.ok
        ? sandboxAround({
            bwrap: sandbox.bwrap,
            level: 'read-only',
            env,
            argv: command.argv,
            cwd: command.cwd,
            privateTmp: context.privateTmp,
            ownFolders: driver.ownFolders?.(env) ?? [],
          })
        : undefined;
    const keys = keyVariables(agent).map((name) => env[name]?.trim() ?? '');
    const redactor = makeRedactor([...secretValues(env), ...keys.filter((key) => key !== '')]);
    const events: DriverEvent[] = [];
    const lines: string[] = [];
    const running = supervise({
      argv: command.argv,
      cwd: command.cwd,
      env: agentEnv(ports.env, command.env),
      stdin: command.stdin,
      limits: { wallMs, silenceMs: wallMs, toolTimeoutMs: wallMs, outputBytes: ask === undefined ? 1024 * 1024 : MOST_OUTPUT },
      marker: { runId: context.runId },
      namespace: wrap === undefined && probe.pidNamespace === true ? 'pid' : 'none',
      ...(wrap === undefined ? {} : { wrap }),
      redact: redactor.text,
      onStdoutLine: (line) => {
        lines.push(line);
        events.push(...driver.readLine(line));
      },
    });
    const onAbort = (): void => void running.stop('cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const { exitCode, signal: endSignal, stopped, stderrTail, durationMs } = await running.exited;
    signal.removeEventListener('abort', onAbort);
    const result = driver.conclude(
      {
        events,
        stdout: lines.join('\n'),
        ...lastMessage(command.lastMessageFile),
        end: {
          exitCode,
          signal: endSignal,
          stderrTail,
          endedAt: ports.now().toISOString(),
          ...(stopped === undefined ? {} : { stopped }),
        },
        structuredExpected: false,
      },
      context,
    );
    return { result: redacted(result, redactor.text), durationMs };
  } finally {
    removeFolder(scratch);
  }
}

function contextOf(what: {
  readonly agent: AgentConfig;
  readonly probe: AgentProbe;
  readonly ports: Ports;
  readonly scratch: string;
  readonly isWrapped: boolean;
  readonly ask: { readonly prompt: string; readonly role: Role };
}): DispatchContext {
  const { agent, probe, ports, scratch, isWrapped, ask } = what;
  const [cwd, privateTmp] = [join(scratch, 'empty'), join(scratch, 'tmp')];
  for (const folder of [cwd, privateTmp]) mkdirSync(folder);
  const promptFile = join(privateTmp, 'prompt.md');
  const isApi = ask.role !== 'analyst' && driverFor(agent.driver).keyVariables !== undefined;
  const prompt = isApi ? FORM_PROMPT : ask.prompt;
  writeFileSync(promptFile, prompt);
  return {
    runId: `${ask.role === 'analyst' ? 'ask' : 'doctor'}-${randomUUID()}`,
    role: ask.role,
    agent,
    sandbox: agent.sandbox === 'full' ? 'full' : 'read-only',
    attempt: 1,
    round: 0,
    cwd,
    tree: '',
    prompt,
    ...(isApi ? { answerSchema: FORM } : {}),
    promptFile,
    confined: isWrapped,
    lastMessageFile: join(privateTmp, 'last.txt'),
    privateTmp,
    ...(probe.path === undefined ? {} : { program: probe.path }),
    env: ports.env,
  };
}

const lastMessage = (file: string | undefined): { lastMessage?: string } =>
  file === undefined || !existsSync(file) ? {} : { lastMessage: readFileSync(file, 'utf8') };

function redacted(result: DispatchResult, text: (raw: string) => string): DispatchResult {
  const { fault } = result;
  return {
    ...result,
    text: text(result.text),
    ...(fault === undefined ? {} : { fault: { ...fault, message: text(fault.message) } }),
  };
}
