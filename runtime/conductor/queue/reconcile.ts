/** Reconciliation, before anything else is done with a queue: what changed outside, and what was decided about it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headOf } from '../../git/index.ts';
import type { Notice } from '../../model/failure.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { graphSplices } from '../../sources/task-queue/graph.ts';
import type { Splice } from '../../sources/task-queue/lines.ts';
import { isStale } from '../../sources/task-queue/load.ts';
import { namesDefinedIn, namesIn } from '../../sources/task-queue/measure.ts';
import { withNote } from '../../sources/task-queue/notes.ts';
import { appendRow } from '../../sources/task-queue/progress-file.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { editQueue, readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import type { ExternalChoice, Reconciliation } from '../../sources/task-queue/reconcile.ts';
import { modifiedFiles, reconcile, statusAfter } from '../../sources/task-queue/reconcile.ts';
import type { SpecSection } from '../../sources/task-queue/sections.ts';
import { manifestHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import { valueIn } from '../../sources/task-queue/tables.ts';
import { setHeader } from '../../sources/task-queue/tasks-edit.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isSettled } from '../../sources/task-queue/words.ts';
import { listRuns } from '../../store/runs.ts';
import { observe, TOLD } from './observe.ts';
import type { QueueSession } from './open.ts';
import { type BroughtUp, broughtUp, withBroughtUp } from './own-patches.ts';
import { readSeen, rememberSeen } from './seen.ts';

export interface QueueLook {
  readonly changes: Reconciliation;
  /** The specs are no longer those that the tasks were made from. */
  readonly stale: boolean;
  /** Open tasks that were written for an earlier text of their sections. */
  readonly outdated: readonly string[];
  /** Hashes that only okstra's own patches of specs moved. */
  readonly brought: BroughtUp;
  /** Tasks that an earlier session left in progress. */
  readonly begun: readonly string[];
}

const NO_LEASE = { check: () => undefined };

/** Reads only. */
export async function lookAtQueue(session: QueueSession): Promise<QueueLook> {
  const read = readQueue(session.place);
  const specs = readSpecs(session.place);
  const brought = await broughtUp(session, read, specs);
  const queue = withBroughtUp(read, brought);
  const observed = await observe({
    top: session.top,
    ...(session.repo === undefined ? {} : { repo: session.repo }),
    queue,
    seen: readSeen(session.top),
    namesFor: (task) => namesOf(session.top, queue, task),
  });
  const recorded = headerOf(queue.tasks.header, 'Spec version');
  const stale = recorded !== '' && specs.length > 0 && recorded !== manifestHash(specs);
  return {
    changes: reconcile(queue.tasks.tasks, modifiedFiles(queue.progress), observed),
    stale,
    brought,
    outdated: stale ? outdatedTasks(queue.tasks.tasks, specs.flatMap(sectionsOf)) : [],
    begun: queue.tasks.tasks.filter(({ status }) => status === 'in-progress').map(({ id }) => id),
  };
}

const outdatedTasks = (tasks: readonly Task[], sections: readonly SpecSection[]): readonly string[] =>
  tasks.filter((task) => !isSettled(task.status) && isStale(task, sections)).map(({ id }) => id);

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
  const head = session.repo === undefined ? undefined : await headOf(session.top);
  await editQueue(
    session.place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      if (status !== undefined) for (const id of changes.affected) books.setStatus(id, status);
      for (const [id, hash] of look.brought.hashes) books.setField(id, { 'Spec hash': hash });
      for (const id of changes.underWay)
        books.setRow(id, { Notes: withNote(books.notesOf(id), `${at.slice(0, 10)} changed outside: review before going on`) });
      books.settleBlocked();
      books.agree();
      const overall = books.overall(look.outdated.length > 0);
      if (overall !== headerOf(queue.progress.header, 'Status')) books.setHeader({ Status: overall });
      if (changes.files > 0 && head !== undefined) books.setHeader({ [TOLD]: head });
      const splices = books.splices();
      const row =
        changes.files === 0 || isTold(queue, changes)
          ? []
          : appendRow(queue.progress, 'external', {
              Date: at,
              'Files Changed': filesOf(changes),
              'Task Impact': [...changes.affected, ...changes.underWay].join(', ') || 'None',
              'Action Taken': changes.affected.length === 0 ? 'noted' : ACTIONS[choice],
            });
      return {
        change: {
          tasks: [...versionSplices(queue, look.brought), ...graphSplices(queue.tasks), ...splices.tasks],
          progress: [...splices.progress, ...row],
        },
        value: undefined,
      };
    },
    { at },
  );
  // A verification does not see what is not committed: it is told again, until it is committed or somebody decided about it.
  const settled = changes.changes.filter(({ isUncommitted }) => choice !== 'reverify' || isUncommitted !== true);
  rememberSeen(
    session.top,
    settled.map(({ path }) => path),
  );
  return noticesOf(look, choice);
}

const versionSplices = ({ tasks }: Queue, { version }: BroughtUp): readonly Splice[] =>
  version === undefined ? [] : setHeader(tasks, { 'Spec version': version });

/** By itself, for a command that settles nothing else. */
export async function bringUp(session: QueueSession, at: string): Promise<void> {
  const brought = await broughtUp(session, readQueue(session.place), readSpecs(session.place));
  if (brought.hashes.size === 0 && brought.version === undefined) return;
  await editQueue(
    session.place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      for (const [id, hash] of brought.hashes) books.setField(id, { 'Spec hash': hash });
      const { tasks, progress } = books.splices();
      return { change: { tasks: [...versionSplices(queue, brought), ...tasks], progress }, value: undefined };
    },
    { at },
  );
}

const filesOf = ({ changes }: Reconciliation): string =>
  [...new Set(changes.map(({ path }) => path))].slice(0, MOST_LISTED).join(', ');

/** What is not committed is found again each time; the row about it is there. */
function isTold({ progress }: Queue, changes: Reconciliation): boolean {
  const table = progress.tables.external;
  const last = table?.rows.at(-1);
  const isOld = changes.changes.every(({ isUncommitted }) => isUncommitted === true);
  return isOld && table !== undefined && last !== undefined && valueIn(table, last, 'Files Changed') === filesOf(changes);
}

const MOST_LISTED = 20;
const ACTIONS: Readonly<Record<ExternalChoice, string>> = {
  reverify: 'to be verified again',
  trust: 'trusted',
  external: 'externally managed',
};

/** What somebody has to decide about, in words; undefined: no finished task is concerned. */
export function questionAbout({ changes }: QueueLook): string | undefined {
  if (changes.affected.length === 0) return undefined;
  return `${changesText(changes)}\nWhat becomes of ${changes.affected.join(', ')}?`;
}

/** What commands that only read say where there is no repository: how changes are found there, and which were. */
export async function noticesWithoutGit(session: QueueSession): Promise<readonly Notice[]> {
  if (session.repo !== undefined) return [];
  const { changes } = await lookAtQueue(session);
  return noticesOf({ changes, stale: false, outdated: [], begun: [], brought: { hashes: new Map() } }, 'reverify');
}

/** Nothing is said when nothing changed. */
export function noticesOf({ changes, stale, outdated, begun }: QueueLook, choice: ExternalChoice): readonly Notice[] {
  const notices: Notice[] = [];
  if (changes.by === 'times')
    notices.push({
      code: 'no-git',
      message: 'Without git, changes are found by the times of files: renames and sizes of changes are not seen.',
      fix: 'git init, and a first commit',
    });
  if (changes.files > 0) {
    notices.push({
      code: 'external-changes',
      message: changesText(changes),
      ...(changes.affected.length === 0
        ? {}
        : { fix: `${ACTIONS[choice]}: ${changes.affected.join(', ')}; --reverify, --trust or --external choose` }),
    });
  }
  if (choice === 'reverify' && changes.unseen.length > 0)
    notices.push({
      code: 'uncommitted-changes',
      message: `Not committed, and so not to be verified: changes in files of ${changes.unseen.join(', ')}.`,
      fix: 'Commit or discard them; --trust lets the tasks stand.',
    });
  if (stale)
    notices.push({
      code: 'specs-changed',
      message: `The specs changed since the tasks were made: ${
        outdated.length === 0
          ? 'no open task is concerned.'
          : `${outdated.slice(0, MOST_LISTED).join(', ')}${outdated.length > MOST_LISTED ? ` and ${outdated.length - MOST_LISTED} more` : ''} may ask for what they no longer say.`
      }`,
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

function changesText({ changes, files, since, additions }: Reconciliation): string {
  const lines = changes
    .filter(({ task }) => task !== undefined)
    .map(({ path, task, size, consequence }) => `${task}: ${path} (${size}) ${WORDS[consequence]}`);
  const more = lines.length > MOST_LISTED ? ` and ${lines.length - MOST_LISTED} more` : '';
  const shown = lines.length === 0 ? 'none of a task' : lines.slice(0, MOST_LISTED).join('; ');
  const added = additions.length === 0 ? '' : ` ${additions.length} new file(s) of no task.`;
  return `${files} file(s) changed outside of okstra since ${since === '' ? 'the beginning' : since.slice(0, 24)}: ${shown}${more}.${added}`;
}

const WORDS = {
  note: 'noted',
  're-verify': 'to be verified again',
  're-verify-or-external': 'to be verified again, or managed externally',
  review: 'to be looked at before going on',
  addition: 'new',
} as const;
