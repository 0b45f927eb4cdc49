import { describe, expect, test } from 'vitest';
import { codexFault } from '../../runtime/drivers/codex-faults.ts';

describe('messages of codex and the fault they mean', () => {
  test.each([
    ['unexpected status 401 Unauthorized: Incorrect API key provided, url: http://127.0.0.1/v1/responses', 'auth'],
    ['unexpected status 403 Forbidden: no, url: http://127.0.0.1/v1/responses', 'auth'],
    ['Missing environment variable: `ACME_KEY`.', 'auth'],
    ['Your access token could not be refreshed. Please log in again.', 'auth'],
    ['To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus.', 'auth'],
    ["The requested model 'x' does not exist", 'model'],
    ['{"detail":"Unsupported model"}', 'model'],
    ['{"error":{"message":"Invalid schema for response_format","code":"invalid_json_schema"}}', 'model'],
    ['unexpected status 404 Not Found: x, url: http://127.0.0.1/v1/responses', 'model'],
    ['model rerouted: gpt-5.5 -> gpt-4-mini (HighRiskCyberActivity)', 'model'],
    ['exceeded retry limit, last status: 429 Too Many Requests', 'quota'],
    ['rate limit exceeded: Rate limit reached for gpt-5.5. Please try again in 11.054s.', 'quota'],
    ['Quota exceeded. Check your plan and billing details.', 'quota'],
    ['You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro) or try again at 12:55 PM.', 'quota'],
    ['unexpected status 402 Payment Required: x, url: http://127.0.0.1/v1/responses', 'quota'],
    ['We’re currently experiencing high demand, which may cause temporary errors.', 'overloaded'],
    ['Selected model is at capacity. Please try a different model.', 'overloaded'],
    ['unexpected status 502 Bad Gateway: x, url: http://127.0.0.1/v1/responses', 'overloaded'],
    ['unexpected status 529 <unknown status code>: x, url: http://127.0.0.1/v1/responses', 'overloaded'],
    ['Connection failed: error sending request', 'network'],
    ['stream disconnected before completion: failed to lookup address information: Name does not resolve', 'network'],
    ['stream disconnected before completion: stream closed before response.completed', 'stream'],
    ['stream disconnected before completion: Transport error: network error: error decoding response body', 'stream'],
    ['stream disconnected before completion: idle timeout waiting for SSE', 'stream'],
    [
      "Codex ran out of room in the model's context window. Start a new thread or clear earlier history before retrying.",
      'context-overflow',
    ],
    ['stream disconnected before completion: Incomplete response returned, reason: content_filter', 'refusal'],
    ['This content was flagged for possible cybersecurity risk', 'refusal'],
    ['Invalid prompt: we have limited access to this content for safety reasons.', 'refusal'],
    ['Input exceeds the maximum length of 1048576 characters. (code -32602)', 'prompt-too-large'],
    ['Unknown feature flag: unbounded_connection_retries', 'unstartable'],
    ['something that nobody has seen yet', 'crash'],
  ] as const)('%s', (message, kind) => {
    expect(codexFault(message)).toMatchObject({ kind, message });
  });

  test.each(['auth', 'model', 'refusal', 'context-overflow'])('%s says what would help', (kind) => {
    const message = {
      auth: '401 Unauthorized',
      model: 'does not exist',
      refusal: 'flagged',
      'context-overflow': 'context_length_exceeded',
    }[kind];
    expect(codexFault(message ?? '').fix).toBeTruthy();
  });
});
