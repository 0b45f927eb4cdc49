/** Whether the place a command was started in lets okstra work: asked before anything is written. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fail } from '../model/failure.ts';
import { stateRoot } from '../store/runs.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';

type Environment = Ports['env'];

export interface HostPlace {
  /** Top of the checkout. */
  readonly top: string;
  readonly commonDir: string;
  /** Where the command was started. */
  readonly cwd: string;
  /** What a user would type in a terminal of their own to do the same. */
  readonly command: string;
}

/** Agents of okstra carry it; okstra starts no agents where it stands. */
export const DEPTH_VARIABLE = 'OKSTRA_DEPTH';

/**
 * @throws OkstraError `nested-run` inside an agent of another run; `host-sandbox` where a host's sandbox forbids writing to the
 *   repository's git folder, to okstra's home, or opening sockets
 */
export async function requireOpenHost(place: HostPlace, { env }: Pick<Ports, 'env'>): Promise<void> {
  refuseNested(env);
  const folders = [place.commonDir, stateRoot(place.top), okstraHome(env)].map(existing);
  const refused = [...new Set(folders)]
    .filter((folder) => isForbidden(tryToWrite(folder), env))
    .map((folder) => `to write in ${folder}`);
  const socket = await tryToListen();
  const all = [...refused, ...(isForbidden(socket, env) ? ['to open a socket, which agents need to reach their models'] : [])];
  if (all.length > 0) throw sandboxed(all, place, env);
}

/** @throws OkstraError `host-sandbox` where what a command starts ends together with the command */
export function requireSurvival(place: Pick<HostPlace, 'cwd' | 'command'>, env: Environment): void {
  const keeper = keeperOfNamespace();
  if (keeper !== undefined)
    throw sandboxed([`to go on after this command has ended (all its processes belong to ${keeper})`], place, env);
}

/** An agent that starts okstra, which starts the agent, … would never end. */
export function refuseNested(env: Environment): void {
  if (!(Number(env[DEPTH_VARIABLE] ?? '0') >= 1)) return;
  throw fail(
    'blocked',
    'nested-run',
    'Expected to be started by a person or an agent of theirs, found this to be an agent of a run of okstra already.',
    {
      fix: `Do the task at hand; start runs from outside. A person whose shell has ${DEPTH_VARIABLE} set: unset ${DEPTH_VARIABLE}`,
    },
  );
}

/** The folder, or the nearest above it that is there. */
function existing(path: string): string {
  let folder = path;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** The code of the error; undefined: it can be written to. */
function tryToWrite(folder: string): string | undefined {
  const file = join(folder, `.okstra-try-${process.pid}`);
  try {
    writeFileSync(file, '', { flag: 'wx' });
    rmSync(file);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

const tryToListen = (): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen(0, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });

/**
 * A read-only disk and a forbidden system call are a sandbox's work. A missing permission may be the user's own affair, of which other
 * messages say more, unless a host is known to be above.
 */
function isForbidden(code: string | undefined, env: Environment): boolean {
  if (code === 'EROFS' || code === 'EPERM') return true;
  return code === 'EACCES' && hostOf(env) !== undefined;
}

interface Host {
  readonly name: string;
  readonly approval: string;
}

/** Which host's shell this is, by what it puts into the environment of commands. */
function hostOf(env: Environment): Host | undefined {
  const has = (...names: readonly string[]): boolean => names.some((name) => env[name] !== undefined && env[name] !== '');
  if (has('CODEX_SANDBOX', 'CODEX_SANDBOX_NETWORK_DISABLED', 'CODEX_THREAD_ID', 'CODEX_CI', 'CODEX_MANAGED_BY_NPM')) {
    return {
      name: 'Codex',
      approval: 'approve this command to run outside the sandbox, or start codex --sandbox danger-full-access',
    };
  }
  if (has('CLAUDECODE')) {
    return {
      name: 'Claude Code',
      approval: 'add "okstra *" to sandbox.excludedCommands in the settings, or switch the sandbox off with /sandbox',
    };
  }
  if (has('GEMINI_CLI')) return { name: 'Gemini CLI', approval: 'start gemini without --sandbox' };
  return undefined;
}

/** Programs that end everything in their table of processes when they end. */
const KEEPERS: ReadonlySet<string> = new Set(['bwrap', 'codex-linux-sandbox', 'firejail', 'nsjail', 'minijail0']);

/** The sandbox whose process table this process lives in; undefined: none that is known. */
function keeperOfNamespace(): string | undefined {
  try {
    const program = basename(readFileSync('/proc/1/cmdline', 'utf8').split('\0')[0] ?? '');
    return KEEPERS.has(program) ? program : undefined;
  } catch {
    return undefined; // no /proc: nothing that makes such tables either
  }
}

function sandboxed(refused: readonly string[], { cwd, command }: Pick<HostPlace, 'cwd' | 'command'>, env: Environment) {
  const host = hostOf(env);
  const own = `In a terminal of your own: cd '${cwd.replaceAll("'", String.raw`'\''`)}' && ${command}`;
  return fail(
    'blocked',
    'host-sandbox',
    `Expected to be allowed ${refused.join(', and ')}; the sandbox ${host === undefined ? 'around this command' : `of ${host.name}`} forbids it. Nothing was written.`,
    {
      fix: host === undefined ? `${own}; or run it outside the sandbox.` : `${own}; or let ${host.name} run it: ${host.approval}`,
      details: { refused, host: host?.name ?? null },
    },
  );
}
