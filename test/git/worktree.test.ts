import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unleased } from '../../runtime/git/lease-fence.ts';
import { openRepository } from '../../runtime/git/repository.ts';
import { captureTree, commitTree } from '../../runtime/git/tree.ts';
import { ensureWorktree, listWorktrees, removeWorktree } from '../../runtime/git/worktree.ts';
import { setWorktreeTree } from '../../runtime/git/worktree-state.ts';
import { commit, emptyFolder, failureOf, filesOf, repository, run, write } from './scratch.ts';

async function rig(files: Readonly<Record<string, string>> = { 'a.txt': 'one\n', '.gitignore': 'node_modules/\n' }) {
  const dir = repository(files);
  const repo = await openRepository(dir);
  const path = join(emptyFolder(), 'home', 'specs-x');
  const request = { repo, path, branch: 'okstra/x', start: repo.head.commit };
  return { dir, repo, path, request };
}

describe('a worktree for a branch', () => {
  test('is made with the branch, without following an upstream, and found again', async () => {
    const { dir, path, request } = await rig();
    run(dir, 'config', 'branch.autoSetupMerge', 'always');
    expect(await ensureWorktree(request)).toMatchObject({ created: true });
    write(path, { 'a.txt': 'work in progress\n' });
    expect(await ensureWorktree(request)).toMatchObject({ created: false });
    expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('work in progress\n');
    expect(run(path, 'symbolic-ref', 'HEAD')).toBe('refs/heads/okstra/x');
    expect(readFileSync(join(dir, '.git/config'), 'utf8')).not.toContain('okstra/x');
    expect(run(dir, 'status', '--porcelain', '--branch')).toBe('## main');
  });

  test('takes a branch that exists where it is', async () => {
    const { dir, path, request } = await rig();
    run(dir, 'branch', 'okstra/x');
    const tip = run(dir, 'rev-parse', 'okstra/x');
    const start = commit(dir, { 'b.txt': 'b\n' });
    await ensureWorktree({ ...request, start });
    expect(run(path, 'rev-parse', 'HEAD')).toBe(tip);
  });

  test('removed by hand, it is made again with what the branch holds', async () => {
    const { path, request } = await rig();
    await ensureWorktree(request);
    const tip = commit(path, { 'b.txt': 'b\n' });
    rmSync(path, { recursive: true });
    expect(await ensureWorktree(request)).toMatchObject({ created: true });
    expect(run(path, 'rev-parse', 'HEAD')).toBe(tip);
    expect(readFileSync(join(path, 'b.txt'), 'utf8')).toBe('b\n');
  });

  test.each([
    ['and its folder is gone', () => undefined],
    ['as locked, and its folder is gone', (dir: string) => run(dir, 'worktree', 'lock', '--reason', 'on a stick', 'specs-x')],
  ])('that is still registered %s is made again, with a new branch when that is gone too', async (_, lock) => {
    const { dir, path, request } = await rig();
    await ensureWorktree(request);
    lock(dir);
    rmSync(path, { recursive: true });
    run(dir, 'update-ref', '-d', 'refs/heads/okstra/x');
    const ensured = await ensureWorktree(request);
    expect(ensured.created).toBe(true);
    expect(ensured).not.toHaveProperty('tip');
    expect(run(path, 'rev-parse', 'HEAD')).toBe(request.start);
  });

  test('whose branch was deleted under it has no tip', async () => {
    const { dir, request } = await rig();
    await ensureWorktree(request);
    run(dir, 'update-ref', '-d', 'refs/heads/okstra/x');
    expect(await ensureWorktree(request)).toEqual({ created: false });
  });

  test('whose making was interrupted is made again', async () => {
    const { dir, path, request } = await rig();
    await ensureWorktree(request);
    writeFileSync(join(dir, '.git/worktrees/specs-x/locked'), 'initializing');
    rmSync(join(path, 'a.txt'));
    expect(await ensureWorktree(request)).toMatchObject({ created: true });
    expect(existsSync(join(path, 'a.txt'))).toBe(true);
    expect((await listWorktrees(request.repo))[1]).not.toHaveProperty('locked');
  });

  test('reached through a symbolic link is the same one', async () => {
    const { path, request } = await rig();
    await ensureWorktree(request);
    const link = join(emptyFolder(), 'link');
    symlinkSync(join(path, '..'), link);
    expect(await ensureWorktree({ ...request, path: join(link, 'specs-x') })).toMatchObject({ created: false });
  });

  test('of a repository with submodules has their folders, empty, and counts as clean', async () => {
    const { dir, path } = await rig();
    run(dir, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    commit(dir);
    const repo = await openRepository(dir);
    await ensureWorktree({ repo, path, branch: 'okstra/x', start: repo.head.commit });
    expect(readdirSync(join(path, 'sub'))).toEqual([]);
    expect(await captureTree(path)).toEqual({ tree: repo.head.tree, embedded: [] });
  });

  test('of a sparse checkout is as sparse', async () => {
    const { dir, repo, path, request } = await rig({ 'in/a': 'a\n', 'out/b': 'b\n' });
    run(dir, 'sparse-checkout', 'set', '--cone', 'in');
    await ensureWorktree(request);
    expect([existsSync(join(path, 'in/a')), existsSync(join(path, 'out/b'))]).toEqual([true, false]);
    expect((await captureTree(path)).tree).toBe(repo.head.tree);
  });

  test('of a shallow clone works', async () => {
    const origin = repository();
    commit(origin, { 'a.txt': 'two\n' });
    const dir = join(emptyFolder(), 'shallow');
    run(origin, 'clone', '--quiet', '--depth=1', `file://${origin}`, dir);
    const repo = await openRepository(dir);
    const path = join(emptyFolder(), 'w');
    expect(await ensureWorktree({ repo, path, branch: 'okstra/x', start: repo.head.commit })).toMatchObject({ created: true });
  });

  test('of a detached HEAD works', async () => {
    const { dir, path, request } = await rig();
    run(dir, 'checkout', '--quiet', '--detach');
    expect(await ensureWorktree({ ...request, repo: await openRepository(dir) })).toMatchObject({ created: true });
    expect(run(path, 'rev-parse', 'HEAD')).toBe(request.start);
  });
});

describe('what is in the way is named and left alone', () => {
  test('files at the path', async () => {
    const { dir, path, request } = await rig();
    write(path, { 'mine.txt': 'precious\n' });
    const failure = await failureOf(ensureWorktree(request));
    expect(failure).toMatchObject({ category: 'blocked', code: 'worktree-path-taken' });
    expect(failure.message).toContain(path);
    expect(readdirSync(path)).toEqual(['mine.txt']);
    expect(run(dir, 'branch', '--list', 'okstra/x')).toBe('');
  });

  test('a link that leads nowhere, without a branch being made', async () => {
    const { dir, path, request } = await rig();
    mkdirSync(join(path, '..'), { recursive: true });
    symlinkSync('nowhere', path);
    expect((await failureOf(ensureWorktree(request))).code).toBe('worktree-path-taken');
    expect(run(dir, 'branch', '--list', 'okstra/*')).toBe('');
  });

  test('the worktree of another repository at the path', async () => {
    const [first, second] = [await rig(), await rig()];
    await ensureWorktree(first.request);
    expect((await failureOf(ensureWorktree({ ...second.request, path: first.path }))).code).toBe('worktree-path-taken');
  });

  test('another branch in the worktree', async () => {
    const { path, request } = await rig();
    await ensureWorktree(request);
    run(path, 'checkout', '--quiet', '-b', 'mine');
    const failure = await failureOf(ensureWorktree(request));
    expect(failure.code).toBe('worktree-other-branch');
    expect(failure.message).toContain('mine');
    expect(failure.fix).toContain('switch okstra/x');
  });

  test('the branch checked out in the user’s checkout', async () => {
    const { dir, path, request } = await rig();
    run(dir, 'checkout', '--quiet', '-b', 'okstra/x');
    const failure = await failureOf(ensureWorktree(request));
    expect(failure).toMatchObject({ category: 'blocked', code: 'branch-checked-out' });
    expect(failure.message).toContain(dir);
    expect(existsSync(path)).toBe(false);
  });

  test('the branch held by an unfinished rebase', async () => {
    const { dir, request } = await rig();
    run(dir, 'checkout', '--quiet', '-b', 'okstra/x');
    commit(dir, { 'a.txt': 'x\n' });
    run(dir, 'checkout', '--quiet', 'main');
    commit(dir, { 'a.txt': 'main\n' });
    expect(() => run(dir, 'rebase', 'main', 'okstra/x')).toThrow('rebase');
    expect((await failureOf(ensureWorktree(request))).code).toBe('branch-checked-out');
  });

  test('a branch whose name makes ours impossible', async () => {
    const { dir, request } = await rig();
    run(dir, 'branch', 'okstra');
    const failure = await failureOf(ensureWorktree(request));
    expect(failure).toMatchObject({ category: 'usage', code: 'ref-name-taken' });
    expect(failure.message).toContain('refs/heads/okstra');
  });
});

const settled = async () => {
  const all = await rig();
  await ensureWorktree(all.request);
  const { repo, path } = all;
  write(path, { 'a.txt': 'candidate\n', 'new.txt': 'n\n' });
  const { tree } = await captureTree(path);
  const candidate = await commitTree({ repo, tree, parents: [repo.head.commit], message: 'feat: x' });
  const to = { repo, worktree: path, branch: 'okstra/x', keepAs: 'run-1/before', fence: unleased(repo) };
  return { ...all, tree, candidate, to };
};

const kept = (dir: string): string[] =>
  run(dir, 'for-each-ref', '--format=%(refname)', 'refs/okstra/kept').split('\n').filter(Boolean);

describe('bringing a worktree to a state', () => {
  test('a candidate is committed without anything to keep', async () => {
    const { dir, path, to, tree, candidate } = await settled();
    expect(await setWorktreeTree({ ...to, commit: candidate, tree })).toEqual({});
    expect(run(path, 'status', '--porcelain')).toBe('');
    expect(run(path, 'rev-parse', 'HEAD', 'okstra/x')).toBe(`${candidate}\n${candidate}`);
    expect(kept(dir)).toEqual([]);
  });

  test('a tree other than the commit’s is staged over it', async () => {
    const { path, repo, to, tree } = await settled();
    await setWorktreeTree({ ...to, commit: repo.head.commit, tree });
    expect(run(path, 'status', '--porcelain')).toBe('M  a.txt\nA  new.txt');
  });

  test('what would be lost is kept first; ignored files stay', async () => {
    const { dir, path, repo, to } = await settled();
    write(path, { 'node_modules/x.js': 'x', 'sub/untracked.txt': 'u\n' });
    const before = (await captureTree(path)).tree;
    const result = await setWorktreeTree({ ...to, commit: repo.head.commit, tree: repo.head.tree });
    expect(result).toEqual({ kept: 'refs/okstra/kept/run-1/before' });
    expect(run(dir, 'rev-parse', 'refs/okstra/kept/run-1/before^{tree}')).toBe(before);
    expect(run(path, 'status', '--porcelain')).toBe('');
    expect(readdirSync(path).toSorted()).toEqual(['.git', '.gitignore', 'a.txt', 'node_modules']);
  });

  test('done twice it keeps once; another state under the same name gets a number', async () => {
    const { dir, path, repo, to } = await settled();
    const base = { ...to, commit: repo.head.commit, tree: repo.head.tree };
    for (const text of ['1\n', '1\n', '2\n']) {
      write(path, { 'a.txt': text, 'new.txt': text });
      await setWorktreeTree(base);
    }
    expect(kept(dir)).toEqual(['refs/okstra/kept/run-1/before', 'refs/okstra/kept/run-1/before-2']);
  });

  test('commits that an agent made, its branch and its lock files do not stand in the way', async () => {
    const { dir, path, repo, to, candidate, tree } = await settled();
    run(path, 'checkout', '--quiet', '-b', 'agent-branch');
    const own = commit(path, { 'c.txt': 'c\n' });
    writeFileSync(join(dir, '.git/worktrees/specs-x/index.lock'), '');
    const { kept: ref } = await setWorktreeTree({ ...to, commit: candidate, tree });
    expect(run(path, 'symbolic-ref', '--short', 'HEAD')).toBe('okstra/x');
    expect(run(path, 'status', '--porcelain')).toBe('');
    expect(run(dir, 'rev-parse', 'agent-branch', `${ref}^`)).toBe(`${own}\n${own}`);
    expect(run(dir, 'rev-parse', 'main')).toBe(repo.head.commit);
  });

  test('ignored files in the way of the tree are kept before it takes their place', async () => {
    const { dir, path, repo, to } = await settled();
    write(path, { '.gitignore': 'local.env\nconf\nbuild/\n' });
    await setWorktreeTree({ ...to, commit: repo.head.commit, tree: (await captureTree(path)).tree });
    write(path, { 'local.env': 'mine\n', conf: 'a file\n', 'build/x': 'in a folder\n', 'other/x': 'untracked\n' });
    const other = repository({ '.gitignore': '\n', 'local.env': 'theirs\n', 'conf/x': 'x\n', build: 'a file\n' });
    run(dir, 'fetch', '--quiet', other, 'HEAD');
    const tree = run(dir, 'rev-parse', 'FETCH_HEAD^{tree}');
    const { kept: ref } = await setWorktreeTree({ ...to, commit: repo.head.commit, tree });
    expect(readFileSync(join(path, 'local.env'), 'utf8')).toBe('theirs\n');
    const held = ['local.env', 'conf', 'build/x', 'other/x'].map((name) => run(dir, 'show', `${ref}:${name}`));
    expect(held).toEqual(['mine', 'a file', 'in a folder', 'untracked']);
    expect(filesOf(dir, run(path, 'write-tree'))).toEqual(['.gitignore', 'build', 'conf/x', 'local.env']);
  });

  test('commits that only the branch holds are kept, also where HEAD is elsewhere and the files are right', async () => {
    const { dir, path, repo, to } = await settled();
    run(path, 'reset', '--quiet', '--hard');
    run(path, 'clean', '--quiet', '-fd');
    const own = commit(path, { 'c.txt': 'c\n' });
    run(path, 'checkout', '--quiet', '--detach', repo.head.commit);
    const { kept: ref } = await setWorktreeTree({ ...to, commit: repo.head.commit, tree: repo.head.tree });
    expect(run(path, 'rev-parse', 'okstra/x')).toBe(repo.head.commit);
    expect(run(dir, 'rev-parse', `${ref}^`)).toBe(own);
  });

  test('a branch that the user has checked out elsewhere meanwhile is not moved', async () => {
    const { dir, path, repo, to, candidate, tree } = await settled();
    run(path, 'checkout', '--quiet', '--detach');
    run(dir, 'checkout', '--quiet', 'okstra/x');
    expect((await failureOf(setWorktreeTree({ ...to, commit: candidate, tree }))).code).toBe('branch-checked-out');
    expect(run(dir, 'rev-parse', 'okstra/x')).toBe(repo.head.commit);
    expect(readFileSync(join(path, 'new.txt'), 'utf8')).toBe('n\n');
  });

  test('the user switching branches and committing meanwhile changes nothing for it', async () => {
    const { dir, path, to, candidate, tree } = await settled();
    run(dir, 'checkout', '--quiet', '-b', 'elsewhere');
    const theirs = commit(dir, { 'a.txt': 'theirs\n' });
    await setWorktreeTree({ ...to, commit: candidate, tree });
    expect(run(path, 'rev-parse', 'HEAD')).toBe(candidate);
    expect(run(dir, 'rev-parse', 'HEAD')).toBe(theirs);
    expect(run(dir, 'status', '--porcelain')).toBe('');
  });

  test('files outside a sparse cone are neither deleted nor written', async () => {
    const { dir, repo, path, request } = await rig({ 'in/a': 'a\n', 'out/b': 'b\n' });
    run(dir, 'sparse-checkout', 'set', '--cone', 'in');
    await ensureWorktree(request);
    write(path, { 'in/a': 'changed\n' });
    const { tree } = await captureTree(path);
    const candidate = await commitTree({ repo, tree, parents: [repo.head.commit], message: 'x' });
    await setWorktreeTree({
      repo,
      worktree: path,
      branch: 'okstra/x',
      commit: candidate,
      tree,
      keepAs: 'x',
      fence: unleased(repo),
    });
    expect(run(path, 'status', '--porcelain')).toBe('');
    expect(run(dir, 'diff', '--name-only', repo.head.commit, candidate)).toBe('in/a');
    expect(existsSync(join(path, 'out/b'))).toBe(false);
  });
});

describe('removing a worktree', () => {
  test('a clean and merged one goes, its branch only when asked', async () => {
    const { dir, repo, path, request } = await rig();
    await ensureWorktree(request);
    expect(await removeWorktree({ repo, path, force: false })).toBe(true);
    expect([existsSync(path), run(dir, 'branch', '--list', 'okstra/x')]).toEqual([false, 'okstra/x']);
    await ensureWorktree(request);
    await removeWorktree({ repo, path, force: false, deleteBranch: true });
    expect(run(dir, 'branch', '--list', 'okstra/x')).toBe('');
    expect(await removeWorktree({ repo, path, force: false })).toBe(false);
  });

  test('one with changes or unmerged commits is refused, unless forced', async () => {
    const { repo, path, request } = await rig();
    await ensureWorktree(request);
    write(path, { 'untracked.txt': 'x' });
    expect(await failureOf(removeWorktree({ repo, path, force: false }))).toMatchObject({
      category: 'blocked',
      code: 'worktree-dirty',
    });
    commit(path);
    expect((await failureOf(removeWorktree({ repo, path, force: false }))).code).toBe('worktree-unmerged');
    expect(existsSync(join(path, 'untracked.txt'))).toBe(true);
    expect(await removeWorktree({ repo, path, force: true })).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  test('one with ignored files that are nowhere else, or that was locked, is refused, unless forced', async () => {
    const { dir, repo, path, request } = await rig();
    await ensureWorktree(request);
    run(dir, 'worktree', 'lock', '--reason', 'my own', path);
    expect((await failureOf(removeWorktree({ repo, path, force: false }))).message).toContain('locked: my own');
    run(dir, 'worktree', 'unlock', path);
    write(path, { 'node_modules/x.js': 'x' });
    writeFileSync(join(dir, '.git/info/exclude'), 'local.env\n');
    write(path, { 'local.env': 'mine\n' });
    const failure = await failureOf(removeWorktree({ repo, path, force: false }));
    expect(failure).toMatchObject({ code: 'worktree-ignored', details: { files: ['local.env'] } });
    write(dir, { 'local.env': 'mine\n' });
    expect(await removeWorktree({ repo, path, force: false })).toBe(true);
  });

  test('one removed by hand, locked, or with submodules goes too', async () => {
    const { dir, repo, path, request } = await rig();
    await ensureWorktree(request);
    rmSync(path, { recursive: true });
    expect(await removeWorktree({ repo, path, force: false })).toBe(true);
    run(dir, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    const start = commit(dir);
    await ensureWorktree({ ...request, branch: 'okstra/y', start });
    run(path, 'submodule', '--quiet', 'update', '--init');
    run(dir, 'worktree', 'lock', path);
    expect(await removeWorktree({ repo, path, force: true })).toBe(true);
    expect(await listWorktrees(repo)).toHaveLength(1);
  });

  test('a folder that is no worktree is not touched', async () => {
    const { repo, path } = await rig();
    mkdirSync(path, { recursive: true });
    write(path, { 'mine.txt': 'x' });
    expect((await failureOf(removeWorktree({ repo, path, force: true }))).code).toBe('worktree-path-taken');
    expect(existsSync(join(path, 'mine.txt'))).toBe(true);
    await expect(removeWorktree({ repo, path: repo.top, force: true })).rejects.toThrow('not a worktree');
  });
});
