/** Any program that reads a prompt and prints an answer. */
import type { Command, DispatchContext, DispatchRecord, DispatchResult, Driver, DriverEvent } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { commandsOf, crashFault, sessionOf, stoppedResult } from './ending.ts';
import { dispatchEnv } from './environment.ts';

/** The kernel takes no longer single argument (MAX_ARG_STRLEN), its closing zero byte included. */
const MAX_ARGUMENT_BYTES = 128 * 1024;
const PLACEHOLDER = '{prompt}';

export const commandDriver: Driver = {
  name: 'command',
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'prompt',
    resume: false,
    moneyCap: false,
    tellsUsage: 'never',
    answersOnStdout: true,
    attests: 'declared',
    ownSandbox: false,
  },
  defaultVendor: undefined,
  program: (agent) => agent.command?.[0],
  command,
  readLine,
  conclude,
};

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const { agent } = context;
  const [name, ...args] = agent.command ?? [];
  const program = context.program ?? name;
  if (program === undefined) {
    return bad({
      category: 'usage',
      code: 'command-missing',
      message: `Expected a program for the agent ${agent.name}, found an empty command.`,
      fix: `Set agents.${agent.name}.command in okstra.yaml, for example [./agent.sh].`,
    });
  }
  const argument = { stdin: undefined, arg: context.prompt, file: context.promptFile }[agent.prompt ?? 'stdin'];
  const problem = agent.prompt === 'arg' ? unfitArgument(context) : undefined;
  if (problem !== undefined) return bad(problem);
  const value: Command = {
    argv: [program, ...(argument === undefined ? args : placed(args, argument))],
    cwd: context.cwd,
    env: dispatchEnv(context),
    stdin: argument === undefined ? context.prompt : '',
  };
  return ok(value);
}

/** The place of `{prompt}` in the arguments, or the end. */
function placed(args: readonly string[], argument: string): readonly string[] {
  if (!args.some((arg) => arg.includes(PLACEHOLDER))) return [...args, argument];
  return args.map((arg) => arg.replaceAll(PLACEHOLDER, () => argument));
}

function unfitArgument({ agent, prompt }: DispatchContext) {
  const fix = `Set agents.${agent.name}.prompt to file (the path is handed over instead) or stdin.`;
  const longest = placed(agent.command?.slice(1) ?? [], prompt).reduce((max, arg) => Math.max(max, Buffer.byteLength(arg)), 0);
  if (longest >= MAX_ARGUMENT_BYTES) {
    return {
      category: 'usage',
      code: 'prompt-too-large',
      message: `Expected a prompt that fits into one argument (less than ${MAX_ARGUMENT_BYTES} bytes), found ${longest} bytes.`,
      fix,
    } as const;
  }
  if (!prompt.includes('\0')) return undefined;
  return {
    category: 'usage',
    code: 'prompt-not-an-argument',
    message: 'Expected a prompt without zero bytes, found one.',
    fix,
  } as const;
}

/** A line such as `session id: 0199…` names a session that a person may go on with. Everything else is the answer. */
function readLine(line: string): readonly DriverEvent[] {
  const id = /^\s*session id:\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i.exec(line)?.[1];
  return id === undefined ? [] : [{ type: 'session', id }];
}

function conclude(record: DispatchRecord, context: DispatchContext): DispatchResult {
  const { model } = context.agent;
  const facts = {
    ...firstSession(record),
    ...(model === undefined ? {} : { model: { name: model, attestation: 'declared' as const } }),
    commands: commandsOf(record.events),
  };
  const stopped = stoppedResult(record, record.stdout, facts);
  if (stopped !== undefined) return stopped;
  if (record.end.exitCode !== 0) return { status: 'error', text: record.stdout, fault: crashFault(record), ...facts };
  return { status: 'completed', text: record.stdout, ...facts };
}

/** Later lines of that form may be quotations. */
const firstSession = ({ events }: DispatchRecord): { sessionId?: string } =>
  sessionOf(events.slice(0, events.findIndex((event) => event.type === 'session') + 1));
