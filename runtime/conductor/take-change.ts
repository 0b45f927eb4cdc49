/** The change of a run without an executor: held while the run needs it, and made the candidate of its one attempt. */
import type { Repository } from '../git/index.ts';
import { deleteRef, diffBoth, filesOf, updateRef } from '../git/index.ts';
import type { RunState } from '../lead/index.ts';
import type { ReviewedChange } from '../model/plan.ts';
import type { RunContext } from './context.ts';
import { rememberDiff } from './diff-known.ts';
import { shelfOf } from './prompt-shelf.ts';
import { collectFacts } from './run-facts.ts';

const refsOf = (runId: string) => ({ base: `refs/okstra/runs/${runId}/base`, candidate: `refs/okstra/runs/${runId}/attempt-1` });

/** No branch and no worktree: the two commits are only kept from being collected, whatever happens to the branches that hold them. */
export async function prepareReview(context: RunContext, change: ReviewedChange): Promise<void> {
  const { repo, plan, runId } = context;
  const refs = refsOf(runId);
  shelfOf(repo, context.ports);
  const [files] = await Promise.all([
    filesOf(repo, change.base),
    updateRef(repo, refs.base, change.base, undefined),
    updateRef(repo, refs.candidate, change.commit, undefined),
  ]);
  context.append({
    type: 'prepared',
    base: change.base,
    baseTree: change.baseTree,
    startTree: change.tree,
    branch: null,
    branchBefore: null,
    worktree: null,
    created: false,
    mergedDependencies: [],
    facts: collectFacts(plan, files, context.ports),
  });
}

export async function takeChange(context: RunContext, attempt: number): Promise<void> {
  const { plan, repo, folder } = context;
  if (plan.executor !== null) throw new Error('a change is taken only where nobody is asked to make it');
  const { base, baseTree, commit, tree } = plan.change;
  const { files, text } = await diffBoth(repo, baseTree, tree);
  rememberDiff(context, { from: baseTree, to: tree, text });
  const diff = folder.project(`diffs/attempt-${attempt}.diff`, text);
  context.append({
    type: 'candidate-captured',
    candidate: { attempt, commit, tree, base, baseTree, changed: tree !== baseTree, files, diff },
    executorCommits: 0,
    restored: [],
  });
}

/** A review that is over leaves nothing in the repository. One that can go on still needs what it judges. */
export async function letGoOfChange(run: {
  readonly repo: Repository;
  readonly runId: string;
  readonly state: RunState;
}): Promise<void> {
  const { outcome } = run.state.finished ?? {};
  if (outcome === undefined || outcome === 'cancelled' || outcome === 'waiting-quota' || !run.state.reportWritten) return;
  await dropChange(run.repo, run.runId);
}

export async function dropChange(repo: Repository, runId: string): Promise<void> {
  for (const ref of Object.values(refsOf(runId))) await deleteRef(repo, ref, undefined);
}
