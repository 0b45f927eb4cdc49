/** What the change of a bundle does to the tools and ignore files of the repository, as findings. */
import type { AuditFinding } from '../../audits/index.ts';
import { filesOf } from '../../git/index.ts';
import type { Candidate } from '../../model/evidence.ts';
import { checkHygiene, hygieneCandidates } from '../../sources/frd/index.ts';
import type { RunContext } from '../context.ts';
import { ignoredAt } from './ignored-at.ts';

export async function auditHygiene(context: RunContext, { base, commit, files }: Candidate): Promise<readonly AuditFinding[]> {
  const [before, after] = await Promise.all([filesOf(context.repo, base), filesOf(context.repo, commit)]);
  const isTouched = files.some(({ path, previousPath }) =>
    [path, previousPath].some((each) => /(?:^|\/)\.gitignore$/.test(each ?? '')),
  );
  const candidates = [...hygieneCandidates(before, after)];
  // Where no ignore file changed nothing is ignored that was not.
  const [wasIgnored, isIgnored] = isTouched
    ? await Promise.all([ignoredAt(context, base, candidates), ignoredAt(context, commit, candidates)])
    : [never, never];
  return checkHygiene({ before, after, wasIgnored, isIgnored }).map(({ kind, severity, file, claim, recommendation }) => ({
    kind,
    by: 'values',
    finding: { category: 'process', severity, claim, evidence: `Files before and after the change: ${file}`, recommendation },
  }));
}

const never = (): boolean => false;
