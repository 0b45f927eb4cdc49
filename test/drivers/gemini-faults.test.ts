import { describe, expect, test } from 'vitest';
import { geminiFault, judged } from '../../runtime/drivers/gemini-faults.ts';

const api = (code: number, status: string, message: string, details: readonly unknown[] = []): string =>
  `[API Error: ${JSON.stringify({ error: { code, message, status, details } })}]`;

describe('messages of gemini and the fault they mean', () => {
  test.each([
    [api(401, 'UNAUTHENTICATED', 'x'), 'auth'],
    [api(403, 'PERMISSION_DENIED', 'x'), 'auth'],
    [api(400, 'INVALID_ARGUMENT', 'no', [{ reason: 'API_KEY_INVALID' }]), 'auth'],
    ['When using Gemini API, you must specify the GEMINI_API_KEY environment variable.', 'auth'],
    ['Please set an Auth method in your /h/.gemini/settings.json or specify one of the following', 'auth'],
    ["The enforced authentication type is 'oauth-personal', but the current type is 'gemini-api-key'.", 'auth'],
    ['Manual authorization is required but the current session is non-interactive.', 'auth'],
    ['Could not load the default credentials.', 'auth'],
    ['Error: Error creating contentGenerator: Unsupported authType: nonsense', 'auth'],
    [api(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'), 'model'],
    [api(404, 'NOT_FOUND', 'models/x is not found'), 'model'],
    ['[API Error: models/x is not found for API version v1beta]', 'model'],
    [api(429, 'RESOURCE_EXHAUSTED', 'slow down'), 'quota'],
    ['[API Error: You have exhausted your daily quota on this model.]\nPlease wait and try again later.', 'quota'],
    ['[API Error: You have exhausted your capacity on this model. Your quota will reset after 1h5m3s.]', 'quota'],
    [api(500, 'INTERNAL', 'boom'), 'overloaded'],
    [api(503, 'UNAVAILABLE', 'x'), 'overloaded'],
    ['[API Error: got status: UNAVAILABLE. {"error":{"code":503,"message":"x","status":"UNAVAILABLE"}}]', 'overloaded'],
    ['[API Error: The model is overloaded. Please try again later.]', 'overloaded'],
    ['[API Error: exception TypeError: fetch failed sending request]', 'network'],
    ['[API Error: getaddrinfo ENOTFOUND generativelanguage.googleapis.com]', 'network'],
    ['[API Error: terminated]', 'stream'],
    ['Model stream ended without a finish reason.', 'stream'],
    ["[API Error: Expected ':' after property name in JSON at position 25 (line 1 column 26)]", 'stream'],
    ['[API Error: Incomplete JSON segment at the end]', 'stream'],
    [
      'The model returned an empty response with no text or thoughts. This may be a transient API issue; please try again.',
      'stream',
    ],
    [
      api(400, 'INVALID_ARGUMENT', 'The input token count (2) exceeds the maximum number of tokens allowed (1).'),
      'context-overflow',
    ],
    [
      'Model response was truncated because it exceeded the token limit. Try using /compress to free up context space.',
      'context-overflow',
    ],
    ['The model response was blocked due to safety settings.', 'refusal'],
    ['The model response was blocked due to recitation/copyright filters.', 'refusal'],
    ['Reached max session turns for this session. Increase the number of turns by specifying maxSessionTurns', 'output-cap'],
    ['Gemini CLI is not running in a trusted directory. To proceed, either use `--skip-trust`', 'unstartable'],
    ['Error in /h/.gemini/settings.json: Unexpected end of JSON input', 'unstartable'],
    ['Unknown argument: admin-policy', 'unstartable'],
    ['Error resuming session: Invalid session identifier "x".', 'crash'],
    ['something that nobody has seen yet', 'crash'],
  ] as const)('%s', (message, kind) => {
    expect(geminiFault(message).kind).toBe(kind);
  });

  test('are shown without their wrapping', () => {
    expect(geminiFault(api(400, 'INVALID_ARGUMENT', 'API key not valid.', [{ reason: 'API_KEY_INVALID' }, 7])).message).toBe(
      'API key not valid. (400 INVALID_ARGUMENT API_KEY_INVALID)',
    );
    expect(geminiFault('[API Error: no]\nPlease wait.').message).toBe('no\nPlease wait.');
    expect(geminiFault('[API Error: {"error":{"code":418,"message":"tea"}}]')).toMatchObject({
      kind: 'model',
      message: 'tea (418)',
    });
  });

  test('without words of their own mean what their status says', () => {
    for (const [code, kind] of [
      [401, 'auth'],
      [404, 'model'],
      [429, 'quota'],
      [502, 'overloaded'],
    ] as const) {
      expect(geminiFault(`[API Error: {"error":{"code":${code},"message":"x"}}]`).kind).toBe(kind);
    }
  });

  test.each(['auth', 'model', 'refusal', 'context-overflow', 'quota', 'output-cap', 'unstartable'] as const)(
    '%s says what would help',
    (kind) => {
      const message = {
        auth: 'UNAUTHENTICATED',
        model: 'NOT_FOUND',
        refusal: 'blocked due to safety settings',
        'context-overflow': 'exceeds the maximum number of tokens',
        quota: 'quota',
        'output-cap': 'Reached max session turns',
        unstartable: 'Unknown argument: x',
      }[kind];
      expect(geminiFault(message)).toMatchObject({ kind, fix: expect.any(String) as string });
    },
  );
});

describe('a fault whose words say nothing', () => {
  const fault = { kind: 'crash', message: 'no' } as const;

  test.each([
    [144, 'model'],
    [145, 'auth'],
    [147, 'auth'],
    [173, 'quota'],
    [244, 'overloaded'],
    [247, 'overloaded'],
    [41, 'auth'],
    [52, 'unstartable'],
    [1, 'crash'],
    [null, 'crash'],
  ] as const)('is judged by the exit code %s', (exitCode, kind) => {
    expect(judged(fault, exitCode, '')).toMatchObject({ kind, message: 'no' });
  });

  test('is judged by the class of the error in the log', () => {
    expect(judged(fault, 1, '…json ModelNotFoundError: no\n  code: 404\n}').kind).toBe('model');
    expect(judged(fault, 1, '_ApiError: no\n  status: 503\n}').kind).toBe('overloaded');
  });

  test('is not judged anew when its words said enough', () => {
    expect(judged({ kind: 'network', message: 'x' }, 145, '')).toEqual({ kind: 'network', message: 'x' });
  });
});
