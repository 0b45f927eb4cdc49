import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerFault, Turn } from '../agents/script.ts';
import { ApiRig, KEY, QUICK, WIRES } from './rig.ts';

let rig: ApiRig;
beforeAll(() => {
  rig = new ApiRig();
});
afterAll(() => rig.dispose());

const body = (message: string, code: string): string => JSON.stringify({ type: 'error', error: { type: code, code, message } });
const status = (n: number, text?: string, headers?: Readonly<Record<string, string>>): Turn => ({
  fault: {
    kind: 'status',
    status: n,
    ...(text === undefined ? {} : { body: text }),
    ...(headers === undefined ? {} : { headers }),
  },
});
/** Makes a certificate that nobody trusts. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const GOOD: Turn = { text: 'ready' };

describe.each(WIRES)('over %s', (wire) => {
  test.each([
    [
      '400 with what the API says',
      status(400, body('temperature must be at most 1', 'invalid_request_error')),
      { kind: 'model', message: expect.stringContaining('temperature must be at most 1') },
    ],
    [
      '401 with the variable to set',
      status(401, body(`Incorrect API key: ${KEY}`, 'authentication_error')),
      { kind: 'auth', fix: expect.stringContaining('Set PLANTED') },
    ],
    [
      '403 with the variable to set',
      status(403, body('no access', 'permission_error')),
      { kind: 'auth', fix: expect.stringContaining('Set PLANTED') },
    ],
    [
      '404 with the models that may be meant',
      status(404, body('model: test-modl-1 not found', 'not_found_error')),
      { kind: 'model', fix: expect.stringContaining('test-model-2') },
    ],
    [
      'a quota that is used up',
      status(429, body('You exceeded your current quota', 'insufficient_quota')),
      { kind: 'quota', message: expect.stringContaining('exceeded your current quota') },
    ],
    ['no credit', status(400, body('Your credit balance is too low', 'invalid_request_error')), { kind: 'quota' }],
    [
      'a limit that ends later than anybody waits',
      status(429, body('slow down', 'rate_limit_error'), { 'retry-after': '3600' }),
      { kind: 'quota', retryAt: expect.stringMatching(/^\d{4}-/) },
    ],
    [
      'a question that does not fit',
      status(400, body('prompt is too long: 210000 tokens > 200000 maximum', 'invalid_request_error')),
      { kind: 'context-overflow', message: expect.stringMatching(/210000 tokens > 200000.*sent: 17 characters/) },
    ],
    [
      'a filter before the model',
      status(400, body('blocked by the content management policy', 'content_filter')),
      { kind: 'refusal' },
    ],
  ] as const)('%s is told at once, and nobody asks again', async (_what, turn, fault) => {
    const model = await rig.model(wire, () => turn);
    const told = await rig.ask(wire, model.baseUrl, { model: 'test-model-1', known: ['test-model-2', 'other-9'] });
    expect(told.isAnswered).toBe(false);
    expect(told.fault).toMatchObject(fault);
    expect(model.calls()).toHaveLength(1);
    expect(told.stdout).not.toContain(KEY);
  });

  test.each([408, 409, 500, 503, 529])('after status %i it is asked again, and the answer counts', async (code) => {
    const model = await rig.model(wire, [status(code), status(code), GOOD]);
    const told = await rig.ask(wire, model.baseUrl);
    expect(told).toMatchObject({ isAnswered: true, text: 'ready' });
    expect(told.events.filter((event) => event.type === 'error')).toHaveLength(2);
    expect(told.events.filter((event) => event.type === 'model-asked' && event.afterMs !== undefined)).toHaveLength(2);
  });

  test('a limit on calls is waited for as long as the API asks, never less', async () => {
    const model = await rig.model(wire, [status(429, body('slow down', 'rate_limit_error'), { 'retry-after': '0.3' }), GOOD]);
    const started = performance.now();
    expect((await rig.ask(wire, model.baseUrl)).isAnswered).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test.each([
    ['overloaded', status(529), 'overloaded'],
    ['limited', status(429, undefined, { 'retry-after': '0' }), 'quota'],
    ['cut', { fault: { kind: 'cut' } }, 'stream'],
    ['ended too soon', { text: 'half', fault: { kind: 'ended-early' } }, 'stream'],
    ['malformed', { fault: { kind: 'malformed' } }, 'stream'],
    [
      'an error inside the stream',
      { fault: { kind: 'failed', code: wire === 'messages' ? 'overloaded_error' : 'server_error', message: 'sorry' } },
      'overloaded',
    ],
  ] as readonly (readonly [string, Turn, string])[])(
    'for ever %s ends after as many tries as are made',
    async (_what, turn, kind) => {
      const model = await rig.model(wire, () => turn);
      const told = await rig.ask(wire, model.baseUrl);
      expect(told.fault?.kind).toBe(kind);
      expect(told.fault?.message).toContain(`asked ${QUICK.tries} times`);
      expect(model.calls()).toHaveLength(QUICK.tries);
    },
  );

  test.each(['cut', 'malformed'] as readonly ServerFault['kind'][])(
    'a stream that is %s once is asked for again whole',
    async (kind) => {
      const model = await rig.model(wire, [{ fault: { kind } as ServerFault }, GOOD]);
      expect(await rig.ask(wire, model.baseUrl)).toMatchObject({ isAnswered: true, text: 'ready' });
    },
  );

  test('a host that says nothing is asked again after requestTimeout, and then named', async () => {
    const model = await rig.model(wire, () => ({ fault: { kind: 'no-headers' } }));
    const told = await rig.ask(wire, model.baseUrl, { requestMs: 100 }, { patience: { ...QUICK, tries: 2 } });
    expect(told.fault).toMatchObject({ kind: 'network', fix: expect.stringContaining('requestTimeout') });
    expect(model.calls()).toHaveLength(2);
  });

  test('a host that cannot be reached is named', async () => {
    const told = await rig.ask(wire, 'http://127.0.0.1:9/v1');
    expect(told.fault).toMatchObject({ kind: 'network', message: expect.stringContaining('127.0.0.1:9 cannot be reached') });
  });

  test.skipIf(!hasOpenssl)('a certificate that is not trusted is told at once, with the way out', async () => {
    const file = (name: string): string => join(rig.root, name);
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=localhost',
        '-keyout',
        file('key'),
        '-out',
        file('cert'),
      ],
      { stdio: 'ignore' },
    );
    const server = createServer({ key: readFileSync(file('key')), cert: readFileSync(file('cert')) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const told = await rig.ask(wire, `https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    expect(told.fault).toMatchObject({ kind: 'network', fix: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
    expect(told.fault?.message).not.toContain('asked');
  });
});

/** As Google tells an error where Chat Completions is asked of it. */
const google = (n: number, message: string, details: readonly object[] = []): Turn =>
  status(n, JSON.stringify([{ error: { code: n, message, status: 'INVALID_ARGUMENT', details } }]));
const NO_QUOTA = 'You exceeded your current quota, please check your plan and billing details.';

test('a schema that Google takes only without tools is left out, at its own address too', async () => {
  const model = await rig.model('chat', (request) =>
    'response_format' in (request.body as object)
      ? google(400, "Function calling with a response mime type: 'application/json' is unsupported")
      : GOOD,
  );
  const told = await rig.ask('chat', model.baseUrl, { role: 'verifier', isOwnUrl: true, schema: { type: 'object' } });
  expect(told).toMatchObject({ isAnswered: true, text: 'ready' });
  expect(told.notices).toEqual([expect.stringContaining("a response mime type: 'application/json' is unsupported")]);
  expect(model.calls()).toHaveLength(2);
});

test.each([
  ['a key that is none', google(400, 'API key not valid. Please pass a valid API key.'), 'auth', 'Set PLANTED'],
  [
    'a key that is none, by its reason',
    google(400, 'Bad.', [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }]),
    'auth',
    'Set PLANTED',
  ],
  ['no credit', google(429, NO_QUOTA), 'quota', 'Add credit'],
] as const)('of Google, %s is told at once', async (_what, turn, kind, fix) => {
  const model = await rig.model('chat', () => turn);
  const { fault } = await rig.ask('chat', model.baseUrl);
  expect(fault).toMatchObject({ kind, fix: expect.stringContaining(fix) });
  expect(fault?.message).toMatch(/^status 4\d\d: .*\((?:INVALID_ARGUMENT|.*API_KEY_INVALID)\)$/);
  expect(model.calls()).toHaveLength(1);
});

test.each([
  ['a header', 'messages', status(429, body(NO_QUOTA, 'rate_limit_error'), { 'retry-after': '0.2' })],
  ['a header', 'responses', status(429, body(NO_QUOTA, 'rate_limit_exceeded'), { 'retry-after': '0.2' })],
  ['words', 'chat', google(429, `${NO_QUOTA} Please retry in 0.2s.`)],
  ['details', 'chat', google(429, NO_QUOTA, [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0.2s' }])],
] as const)(
  'a limit whose words speak of billing, and that ends soon by its %s, is waited for over %s',
  async (_what, wire, turn) => {
    const model = await rig.model(wire, [turn, GOOD]);
    const started = performance.now();
    expect(await rig.ask(wire, model.baseUrl)).toMatchObject({ isAnswered: true, text: 'ready' });
    expect(performance.now() - started).toBeGreaterThan(190);
  },
);

test('a quota that is used up is that, although a time is named', async () => {
  const model = await rig.model('responses', () => status(429, body(NO_QUOTA, 'insufficient_quota'), { 'retry-after': '0.1' }));
  expect((await rig.ask('responses', model.baseUrl)).fault).toMatchObject({ fix: expect.stringContaining('Add credit') });
  expect(model.calls()).toHaveLength(1);
});

test.each(WIRES)('a refusal over %s is one, and nobody asks again', async (wire) => {
  const model = await rig.model(wire, () => ({ text: 'I will not.', finish: 'content_filter' }));
  expect((await rig.ask(wire, model.baseUrl)).fault).toMatchObject({
    kind: 'refusal',
    message: expect.stringContaining('I will not.'),
  });
  expect(model.calls()).toHaveLength(1);
});

test('an answer that is nothing is no answer', async () => {
  const model = await rig.model('chat', () => ({ text: '' }));
  expect((await rig.ask('chat', model.baseUrl)).fault).toMatchObject({
    kind: 'stream',
    message: expect.stringContaining('said nothing'),
  });
});
