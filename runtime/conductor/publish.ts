/** The last candidate becomes the item's branch, and the end of the run goes on record. */
import { captureTree, messagesBetween, readRefs, setWorktreeTree } from '../git/index.ts';
import type { Action } from '../lead/index.ts';
import { runCommitHooks } from './commit-hooks.ts';
import type { RunContext } from './context.ts';
import { sealBundle, sealsWhat } from './frd/seal.ts';
import { plannedWork, workplaceOf } from './workplace.ts';
import { forget, isKnownAt } from './worktree-known.ts';

export async function publish(context: RunContext, { attempt, keepFiles }: Extract<Action, { type: 'publish' }>): Promise<void> {
  const { repo } = context;
  const plan = plannedWork(context);
  const state = context.state();
  const candidate = state.attempts.find((entry) => entry.n === attempt)?.candidate;
  if (!candidate) throw new Error('only a captured candidate can be published');
  const { base, branch, worktree, mergedDependencies } = workplaceOf(context);
  const ref = `refs/heads/${branch}`;
  const sealing = keepFiles ? undefined : sealsWhat(context, attempt);
  const sealed = sealing === undefined ? undefined : await sealBundle(context, sealing);
  const { commit, tree: tipTree } = sealed ?? candidate;
  const isThere = !keepFiles && tipTree === candidate.tree && isKnownAt(context, candidate.tree);
  forget(context);
  if (plan.hooks && candidate.changed && !keepFiles) await runCommitHooks(context, candidate);
  // Where index and files are the candidate's already, only the branch has to move.
  if (!isThere || !(await context.fence.changeRefs([{ ref, value: commit, old: base }]))) {
    const tree = keepFiles ? (await captureTree(worktree, { since: base })).tree : tipTree;
    await setWorktreeTree({
      repo,
      worktree,
      branch,
      commit,
      tree,
      fence: context.fence,
      keepAs: `${context.runId}/published`,
    });
    const tip = (await readRefs(repo, ref)).get(ref);
    if (tip !== commit) throw new Error(`branch ${branch} is at ${tip}, not at the candidate ${commit}`);
  }
  const merges = mergedDependencies.length;
  const commits = commit === base ? [] : await commitsOf(context, base, commit);
  context.append({ type: 'published', branch, commits, ...(sealed === undefined ? {} : { bundle: sealed.record }) });
  if (merges > 0) {
    context.append({
      type: 'notice',
      notice: {
        code: 'dependencies-merged',
        message: `The base holds ${merges} accepted dependency merge(s) below the item's own commit.`,
      },
    });
  }
}

/** Oldest first. */
async function commitsOf(context: RunContext, base: string, tip: string): Promise<{ sha: string; message: string }[]> {
  const plan = plannedWork(context);
  if (plan.item.commit?.several !== true) return [{ sha: tip, message: plan.commitMessage }];
  const made = await messagesBetween(context.repo, { from: base, to: tip, most: 200 });
  return made.map(({ sha, message }) => ({ sha, message }));
}

export async function finish(context: RunContext, action: Extract<Action, { type: 'finish' }>): Promise<void> {
  context.append({ type: 'run-finished', outcome: action.outcome, exitCode: action.exitCode });
}
