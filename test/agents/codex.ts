/** The pinned real codex behind the driver, with a local server as its model. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import type { Command, DispatchContext, DispatchRecord, DispatchResult, Role, Usage } from '../../runtime/model/agents.ts';
import { agentProgram, pinnedAgents, runsHere } from '../../scripts/agents-install.mjs';

export const pinnedCodex = pinnedAgents()['codex'];

/** Whether there is a codex for this platform; the tests are skipped elsewhere. */
export const hasCodex = pinnedCodex !== undefined && runsHere(pinnedCodex);

/** Absolute path of the pinned program. */
export function realCodex(): string {
  const program = agentProgram('codex');
  if (!existsSync(program)) throw new Error(`expected codex at ${program}, found nothing\nfix: npm run test:agents`);
  return program;
}

export interface Dispatched {
  readonly command: Command;
  readonly record: DispatchRecord;
  readonly result: DispatchResult;
  /** Lines of stdout. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

export interface CodexDispatch {
  readonly role: Role;
  readonly cwd: string;
  /** Existing folder; the dispatch's TMPDIR is made below it. */
  readonly scratch: string;
  readonly prompt?: string;
  /** Variables of codexHome(). */
  readonly env: Readonly<Record<string, string>>;
  readonly change?: Partial<DispatchContext>;
  readonly before?: Usage;
}

/** Does what the conductor does with a driver, and no more: start, read lines, conclude. */
export async function dispatchCodex(dispatch: CodexDispatch): Promise<Dispatched> {
  const privateTmp = join(dispatch.scratch, 'tmp');
  mkdirSync(privateTmp, { recursive: true });
  const context: DispatchContext = {
    runId: 'run-of-the-test',
    role: dispatch.role,
    agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai' },
    sandbox: dispatch.role === 'executor' ? 'workspace-write' : 'read-only',
    attempt: 1,
    round: 0,
    cwd: dispatch.cwd,
    tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    prompt: dispatch.prompt ?? 'Do what the item says.',
    promptFile: join(dispatch.scratch, 'prompt.md'),
    lastMessageFile: join(privateTmp, 'last.txt'),
    privateTmp,
    program: realCodex(),
    env: process.env,
    ...dispatch.change,
  };
  const command = codexCli.command(context);
  if (!command.ok) throw new Error(command.failure.message);
  const { code, signal, stdout, stderr } = await start(command.value, dispatch.env);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const record: DispatchRecord = {
    events: lines.flatMap((line) => codexCli.readLine(line)),
    stdout,
    ...(existsSync(context.lastMessageFile) ? { lastMessage: readFileSync(context.lastMessageFile, 'utf8') } : {}),
    end: { exitCode: code, signal, stderrTail: stderr.slice(-4096), endedAt: new Date().toISOString() },
    structuredExpected: context.answerSchemaFile !== undefined,
  };
  return { command: command.value, record, result: codexCli.conclude(record, context, dispatch.before), lines, stderr };
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
