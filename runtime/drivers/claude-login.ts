/** Where claude keeps its login, and whether there is one, as far as files and variables tell. Nothing is asked of anyone. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LoginState } from '../model/agents.ts';
import { isObject, jsonObject } from './ending.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that sign in by themselves. They come before a login in a file. */
const KEYS = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
/** Providers that have a login of their own, outside claude. */
const PROVIDERS = ['BEDROCK', 'VERTEX', 'FOUNDRY', 'MANTLE', 'GATEWAY', 'ANTHROPIC_AWS', 'ANTHROPIC_GOOGLE_CLOUD'];

/** `CLAUDE_CONFIG_DIR`, by default `~/.claude`. */
export const claudeHomeOf = (env: Environment): string => ownHome(env) ?? join(homeOf(env), '.claude');

const ownHome = (env: Environment): string | undefined => env['CLAUDE_CONFIG_DIR'] || undefined;
const homeOf = (env: Environment): string => env['HOME'] || homedir();

/** Whether the login is a subscription's in a file, which the program renews from time to time. */
export const hasLoginFile = (env: Environment): boolean => {
  const login = readObject(join(claudeHomeOf(env), '.credentials.json'))['claudeAiOauth'];
  return isObject(login) && !hasKey(env);
};

export function claudeLogin(environment: Environment, platform: NodeJS.Platform = process.platform): LoginState {
  const home = claudeHomeOf(environment);
  const settings = readObject(join(home, 'settings.json'));
  const env = { ...environment, ...variablesIn(settings) };
  if (PROVIDERS.some((name) => isOn(env[`CLAUDE_CODE_USE_${name}`]))) return { loggedIn: 'unknown' };
  if (hasKey(env) || typeof settings['apiKeyHelper'] === 'string' || hasLoginFile(env)) return { loggedIn: true };
  const state = readObject(join(ownHome(environment) ?? homeOf(environment), '.claude.json'));
  if (typeof state['primaryApiKey'] === 'string') return { loggedIn: true };
  // On macOS the login lies in the keychain, which is not looked into.
  if (platform === 'darwin' && (isObject(state['oauthAccount']) || existsSync(home))) return { loggedIn: 'unknown' };
  return {
    loggedIn: false,
    detail: `Expected .credentials.json in ${home} or one of the variables ${KEYS.join(', ')}, found none.`,
    fix: 'Start claude and enter /login, or set one of these variables',
  };
}

const hasKey = (env: Environment): boolean => KEYS.some((name) => (env[name] ?? '') !== '');
const isOn = (value: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value ?? '');

function variablesIn({ env }: Record<string, unknown>): Environment {
  if (!isObject(env)) return {};
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function readObject(file: string): Record<string, unknown> {
  try {
    return jsonObject(readFileSync(file, 'utf8')) ?? {};
  } catch {
    return {};
  }
}
