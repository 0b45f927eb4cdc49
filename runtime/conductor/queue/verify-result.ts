/** What a verification means for its task, in both files. */
import type { ReportedGap, TaskReport } from '../../model/task-report.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { marksOf } from '../../sources/task-queue/marks.ts';
import { withRemaining } from '../../sources/task-queue/notes.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { editQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { manifestHash, referenceHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { RunAnswer } from '../api.ts';
import { writeReportDown } from './report-of-run.ts';
import type { VerifiedTask } from './verify-answer.ts';

export async function writeResult(
  place: QueuePlace,
  task: Task,
  found: {
    readonly answer: RunAnswer;
    readonly criteria: readonly { readonly text: string; readonly met: boolean }[];
    readonly report: TaskReport;
    readonly patched: ReadonlyMap<ReportedGap, string>;
    readonly at: string;
  },
): Promise<VerifiedTask> {
  const { answer, at } = found;
  const specs = readSpecs(place);
  const hash = referenceHash(specs.flatMap(sectionsOf), task.specReference);
  const isAnswered = answer.outcome === 'accepted' || answer.outcome === 'not-accepted';
  const run = answer.run?.id ?? null;
  return editQueue(
    place,
    { check: () => undefined },
    (queue) => {
      const current = queue.tasks.byId.get(task.id) ?? task;
      const total = current.criteria.length;
      const base = { id: task.id, before: current.status, total, run };
      if (!isAnswered) {
        const reason = answer.error?.message ?? answer.message ?? 'no result';
        const value: VerifiedTask = {
          ...base,
          after: current.status,
          met: 0,
          result: 'not-verified',
          unmet: [],
          gaps: [],
          reported: [],
          reason,
        };
        return { change: {}, value };
      }
      const marks = marksOf(current.criteria, found.criteria);
      const met = [...marks.values()].filter(Boolean).length;
      const unmet = current.criteria.filter((_, index) => marks.get(index) !== true).map(({ text }) => text);
      const passes = answer.outcome === 'accepted' && unmet.length === 0;
      const books = new Bookkeeping(queue);
      // A sync has brought its criteria up to the section that it is held against.
      const isSynced = headerOf(queue.tasks.header, 'Spec version') === manifestHash(specs);
      const isStale = hash !== undefined && current.specHash !== '' && hash !== current.specHash;
      const fix = settleStatus(books, current, { passes, met, isStale, unmet, reason: answer.remainingTasks[0] ?? '' });
      if (marks.size > 0) books.setChecks(task.id, marks);
      const isRequeued = isStale && isSynced && books.statusOf(task.id) === 'pending';
      if ((passes || isRequeued) && hash !== undefined && current.specHash !== hash && current.specReference !== '')
        books.setField(task.id, { 'Spec hash': hash });
      books.setRow(task.id, {
        Status: books.statusOf(task.id) ?? current.status,
        Notes: withRemaining(books.notesOf(task.id), passes || fix !== undefined ? [] : unmet),
        ...(passes && !isVerified(current.status) ? { Completed: at.slice(0, 10) } : {}),
      });
      const written = writeReportDown({ books, queue }, found.report, {
        task: task.id,
        during: 'verification',
        patched: found.patched,
        isRepeat: false,
      });
      books.settleBlocked();
      books.setHeader({ 'Last session': at, Status: books.overall() });
      const value: VerifiedTask = {
        ...base,
        after: books.statusOf(task.id) ?? current.status,
        met,
        result: passes ? 'pass' : 'issue',
        ...(fix === undefined ? {} : { fix }),
        unmet,
        gaps: written.gaps.map(({ id }) => id),
        reported: written.fixes,
      };
      return { change: books.splices(), value };
    },
    { at },
  );
}

/** @returns the fix task that was made */
function settleStatus(
  books: Bookkeeping,
  task: Task,
  found: {
    readonly passes: boolean;
    readonly met: number;
    readonly isStale: boolean;
    readonly unmet: readonly string[];
    readonly reason: string;
  },
): string | undefined {
  const { passes, met, isStale, unmet, reason } = found;
  const wasOpen = task.status === 'pending' || task.status === 'in-progress' || task.status === 'blocked';
  if (passes) {
    books.setStatus(task.id, wasOpen || task.status === 'done (external)' ? 'done (external)' : 'done');
    return undefined;
  }
  if (wasOpen) {
    // What is paused stays so: something of it may be there all the same.
    if (task.status !== 'blocked') books.setStatus(task.id, met > 0 ? 'in-progress' : 'pending');
    return undefined;
  }
  // The specification moved on: the task is to be done anew, its code was right once.
  if (isStale) {
    books.setStatus(task.id, 'pending');
    return undefined;
  }
  books.setStatus(task.id, 'needs-re-verification');
  const passedBefore = task.criteria.some(({ checked, text }) => checked && unmet.includes(text));
  const what = unmet.length > 0 ? `Does not hold: ${unmet.join('; ')}` : reason || 'A check fails';
  return books.addFix({ type: passedBefore ? 'regression' : 'runtime-error', task: task.id, files: [], what }, 'verification');
}
