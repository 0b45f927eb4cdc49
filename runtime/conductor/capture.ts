/** The candidate: what the executor left in its worktree, made into a commit by okstra. */
import type { FoundWorktree } from '../git/index.ts';
import { commitsBetween, commitTree, diffFiles, diffText, replacePaths, setWorktreeTree, updateRef } from '../git/index.ts';
import type { Action, RunState } from '../lead/index.ts';
import type { ChangedFile } from '../model/evidence.ts';
import type { RunContext } from './context.ts';
import { remember } from './worktree-known.ts';

/**
 * The executor's own commits are undone softly: only the files count. Files that okstra writes back itself are as in the base. No
 * change is a candidate like any other: the base.
 */
export async function captureCandidate(context: RunContext, action: Extract<Action, { type: 'capture' }>): Promise<void> {
  const { repo, folder } = context;
  const { prepared } = context.state();
  if (!prepared) throw new Error('a candidate is captured only after the run was prepared');
  const { base, baseTree, worktree, branch } = prepared;
  const name = `attempt-${action.attempt}`;
  let made: Made | undefined;
  await setWorktreeTree({
    repo,
    worktree,
    branch,
    commit: base,
    since: base,
    keepAs: `${context.runId}/${name}`,
    tree: async (found) => {
      made = await makeCandidate(context, { prepared, found, name });
      return made.tree;
    },
  });
  if (!made) throw new Error('a worktree was set without looking at it');
  const { commit, tree, files, restored, executorCommits, embedded } = made;
  remember(context, tree);
  const diff = folder.project(`diffs/${name}.diff`, made.diff);
  noteOddities(context, { executorCommits, restored, embedded });
  context.append({
    type: 'candidate-captured',
    candidate: { attempt: action.attempt, commit, tree, base, baseTree, changed: tree !== baseTree, files, diff },
    executorCommits,
    restored,
  });
}

interface Made {
  readonly commit: string;
  readonly tree: string;
  readonly files: readonly ChangedFile[];
  readonly diff: string;
  readonly restored: readonly string[];
  readonly executorCommits: number;
  readonly embedded: readonly string[];
}

async function makeCandidate(
  { repo, plan, runId }: RunContext,
  what: { readonly prepared: NonNullable<RunState['prepared']>; readonly found: FoundWorktree; readonly name: string },
): Promise<Made> {
  const { prepared, found, name } = what;
  const { base, baseTree, worktree } = prepared;
  const changeTo = (tree: string) => Promise.all([diffFiles(repo, baseTree, tree), diffText(repo, baseTree, tree)]);
  const [commits, seen] = await Promise.all([
    commitsBetween(worktree, base, found.head),
    found.tree === baseTree ? NOTHING : changeTo(found.tree),
  ]);
  const paths = plan.item.writeBackPaths;
  const { tree, changed: restored } = isAmong(paths, seen[0])
    ? await replacePaths({ repo, tree: found.tree, from: baseTree, paths })
    : { tree: found.tree, changed: [] };
  const [files, diff] = tree === found.tree ? seen : await changeTo(tree);
  const commit = tree === baseTree ? base : await commitTree({ repo, tree, parents: [base], message: plan.commitMessage });
  await updateRef(repo, `refs/okstra/runs/${runId}/${name}`, commit, undefined);
  return { commit, tree, files, diff, restored, executorCommits: commits.length, embedded: found.embedded };
}

const NOTHING: readonly [readonly ChangedFile[], string] = [[], ''];

/** Whether a change touches one of the paths (files or folders). */
const isAmong = (paths: readonly string[], files: readonly ChangedFile[]): boolean =>
  files
    .flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]))
    .some((changed) => paths.some((path) => changed === path || changed.startsWith(`${path.replace(/\/+$/, '')}/`)));

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
