import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  everything,
  expectAccepted,
  expectRefused,
  FAIL,
  ID,
  journalOf,
  lightRig,
  noticeCodes,
  PASS,
  promptOf,
  run,
} from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const BRANCH = `okstra/${ID}`;
/** Adds a line for each call; the verifier fails the first run's only attempt. */
const APPEND = `fs.appendFileSync('hello.txt', 'call ' + count + '\\n'); console.log('did ' + count);`;
const FAIL_FIRST = `count === 1 ? (() => { ${FAIL} })() : (() => { ${PASS} })();`;

const failedRun = async (): Promise<void> => {
  const end = await run(rig, ['--max-attempts', '1']);
  expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted' });
};
const files = (range: string): readonly string[] => rig.git('diff', '--name-only', range).split('\n').filter(Boolean);

describe('a run of an item that failed before', () => {
  test('continues on its unmerged work and leaves one commit over HEAD', async () => {
    lightRig(rig, { writer: APPEND, judge: FAIL_FIRST });
    await failedRun();
    expect(rig.metadata(ID).status).toBe('failed');
    const end = await run(rig);
    expectAccepted(end);
    expect(end.json.notices).toContainEqual(
      expect.objectContaining({ code: 'continues', message: expect.stringContaining(BRANCH) }),
    );
    expect(rig.git('show', `${BRANCH}:hello.txt`)).toBe('call 1\ncall 2');
    expect(rig.git('log', '--format=%s', `main..${BRANCH}`)).toBe('feat: Example');
    expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(rig.git('rev-parse', 'main'));
    expect(promptOf(end, 'executor-1')).toContain('it says too little');
  });

  test('--fresh starts from HEAD, and the old tip stays as okstra/<id>@1', async () => {
    lightRig(rig, { writer: APPEND, judge: FAIL });
    await failedRun();
    const old = rig.git('rev-parse', BRANCH);
    const end = await run(rig, ['--fresh', '--max-attempts', '1']);
    expect(end.json).toMatchObject({ exitCode: 1 });
    expect(noticeCodes(end)).toContain('old-tip-kept');
    expect(rig.git('rev-parse', `${BRANCH}@1`)).toBe(old);
    expect(rig.git('show', `${BRANCH}:hello.txt`)).toBe('call 2');
    expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(rig.git('rev-parse', 'main'));
    const second = rig.git('rev-parse', BRANCH);
    await run(rig, ['--fresh', '--max-attempts', '1']);
    expect([rig.git('rev-parse', `${BRANCH}@1`), rig.git('rev-parse', `${BRANCH}@2`)]).toEqual([old, second]);
  });

  test('a commit that the user made on the branch is kept as it is', async () => {
    lightRig(rig, { writer: APPEND, judge: FAIL_FIRST });
    await failedRun();
    const worktree =
      rig
        .git('worktree', 'list', '--porcelain')
        .split('\n')
        .filter((line) => line.startsWith('worktree '))[1]
        ?.slice(9) ?? '';
    rig.git('-C', worktree, 'commit', '-q', '--allow-empty', '-m', 'nothing yet');
    rig.git('-C', worktree, '-c', 'user.name=Someone', 'commit', '-q', '--amend', '--allow-empty', '-m', 'mine: a thought');
    const mine = rig.git('rev-parse', BRANCH);
    const end = await run(rig);
    expectAccepted(end);
    expect(rig.git('log', '--format=%s', `main..${BRANCH}`).split('\n')).toEqual([
      'feat: Example',
      'mine: a thought',
      'feat: Example',
    ]);
    expect(rig.git('rev-parse', `${BRANCH}~1`)).toBe(mine);
  });

  test('HEAD moved on without conflict: the work is laid over the new HEAD', async () => {
    lightRig(rig, { writer: APPEND, judge: FAIL_FIRST });
    await failedRun();
    rig.write('other.txt', 'other\n');
    rig.commit('meanwhile');
    const end = await run(rig);
    expectAccepted(end);
    expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(rig.git('rev-parse', 'main'));
    expect(files(`main..${BRANCH}`)).toEqual(['hello.txt']);
    expect(rig.git('show', `${BRANCH}:other.txt`)).toBe('other');
  });

  test('HEAD moved on and conflicts: exit 3, the files named, branch and worktree as they were; --fresh gets past it', async () => {
    lightRig(rig, { writer: APPEND, judge: FAIL });
    await failedRun();
    rig.write('hello.txt', 'quite another text\n');
    rig.commit('in the way');
    const tip = rig.git('rev-parse', BRANCH);
    const end = await run(rig);
    expect(end.exitCode).toBe(3);
    expect(end.json).toMatchObject({
      exitCode: 3,
      outcome: 'blocked',
      error: { code: 'base-conflict', message: expect.stringContaining('hello.txt'), fix: expect.stringContaining('--fresh') },
    });
    expect(rig.git('rev-parse', BRANCH)).toBe(tip);
    expect(rig.metadata(ID).status).toBe('failed');
    expect(rig.calls('writer')).toHaveLength(1);
    expect(files('HEAD')).toEqual([`specs/${ID}/implementation-report.md`, `specs/${ID}/metadata.json`]);
    const fresh = await run(rig, ['--fresh', '--max-attempts', '1']);
    expect(fresh.json.outcome).toBe('not-accepted');
    expect(rig.git('rev-parse', `${BRANCH}@1`)).toBe(tip);
  });
});

describe('dependencies', () => {
  function two(): void {
    lightRig(rig, {
      writer: `const id = /spec-0\\d-\\w+/.exec(process.cwd())[0]; fs.writeFileSync(id + '.txt', fs.readdirSync('.').filter((name) => name.endsWith('.txt')).join(' ') + '\\n'); console.log(id);`,
    });
    rig.spec('spec-02-next', { metadata: { dependsOn: [ID] } });
  }

  test('an accepted dependency that HEAD lacks is merged into the base', async () => {
    two();
    expectAccepted(await run(rig));
    const end = await run(rig, [], { id: 'spec-02-next' });
    expectAccepted(end);
    expect(journalOf(end).find((event) => event.type === 'prepared')).toMatchObject({
      mergedDependencies: [{ item: ID, commit: rig.git('rev-parse', BRANCH) }],
    });
    expect(rig.git('show', 'okstra/spec-02-next:spec-02-next.txt')).toBe('spec-01-hello.txt');
    // the item's own commit holds its own change only, over one merge commit
    expect(rig.git('log', '--format=%s', '--first-parent', 'main..okstra/spec-02-next').split('\n')).toEqual([
      'feat: Example',
      `Merge ${ID} into spec-02-next`,
    ]);
    expect(files('okstra/spec-02-next^..okstra/spec-02-next')).toEqual(['spec-02-next.txt']);
    expect(rig.git('log', '--format=%B%an', 'main..okstra/spec-02-next')).not.toMatch(/okstra/i);
  });

  test('one that is in HEAD already is not merged again', async () => {
    two();
    expectAccepted(await run(rig));
    rig.commit('status');
    expect((await rig.cli(['land', ID])).exitCode).toBe(0);
    const end = await run(rig, [], { id: 'spec-02-next' });
    expectAccepted(end);
    expect(journalOf(end).find((event) => event.type === 'prepared')).toMatchObject({
      mergedDependencies: [],
      base: rig.git('rev-parse', 'main'),
    });
  });

  test('one that conflicts with HEAD: exit 3, nothing begun', async () => {
    two();
    expectAccepted(await run(rig));
    rig.write('spec-01-hello.txt', 'mine\n');
    rig.commit('conflicting');
    const end = await run(rig, [], { id: 'spec-02-next' });
    expect(end.json).toMatchObject({
      exitCode: 3,
      outcome: 'blocked',
      error: { code: 'base-conflict', message: expect.stringMatching(/spec-01-hello.*spec-01-hello\.txt/) },
    });
    expect(rig.calls('writer')).toHaveLength(1);
    expect(rig.metadata('spec-02-next').status).toBe('todo');
    expect(rig.git('branch', '--list', 'okstra/spec-02-next')).toBe('');
  });
});

describe('uncommitted changes of the user', () => {
  test('are named and are in neither base nor candidate', async () => {
    lightRig(rig);
    rig.write('README.md', '# mine, not done\n');
    rig.write('notes.txt', 'scribble\n');
    const end = await run(rig);
    expectAccepted(end);
    expect(end.json.notices).toContainEqual({ code: 'uncommitted', message: expect.stringMatching(/README\.md, notes\.txt/) });
    expect(files(`main..${BRANCH}`)).toEqual(['hello.txt']);
    expect([rig.read('README.md'), rig.read('notes.txt')]).toEqual(['# mine, not done\n', 'scribble\n']);
  });

  test('in files of the item: refused in strict, named in parallel', async () => {
    lightRig(rig, { spec: { metadata: { files: ['README.md', 'hello.txt'] } } });
    rig.write('README.md', '# mine\n');
    const before = everything(rig);
    expectRefused(await run(rig), { exitCode: 2, code: 'dirty-item-files', message: /README\.md/, fix: /--mode parallel/ });
    expect(everything(rig)).toEqual(before);
    expectAccepted(await run(rig, ['--mode', 'parallel']));
    expect(rig.read('README.md')).toBe('# mine\n');
  });

  test('staged ones stay staged', async () => {
    lightRig(rig);
    rig.write('staged.txt', 'staged\n');
    rig.git('add', 'staged.txt');
    expectAccepted(await run(rig));
    expect(rig.git('diff', '--cached', '--name-only')).toBe('staged.txt');
    expect(files(`main..${BRANCH}`)).toEqual(['hello.txt']);
  });
});

test('an accepted run that was landed leaves nothing to continue: --again begins at HEAD', async () => {
  lightRig(rig, { writer: APPEND });
  expectAccepted(await run(rig));
  rig.commit('status');
  expect((await rig.cli(['land', ID])).exitCode).toBe(0);
  const end = await run(rig, ['--again']);
  expectAccepted(end);
  expect(noticeCodes(end)).not.toContain('continues');
  expect(rig.git('show', `${BRANCH}:hello.txt`)).toBe('call 1\ncall 2');
  expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(rig.git('rev-parse', 'main'));
  expect(rig.git('branch', '--list', `${BRANCH}@*`)).toBe('');
});

test('a worktree that was removed by hand is made anew, the work on the branch kept', async () => {
  lightRig(rig, { writer: APPEND, judge: FAIL_FIRST });
  const first = await run(rig, ['--max-attempts', '1']);
  rmSync(first.json.worktree, { recursive: true });
  const end = await run(rig);
  expectAccepted(end);
  expect(rig.git('show', `${BRANCH}:hello.txt`)).toBe('call 1\ncall 2');
  expect(readFileSync(join(end.json.worktree, 'hello.txt'), 'utf8')).toBe('call 1\ncall 2\n');
  expect(existsSync(join(end.json.worktree, '.git'))).toBe(true);
});
