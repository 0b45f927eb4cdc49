/** Claude Code (`claude -p`). Facts about the program stand in docs/agents.md. */
import { join } from 'node:path';
import type { Command, DispatchContext, Driver, SandboxLevel } from '../model/agents.ts';
import { readsCandidate } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { concludeClaude } from './claude-ending.ts';
import { claudeFolders, claudeMixedFolder, claudeWritable, instructions, shellStart, WORK_FOLDER } from './claude-files.ts';
import { claudeLogin } from './claude-login.ts';
import { readClaudeLine } from './claude-stream.ts';
import { dispatchEnv, unnameable } from './environment.ts';

/** The program refuses longer input (counted in UTF-16 units, whatever it says about megabytes) after it started. */
const MAX_PROMPT_CHARS = 10 * 1024 * 1024;

export const claudeCli: Driver = {
  name: 'claude-cli',
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'schema',
    resume: true,
    moneyCap: true,
    tellsUsage: 'by-call',
    attests: 'served',
    ownSandbox: false,
    maxPromptChars: MAX_PROMPT_CHARS,
  },
  defaultVendor: 'anthropic',
  program: (agent) => agent.command?.[0] ?? 'claude',
  login: (env) => claudeLogin(env),
  withheld,
  resumeHint: (session) => `claude --resume ${session}`,
  ownFolders: claudeFolders,
  mixedFolder: claudeMixedFolder,
  writable: claudeWritable,
  command,
  readLine: readClaudeLine,
  conclude: concludeClaude,
};

function withheld(sandbox: SandboxLevel): string | undefined {
  if (sandbox === 'read-only') return 'it is given tools that read, and no others';
  return sandbox === 'workspace-write' ? 'it has no shell, and its edits stay in the working folder' : undefined;
}

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const { agent, privateTmp, prompt } = context;
  if (prompt.length > MAX_PROMPT_CHARS) {
    return bad({
      category: 'usage',
      code: 'prompt-too-large',
      message: `Expected a prompt of at most ${MAX_PROMPT_CHARS} characters for claude, found ${prompt.length}.`,
      fix: 'Make the item or its inputs smaller, or give the role to an agent without this limit.',
    });
  }
  const [program, ...own] = agent.command ?? [];
  const value: Command = {
    argv: [context.program ?? program ?? 'claude', ...own, ...options(context)],
    cwd: context.cwd,
    env: { ...defaults(context), ...dispatchEnv(context), ...unnameable(context), ...environment(context) },
    // A first line that begins with a slash would be taken for a command of the program.
    stdin: prompt.startsWith('/') ? `\n${prompt}` : prompt,
    files: [
      ...(hasShell(context) ? [{ path: shellFile(context), content: shellStart(context) }] : []),
      ...(seesInstructions(context) ? [{ path: join(privateTmp, 'CLAUDE.md'), content: instructions(context.cwd) }] : []),
    ],
  };
  return ok(value);
}

/** Whether the shell tool is offered: only where something else keeps it from writing anywhere, or the user chose so. */
const hasShell = ({ sandbox, confined }: DispatchContext): boolean =>
  sandbox === 'full' || (sandbox === 'workspace-write' && confined === true);

/** Instruction files of the candidate must not steer its verifier. */
const seesInstructions = ({ role }: DispatchContext): boolean => !readsCandidate(role);

const shellFile = ({ privateTmp }: DispatchContext): string => join(privateTmp, 'claude-shell.sh');

const READ_TOOLS = ['Read', 'Glob', 'Grep'];
const EDIT_TOOLS = ['Edit', 'Write', 'NotebookEdit'];

/** Named one by one, because others of the program's tools run commands too (`Monitor`, `Workflow`) or outlive the dispatch. */
function tools(context: DispatchContext): readonly string[] {
  if (context.sandbox === 'read-only') return READ_TOOLS;
  return [...READ_TOOLS, ...EDIT_TOOLS, ...(hasShell(context) ? ['Bash', 'Task'] : [])];
}

function options(context: DispatchContext): readonly string[] {
  const { agent, role, sandbox, cwd, privateTmp, answerSchema, resumeSession } = context;
  return [
    '-p',
    '--output-format',
    'stream-json',
    '--verbose',
    '--include-partial-messages',
    // Hooks, servers, skills, agents and settings of the working folder execute code or steer the model.
    '--setting-sources',
    'user',
    '--strict-mcp-config',
    '--disable-slash-commands',
    // The user's hooks may run code of the candidate, or write; an executor has them as any session of the user's.
    ...(readsCandidate(role) ? ['--settings', '{"disableAllHooks":true}'] : []),
    '--permission-mode',
    sandbox === 'read-only' ? 'dontAsk' : 'acceptEdits',
    '--tools',
    tools(context).join(','),
    ...(hasShell(context) ? ['--allowedTools', 'Bash'] : []),
    ...(seesInstructions(context) ? ['--add-dir', cwd, '--add-dir', privateTmp] : []),
    // Only an executor's session is ever continued; the others leave none behind.
    ...(role === 'executor' ? [] : ['--no-session-persistence']),
    ...(agent.model === undefined ? [] : ['--model', agent.model]),
    ...(agent.effort === undefined ? [] : ['--effort', agent.effort]),
    ...(agent.maxTurns === undefined ? [] : ['--max-turns', String(agent.maxTurns)]),
    ...moneyCap(context),
    ...(answerSchema === undefined ? [] : ['--json-schema', answerSchema]),
    ...(role === 'executor' && resumeSession !== undefined ? ['--resume', resumeSession] : []),
  ];
}

/**
 * The smaller of what the agent may cost and what the run has reserved for it. The program counts money over the session: a continued one
 * begins with what it has cost.
 */
function moneyCap({ agent, reservedUsd, sessionUsd = 0 }: DispatchContext): readonly string[] {
  const most = Math.min(agent.maxBudgetUsd ?? Infinity, reservedUsd === undefined ? Infinity : sessionUsd + reservedUsd);
  return most === Infinity ? [] : ['--max-budget-usd', String(Number(most.toFixed(6)))];
}

/**
 * So that a fault is known soon: six retries take some 40 seconds. Only a host that says nothing at all is waited for longer, three minutes as
 * the program waits for its own vendor's, because good answers pause that long.
 */
const LIMITS: Readonly<Record<string, string>> = {
  CLAUDE_CODE_MAX_RETRIES: '6',
  API_TIMEOUT_MS: '180000',
  CLAUDE_ENABLE_BYTE_WATCHDOG: '1',
  CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS: '180000',
};

/** The user's own values stand. */
const defaults = ({ env }: DispatchContext): Record<string, string> =>
  Object.fromEntries(Object.entries(LIMITS).filter(([name]) => (env[name] ?? '') === ''));

/** Over what the user has set. */
function environment(context: DispatchContext): Record<string, string | undefined> {
  const { privateTmp, role, cwd, agent, env } = context;
  return {
    // Empty, it would mean the working folder.
    ...((agent.env?.['CLAUDE_CONFIG_DIR'] ?? env['CLAUDE_CONFIG_DIR']) === '' ? { CLAUDE_CONFIG_DIR: undefined } : {}),
    ...Object.fromEntries(OF_A_SESSION_ABOVE.map((name) => [name, undefined])),
    CLAUDE_CODE_TMPDIR: privateTmp,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    // Otherwise each path behind an at sign in the prompt is read and sent, wherever it lies; a diff is full of them.
    CLAUDE_CODE_DISABLE_ATTACHMENTS: '1',
    // Notes for later sessions would be written past the worktree.
    CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
    // A turn ends when its work ends.
    CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
    // Made for another purpose: it switches editing off, needs a sandbox of its own and leaves files in the worktree.
    CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: undefined,
    CLAUDE_ENV_FILE: hasShell(context) ? shellFile(context) : undefined,
    CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD: seesInstructions(context) ? '1' : undefined,
    ...(seesInstructions(context) ? {} : { CLAUDE_CODE_DISABLE_CLAUDE_MDS: '1' }),
    [WORK_FOLDER]: role === 'executor' ? cwd : undefined,
  };
}

/** What claude tells the commands of a session, where okstra may be one of them. */
const OF_A_SESSION_ABOVE = [
  'AI_AGENT',
  'CLAUDECODE',
  'CLAUDE_CODE_CHILD_NOTES_DIR',
  'CLAUDE_CODE_CHILD_SESSION',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_EXECPATH',
  'CLAUDE_CODE_MESSAGING_SOCKET',
  'CLAUDE_CODE_MESSAGING_TOKEN',
  'CLAUDE_CODE_SESSION_ATTENDED',
  'CLAUDE_CODE_SESSION_ID',
  'CLAUDE_CODE_SSE_PORT',
  'CLAUDE_EFFORT',
  'CLAUDE_PID',
];
