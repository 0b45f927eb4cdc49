/** Files of a worktree that git ignores. */
import { git } from './run.ts';

/** Paths with `/`; a folder of which everything is ignored counts as one, with `/` at its end. */
export async function ignoredIn(worktree: string): Promise<readonly string[]> {
  const { stdout } = await git(worktree, ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z']);
  return stdout.split('\0').filter((path) => path !== '');
}
