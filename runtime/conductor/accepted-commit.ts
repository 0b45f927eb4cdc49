/** The commit that a run was accepted with, wherever its branch is by now. */
import { readRefs } from '../git/index.ts';
import { SEALED } from './frd/sealed.ts';
import type { Session } from './session.ts';

/** Of a bundle the one that okstra put on top of the candidate. */
export async function acceptedCommit(
  { repo }: Pick<Session, 'repo'>,
  run: { readonly id: string; readonly attemptsUsed: number },
): Promise<string | undefined> {
  const folder = `refs/okstra/runs/${run.id}`;
  const refs = await readRefs(repo, folder);
  return refs.get(`${folder}/${SEALED}`) ?? refs.get(`${folder}/attempt-${run.attemptsUsed}`);
}
