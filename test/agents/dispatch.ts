/** A pinned real agent behind its driver, without a conductor: start, read lines, conclude. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type {
  Command,
  DispatchContext,
  DispatchRecord,
  DispatchResult,
  Driver,
  Role,
  Usage,
} from '../../runtime/model/agents.ts';
import { agentProgram, pinnedAgents, runsHere } from '../../scripts/agents-install.mjs';

/** Whether there is such an agent for this platform; its tests are skipped elsewhere. */
export function hasAgent(name: string): boolean {
  const pinned = pinnedAgents()[name];
  return pinned !== undefined && runsHere(pinned);
}

/** Absolute path of a pinned program. */
export function realAgent(name: string): string {
  const program = agentProgram(name);
  if (!existsSync(program)) throw new Error(`expected ${name} at ${program}, found nothing\nfix: npm run test:agents`);
  return program;
}

export interface Dispatched {
  readonly command: Command;
  readonly record: DispatchRecord;
  readonly result: DispatchResult;
  /** Lines of stdout. */
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly durationMs: number;
}

export interface Dispatch {
  readonly role: Role;
  readonly cwd: string;
  /** Existing folder; the dispatch's TMPDIR is made below it. */
  readonly scratch: string;
  readonly prompt?: string;
  /** Variables that lead the agent to the local server. */
  readonly env: Readonly<Record<string, string>>;
  readonly change?: Partial<DispatchContext>;
  readonly before?: Usage;
}

/** Does what the conductor does with a driver, and no more. `agent` is also the name of the pinned program. */
export async function dispatchAgent(driver: Driver, agent: DispatchContext['agent'], dispatch: Dispatch): Promise<Dispatched> {
  const privateTmp = join(dispatch.scratch, 'tmp');
  mkdirSync(privateTmp, { recursive: true });
  const context: DispatchContext = {
    runId: 'run-of-the-test',
    role: dispatch.role,
    agent,
    sandbox: dispatch.role === 'executor' ? 'workspace-write' : 'read-only',
    attempt: 1,
    round: 0,
    cwd: dispatch.cwd,
    tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    prompt: dispatch.prompt ?? 'Do what the item says.',
    promptFile: join(dispatch.scratch, 'prompt.md'),
    lastMessageFile: join(privateTmp, 'last.txt'),
    privateTmp,
    program: realAgent(agent.name),
    env: process.env,
    ...dispatch.change,
  };
  const command = driver.command(context);
  if (!command.ok) throw new Error(command.failure.message);
  for (const { path, content } of command.value.files ?? []) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const started = performance.now();
  const { code, signal, stdout, stderr } = await start(command.value, dispatch.env);
  const durationMs = performance.now() - started;
  const lines = stdout.split('\n').filter((line) => line !== '');
  const record: DispatchRecord = {
    events: lines.flatMap((line) => driver.readLine(line)),
    stdout,
    ...(existsSync(context.lastMessageFile) ? { lastMessage: readFileSync(context.lastMessageFile, 'utf8') } : {}),
    end: { exitCode: code, signal, stderrTail: stderr.slice(-4096), endedAt: new Date().toISOString() },
    structuredExpected: context.answerSchemaFile !== undefined,
  };
  const result = driver.conclude(record, context, dispatch.before);
  return { command: command.value, record, result, lines, stderr, durationMs };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(command: Command, extra: Readonly<Record<string, string>>): Promise<Ended> {
  const [program, ...args] = command.argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: command.cwd, env: { ...process.env, ...extra, ...command.env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    // A program that refuses its flags may be gone before the prompt is written.
    child.stdin.on('error', () => {});
    child.stdin.end(command.stdin);
  });
}
