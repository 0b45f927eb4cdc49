/** Which items let their agents report gaps of the specification and faults in the code of other tasks. */
import type { WorkItem } from '../../model/item.ts';

/** Of items that hold a task against the code without being it. */
export const TASK_LABEL = 'task-queue';

export const reportsGaps = ({ source, labels }: Pick<WorkItem, 'source' | 'labels'>): boolean =>
  source === 'task-queue' || labels?.includes(TASK_LABEL) === true;
