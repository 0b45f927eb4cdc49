/** Settings that depend on what the user configured for codex: tables of a setting are laid into those of the file, not over them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import type { DispatchContext } from '../model/agents.ts';
import { codexHomeOf } from './codex-login.ts';
import { isObject } from './ending.ts';

/**
 * Three streams of three requests take a few seconds when a host fails. The pause inside a stream is what good answers need: some hosts say
 * nothing while the model thinks.
 */
const LIMITS: Readonly<Record<string, number>> = {
  request_max_retries: 2,
  stream_max_retries: 2,
  stream_idle_timeout_ms: 180_000,
};

type Table = Readonly<Record<string, unknown>>;

type Who = Pick<DispatchContext, 'agent' | 'env'>;

/** Settings that lower the retries of the provider in use; those that the user chose stand. Empty for a provider of codex's own: it takes none. */
export function retrySettings(who: Who): readonly string[] {
  const { config, told, chosen } = configOf(who);
  const inProfile = typeof chosen === 'string' ? tableIn(config['profiles'], chosen)?.['model_provider'] : undefined;
  const active = merged(told)['model_provider'] ?? inProfile ?? config['model_provider'];
  // A name with other signs cannot be part of a setting's path.
  if (typeof active !== 'string' || !/^[\w-]+$/.test(active)) return [];
  const provider = tableIn(config['model_providers'], active);
  if (provider === undefined) return [];
  const missing = Object.entries(LIMITS).filter(([key]) => provider[key] === undefined);
  return missing.map(([key, value]) => `model_providers.${active}.${key}=${value}`);
}

/** The setting that switches off each server that the user configured, by its name: an empty table would leave them. */
export function serversOff(who: Who): readonly string[] {
  const { config, chosen } = configOf(who);
  const profile = typeof chosen === 'string' ? tableIn(config['profiles'], chosen) : undefined;
  const names = [config, profile ?? {}].flatMap(({ mcp_servers: servers }) => (isObject(servers) ? Object.keys(servers) : []));
  if (names.length === 0) return [];
  return [`mcp_servers={${[...new Set(names)].map((name) => `${tomlString(name)}={enabled=false}`).join(',')}}`];
}

/** A TOML basic string. JSON's escapes are TOML's too, but for DEL, which TOML wants escaped. */
export const tomlString = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');

/** Of the system, of the user, of the profile's own file, of the command: later ones stand above. */
function configOf({ agent, env }: Who): { readonly config: Table; readonly told: readonly Table[]; readonly chosen: unknown } {
  const { told, profile } = onCommandLine(agent.command ?? []);
  const home = codexHomeOf({ ...env, ...agent.env });
  const files = ['/etc/codex/config.toml', join(home, 'config.toml')].map(readConfig);
  const chosen = profile ?? merged(files)['profile'];
  const own = typeof chosen === 'string' ? [readConfig(join(home, `${chosen}.config.toml`))] : [];
  return { config: merged([...files, ...own, ...told]), told, chosen };
}

const tableIn = (tables: unknown, name: string): Table | undefined => {
  const table = isObject(tables) ? tables[name] : undefined;
  return isObject(table) ? table : undefined;
};

/** `-c key=value` and `-p profile` of a configured command. */
function onCommandLine(words: readonly string[]): { readonly told: readonly Table[]; readonly profile: string | undefined } {
  const valueOf = (index: number, long: string, short: string): string | undefined => {
    const word = words[index] ?? '';
    if (word === short || word === long) return words[index + 1];
    return word.startsWith(`${long}=`) ? word.slice(long.length + 1) : undefined;
  };
  const settings = words.flatMap((_, index) => valueOf(index, '--config', '-c') ?? []);
  const profiles = words.flatMap((_, index) => valueOf(index, '--profile', '-p') ?? []);
  return { told: settings.map(settingTable), profile: profiles.at(-1) };
}

/** As codex reads a setting: a TOML value, and what is none is a string. */
function settingTable(setting: string): Table {
  const at = setting.indexOf('=');
  const [path, value] = [setting.slice(0, at).trim(), setting.slice(at + 1).trim()];
  if (at < 1) return {};
  return parsed(`${path} = ${value}`) ?? parsed(`${path} = ${JSON.stringify(value)}`) ?? {};
}

function readConfig(file: string): Table {
  try {
    return parsed(readFileSync(file, 'utf8')) ?? {};
  } catch {
    return {}; // codex says so itself
  }
}

function parsed(toml: string): Table | undefined {
  try {
    return parse(toml);
  } catch {
    return undefined;
  }
}

/** Later ones stand above. */
function merged(tables: readonly Table[]): Table {
  const result: Record<string, unknown> = {};
  for (const table of tables) {
    for (const [key, value] of Object.entries(table)) {
      const below = result[key];
      result[key] = isObject(value) && isObject(below) ? merged([below, value]) : value;
    }
  }
  return result;
}
