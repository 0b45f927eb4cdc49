import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anthropicApi, apiAgentPath, geminiApi, openaiApi } from '../../runtime/drivers/api-driver.ts';
import { apiPlace } from '../../runtime/drivers/api-place.ts';
import type { ApiRequest } from '../../runtime/drivers/api-request.ts';
import { apiLine, readApiLine } from '../../runtime/drivers/api-stream.ts';
import type { AgentConfig, DriverEvent } from '../../runtime/model/agents.ts';
import { agentEnv } from '../../runtime/process/index.ts';
import { commandOf, dispatchContext, recordOf } from './builders.ts';

const agent = (change: Partial<AgentConfig> = {}): AgentConfig => ({
  name: 'api',
  driver: 'openai-api',
  vendor: 'qwen',
  model: 'm-1',
  ...change,
});
const claude: Partial<AgentConfig> = { name: 'api', driver: 'anthropic-api', vendor: 'anthropic', model: 'claude-sonnet-4-5' };

describe('a command line', () => {
  const env = { HOME: '/nobody', ANTHROPIC_API_KEY: 'secret-of-the-vendor', HTTPS_PROXY: 'http://proxy:1' };

  test("is okstra's own program, and what it is told holds no key", () => {
    const command = commandOf(anthropicApi, dispatchContext({ agent: { ...claude, effort: 'high', maxTokens: 9 }, env }));
    expect(command.argv).toEqual([process.execPath, expect.stringMatching(/runtime\/apiagent\/main\.ts$/)]);
    expect(JSON.stringify(command)).not.toContain('secret-of-the-vendor');
    expect(command.env).toMatchObject({ OKSTRA_ROLE: 'executor', NODE_OPTIONS: undefined, NODE_USE_ENV_PROXY: '1' });
    expect(JSON.parse(command.stdin) as ApiRequest).toMatchObject({
      wire: 'messages',
      keyEnv: 'ANTHROPIC_API_KEY',
      baseUrl: 'https://api.anthropic.com',
      effort: 'high',
      maxTokens: 9,
      maxTurns: 500,
      commandSandbox: 'none',
      known: expect.arrayContaining(['claude-sonnet-4-5']),
    });
  });

  test('has no variable of which an SDK would make headers, wherever it was set', () => {
    const planted = { ANTHROPIC_CUSTOM_HEADERS: 'X-A: planted', OPENAI_CUSTOM_HEADERS: 'X-B: planted' };
    const command = commandOf(anthropicApi, dispatchContext({ agent: { ...claude, env: planted }, env: { ...env, ...planted } }));
    expect(Object.entries(agentEnv({ ...env, ...planted }, command.env)).filter(([, value]) => /planted/.test(value))).toEqual(
      [],
    );
  });

  test.each([
    ['anthropic-api', {}, true],
    ['openai-api', {}, true],
    ['openai-api', { baseUrl: 'https://example.org/v1' }, true],
    ['openai-api', { wire: 'chat' }, true],
    ['openai-api', { wire: 'chat', baseUrl: 'https://example.org/v1' }, false],
    ['openai-api', { wire: 'chat', baseUrl: 'https://example.org/v1', answerForm: 'schema' }, true],
    ['gemini-api', {}, false],
    ['gemini-api', { answerForm: 'schema' }, true],
    ['anthropic-api', { answerForm: 'prompt' }, false],
  ] as const)('of %s with %j hands over a schema: %s', (driver, settings, isSent) => {
    const given = dispatchContext({
      role: 'verifier',
      answerSchema: '{"type":"object"}',
      agent: agent({ driver, keyEnv: 'K', ...settings }),
      env: { K: 'some-key' },
    });
    expect('schema' in JSON.parse(commandOf(openaiApi, given).stdin)).toBe(isSent);
  });

  test.each([
    [{ role: 'verifier', answerSchema: '{"type":"object"}' }, {}, { answer: 'review', schema: { type: 'object' } }],
    [{ role: 'verifier', answerSchema: '{"type":"object"}' }, { answerForm: 'prompt' }, { answer: 'review', schema: undefined }],
    [{ role: 'verifier', round: 1, answerSchema: '{}' }, {}, { answer: 'positions' }],
    [{}, { maxBudgetUsd: 2 }, { money: undefined }],
    [{ price: { input: 1, output: 2 } }, { maxBudgetUsd: 2 }, { money: { maxUsd: 2, price: { input: 1, output: 2 } } }],
  ] as const)('of %j with %j asks for %j', (context, settings, expected) => {
    const command = commandOf(anthropicApi, dispatchContext({ ...context, agent: { ...claude, ...settings }, env }));
    expect(JSON.parse(command.stdin)).toMatchObject(JSON.parse(JSON.stringify(expected)));
    for (const [key, value] of Object.entries(expected))
      if (value === undefined) expect(JSON.parse(command.stdin)).not.toHaveProperty(key);
  });

  test('of a build lies at the top of dist, wherever the bundler put this code', () => {
    expect(apiAgentPath('/opt/okstra/dist/chunks/x.js')).toBe('/opt/okstra/dist/api-agent.js');
    expect(apiAgentPath('/opt/okstra/dist/cli/full.cjs')).toBe('/opt/okstra/dist/api-agent.js');
  });
});

describe('where a model is asked', () => {
  test.each([
    [
      agent({ vendor: 'openai' }),
      { wire: 'responses', baseUrl: 'https://api.openai.com/v1', keyEnv: 'OPENAI_API_KEY', isOwnUrl: true },
    ],
    [agent({ wire: 'chat' }), { wire: 'chat' }],
    [
      agent({ driver: 'gemini-api' }),
      {
        wire: 'chat',
        keyEnv: 'GEMINI_API_KEY',
        baseUrl: expect.stringContaining('generativelanguage.googleapis.com/v1beta/openai'),
      },
    ],
    [agent({ baseUrl: 'http://127.0.0.1:11434/v1', keyEnv: 'MY_KEY' }), { keyEnv: 'MY_KEY', isOwnUrl: false }],
  ])('%j', (given, expected) => {
    expect(apiPlace(given)).toMatchObject(expected);
  });

  test('at another address the key of the vendor stays here', () => {
    for (const driver of ['anthropic-api', 'openai-api', 'gemini-api'] as const)
      expect(apiPlace(agent({ driver, baseUrl: 'https://example.org/v1' }))).not.toHaveProperty('keyEnv');
  });

  test.each([
    [agent({ model: undefined as never }), ['agent-model-missing', 'agent-key-missing']],
    [agent(), ['agent-key-missing']],
    [agent({ baseUrl: 'https://example.org/v1', keyEnv: 'TWO' }), ['agent-key-form']],
    [agent({ baseUrl: 'http://127.0.0.1:1/v1' }), []],
    [agent({ baseUrl: 'http://[::1]:1/v1', keyEnv: 'K' }), []],
    [agent({ baseUrl: 'http://example.org/v1', keyEnv: 'K' }), ['agent-key-in-clear']],
    [agent({ baseUrl: 'https://u:p@example.org/v1' }), ['agent-base-url']],
    [agent({ baseUrl: 'https://example.org/v1?key=1' }), ['agent-base-url']],
    [agent({ baseUrl: 'file:///etc' }), ['agent-base-url']],
  ])('%j has the problems %j', (given, codes) => {
    expect(openaiApi.problems?.(given, { K: 'there', TWO: 'two words' }).map(({ code }) => code)).toEqual(codes);
  });
});

describe('its confinement', () => {
  test.each([
    ['verifier', 'read-only', false, 'own-sandbox', 'tools that read'],
    ['executor', 'workspace-write', true, 'own-sandbox', 'bubblewrap'],
    ['executor', 'workspace-write', false, 'not-confined', 'unsandboxed: no bwrap'],
    ['executor', 'full', true, 'not-confined', 'level full'],
  ] as const)('as %s at %s, bubblewrap %s, is %s', (role, level, works, kind, detail) => {
    expect(geminiApi.confines?.(role, level, { works, detail: works ? '' : 'no bwrap' })).toEqual({
      kind,
      detail: expect.stringContaining(detail),
    });
  });
});

describe('its stream', () => {
  const events: readonly DriverEvent[] = [
    { type: 'session', id: 's' },
    { type: 'model', model: 'm', attestation: 'served' },
    { type: 'message', text: 'a\nb' },
    { type: 'tool-finished', id: '1', tool: 'shell', detail: 'ls', exitCode: 0 },
    { type: 'usage', usage: { inputTokens: 3 }, cumulative: true },
    { type: 'model-asked', afterMs: 5 },
    { type: 'error', fault: { kind: 'auth', message: 'no' }, final: true },
    { type: 'notice', code: 'c', message: 'm' },
    { type: 'turn-finished' },
  ];

  test.each(events)('%j comes out as it went in', (event) => {
    expect(readApiLine(apiLine(event).trimEnd())).toEqual([event]);
  });

  test('anything else is no event, and nothing is thrown', () => {
    for (const line of [
      '{"type":"message","text":"x"}',
      '{"type":"api.message"}',
      '{"type":"api.usage","usage":{"inputTokens":"3"},"cumulative":true}',
      '{"type":"api.toString"}',
    ])
      expect(readApiLine(line)).toEqual([]);
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => Array.isArray(readApiLine(line))));
  });

  const stream = (...lines: readonly DriverEvent[]): string => lines.map(apiLine).join('');
  const context = dispatchContext({ role: 'verifier', agent: { ...claude } });

  test('an answer that is JSON is structured, with usage and the model that answered', () => {
    const record = recordOf(
      anthropicApi,
      stream(
        { type: 'model', model: 'claude-sonnet-4-5', attestation: 'requested' },
        { type: 'model', model: 'claude-sonnet-4-5-20250929', attestation: 'served' },
        { type: 'usage', usage: { inputTokens: 5 }, cumulative: true },
        { type: 'usage', usage: { inputTokens: 9 }, cumulative: true },
        { type: 'message', text: '{"verdict":"pass"}' },
        { type: 'turn-finished' },
      ),
      { structuredExpected: true },
    );
    expect(anthropicApi.conclude(record, context)).toMatchObject({
      status: 'completed',
      structured: { verdict: 'pass' },
      usage: { inputTokens: 9 },
      model: { name: 'claude-sonnet-4-5-20250929', attestation: 'served' },
    });
  });

  test.each([
    [
      'the last error is the fault',
      [{ type: 'error', fault: { kind: 'quota', message: 'later', retryAt: 't' }, final: true }],
      { kind: 'quota', retryAt: 't' },
    ],
    [
      'an error after which it went on is none, and an end without an answer is a crash',
      [{ type: 'error', fault: { kind: 'overloaded', message: 'x' }, final: false }],
      { kind: 'crash' },
    ],
    [
      'another model of the vendor is a fault',
      [{ type: 'model', model: 'claude-haiku-4-5', attestation: 'served' }, { type: 'turn-finished' }],
      { kind: 'model', message: expect.stringContaining('claude-haiku-4-5 answered') },
    ],
  ] as readonly (readonly [string, readonly DriverEvent[], object])[])('%s', (_what, lines, fault) => {
    expect(anthropicApi.conclude(recordOf(anthropicApi, stream(...lines)), context)).toMatchObject({ status: 'error', fault });
  });

  test.each([
    ['openai-api', 'gpt-5.5', 'gpt-5.5', true],
    ['openai-api', 'gpt-5.5', 'gpt-5.5-2026-01-02', true],
    ['openai-api', 'gpt-4', 'gpt-4-0613', true],
    ['openai-api', 'gpt-5-chat-latest', 'gpt-5.5-chat', true],
    ['openai-api', 'gpt-5', 'gpt-5-mini', false],
    ['openai-api', 'gpt-5', 'gpt-5-mini-2025-08-07', false],
    ['openai-api', 'gpt-5', 'gpt-4.1', false],
    ['gemini-api', 'gemini-3-pro', 'models/gemini-3-pro-001', true],
    ['gemini-api', 'models/gemini-2.5-pro', 'Gemini-2.5-pro-preview-06-05', true],
    ['gemini-api', 'gemini-3-pro', 'gemini-3-flash', false],
  ] as const)('over %s, asked for %s and answered by %s, it counts: %s', (driver, model, served, counts) => {
    const given = (baseUrl?: string) =>
      dispatchContext({
        role: 'verifier',
        agent: agent({ driver, model, ...(baseUrl === undefined ? {} : { baseUrl, keyEnv: 'K' }) }),
        env: {},
      });
    const record = recordOf(
      openaiApi,
      stream({ type: 'model', model: served, attestation: 'served' }, { type: 'message', text: 'ok' }, { type: 'turn-finished' }),
    );
    const end = openaiApi.conclude(record, given());
    expect(end.status).toBe(counts ? 'completed' : 'error');
    if (!counts) expect(end.fault).toMatchObject({ kind: 'model', message: expect.stringContaining(`${served} answered`) });
    // Elsewhere names are anybody's own.
    expect(openaiApi.conclude(record, given('http://127.0.0.1:1/v1')).status).toBe('completed');
  });

  test('stopped by okstra it is that, whatever it said', () => {
    const record = recordOf(anthropicApi, stream({ type: 'message', text: 'half' }), {
      end: { exitCode: null, stopped: 'wall-clock' },
    });
    expect(anthropicApi.conclude(record, context)).toMatchObject({
      status: 'timeout',
      text: 'half',
      fault: { kind: 'wall-clock' },
    });
  });
});
