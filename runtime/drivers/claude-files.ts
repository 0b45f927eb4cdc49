/** Files that a dispatch of claude reads, and the folder that it keeps its session in. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { DispatchContext, MixedFolder, Role } from '../model/agents.ts';
import { claudeHomeOf, hasLoginFile } from './claude-login.ts';
import { lookalikes, secretNames } from './environment.ts';

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
    `${takeAway(lookalikes({ agent, env }))}\n`,
  ].join('\n');
}

/**
 * For bash and zsh: what the program's own settings add. A line of a value that looks like a variable names one that is not there, which does no
 * harm.
 */
const takeAway = (harmless: readonly string[]): string =>
  [
    'for okstra_name in $(env',
    "| sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'",
    "| grep -iE 'KEY|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|CREDS|(^|_)(AUTH|COOKIE|DSN|JWT|PASS|PAT)(_|$)|^ANTHROPIC_CUSTOM_HEADERS$'",
    `| grep -vxE '${['GIT_CONFIG_KEY_[0-9]+', ...harmless].join('|')}'`,
    '); do unset "$okstra_name"; done; unset okstra_name',
  ].join(' ');

const quoted = (path: string): string => `'${path.replaceAll("'", `'"'"'`)}'`;

/** AGENTS.md is read by claude itself only along with settings that execute code. An import of a file that is missing is nothing. */
export const instructions = (cwd: string): string => `@${join(cwd, 'AGENTS.md').replaceAll(' ', '\\ ')}\n`;

/**
 * What the program has to write to in its configuration folder. A subscription's login is renewed there, by a new file under a lock beside it,
 * which takes the folder itself (see `claudeMixedFolder`). Without one, the folder of the session is enough.
 */
export function claudeFolders(env: Environment): readonly string[] {
  const home = claudeHomeOf(env);
  const folder = env[WORK_FOLDER];
  return [...(hasLoginFile(env) ? [home] : []), ...(folder === undefined ? [] : [join(home, 'projects', projectOf(folder))])];
}

/** With a subscription's login: what of the folder steers later sessions, and would run unconfined there. */
export function claudeMixedFolder(env: Environment): MixedFolder | undefined {
  return hasLoginFile(env)
    ? {
        folder: claudeHomeOf(env),
        isState: (name) => STATE.test(name),
        files: CONFIG_FILES,
        folders: CONFIG_FOLDERS,
        watched: WATCHED,
      }
    : undefined;
}

export function claudeWritable(env: Environment, role: Role): readonly string[] {
  const home = claudeHomeOf(env);
  return [
    ...(role === 'executor' ? [`its session's folder in ${join(home, 'projects')}`] : []),
    ...(hasLoginFile(env) ? [`${home}, where the login is renewed, but for settings, hooks, plugins and the like`] : []),
  ];
}

/** The login, drafts of it, and the locks that it is renewed under. */
const STATE = /^\.credentials\.json|^\.oauth_refresh|\.lock$/;

const CONFIG_FILES = ['.claude.json', 'CLAUDE.md', 'settings.json', 'settings.local.json'];

const CONFIG_FOLDERS = [
  'agents',
  'commands',
  'hooks',
  'ide',
  'output-styles',
  'plugins',
  'projects',
  'rules',
  'session-env',
  'shell-snapshots',
  'skills',
  'tasks',
  'teams',
  'themes',
  'workflows',
];

const WATCHED = [
  '.config.json',
  'daemon',
  'jobs',
  'keybindings.json',
  'local',
  'loop.md',
  'remote-settings.json',
  'scheduled_tasks.json',
  'systemd',
];

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
