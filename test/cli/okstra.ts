/** The command line, run inside the test's own process: quick, and with the arguments a shell would give. */
import { main } from '../../runtime/cli/main.ts';

export interface End {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout parsed; undefined when it is no JSON. */
  readonly json: any;
}

/** `okstra --cwd <cwd> <args>`. One at a time: it takes over stdout and stderr meanwhile. */
export async function okstra(cwd: string, ...args: readonly string[]): Promise<End> {
  const written = { stdout: '', stderr: '' };
  const real = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((chunk: string | Uint8Array) => {
      written[name] += String(chunk);
      return true;
    }) as typeof process.stdout.write;
  }
  try {
    const exitCode = await main(['--cwd', cwd, ...args]);
    return { exitCode, ...written, json: parsed(written.stdout) };
  } finally {
    Object.assign(process.stdout, { write: real.stdout });
    Object.assign(process.stderr, { write: real.stderr });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
