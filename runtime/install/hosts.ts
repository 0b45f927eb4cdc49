/** Which agents okstra can be installed into, and where their files lie. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../process/lookup.ts';

/** `agents` is the plain layout of the Agent Skills standard, which many programs read. */
export type HostName = 'claude' | 'codex' | 'gemini' | 'agents';
export type Scope = 'project' | 'user';

export const HOST_NAMES: readonly HostName[] = ['claude', 'codex', 'gemini', 'agents'];

/** Names for people. */
export const HOST_TITLES: Readonly<Record<HostName, string>> = {
  claude: 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
  agents: '.agents/skills',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** A folder that files are written below. From `base` down to a file no part may be a symbolic link. */
export interface HostFolder {
  readonly folder: string;
  /** What the user chose: the repository, the home folder, or the folder that a variable names. */
  readonly base: string;
}

/** Where everything goes, absolute. */
export interface Places {
  readonly scope: Scope;
  readonly claudeSkills: HostFolder;
  readonly claudeConfig: string;
  readonly codex: HostFolder;
  /** `.agents/skills` as codex and everybody else reads it. */
  readonly agentsSkills: HostFolder;
  readonly gemini: HostFolder;
  /** `.agents/skills` as gemini reads it: another one where GEMINI_CLI_HOME is set. */
  readonly geminiAgentsSkills: string;
  /** The record; what belongs to the repository is tracked with it. */
  readonly record: HostFolder & { readonly file: string };
  /** What undoes a change that is under way. Never in the tracked tree: what lies there a clone brought along. */
  readonly pending: string;
}

/**
 * @param top of the repository, real path
 * @param commonDir the git folder that its checkouts share
 */
export function projectPlaces(top: string, commonDir: string): Places {
  const at = (...parts: readonly string[]): HostFolder => ({ folder: join(top, ...parts), base: top });
  return {
    scope: 'project',
    claudeSkills: at('.claude', 'skills'),
    claudeConfig: join(top, '.claude'),
    codex: at('.codex'),
    agentsSkills: at('.agents', 'skills'),
    gemini: at('.gemini'),
    geminiAgentsSkills: join(top, '.agents', 'skills'),
    record: { ...at('okstra'), file: join(top, 'okstra', 'install.json') },
    pending: join(commonDir, `okstra-install-${createHash('sha256').update(top).digest('hex').slice(0, 12)}.pending`),
  };
}

/** As each program finds its own: `CLAUDE_CONFIG_DIR`, `CODEX_HOME`, `GEMINI_CLI_HOME`, else below the home folder. */
export function userPlaces(env: Environment, okstraHome: string): Places {
  const home = resolve(env['HOME'] || homedir());
  const chosen = (variable: string, parts: readonly string[]): { folder: string; base: string } => {
    const set = env[variable];
    return set ? { folder: resolve(set), base: resolve(set) } : { folder: join(home, ...parts), base: home };
  };
  const claude = chosen('CLAUDE_CONFIG_DIR', ['.claude']);
  const geminiHome = resolve(env['GEMINI_CLI_HOME'] || home);
  return {
    scope: 'user',
    claudeSkills: { folder: join(claude.folder, 'skills'), base: claude.base },
    claudeConfig: claude.folder,
    codex: chosen('CODEX_HOME', ['.codex']),
    agentsSkills: { folder: join(home, '.agents', 'skills'), base: home },
    gemini: { folder: join(geminiHome, '.gemini'), base: geminiHome },
    geminiAgentsSkills: join(geminiHome, '.agents', 'skills'),
    record: { folder: okstraHome, base: okstraHome, file: join(okstraHome, 'install.json') },
    pending: join(okstraHome, 'install.json.pending'),
  };
}

/** Hosts whose program is on the PATH. */
export const foundHosts = (env: Environment, cwd: string): readonly HostName[] =>
  (['claude', 'codex', 'gemini'] as const).filter((name) => findProgram(name, env, cwd) !== undefined);
