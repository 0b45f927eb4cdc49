/** OpenAI's SDK, told everything that it would otherwise look for in variables of its own. */
import OpenAI from 'openai';
import type { ApiRequest } from '../../drivers/api-request.ts';

export function openaiClient({ baseUrl, isOwnUrl, requestMs }: ApiRequest, key: string | undefined): OpenAI {
  return new OpenAI({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    webhookSecret: null,
    baseURL: baseUrl,
    timeout: requestMs,
    maxRetries: 0,
    logLevel: 'off',
    fetch: unwrapping,
    // Whose organisation it is concerns OpenAI alone.
    ...(isOwnUrl ? {} : { organization: null, project: null }),
    ...(key === undefined ? { defaultHeaders: { authorization: null } } : {}),
  });
}

/** Google wraps an error into a list, of which the SDK would tell nothing but the status. */
async function unwrapping(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status < 400) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  return new Response(firstOf(text), { status, statusText, headers });
}

function firstOf(text: string): string {
  if (!text.trimStart().startsWith('[')) return text;
  try {
    const [first]: readonly unknown[] = JSON.parse(text);
    return typeof first === 'object' && first !== null ? JSON.stringify(first) : text;
  } catch {
    return text;
  }
}
