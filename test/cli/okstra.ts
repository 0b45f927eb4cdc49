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
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array) => {
      written[name] += String(chunk);
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  try {
    const exitCode = await main(['--cwd', cwd, ...args]);
    return { exitCode, ...written, json: parsed(written.stdout) };
  } finally {
    for (const undo of restore) undo();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
