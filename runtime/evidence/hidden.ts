/** What a command that may run an agent's code does not get to see: logins, keyrings, and sockets through which programs outside obey. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../process/environment.ts';
import type { HiddenPath } from '../process/sandbox.ts';
import { gitConfigs } from './gitConfigs.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Relative to the home folder. */
const CREDENTIALS = words(`
  .ssh .gnupg .age .config/age .config/sops .password-store .local/share/keyrings .local/share/kwalletd .config/op .config/1Password
  .aws .azure .kube .config/gcloud .config/doctl .config/rclone .oci .fly .netlify .vercel .config/heroku .config/stripe .boto .s3cfg
  .databrickscfg .snowflake .kaggle .cache/huggingface/token .huggingface/token .terraform.d .terraformrc .vault-token
  .config/gh .config/glab-cli .config/hub .git-credentials .config/git/credentials .netrc .config/github-copilot
  .claude .claude.json .config/claude .anthropic .codex .gemini .copilot .qwen .cursor .config/cursor .aider.conf.yml
  .config/opencode .local/share/opencode .continue
  .npmrc .yarnrc.yml .yarnrc .bunfig.toml .pypirc .config/pip/pip.conf .pip/pip.conf .config/pypoetry/auth.toml .gem/credentials
  .bundle/config .cargo/credentials .cargo/credentials.toml .composer/auth.json .config/composer/auth.json
  .gradle/gradle.properties .m2/settings.xml .m2/settings-security.xml .sbt/credentials .nuget/NuGet/NuGet.Config
  .docker/config.json .docker/run .docker/desktop .colima .lima .rd .config/containers/auth.json
  .pgpass .my.cnf .psqlrc .mylogin.cnf .Xauthority .ICEauthority
  .mozilla .thunderbird .config/google-chrome .config/chromium .config/BraveSoftware .config/Code/User/globalStorage .config/Slack
  .bash_history .zsh_history .python_history .psql_history .mysql_history .node_repl_history
`);

/** Variables that move one of them, or name a socket. */
const PLACES = words(`
  CODEX_HOME CLAUDE_CONFIG_DIR GEMINI_CLI_HOME GH_CONFIG_DIR GLAB_CONFIG_DIR GNUPGHOME PASSWORD_STORE_DIR KUBECONFIG DOCKER_CONFIG
  REGISTRY_AUTH_FILE NETRC NPM_CONFIG_USERCONFIG npm_config_userconfig PIP_CONFIG_FILE BUNDLE_USER_CONFIG
  AWS_SHARED_CREDENTIALS_FILE AWS_CONFIG_FILE AWS_WEB_IDENTITY_TOKEN_FILE GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_CONFIG AZURE_CONFIG_DIR
  BOTO_CONFIG TF_CLI_CONFIG_FILE KAGGLE_CONFIG_DIR SOPS_AGE_KEY_FILE HF_TOKEN_PATH PGPASSFILE
  HISTFILE XAUTHORITY XDG_RUNTIME_DIR SSH_AUTH_SOCK
`);

/** Variables that move a folder of the home folder in which some of them lie, the longest folder first. */
const MOVED: readonly (readonly [folder: string, variable: string])[] = [
  ['.cache/huggingface/', 'HF_HOME'],
  ['.config/composer/', 'COMPOSER_HOME'],
  ['.composer/', 'COMPOSER_HOME'],
  ['.bundle/', 'BUNDLE_USER_HOME'],
  ['.cargo/', 'CARGO_HOME'],
  ['.gradle/', 'GRADLE_USER_HOME'],
  ['.config/', 'XDG_CONFIG_HOME'],
  ['.local/share/', 'XDG_DATA_HOME'],
  ['.cache/', 'XDG_CACHE_HOME'],
];

/** Sockets of programs that would do for a check what the sandbox keeps it from, and files only the superuser reads. */
const SYSTEM = words(`
  /run/docker.sock /run/podman /run/containerd /run/crio /run/buildkit /run/libvirt /run/lxd /run/incus /run/snapd.socket
  /run/dbus /run/systemd/private /run/systemd/io.system.ManagedOOM /run/gssproxy.sock /run/pcscd
  /run/secrets /var/lib/docker /var/lib/containerd
  /etc/shadow /etc/gshadow /etc/sudoers /etc/sudoers.d /etc/ssh
`);

/** Taken out of the environment: each leads to a program outside. */
export const UNSET = words(
  'DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR DOCKER_HOST CONTAINER_HOST DISPLAY WAYLAND_DISPLAY XAUTHORITY',
);

export interface HideQuestion {
  /** Absolute home folder. */
  readonly home: string;
  readonly env: Environment;
  /** Absolute; nothing that holds it is hidden. */
  readonly checkout: string;
  /** Folders of objects that the checkout borrows, and git folders that it belongs to: beside them lie configurations with remotes. */
  readonly gitFolders: readonly string[];
}

export interface HiddenSettings extends HiddenPath {
  /** A configuration of git, whatever it is called. */
  readonly isGitConfig: boolean;
}

/** What of it there is, by its real path: a mount on a symbolic link would fail. */
export function hiddenPaths({ home, env, checkout, gitFolders }: HideQuestion): HiddenSettings[] {
  const user = process.getuid?.() ?? 0;
  const candidates = [
    ...CREDENTIALS.flatMap((path) => [join(home, path), ...movedTo(path, env)]),
    ...PLACES.flatMap((name) => env[name]?.split(':').filter((path) => path.startsWith('/')) ?? []),
    ...[env['DOCKER_HOST'], env['CONTAINER_HOST']].flatMap((address) => /^unix:\/\/(\/.+)/.exec(address ?? '')?.[1] ?? []),
    `/run/user/${user}`,
    ...SYSTEM,
  ];
  const configs = gitConfigs({ home, env, gitFolders });
  const found = new Map<string, HiddenSettings>();
  const homeItself = realPath(home);
  for (const [index, candidate] of [...candidates, ...configs].entries()) {
    const path = realPath(candidate);
    // A variable that points at the whole home folder, or above the checkout, would hide what the command is there for.
    if (path === undefined || path === '/' || path === homeItself || `${checkout}/`.startsWith(`${path}/`)) continue;
    const isGitConfig = index >= candidates.length;
    // What lies in the checkout is the candidate's, and nobody's login.
    if (isGitConfig && path.startsWith(`${checkout}/`)) continue;
    const kind = statSync(path).isDirectory() ? 'folder' : 'file';
    if (!isGitConfig || kind === 'file') found.set(path, { path, kind, isGitConfig });
  }
  return [...found.values()];
}

/** Also where a variable has moved it. */
function movedTo(path: string, env: Environment): string[] {
  return MOVED.flatMap(([folder, variable]) => {
    const place = env[variable];
    return path.startsWith(folder) && place?.startsWith('/') === true ? [join(place, path.slice(folder.length))] : [];
  });
}

/** What cannot be read need not be hidden. */
function realPath(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    accessSync(real, constants.R_OK);
    return real;
  } catch {
    return undefined;
  }
}
