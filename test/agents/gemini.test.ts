/** The pinned real gemini, driven by the driver's own command lines, against a local model server: its work as executor and verifier. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { geminiAgent, hasGemini } from './gemini.ts';
import { toolOutputs, toolsOffered, useGeminiRig } from './gemini-rig.ts';
import type { ToolCall } from './script.ts';

const rig = useGeminiRig();
const read = (path: string): ToolCall => ({ tool: 'raw', name: 'read_file', input: { file_path: path } });

describe.skipIf(!hasGemini)('the real gemini', { timeout: 60_000 }, () => {
  test('as executor edits files of a linked worktree with its own tools, and the stream tells', async () => {
    const replace = { file_path: 'a.txt', old_string: 'one', new_string: 'two', instruction: 'change it' };
    const { result, record } = await rig().tell({
      script: [
        { text: 'I will add a file.', calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
        {
          calls: [{ tool: 'raw', name: 'replace', input: replace }],
          usage: { input: 500, cached: 400, output: 7, reasoning: 3 },
        },
        { text: 'Both done.' },
      ],
    });
    expect(result).toMatchObject({
      status: 'completed',
      text: 'Both done.',
      usage: { inputTokens: 2500, cachedInputTokens: 400, outputTokens: 30, reasoningTokens: 3 },
      model: { name: 'gemini-2.5-pro', attestation: 'served' },
      commands: [],
    });
    expect(readFileSync(join(rig().worktree, 'a.txt'), 'utf8')).toBe('two\n');
    expect(readFileSync(join(rig().worktree, 'added.txt'), 'utf8')).toBe('hello\n');
    const started = record.events.filter((event) => event.type === 'tool-started');
    const finished = record.events.filter((event) => event.type === 'tool-finished');
    expect(started.map(({ tool, detail }) => [tool, detail])).toEqual([
      ['edit', 'added.txt'],
      ['edit', 'a.txt'],
    ]);
    expect(finished.map(({ id, tool }) => [id, tool])).toEqual(started.map(({ id }) => [id, 'edit']));
  });

  test('as executor outside of a sandbox has no shell and writes nowhere but in the worktree', async () => {
    const outside = join(tmpdir(), `okstra-gemini-outside-${process.pid}`);
    const { result, ...answered } = await rig().tell({
      script: [
        {
          calls: [
            { tool: 'shell', cmd: 'echo x > by-shell.txt' },
            { tool: 'write', path: '../beside.txt', content: 'x' },
            { tool: 'write', path: outside, content: 'x' },
          ],
        },
        { text: 'I could not.' },
      ],
      // A rule that a person made by "always allow" in an interactive session.
      home: { files: { 'policies/mine.toml': '[[rule]]\ntoolName = "run_shell_command"\ndecision = "allow"\npriority = 999\n' } },
    });
    expect(result).toMatchObject({ status: 'completed', commands: [] });
    expect(toolsOffered({ result, ...answered })).not.toContain('run_shell_command');
    expect(toolOutputs({ result, ...answered })).toEqual([
      expect.stringContaining('not found'),
      expect.stringContaining('Path not in workspace'),
      expect.stringContaining('Path not in workspace'),
    ]);
    expect(rig().status()).toBe('');
    expect(existsSync(outside) || existsSync(join(rig().root, 'beside.txt'))).toBe(false);
  });

  test('as executor inside of a sandbox has one, which sees the mark of the run and no keys', async () => {
    const answered = await rig().tell({
      script: [{ calls: [{ tool: 'shell', cmd: 'env; git status --short; exit 3' }] }, { text: 'ok' }],
      change: { confined: true },
      env: { ACME_TOKEN: 'token-that-must-not-be-seen', ACME_DSN: 'dsn-that-must-not-be-seen', ACME_PLAIN: 'plain-value' },
    });
    const [env] = toolOutputs(answered);
    for (const part of ['OKSTRA_RUN_ID=run-of-the-test', 'OKSTRA_ROLE=executor', 'ACME_PLAIN=plain-value', 'Exit Code: 3']) {
      expect(env).toContain(part);
    }
    for (const part of ['that-must-not-be-seen', 'mock-key-of-the-tests', 'GEMINI_API_KEY']) expect(env).not.toContain(part);
    expect(answered.result.commands).toEqual([{ cmd: 'env; git status --short; exit 3' }]);
  });

  test.each([
    ['gemini-2.5-pro', { thinkingBudget: 2048 }],
    ['gemini-3.1-pro-preview', { thinkingLevel: 'LOW' }],
  ])('is asked for the model %s and the effort of the agent', async (model, thinking) => {
    const { server } = await rig().tell({
      script: [{ text: 'ok' }],
      change: { agent: { ...geminiAgent, model, effort: 'low' } },
    });
    expect(server.requests.map(({ path }) => path)).toEqual([expect.stringContaining(`/models/${model}:streamGenerateContent`)]);
    expect(server.calls()[0]?.body).toMatchObject({ generationConfig: { thinkingConfig: thinking } });
  });

  test('names the model that answered, not the one that was asked for', async () => {
    const { result } = await rig().tell({ script: [{ text: 'ok', servedModel: 'gemini-other' }] });
    expect(result.model).toEqual({ name: 'gemini-other', attestation: 'served' });
  });

  test('as verifier told to write, to commit, to leave plan mode or to delegate leaves nothing behind', async () => {
    const raw = (name: string, input: Record<string, unknown>): ToolCall => ({ tool: 'raw', name, input });
    const calls: ToolCall[] = [
      { tool: 'write', path: 'w.txt', content: 'x' },
      raw('replace', { file_path: 'a.txt', old_string: 'one', new_string: 'two', instruction: 'x' }),
      { tool: 'shell', cmd: 'git commit --allow-empty -m x' },
      raw('enter_plan_mode', { reason: 'x' }),
      raw('exit_plan_mode', { plan_filename: 'x.md' }),
      raw('invoke_agent', { agent_name: 'generalist', prompt: 'write w.txt' }),
      raw('web_fetch', { prompt: 'http://127.0.0.1:1/' }),
    ];
    const head = rig().git(rig().worktree, 'rev-parse', 'HEAD');
    const answered = await rig().tell({ role: 'verifier', script: [{ calls }, { text: 'I tried.' }] });
    expect(answered.result).toMatchObject({ status: 'completed', text: 'I tried.', commands: [] });
    expect(toolOutputs(answered)).toEqual(calls.map(() => expect.stringContaining('not found') as string));
    expect(toolsOffered(answered).toSorted()).toEqual(['glob', 'grep_search', 'list_directory', 'read_file']);
    expect(rig().status()).toBe('');
    expect(rig().git(rig().worktree, 'rev-parse', 'HEAD')).toBe(head);
  });

  test('as verifier at level full, which only a person chooses, runs commands and still sees no instructions of the candidate', async () => {
    rig().write('GEMINI.md', 'MARK-INSTRUCTIONS\n');
    const answered = await rig().tell({
      role: 'verifier',
      script: [{ calls: [{ tool: 'shell', cmd: 'cat a.txt' }] }, { text: 'ok' }],
      change: { sandbox: 'full' },
    });
    expect(toolOutputs(answered)).toEqual([expect.stringContaining('one')]);
    expect(JSON.stringify(answered.server.requests)).not.toContain('MARK-INSTRUCTIONS');
  });

  test('as verifier reads all of its repository, ignored files too, and nothing outside of it', async () => {
    const secret = join(rig().root, 'secret.txt');
    writeFileSync(secret, 'TOP-SECRET\n');
    rig().write('.okstra-inputs/change.diff', 'THE-DIFF\n');
    rig().write('.gitignore', '.okstra-inputs\n');
    rig().write('.geminiignore', 'a.txt\n');
    symlinkSync(secret, join(rig().worktree, 'link.txt'));
    const paths = [
      '.okstra-inputs/change.diff',
      'a.txt',
      secret,
      '../secret.txt',
      'link.txt',
      join(rig().tmp, 'gemini-home.json'),
    ];
    const answered = await rig().tell({ role: 'verifier', script: [{ calls: paths.map(read) }, { text: 'ok' }] });
    expect(toolOutputs(answered)).toEqual([
      expect.stringContaining('THE-DIFF'),
      expect.stringContaining('one'),
      ...paths.slice(2).map(() => expect.stringContaining('Path not in workspace') as string),
    ]);
  });

  test('as verifier answers in the form that its prompt asks for', async () => {
    const { result } = await rig().tell({
      role: 'verifier',
      script: [{ text: '{"verdict":', fault: { kind: 'ended-early' } }, { text: '{"verdict":"pass"}' }],
      change: { answerSchemaFile: '/schema.json' },
    });
    expect(result).toMatchObject({ status: 'completed', structured: { verdict: 'pass' } });
  });

  test('goes on with a session, and its usage is what this dispatch took', async () => {
    const first = await rig().tell({ script: [{ text: 'first', usage: { input: 100, cached: 10, output: 5 } }] });
    expect(first.result).toMatchObject({ text: 'first', usage: { inputTokens: 100, outputTokens: 5 } });
    const session = first.result.sessionId ?? '';
    const second = await rig().tell({
      script: [{ text: 'second', usage: { input: 250, output: 7 } }],
      prompt: 'Go on.',
      change: { resumeSession: session },
    });
    expect(second.result).toMatchObject({
      status: 'completed',
      text: 'second',
      sessionId: session,
      usage: { inputTokens: 250, cachedInputTokens: 0, outputTokens: 7 },
    });
    const asked = JSON.stringify(second.server.calls()[0]?.body);
    for (const part of ['Do what the item says.', 'first', 'Go on.']) expect(asked).toContain(part);
  });

  test('a session that is gone is a crash that names it', async () => {
    const { result } = await rig().tell({ script: [], change: { resumeSession: '01a1fdbe-fcba-7940-821b-000000000000' } });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(result.fault?.message).toContain('Error resuming session');
    expect(result.sessionId).toBeUndefined();
  });

  test('leaves nothing in the home of the user as verifier, and as executor its session only', async () => {
    const settings = { model: { name: 'gemini-9' } };
    const home = join(rig().home, '.gemini');
    await rig().tell({ role: 'verifier', script: [{ text: 'ok' }], home: { settings } });
    expect(readdirSync(home)).toEqual(['settings.json']);
    const before = readFileSync(join(home, 'settings.json'), 'utf8');
    await rig().tell({ script: [{ text: 'ok' }], home: { settings } });
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe(before);
    expect(readdirSync(home).toSorted()).toEqual(['settings.json', 'tmp']);
    const [project = ''] = readdirSync(join(home, 'tmp'));
    expect(readdirSync(join(home, 'tmp', project))).toEqual(expect.arrayContaining(['.project_root', 'chats']));
  });

  test('takes a prompt as it stands: neither files that it names nor commands of gemini', async () => {
    mkdirSync(join(rig().worktree, 'test'));
    writeFileSync(join(rig().worktree, 'test', 'one.txt'), 'CONTENT-OF-A-FILE');
    const prompt = 'Fix @test, ask @generalist:\n@@ -1 +1 @@\n';
    const lastPart = (body: unknown): unknown => (body as { contents: { parts: unknown[] }[] }).contents.at(-1)?.parts.at(-1);
    const at = await rig().tell({ script: [{ text: 'ok' }], prompt });
    expect(lastPart(at.server.calls()[0]?.body)).toEqual({
      text: 'In this message, \\@ stands for an at sign.\n\nFix \\@test, ask \\@generalist:\n@@ -1 +1 @@\n',
    });
    const slash = await rig().tell({ script: [{ text: 'ok' }], prompt: '/help' });
    expect(lastPart(slash.server.calls()[0]?.body)).toEqual({ text: '\n/help' });
  });

  test('keeps its reports about failed calls in the TMPDIR of the dispatch', async () => {
    const reports = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('gemini-client-error'));
    const before = reports(tmpdir());
    await rig().tell({ script: [{ fault: { kind: 'status', status: 400 } }] });
    expect(reports(rig().tmp)).toHaveLength(1);
    expect(reports(tmpdir())).toEqual(before);
  });

  test('ends at its cap of turns', async () => {
    const { result, server } = await rig().tell({
      script: () => ({ calls: [read('a.txt')] }),
      change: { agent: { ...geminiAgent, maxTurns: 2 } },
    });
    expect(result).toMatchObject({
      status: 'error',
      fault: { kind: 'output-cap', fix: expect.stringContaining('maxTurns') as string },
    });
    expect(server.calls()).toHaveLength(2);
  });
});
