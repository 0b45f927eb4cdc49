import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { executorGitEnv } from '../../runtime/git/remotes.ts';
import { openRepository } from '../../runtime/git/repository.ts';
import { git } from '../../runtime/git/run.ts';
import { compareObservations, observeCheckout } from '../../runtime/git/watch.ts';
import { commit, emptyFolder, repository, run, write } from './scratch.ts';

const OPTIONS = { ignorePaths: ['specs'], ignoreRefs: ['refs/okstra/', 'refs/heads/okstra/x'], timeoutMs: 2000 };

/** A checkout with a remote on disk. */
function withRemote(): { dir: string; remote: string } {
  const dir = repository({ 'a.txt': 'one\n', 'b.txt': 'b\n', 'specs/s/metadata.json': '{}\n' });
  const remote = join(emptyFolder(), 'remote.git');
  run(dir, 'clone', '--quiet', '--bare', dir, remote);
  run(dir, 'remote', 'add', 'origin', remote);
  return { dir, remote };
}

async function seen(dir: string, change: () => void): Promise<string[]> {
  const repo = await openRepository(dir);
  const before = await observeCheckout(repo, OPTIONS);
  change();
  return compareObservations(before, await observeCheckout(repo, OPTIONS));
}

describe('watching the user’s checkout', () => {
  test('nothing happened: no line, and index and files as they were', async () => {
    const { dir } = withRemote();
    write(dir, { 'a.txt': 'dirty\n' });
    const index = readFileSync(join(dir, '.git/index'));
    expect(await seen(dir, () => {})).toEqual([]);
    expect(readFileSync(join(dir, '.git/index')).equals(index)).toBe(true);
  });

  test('what okstra itself writes, untracked files, its own refs and a fetch are no one’s fault', async () => {
    const { dir, remote } = withRemote();
    const other = join(emptyFolder(), 'other');
    run(dir, 'clone', '--quiet', remote, other);
    commit(other, { 'c.txt': 'x' });
    const lines = await seen(dir, () => {
      write(dir, { 'specs/s/metadata.json': '{"status":"done"}\n', 'notes.txt': 'x' });
      run(dir, 'branch', 'okstra/x');
      run(dir, 'update-ref', 'refs/okstra/kept/y', 'HEAD');
      run(dir, 'fetch', '--quiet', other, 'main:refs/remotes/other/main');
    });
    expect(lines).toEqual([]);
  });

  test('changed files, moved refs, another branch and the stash are named', async () => {
    const { dir } = withRemote();
    const before = run(dir, 'rev-parse', 'HEAD');
    const lines = await seen(dir, () => {
      write(dir, { 'b.txt': 'stashed\n' });
      run(dir, 'stash', '--quiet');
      run(dir, 'checkout', '--quiet', '-b', 'side');
      chmodSync(join(dir, 'a.txt'), 0o755);
      rmSync(join(dir, 'b.txt'));
    });
    expect(lines).toEqual([
      'file changed: a.txt',
      'file deleted: b.txt',
      'HEAD: was refs/heads/main, is refs/heads/side',
      `ref refs/heads/side: was absent, is ${before}`,
      expect.stringMatching(/^ref refs\/stash: was absent, is [0-9a-f]{40}$/),
    ]);
  });

  test('a push from here is named; what others push is not', async () => {
    const { dir, remote } = withRemote();
    const old = run(dir, 'rev-parse', 'HEAD');
    const other = join(emptyFolder(), 'other');
    run(dir, 'clone', '--quiet', remote, other);
    commit(other, { 'theirs.txt': 'x' });
    const lines = await seen(dir, () => {
      run(other, 'push', '--quiet', 'origin', 'HEAD:colleague');
      run(dir, 'push', '--quiet', 'origin', 'HEAD:pushed');
    });
    expect(lines).toEqual([`remote origin, refs/heads/pushed: was absent, is ${old}`]);
  });

  test('a remote that does not answer in time is not watched, and does not hold anything up', async () => {
    const { dir, remote } = withRemote();
    const hang = join(emptyFolder(), 'ssh');
    writeFileSync(hang, '#!/bin/sh\nsleep 30; true\n', { mode: 0o755 });
    run(dir, 'config', 'core.sshCommand', hang);
    run(dir, 'remote', 'add', 'slow', 'ssh://example.com/x.git');
    rmSync(remote, { recursive: true });
    const repo = await openRepository(dir);
    const started = performance.now();
    const observation = await observeCheckout(repo, { ...OPTIONS, timeoutMs: 300 });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(observation.remotes).toEqual(
      new Map([
        ['origin', 'unknown'],
        ['slow', 'unknown'],
      ]),
    );
    expect(compareObservations(observation, observation)).toEqual([]);
  });

  test('a detached HEAD that moves is named', async () => {
    const { dir } = withRemote();
    const first = run(dir, 'rev-parse', 'HEAD');
    const second = commit(dir, { 'a.txt': 'one\n' });
    run(dir, 'checkout', '--quiet', '--detach');
    expect(await seen(dir, () => run(dir, 'checkout', '--quiet', first))).toEqual([`HEAD: was ${second}, is ${first}`]);
  });
});

const push = async (dir: string, given: Record<string, string> = {}) => {
  const env = await executorGitEnv(await openRepository(dir), given);
  return git(dir, ['push', 'origin', 'HEAD:refs/heads/pushed'], { env: { ...given, ...env }, allowExit: [1, 128] });
};

const pushed = (remote: string): string => run(remote, 'branch', '--list', 'pushed');

describe('the git of an agent', () => {
  test('pushes nowhere, and fetches as before', async () => {
    const { dir, remote } = withRemote();
    const { exitCode, stderr } = await push(dir);
    expect([exitCode, pushed(remote)]).toEqual([128, '']);
    expect(stderr).toContain('pushing-is-switched-off-during-a-run');
    const env = await executorGitEnv(await openRepository(dir), {});
    expect((await git(dir, ['fetch', 'origin'], { env })).exitCode).toBe(0);
  });

  test('pushes nowhere when push URLs are configured, several of them', async () => {
    const { dir, remote } = withRemote();
    const second = join(emptyFolder(), 'second.git');
    run(dir, 'clone', '--quiet', '--bare', dir, second);
    run(dir, 'config', '--add', 'remote.origin.pushurl', remote);
    run(dir, 'config', '--add', 'remote.origin.pushurl', second);
    expect((await push(dir)).exitCode).not.toBe(0);
    expect([pushed(remote), pushed(second)]).toEqual(['', '']);
  });

  test('keeps settings that were passed in the same way, and asks no credential helper', async () => {
    const { dir } = withRemote();
    const given = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Given' };
    const further = { ...given, GIT_CONFIG_PARAMETERS: "'user.email'='given@example.com'" };
    const env = await executorGitEnv(await openRepository(dir), further);
    // Agents keep variables that are named like keys from the commands they run.
    expect(Object.keys(env).filter((name) => /KEY|TOKEN|SECRET/.test(name))).toEqual([]);
    run(dir, 'config', 'credential.helper', '!echo password=x');
    expect((await git(dir, ['config', 'user.name'], { env })).stdout).toBe('Given\n');
    expect((await git(dir, ['config', 'user.email'], { env })).stdout).toBe('given@example.com\n');
    expect((await git(dir, ['config', '--get-all', 'credential.helper'], { env })).stdout).toBe('!echo password=x\n\n');
  });
});
