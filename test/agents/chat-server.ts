/** A local server that speaks the Chat Completions stream (`POST /v1/chat/completions`), answering from a script. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallUsage, type ModelServer, type RecordedRequest, type Script, type ToolCall, type Turn } from './script.ts';
import { requestedModel, serve } from './serve.ts';

export interface ChatServer extends ModelServer {
  /** To be used as `baseUrl` of an agent. */
  readonly baseUrl: string;
}

/** Starts a server on a free port of the loopback interface. */
export async function startChatServer(script: Script): Promise<ChatServer> {
  const server = await serve(script, {
    isCall: (method, path) => method === 'POST' && path.split('?')[0] === '/v1/chat/completions',
    answer,
    besides: (_request, response) => refuse(response, 404, 'not found'),
  });
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}/v1` };
}

/** An error as the API words it. */
export const chatError = (message: string, code?: string, type = 'invalid_request_error'): string =>
  JSON.stringify({ error: { message, type, param: null, code: code ?? null } });

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(chatError(message));
}

/** `failed` with this code: the model ends its answer because it will not give one. */
const FILTERED = 'content_filter';

async function answer(turn: Turn, request: RecordedRequest, response: ServerResponse): Promise<void> {
  const { fault } = turn;
  if (fault?.kind === 'status') {
    const { status, body, headers } = fault;
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body ?? chatError(`status ${status} from the script`));
    return;
  }
  const base = {
    id: `chatcmpl-${request.call}`,
    object: 'chat.completion.chunk',
    created: 1,
    model: turn.servedModel ?? requestedModel(request.body),
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta: unknown, finish: string | null = null): void => {
    response.write(`data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  };
  send({ role: 'assistant', content: '' });
  switch (fault?.kind) {
    case 'silence':
      return; // the connection stays open until the client or the server goes away
    case 'cut':
      await sleep(20); // the first event must be on its way before the socket goes
      response.destroy();
      return;
    case 'malformed':
      response.end('data: {"id":"x","choices":[{"index":0\n\n');
      return;
    case 'failed':
      if (fault.code === FILTERED) {
        send({}, 'content_filter');
        response.end('data: [DONE]\n\n');
        return;
      }
      response.end(`data: ${chatError(fault.message, fault.code, fault.code)}\n\n`);
      return;
    default:
      break;
  }
  for (const part of piecesOf(turn.text ?? '')) send({ content: part });
  for (const [index, call] of (turn.calls ?? []).entries()) {
    const [name, input] = wireCall(call);
    send({ tool_calls: [{ index, id: `call_${request.call}_${index}`, type: 'function', function: { name, arguments: '' } }] });
    for (const part of piecesOf(input)) send({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  if (fault?.kind === 'ended-early') {
    response.end();
    return;
  }
  send({}, turn.finish ?? (turn.calls === undefined ? 'stop' : 'tool_calls'));
  response.write(`data: ${JSON.stringify({ ...base, choices: [], usage: usageOf(turn.usage) })}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** In two, as streams come. */
const piecesOf = (text: string): readonly string[] =>
  text.length < 2 ? [text] : [text.slice(0, text.length / 2), text.slice(text.length / 2)];

function wireCall(call: ToolCall): [name: string, input: string] {
  switch (call.tool) {
    case 'shell':
      return ['run', JSON.stringify({ command: call.cmd })];
    case 'write':
      return ['write_file', JSON.stringify({ path: call.path, content: call.content })];
    case 'patch':
      throw new Error('expected a tool that an API agent has, found a patch; use raw with edit_file');
    case 'raw':
      return [call.name, JSON.stringify(call.input)];
  }
}

function usageOf(usage: CallUsage = {}): Record<string, unknown> {
  const input = usage.input ?? 1000;
  const output = usage.output ?? 10;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  };
}
