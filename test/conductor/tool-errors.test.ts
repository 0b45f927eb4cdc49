import { expect, test } from 'vitest';
import { toolErrors } from '../../runtime/conductor/tool-errors.ts';
import { readClaudeLine } from '../../runtime/drivers/claude-stream.ts';
import { readCodexLine } from '../../runtime/drivers/codex-stream.ts';
import { readGeminiLine } from '../../runtime/drivers/gemini-stream.ts';
import type { DriverEvent } from '../../runtime/model/agents.ts';
import { claudeStream, codexStream } from '../drivers/builders.ts';

const of = (events: readonly DriverEvent[], redact = (text: string) => text) =>
  JSON.parse(toolErrors({ dispatch: 'executor-1', seat: 'executor', events, redact }) ?? 'null');

test('tool calls that failed or were refused, as the streams of the agents show them', () => {
  expect(of(claudeStream('edits-and-commands').split('\n').flatMap(readClaudeLine))).toMatchObject({
    dispatch: 'executor-1',
    seat: 'executor',
    count: 1,
    failures: [{ channel: 'tool-failure', tool: 'shell', detail: `echo "it's done"; exit 3`, exitCode: 3 }],
  });
  expect(of(claudeStream('write-refused').split('\n').flatMap(readClaudeLine)).failures).toContainEqual(
    expect.objectContaining({ tool: 'edit', exitCode: null, message: expect.stringContaining('Write') as string }),
  );
  expect(of(codexStream('edits-and-commands').split('\n').flatMap(readCodexLine)).failures).toEqual([
    {
      channel: 'tool-failure',
      call: 'item_4',
      tool: 'shell',
      detail: `echo "it's done"; exit 3`,
      exitCode: 3,
      message: "it's done",
    },
  ]);
  const lines = [
    { type: 'tool_use', tool_id: 'read_file__1', tool_name: 'read_file', parameters: { file_path: 'a' } },
    { type: 'tool_result', tool_id: 'read_file__1', status: 'error', error: { type: 'file_not_found', message: 'no such file' } },
  ].map((line) => JSON.stringify({ timestamp: '2031-01-01T00:00:00Z', ...line }));
  expect(of(lines.flatMap(readGeminiLine)).failures).toEqual([
    { channel: 'tool-failure', call: 'read_file__1', tool: 'read', detail: 'a', exitCode: null, message: 'no such file' },
  ]);
});

test('no call failed: no file; many failed: their number, and the first of them; secrets are not in it', () => {
  expect(of([{ type: 'tool-finished', id: '1', tool: 'shell', detail: 'true', exitCode: 0 }])).toBeNull();
  const many = Array.from({ length: 300 }, (_, index) => ({
    type: 'tool-finished' as const,
    id: `${index}`,
    tool: 'shell',
    detail: 'x',
    exitCode: 1,
    error: `key hunter2 ${'y'.repeat(5000)}`,
  }));
  const file = of(many, (text) => text.replaceAll('hunter2', '[redacted]'));
  expect(file).toMatchObject({ count: 300 });
  expect(file.failures).toHaveLength(200);
  expect(file.failures[0].message).toMatch(/^key \[redacted\] y+$/);
  expect(file.failures[0].message.length).toBe(2000);
});
