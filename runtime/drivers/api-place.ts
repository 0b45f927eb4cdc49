/** Where an API agent's model is asked, and with which key. Pure. */
import type { AgentConfig, AgentProblem, DriverName, LoginState } from '../model/agents.ts';
import type { Wire } from './api-request.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ApiPlace {
  readonly wire: Wire;
  readonly baseUrl: string;
  readonly isOwnUrl: boolean;
  readonly keyEnv?: string;
}

interface Home {
  readonly baseUrl: string;
  readonly keyEnv: string;
  readonly wire: Wire;
}

const HOMES: Readonly<Partial<Record<DriverName, Home>>> = {
  'anthropic-api': { baseUrl: 'https://api.anthropic.com', keyEnv: 'ANTHROPIC_API_KEY', wire: 'messages' },
  'openai-api': { baseUrl: 'https://api.openai.com/v1', keyEnv: 'OPENAI_API_KEY', wire: 'responses' },
  'gemini-api': {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai/',
    keyEnv: 'GEMINI_API_KEY',
    wire: 'chat',
  },
};

/** A key of the vendor's is never sent anywhere else: another address has the key that the configuration names, or none. */
export function apiPlace(agent: AgentConfig): ApiPlace {
  const home = HOMES[agent.driver];
  if (home === undefined) throw new Error(`${agent.driver} asks no API`);
  const isOwnUrl = agent.baseUrl === undefined;
  const keyEnv = agent.keyEnv ?? (isOwnUrl ? home.keyEnv : undefined);
  return {
    wire: agent.driver === 'openai-api' ? (agent.wire ?? home.wire) : home.wire,
    baseUrl: agent.baseUrl ?? home.baseUrl,
    isOwnUrl,
    ...(keyEnv === undefined ? {} : { keyEnv }),
  };
}

/**
 * How an answer's form is asked for, where the configuration says nothing. Among those that speak Chat Completions only OpenAI is known to take
 * a schema beside tools: others refuse both together, or their models then never call a tool.
 */
export function answerFormOf(agent: AgentConfig): 'schema' | 'prompt' {
  const { wire, isOwnUrl } = apiPlace(agent);
  const isKnown = wire !== 'chat' || (agent.driver === 'openai-api' && isOwnUrl);
  return agent.answerForm ?? (isKnown ? 'schema' : 'prompt');
}

/** What is missing or wrong before anybody was asked. */
export function apiProblems(agent: AgentConfig, env: Environment): readonly AgentProblem[] {
  const place = apiPlace(agent);
  return [...modelProblems(agent), ...urlProblems(agent, place), ...keyProblems(agent, place, env)];
}

function modelProblems({ name, model }: AgentConfig): readonly AgentProblem[] {
  if (model !== undefined) return [];
  return [
    {
      severity: 'error',
      code: 'agent-model-missing',
      message: `Expected a model for the agent ${name}, found none: an API has no default.`,
      fix: `Set agents.${name}.model in okstra.yaml, or write ${name}:<model> where the agent is named; okstra config models lists some.`,
    },
  ];
}

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost|host\.docker\.internal)$/;

function urlProblems({ name }: AgentConfig, { baseUrl, keyEnv }: ApiPlace): readonly AgentProblem[] {
  const key = `agents.${name}.baseUrl`;
  const error = (found: string, fix: string): readonly AgentProblem[] => [
    { severity: 'error', code: 'agent-base-url', message: `Expected the address of an API (${key}), found ${found}.`, fix },
  ];
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const example = `Write it like ${key}: http://127.0.0.1:11434/v1`;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return error('one that is no http or https address', example);
  if (url.username !== '' || url.password !== '')
    return error('one with a login in it', `Take it out, and name the variable that holds the key: agents.${name}.keyEnv`);
  if (url.search !== '' || url.hash !== '') return error('one with a query or a fragment', example);
  if (url.protocol === 'https:' || LOCAL.test(url.hostname) || keyEnv === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'agent-key-in-clear',
      message: `The key of ${name} goes to ${url.host} unencrypted.`,
      fix: `Use an https address: ${key}`,
    },
  ];
}

function keyProblems({ name }: AgentConfig, { keyEnv }: ApiPlace, env: Environment): readonly AgentProblem[] {
  if (keyEnv === undefined) return [];
  const key = (env[keyEnv] ?? '').trim();
  if (key !== '' && !/^[\u0021-\u007e]+$/.test(key))
    return [
      {
        severity: 'error',
        code: 'agent-key-form',
        message: `Expected a key in the variable ${keyEnv} (agent ${name}), found blanks or letters that no key has.`,
        fix: `Set ${keyEnv} to the key alone.`,
      },
    ];
  if (key !== '') return [];
  return [
    {
      severity: 'error',
      code: 'agent-key-missing',
      message: `Expected the key of the agent ${name} in the variable ${keyEnv}, found none.`,
      fix: `export ${keyEnv}=…, or name another variable: agents.${name}.keyEnv`,
    },
  ];
}

/** Host of an address that is neither the vendor's own nor on this machine. */
export function apiElsewhere(agent: AgentConfig): string | undefined {
  const { isOwnUrl, baseUrl } = apiPlace(agent);
  if (isOwnUrl || !URL.canParse(baseUrl)) return undefined;
  const { hostname, host } = new URL(baseUrl);
  return LOCAL.test(hostname) ? undefined : host;
}

/** As far as the environment tells. */
export function apiLogin(agent: AgentConfig, env: Environment): LoginState {
  const { keyEnv } = apiPlace(agent);
  if (keyEnv === undefined) return { loggedIn: 'unknown', detail: 'asked without a key' };
  return { loggedIn: keyProblems(agent, apiPlace(agent), env).length === 0 };
}
