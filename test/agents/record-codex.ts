// Records streams of the pinned codex into test/fixtures/codex/<version>/. Usage: node test/agents/record-codex.ts
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatchCodex, pinnedCodex } from './codex.ts';
import { codexHome, startResponsesServer } from './responses-server.ts';
import { always, type Script, type ServerFault } from './script.ts';

const fault = (value: ServerFault): Script => always({ fault: value });
const status = (code: number, error: Record<string, unknown>): Script =>
  fault({ kind: 'status', status: code, body: JSON.stringify({ error }) });
const failed = (code: string, message: string): Script => fault({ kind: 'failed', code, message });
/** 2030-01-02 at 03:04 UTC; the recordings are made with TZ=UTC. */
const RESETS_AT = 1_893_553_440;

const RECORDINGS: Readonly<Record<string, { readonly script: Script; readonly role?: 'verifier'; readonly retries?: number }>> = {
  'edits-and-commands': {
    script: [
      { text: 'I will add a file.', calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
      { calls: [{ tool: 'patch', patch: '*** Begin Patch\n*** Update File: a.txt\n@@\n-one\n+two\n*** End Patch' }] },
      { calls: [{ tool: 'patch', patch: '*** Begin Patch\n*** Delete File: b.txt\n*** End Patch' }] },
      {
        calls: [{ tool: 'shell', cmd: `echo "it's done"; exit 3` }],
        usage: { input: 500, cached: 400, output: 7, reasoning: 3 },
      },
      { text: 'All done.' },
    ],
  },
  'structured-answer': { script: [{ text: '{"verdict":"pass"}' }], role: 'verifier' },
  'write-refused': {
    script: [{ calls: [{ tool: 'shell', cmd: 'echo x > w.txt' }] }, { text: 'I could not write.' }],
    role: 'verifier',
  },
  'no-message': { script: [{}] },
  rerouted: { script: [{ text: 'hello', servedModel: 'gpt-4-mini' }] },
  retried: { script: [{ fault: { kind: 'cut' } }, { text: 'ok' }], retries: 2 },
  'status-401': { script: status(401, { message: 'Incorrect API key provided' }) },
  'status-403': { script: status(403, { message: 'Forbidden' }) },
  'status-400-model': { script: status(400, { message: "The requested model 'x' does not exist", code: 'model_not_found' }) },
  'status-404': { script: status(404, { message: 'Not found' }) },
  'status-429': { script: status(429, { message: 'slow down' }) },
  'usage-limit': {
    script: status(429, { type: 'usage_limit_reached', message: 'limit', plan_type: 'pro', resets_at: RESETS_AT }),
  },
  'quota-exceeded': { script: status(429, { type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded' }) },
  'status-500': { script: status(500, { message: 'boom' }) },
  'status-503-overloaded': { script: status(503, { code: 'server_is_overloaded', message: 'busy' }) },
  'rate-limit-in-stream': {
    script: failed('rate_limit_exceeded', 'Rate limit reached for gpt-5.5. Please try again in 11.054s.'),
  },
  'context-overflow': { script: failed('context_length_exceeded', 'too long') },
  refusal: { script: failed('cyber_policy', 'This request was flagged') },
  cut: { script: fault({ kind: 'cut' }) },
  'ended-early': { script: always({ text: 'partial', fault: { kind: 'ended-early' } }) },
  malformed: { script: fault({ kind: 'malformed' }) },
  silence: { script: fault({ kind: 'silence' }) },
};

process.env['TZ'] = 'UTC';
const version = pinnedCodex?.version ?? '';
const target = join(import.meta.dirname, '..', 'fixtures', 'codex', version);
mkdirSync(target, { recursive: true });

for (const [name, { script, role = 'executor', retries = 0 }] of Object.entries(RECORDINGS)) {
  const folder = mkdtempSync(join(tmpdir(), 'okstra-record-'));
  const server = await startResponsesServer(script);
  try {
    const cwd = join(folder, 'work');
    const scratch = join(folder, 'scratch');
    for (const made of [cwd, scratch]) mkdirSync(made);
    execFileSync('git', ['init', '-q', cwd]);
    writeFileSync(join(cwd, 'a.txt'), 'one\n');
    writeFileSync(join(cwd, 'b.txt'), 'two\n');
    const env = codexHome(join(folder, 'codex-home'), server.port, { retries, streamIdleTimeoutMs: 1000 });
    const { lines } = await dispatchCodex({ role, cwd, scratch, env });
    const scrubbed = lines.map((line) => scrub(line, cwd, server.port));
    writeFileSync(join(target, `${name}.jsonl`), `${scrubbed.join('\n')}\n`);
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No path, port or id of the machine that recorded. What a login shell prints of its own is dropped from outputs. */
function scrub(line: string, cwd: string, port: number): string {
  const plain = line
    .replaceAll(cwd, '/work')
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:8080')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-7000-8000-000000000000');
  const event = JSON.parse(plain) as { item?: { aggregated_output?: string } };
  if (event.item?.aggregated_output !== undefined) {
    event.item.aggregated_output = event.item.aggregated_output.replaceAll(/^pyenv: .*\n/gm, '');
  }
  return JSON.stringify(event);
}
