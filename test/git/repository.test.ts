import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  checkVersion,
  commitsBetween,
  headOf,
  isAncestor,
  openRepository,
  requireFilters,
  requireIdentity,
  treeOf,
} from '../../runtime/git/repository.ts';
import { commit, emptyFolder, failureOf, repository, run, write } from './scratch.ts';

const saved = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
  Object.assign(process.env, saved);
});

describe('opening a repository', () => {
  test('from a folder below, through a link: real paths, HEAD, and the hash of the common folder', async () => {
    const dir = repository({ 'sub/a.txt': 'x' });
    const link = join(emptyFolder(), 'link');
    symlinkSync(dir, link);
    expect(await openRepository(join(link, 'sub'))).toEqual({
      top: dir,
      gitDir: join(dir, '.git'),
      commonDir: join(dir, '.git'),
      projectHash: createHash('sha256').update(join(dir, '.git')).digest('hex').slice(0, 8),
      head: { commit: run(dir, 'rev-parse', 'HEAD'), tree: run(dir, 'rev-parse', 'HEAD^{tree}'), branch: 'main' },
      shallow: false,
      objectFormat: 'sha1',
      gitVersion: run(dir, 'version').replace('git version ', ''),
    });
  });

  test('a detached HEAD has no branch', async () => {
    const dir = repository();
    run(dir, 'checkout', '--quiet', '--detach');
    expect((await openRepository(dir)).head).toEqual({
      commit: run(dir, 'rev-parse', 'HEAD'),
      tree: run(dir, 'rev-parse', 'HEAD^{tree}'),
    });
  });

  test('a branch whose name is a tag’s too, and has slashes, is named whole', async () => {
    const dir = repository();
    run(dir, 'tag', 'team/x');
    run(dir, 'checkout', '--quiet', '-b', 'team/x');
    expect((await openRepository(dir)).head.branch).toBe('team/x');
  });

  test('a linked worktree shares the common folder and the hash with the main one', async () => {
    const dir = repository();
    const linked = join(emptyFolder(), 'linked');
    run(dir, 'worktree', 'add', '--quiet', linked);
    const [main, other] = await Promise.all([openRepository(dir), openRepository(linked)]);
    expect(other).toMatchObject({ top: linked, commonDir: main.commonDir, projectHash: main.projectHash });
    expect(other.gitDir).toBe(join(dir, '.git/worktrees/linked'));
  });

  test('a shallow clone and a repository with SHA-256 are recognised', async () => {
    const dir = repository();
    commit(dir, { 'a.txt': 'two\n' });
    const shallow = join(emptyFolder(), 'shallow');
    run(dir, 'clone', '--quiet', '--depth=1', `file://${dir}`, shallow);
    expect((await openRepository(shallow)).shallow).toBe(true);
    const modern = emptyFolder();
    run(modern, 'init', '--quiet', '--object-format=sha256');
    commit(modern, { a: 'x' });
    expect((await openRepository(modern)).objectFormat).toBe('sha256');
  });

  test('a submodule is a repository of its own', async () => {
    const dir = repository();
    run(dir, 'submodule', '--quiet', 'add', repository({ 'inner.txt': 'x' }), 'sub');
    commit(dir);
    const inner = await openRepository(join(dir, 'sub'));
    expect(inner.top).toBe(join(dir, 'sub'));
    expect(inner.gitDir).toBe(join(dir, '.git/modules/sub'));
  });
});

describe('what cannot be used is named, with a fix', () => {
  test('no repository', async () => {
    const failure = await failureOf(openRepository(emptyFolder()));
    expect(failure).toMatchObject({ category: 'usage', code: 'no-repository' });
    expect(failure.fix).toContain('git init');
  });

  test('no commits', async () => {
    const dir = emptyFolder();
    run(dir, 'init', '--quiet');
    const failure = await failureOf(openRepository(dir));
    expect(failure).toMatchObject({ category: 'usage', code: 'no-commits' });
    expect(failure.fix).toContain('git commit');
  });

  test('a bare repository', async () => {
    const dir = emptyFolder();
    run(dir, 'init', '--quiet', '--bare');
    expect(await failureOf(openRepository(dir))).toMatchObject({ category: 'usage', code: 'bare-repository' });
  });

  test('the inside of a git folder', async () => {
    expect((await failureOf(openRepository(join(repository(), '.git')))).code).toBe('no-repository');
  });

  test('a path with a line break', async () => {
    const dir = join(emptyFolder(), 'two\nlines');
    mkdirSync(dir);
    run(dir, 'init', '--quiet');
    commit(dir, { a: 'x' });
    expect((await failureOf(openRepository(dir))).code).toBe('unusual-path');
  });

  test.each(['git version 2.37.7', 'git version 1.9.1'])('%s is too old', async (said) => {
    const failure = await failureOf(Promise.resolve().then(() => checkVersion(said)));
    expect(failure).toMatchObject({ category: 'usage', code: 'git-too-old' });
    expect(failure.message).toContain('2.38');
  });

  test.each([
    ['git version 2.38.0', '2.38.0'],
    ['git version 2.39.5 (Apple Git-154)', '2.39.5'],
    ['git version 3.0.0-rc1', '3.0.0'],
  ])('%s will do', (said, version) => {
    expect(checkVersion(said)).toBe(version);
  });

  test('an identity is missing when git could not make a commit', async () => {
    const dir = repository();
    await requireIdentity({ top: dir });
    run(dir, 'config', 'user.useConfigOnly', 'true');
    process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
    const failure = await failureOf(requireIdentity({ top: dir }));
    expect(failure).toMatchObject({ category: 'usage', code: 'no-identity' });
    expect(failure.fix).toContain('git config --global user.name');
  });
});

const withPointer = () => repository({ 'assets/.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n' });

describe('Git LFS', () => {
  test('a repository that uses it is refused where the program is missing', async () => {
    const failure = await failureOf(requireFilters({ top: withPointer() }));
    expect(failure).toMatchObject({ category: 'usage', code: 'lfs-missing' });
    expect(failure.message).toContain('assets/.gitattributes');
  });

  test('it is used where the program is there', async () => {
    const bin = emptyFolder();
    writeFileSync(join(bin, 'git-lfs'), '#!/bin/sh\necho git-lfs/3.0.0\n', { mode: 0o755 });
    process.env['PATH'] = `${bin}:${process.env['PATH']}`;
    await expect(requireFilters({ top: withPointer() })).resolves.toBeUndefined();
  });

  test('a repository without it, or that only mentions it elsewhere, needs nothing', async () => {
    const dir = repository({ '.gitattributes': '*.sh text eol=lf\n', 'README.md': 'set filter=lfs\n' });
    await expect(requireFilters({ top: dir })).resolves.toBeUndefined();
  });
});

test('commits between two points come oldest first, with their subjects', async () => {
  const dir = repository();
  const first = await headOf(dir);
  const second = commit(dir, { b: '1' }, 'second: with “quotes”\n\nbody');
  const third = commit(dir, { b: '2' }, 'third');
  expect(await commitsBetween(dir, first, third)).toEqual([
    { sha: second, subject: 'second: with “quotes”' },
    { sha: third, subject: 'third' },
  ]);
  expect(await commitsBetween(dir, third, third)).toEqual([]);
});

test('ancestors and trees', async () => {
  const dir = repository();
  const first = await headOf(dir);
  write(dir, {});
  const second = commit(dir, { b: '1' });
  const repo = { top: dir };
  expect(await isAncestor(repo, first, second)).toBe(true);
  expect(await isAncestor(repo, second, first)).toBe(false);
  expect(await isAncestor(repo, second, second)).toBe(true);
  expect(await treeOf(repo, first)).toBe(run(dir, 'rev-parse', `${first}^{tree}`));
  expect((await failureOf(isAncestor(repo, 'no-such-commit', second))).code).toBe('git-failed');
});
