import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectAccepted, ID, journalOf, lightRig, PASS, promptOf, run, survivors, WRITE } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** What an agent sees of the folder it works in. */
interface Seen {
  readonly cwd: string;
  readonly files: readonly string[];
  readonly head: string;
}

/** JavaScript of an agent that notes a value in a file of the test. */
const note = (name: string, expression: string): string =>
  `fs.writeFileSync(${JSON.stringify(join(rig.root, name))}, JSON.stringify(${expression}));\n`;
const noted = (name: string): unknown => JSON.parse(readFileSync(join(rig.root, name), 'utf8'));

test('the whole prompt lies in the run folder before the agent starts, and is what it reads', async () => {
  const dir = join(rig.repo, `.okstra/tasks/specs/${ID}/runs/implementation-001/prompts`);
  const look = (role: string) =>
    note(`${role}.seen`, `{ file: fs.readFileSync(${JSON.stringify(join(dir, `${role}-1.md`))}, 'utf8'), prompt }`);
  lightRig(rig, { writer: `${look('executor')}${WRITE}`, judge: `${look('verifier')}${PASS}` });
  const end = await run(rig);
  expectAccepted(end);
  for (const role of ['executor', 'verifier']) {
    const { file, prompt } = noted(`${role}.seen`) as { readonly file: string; readonly prompt: string };
    expect(prompt).toContain('Say hello in hello.txt.');
    expect(file).toBe(prompt);
    expect(promptOf(end, `${role}-1`)).toBe(prompt);
  }
});

test('the executor works in the worktree of the item, the verifier in a repository of its own, and neither holds state of okstra', async () => {
  const seen = (name: string) =>
    note(
      name,
      `{ cwd: process.cwd(), files: fs.readdirSync('.'), head: require('node:child_process').execFileSync('git', ['rev-parse', '--git-common-dir'], { encoding: 'utf8' }).trim() }`,
    );
  lightRig(rig, { writer: `${seen('writer.seen')}${WRITE}`, judge: `${seen('judge.seen')}${PASS}` });
  const end = await run(rig);
  expectAccepted(end);
  const [writer, judge] = [noted('writer.seen') as Seen, noted('judge.seen') as Seen];
  expect(writer.cwd).toBe(end.json.worktree);
  expect(writer.head).toBe(join(rig.repo, '.git'));
  expect(writer.files.toSorted()).toEqual(['.git', 'README.md', 'okstra.yaml', 'specs']);
  expect(judge.cwd.startsWith(rig.repo)).toBe(false);
  expect(judge.cwd).not.toBe(writer.cwd);
  expect(judge.head).toBe('.git');
  expect(judge.files.toSorted()).toEqual(['.git', '.okstra-inputs', 'README.md', 'hello.txt', 'okstra.yaml', 'specs']);
  expect(existsSync(judge.cwd)).toBe(false);
});

test('both are told in their environment who they are, for which run, attempt and tree', async () => {
  const variables = `Object.fromEntries(Object.entries(process.env).filter(([name]) => /^OKSTRA_(?!HOME|CONFIG)/.test(name)))`;
  lightRig(rig, { writer: `${note('writer.env', variables)}${WRITE}`, judge: `${note('judge.env', variables)}${PASS}` });
  const end = await run(rig, [], { env: { OKSTRA_ANSWER_SCHEMA: '/of/another/run', OKSTRA_ROLE: 'nobody' } });
  expectAccepted(end);
  const candidate = rig.git('rev-parse', `okstra/${ID}^{tree}`);
  const base = rig.git('rev-parse', 'HEAD^{tree}');
  expect(noted('writer.env')).toMatchObject({
    OKSTRA_ROLE: 'executor',
    OKSTRA_AGENT: 'writer',
    OKSTRA_ATTEMPT: '1',
    OKSTRA_ROUND: '0',
    OKSTRA_RUN_ID: end.json.run.id,
    OKSTRA_TREE: base,
  });
  expect(noted('writer.env')).not.toHaveProperty('OKSTRA_ANSWER_SCHEMA');
  expect(noted('judge.env')).toMatchObject({
    OKSTRA_ROLE: 'verifier',
    OKSTRA_AGENT: 'judge',
    OKSTRA_RUN_ID: end.json.run.id,
    OKSTRA_TREE: candidate,
    OKSTRA_ANSWER_SCHEMA: expect.stringMatching(/^\/(?!of\/another)/),
  });
});

test('arguments with blanks and shell syntax reach an agent as they stand', async () => {
  lightRig(rig, { writer: `${note('argv', 'process.argv.slice(2)')}${WRITE}` });
  const words = ['two words', '$HOME', '; touch x', '*', "it's"];
  const text = rig
    .read('okstra.yaml')
    .replace(`[${JSON.stringify(join(rig.root, 'bin/writer'))}]`, JSON.stringify([join(rig.root, 'bin/writer'), ...words]));
  rig.write('okstra.yaml', text);
  rig.commit('arguments');
  expectAccepted(await run(rig));
  expect(noted('argv')).toEqual(words);
});

test('what an agent prints is kept as it printed it, and what it says on stderr is no part of its answer', async () => {
  const said = '  SUMMARY\\n\\n\\n- wrote   hello.txt\\t\\n```\\nSTATUS: ok\\n';
  lightRig(rig, {
    writer: `fs.writeFileSync('hello.txt', 'hello\\n'); process.stdout.write('${said}'); console.error('noise of an integration');`,
  });
  const end = await run(rig);
  expectAccepted(end);
  const text = readFileSync(join(end.json.run.dir, 'results/executor-1.md'), 'utf8');
  const printed = JSON.parse(`"${said}"`) as string;
  expect(text.trimEnd()).toBe(printed.trimEnd());
  expect(readFileSync(join(end.json.run.dir, 'results/executor-1.raw.jsonl'), 'utf8')).toBe(printed);
  expect(readFileSync(join(end.json.run.dir, 'logs/executor-1.log'), 'utf8')).toBe('noise of an integration\n');
  expect(promptOf(end, 'verifier-1')).toContain(printed.trim());
  expect(promptOf(end, 'verifier-1')).not.toContain('noise of an integration');
});

test('an executor that crashes is asked once more; then the run fails with exit 5, the status is as before, and the fault stands in journal, log and report', async () => {
  lightRig(rig, { writer: `console.error('out of luck ' + count); process.exit(7);` });
  const end = await run(rig);
  expect(end.json).toMatchObject({
    ok: false,
    exitCode: 5,
    outcome: 'failed',
    error: { code: 'agent-crash', message: expect.stringContaining('out of luck 2') },
  });
  expect(rig.calls('writer')).toEqual(['executor 1', 'executor 1']);
  expect(rig.calls('judge')).toEqual([]);
  expect(rig.metadata(ID)).toMatchObject({ status: 'todo', notes: expect.stringMatching(/\] failed: .*exit code 7/) });
  expect(rig.metadata(ID)).not.toHaveProperty('lastRun');
  const ends = journalOf(end).flatMap((event) => (event.type === 'dispatch-finished' ? [[event.status, event.fault?.kind]] : []));
  expect(ends).toEqual([
    ['error', 'crash'],
    ['error', 'crash'],
  ]);
  expect(readFileSync(join(end.json.run.dir, 'logs/executor-2.log'), 'utf8')).toBe('out of luck 2\n');
  expect(rig.read(`specs/${ID}/implementation-report.md`)).toContain('- Final verifier status: missing');
  expect(JSON.parse(readFileSync(end.json.report.data, 'utf8')).run.failure).toMatchObject({ code: 'agent-crash' });
});

test('--workers names the executor first, then the verifiers, and nobody else is asked', async () => {
  lightRig(rig);
  rig.configure(['writer', 'judge', 'other', 'third'], 'roles: { executor: third, verifiers: [third] }\n');
  rig.agent('other', PASS);
  rig.agent('third', 'process.exit(1)');
  const end = await rig.cli(['run', '--exec', '--json', ID, '--workers', 'writer,judge,other']);
  expectAccepted(end);
  expect([rig.calls('writer'), rig.calls('judge'), rig.calls('other'), rig.calls('third')]).toEqual([
    ['executor 1'],
    ['verifier 1'],
    ['verifier 1'],
    [],
  ]);
  expect(journalOf(end).find(({ type }) => type === 'run-started')).toMatchObject({
    verifiers: ['verifier:judge', 'verifier:other'],
  });
});

test('an agent that takes longer than --timeout is ended with all it started, and its faults name the limit', async () => {
  lightRig(rig, {
    writer: `require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore', detached: true }).unref(); sleep(60000);`,
  });
  const end = await run(rig, ['--timeout', '1s']);
  expect(end.json).toMatchObject({ exitCode: 5, outcome: 'failed', error: { code: 'agent-wall-clock' } });
  const events = journalOf(end);
  expect(events.flatMap((event) => (event.type === 'dispatch-finished' ? [event.status] : []))).toEqual(['timeout', 'timeout']);
  const processes = events.flatMap((event) => (event.type === 'process-started' ? [event] : []));
  expect(processes).toMatchObject([{ dispatch: 'executor-1' }, { dispatch: 'executor-2' }]);
  for (const { pid, startTime, at } of processes)
    expect([pid > 1, startTime !== '', Date.parse(at) > 0]).toEqual([true, true, true]);
  expect(survivors(end.json.run.id)).toEqual([]);
});
