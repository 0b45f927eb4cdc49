/** The pinned real gemini inside okstra's sandbox and its PID namespace, and how it is stopped. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import type { Command, DispatchContext } from '../../runtime/model/agents.ts';
import { agentEnv, bwrapProfile, namespaceWrapper, sandboxAvailable, supervise } from '../../runtime/process/index.ts';
import { commandOf, dispatchContext, recordOf } from '../drivers/builders.ts';
import { geminiAgent, geminiHome, hasGemini, realGemini } from './gemini.ts';
import { useGeminiRig } from './gemini-rig.ts';
import type { Script } from './script.ts';

const rig = useGeminiRig();
const LIMITS = { wallMs: 60_000, silenceMs: 60_000, toolTimeoutMs: 60_000, outputBytes: 10_000_000 };
const RUN = 'run-of-the-sandbox-test';
const sandbox = sandboxAvailable();

interface Supervised {
  readonly running: ReturnType<typeof supervise>;
  readonly lines: string[];
  readonly context: DispatchContext;
}

/** Starts an executor as the conductor does, in what `around` makes of its command. */
async function start(
  script: Script,
  around: (command: Command, env: Readonly<Record<string, string>>) => { namespace?: 'pid'; wrap?: readonly string[] },
): Promise<Supervised> {
  const server = await rig().serve(script);
  const extra = geminiHome(rig().home, server.port);
  mkdirSync(rig().tmp, { recursive: true });
  const context = dispatchContext({
    runId: RUN,
    agent: geminiAgent,
    cwd: rig().worktree,
    privateTmp: rig().tmp,
    program: realGemini(),
    confined: true,
    env: { ...process.env, ...extra },
  });
  const command = commandOf(geminiCli, context);
  for (const { path, content } of command.files ?? []) writeFileSync(path, content);
  const env = agentEnv({ ...process.env, ...extra }, command.env);
  const lines: string[] = [];
  const running = supervise({
    argv: command.argv,
    cwd: command.cwd,
    env,
    stdin: command.stdin,
    limits: LIMITS,
    marker: { runId: RUN, dispatch: 'executor-1' },
    namespace: 'none',
    onStdoutLine: (line) => lines.push(line),
    ...around(command, env),
  });
  return { running, lines, context };
}

const conclude = async ({ running, lines, context }: Supervised) => {
  const end = await running.exited;
  return geminiCli.conclude(recordOf(geminiCli, lines.join('\n'), { end }), context);
};

const processes = (): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OKSTRA_RUN_ID=${RUN}`);
    } catch {
      return false; // gone meanwhile
    }
  }).length;

describe.skipIf(!hasGemini || !sandbox.ok)("the real gemini in okstra's sandbox", { timeout: 60_000 }, () => {
  test('does the work of an executor, shell included, and writes nowhere else', async () => {
    const outside = [rig().home, join(rig().home, '.gemini'), rig().repo, rig().root].map((folder) => join(folder, 'escaped'));
    for (const name of ['GEMINI.md', 'policies', 'commands/x.toml']) outside.push(join(rig().home, '.gemini', name));
    const cmd = `echo x > by-shell.txt; echo x > "$TMPDIR/x"; ${outside.map((path) => `echo x > ${path}`).join('; ')}; true`;
    const script: Script = [
      { calls: [{ tool: 'write', path: 'added.txt', content: 'x\n' }] },
      { calls: [{ tool: 'shell', cmd }] },
      { text: 'Done.' },
    ];
    const supervised = await start(script, (command, env) => ({
      wrap: bwrapProfile({
        bwrap: sandbox.ok ? sandbox.bwrap : '',
        level: 'workspace-write',
        writable: [rig().worktree],
        own: (geminiCli.ownFolders?.(env) ?? []).map((folder) => {
          mkdirSync(folder, { recursive: true });
          return folder;
        }),
        readable: [rig().home, rig().repo, ...command.argv.filter((word) => word.startsWith('/tmp/') && existsSync(word))],
        privateTmp: rig().tmp,
        network: true,
      }),
    }));
    const result = await conclude(supervised);
    expect(result).toMatchObject({ status: 'completed', text: 'Done.', commands: [{ cmd }] });
    expect(rig().status().split('\n').filter(Boolean)).toEqual(['?? added.txt', '?? by-shell.txt']);
    expect(outside.filter((path) => existsSync(path))).toEqual([]);
    // What is kept of it lies in one folder of the user's home.
    expect(readdirSync(join(rig().home, '.gemini'))).toEqual(['settings.json', 'tmp']);
    const [project = ''] = readdirSync(join(rig().home, '.gemini', 'tmp'));
    expect(readdirSync(join(rig().home, '.gemini', 'tmp', project))).toContain('chats');
  });
});

describe.skipIf(!hasGemini)('the process of the real gemini', { timeout: 60_000 }, () => {
  test.skipIf(namespaceWrapper().kind === 'none')('works in a PID namespace', async () => {
    const script: Script = [{ calls: [{ tool: 'shell', cmd: 'echo x > by-shell.txt' }] }, { text: 'Done.' }];
    const result = await conclude(await start(script, () => ({ namespace: 'pid' })));
    expect(result).toMatchObject({ status: 'completed', text: 'Done.' });
    expect(rig().status()).toBe('?? by-shell.txt\n');
  });

  test('ends when it is asked to while it waits for the model, and that is no answer', async () => {
    const supervised = await start(
      () => ({ fault: { kind: 'silence' } }),
      () => ({}),
    );
    while (!supervised.lines.some((line) => line.includes('"init"'))) await new Promise((resolve) => setTimeout(resolve, 50));
    const asked = performance.now();
    await supervised.running.stop('cancelled');
    expect(performance.now() - asked).toBeLessThan(2500);
    expect(await conclude(supervised)).toMatchObject({ status: 'error', fault: { kind: 'cancelled' } });
    expect(processes()).toBe(0);
  });

  test('ended by somebody else it has exit code 0 and no result: not an answer either', async () => {
    const supervised = await start(
      () => ({ text: 'begun', fault: { kind: 'silence' } }),
      () => ({}),
    );
    while (!supervised.lines.some((line) => line.includes('"init"'))) await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(supervised.running.pid, 'SIGTERM');
    expect((await supervised.running.exited).exitCode).toBe(0);
    expect(await conclude(supervised)).toMatchObject({ status: 'error', fault: { kind: 'stream' } });
  });

  test('leaves no process behind when it is stopped in the middle of a command', async () => {
    const cmd = 'sleep 300 & setsid sleep 300 & touch started; wait';
    const supervised = await start([{ calls: [{ tool: 'shell', cmd }] }], () => ({}));
    while (!existsSync(join(rig().worktree, 'started'))) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(processes()).toBeGreaterThan(2);
    await supervised.running.stop('wall-clock');
    expect(processes()).toBe(0);
    expect(await conclude(supervised)).toMatchObject({ status: 'timeout', fault: { kind: 'wall-clock' } });
  });
});
