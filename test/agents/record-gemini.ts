// Records streams of the pinned gemini into test/fixtures/gemini/<version>/. Usage: node test/agents/record-gemini.ts
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DispatchContext } from '../../runtime/model/agents.ts';
import { dispatchGemini, geminiAgent, geminiHome, pinnedGemini, realGemini } from './gemini.ts';
import { errorBody, startGeminiServer } from './gemini-server.ts';
import { always, type Script, type ServerFault } from './script.ts';

interface Recording {
  readonly script: Script;
  readonly role?: 'verifier';
  readonly prompt?: string;
  readonly change?: Partial<DispatchContext>;
}

const fault = (value: ServerFault): Recording => ({ script: always({ text: 'begun', fault: value }) });
const status = (code: number, message: string, details: readonly Record<string, unknown>[] = []): Recording =>
  fault({ kind: 'status', status: code, body: errorBody(code, message, details) });
const rpc = (type: string, value: object): Record<string, unknown> => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...value,
});

const RECORDINGS: Readonly<Record<string, Recording>> = {
  'edits-and-commands': {
    script: [
      { text: 'I will add a file.', calls: [{ tool: 'write', path: 'added.txt', content: 'hello\n' }] },
      {
        calls: [
          { tool: 'raw', name: 'replace', input: { file_path: 'a.txt', old_string: 'one', new_string: 'two', instruction: 'x' } },
          { tool: 'raw', name: 'grep_search', input: { pattern: 'two' } },
        ],
      },
      {
        calls: [{ tool: 'shell', cmd: `echo "it's done"; exit 3` }],
        usage: { input: 500, cached: 400, output: 7, reasoning: 3 },
      },
      { text: 'All done.' },
    ],
    change: { confined: true },
  },
  'no-shell': { script: [{ calls: [{ tool: 'shell', cmd: 'echo x' }] }, { text: 'I could not.' }] },
  'structured-answer': { script: [{ text: '{"verdict":"pass"}' }], role: 'verifier' },
  'write-refused': {
    script: [
      {
        calls: [
          { tool: 'write', path: 'w.txt', content: 'x' },
          { tool: 'shell', cmd: 'echo x > w.txt' },
        ],
      },
      { text: 'I could not write.' },
    ],
    role: 'verifier',
  },
  restarted: {
    script: [{ text: '{"verdict":', fault: { kind: 'ended-early' } }, { text: '{"verdict":"pass"}' }],
    role: 'verifier',
  },
  'other-model': { script: [{ text: 'hello', servedModel: 'gemini-other' }] },
  'no-model': { script: [{ text: 'hello' }], change: { agent: { name: 'gemini', driver: 'gemini-cli', vendor: 'google' } } },
  'no-words': { script: always({}) },
  'turn-cap': {
    script: always({ calls: [{ tool: 'raw', name: 'read_file', input: { file_path: 'a.txt' } }] }),
    change: { agent: { ...geminiAgent, maxTurns: 1 } },
  },
  'outgrown-window': { script: [{ text: 'never asked' }], prompt: 'word '.repeat(1_000_000) },
  'status-401': status(401, 'Request had invalid authentication credentials.'),
  'status-403': status(403, 'Permission denied.'),
  'wrong-key': status(400, 'API key not valid.', [rpc('ErrorInfo', { reason: 'API_KEY_INVALID' })]),
  'status-400': status(400, 'Request contains an invalid argument.'),
  'status-404': status(404, 'models/x is not found for API version v1beta, or is not supported for generateContent.'),
  'status-429': status(429, 'Too many requests.'),
  'quota-hour': status(429, 'You exceeded your current limits.', [rpc('RetryInfo', { retryDelay: '3600s' })]),
  'quota-day': status(429, 'no', [
    rpc('QuotaFailure', { violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }] }),
  ]),
  'status-500': status(500, 'An internal error has occurred.'),
  'status-503': status(503, 'The service is currently unavailable.'),
  'context-overflow': status(400, 'The input token count (2) exceeds the maximum number of tokens allowed (1).'),
  'error-in-stream': fault({ kind: 'failed', code: '503', message: 'The model is overloaded.' }),
  cut: fault({ kind: 'cut' }),
  'ended-early': fault({ kind: 'ended-early' }),
  malformed: fault({ kind: 'malformed' }),
};

const version = pinnedGemini?.version ?? '';
const target = join(import.meta.dirname, '..', 'fixtures', 'gemini', version);
mkdirSync(target, { recursive: true });

for (const [name, { script, role = 'executor', prompt, change }] of Object.entries(RECORDINGS)) {
  const folder = mkdtempSync(join(tmpdir(), 'okstra-record-'));
  const server = await startGeminiServer(script);
  try {
    const cwd = join(folder, 'work');
    const scratch = join(folder, 'scratch');
    for (const made of [cwd, scratch]) mkdirSync(made);
    execFileSync('git', ['init', '-q', cwd]);
    writeFileSync(join(cwd, 'a.txt'), 'one\n');
    // What is printed last is lost in a pipe when much stands before it. okstra reads from a file.
    const program = join(folder, 'gemini');
    writeFileSync(program, `#!/bin/sh\n${realGemini()} "$@" > ${folder}/out\ncode=$?\ncat ${folder}/out\nexit $code\n`, {
      mode: 0o755,
    });
    const settings = { security: { auth: { selectedType: 'gemini-api-key' } }, general: { maxAttempts: 2 } };
    const env = geminiHome(join(folder, 'home'), server.port, { settings });
    const { lines } = await dispatchGemini({
      role,
      cwd,
      scratch,
      env,
      ...(prompt === undefined ? {} : { prompt }),
      change: { program, ...change },
    });
    writeFileSync(join(target, `${name}.jsonl`), `${scrubbed(lines, folder).join('\n')}\n`);
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No path, time or id of the machine that recorded, and the prompt as it was asked for, but short. */
function scrubbed(lines: readonly string[], folder: string): readonly string[] {
  const calls: string[] = [];
  return lines.map((line) => {
    const event = JSON.parse(
      line
        .replaceAll(folder, '')
        .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000'),
    );
    event.timestamp = '2030-01-01T00:00:00.000Z';
    if (event.role === 'user') event.content = event.content.slice(0, 40);
    if (event.stats !== undefined) event.stats.duration_ms = 0;
    if (event.tool_id !== undefined) {
      if (!calls.includes(event.tool_id)) calls.push(event.tool_id);
      event.tool_id = event.tool_id.replace(/\d{10,}_\d+$/, String(calls.indexOf(event.tool_id)));
    }
    return JSON.stringify(event);
  });
}
