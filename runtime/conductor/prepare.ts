/** Base, branch and worktree of a run (before any agent is asked), and the start of each attempt. */
import {
  commitTree,
  ensureWorktree,
  filesOf,
  filesOfHead,
  isAncestor,
  mergeTrees,
  readRefs,
  setWorktreeTree,
  treeOf,
  updateRef,
} from '../git/index.ts';
import type { Action } from '../lead/index.ts';
import { currentAttempt } from '../lead/index.ts';
import { fail } from '../model/failure.ts';
import type { RunContext } from './context.ts';
import { shelfOf } from './prompt-shelf.ts';
import { collectFacts } from './run-facts.ts';
import { prepareReview } from './take-change.ts';
import { plannedWork } from './workplace.ts';
import { remember } from './worktree-known.ts';

/**
 * The base is the user's HEAD, with accepted dependencies merged in that it lacks. Earlier work of the item is where the first attempt
 * starts, not the base: so the whole of the item's change is checked and verified against what the user has, every time.
 */
export async function prepare(context: RunContext): Promise<void> {
  const { plan, repo } = context;
  if (plan.executor === null) return prepareReview(context, plan.change);
  let base = plan.base.head;
  const merged: { item: string; commit: string }[] = [];
  for (const { item, commit } of plan.base.merges) {
    if (await isAncestor(repo, commit, base)) continue;
    base = await mergeDependency(context, { item, commit, base });
    merged.push({ item, commit });
  }
  const continued = plan.base.continues;
  if (continued?.ownCommits) base = await mergeOwnCommits(context, base, continued.tip);
  const baseTree = base === repo.head.commit ? repo.head.tree : await treeOf(repo, base);
  const startTree = continued && !continued.ownCommits ? await continuedTree(context, base, continued.tip) : baseTree;

  const making = ensureWorktree({ repo, path: plan.worktree, branch: plan.branch, start: base });
  making.catch(() => undefined);
  // Git is at work now: time for what the first prompt needs.
  shelfOf(repo, context.ports);
  const [{ created, tip: branchBefore = null, movedTo }, tree] = await Promise.all([
    making,
    base === repo.head.commit ? filesOfHead(repo) : filesOf(repo, base),
    // A merge is in no branch of the user's.
    ...(base === plan.base.head ? [] : [updateRef(repo, `refs/okstra/runs/${context.runId}/base`, base, '')]),
  ]);
  if (branchBefore !== null && !continued) await keepOldTip(context, branchBefore);
  if (movedTo !== undefined) {
    const message = `The worktree's link to the repository was broken; what lay there is kept at ${movedTo}.`;
    context.append({ type: 'notice', notice: { code: 'worktree-moved', message } });
  }
  const isAsBase = created && branchBefore === null && startTree === baseTree;
  if (!isAsBase) {
    await setWorktreeTree({
      repo,
      worktree: plan.worktree,
      branch: plan.branch,
      commit: base,
      tree: startTree,
      fence: context.fence,
      keepAs: `${context.runId}/before`,
    });
  }
  remember(context, startTree);
  context.append({
    type: 'prepared',
    base,
    baseTree,
    startTree,
    branch: plan.branch,
    branchBefore,
    worktree: plan.worktree,
    created,
    mergedDependencies: merged,
    facts: collectFacts(plan, tree, context.ports),
  });
}

async function mergeDependency(context: RunContext, what: { item: string; commit: string; base: string }): Promise<string> {
  const { repo } = context;
  const merged = await mergeTrees(repo, what.base, what.commit);
  if ('conflicts' in merged) throw conflict(`the accepted work of ${what.item}`, merged.conflicts);
  return commitTree({
    repo,
    tree: merged.tree,
    parents: [what.base, what.commit],
    message: `Merge ${what.item} into ${context.plan.item.id}`,
  });
}

/** Commits on the item's branch that okstra did not make are the user's: they stay, and the user's HEAD is merged into them. */
async function mergeOwnCommits(context: RunContext, base: string, tip: string): Promise<string> {
  const { repo } = context;
  const plan = plannedWork(context);
  if (await isAncestor(repo, base, tip)) return tip;
  const merged = await mergeTrees(repo, tip, base);
  if ('conflicts' in merged) throw conflict(`the commits on ${plan.branch}`, merged.conflicts);
  return commitTree({ repo, tree: merged.tree, parents: [tip, base], message: `Merge HEAD into ${plan.item.id}` });
}

async function continuedTree(context: RunContext, base: string, tip: string): Promise<string> {
  const merged = await mergeTrees(context.repo, base, tip);
  if ('conflicts' in merged) throw conflict(`the earlier work on ${plannedWork(context).branch}`, merged.conflicts);
  return merged.tree;
}

const conflict = (what: string, files: readonly string[]) =>
  fail('blocked', 'base-conflict', `Expected ${what} to merge with HEAD, found conflicts in ${files.join(', ')}.`, {
    fix: 'Merge by hand, or run with --fresh: the earlier work stays under a numbered branch.',
    details: { files },
  });

/** `--fresh` gives up nothing: what the branch held is kept as `okstra/<id>@<n>`. Work that is merged needs no second name. */
async function keepOldTip(context: RunContext, tip: string): Promise<void> {
  const { repo } = context;
  const plan = plannedWork(context);
  if (await isAncestor(repo, tip, plan.base.head)) return;
  const prefix = `refs/heads/${plan.branch}@`;
  const taken = await readRefs(repo, 'refs/heads/');
  if ([...taken].some(([name, commit]) => name.startsWith(prefix) && commit === tip)) return;
  for (let n = 1; ; n += 1) {
    if (!taken.has(`${prefix}${n}`) && (await context.fence.changeRefs([{ ref: `${prefix}${n}`, value: tip, old: '' }]))) {
      context.append({
        type: 'notice',
        notice: { code: 'old-tip-kept', message: `The earlier work stays as ${plan.branch}@${n}.` },
      });
      return;
    }
  }
}

export async function startAttempt(context: RunContext, action: Extract<Action, { type: 'start-attempt' }>): Promise<void> {
  const { plan } = context;
  const state = context.state();
  const startTree = currentAttempt(state)?.candidate?.tree ?? state.prepared?.startTree;
  if (startTree === undefined) throw new Error('an attempt starts only after the run was prepared');
  const carried = plan.item.carriedTasks.map((text) => ({ text, origin: 'previous run' }));
  const remainingTasks = action.attempt === 1 ? carried : action.remainingTasks;
  context.append({ type: 'attempt-started', attempt: action.attempt, startTree, remainingTasks });
}
