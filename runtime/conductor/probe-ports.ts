/** What a probe of an agent may do: look for programs, run them briefly, remember what was found. */
import { execFile } from 'node:child_process';
import type { ProbePorts } from '../drivers/index.ts';
import { findProgram, namespaceWrapper, openProbeCache, probeFile, programKey, sandboxAvailable } from '../process/index.ts';
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
    run: (argv, { timeoutMs, env }) =>
      new Promise((resolve) => {
        const [program, ...args] = argv;
        const child = execFile(
          program,
          args,
          { timeout: timeoutMs, killSignal: 'SIGKILL', env: { ...env }, maxBuffer: 1024 * 1024 },
          (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
            resolve({ exitCode: code, stdout, stderr: stderr || (error?.message ?? '') });
          },
        );
        child.stdin?.end();
      }),
  };
}
