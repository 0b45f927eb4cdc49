import { describe, expect, test } from 'vitest';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { codexStream, commandOf, dispatchContext, recordOf } from './builders.ts';

const argvOf = (...args: Parameters<typeof dispatchContext>): readonly string[] =>
  commandOf(codexCli, dispatchContext(...args)).argv;
const settingsOf = (argv: readonly string[]): readonly string[] => argv.filter((_, index) => argv[index - 1] === '-c');

describe('the command line', () => {
  test('of an executor: workspace-write, a session that can be continued, prompt on stdin', () => {
    const command = commandOf(codexCli, dispatchContext({ program: '/bin/codex' }));
    expect(command).toMatchObject({ cwd: '/work', stdin: 'Do it.', lastMessageFile: '/run/last.txt' });
    expect(command.argv).toEqual([
      '/bin/codex',
      'exec',
      '--json',
      '-C',
      '/work',
      '-s',
      'workspace-write',
      '--skip-git-repo-check',
      ...[
        'analytics.enabled=false',
        'features.plugins=false',
        'features.unbounded_connection_retries=false',
        'shell_environment_policy.ignore_default_excludes=false',
        'shell_environment_policy.exclude=["*PASSW*","*PASSPHRASE*","*CREDENTIAL*","*CREDS","*_AUTH","*_COOKIE","*_DSN","*_JWT","*_PASS","*_PAT"]',
        'shell_environment_policy.set.OKSTRA_RUN_ID="run-1"',
        'shell_environment_policy.set.OKSTRA_DEPTH="1"',
        'sandbox_workspace_write.exclude_slash_tmp=true',
        'sandbox_workspace_write.writable_roots=[]',
      ].flatMap((setting) => ['-c', setting]),
      '-o',
      '/run/last.txt',
      '-',
    ]);
  });

  test('of a verifier: read-only, no session left behind, nothing of the candidate read as instructions', () => {
    const argv = argvOf({ role: 'verifier', cwd: '/snap "1"', answerSchemaFile: '/run/schema.json' });
    expect(argv).toContain('--ephemeral');
    expect(argv[argv.indexOf('-s') + 1]).toBe('read-only');
    expect(argv[argv.indexOf('--output-schema') + 1]).toBe('/run/schema.json');
    expect(settingsOf(argv)).toEqual(
      expect.arrayContaining([
        'project_doc_max_bytes=0',
        'skills.include_instructions=false',
        'projects={"/snap \\"1\\""={trust_level="untrusted"}}',
      ]),
    );
    expect(settingsOf(argv).join()).not.toContain('sandbox_workspace_write');
  });

  test('names model and effort only when the agent has them', () => {
    const argv = argvOf({ agent: { model: 'gpt-5.5', effort: 'high' } });
    expect(argv[argv.indexOf('-m') + 1]).toBe('gpt-5.5');
    expect(settingsOf(argv)).toContain('model_reasoning_effort="high"');
    expect(argvOf()).not.toContain('-m');
    expect(settingsOf(argvOf()).join()).not.toContain('effort');
  });

  test('continues a session after all options, and never for a verifier', () => {
    expect(argvOf({ resumeSession: 'abc' }).slice(-5)).toEqual(['-o', '/run/last.txt', 'resume', 'abc', '-']);
    expect(argvOf({ role: 'verifier', resumeSession: 'abc' })).not.toContain('resume');
  });

  test('has no sandbox only at level full, for either role', () => {
    for (const role of ['executor', 'verifier'] as const) {
      const argv = argvOf({ role, sandbox: 'full' });
      expect(argv[argv.indexOf('-s') + 1]).toBe('danger-full-access');
    }
    expect(argvOf()).not.toContain('danger-full-access');
  });

  test('keeps the arguments of a configured command before its own', () => {
    expect(argvOf({ program: '/usr/bin/npx', agent: { command: ['npx', '@openai/codex'] } }).slice(0, 3)).toEqual([
      '/usr/bin/npx',
      '@openai/codex',
      'exec',
    ]);
  });

  test('gives the private folder as TMPDIR, whatever the agent configures', () => {
    const { env } = commandOf(codexCli, dispatchContext({ agent: { env: { TMPDIR: '/other', EXTRA: '1' } } }));
    expect(env).toMatchObject({ TMPDIR: '/run/tmp', EXTRA: '1', OKSTRA_ROLE: 'executor', OKSTRA_AGENT: 'codex' });
  });

  test('is refused for a prompt over the limit of the program, counted in characters', () => {
    const fits = 'ü😀'.repeat(524_288);
    expect(codexCli.command(dispatchContext({ prompt: fits })).ok).toBe(true);
    const command = codexCli.command(dispatchContext({ prompt: `${fits}x` }));
    expect(command).toMatchObject({ ok: false, failure: { category: 'usage', code: 'prompt-too-large' } });
    expect(command.ok ? '' : command.failure.message).toMatch(/at most 1048576 characters.*found 1048577/);
  });
});

describe('how a dispatch ended', () => {
  test('a finished turn: text, session, usage, commands', () => {
    const record = recordOf(codexCli, codexStream('edits-and-commands'));
    expect(codexCli.conclude(record, dispatchContext({ agent: { model: 'gpt-5.5' } }))).toEqual({
      status: 'completed',
      text: 'All done.',
      sessionId: '00000000-0000-7000-8000-000000000000',
      usage: { inputTokens: 4500, cachedInputTokens: 400, outputTokens: 47, reasoningTokens: 3 },
      model: { name: 'gpt-5.5', attestation: 'requested' },
      commands: [{ cmd: `echo "it's done"; exit 3`, exitCode: 3 }],
    });
  });

  test('the file of the last message comes before the stream, unless it is empty', () => {
    const stream = codexStream('edits-and-commands');
    const text = (lastMessage: string) => codexCli.conclude(recordOf(codexCli, stream, { lastMessage }), dispatchContext()).text;
    expect(text('From the file.')).toBe('From the file.');
    expect(text('\n')).toBe('All done.');
  });

  test('no model is named when none was requested', () => {
    expect(codexCli.conclude(recordOf(codexCli, codexStream('no-message')), dispatchContext())).toEqual({
      status: 'completed',
      text: '',
      sessionId: '00000000-0000-7000-8000-000000000000',
      usage: { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 10, reasoningTokens: 0 },
      commands: [],
    });
  });

  test('a structured answer is parsed where one was expected', () => {
    const stream = codexStream('structured-answer');
    const context = dispatchContext({ role: 'verifier' });
    expect(codexCli.conclude(recordOf(codexCli, stream, { structuredExpected: true }), context).structured).toEqual({
      verdict: 'pass',
    });
    expect(codexCli.conclude(recordOf(codexCli, stream), context).structured).toBeUndefined();
    const spoken = codexStream('no-message');
    expect(codexCli.conclude(recordOf(codexCli, spoken, { structuredExpected: true }), context).structured).toBeUndefined();
  });

  test('the usage of a continued session is the difference, that of a new one is not', () => {
    const record = recordOf(codexCli, codexStream('edits-and-commands'));
    const before = { inputTokens: 4000, cachedInputTokens: 400, outputTokens: 40 };
    const session = '00000000-0000-7000-8000-000000000000';
    expect(codexCli.conclude(record, dispatchContext({ resumeSession: session }), before).usage).toEqual({
      inputTokens: 500,
      cachedInputTokens: 0,
      outputTokens: 7,
      reasoningTokens: 3,
    });
    expect(codexCli.conclude(record, dispatchContext({ resumeSession: 'another' }), before).usage?.inputTokens).toBe(4500);
  });

  test.each([
    ['status-401', 'auth'],
    ['status-403', 'auth'],
    ['status-400-model', 'model'],
    ['status-404', 'model'],
    ['status-429', 'quota'],
    ['quota-exceeded', 'quota'],
    ['usage-limit', 'quota'],
    ['rate-limit-in-stream', 'quota'],
    ['status-500', 'overloaded'],
    ['status-503-overloaded', 'overloaded'],
    ['context-overflow', 'context-overflow'],
    ['refusal', 'refusal'],
    ['cut', 'stream'],
    ['ended-early', 'stream'],
    ['malformed', 'stream'],
    ['silence', 'stream'],
  ] as const)('the recorded stream %s is a fault of kind %s', (name, kind) => {
    const record = recordOf(codexCli, codexStream(name), { end: { exitCode: 1 } });
    expect(codexCli.conclude(record, dispatchContext())).toMatchObject({ status: 'error', fault: { kind } });
  });

  test('a usage limit carries the time at which it ends', () => {
    const stream = codexStream('rate-limit-in-stream');
    const record = recordOf(codexCli, stream, { end: { exitCode: 1, endedAt: '2030-01-01T00:00:00.000Z' } });
    expect(codexCli.conclude(record, dispatchContext()).fault?.retryAt).toBe('2030-01-01T00:00:11.054Z');
  });

  test('a turn that was answered by another model is an error, though it finished', () => {
    const record = recordOf(codexCli, codexStream('rerouted'));
    expect(codexCli.conclude(record, dispatchContext())).toMatchObject({
      status: 'error',
      fault: { kind: 'model', message: expect.stringContaining('gpt-5.5 -> gpt-4-mini') as string },
    });
  });

  test('retries that led to an answer leave no fault', () => {
    const result = codexCli.conclude(recordOf(codexCli, codexStream('retried')), dispatchContext());
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result).not.toHaveProperty('fault');
  });

  test('a stream that stops before its turn is completed is not an answer, with exit code 0 either', () => {
    const lines = codexStream('edits-and-commands').trimEnd().split('\n').slice(0, -1).join('\n');
    expect(codexCli.conclude(recordOf(codexCli, lines), dispatchContext())).toMatchObject({
      status: 'error',
      text: 'All done.',
      fault: { kind: 'stream' },
    });
    const killed = recordOf(codexCli, lines, { end: { exitCode: null, signal: 'SIGKILL' } });
    expect(codexCli.conclude(killed, dispatchContext())).toMatchObject({
      fault: { kind: 'crash', message: expect.stringContaining('SIGKILL') as string },
    });
  });

  test('a process killed while it retries has the fault of its last retry', () => {
    const lines = codexStream('retried').split('\n').slice(0, 3).join('\n');
    const record = recordOf(codexCli, lines, { end: { exitCode: null, signal: 'SIGKILL' } });
    expect(codexCli.conclude(record, dispatchContext()).fault).toMatchObject({ kind: 'stream' });
  });

  test.each([
    ['silence', 'timeout'],
    ['wall-clock', 'timeout'],
    ['output-cap', 'error'],
    ['cancelled', 'error'],
  ] as const)('stopped for %s it is a fault of that name, and keeps its session', (stopped, status) => {
    const record = recordOf(codexCli, codexStream('edits-and-commands'), { end: { exitCode: null, signal: 'SIGTERM', stopped } });
    expect(codexCli.conclude(record, dispatchContext())).toMatchObject({
      status,
      fault: { kind: stopped },
      sessionId: '00000000-0000-7000-8000-000000000000',
    });
  });

  test('stopped while it waits to try again it has the fault of its last try; without one the limit is named', () => {
    const ended = { end: { exitCode: null, signal: 'SIGTERM', stopped: 'no-response' } } as const;
    const again = `{"type":"error","message":"Reconnecting... 1/5 (exceeded retry limit, last status: 429 Too Many Requests)"}\n`;
    const start = '{"type":"thread.started","thread_id":"t"}\n{"type":"turn.started"}\n';
    const concluded = (lines: string) => codexCli.conclude(recordOf(codexCli, start + lines, ended), dispatchContext());
    expect(concluded(again)).toMatchObject({
      status: 'timeout',
      fault: { kind: 'quota', message: expect.stringContaining('run.firstResponse') as string },
      sessionId: 't',
    });
    const { fault } = concluded('');
    expect(fault).toMatchObject({ kind: 'silence', fix: expect.stringContaining('run.firstResponse') as string });
    const record = recordOf(codexCli, start + again, ended);
    const later = { ...record, events: [...record.events, { type: 'model-answers' as const }, { type: 'model-asked' as const }] };
    expect(codexCli.conclude(later, dispatchContext()).fault).toMatchObject({ kind: 'silence' });
  });

  test('a script in its place that prints plain text has answered with that text', () => {
    const record = recordOf(codexCli, 'STATUS: ok\n{"remainingTasks":[]}\n', { structuredExpected: true });
    expect(codexCli.conclude(record, dispatchContext({ role: 'verifier' }))).toEqual({
      status: 'completed',
      text: 'STATUS: ok\n{"remainingTasks":[]}\n',
      commands: [],
    });
  });

  test('a script in its place that prints nothing or fails has not answered', () => {
    expect(codexCli.conclude(recordOf(codexCli, ' \n'), dispatchContext())).toMatchObject({
      status: 'error',
      fault: { kind: 'crash' },
    });
    const failed = recordOf(codexCli, 'half an answer', { end: { exitCode: 2, stderrTail: 'no such thing' } });
    expect(codexCli.conclude(failed, dispatchContext())).toMatchObject({
      status: 'error',
      fault: { kind: 'crash', message: expect.stringContaining('no such thing') as string },
    });
  });

  test('what the program says on stderr before it starts is the fault', () => {
    const stderrTail =
      'Error: turn/start failed: Input exceeds the maximum length of 1048576 characters. (code -32602)\n\nStack backtrace:\n   0: <unknown>\n';
    const thread = codexStream('cut').split('\n')[0] ?? '';
    const record = recordOf(codexCli, thread, { end: { exitCode: 1, stderrTail } });
    expect(codexCli.conclude(record, dispatchContext()).fault).toMatchObject({ kind: 'prompt-too-large' });
    const home = recordOf(codexCli, '', {
      end: {
        exitCode: 1,
        stderrTail: 'WARNING: x\nError finding codex home: CODEX_HOME points to "/x", but that path does not exist',
      },
    });
    expect(codexCli.conclude(home, dispatchContext()).fault).toMatchObject({ kind: 'unstartable' });
  });
});
