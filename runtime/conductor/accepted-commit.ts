/** The commit that a run was accepted with, wherever its branch is by now. */
import { readRefs } from '../git/index.ts';
import type { Session } from './session.ts';

export async function acceptedCommit(
  { repo }: Pick<Session, 'repo'>,
  run: { readonly id: string; readonly attemptsUsed: number },
): Promise<string | undefined> {
  const ref = `refs/okstra/runs/${run.id}/attempt-${run.attemptsUsed}`;
  return (await readRefs(repo, ref)).get(ref);
}
