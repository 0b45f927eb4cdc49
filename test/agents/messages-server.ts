/** A local server that speaks the Anthropic Messages stream (`POST /v1/messages`), answering from a script. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CallUsage,
  type ModelServer,
  type RecordedRequest,
  type Script,
  type ServerFault,
  type ToolCall,
  type Turn,
} from './script.ts';
import { requestedModel, serve } from './serve.ts';

export interface MessagesServer extends ModelServer {
  /** To be used as ANTHROPIC_BASE_URL. */
  readonly baseUrl: string;
}

/** Starts a server on a free port of the loopback interface. */
export async function startMessagesServer(script: Script): Promise<MessagesServer> {
  const server = await serve(script, {
    isCall: (method, path) => method === 'POST' && path.split('?')[0] === '/v1/messages',
    answer,
    besides: (_request, response) => refuse(response, 404, 'not found'),
  });
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}` };
}

type Message = ReturnType<typeof messageOf>;

async function answer(turn: Turn, request: RecordedRequest, response: ServerResponse): Promise<void> {
  const { fault } = turn;
  const message = messageOf(turn, request);
  if (fault?.kind === 'status') {
    const { status, body, headers } = fault;
    if (body === undefined) refuse(response, status, `status ${status} from the script`, headers);
    else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  } else if (wantsStream(request.body)) await stream(message, fault, response);
  else await whole(message, fault, response);
}

/** The same answer or fault as one JSON document: the program asks for that once a stream went wrong. */
async function whole(message: Message, fault: ServerFault | undefined, response: ServerResponse): Promise<void> {
  if (fault?.kind === 'failed' && fault.code !== REFUSAL) return refuse(response, statusOf(fault.code), fault.message);
  response.writeHead(200, { 'content-type': 'application/json' });
  const text = JSON.stringify(message);
  if (fault === undefined || fault.kind === 'failed') response.end(text);
  else if (fault.kind === 'malformed' || fault.kind === 'ended-early') response.end(text.slice(0, text.length / 2));
  else {
    response.write(text.slice(0, text.length / 2));
    await sleep(20);
    if (fault.kind === 'cut') response.destroy();
  }
}

async function stream(message: Message, fault: ServerFault | undefined, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: Readonly<Record<string, unknown>> & { readonly type: string }): void => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  send({ type: 'message_start', message: { ...message, content: [], stop_reason: null } });
  send({ type: 'ping' });
  switch (fault?.kind) {
    case 'silence':
      return; // the connection stays open until the client or the server goes away
    case 'cut':
      await sleep(20); // the first event must be on its way before the socket goes
      response.destroy();
      return;
    case 'malformed':
      response.end('event: content_block_start\ndata: {"type":"content_block_start","index"\n\n');
      return;
    case 'failed':
      if (fault.code === REFUSAL) break;
      send({ type: 'error', error: { type: fault.code, message: fault.message } });
      response.end();
      return;
    default:
      break;
  }
  for (const [index, block] of message.content.entries()) {
    const { text, input, ...empty } = block;
    send({
      type: 'content_block_start',
      index,
      content_block: text === undefined ? { ...empty, input: {} } : { ...empty, text: '' },
    });
    const delta =
      text === undefined ? { type: 'input_json_delta', partial_json: JSON.stringify(input) } : { type: 'text_delta', text };
    send({ type: 'content_block_delta', index, delta });
    if (fault?.kind !== 'ended-early') send({ type: 'content_block_stop', index });
  }
  if (fault?.kind !== 'ended-early') {
    const { stop_reason, stop_sequence, usage } = message;
    send({ type: 'message_delta', delta: { stop_reason, stop_sequence }, usage });
    send({ type: 'message_stop' });
  }
  response.end();
}

/** `failed` with this code: the model ends its answer because it will not give one. */
const REFUSAL = 'refusal';

function messageOf(turn: Turn, request: RecordedRequest) {
  const isRefusal = turn.fault?.kind === 'failed' && turn.fault.code === REFUSAL;
  return {
    id: `msg_${request.call}`,
    type: 'message',
    role: 'assistant',
    model: turn.servedModel ?? requestedModel(request.body),
    content: contentOf(turn, request.call),
    stop_reason:
      isRefusal || turn.finish === 'content_filter'
        ? REFUSAL
        : turn.finish === 'length'
          ? 'max_tokens'
          : turn.calls === undefined
            ? 'end_turn'
            : 'tool_use',
    stop_sequence: null,
    usage: usageOf(turn.usage),
  };
}

/** Error types of the API by status. */
const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

const statusOf = (type: string): number => Number(Object.keys(ERRORS).find((status) => ERRORS[Number(status)] === type) ?? 500);

/** An error as the API words it. */
export const errorBody = (status: number, message: string): string =>
  JSON.stringify({ type: 'error', error: { type: ERRORS[status] ?? 'api_error', message } });

function refuse(response: ServerResponse, status: number, message: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(errorBody(status, message));
}

function contentOf(turn: Turn, call: number): Record<string, unknown>[] {
  const text = turn.text === undefined ? [] : [{ type: 'text', text: turn.text }];
  const calls = (turn.calls ?? []).map((toolCall, index) => ({
    type: 'tool_use',
    id: `toolu_${call}_${index}`,
    ...wireCall(toolCall),
  }));
  return [...text, ...calls];
}

function wireCall(call: ToolCall): { name: string; input: Readonly<Record<string, unknown>> } {
  switch (call.tool) {
    case 'shell':
      return { name: 'Bash', input: { command: call.cmd, description: 'Runs a command' } };
    case 'write':
      return { name: 'Write', input: { file_path: call.path, content: call.content } };
    case 'patch':
      throw new Error('expected a tool that claude has, found a patch; use raw with Edit');
    case 'raw':
      return { name: call.name, input: call.input };
  }
}

/** The API counts cached tokens beside the input's. */
function usageOf(usage: CallUsage = {}): Record<string, unknown> {
  return {
    input_tokens: (usage.input ?? 1000) - (usage.cached ?? 0),
    cache_read_input_tokens: usage.cached ?? 0,
    cache_creation_input_tokens: 0,
    output_tokens: usage.output ?? 10,
    ...(usage.reasoning === undefined ? {} : { output_tokens_details: { thinking_tokens: usage.reasoning } }),
  };
}

const wantsStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true;
