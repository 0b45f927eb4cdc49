/** Reconciliation, before anything else is done with a queue: what changed outside, and what was decided about it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '../../model/failure.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { graphSplices } from '../../sources/task-queue/graph.ts';
import { namesDefinedIn, namesIn } from '../../sources/task-queue/measure.ts';
import { withNote } from '../../sources/task-queue/notes.ts';
import { appendRow } from '../../sources/task-queue/progress-file.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { editQueue, readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import type { ExternalChoice, Reconciliation } from '../../sources/task-queue/reconcile.ts';
import { modifiedFiles, reconcile, statusAfter } from '../../sources/task-queue/reconcile.ts';
import { manifestHash } from '../../sources/task-queue/sections.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import { listRuns } from '../../store/runs.ts';
import { observe } from './observe.ts';
import type { QueueSession } from './open.ts';
import { readSeen, rememberSeen } from './seen.ts';

export interface QueueLook {
  readonly changes: Reconciliation;
  /** The specs are no longer those that the tasks were made from. */
  readonly stale: boolean;
  /** Tasks that an earlier session left in progress. */
  readonly begun: readonly string[];
}

const NO_LEASE = { check: () => undefined };

/** Reads only. */
export async function lookAtQueue(session: QueueSession): Promise<QueueLook> {
  const queue = readQueue(session.place);
  const observed = await observe({
    top: session.top,
    ...(session.repo === undefined ? {} : { repo: session.repo }),
    queue,
    seen: readSeen(session.top),
    namesFor: (task) => namesOf(session.top, queue, task),
  });
  const recorded = headerOf(queue.tasks.header, 'Spec version');
  const specs = readSpecs(session.place);
  return {
    changes: reconcile(queue.tasks.tasks, modifiedFiles(queue.progress), observed),
    stale: recorded !== '' && specs.length > 0 && recorded !== manifestHash(specs),
    begun: queue.tasks.tasks.filter(({ status }) => status === 'in-progress').map(({ id }) => id),
  };
}

/** What a task's criteria name, and what its own change defined. */
function namesOf(top: string, queue: Queue, id: string): readonly string[] {
  const criteria = namesIn((queue.tasks.byId.get(id)?.criteria ?? []).map(({ text }) => text).join('\n'));
  const run = listRuns(top, { group: 'tasks', id }).runs.findLast(({ outcome }) => outcome === 'accepted');
  if (run === undefined) return criteria;
  try {
    return [...criteria, ...namesDefinedIn(readFileSync(join(run.dir, 'diffs', `attempt-${run.attemptsUsed}.diff`), 'utf8'))];
  } catch {
    return criteria; // collected since
  }
}

/** Writes down what was decided; without changes nothing is written but what waits and how the graph is drawn. */
export async function settleChanges(
  session: QueueSession,
  look: QueueLook,
  choice: ExternalChoice,
  at: string,
): Promise<readonly Notice[]> {
  const { changes } = look;
  const status = statusAfter(choice);
  await editQueue(
    session.place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      if (status !== undefined) for (const id of changes.affected) books.setStatus(id, status);
      for (const id of changes.underWay)
        books.setRow(id, { Notes: withNote(books.notesOf(id), `${at.slice(0, 10)} changed outside: review before going on`) });
      books.settleBlocked();
      books.agree();
      const splices = books.splices();
      const row =
        changes.files === 0
          ? []
          : appendRow(queue.progress, 'external', {
              Date: at,
              'Files Changed': [...new Set(changes.changes.map(({ path }) => path))].slice(0, MOST_LISTED).join(', '),
              'Task Impact': [...changes.affected, ...changes.underWay].join(', ') || 'None',
              'Action Taken': changes.affected.length === 0 ? 'noted' : ACTIONS[choice],
            });
      return {
        change: { tasks: [...graphSplices(queue.tasks), ...splices.tasks], progress: [...splices.progress, ...row] },
        value: undefined,
      };
    },
    { at },
  );
  rememberSeen(
    session.top,
    changes.changes.map(({ path }) => path),
  );
  return noticesOf(look, choice);
}

const MOST_LISTED = 20;
const ACTIONS: Readonly<Record<ExternalChoice, string>> = {
  reverify: 'to be verified again',
  trust: 'trusted',
  external: 'externally managed',
};

/** Nothing is said when nothing changed. */
export function noticesOf({ changes, stale, begun }: QueueLook, choice: ExternalChoice): readonly Notice[] {
  const notices: Notice[] = [];
  if (changes.by === 'times')
    notices.push({
      code: 'no-git',
      message: 'Without git, changes are found by the times of files: renames and sizes of changes are not seen.',
      fix: 'git init, and a first commit',
    });
  if (changes.files > 0) {
    const lines = changes.changes
      .filter(({ task }) => task !== undefined)
      .map(({ path, task, size, consequence }) => `${task}: ${path} (${size}) ${WORDS[consequence]}`);
    const shown = lines.slice(0, MOST_LISTED);
    const more = lines.length - shown.length;
    const added = changes.additions.length === 0 ? '' : ` ${changes.additions.length} new file(s) of no task.`;
    notices.push({
      code: 'external-changes',
      message: `${changes.files} file(s) changed outside of okstra since ${changes.since === '' ? 'the beginning' : changes.since.slice(0, 24)}: ${shown.length === 0 ? 'none of a task' : shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}.${added}`,
      ...(changes.affected.length === 0
        ? {}
        : { fix: `${ACTIONS[choice]}: ${changes.affected.join(', ')}; --reverify, --trust or --external choose` }),
    });
  }
  if (stale)
    notices.push({
      code: 'specs-changed',
      message: 'The specs changed since the tasks were made: tasks may ask for what they no longer say.',
      fix: 'okstra tasks sync',
    });
  if (begun.length > 0)
    notices.push({
      code: 'begun',
      message: `Left in progress by an earlier session: ${begun.join(', ')}.`,
      fix: 'okstra run goes on with them; --fresh starts one anew.',
    });
  return notices;
}

const WORDS = {
  note: 'noted',
  're-verify': 'to be verified again',
  're-verify-or-external': 'to be verified again, or managed externally',
  review: 'to be looked at before going on',
  addition: 'new',
} as const;
