import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCodexLine, unwrapShell } from '../../runtime/drivers/codex-stream.ts';
import { codexStream } from './builders.ts';

const eventsOf = (name: string) => codexStream(name).split('\n').flatMap(readCodexLine);

test('the recorded work of an executor becomes events', () => {
  expect(eventsOf('edits-and-commands')).toEqual([
    { type: 'session', id: '00000000-0000-7000-8000-000000000000' },
    { type: 'other' },
    { type: 'message', text: 'I will add a file.' },
    { type: 'tool-started', id: 'item_1', tool: 'edit', detail: '/work/added.txt' },
    { type: 'file-change', path: '/work/added.txt', change: 'add' },
    { type: 'tool-finished', id: 'item_1', tool: 'edit', detail: '/work/added.txt' },
    { type: 'tool-started', id: 'item_2', tool: 'edit', detail: '/work/a.txt' },
    { type: 'file-change', path: '/work/a.txt', change: 'update' },
    { type: 'tool-finished', id: 'item_2', tool: 'edit', detail: '/work/a.txt' },
    { type: 'tool-started', id: 'item_3', tool: 'edit', detail: '/work/b.txt' },
    { type: 'file-change', path: '/work/b.txt', change: 'delete' },
    { type: 'tool-finished', id: 'item_3', tool: 'edit', detail: '/work/b.txt' },
    { type: 'tool-started', id: 'item_4', tool: 'shell', detail: `echo "it's done"; exit 3` },
    { type: 'tool-finished', id: 'item_4', tool: 'shell', detail: `echo "it's done"; exit 3`, exitCode: 3, error: "it's done" },
    { type: 'message', text: 'All done.' },
    {
      type: 'usage',
      usage: { inputTokens: 4500, cachedInputTokens: 400, outputTokens: 47, reasoningTokens: 3 },
      cumulative: true,
    },
    { type: 'turn-finished' },
  ]);
});

test('each announced retry is an error that is not final', () => {
  expect(eventsOf('retried').filter((event) => event.type === 'error')).toEqual([
    { type: 'error', final: false, fault: expect.objectContaining({ kind: 'stream' }) as object },
  ]);
});

describe('every recorded stream', () => {
  const folder = join(import.meta.dirname, '../fixtures/codex/0.169.0');
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));

  test('is there', () => expect(files.length).toBeGreaterThan(15));

  test.each(files)('%s is read line by line, each at least one event', (file) => {
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => readCodexLine(line).length === 0)).toEqual([]);
  });

  test.each(files)('%s holds nothing of the machine it was recorded on', (file) => {
    expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\/tmp\/|\/root\/|\/home\/|\/Users\//);
  });
});

describe('lines that are not codex events are none', () => {
  test.each([
    'STATUS: ok',
    '{"remainingTasks":[]}',
    '{"type":"object","properties":{}}',
    '{"type":"error"}',
    '{"type":"thread.started"}',
    '{"type":"item.completed"}',
    '{"type":"item.completed","item":{}}',
    '["turn.started"]',
    '{"type":"turn.started"',
    'null',
    '',
  ])('%s', (line) => expect(readCodexLine(line)).toEqual([]));
});

test('events and items of later versions carry nothing, but are events', () => {
  expect(readCodexLine('{"type":"turn.paused","why":"x"}')).toEqual([{ type: 'other' }]);
  expect(readCodexLine('{"type":"item.completed","item":{"id":"1","type":"reasoning","text":"hm"}}')).toEqual([
    { type: 'other' },
  ]);
  expect(readCodexLine('{"type":"item.updated","item":{"id":"1","type":"todo_list","items":[]}}')).toEqual([{ type: 'other' }]);
});

test('a tool of an unknown kind holds the silence clock while it is open', () => {
  expect(readCodexLine('{"type":"item.started","item":{"id":"7","type":"collab_call"}}')).toEqual([
    { type: 'tool-started', id: '7', tool: 'collab_call', detail: '' },
  ]);
  expect(readCodexLine('{"type":"item.started","item":{"id":"8","type":"mcp_tool_call","server":"s","tool":"t"}}')).toEqual([
    { type: 'tool-started', id: '8', tool: 'mcp', detail: 's.t' },
  ]);
});

test('a patch that failed changed no file, and says so', () => {
  const line =
    '{"type":"item.completed","item":{"id":"1","type":"file_change","changes":[{"path":"/a","kind":"add"}],"status":"failed"}}';
  expect(readCodexLine(line)).toEqual([{ type: 'tool-finished', id: '1', tool: 'edit', detail: '/a', error: '' }]);
});

test('no line makes it throw', () => {
  const type = fc.constantFrom('thread.started', 'turn.completed', 'turn.failed', 'error', 'item.started', 'item.completed', 'x');
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record({
      id: fc.jsonValue(),
      type: fc.constantFrom('command_execution', 'file_change', 'error', 'agent_message'),
      command: fc.jsonValue(),
      changes: fc.jsonValue(),
      text: fc.jsonValue(),
      message: fc.jsonValue(),
      exit_code: fc.jsonValue(),
    }),
  );
  const event = fc.record({
    type,
    item,
    usage: fc.jsonValue(),
    error: fc.jsonValue(),
    message: fc.jsonValue(),
    thread_id: fc.jsonValue(),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        event.map((value) => JSON.stringify(value)),
      ),
      (line) => {
        expect(Array.isArray(readCodexLine(line))).toBe(true);
      },
    ),
  );
});

describe('the command inside the shell that codex wraps around it', () => {
  test.each([
    ["/bin/bash -lc 'npm test'", 'npm test'],
    ['/bin/bash -lc ls', 'ls'],
    [`/bin/zsh -lc "echo \\"it's\\" \\$HOME"`, `echo "it's" $HOME`],
    [`bash -c 'a'"'"'b'`, "a'b"],
    ['npm test', 'npm test'],
    ['/bin/bash -lc echo two words', '/bin/bash -lc echo two words'],
    ["/bin/bash -lc 'not closed", "/bin/bash -lc 'not closed"],
  ])('%s', (wrapped, command) => expect(unwrapShell(wrapped)).toBe(command));

  test('comes back whole from single quotes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (command) => {
        const quoted = `'${command.replaceAll("'", `'"'"'`)}'`;
        expect(unwrapShell(`/bin/bash -lc ${quoted}`)).toBe(command);
      }),
    );
  });
});
