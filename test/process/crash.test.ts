import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signal } from '../../runtime/process/kill.ts';
import { listProcesses, marked, processStart } from '../../runtime/process/proc.ts';
import { sweepMarked } from '../../runtime/process/sweep.ts';
import { repository } from '../support/program.ts';
import { folder, isAlive, noNamespace, until } from './helpers.ts';

const SURVIVORS = `setsid sh -c 'echo a > session; exec sleep 60' & sh -c "trap '' TERM; echo a > deaf; sleep 60" & wait`;

/** Another node process that supervises the survivors; resolves once all of them run. */
async function supervisor(runId: string, namespace: 'pid' | 'none'): Promise<ChildProcess> {
  const dir = folder();
  const script = join(folder(), 'supervisor.ts');
  const spec = {
    argv: ['sh', '-c', SURVIVORS],
    cwd: dir,
    stdin: '',
    limits: { wallMs: 60_000, outputBytes: 1000 },
    marker: { runId },
    namespace,
  };
  const module = JSON.stringify(join(repository, 'runtime', 'process', 'supervise.ts'));
  writeFileSync(script, `import { supervise } from ${module};\nsupervise({ ...${JSON.stringify(spec)}, env: process.env });\n`);
  const child = spawn(process.execPath, [script], { stdio: 'ignore' });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await sweepMarked(runId);
  });
  await until(() => readdirSync(dir).filter((name) => readFileSync(join(dir, name), 'utf8') === 'a\n').length === 2);
  return child;
}

const left = (runId: string) => marked({ OKSTRA_RUN_ID: runId }, listProcesses());

describe('when okstra itself is killed with SIGKILL', () => {
  test.skipIf(noNamespace !== '')(`nothing survives in a PID namespace${noNamespace}`, async () => {
    const runId = `run-crash-${process.pid}-pid`;
    const child = await supervisor(runId, 'pid');
    expect(left(runId).length).toBeGreaterThanOrEqual(3);
    child.kill('SIGKILL');
    await until(() => left(runId).length === 0);
  });

  test('without a namespace a sweep by the marker finds and ends every survivor', async () => {
    const runId = `run-crash-${process.pid}-none`;
    const child = await supervisor(runId, 'none');
    child.kill('SIGKILL');
    await until(() => child.signalCode === 'SIGKILL');
    const survivors = left(runId).map((info) => info.pid);
    expect(survivors.length).toBeGreaterThanOrEqual(3);
    expect(await sweepMarked(runId)).toEqual(expect.arrayContaining(survivors));
    expect(survivors.filter(isAlive)).toEqual([]);
    expect(await sweepMarked(runId)).toEqual([]);
  });
});

const start = (env: Record<string, string>, script = 'sleep 60'): ChildProcess => {
  const child = spawn('sh', ['-c', script], { env: { ...process.env, ...env }, stdio: 'ignore', detached: true });
  onTestFinished(() => signal(-pidOf(child), 'SIGKILL'));
  return child;
};

const pidOf = (child: ChildProcess): number => child.pid ?? 0;

describe('sweeping', () => {
  test('other runs, excepted processes and longer names of the variable are left alone', async () => {
    const runId = `run-sweep-${process.pid}`;
    const own = start({ OKSTRA_RUN_ID: runId });
    const excepted = start({ OKSTRA_RUN_ID: runId }, 'sleep 60; exit 0');
    const other = start({ OKSTRA_RUN_ID: `${runId}0`, X_OKSTRA_RUN_ID: runId, NOTE: `OKSTRA_RUN_ID=${runId}` });
    await until(() => left(runId).length >= 2);
    const swept = await sweepMarked(runId, { exceptPids: [pidOf(excepted)] });
    expect(swept).toContain(pidOf(own));
    expect([own, excepted, other].map((child) => isAlive(pidOf(child)))).toEqual([false, true, true]);
  });

  test('a child that dropped the marker goes with the parent that has it', async () => {
    const runId = `run-dropped-${process.pid}`;
    const dir = folder();
    start({ OKSTRA_RUN_ID: runId, D: dir }, "env -u OKSTRA_RUN_ID sh -c 'echo $$ > $D/pid; exec sleep 60'; sleep 1");
    const child = await until(() => readdirSync(dir).includes('pid') && Number(readFileSync(join(dir, 'pid'), 'utf8')));
    expect(await sweepMarked(runId)).toContain(child);
    expect(isAlive(child)).toBe(false);
  });

  test('this process is never swept', async () => {
    const marker = listProcesses().find((info) => info.pid === process.pid);
    expect(marker?.start).toBe(processStart(process.pid));
    const script = join(folder(), 'self.ts');
    const module = JSON.stringify(join(repository, 'runtime', 'process', 'sweep.ts'));
    writeFileSync(script, `import { sweepMarked } from ${module};\nprocess.exitCode = (await sweepMarked('run-self')).length;\n`);
    const child = spawn(process.execPath, [script], { env: { ...process.env, OKSTRA_RUN_ID: 'run-self' }, stdio: 'ignore' });
    expect(await new Promise((resolve) => child.once('exit', (code, name) => resolve({ code, name })))).toEqual({
      code: 0,
      name: null,
    });
  });
});
