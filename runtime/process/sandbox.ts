/** okstra's bwrap profile, as a command line. Pure: which paths exist is for the caller to find out. */

export interface HiddenPath {
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** Existing absolute path of the file that is seen in place of it. Default: an empty one. */
  readonly instead?: string;
}

export interface SandboxProfile {
  /** Program to start; default `bwrap` from the PATH. */
  readonly bwrap?: string;
  /** `read-only`: nothing in `writable` may be written to either. */
  readonly level: 'read-only' | 'workspace-write';
  /** Existing absolute real paths, such as the worktree. */
  readonly writable: readonly string[];
  /** Existing absolute real paths of the agent itself, for login and sessions: writable at both levels. */
  readonly own?: readonly string[];
  /** Existing absolute real paths inside of `own` that are read-only at both levels all the same. */
  readonly held?: readonly string[];
  /** Existing absolute real paths below /tmp, or inside a hidden folder, that must be seen. */
  readonly readable: readonly string[];
  /** An existing folder of this process's own: writable at both levels, and `TMPDIR` inside. */
  readonly privateTmp: string;
  readonly network: boolean;
  /** Existing absolute real paths that look empty inside. A path below that is writable or readable is still seen. */
  readonly hide?: readonly HiddenPath[];
  /** Shared memory and message queues of its own, gone with the last process. Default: those of the user. */
  readonly ownIpc?: boolean;
}

/**
 * As root, bwrap leaves all capabilities in place, and `mount -o remount,rw /` inside would undo the profile. Those that only change files
 * and owners stay, because package managers that run as root need them.
 */
const DROPPED = [
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'SYS_TIME',
  'MKNOD',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
];

/**
 * The argv prefix that confines what follows it: `/` read-only, /tmp empty, a process table of its own, dead when okstra is dead. Where
 * paths contain each other the longest decides. No `--new-session`: the supervisor starts every process in a session of its own, so there is
 * no terminal to inject input into, and the process group stays whole for SIGTERM.
 */
export function bwrapProfile(profile: SandboxProfile): string[] {
  const bind = profile.level === 'read-only' ? '--ro-bind' : '--bind';
  const mounts = [
    ...(profile.hide ?? []).map((hidden) => ({ path: hidden.path, rank: 0, argv: cover(hidden) })),
    ...profile.readable.map((path) => ({ path, rank: 1, argv: ['--ro-bind', path, path] })),
    ...profile.writable.map((path) => ({ path, rank: 2, argv: [bind, path, path] })),
    ...(profile.own ?? []).map((path) => ({ path, rank: 3, argv: ['--bind', path, path] })),
    ...(profile.held ?? []).map((path) => ({ path, rank: 4, argv: ['--ro-bind', path, path] })),
    { path: profile.privateTmp, rank: 5, argv: ['--bind', profile.privateTmp, profile.privateTmp] },
  ].toSorted((a, b) => depth(a.path) - depth(b.path) || a.rank - b.rank);
  const base = [profile.bwrap ?? 'bwrap', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'];
  const bounds = ['--setenv', 'TMPDIR', profile.privateTmp, '--unshare-pid', '--die-with-parent'];
  const network = [...(profile.network ? [] : ['--unshare-net']), ...(profile.ownIpc === true ? ['--unshare-ipc'] : [])];
  const capabilities = DROPPED.flatMap((name) => ['--cap-drop', `CAP_${name}`]);
  return [...base, ...mounts.flatMap((mount) => mount.argv), ...bounds, ...network, ...capabilities, '--'];
}

function cover({ path, kind, instead }: HiddenPath): string[] {
  if (kind === 'folder') return ['--tmpfs', path];
  // /dev/null through `--dev-bind`: with a plain bind, which forbids devices, reading fails instead of finding an empty file.
  return instead === undefined ? ['--dev-bind', '/dev/null', path] : ['--ro-bind', instead, path];
}

const depth = (path: string): number => path.split('/').filter((part) => part !== '').length;
