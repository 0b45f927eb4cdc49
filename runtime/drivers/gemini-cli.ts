/** Gemini CLI (`gemini`). Facts about the program stand in docs/agents.md. */
import { createHash } from 'node:crypto';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, DispatchContext, Driver, SandboxLevel } from '../model/agents.ts';
import { readsCandidate } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { dispatchEnv, unnameable } from './environment.ts';
import { concludeGemini } from './gemini-ending.ts';
import { geminiHomeOf, geminiLogin } from './gemini-login.ts';
import { plainPrompt } from './gemini-prompt.ts';
import { flagsText, hasShell, homePlan, KNOWN_EFFORTS, policyText } from './gemini-settings.ts';
import { readGeminiLine } from './gemini-stream.ts';

/** The program cuts what is longer, and goes on with the rest. */
const MAX_PROMPT_BYTES = 8 * 1024 * 1024;
/** Tells `ownFolders` which folder of the user's home this dispatch keeps its session in. */
const PROJECT = 'OKSTRA_GEMINI_PROJECT';

export const geminiCli: Driver = {
  name: 'gemini-cli',
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'prompt',
    resume: true,
    // Nothing of a session is kept before.
    sessionKeptFrom: 'answer',
    moneyCap: false,
    tellsUsage: 'at-end',
    attests: 'served',
    ownSandbox: false,
    // The most it can be; `command` counts bytes.
    maxPromptChars: MAX_PROMPT_BYTES,
  },
  defaultVendor: 'google',
  program: (agent) => agent.command?.[0] ?? 'gemini',
  login: geminiLogin,
  // At every start it begins a list of projects, and ends before that is done: the pieces stay.
  probeEnv: (tmp) => ({ GEMINI_CLI_HOME: tmp }),
  withheld,
  resumeHint: (session) => `gemini --resume ${session}`,
  ownFolders: (env) => (env[PROJECT] === undefined ? [] : [join(geminiHomeOf(env), 'tmp', env[PROJECT])]),
  writable: (env, role) => (role === 'executor' ? [`its session's folder in ${join(geminiHomeOf(env), 'tmp')}`] : []),
  command,
  readLine: readGeminiLine,
  conclude: concludeGemini,
};

function withheld(sandbox: SandboxLevel): string | undefined {
  if (sandbox === 'read-only') return 'it is given tools that read, and no others';
  return sandbox === 'workspace-write' ? 'it has no shell, and its edits stay in the working folder' : undefined;
}

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const { agent, privateTmp } = context;
  const stdin = plainPrompt(context.prompt);
  const bytes = Buffer.byteLength(stdin);
  if (bytes > MAX_PROMPT_BYTES) {
    return bad({
      category: 'usage',
      code: 'prompt-too-large',
      message: `Expected a prompt of at most ${MAX_PROMPT_BYTES} bytes for gemini, found ${bytes}.`,
      fix: 'Make the item or its inputs smaller, or give the role to an agent without this limit.',
    });
  }
  if (agent.effort !== undefined && !KNOWN_EFFORTS.includes(agent.effort)) {
    return bad({
      category: 'usage',
      code: 'unknown-effort',
      message: `Expected one of ${KNOWN_EFFORTS.join(', ')} as effort of ${agent.name}, found "${agent.effort}".`,
      fix: `Set agents.${agent.name}.effort in okstra.yaml to one of them.`,
    });
  }
  const [program, ...own] = agent.command ?? [];
  const project = context.role === 'executor' ? projectOf(context.cwd) : undefined;
  const [plan, policy, flags] = ['gemini-home.json', 'gemini-policy.toml', 'gemini-flags.json'].map((name) =>
    join(privateTmp, name),
  ) as [string, string, string];
  // As words of the command line, the folders that it needs are seen inside okstra's sandbox, too.
  const theirs = dirname(geminiHomeOf({ ...context.env, ...agent.env }));
  const launcher = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    launcherPath(fileURLToPath(import.meta.url)),
    plan,
    theirs,
  ];
  const value: Command = {
    argv: [...(launcher as [string]), context.program ?? program ?? 'gemini', ...own, ...options(context, policy)],
    cwd: context.cwd,
    env: { ...dispatchEnv(context), ...unnameable(context), ...environment(context), [PROJECT]: project },
    stdin,
    files: [
      { path: plan, content: homePlan(context, join(privateTmp, 'gemini-home'), project, flags) },
      { path: flags, content: flagsText() },
      { path: policy, content: policyText(context) },
    ],
  };
  return ok(value);
}

/** Same folder, same name, so that a later dispatch finds the session; in the alphabet that gemini gives its projects' folders. */
const projectOf = (cwd: string): string => `okstra-${createHash('sha256').update(cwd).digest('hex').slice(0, 16)}`;

function options(context: DispatchContext, policy: string): readonly string[] {
  const { agent, role, sandbox, resumeSession } = context;
  // Without trust there is only one mode; what a verifier may do beyond it, where the user chose so, stands in the policy.
  const mode = readsCandidate(role) || sandbox === 'read-only' ? 'default' : hasShell(context) ? 'yolo' : 'auto_edit';
  return [
    '-o',
    'stream-json',
    '--approval-mode',
    mode,
    '--admin-policy',
    policy,
    // Trust is what brings in GEMINI.md and skills of the working folder: right for an executor, wrong for who judges its work.
    ...(readsCandidate(role) ? [] : ['--skip-trust']),
    ...(agent.model === undefined ? [] : ['-m', agent.model]),
    ...(role === 'executor' && resumeSession !== undefined ? ['--resume', resumeSession] : []),
  ];
}

/**
 * Over what the user has set. Empty, not absent: what is absent may be filled in from the user's `.env`. Trust comes with an option only, which
 * is read after the settings of the project would have been.
 */
function environment({ role, env, agent }: DispatchContext): Record<string, string> {
  const system = agent.env?.['GEMINI_SYSTEM_MD'] ?? env['GEMINI_SYSTEM_MD'] ?? '';
  return {
    // Otherwise a launcher of gemini's own stands in between, which ignores SIGTERM.
    GEMINI_CLI_NO_RELAUNCH: 'true',
    GEMINI_CLI_TRUST_WORKSPACE: 'false',
    GEMINI_RESTRICTED_MODE: '',
    GEMINI_SANDBOX: 'false',
    GEMINI_TELEMETRY_ENABLED: 'false',
    NO_BROWSER: 'true',
    // An editor's folders would be workspace, too; the system prompt would be written into the working folder, or read from it.
    GEMINI_CLI_IDE_WORKSPACE_PATH: '',
    GEMINI_WRITE_SYSTEM_MD: '',
    ...(readsCandidate(role) && !/^[/~]/.test(system) ? { GEMINI_SYSTEM_MD: '' } : {}),
  };
}

/**
 * Absolute path of the launcher: beside this file in the sources, at the top of `dist/` in a build, wherever the bundler put this code.
 *
 * @param self path of the file that this code runs from
 */
export function launcherPath(self: string): string {
  const name = 'gemini-launcher.mjs';
  const below = `${sep}dist${sep}`;
  const isSource = self.endsWith(['', 'runtime', 'drivers', 'gemini-cli.ts'].join(sep));
  const end = isSource ? self.lastIndexOf(sep) + 1 : self.lastIndexOf(below) + below.length;
  return `${self.slice(0, end)}${name}`;
}
