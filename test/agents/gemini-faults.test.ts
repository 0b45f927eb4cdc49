/** What goes wrong with the model or the login of the pinned real gemini, and what okstra takes it for. */
import { describe, expect, test } from 'vitest';
import { hasGemini } from './gemini.ts';
import { useGeminiRig } from './gemini-rig.ts';
import { errorBody } from './gemini-server.ts';
import { always, type ServerFault } from './script.ts';

const rig = useGeminiRig();
const LOGIN = { auth: { selectedType: 'gemini-api-key' } };
/** One attempt per call, so that most tests need not wait for further ones. */
const ONCE = { settings: { security: LOGIN, general: { maxAttempts: 1 } } };

const detail = (type: string, value: object): Record<string, unknown> => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...value,
});
const status = (code: number, message?: string, details: readonly Record<string, unknown>[] = []): ServerFault => ({
  kind: 'status',
  status: code,
  ...(message === undefined ? {} : { body: errorBody(code, message, details) }),
});

describe.skipIf(!hasGemini)('faults of the model, as the real gemini tells them', { timeout: 90_000 }, () => {
  test.each([
    ['401', status(401), 'auth'],
    ['403', status(403), 'auth'],
    ['a wrong key', status(400, 'API key not valid.', [detail('ErrorInfo', { reason: 'API_KEY_INVALID' })]), 'auth'],
    ['400', status(400), 'model'],
    ['404', status(404, 'models/x is not found for API version v1beta'), 'model'],
    ['429', status(429), 'quota'],
    ['500', status(500), 'overloaded'],
    ['503', status(503), 'overloaded'],
    ['529', status(529), 'overloaded'],
    [
      'a full context',
      status(400, 'The input token count (2) exceeds the maximum number of tokens allowed (1).'),
      'context-overflow',
    ],
    ['an error in the stream', { kind: 'failed', code: '503', message: 'The model is overloaded.' }, 'overloaded'],
    ['a cut stream', { kind: 'cut' }, 'stream'],
    ['a stream that ends early', { kind: 'ended-early' }, 'stream'],
    ['a malformed line', { kind: 'malformed' }, 'stream'],
  ] as const)('%s is a fault of its kind', async (_name, fault, kind) => {
    const { result } = await rig().tell({ script: always({ text: 'begun', fault }), home: ONCE });
    expect(result).toMatchObject({ status: 'error', fault: { kind } });
    expect(result.fault?.message).not.toMatch(/[{[]|API Error/);
  });

  test('an answer without words, tried again and again, is a broken stream', async () => {
    const { result } = await rig().tell({ script: always({}), home: ONCE });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'stream' } });
  });

  test('a quota that resets in an hour is known at once, with the time', async () => {
    const fault = status(429, 'Quota exceeded.', [detail('RetryInfo', { retryDelay: '3600s' })]);
    const { result, server } = await rig().tell({ script: always({ fault }) });
    expect(result.fault).toMatchObject({ kind: 'quota', fix: expect.any(String) as string });
    const off = Date.parse(result.fault?.retryAt ?? '') - Date.now() - 3_600_000;
    expect(Math.abs(off)).toBeLessThan(10_000);
    expect(server.calls()).toHaveLength(1);
  });

  test('a quota of the day is known at once', async () => {
    const violations = [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }];
    const { result, server } = await rig().tell({
      script: always({ fault: status(429, 'no', [detail('QuotaFailure', { violations })]) }),
    });
    expect(result.fault).toMatchObject({ kind: 'quota', message: expect.stringContaining('daily quota') as string });
    expect(server.calls()).toHaveLength(1);
  });

  test('with attempts of its own, gemini gives up on a server that is overloaded within a minute', async () => {
    const { result, durationMs, server } = await rig().tell({ script: always({ fault: status(503) }) });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'overloaded' } });
    expect(server.calls()).toHaveLength(3);
    expect(durationMs).toBeLessThan(60_000);
  });

  test('a refused connection is known within a minute', async () => {
    const { result, durationMs } = await rig().tell({ script: [], env: { GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9' } });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'network' } });
    expect(durationMs).toBeLessThan(60_000);
  });

  test('a retry that works leaves no fault', async () => {
    const { result, server } = await rig().tell({ script: [{ fault: status(503) }, { text: 'ok' }] });
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result.fault).toBeUndefined();
    expect(server.calls()).toHaveLength(2);
  });
});

describe.skipIf(!hasGemini)('a login that is missing, as the real gemini tells it', { timeout: 60_000 }, () => {
  test.each([
    ['no way to sign in was ever chosen', { GOOGLE_GEMINI_BASE_URL: '' }, undefined],
    ['a Google account that did not sign in', {}, 'oauth-personal'],
    ['a kind that gemini does not know', {}, 'nonsense'],
  ])('%s: a fault of the login, with what helps', async (_name, env, selectedType) => {
    const { result, server } = await rig().tell({
      script: [],
      env,
      home: { hasKey: false, settings: { security: selectedType === undefined ? {} : { auth: { selectedType } } } },
    });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'auth', fix: expect.stringContaining('gemini') as string } });
    expect(server.calls()).toEqual([]);
  });

  test('settings that are no JSON are named by their own path', async () => {
    const { result } = await rig().tell({ script: [], home: { files: { 'settings.json': '{ "a": ' } } });
    expect(result.fault?.kind).toBe('unstartable');
    expect(result.fault?.message).toContain(`${rig().home}/.gemini/settings.json`);
  });
});
