/** A candidate as several commits, cut as its executor named them; the tree at their end is the candidate's. */
import { commitProblems } from '../audits/scope/commits.ts';
import { parseExecutorClaims } from '../findings/index.ts';
import { commitTree, replacePaths } from '../git/index.ts';
import type { AttemptState } from '../lead/index.ts';
import { currentAttempt } from '../lead/index.ts';
import type { ChangedFile } from '../model/evidence.ts';
import type { WorkItem } from '../model/item.ts';
import { frdCommitProblems } from '../sources/frd/index.ts';
import type { RunContext } from './context.ts';
import { plannedWork } from './workplace.ts';
import { executorText } from './workspace.ts';

export interface CommitPart {
  readonly message: string;
  readonly files: readonly ChangedFile[];
}

export interface ClaimedCommit {
  readonly message: string;
  readonly files: readonly string[];
}

/**
 * Each file goes into the first commit that names it, the others into the last one. A message that breaks the source's rules is replaced by
 * `fallback`; commits that come out empty are left out.
 */
export function cutCommits(
  files: readonly ChangedFile[],
  claimed: readonly ClaimedCommit[],
  rules: { readonly problemsOf: (message: string) => readonly string[]; readonly fallback: string },
): { readonly parts: readonly CommitPart[]; readonly refused: readonly string[] } {
  const refused: string[] = [];
  const left = new Set(files);
  const parts = claimed.map((commit): { message: string; files: ChangedFile[] } => {
    const problems = rules.problemsOf(commit.message);
    if (problems.length > 0) refused.push(`"${commit.message.split('\n', 1)[0]}": ${problems.join('; ')}`);
    const named = [...left].filter(
      ({ path, previousPath }) =>
        commit.files.includes(path) || (previousPath !== undefined && commit.files.includes(previousPath)),
    );
    for (const file of named) left.delete(file);
    return { message: problems.length > 0 ? rules.fallback : commit.message.trim(), files: named };
  });
  const kept = parts.filter((part) => part.files.length > 0);
  const last = kept.at(-1);
  if (last === undefined) return { parts: files.length === 0 ? [] : [{ message: rules.fallback, files }], refused };
  last.files.push(...left);
  return { parts: kept, refused };
}

/** What is wrong with a message by the rules of the item's source. */
export const messageProblems = ({ source, bundle }: WorkItem, message: string): readonly string[] =>
  bundle === undefined ? commitProblems(message, source) : frdCommitProblems(message, bundle.frdId);

/** As the executor named them, or named them better when it was asked once more. */
function claimedCommits(context: RunContext, attempt: AttemptState): readonly ClaimedCommit[] {
  const again = attempt.dispatches.findLast(
    ({ seat, turn, text }) => seat === 'executor' && turn === 'repair' && text !== undefined,
  );
  const better = again?.text === undefined ? [] : parseExecutorClaims(context.folder.read(again.text)).claims.commits;
  return better.length > 0 ? better : parseExecutorClaims(executorText(context, attempt)).claims.commits;
}

/** Messages that break the rules are asked for once more, before okstra replaces them. @returns whether they are asked for now */
export function asksForMessages(
  context: RunContext,
  { attempt: n, dispatch }: { readonly attempt: number; readonly dispatch: string },
): boolean {
  const { item } = plannedWork(context);
  const attempt = currentAttempt(context.state());
  const isAsked = attempt?.dispatches.some(({ seat, judged }) => seat === 'executor' && judged !== undefined) === true;
  if (item.bundle === undefined || attempt === undefined || isAsked) return false;
  const problems = claimedCommits(context, attempt).flatMap(({ message }) =>
    messageProblems(item, message).map((problem) => `"${message.split('\n', 1)[0]}": ${problem}`),
  );
  if (problems.length === 0) return false;
  context.append({ type: 'answer-judged', dispatch, seat: 'executor', attempt: n, result: 'repairable', problems });
  return true;
}

export async function commitInParts(
  context: RunContext,
  made: { readonly base: string; readonly baseTree: string; readonly tree: string; readonly files: readonly ChangedFile[] },
): Promise<string> {
  const { repo } = context;
  const { item, commitMessage } = plannedWork(context);
  const { base, baseTree, tree, files } = made;
  if (tree === baseTree) return base;
  const attempt = currentAttempt(context.state());
  const { parts, refused } = cutCommits(files, attempt === undefined ? [] : claimedCommits(context, attempt), {
    problemsOf: (message) => messageProblems(item, message),
    fallback: commitMessage,
  });
  if (refused.length > 0) noteOnce(context, `Messages that break the rules of the source were replaced: ${refused.join('; ')}`);
  let parent = base;
  let at = baseTree;
  for (const [index, part] of parts.entries()) {
    const paths = part.files.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [previousPath, path]));
    at = index === parts.length - 1 ? tree : (await replacePaths({ repo, tree: at, from: tree, paths })).tree;
    parent = await commitTree({ repo, tree: at, parents: [parent], message: part.message });
  }
  return parent;
}

function noteOnce(context: RunContext, message: string): void {
  if (context.events().some((event) => event.type === 'notice' && event.notice.message === message)) return;
  context.append({ type: 'notice', notice: { code: 'commit-messages', message } });
}
