/** The code that counts: HEAD and what was integrated, together. */
import { commitTree, isAncestor, mergeTrees, readRefs } from '../../git/index.ts';
import { fail } from '../../model/failure.ts';
import type { Session } from '../session.ts';

export async function currentCode(session: Session, branch: string): Promise<string> {
  const { repo } = session;
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  const { commit } = repo.head;
  if (tip === undefined || (await isAncestor(repo, tip, commit))) return commit;
  if (await isAncestor(repo, commit, tip)) return tip;
  const merged = await mergeTrees(repo, commit, tip);
  if ('conflicts' in merged) {
    throw fail(
      'blocked',
      'base-conflict',
      `Expected HEAD and ${branch} to merge, found conflicts in ${merged.conflicts.join(', ')}.`,
      {
        fix: `git merge ${branch}, and settle them by hand.`,
        details: { files: merged.conflicts },
      },
    );
  }
  return commitTree({ repo, tree: merged.tree, parents: [commit, tip], message: `HEAD and ${branch} together` });
}
