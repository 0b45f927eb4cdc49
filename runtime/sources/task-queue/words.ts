/** Status words of the queue, and what they mean inside okstra. */
import type { Lifecycle } from '../../model/item.ts';

export const TASK_STATUSES = [
  'pending',
  'in-progress',
  'done',
  'done (external)',
  'blocked',
  'skipped',
  'satisfied-externally',
  'superseded',
  'needs-re-verification',
  'externally-managed',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const FIX_STATUSES = ['pending', 'in-progress', 'resolved'] as const;
export type FixStatus = (typeof FIX_STATUSES)[number];

export const OVERALL = ['In Progress', 'Paused (spec change)', 'Complete'] as const;
export type Overall = (typeof OVERALL)[number];

const LIFECYCLES: Readonly<Record<TaskStatus, Lifecycle>> = {
  pending: 'pending',
  'in-progress': 'in-progress',
  done: 'done',
  'done (external)': 'done',
  // Waiting for a decision or another task: derived inside, a word of its own in the file.
  blocked: 'pending',
  skipped: 'skipped',
  'satisfied-externally': 'done',
  superseded: 'superseded',
  'needs-re-verification': 'needs-re-verification',
  // Somebody else keeps it; nothing here runs or checks it any more.
  'externally-managed': 'skipped',
};

export const lifecycleOf = (status: TaskStatus): Lifecycle => LIFECYCLES[status];

/** Whether what depends on a task may begin. */
export const satisfies = (status: TaskStatus): boolean =>
  status === 'done' || status === 'done (external)' || status === 'satisfied-externally';

/** Whether okstra holds the task to its criteria. */
export const isVerified = (status: TaskStatus): boolean => status === 'done' || status === 'done (external)';

/** Whether nothing is left to do for a task. */
export const isSettled = (status: TaskStatus): boolean =>
  satisfies(status) || status === 'skipped' || status === 'superseded' || status === 'externally-managed';

/** The word of a list that was meant, whatever its case, quotes and joints. */
export function readWord<T extends string>(words: readonly T[], raw: string): T | undefined {
  // Mostly written as it is listed, and a long queue has ten thousand of them.
  const asListed = words.indexOf(raw as T);
  if (asListed !== -1) return words[asListed];
  const text = plainWord(raw);
  return words.find((word) => plainWord(word) === text);
}

const plainWord = (raw: string): string =>
  raw
    .replaceAll(/[`*]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
