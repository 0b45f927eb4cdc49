/** Looks at an agent before a run: program, version, login, sandbox. Processes are started only through the port that the caller gives. */
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentConfig, Driver, LoginState } from '../model/agents.ts';
import { supportedVersions } from './catalog.ts';
import { tryCodexSandbox } from './codex-sandbox.ts';
import { loginProblems, missing, type ProbeProblem, versionIn, versionProblems } from './probe-problems.ts';
import { driverFor } from './registry.ts';

export type { ProbeProblem };

export type ProbeArgv = readonly [string, ...string[]];

type CacheValue = string | number | boolean | null | readonly CacheValue[] | { readonly [key: string]: CacheValue };

export interface ProbePorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of a program; undefined when there is none. Asked every time. */
  readonly findProgram: (name: string) => string | undefined;
  /** Names one version of a program on disk; undefined when it is gone. */
  programKey(path: string): string | undefined;
  readonly cache: { get(key: string): CacheValue | undefined; set(key: string, value: CacheValue): void };
  /** Runs a program briefly. `exitCode` null: it could not be started, or was ended for taking too long. */
  run(
    argv: ProbeArgv,
    options: { readonly timeoutMs: number; readonly env: Readonly<Record<string, string | undefined>> },
  ): Promise<{ readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Argv prefix of a PID namespace, when the caller wants to know whether the program works in one. */
  readonly namespace?: readonly string[];
  /** Argv prefix of okstra's sandbox around a program, when the caller wants to know whether it works in that. */
  readonly sandbox?: (around: {
    readonly program: ProbeArgv;
    readonly ownFolders: readonly string[];
    /** Exists. */
    readonly tmp: string;
  }) => readonly string[];
}

type Trial = { readonly works: boolean; readonly detail: string };

export interface AgentProbe {
  /** Absolute; absent when the program is missing or the driver needs none. */
  readonly path?: string;
  readonly version?: string;
  /** Whether okstra's tests ran with this very version. Absent: the version or the driver is not known. */
  readonly isTested?: boolean;
  /** The worst of `problems`. */
  readonly problem?: ProbeProblem;
  readonly problems: readonly ProbeProblem[];
  readonly loggedIn: boolean | 'unknown';
  /** Only for drivers whose program has a sandbox of its own. */
  readonly ownSandbox?: Trial;
  /** Whether the program starts inside okstra's sandbox. Only when one was given and the program is one that okstra knows. */
  readonly bwrap?: Trial;
  /** Only when a namespace was given. */
  readonly pidNamespace?: boolean;
}

/** The slowest of the known programs takes two seconds to tell its version on an idle machine; three of them start at once. */
const TIMEOUT_MS = 40_000;

/**
 * Looks at an agent. What takes a process is remembered by the program's real path, size and time of change, and by the agent's own variables; whether it is there and
 * signed in is looked at every time. The program of a `command` agent is never started.
 */
export async function probeAgent(agent: AgentConfig, ports: ProbePorts): Promise<AgentProbe> {
  const driver = driverFor(agent.driver);
  const name = driver.program(agent);
  if (name === undefined) {
    const env = { ...ports.env, ...agent.env };
    const { loggedIn } = driver.login?.(env, agent) ?? { loggedIn: 'unknown' };
    const nested = driver.confines === undefined ? undefined : await trySandboxInNamespace(ports);
    return report({
      problems: driver.problems?.(agent, env) ?? [],
      loggedIn,
      ...(nested === undefined ? {} : { pidNamespace: nested }),
    });
  }
  const path = ports.findProgram(name);
  if (path === undefined) return report({ problems: [missing(agent, name)], loggedIn: 'unknown' });
  if (supportedVersions(agent.driver) === undefined) return { path, problems: [], loggedIn: 'unknown' };

  const env = { ...ports.env, ...agent.env };
  const login: LoginState = driver.login?.(env) ?? { loggedIn: 'unknown' };
  const seen = await lookAt(driver, [path, ...(agent.command?.slice(1) ?? [])], { ...ports, env }, digestOf(agent.env));
  const versions = versionProblems(agent, seen.version);
  return report({
    path,
    ...seen,
    ...versions,
    problems: [...versions.problems, ...loginProblems(agent, login)],
    loggedIn: login.loggedIn,
  });
}

/** An agent that puts a sandbox around commands itself needs to be able to, where it is. */
async function trySandboxInNamespace(ports: ProbePorts): Promise<boolean | undefined> {
  const { sandbox, env } = ports;
  const [first, ...rest] = ports.namespace ?? [];
  if (first === undefined || sandbox === undefined) return undefined;
  const tmp = mkdtempSync(join(realpathSync(tmpdir()), 'okstra-probe-'));
  try {
    const inner = [...sandbox({ program: [process.execPath], ownFolders: [], tmp }), 'true'];
    return (await ports.run([first, ...rest, ...inner], { timeoutMs: TIMEOUT_MS, env })).exitCode === 0;
  } finally {
    rmSync(tmp, { recursive: true, force: true });
  }
}

function report(probe: Omit<AgentProbe, 'problem'>): AgentProbe {
  const worst = probe.problems.find(({ severity }) => severity === 'error') ?? probe.problems[0];
  return worst === undefined ? probe : { ...probe, problem: worst };
}

type Seen = Pick<AgentProbe, 'version' | 'ownSandbox' | 'bwrap' | 'pidNamespace'>;

/** Of the variables that the agent is given, which may be secrets and may decide what its program can do. */
function digestOf(env: AgentConfig['env'] = {}): string {
  const entries = Object.entries(env).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? '' : createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

async function lookAt(driver: Driver, program: ProbeArgv, ports: ProbePorts, given: string): Promise<Seen> {
  const key = isShim(program[0]) ? undefined : ports.programKey(program[0]);
  const surroundings = [ports.namespace?.join(' ') ?? '', ports.sandbox === undefined ? '' : 'sandbox'];
  const own = driver.ownFolders?.(ports.env) ?? [];
  const place = [driver.name, ...program.slice(1), ...own, ...surroundings, given, key].join(' ');
  const known = key === undefined ? undefined : ports.cache.get(place);
  if (known !== undefined) return known as Seen;
  // codex makes its sandbox helper in CODEX_HOME, unless that lies below TMPDIR; a dispatch has a TMPDIR of its own, too.
  const tmp = mkdtempSync(join(realpathSync(tmpdir()), 'okstra-probe-'));
  try {
    const env = { ...ports.env, TMPDIR: tmp, ...driver.probeEnv?.(tmp) };
    const where = { ports, env, tmp };
    const [version, surrounded] = await Promise.all([
      ports.run([...program, '--version'], { timeoutMs: TIMEOUT_MS, env }),
      driver.capabilities.ownSandbox ? tryOwnSandbox(program, where) : tryInside(driver, program, where),
    ]);
    const seen: Seen = { ...versionIn(version.exitCode === 0 ? version.stdout : ''), ...surrounded };
    // What does not work is tried again: what stands in its way lies outside the program and may be gone next time.
    const isWhole = seen.ownSandbox?.works !== false && seen.bwrap?.works !== false && seen.pidNamespace !== false;
    if (key !== undefined && isWhole) ports.cache.set(place, seen);
    return seen;
  } finally {
    rmSync(tmp, { recursive: true, force: true });
  }
}

/** A script that starts another program: that one can change and this one not. Launchers of a package come and go with it. */
function isShim(file: string): boolean {
  try {
    const real = realpathSync(file);
    if (real.includes('/node_modules/')) return false;
    const start = Buffer.alloc(2);
    const handle = openSync(real, 'r');
    try {
      readSync(handle, start);
    } finally {
      closeSync(handle);
    }
    return start.toString('latin1') === '#!';
  } catch {
    return true;
  }
}

interface Where {
  readonly ports: ProbePorts;
  readonly env: ProbePorts['env'];
  readonly tmp: string;
}

async function tryOwnSandbox(program: ProbeArgv, where: Where): Promise<Seen> {
  const namespace = where.ports.namespace ?? [];
  const [sandbox, inside] = await Promise.all([
    tryCodexSandbox(program, { ...where, prefix: [] }),
    namespace.length === 0 ? undefined : tryCodexSandbox(program, { ...where, prefix: namespace }),
  ]);
  return { ownSandbox: sandbox, ...(inside === undefined ? {} : { pidNamespace: inside.works }) };
}

/** Starts the program inside what okstra would put around it. */
async function tryInside(driver: Driver, program: ProbeArgv, { ports, env, tmp }: Where): Promise<Seen> {
  const start = async (prefix: readonly string[] | undefined): Promise<Trial | undefined> => {
    if (prefix === undefined || prefix.length === 0) return undefined;
    const [first, ...rest] = [...prefix, ...program, '--version'];
    const { exitCode, stderr } = await ports.run([first ?? program[0], ...rest], { timeoutMs: TIMEOUT_MS, env });
    if (exitCode === 0) return { works: true, detail: 'tried' };
    const said = stderr.split('\n').find((line) => line.trim() !== '');
    return { works: false, detail: said?.trim() ?? (exitCode === null ? 'it took too long' : `exit code ${exitCode}`) };
  };
  const ownFolders = driver.ownFolders?.(env) ?? [];
  const [namespace, bwrap] = await Promise.all([start(ports.namespace), start(ports.sandbox?.({ program, ownFolders, tmp }))]);
  return {
    ...(namespace === undefined ? {} : { pidNamespace: namespace.works }),
    ...(bwrap === undefined ? {} : { bwrap }),
  };
}
