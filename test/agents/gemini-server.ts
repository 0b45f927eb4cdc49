/** A local server that speaks the Gemini API's stream (`POST /v1beta/models/M:streamGenerateContent`), answering from a script. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallUsage, type ModelServer, type RecordedRequest, type Script, type ToolCall, type Turn } from './script.ts';
import { serve } from './serve.ts';

export interface GeminiServer extends ModelServer {
  /** To be used as GOOGLE_GEMINI_BASE_URL. */
  readonly baseUrl: string;
}

/** Starts a server on a free port of the loopback interface. Only streamed calls count as model calls. */
export async function startGeminiServer(script: Script): Promise<GeminiServer> {
  const server = await serve(script, {
    isCall: (method, path) => method === 'POST' && /:streamGenerateContent(?:\?|$)/.test(path),
    answer,
    besides,
  });
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}` };
}

/** Calls beside the conversation: the router that picks a model when none is named, and the counting of tokens. */
function besides({ path }: RecordedRequest, response: ServerResponse): void {
  const text = JSON.stringify({ reasoning: 'simple', model_choice: 'flash' });
  const usage = { input: 100, output: 5 };
  if (path.includes(':generateContent')) sendJson(response, 200, chunk(modelIn(path), [{ text }], 'STOP', usage));
  else if (path.includes(':countTokens')) sendJson(response, 200, { totalTokens: 100 });
  else sendJson(response, 404, { error: { code: 404, message: 'not found', status: 'NOT_FOUND' } });
}

const modelIn = (path: string): string => /models\/([^:]+):/.exec(path)?.[1] ?? 'unknown';

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function answer(turn: Turn, request: RecordedRequest, response: ServerResponse): Promise<void> {
  const { fault } = turn;
  if (fault?.kind === 'status') {
    const { status, body } = fault;
    response.writeHead(status, { 'content-type': 'application/json', ...fault.headers });
    response.end(body ?? errorBody(status, `status ${status} from the script`));
    return;
  }
  const model = turn.servedModel ?? modelIn(request.path);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: unknown): void => void response.write(`data: ${JSON.stringify(value)}\r\n\r\n`);
  const parts = [...(turn.text === undefined ? [] : halves(turn.text)), ...(turn.calls ?? []).map(wireCall)];
  switch (fault?.kind) {
    case 'silence':
      response.flushHeaders();
      return; // the connection stays open until the client or the server goes away
    case 'cut':
      send(chunk(model, [{ text: turn.text ?? 'begun' }]));
      await sleep(50); // the first event must be on its way before the socket goes
      response.destroy();
      return;
    case 'malformed':
      response.end('data: {"candidates":[{"content"\r\n\r\n');
      return;
    case 'failed':
      send(chunk(model, [{ text: turn.text ?? 'begun' }]));
      await sleep(50); // the program looks for errors in pieces of the stream, as they come
      response.end(errorBody(Number(fault.code) || 500, fault.message));
      return;
    case 'ended-early':
      for (const part of parts) send(chunk(model, [part]));
      response.end();
      return;
    case 'no-headers':
    case undefined:
      break;
  }
  for (const part of parts.slice(0, -1)) send(chunk(model, [part]));
  send(chunk(model, parts.slice(-1), 'STOP', turn.usage ?? {}));
  response.end();
}

/** An error as the API words it. */
export function errorBody(code: number, message: string, details: readonly Record<string, unknown>[] = []): string {
  return JSON.stringify({ error: { code, message, status: STATUS[code] ?? 'UNKNOWN', details } });
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

type Part = Readonly<Record<string, unknown>>;

function chunk(model: string, parts: readonly Part[], finishReason?: string, usage?: CallUsage): Record<string, unknown> {
  return {
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason === undefined ? {} : { finishReason }) }],
    modelVersion: model,
    ...(usage === undefined ? {} : { usageMetadata: usageOf(usage) }),
  };
}

/** A text in two parts, so that every test sees deltas. */
function halves(text: string): Part[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '').map((half) => ({ text: half }));
}

function wireCall(call: ToolCall): Part {
  switch (call.tool) {
    case 'shell':
      return { functionCall: { name: 'run_shell_command', args: { command: call.cmd } } };
    case 'write':
      return { functionCall: { name: 'write_file', args: { file_path: call.path, content: call.content } } };
    case 'patch':
      throw new Error('gemini takes no patches; use "raw" with its tool "replace"');
    case 'raw':
      return { functionCall: { name: call.name, args: call.input } };
  }
}

/** The API counts cached tokens among the prompt's, and thoughts beside the candidates'. */
function usageOf(usage: CallUsage): Record<string, number> {
  const { input = 1000, cached = 0, output = 10, reasoning = 0 } = usage;
  return {
    promptTokenCount: input,
    cachedContentTokenCount: cached,
    candidatesTokenCount: output,
    thoughtsTokenCount: reasoning,
    totalTokenCount: input + output + reasoning,
  };
}
