/** What `okstra tasks status` says: from the files alone. Pure. */
import type { Queue } from './queue.ts';
import type { SpecText } from './sections.ts';
import { manifestHash } from './sections.ts';
import type { Selection } from './select.ts';
import { select } from './select.ts';
import type { Overall, TaskStatus } from './words.ts';
import { isSettled, OVERALL, readWord, satisfies, TASK_STATUSES } from './words.ts';

export interface AreaCount {
  readonly area: string;
  readonly total: number;
  readonly done: number;
}

export interface StatusGap {
  readonly id: string;
  readonly task: string;
  readonly level: string;
  readonly question: string;
  readonly status: string;
  /** Of an assumption: what was taken for granted. */
  readonly resolution: string;
}

export interface QueueStatus {
  readonly total: number;
  readonly done: number;
  /** Tasks that count: none that is skipped, superseded or managed by somebody else. */
  readonly counted: number;
  /** Whole percent of those. */
  readonly percent: number;
  readonly byStatus: Readonly<Record<TaskStatus, number>>;
  readonly areas: readonly AreaCount[];
  readonly inProgress: readonly string[];
  readonly skipped: readonly string[];
  readonly waiting: Selection['waiting'];
  readonly next: readonly string[];
  readonly fixes: { readonly open: readonly string[]; readonly resolved: number };
  readonly gaps: {
    readonly open: readonly string[];
    readonly resolved: number;
    /** Questions that are open, and assumptions that nobody settled. */
    readonly asked: readonly StatusGap[];
  };
  readonly spec: { readonly recorded: string; readonly current: string; readonly stale: boolean };
  readonly overall: Overall;
  readonly lastSession: string;
  readonly lastCommit: string;
}

export const isOpenGap = ({ status }: { readonly status: string }): boolean => /^(?:open|L2-open|paused)/i.test(status.trim());

export function queueStatus({ tasks, progress }: Pick<Queue, 'tasks' | 'progress'>, specs: readonly SpecText[]): QueueStatus {
  const byStatus = Object.fromEntries(TASK_STATUSES.map((status) => [status, 0])) as Record<TaskStatus, number>;
  const areas = new Map<string, { total: number; done: number }>();
  for (const { status, area } of tasks.tasks) {
    byStatus[status] += 1;
    if (isLeftOut(status)) continue;
    const count = areas.get(area) ?? { total: 0, done: 0 };
    areas.set(area, { total: count.total + 1, done: count.done + (satisfies(status) ? 1 : 0) });
  }
  const counted = tasks.tasks.filter(({ status }) => !isLeftOut(status));
  const done = counted.filter(({ status }) => satisfies(status)).length;
  const picked = select(tasks.tasks, progress.fixes);
  const recorded = headerOf(tasks.header, 'Spec version');
  const current = specs.length === 0 ? '' : manifestHash(specs);
  const stated = readWord(OVERALL, headerOf(progress.header, 'Status'));
  return {
    total: tasks.tasks.length,
    done,
    counted: counted.length,
    percent: counted.length === 0 ? 0 : Math.floor((done * 100) / counted.length),
    byStatus,
    areas: [...areas].map(([area, count]) => ({ area, ...count })),
    inProgress: tasks.tasks.filter(({ status }) => status === 'in-progress').map(({ id }) => id),
    skipped: tasks.tasks.filter(({ status }) => status === 'skipped').map(({ id }) => id),
    waiting: picked.waiting,
    next: [...picked.fixes, ...picked.reverify, ...picked.ready],
    fixes: {
      open: picked.fixes,
      resolved: progress.fixes.filter(({ status }) => status === 'resolved').length,
    },
    gaps: {
      open: progress.gaps.filter(isOpenGap).map(({ id }) => id),
      resolved: progress.gaps.filter((gap) => !isOpenGap(gap)).length,
      asked: progress.gaps
        .filter((gap) => isOpenGap(gap) || /^(?:logged|L1-logged)$/i.test(gap.status.trim()))
        .map(({ id, task, level, gap, status, resolution }) => ({ id, task, level, question: gap, status, resolution })),
    },
    spec: { recorded, current, stale: current !== '' && recorded !== current },
    overall: stated ?? (picked.isDone && tasks.damaged.size === 0 ? 'Complete' : 'In Progress'),
    lastSession: headerOf(progress.header, 'Last session'),
    lastCommit: headerOf(progress.header, 'Last commit'),
  };
}

/** Settled, and nobody did it here: neither done nor left. */
const isLeftOut = (status: TaskStatus): boolean => isSettled(status) && !satisfies(status);

export const headerOf = (header: readonly { readonly name: string; readonly value: string }[], name: string): string => {
  const value = header.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value ?? '';
  return /^(?:none|-|\u2014)$/i.test(value) ? '' : value.replaceAll('`', '');
};
