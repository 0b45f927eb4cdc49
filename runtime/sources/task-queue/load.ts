/** One task, whole: its own text, the sections it refers to, and what the tasks before it changed. */
import { join } from 'node:path';
import { fail, OkstraError } from '../../model/failure.ts';
import { makeTaskKey } from '../../model/ids.ts';
import type { WorkItem } from '../../model/item.ts';
import type { Loaded, SourceOptions } from '../source.ts';
import { parseCriteria } from '../spec-folders/criteria.ts';
import { GROUP } from './discover.ts';
import { remainingIn } from './notes.ts';
import { orphanOf } from './problems.ts';
import type { FixTask } from './progress-file.ts';
import type { Queue, QueuePlace } from './queue.ts';
import { pathOf, readQueue, readSpecs, TASKS_FILE } from './queue.ts';
import { findSection, parseReference, referenceHash, type SpecSection, sectionsOf } from './sections.ts';
import { headerOf } from './status.ts';
import { fieldsOf } from './task-fields.ts';
import type { Task } from './tasks-file.ts';
import { lifecycleOf } from './words.ts';

export { GROUP };

interface Context {
  readonly place: QueuePlace;
  readonly options: SourceOptions;
  readonly writeBackPaths: readonly string[];
}

export function loadTask(id: string, { place, options, writeBackPaths }: Context): Loaded {
  const queue = readQueue(place);
  const specs = readSpecs(place);
  const sections = specs.flatMap(sectionsOf);
  const fix = queue.progress.fixes.find((known) => known.id === id);
  const task = queue.tasks.byId.get(fix === undefined ? id : fix.sourceTask);
  if (task === undefined) {
    if (fix !== undefined) throw new OkstraError({ ...orphanOf(queue, fix), category: 'usage' });
    throw fail('usage', 'item-unknown', `Expected the task ${id} in ${pathOf(place, TASKS_FILE)}, found none.`, {
      fix: 'okstra tasks status lists the tasks.',
    });
  }
  const shared = {
    key: makeTaskKey(options.project, GROUP, id),
    source: 'task-queue' as const,
    group: GROUP,
    id,
    dir: join(place.repoTop, place.rootPath),
    path: place.rootPath,
    acceptanceCommands: options.acceptanceCommands,
    writeBackPaths,
  };
  const commands = [...options.acceptanceCommands, ...options.checkCommands];
  const item =
    fix === undefined ? taskItem(task, { queue, sections, commands }) : fixItem(fix, task, { queue, sections, commands });
  return { item: { ...shared, ...item }, notices: fix === undefined ? staleNotices(task, queue, sections) : [] };
}

interface Known {
  readonly queue: Queue;
  readonly sections: readonly SpecSection[];
  readonly commands: readonly string[];
}

type OwnParts = Pick<
  WorkItem,
  'name' | 'body' | 'checklist' | 'criteria' | 'dependsOn' | 'lifecycle' | 'nativeStatus' | 'carriedTasks' | 'commit'
> &
  Partial<Pick<WorkItem, 'files'>>;

function taskItem(task: Task, known: Known): OwnParts {
  const checklist = checklistOf(task);
  const body = [
    `# ${task.id}: ${task.title}`,
    ownText(task, known.queue),
    ...sectionTexts(task, known.sections),
    ...dependencyTexts(task, known.queue),
    ...decisionTexts(task, known.queue),
  ].join('\n\n');
  return {
    name: task.title === '' ? task.id : task.title,
    body: `${body}\n`,
    checklist,
    criteria: parseCriteria({ checklist, body: '', commands: known.commands }),
    dependsOn: task.dependsOn,
    lifecycle: lifecycleOf(task.status),
    nativeStatus: task.status,
    carriedTasks: remainingIn(known.queue.progress.tasks.get(task.id)?.notes ?? ''),
    commit: { message: messageOf('feat', task), several: false },
    ...(task.files.length === 0 ? {} : { files: task.files }),
  };
}

/** The task whose code is wrong is the measure of the fix. */
function fixItem(fix: FixTask, task: Task, known: Known): OwnParts {
  const own = taskItem(task, known);
  const what = fix.description === '' ? `The code of ${task.id} is wrong.` : fix.description;
  const head = [
    `# ${fix.id}: ${what}`,
    `A ${fix.type} in the code of ${task.id} (${task.title})${fix.discoveredDuring === '' ? '' : `, found during ${fix.discoveredDuring}`}. The specification is right, the code is wrong: mend the code, and add a test that shows it.`,
    ...(fix.files.length === 0 ? [] : [`Files concerned: ${fix.files.join(', ')}`]),
  ];
  const checklist = `- [ ] Does not occur any more, shown by a test: ${what.replaceAll(/\s+/g, ' ')}\n${own.checklist}`;
  const { files: _files, ...rest } = own;
  return {
    ...rest,
    name: what,
    body: `${head.join('\n\n')}\n\n${own.body}`,
    checklist,
    criteria: parseCriteria({ checklist, body: '', commands: known.commands }),
    dependsOn: [],
    lifecycle: fix.status === 'resolved' ? 'done' : fix.status,
    nativeStatus: fix.status,
    carriedTasks: remainingIn(known.queue.progress.tasks.get(fix.id)?.notes ?? ''),
    commit: { message: messageOf('fix', { id: fix.id, title: what, area: task.area }), several: false },
  };
}

/** Only what the user wrote: no marks of earlier results. */
export const checklistOf = ({ criteria }: Pick<Task, 'criteria'>): string =>
  criteria.map(({ text }) => `- [ ] ${text}\n`).join('');

/** A conventional message that fits one line. */
export function messageOf(type: 'feat' | 'fix' | 'test', { title, area, id }: Pick<Task, 'id' | 'title' | 'area'>): string {
  const scope = area
    .toLowerCase()
    .replace(/\s+layer$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 20);
  const head = `${/^test/i.test(area) && type === 'feat' ? 'test' : type}${scope === '' ? '' : `(${scope})`}: `;
  const words = (title === '' ? id : title)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[.!]+$/g, '')
    .trim();
  const room = 72 - head.length;
  return head + (words.length <= room ? words : words.slice(0, room).replace(/\s+\S*$/, ''));
}

function ownText(task: Task, { tasks }: Queue): string {
  const skipped = new Set(['status', 'spec hash']);
  const hidden = new Set(
    fieldsOf(tasks.lines, task)
      .filter(({ name }) => skipped.has(name.toLowerCase()))
      .map(({ line }) => line),
  );
  const boxes = new Map(task.criteria.map((criterion) => [criterion.line, criterion]));
  return tasks.lines
    .slice(task.line + 1, task.end)
    .flatMap(({ text }, index) => {
      const line = task.line + 1 + index;
      if (hidden.has(line)) return [];
      const box = boxes.get(line)?.box;
      // Whether it was ticked once says nothing about the code.
      return [box === undefined ? text : `${text.slice(0, box)} ${text.slice(box + 1)}`];
    })
    .join('\n')
    .trim();
}

function sectionTexts(task: Task, sections: readonly SpecSection[]): readonly string[] {
  return parseReference(task.specReference).map((reference) => {
    const section = findSection(sections, reference);
    const name = reference.title === '' ? reference.path : `${reference.path}, section ${reference.title}`;
    return section === undefined
      ? `## Specification: ${name}\n\nThis section is not there any more.`
      : `## Specification: ${name}\n\n${section.text.trim()}`;
  });
}

function dependencyTexts(task: Task, { tasks, progress }: Queue): readonly string[] {
  const lines = task.dependsOn.flatMap((id) => {
    const files = progress.tasks.get(id)?.files ?? [];
    const title = tasks.byId.get(id)?.title ?? '';
    return files.length === 0 ? [] : [`- ${id} ${title}: ${files.join(', ')}`];
  });
  return lines.length === 0 ? [] : [`## Files of the tasks it depends on\n\n${lines.join('\n')}`];
}

/** What a person decided where the specification was silent. */
function decisionTexts(task: Task, { progress }: Queue): readonly string[] {
  const lines = progress.gaps
    .filter((gap) => gap.task === task.id && gap.resolution !== '' && gap.level !== 'L0')
    .map(
      ({ id, gap, resolution, level }) =>
        `- ${id}${level === 'L1' && resolution.startsWith('Assumed: ') ? ' (an assumption)' : ''}: ${gap} ${resolution}`,
    );
  return lines.length === 0 ? [] : [`## Decisions\n\nThey hold where the specification is silent.\n\n${lines.join('\n')}`];
}

function staleNotices(task: Task, queue: Queue, sections: readonly SpecSection[]) {
  const current = referenceHash(sections, task.specReference);
  if (task.specHash === '' || current === task.specHash || headerOf(queue.tasks.header, 'Spec version') === '') return [];
  if (parseReference(task.specReference).length === 0) return [];
  return [
    {
      code: 'task-stale',
      message: `${task.id} was written for an earlier text of ${task.specReference}: what it asks for may not be what the specification says now.`,
      fix: 'okstra tasks sync',
    },
  ];
}

/** Whether the sections a task refers to are no longer those it was written for. */
export function isStale(task: Task, sections: readonly SpecSection[]): boolean {
  if (task.specHash === '' || parseReference(task.specReference).length === 0 || /^user-added/i.test(task.source)) return false;
  return referenceHash(sections, task.specReference) !== task.specHash;
}
