import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deleteRef, readRefs, updateRef } from '../../runtime/git/refs.ts';
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

  test('a lock file left behind is named, and not taken for a lost race', async () => {
    const { dir, repo, one, two } = rig();
    await updateRef(repo, 'refs/okstra/x', one, '');
    writeFileSync(join(dir, '.git/refs/okstra/x.lock'), '');
    const failure = await failureOf(updateRef(repo, 'refs/okstra/x', two, one));
    expect(failure.code).toBe('ref-locked');
    expect(failure.fix).toContain('refs/okstra/x.lock');
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
