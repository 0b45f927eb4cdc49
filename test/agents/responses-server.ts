/** A local server that speaks the OpenAI Responses stream (`POST /v1/responses`), answering from a script. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallUsage, type ModelServer, type RecordedRequest, type Script, type ToolCall, type Turn } from './script.ts';
import { requestedModel, serve } from './serve.ts';

export interface ResponsesServer extends ModelServer {
  /** To be used as `base_url` of a model provider. */
  readonly baseUrl: string;
}

/** Starts a server on a free port of the loopback interface. */
export async function startResponsesServer(script: Script): Promise<ResponsesServer> {
  const server = await serve(script, {
    isCall: (method, path) => method === 'POST' && path.split('?')[0] === '/v1/responses',
    answer,
    // The built-in provider tries a websocket first; told 426 it does without.
    besides: ({ headers }, response) =>
      void response
        .writeHead(headers['upgrade'] === undefined ? 404 : 426, { 'content-type': 'application/json' })
        .end('{"error":{"message":"not here"}}'),
  });
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}/v1` };
}

/** Settings of the mock provider that every codex home of the tests has. */
export interface CodexHomeOptions {
  /** Default `gpt-5.5`, which the program knows: models it does not know are not offered `apply_patch`. */
  readonly model?: string;
  /** Retries of one request and of one stream. Absent: no such keys, as in the configuration of most users. */
  readonly retries?: number;
  /** Absent: no such key. */
  readonly streamIdleTimeoutMs?: number;
  /** The built-in provider, which takes no settings for its retries, instead of one of its own. */
  readonly builtIn?: boolean;
  /** Keys for the top of config.toml. */
  readonly extra?: string;
  /** Tables for its end. */
  readonly tables?: string;
}

/** Key that the mock provider asks for; put it into the environment of codex. */
export const MOCK_KEY: Readonly<Record<'MOCK_API_KEY', string>> = { MOCK_API_KEY: 'mock-key-of-the-tests' };

/**
 * Writes `config.toml` for codex with the local server as its model provider.
 *
 * @param folder becomes CODEX_HOME; must not lie below the TMPDIR that codex sees
 * @returns variables to set for codex
 */
export function codexHome(folder: string, port: number, options: CodexHomeOptions = {}): Record<string, string> {
  const { retries, streamIdleTimeoutMs: idle, builtIn = false } = options;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  mkdirSync(folder, { recursive: true });
  const lines = [
    `model = "${options.model ?? 'gpt-5.5'}"`,
    builtIn ? `openai_base_url = "${baseUrl}"` : 'model_provider = "mock"',
    'check_for_update_on_startup = false',
    ...(options.extra === undefined ? [] : [options.extra]),
    '[model_providers.mock]',
    'name = "mock"',
    `base_url = "${baseUrl}"`,
    'wire_api = "responses"',
    'env_key = "MOCK_API_KEY"',
    ...(retries === undefined ? [] : [`request_max_retries = ${retries}`, `stream_max_retries = ${retries}`]),
    ...(idle === undefined ? [] : [`stream_idle_timeout_ms = ${idle}`]),
    ...(options.tables === undefined ? [] : [options.tables]),
  ];
  writeFileSync(join(folder, 'config.toml'), `${lines.join('\n')}\n`);
  return { CODEX_HOME: folder, ...MOCK_KEY, ...(builtIn ? { CODEX_API_KEY: MOCK_KEY.MOCK_API_KEY } : {}) };
}

async function answer(turn: Turn, request: RecordedRequest, response: ServerResponse): Promise<void> {
  const { fault } = turn;
  if (fault?.kind === 'status') {
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(fault.body ?? JSON.stringify({ error: { message: `status ${fault.status} from the script` } }));
    return;
  }
  const id = `resp_${request.call}`;
  const model = turn.servedModel ?? requestedModel(request.body);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'openai-model': model });
  const send = (event: Readonly<Record<string, unknown>> & { readonly type: string }): void => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  send({ type: 'response.created', response: { id, object: 'response', model, status: 'in_progress', output: [] } });
  switch (fault?.kind) {
    case 'silence':
      return; // the connection stays open until the client or the server goes away
    case 'cut':
      await sleep(20); // the first event must be on its way before the socket goes
      response.destroy();
      return;
    case 'malformed':
      response.end('event: response.output_item.done\ndata: {"type":"response.output_item.done","item":{"type"\n\n');
      return;
    case 'failed':
      send({
        type: 'response.failed',
        response: { id, object: 'response', status: 'failed', error: { code: fault.code, message: fault.message } },
      });
      response.end();
      return;
    case 'no-headers': // never comes here
    case 'ended-early':
    case undefined:
      break;
  }
  const items = outputItems(turn, request.call);
  for (const [index, item] of items.entries()) {
    send({ type: 'response.output_item.added', output_index: index, item: { ...item, status: 'in_progress' } });
    if (item['type'] === 'message') {
      send({ type: 'response.output_text.delta', output_index: index, content_index: 0, item_id: item['id'], delta: turn.text });
    }
    send({ type: 'response.output_item.done', output_index: index, item });
  }
  if (fault?.kind !== 'ended-early') {
    const usage = usageOf(turn.usage);
    if (turn.finish === undefined) {
      send({
        type: 'response.completed',
        response: { id, object: 'response', model, status: 'completed', output: items, usage },
      });
    } else {
      const reason = turn.finish === 'length' ? 'max_output_tokens' : 'content_filter';
      const incomplete_details = { reason };
      send({
        type: 'response.incomplete',
        response: { id, object: 'response', model, status: 'incomplete', incomplete_details, output: items, usage },
      });
    }
  }
  response.end();
}

function outputItems(turn: Turn, call: number): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = (turn.calls ?? []).map((toolCall, index) => ({
    id: `item_${call}_${index}`,
    call_id: `call_${call}_${index}`,
    status: 'completed',
    ...wireCall(toolCall),
  }));
  if (turn.text !== undefined) {
    items.push({
      type: 'message',
      id: `msg_${call}`,
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: turn.text, annotations: [] }],
    });
  }
  return items;
}

function wireCall(call: ToolCall): Record<string, unknown> {
  switch (call.tool) {
    case 'shell':
      return { type: 'function_call', name: 'exec_command', arguments: JSON.stringify({ cmd: call.cmd }) };
    case 'write': {
      const added = call.content.replace(/\n$/, '').split('\n');
      return patchCall(
        ['*** Begin Patch', `*** Add File: ${call.path}`, ...added.map((line) => `+${line}`), '*** End Patch'].join('\n'),
      );
    }
    case 'patch':
      return patchCall(call.patch);
    case 'raw':
      return { type: 'function_call', name: call.name, arguments: JSON.stringify(call.input) };
  }
}

const patchCall = (patch: string): Record<string, unknown> => ({ type: 'custom_tool_call', name: 'apply_patch', input: patch });

function usageOf(usage: CallUsage = {}): Record<string, unknown> {
  const input = usage.input ?? 1000;
  const output = usage.output ?? 10;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: usage.cached ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    total_tokens: input + output,
  };
}
