import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { namespaceWrapper, sandboxAvailable } from '../../runtime/process/namespace.ts';
import { processStart } from '../../runtime/process/proc.ts';
import { type Running, type SuperviseSpec, supervise } from '../../runtime/process/supervise.ts';

const WIDE = { wallMs: 20_000, outputBytes: 200 * 1024 * 1024 };

/** A temporary folder that goes with the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'okstra-process-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A supervised `sh -c`, ended with the test. */
export function shell(script: string, changes: Partial<SuperviseSpec> = {}): Running {
  const running = supervise({
    argv: ['sh', '-c', script],
    cwd: tmpdir(),
    env: process.env,
    stdin: '',
    limits: WIDE,
    marker: { runId: `run-test-${process.pid}` },
    namespace: 'none',
    killGraceMs: 300,
    ...changes,
  });
  onTestFinished(() => running.stop('cancelled', 0));
  return running;
}

/** Waits until `look` gives something, for at most five seconds. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = performance.now() + 5000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`never came true: ${look.toString()}`);
    await sleep(10);
  }
}

/** A process that has ended and waits to be reaped by its parent is not alive. */
export function isAlive(pid: number): boolean {
  if (processStart(pid) === undefined) return false;
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const SANDBOX = sandboxAvailable();
/** Empty where bwrap works; otherwise the reason, which stands in the name of the skipped tests. */
export const noSandbox: string = SANDBOX.ok ? '' : ` [skipped: ${SANDBOX.reason}]`;
export const noNamespace: string = namespaceWrapper().kind === 'none' ? ' [skipped: no PID namespace works here]' : '';
