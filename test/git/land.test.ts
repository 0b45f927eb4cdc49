import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeInto } from '../../runtime/git/land.ts';
import { openRepository } from '../../runtime/git/repository.ts';
import { mergeTrees } from '../../runtime/git/tree.ts';
import { commit, failureOf, repository, run, write } from './scratch.ts';

/** A repository on `main` with a branch `okstra/x` that holds one commit. */
async function rig(branchFiles: Readonly<Record<string, string>> = { 'new.txt': 'new\n' }) {
  const dir = repository({ 'a.txt': 'one\n', 'specs/meta.json': '{}\n', '.gitignore': 'local/\n' });
  const base = run(dir, 'rev-parse', 'HEAD');
  run(dir, 'checkout', '--quiet', '-b', 'okstra/x');
  const tip = commit(dir, branchFiles, 'feat: x');
  run(dir, 'checkout', '--quiet', 'main');
  const repo = await openRepository(dir);
  const state = (): string => `${run(dir, 'rev-parse', 'HEAD')}\n${run(dir, 'status', '--porcelain', '--ignored')}`;
  return { dir, repo, base, tip, state, landing: { repo, branch: 'okstra/x', message: 'Merge x' } };
}

describe('landing a branch', () => {
  test('makes a merge commit with the message word for word, on the tree that could be checked before', async () => {
    const { dir, repo, base, tip, landing } = await rig();
    run(dir, 'config', 'merge.log', 'true');
    run(dir, 'config', 'merge.ff', 'only');
    const expected = await mergeTrees(repo, base, tip);
    const landed = await mergeInto({ ...landing, expectedHead: base });
    expect(landed).toEqual({ how: 'merged', commit: run(dir, 'rev-parse', 'main') });
    expect(run(dir, 'show', '-s', '--format=%P|%B', 'main')).toBe(`${base} ${tip}|Merge x`);
    expect(expected).toEqual({ tree: run(dir, 'rev-parse', 'main^{tree}') });
    expect(run(dir, 'status', '--porcelain')).toBe('');
  });

  test('moves the branch forward when asked and possible, and does nothing a second time', async () => {
    const { dir, tip, landing } = await rig();
    expect(await mergeInto({ ...landing, fastForward: true })).toEqual({ how: 'fast-forward', commit: tip });
    expect(await mergeInto(landing)).toEqual({ how: 'already-merged', commit: tip });
    expect(run(dir, 'symbolic-ref', '--short', 'HEAD')).toBe('main');
  });

  test('goes beside files that okstra writes back and untracked files of the user', async () => {
    const { dir, landing } = await rig();
    write(dir, { 'specs/meta.json': '{"status":"done"}\n', 'notes.txt': 'mine\n' });
    expect((await mergeInto({ ...landing, ignorePaths: ['specs/'] })).how).toBe('merged');
    expect(readFileSync(join(dir, 'specs/meta.json'), 'utf8')).toBe('{"status":"done"}\n');
    expect(run(dir, 'status', '--porcelain')).toBe('M specs/meta.json\n?? notes.txt');
  });

  test('runs no hook of the user’s', async () => {
    const { dir, landing } = await rig();
    mkdirSync(join(dir, '.git/hooks'), { recursive: true });
    for (const hook of ['pre-merge-commit', 'commit-msg'])
      writeFileSync(join(dir, '.git/hooks', hook), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect((await mergeInto(landing)).how).toBe('merged');
  });
});

describe('nothing changes when', () => {
  test('tracked files are changed', async () => {
    const { dir, landing, state } = await rig();
    write(dir, { 'a.txt': 'mine\n', 'specs/meta.json': '{"x":1}\n' });
    const before = state();
    const failure = await failureOf(mergeInto({ ...landing, ignorePaths: ['specs'] }));
    expect(failure).toMatchObject({ code: 'dirty-checkout', details: { files: ['a.txt'] } });
    expect(state()).toBe(before);
  });

  test('a file to ignore is changed on the branch, too', async () => {
    const { dir, landing, state } = await rig({ 'specs/meta.json': '{"branch":1}\n' });
    write(dir, { 'specs/meta.json': '{"mine":1}\n' });
    const before = state();
    const failure = await failureOf(mergeInto({ ...landing, ignorePaths: ['specs'] }));
    expect(failure).toMatchObject({ code: 'dirty-checkout', details: { files: ['specs/meta.json'] } });
    expect(state()).toBe(before);
  });

  test.each([
    ['an untracked file', { 'new.txt': 'new\n' }, { 'new.txt': 'mine\n' }, 'new.txt'],
    ['an ignored file', { 'local/x.txt': 'forced\n' }, { 'local/x.txt': 'mine\n' }, 'local/x.txt'],
    ['a file where a folder belongs', { 'deep/er/x.txt': 'x\n' }, { deep: 'mine\n' }, 'deep'],
    ['a folder where a file belongs', { thing: 'x\n' }, { 'thing/mine.txt': 'mine\n' }, 'thing'],
  ])('%s is in the way', async (_, branch, mine, named) => {
    const { dir, repo, landing } = await rig({ 'b.txt': 'b' });
    run(dir, 'checkout', '--quiet', 'okstra/x');
    write(dir, branch);
    run(dir, 'add', '--force', '--all');
    for (const path of Object.keys(branch)) run(dir, 'add', '--force', path);
    run(dir, 'commit', '--quiet', '-m', 'more');
    run(dir, 'checkout', '--quiet', 'main');
    write(dir, mine);
    const failure = await failureOf(mergeInto(landing));
    expect(failure).toMatchObject({ category: 'blocked', code: 'untracked-in-the-way', details: { files: [named] } });
    for (const [path, text] of Object.entries(mine)) expect(readFileSync(join(dir, path), 'utf8')).toBe(text);
    expect(run(dir, 'rev-parse', 'HEAD')).toBe(repo.head.commit);
  });

  test('the branch moved since it was verified', async () => {
    const { dir, tip, landing, state } = await rig();
    run(dir, 'branch', '-f', 'okstra/x', run(dir, 'commit-tree', `${tip}^{tree}`, '-p', tip, '-m', 'not verified by anyone'));
    const before = state();
    const failure = await failureOf(mergeInto({ ...landing, expectedTip: tip }));
    expect(failure).toMatchObject({ category: 'blocked', code: 'branch-moved', fix: expect.stringContaining(tip.slice(0, 10)) });
    expect(state()).toBe(before);
  });

  test('the two sides are in conflict', async () => {
    const { dir, landing, state } = await rig({ 'a.txt': 'theirs\n', 'b.txt': 'b\n' });
    commit(dir, { 'a.txt': 'ours\n' });
    write(dir, { 'notes.txt': 'mine' });
    const before = state();
    const failure = await failureOf(mergeInto(landing));
    expect(failure).toMatchObject({ category: 'blocked', code: 'merge-conflict', details: { files: ['a.txt'] } });
    expect(state()).toBe(before);
    expect(existsSync(join(dir, '.git/MERGE_HEAD'))).toBe(false);
  });

  test('HEAD is detached, elsewhere than expected, in the middle of something, or the branch does not exist', async () => {
    const { dir, base, landing, state } = await rig();
    expect((await failureOf(mergeInto({ ...landing, branch: 'okstra/none' }))).code).toBe('branch-missing');
    commit(dir, { 'c.txt': 'c' });
    const before = state();
    expect((await failureOf(mergeInto({ ...landing, expectedHead: base }))).code).toBe('head-moved');
    writeFileSync(join(dir, '.git/MERGE_HEAD'), `${base}\n`);
    expect((await failureOf(mergeInto(landing))).code).toBe('operation-in-progress');
    run(dir, 'merge', '--abort');
    expect(state()).toBe(before);
    run(dir, 'checkout', '--quiet', '--detach');
    expect((await failureOf(mergeInto(landing))).code).toBe('detached-head');
  });
});
