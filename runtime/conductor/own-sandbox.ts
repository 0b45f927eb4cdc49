/** okstra's sandbox around an agent's program: the same when it is tried before a run and when a dispatch uses it. */
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { bwrapProfile, type HiddenPath, type SandboxProfile } from '../process/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Around {
  readonly bwrap: string;
  readonly level: SandboxProfile['level'];
  readonly env: Environment;
  readonly argv: readonly string[];
  /** Worktree or repository; absent: there is none. */
  readonly cwd?: string;
  /** Exists; writable inside. */
  readonly privateTmp: string;
  /** The agent's own folders for login and sessions: writable at every level. */
  readonly ownFolders: readonly string[];
  /** Of those folders, what is read-only all the same. */
  readonly held?: readonly string[];
  /** Further places that must be seen. */
  readonly places?: readonly string[];
}

/** The argv prefix. Folders of the agent that are missing are made, as the program itself would. */
export function sandboxAround(around: Around): string[] {
  const { bwrap, level, env, argv, cwd, privateTmp, ownFolders, held = [], places = [] } = around;
  const words = argv.filter((word) => isAbsolute(word));
  const seen = [...words.map((word) => dirname(word)), ...words, ...(cwd === undefined ? [] : [cwd]), ...places];
  return bwrapProfile({
    bwrap,
    level,
    writable: level === 'workspace-write' && cwd !== undefined ? [realpathSync(cwd)] : [],
    own: madeFolders(ownFolders),
    held,
    readable: [...boundBack(env, seen), ...sshAgent(env)],
    hide: daemons(),
    privateTmp,
    network: true,
  });
}

/** Their real paths. */
export function madeFolders(folders: readonly string[]): readonly string[] {
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folders.map((folder) => realpathSync(folder));
}

/** Sockets of programs outside that do what they are told, unconfined: containers, services, the session of the desktop. */
const DAEMONS = ['/run/docker.sock', '/run/podman', '/run/containerd', '/run/dbus', '/run/systemd', '/run/snapd.socket'];

function daemons(): HiddenPath[] {
  const found = new Map<string, HiddenPath>();
  for (const place of [...DAEMONS, `/run/user/${process.getuid?.() ?? 0}`]) {
    if (!existsSync(place)) continue;
    const path = realpathSync(place);
    found.set(path, { path, kind: statSync(path).isDirectory() ? 'folder' : 'file' });
  }
  return [...found.values()];
}

/** Lies in the session's folder, and only signs in where git has to. */
function sshAgent(env: Environment): readonly string[] {
  const socket = env['SSH_AUTH_SOCK'];
  return socket?.startsWith('/run/') === true && existsSync(socket) ? [realpathSync(socket)] : [];
}

/** The sandbox hides /tmp; what an agent needs and lies there is bound back, read-only. */
function boundBack(env: Environment, places: readonly string[]): readonly string[] {
  const always = [
    process.execPath,
    ...[env['HOME'], env['OKSTRA_HOME'], env['GIT_CONFIG_GLOBAL'], env['SSH_AUTH_SOCK']].filter((path) => path !== undefined),
    ...(env['PATH'] ?? '').split(':'),
  ];
  const below = [...places, ...always]
    .filter((path) => path.startsWith('/tmp/') && existsSync(path))
    .map((path) => realpathSync(path));
  return [...new Set(below)].filter((path) => path.startsWith('/tmp/'));
}
