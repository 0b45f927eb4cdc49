import { describe, expect, test } from 'vitest';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import type { DispatchResult } from '../../runtime/model/agents.ts';
import { recordOf } from './builders.ts';
import { geminiContext, geminiStream } from './gemini-builders.ts';

const SESSION = '00000000-0000-4000-8000-000000000000';

const conclude = (stdout: string, change?: Parameters<typeof recordOf>[2]): DispatchResult =>
  geminiCli.conclude(recordOf(geminiCli, stdout, change), geminiContext());
const answered = (text: string): string =>
  [
    { type: 'init', session_id: SESSION, model: 'm' },
    { type: 'message', role: 'assistant', content: text, delta: true },
    { type: 'result', status: 'success', stats: {} },
  ]
    .map((event) => JSON.stringify({ timestamp: 'x', ...event }))
    .join('\n');

describe('how a dispatch of gemini ended', () => {
  test('a finished turn: the text of the last turn, session, usage, served model, commands', () => {
    expect(conclude(geminiStream('edits-and-commands'))).toEqual({
      status: 'completed',
      text: 'All done.',
      sessionId: SESSION,
      usage: { inputTokens: 3500, cachedInputTokens: 400, outputTokens: 40, reasoningTokens: 3 },
      model: { name: 'gemini-2.5-pro', attestation: 'served' },
      commands: [{ cmd: `echo "it's done"; exit 3` }],
    });
  });

  test('commands that were refused were not run', () => {
    expect(conclude(geminiStream('no-shell')).commands).toEqual([]);
    expect(conclude(geminiStream('write-refused'))).toMatchObject({
      status: 'completed',
      text: 'I could not write.',
      commands: [],
    });
  });

  test('a model that only was asked for is not said to have answered', () => {
    expect(conclude(geminiStream('status-401'), { end: { exitCode: 145 } }).model).toEqual({
      name: 'gemini-2.5-pro',
      attestation: 'requested',
    });
  });

  test('a structured answer is parsed where one was expected', () => {
    expect(conclude(geminiStream('structured-answer'), { structuredExpected: true }).structured).toEqual({ verdict: 'pass' });
    expect(conclude(geminiStream('structured-answer')).structured).toBeUndefined();
    expect(conclude(geminiStream('other-model'), { structuredExpected: true }).structured).toBeUndefined();
  });

  test('an answer that was begun anew counts once', () => {
    expect(conclude(geminiStream('restarted'), { structuredExpected: true })).toMatchObject({
      status: 'completed',
      text: '{"verdict":{"verdict":"pass"}',
      structured: { verdict: 'pass' },
    });
  });

  test.each([
    ['{"a":{"b":1}}{"a":{"b":1}}', { a: { b: 1 } }],
    ['{"a":{"b":1},"c{"a":{"b":2}}', { a: { b: 2 } }],
    ['{"verdict":"fail"}{"verdict":"pass"}', undefined],
    ['Here it is: {"a":1}', undefined],
    ['{"a":1', undefined],
    ['{"a":'.repeat(3000), undefined],
  ])('an answer twice is one, two answers are none: %s', (text, structured) => {
    expect(conclude(answered(text), { structuredExpected: true }).structured).toEqual(structured);
  });

  test.each([
    ['status-401', 145, 'auth'],
    ['status-403', 147, 'auth'],
    ['wrong-key', 144, 'auth'],
    ['status-400', 144, 'model'],
    ['status-404', 1, 'model'],
    ['status-429', 173, 'quota'],
    ['quota-day', 173, 'quota'],
    ['quota-hour', 173, 'quota'],
    ['status-500', 244, 'overloaded'],
    ['status-503', 247, 'overloaded'],
    ['context-overflow', 144, 'context-overflow'],
    ['error-in-stream', 247, 'overloaded'],
    ['cut', 1, 'stream'],
    ['ended-early', 0, 'stream'],
    ['malformed', 1, 'stream'],
    ['no-words', 0, 'stream'],
    ['outgrown-window', 0, 'context-overflow'],
    ['turn-cap', 53, 'output-cap'],
  ] as const)('the recorded stream %s with exit code %i is a fault of kind %s', (name, exitCode, kind) => {
    const result = conclude(geminiStream(name), { end: { exitCode } });
    expect(result).toMatchObject({ status: 'error', fault: { kind }, sessionId: SESSION });
    expect(result.fault?.message).not.toBe('');
  });

  test('a quota carries the time at which it ends', () => {
    const end = { exitCode: 173, endedAt: '2030-01-01T00:00:00.000Z' };
    expect(conclude(geminiStream('quota-hour'), { end }).fault?.retryAt).toBe('2030-01-01T01:00:00.000Z');
    expect(conclude(geminiStream('quota-day'), { end }).fault).not.toHaveProperty('retryAt');
  });

  test('a turn that ended in good form after a warning of gemini itself is no answer', () => {
    const stream = geminiStream('structured-answer').trimEnd().split('\n');
    const warning = '{"type":"error","timestamp":"x","severity":"warning","message":"Loop detected, stopping execution"}';
    const text = [...stream.slice(0, -1), warning, stream.at(-1)].join('\n');
    expect(conclude(text)).toMatchObject({
      status: 'error',
      fault: { kind: 'crash', message: expect.stringContaining('Loop') as string },
    });
  });

  test('a stream without a result is not an answer, with exit code 0 either', () => {
    const lines = geminiStream('edits-and-commands').trimEnd().split('\n').slice(0, -1).join('\n');
    expect(conclude(lines)).toMatchObject({ status: 'error', text: 'All done.', fault: { kind: 'stream' } });
    expect(conclude(lines, { end: { exitCode: null, signal: 'SIGKILL' } })).toMatchObject({
      fault: { kind: 'crash', message: expect.stringContaining('SIGKILL') as string },
    });
  });

  test.each([
    ['silence', 'timeout'],
    ['wall-clock', 'timeout'],
    ['output-cap', 'error'],
    ['cancelled', 'error'],
  ] as const)('stopped for %s it is a fault of that name, and keeps its session', (stopped, status) => {
    const end = { exitCode: 0, signal: null, stopped };
    expect(conclude(geminiStream('cut'), { end })).toMatchObject({ status, fault: { kind: stopped }, sessionId: SESSION });
  });

  test.each([
    [41, 'Please set an Auth method in your /h/.gemini/settings.json', 'auth'],
    [41, '\u001b[31mManual authorization is required\u001b[0m', 'auth'],
    [42, 'Error resuming session: Invalid session identifier "x".\n  Use --list-sessions', 'crash'],
    [52, 'Error in /h/.gemini/settings.json: Unexpected token', 'unstartable'],
    [55, 'Ripgrep is not available. Falling back to GrepTool.\nGemini CLI is not running in a trusted directory.', 'unstartable'],
    [1, 'Unknown argument: admin-policy\nUsage: gemini [options]', 'unstartable'],
    [134, 'node:internal/process\nprocess.execve failed with error code ENOENT\n', 'unstartable'],
    [41, '', 'auth'],
    [9, 'something else', 'crash'],
  ])('what gemini says with exit code %i before it starts is the fault: %s', (exitCode, stderrTail, kind) => {
    expect(conclude('', { end: { exitCode, stderrTail } })).toMatchObject({ status: 'error', fault: { kind } });
  });

  test('a script in its place that prints plain text has answered with that text', () => {
    expect(conclude('STATUS: ok\n{"remainingTasks":[]}\n', { structuredExpected: true })).toEqual({
      status: 'completed',
      text: 'STATUS: ok\n{"remainingTasks":[]}\n',
      commands: [],
    });
  });

  test('a script in its place that prints nothing or fails has not answered', () => {
    expect(conclude(' \n')).toMatchObject({ status: 'error', fault: { kind: 'crash' } });
    expect(conclude('half an answer', { end: { exitCode: 2, stderrTail: 'no such thing' } })).toMatchObject({
      status: 'error',
      fault: { kind: 'crash', message: expect.stringContaining('no such thing') as string },
    });
  });
});
