import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { promptOf } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';
import type { CodexCall } from './codex-stub.ts';
import { codexCalls, recordingCodex, settingsOf, valueOf } from './codex-stub.ts';

const ITEM = 'spec-01-hello';
const ENTRY = 'agents: { codex: { driver: codex-cli, model: gpt-5.4, effort: high } }\n';

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.spec(ITEM);
  recordingCodex(rig);
});
afterEach(() => rig.dispose());

const run = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
  const end = await rig.cli(['run', '--exec', '--level', 'light', '--json', ITEM, ...args], { env });
  expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  const [executor, verifier, ...later] = codexCalls(rig);
  if (!executor || !verifier) throw new Error('codex was not asked twice');
  return { end, executor, verifier, later };
};
const modelsOf = (calls: { executor: CodexCall; verifier: CodexCall }) => [
  valueOf(calls.executor, '-m'),
  valueOf(calls.verifier, '-m'),
];

test('both roles get the model and the effort of okstra.yaml, each in the sandbox of its role, the prompt on stdin', async () => {
  rig.write('okstra.yaml', ENTRY);
  const { end, executor, verifier, later } = await run();
  expect(later).toEqual([]);
  expect(modelsOf({ executor, verifier })).toEqual(['gpt-5.4', 'gpt-5.4']);
  expect([valueOf(executor, '-s'), valueOf(verifier, '-s')]).toEqual(['workspace-write', 'read-only']);
  for (const call of [executor, verifier]) expect(settingsOf(call)).toContain('model_reasoning_effort="high"');
  expect(executor.stdin).toBe(promptOf(end, 'executor-1'));
  expect(verifier.stdin).toBe(promptOf(end, 'verifier-1'));
  expect(executor.argv.join(' ')).not.toContain('Say hello in hello.txt');
});

test('CODEX_MODEL_IMPL and CODEX_MODEL_VER reach the command line of their role, before okstra.yaml', async () => {
  rig.write('okstra.yaml', ENTRY);
  expect(modelsOf(await run([], { CODEX_MODEL_IMPL: 'gpt-5.2', CODEX_MODEL_VER: 'gpt-5.1' }))).toEqual(['gpt-5.2', 'gpt-5.1']);
});

test('--executor-model and --verifier-model come before the environment', async () => {
  const flags = ['--executor-model', 'gpt-6-sol', '--verifier-model', 'gpt-6-luna'];
  expect(modelsOf(await run(flags, { CODEX_MODEL_IMPL: 'gpt-5.2', CODEX_MODEL_VER: 'gpt-5.1' }))).toEqual([
    'gpt-6-sol',
    'gpt-6-luna',
  ]);
});

test('a model in the reference of a verifier is that of this seat only', async () => {
  expect(modelsOf(await run(['--verifiers', 'codex:gpt-5.5']))).toEqual([undefined, 'gpt-5.5']);
});

test('a model that nobody named is not made up', async () => {
  expect(modelsOf(await run())).toEqual([undefined, undefined]);
});

test('codex verifies what codex wrote, in a session and a folder of its own', async () => {
  const { end, executor, verifier } = await run();
  expect(verifier.argv).toContain('--ephemeral');
  expect(executor.argv).not.toContain('--ephemeral');
  for (const call of [executor, verifier]) expect(call.argv).not.toContain('resume');
  expect(executor.cwd).toBe(end.json.worktree);
  expect(valueOf(executor, '-C')).toBe(end.json.worktree);
  expect(verifier.cwd).not.toBe(executor.cwd);
  expect(valueOf(verifier, '-C')).toBe(verifier.cwd);
});

test('no flag that codex does not know is passed to either role', async () => {
  const known = new Set(['--json', '-C', '-s', '--skip-git-repo-check', '--ephemeral', '-c', '-m', '--output-schema', '-o', '-']);
  const { executor, verifier } = await run(['--executor-model', 'gpt-5.5', '--verifier-model', 'gpt-5.5']);
  for (const { argv } of [executor, verifier]) {
    expect(argv[0]).toBe('exec');
    expect(argv.at(-1)).toBe('-');
    expect(argv.filter((word) => word.startsWith('-') && !known.has(word))).toEqual([]);
  }
});

test('a repair turn asks the same model, with the same effort, afresh', async () => {
  rig.write('okstra.yaml', ENTRY);
  recordingCodex(rig, ['done', 'looks fine to me']);
  const { later, verifier } = await run([], { CODEX_MODEL_VER: 'gpt-5.1' });
  expect(later).toHaveLength(1);
  for (const call of [verifier, ...later]) {
    expect(valueOf(call, '-m')).toBe('gpt-5.1');
    expect(settingsOf(call)).toContain('model_reasoning_effort="high"');
    expect(call.argv).not.toContain('resume');
  }
  expect(later[0]?.stdin).toContain('looks fine to me');
});

test('the user file gives models, the file of the project comes before it, and a role in the user file is refused', async () => {
  mkdirSync(rig.home);
  const user = join(rig.home, 'config.yaml');
  writeFileSync(user, 'agents: { codex: { model: gpt-5.6-sol, effort: low } }\n');
  rig.write('okstra.yaml', 'agents: { codex: { effort: high } }\n');
  const { executor } = await run();
  expect(valueOf(executor, '-m')).toBe('gpt-5.6-sol');
  expect(settingsOf(executor)).toContain('model_reasoning_effort="high"');
  writeFileSync(user, 'roles: { executor: codex }\n');
  const refused = await rig.cli(['run', '--exec', '--json', ITEM]);
  expect(refused.json).toMatchObject({
    ok: false,
    exitCode: 2,
    error: { category: 'usage', message: expect.stringContaining('roles') },
  });
});

test("the executor's session is named at the end, with the command that goes on with it", async () => {
  const id = '0199a213-81c0-7800-8aa1-bbab2a035a53';
  const lines = [
    { type: 'thread.started', thread_id: id },
    { type: 'item.completed', item: { id: 'item_0', type: 'agent_message', text: 'done' } },
    { type: 'turn.completed', usage: { input_tokens: 10, cached_input_tokens: 0, output_tokens: 2 } },
  ];
  const said = lines.map((line) => JSON.stringify(line)).join('\n');
  rig.write('okstra.yaml', ENTRY);
  const passed = 'STATUS: ok\n{"remainingTasks":[]}';
  recordingCodex(rig, [said, passed, said]);
  const { end } = await run();
  expect(end.json.session).toEqual({ id, command: `codex resume ${id}` });
  const text = await rig.cli(['run', '--exec', '--level', 'light', '--again', ITEM]);
  expect(text.stderr).toContain(`session id: ${id}`);
  const again = await rig.cli(['run', '--exec', '--level', 'light', ITEM]);
  expect([text.stdout.includes(`codex resume ${id}`), again.stdout.includes('codex resume')]).toEqual([true, false]);
});
