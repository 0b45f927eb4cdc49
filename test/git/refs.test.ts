import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { changeRefs, deleteRef, readRefs, updateRef } from '../../runtime/git/refs.ts';
import { commit, failureOf, repository, run } from './scratch.ts';

function rig() {
  const dir = repository();
  const one = run(dir, 'rev-parse', 'HEAD');
  const two = commit(dir, { b: 'x' });
  return { dir, repo: { top: dir }, one, two };
}

describe('changing a ref', () => {
  test('creates it only where it does not exist', async () => {
    const { repo, one, two } = rig();
    expect(await updateRef(repo, 'refs/okstra/x', one, '')).toBe(true);
    expect(await updateRef(repo, 'refs/okstra/x', two, '')).toBe(false);
    expect(await readRefs(repo, 'refs/okstra')).toEqual(new Map([['refs/okstra/x', one]]));
  });

  test('moves it only from the value that was named', async () => {
    const { repo, one, two } = rig();
    await updateRef(repo, 'refs/okstra/x', one, '');
    expect(await updateRef(repo, 'refs/okstra/x', two, two)).toBe(false);
    expect(await updateRef(repo, 'refs/okstra/x', two, one)).toBe(true);
    expect(await updateRef(repo, 'refs/okstra/gone', two, one)).toBe(false);
  });

  test('without a value named, whatever is there is replaced', async () => {
    const { repo, one, two } = rig();
    expect(await updateRef(repo, 'refs/okstra/x', one, undefined)).toBe(true);
    expect(await updateRef(repo, 'refs/okstra/x', two, undefined)).toBe(true);
  });

  test('of 8 that create the same ref at once one wins', async () => {
    const { repo, one } = rig();
    const answers = await Promise.all(Array.from({ length: 8 }, () => updateRef(repo, 'refs/okstra/race', one, '')));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('a lock of somebody else that stays is named, and not taken for a lost race', async () => {
    const { dir, repo, one, two } = rig();
    run(dir, 'update-ref', 'refs/tags/x', one);
    writeFileSync(join(dir, '.git/refs/tags/x.lock'), '');
    const failure = await failureOf(updateRef(repo, 'refs/tags/x', two, one));
    expect(failure.code).toBe('ref-locked');
    expect(failure.fix).toContain('refs/tags/x.lock');
    expect(existsSync(join(dir, '.git/refs/tags/x.lock'))).toBe(true);
  });

  test('several refs change together or not at all, and one may only be compared', async () => {
    const { repo, one, two } = rig();
    await updateRef(repo, 'refs/okstra/guard', one, '');
    const change = (guard: string) =>
      changeRefs(repo, [
        { ref: 'refs/okstra/guard', old: guard },
        { ref: 'refs/okstra/x', value: one, old: '' },
        { ref: 'refs/okstra/y', value: two, old: '' },
      ]);
    expect(await change(two)).toBe(false);
    expect([...(await readRefs(repo, 'refs/okstra')).keys()]).toEqual(['refs/okstra/guard']);
    expect(await change(one)).toBe(true);
    expect([...(await readRefs(repo, 'refs/okstra')).keys()]).toEqual(['refs/okstra/guard', 'refs/okstra/x', 'refs/okstra/y']);
  });

  test('a name that another ref makes impossible is named', async () => {
    const { repo, one } = rig();
    const failure = await failureOf(updateRef(repo, 'refs/heads/main/deep', one, ''));
    expect(failure).toMatchObject({ category: 'usage', code: 'ref-name-taken' });
    expect(failure.message).toContain('refs/heads/main');
  });

  test('an object that does not exist is a failure, not a lost race', async () => {
    const { repo } = rig();
    expect((await failureOf(updateRef(repo, 'refs/okstra/x', '1'.repeat(40), ''))).code).toBe('git-failed');
  });
});

test('a ref is deleted only while it holds what was named', async () => {
  const { repo, one, two } = rig();
  await updateRef(repo, 'refs/okstra/x', one, '');
  expect(await deleteRef(repo, 'refs/okstra/x', two)).toBe(false);
  expect(await deleteRef(repo, 'refs/okstra/x', one)).toBe(true);
  expect(await deleteRef(repo, 'refs/okstra/x', one)).toBe(false);
  expect(await deleteRef(repo, 'refs/okstra/x', undefined)).toBe(false);
});

test('a prefix takes whole parts of names', async () => {
  const { repo, one } = rig();
  for (const name of ['refs/okstra/a/1', 'refs/okstra/ab/1']) await updateRef(repo, name, one, '');
  expect([...(await readRefs(repo, 'refs/okstra/a/')).keys()]).toEqual(['refs/okstra/a/1']);
  expect([...(await readRefs(repo, '')).keys()]).toEqual(['refs/heads/main', 'refs/okstra/a/1', 'refs/okstra/ab/1']);
});

describe('a lock of okstra’s own that a dead git left behind', () => {
  const lock = (dir: string, ref: string, age: number): string => {
    const file = join(dir, '.git', `${ref}.lock`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const at = Date.now() / 1000 - age;
    utimesSync(file, at, at);
    return file;
  };

  test.each(['refs/okstra/leases/specs/spec-01', 'refs/heads/okstra/spec-01'])('is removed: %s', async (ref) => {
    const { dir, repo, one, two } = rig();
    await updateRef(repo, ref, one, '');
    const file = lock(dir, ref, 60);
    expect(await updateRef(repo, ref, two, one)).toBe(true);
    expect((await readRefs(repo, ref)).get(ref)).toBe(two);
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test('also the one that git takes for all refs when it deletes one', async () => {
    const { dir, repo, one } = rig();
    await updateRef(repo, 'refs/okstra/x', one, '');
    run(dir, 'pack-refs', '--all');
    lock(dir, 'packed-refs', 60);
    expect(await deleteRef(repo, 'refs/okstra/x', one)).toBe(true);
  });

  test('a young one is waited for, and gone once it is old enough', async () => {
    const { dir, repo, one, two } = rig();
    await updateRef(repo, 'refs/okstra/x', one, '');
    lock(dir, 'refs/okstra/x', 2.5);
    expect(await updateRef(repo, 'refs/okstra/x', two, one)).toBe(true);
  });

  test('is left alone while a git that may hold it is alive in this repository, and taken once that one is gone', async () => {
    const { dir, repo, one, two } = rig();
    await updateRef(repo, 'refs/okstra/x', one, '');
    // Waits for its input, like a git that was stopped in the middle.
    const git = spawn('git', ['update-ref', '--stdin'], { cwd: dir, stdio: ['pipe', 'ignore', 'ignore'] });
    await once(git, 'spawn');
    lock(dir, 'refs/okstra/x', 1);
    const changing = updateRef(repo, 'refs/okstra/x', two, one);
    const early = await Promise.race([changing.then(() => 'changed'), sleep(3000).then(() => 'waits')]);
    git.kill('SIGKILL');
    expect([early, await changing]).toEqual(['waits', true]);
  });
});
