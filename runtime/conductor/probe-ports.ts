/** What a probe of an agent may do: look for programs, run them briefly, remember what was found. */
import { spawn } from 'node:child_process';
import type { ProbePorts } from '../drivers/index.ts';
import { findProgram, namespaceWrapper, openProbeCache, probeFile, programKey, sandboxAvailable } from '../process/index.ts';
import { signal } from '../process/kill.ts';
import { sandboxAround } from './own-sandbox.ts';
import type { Ports } from './ports.ts';

export function probePorts(ports: Ports, top: string): ProbePorts {
  const wrapper = namespaceWrapper(ports.env);
  const sandbox = sandboxAvailable(ports.env);
  return {
    env: ports.env,
    findProgram: (name) => findProgram(name, ports.env, top),
    programKey,
    ...(wrapper.kind === 'none' ? {} : { namespace: wrapper.argv }),
    ...(sandbox.ok
      ? {
          sandbox: ({ program, ownFolders, tmp }) =>
            sandboxAround({
              bwrap: sandbox.bwrap,
              level: 'read-only',
              env: ports.env,
              argv: program,
              privateTmp: tmp,
              ownFolders,
              places: [top],
            }),
        }
      : {}),
    cache: openProbeCache(probeFile(ports.env)),
    run: runBriefly,
  };
}

const MOST_TEXT = 1024 * 1024;

/** In a process group of its own: what the program started is ended with it. */
export const runBriefly = (
  [program, ...args]: Parameters<ProbePorts['run']>[0],
  { timeoutMs, env, cwd }: Parameters<ProbePorts['run']>[1] & { readonly cwd?: string },
): ReturnType<ProbePorts['run']> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...env },
      ...(cwd === undefined ? {} : { cwd }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    const end = (exitCode: number | null, why = ''): void => {
      clearTimeout(timer);
      if (child.pid !== undefined) signal(-child.pid, 'SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, stdout: said.stdout, stderr: said.stderr || why });
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (said[name].length < MOST_TEXT) said[name] += text;
      });
    }
    child.once('error', (error) => end(null, error.message));
    // The group may hold the pipes open for longer than the program lives; what it printed itself has arrived soon.
    child.once('exit', (code) => setTimeout(() => end(code), 50));
    child.once('close', (code) => end(code));
  });
