import { expect, test } from 'vitest';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { logFilter, readCodexLogLine, withoutCalls } from '../../runtime/drivers/codex-log.ts';
import { dispatchContext, recordOf } from './builders.ts';

/** As the pinned codex writes them, their ends left out. */
const line = (fields: string): string => `2026-11-21T19:39:08.487569Z  INFO codex_otel.trace_safe: event.name=${fields}`;
const took =
  'input_token_count=1000 output_token_count=10 cached_token_count=7 cache_write_token_count=0 reasoning_token_count=3 tool_token_count=1010';
const LINES = {
  prompt: line('"codex.user_prompt" prompt_length=5 text_input_count=1'),
  tool: line('"codex.tool_result" tool_result_seq=1 tool_name=exec_command success=true output_length=102'),
  headers: line('"codex.api_request" duration_ms=37 http.response.status_code=200 attempt=0 endpoint="/responses"'),
  refused: line('"codex.api_request" duration_ms=39 http.response.status_code=429 error.message="http 429" attempt=0'),
  websocket: line('"codex.websocket_request" duration_ms=0 success="true"'),
  noWebsocket: line(
    '"codex.websocket_connect" duration_ms=16 http.response.status_code=404 success="false" error.message="http 404"',
  ),
  ended: line(`"codex.sse_event" event.kind=response.completed ${took} ttft_ms=0 model_reasoning_effort="medium"`),
  prepared: line(`"codex.sse_event" event.kind=response.completed ${took} event.timestamp=2026-11-21T19:44:21.984Z`),
};

test.each([
  ['a prompt', LINES.prompt, [{ type: 'model-asked' }]],
  ['the result of a tool', LINES.tool, [{ type: 'model-asked' }]],
  ['an answer that begins', LINES.headers, [{ type: 'model-answers' }]],
  ['a call that was refused', LINES.refused, []],
  ['a call over a websocket', LINES.websocket, [{ type: 'model-answers' }]],
  ['a websocket that is refused', LINES.noWebsocket, []],
  [
    'the end of a call',
    LINES.ended,
    [
      {
        type: 'progress',
        id: '2026-11-21T19:39:08.487569Z',
        call: { inputTokens: 1000, cachedInputTokens: 7, outputTokens: 10, reasoningTokens: 3 },
      },
    ],
  ],
  ['a call that only prepares the connection', LINES.prepared, []],
  ['a line of something else', LINES.ended.replace('codex_otel', 'codex_other'), []],
  ['words that look like a line', `said: ${LINES.prompt}`, []],
  ['no line at all', '', []],
])('%s in the log', (_, text, events) => {
  expect(readCodexLogLine(text)).toEqual(events);
});

test('the log says as much as the user chose, and of the calls no more than their outline', () => {
  expect(logFilter(undefined)).toBe('error,codex_otel.trace_safe=info');
  expect(logFilter('')).toBe(logFilter(undefined));
  expect(logFilter('debug')).toBe('debug,codex_otel.trace_safe=info');
});

test('a crash shows what the program said by itself', () => {
  const stderrTail = `${LINES.prompt}\nthread panicked\n${LINES.headers}\n`;
  expect(withoutCalls(stderrTail)).toBe('thread panicked\n');
  const record = recordOf(codexCli, '{"type":"thread.started","thread_id":"t"}', { end: { exitCode: 101, stderrTail } });
  expect(codexCli.conclude(record, dispatchContext()).fault?.message).toMatch(/stderr ends with:\nthread panicked$/);
});
