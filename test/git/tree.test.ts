import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureTree, commitTree, mergeTrees, replacePaths, withFiles } from '../../runtime/git/tree.ts';
import { commit, emptyFolder, failureOf, filesOf, repository, run, write } from './scratch.ts';

const headTree = (dir: string): string => run(dir, 'rev-parse', 'HEAD^{tree}');

describe('capturing the files of a checkout', () => {
  test('a clean checkout hashes to the tree of its commit', async () => {
    const dir = repository({ 'a.txt': 'one\n', 'deep/er/b.txt': 'two\n' });
    expect(await captureTree(dir)).toEqual({ tree: headTree(dir), embedded: [] });
  });

  test('staged, unstaged and untracked changes are in it, ignored files are not, and the index stays as it was', async () => {
    const dir = repository({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n', '.gitignore': 'out/\n' });
    write(dir, { 'a.txt': 'staged\n' });
    run(dir, 'add', 'a.txt');
    write(dir, { 'a.txt': 'newer than staged\n', 'new/file.txt': 'new\n', 'out/built.js': 'x' });
    rmSync(join(dir, 'b.txt'));
    const index = readFileSync(join(dir, '.git/index'));
    const status = run(dir, 'status', '--porcelain');
    const { tree } = await captureTree(dir);
    expect(filesOf(dir, tree)).toEqual(['.gitignore', 'a.txt', 'c.txt', 'new/file.txt']);
    expect(run(dir, 'show', `${tree}:a.txt`)).toBe('newer than staged');
    expect(readFileSync(join(dir, '.git/index')).equals(index)).toBe(true);
    expect(run(dir, 'status', '--porcelain')).toBe(status);
  });

  test('file names with blanks, line breaks, quotes, UTF-8 and a leading dash survive', async () => {
    const names = ['-dash.txt', 'a b.txt', 'grün/日本.txt', 'line\nbreak.txt', 'quo"te\\.txt', ':(top)x', '*.glob'];
    const dir = repository();
    write(dir, Object.fromEntries(names.map((name) => [name, name])));
    const { tree } = await captureTree(dir);
    const listed = run(dir, 'ls-tree', '-r', '-z', '--name-only', tree).split('\0').slice(0, -1);
    expect(listed.toSorted()).toEqual(['a.txt', ...names].toSorted());
  });

  test('symbolic links stay links and a changed mode is a change', async () => {
    const dir = repository({ 'run.sh': '#!/bin/sh\n' });
    symlinkSync('../outside', join(dir, 'link'));
    chmodSync(join(dir, 'run.sh'), 0o755);
    const { tree } = await captureTree(dir);
    expect(run(dir, 'ls-tree', tree).replaceAll(/ (blob) [0-9a-f]+\t/g, ' $1 ')).toBe('120000 blob link\n100755 blob run.sh');
  });

  test('with autocrlf a file with CRLF in the checkout is unchanged, and safecrlf does not stop the capture', async () => {
    const dir = repository({ 'a.txt': 'one\ntwo\n' });
    run(dir, 'config', 'core.autocrlf', 'true');
    run(dir, 'config', 'core.safecrlf', 'true');
    write(dir, { 'a.txt': 'one\r\ntwo\r\n', 'mixed.txt': 'x\ny\r\n' });
    const { tree } = await captureTree(dir);
    expect(run(dir, 'rev-parse', `${tree}:a.txt`)).toBe(run(dir, 'rev-parse', 'HEAD:a.txt'));
    expect(filesOf(dir, tree)).toEqual(['a.txt', 'mixed.txt']);
  });

  test('a file changed within the clock’s grain, with the same size, is seen', async () => {
    const dir = repository({ 'a.txt': 'one\n' });
    const at = new Date('2001-01-01T00:00:00Z');
    // The file looks exactly as its index entry says; only the age of the index itself tells git to look inside.
    run(dir, 'config', 'core.trustctime', 'false');
    utimesSync(join(dir, 'a.txt'), at, at);
    run(dir, 'add', 'a.txt');
    writeFileSync(join(dir, 'a.txt'), 'six\n');
    utimesSync(join(dir, 'a.txt'), at, at);
    utimesSync(join(dir, '.git/index'), at, at);
    const { tree } = await captureTree(dir);
    expect(run(dir, 'show', `${tree}:a.txt`)).toBe('six');
  });

  test('excluded paths stay as they are in the index', async () => {
    const dir = repository({ 'keep/a.txt': 'one\n', 'b.txt': 'one\n' });
    write(dir, { 'keep/a.txt': 'changed\n', 'keep/new.txt': 'new\n', 'b.txt': 'changed\n' });
    const { tree } = await captureTree(dir, { exclude: ['keep'] });
    expect(run(dir, 'rev-parse', `${tree}:keep`)).toBe(run(dir, 'rev-parse', 'HEAD:keep'));
    expect(run(dir, 'show', `${tree}:b.txt`)).toBe('changed');
  });

  test('files outside a sparse cone are not deleted, and one made there is kept', async () => {
    const dir = repository({ 'in/a.txt': 'a\n', 'out/b.txt': 'b\n', 'out/deep/c.txt': 'c\n' });
    run(dir, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    expect((await captureTree(dir)).tree).toBe(headTree(dir));
    write(dir, { 'in/new.txt': 'new\n', 'out/made.txt': 'made\n' });
    const { tree } = await captureTree(dir);
    expect(filesOf(dir, tree)).toEqual(['in/a.txt', 'in/new.txt', 'out/b.txt', 'out/deep/c.txt', 'out/made.txt']);
  });

  test('an unfinished merge in the index does not stop it', async () => {
    const dir = repository({ 'a.txt': 'one\n' });
    run(dir, 'checkout', '--quiet', '-b', 'side');
    commit(dir, { 'a.txt': 'side\n' });
    run(dir, 'checkout', '--quiet', 'main');
    commit(dir, { 'a.txt': 'main\n' });
    expect(() => run(dir, 'merge', 'side')).toThrow('merge side');
    const { tree } = await captureTree(dir);
    expect(run(dir, 'show', `${tree}:a.txt`)).toContain('<<<<<<<');
  });

  test('a top that is no checkout is a clear failure', async () => {
    expect((await failureOf(captureTree(emptyFolder()))).code).toBe('no-repository');
  });
});

const nested = (dir: string, path: string): string => {
  mkdirSync(join(dir, path), { recursive: true });
  run(join(dir, path), 'init', '--quiet');
  write(join(dir, path), { 'inner.txt': 'x' });
  return join(dir, path);
};

describe('repositories inside the checkout', () => {
  test('one that an agent made is left out and reported, with commits or without', async () => {
    const dir = repository();
    commit(nested(dir, 'with commit'));
    nested(dir, 'deep/empty');
    write(dir, { 'b.txt': 'b\n' });
    const { tree, embedded } = await captureTree(dir);
    expect(embedded).toEqual(['deep/empty', 'with commit']);
    expect(filesOf(dir, tree)).toEqual(['a.txt', 'b.txt']);
  });

  test('one that an agent staged itself is left out too', async () => {
    const dir = repository();
    commit(nested(dir, 'tool'));
    run(dir, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
    const { tree, embedded } = await captureTree(dir);
    expect(embedded).toEqual(['tool']);
    expect(filesOf(dir, tree)).toEqual(['a.txt']);
  });

  test('one that an agent committed is left out when compared with the base', async () => {
    const dir = repository();
    const base = run(dir, 'rev-parse', 'HEAD');
    commit(nested(dir, 'tool'));
    run(dir, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
    run(dir, 'commit', '--quiet', '-m', 'agent');
    expect(await captureTree(dir, { since: base })).toEqual({
      tree: run(dir, 'rev-parse', `${base}^{tree}`),
      embedded: ['tool'],
    });
  });

  test('a submodule stays a gitlink, a new commit in it is a change, and one not checked out is not deleted', async () => {
    const origin = repository({ 'inner.txt': 'x' });
    const dir = repository();
    run(dir, 'submodule', '--quiet', 'add', origin, 'sub');
    commit(dir, {}, 'with submodule');
    expect(await captureTree(dir)).toEqual({ tree: headTree(dir), embedded: [] });
    const moved = commit(join(dir, 'sub'), { 'inner.txt': 'y' });
    const { tree, embedded } = await captureTree(dir);
    expect({ link: run(dir, 'rev-parse', `${tree}:sub`), embedded }).toEqual({ link: moved, embedded: [] });
    run(dir, 'submodule', '--quiet', 'deinit', '--force', 'sub');
    expect((await captureTree(dir)).tree).toBe(headTree(dir));
  });

  test('a submodule that an agent added properly is kept', async () => {
    const dir = repository();
    run(dir, 'submodule', '--quiet', 'add', repository({ 'inner.txt': 'x' }), 'lib');
    const { tree, embedded } = await captureTree(dir);
    expect(embedded).toEqual([]);
    expect(filesOf(dir, tree)).toEqual(['.gitmodules', 'a.txt', 'lib']);
  });
});

describe('making a commit of a tree', () => {
  test('it has the user as author, the message word for word, and nothing more', async () => {
    const dir = repository();
    const parent = run(dir, 'rev-parse', 'HEAD');
    const message = 'feat: grün\n\n# not a comment\n\n  indented';
    const sha = await commitTree({ repo: { top: dir }, tree: headTree(dir), parents: [parent], message });
    expect(run(dir, 'cat-file', 'commit', sha)).toMatch(
      new RegExp(
        `^tree ${headTree(dir)}\nparent ${parent}\nauthor Test Person <test.person@example.com> \\d+ \\+0000\ncommitter Test Person .*\n\nfeat: grün\n\n# not a comment\n\n {2}indented$`,
      ),
    );
    expect(run(dir, 'rev-parse', 'HEAD')).toBe(parent);
  });

  test('the same commit at the same date is the same object, also for a user who signs commits', async () => {
    const dir = repository();
    run(dir, 'config', 'commit.gpgSign', 'true');
    run(dir, 'config', 'gpg.program', '/bin/false');
    const request = {
      repo: { top: dir },
      tree: headTree(dir),
      parents: [],
      message: 'x',
      date: new Date('2031-04-02T09:10:11.999Z'),
    };
    const [first, second] = [await commitTree(request), await commitTree(request)];
    expect(first).toBe(second);
    expect(run(dir, 'show', '-s', '--format=%at %ct', first)).toBe('1932887411 1932887411');
  });

  test('without an identity the failure says how to set one', async () => {
    const dir = repository();
    run(dir, 'config', 'user.name', ' ');
    const request = { repo: { top: dir }, tree: headTree(dir), parents: [], message: 'x' };
    expect((await failureOf(commitTree(request))).code).toBe('no-identity');
  });
});

const sides = (ours: Record<string, string>, theirs: Record<string, string>) => {
  const dir = repository({ 'a.txt': '1\n2\n3\n4\n5\n6\n7\n', 'b.txt': 'b\n' });
  const base = run(dir, 'rev-parse', 'HEAD');
  run(dir, 'checkout', '--quiet', '-b', 'side');
  const their = commit(dir, theirs);
  run(dir, 'checkout', '--quiet', 'main');
  return { dir, repo: { top: dir }, base, theirs: their, ours: commit(dir, ours) };
};

describe('merging without a checkout', () => {
  test('changes in different places go together', async () => {
    const { dir, repo, ours, theirs } = sides({ 'a.txt': 'one\n2\n3\n4\n5\n6\n7\n' }, { 'a.txt': '1\n2\n3\n4\n5\n6\nseven\n' });
    const merged = await mergeTrees(repo, ours, theirs);
    if (!('tree' in merged)) throw new Error(`conflicts: ${merged.conflicts.join()}`);
    expect(run(dir, 'show', `${merged.tree}:a.txt`)).toBe('one\n2\n3\n4\n5\n6\nseven');
    expect(run(dir, 'rev-parse', 'HEAD')).toBe(ours);
  });

  test('files in conflict are named once each', async () => {
    const { repo, ours, theirs } = sides(
      { 'a.txt': 'ours\n', 'b.txt': 'ours\n' },
      { 'a.txt': 'theirs\n', 'b.txt': 'theirs\n', c: 'c' },
    );
    expect(await mergeTrees(repo, ours, theirs)).toEqual({ conflicts: ['a.txt', 'b.txt'] });
  });

  test('trees are merged against a tree', async () => {
    const { dir, repo, base, ours, theirs } = sides({ 'a.txt': 'x\n' }, { 'b.txt': 'y\n' });
    const trees = [ours, theirs, base].map((commitId) => run(dir, 'rev-parse', `${commitId}^{tree}`));
    const [our = '', their = '', from = ''] = trees;
    const merged = await mergeTrees(repo, our, their, from);
    expect(merged).toEqual(await mergeTrees(repo, ours, theirs));
    expect('tree' in merged).toBe(true);
  });

  test('histories without a common commit are refused', async () => {
    const dir = repository();
    run(dir, 'checkout', '--quiet', '--orphan', 'other');
    const other = commit(dir, { 'z.txt': 'z' });
    expect((await failureOf(mergeTrees({ top: dir }, 'main', other))).code).toBe('unrelated-histories');
  });
});

const rig = () => {
  const dir = repository({ 'spec/meta.json': '{}\n', 'spec/SPEC.md': 'spec\n', 'src/a.ts': 'a\n', 'name:(x)/f': 'f\n' });
  return { dir, repo: { top: dir }, from: headTree(dir) };
};

test('files put into a tree are there byte for byte, keep their mode, and leave the rest as it was', async () => {
  const { dir, repo } = rig();
  run(dir, 'update-index', '--chmod=+x', 'src/a.ts');
  run(dir, 'config', 'core.autocrlf', 'true');
  const from = run(dir, 'write-tree');
  const tree = await withFiles(repo, from, { 'src/a.ts': '\uFEFFb\r\n', 'new/c.json': '{}\n' });
  expect(run(dir, 'diff-tree', '-r', '--name-only', from, tree).split('\n')).toEqual(['new/c.json', 'src/a.ts']);
  expect(run(dir, 'ls-tree', tree, 'src/a.ts')).toMatch(/^100755 /);
  expect(run(dir, 'cat-file', '-s', `${tree}:src/a.ts`)).toBe('6');
});

describe('replacing paths of a tree', () => {
  test('changed, deleted and added files below them are as in the other tree; the rest is untouched', async () => {
    const { dir, repo, from } = rig();
    rmSync(join(dir, 'spec/SPEC.md'));
    write(dir, { 'spec/meta.json': '{"x":1}\n', 'spec/report.md': 'made up\n', 'src/a.ts': 'changed\n' });
    const { tree } = await captureTree(dir);
    const result = await replacePaths({ repo, tree, from, paths: ['spec/'] });
    expect(result.changed).toEqual(['spec/SPEC.md', 'spec/meta.json', 'spec/report.md']);
    expect(run(dir, 'rev-parse', `${result.tree}:spec`)).toBe(run(dir, 'rev-parse', `${from}:spec`));
    expect(run(dir, 'show', `${result.tree}:src/a.ts`)).toBe('changed');
  });

  test('nothing to restore gives the same tree', async () => {
    const { repo, from } = rig();
    expect(await replacePaths({ repo, tree: from, from, paths: ['spec', 'absent'] })).toEqual({ tree: from, changed: [] });
    expect(await replacePaths({ repo, tree: from, from, paths: [] })).toEqual({ tree: from, changed: [] });
  });

  test('a file where a folder was, a folder where a file was', async () => {
    const { dir, repo, from } = rig();
    rmSync(join(dir, 'spec'), { recursive: true });
    rmSync(join(dir, 'src/a.ts'));
    write(dir, { spec: 'a file now\n', 'src/a.ts/deep.ts': 'x\n' });
    const { tree } = await captureTree(dir);
    expect((await replacePaths({ repo, tree, from, paths: ['spec', 'src/a.ts'] })).tree).toBe(from);
    expect((await replacePaths({ repo, tree, from, paths: ['spec/meta.json', 'src/a.ts'] })).changed).toContain('spec/meta.json');
  });

  test('paths are taken literally', async () => {
    const { dir, repo, from } = rig();
    write(dir, { 'name:(x)/f': 'changed\n', 'src/a.ts': 'changed\n' });
    const { tree } = await captureTree(dir);
    expect((await replacePaths({ repo, tree, from, paths: ['name:(x)'] })).changed).toEqual(['name:(x)/f']);
    expect((await replacePaths({ repo, tree, from, paths: ['src/*', '*'] })).changed).toEqual([]);
    await expect(replacePaths({ repo, tree, from, paths: ['../up'] })).rejects.toThrow('not a path inside a tree');
  });
});

test('whatever happens to the files, the captured tree is what git itself would commit', { timeout: 20_000 }, async () => {
  const name = fc.constantFrom('a', 'b c', 'd/e', 'd/f', 'ü', '-g');
  const change = fc.tuple(name, fc.option(fc.string({ maxLength: 4 })));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.boolean(), async (changes, isStaged) => {
      const dir = repository({ a: '1', 'd/e': '2' });
      for (const [path, text] of changes) {
        if (text === null) rmSync(join(dir, path), { force: true });
        else write(dir, { [path]: text });
        if (isStaged) run(dir, 'add', '-A');
      }
      const { tree } = await captureTree(dir);
      commit(dir);
      expect(tree).toBe(headTree(dir));
    }),
    { numRuns: 12 },
  );
});
