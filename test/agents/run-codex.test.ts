/** Whole runs of the built okstra with the pinned real codex, its model a local server. */
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Rig } from '../journeys/rig.ts';
import { hasCodex, realCodex } from './codex.ts';
import { codexHome, type ResponsesServer, startResponsesServer } from './responses-server.ts';
import type { RecordedRequest, Script, Turn } from './script.ts';

let rig: Rig;
let server: ResponsesServer | undefined;

beforeEach(() => {
  rig = new Rig();
  rig.spec('spec-01-hello', { metadata: { acceptanceCommands: ['test -f hello.txt'] } });
});
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  rig.dispose();
});

const text = (request: RecordedRequest): string => JSON.stringify(request.body);
const isVerifier = (request: RecordedRequest): boolean => text(request).includes('Role: verifier');
const treeOf = (request: RecordedRequest): string => /Tree: ([0-9a-f]{40})/.exec(text(request))?.[1] ?? '';
/** Tool results that the conversation holds so far. */
const results = (request: RecordedRequest): number =>
  ((request.body as { input: { type: string }[] }).input ?? []).filter(({ type }) => type.endsWith('_output')).length;
const pass = (request: RecordedRequest): Turn => ({
  text: JSON.stringify({
    tree: treeOf(request),
    verdict: 'pass',
    criteria: [{ id: 'SPEC', status: 'met', evidence: 'hello.txt is there' }],
    findings: [],
    commands: [],
    summary: 'fine',
  }),
});
const writeHello = (request: RecordedRequest): Turn =>
  results(request) === 0
    ? { calls: [{ tool: 'write', path: 'hello.txt', content: 'hello\n' }] }
    : { text: 'SUMMARY\n- wrote hello.txt' };

async function run(script: Script, ...args: readonly string[]) {
  server = await startResponsesServer(script);
  const env = codexHome(join(rig.root, 'codex-home'), server.port);
  symlinkSync(realCodex(), join(rig.root, 'bin', 'codex'));
  return rig.cli(['run', '--exec', '--json', 'spec-01-hello', ...args], { env });
}

describe.skipIf(!hasCodex)('okstra run with the real codex and no configuration', () => {
  test('as executor it edits files in the worktree, as verifier it answers in the given form: accepted', async () => {
    const end = await run((request) => (isVerifier(request) ? pass(request) : writeHello(request)));
    expect(end.json?.error).toBeUndefined();
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', verdict: 'pass', branch: 'okstra/spec-01-hello' });
    expect(rig.git('show', 'okstra/spec-01-hello:hello.txt')).toBe('hello');
    expect(rig.git('diff', '--name-only', 'main', 'okstra/spec-01-hello')).toBe('hello.txt');
    expect(
      rig
        .git('status', '--porcelain')
        .split('\n')
        .map((line) => line.trim().split(' ').at(-1)),
    ).toEqual(['specs/spec-01-hello/metadata.json', 'specs/spec-01-hello/implementation-report.md']);
    const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
    expect(
      data.agents.map((agent: { driver: string; confinement: { kind: string } }) => [agent.driver, agent.confinement.kind]),
    ).toEqual([
      ['codex-cli', 'own-sandbox'],
      ['codex-cli', 'own-sandbox'],
    ]);
    expect(data.usage.total.figures.inputTokens).toBeGreaterThan(0);
    const verifier = server?.calls().find(isVerifier)?.body as { text?: unknown } | undefined;
    expect(JSON.stringify(verifier?.text)).toContain('json_schema');
  }, 60_000);

  test('told to write, to commit and to delete as verifier, it leaves nothing behind and its answer counts', async () => {
    const cmds = ['echo evil > hello.txt', 'git commit --allow-empty -m x', 'rm -rf .okstra-inputs', 'touch ../escaped'];
    const end = await run((request) => {
      if (!isVerifier(request)) return writeHello(request);
      const done = results(request);
      const cmd = cmds[done];
      return cmd === undefined ? pass(request) : { calls: [{ tool: 'shell', cmd }] };
    });
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect(rig.git('show', 'okstra/spec-01-hello:hello.txt')).toBe('hello');
    expect(readdirSync(rig.home)).not.toContain('escaped');
    // the model was told no, four times
    const last = server?.calls().findLast(isVerifier);
    expect(results(last as RecordedRequest)).toBe(cmds.length);
    expect(text(last as RecordedRequest).match(/Read-only file system/g)?.length).toBeGreaterThanOrEqual(3);
  }, 60_000);

  test('a verifier that says what is missing: its words stand in the request of the second attempt', async () => {
    const end = await run((request) => {
      if (!isVerifier(request)) return writeHello(request);
      const second = server?.calls().filter((call) => isVerifier(call)).length ?? 0;
      if (second > 1) return pass(request);
      return {
        text: JSON.stringify({
          tree: treeOf(request),
          verdict: 'fail',
          findings: [],
          commands: [],
          summary: 'no',
          criteria: [{ id: 'SPEC', status: 'unmet', evidence: 'the greeting lacks a name' }],
        }),
      };
    });
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect(end.json.run.attemptsUsed).toBe(2);
    const executorRequests = server?.calls().filter((call) => !isVerifier(call)) ?? [];
    expect(text(executorRequests[0] as RecordedRequest)).not.toContain('the greeting lacks a name');
    expect(executorRequests.some((call) => text(call).includes('the greeting lacks a name'))).toBe(true);
  }, 60_000);

  test('no login: the run fails with exit 5 and a fix, the status is as before', async () => {
    const end = await run(() => ({ fault: { kind: 'status', status: 401, body: '{"error":{"message":"no"}}' } }));
    expect(end.json).toMatchObject({ exitCode: 5, outcome: 'failed', error: { code: 'agent-auth', fix: expect.any(String) } });
    expect(rig.metadata('spec-01-hello').status).toBe('todo');
  }, 60_000);

  test('killed while codex works and resumed: the same session goes on, and the run is accepted', async () => {
    server = await startResponsesServer((request) =>
      isVerifier(request) ? pass(request) : { ...writeHello(request), delayMs: 700 },
    );
    const env = codexHome(join(rig.root, 'codex-home'), server.port);
    symlinkSync(realCodex(), join(rig.root, 'bin', 'codex'));
    const first = rig.start(['run', '--exec', '--json', 'spec-01-hello'], { env });
    while ((server.calls().length ?? 0) < 1) await new Promise((resolve) => setTimeout(resolve, 10));
    first.kill('SIGKILL');
    await first.ended;
    const end = await rig.cli(['resume', '--json'], { env });
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    const started = readFileSync(`${end.json.run.dir}/journal.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((event) => event.type === 'dispatch-started' && event.seat === 'executor');
    expect(started.map((event) => event.turn)).toEqual(['first', 'resumed']);
    expect(started[1].continuesSession).toMatch(/^[0-9a-f-]{36}$/);
  }, 60_000);
});
