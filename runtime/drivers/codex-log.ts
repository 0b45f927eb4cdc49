/**
 * Lines of codex's log as events. Its stream tells of a model call only once it is over; the log, at the level that the driver asks for, also
 * when the model's host took the call. What is said in words stays out of it: it holds lengths and counts. Pure.
 */
import type { DriverEvent, Usage } from '../model/agents.ts';

/** For RUST_LOG, behind the user's own. */
const TARGET = 'codex_otel.trace_safe';

/** The value of RUST_LOG: what the program logs by itself, or what the user chose, and the lines below. */
export const logFilter = (own: string | undefined): string => `${own === undefined || own === '' ? 'error' : own},${TARGET}=info`;

/** Events in one line of the log; `[]` for any other. */
export function readCodexLogLine(line: string): readonly DriverEvent[] {
  const [, at = '', fields = ''] = LINE.exec(line) ?? [];
  const name = field(fields, 'event.name');
  switch (name) {
    case 'codex.user_prompt':
    case 'codex.tool_result':
      return [{ type: 'model-asked' }];
    case 'codex.api_request':
      // The headers of an answer. A refused call is told in the stream, and tried again.
      return /^2\d\d$/.test(field(fields, 'http.response.status_code')) ? [{ type: 'model-answers' }] : [];
    case 'codex.websocket_request':
      // Over a websocket nothing tells when the answer begins: the program watches the connection by itself.
      return field(fields, 'success') === 'true' ? [{ type: 'model-answers' }] : [];
    case 'codex.sse_event':
      return callEnded(at, fields);
    default:
      return [];
  }
}

/** The log as the program writes it by itself. */
export const withoutCalls = (log: string): string =>
  log
    .split('\n')
    .filter((line) => !line.includes(` INFO ${TARGET}: `))
    .join('\n');

const LINE = new RegExp(`^(\\S+)\\s+INFO ${TARGET.replace('.', '\\.')}: (.*)$`);

const field = (fields: string, name: string): string =>
  new RegExp(`(?:^| )${name.replaceAll('.', '\\.')}=(?:"([^"]*)"|(\\S+))`).exec(fields)?.slice(1).find(Boolean) ?? '';

/** What one call took. A call that only prepares the connection has no time of a first token. */
function callEnded(at: string, fields: string): readonly DriverEvent[] {
  if (field(fields, 'event.kind') !== 'response.completed' || field(fields, 'ttft_ms') === '') return [];
  const call: Usage = {
    ...count('inputTokens', field(fields, 'input_token_count')),
    ...count('cachedInputTokens', field(fields, 'cached_token_count')),
    ...count('outputTokens', field(fields, 'output_token_count')),
    ...count('reasoningTokens', field(fields, 'reasoning_token_count')),
  };
  return [{ type: 'progress', id: at, call }];
}

const count = (key: keyof Usage, text: string): Usage => (/^\d+$/.test(text) ? { [key]: Number(text) } : {});
