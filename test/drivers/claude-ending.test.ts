import { describe, expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { bareName } from '../../runtime/drivers/claude-ending.ts';
import { claudeStream, dispatchContext, recordOf } from './builders.ts';

const SESSION = '00000000-0000-4000-8000-000000000000';
const conclude = (
  stdout: string,
  change: Parameters<typeof recordOf>[2] = {},
  context: Parameters<typeof dispatchContext>[0] = {},
) => claudeCli.conclude(recordOf(claudeCli, stdout, change), dispatchContext(context));
const failed = { end: { exitCode: 1 } };

describe('how a dispatch ended', () => {
  test('a finished turn: text, session, model, usage, commands', () => {
    expect(conclude(claudeStream('edits-and-commands'))).toEqual({
      status: 'completed',
      text: 'All done.',
      sessionId: SESSION,
      usage: {
        inputTokens: 5500,
        cachedInputTokens: 400,
        outputTokens: 57,
        reasoningTokens: 3,
        costUsd: expect.any(Number) as number,
      },
      model: { name: 'claude-opus-5-5', attestation: 'served' },
      commands: [{ cmd: `echo "it's done"; exit 3`, exitCode: 3 }, { cmd: 'true', exitCode: 0 }, { cmd: 'grep nothing a.txt' }],
    });
  });

  test('commands that were refused were not run', () => {
    expect(conclude(claudeStream('write-refused'), {}, { role: 'verifier' }).commands).toEqual([]);
  });

  test('the commands and tokens of a subagent count, its words do not', () => {
    expect(conclude(claudeStream('delegated'))).toMatchObject({
      text: 'main answer',
      usage: { inputTokens: 4000, outputTokens: 40 },
      commands: [{ cmd: 'echo sub' }],
    });
  });

  test('a structured answer comes from the tool for it, else from words that are one JSON object', () => {
    const expected = { structuredExpected: true };
    for (const name of ['structured-answer', 'structured-in-words']) {
      expect(conclude(claudeStream(name), expected).structured).toEqual({ verdict: 'pass' });
    }
    expect(conclude(claudeStream('structured-answer')).structured).toBeUndefined();
    expect(conclude(claudeStream('edits-and-commands'), expected).structured).toBeUndefined();
  });

  test('the figures of several results of one process are added', () => {
    const lines = claudeStream('edits-and-commands');
    const last = lines.trimEnd().split('\n').at(-1) ?? '';
    const { inputTokens = 0, costUsd = 0 } = conclude(lines).usage ?? {};
    const usage = conclude(`${lines}${last}\n`).usage;
    expect(usage?.inputTokens).toBe(2 * inputTokens);
    expect(usage?.costUsd).toBeCloseTo(2 * costUsd);
  });

  test('figures of the whole session are taken from where the dispatch began; its own stand as they are', () => {
    const account = { inputTokens: 100, outputTokens: 10, costUSD: 0.5 };
    const lines = (fields: object): string =>
      [
        { type: 'system', subtype: 'init', session_id: SESSION, model: 'claude-x' },
        { type: 'result', subtype: 'success', is_error: false, session_id: SESSION, ...fields },
      ]
        .map((event) => JSON.stringify(event))
        .join('\n');
    const before = { inputTokens: 60, outputTokens: 4, costUsd: 0.2 };
    const usageOf = (fields: object) =>
      claudeCli.conclude(recordOf(claudeCli, lines(fields)), dispatchContext({ resumeSession: SESSION }), before).usage;
    expect(usageOf({ modelUsage: { a: account } })).toMatchObject({ inputTokens: 40, outputTokens: 6, costUsd: 0.3 });
    expect(usageOf({ model_usage_since_last_result: { a: account } })).toMatchObject({ inputTokens: 100, costUsd: 0.5 });
  });

  test.each([
    ['not-logged-in', 'auth'],
    ['status-401', 'auth'],
    ['status-403', 'auth'],
    ['status-400', 'model'],
    ['status-404', 'model'],
    ['status-413', 'prompt-too-large'],
    ['status-429', 'quota'],
    ['credit-balance', 'quota'],
    ['usage-limit', 'quota'],
    ['status-500', 'overloaded'],
    ['status-529', 'overloaded'],
    ['overloaded-in-stream', 'overloaded'],
    ['prompt-too-long', 'context-overflow'],
    ['refusal', 'refusal'],
    ['cut', 'stream'],
    ['ended-early', 'stream'],
    ['malformed', 'stream'],
    ['no-headers', 'network'],
    ['max-turns', 'output-cap'],
    ['max-budget', 'output-cap'],
    ['structured-never-fits', 'crash'],
    ['session-gone', 'crash'],
  ] as const)('the recorded stream %s is a fault of kind %s', (name, kind) => {
    expect(conclude(claudeStream(name), failed)).toMatchObject({ status: 'error', fault: { kind } });
  });

  test('a result that is an error is a fault, though it calls itself a success and the exit code is 0', () => {
    expect(claudeStream('status-401')).toContain('"subtype":"success"');
    expect(conclude(claudeStream('status-401'))).toMatchObject({ status: 'error', fault: { kind: 'auth' } });
  });

  test('money that was reserved and did not last is the budget of the run, unless the own limit of the agent was less', () => {
    const capped = (reservedUsd: number, maxBudgetUsd?: number) =>
      conclude(claudeStream('max-budget'), failed, {
        reservedUsd,
        agent: maxBudgetUsd === undefined ? {} : { maxBudgetUsd },
      }).fault;
    expect(capped(0.5)).toMatchObject({ kind: 'budget', fix: expect.stringContaining('--budget-usd') as string });
    expect(capped(0.5, 0.1)).toMatchObject({ kind: 'output-cap', fix: expect.stringContaining('maxBudgetUsd') as string });
  });

  test('a session that is gone is not reported as the session', () => {
    expect(conclude(claudeStream('session-gone'), failed).sessionId).toBeUndefined();
  });

  test('a usage limit carries the time at which it ends', () => {
    expect(conclude(claudeStream('usage-limit'), failed).fault).toMatchObject({
      kind: 'quota',
      retryAt: '2030-01-02T03:04:00.000Z',
      message: expect.stringContaining('5-hour limit') as string,
    });
  });

  test('an answer of another model is an error, though the turn finished', () => {
    expect(conclude(claudeStream('other-model'))).toMatchObject({
      status: 'error',
      fault: { kind: 'model', message: expect.stringMatching(/claude-haiku-4-5-20251001 answered as claude-sonnet/) as string },
      model: { name: 'claude-haiku-4-5-20251001', attestation: 'served' },
    });
  });

  test('without any answer the model is the requested one, and called so', () => {
    const start = claudeStream('status-401').split('\n')[0] ?? '';
    expect(conclude(start, failed).model).toEqual({ name: 'claude-opus-5-5', attestation: 'requested' });
  });

  test('retries that led to an answer leave no fault', () => {
    const result = conclude(claudeStream('retried'));
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result).not.toHaveProperty('fault');
  });

  test('a stream without a result is not an answer, with exit code 0 either', () => {
    const lines = claudeStream('edits-and-commands').trimEnd().split('\n').slice(0, -1).join('\n');
    expect(conclude(lines)).toMatchObject({ status: 'error', text: 'All done.', fault: { kind: 'stream' } });
    const killed = { end: { exitCode: null, signal: 'SIGKILL' } };
    expect(conclude(lines, killed).fault).toMatchObject({
      kind: 'crash',
      message: expect.stringContaining('SIGKILL') as string,
    });
  });

  test('a process killed while it retries has the fault of its last retry, unless its work went on', () => {
    const lines = claudeStream('retried').trimEnd().split('\n');
    const retry = lines.findIndex((line) => line.includes('api_retry'));
    const killed = { end: { exitCode: 143 } };
    expect(conclude(lines.slice(0, retry + 1).join('\n'), killed).fault).toMatchObject({ kind: 'network' });
    expect(conclude(lines.slice(0, -1).join('\n'), killed).fault).toMatchObject({ kind: 'crash' });
  });

  test.each([
    ['silence', 'timeout'],
    ['wall-clock', 'timeout'],
    ['output-cap', 'error'],
    ['cancelled', 'error'],
  ] as const)('stopped for %s it is a fault of that name, and keeps its session', (stopped, status) => {
    const end = { exitCode: null, signal: 'SIGTERM', stopped };
    expect(conclude(claudeStream('edits-and-commands'), { end })).toMatchObject({
      status,
      fault: { kind: stopped },
      sessionId: SESSION,
    });
  });

  test('a script in its place that prints plain text has answered with that text', () => {
    const text = 'STATUS: ok\n{"remainingTasks":[]}\n';
    expect(conclude(text, { structuredExpected: true }, { role: 'verifier' })).toEqual({
      status: 'completed',
      text,
      commands: [],
    });
    const json = '{"verdict":"pass"}';
    expect(conclude(json, { structuredExpected: true }).structured).toEqual({ verdict: 'pass' });
  });

  test('a script in its place that prints nothing or fails has not answered', () => {
    expect(conclude(' \n')).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(conclude('half an answer', { end: { exitCode: 2, stderrTail: 'no such thing' } })).toMatchObject({
      status: 'error',
      fault: { kind: 'crash', message: expect.stringContaining('no such thing') as string },
    });
  });

  test.each([
    ["error: unknown option '--x'", 'unstartable'],
    ['Error: piped stdin input exceeds 10MB. Pass large content as a file path in your prompt instead.', 'prompt-too-large'],
    ['Error: --json-schema is not a valid JSON Schema: data/type must be array', 'unstartable'],
    ['[claude-code:unrecognized_model] {"model":"x"}\nError: claude native binary not installed.', 'unstartable'],
  ] as const)('what the program says on stderr before it starts is the fault: %s', (stderrTail, kind) => {
    expect(conclude('', { end: { exitCode: 1, stderrTail } }).fault).toMatchObject({ kind });
  });
});

describe('the same model under several names', () => {
  test.each([
    ['claude-sonnet-4-5', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5[1m]', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku'],
    ['claude-sonnet-4-0', 'claude-sonnet-4'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['gateway/best', ''],
    ['<synthetic>', ''],
  ])('%s is %s', (name, bare) => expect(bareName(name)).toBe(bare));
});
