/** Remotes: what they hold, and how an agent's git is kept from pushing to them. */
import { devNull } from 'node:os';
import type { Checkout } from './repository.ts';
import { git, withBatchMode } from './run.ts';
import type { Setting } from './settings.ts';
import { readSettings, settingsOf } from './settings.ts';

export interface Remote {
  readonly name: string;
  readonly urls: readonly string[];
  readonly pushUrls: readonly string[];
}

interface RemoteSettings {
  readonly remotes: readonly Remote[];
  readonly sshCommand?: string;
}

function remotesIn(settings: readonly Setting[]): RemoteSettings {
  const found = new Map<string, { urls: string[]; pushUrls: string[] }>();
  let sshCommand: string | undefined;
  for (const { key, value = '' } of settings) {
    if (key === 'core.sshcommand') sshCommand = value;
    if (!/^remote\..*\.(?:url|pushurl)$/s.test(key)) continue;
    const name = key.slice('remote.'.length, key.lastIndexOf('.'));
    const remote = found.get(name) ?? { urls: [], pushUrls: [] };
    (key.endsWith('.pushurl') ? remote.pushUrls : remote.urls).push(value);
    found.set(name, remote);
  }
  const remotes = [...found].map(([name, { urls, pushUrls }]) => ({ name, urls, pushUrls }));
  return { remotes, ...(sshCommand === undefined ? {} : { sshCommand }) };
}

/** `unknown`: the remote did not answer in time, or not at all. */
export type RemoteRefs = ReadonlyMap<string, string> | 'unknown';

/** What every remote of the repository holds: remote → ref → object. */
export async function listRemotes(repo: Checkout, timeoutMs: number): Promise<ReadonlyMap<string, RemoteRefs>> {
  const settings = await readSettings(repo);
  const { remotes } = remotesIn(settings);
  const env = withoutQuestions(settings);
  // A remote that only has a push URL cannot be asked by name.
  const named = remotes.filter(({ urls }) => urls.length > 0);
  const asked = named.map(async ({ name }): Promise<readonly [string, RemoteRefs]> => {
    try {
      const { stdout } = await git(repo.top, ['ls-remote', '--quiet', '--', name], { env, timeoutMs });
      const lines = stdout.split('\n').filter((line) => line !== '');
      return [name, new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]))];
    } catch {
      return [name, 'unknown'];
    }
  });
  return new Map(await Promise.all(asked));
}

/** Names of all remotes that can be asked. */
export const remoteNames = async (repo: Checkout): Promise<readonly string[]> =>
  remotesIn(await settingsOf(repo))
    .remotes.filter(({ urls }) => urls.length > 0)
    .map(({ name }) => name);

/** Variables for a git that talks to a remote: ssh asks for nothing. */
export const remoteEnvironment = async (repo: Checkout): Promise<Readonly<Record<string, string>>> =>
  withoutQuestions(await settingsOf(repo));

function withoutQuestions(settings: readonly Setting[]): Readonly<Record<string, string>> {
  const { sshCommand } = remotesIn(settings);
  return process.env['GIT_SSH_COMMAND'] === undefined ? { GIT_SSH_COMMAND: withBatchMode(sshCommand ?? 'ssh') } : {};
}

/** Git says that this "does not appear to be a git repository", and quotes it. */
const NOWHERE = `${devNull}/pushing-is-switched-off-during-a-run`;

/**
 * Variables for the agent's git: every remote pushes to nowhere and no credential helper is asked.
 * @param env the environment they are laid over; settings that it passes to git in the same way are kept
 * @param settings as they are now: an agent may have added a remote
 */
export async function executorGitEnv(
  repo: Checkout,
  env: Readonly<Record<string, string | undefined>>,
  settings: Promise<readonly Setting[]> = readSettings(repo),
): Promise<Readonly<Record<string, string>>> {
  const { remotes } = remotesIn(await settings);
  const steering = remotes.flatMap(({ name, pushUrls }): (readonly [string, string])[] =>
    // A second push URL would be pushed to besides the first, so those that are configured are led astray instead.
    pushUrls.length === 0
      ? [[`remote.${name}.pushurl`, NOWHERE]]
      : pushUrls.map((url) => [`url.${NOWHERE}.insteadOf`, url] as const),
  );
  steering.push(['credential.helper', '']);
  // As `git -c` hands settings to the gits below it. The numbered variables will not do: agents keep variables named like keys from commands.
  const given = env['GIT_CONFIG_PARAMETERS'] ?? '';
  const added = [...numberedIn(env), ...steering].map(([key, value]) => `${quoted(key)}=${quoted(value)}`);
  return { GIT_CONFIG_PARAMETERS: [...(given === '' ? [] : [given]), ...added].join(' '), GIT_TERMINAL_PROMPT: '0' };
}

/** Settings in the variables `GIT_CONFIG_KEY_0`, `GIT_CONFIG_VALUE_0` and so on. */
function numberedIn(env: Readonly<Record<string, string | undefined>>): readonly (readonly [string, string])[] {
  const count = Number(env['GIT_CONFIG_COUNT'] ?? 0);
  if (!Number.isInteger(count) || count < 1 || count > 1000) return [];
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const [key, value] = [env[`GIT_CONFIG_KEY_${index}`], env[`GIT_CONFIG_VALUE_${index}`]];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
}

/** As git's sq_quote does it. */
const quoted = (text: string): string => `'${text.replaceAll(/['!]/g, String.raw`'\$&'`)}'`;
