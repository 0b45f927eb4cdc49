import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const WRITER = `
fs.writeFileSync('hello.txt', 'hello\\n');
console.log('SUMMARY\\n- wrote hello.txt');
`;
const CHECKLIST =
  '## Automated commands\n\n- [ ] `test -f hello.txt`\n\n## Behaviour\n\n- [ ] hello.txt says hello\n\n## Manual checks\n\n- [ ] it feels right\n';
const PASS = `answer({ verdict: 'pass', criteria: [...met('AC-1', 'AC-2'), { id: 'AC-3', status: 'not-checked', evidence: '' }] });`;

function crossRig(extra = ''): void {
  rig.spec('spec-01-hello', {
    checklist: CHECKLIST,
    metadata: { acceptanceCommands: ['test -f hello.txt'], custom: { kept: [1, 2] } },
  });
  rig.configure(['writer', 'judge-a', 'judge-b'], `roles: { executor: writer, verifiers: [judge-a, judge-b] }\n${extra}`);
}

test('executor and two verifiers: accepted, one plain commit, the checkout left alone, the report reproducible, land merges', async () => {
  crossRig();
  rig.agent('writer', WRITER);
  rig.agent('judge-a', PASS);
  rig.agent('judge-b', PASS);
  const head = rig.git('rev-parse', 'HEAD');
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(end.json?.error).toBeUndefined();
  expect(end.exitCode).toBe(0);
  expect(end.json).toMatchObject({
    ok: true,
    outcome: 'accepted',
    verdict: 'pass',
    branch: 'okstra/spec-01-hello',
    remainingTasks: [],
  });

  // the branch: one commit over the base, no trace of okstra or of an agent
  expect(rig.git('rev-list', '--count', `${head}..okstra/spec-01-hello`)).toBe('1');
  const message = rig.git('log', '-1', '--format=%B%an%ae%cn', 'okstra/spec-01-hello');
  expect(message).toMatch(/^feat: Example/);
  expect(message).not.toMatch(/okstra|co-authored|writer/i);
  expect(rig.git('diff', '--name-only', head, 'okstra/spec-01-hello')).toBe('hello.txt');

  // the user's checkout: same HEAD, only metadata and report differ
  expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  expect(rig.git('stash', 'list')).toBe('');
  expect(
    rig
      .git('status', '--porcelain')
      .split('\n')
      .map((line) => line.trim().split(' ').at(-1)),
  ).toEqual(['specs/spec-01-hello/metadata.json', 'specs/spec-01-hello/implementation-report.md']);
  expect(rig.metadata('spec-01-hello')).toMatchObject({ status: 'done', custom: { kept: [1, 2] } });

  // the report: valid, and the same bytes when rendered again
  const markdown = readFileSync(end.json.report.markdown, 'utf8');
  expect(rig.read('specs/spec-01-hello/implementation-report.md')).toBe(markdown);
  expect((await rig.cli(['validate', end.json.report.data])).exitCode).toBe(0);
  await rig.cli(['report', 'render', end.json.report.data]);
  expect(readFileSync(end.json.report.markdown, 'utf8')).toBe(markdown);

  // each agent was asked once, on a tree of its own
  expect([rig.calls('writer'), rig.calls('judge-a'), rig.calls('judge-b')]).toEqual([
    ['executor 1'],
    ['verifier 1'],
    ['verifier 1'],
  ]);

  rig.commit('status and report');
  const landed = await rig.cli(['land', 'spec-01-hello']);
  expect(landed.stderr).not.toContain('error:');
  expect(landed.exitCode).toBe(0);
  expect(rig.read('hello.txt')).toBe('hello\n');

  const again = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(again.json).toMatchObject({ ok: true, outcome: 'accepted', message: expect.stringContaining('already done') });
  expect(rig.calls('writer')).toHaveLength(1);
});

test('a failing check and an unmet criterion go into the next attempt, with the tail of the receipt', async () => {
  crossRig();
  rig.agent(
    'writer',
    `if (attempt > 1) fs.writeFileSync('hello.txt', 'hello\\n'); else console.log('all done, tests pass'); fs.writeFileSync('other.txt', 'x');`,
  );
  rig.agent('judge-a', PASS);
  rig.agent('judge-b', PASS);
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(end.json.run.attemptsUsed).toBe(2);
  // attempt 1 was decided by the check: nobody was asked to verify it
  expect(rig.calls('judge-a')).toEqual(['verifier 2']);
  const prompt = readFileSync(`${end.json.run.dir}/prompts/executor-2.md`, 'utf8');
  expect(prompt).toContain('test -f hello.txt');
  expect(rig.git('rev-list', '--count', 'main..okstra/spec-01-hello')).toBe('1');
});

test('a verifier that finds a blocker decides against the rest; the finding is in the report', async () => {
  crossRig('run: { maxAttempts: 1 }\n');
  rig.agent('writer', WRITER);
  rig.agent('judge-a', PASS);
  rig.agent(
    'judge-b',
    `answer({ verdict: 'fail', criteria: [...met('AC-1'), { id: 'AC-2', status: 'unmet', evidence: 'no newline' }, { id: 'AC-3', status: 'not-checked', evidence: '' }] });`,
  );
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted', verdict: 'fail' });
  expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('no newline');
  expect(rig.metadata('spec-01-hello').status).toBe('failed');
});

test('a verifier that writes into its repository is void, and alone in the roster it leaves the run blocked', async () => {
  crossRig();
  rig.agent('writer', WRITER);
  rig.agent('judge-a', `fs.writeFileSync('hello.txt', 'changed'); ${PASS}`);
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json', '--verifiers', 'judge-a']);
  expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
  expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/void|repository changed/);
  expect(rig.metadata('spec-01-hello').status).toBe('todo');
});

test("an unconfined executor that writes into the user's checkout breaks its contract", async () => {
  crossRig();
  rig.agent(
    'writer',
    `${WRITER} fs.writeFileSync(${JSON.stringify('REPO')}.replace('REPO', process.env.TEST_REPO) + '/README.md', 'mine now');`,
  );
  rig.agent('judge-a', PASS);
  rig.agent('judge-b', PASS);
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json'], { env: { TEST_REPO: rig.repo } });
  expect(end.json).toMatchObject({ exitCode: 4, outcome: 'contract-violated' });
  expect(JSON.stringify(end.json.error)).toContain('README.md');
  expect(rig.calls('judge-a')).toEqual([]);
});

test('commits that the executor makes itself are made again by okstra, with a notice', async () => {
  crossRig();
  rig.agent(
    'writer',
    `${WRITER}
const run = (...args) => require('node:child_process').execFileSync('git', args);
run('add', '-A'); run('commit', '-qm', 'wip: generated with love'); fs.writeFileSync('more.txt', 'm'); run('add', '-A'); run('commit', '-qm', 'wip 2');`,
  );
  rig.agent('judge-a', PASS);
  rig.agent('judge-b', PASS);
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(rig.git('log', '--format=%s', 'main..okstra/spec-01-hello')).toBe('feat: Example');
  expect(rig.git('show', '--stat', '--format=', 'okstra/spec-01-hello')).toContain('more.txt');
  expect(end.json.notices).toContainEqual(expect.objectContaining({ code: 'executor-commits' }));
});

test('three verifiers that take two seconds each work side by side', async () => {
  rig.spec('spec-01-hello');
  rig.configure(['writer', 'a', 'b', 'c'], 'roles: { executor: writer, verifiers: [a, b, c] }\n');
  rig.agent('writer', WRITER);
  for (const name of ['a', 'b', 'c']) rig.agent(name, `sleep(2000); answer({ verdict: 'pass', criteria: met('SPEC') });`);
  const end = await rig.cli(['run', '--exec', 'spec-01-hello', '--json']);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  const events = readFileSync(`${end.json.run.dir}/journal.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (type: string) =>
    events
      .filter((event) => event.type === type && String(event.dispatch).startsWith('verifier'))
      .map((event) => Date.parse(event.at));
  expect(of('dispatch-finished')).toHaveLength(3);
  expect(Math.max(...of('dispatch-started'))).toBeLessThan(Math.min(...of('dispatch-finished')));
  // one after another they would take six; bench/loop prints how close to two it comes
  expect(Math.max(...of('dispatch-finished')) - Math.min(...of('dispatch-started'))).toBeLessThan(5500);
});
