/** Lines of `claude -p --output-format stream-json` as events. Pure. */
import type { DriverEvent, Fault } from '../model/agents.ts';
import { claudeFault } from './claude-faults.ts';
import { readToolResults, toolStarted } from './claude-tools.ts';
import { readCallUsage, readClaudeUsage } from './claude-usage.ts';
import { isObject, jsonObject } from './ending.ts';

const OTHER: readonly DriverEvent[] = [{ type: 'other' }];

/** Events in one line; `[]` for a line that claude did not write. All of its lines name their session. */
export function readClaudeLine(line: string): readonly DriverEvent[] {
  const event = jsonObject(line);
  if (event === undefined || typeof event['session_id'] !== 'string' || typeof event['type'] !== 'string') return [];
  return orOther(eventsOf(event['type'], event));
}

const orOther = (events: readonly DriverEvent[]): readonly DriverEvent[] => (events.length === 0 ? OTHER : events);

function eventsOf(type: string, event: Record<string, unknown>): readonly DriverEvent[] {
  switch (type) {
    case 'system':
      return system(event);
    case 'assistant':
      return assistant(event);
    case 'user':
      return readToolResults(event);
    case 'stream_event':
      return part(event);
    case 'rate_limit_event':
      return isObject(event['rate_limit_info']) ? limitReached(event['rate_limit_info']) : [];
    case 'result':
      return result(event);
    default:
      return [];
  }
}

function system(event: Record<string, unknown>): readonly DriverEvent[] {
  if (event['subtype'] === 'init') {
    const model = text(event['model']);
    const requested = model === '' ? [] : [{ type: 'model' as const, model, attestation: 'requested' as const }];
    return [{ type: 'session', id: text(event['session_id']) }, ...requested];
  }
  if (event['subtype'] === 'status') return event['status'] === 'requesting' ? [{ type: 'model-asked' }] : [];
  if (event['subtype'] !== 'api_retry') return [];
  const delay = event['retry_delay_ms'];
  const afterMs = typeof delay === 'number' && delay > 0 ? { afterMs: delay } : {};
  return [
    { type: 'error', fault: retryFault(event), final: false },
    { type: 'model-asked', ...afterMs },
  ];
}

/** The program says what the host answered, in a word, and that it will try again. */
function retryFault({ error, error_status: status, attempt, max_retries: retries }: Record<string, unknown>): Fault {
  const said = typeof status === 'number' ? `status ${status} (${text(error)})` : 'the connection failed';
  const { kind } = typeof status === 'number' ? claudeFault({ message: text(error), status }) : ({ kind: 'network' } as const);
  return { kind, message: `${said}, retry ${String(attempt)} of ${String(retries)}` };
}

/** What subagents say is for the model that sent them; what they do counts like its own doing. */
function assistant(event: Record<string, unknown>): readonly DriverEvent[] {
  const message = isObject(event['message']) ? event['message'] : {};
  const blocks = Array.isArray(message['content']) ? message['content'].filter(isObject) : [];
  const texts = blocks.flatMap((block) => (block['type'] === 'text' && text(block['text']) !== '' ? [text(block['text'])] : []));
  if (event['is_api_error_message'] === true)
    return [{ type: 'error', fault: spokenFault(event, texts.join('\n')), final: false }];
  const tools = blocks.flatMap((block) => (block['type'] === 'tool_use' ? toolStarted(block) : []));
  if (typeof event['parent_tool_use_id'] === 'string') return [...progressOf(message['id'], message['usage']), ...tools];
  const model = text(message['model']);
  // The program speaks for itself under a name of its own.
  const isServed = model !== '' && !model.startsWith('<');
  return [
    ...(isServed ? [{ type: 'model' as const, model, attestation: 'served' as const }] : []),
    ...texts.map((said) => ({ type: 'message' as const, text: said })),
    ...tools,
  ];
}

function spokenFault(event: Record<string, unknown>, message: string): Fault {
  const fault = claudeFault({ message, status: statusOf(event) });
  const params = isObject(event['api_error_params']) ? event['api_error_params'] : {};
  return { ...fault, ...resetTime(params['rate_limit_info']) };
}

function limitReached(info: Record<string, unknown>): readonly DriverEvent[] {
  if (info['status'] !== 'rejected') return [];
  const name = text(info['rateLimitType']).replaceAll('_', '-');
  const fault = { kind: 'quota' as const, message: `the ${name === '' ? 'rate' : name} limit is reached`, ...resetTime(info) };
  return [{ type: 'error', fault, final: false }];
}

/** `resetsAt` is in seconds since 1970. */
function resetTime(info: unknown): { readonly retryAt?: string } {
  const seconds = isObject(info) ? info['resetsAt'] : undefined;
  const date = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? {} : { retryAt: date.toISOString() };
}

/** A part of an answer as it comes, of the main conversation only. */
function part({ event, parent_tool_use_id: parent, api_message_id: id }: Record<string, unknown>): readonly DriverEvent[] {
  if (!isObject(event) || typeof parent === 'string') return [];
  switch (event['type']) {
    case 'message_start':
      // The host took the call, and may still say nothing. The count of what it says is a beginning, too.
      return isObject(event['message']) ? progressOf(event['message']['id'], event['message']['usage']) : [];
    case 'content_block_start':
      return [{ type: 'model-answers' }];
    case 'content_block_delta':
      return delta(isObject(event['delta']) ? event['delta'] : {});
    case 'message_delta':
      return progressOf(id, event['usage']);
    case 'message_stop':
      // After a broken stream the program asks for the whole answer at once, of which nothing is told before its end.
      return [{ type: 'model-answers' }];
    default:
      return [];
  }
}

const delta = ({ type, text: said }: Record<string, unknown>): readonly DriverEvent[] =>
  type === 'text_delta' && typeof said === 'string' ? [{ type: 'delta', text: said }] : [];

const progressOf = (id: unknown, usage: unknown): readonly DriverEvent[] =>
  typeof id === 'string' && isObject(usage) ? [{ type: 'progress', id, call: readCallUsage(usage) }] : [];

/** An API error comes as a "success" that is an error. */
function result(event: Record<string, unknown>): readonly DriverEvent[] {
  const structured = 'structured_output' in event ? [{ type: 'structured' as const, value: event['structured_output'] }] : [];
  const facts = [...readClaudeUsage(event), ...structured];
  if (event['subtype'] === 'success' && event['is_error'] !== true) return [...facts, { type: 'turn-finished' }];
  const errors = Array.isArray(event['errors']) ? event['errors'].filter((error) => typeof error === 'string') : [];
  const said = [text(event['result']), ...errors].find((message) => message.trim() !== '');
  const message = said ?? `it ended with ${text(event['subtype']) || 'an error'} and no message`;
  const reason = text(event['terminal_reason']);
  return [...facts, { type: 'error', fault: claudeFault({ message, status: statusOf(event), reason }), final: true }];
}

const statusOf = (event: Record<string, unknown>): number | undefined =>
  typeof event['api_error_status'] === 'number' ? event['api_error_status'] : undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
