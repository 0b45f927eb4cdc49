/** The commits of a bundle: several conventional ones, each of which holds its own files. Pure. */
import { commitProblems } from '../../audits/scope/commits.ts';

export interface ProposedCommit {
  readonly message: string;
  readonly files: readonly string[];
}

export const frdScope = (frdId: string): string => frdId.toLowerCase();

/** Everything that is wrong with a message, a sentence each. */
export function frdCommitProblems(message: string, frdId: string): readonly string[] {
  const scope = /^\w+\(([^)]*)\)/.exec(message)?.[1];
  const own = frdScope(frdId);
  return [
    ...commitProblems(message, 'frd'),
    ...(scope === undefined || !/^frd-\d{3}$/.test(scope) || scope === own
      ? []
      : [`expected the scope ${own}, found "${scope}"`]),
    ...(scope !== undefined && scope !== scope.toLowerCase() ? ['the scope is not in lower case'] : []),
    ...(/^(?:fixup|squash|amend)!/.test(message) ? ['it is one that is to be melted into another'] : []),
  ];
}

/** The message in place of one that does not keep the rules. */
export function fallbackMessage(frdId: string, title: string): string {
  const start = `feat(${frdScope(frdId)}): `;
  const words =
    title
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .replace(/[.!]+$/, '') || 'implement its tasks';
  const line = words.charAt(0).toLowerCase() + words.slice(1);
  return start + (start.length + line.length > LONGEST ? line.slice(0, LONGEST - start.length).replace(/ \S*$/, '') : line);
}

const LONGEST = 72;

export interface CommitPlan {
  /** Each changed file is in exactly one; never empty where something changed. */
  readonly commits: readonly ProposedCommit[];
  /** What was put right, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Cuts a change along what the executor proposed. A file belongs to the first commit that names it; those that none names go into the last one,
 * and a commit without files is left out.
 *
 * @param changed paths of the whole change
 * @param title of the bundle's first task
 */
export function planCommits(
  proposed: readonly ProposedCommit[],
  { changed, frdId, title }: { readonly changed: readonly string[]; readonly frdId: string; readonly title: string },
): CommitPlan {
  if (changed.length === 0) return { commits: [], notices: [] };
  const notices: string[] = [];
  const open = new Set(changed);
  const commits: { message: string; files: string[] }[] = [];
  for (const { message, files } of proposed) {
    const own = [...new Set(files)].filter((path) => open.delete(path));
    const wrong = frdCommitProblems(message, frdId);
    if (own.length === 0) notices.push(`"${firstLine(message)}" names no file of the change that is left, and is left out`);
    else if (wrong.length === 0) commits.push({ message, files: own });
    else {
      const better = fallbackMessage(frdId, title);
      notices.push(`"${firstLine(message)}" became "${better}": ${wrong.join('; ')}`);
      commits.push({ message: better, files: own });
    }
  }
  const rest = changed.filter((path) => open.has(path));
  const last = commits.at(-1);
  if (last === undefined) return { commits: [{ message: fallbackMessage(frdId, title), files: [...changed] }], notices };
  if (rest.length > 0) {
    last.files.push(...rest);
    notices.push(`${rest.join(', ')}: named by no commit, so in the last one`);
  }
  return { commits, notices };
}

const firstLine = (message: string): string => message.split('\n', 1)[0]?.slice(0, 80) ?? '';
