/** What the folder of an item says while its run goes on, and where the item's work lives. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectAccepted, FAIL, ID, journalOf, lightRig, promptOf, run, WRITE } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** JavaScript of an agent that copies status and report of the item, as they are at that moment. */
const copy = (): string => {
  const folder = JSON.stringify(join(rig.repo, 'specs', ID));
  return `for (const name of ['metadata.json', 'implementation-report.md']) {
  try { fs.copyFileSync(${folder} + '/' + name, ${JSON.stringify(rig.root)} + '/' + attempt + '-' + name); } catch {}
}\n`;
};
const seen = (attempt: number, name: string): string => readFileSync(join(rig.root, `${attempt}-${name}`), 'utf8');

test('metadata and report are brought up to date at the start, after each attempt and at the end', async () => {
  lightRig(rig, {
    writer: `${copy()}${WRITE}`,
    judge: `console.log('STATUS: missing\\n{"remainingTasks":["task of attempt ' + attempt + '"]}');`,
  });
  rig.write(`specs/${ID}/implementation-report.md`, 'not run yet\n');
  rig.commit('placeholder');
  const end = await run(rig, ['--max-attempts', '2']);
  expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted', remainingTasks: ['task of attempt 2'] });

  expect(JSON.parse(seen(1, 'metadata.json'))).toEqual({
    id: ID,
    name: 'Example',
    status: 'in-progress',
    dependsOn: [],
    acceptanceCommands: [],
  });
  expect(seen(1, 'implementation-report.md')).toBe('not run yet\n');

  const between = JSON.parse(seen(2, 'metadata.json'));
  expect(between).toMatchObject({ status: 'in-progress', lastRun: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) });
  expect(between.notes).toMatch(/^\[[^\]]+\] attempt 1 remaining tasks: task of attempt 1$/);
  const report = seen(2, 'implementation-report.md');
  for (const line of [
    '- Attempts used: 1',
    '- Max attempts: 2',
    '- Final verifier status: missing',
    '    "task of attempt 1"',
    '- wrote hello.txt',
  ]) {
    expect(report.split('\n')).toContain(line);
  }

  const after = rig.metadata(ID);
  expect(after.status).toBe('failed');
  expect(after.notes.split('\n').map((line: string) => line.replace(/^\[[^\]]+\] /, ''))).toEqual([
    'attempt 1 remaining tasks: task of attempt 1',
    'attempt 2 remaining tasks: task of attempt 2',
    'attempts exhausted (2 of 2), remaining tasks: task of attempt 2',
  ]);
  expect(rig.read(`specs/${ID}/implementation-report.md`).split('\n')).toContain('- Attempts used: 2');
});

test('the note of an accepted run holds time, attempt and the last line of the executor', async () => {
  lightRig(rig, { writer: `${WRITE} console.log('\\nAll criteria are covered.\\n\\n');` });
  expectAccepted(await run(rig));
  expect(rig.metadata(ID).notes).toMatch(/^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\] attempt 1 ok: All criteria are covered\.$/);
});

test('the verifier reads the words of the executor', async () => {
  lightRig(rig, { writer: `${WRITE} console.log('a line that only the executor wrote');` });
  expect(promptOf(await run(rig), 'verifier-1')).toContain('a line that only the executor wrote');
});

test('acceptance commands of the configuration are run for an item without its own, and are told to both roles', async () => {
  lightRig(rig, { extra: 'run: { acceptanceCommands: ["test -f hello.txt"] }\n' });
  const end = await run(rig);
  expectAccepted(end);
  const receipts = journalOf(end).flatMap((event) => (event.type === 'check-finished' ? [event.receipt] : []));
  expect(receipts).toMatchObject([{ cmd: 'test -f hello.txt', category: 'item', status: 'passed', exitCode: 0 }]);
  for (const dispatch of ['executor-1', 'verifier-1']) expect(promptOf(end, dispatch)).toContain('\n- test -f hello.txt\n');

  rig.spec('spec-02-own', { metadata: { acceptanceCommands: ['test -d specs'] } });
  const own = await run(rig, [], { id: 'spec-02-own' });
  expectAccepted(own);
  expect(promptOf(own, 'executor-1')).toContain('\n- test -d specs\n');
  expect(promptOf(own, 'executor-1')).not.toContain('test -f hello.txt');
});

test('the templates of the specs root are read at every run', async () => {
  lightRig(rig);
  for (const [file, words] of [
    ['implement', 'FIRST WORDS FOR {{SPEC_ID}}'],
    ['review', 'FIRST LOOK AT {{SPEC_NAME}}'],
  ]) {
    rig.write(`specs/${file}.prompt-template.md`, `${words}\n`);
  }
  const first = await run(rig);
  expect(promptOf(first, 'executor-1')).toContain(`FIRST WORDS FOR ${ID}\n`);
  expect(promptOf(first, 'verifier-1')).toContain('FIRST LOOK AT Example\n');
  rig.write('specs/implement.prompt-template.md', 'OTHER WORDS\n');
  const second = await run(rig, ['--again']);
  expect(promptOf(second, 'executor-1')).toContain('OTHER WORDS\n');
  expect(promptOf(second, 'executor-1')).not.toContain('FIRST WORDS');
});

test('an item has one worktree and one branch, made once and used again by its next run; another item has its own', async () => {
  lightRig(rig, { judge: FAIL });
  const first = await run(rig, ['--max-attempts', '1']);
  const second = await run(rig, ['--max-attempts', '1']);
  const digest = createHash('sha256').update(join(rig.repo, '.git')).digest('hex').slice(0, 8);
  const path = join(rig.home, 'worktrees', `sample-${digest}`, `specs-${ID}`);
  const prepared = [first, second].map((end) => journalOf(end).find(({ type }) => type === 'prepared'));
  expect(prepared).toMatchObject([
    { worktree: path, branch: `okstra/${ID}`, created: true },
    { worktree: path, branch: `okstra/${ID}`, created: false },
  ]);
  expect([first.json.worktree, second.json.worktree]).toEqual([path, path]);
  expect(first.json.run.taskKey).toBe(`sample:specs:${ID}`);
  expect(second.json.run.taskKey).toBe(first.json.run.taskKey);
  rig.spec('spec-02-other');
  const other = await run(rig, ['--max-attempts', '1'], { id: 'spec-02-other' });
  expect(other.json).toMatchObject({ worktree: path.replace(ID, 'spec-02-other'), branch: 'okstra/spec-02-other' });
  const listed = rig
    .git('worktree', 'list', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('worktree '));
  expect(listed).toEqual([rig.repo, path, other.json.worktree].map((worktree) => `worktree ${worktree}`));
});

test('a person finds one new branch after a run, and no other ref, tag or stash', async () => {
  lightRig(rig);
  const refs = () =>
    rig
      .git('for-each-ref', '--format=%(refname)')
      .split('\n')
      .filter((name) => !name.startsWith('refs/okstra/'));
  const before = refs();
  expectAccepted(await run(rig));
  expect(refs()).toEqual([...before, `refs/heads/okstra/${ID}`].toSorted());
  expect(rig.git('stash', 'list')).toBe('');
});
