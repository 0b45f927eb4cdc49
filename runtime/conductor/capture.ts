/** The candidate: what the executor left in its worktree, made into a commit by okstra. */
import {
  captureTree,
  commitsBetween,
  commitTree,
  diffFiles,
  diffText,
  headOf,
  replacePaths,
  setWorktreeTree,
  updateRef,
} from '../git/index.ts';
import type { Action } from '../lead/index.ts';
import type { RunContext } from './context.ts';

/**
 * The executor's own commits are undone softly: only the files count. Files that okstra writes back itself are as in the base. No
 * change is a candidate like any other: the base.
 */
export async function captureCandidate(context: RunContext, action: Extract<Action, { type: 'capture' }>): Promise<void> {
  const { repo, plan, folder } = context;
  const { prepared } = context.state();
  if (!prepared) throw new Error('a candidate is captured only after the run was prepared');
  const { base, baseTree, worktree, branch } = prepared;
  const executorCommits = await commitsBetween(worktree, base, await headOf(worktree));
  const found = await captureTree(worktree, { since: base });
  const { tree, changed: restored } = await replacePaths({
    repo,
    tree: found.tree,
    from: baseTree,
    paths: plan.item.writeBackPaths,
  });
  const isChanged = tree !== baseTree;
  const commit = isChanged ? await commitTree({ repo, tree, parents: [base], message: plan.commitMessage }) : base;
  await updateRef(repo, `refs/okstra/runs/${context.runId}/attempt-${action.attempt}`, commit, undefined);
  await setWorktreeTree({ repo, worktree, branch, commit: base, tree, keepAs: `${context.runId}/attempt-${action.attempt}` });
  const files = isChanged ? await diffFiles(repo, baseTree, tree) : [];
  const diff = folder.project(`diffs/attempt-${action.attempt}.diff`, isChanged ? await diffText(repo, baseTree, tree) : '');
  noteOddities(context, { executorCommits: executorCommits.length, restored, embedded: found.embedded });
  context.append({
    type: 'candidate-captured',
    candidate: { attempt: action.attempt, commit, tree, base, baseTree, changed: isChanged, files, diff },
    executorCommits: executorCommits.length,
    restored,
  });
}

function noteOddities(
  context: RunContext,
  seen: { executorCommits: number; restored: readonly string[]; embedded: readonly string[] },
): void {
  const notice = (code: string, message: string): void => void context.append({ type: 'notice', notice: { code, message } });
  if (seen.executorCommits > 0)
    notice('executor-commits', `The executor made ${seen.executorCommits} commit(s); okstra made them again by its own rules.`);
  if (seen.restored.length > 0)
    notice('write-back-restored', `Restored as in the base, because okstra writes them itself: ${seen.restored.join(', ')}.`);
  if (seen.embedded.length > 0)
    notice(
      'embedded-repository',
      `Left out of the candidate, because they are repositories of their own: ${seen.embedded.join(', ')}.`,
    );
}
