/** The pinned real claude against a model server that fails: which fault it becomes, and how soon it is known. */
import { describe, expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import type { FaultKind } from '../../runtime/model/agents.ts';
import { claudeAgent, hasClaude } from './claude.ts';
import { raw, useClaudeRig } from './claude-rig.ts';
import { errorBody } from './messages-server.ts';
import { always, type ServerFault } from './script.ts';

const rig = useClaudeRig();
const status = (code: number, message?: string, headers: Readonly<Record<string, string>> = {}): ServerFault => ({
  kind: 'status',
  status: code,
  headers,
  ...(message === undefined ? {} : { body: errorBody(code, message) }),
});
/** The user's own limits, so that the tests need not wait for okstra's. */
const SOON = { CLAUDE_CODE_MAX_RETRIES: '1' };

describe.skipIf(!hasClaude)('the real claude', { timeout: 90_000 }, () => {
  test.each<readonly [string, ServerFault, FaultKind]>([
    ['401', status(401, 'invalid x-api-key'), 'auth'],
    ['403', status(403, 'Your account does not have access'), 'auth'],
    ['404', status(404, 'model: claude-x'), 'model'],
    ['400', status(400, 'messages: something is wrong'), 'model'],
    ['400, too long', status(400, 'prompt is too long: 250000 tokens > 200000 maximum'), 'context-overflow'],
    ['400, no money', status(400, 'Your credit balance is too low to access the Anthropic API.'), 'quota'],
    ['413', status(413, 'Request exceeds the maximum size'), 'prompt-too-large'],
    ['429', status(429, 'slow down'), 'quota'],
    ['429 for an hour', status(429, 'slow down', { 'retry-after': '3600' }), 'quota'],
    ['500', status(500), 'overloaded'],
    ['503', status(503), 'overloaded'],
    ['529', status(529, 'Overloaded'), 'overloaded'],
    ['overloaded, in the stream', { kind: 'failed', code: 'overloaded_error', message: 'Overloaded' }, 'overloaded'],
    ['a refusal', { kind: 'failed', code: 'refusal', message: '' }, 'refusal'],
    ['a cut stream', { kind: 'cut' }, 'stream'],
    ['a stream that ends early', { kind: 'ended-early' }, 'stream'],
    ['a malformed line', { kind: 'malformed' }, 'stream'],
  ])('%s from the server is a fault of its kind, soon', async (_name, fault, kind) => {
    const { result, durationMs } = await rig().tell({ script: always({ text: 'part', fault }), env: SOON });
    expect(result).toMatchObject({ status: 'error', fault: { kind } });
    expect(result.fault?.message).not.toBe('');
    expect(result.fault?.fix ?? 'none needed').toBeTruthy();
    expect(durationMs).toBeLessThan(20_000);
  });

  test('the retries of a busy host end within a minute, and each is told', async () => {
    const { result, record, durationMs, server } = await rig().tell({ script: always({ fault: status(529, 'Overloaded') }) });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'overloaded' } });
    expect(durationMs).toBeLessThan(60_000);
    expect(server.calls()).toHaveLength(7);
    expect(record.events.filter((event) => event.type === 'error' && !event.final).length).toBeGreaterThanOrEqual(6);
  });

  test('a refused connection is known within a minute', async () => {
    const { port, [Symbol.asyncDispose]: close } = await rig().serve([]);
    await close();
    const env = { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` };
    const { result, durationMs } = await rig().tell({ script: [], env });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'network' } });
    expect(durationMs).toBeLessThan(60_000);
  });

  test.each([
    ['that falls silent', { kind: 'silence' }],
    ['that never answers', { kind: 'no-headers' }],
  ] as const)('a host %s ends at the limit for it', async (_name, fault) => {
    const limits = { API_TIMEOUT_MS: '3000', CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS: '10000' };
    const { result, durationMs } = await rig().tell({ script: always({ fault }), env: { ...SOON, ...limits } });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'network' } });
    expect(durationMs).toBeLessThan(40_000);
  });

  test('a reached limit of a subscription says when it ends', async () => {
    const resetsAt = Math.floor(Date.now() / 1000) + 2 * 3600;
    const headers = {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(resetsAt),
      'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    };
    const login = { accessToken: 'x', refreshToken: 'x', expiresAt: Date.now() + 3_600_000, scopes: ['user:inference'] };
    const { result } = await rig().tell({
      script: always({ fault: status(429, 'This request would exceed your rate limit.', headers) }),
      home: { files: { '.credentials.json': JSON.stringify({ claudeAiOauth: { ...login, subscriptionType: 'max' } }) } },
      env: { ...SOON, ANTHROPIC_API_KEY: '' },
    });
    expect(result.fault).toMatchObject({ kind: 'quota', retryAt: new Date(resetsAt * 1000).toISOString() });
  });

  test('without a login it says what to do', async () => {
    const { result, server } = await rig().tell({ script: [], env: { ANTHROPIC_API_KEY: '' } });
    expect(result.fault).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('Not logged in') as string,
      fix: expect.stringContaining('/login') as string,
    });
    expect(server.calls()).toEqual([]);
  });

  test('a retry that works leaves no fault', async () => {
    const { result, record } = await rig().tell({ script: [{ fault: status(529) }, { text: 'ok' }] });
    expect(record.events.some((event) => event.type === 'error')).toBe(true);
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result.fault).toBeUndefined();
  });

  test('a broken stream that is made up for as a whole leaves no fault', async () => {
    const { result } = await rig().tell({ script: [{ fault: { kind: 'malformed' } }, { text: 'ok' }] });
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(result.fault).toBeUndefined();
  });

  test('an answer of another model than the one asked for is a fault, not an answer', async () => {
    const { result } = await rig().tell({
      script: [{ calls: [raw('Read', { file_path: 'a.txt' })] }, { text: 'fine', servedModel: 'claude-haiku-4-5-20251001' }],
      change: { agent: { ...claudeAgent, model: 'sonnet' } },
    });
    expect(result).toMatchObject({ status: 'error', fault: { kind: 'model' }, model: { name: 'claude-haiku-4-5-20251001' } });
    expect(result.fault?.message).toContain('claude-haiku');
  });

  test('the same model by its full name, or a gateway’s name for it, is an answer', async () => {
    for (const servedModel of ['claude-sonnet-5-5-20261001', 'gateway/best']) {
      const agent = { ...claudeAgent, model: 'claude-sonnet-5-5' };
      const { result } = await rig().tell({ script: [{ text: 'fine', servedModel }], change: { agent } });
      expect(result).toMatchObject({ status: 'completed', model: { name: servedModel, attestation: 'served' } });
    }
  });

  test('a prompt over the limit of the program would be refused by it', async () => {
    const { maxPromptChars = 0 } = claudeCli.capabilities;
    const fits = await rig().tell({ script: [], prompt: 'ü'.repeat(maxPromptChars - 1) });
    expect(fits.result.fault).toMatchObject({ kind: 'context-overflow' });
    await expect(rig().tell({ script: [], prompt: 'ü'.repeat(maxPromptChars + 1) })).rejects.toThrow('at most 10485760');
  });

  test('an option that a version does not know is named', async () => {
    const agent = { ...claudeAgent, command: ['claude', '--option-of-tomorrow'] };
    const { result } = await rig().tell({ script: [], change: { agent } });
    expect(result.fault).toMatchObject({
      kind: 'unstartable',
      message: expect.stringContaining('--option-of-tomorrow') as string,
    });
  });
});
