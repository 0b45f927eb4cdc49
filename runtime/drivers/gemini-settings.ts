/** Settings and policies that a dispatch of gemini runs under, as texts. What each is for stands in docs/agents.md. Pure. */
import type { DispatchContext } from '../model/agents.ts';
import { readsCandidate } from '../model/agents.ts';
import { secretNames } from './environment.ts';

/** A host that does not answer is given up; gemini itself waits a minute, three times. */
const HEADERS_SECONDS = 45;
/** Number of gemini's own flag for that. */
const HEADERS_FLAG = 45_773_134;
/** Attempts per model call. With the program's delays of 5 and 10 seconds a fault is known within half a minute. */
const MAX_ATTEMPTS = 3;
/** All that a reader needs. Nothing else is offered to the model. */
const READ_TOOLS = ['read_file', 'list_directory', 'glob', 'grep_search'];
const SHELL_TOOLS = ['run_shell_command', 'list_background_processes', 'read_background_output'];
/** Without a person, leaving plan mode is granted by itself and opens every tool. */
const NOT_HEADLESS = ['ask_user', 'enter_plan_mode', 'exit_plan_mode'];

/** Files of the user's `.gemini` that a verifier's home goes without: they could add tools or instructions. */
const NOT_FOR_VERIFIERS = ['extensions', 'policies', 'commands', 'agents', 'skills'];

interface Settings {
  readonly [key: string]: string | number | boolean | readonly (string | Settings)[] | Settings;
}

/** Whether the shell tool is offered: only where something else keeps it from writing anywhere, or the user chose so. */
export const hasShell = ({ sandbox, confined }: DispatchContext): boolean =>
  sandbox === 'full' || (sandbox === 'workspace-write' && confined === true);

/** What the launcher needs to make the home of a dispatch; its form is known to `gemini-launcher.mjs` only. */
export function homePlan(context: DispatchContext, home: string, project: string | undefined, flags: string): string {
  const { agent, role, sandbox } = context;
  const plan = {
    home,
    flags,
    ...(project === undefined ? {} : { project }),
    leaveOut: readsCandidate(role) ? NOT_FOR_VERIFIERS : sandbox === 'read-only' ? ['policies'] : [],
    settings: {
      ...COMMON,
      ...(readsCandidate(role) ? { context: SEES_ALL, hooksConfig: { enabled: false }, skills: { enabled: false } } : {}),
      ...(sandbox === 'read-only' ? { tools: READS_ONLY, experimental: { enableAgents: false } } : {}),
    },
    atMost: {
      'general.maxAttempts': asksWhichModel(context) ? MAX_ATTEMPTS - 1 : MAX_ATTEMPTS,
      ...(agent.maxTurns === undefined ? {} : { 'model.maxSessionTurns': agent.maxTurns }),
    },
    append: {
      // gemini has patterns of its own, which leave some of these out.
      'security.environmentVariableRedaction.blocked': secretNames(context),
      ...(agent.effort === undefined ? {} : { 'modelConfigs.customOverrides': thinking(agent.effort) }),
    },
  };
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** Without a name gemini asks other models which one to use, each call with attempts of its own. */
const asksWhichModel = ({ agent }: DispatchContext): boolean => agent.model === undefined || agent.model === 'auto';

const CONTEXT: Settings = { includeDirectories: [], fileFiltering: { enableRecursiveFileSearch: false } };
/** A file may not hide from its verifier behind an ignore file of the candidate; okstra's own inputs are ignored by git, too. */
const SEES_ALL: Settings = {
  ...CONTEXT,
  fileFiltering: { enableRecursiveFileSearch: false, respectGitIgnore: false, respectGeminiIgnore: false },
};
const TOOLS: Settings = { sandbox: false };
const READS_ONLY: Settings = { ...TOOLS, core: READ_TOOLS, allowed: [] };

const GENERAL: Settings = {
  enableAutoUpdate: false,
  enableAutoUpdateNotification: false,
  checkpointing: { enabled: false },
  plan: { enabled: false },
  // What a connection that broke is worth is one more dispatch.
  retryFetchErrors: false,
  topicUpdateNarration: false,
};

const COMMON: Settings = {
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  ide: { enabled: false },
  general: GENERAL,
  ui: { showCompatibilityWarnings: false },
  advanced: { ignoreLocalEnv: true },
  context: CONTEXT,
  tools: TOOLS,
  security: {
    toolSandboxing: false,
    environmentVariableRedaction: { enabled: true },
    // The switch, not the trust: an untrusted folder is worked in all the same, instead of being refused.
    folderTrust: { enabled: false },
    // The check of the login reads `.gemini/.env` of a trusted working folder, which may name another endpoint.
    auth: { useExternal: true },
  },
};

/** Thinking is a level from Gemini 3 on, before that a number of tokens. */
const EFFORTS: Readonly<Record<string, { readonly level: string; readonly budget: number }>> = {
  minimal: { level: 'MINIMAL', budget: 512 },
  low: { level: 'LOW', budget: 2048 },
  medium: { level: 'MEDIUM', budget: 8192 },
  high: { level: 'HIGH', budget: 24_576 },
};

export const KNOWN_EFFORTS = Object.keys(EFFORTS);

function thinking(effort: string): readonly Settings[] {
  const known = EFFORTS[effort];
  if (known === undefined) return [];
  const override = (model: string, thinkingConfig: Settings): Settings => ({
    match: { model },
    modelConfig: { generateContentConfig: { thinkingConfig } },
  });
  return [override('chat-base-3', { thinkingLevel: known.level }), override('chat-base-2.5', { thinkingBudget: known.budget })];
}

/** gemini's flags of the dispatch, in the form of its own file for them. */
export const flagsText = (): string =>
  `${JSON.stringify({ flags: [{ flagId: HEADERS_FLAG, intValue: String(HEADERS_SECONDS) }] })}\n`;

/** The policy of a dispatch. It stands above those of the user and of extensions, whatever the approval mode. */
export function policyText(context: DispatchContext): string {
  if (context.sandbox === 'read-only') return rule(['*'], 'deny', 900) + rule(READ_TOOLS, 'allow', 950);
  const denied = rule(hasShell(context) ? NOT_HEADLESS : [...NOT_HEADLESS, ...SHELL_TOOLS], 'deny', 900);
  return readsCandidate(context.role) ? denied + rule(['*'], 'allow', 850) : denied;
}

/** JSON's strings and arrays are TOML's too. */
const rule = (tools: readonly string[], decision: 'allow' | 'deny', priority: number): string =>
  `[[rule]]\ntoolName = ${JSON.stringify(tools.length === 1 ? tools[0] : tools)}\ndecision = "${decision}"\npriority = ${priority}\n\n`;
