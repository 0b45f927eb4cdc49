/** What a local model server answers, in words that fit every vendor. Each server turns them into its own wire format. */

/** A tool call of the model. `shell`, `write` and `patch` become the vendor's own tools; `raw` is sent as it stands. */
export type ToolCall =
  | { readonly tool: 'shell'; readonly cmd: string }
  | { readonly tool: 'write'; readonly path: string; readonly content: string }
  /** A patch in the `*** Begin Patch` form. */
  | { readonly tool: 'patch'; readonly patch: string }
  | { readonly tool: 'raw'; readonly name: string; readonly input: Readonly<Record<string, unknown>> };

/** Tokens that the server reports for one model call. Defaults: 1000 in, 0 cached, 10 out, 0 reasoning. */
export interface CallUsage {
  readonly input?: number;
  readonly cached?: number;
  readonly output?: number;
  readonly reasoning?: number;
}

/** Ways in which a model call goes wrong. */
export type ServerFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error inside a stream that began well. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  /** The connection breaks after the first event. */
  | { readonly kind: 'cut' }
  /** The stream ends in good form, but without its last event. */
  | { readonly kind: 'ended-early' }
  /** One line of the stream is not JSON. */
  | { readonly kind: 'malformed' }
  /** The stream begins and then says nothing. */
  | { readonly kind: 'silence' }
  /** The request is taken and never answered. */
  | { readonly kind: 'no-headers' };

/** The answer to one model call. */
export interface Turn {
  readonly text?: string;
  readonly calls?: readonly ToolCall[];
  readonly fault?: ServerFault;
  readonly usage?: CallUsage;
  /** The model that the server names in its answer. Absent: the one asked for. */
  readonly servedModel?: string;
  /** Why the answer ended, where not as it looks: cut at its limit, or by a filter. */
  readonly finish?: 'length' | 'content_filter';
  /** Milliseconds before the answer begins. */
  readonly delayMs?: number;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON, or the text when it is no JSON. */
  readonly body: unknown;
  /** Number among the model calls, from 0; -1 for anything else. */
  readonly call: number;
}

/** Answers in order, or a function of the request (for several agents behind one server). A list that is used up answers 400. */
export type Script = readonly Turn[] | ((request: RecordedRequest) => Turn | undefined);

export interface ModelServer {
  readonly port: number;
  /** Every request, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** The model calls among them. */
  calls(): readonly RecordedRequest[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** The turn for a request; a script that has none left answers with a fault that names the call. */
export function turnFor(script: Script, request: RecordedRequest): Turn {
  const turn = typeof script === 'function' ? script(request) : script[request.call];
  if (turn !== undefined) return turn;
  const body = JSON.stringify({ error: { message: `the script has no answer for call ${request.call}` } });
  return { fault: { kind: 'status', status: 400, body } };
}

/** The same answer to every call. */
export function always(turn: Turn): Script {
  return () => turn;
}
