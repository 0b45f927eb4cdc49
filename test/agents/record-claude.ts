// Records streams of the pinned claude into test/fixtures/claude/<version>/. Usage: node test/agents/record-claude.ts
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentConfig, DispatchContext } from '../../runtime/model/agents.ts';
import { claudeAgent, claudeHome, dispatchClaude, pinnedClaude } from './claude.ts';
import { errorBody, startMessagesServer } from './messages-server.ts';
import { always, type Script, type ServerFault, type ToolCall } from './script.ts';

const fault = (value: ServerFault): Script => always({ text: 'part', fault: value });
const status = (code: number, message: string, headers: Readonly<Record<string, string>> = {}): Script =>
  fault({ kind: 'status', status: code, body: errorBody(code, message), headers });
const failed = (code: string, message: string): Script => fault({ kind: 'failed', code, message });
const raw = (name: string, input: Readonly<Record<string, unknown>>): ToolCall => ({ tool: 'raw', name, input });
/** 2030-01-02 at 03:04 UTC. */
const RESETS_AT = 1_893_553_440;
const LOGIN = {
  accessToken: 'x',
  refreshToken: 'x',
  expiresAt: 4_000_000_000_000,
  scopes: ['user:inference'],
  subscriptionType: 'max',
};
const SCHEMA = {
  type: 'object',
  properties: { verdict: { type: 'string' } },
  required: ['verdict'],
  additionalProperties: false,
};

interface Recording {
  readonly script: Script;
  readonly role?: 'verifier';
  readonly agent?: Partial<AgentConfig>;
  readonly change?: Partial<DispatchContext>;
  readonly login?: 'key' | 'subscription' | 'none';
  readonly env?: Readonly<Record<string, string>>;
}

const confined = { change: { confined: true } };
const judged = { role: 'verifier', change: { answerSchema: JSON.stringify(SCHEMA), answerSchemaFile: '/schema.json' } } as const;

/** A subagent that runs a command, and the one who sent it. */
const delegated: Script = ({ body }) => {
  const asked = JSON.stringify((body as { messages: unknown }).messages);
  const isDone = asked.includes('"tool_result"');
  if (!asked.includes('Do what the item says.')) {
    return isDone ? { text: 'sub answer' } : { calls: [{ tool: 'shell', cmd: 'echo sub' }] };
  }
  const call = raw('Agent', { description: 'A look', prompt: 'SUBTASK', subagent_type: 'general-purpose' });
  return isDone ? { text: 'main answer' } : { calls: [call] };
};

const RECORDINGS: Readonly<Record<string, Recording>> = {
  'edits-and-commands': {
    ...confined,
    script: [
      { text: 'I will add a file.', calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
      { calls: [raw('Read', { file_path: 'a.txt' })] },
      { calls: [raw('Edit', { file_path: 'a.txt', old_string: 'one', new_string: 'two' })] },
      {
        calls: [
          { tool: 'shell', cmd: `echo "it's done"; exit 3` },
          { tool: 'shell', cmd: 'true' },
        ],
        usage: { input: 500, cached: 400, output: 7, reasoning: 3 },
      },
      { calls: [{ tool: 'shell', cmd: 'grep nothing a.txt' }] },
      { text: 'All done.' },
    ],
  },
  delegated: { ...confined, script: delegated },
  'structured-answer': {
    ...judged,
    script: [{ text: 'I looked.', calls: [raw('StructuredOutput', { verdict: 'pass' })] }, { text: 'done' }],
  },
  'structured-in-words': { ...judged, script: always({ text: '{"verdict":"pass"}' }) },
  'structured-never-fits': { ...judged, script: always({ calls: [raw('StructuredOutput', { verdict: 1 })] }) },
  'write-refused': {
    role: 'verifier',
    script: [
      {
        calls: [
          { tool: 'shell', cmd: 'echo x > w.txt' },
          { tool: 'write', path: 'w.txt', content: 'x' },
          raw('Read', { file_path: '/etc/hostname' }),
        ],
      },
      { text: 'I could not write.' },
    ],
  },
  'max-turns': { agent: { maxTurns: 1 }, script: always({ calls: [raw('Read', { file_path: 'a.txt' })] }) },
  'max-budget': { agent: { maxBudgetUsd: 0.000_001 }, script: always({ calls: [raw('Read', { file_path: 'a.txt' })] }) },
  'other-model': { agent: { model: 'sonnet' }, script: [{ text: 'hello', servedModel: 'claude-haiku-4-5-20251001' }] },
  'unknown-model': { agent: { model: 'acme-1' }, script: [{ text: 'hello' }] },
  'session-gone': { change: { resumeSession: '01a1fdbe-fcba-4940-821b-000000000000' }, script: [] },
  retried: { script: [{ fault: { kind: 'cut' } }, { text: 'ok' }] },
  'not-logged-in': { login: 'none', script: [] },
  'status-401': { script: status(401, 'invalid x-api-key') },
  'status-403': { script: status(403, 'Your account does not have access') },
  'status-400': { script: status(400, 'messages: something is wrong') },
  'status-404': { script: status(404, 'model: claude-x') },
  'status-413': { script: status(413, 'Request exceeds the maximum size') },
  'status-429': { script: status(429, 'slow down') },
  'status-500': { script: status(500, 'Internal server error') },
  'status-529': { script: status(529, 'Overloaded') },
  'credit-balance': { script: status(400, 'Your credit balance is too low to access the Anthropic API.') },
  'prompt-too-long': { script: status(400, 'prompt is too long: 250000 tokens > 200000 maximum') },
  'usage-limit': {
    login: 'subscription',
    script: status(429, 'This request would exceed your rate limit.', {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(RESETS_AT),
      'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    }),
  },
  refusal: { script: failed('refusal', '') },
  'overloaded-in-stream': { script: failed('overloaded_error', 'Overloaded') },
  cut: { script: fault({ kind: 'cut' }) },
  'ended-early': { script: fault({ kind: 'ended-early' }) },
  malformed: { script: fault({ kind: 'malformed' }) },
  'no-headers': { script: fault({ kind: 'no-headers' }), env: { API_TIMEOUT_MS: '2000' } },
};

process.env['TZ'] = 'UTC';
const version = pinnedClaude?.version ?? '';
const target = join(import.meta.dirname, '..', 'fixtures', 'claude', version);
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

for (const [name, recording] of Object.entries(RECORDINGS)) await record(name, recording);

async function record(name: string, { script, role, agent, change, login = 'key', env: own }: Recording): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'okstra-record-'));
  const server = await startMessagesServer(script);
  try {
    const [cwd, scratch, home] = [join(folder, 'work'), join(folder, 'scratch'), join(folder, 'claude-home')];
    for (const made of [cwd, scratch]) mkdirSync(made);
    execFileSync('git', ['init', '-q', cwd]);
    writeFileSync(join(cwd, 'a.txt'), 'one\n');
    const files = { '.credentials.json': JSON.stringify({ claudeAiOauth: LOGIN }) };
    const env = {
      ...claudeHome(home, server.port, login === 'subscription' ? { files } : {}),
      ...(login === 'key' ? {} : { ANTHROPIC_API_KEY: '' }),
      CLAUDE_CODE_MAX_RETRIES: '1',
      HOME: join(folder, 'home'),
      ...own,
    };
    const context = { env: { ...process.env, ...env }, agent: { ...claudeAgent, ...agent }, ...change };
    const { lines } = await dispatchClaude({ role: role ?? 'executor', cwd, scratch, env, change: context });
    const scrubbed = lines.map((line) => scrub(line, folder, server.port));
    writeFileSync(join(target, `${name}.jsonl`), `${scrubbed.join('\n')}\n`);
    process.stdout.write(`${name}: ${lines.length} lines\n`);
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No path, port, id or time of the machine that recorded. */
function scrub(line: string, folder: string, port: number): string {
  return line
    .replaceAll(join(folder, 'scratch', 'tmp'), '/run')
    .replaceAll(folder, '')
    .replaceAll(folder.replaceAll(/[^A-Za-z0-9]/g, '-'), '')
    .replaceAll(/\/\d+\.sock/g, '/1.sock')
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:8080')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '2026-11-21T00:00:00.000Z');
}
