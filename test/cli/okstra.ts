/** The command line, run inside the test's own process: quick, and with the arguments a shell would give. */
import { main } from '../../runtime/cli/main.ts';

export interface End {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout parsed; undefined when it is no JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- documents of many shapes; each test asserts the one it expects
  readonly json: any;
}

const REAL = { stdout: process.stdout.write.bind(process.stdout), stderr: process.stderr.write.bind(process.stderr) };

/** `okstra --cwd <cwd> <args>`. One at a time: it takes over stdout and stderr meanwhile. */
export async function okstra(cwd: string, ...args: readonly string[]): Promise<End> {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      written[name] += String(chunk);
      return true;
    };
  }
  try {
    const output = {
      out: (text: string) => void process.stdout.write(text),
      err: (text: string) => void process.stderr.write(text),
    };
    const exitCode = await main(['--cwd', cwd, ...args], output);
    return { exitCode, ...written, json: parsed(written.stdout) };
  } finally {
    process.stdout.write = REAL.stdout;
    process.stderr.write = REAL.stderr;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
