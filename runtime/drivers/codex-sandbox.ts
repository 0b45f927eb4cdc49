/** Whether codex's own sandbox holds here: tried with a command that succeeds only where it cannot write. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeArgv, ProbePorts } from './probe.ts';

/** codex tidies up the helpers of others in its home: beside other starts of it a trial can fail that works a moment later. */
const PAUSES_MS = [200, 600];

/** How long a program may take to show what it can do. */
const TIMEOUT_MS = 10_000;

/** Fails only when it fails three times. @param where `tmp` exists and is the program's TMPDIR; `prefix` is what the program is started in */
export async function tryCodexSandbox(program: ProbeArgv, where: Where): Promise<Trial> {
  for (const pause of PAUSES_MS) {
    const trial = await tryOnce(program, where);
    if (trial.works) return trial;
    await sleep(pause);
  }
  return tryOnce(program, where);
}

interface Where {
  readonly ports: ProbePorts;
  readonly env: ProbePorts['env'];
  readonly tmp: string;
  readonly prefix: readonly string[];
}

interface Trial {
  readonly works: boolean;
  readonly detail: string;
}

async function tryOnce(program: ProbeArgv, where: Where): Promise<Trial> {
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
