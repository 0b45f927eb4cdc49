/** Codex (`codex exec`). Facts about the program stand in docs/agents.md. */
import type {
  Command,
  DispatchContext,
  DispatchRecord,
  DispatchResult,
  Driver,
  Fault,
  SandboxLevel,
  Usage,
} from '../model/agents.ts';
import { readsCandidate } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { retrySettings, serversOff, tomlString } from './codex-config.ts';
import { codexFault } from './codex-faults.ts';
import { logFilter, readCodexLogLine, withoutCalls } from './codex-log.ts';
import { codexHomeOf, codexLogin } from './codex-login.ts';
import { readCodexLine } from './codex-stream.ts';
import { commandsOf, crashFault, jsonObject, sessionOf, stoppedResult, usageOf } from './ending.ts';
import { dispatchEnv, lookalikes, secretNames, unnameable } from './environment.ts';
import { retryTime } from './retry-time.ts';

/** The program refuses longer prompts (counted in characters, not bytes) after it started. */
const MAX_PROMPT_CHARS = 1_048_576;

export const codexCli: Driver = {
  name: 'codex-cli',
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'schema-file',
    resume: true,
    moneyCap: false,
    tellsUsage: 'by-call',
    attests: 'requested',
    ownSandbox: true,
    maxPromptChars: MAX_PROMPT_CHARS,
  },
  defaultVendor: 'openai',
  program: (agent) => agent.command?.[0] ?? 'codex',
  resumeHint: (session) => `codex resume ${session}`,
  ownFolders: (env) => [codexHomeOf(env)],
  login: codexLogin,
  command,
  readLine: readCodexLine,
  readLogLine: readCodexLogLine,
  conclude,
};

const SANDBOX: Readonly<Record<SandboxLevel, string>> = {
  'read-only': 'read-only',
  'workspace-write': 'workspace-write',
  full: 'danger-full-access',
};

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const { agent, prompt } = context;
  const characters = prompt.length > MAX_PROMPT_CHARS ? Array.from(prompt).length : prompt.length;
  if (characters > MAX_PROMPT_CHARS) {
    return bad({
      category: 'usage',
      code: 'prompt-too-large',
      message: `Expected a prompt of at most ${MAX_PROMPT_CHARS} characters for codex, found ${characters}.`,
      fix: 'Make the item or its inputs smaller, or give the role to an agent without this limit.',
    });
  }
  const [program, ...own] = agent.command ?? [];
  const value: Command = {
    argv: [context.program ?? program ?? 'codex', ...own, 'exec', ...options(context), '-'],
    cwd: context.cwd,
    env: {
      ...dispatchEnv(context),
      ...unnameable(context),
      RUST_LOG: logFilter(agent.env?.['RUST_LOG'] ?? context.env['RUST_LOG']),
    },
    stdin: prompt,
    lastMessageFile: context.lastMessageFile,
  };
  return ok(value);
}

/** Options stand before `resume`: after it the program knows only some of them. */
function options(context: DispatchContext): readonly string[] {
  const { agent, role, sandbox } = context;
  const settings = [
    'analytics.enabled=false',
    // As settings, not as `--disable`: a version that does not know a feature ignores the one and refuses the other.
    'features.plugins=false',
    'features.unbounded_connection_retries=false',
    ...retrySettings(context),
    // Commands of the model must not see keys, and must carry the mark by which leftovers are found.
    'shell_environment_policy.ignore_default_excludes=false',
    // The program's own list knows words, not their forms: PGPASSWORD, GH_PAT and the like are named one by one.
    `shell_environment_policy.exclude=${JSON.stringify([...MORE_SECRETS, ...secretNames(context)])}`,
    // What that list takes for secrets, and is none.
    ...lookalikes(context).map((name) => `shell_environment_policy.set.${name}=${tomlString(valueOf(context, name))}`),
    `shell_environment_policy.set.OKSTRA_RUN_ID=${tomlString(context.runId)}`,
    'shell_environment_policy.set.OKSTRA_DEPTH="1"',
    ...(sandbox === 'workspace-write' ? WORKSPACE_ONLY : []),
    ...(readsCandidate(role) ? withoutSettings(context) : []),
    ...(agent.effort === undefined ? [] : [`model_reasoning_effort=${tomlString(agent.effort)}`]),
  ];
  return [
    '--json',
    '-C',
    context.cwd,
    '-s',
    SANDBOX[sandbox],
    '--skip-git-repo-check',
    // Only an executor's session is ever continued; the others leave none behind.
    ...(role === 'executor' ? [] : ['--ephemeral']),
    ...settings.flatMap((setting) => ['-c', setting]),
    ...(agent.model === undefined ? [] : ['-m', agent.model]),
    ...(context.answerSchemaFile === undefined ? [] : ['--output-schema', context.answerSchemaFile]),
    '-o',
    context.lastMessageFile,
    ...(role === 'executor' && context.resumeSession !== undefined ? ['resume', context.resumeSession] : []),
  ];
}

const valueOf = ({ agent, env }: DispatchContext, name: string): string => agent.env?.[name] ?? env[name] ?? '';

/** For variables that the program takes from files of its own. */
const MORE_SECRETS = [
  '*PASSW*',
  '*PASSPHRASE*',
  '*CREDENTIAL*',
  '*CREDS',
  '*_AUTH',
  '*_COOKIE',
  '*_DSN',
  '*_JWT',
  '*_PASS',
  '*_PAT',
];

/** Left writable: the working folder and the private TMPDIR, whatever the user's own configuration adds. */
const WORKSPACE_ONLY = ['sandbox_workspace_write.exclude_slash_tmp=true', 'sandbox_workspace_write.writable_roots=[]'];

/** Instruction files, skills and settings that lie in the candidate must not steer its verifier. */
const withoutSettings = (context: DispatchContext): readonly string[] => [
  'project_doc_max_bytes=0',
  'skills.include_instructions=false',
  // The user's own servers and notifications are started outside the sandbox, and would do what the candidate talks the model into.
  ...serversOff(context),
  'notify=[]',
  `projects={${tomlString(context.cwd)}={trust_level="untrusted"}}`,
];

function conclude(told: DispatchRecord, context: DispatchContext, before?: Usage): DispatchResult {
  const record = { ...told, end: { ...told.end, stderrTail: withoutCalls(told.end.stderrTail) } };
  const { events, end } = record;
  const session = sessionOf(events);
  const isContinued = session.sessionId !== undefined && session.sessionId === context.resumeSession;
  const facts = {
    ...session,
    ...usageOf(events, isContinued ? before : undefined),
    ...(context.agent.model === undefined ? {} : { model: { name: context.agent.model, attestation: 'requested' as const } }),
    commands: commandsOf(events),
  };
  // A wrapper or a script under codex's name may print plain text; then stdout is the answer.
  const isForeign = events.length === 0;
  const text = isForeign ? record.stdout : finalText(record);
  const stopped = stoppedResult(record, text, facts);
  if (stopped !== undefined) return stopped;
  const fault = isForeign ? foreignFault(record) : streamFault(record);
  if (fault !== undefined) return { status: 'error', text, fault: withRetryTime(fault, end.endedAt), ...facts };
  const structured = record.structuredExpected ? jsonObject(text) : undefined;
  return { status: 'completed', text, ...(structured === undefined ? {} : { structured }), ...facts };
}

/** The file is created empty when a turn fails, so the stream's last message is the second source. */
function finalText({ lastMessage, events }: DispatchRecord): string {
  if (lastMessage !== undefined && lastMessage.trim() !== '') return lastMessage;
  return events.findLast((event) => event.type === 'message')?.text ?? '';
}

function streamFault(record: DispatchRecord): Fault | undefined {
  const { events, end } = record;
  const final = events.findLast((event) => event.type === 'error' && event.final);
  if (final?.type === 'error') return final.fault;
  const isFinished = events.some((event) => event.type === 'turn-finished');
  if (isFinished && end.exitCode === 0) return undefined;
  const last = events.findLast((event) => event.type === 'error');
  if (last?.type === 'error' && !isFinished) return last.fault;
  const said = saidOnStderr(record);
  if (said !== undefined) return said;
  if (end.exitCode === 0) return { kind: 'stream', message: 'ended with exit code 0 before its turn was completed' };
  return crashFault(record);
}

function foreignFault(record: DispatchRecord): Fault | undefined {
  if (record.end.exitCode !== 0) return saidOnStderr(record) ?? crashFault(record);
  if (record.stdout.trim() === '') return { kind: 'crash', message: 'ended with exit code 0 and printed nothing' };
  return undefined;
}

/** The program's own `Error:` line; a stack trace may stand behind it. */
function saidOnStderr({ end }: DispatchRecord): Fault | undefined {
  if (end.exitCode === 0) return undefined;
  const line = end.stderrTail.split('\n').find((text) => /^error\b/i.test(text.trim()));
  return line === undefined ? undefined : codexFault(line.trim().replace(/^error:\s*/i, ''));
}

function withRetryTime(fault: Fault, endedAt: string | undefined): Fault {
  if (fault.kind !== 'quota') return fault;
  const retryAt = retryTime(fault.message, endedAt);
  return retryAt === undefined ? fault : { ...fault, retryAt };
}
