/** Whether codex has what it needs to sign in, as far as its files and variables tell. Nothing is asked of anyone. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LoginState } from '../model/agents.ts';

export type { LoginState };

type Environment = Readonly<Record<string, string | undefined>>;

/** `CODEX_HOME`, by default `~/.codex`. */
export const codexHomeOf = (env: Environment): string => env['CODEX_HOME'] ?? join(env['HOME'] ?? homedir(), '.codex');

export function codexLogin(env: Environment): LoginState {
  const home = codexHomeOf(env);
  const config = readIfThere(join(home, 'config.toml'));
  const provider = keyAtTop(config, 'model_provider');
  if (provider !== undefined && provider !== 'openai') return ownProvider(config, provider, env);
  if ((env['CODEX_API_KEY'] ?? '') !== '' || existsSync(join(home, 'auth.json'))) return { loggedIn: true };
  if (keyAtTop(config, 'cli_auth_credentials_store') !== undefined) return { loggedIn: 'unknown' };
  return {
    loggedIn: false,
    detail: `Expected auth.json in ${home} or the variable CODEX_API_KEY, found neither.`,
    fix: 'codex login, or set CODEX_API_KEY',
  };
}

function ownProvider(config: string, provider: string, env: Environment): LoginState {
  const name = provider.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const table = new RegExp(
    `^\\s*\\[model_providers\\.(?:${name}|"${name}")\\]\\s*$([\\s\\S]*?)(?=^\\s*\\[|(?![\\s\\S]))`,
    'm',
  ).exec(config)?.[1];
  const key = table === undefined ? undefined : /^\s*env_key\s*=\s*"([^"]+)"/m.exec(table)?.[1];
  if (key === undefined) return { loggedIn: 'unknown' };
  if ((env[key] ?? '') !== '') return { loggedIn: true };
  return {
    loggedIn: false,
    detail: `Expected the variable ${key} (model provider "${provider}"), found none.`,
    fix: `Set ${key}, or choose another model provider in config.toml of codex.`,
  };
}

/** Value of a plain string key before the first table. */
function keyAtTop(config: string, key: string): string | undefined {
  const top = config.split(/^\s*\[/m)[0] ?? '';
  return new RegExp(`^\\s*${key}\\s*=\\s*["']([^"']*)["']`, 'm').exec(top)?.[1];
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
