/** What the local model servers share: one process's own HTTP server that records requests and numbers the model calls among them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelServer, type RecordedRequest, type Script, type Turn, turnFor } from './script.ts';

export interface Wire {
  /** Whether a request asks the model, as opposed to anything beside it. */
  readonly isCall: (method: string, path: string) => boolean;
  /** Answers a model call; faults `no-headers` and delays are seen to already. */
  readonly answer: (turn: Turn, request: RecordedRequest, response: ServerResponse) => Promise<void>;
  /** Answers anything else. */
  readonly besides: (request: RecordedRequest, response: ServerResponse) => void;
}

/** Starts a server on a free port of the loopback interface. */
export async function serve(script: Script, wire: Wire): Promise<ModelServer> {
  const requests: RecordedRequest[] = [];
  let calls = 0;
  const server = createServer((message, response) => {
    void (async () => {
      const [method, path] = [message.method ?? '', message.url ?? ''];
      const isCall = wire.isCall(method, path);
      const number = isCall ? calls : -1;
      // Counted on arrival: bodies of calls made at once may end in another order.
      if (isCall) calls += 1;
      const request: RecordedRequest = {
        method,
        path,
        headers: message.headers,
        body: parseBody(await readBody(message)),
        call: number,
      };
      requests.push(request);
      if (!isCall) return wire.besides(request, response);
      const turn = turnFor(script, request);
      if (turn.delayMs !== undefined) await sleep(turn.delayMs);
      // The connection stays open until the client or the server goes away.
      if (turn.fault?.kind === 'no-headers') return;
      await wire.answer(turn, request, response);
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  const port = await listen(server);
  return {
    port,
    requests,
    calls: () => requests.filter((request) => request.call >= 0),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The model that a request with `model` in its body asks for. */
export function requestedModel(body: unknown): string {
  const model = typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
  return typeof model === 'string' ? model : 'unknown';
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
