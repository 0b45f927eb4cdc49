import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentConfig, Command, DispatchContext, DispatchRecord, Driver, ProcessEnd } from '../../runtime/model/agents.ts';

type ContextChange = Partial<Omit<DispatchContext, 'agent'>> & { readonly agent?: Partial<AgentConfig> };

/** A context of an executor's first dispatch; `agent` is merged into a codex agent. */
export function dispatchContext({ agent, ...change }: ContextChange = {}): DispatchContext {
  return {
    runId: 'run-1',
    role: 'executor',
    agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai', ...agent },
    sandbox: change.role === 'verifier' ? 'read-only' : 'workspace-write',
    attempt: 1,
    round: 0,
    cwd: '/work',
    tree: 'aaaa0000',
    prompt: 'Do it.',
    promptFile: '/run/prompts/executor-1.md',
    lastMessageFile: '/run/last.txt',
    privateTmp: '/run/tmp',
    // Not that of who runs the tests.
    env: { HOME: '/nobody' },
    ...change,
  };
}

/** The record of a process that printed `stdout` and ended well, read through the driver. */
export function recordOf(
  driver: Driver,
  stdout: string,
  change: Partial<Omit<DispatchRecord, 'end'>> & { readonly end?: Partial<ProcessEnd> } = {},
): DispatchRecord {
  return {
    events: stdout.split('\n').flatMap((line) => driver.readLine(line)),
    stdout,
    structuredExpected: false,
    ...change,
    end: { exitCode: 0, signal: null, stderrTail: '', ...change.end },
  };
}

/** The command line of a context that the driver takes. */
export function commandOf(driver: Driver, context: DispatchContext): Command {
  const command = driver.command(context);
  if (!command.ok) throw new Error(command.failure.message);
  return command.value;
}

/** A recorded stream of the pinned codex. */
export const codexStream = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/codex/0.169.0', `${name}.jsonl`), 'utf8');

/** A recorded stream of the pinned claude. */
export const claudeStream = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/claude/2.1.329', `${name}.jsonl`), 'utf8');
