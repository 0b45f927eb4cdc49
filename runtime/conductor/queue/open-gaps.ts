/** A gap of the specification that only a person can close pauses its task at once: whatever comes after would rest on a guess. */

import { readReport } from '../../findings/task-report.ts';
import { currentAttempt } from '../../lead/index.ts';
import { fail } from '../../model/failure.ts';
import type { RunContext } from '../context.ts';
import { executorText } from '../workspace.ts';

/** @throws OkstraError `gap-open` */
export function requireNoGap(context: RunContext, attempt: number): void {
  if (context.plan.item.source !== 'task-queue') return;
  const state = currentAttempt(context.state());
  if (state?.n !== attempt) return;
  const gap = readReport(executorText(context, state)).gaps.find(({ level }) => level === 'L2');
  if (gap === undefined) return;
  throw fail('blocked', 'gap-open', `The specification leaves open what only a person can decide: ${gap.what}`, {
    fix: 'okstra tasks status names the gap; okstra answer <gap> "<decision>", then run the task again.',
  });
}
