/** The task queue: tasks and fix tasks of TASKS.md and IMPLEMENTATION_PROGRESS.md. */
import type { Source, SourceOptions } from '../source.ts';
import { createTask } from './create.ts';
import { discoverTasks } from './discover.ts';
import { GROUP, loadTask } from './load.ts';
import type { QueuePlace } from './queue.ts';
import { DECISIONS_FILE, hasQueue, PROGRESS_FILE, pathOf, readManifest, readSpecs, TASKS_FILE } from './queue.ts';
import { resolveTask } from './resolve.ts';
import { IN_PROGRESS, markInProgress, recordOutcome, recordVerdict, sendBack } from './write-back.ts';

const DEFAULT_ROOT = 'docs/specs';

export function openTaskQueue(options: SourceOptions): Source {
  const rootPath = (options.tasksRoot ?? DEFAULT_ROOT).replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') || '.';
  const place: QueuePlace = { repoTop: options.repoTop, rootPath };
  const writeBackPatterns = (): readonly string[] => (hasQueue(place) ? keptFiles(place) : []);
  return {
    name: 'task-queue',
    prefix: 'task',
    word: GROUP,
    owns: (group) => group === GROUP,
    rootPath: () => rootPath,
    discover: () => discoverTasks(place),
    resolve: (ref) => resolveTask(ref, place),
    load: (item) => loadTask(item.id, { place, options, writeBackPaths: keptFiles(place) }),
    writeBackPatterns,
    under: (lease) => {
      const under = { place, lease };
      return {
        writeBackPatterns,
        inProgress: IN_PROGRESS,
        markInProgress: (item) => markInProgress(under, item.id),
        recordVerdict: (item, verdict) => recordVerdict(under, item.id, verdict),
        recordOutcome: (item, outcome) => recordOutcome(under, item.id, outcome),
        sendBack: (item, what) => sendBack(under, item.id, what),
        create: (item, dryRun = false) => createTask(under, item, dryRun),
        // The report of a run stays in its folder: the queue has many tasks and no place for reports.
        writeReport: async () => undefined,
      };
    },
  };
}

/** What okstra keeps itself: the files of the queue, and the specs, which no agent changes in silence. */
const keptFiles = (place: QueuePlace): readonly string[] => [
  ...[TASKS_FILE, PROGRESS_FILE, DECISIONS_FILE].map((name) => pathOf(place, name)),
  ...readSpecs(place, readManifest(place)).map(({ path }) => pathOf(place, path)),
];
