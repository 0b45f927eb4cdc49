/** Looks at an agent before a run: program, version, login, sandbox. Processes are started only through the port that the caller gives. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentConfig } from '../model/agents.ts';
import { supportedVersions } from './catalog.ts';
import { codexHomeOf, codexLogin, type LoginState } from './codex-login.ts';
import { driverFor } from './registry.ts';

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
}

export interface ProbeProblem {
  /** `error`: the agent cannot run. `warning`: it may. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
}

export interface AgentProbe {
  /** Absolute; absent when the program is missing or the driver needs none. */
  readonly path?: string;
  readonly version?: string;
  /** The worst of `problems`. */
  readonly problem?: ProbeProblem;
  readonly problems: readonly ProbeProblem[];
  readonly loggedIn: boolean | 'unknown';
  /** Only for drivers whose program has a sandbox of its own. */
  readonly ownSandbox?: { readonly works: boolean; readonly detail: string };
  /** Only when a namespace was given. */
  readonly pidNamespace?: boolean;
}

const TIMEOUT_MS = 10_000;

/**
 * Looks at an agent. What takes a process is remembered by the program's real path, size and time of change; whether it is there and
 * signed in is looked at every time. The program of a `command` agent is never started.
 */
export async function probeAgent(agent: AgentConfig, ports: ProbePorts): Promise<AgentProbe> {
  const driver = driverFor(agent.driver);
  const name = driver.program(agent);
  if (name === undefined) return { problems: [], loggedIn: 'unknown' };
  const path = ports.findProgram(name);
  if (path === undefined) return report({ problems: [missing(agent, name)], loggedIn: 'unknown' });
  if (agent.driver !== 'codex-cli') return { path, problems: [], loggedIn: 'unknown' };

  const env = { ...ports.env, ...agent.env };
  const login = codexLogin(env);
  const seen = await lookAtCodex([path, ...(agent.command?.slice(1) ?? [])], { ...ports, env });
  const problems = [...versionProblems(agent, seen.version), ...loginProblems(agent, login)];
  return report({ path, ...seen, problems, loggedIn: login.loggedIn });
}

function report(probe: Omit<AgentProbe, 'problem'>): AgentProbe {
  const worst = probe.problems.find(({ severity }) => severity === 'error') ?? probe.problems[0];
  return worst === undefined ? probe : { ...probe, problem: worst };
}

type Seen = Pick<AgentProbe, 'version' | 'ownSandbox' | 'pidNamespace'>;

async function lookAtCodex(program: ProbeArgv, ports: ProbePorts): Promise<Seen> {
  const key = ports.programKey(program[0]);
  const place = `codex ${program.slice(1).join(' ')} ${codexHomeOf(ports.env)} ${ports.namespace?.join(' ') ?? ''} ${key}`;
  const known = key === undefined ? undefined : ports.cache.get(place);
  if (known !== undefined) return known as Seen;
  // The program makes its sandbox helper in CODEX_HOME, unless that lies below TMPDIR; a dispatch has a TMPDIR of its own, too.
  const tmp = mkdtempSync(join(realpathSync(tmpdir()), 'okstra-probe-'));
  try {
    const env = { ...ports.env, TMPDIR: tmp };
    const namespace = ports.namespace ?? [];
    const [version, sandbox, inside] = await Promise.all([
      ports.run([...program, '--version'], { timeoutMs: TIMEOUT_MS, env }),
      trySandbox(program, { ports, env, tmp, prefix: [] }),
      namespace.length === 0 ? undefined : trySandbox(program, { ports, env, tmp, prefix: namespace }),
    ]);
    const seen: Seen = {
      ...versionIn(version.exitCode === 0 ? version.stdout : ''),
      ownSandbox: sandbox,
      ...(inside === undefined ? {} : { pidNamespace: inside.works }),
    };
    // A sandbox that does not work is tried again: what stands in its way lies outside the program and may be gone next time.
    if (key !== undefined && sandbox.works && inside?.works !== false) ports.cache.set(place, seen);
    return seen;
  } finally {
    rmSync(tmp, { recursive: true, force: true });
  }
}

function versionIn(text: string): { version?: string } {
  const version = /\b(\d+\.\d+\.\d+)\b/.exec(text)?.[1];
  return version === undefined ? {} : { version };
}

/** Runs a command that succeeds only where it cannot write. */
async function trySandbox(
  program: ProbeArgv,
  where: { ports: ProbePorts; env: ProbePorts['env']; tmp: string; prefix: readonly string[] },
): Promise<{ works: boolean; detail: string }> {
  const { ports, env, tmp, prefix } = where;
  const shell = ['/bin/sh', '-c', '! (echo > "$1") 2>/dev/null', 'sh', join(tmp, `written-${prefix.length}`)];
  const [first, ...rest] = [...prefix, ...program, 'sandbox', '-c', 'sandbox_mode="read-only"', '--', ...shell];
  const result = await ports.run([first ?? program[0], ...rest], { timeoutMs: TIMEOUT_MS, env });
  if (result.exitCode === 0) return { works: true, detail: 'codex sandbox, tried' };
  const said = result.stderr.split('\n').find((line) => line.trim() !== '' && !line.startsWith('WARNING'));
  const why =
    result.exitCode === null
      ? 'it could not be started or took too long'
      : (said?.trim() ?? `it ended with exit code ${result.exitCode}`);
  return { works: false, detail: `codex sandbox does not work here: ${why}` };
}

function missing(agent: AgentConfig, name: string): ProbeProblem {
  const install = supportedVersions(agent.driver)?.install;
  const where = name.includes('/') ? '' : ' on the PATH';
  return {
    severity: 'error',
    code: 'agent-missing',
    message: `Expected the program ${name}${where} for the agent ${agent.name}, found none.`,
    fix: install ?? `Set agents.${agent.name}.command in okstra.yaml to a program that exists and may be executed.`,
  };
}

function versionProblems(agent: AgentConfig, version: string | undefined): readonly ProbeProblem[] {
  const supported = supportedVersions(agent.driver);
  if (supported === undefined) return [];
  if (version === undefined) {
    return [
      {
        severity: 'warning',
        code: 'agent-version-unknown',
        message: `Expected ${agent.name} --version to print a version, found none; okstra was tested with ${supported.tested}.`,
      },
    ];
  }
  if (compareVersions(version, supported.minimum) >= 0) {
    return supported.cautions
      .filter(({ below }) => compareVersions(version, below) < 0)
      .map(({ message }) => ({ severity: 'warning', code: 'agent-version-caution', message, fix: supported.install }));
  }
  return [
    {
      severity: 'error',
      code: 'agent-too-old',
      message: `Expected ${agent.name} ${supported.minimum} or newer, found ${version}.`,
      fix: supported.install,
    },
  ];
}

function loginProblems(agent: AgentConfig, login: LoginState): readonly ProbeProblem[] {
  if (login.loggedIn !== false) return [];
  const message = `${agent.name} does not look signed in. ${login.detail ?? ''}`.trim();
  return [
    {
      severity: 'warning',
      code: 'agent-not-signed-in',
      message,
      fix: 'codex login, or set the variable that its model provider asks for',
    },
  ];
}

/** Negative when `a` is older. Both `1.2.3`. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
