/** The pinned real claude, driven by the driver's own command lines, against a local model server: its work as executor and verifier. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { strictSchema } from '../../runtime/findings/index.ts';
import { claudeAgent, hasClaude } from './claude.ts';
import { raw, toolOutputs, toolsOffered, useClaudeRig } from './claude-rig.ts';
import { always, type ToolCall } from './script.ts';

const rig = useClaudeRig();
const answerSchema = JSON.stringify(strictSchema(), null, 2);
const asVerifier = { role: 'verifier', change: { answerSchema, answerSchemaFile: '/schema.json' } } as const;
const ANSWER = { tree: 'abc', verdict: 'pass', criteria: [], findings: [], commands: null, summary: null };

describe.skipIf(!hasClaude)('the real claude as executor', { timeout: 60_000 }, () => {
  test('edits files of a linked worktree with its own tools, and the stream tells', async () => {
    const edit = { file_path: join(rig().worktree, 'a.txt'), old_string: 'one', new_string: 'two' };
    const { result, record } = await rig().tell({
      script: [
        { text: 'I will add a file.', calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
        { calls: [raw('Read', { file_path: 'a.txt' }), raw('Edit', edit)] },
        { text: 'Both done.', usage: { input: 500, cached: 400, output: 7, reasoning: 3 } },
      ],
      change: { agent: { ...claudeAgent, model: 'claude-sonnet-5-5' } },
    });
    expect(result).toMatchObject({
      status: 'completed',
      text: 'Both done.',
      usage: { inputTokens: 2500, cachedInputTokens: 400, outputTokens: 27, reasoningTokens: 3 },
      model: { name: 'claude-sonnet-5-5', attestation: 'served' },
      commands: [],
    });
    expect(result.usage?.costUsd).toBeGreaterThan(0);
    expect(readFileSync(join(rig().worktree, 'a.txt'), 'utf8')).toBe('two\n');
    expect(readFileSync(join(rig().worktree, 'added.txt'), 'utf8')).toBe('hello\n');
    expect(record.events.filter(({ type }) => type === 'file-change')).toEqual([
      { type: 'file-change', path: expect.stringMatching(/added\.txt$/) as string, change: 'add' },
      { type: 'file-change', path: join(rig().worktree, 'a.txt'), change: 'update' },
    ]);
    const started = record.events.filter((event) => event.type === 'tool-started').map(({ id }) => id);
    const finished = record.events.filter((event) => event.type === 'tool-finished').map(({ id }) => id);
    expect(started).toEqual(finished);
    const deltas = record.events.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
    expect(deltas.join('')).toBe('I will add a file.Both done.');
  });

  test('outside of a sandbox has no shell and writes nowhere but in the worktree', async () => {
    const { root, worktree } = rig();
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(worktree, 'link'));
    const paths = ['../beside.txt', join(root, 'repo', 'r.txt'), 'link/l.txt', '.git', '.claude/settings.json'];
    const answered = await rig().tell({
      script: [
        {
          calls: [
            { tool: 'shell', cmd: 'echo x > by-shell.txt' },
            raw('Monitor', { command: 'touch by-monitor.txt', description: 'x' }),
            raw('Workflow', { script: 'x' }),
            raw('Agent', { description: 'x', prompt: 'write w.txt', subagent_type: 'general-purpose' }),
            ...paths.map((path): ToolCall => ({ tool: 'write', path, content: 'x' })),
          ],
        },
        { text: 'I could not.' },
      ],
      // What a person allowed for interactive sessions gives no tool that is withheld.
      home: { settings: { permissions: { allow: ['Bash', 'Monitor', 'Workflow'] } } },
    });
    expect(answered.result).toMatchObject({ status: 'completed', text: 'I could not.', commands: [] });
    expect(toolsOffered(answered)).toEqual(['Edit', 'Glob', 'Grep', 'NotebookEdit', 'Read', 'Write']);
    expect(toolOutputs(answered).map((said) => /No such tool|requested permissions/.exec(said)?.[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'No such tool'),
      ...paths.map(() => 'requested permissions'),
    ]);
    expect(rig().status()).toBe('?? link\n');
    expect(existsSync(join(root, 'outside', 'l.txt')) || existsSync(join(root, 'beside.txt'))).toBe(false);
  });

  test('inside of a sandbox has one, which sees the mark of the run, git settings, and no keys', async () => {
    const cmd = 'env; git config okstra.seen; exit 3';
    const answered = await rig().tell({
      script: [
        {
          calls: [
            { tool: 'shell', cmd },
            { tool: 'shell', cmd: 'true' },
          ],
        },
        { text: 'ok' },
      ],
      change: { confined: true },
      env: {
        ACME_TOKEN: 'token-that-must-not-be-seen',
        ACME_SECRET_KEY: 'key-that-must-not-be-seen',
        ACME_PLAIN: 'plain-value',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'okstra.seen',
        GIT_CONFIG_VALUE_0: 'git-setting-is-seen',
      },
    });
    expect(toolsOffered(answered)).toEqual(['Agent', 'Bash', 'Edit', 'Glob', 'Grep', 'NotebookEdit', 'Read', 'Write']);
    const [env] = toolOutputs(answered);
    for (const part of [
      'OKSTRA_RUN_ID=run-of-the-test',
      'OKSTRA_ROLE=executor',
      'ACME_PLAIN=plain-value',
      'git-setting-is-seen',
    ]) {
      expect(env).toContain(part);
    }
    for (const part of ['must-not-be-seen', 'key-of-the-tests', 'ANTHROPIC_API_KEY']) expect(env).not.toContain(part);
    expect(answered.result.commands).toEqual([
      { cmd, exitCode: 3 },
      { cmd: 'true', exitCode: 0 },
    ]);
  });

  test('runs the user’s own start of a shell first', async () => {
    const own = join(rig().scratch, "user's start.sh");
    writeFileSync(own, 'export ACME_FROM_START=yes ACME_KEY=hidden\n');
    const answered = await rig().tell({
      script: [{ calls: [{ tool: 'shell', cmd: 'echo "start=$ACME_FROM_START key=$ACME_KEY."' }] }, { text: 'ok' }],
      change: { confined: true },
      env: { CLAUDE_ENV_FILE: own },
    });
    expect(toolOutputs(answered)).toEqual(['start=yes key=.']);
  });

  test('sends subagents, whose work counts as its own', async () => {
    const answered = await rig().tell({
      script: ({ body }) => {
        const asked = JSON.stringify((body as { messages: unknown }).messages);
        const isDone = asked.includes('"tool_result"');
        if (!asked.includes('Do what the item says.')) {
          return isDone ? { text: 'sub answer' } : { calls: [{ tool: 'shell', cmd: 'echo sub > sub.txt' }] };
        }
        const call = raw('Agent', { description: 'x', prompt: 'SUBTASK', subagent_type: 'general-purpose' });
        return isDone ? { text: 'main answer' } : { calls: [call] };
      },
      change: { confined: true },
    });
    expect(answered.result).toMatchObject({
      status: 'completed',
      text: 'main answer',
      usage: { inputTokens: 4000, outputTokens: 40 },
      commands: [{ cmd: 'echo sub > sub.txt' }],
    });
    expect(rig().status()).toBe('?? sub.txt\n');
  });

  test('is asked for the model and the effort of the agent', async () => {
    const { server } = await rig().tell({
      script: [{ text: 'ok' }],
      change: { agent: { ...claudeAgent, model: 'sonnet', effort: 'high' } },
    });
    expect(server.calls()[0]?.body).toMatchObject({
      model: expect.stringMatching(/^claude-sonnet-/) as string,
      output_config: { effort: 'high' },
    });
    expect(server.requests.map(({ call }) => call)).toEqual([0]);
  });

  test('goes on with a session, and its usage is what this dispatch took', async () => {
    const first = await rig().tell({ script: [{ text: 'first', usage: { input: 100, cached: 10, output: 5 } }] });
    expect(first.result).toMatchObject({ text: 'first', usage: { inputTokens: 100, outputTokens: 5 } });
    const { sessionId = '', usage = {} } = first.result;
    const second = await rig().tell({
      script: [{ text: 'second', usage: { input: 250, output: 7 } }],
      prompt: 'Go on.',
      change: { resumeSession: sessionId },
      before: usage,
    });
    expect(second.result).toMatchObject({
      status: 'completed',
      text: 'second',
      sessionId,
      usage: { inputTokens: 250, cachedInputTokens: 0, outputTokens: 7, reasoningTokens: 0 },
    });
    // 250 and 7 against 100 (10 of them cached) and 5, at one price: more than the first, and not the sum.
    expect((second.result.usage?.costUsd ?? 0) / (usage.costUsd ?? 1)).toBeCloseTo(2, 0);
    const asked = JSON.stringify(second.server.calls()[0]?.body);
    for (const part of ['Do what the item says.', 'first', 'Go on.']) expect(asked).toContain(part);
  });

  test('a session that is gone is a crash that names it', async () => {
    const { result } = await rig().tell({ script: [], change: { resumeSession: '01a1fdbe-fcba-4940-821b-000000000000' } });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(result.fault?.message).toMatch(/No conversation found.*01a1fdbe/);
    expect(result.sessionId).toBeUndefined();
  });

  test('takes a prompt as it stands: neither files that it names nor commands of claude', async () => {
    const secret = join(rig().root, 'secret.txt');
    writeFileSync(secret, 'TOP-SECRET');
    rig().write('test/one.txt', 'CONTENT-OF-A-FILE');
    for (const prompt of [`Fix @test/one.txt and @${secret}, ask @agent-Explore:\n@@ -1 +1 @@\n`, '/cost']) {
      const { server } = await rig().tell({ script: [{ text: 'ok' }], prompt });
      const asked = JSON.stringify(server.calls()[0]?.body);
      expect(asked).toContain(JSON.stringify(prompt).slice(1, -1));
      for (const part of ['CONTENT-OF-A-FILE', 'TOP-SECRET', 'invoke the agent']) expect(asked).not.toContain(part);
    }
  });

  test.each([
    ['turns', { maxTurns: 2 }, 2],
    ['money', { maxBudgetUsd: 0.000_001 }, 1],
  ])('ends at its cap of %s', async (_name, cap, calls) => {
    const { result, server } = await rig().tell({
      script: always({ calls: [raw('Read', { file_path: 'a.txt' })] }),
      change: { agent: { ...claudeAgent, ...cap } },
    });
    const fix = expect.stringContaining(Object.keys(cap)[0] ?? '') as string;
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'output-cap', fix }, usage: { outputTokens: calls * 10 } });
    expect(server.calls()).toHaveLength(calls);
  });
});

describe.skipIf(!hasClaude)('the real claude as verifier', { timeout: 60_000 }, () => {
  test('answers through its tool for that, in the form of the schema it is handed', async () => {
    const { commands: _, ...incomplete } = ANSWER;
    const answered = await rig().tell({
      ...asVerifier,
      script: [
        { text: 'I looked.', calls: [raw('StructuredOutput', incomplete)] },
        { calls: [raw('StructuredOutput', ANSWER)] },
        { text: 'done' },
      ],
    });
    expect(toolsOffered(answered)).toEqual(['Glob', 'Grep', 'Read', 'StructuredOutput']);
    expect(toolOutputs(answered)[0]).toContain("must have required property 'commands'");
    expect(answered.result).toMatchObject({ status: 'completed', structured: ANSWER });
  });

  test('that answers in words has answered, when they are one JSON object', async () => {
    const { result } = await rig().tell({ ...asVerifier, script: always({ text: JSON.stringify(ANSWER) }) });
    expect(result).toMatchObject({ status: 'completed', structured: ANSWER, text: JSON.stringify(ANSWER) });
    const spoken = await rig().tell({ ...asVerifier, script: always({ text: 'It is fine.' }) });
    expect(spoken.result).toMatchObject({ status: 'completed', text: 'It is fine.' });
    expect(spoken.result.structured).toBeUndefined();
  });

  test('that never fits the schema has not answered', async () => {
    const { result } = await rig().tell({ ...asVerifier, script: always({ calls: [raw('StructuredOutput', { tree: 'x' })] }) });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(result.structured).toBeUndefined();
  });

  test('told to write, to commit or to delegate leaves nothing behind', async () => {
    const calls: ToolCall[] = [
      { tool: 'write', path: 'w.txt', content: 'x' },
      raw('Edit', { file_path: 'a.txt', old_string: 'one', new_string: 'two' }),
      raw('NotebookEdit', { notebook_path: 'n.ipynb', new_source: 'x' }),
      { tool: 'shell', cmd: 'git commit --allow-empty -m x' },
      raw('Agent', { description: 'x', prompt: 'write w.txt', subagent_type: 'general-purpose' }),
      raw('Skill', { skill: 'update-config' }),
      raw('EnterWorktree', { name: 'x' }),
      raw('WebFetch', { url: 'http://127.0.0.1:1/', prompt: 'x' }),
    ];
    const head = rig().git(rig().worktree, 'rev-parse', 'HEAD');
    const answered = await rig().tell({ role: 'verifier', script: [{ calls }, { text: 'I tried.' }] });
    expect(answered.result).toMatchObject({ status: 'completed', text: 'I tried.', commands: [] });
    expect(toolOutputs(answered)).toEqual(calls.map(() => expect.stringContaining('No such tool') as string));
    expect(toolsOffered(answered)).toEqual(['Glob', 'Grep', 'Read']);
    expect(rig().status()).toBe('');
    expect(rig().git(rig().worktree, 'rev-parse', 'HEAD')).toBe(head);
    expect(rig().git(rig().worktree, 'worktree', 'list').trim().split('\n')).toHaveLength(2);
    expect(rig().sessions()).toEqual([]);
  });

  test('reads all of its repository, ignored files too, and nothing outside of it', async () => {
    const { root, worktree } = rig();
    const secret = join(root, 'secret.txt');
    writeFileSync(secret, 'TOP-SECRET\n');
    rig().write('.okstra-inputs/change.diff', 'THE-DIFF\n');
    rig().write('.gitignore', '.okstra-inputs\n');
    symlinkSync(secret, join(worktree, 'link.txt'));
    const read = (path: string): ToolCall => raw('Read', { file_path: path });
    const outside = [read(secret), read('../secret.txt'), read('link.txt'), read('/etc/passwd')];
    const searched = [raw('Grep', { pattern: 'TOP', path: root, output_mode: 'content' }), raw('Glob', { pattern: `${root}/*` })];
    const answered = await rig().tell({
      role: 'verifier',
      script: [{ calls: [read('.okstra-inputs/change.diff'), ...outside, ...searched] }, { text: 'ok' }],
    });
    const [diff, ...others] = toolOutputs(answered);
    expect(diff).toContain('THE-DIFF');
    expect(others).toEqual([...outside, ...searched].map(() => expect.stringContaining('has been denied') as string));
    expect(JSON.stringify(answered.lines)).not.toContain('TOP-SECRET');
  });
});
