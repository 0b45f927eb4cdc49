/** What a command that may run an agent's code gets to see and to write, as a bwrap command line. Looks at the disk, changes nothing but caches. */
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Environment } from '../process/environment.ts';
import { bwrapProfile, type HiddenPath } from '../process/sandbox.ts';
import { toolCaches } from './toolCaches.ts';

export interface ConfineInput {
  readonly bwrap: string;
  /** Absolute; writable inside. */
  readonly checkout: string;
  /** Absolute, exists; the command's TMPDIR. */
  readonly tmpDir: string;
  readonly network: boolean;
  /** okstra's own environment: it says where the user keeps logins and caches. */
  readonly env: Environment;
  /** Further paths that must be seen although they lie below /tmp. */
  readonly readable: readonly string[];
}

export interface Confined {
  readonly argv: readonly string[];
  /** Laid over the command's environment. */
  readonly env: Readonly<Record<string, string>>;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Relative to the home folder. */
const CREDENTIALS = words(`
  .ssh .gnupg .aws .azure .kube .config/gcloud .config/gh .config/glab-cli .config/hub .config/op .config/github-copilot
  .claude .claude.json .codex .gemini .config/claude .anthropic
  .netrc .git-credentials .config/git/credentials .npmrc .yarnrc.yml .pypirc .gem/credentials .cargo/credentials .cargo/credentials.toml
  .docker/config.json .gradle/gradle.properties .m2/settings.xml .m2/settings-security.xml
  .pgpass .my.cnf .vault-token .terraform.d .terraformrc .password-store .local/share/keyrings
  .mozilla .config/google-chrome .config/chromium .bash_history .zsh_history
`);

/** Variables that move one of them. */
const CREDENTIAL_VARIABLES = words(`
  CODEX_HOME CLAUDE_CONFIG_DIR GH_CONFIG_DIR GNUPGHOME KUBECONFIG DOCKER_CONFIG NETRC NPM_CONFIG_USERCONFIG
  AWS_SHARED_CREDENTIALS_FILE AWS_CONFIG_FILE GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_CONFIG
`);

/** Sockets through which a process outside can be told to do things; with network the container engine stays, as some tests need one. */
const DAEMONS = ['/run/docker.sock', '/run/podman', '/run/containerd', '/run/dbus', '/run/systemd/private'];

export function confine(input: ConfineInput): Confined {
  const home = input.env['HOME'] ?? homedir();
  const npmrc = withoutLogins(input.env['NPM_CONFIG_USERCONFIG'] ?? join(home, '.npmrc'), join(input.tmpDir, '.npmrc'));
  const argv = bwrapProfile({
    bwrap: input.bwrap,
    level: 'workspace-write',
    writable: [input.checkout, ...caches(input, home)].map((path) => realpathSync(path)),
    readable: [...input.readable, ...gitFolders(input.checkout), ...programFolders(input.env)].filter(isHiddenByTmp),
    privateTmp: realpathSync(input.tmpDir),
    network: input.network,
    hide: hidden(home, input),
  });
  return { argv, env: npmrc === undefined ? {} : { NPM_CONFIG_USERCONFIG: npmrc } };
}

/** Credential files and folders that exist, by their real paths: a mount on a symbolic link would fail. */
function hidden(home: string, input: ConfineInput): HiddenPath[] {
  const user = process.getuid?.() ?? 0;
  const candidates = [
    ...CREDENTIALS.map((path) => join(home, path)),
    ...CREDENTIAL_VARIABLES.flatMap((name) => input.env[name] ?? []),
    `/run/user/${user}`,
    ...(input.network ? [] : DAEMONS),
  ];
  const found = new Map<string, HiddenPath>();
  for (const candidate of candidates) {
    const path = realPath(candidate);
    // A variable that points at the whole home folder, or above the checkout, would hide what the command is there for.
    if (path === undefined || path === '/' || path === realPath(home) || `${input.checkout}/`.startsWith(`${path}/`)) continue;
    found.set(path, { path, kind: statSync(path).isDirectory() ? 'folder' : 'file' });
  }
  return [...found.values()];
}

function caches(input: ConfineInput, home: string): string[] {
  return toolCaches({
    has: (file) => existsSync(join(input.checkout, file)),
    home,
    env: input.env,
    network: input.network,
  }).filter((path) => {
    try {
      // Tools that need their cache make it themselves, which they could not do on a read-only disk.
      if (!isHiddenByTmp(path)) mkdirSync(path, { recursive: true });
      return existsSync(path);
    } catch {
      return false;
    }
  });
}

/** Where the checkout's objects and refs lie when not inside it: `git clone --shared` and worktrees point elsewhere. */
function gitFolders(checkout: string): string[] {
  const git = join(checkout, '.git');
  if (lstatSync(git, { throwIfNoEntry: false })?.isFile() === true) {
    const gitdir = /^gitdir: (.+)$/m.exec(readText(git))?.[1];
    if (gitdir === undefined) return [];
    const own = resolve(checkout, gitdir);
    const common = resolve(own, readText(join(own, 'commondir')).trim());
    return [own, common, ...alternates(join(common, 'objects'), 5)];
  }
  return alternates(join(git, 'objects'), 5);
}

function alternates(objects: string, depth: number): string[] {
  if (depth === 0) return [];
  const lines = readText(join(objects, 'info', 'alternates')).split('\n');
  const found = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => resolve(objects, line));
  return found.concat(found.flatMap((path) => alternates(path, depth - 1)));
}

const programFolders = (env: Environment): string[] => [
  ...(env['PATH'] ?? '').split(delimiter).filter((path) => path.startsWith('/')),
  ...(env['GIT_CONFIG_GLOBAL'] === undefined ? [] : [env['GIT_CONFIG_GLOBAL']]),
  dirname(process.execPath),
];

const isHiddenByTmp = (path: string): boolean => resolve(path).startsWith('/tmp/') && existsSync(path);

/** npm's settings of the user without the logins in them: the address of a mirror is needed, the token is not. */
function withoutLogins(from: string, to: string): string | undefined {
  const text = readText(from);
  if (text === '') return undefined;
  const kept = text
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|.*(?:_auth|_password|username|email|token|certfile|keyfile))/i.test(line));
  writeFileSync(to, kept.join('\n'), { mode: 0o600 });
  return to;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
