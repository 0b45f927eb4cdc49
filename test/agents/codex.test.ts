/** The pinned real codex, driven by the driver's own command lines, against a local model server. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCodexLogLine } from '../../runtime/drivers/codex-log.ts';
import { foundAgents, probeAgent } from '../../runtime/drivers/index.ts';
import { findProgram, programKey } from '../../runtime/process/index.ts';
import { runBriefly } from '../drivers/run-briefly.ts';
import { namedVariables, wronglyShown } from '../support/secret-names.ts';
import { dispatchCodex, hasCodex, pinnedCodex, realCodex } from './codex.ts';
import type { Dispatch, Dispatched } from './dispatch.ts';
import { type CodexHomeOptions, codexHome, type ResponsesServer, startResponsesServer } from './responses-server.ts';
import { always, type Script } from './script.ts';

let folder = '';
let worktree = '';
let server: ResponsesServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okstra-codex-'));
  const repo = join(folder, 'repo');
  worktree = join(folder, 'worktree');
  git(folder, 'init', '-q', repo);
  writeFileSync(join(repo, 'a.txt'), 'one\n');
  git(repo, 'add', '-A');
  git(repo, 'commit', '-qm', 'base');
  git(repo, 'worktree', 'add', '-q', worktree);
});

afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' });
}

const status = (): string => git(worktree, 'status', '--porcelain', '--untracked-files=all');

interface Told extends Partial<Omit<Dispatch, 'env'>> {
  readonly script: Script;
  readonly home?: CodexHomeOptions;
  /** The user set nothing about retries. */
  readonly isPlain?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

async function tell(told: Told): Promise<Dispatched & { server: ResponsesServer }> {
  await server?.[Symbol.asyncDispose]();
  const running = await startResponsesServer(told.script);
  server = running;
  // None, so that a fault shows at once.
  const home = told.isPlain === true ? {} : { retries: 0, streamIdleTimeoutMs: 20_000, ...told.home };
  const env = { ...codexHome(join(folder, 'codex-home'), running.port, home), ...told.env };
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  return { ...(await dispatchCodex({ role: 'executor', cwd: worktree, scratch, ...told, env })), server: running };
}

/** What the model is told of its tool calls, in order. */
function toolOutputs(running: ResponsesServer): readonly string[] {
  const last = running.calls().at(-1)?.body as { input: { type: string; output?: string }[] };
  return last.input.filter(({ type }) => type.endsWith('_output')).map(({ output }) => String(output));
}

describe.skipIf(!hasCodex)('the real codex', () => {
  test('as executor edits files of a linked worktree with its own tools, and the stream tells', async () => {
    const { result, record } = await tell({
      script: [
        { calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
        { calls: [{ tool: 'shell', cmd: 'echo two >> a.txt; exit 3' }], usage: { input: 500, cached: 400, output: 7 } },
        { text: 'Both done.' },
      ],
      change: { agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai', model: 'gpt-5.5', effort: 'high' } },
    });
    expect(result).toMatchObject({
      status: 'completed',
      text: 'Both done.',
      usage: { inputTokens: 2500, cachedInputTokens: 400, outputTokens: 27 },
      model: { name: 'gpt-5.5', attestation: 'requested' },
      commands: [{ cmd: 'echo two >> a.txt; exit 3', exitCode: 3 }],
    });
    expect(readFileSync(join(worktree, 'a.txt'), 'utf8')).toBe('one\ntwo\n');
    expect(readFileSync(join(worktree, 'added.txt'), 'utf8')).toBe('hello\n');
    expect(record.events).toContainEqual({ type: 'file-change', path: join(worktree, 'added.txt'), change: 'add' });
    const started = record.events.filter((event) => event.type === 'tool-started').map(({ id }) => id);
    const finished = record.events.filter((event) => event.type === 'tool-finished').map(({ id }) => id);
    expect(started).toEqual(finished);
  });

  test('is asked for the model and the effort of the agent', async () => {
    const { server: running } = await tell({
      script: [{ text: 'ok' }],
      change: { agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai', model: 'gpt-5.6-sol', effort: 'high' } },
    });
    expect(running.calls()[0]?.body).toMatchObject({ model: 'gpt-5.6-sol', reasoning: { effort: 'high' } });
  });

  test('as executor writes nowhere but in the worktree and its TMPDIR, whatever the user configured beside', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    const probe = join(tmpdir(), `okstra-codex-outside-${process.pid}`);
    const home = join(folder, 'codex-home');
    const own = ['config.toml', 'AGENTS.md', 'prompts/p.md', 'skills/s'].map((name) => join(home, name));
    mkdirSync(join(home, 'prompts'), { recursive: true });
    const cmd = `echo x > in.txt; echo x > "$TMPDIR/tmp.txt"; ${[join(outside, 'o'), probe, join(folder, 'repo', 'r'), ...own].map((path) => `echo x > "${path}"`).join('; ')}; true`;
    const { server: running } = await tell({
      script: [{ calls: [{ tool: 'shell', cmd }] }, { text: 'ok' }],
      home: { tables: `[sandbox_workspace_write]\nwritable_roots = [${JSON.stringify(outside)}]` },
    });
    expect(existsSync(join(worktree, 'in.txt'))).toBe(true);
    expect(existsSync(join(folder, 'scratch', 'tmp', 'tmp.txt'))).toBe(true);
    expect(readdirSync(outside)).toEqual([]);
    expect(existsSync(probe)).toBe(false);
    expect(toolOutputs(running)[0]?.match(/Read-only file system/g)?.length).toBeGreaterThanOrEqual(own.length);
    expect(readFileSync(join(home, 'config.toml'), 'utf8')).not.toBe('x\n');
    expect(own.slice(1).filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(folder, 'repo', 'r'))).toBe(false);
  });

  test('shows its commands the mark of the run and no keys', async () => {
    const { server: running } = await tell({
      script: [{ calls: [{ tool: 'shell', cmd: 'env' }] }, { text: 'ok' }],
      env: { ACME_TOKEN: 'token-that-must-not-be-seen', ACME_PLAIN: 'plain-value' },
    });
    const [env] = toolOutputs(running);
    expect(env).toContain('OKSTRA_RUN_ID=run-of-the-test');
    expect(env).toContain('OKSTRA_ROLE=executor');
    expect(env).toContain('ACME_PLAIN=plain-value');
    expect(env).not.toContain('token-that-must-not-be-seen');
    expect(env).not.toContain('MOCK_API_KEY');
  });

  test('shows its commands no secret of the table, and every name that only looks like one', async () => {
    const script = [{ calls: [{ tool: 'shell', cmd: 'env' }] }, { text: 'ok' }] as const;
    const { server: running } = await tell({
      script,
      env: namedVariables(),
      change: { env: { ...process.env, ...namedVariables() } },
    });
    expect(wronglyShown(toolOutputs(running)[0] ?? '')).toEqual([]);
  });

  test('shows its commands the mark of the run even when the user lets no variable through', async () => {
    const { server: running } = await tell({
      script: [{ calls: [{ tool: 'shell', cmd: 'echo "mark=$OKSTRA_RUN_ID plain=$ACME_PLAIN."' }] }, { text: 'ok' }],
      env: { ACME_PLAIN: 'plain-value' },
      home: { tables: '[shell_environment_policy]\ninherit = "none"' },
    });
    expect(toolOutputs(running)[0]).toContain('mark=run-of-the-test plain=.');
  });

  test('as verifier answers in the form of the schema it is handed', async () => {
    const schema = join(folder, 'schema.json');
    const form = {
      type: 'object',
      properties: { verdict: { type: 'string' } },
      required: ['verdict'],
      additionalProperties: false,
    };
    writeFileSync(schema, JSON.stringify(form));
    const { result, server: running } = await tell({
      role: 'verifier',
      script: [{ text: '{"verdict":"pass"}' }],
      change: { answerSchemaFile: schema },
    });
    expect(result).toMatchObject({ status: 'completed', structured: { verdict: 'pass' }, text: '{"verdict":"pass"}' });
    expect(running.calls()[0]?.body).toMatchObject({ text: { format: { type: 'json_schema', strict: true, schema: form } } });
  });

  test('told to write as verifier leaves nothing behind, by shell or by patch', async () => {
    const before = readdirSync(folder);
    const { result, server: running } = await tell({
      role: 'verifier',
      script: [
        {
          calls: [
            {
              tool: 'shell',
              cmd: `echo x > w.txt; echo x > "$TMPDIR/w.txt"; echo x > ${JSON.stringify(join(folder, 'w.txt'))}; true`,
            },
          ],
        },
        { calls: [{ tool: 'write', path: 'p.txt', content: 'x\n' }] },
        { calls: [{ tool: 'shell', cmd: "apply_patch <<'EOF'\n*** Begin Patch\n*** Delete File: a.txt\n*** End Patch\nEOF" }] },
        { text: 'I tried.' },
      ],
    });
    expect(result.status).toBe('completed');
    expect(toolOutputs(running)[0]).toContain('Read-only file system');
    expect(toolOutputs(running)[1]).toContain('patch rejected');
    expect(status()).toBe('');
    expect(existsSync(join(folder, 'w.txt'))).toBe(false);
    expect(existsSync(join(folder, 'scratch', 'tmp', 'w.txt'))).toBe(false);
    expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual(['codex-home', 'scratch']);
  });

  test('as verifier sees neither instructions nor skills nor settings of the candidate', async () => {
    writeInstructions();
    const trusted = { tables: `[projects.${JSON.stringify(join(folder, 'repo'))}]\ntrust_level = "trusted"` };
    const { server: running } = await tell({ role: 'verifier', script: [{ text: 'ok' }], home: trusted });
    const sent = JSON.stringify(running.requests);
    for (const mark of ['MARK-AGENTS', 'MARK-SKILL', 'MARK-SETTINGS']) expect(sent).not.toContain(mark);
    expect(existsSync(join(folder, 'started-by-settings'))).toBe(false);
  });

  test.each([
    ['verifier', []],
    ['executor', ['notified', 'server-0', 'server-1']],
  ] as const)('as %s starts of the servers and notifications that the user configured: %j', async (role, started) => {
    const marks = join(folder, 'started');
    mkdirSync(marks);
    const touch = (name: string): string => JSON.stringify(['-c', `touch "${join(marks, name)}"`]);
    const { result } = await tell({
      role,
      script: [{ text: 'ok' }],
      home: {
        extra: `notify = ["sh", ${touch('notified').slice(1)}`,
        tables: ['own', 'other-one']
          .map(
            (name, index) => `[mcp_servers.${name}]\ncommand = "sh"\nargs = ${touch(`server-${index}`)}\nstartup_timeout_sec = 5`,
          )
          .join('\n'),
      },
    });
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    // A notification is not waited for by the program.
    await sleep(500);
    expect(readdirSync(marks).toSorted()).toEqual(started);
  });

  test('as executor sees the instructions of the base', async () => {
    writeInstructions();
    const { server: running } = await tell({ script: [{ text: 'ok' }] });
    expect(JSON.stringify(running.requests)).toContain('MARK-AGENTS');
    expect(JSON.stringify(running.requests)).not.toContain('MARK-SETTINGS');
  });

  test('goes on with a session, and its usage is what this dispatch took', async () => {
    const first = await tell({ script: [{ text: 'first', usage: { input: 100, cached: 10, output: 5, reasoning: 2 } }] });
    expect(first.result).toMatchObject({ text: 'first', usage: { inputTokens: 100, outputTokens: 5 } });
    const session = first.result.sessionId;
    if (session === undefined || first.result.usage === undefined)
      throw new Error('the first dispatch named no session or no usage');
    const second = await tell({
      script: [{ text: 'second', usage: { input: 250, output: 7 } }],
      prompt: 'Go on.',
      change: { resumeSession: session },
      before: first.result.usage,
    });
    expect(second.result).toMatchObject({
      status: 'completed',
      text: 'second',
      sessionId: session,
      usage: { inputTokens: 250, cachedInputTokens: 0, outputTokens: 7, reasoningTokens: 0 },
    });
    const sent = JSON.stringify(second.server.calls()[0]?.body);
    for (const part of ['Do what the item says.', 'first', 'Go on.']) expect(sent).toContain(part);
  });

  test('a session that is gone is a crash that names it', async () => {
    const { result } = await tell({ script: [], change: { resumeSession: '01a1fdbe-fcba-7940-821b-000000000000' } });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(result.fault?.message).toContain('no rollout found');
    expect(result.sessionId).toBeUndefined();
  });

  test('leaves no session behind as verifier, and one as executor', async () => {
    const sessions = join(folder, 'codex-home', 'sessions');
    await tell({ role: 'verifier', script: [{ text: 'ok' }] });
    expect(existsSync(sessions) ? readdirSync(sessions) : []).toEqual([]);
    await tell({ script: [{ text: 'ok' }] });
    expect(readdirSync(sessions)).not.toEqual([]);
  });

  test.each([
    ['401', { kind: 'status', status: 401, body: '{"error":{"message":"Incorrect API key provided"}}' }, 'auth'],
    ['404', { kind: 'status', status: 404 }, 'model'],
    ['400', { kind: 'status', status: 400, body: `{"error":{"message":"The requested model 'x' does not exist"}}` }, 'model'],
    ['429', { kind: 'status', status: 429 }, 'quota'],
    ['500', { kind: 'status', status: 500 }, 'overloaded'],
    ['503, overloaded', { kind: 'status', status: 503, body: '{"error":{"code":"server_is_overloaded"}}' }, 'overloaded'],
    ['a full context', { kind: 'failed', code: 'context_length_exceeded', message: 'too long' }, 'context-overflow'],
    ['a refusal', { kind: 'failed', code: 'cyber_policy', message: 'This request was flagged' }, 'refusal'],
    ['a cut stream', { kind: 'cut' }, 'stream'],
    ['a stream that ends early', { kind: 'ended-early' }, 'stream'],
    ['a malformed line', { kind: 'malformed' }, 'stream'],
    ['silence', { kind: 'silence' }, 'stream'],
  ] as const)('%s from the server is a fault of its kind', async (_name, fault, kind) => {
    const { result } = await tell({ script: always({ fault }), home: { streamIdleTimeoutMs: 1000 } });
    expect(result).toMatchObject({ status: 'error', fault: { kind } });
  });

  test('a usage limit says when it ends', async () => {
    const resetsAt = Math.floor(Date.now() / 1000) + 2 * 3600;
    const body = JSON.stringify({
      error: { type: 'usage_limit_reached', message: 'limit', plan_type: 'plus', resets_at: resetsAt },
    });
    const { result } = await tell({ script: always({ fault: { kind: 'status', status: 429, body } }) });
    expect(result.fault?.kind).toBe('quota');
    const off = Math.abs(Date.parse(result.fault?.retryAt ?? '') - resetsAt * 1000);
    expect(off).toBeLessThan(61_000);
  });

  test('a refused connection is known within a minute', async () => {
    const gone = await startResponsesServer([]);
    await gone[Symbol.asyncDispose]();
    const env = codexHome(join(folder, 'codex-home'), gone.port);
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    const started = Date.now();
    const { result } = await dispatchCodex({ role: 'executor', cwd: worktree, scratch, env });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'network' } });
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  test('a failing host is tried three times in each of three streams, where the user said nothing about it', async () => {
    const {
      result,
      server: running,
      durationMs,
    } = await tell({ script: always({ fault: { kind: 'status', status: 500 } }), isPlain: true });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'overloaded' } });
    expect(running.calls()).toHaveLength(9);
    expect(durationMs).toBeLessThan(20_000);
  });

  test('tells in its log when the model is asked and answers, and the tokens of each call, none of its words', async () => {
    const { stderr, result } = await tell({
      script: [{ calls: [{ tool: 'shell', cmd: 'echo the-output' }] }, { text: 'the-answer', usage: { input: 500, output: 7 } }],
      prompt: 'the-prompt',
    });
    const events = stderr.split('\n').flatMap(readCodexLogLine);
    expect(events.map(({ type }) => type)).toEqual([1, 2].flatMap(() => ['model-asked', 'model-answers', 'progress']));
    expect(events).toContainEqual(
      expect.objectContaining({ call: expect.objectContaining({ inputTokens: 500, outputTokens: 7 }) as unknown }),
    );
    expect(result.usage).toMatchObject({ inputTokens: 1500, outputTokens: 17 });
    expect(stderr).not.toMatch(/the-(?:prompt|output|answer)/);
  });

  test('a retry that works leaves no fault', async () => {
    const { result, record } = await tell({
      script: [{ fault: { kind: 'cut' } }, { text: 'ok' }],
      home: { retries: 2 },
    });
    expect(record.events.some((event) => event.type === 'error')).toBe(true);
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result.fault).toBeUndefined();
  });

  test('an answer of another model than the one asked for is a fault, not an answer', async () => {
    const { result } = await tell({
      script: [{ text: 'looks fine', servedModel: 'gpt-4-mini' }],
      change: { agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai', model: 'gpt-5.5' } },
    });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'model' } });
    expect(result.fault?.message).toContain('gpt-4-mini');
  });

  test('is probed: version, sandbox, login', async () => {
    const home = codexHome(join(folder, 'codex-home'), 1);
    const env = { ...process.env, ...home, TMPDIR: folder };
    const kept = new Map<string, unknown>();
    const runs: (readonly string[])[] = [];
    const ports = {
      env,
      findProgram: (name: string) => findProgram(name, env),
      programKey,
      cache: {
        get: (key: string) => kept.get(key) as undefined,
        set: (key: string, value: unknown) => void kept.set(key, value),
      },
      run: (
        argv: readonly [string, ...string[]],
        options: { timeoutMs: number; env: Readonly<Record<string, string | undefined>> },
      ) => {
        runs.push(argv);
        return runBriefly(argv, options);
      },
    };
    const agent = { name: 'codex', driver: 'codex-cli', vendor: 'openai', command: [realCodex()] } as const;
    const probe = await probeAgent(agent, ports);
    expect(probe).toMatchObject({
      path: realCodex(),
      version: pinnedCodex?.version,
      problems: [],
      loggedIn: true,
      ownSandbox: { works: true },
    });
    const count = runs.length;
    await probeAgent(agent, ports);
    expect(runs.length).toBe(count);
    expect(foundAgents((name) => (name === 'codex' ? realCodex() : undefined))).toHaveLength(1);
  });
});

function writeInstructions(): void {
  mkdirSync(join(worktree, '.agents', 'skills', 'marked'), { recursive: true });
  mkdirSync(join(worktree, '.codex'));
  writeFileSync(join(worktree, 'AGENTS.md'), 'MARK-AGENTS\n');
  writeFileSync(
    join(worktree, '.agents', 'skills', 'marked', 'SKILL.md'),
    '---\nname: marked\ndescription: MARK-SKILL\n---\nbody\n',
  );
  const started = JSON.stringify(join(folder, 'started-by-settings'));
  writeFileSync(
    join(worktree, '.codex', 'config.toml'),
    `developer_instructions = "MARK-SETTINGS"\n[mcp_servers.marked]\ncommand = "touch"\nargs = [${started}]\n`,
  );
}
