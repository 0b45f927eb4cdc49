/** The wire of a request; each brings its SDK with it, so that only the one that is used is loaded. */
import type { ApiRequest } from '../../drivers/api-request.ts';
import type { Wire } from '../conversation.ts';

/** Options that a server may refuse, and that can be left out without another meaning. */
export type Refusable = 'schema' | 'usage' | 'include';

export interface WireOptions {
  readonly key: string | undefined;
  /** Grows while the conversation goes on. */
  readonly refused: ReadonlySet<Refusable>;
}

export async function openWire(request: ApiRequest, options: WireOptions): Promise<Wire> {
  forgetSdkVariables(request.isOwnUrl);
  switch (request.wire) {
    case 'messages':
      return (await import('./messages.ts')).messagesWire(request, options);
    case 'responses':
      return (await import('./responses.ts')).responsesWire(request, options);
    case 'chat':
      return (await import('./chat.ts')).chatWire(request, options);
  }
}

/** Whose organisation it is: that alone the SDK may know without being told, at OpenAI's own address. */
const KNOWN: ReadonlySet<string> = new Set(['OPENAI_ORG_ID', 'OPENAI_PROJECT_ID']);

/** The SDKs would take headers, logins, addresses and more from variables of these names, whomever they ask. Before one is loaded. */
function forgetSdkVariables(isOwnUrl: boolean): void {
  for (const name of Object.keys(process.env))
    if (/^(?:ANTHROPIC|OPENAI)_/i.test(name) && !(isOwnUrl && KNOWN.has(name))) delete process.env[name];
}
