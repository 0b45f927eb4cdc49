/** Which means of confinement really work on this machine. Each is tried with `true` before it is relied on. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { findProgram } from './lookup.ts';
import { openProbeCache, probeFile, programKey } from './probeCache.ts';
import { bootId } from './proc.ts';
import { bwrapProfile } from './sandbox.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface NamespaceWrapper {
  readonly kind: 'bwrap' | 'unshare' | 'none';
  /** Stands before the program's own argv; empty for `none`. Everything started behind it dies with it, and it dies with okstra. */
  readonly argv: readonly string[];
}

export type SandboxProbe = { readonly ok: true; readonly bwrap: string } | { readonly ok: false; readonly reason: string };

/** A trial takes some 20 ms. One that takes longer than the first is given once more: a machine that is busy is not one where it does not work. */
const TRIALS_MS: readonly [number, number] = [5000, 20_000];
const remembered = new Map<string, string>();

/** The PID namespace for agents. Found out once per process; successes are kept on disk for this boot, user and version of the programs. */
export function namespaceWrapper(env: Environment = process.env): NamespaceWrapper {
  const bwrap = findProgram('bwrap', env);
  if (bwrap !== undefined) {
    const argv = [bwrap, '--dev-bind', '/', '/', '--proc', '/proc', '--unshare-pid', '--die-with-parent', '--'];
    if (trial('pid', argv, [bwrap], env) === '') return { kind: 'bwrap', argv };
  }
  const setpriv = findProgram('setpriv', env);
  const unshare = findProgram('unshare', env);
  const sh = findProgram('sh', env);
  if (setpriv !== undefined && unshare !== undefined && sh !== undefined) {
    const user = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
    const first = [
      setpriv,
      '--pdeathsig',
      'KILL',
      unshare,
      ...user,
      '--pid',
      '--fork',
      '--kill-child=SIGKILL',
      '--mount-proc',
      '--',
    ];
    // A shell as the first process of the namespace: it collects orphans, and the program behind it gets signals like any other.
    const argv = [...first, sh, '-c', '"$@"; exit $?', 'okstra'];
    if (trial('pid', argv, [setpriv, unshare], env) === '') return { kind: 'unshare', argv };
  }
  return { kind: 'none', argv: [] };
}

/** Whether okstra's own sandbox works here, tried with everything it switches on. */
export function sandboxAvailable(env: Environment = process.env, trialsMs = TRIALS_MS): SandboxProbe {
  const bwrap = findProgram('bwrap', env);
  if (bwrap === undefined) return { ok: false, reason: 'bwrap (bubblewrap) was not found on the PATH' };
  const argv = bwrapProfile({ bwrap, level: 'read-only', writable: [], readable: [], privateTmp: tmpdir(), network: false });
  const problem = trial('sandbox', argv, [bwrap], env, trialsMs);
  return problem === '' ? { ok: true, bwrap } : { ok: false, reason: `bwrap does not work here: ${problem}` };
}

/** Empty: it works. Otherwise what went wrong; that is never kept on disk, because a person may repair it at any time. */
function trial(
  purpose: string,
  argv: readonly string[],
  programs: readonly string[],
  env: Environment,
  trialsMs = TRIALS_MS,
): string {
  const versions = programs.map((path) => programKey(path));
  if (versions.includes(undefined)) return 'the program is gone';
  const key = JSON.stringify([purpose, argv, versions, bootId(), process.getuid?.() ?? null, insideOf()]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const cache = openProbeCache(probeFile(env));
  const problem = cache.get(key) === true ? '' : tryOut(argv, env, trialsMs);
  if (problem === '' && cache.get(key) !== true) cache.set(key, true);
  remembered.set(key, problem);
  return problem;
}

/** Namespaces and capabilities this process lives with: inside another sandbox, what works outside need not. */
function insideOf(): string {
  try {
    const rights = /^(?:CapEff|CapBnd|NoNewPrivs|Seccomp):.*$/gm;
    return [
      ...['user', 'pid'].map((name) => readlinkSync(`/proc/self/ns/${name}`)),
      ...(readFileSync('/proc/self/status', 'utf8').match(rights) ?? []),
    ].join(' ');
  } catch {
    return '';
  }
}

function tryOut(argv: readonly string[], env: Environment, [short, long]: readonly [number, number]): string {
  const [program, ...args] = [...argv, 'true'];
  if (program === undefined) return 'empty command line';
  const once = (timeout: number) =>
    spawnSync(program, args, { encoding: 'utf8', timeout, env: { ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const first = once(short);
  const isLate = first.error !== undefined && 'code' in first.error && first.error.code === 'ETIMEDOUT';
  const answer = isLate ? once(long) : first;
  if (answer.status === 0) return '';
  const said = answer.stderr?.trim() ?? '';
  return answer.error?.message ?? (said === '' ? `exit code ${answer.status ?? answer.signal}` : said);
}
