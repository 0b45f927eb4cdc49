import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../../runtime/process/lookup.ts';
import { type NamespaceWrapper, namespaceWrapper } from '../../runtime/process/namespace.ts';
import { listProcesses, marked } from '../../runtime/process/proc.ts';
import { folder, shell, until } from './helpers.ts';

/** What is chosen when only these programs are there. */
function wrapperAmong(names: readonly string[]): NamespaceWrapper {
  const root = folder();
  mkdirSync(join(root, 'bin'));
  for (const name of names) {
    const path = findProgram(name, process.env);
    if (path !== undefined) symlinkSync(path, join(root, 'bin', name));
  }
  return namespaceWrapper({ ...process.env, PATH: join(root, 'bin'), OKSTRA_HOME: root });
}

const WANTED = [
  ['bwrap', ['bwrap', 'true']],
  ['unshare', ['setpriv', 'unshare', 'sh', 'true']],
] as const;

describe.each(WANTED)('the PID namespace made by %s', (kind, programs) => {
  test('passes on exit codes, output and SIGTERM, and takes everything inside with it', async (context) => {
    const wrapper = wrapperAmong(programs);
    if (wrapper.kind === 'none') return context.skip(`${kind} does not work on this machine`);
    expect(wrapper.kind).toBe(kind);

    const runId = `run-namespace-${kind}-${process.pid}`;
    const started = { wrap: wrapper.argv, marker: { runId }, killGraceMs: 5000 };
    expect(await shell('exit 42', started).exited).toMatchObject({ exitCode: 42 });
    expect(await shell('kill -KILL $$', started).exited).toMatchObject({ exitCode: 137, signal: null });

    const out: string[] = [];
    const script = `trap 'echo bye; exit 7' TERM; setsid sleep 60 & (setsid sh -c 'sleep 60 &' &) ; echo ready; while :; do sleep 0.05; done`;
    const running = shell(script, { ...started, onStdoutLine: (line) => out.push(line) });
    await until(() => out.includes('ready'));
    await running.stop('cancelled');
    expect(await running.exited).toMatchObject({ exitCode: 7, stopped: 'cancelled' });
    expect(out).toEqual(['ready', 'bye']);
    expect(marked({ OKSTRA_RUN_ID: runId }, listProcesses())).toEqual([]);
    return undefined;
  });
});
