import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { readClaudeLine } from '../../runtime/drivers/claude-stream.ts';
import type { DriverEvent, Usage } from '../../runtime/model/agents.ts';
import { claudeStream, dispatchContext, recordOf } from './builders.ts';

const eventsOf = (name: string) => claudeStream(name).split('\n').flatMap(readClaudeLine);
const ASIDE: ReadonlySet<DriverEvent['type']> = new Set(['other', 'model', 'progress', 'model-asked', 'model-answers']);
const telling = (name: string) => eventsOf(name).filter(({ type }) => !ASIDE.has(type));
const SESSION = '00000000-0000-4000-8000-000000000000';

test('the recorded work of an executor becomes events', () => {
  const [shell, quiet, search] = [`echo "it's done"; exit 3`, 'true', 'grep nothing a.txt'];
  expect(telling('edits-and-commands')).toEqual([
    { type: 'session', id: SESSION },
    { type: 'delta', text: 'I will add a file.' },
    { type: 'message', text: 'I will add a file.' },
    { type: 'tool-started', id: 'toolu_0_0', tool: 'edit', detail: 'added.txt' },
    { type: 'file-change', path: 'added.txt', change: 'add' },
    { type: 'tool-finished', id: 'toolu_0_0', tool: 'edit', detail: 'added.txt' },
    { type: 'tool-started', id: 'toolu_1_0', tool: 'read', detail: 'a.txt' },
    { type: 'tool-finished', id: 'toolu_1_0', tool: '', detail: '' },
    { type: 'tool-started', id: 'toolu_2_0', tool: 'edit', detail: 'a.txt' },
    { type: 'file-change', path: 'a.txt', change: 'update' },
    { type: 'tool-finished', id: 'toolu_2_0', tool: 'edit', detail: 'a.txt' },
    { type: 'tool-started', id: 'toolu_3_0', tool: 'shell', detail: shell },
    { type: 'tool-started', id: 'toolu_3_1', tool: 'shell', detail: quiet },
    { type: 'tool-finished', id: 'toolu_3_0', tool: 'shell', detail: '', exitCode: 3, error: "Exit code 3\nit's done" },
    { type: 'tool-finished', id: 'toolu_3_1', tool: 'shell', detail: '', exitCode: 0 },
    { type: 'tool-started', id: 'toolu_4_0', tool: 'shell', detail: search },
    // The program explains the exit code of grep instead of telling it.
    { type: 'tool-finished', id: 'toolu_4_0', tool: 'shell', detail: '' },
    { type: 'delta', text: 'All done.' },
    { type: 'message', text: 'All done.' },
    {
      type: 'usage',
      usage: {
        inputTokens: 5500,
        cachedInputTokens: 400,
        outputTokens: 57,
        reasoningTokens: 3,
        costUsd: expect.any(Number) as number,
      },
      cumulative: false,
    },
    { type: 'turn-finished' },
  ]);
});

test('the tokens of each call are told as it begins and as it ends, and the accounts do not hold them twice', () => {
  const events = eventsOf('edits-and-commands');
  const calls = new Map<string, Usage>();
  const sums: number[] = [];
  for (const event of events) {
    if (event.type !== 'progress') continue;
    calls.set(event.id, { ...calls.get(event.id), ...event.call });
    sums.push([...calls.values()].reduce((sum, { inputTokens = 0, outputTokens = 0 }) => sum + inputTokens + outputTokens, 0));
  }
  expect(sums).toEqual(sums.toSorted((a, b) => a - b));
  expect(new Set(sums).size).toBe(6);
  const accounts = events.filter((event) => event.type === 'usage');
  expect(accounts).toMatchObject([{ usage: { inputTokens: 5500, outputTokens: 57 } }]);
  expect(sums.at(-1)).toBe(5557);
  const record = recordOf(claudeCli, claudeStream('edits-and-commands'));
  const quiet = { ...record, events: record.events.filter(({ type }) => type !== 'progress') };
  expect(quiet.events.length).toBeLessThan(record.events.length);
  expect(claudeCli.conclude(record, dispatchContext())).toEqual(claudeCli.conclude(quiet, dispatchContext()));
});

test('the tokens of a subagent count while it works', () => {
  const ids = eventsOf('delegated').flatMap((event) => (event.type === 'progress' ? [event.id] : []));
  expect(new Set(ids)).toEqual(new Set(['msg_0', 'msg_1', 'msg_3']));
});

test('that the model is asked and begins to answer is told, once for each call, a retry with its pause', () => {
  const turns = (name: string) => eventsOf(name).filter(({ type }) => type === 'model-asked' || type === 'model-answers');
  const asked = turns('edits-and-commands').filter(({ type }) => type === 'model-asked');
  expect(asked).toHaveLength(6);
  expect(turns('edits-and-commands').at(-1)).toEqual({ type: 'model-answers' });
  expect(turns('no-headers')).toEqual([{ type: 'model-asked' }, { type: 'model-asked', afterMs: 586 }]);
  // After a stream that broke the whole answer is asked for, which tells nothing before its end.
  expect(turns('malformed')).toEqual([{ type: 'model-asked' }, { type: 'model-answers' }]);
});

test('the model that was asked for is named first, then the one that answered', () => {
  const models = eventsOf('other-model').filter(({ type }) => type === 'model');
  expect(models).toEqual([
    { type: 'model', model: expect.stringMatching(/^claude-sonnet/) as string, attestation: 'requested' },
    { type: 'model', model: 'claude-haiku-4-5-20251001', attestation: 'served' },
  ]);
});

test('what a subagent does is told, what it says is not', () => {
  const events = telling('delegated');
  expect(events).toContainEqual({ type: 'tool-started', id: 'toolu_0_0', tool: 'agent', detail: 'A look' });
  expect(events).toContainEqual({ type: 'tool-started', id: 'toolu_1_0', tool: 'shell', detail: 'echo sub' });
  expect(events.filter(({ type }) => type === 'message')).toEqual([{ type: 'message', text: 'main answer' }]);
});

test('calls that are not carried out are finished as refused', () => {
  const finished = eventsOf('write-refused').filter((event) => event.type === 'tool-finished');
  expect(finished.map(({ tool }) => tool)).toEqual(['refused', 'refused', 'refused']);
  expect(finished.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('No such tool available: Bash') as string,
      expect.stringContaining('Permission to use Read has been denied') as string,
    ]),
  );
});

test('each announced retry is an error that is not final', () => {
  expect(eventsOf('retried').filter((event) => event.type === 'error')).toEqual([
    { type: 'error', final: false, fault: { kind: 'network', message: 'the connection failed, retry 1 of 1' } },
  ]);
  expect(eventsOf('status-529').find((event) => event.type === 'error')).toMatchObject({
    final: false,
    fault: { kind: 'overloaded', message: 'status 529 (overloaded), retry 1 of 1' },
  });
});

test('a reached limit is an error with its end', () => {
  const errors = eventsOf('usage-limit').filter((event) => event.type === 'error');
  expect(errors.slice(0, 2)).toEqual([
    {
      type: 'error',
      final: false,
      fault: { kind: 'quota', message: 'the five-hour limit is reached', retryAt: '2030-01-02T03:04:00.000Z' },
    },
    { type: 'error', final: false, fault: expect.objectContaining({ retryAt: '2030-01-02T03:04:00.000Z' }) as object },
  ]);
});

test('a limit that is not reached yet is no error', () => {
  const info = { status: 'allowed_warning', resetsAt: 1_893_553_440, rateLimitType: 'five_hour' };
  const line = JSON.stringify({ type: 'rate_limit_event', rate_limit_info: info, session_id: SESSION });
  expect(readClaudeLine(line)).toEqual([{ type: 'other' }]);
});

describe('tokens and money', () => {
  const result = (fields: object) =>
    readClaudeLine(JSON.stringify({ type: 'result', subtype: 'success', is_error: false, session_id: SESSION, ...fields }));
  const account = { inputTokens: 10, cacheReadInputTokens: 20, cacheCreationInputTokens: 30, outputTokens: 4, thinkingTokens: 1 };
  const counts = { inputTokens: 60, cachedInputTokens: 20, outputTokens: 4, reasoningTokens: 1 };

  test('all kinds of input are input, and all models count', () => {
    const models = { a: { ...account, costUSD: 0.5 }, b: { ...account, costUSD: 0.25 } };
    expect(result({ model_usage_since_last_result: models, modelUsage: {} })[0]).toEqual({
      type: 'usage',
      cumulative: false,
      usage: { inputTokens: 120, cachedInputTokens: 40, outputTokens: 8, reasoningTokens: 2, costUsd: 0.75 },
    });
  });

  test('a price that is a guess is none', () => {
    const models = { a: { ...account, costUSD: 0.5 }, b: { ...account, costUSD: 0.25, costBasis: 'unknown' } };
    expect(result({ model_usage_since_last_result: models })[0]).not.toHaveProperty('usage.costUsd');
    expect(eventsOf('unknown-model').find(({ type }) => type === 'usage')).not.toHaveProperty('usage.costUsd');
  });

  test('without an account of its own, the session’s is cumulative, and told once', () => {
    const modelUsage = { a: { ...account, costUSD: 0.5 } };
    expect(result({ modelUsage })[0]).toEqual({ type: 'usage', cumulative: true, usage: { ...counts, costUsd: 0.5 } });
    expect(result({ modelUsage, result_index: 1 })).toEqual([{ type: 'turn-finished' }]);
  });

  test('where nothing was used, nothing is told', () => {
    expect(eventsOf('not-logged-in').filter(({ type }) => type === 'usage')).toEqual([]);
  });
});

describe('every recorded stream', () => {
  const folder = join(import.meta.dirname, '../fixtures/claude/2.1.329');
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));

  test('is there', () => expect(files.length).toBeGreaterThan(25));

  test.each(files)('%s is read line by line, each at least one event', (file) => {
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => readClaudeLine(line).length === 0)).toEqual([]);
  });

  test.each(files)('%s pairs the starts of its tool calls with their ends', (file) => {
    const events = readFileSync(join(folder, file), 'utf8').split('\n').flatMap(readClaudeLine);
    const ids = (kind: string) => events.flatMap((event) => (event.type === kind && 'id' in event ? [event.id] : [])).toSorted();
    const open = ids('tool-started').filter((id) => !ids('tool-finished').includes(id));
    // The one that the budget did not last for.
    expect(open).toEqual(file === 'max-budget.jsonl' ? ['toolu_0_0'] : []);
    expect(ids('tool-finished').filter((id) => !ids('tool-started').includes(id))).toEqual([]);
  });

  test.each(files)('%s holds nothing of the machine it was recorded on', (file) => {
    expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/"\/tmp\/|okstra-record|\/root\/|\/home\/|\/Users\//);
  });
});

describe('lines that are not claude events are none', () => {
  test.each([
    'STATUS: ok',
    '{"remainingTasks":[]}',
    '{"type":"result","subtype":"success","result":"of another program"}',
    '{"session_id":"x"}',
    '{"type":1,"session_id":"x"}',
    '["assistant"]',
    '{"type":"assistant","session_id":"x"',
    'null',
    '',
  ])('%s', (line) => expect(readClaudeLine(line)).toEqual([]));
});

test('events of later versions carry nothing, but are events', () => {
  expect(readClaudeLine(`{"type":"tomorrow","session_id":"${SESSION}"}`)).toEqual([{ type: 'other' }]);
  expect(readClaudeLine(`{"type":"system","subtype":"tomorrow","session_id":"${SESSION}"}`)).toEqual([{ type: 'other' }]);
});

test('a tool of an unknown kind holds the silence clock while it is open', () => {
  const block = { type: 'tool_use', id: '7', name: 'Tomorrow', input: { url: 'http://x/' } };
  const line = JSON.stringify({ type: 'assistant', session_id: 'x', message: { content: [block] } });
  expect(readClaudeLine(line)).toEqual([{ type: 'tool-started', id: '7', tool: 'Tomorrow', detail: 'http://x/' }]);
});

test('no line makes it throw, and no text that is not JSON is an event', () => {
  const block = fc.record(
    {
      type: fc.constantFrom('text', 'tool_use', 'tool_result', 'thinking'),
      text: fc.jsonValue(),
      id: fc.jsonValue(),
      name: fc.constantFrom('Bash', 'Write', 'constructor', '__proto__'),
      input: fc.jsonValue(),
      tool_use_id: fc.oneof(fc.string(), fc.jsonValue()),
      content: fc.jsonValue(),
      is_error: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  );
  const event = fc.record(
    {
      type: fc.constantFrom('system', 'assistant', 'user', 'stream_event', 'rate_limit_event', 'result', 'x'),
      subtype: fc.oneof(fc.constantFrom('init', 'api_retry', 'success'), fc.jsonValue()),
      session_id: fc.oneof(fc.string(), fc.jsonValue()),
      message: fc.oneof(fc.jsonValue(), fc.record({ content: fc.array(block), model: fc.jsonValue() })),
      model: fc.jsonValue(),
      event: fc.jsonValue(),
      rate_limit_info: fc.oneof(fc.jsonValue(), fc.record({ status: fc.constant('rejected'), resetsAt: fc.double() })),
      tool_use_result: fc.jsonValue(),
      tool_result_meta: fc.jsonValue(),
      is_error: fc.jsonValue(),
      is_api_error_message: fc.jsonValue(),
      errors: fc.jsonValue(),
      modelUsage: fc.jsonValue(),
      model_usage_since_last_result: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  );
  const line = fc.oneof(
    fc.string(),
    event.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(line, (text) => {
      expect(Array.isArray(readClaudeLine(text))).toBe(true);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.trim().startsWith('{')),
      (text) => {
        expect(readClaudeLine(text)).toEqual([]);
      },
    ),
  );
});
