/** The candidate: what the executor left in its worktree, made into a commit by okstra. */
import type { Change, FoundWorktree } from '../git/index.ts';
import { commitsBetween, commitTree, diffBoth, replacePaths, setWorktreeTree } from '../git/index.ts';
import type { Action } from '../lead/index.ts';
import type { RunEvent } from '../model/events.ts';
import type { ChangedFile } from '../model/evidence.ts';
import { asksForMessages, commitInParts } from './commit-parts.ts';
import type { RunContext } from './context.ts';
import { rememberDiff } from './diff-known.ts';
import { changedInstructions } from './instructions.ts';
import { plannedWork, workplaceOf } from './workplace.ts';
import { remember } from './worktree-known.ts';

/**
 * The executor's own commits are undone softly: only the files count. Files that okstra writes back itself are as in the base. No
 * change is a candidate like any other: the base.
 */
export async function captureCandidate(context: RunContext, action: Extract<Action, { type: 'capture' }>): Promise<void> {
  const { repo, folder } = context;
  if (asksForMessages(context, action)) return;
  const prepared = workplaceOf(context);
  const { base, baseTree, worktree, branch } = prepared;
  const name = `attempt-${action.attempt}`;
  let made: Made | undefined;
  await setWorktreeTree({
    repo,
    worktree,
    branch,
    commit: base,
    since: base,
    fence: context.fence,
    keepAs: `${context.runId}/${name}`,
    tree: async (found) => {
      made = await makeCandidate(context, { prepared, found, name });
      // Nothing was changed yet: after an interruption from here on the commits and files that are put right would not be seen again.
      noteOddities(context, action.attempt, made);
      return made.tree;
    },
  });
  if (!made) throw new Error('a worktree was set without looking at it');
  const { commit, tree, files, named } = made;
  const { executorCommits, restored } = foundBefore(context, action.attempt) ?? made;
  remember(context, tree);
  rememberDiff(context, { from: baseTree, to: tree, text: made.diff });
  const diff = folder.project(`diffs/${name}.diff`, made.diff);
  await named;
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
  /** Settles once a ref holds the commit. */
  readonly named: Promise<unknown>;
}

async function makeCandidate(
  context: RunContext,
  what: { readonly prepared: ReturnType<typeof workplaceOf>; readonly found: FoundWorktree; readonly name: string },
): Promise<Made> {
  const { repo, runId } = context;
  const plan = plannedWork(context);
  const { prepared, found, name } = what;
  const { base, baseTree, worktree } = prepared;
  const commitOf = (tree: string): Promise<string> | string =>
    tree === baseTree ? base : commitTree({ repo, tree, parents: [base], message: plan.commitMessage });
  const isSeveral = plan.item.commit?.several === true;
  // Most often nothing has to be restored, so the commit is made meanwhile; one that is not needed belongs to no ref.
  const [commits, seen, likely] = await Promise.all([
    commitsBetween(worktree, base, found.head),
    found.tree === baseTree ? NOTHING : diffBoth(repo, baseTree, found.tree),
    isSeveral ? base : commitOf(found.tree),
  ]);
  const paths = plan.item.writeBackPaths;
  const { tree, changed: restored } = isAmong(paths, seen.files)
    ? await replacePaths({ repo, tree: found.tree, from: baseTree, paths })
    : { tree: found.tree, changed: [] };
  const isAsFound = tree === found.tree;
  const { files, text } = isAsFound ? seen : await diffBoth(repo, baseTree, tree);
  const commit = isSeveral
    ? await commitInParts(context, { base, baseTree, tree, files })
    : isAsFound
      ? likely
      : await commitOf(tree);
  const named = context.fence.changeRefs([{ ref: `refs/okstra/runs/${runId}/${name}`, value: commit }]);
  named.catch(() => undefined);
  return { commit, tree, files, diff: text, restored, executorCommits: commits.length, embedded: found.embedded, named };
}

const NOTHING: Change = { files: [], text: '' };

/** Whether a change touches one of the paths (files or folders). */
const isAmong = (paths: readonly string[], files: readonly ChangedFile[]): boolean =>
  files
    .flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]))
    .some((changed) => paths.some((path) => changed === path || changed.startsWith(`${path.replace(/\/+$/, '')}/`)));

/** What a capture of this attempt that was interrupted had found. */
function foundBefore(context: RunContext, attempt: number): Pick<Made, 'executorCommits' | 'restored'> | undefined {
  const found = context.events().find((event) => event.type === 'change-found' && event.attempt === attempt);
  return found?.type === 'change-found' ? found : undefined;
}

/** The facts first, then what is said of them: whatever a process had told when it died is not told again. */
function noteOddities(context: RunContext, attempt: number, seen: Made): void {
  const { executorCommits, restored } = foundBefore(context, attempt) ?? seen;
  const isOdd = executorCommits > 0 || restored.length > 0;
  if (isOdd && !foundBefore(context, attempt)) context.append({ type: 'change-found', attempt, executorCommits, restored });
  const told = context.events();
  const sinceWork = told.slice(told.findLastIndex((event) => event.type === 'dispatch-finished') + 1);
  const notice = (code: string, message: string, among: readonly RunEvent[] = sinceWork): void => {
    if (among.some((event) => event.type === 'notice' && event.notice.message === message)) return;
    context.append({ type: 'notice', notice: { code, message } });
  };
  if (executorCommits > 0)
    notice('executor-commits', `The executor made ${executorCommits} commit(s); okstra made them again by its own rules.`);
  const instructions = changedInstructions(seen.files);
  if (instructions.length > 0)
    notice('instructions-changed', `The candidate changes files that instruct agents: ${instructions.join(', ')}.`, told);
  if (restored.length > 0)
    notice('write-back-restored', `Restored as in the base, because okstra writes them itself: ${restored.join(', ')}.`);
  if (seen.embedded.length > 0)
    notice(
      'embedded-repository',
      `Left out of the candidate, because they are repositories of their own: ${seen.embedded.join(', ')}.`,
    );
}
