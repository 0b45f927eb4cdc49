import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeOfRange, changeOfWorkingTree } from '../../runtime/conductor/review-range.ts';
import { openRepository } from '../../runtime/git/index.ts';
import { commit, emptyFolder, failureOf, filesOf, repository, run } from '../git/scratch.ts';

const range = async (dir: string, given?: string) => (await changeOfRange(await openRepository(dir), given)).change;
const refused = async (dir: string, given?: string) => failureOf(range(dir, given));

/** main and topic, each with a commit of its own. */
function forked(): { dir: string; first: string; main: string; topic: string } {
  const dir = repository();
  const first = run(dir, 'rev-parse', 'HEAD');
  run(dir, 'branch', '-M', 'main');
  run(dir, 'switch', '--quiet', '-c', 'topic');
  const topic = commit(dir, { 'b.txt': 'b\n' }, 'feat: b\n\nWith a body\nof two lines.');
  run(dir, 'switch', '--quiet', 'main');
  const main = commit(dir, { 'c.txt': 'c\n' }, 'feat: c');
  run(dir, 'switch', '--quiet', 'topic');
  return { dir, first, main, topic };
}

describe('a range', () => {
  test.each([
    [undefined, 'main...topic', 'first', 'topic'],
    ['topic', 'main...topic', 'first', 'topic'],
    ['main...topic', 'main...topic', 'first', 'topic'],
    ['main...', 'main...topic', 'first', 'topic'],
    ['...main', 'HEAD...main', 'first', 'main'],
    ['main..topic', 'main..topic', 'main', 'topic'],
    ['main..', 'main..', 'main', 'topic'],
    ['HEAD~1..topic', 'HEAD~1..topic', 'first', 'topic'],
    ['topic^!', 'topic^!', 'first', 'topic'],
  ] as const)('%s is %s: from %s to %s', async (given, name, from, to) => {
    const { dir, ...commits } = forked();
    expect(await range(dir, given)).toMatchObject({ kind: 'range', name, base: commits[from], commit: commits[to] });
  });

  test('comes with the whole messages of its commits, oldest first', async () => {
    const { dir, topic } = forked();
    const second = commit(dir, { 'd.txt': 'd\n' }, 'fix: d');
    expect((await range(dir)).commits).toEqual([
      { sha: topic, message: 'feat: b\n\nWith a body\nof two lines.' },
      { sha: second, message: 'fix: d' },
    ]);
  });

  test('takes tags, the annotated too, and abbreviated hashes', async () => {
    const { dir, main, topic } = forked();
    run(dir, 'tag', '-a', '-m', 'a tag', 'v1', 'main');
    expect(await range(dir, `v1..${topic.slice(0, 8)}`)).toMatchObject({ base: main, commit: topic });
  });

  test('of histories that met twice names the merge base that was taken', async () => {
    const { dir } = forked();
    run(dir, 'branch', 'topic-before');
    run(dir, 'merge', '--quiet', '--no-edit', 'main');
    run(dir, 'switch', '--quiet', 'main');
    run(dir, 'merge', '--quiet', '--no-edit', 'topic-before');
    const { notices } = await changeOfRange(await openRepository(dir), 'main...topic');
    expect(notices).toMatchObject([{ code: 'several-merge-bases', message: expect.stringContaining('have 2 merge bases') }]);
  });

  test('prefers the default branch that the remote names', async () => {
    const { dir, first } = forked();
    const clone = join(emptyFolder(), 'clone');
    run(dir, 'switch', '--quiet', 'main');
    run(dir, 'branch', '--quiet', 'trunk', first);
    execFileSync('git', ['clone', '--quiet', dir, clone]);
    run(clone, 'remote', 'set-head', 'origin', 'trunk');
    run(clone, 'switch', '--quiet', 'main');
    expect(await range(clone)).toMatchObject({ name: 'origin/HEAD...main', base: first });
  });
});

describe('refused, with what helps', () => {
  test.each([
    ['topick', 'unknown-revision', 'Did you mean topic?'],
    ['nothing/like/it', 'unknown-revision', 'Branches and tags: main, topic.'],
    ['-x..topic', 'unknown-revision', 'Name one'],
    ['a..b..c', 'bad-range', 'git log'],
    ['..', 'bad-range', 'git log'],
    ['HEAD~1^!', 'no-parent', 'begins with a commit'],
    ['HEAD:b.txt', 'unknown-revision', ''],
  ])('%s: %s', async (given, code, fix) => {
    const { dir } = forked();
    const failure = await refused(dir, given);
    expect(failure).toMatchObject({ category: 'usage', code });
    expect(failure.fix).toContain(fix);
  });

  test('no branch that looks like the default one', async () => {
    const { dir } = forked();
    run(dir, 'branch', '-m', 'main', 'develop');
    expect(await refused(dir)).toMatchObject({ code: 'no-default-branch', fix: expect.stringContaining('...HEAD') });
  });

  test('histories that never met', async () => {
    const { dir } = forked();
    run(dir, 'switch', '--quiet', '--orphan', 'island');
    commit(dir, { 'x.txt': 'x\n' });
    expect(await refused(dir)).toMatchObject({ code: 'no-merge-base', fix: expect.stringContaining('okstra review main..HEAD') });
    expect(await range(dir, 'main..island')).toMatchObject({ name: 'main..island' });
  });
});

describe('the working tree', () => {
  test('is a commit of nobody on HEAD, the same for the same files', async () => {
    const { dir, topic } = forked();
    writeFileSync(join(dir, 'new.txt'), 'new\n');
    const { change } = await changeOfWorkingTree(await openRepository(dir));
    expect(change).toMatchObject({ kind: 'working-tree', name: 'uncommitted changes on topic', base: topic, commits: [] });
    expect(filesOf(dir, change.commit)).toEqual(['a.txt', 'b.txt', 'new.txt']);
    expect(run(dir, 'rev-parse', `${change.commit}^`)).toBe(topic);
    expect((await changeOfWorkingTree(await openRepository(dir))).change.commit).toBe(change.commit);
    expect(run(dir, 'status', '--porcelain')).toBe('?? new.txt');
  });

  test('with conflicts and with a repository inside it: both are named', async () => {
    const { dir } = forked();
    commit(dir, { 'c.txt': 'another c\n' });
    expect(() => run(dir, 'merge', 'main')).toThrow(/merge main/);
    execFileSync('git', ['init', '--quiet', join(dir, 'inner')]);
    commit(join(dir, 'inner'), { 'x.txt': 'x\n' });
    const { notices } = await changeOfWorkingTree(await openRepository(dir));
    expect(notices).toMatchObject([
      { code: 'embedded-repository', message: expect.stringContaining('inner') },
      { code: 'unresolved-conflicts', message: expect.stringContaining('c.txt') },
    ]);
    expect(run(dir, 'status', '--porcelain')).toContain('AA c.txt');
  });
});
