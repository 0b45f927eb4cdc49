/** `git.hooks: true`: the repository's own commit hooks look at the candidate before it becomes a commit on the branch. */
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { durationText } from '../config/units.ts';
import type { CheckResult } from '../evidence/index.ts';
import { runCheck } from '../evidence/index.ts';
import { filesNow, git } from '../git/index.ts';
import type { Candidate } from '../model/evidence.ts';
import { fail, type OkstraError } from '../model/failure.ts';
import type { CheckoutAt } from './clean-checkout.ts';
import { checkContext, inCheckout, unlessStopped } from './clean-checkout.ts';
import type { RunContext } from './context.ts';
import { plannedWork } from './workplace.ts';

type Hook = 'pre-commit' | 'commit-msg';
const HOOKS: readonly Hook[] = ['pre-commit', 'commit-msg'];

/**
 * Runs pre-commit and commit-msg where checks run and as they run: what they start is the candidate's code. The clean checkout has a git
 * folder of its own, in which the candidate is staged over its base, on a branch of the item's name. A hook that refuses, or that changes
 * what was checked and verified, blocks the run: neither may slip onto the branch.
 */
export async function runCommitHooks(context: RunContext, candidate: Candidate): Promise<void> {
  const folder = await hooksFolder(context);
  const hooks = HOOKS.filter((hook) => existsSync(join(folder, hook)));
  if (hooks.length === 0) return;
  const where = { commit: candidate.commit, tree: candidate.tree, on: 'candidate', attempt: candidate.attempt } as const;
  await inCheckout(context, where, `hooks-${candidate.attempt}`, async (place) => {
    const look = () => filesNow({ repo: context.repo, snapshot: { ...where, dir: place.dir }, spareDir: `${place.dir}-spare` });
    const before = await look();
    for (const hook of hooks) {
      refuse(await runHook(context, { hook, folder, place, base: candidate.base }), hook, context);
      if (!isDeepStrictEqual(await look(), before)) throw changed(hook);
    }
  });
}

const MESSAGE = '.git/COMMIT_EDITMSG';

/** Inside the sandbox, too: the set-up may have run code of the candidate's, and then nothing in the checkout is what it was. */
function stagedOverBase(context: RunContext, base: string): string {
  const { branch, commitMessage } = plannedWork(context);
  const ref = quoted(`refs/heads/${branch}`);
  return `git update-ref ${ref} ${base} && git symbolic-ref HEAD ${ref} && printf '%s\\n' ${quoted(commitMessage)} > ${MESSAGE}`;
}

interface HookRun {
  readonly hook: Hook;
  readonly folder: string;
  readonly place: CheckoutAt;
  /** Commit. */
  readonly base: string;
}

function runHook(context: RunContext, { hook, folder, place, base }: HookRun): Promise<CheckResult> {
  const name = `hook ${hook}`;
  context.emit({ type: 'check', check: name, on: 'candidate' });
  const words = ['git', '-c', `core.hooksPath=${folder}`, 'hook', 'run', hook, ...(hook === 'commit-msg' ? ['--', MESSAGE] : [])];
  const spec = {
    id: `hook:${hook}`,
    label: name,
    category: 'item',
    cmd: `${stagedOverBase(context, base)} && exec ${words.map(quoted).join(' ')}`,
    cwd: '.',
    env: { GIT_EDITOR: ':', GIT_TERMINAL_PROMPT: '0' },
    network: false,
    timeoutMs: context.plan.limits.timeoutMs,
  } as const;
  const logPath = context.folder.absolute(`checks/attempt-${place.attempt}-hook-${hook}.log`);
  // Hooks that are kept in the project start others beside them.
  const readable = [folder, context.repo.top];
  return unlessStopped(context, () => runCheck({ ...checkContext(context, place), spec, logPath, readable }));
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

function refuse(ran: CheckResult, hook: Hook, { plan }: RunContext): void {
  if (ran.status === 'passed') return;
  if (ran.status === 'timed-out') {
    const limit = durationText(plan.limits.timeoutMs);
    throw fail(
      'blocked',
      'hook-timed-out',
      `Expected the hook ${hook} to end within ${limit} (run.timeout), found it still running.`,
      {
        fix: 'Run the hook by hand to see what it waits for, or set git.hooks to false; then run the item again.',
      },
    );
  }
  const found = ran.exitCode ?? `none (${ran.note ?? 'it did not end by itself'})`;
  throw fail(
    'blocked',
    'hook-refused',
    `Expected the hook ${hook} to accept the candidate, found exit code ${found}: ${ran.tail.trim().slice(-2000)}`,
    {
      fix:
        ran.hint === undefined
          ? 'Mend what the hook names and run the item again, or set git.hooks to false.'
          : 'It may have failed because of the sandbox: hooks run like checks, without network, and write to their checkout and TMPDIR only. Make what needs more a check with network: true or sandbox: false, and set git.hooks to false; or use --check-sandbox off.',
    },
  );
}

const changed = (hook: Hook): OkstraError =>
  fail(
    'blocked',
    'hook-changed-files',
    `Expected the hook ${hook} to leave the files as they were verified, found them changed.`,
    {
      fix: `Make the change part of a check, or set git.hooks to false.`,
    },
  );

/** okstra's own git calls switch hooks off, so the place is read from the user's settings alone. */
async function hooksFolder({ repo }: RunContext): Promise<string> {
  for (const scope of ['--local', '--global', '--system']) {
    const { stdout } = await git(repo.top, ['config', scope, '--type=path', '--get', 'core.hooksPath'], { allowExit: [1, 128] });
    const path = stdout.trim();
    if (path !== '') return isAbsolute(path) ? path : join(repo.top, path);
  }
  return join(repo.commonDir, 'hooks');
}
