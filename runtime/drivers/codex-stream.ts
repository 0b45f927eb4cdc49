/** Lines of `codex exec --json` as events. Pure. */
import type { DriverEvent, Usage } from '../model/agents.ts';
import { codexFault } from './codex-faults.ts';
import { isObject, jsonObject } from './ending.ts';

/** Items that are said or planned, not done: the silence clock goes on while they are open. */
const NOT_TOOLS = new Set(['agent_message', 'reasoning', 'error', 'todo_list', 'user_message']);

/** Events in one line; `[]` for a line that codex did not write. */
export function readCodexLine(line: string): readonly DriverEvent[] {
  const event = jsonObject(line);
  if (event === undefined || typeof event['type'] !== 'string') return [];
  const { type } = event;
  switch (type) {
    case 'thread.started':
      return typeof event['thread_id'] === 'string' ? [{ type: 'session', id: event['thread_id'] }] : [];
    case 'turn.started':
      return [{ type: 'other' }];
    case 'turn.completed':
      return [...usage(event['usage']), { type: 'turn-finished' }];
    case 'turn.failed':
      return [{ type: 'error', fault: codexFault(messageOf(event['error'])), final: true }];
    case 'error':
      // Each retry is announced like this, and so is the error behind a turn.failed, which follows.
      return typeof event['message'] === 'string' ? retried(event['message']) : [];
    case 'item.started':
    case 'item.updated':
    case 'item.completed':
      return isObject(event['item']) && typeof event['item']['type'] === 'string' ? item(type, event['item']) : [];
    default:
      return /^(?:thread|turn|item)\.[a-z_.]+$/.test(type) ? [{ type: 'other' }] : [];
  }
}

function retried(message: string): readonly DriverEvent[] {
  const error: DriverEvent = { type: 'error', fault: codexFault(message), final: false };
  return /^reconnecting/i.test(message) ? [error, { type: 'model-asked' }] : [error];
}

function item(stage: 'item.started' | 'item.updated' | 'item.completed', value: Record<string, unknown>): readonly DriverEvent[] {
  const type = String(value['type']);
  const id = typeof value['id'] === 'string' ? value['id'] : '';
  if (NOT_TOOLS.has(type)) return stage === 'item.completed' ? spoken(type, value) : [{ type: 'other' }];
  if (stage === 'item.updated') return [{ type: 'other' }];
  const { tool, detail } = describeTool(type, value);
  if (stage === 'item.started') return [{ type: 'tool-started', id, tool, detail }];
  const exitCode = typeof value['exit_code'] === 'number' ? { exitCode: value['exit_code'] } : {};
  const failed =
    value['status'] === 'failed' ? { error: text(value['aggregated_output']).trim().slice(-2000) || messageIn(value) } : {};
  const changes = type === 'file_change' && value['status'] === 'completed' ? fileChanges(value['changes']) : [];
  return [...changes, { type: 'tool-finished', id, tool, detail, ...exitCode, ...failed }];
}

const messageIn = ({ error }: Record<string, unknown>): string => (isObject(error) ? text(error['message']) : '');

function spoken(type: string, value: Record<string, unknown>): readonly DriverEvent[] {
  if (type === 'agent_message' && typeof value['text'] === 'string') return [{ type: 'message', text: value['text'] }];
  // Error items are warnings. One of them says that the answer does not come from the model that was asked.
  const message = type === 'error' && typeof value['message'] === 'string' ? value['message'] : '';
  if (/^model rerouted:/i.test(message)) return [{ type: 'error', fault: codexFault(message), final: true }];
  return [{ type: 'other' }];
}

function describeTool(type: string, value: Record<string, unknown>): { tool: string; detail: string } {
  switch (type) {
    case 'command_execution':
      return { tool: 'shell', detail: unwrapShell(text(value['command'])) };
    case 'file_change':
      return {
        tool: 'edit',
        detail: fileChanges(value['changes'])
          .map(({ path }) => path)
          .join(', '),
      };
    case 'mcp_tool_call':
      return { tool: 'mcp', detail: [text(value['server']), text(value['tool'])].filter((part) => part !== '').join('.') };
    case 'web_search':
      return { tool: 'web-search', detail: text(value['query']) };
    default:
      return { tool: type, detail: '' };
  }
}

function fileChanges(changes: unknown): Extract<DriverEvent, { type: 'file-change' }>[] {
  if (!Array.isArray(changes)) return [];
  return changes.filter(isObject).flatMap(({ path, kind }) => {
    if (typeof path !== 'string') return [];
    return [{ type: 'file-change' as const, path, change: kind === 'add' || kind === 'delete' ? kind : ('update' as const) }];
  });
}

function usage(value: unknown): readonly DriverEvent[] {
  if (!isObject(value)) return [];
  const counts: Usage = {
    ...count('inputTokens', value['input_tokens']),
    ...count('cachedInputTokens', value['cached_input_tokens']),
    ...count('outputTokens', value['output_tokens']),
    ...count('reasoningTokens', value['reasoning_output_tokens']),
  };
  return [{ type: 'usage', usage: counts, cumulative: true }];
}

const count = (key: keyof Usage, value: unknown): Usage => (typeof value === 'number' ? { [key]: value } : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const messageOf = (error: unknown): string =>
  isObject(error) && typeof error['message'] === 'string' ? error['message'] : 'the turn failed without a message';

/** `/bin/bash -lc 'npm test'` → `npm test`: codex wraps every command, and what was meant is inside. Anything else stays as it is. */
export function unwrapShell(command: string): string {
  const quoted = /^(?:\S*\/)?(?:ba|z|da)?sh -l?c ([\s\S]+)$/.exec(command)?.[1];
  return (quoted === undefined ? undefined : unquoteWord(quoted)) ?? command;
}

/** A single shell word without its quotes; undefined when it is more than one word or not closed. */
function unquoteWord(word: string): string | undefined {
  const pieces = /^(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\])+$/;
  if (!pieces.test(word)) return undefined;
  return word.replaceAll(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, (_all, single, double, escaped) => {
    if (typeof single === 'string') return single;
    if (typeof escaped === 'string') return escaped;
    return typeof double === 'string' ? double.replaceAll(/\\(["\\$`\n])/g, '$1') : '';
  });
}
