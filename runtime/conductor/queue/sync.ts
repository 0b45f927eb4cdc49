/** `okstra tasks sync`: what the specs' changes mean, and, once approved, the queue as it then is. */

import { fail } from '../../model/failure.ts';
import type { Splice } from '../../sources/task-queue/lines.ts';
import { newManifestText, withHashes } from '../../sources/task-queue/manifest-file.ts';
import { withoutNote } from '../../sources/task-queue/notes.ts';
import { appendRow, idsNamed, upsertRows } from '../../sources/task-queue/progress-file.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { editQueue, MANIFEST_FILE, readManifest, readQueue, readSpecs, unlistedSpecs } from '../../sources/task-queue/queue.ts';
import { manifestHash, type SpecText, sectionsOf } from '../../sources/task-queue/sections.ts';
import { parallelGroups } from '../../sources/task-queue/select.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import type { SyncPlan, SyncRow } from '../../sources/task-queue/sync.ts';
import { planSync, SECTION_GONE } from '../../sources/task-queue/sync.ts';
import { addTasks, changeTask, setGroups, setHeader, writeTasks } from '../../sources/task-queue/tasks-edit.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { parseTasks, takenRows } from '../../sources/task-queue/tasks-file.ts';
import { wholeFile } from '../../sources/task-queue/whole-file.ts';
import type { Overall } from '../../sources/task-queue/words.ts';
import { isSettled } from '../../sources/task-queue/words.ts';
import { formerSections } from './former.ts';
import type { QueueSession } from './open.ts';
import { broughtUp, withBroughtUp } from './own-patches.ts';

export interface SyncView {
  readonly plan: SyncPlan;
  readonly oldHash: string;
  readonly newHash: string;
  /** Hashes agree: nothing to do. */
  readonly inStep: boolean;
  /** Markdown files that the manifest does not list. */
  readonly unlisted: readonly string[];
  /** Texts that sections had, by their hash. */
  readonly former: ReadonlyMap<string, string>;
}

const NO_LEASE = { check: () => undefined };

export async function viewSync(session: QueueSession): Promise<SyncView> {
  const read = readQueue(session.place);
  const manifest = readManifest(session.place);
  const specs = readSpecs(session.place, manifest);
  const queue = withBroughtUp(read, await broughtUp(session, read, specs));
  const former =
    session.repo === undefined
      ? new Map<string, string>()
      : await formerSections(session.repo, session.place.rootPath, queue.tasks.tasks);
  return { ...viewOf(queue, specs, former), unlisted: unlistedSpecs(session.place, manifest), former };
}

type Seen = Pick<SyncView, 'plan' | 'oldHash' | 'newHash' | 'inStep'>;

function viewOf(queue: Queue, specs: readonly SpecText[], former: ReadonlyMap<string, string>): Seen {
  const oldHash = headerOf(queue.tasks.header, 'Spec version');
  const newHash = manifestHash(specs);
  const plan = planOf(queue, specs, former);
  return { plan, oldHash, newHash, inStep: oldHash === newHash && plan.isQuiet };
}

function planOf(queue: Queue, specs: readonly SpecText[], former: ReadonlyMap<string, string>): SyncPlan {
  const allSuspect = headerOf(queue.tasks.header, 'Spec version') === '';
  const rows = takenRows(queue.tasks);
  // A number that only the record still has was a task's once; its row would be taken for the new one's.
  const others = { ...rows, ids: [...rows.ids, ...idsNamed(queue.progress, 'T')] };
  const retired = new Map(
    queue.tasks.tasks.flatMap(({ id, criteria }): [string, 'done' | 'open'][] => {
      const record = queue.progress.tasks.get(id);
      if (record?.notes.includes(SECTION_GONE) !== true) return [];
      const wasDone = record.completed !== '' || (criteria.length > 0 && criteria.every(({ checked }) => checked));
      return [[id, wasDone ? 'done' : 'open']];
    }),
  );
  return planSync({ tasks: queue.tasks.tasks, sections: specs.flatMap(sectionsOf), former, allSuspect, others, retired });
}

/** Statuses, tasks of people and the order of the file stay; what the plan names changes. @throws OkstraError `sync-outdated` */
export async function applySync(session: QueueSession, view: SyncView, at: string): Promise<void> {
  const { place } = session;
  const specs = readSpecs(place);
  const manifest = readManifest(place);
  const manifestText = manifest === undefined ? newManifestText(specs, at) : withHashes(manifest, specs);
  const { plan, oldHash, newHash } = view;
  await editQueue(
    place,
    NO_LEASE,
    (queue) => {
      requireSame(view, viewOf(queue, specs, view.former));
      const tasks = syncedTasks(queue, plan, newHash);
      // Whatever it was paused for is in the tasks now.
      const hasOpen = tasks.after.some(({ status }) => !isSettled(status));
      const hasFixes = queue.progress.fixes.some(({ status }) => status !== 'resolved');
      const overall: Overall = hasOpen || hasFixes ? 'In Progress' : 'Complete';
      return {
        change: {
          tasks: tasks.splices,
          progress: [
            ...setHeader(queue.progress, { 'Spec version': newHash, Status: overall }),
            ...upsertRows(queue.progress, 'tasks', [
              ...plan.rows.flatMap((row): [string, Record<string, string>][] =>
                row.change?.status === undefined ? [] : [[row.task, { Status: row.change.status, Notes: noteFor(queue, row) }]],
              ),
              ...plan.cascaded.map((id): [string, Record<string, string>] => [id, { Status: 'needs-re-verification' }]),
            ]),
            ...appendRow(queue.progress, 'sync', {
              Date: at,
              'Old Hash': oldHash === '' ? 'None' : oldHash,
              'New Hash': newHash,
              Impact: impactOf(plan),
              'Action Taken': 'Applied',
            }),
          ],
          files: { [MANIFEST_FILE]: manifestText },
        },
        value: undefined,
      };
    },
    { at },
  );
}

/** What was approved is what is done: somebody may have changed the files while the question stood. */
function requireSame(approved: Seen, now: Seen): void {
  const textOf = ({ plan, oldHash, newHash }: Seen): string => JSON.stringify([plan, oldHash, newHash]);
  if (textOf(approved) === textOf(now)) return;
  throw fail('blocked', 'sync-outdated', 'Expected the queue and the specs as they were shown, found them changed since.', {
    fix: 'okstra tasks sync',
  });
}

function syncedTasks(
  queue: Queue,
  plan: SyncPlan,
  newHash: string,
): { readonly splices: readonly Splice[]; readonly after: readonly Task[] } {
  const { tasks } = queue;
  const splices: Splice[] = [...setHeader(tasks, { 'Spec version': newHash })];
  for (const row of plan.rows) {
    const task = tasks.byId.get(row.task);
    if (task !== undefined && row.change !== undefined) splices.push(...changeTask(tasks, task, row.change));
  }
  for (const id of plan.cascaded) {
    const task = tasks.byId.get(id);
    if (task !== undefined) splices.push(...changeTask(tasks, task, { status: 'needs-re-verification' }));
  }
  splices.push(...addTasks(tasks, plan.added));
  const text = writeTasks(tasks, splices, (changed) => parseTasks(changed, 'TASKS.md'));
  const after = parseTasks(text, 'TASKS.md');
  const approved = tasks.groups.some((group) => group.approved);
  const groups = approved
    ? parallelGroups(after.tasks).map((ids, index) => ({ name: `P${index + 1}`, tasks: ids, approved: true }))
    : undefined;
  const whole =
    groups === undefined ? text : writeTasks(after, setGroups(after, groups), (changed) => parseTasks(changed, 'TASKS.md'));
  return { splices: wholeFile(tasks, whole), after: after.tasks };
}

const noteFor = (queue: Queue, row: SyncRow): string => {
  const all = queue.progress.tasks.get(row.task)?.notes ?? '';
  const before = row.action === 'restore' ? withoutNote(all, (line) => line.startsWith(SECTION_GONE)) : all;
  return before.includes(row.note) ? before : [before, row.note].filter((part) => part !== '').join('<br>');
};

export function impactOf({ rows, added, cascaded, unplaced }: SyncPlan): string {
  const count = (action: SyncRow['action']): number => rows.filter((row) => row.action === action).length;
  const parts: readonly (readonly [number, string])[] = [
    [count('update-criteria'), 'updated'],
    [count('re-verify') + cascaded.length, 'to verify again'],
    [count('supersede'), 'superseded'],
    [count('rename'), 'renamed'],
    [count('flag'), 'flagged'],
    [count('restore'), 'restored'],
    [added.length, 'new'],
    [unplaced.length, 'point(s) of no task'],
  ];
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return shown.length === 0 ? 'no task concerned' : shown.join(', ');
}
