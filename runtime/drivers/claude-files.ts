/** Files that a dispatch of claude reads, and the folder that it keeps its session in. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { DispatchContext } from '../model/agents.ts';
import { claudeHomeOf, hasLoginFile } from './claude-login.ts';
import { secretNames } from './environment.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Tells `ownFolders` where the dispatch works; the program names the folder of its session after that. */
export const WORK_FOLDER = 'OKSTRA_CLAUDE_FOLDER';

/**
 * Runs before each command of the model, in the same shell: takes away variables that are named like secrets. Those of git's own settings are
 * named like keys, and are none. A file of the user for the same purpose is run first.
 */
export function shellStart({ agent, env }: DispatchContext): string {
  const own = agent.env?.['CLAUDE_ENV_FILE'] ?? env['CLAUDE_ENV_FILE'] ?? '';
  const names = secretNames({ agent, env });
  return [
    ...(own === '' ? [] : [`[ ! -r ${quoted(own)} ] || . ${quoted(own)}`]),
    ...(names.length === 0 ? [] : [`unset ${names.join(' ')}`]),
    `${TAKE_AWAY}\n`,
  ].join('\n');
}

/** For bash and zsh. A line of a value that looks like a variable names one that is not there, which does no harm. */
const TAKE_AWAY = [
  'for okstra_name in $(env',
  "| sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'",
  "| grep -iE 'KEY|TOKEN|SECRET|PASSW|CREDENTIAL|^ANTHROPIC_CUSTOM_HEADERS$'",
  "| grep -vE '^GIT_CONFIG_KEY_[0-9]+$'",
  '); do unset "$okstra_name"; done; unset okstra_name',
].join(' ');

const quoted = (path: string): string => `'${path.replaceAll("'", `'"'"'`)}'`;

/** AGENTS.md is read by claude itself only along with settings that execute code. An import of a file that is missing is nothing. */
export const instructions = (cwd: string): string => `@${join(cwd, 'AGENTS.md').replaceAll(' ', '\\ ')}\n`;

/**
 * What the program has to write to in its configuration folder. A subscription's login is renewed there, under a lock beside it. Without one,
 * the folder of the session is enough, and settings, which may hold commands for later, stay out of the model's reach.
 */
export function claudeFolders(env: Environment): readonly string[] {
  const home = claudeHomeOf(env);
  if (hasLoginFile(env)) return [home];
  const folder = env[WORK_FOLDER];
  return folder === undefined ? [] : [join(home, 'projects', projectOf(folder))];
}

/** Longer names are cut and numbered in a way of claude's own; then its sessions share the folder above. */
const LONGEST_NAME = 200;

function projectOf(folder: string): string {
  const name = realPath(folder).replaceAll(/[^A-Za-z0-9]/g, '-');
  return name.length > LONGEST_NAME ? '' : name;
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
