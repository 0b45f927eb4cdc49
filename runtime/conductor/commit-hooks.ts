/** `git.hooks: true`: the repository's own commit hooks look at the candidate before it becomes a commit on the branch. */
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { durationText } from '../config/units.ts';
import { captureTree, git } from '../git/index.ts';
import type { Candidate } from '../model/evidence.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { writeFileAtomic } from '../store/files.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { plannedWork } from './workplace.ts';

/**
 * Runs pre-commit and commit-msg in the worktree, where the candidate is staged over its base. A hook that refuses, or that changes what
 * was checked and verified, blocks the run: neither may slip onto the branch.
 */
export async function runCommitHooks(context: RunContext, worktree: string, candidate: Candidate): Promise<void> {
  const hooks = await hooksFolder(context);
  const message = join(scratchDir(context), 'COMMIT_EDITMSG');
  writeFileAtomic(message, `${plannedWork(context).commitMessage}\n`);
  for (const [hook, ...args] of [['pre-commit'], ['commit-msg', message]] as const) {
    if (!existsSync(join(hooks, hook))) continue;
    const ran = await git(
      worktree,
      ['-c', `core.hooksPath=${hooks}`, 'hook', 'run', hook, ...(args.length > 0 ? ['--', ...args] : [])],
      { allowExit: Array.from({ length: 255 }, (_, code) => code + 1), timeoutMs: context.plan.limits.timeoutMs },
    ).catch((error: unknown) => {
      throw tooLong(error, hook, context);
    });
    if (ran.exitCode !== 0) {
      throw fail(
        'blocked',
        'hook-refused',
        `Expected the hook ${hook} to accept the candidate, found exit code ${ran.exitCode}: ${(ran.stderr || ran.stdout).trim().slice(-2000)}`,
        {
          fix: 'Mend what the hook names and run the item again, or set git.hooks to false.',
        },
      );
    }
    const { tree } = await captureTree(worktree, { since: candidate.base });
    if (tree !== candidate.tree) {
      throw fail(
        'blocked',
        'hook-changed-files',
        `Expected the hook ${hook} to leave the files as they were verified, found them changed.`,
        {
          fix: `Make the change part of a check, or set git.hooks to false.`,
        },
      );
    }
  }
}

function tooLong(error: unknown, hook: string, { plan }: RunContext): unknown {
  if (!(error instanceof OkstraError) || error.failure.code !== 'git-timed-out') return error;
  const limit = durationText(plan.limits.timeoutMs);
  return fail(
    'blocked',
    'hook-timed-out',
    `Expected the hook ${hook} to end within ${limit} (run.timeout), found it still running.`,
    {
      fix: 'Run the hook by hand to see what it waits for, or set git.hooks to false; then run the item again.',
      cause: error,
    },
  );
}

/** okstra's own git calls switch hooks off, so the place is read from the user's settings alone. */
async function hooksFolder({ repo }: RunContext): Promise<string> {
  for (const scope of ['--local', '--global', '--system']) {
    const { stdout } = await git(repo.top, ['config', scope, '--type=path', '--get', 'core.hooksPath'], { allowExit: [1, 128] });
    const path = stdout.trim();
    if (path !== '') return isAbsolute(path) ? path : join(repo.top, path);
  }
  return join(repo.commonDir, 'hooks');
}
