import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const light = (id: string, ...args: readonly string[]) => ['run', '--exec', '--json', '--level', 'light', id, ...args];
const ROLES = 'roles: { executor: writer, verifiers: [judge] }\n';
const WRITE = `fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`;
const PASS = `answer({ verdict: 'pass', criteria: met('SPEC') });`;

function ready(writer = WRITE, extra = ''): void {
  rig.spec('spec-01-hello');
  rig.configure(['writer', 'judge'], ROLES + extra);
  rig.agent('writer', writer);
  rig.agent('judge', PASS);
}

/** Everything that a run wrote anywhere in the rig, apart from the agents' own programs and what git packed. */
function holds(text: string): readonly string[] {
  const script = 'grep -rlF --exclude-dir=bin --exclude=okstra.yaml --exclude-dir=.git -e "$1" "$2" || true';
  const found = execFileSync('sh', ['-c', script, 'sh', text, rig.root], { encoding: 'utf8' });
  return found.split('\n').filter((line) => line !== '');
}

test('a secret of the environment or of okstra.yaml that an agent prints stands in no file the run wrote', async () => {
  ready(`${WRITE} console.log(process.env.MY_API_KEY, process.env.YAML_TOKEN); console.error(process.env.MY_API_KEY);`);
  rig.write(
    'okstra.yaml',
    rig.read('okstra.yaml').replace('sandbox: full }', 'sandbox: full, env: { YAML_TOKEN: yaml-secret-4711 } }'),
  );
  rig.commit('a variable');
  const end = await rig.cli(light('spec-01-hello'), { env: { MY_API_KEY: 'env-secret-0815-abc' } });
  expect(end.json).toMatchObject({ outcome: 'accepted' });
  expect(holds('env-secret-0815-abc')).toEqual([]);
  expect(holds('yaml-secret-4711')).toEqual([]);
  expect(readFileSync(`${end.json.run.dir}/results/executor-1.md`, 'utf8')).toContain('[redacted:');
});

test('a secret whose value is a word of an id breaks neither the run nor its resume', async () => {
  rig.spec('spec-01-postgres');
  rig.configure(['writer', 'judge'], ROLES);
  rig.agent('writer', WRITE);
  rig.agent('judge', PASS);
  const end = await rig.cli(light('spec-01-postgres'), { env: { POSTGRES_PASSWORD: 'postgres' } });
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', branch: 'okstra/spec-01-postgres' });
  expect(end.json.notices).toContainEqual(expect.objectContaining({ code: 'not-redacted' }));
});

test('a resumed run hands its agents the values that are redacted on disk', async () => {
  ready(
    `fs.writeFileSync('seen.txt', String(process.argv[2]).length + '\\n'); if (count === 1) sleep(20000); console.log('done');`,
  );
  const program = join(rig.root, 'bin', 'writer');
  rig.write(
    'okstra.yaml',
    rig
      .read('okstra.yaml')
      .replace(`command: [${JSON.stringify(program)}]`, `command: [${JSON.stringify(program)}, tok-abcdef-123456]`),
  );
  rig.commit('an argument');
  const env = { MY_TOKEN: 'tok-abcdef-123456' };
  const first = rig.start(light('spec-01-hello'), { env });
  while (rig.calls('writer').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  first.kill('SIGKILL');
  await first.ended;
  const end = await rig.cli(['resume', '--json'], { env });
  expect(end.json).toMatchObject({ outcome: 'accepted' });
  expect(rig.git('show', 'okstra/spec-01-hello:seen.txt')).toBe(String('tok-abcdef-123456'.length));
});

test('a new run ends the agents of a dead one before it begins', async () => {
  ready(
    `if (count === 1) { const end = Date.now() + 4000; while (Date.now() < end) sleep(50); fs.writeFileSync('stale.txt', 'stale'); } ${WRITE} sleep(200);`,
  );
  const first = rig.start(light('spec-01-hello'));
  while (rig.calls('writer').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  first.kill('SIGKILL');
  await first.ended;
  const end = await rig.cli(light('spec-01-hello', '--fresh'));
  expect(end.json).toMatchObject({ outcome: 'accepted' });
  await new Promise((resolve) => setTimeout(resolve, 4500));
  expect(existsSync(join(end.json.worktree, 'stale.txt'))).toBe(false);
  expect(rig.git('ls-tree', '--name-only', 'okstra/spec-01-hello')).not.toContain('stale.txt');
}, 60_000);

test('discarding an old run by force leaves the work of a newer one alone', async () => {
  ready();
  const one = await rig.cli(light('spec-01-hello'));
  const two = await rig.cli(light('spec-01-hello', '--again'));
  expect(two.json).toMatchObject({ outcome: 'accepted' });
  const gone = await rig.cli(['discard', '--force', '--json', one.json.run.id]);
  expect(gone.json).toMatchObject({ ok: true, removed: false });
  expect(existsSync(two.json.worktree)).toBe(true);
  expect(rig.git('show', 'okstra/spec-01-hello:hello.txt')).toBe('hello');
});

test('a run that is at work on the item keeps every discard away', async () => {
  ready(`sleep(count === 1 ? 0 : 4000); ${WRITE}`);
  const one = await rig.cli(light('spec-01-hello'));
  const two = rig.start(light('spec-01-hello', '--again'));
  while (rig.calls('writer').length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  const refused = await rig.cli(['discard', '--force', '--json', one.json.run.id]);
  expect(refused.json).toMatchObject({ ok: false, exitCode: 3, error: { code: 'held' } });
  expect((await two.ended).json).toMatchObject({ outcome: 'accepted' });
});

test('a branch that is checked out is not discarded', async () => {
  ready();
  const one = await rig.cli(light('spec-01-hello'));
  rig.git('worktree', 'remove', '--force', one.json.worktree);
  rig.git('stash', '-q');
  rig.git('switch', '-q', 'okstra/spec-01-hello');
  const refused = await rig.cli(['discard', '--force', '--json', 'spec-01-hello']);
  expect(refused.json).toMatchObject({ exitCode: 3, error: { code: 'branch-checked-out' } });
  expect(rig.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('okstra/spec-01-hello');
});

test('--json-stream: every line of stdout is JSON, and the last is the answer, on failure too', async () => {
  ready();
  const end = await rig.cli(['run', '--exec', '--level', 'light', 'spec-01-hello', '--json-stream']);
  const lines = end.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; answer?: { outcome: string } });
  expect(lines.at(-1)).toMatchObject({ type: 'answer', answer: { outcome: 'accepted' } });
  const failed = await rig.cli(['run', '--exec', 'nope', '--json-stream']);
  expect(failed.exitCode).toBe(2);
  expect(JSON.parse(failed.stdout)).toMatchObject({ type: 'answer', answer: { ok: false, exitCode: 2 } });
});

test('an item marked done by hand is not called accepted', async () => {
  ready();
  rig.write('specs/spec-01-hello/metadata.json', rig.read('specs/spec-01-hello/metadata.json').replace('"todo"', '"done"'));
  const end = await rig.cli(light('spec-01-hello'));
  expect(end.json).toMatchObject({
    ok: true,
    exitCode: 0,
    outcome: null,
    run: null,
    message: expect.stringContaining('marked done'),
  });
});
