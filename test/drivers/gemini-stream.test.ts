import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGeminiLine } from '../../runtime/drivers/gemini-stream.ts';
import { GEMINI_STREAMS, geminiStream } from './gemini-builders.ts';

const eventsOf = (name: string) => geminiStream(name).split('\n').flatMap(readGeminiLine);
const line = (event: object): string => JSON.stringify({ timestamp: '2030-01-01T00:00:00.000Z', ...event });

test('the recorded work of an executor becomes events', () => {
  expect(eventsOf('edits-and-commands')).toEqual([
    { type: 'session', id: '00000000-0000-4000-8000-000000000000' },
    { type: 'model', model: 'gemini-2.5-pro', attestation: 'requested' },
    { type: 'other' },
    { type: 'delta', text: 'I will ad' },
    { type: 'delta', text: 'd a file.' },
    { type: 'tool-started', id: 'write_file__write_file_0', tool: 'edit', detail: 'added.txt' },
    { type: 'tool-finished', id: 'write_file__write_file_0', tool: 'edit', detail: '' },
    { type: 'tool-started', id: 'replace__replace_1', tool: 'edit', detail: 'a.txt' },
    { type: 'tool-started', id: 'grep_search__grep_search_2', tool: 'search', detail: 'two' },
    { type: 'tool-finished', id: 'replace__replace_1', tool: 'edit', detail: '' },
    { type: 'tool-finished', id: 'grep_search__grep_search_2', tool: 'search', detail: '' },
    { type: 'tool-started', id: 'run_shell_command__run_shell_command_3', tool: 'shell', detail: `echo "it's done"; exit 3` },
    { type: 'tool-finished', id: 'run_shell_command__run_shell_command_3', tool: 'shell', detail: '' },
    { type: 'delta', text: 'All d' },
    { type: 'delta', text: 'one.' },
    { type: 'model', model: 'gemini-2.5-pro', attestation: 'served' },
    {
      type: 'usage',
      usage: { inputTokens: 3500, cachedInputTokens: 400, outputTokens: 40, reasoningTokens: 3 },
      cumulative: false,
    },
    { type: 'turn-finished' },
  ]);
});

test('a call that was not carried out is finished as refused, with the reason', () => {
  expect(eventsOf('write-refused').filter(({ type }) => type === 'tool-finished')).toEqual([
    expect.objectContaining({ tool: 'refused', detail: expect.stringContaining('write_file') as string }),
    expect.objectContaining({ tool: 'refused', detail: expect.stringContaining('run_shell_command') as string }),
  ]);
});

test('a call that was carried out and failed is none, and says why it failed', () => {
  const event = {
    type: 'tool_result',
    tool_id: 'read_file__1',
    status: 'error',
    error: { type: 'file_not_found', message: 'no' },
  };
  expect(readGeminiLine(line(event))).toEqual([
    { type: 'tool-finished', id: 'read_file__1', tool: 'read', detail: 'no', error: 'no' },
  ]);
});

describe('the model that is said to have answered', () => {
  const models = (value: unknown) =>
    readGeminiLine(line({ type: 'result', status: 'success', stats: { models: value } })).filter(({ type }) => type === 'model');

  test('is the one with the most tokens: others pick the model or look for loops', () => {
    expect(models({ lite: { total_tokens: 5 }, main: { total_tokens: 70 }, loops: { total_tokens: 7 } })).toEqual([
      { type: 'model', model: 'main', attestation: 'served' },
    ]);
    expect(eventsOf('no-model').findLast(({ type }) => type === 'model')).toMatchObject({ model: 'gemini-3.1-pro-preview' });
  });

  test('is the one that spoke, whatever was asked for', () => {
    expect(eventsOf('other-model').filter(({ type }) => type === 'model')).toEqual([
      { type: 'model', model: 'gemini-2.5-pro', attestation: 'requested' },
      { type: 'model', model: 'gemini-other', attestation: 'served' },
    ]);
  });

  test('is nobody when no model said anything', () => {
    expect(models({})).toEqual([]);
    expect(models({ main: { total_tokens: 0 } })).toEqual([]);
    expect(eventsOf('status-401').filter(({ type }) => type === 'model')).toHaveLength(1);
  });
});

describe('every recorded stream', () => {
  const files = readdirSync(GEMINI_STREAMS).filter((file) => file.endsWith('.jsonl'));

  test('is there', () => expect(files.length).toBeGreaterThan(20));

  test.each(files)('%s is read line by line, each at least one event', (file) => {
    const lines = readFileSync(join(GEMINI_STREAMS, file), 'utf8').trimEnd().split('\n');
    expect(lines.filter((text) => readGeminiLine(text).length === 0)).toEqual([]);
  });

  test.each(files)('%s holds nothing of the machine it was recorded on', (file) => {
    expect(readFileSync(join(GEMINI_STREAMS, file), 'utf8')).not.toMatch(/\/tmp\/|\/root\/|\/home\/|\/Users\/|127\.0\.0\.1/);
  });
});

describe('lines that are not gemini events are none', () => {
  test.each([
    'STATUS: ok',
    '{"remainingTasks":[]}',
    '{"type":"init","session_id":"x"}',
    line({ type: 'init' }),
    line({ type: 'message', role: 'assistant' }),
    line({ type: 'tool_use' }),
    line({ type: 'tool_result', status: 'success' }),
    line({ type: 'error' }),
    line({}),
    '["init"]',
    '{"type":"init"',
    'null',
    '',
  ])('%s', (text) => expect(readGeminiLine(text)).toEqual([]));
});

test('events of later versions carry nothing, but are events', () => {
  expect(readGeminiLine(line({ type: 'thought', content: 'hm' }))).toEqual([{ type: 'other' }]);
});

test('a tool of an unknown kind holds the silence clock while it is open', () => {
  const id = 'mcp_server_tool__mcp_server_tool_1';
  expect(readGeminiLine(line({ type: 'tool_use', tool_name: 'mcp_server_tool', tool_id: id }))).toEqual([
    { type: 'tool-started', id, tool: 'mcp_server_tool', detail: '' },
  ]);
  expect(readGeminiLine(line({ type: 'tool_result', tool_id: id }))).toEqual([
    { type: 'tool-finished', id, tool: 'mcp_server_tool', detail: '' },
  ]);
});

test('no line makes it throw', () => {
  const value = fc.jsonValue();
  const event = fc.record({
    type: fc.constantFrom('init', 'message', 'tool_use', 'tool_result', 'error', 'result', 'x'),
    timestamp: fc.constantFrom<unknown>('2030-01-01T00:00:00.000Z', 1),
    session_id: value,
    model: value,
    role: fc.constantFrom<unknown>('assistant', 'user', 1),
    content: value,
    tool_id: fc.oneof(fc.string(), value),
    tool_name: value,
    parameters: fc.oneof(value, fc.record({ command: value, file_path: value })),
    status: fc.constantFrom<unknown>('success', 'error', null),
    message: value,
    error: fc.oneof(value, fc.record({ type: value, message: fc.oneof(fc.string(), value) })),
    stats: fc.oneof(
      value,
      fc.record({ total_tokens: value, input_tokens: fc.integer(), output_tokens: fc.integer(), models: value }),
    ),
  });
  const text = fc.oneof(
    fc.string(),
    value.map((any) => JSON.stringify(any)),
    event.map((any) => JSON.stringify(any)),
  );
  fc.assert(fc.property(text, (any) => Array.isArray(readGeminiLine(any))));
});

test('text that is no JSON object is never an event', () => {
  fc.assert(fc.property(fc.string(), (text) => text.trim().startsWith('{') || readGeminiLine(text).length === 0));
});
