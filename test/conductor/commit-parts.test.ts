import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitProblems } from '../../runtime/audits/scope/commits.ts';
import { cutCommits } from '../../runtime/conductor/commit-parts.ts';
import type { ChangedFile } from '../../runtime/model/evidence.ts';

const file = (path: string, previousPath?: string): ChangedFile => ({
  status: previousPath === undefined ? 'modified' : 'renamed',
  path,
  ...(previousPath === undefined ? {} : { previousPath }),
  insertions: 1,
  deletions: 0,
  binary: false,
});
const rules = {
  problemsOf: (message: string) => commitProblems(message, 'task-queue'),
  fallback: 'feat(api): add the login',
};

test('files go where they are named, the others into the last commit', () => {
  const { parts, refused } = cutCommits(
    [file('a.test.ts'), file('a.ts'), file('b.ts'), file('new.ts', 'old.ts')],
    [
      { message: 'test: cover the login', files: ['a.test.ts', 'old.ts'] },
      { message: 'feat: add the login', files: ['a.ts', 'a.test.ts'] },
      { message: 'docs: say it', files: ['nothing.md'] },
    ],
    rules,
  );
  expect(parts.map(({ message, files }) => [message, files.map(({ path }) => path)])).toEqual([
    ['test: cover the login', ['a.test.ts', 'new.ts']],
    ['feat: add the login', ['a.ts', 'b.ts']],
  ]);
  expect(refused).toEqual([]);
});

test('a message that breaks the rules is replaced, and named', () => {
  const { parts, refused } = cutCommits([file('a.ts')], [{ message: 'Added the login.', files: ['a.ts'] }], rules);
  expect(parts.map(({ message }) => message)).toEqual(['feat(api): add the login']);
  expect(refused[0]).toContain('Added the login.');
});

test('whatever is claimed, every file is in one commit', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(
      fc.uniqueArray(names),
      fc.array(fc.record({ message: fc.constantFrom('feat: x', 'no'), files: fc.array(names) })),
      (paths, claimed) => {
        const { parts } = cutCommits(
          paths.map((path) => file(path)),
          claimed,
          rules,
        );
        expect(parts.flatMap(({ files }) => files.map(({ path }) => path)).toSorted()).toEqual(paths.toSorted());
        expect(parts.every(({ files }) => files.length > 0)).toBe(true);
      },
    ),
  );
});
