/** What has to be shown before tasks become completed, beyond the verdict. */
import type { AttemptState } from '../../lead/index.ts';
import type { Candidate } from '../../model/evidence.ts';
import { fail } from '../../model/failure.ts';
import type { FrdTask } from '../../sources/frd/index.ts';
import { readHumanEvidence, wordsFor } from '../../store/human-evidence.ts';
import type { RunContext } from '../context.ts';
import { workplaceOf } from '../workplace.ts';
import { proofOf } from './proof.ts';

/** Strict CI: the mode strict in a CI job. */
export const isStrictCi = ({ plan, state }: Pick<RunContext, 'plan' | 'state'>): boolean =>
  plan.mode === 'strict' && state().prepared?.facts?.ci === true;

/** @throws OkstraError `verification-failed` where a person said so, `verification-open` where a person can settle it, `verification-missing` where the document has to name a command */
export function requireProof(
  context: RunContext,
  {
    attempt,
    candidate,
    tasks,
  }: { readonly attempt: AttemptState; readonly candidate: Candidate; readonly tasks: readonly FrdTask[] },
): void {
  const said = wordsFor(readHumanEvidence(context.repo.top), candidate.tree);
  const { open, gates, refused } = proofOf(tasks, attempt, said);
  if (refused.length > 0) {
    const lines = refused.map(({ verificationId, words }) => `${verificationId}: ${words}`).join('; ');
    throw fail('blocked', 'verification-failed', `Expected work that a person found right, found that it is not: ${lines}`, {
      fix: `okstra run frd:${tasks[0]?.taskId} goes on from this work, and tells the executor these words`,
      details: { entries: refused.map(({ verificationId }) => verificationId) },
    });
  }
  const [first] = open;
  if (first !== undefined) {
    const lines = open.map(({ verificationId, description }) => `${verificationId}: ${description}`).join('; ');
    throw fail(
      'blocked',
      'verification-open',
      `The work is done; a person has to look at it and say ${lines} (in ${workplaceOf(context).worktree})`,
      {
        fix: `${open.map(({ verificationId }) => `okstra answer ${verificationId} "<what you saw>"`).join('; ')}; then okstra resume ${context.runId}`,
        details: { entries: open.map(({ verificationId }) => verificationId) },
      },
    );
  }
  if (!isStrictCi(context) || gates.problems.length === 0) return;
  const answerable = tasks.flatMap(({ verification }) =>
    verification.filter(({ verificationId }) => gates.problems.some((problem) => problem.startsWith(`${verificationId} needs`))),
  );
  const isAnswerable = answerable.length === gates.problems.length;
  throw fail(
    'blocked',
    isAnswerable ? 'verification-open' : 'verification-missing',
    `Expected every gate of strict CI to pass, found: ${gates.problems.join('; ')}.`,
    {
      fix: isAnswerable
        ? `${answerable.map(({ verificationId }) => `okstra answer ${verificationId} "<what you saw>"`).join('; ')}; then okstra resume ${context.runId}`
        : 'Name the commands in the verification entries or under checks.test, then run it again.',
      details: { problems: gates.problems },
    },
  );
}
