import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiRig, KEY, resultsIn, use, WIRES } from './rig.ts';

let rig: ApiRig;
beforeEach(() => {
  rig = new ApiRig();
});
afterEach(() => rig.dispose());

interface Body {
  readonly tools?: readonly { readonly name?: string; readonly function?: { readonly name: string } }[];
  readonly [key: string]: unknown;
}

const toolsIn = (body: unknown): readonly string[] =>
  ((body as Body).tools ?? []).map((tool) => tool.name ?? tool.function?.name ?? '');
const SCHEMA = {
  type: 'object',
  properties: { verdict: { type: 'string' } },
  required: ['verdict'],
  additionalProperties: false,
};

describe.each(WIRES)('over %s', (wire) => {
  test('an executor reads, writes and edits with several calls at once, and ends with its words', async () => {
    const model = await rig.model(wire, [
      {
        text: 'I look first.',
        calls: [use('read_file', { path: 'src/a.txt' }), use('write_file', { path: 'new/b.txt', content: 'made\n' })],
        usage: { input: 100, cached: 40, output: 20, reasoning: 5 },
      },
      { calls: [use('edit_file', { path: 'src/a.txt', old_text: 'two', new_text: 'zwei' })], usage: { input: 200, output: 10 } },
      { text: 'SUMMARY\n- done', servedModel: 'test-model-1-2026', usage: { input: 300, cached: 100, output: 5 } },
    ]);
    const told = await rig.ask(wire, model.baseUrl);
    expect(told).toMatchObject({ isAnswered: true, text: 'SUMMARY\n- done', fault: undefined });
    expect(rig.read('src/a.txt')).toBe('one\nzwei\nthree\n');
    expect(rig.read('new/b.txt')).toBe('made\n');
    expect(resultsIn(model.calls()[1]?.body)).toEqual(['one\ntwo\nthree\n', 'Made new/b.txt: 5 bytes.']);
    expect(told.tools).toEqual(['read_file: ok', 'write_file: ok', 'edit_file: ok']);
    expect(told.usage).toMatchObject({ inputTokens: 600, cachedInputTokens: 140, outputTokens: 35 });
    expect(told.events).toContainEqual({ type: 'model', model: 'test-model-1-2026', attestation: 'served' });
    expect(told.events.filter(({ type }) => type === 'file-change')).toEqual([
      { type: 'file-change', path: 'new/b.txt', change: 'add' },
      { type: 'file-change', path: 'src/a.txt', change: 'update' },
    ]);
    expect(told.events.filter(({ type }) => type === 'model-asked' || type === 'model-answers')).toHaveLength(6);
    expect(toolsIn(model.calls()[0]?.body)).toEqual(
      expect.arrayContaining([
        'read_file',
        'list_files',
        'search',
        'git_diff',
        'git_log',
        'git_show',
        'write_file',
        'edit_file',
        'run',
      ]),
    );
  });

  test('a verifier has no tool that writes, and its answer has a form that the API is told', async () => {
    const model = await rig.model(wire, [
      { calls: [use('write_file', { path: 'x', content: 'x' })] },
      { text: '{"verdict":"pass"}' },
    ]);
    const told = await rig.ask(wire, model.baseUrl, {
      role: 'verifier',
      sandbox: 'read-only',
      schema: SCHEMA,
      effort: 'high',
      temperature: 0.2,
      maxTokens: 777,
    });
    expect(told).toMatchObject({ isAnswered: true, text: '{"verdict":"pass"}' });
    expect(toolsIn(model.calls()[0]?.body)).toEqual(['read_file', 'list_files', 'search', 'git_diff', 'git_log', 'git_show']);
    expect(told.tools).toEqual([expect.stringMatching(/^write_file: There is no tool write_file/)]);
    expect(rig.git('status', '--porcelain')).toBe('');
    const format = { schema: SCHEMA, strict: true };
    expect(model.calls()[0]?.body).toMatchObject(
      {
        messages: {
          max_tokens: 777,
          temperature: 0.2,
          output_config: { effort: 'high', format: { type: 'json_schema', schema: SCHEMA } },
        },
        responses: {
          max_output_tokens: 777,
          temperature: 0.2,
          store: false,
          reasoning: { effort: 'high' },
          text: { format: { type: 'json_schema', ...format } },
        },
        chat: {
          max_tokens: 777,
          temperature: 0.2,
          reasoning_effort: 'high',
          response_format: { type: 'json_schema', json_schema: format },
        },
      }[wire],
    );
  });

  test('a server that refuses a schema is asked in words, once for all', async () => {
    const refusal = JSON.stringify({
      error: { message: 'response_format / output_config / text.format json_schema is not supported' },
    });
    const model = await rig.model(wire, ({ body, call }) =>
      JSON.stringify(body).includes('json_schema')
        ? { fault: { kind: 'status', status: 400, body: refusal } }
        : call < 2
          ? { calls: [use('list_files', {})] }
          : { text: '{"verdict":"pass"}' },
    );
    const told = await rig.ask(wire, model.baseUrl, { role: 'verifier', schema: SCHEMA });
    expect(told).toMatchObject({ isAnswered: true, text: '{"verdict":"pass"}' });
    expect(model.calls()).toHaveLength(3);
    expect(told.notices).toEqual([expect.stringContaining('answer-form-refused')]);
  });

  test('nothing that the SDK would look for in variables of its own is sent', async () => {
    const model = await rig.model(wire, () => ({ text: 'ready' }));
    for (const vendor of ['ANTHROPIC', 'OPENAI']) {
      vi.stubEnv(`${vendor}_CUSTOM_HEADERS`, 'Authorization: Bearer planted-login\nX-Planted: planted-header');
      for (const name of ['API_KEY', 'AUTH_TOKEN', 'ADMIN_KEY', 'ORG_ID', 'PROJECT_ID', 'ORGANIZATION_ID', 'PROFILE'])
        vi.stubEnv(`${vendor}_${name}`, 'planted-value');
      vi.stubEnv(`${vendor}_BASE_URL`, 'http://127.0.0.1:9/planted');
    }
    expect((await rig.ask(wire, model.baseUrl)).isAnswered).toBe(true);
    expect((await rig.ask(wire, model.baseUrl, { keyEnv: undefined })).isAnswered).toBe(true);
    vi.unstubAllEnvs();
    expect(model.requests).toHaveLength(2);
    expect(JSON.stringify(model.requests)).not.toMatch(/planted-(?:login|header|value)/);
  });

  test('the key is sent as the SDK does, and where there is none no header is', async () => {
    const model = await rig.model(wire, () => ({ text: 'ready' }));
    await rig.ask(wire, model.baseUrl);
    await rig.ask(wire, model.baseUrl, { keyEnv: undefined });
    const [first, second] = model.calls().map(({ headers }) => headers['authorization']);
    expect([first, second]).toEqual([`Bearer ${KEY}`, undefined]);
  });
});

test('over messages what stays the same is kept: the words for the role, the question, and the newest results', async () => {
  const model = await rig.model('messages', [
    { calls: [use('list_files', {})] },
    { calls: [use('git_log', {})] },
    { text: 'done' },
  ]);
  await rig.ask('messages', model.baseUrl);
  const body = model.calls()[2]?.body as { system: unknown[]; messages: { content: { cache_control?: unknown }[] }[] };
  expect(body.system).toEqual([expect.objectContaining({ cache_control: { type: 'ephemeral' } })]);
  expect(body.messages.map(({ content }) => content.at(-1)?.cache_control !== undefined)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});

test('over responses reasoning goes back only with its content, as nothing is kept at the API', async () => {
  const model = await rig.model('responses', [{ calls: [use('list_files', {})] }, { text: 'done' }]);
  await rig.ask('responses', model.baseUrl, { effort: 'low' });
  expect(model.calls()[0]?.body).toMatchObject({ store: false, include: ['reasoning.encrypted_content'] });
  expect((model.calls()[1]?.body as { input: { type?: string }[] } | undefined)?.input.map(({ type }) => type)).toEqual([
    undefined,
    'function_call',
    'function_call_output',
  ]);
});
