/** Whether gemini has what it needs to sign in, as far as its files and variables tell. Nothing is asked of anyone. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { LoginState } from '../model/agents.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `.gemini` in GEMINI_CLI_HOME, by default in the home folder. */
export const geminiHomeOf = (env: Environment): string => join(baseOf(env), '.gemini');

const baseOf = (env: Environment): string => [env['GEMINI_CLI_HOME'], env['HOME']].find((path) => path) ?? homedir();

export function geminiLogin(environment: Environment): LoginState {
  const home = geminiHomeOf(environment);
  const env = { ...variablesOf(home, baseOf(environment)), ...environment };
  const type = selectedType(home) ?? typeFromVariables(env);
  if (type === undefined) {
    return {
      loggedIn: false,
      detail: `Expected security.auth.selectedType in ${join(home, 'settings.json')} or the variable GEMINI_API_KEY, found neither.`,
      fix: 'Start gemini once and sign in, or set GEMINI_API_KEY',
    };
  }
  return (CHECKS[type] ?? unknown)(env, home);
}

const unknown = (): LoginState => ({ loggedIn: 'unknown' });
const has = (env: Environment, name: string): boolean => (env[name] ?? '') !== '';

/** By `security.auth.selectedType`. */
const CHECKS: Readonly<Record<string, (env: Environment, home: string) => LoginState>> = {
  // A key or a login may also lie in the system's key store, which is not looked into.
  'gemini-api-key': (env) => ({ loggedIn: has(env, 'GEMINI_API_KEY') ? true : 'unknown' }),
  'oauth-personal': (_env, home) => ({ loggedIn: existsSync(join(home, 'oauth_creds.json')) ? true : 'unknown' }),
  'vertex-ai': (env) => {
    const isProject = has(env, 'GOOGLE_CLOUD_PROJECT') && has(env, 'GOOGLE_CLOUD_LOCATION');
    if (isProject || has(env, 'GOOGLE_API_KEY')) return { loggedIn: isProject ? 'unknown' : true };
    return {
      loggedIn: false,
      detail: 'Expected GOOGLE_API_KEY, or GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION (Vertex AI), found neither.',
      fix: 'Set GOOGLE_API_KEY, or GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION',
    };
  },
  gateway: () => ({ loggedIn: true }),
};

/** As gemini itself chooses where no setting says so. */
function typeFromVariables(env: Environment): string | undefined {
  if (env['GOOGLE_GENAI_USE_GCA'] === 'true') return 'oauth-personal';
  if (env['GOOGLE_GENAI_USE_VERTEXAI'] === 'true') return 'vertex-ai';
  if (has(env, 'GOOGLE_GEMINI_BASE_URL')) return 'gateway';
  return has(env, 'GEMINI_API_KEY') ? 'gemini-api-key' : undefined;
}

function selectedType(home: string): string | undefined {
  // The settings may hold comments; a look is enough here.
  const type = /"selectedType"\s*:\s*"([^"]+)"/.exec(readIfThere(join(home, 'settings.json')))?.[1];
  return type === '' ? undefined : type;
}

/** The user's own `.env`, as the launcher reads it. */
function variablesOf(home: string, base: string): Environment {
  const file = [join(home, '.env'), join(base, '.env')].find((path) => existsSync(path));
  return file === undefined ? {} : { ...parseEnv(readIfThere(file)) };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
