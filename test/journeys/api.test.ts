import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChatServer, startChatServer } from '../agents/chat-server.ts';
import type { RecordedRequest, Turn } from '../agents/script.ts';
import { Rig } from './rig.ts';

let rig: Rig;
const servers: ChatServer[] = [];

beforeEach(() => {
  rig = new Rig();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
  rig.dispose();
});

const treeIn = ({ body }: RecordedRequest): string => /Tree: ([0-9a-f]{40})/.exec(JSON.stringify(body))?.[1] ?? '';

export const verdict = (request: RecordedRequest): Turn => ({
  text: JSON.stringify({
    tree: treeIn(request),
    verdict: 'pass',
    criteria: [{ id: 'SPEC', status: 'met', evidence: 'hello.txt is there' }],
    findings: [],
    commands: [],
    summary: 'fine',
  }),
});

test('a model behind Chat Completions verifies: it reads with tools, and its answer counts', async () => {
  const server = await startChatServer((request) =>
    request.call === 0 ? { calls: [{ tool: 'raw', name: 'read_file', input: { path: 'hello.txt' } }] } : verdict(request),
  );
  servers.push(server);
  rig.agent('writer', `fs.writeFileSync('hello.txt', 'hello\\n'); console.log('SUMMARY\\n- wrote hello.txt');`);
  rig.configure(
    ['writer'],
    `  local: { driver: openai-api, wire: chat, vendor: qwen, model: qwen3-coder, baseUrl: "${server.baseUrl}" }\n`,
  );
  rig.spec('spec-01-hello', { metadata: { acceptanceCommands: ['test -f hello.txt'] } });
  const { exitCode, json, stderr } = await rig.cli([
    'run',
    '--exec',
    '--json',
    'spec-01-hello',
    '--executor',
    'writer',
    '--verifiers',
    'local',
  ]);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(json.data ?? json).toMatchObject({ outcome: 'accepted' });
  expect(JSON.stringify(server.calls()[1]?.body)).toContain('hello\\n');
});
