/** Messages of the commits of a bundle: conventional ones, with the document as scope. Pure. */
import { commitProblems } from '../../audits/scope/commits.ts';

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
