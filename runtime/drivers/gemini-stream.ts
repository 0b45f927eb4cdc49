/** Lines of `gemini -o stream-json` as events. Pure. */
import type { DriverEvent, Usage } from '../model/agents.ts';
import { isObject, jsonObject } from './ending.ts';
import { geminiFault } from './gemini-faults.ts';

/** A failed turn whose reason stands in the error before it. */
export const NO_REASON = 'the turn failed without a reason';
/** What a tool call that was not carried out is finished as. */
export const REFUSED = 'refused';

/** Events in one line; `[]` for a line that gemini did not write. */
export function readGeminiLine(line: string): readonly DriverEvent[] {
  const event = jsonObject(line);
  if (event === undefined || typeof event['timestamp'] !== 'string') return [];
  switch (event['type']) {
    case 'init':
      return started(event);
    case 'message':
      return message(event);
    case 'tool_use':
      return typeof event['tool_id'] === 'string' ? [toolStarted(event['tool_id'], event)] : [];
    case 'tool_result':
      return typeof event['tool_id'] === 'string' ? [toolFinished(event['tool_id'], event)] : [];
    case 'error':
      // A warning too may be why a turn is no answer; the result that follows says whether it failed.
      return typeof event['message'] === 'string' ? [{ type: 'error', fault: geminiFault(event['message']), final: false }] : [];
    case 'result':
      return result(event);
    default:
      return typeof event['type'] === 'string' ? [{ type: 'other' }] : [];
  }
}

function started(event: Record<string, unknown>): readonly DriverEvent[] {
  const { session_id: id, model } = event;
  if (typeof id !== 'string') return [];
  const requested = typeof model === 'string' ? [{ type: 'model' as const, model, attestation: 'requested' as const }] : [];
  return [{ type: 'session', id }, ...requested];
}

/** The answer comes in deltas only; the first message is the prompt. */
function message({ role, content, delta }: Record<string, unknown>): readonly DriverEvent[] {
  if (typeof content !== 'string') return [];
  if (role !== 'assistant') return [{ type: 'other' }];
  return [{ type: delta === true ? 'delta' : 'message', text: content }];
}

function toolStarted(id: string, event: Record<string, unknown>): DriverEvent {
  const parameters = isObject(event['parameters']) ? event['parameters'] : {};
  const name = text(event['tool_name']);
  return { type: 'tool-started', id, tool: TOOLS[name] ?? name, detail: detailOf(parameters) };
}

const TOOLS: Readonly<Record<string, string>> = {
  run_shell_command: 'shell',
  write_file: 'edit',
  replace: 'edit',
  read_file: 'read',
  read_many_files: 'read',
  list_directory: 'list',
  glob: 'search',
  grep_search: 'search',
  google_web_search: 'web-search',
  web_fetch: 'web-fetch',
};

/** The parameter that says most of a call, by its name. */
const DETAILS = ['command', 'file_path', 'pattern', 'dir_path', 'query', 'prompt', 'agent_name', 'name', 'title'];

function detailOf(parameters: Record<string, unknown>): string {
  const key = DETAILS.find((name) => typeof parameters[name] === 'string');
  return key === undefined ? '' : text(parameters[key]);
}

/** The line names neither tool nor exit code. Its id begins with the tool's name. */
function toolFinished(id: string, event: Record<string, unknown>): DriverEvent {
  const error = isObject(event['error']) ? event['error'] : {};
  if (NOT_CARRIED_OUT.has(text(error['type']))) {
    return { type: 'tool-finished', id, tool: REFUSED, detail: text(error['message']), error: text(error['message']) };
  }
  const name = /^(.+?)__/.exec(id)?.[1] ?? '';
  const failed = event['status'] === 'error' ? { error: text(error['message']) || text(event['output']) } : {};
  return { type: 'tool-finished', id, tool: TOOLS[name] ?? name, detail: text(error['message']), ...failed };
}

const NOT_CARRIED_OUT = new Set(['tool_not_registered', 'policy_violation', 'invalid_tool_params']);

function result(event: Record<string, unknown>): readonly DriverEvent[] {
  const stats = isObject(event['stats']) ? event['stats'] : {};
  const facts = [...served(stats['models']), ...usage(stats)];
  if (event['status'] === 'success') return [...facts, { type: 'turn-finished' }];
  const error = isObject(event['error']) ? event['error'] : {};
  const fault =
    typeof error['message'] === 'string' ? geminiFault(error['message']) : ({ kind: 'crash', message: NO_REASON } as const);
  return [...facts, { type: 'error', fault, final: true }];
}

/**
 * The model that answered: of all that took part the one with the most tokens. gemini also asks models of its own choice, to pick a model or
 * to look for loops; they are asked before it.
 */
function served(models: unknown): readonly DriverEvent[] {
  if (!isObject(models)) return [];
  const most = Math.max(1, ...Object.values(models).map(tokens));
  const model = Object.keys(models).findLast((name) => tokens(models[name]) === most);
  return model === undefined ? [] : [{ type: 'model', model, attestation: 'served' }];
}

const tokens = (value: unknown): number =>
  isObject(value) && typeof value['total_tokens'] === 'number' && value['total_tokens'] > 0 ? value['total_tokens'] : 0;

/** Thoughts are in the total only. */
function usage(stats: Record<string, unknown>): readonly DriverEvent[] {
  const { total_tokens: total, input_tokens: input, output_tokens: said, cached } = stats;
  if (typeof total !== 'number' || typeof input !== 'number' || typeof said !== 'number') return [];
  const output = Math.max(said, total - input);
  const counts: Usage = {
    inputTokens: input,
    ...(typeof cached === 'number' ? { cachedInputTokens: cached } : {}),
    outputTokens: output,
    reasoningTokens: output - said,
  };
  return [{ type: 'usage', usage: counts, cumulative: false }];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
