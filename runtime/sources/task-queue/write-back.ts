/** What a run writes into the queue: status, marks of criteria, files and notes. */

import type { ItemPlace, OutcomeRecord, SentBack, VerdictRecord, WriteGuard } from '../source.ts';
import { Bookkeeping, type QueueSplices } from './bookkeeping.ts';
import type { Splice } from './lines.ts';
import { marksOf, unaskedOf } from './marks.ts';
import { withNote, withoutRemaining, withRemaining } from './notes.ts';
import { upsertRow } from './progress-file.ts';
import type { Queue, QueuePlace } from './queue.ts';
import { editQueue } from './queue.ts';
import { changeTask, setHeader } from './tasks-edit.ts';
import { readWord, TASK_STATUSES } from './words.ts';

export interface Under {
  readonly place: QueuePlace;
  readonly lease: WriteGuard;
}

export const IN_PROGRESS = 'in-progress';

/** @returns the status as it was */
export function markInProgress({ place, lease }: Under, id: ItemPlace['id']): Promise<string> {
  return editQueue(place, lease, (queue) => ({ change: statusChange(queue, id, IN_PROGRESS), value: statusOf(queue, id) }));
}

export function statusOf({ tasks, progress }: Queue, id: string): string {
  return tasks.byId.get(id)?.status ?? progress.fixes.find((fix) => fix.id === id)?.status ?? 'pending';
}

/** A status is written to both files, under the name that each has for the item. */
export function statusChange(
  queue: Queue,
  id: string,
  status: string,
  row: Readonly<Record<string, string>> = {},
): { readonly tasks: readonly Splice[]; readonly progress: readonly Splice[] } {
  const task = queue.tasks.byId.get(id);
  if (task !== undefined) {
    const word = readWord(TASK_STATUSES, status) ?? task.status;
    return {
      tasks: changeTask(queue.tasks, task, { status: word }),
      progress: upsertRow(queue.progress, 'tasks', id, { Status: word, ...row }),
    };
  }
  const fix = queue.progress.fixes.find((known) => known.id === id);
  if (fix === undefined) return { tasks: [], progress: [] };
  const word = status === 'done' ? 'resolved' : status === IN_PROGRESS || status === 'resolved' ? status : 'pending';
  const { 'Files Modified': files, Notes: notes } = row;
  return {
    tasks: [],
    progress: [
      ...upsertRow(queue.progress, 'fixes', id, { Status: word, ...(files === undefined ? {} : { 'Files Modified': files }) }),
      ...(notes === undefined || (notes === '' && !queue.progress.tasks.has(id))
        ? []
        : upsertRow(queue.progress, 'tasks', id, { Status: word, Notes: notes })),
    ],
  };
}

const notesOf = ({ progress }: Queue, id: string): string => progress.tasks.get(id)?.notes ?? '';

/** What one attempt left; whether it is the last is known later. */
export async function recordVerdict({ place, lease }: Under, id: string, verdict: VerdictRecord): Promise<void> {
  const { ok, remainingTasks, files, criteria } = verdict;
  await editQueue(place, lease, (queue) => {
    const task = queue.tasks.byId.get(id);
    const marks = marksOf(task?.criteria ?? [], criteria ?? []);
    const row = {
      Notes: ok ? withoutRemaining(notesOf(queue, id)) : withRemaining(notesOf(queue, id), remainingTasks),
      ...(files === undefined || files.length === 0 ? {} : { 'Files Modified': filesWith(queue, id, files) }),
    };
    const change = statusChange(queue, id, statusOf(queue, id), row);
    return {
      change: {
        tasks: [...change.tasks, ...(task === undefined ? [] : changeTask(queue.tasks, task, { checks: marks }))],
        progress: change.progress,
      },
      value: undefined,
    };
  });
}

/** Files of earlier runs stay on record: their code is still the task's. */
function filesWith({ progress }: Queue, id: string, files: readonly string[]): string {
  const known = progress.tasks.get(id)?.files ?? progress.fixes.find((fix) => fix.id === id)?.files ?? [];
  return [...new Set([...known, ...files])].join(', ');
}

/** @returns the status as it is now */
export async function recordOutcome({ place, lease }: Under, id: string, record: OutcomeRecord): Promise<string> {
  return editQueue(
    place,
    lease,
    (queue) => {
      const isFix = !queue.tasks.byId.has(id);
      // Edited during the run: what nobody was held to is open still.
      const unasked =
        record.outcome === 'accepted' && record.criteria !== undefined
          ? unaskedOf(queue.tasks.byId.get(id)?.criteria ?? [], record.criteria)
          : [];
      const status = unasked.length > 0 ? IN_PROGRESS : statusAfter(record, isFix);
      const open = record.outcome === 'not-accepted' ? record.remainingTasks : unasked;
      const left = record.outcome === 'not-accepted' || unasked.length > 0 ? withRemaining(notesOf(queue, id), open) : undefined;
      const ended = isNoted(record)
        ? withNote(
            notesOf(queue, id),
            `${record.at.slice(0, 10)} ${record.outcome}${record.reason === '' ? '' : `: ${record.reason.replaceAll(/\s+/g, ' ')}`}`,
          )
        : undefined;
      const notes = left ?? ended;
      const row = {
        ...(record.outcome === 'accepted' && unasked.length === 0 ? { Completed: record.at.slice(0, 10) } : {}),
        ...(notes === undefined ? {} : { Notes: notes }),
      };
      const change = statusChange(queue, id, status, row);
      const header = setHeader(queue.progress, { 'Last session': record.at });
      const again = cascadeOf(queue, id, status);
      return {
        change: { tasks: [...change.tasks, ...again.tasks], progress: [...change.progress, ...again.progress, ...header] },
        value: status,
      };
    },
    { at: record.at },
  );
}

/** A fix that is resolved now, and was not before: what it concerns has to be verified again. */
function cascadeOf(queue: Queue, id: string, status: string): QueueSplices {
  const fix = queue.progress.fixes.find((known) => known.id === id);
  if (fix === undefined || fix.status === 'resolved' || status !== 'resolved') return { tasks: [], progress: [] };
  const books = new Bookkeeping(queue);
  books.cascadeFrom([id]);
  return books.splices();
}

/** A task whose attempts are used up stays in progress, with what remains in its notes. */
function statusAfter({ outcome, statusBefore }: OutcomeRecord, isFix: boolean): string {
  if (outcome === 'accepted') return isFix ? 'resolved' : 'done';
  return outcome === 'not-accepted' || outcome === 'waiting-quota' ? IN_PROGRESS : statusBefore;
}

const isNoted = ({ outcome }: OutcomeRecord): boolean =>
  outcome === 'blocked' || outcome === 'contract-violated' || outcome === 'failed' || outcome === 'cancelled';

/** Accepted, and not to be had on the merged tree: it is open again, with what has to be seen to. */
export async function sendBack({ place, lease }: Under, id: string, { reason, remainingTasks, at }: SentBack): Promise<void> {
  await editQueue(
    place,
    lease,
    (queue) => {
      const notes = withRemaining(
        withNote(notesOf(queue, id), `${at.slice(0, 10)} not integrated: ${reason.replaceAll(/\s+/g, ' ')}`),
        remainingTasks,
      );
      return { change: statusChange(queue, id, IN_PROGRESS, { Completed: '', Notes: notes }), value: undefined };
    },
    { at },
  );
}
