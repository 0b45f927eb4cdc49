/** Why a task of a queue is not begun, and what a person can do about it. Pure. */
import { findCycles } from '../dependencies.ts';
import { isStale } from './load.ts';
import { orphanOf } from './problems.ts';
import type { Queue } from './queue.ts';
import type { SpecSection } from './sections.ts';
import { isOpenGap } from './status.ts';
import { lifecycleOf, satisfies } from './words.ts';

export interface Reason {
  readonly why: string;
  /** Absent: it goes on by itself. */
  readonly fix?: string;
}

/** @returns undefined: nothing of the queue keeps it */
export function reasonFor(queue: Queue, sections: readonly SpecSection[], id: string): Reason | undefined {
  const { tasks, progress } = queue;
  const fix = progress.fixes.find((known) => known.id === id);
  if (fix !== undefined) {
    if (tasks.byId.has(fix.sourceTask)) return undefined;
    const { message, fix: what } = orphanOf(queue, fix);
    return { why: message, ...(what === undefined ? {} : { fix: what }) };
  }
  const task = tasks.byId.get(id);
  if (task === undefined) return undefined;
  const gap = progress.gaps.find((known) => known.task === id && known.level === 'L2' && isOpenGap(known));
  if (gap !== undefined)
    return { why: `waits for an answer to ${gap.id}: ${gap.gap}`, fix: `okstra answer ${gap.id} "<decision>"` };
  const way = circleOf(queue, id);
  if (way !== undefined)
    return {
      why: `waits for itself: ${way.join(' -> ')}`,
      fix: `Remove one of these from Dependencies in TASKS.md: ${way.join(' -> ')}`,
    };
  for (const on of task.dependsOn) {
    const status = tasks.byId.get(on)?.status;
    if (status === undefined && tasks.damaged.has(on))
      return { why: `waits for ${on}, which is damaged`, fix: 'okstra validate says where' };
    if (status === undefined)
      return { why: `waits for ${on}, which is no task`, fix: `Correct the Dependencies of ${id} in TASKS.md` };
    if (/^(?:skipped|superseded|externally-managed)$/.test(status))
      return {
        why: `waits for ${on}, which is ${status}`,
        fix: `Set ${on} to satisfied-externally once its need is met, or take it out of the Dependencies of ${id}`,
      };
  }
  const waits = task.dependsOn.filter((on) => !satisfies(tasks.byId.get(on)?.status ?? 'pending'));
  const open = progress.fixes.filter(
    ({ sourceTask, status }) => status !== 'resolved' && [id, ...task.dependsOn].includes(sourceTask),
  );
  if (waits.length + open.length > 0) return { why: `waits for ${[...waits, ...open.map((each) => each.id)].join(', ')}` };
  if (task.status === 'needs-re-verification') return undefined;
  if (task.status === 'blocked')
    return {
      why: 'is blocked, and nothing that okstra knows of keeps it',
      fix: `Set the Status of ${id} to pending in TASKS.md`,
    };
  return isStale(task, sections)
    ? { why: 'was written for an earlier text of its section', fix: 'okstra tasks sync' }
    : undefined;
}

function circleOf({ tasks }: Queue, id: string): readonly string[] | undefined {
  const items = new Map(
    tasks.tasks.map(({ id: each, status, dependsOn }) => [each, { id: each, lifecycle: lifecycleOf(status), dependsOn }]),
  );
  return findCycles(items).find((way) => way.includes(id));
}
