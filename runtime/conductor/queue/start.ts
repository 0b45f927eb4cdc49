/** `okstra tasks start`: from specs to a queue. Looks first, proposes, and writes only what was approved. */
import { readFileSync } from 'node:fs';
import { git } from '../../git/index.ts';
import type { Failure } from '../../model/failure.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import { parseDesignTasks } from '../../sources/task-queue/design-tasks-file.ts';
import { newManifestText, withHashes } from '../../sources/task-queue/manifest-file.ts';
import { readTaskPlan } from '../../sources/task-queue/plan.ts';
import { newProgressText } from '../../sources/task-queue/progress-file.ts';
import {
  DESIGN_TASKS_FILE,
  MANIFEST_FILE,
  PROGRESS_FILE,
  pathOf,
  readManifest,
  readOther,
  readSpecs,
  TASKS_FILE,
  writeQueueFile,
} from '../../sources/task-queue/queue.ts';
import { manifestHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import { parallelGroups } from '../../sources/task-queue/select.ts';
import { areaOf } from '../../sources/task-queue/sync.ts';
import type { NewTask } from '../../sources/task-queue/tasks-edit.ts';
import { newTasksText, setGroups, writeTasks } from '../../sources/task-queue/tasks-edit.ts';
import { nextId, parseTasks } from '../../sources/task-queue/tasks-file.ts';
import { FORMER_FOLDER, formerQueue, keepFormer, requireIdle } from './former-queue.ts';
import type { QueueSession } from './open.ts';
import { specChecks } from './spec-checks.ts';

export interface PreCheck {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'stop';
  readonly detail: string;
  readonly fix?: string;
}

/** What speaks for and against beginning, as one table. */
export async function preChecks(session: QueueSession): Promise<readonly PreCheck[]> {
  const { place, repo } = session;
  const manifest = readManifest(place);
  const specs = readSpecs(place, manifest);
  const rows: PreCheck[] = [];
  const shown = pathOf(place, MANIFEST_FILE);
  rows.push(
    manifest !== undefined
      ? { name: 'manifest', status: 'ok', detail: `${shown}, ${manifest.specs.length} spec(s)` }
      : {
          name: 'manifest',
          status: 'warn',
          detail: `no ${shown}: all Markdown files of ${place.rootPath} count as specs`,
          fix: 'It is written with the queue.',
        },
  );
  rows.push(
    specs.length > 0
      ? { name: 'specs', status: 'ok', detail: specs.map(({ path }) => path).join(', ') }
      : {
          name: 'specs',
          status: 'stop',
          detail: `no specs in ${place.rootPath}`,
          fix: 'Put Markdown files there, or name their folder: okstra config set sources.tasks <folder>',
        },
  );
  const missing = (manifest?.specs ?? []).filter(({ path }) => !specs.some((spec) => spec.path === path));
  if (missing.length > 0)
    rows.push({
      name: 'files',
      status: 'stop',
      detail: `the manifest names files that are not there: ${missing.map(({ path }) => path).join(', ')}`,
      fix: `Correct ${shown}.`,
    });
  for (const problem of manifest?.problems ?? [])
    rows.push({
      name: 'manifest',
      status: 'warn',
      detail: problem.message,
      ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    });
  rows.push(await gitCheck(repo), ...queueCheck(session));
  rows.push(...specChecks(session.place, specs, manifest));
  const speaksOfTests = specs.some(({ text }) => /\btest(?:s|ing)\b/i.test(text));
  if (speaksOfTests && !specs.some(({ path }) => /test/i.test(path)))
    rows.push({
      name: 'tests',
      status: 'warn',
      detail: 'the specs speak of tests, and none of them is about testing',
      fix: 'Add tasks by hand, or a TEST_SPEC.md, or go on without.',
    });
  const design = readOther(place, DESIGN_TASKS_FILE);
  if (design !== undefined)
    rows.push({
      name: 'design',
      status: 'ok',
      detail: `${parseDesignTasks(design).tasks.length} task(s) of ${DESIGN_TASKS_FILE} are taken over`,
    });
  return rows;
}

/** What there is to see for a queue that is made without specs. */
export const importChecks = async (session: QueueSession): Promise<readonly PreCheck[]> => [
  await gitCheck(session.repo),
  ...queueCheck(session),
];

function queueCheck(session: QueueSession): readonly PreCheck[] {
  const former = formerQueue(session);
  if (former === undefined) return [];
  const { tasks, settled, damaged, openFixes, openGaps } = former;
  const more: readonly (readonly [number, string])[] = [
    [damaged, 'damaged'],
    [openFixes, 'open fix task(s)'],
    [openGaps, 'open gap(s)'],
  ];
  const others = more.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [
    {
      name: 'queue',
      status: 'warn',
      detail: `${pathOf(session.place, TASKS_FILE)} has ${tasks} task(s), ${[`${settled} of them settled`, ...others].join(', ')}: a new queue takes its place, and all begin anew; both files are kept in ${pathOf(session.place, FORMER_FOLDER)}`,
      fix: 'okstra tasks sync keeps it, and brings it into step with the specs.',
    },
  ];
}

async function gitCheck(repo: QueueSession['repo']): Promise<PreCheck> {
  if (repo === undefined)
    return {
      name: 'git',
      status: 'warn',
      detail: 'no repository with a commit: changes are found by times of files, and nothing can be run',
      fix: 'git init && git add -A && git commit -m "chore: baseline"',
    };
  const { stdout } = await git(repo.top, ['status', '--porcelain=v1', '-z', '--untracked-files=no']);
  const count = stdout.split('\0').filter((entry) => entry !== '').length;
  return count === 0
    ? { name: 'git', status: 'ok', detail: `at ${repo.head.commit.slice(0, 12)}` }
    : { name: 'git', status: 'warn', detail: `${count} uncommitted change(s) are not part of what tasks begin with` };
}

export type GroupChoice = 'approve' | 'decline' | 'off';

export interface ProposedQueue {
  readonly tasks: readonly NewTask[];
  readonly groups: readonly (readonly string[])[];
  /** TASKS.md as it would be. */
  readonly text: string;
  /** As it is; empty: there is none. */
  readonly before: string;
}

/** @param value a plan, parsed from JSON. @throws OkstraError `task-plan` with every problem in `details` */
export function planTasks(session: QueueSession, value: unknown, file: string): readonly NewTask[] {
  const sections = readSpecs(session.place).flatMap(sectionsOf);
  const read = readTaskPlan(value, { file, sections, checksReferences: true });
  if (!read.ok) throw invalidPlan(file, read.failure);
  return read.value;
}

export const invalidPlan = (file: string, problems: readonly Failure[]): OkstraError => {
  const [first] = problems;
  const lines = problems.map(({ message, place }) => `  ${place?.field ?? ''} ${message}`).join('\n');
  return new OkstraError({
    category: 'usage',
    code: 'task-plan',
    message: `Expected a plan of tasks that holds, found ${problems.length} problem(s) in ${file}:\n${lines}`,
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    place: { file, ...(first?.place?.field === undefined ? {} : { field: first.place.field }) },
    details: { problems },
  });
};

/** Tasks of design work that the plan does not have yet, numbered behind the others. */
export function withDesignTasks(session: QueueSession, tasks: readonly NewTask[]): readonly NewTask[] {
  const text = readOther(session.place, DESIGN_TASKS_FILE);
  if (text === undefined) return tasks;
  const known = new Set(tasks.flatMap(({ others }) => others?.['Original id'] ?? []));
  const numbers = new Map<string, string>();
  const ids = tasks.map(({ id }) => id);
  const found = parseDesignTasks(text).tasks.filter(({ id }) => !known.has(id));
  for (const { id } of found) {
    const next = nextId('T', ids);
    ids.push(next);
    numbers.set(id, next);
  }
  const added = found.map(
    (task): NewTask => ({
      id: numbers.get(task.id) ?? '',
      title: task.title === '' ? task.id : task.title,
      area: tasks.find(({ area }) => area.toLowerCase() === task.area.toLowerCase())?.area ?? (task.area || areaOf(task.title)),
      specReference: '',
      specHash: '',
      dependsOn: task.dependsOn.flatMap((id) => numbers.get(id) ?? (tasks.some((other) => other.id === id) ? [id] : [])),
      status: 'pending',
      source: 'user-added',
      criteria: task.criteria.length > 0 ? task.criteria : [task.title],
      complexity: 'Medium',
      files: [],
      others: { 'Original id': task.id },
    }),
  );
  return [...tasks, ...added];
}

const parse = (text: string) => parseTasks(text, TASKS_FILE);

export function propose(session: QueueSession, tasks: readonly NewTask[], choice: GroupChoice, at: string): ProposedQueue {
  const { place } = session;
  const specs = readSpecs(place);
  const groups = choice === 'off' ? [] : parallelGroups(tasks);
  const designIds = tasks.flatMap(({ others }) => others?.['Original id'] ?? []);
  const fresh = newTasksText({
    generated: at.slice(0, 10),
    specVersion: manifestHash(specs),
    sourceSpecs: specs.map(({ path }) => path),
    designTasks: designIds,
    tasks,
  });
  const file = parse(fresh);
  const named = groups.map((ids, index) => ({ name: `P${index + 1}`, tasks: ids, approved: choice === 'approve' }));
  const text = writeTasks(file, setGroups(file, named), parse);
  requireReadable(text, tasks);
  return { tasks, groups, text, before: readOther(place, TASKS_FILE) ?? '' };
}

/** What is written is read as it was meant, whatever words the plan has. */
function requireReadable(text: string, tasks: readonly NewTask[]): void {
  const { byId, problems } = parse(text);
  const lost = tasks.filter((task) => {
    const read = byId.get(task.id);
    return (
      read === undefined ||
      !isSame(read.dependsOn, task.dependsOn) ||
      !isSame(read.criteria.map(plainText), task.criteria.map(plainText))
    );
  });
  if (lost.length === 0 && problems.length === 0) return;
  throw fail(
    'usage',
    'task-plan-unreadable',
    `Expected tasks that can be read again once written, found ${lost.map(({ id }) => id).join(', ') || 'damage'}: ${problems.map(({ message }) => message).join(' ')}`,
    {
      fix: 'Write titles, areas and criteria of these tasks in other words.',
      details: { tasks: lost.map(({ id }) => id), problems },
    },
  );
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

const plainText = (entry: string | { readonly text: string }): string =>
  (typeof entry === 'string' ? entry : entry.text).replaceAll(/\s+/g, ' ').trim();

export interface WrittenQueue {
  /** Relative to the repository. */
  readonly files: readonly string[];
  /** Folder with the queue that was there before. */
  readonly former?: string;
}

/** Writes TASKS.md, a progress file begun anew, and the manifest with the hashes of the specs. @throws OkstraError `queue-busy` */
export async function writeQueue(
  session: QueueSession,
  queue: ProposedQueue,
  choice: GroupChoice,
  at: string,
): Promise<WrittenQueue> {
  const { place, repo } = session;
  await requireIdle(session, new Date(at));
  const former = await keepFormer(session, at);
  const specs = readSpecs(place);
  const manifest = readManifest(place);
  const free = { check: () => undefined };
  await writeQueueFile(
    place,
    MANIFEST_FILE,
    manifest === undefined ? newManifestText(specs, at) : withHashes(manifest, specs),
    free,
  );
  await writeQueueFile(place, TASKS_FILE, queue.text, free);
  const progress = newProgressText({
    specVersion: manifestHash(specs),
    date: at,
    git: repo !== undefined,
    parallel: choice === 'approve' && queue.groups.length > 0,
    lastCommit: repo?.head.commit ?? '',
    tasks: queue.tasks.map(({ id, status }) => ({ id, status })),
    ...(former === undefined ? {} : { former }),
  });
  await writeQueueFile(place, PROGRESS_FILE, progress, free);
  return {
    files: [MANIFEST_FILE, TASKS_FILE, PROGRESS_FILE].map((name) => pathOf(place, name)),
    ...(former === undefined ? {} : { former: former.path }),
  };
}

/** @throws OkstraError `task-plan-file` */
export function readPlanFile(path: string, given: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw fail(
      'usage',
      'task-plan-file',
      `Expected a JSON file with a plan of tasks at ${given}, found: ${error instanceof Error ? error.message : String(error)}.`,
      {
        fix: 'Write {"tasks": [{"id": "T-001", "title": "...", "area": "Data", "specReference": "data.md, Section Users", "criteria": ["..."]}]}.',
        place: { file: given },
        cause: error,
      },
    );
  }
}
