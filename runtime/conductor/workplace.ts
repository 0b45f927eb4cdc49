/** Where the executor of a run works. A run without one has no such place, and whoever asks for it there is wrong. */
import type { Prepared } from '../lead/index.ts';
import type { ImplementationPlan } from '../model/plan.ts';
import type { RunContext } from './context.ts';

type Workplace = Prepared & { readonly branch: string; readonly worktree: string };

export function workplaceOf(context: Pick<RunContext, 'state'>): Workplace {
  const { prepared } = context.state();
  if (!prepared) throw new Error('the executor has a worktree only after the run was prepared');
  const { branch, worktree } = prepared;
  if (branch === null || worktree === null) throw new Error('a run without an executor has no worktree');
  return { ...prepared, branch, worktree };
}

export function plannedWork({ plan }: Pick<RunContext, 'plan'>): ImplementationPlan {
  if (plan.executor === null) throw new Error('a run without an executor plans no work');
  return plan;
}
