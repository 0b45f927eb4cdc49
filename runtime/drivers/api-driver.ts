/**
 * Models behind plain APIs. A program of okstra's own takes the place of a vendor's: it asks the model, does what the model's tools ask for,
 * and prints what happens, so that clocks, budgets, redaction and ending of processes hold for it as for any agent.
 */
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedModels } from '../config/models.ts';
import type { AgentConfig, Command, Confinement, DispatchContext, Driver, Role, SandboxLevel } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { concludeApi } from './api-ending.ts';
import { answerFormOf, apiElsewhere, apiLogin, apiPlace, apiProblems } from './api-place.ts';
import type { ApiRequest } from './api-request.ts';
import { readApiLine } from './api-stream.ts';
import { dispatchEnv } from './environment.ts';

/** The longest known work of a model on one item has some hundreds of calls. */
const MAX_TURNS = 500;
/** As long as the SDKs wait by themselves. */
const REQUEST_MS = 10 * 60_000;

type ApiDriverName = 'anthropic-api' | 'openai-api' | 'gemini-api';

const VENDORS: Readonly<Record<ApiDriverName, string | undefined>> = {
  'anthropic-api': 'anthropic',
  'openai-api': undefined,
  'gemini-api': 'google',
};

const apiDriver = (name: ApiDriverName): Driver => ({
  name,
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'schema',
    resume: false,
    moneyCap: false,
    tellsUsage: 'by-call',
    attests: 'served',
    ownSandbox: false,
  },
  defaultVendor: VENDORS[name],
  program: () => undefined,
  login: (env, agent) => (agent === undefined ? { loggedIn: 'unknown' } : apiLogin(agent, env)),
  problems: apiProblems,
  confines,
  keyVariables: (agent) => [apiPlace(agent).keyEnv].filter((key) => key !== undefined),
  elsewhere: apiElsewhere,
  place: (agent) => `${apiPlace(agent).baseUrl} (${apiPlace(agent).wire})`,
  command,
  readLine: readApiLine,
  conclude: concludeApi,
});

export const anthropicApi: Driver = apiDriver('anthropic-api');
export const openaiApi: Driver = apiDriver('openai-api');
export const geminiApi: Driver = apiDriver('gemini-api');

/** The model has no other way to a file or a program than the tools it is given. */
function confines(role: Role, sandbox: SandboxLevel, bwrap: { readonly works: boolean; readonly detail: string }): Confinement {
  if (role !== 'executor') return { kind: 'own-sandbox', detail: 'it is given tools that read in its folder, and no others' };
  if (sandbox === 'full') return { kind: 'not-confined', detail: 'level full was configured: its commands run unsandboxed' };
  if (!bwrap.works) return { kind: 'not-confined', detail: `its commands run unsandboxed: ${bwrap.detail}` };
  return {
    kind: 'own-sandbox',
    detail:
      'its edits stay in the working folder; its commands run in bubblewrap, without network, and write there and to TMPDIR only',
  };
}

/**
 * Absolute path of the program: in the sources beside this folder, in a build at the top of `dist/`.
 *
 * @param self path of the file that this code runs from
 */
export function apiAgentPath(self: string): string {
  const source = ['', 'runtime', 'drivers', 'api-driver.ts'].join(sep);
  if (self.endsWith(source)) return `${self.slice(0, -source.length)}${['', 'runtime', 'apiagent', 'main.ts'].join(sep)}`;
  const below = `${sep}dist${sep}`;
  return `${self.slice(0, self.lastIndexOf(below) + below.length)}api-agent.js`;
}

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const problem = apiProblems(context.agent, { ...context.env, ...context.agent.env }).find(
    ({ severity }) => severity === 'error',
  );
  if (problem !== undefined) {
    const { code, message, fix } = problem;
    return bad({ category: 'usage', code, message, ...(fix === undefined ? {} : { fix }) });
  }
  const value: Command = {
    argv: [process.execPath, apiAgentPath(fileURLToPath(import.meta.url))],
    cwd: context.cwd,
    env: { ...dispatchEnv(context), ...proxies(context), ...UNSET },
    stdin: JSON.stringify(requestOf(context)),
  };
  return ok(value);
}

/** Settings of Node's, and headers that the SDKs would send to whomever they ask. */
const UNSET = { NODE_OPTIONS: undefined, ANTHROPIC_CUSTOM_HEADERS: undefined, OPENAI_CUSTOM_HEADERS: undefined } as const;

/** Where a proxy is set, Node's own client asks it only when it is told to. */
function proxies({ env, agent }: DispatchContext): Record<string, string> {
  const all = { ...env, ...agent.env };
  const isSet = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => (all[name] ?? '') !== '');
  return isSet && all['NODE_USE_ENV_PROXY'] === undefined ? { NODE_USE_ENV_PROXY: '1' } : {};
}

function requestOf(context: DispatchContext): ApiRequest {
  const { agent, role, round, sandbox, answerSchema } = context;
  const place = apiPlace(agent);
  return {
    version: 1,
    agent: agent.name,
    role,
    ...place,
    model: agent.model ?? '',
    ...optional(agent),
    requestMs: agent.requestTimeoutMs ?? REQUEST_MS,
    maxTurns: agent.maxTurns ?? MAX_TURNS,
    ...(agent.maxBudgetUsd === undefined || context.price === undefined
      ? {}
      : { money: { maxUsd: agent.maxBudgetUsd, price: context.price } }),
    prompt: context.prompt,
    ...(answerSchema === undefined || answerFormOf(agent) === 'prompt'
      ? {}
      : { schema: JSON.parse(answerSchema) as Record<string, unknown> }),
    answer: role !== 'verifier' ? 'text' : round > 0 ? 'positions' : 'review',
    tree: context.tree,
    sandbox,
    commandSandbox: context.commandSandbox ?? 'none',
    known: allowedModels({})[agent.vendor] ?? [],
    privateTmp: context.privateTmp,
  };
}

const optional = ({ effort, temperature, maxTokens }: AgentConfig): Pick<ApiRequest, 'effort' | 'temperature' | 'maxTokens'> => ({
  ...(effort === undefined ? {} : { effort }),
  ...(temperature === undefined ? {} : { temperature }),
  ...(maxTokens === undefined ? {} : { maxTokens }),
});
