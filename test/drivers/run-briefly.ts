import { execFile } from 'node:child_process';

/** Runs a program with empty stdin; `exitCode` null when it could not be started or was ended. */
export function runBriefly(
  argv: readonly [string, ...string[]],
  { timeoutMs, env }: { readonly timeoutMs: number; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: timeoutMs, env: { ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ exitCode: code, stdout, stderr });
    });
    child.stdin?.end();
  });
}
