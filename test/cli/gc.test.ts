/** What `okstra gc` prints of worktrees that stay. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { emptyFolder, run as git, write } from '../git/scratch.ts';
import { itemId, makeRuns } from '../support/made-runs.ts';
import { okstra } from './okstra.ts';

function rig() {
  const root = emptyFolder();
  const [top, home] = [join(root, 'repo'), join(root, 'home')];
  vi.stubEnv('OKSTRA_HOME', home);
  mkdirSync(top);
  git(top, 'init', '-q', '-b', 'main');
  write(top, { 'a.txt': 'one\n', '.gitignore': '.env\n' });
  git(top, 'add', '-A');
  git(top, 'commit', '-qm', 'first');
  const worktreeOf = (item: string): string => join(home, 'worktrees', 'repo', `specs-${item}`);
  makeRuns(top, { items: 3, runsOfEach: 1, worktree: worktreeOf });
  const [ignored, dirty, ahead] = [0, 1, 2].map((item) => {
    const path = worktreeOf(itemId(item));
    git(top, 'worktree', 'add', '-q', '-b', `okstra/${itemId(item)}`, path);
    return path;
  }) as [string, string, string];
  write(ignored, { '.env': 'KEY=mine\n' });
  write(dirty, { 'a.txt': 'two\n' });
  git(ahead, 'commit', '-q', '--allow-empty', '-m', 'work');
  return { top };
}

test('work of a moment ago stays with a plain reason and what to do, and nobody calls it old', async () => {
  const { top } = rig();
  const { stdout, exitCode } = await okstra(top, 'gc');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    [
      'Nothing to remove.',
      '',
      'stays:',
      `  specs-${itemId(0)}: files in it that git ignores are nowhere else: .env`,
      `    fix: Move them away; or okstra gc ${itemId(0)} --force names what would be lost, and with --apply gives it up`,
      `  specs-${itemId(1)}: changes in it are not committed`,
      `    fix: Commit them; or okstra gc ${itemId(1)} --force names what would be lost, and with --apply gives it up`,
      `  specs-${itemId(2)}: HEAD lacks commits of branch okstra/${itemId(2)}`,
      `    fix: okstra land ${itemId(2)}; or okstra gc ${itemId(2)} --force names what would be lost, and with --apply gives it up`,
      '',
    ].join('\n'),
  );
});
