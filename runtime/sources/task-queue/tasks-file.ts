/** TASKS.md, read: header, areas, tasks with the place of everything that okstra writes. Damaged rows are named; the rest stays usable. */
import { nearest } from '../../config/nearest.ts';
import type { Failure } from '../../model/failure.ts';
import type { HeaderField, Heading } from './headings.ts';
import { headerFields, headingsOf } from './headings.ts';
import type { OpenBlock, TextLine } from './lines.ts';
import { findHidden, splitLines } from './lines.ts';
import { findTable, type Table, valueIn } from './tables.ts';
import { lineOf, type Slot, scanTask, type TaskCriterion } from './task-fields.ts';
import type { TaskStatus } from './words.ts';
import { readWord, TASK_STATUSES } from './words.ts';

export interface Task {
  readonly id: string;
  readonly title: string;
  /** Empty above the first area. */
  readonly area: string;
  /** Index of its heading, and of the line behind its last one that is not blank. */
  readonly line: number;
  readonly end: number;
  /** Indices of the lines that are `- **Name**: value`; see `fieldsOf`. */
  readonly fieldLines: readonly number[];
  readonly status: TaskStatus;
  readonly dependsOn: readonly string[];
  /** `api.md, Section Auth`, as written; empty when there is none. */
  readonly specReference: string;
  readonly specHash: string;
  readonly source: string;
  readonly complexity: string;
  /** Files that it is expected to change. */
  readonly files: readonly string[];
  readonly criteria: readonly TaskCriterion[];
}

export interface Area {
  readonly name: string;
  /** Index of its heading, and of the line behind its section. */
  readonly line: number;
  readonly end: number;
}

export interface ParallelGroup {
  readonly name: string;
  readonly tasks: readonly string[];
  readonly approved: boolean;
  readonly line: number;
}

export interface TasksFile {
  readonly lines: readonly TextLine[];
  readonly headings: readonly Heading[];
  readonly header: readonly HeaderField[];
  readonly areas: readonly Area[];
  /** In the order of the file. Damaged ones are not among them. */
  readonly tasks: readonly Task[];
  readonly byId: ReadonlyMap<string, Task>;
  readonly groups: readonly ParallelGroup[];
  readonly groupTable?: Table;
  readonly problems: readonly Failure[];
  /** Tasks that are damaged, by id: named in the file, and of no use before they are mended. */
  readonly damaged: ReadonlyMap<string, Failure>;
}

const TASK = /^([TF]-\d+[A-Z]?)(?:[ \t]*[:.\u2014\u2013-][ \t]*|[ \t]+|$)(.*)$/;
/** What was surely meant as a task. */
const LIKE_TASK = /^(?:task[ \t:]+|[*_~`[("'\\]+)*[TF][-_ ]?\d|^[TF]-/i;
/** The same as the heading of a section: there it has to be an id. */
const LIKE_TASK_ABOVE = /^(?:task[ \t:]+|[*_~`[("'\\]+)*[TF]-\d/i;
const AREA = /^Area[ \t]*:[ \t]*(.+)$/i;
/** The usual case, told apart quickly. */
const ONE_ID = /^[TF]-\d+[A-Z]?$/;

/** @param file as messages name it */
export function parseTasks(text: string, file: string): TasksFile {
  const lines = splitLines(text);
  const { hidden, open } = findHidden(lines);
  const headings = headingsOf(lines, hidden, (title) => TASK.test(title));
  const problems: Failure[] = [];
  const areas: Area[] = [];
  const found: Task[] = [];
  const damaged = new Map<string, Failure>();
  let area = '';
  for (const [index, heading] of headings.entries()) {
    const end = headings[index + 1]?.line ?? lines.length;
    const named = AREA.exec(heading.title);
    if (heading.level <= 2) area = '';
    if (named !== null && heading.level === 2) {
      area = named[1] ?? '';
      const stop = headings.slice(index + 1).find(({ level }) => level <= 2)?.line ?? lines.length;
      areas.push({ name: area, line: heading.line, end: stop });
      continue;
    }
    const match = heading.level < 3 ? null : TASK.exec(heading.title);
    if (match === null) {
      if (!(heading.level < 3 ? LIKE_TASK_ABOVE : LIKE_TASK).test(heading.title)) continue;
      const failure = malformedTask(file, heading);
      problems.push(failure);
      const id = idMeant(heading.title);
      if (id !== undefined) damaged.set(id, failure);
      continue;
    }
    const read = readTask({ lines, hidden, heading, end, area, id: match[1] ?? '', title: match[2] ?? '' }, file);
    problems.push(...read.problems);
    const [first] = read.problems;
    if (read.task !== undefined) found.push(read.task);
    else if (first !== undefined) damaged.set(match[1] ?? '', first);
  }
  const { tasks, byId, problems: shared } = withoutShared(found, file);
  problems.push(...shared.map(({ failure }) => failure));
  for (const { id, failure } of shared) damaged.set(id, failure);
  for (const block of open) {
    const ids = swallowedIds(lines, block).filter((id) => !byId.has(id));
    const failure = openBlock(file, block, ids);
    problems.push(failure);
    for (const id of ids) if (!damaged.has(id)) damaged.set(id, failure);
  }
  const firstSection = headings.find(({ level }) => level >= 2)?.line ?? lines.length;
  problems.push(...unknownDependencies({ tasks, byId, damaged, lines }, file));
  const { groups, groupTable } = readGroups(lines, headings);
  return {
    lines,
    headings,
    header: headerFields(lines, firstSection),
    areas,
    tasks,
    byId,
    groups,
    ...(groupTable === undefined ? {} : { groupTable }),
    problems: problems.toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0)),
    damaged,
  };
}

const problem = (file: string, line: number, code: string, message: string, fix: string): Failure => ({
  category: 'findings',
  code,
  message,
  fix,
  place: { file, line: line + 1 },
});

const malformedTask = (file: string, { line, level, title }: Heading): Failure =>
  problem(
    file,
    line,
    'task-heading',
    `Expected "### T-<number>: <title>", found "${'#'.repeat(level)} ${title}".`,
    'Write "###", the id as T-001, then a colon and the title; a task that is no longer wanted has the status skipped.',
  );

function idMeant(title: string): string | undefined {
  const [, kind, number, letter = ''] = /([TF])[-_ ]?(\d+)([A-Z]?)(?![A-Za-z0-9])/i.exec(title) ?? [];
  return kind === undefined || number === undefined
    ? undefined
    : `${kind.toUpperCase()}-${number.padStart(3, '0')}${letter.toUpperCase()}`;
}

const swallowedIds = (lines: readonly TextLine[], { line, end }: OpenBlock): readonly string[] => [
  ...new Set(lines.slice(line, end).flatMap(({ text }) => /^\s*#{1,6}.*?\b([TF]-\d+[A-Z]?)\b/.exec(text)?.[1] ?? [])),
];

/** @param ids what it hides */
export const openBlock = (file: string, { kind, line }: OpenBlock, ids: readonly string[]): Failure =>
  problem(
    file,
    line,
    `${kind}-open`,
    `Expected the end of the ${kind === 'fence' ? 'fenced block' : 'comment'} that begins here, found none${ids.length === 0 ? '' : `: ${ids.join(', ')} cannot be seen`}.`,
    kind === 'fence'
      ? 'Close it with a line that repeats its mark, or put the mark in the line into quotes.'
      : 'Close it with -->.',
  );

interface RawTask {
  readonly lines: readonly TextLine[];
  readonly hidden: readonly boolean[];
  readonly heading: Heading;
  readonly end: number;
  readonly area: string;
  readonly id: string;
  readonly title: string;
}

function readTask(raw: RawTask, file: string): { readonly task?: Task; readonly problems: readonly Failure[] } {
  const { heading, area, id, title } = raw;
  const { known, criteria, fieldLines, oddBoxes, repeated } = scanTask(raw.lines, raw.hidden, heading.line + 1, raw.end);
  const problems: Failure[] = [];
  for (const line of oddBoxes)
    problems.push(
      problem(
        file,
        line,
        'task-criterion',
        `Expected a criterion as "  - [ ] text", found "${raw.lines[line]?.text.trim()}".`,
        'Write [ ] or [x], a blank, and what can be checked.',
      ),
    );
  for (const line of repeated)
    problems.push(
      problem(
        file,
        line,
        'task-field-twice',
        `Expected one line of its kind in ${id}, found another: "${raw.lines[line]?.text.trim()}".`,
        'Leave the one that holds.',
      ),
    );
  const lineFor = (slot: Slot): number => lineOf(raw.lines, { fieldLines }, slot) ?? heading.line;
  const status = known.status === undefined ? undefined : readWord(TASK_STATUSES, known.status);
  if (known.status === undefined)
    problems.push(
      problem(
        file,
        heading.line,
        'task-status-missing',
        `Expected a line "- **Status**: \u2026" in ${id}, found none.`,
        'Add "- **Status**: pending".',
      ),
    );
  else if (status === undefined) {
    const meant = nearest(known.status, TASK_STATUSES);
    problems.push(
      problem(
        file,
        lineFor('status'),
        'task-status-unknown',
        `Expected one of ${TASK_STATUSES.join(', ')}, found "${known.status}".`,
        meant === undefined ? 'Write one of these words.' : `Write "${meant}".`,
      ),
    );
  }
  const dependsOn = readIds(known.dependencies ?? '');
  if (dependsOn === undefined)
    problems.push(
      problem(
        file,
        lineFor('dependencies'),
        'task-dependencies',
        `Expected ids of tasks, or None, found "${known.dependencies}".`,
        'Write the ids separated by commas: T-001, T-002.',
      ),
    );
  if (status === undefined || dependsOn === undefined || repeated.length > 0) return { problems };
  let end = raw.end;
  while (end > heading.line + 1 && raw.lines[end - 1]?.text.trim() === '') end -= 1;
  const files = listed(known.files ?? '');
  const task: Task = {
    id,
    title: title.trim(),
    area,
    line: heading.line,
    end,
    fieldLines,
    status,
    dependsOn,
    specReference: plain(known.specReference ?? ''),
    specHash: plain(known.specHash ?? '').replaceAll('`', ''),
    source: plain(known.source ?? ''),
    complexity: plain(known.complexity ?? ''),
    files,
    criteria,
  };
  return { task, problems };
}

const NOTHING = /^(?:none|n\/a|-|\u2014)$/i;
const plain = (text: string): string => (text.length <= 4 && NOTHING.test(text.trim()) ? '' : text.trim());

const listed = (text: string): readonly string[] =>
  plain(text)
    .split(',')
    .map((entry) => entry.replaceAll('`', '').trim())
    .filter((entry) => entry !== '');

/** Ids of a list; undefined when it holds something else. */
export function readIds(text: string): readonly string[] | undefined {
  const list = plain(text);
  if (list === '') return [];
  if (ONE_ID.test(list)) return [list];
  const rest = list.replaceAll(/\([^)]*\)/g, ' ').replaceAll(/\b[TF]-\d+[A-Z]?\b/g, ' ');
  if (/[^\s,;`[\]&+]/.test(rest.replaceAll(/\band\b/gi, ' '))) return undefined;
  return [...new Set([...list.replaceAll(/\([^)]*\)/g, ' ').matchAll(/\b[TF]-\d+[A-Z]?\b/g)].map(([id]) => id))];
}

function withoutShared(found: readonly Task[], file: string) {
  const byId = new Map(found.map((task) => [task.id, task]));
  if (byId.size === found.length) return { tasks: found, byId, problems: [] };
  const count = new Map<string, number>();
  for (const { id } of found) count.set(id, (count.get(id) ?? 0) + 1);
  const ids = new Set([...count].filter(([, times]) => times > 1).map(([id]) => id));
  for (const id of ids) byId.delete(id);
  const problems = found
    .filter(({ id }) => ids.has(id))
    .map(({ id, line }) => ({
      id,
      failure: problem(
        file,
        line,
        'task-id-shared',
        `Expected each id once, found ${id} ${count.get(id)} times.`,
        'Give one of them another number.',
      ),
    }));
  return { tasks: found.filter(({ id }) => !ids.has(id)), byId, problems };
}

function unknownDependencies(
  { tasks, byId, damaged, lines }: Pick<TasksFile, 'tasks' | 'byId' | 'damaged' | 'lines'>,
  file: string,
): readonly Failure[] {
  return tasks.flatMap((task) =>
    task.dependsOn
      .filter((id) => !byId.has(id) || id === task.id)
      .map((id) => {
        const line = lineOf(lines, task, 'dependencies') ?? task.line;
        const why = id === task.id ? 'the task itself' : damaged.has(id) ? `${id}, which is damaged` : `${id}, which no task has`;
        return problem(
          file,
          line,
          'task-dependency-unknown',
          `Expected the ids of other tasks, found ${why}.`,
          `Correct the dependencies of ${task.id}.`,
        );
      }),
  );
}

function readGroups(lines: readonly TextLine[], headings: readonly Heading[]): Pick<TasksFile, 'groups' | 'groupTable'> {
  const heading = headings.find(({ level, title }) => level === 2 && /^parallel groups$/i.test(title));
  if (heading === undefined) return { groups: [] };
  const end = headings.find(({ line, level }) => line > heading.line && level <= 2)?.line ?? lines.length;
  const groupTable = findTable(lines, heading.line + 1, end);
  if (groupTable === undefined) return { groups: [] };
  const groups = groupTable.rows.map((row) => ({
    name: valueIn(groupTable, row, 'Group'),
    tasks: readIds(valueIn(groupTable, row, 'Tasks')) ?? [],
    approved: /^(?:approved|yes)$/i.test(valueIn(groupTable, row, 'Approval')),
    line: row.line,
  }));
  return { groups, groupTable };
}

const HEADING_ID = /^\s*#.*?\b([TF]-\d+[A-Z]?)\b/;
const REFERENCE = /^\s*[-*+][ \t]+\*\*Spec references?(?:\*\*[ \t]*:|:\*\*)[ \t]*(.*)$/i;

/** What rows have taken that cannot be read, or not be seen: their numbers and sections are not free. */
export interface TakenRows {
  readonly ids: readonly string[];
  /** As written. */
  readonly references: readonly string[];
}

/** Of every heading and field of the file, wherever it stands. */
export function takenRows({ lines, byId, damaged }: Pick<TasksFile, 'lines' | 'byId' | 'damaged'>): TakenRows {
  const ids = new Set([...byId.keys(), ...damaged.keys()]);
  const references: string[] = [];
  for (const { text } of lines) {
    const id = text.includes('#') ? HEADING_ID.exec(text)?.[1] : undefined;
    if (id !== undefined) ids.add(id);
    const reference = text.includes('**') ? REFERENCE.exec(text)?.[1] : undefined;
    if (reference !== undefined) references.push(reference.trim());
  }
  return { ids: [...ids], references };
}

/** A number above all there are, in the width that is used. */
export function nextId(prefix: string, ids: Iterable<string>): string {
  let highest = 0;
  for (const id of ids) {
    const [, number] = new RegExp(`^${prefix}-(\\d+)`).exec(id) ?? [];
    if (number !== undefined) highest = Math.max(highest, Number(number));
  }
  return `${prefix}-${String(highest + 1).padStart(3, '0')}`;
}
