/** The status of a document, from those of its tasks. Pure. */
import type { FrdStatus } from './types.ts';

/** The first that applies: completed, blocked, in_progress, not_started. */
export function statusFromTasks(tasks: readonly FrdStatus[]): Exclude<FrdStatus, 'skipped'> {
  const has = (status: FrdStatus): boolean => tasks.includes(status);
  if (tasks.every(isSettled)) return 'completed';
  if (has('blocked') && !has('in_progress')) return 'blocked';
  return tasks.some((status) => status === 'in_progress' || isSettled(status)) ? 'in_progress' : 'not_started';
}

/** What others may build on. */
export const isSettled = (status: FrdStatus): boolean => status === 'completed' || status === 'skipped';
