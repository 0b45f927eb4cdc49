/**
 * A user says "okstra-run" to the real host. Its model, a local server, does what the skill says: start the run detached, follow it, tell
 * where the report lies. The run is a real one, of the sample project with recorded agents.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claudeHome } from './claude.ts';
import { geminiHome } from './gemini.ts';
import { startGeminiServer } from './gemini-server.ts';
import { HostRig } from './host-rig.ts';
import { startMessagesServer } from './messages-server.ts';
import { codexHome, startResponsesServer } from './responses-server.ts';
import type { ModelServer, RecordedRequest, Turn } from './script.ts';
import { type AgentName, hasAll, toolResults } from './world.ts';

const ITEM = 'spec-01-slugify';
const START = `okstra run --exec --json --detach ${ITEM}`;

let rig: HostRig;
let server: ModelServer | undefined;
beforeEach(async () => {
  rig = new HostRig();
  await rig.begin();
});
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  rig.dispose();
});

/** What okstra printed, out of what the host made of it. */
function answersIn(agent: AgentName, { body }: RecordedRequest) {
  return toolResults(agent, body).flatMap((result) => {
    const text = plain(result);
    const [from, to] = [text.indexOf('{\n  "ok"'), text.lastIndexOf('}')];
    return from < 0 ? [] : [JSON.parse(text.slice(from, to + 1))];
  });
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join('');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(plain).join('');
  return '';
}

/** The model: a command at a time, until the run has ended or could not be started. */
const obedient =
  (agent: AgentName, shell: (cmd: string) => Turn) =>
  (request: RecordedRequest): Turn => {
    const answers = answersIn(agent, request);
    const last = answers.at(-1);
    if (last === undefined) return toolResults(agent, request.body).length > 2 ? { text: 'GAVE UP' } : shell(START);
    if (last.error !== undefined && last.wait === undefined) return { text: `REFUSED ${last.error.code}: ${last.error.fix}` };
    const run = last.wait?.runs[0];
    if (last.wait?.ended === true) return { text: `DONE ${run.outcome}: ${run.report?.markdown}` };
    return shell(`okstra inspect status --wait 60 --json ${last.run?.id ?? run.id}`);
  };

const bash = (cmd: string): Turn => ({ calls: [{ tool: 'shell', cmd }] });
/** codex hands a command back before it has ended, unless it is told to be patient. */
const patient = (cmd: string): Turn => ({
  calls: [{ tool: 'raw', name: 'exec_command', input: { cmd, yield_time_ms: 30_000 } }],
});

/** The host was told the skill's own words, and its model the path of a report that is there. */
function expectReport(said: string, requests: readonly RecordedRequest[]): void {
  expect(JSON.stringify(requests.map(({ body }) => body))).toContain('Do not implement, check or judge the item yourself');
  const path = /DONE accepted: (\S+implementation-report\.md)/.exec(said.replaceAll('\\n', '\n'))?.[1] ?? '';
  expect(path, said.slice(-2000)).toMatch(/implementation-report\.md$/);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain(ITEM);
}

describe.skipIf(!hasAll)('a user says okstra-run to', () => {
  test('claude: /okstra-run', async () => {
    const messages = await startMessagesServer(obedient('claude', bash));
    server = messages;
    const env = { ...claudeHome(join(rig.root, 'claude'), messages.port) };
    await rig.okstra('install', '--host', 'claude', '--scope', 'user', '--no-ask');
    const said = await rig.run(
      'claude',
      ['-p', `/okstra-run ${ITEM}`, '--output-format', 'stream-json', '--verbose', '--allowedTools', 'Bash(okstra *)'],
      env,
    );
    expectReport(said.stdout, messages.calls());
  }, 180_000);

  test('gemini: the skill is activated, as /okstra-run does', async () => {
    const activate: Turn = { calls: [{ tool: 'raw', name: 'activate_skill', input: { name: 'okstra-run' } }] };
    const script = obedient('gemini', bash);
    const gemini = await startGeminiServer((request) =>
      toolResults('gemini', request.body).length === 0 ? activate : script(request),
    );
    server = gemini;
    const env = geminiHome(rig.home, gemini.port);
    writeFileSync(join(rig.home, '.gemini/trustedFolders.json'), JSON.stringify({ [rig.repo]: 'TRUST_FOLDER' }));
    await rig.okstra('install', '--host', 'gemini', '--scope', 'user', '--no-ask');
    const said = await rig.run(
      'gemini',
      ['-p', `Run ${ITEM} with okstra`, '-m', 'gemini-2.5-pro', '--yolo', '-o', 'stream-json'],
      env,
    );
    const words = said.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter(({ type, role }) => type === 'message' && role === 'assistant');
    expectReport(words.map(({ content }) => content).join(''), gemini.calls());
  }, 180_000);

  async function codex(sandbox: readonly string[]) {
    const responses = await startResponsesServer(obedient('codex', patient));
    server = responses;
    const env = codexHome(join(rig.root, 'codex'), responses.port);
    await rig.okstra('install', '--host', 'codex', '--scope', 'project', '--no-ask');
    const said = await rig.run('codex', ['exec', '--json', ...sandbox, `$okstra-run ${ITEM}`], env);
    return { said, calls: responses.calls() };
  }

  test('codex with full access: $okstra-run', async () => {
    const { said, calls } = await codex(['-s', 'danger-full-access']);
    expectReport(said.stdout, calls);
  }, 180_000);

  test('codex with workspace-write: refused before anything is written, with the way out', async () => {
    const { said } = await codex(['-s', 'workspace-write']);
    expect(said.stdout).toMatch(
      /REFUSED host-sandbox: In a terminal of your own: cd '[^']+' && okstra run --exec spec-01-slugify; or let Codex run it: .*danger-full-access/,
    );
    expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
    expect((await rig.run('git', ['for-each-ref', 'refs/okstra'])).stdout).toBe('');
  }, 180_000);
});
