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
    // Whose organisation it is concerns OpenAI alone.
    ...(isOwnUrl ? {} : { organization: null, project: null }),
    ...(key === undefined ? { defaultHeaders: { authorization: null } } : {}),
  });
}
