/** Whole runs whose models are behind plain APIs: local servers that speak the wires, the built okstra, real git. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecordedRequest, Turn } from '../agents/script.ts';
import { type Model, resultsIn, startModel, use, WIRES } from '../apiagent/rig.ts';
import { survivors } from './light.ts';
import { Rig } from './rig.ts';

vi.setConfig({ testTimeout: 90_000 });

const ID = 'spec-01-hello';
const RUN = ['run', '--exec', '--json', ID];
/** One that no shape gives away, under a name that no list knows. */
const KEY = 'planted+key/of"the\\tests=4711';
const KEYS = { VENDOR_ENTRANCE: KEY, ANTHROPIC_API_KEY: 'sk-ant-must-not-be-used-4711' };

let rig: Rig;
let models: Model[];
beforeEach(() => {
  rig = new Rig();
  models = [];
  rig.spec(ID, { metadata: { acceptanceCommands: ['grep -q hello hello.txt'] } });
});
afterEach(async () => {
  for (const each of models) await each[Symbol.asyncDispose]();
  rig.dispose();
});

async function model(...[wire, script]: Parameters<typeof startModel>): Promise<Model> {
  const started = await startModel(wire, script);
  models.push(started);
  return started;
}

const textOf = ({ body }: RecordedRequest): string => JSON.stringify(body);
const treeIn = (request: RecordedRequest): string => /Tree: ([0-9a-f]{40})/.exec(textOf(request))?.[1] ?? '';

const pass = (request: RecordedRequest, change: Readonly<Record<string, unknown>> = {}): Turn => ({
  text: JSON.stringify({
    tree: treeIn(request),
    verdict: 'pass',
    criteria: [{ id: 'SPEC', status: 'met', evidence: 'hello.txt is there' }],
    findings: [],
    commands: [],
    summary: 'fine',
    ...change,
  }),
  usage: { input: 1000, output: 100 },
});

const reads = (request: RecordedRequest): Turn =>
  resultsIn(request.body).length === 0 ? { calls: [use('read_file', { path: 'hello.txt' }), use('git_log', {})] } : pass(request);

const writes = (request: RecordedRequest): Turn =>
  [
    { calls: [use('write_file', { path: 'hello.txt', content: 'hallo\n' }), use('search', { pattern: 'hallo' })] },
    { calls: [use('edit_file', { path: 'hello.txt', old_text: 'hallo', new_text: 'hello' })] },
    { calls: [use('run', { command: 'cat hello.txt; env' })] },
    { text: 'SUMMARY\n- wrote hello.txt' },
  ][request.call % 4] as Turn;

function configure(lines: readonly string[], extra = ''): void {
  rig.configure(['writer'], `${lines.map((line) => `  ${line}\n`).join('')}${extra}`);
}

const scripted = (): string =>
  rig.agent('writer', `fs.writeFileSync('hello.txt', 'hello\\n'); console.log('SUMMARY\\n- wrote hello.txt');`);

const runFolder = (): string => {
  const runs = join(rig.repo, `.okstra/tasks/specs/${ID}/runs`);
  return join(runs, readdirSync(runs).toSorted().at(-1) ?? '');
};

const reportAs = (name: 'data.json' | 'implementation-report.md'): string => {
  const path = filesBelow(runFolder()).find((each) => each.endsWith(`/${name}`));
  return readFileSync(path ?? name, 'utf8');
};

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

test('a program writes, and models over three wires verify: the change is accepted, and each cost is known or unknown', async () => {
  const [claude, gpt, local] = await Promise.all([model('messages', reads), model('responses', reads), model('chat', reads)]);
  scripted();
  configure(
    [
      `claude-api: { driver: anthropic-api, model: claude-sonnet-4-5, baseUrl: "${claude.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
      `gpt-api: { driver: openai-api, vendor: openai, model: gpt-5.5, effort: low, baseUrl: "${gpt.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
      `local: { driver: openai-api, wire: chat, vendor: qwen, model: qwen3-coder, baseUrl: "${local.baseUrl}" }`,
    ],
    'pricing: { gpt-api: { input: 2, output: 10 } }\n',
  );
  const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'claude-api,gpt-api,local'], { env: KEYS });
  expect(end, end.stderr).toMatchObject({ exitCode: 0, json: { outcome: 'accepted' } });
  const report = JSON.parse(reportAs('data.json'));
  const verifiers = report.agents.filter(({ role }: { role: string }) => role === 'verifier');
  expect(verifiers.map(({ confinement }: { confinement: { kind: string } }) => confinement.kind)).toEqual(
    Array(3).fill('own-sandbox'),
  );
  expect(JSON.stringify(report.agents)).toContain('claude-sonnet-4-5');
  expect(claude.calls()[0]?.headers['authorization']).toBe(`Bearer ${KEY}`);
  expect(local.calls()[0]?.headers['authorization']).toBeUndefined();
  const costs = report.usage.byAgent.map(({ agent, figures }: { agent: string; figures: { costUsd: number } | null }) => [
    agent,
    figures?.costUsd,
  ]);
  expect(Object.fromEntries(costs)).toEqual({ writer: undefined, 'claude-api': null, 'gpt-api': 0.0051, local: null });
});

test('a model executes: its edits are the change, its commands are in the report, and no key stands anywhere', async () => {
  const [gpt, judge] = await Promise.all([
    model('responses', (request) => {
      const turn = writes(request);
      return turn.text === undefined ? { ...turn, text: `My key may be ${KEY}.` } : turn;
    }),
    model('messages', (request) =>
      request.call === 0
        ? { fault: { kind: 'status', status: 500, body: JSON.stringify({ error: { message: `bad key ${KEY}` } }) } }
        : pass(request, { summary: `the key is ${KEY}` }),
    ),
  ]);
  configure([
    `gpt-api: { driver: openai-api, vendor: openai, model: gpt-5.5, baseUrl: "${gpt.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
    `claude-api: { driver: anthropic-api, model: claude-sonnet-4-5, baseUrl: "${judge.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
  ]);
  const cassettes = join(rig.root, 'cassettes');
  const flags = ['--executor', 'gpt-api', '--verifiers', 'claude-api', '--record', cassettes];
  const end = await rig.cli([...RUN, ...flags], { env: KEYS });
  expect(end, end.stderr).toMatchObject({ exitCode: 0, json: { outcome: 'accepted' } });
  expect(readdirSync(cassettes)).toHaveLength(4);
  expect(rig.git('show', `okstra/${ID}:hello.txt`)).toBe('hello');
  const inEnvironment = gpt.calls().map(({ body }) => resultsIn(body).join('\n'));
  expect(inEnvironment.join('\n')).toContain('PATH=');
  for (const { body } of [...gpt.calls(), ...judge.calls()]) expect(resultsIn(body).join('\n')).not.toContain(KEY);
  const files = [
    ...filesBelow(join(rig.repo, '.okstra')),
    ...filesBelow(rig.home),
    ...filesBelow(join(rig.repo, 'specs')),
    ...filesBelow(cassettes),
  ];
  expect(files.length).toBeGreaterThan(15);
  const forms = [KEY, JSON.stringify(KEY).slice(1, -1), JSON.stringify(JSON.stringify(KEY)).slice(3, -3)];
  const texts = [
    ...files.map((file) => [file, readFileSync(file, 'utf8')] as const),
    ['stdout', end.stdout] as const,
    ['stderr', end.stderr] as const,
  ];
  expect(texts.filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name)).toEqual([]);
  const report = reportAs('data.json');
  expect(report).toContain('its commands run in bubblewrap');
  expect(survivors(end.json.runId)).toEqual([]);
});

test('where there is no sandbox, plan and report say that commands run without one', async () => {
  const gpt = await model('responses', writes);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
  rig.program('bwrap', '#!/bin/sh\necho "bwrap: not here" >&2; exit 1\n');
  rig.configure(['judge'], `  gpt-api: { driver: openai-api, model: gpt-5.5, vendor: openai, baseUrl: "${gpt.baseUrl}" }\n`);
  const flags = ['--executor', 'gpt-api', '--verifiers', 'judge'];
  const plan = await rig.cli(['run', '--json', ID, ...flags]);
  expect(plan.stdout).toMatch(/its commands run unsandboxed: bwrap does not work here/);
  const end = await rig.cli([...RUN, ...flags]);
  expect(end, end.stderr).toMatchObject({ json: { outcome: 'accepted' } });
  expect(reportAs('implementation-report.md')).toContain('its commands run unsandboxed');
});

test('a verifier of two megabytes has a map of files with sizes, and reads what it needs', async () => {
  rig.agent(
    'writer',
    `for (let n = 0; n < 40; n++) fs.writeFileSync('file-' + n + '.txt', ('line of file ' + n + '\\n').repeat(3500));
fs.writeFileSync('hello.txt', 'hello\\n'); console.log('SUMMARY\\n- wrote all');`,
  );
  const local = await model('chat', (request) => {
    const offset = Number(/file-7\.txt: \+3500 -0, \d+ bytes from offset (\d+)/.exec(textOf(request))?.[1]);
    return request.call === 0 ? { calls: [use('read_file', { path: '.okstra-inputs/change.diff', offset })] } : pass(request);
  });
  configure([`local: { driver: openai-api, wire: chat, vendor: qwen, model: qwen3-coder, baseUrl: "${local.baseUrl}" }`]);
  const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'local']);
  expect(end, end.stderr).toMatchObject({ json: { outcome: 'accepted' } });
  expect(textOf(local.calls()[0] as RecordedRequest)).toMatch(/change\.diff has [2-9]\d{6} bytes and 41 files/);
  expect(textOf(local.calls()[0] as RecordedRequest).length).toBeLessThan(60_000);
  expect(resultsIn(local.calls()[1]?.body)[0]).toMatch(
    /^diff --git a\/file-7\.txt[^]*\[okstra: bytes \d+ to \d+ of \d+; read on with offset \d+\]$/,
  );
});

test('a change that was judged in parts says so in the report', async () => {
  rig.agent(
    'writer',
    `for (const name of ['hello', 'other']) fs.writeFileSync(name + '.txt', 'hello\\n'.repeat(900)); console.log('SUMMARY\\n- wrote both');`,
  );
  const overflow = JSON.stringify({
    error: { message: 'maximum context length is 8000 tokens', code: 'context_length_exceeded' },
  });
  const local = await model('chat', (request) =>
    /\+\+\+ b\/hello\.txt[^]*\+\+\+ b\/other\.txt/.test(textOf(request))
      ? { fault: { kind: 'status', status: 400, body: overflow } }
      : pass(request),
  );
  configure([`local: { driver: openai-api, wire: chat, vendor: qwen, model: qwen3-coder, baseUrl: "${local.baseUrl}" }`]);
  const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'local']);
  expect(end, end.stderr).toMatchObject({ json: { outcome: 'accepted' } });
  expect(reportAs('implementation-report.md')).toMatch(/judged in 2 parts/);
});

test('a quota that is used up until an hour from now lets the run wait', async () => {
  const gpt = await model('responses', () => ({
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' }, body: '{"error":{"message":"slow down"}}' },
  }));
  rig.agent('judge', '');
  rig.configure(['judge'], `  gpt-api: { driver: openai-api, model: gpt-5.5, vendor: openai, baseUrl: "${gpt.baseUrl}" }\n`);
  const end = await rig.cli([...RUN, '--executor', 'gpt-api', '--verifiers', 'judge']);
  expect(end.json).toMatchObject({ exitCode: 3, outcome: 'waiting-quota' });
  expect(Date.parse(end.json.resumeAt) - Date.now()).toBeGreaterThan(50 * 60_000);
  expect(gpt.calls()).toHaveLength(1);
});

test('a model that uses up the tokens of the run is stopped, and the run can go on with more', async () => {
  const gpt = await model('responses', ({ call }) => ({
    calls: [use('search', { pattern: `word${call}` })],
    usage: { input: 60_000, output: 1000 },
  }));
  rig.agent('judge', '');
  rig.configure(['judge'], `  gpt-api: { driver: openai-api, model: gpt-5.5, vendor: openai, baseUrl: "${gpt.baseUrl}" }\n`);
  const end = await rig.cli([...RUN, '--executor', 'gpt-api', '--verifiers', 'judge', '--budget-tokens', '200000']);
  expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
  expect(end.stdout).toContain('--budget-tokens');
  expect(gpt.calls().length).toBeGreaterThan(2);
  expect(gpt.calls().length).toBeLessThan(8);
  expect(survivors(end.json.runId)).toEqual([]);
});

test('maxTurns and maxBudgetUsd of okstra.yaml end a dispatch, each with the key to raise', async () => {
  const circles = (request: RecordedRequest): Turn => ({
    calls: [use('search', { pattern: `word${request.call}` })],
    usage: { input: 100_000, output: 1000 },
  });
  const [many, dear] = await Promise.all([model('responses', circles), model('chat', circles)]);
  scripted();
  configure(
    [
      `many: { driver: openai-api, vendor: a, model: m1, maxTurns: 2, maxBudgetUsd: 90, baseUrl: "${many.baseUrl}" }`,
      `dear: { driver: openai-api, wire: chat, vendor: b, model: m2, maxTurns: 90, maxBudgetUsd: 1, baseUrl: "${dear.baseUrl}" }`,
    ],
    'pricing: { many: { input: 3, output: 15 }, dear: { input: 3, output: 15 } }\n',
  );
  const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'many,dear']);
  expect(end.json, end.stderr).toMatchObject({ exitCode: 3, outcome: 'blocked' });
  expect([many.calls().length, dear.calls().length]).toEqual([2, 4]);
  const report = reportAs('data.json');
  expect(report).toContain('it asked the model 2 times and did not come to an end');
  expect(report).toContain('it used $1.2600 of the $1 that one dispatch may cost');
});

test('okstra that is killed while a model works goes on where it was, and nothing of the model’s work is left running', async () => {
  let isSlow = true;
  const gpt = await model('responses', (request) => {
    if (resultsIn(request.body).length === 0) return { calls: [use('write_file', { path: 'hello.txt', content: 'half' })] };
    if (isSlow) return { calls: [use('run', { command: 'sleep 4321' })] };
    return resultsIn(request.body).length === 1
      ? { calls: [use('write_file', { path: 'hello.txt', content: 'hello\n' })] }
      : { text: 'SUMMARY\n- done' };
  });
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
  rig.configure(['judge'], `  gpt-api: { driver: openai-api, model: gpt-5.5, vendor: openai, baseUrl: "${gpt.baseUrl}" }\n`);
  const started = rig.start([...RUN, '--executor', 'gpt-api', '--verifiers', 'judge']);
  while (gpt.calls().length < 2) await sleep(20);
  await sleep(300);
  started.kill('SIGKILL');
  await started.ended;
  isSlow = false;
  const runId: string = /"runId":"([^"]+)"/.exec(readFileSync(join(runFolder(), 'journal.jsonl'), 'utf8'))?.[1] ?? '';
  for (let n = 0; n < 100 && survivors(runId).length > 0; n += 1) await sleep(50);
  expect(survivors(runId)).toEqual([]);
  const end = await rig.cli(['resume', '--json', runId]);
  expect(end, end.stderr).toMatchObject({ exitCode: 0, json: { outcome: 'accepted' } });
  expect(rig.git('show', `okstra/${ID}:hello.txt`)).toBe('hello');
});

test('plan and report say where the content of the repository goes, and with which key', async () => {
  const judge = await model('chat', (request) => pass(request));
  scripted();
  configure([
    `near: { driver: openai-api, wire: chat, vendor: a, model: m1, baseUrl: "${judge.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
    `far: { driver: openai-api, wire: chat, vendor: b, model: m2, baseUrl: "https://router.example/v1" }`,
    `home: { driver: anthropic-api, model: claude-sonnet-4-5 }`,
  ]);
  const plan = await rig.cli(['run', '--dry-run', ID, '--executor', 'writer', '--verifiers', 'near,far,home'], { env: KEYS });
  const words = plan.stdout.replaceAll(/\s+/g, ' ');
  expect(words).toContain(`at ${judge.baseUrl} (chat), key in VENDOR_ENTRANCE)`);
  expect(words).toContain('at https://router.example/v1 (chat), without a key)');
  expect(words).toContain('at https://api.anthropic.com (messages), key in ANTHROPIC_API_KEY)');
  expect(words.match(/What \w+ is asked as verifier, with content of the repository, goes to \S+:/g)).toEqual([
    'What far is asked as verifier, with content of the repository, goes to router.example:',
  ]);
  const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'near'], { env: KEYS });
  expect(end, end.stderr).toMatchObject({ exitCode: 0 });
  const { agents } = JSON.parse(reportAs('data.json'));
  expect(agents.map(({ asked }: { asked?: unknown }) => asked)).toEqual([
    undefined,
    { place: `${judge.baseUrl} (chat)`, keyVariable: 'VENDOR_ENTRANCE' },
  ]);
  expect(reportAs('implementation-report.md')).toMatch(/Asked at: .*127.*chat.*, key in `VENDOR_ENTRANCE`/);
});

describe('before a run', () => {
  const refused = async (agent: string, env: Readonly<Record<string, string | undefined>> = {}) => {
    scripted();
    configure([agent]);
    const end = await rig.cli([...RUN, '--executor', 'writer', '--verifiers', 'api'], { env });
    expect(existsSync(join(rig.repo, `.okstra/tasks/specs/${ID}/runs`))).toBe(false);
    return end;
  };

  test.each([
    [
      'a key is missing',
      'api: { driver: anthropic-api, model: claude-sonnet-4-5 }',
      'agent-key-missing',
      'export ANTHROPIC_API_KEY',
    ],
    [
      'a model is missing',
      'api: { driver: openai-api, baseUrl: "http://127.0.0.1:9/v1" }',
      'agent-model-missing',
      'agents.api.model',
    ],
    ['a model is a short name', 'api: { driver: anthropic-api, model: sonnet, keyEnv: K }', 'model-unknown', 'claude-sonnet'],
    ['an address is none', 'api: { driver: openai-api, model: m1, baseUrl: "127.0.0.1:9" }', 'agent-base-url', 'http://'],
    [
      'an address holds a login',
      'api: { driver: openai-api, model: m1, baseUrl: "https://a:b@example.org/v1" }',
      'agent-base-url',
      'agents.api.keyEnv',
    ],
  ])('it is told that %s', async (_what, agent, code, fix) => {
    const end = await refused(agent, { ANTHROPIC_API_KEY: undefined, K: 'some-key' });
    expect(end).toMatchObject({ exitCode: 2, json: { error: { code } } });
    expect(end.json.error.fix).toContain(fix);
  });

  test('doctor tells where a model is asked and with which key, and asks it one word only when told to', async () => {
    const gpt = await model('chat', () => ({ text: 'ready' }));
    scripted();
    configure([
      `api: { driver: openai-api, wire: chat, vendor: qwen, model: qwen3-coder, answerForm: schema, baseUrl: "${gpt.baseUrl}", keyEnv: VENDOR_ENTRANCE }`,
      `keyless: { driver: gemini-api, model: gemini-2.5-pro }`,
    ]);
    const env = { ...KEYS, GEMINI_API_KEY: undefined };
    const quiet = await rig.cli(['doctor', '--json'], { env });
    const row = (end: typeof quiet, name: string) =>
      end.json.rows.find((each: { name: string }) => each.name === `agent ${name}`);
    expect(row(quiet, 'api').detail).toContain(`qwen3-coder at ${gpt.baseUrl} (chat); key in VENDOR_ENTRANCE`);
    expect(row(quiet, 'keyless')).toMatchObject({ status: 'warn', fix: expect.stringContaining('GEMINI_API_KEY') });
    expect(gpt.calls()).toHaveLength(0);
    const online = await rig.cli(['doctor', '--json', '--online'], { env });
    expect(row(online, 'api').detail).toMatch(/answered by qwen3-coder in .* 1000 tokens in and 10 out/);
    expect(gpt.calls()).toHaveLength(1);
    // As a verifier is asked: a server that does not take both is known before a run.
    expect(gpt.calls()[0]?.body).toMatchObject({ tools: expect.any(Array), response_format: { type: 'json_schema' } });
  });
});

test.each(process.env['OKSTRA_SOAK'] === '1' ? WIRES : WIRES.slice(1))(
  'a model behind the %s wire writes the words of the report, reading what it needs',
  async (wire) => {
    const scribe = await model(wire, (request) =>
      resultsIn(request.body).length === 0
        ? { calls: [use('read_file', { path: '.okstra-inputs/report/results/executor-1.md' })] }
        : {
            text: JSON.stringify({
              summary: 'It says hello.',
              rationale: `The executor ${/wrote hello/.test(textOf(request)) ? 'said so' : 'said nothing'}.`,
            }),
          },
    );
    rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
    scripted();
    rig.configure(
      ['writer', 'judge'],
      `  scribe: { driver: ${wire === 'messages' ? 'anthropic-api' : 'openai-api'}, ${wire === 'chat' ? 'wire: chat, ' : ''}vendor: v, model: scribe-1, baseUrl: "${scribe.baseUrl}", keyEnv: VENDOR_ENTRANCE }
roles: { executor: writer, verifiers: [judge], reportWriter: scribe }
`,
    );
    const end = await rig.cli([...RUN, '--level', 'light'], { env: KEYS });
    expect(end, end.stderr).toMatchObject({ exitCode: 0, json: { outcome: 'accepted' } });
    expect(JSON.parse(reportAs('data.json')).prose).toMatchObject({
      summary: 'It says hello.',
      rationale: 'The executor said so.',
    });
    expect(reportAs('implementation-report.md')).toMatch(/## Summary\n\nIt says hello\./);
    expect(filesBelow(rig.root).filter((path) => readFileSync(path, 'latin1').includes(KEY))).toEqual([]);
  },
);
