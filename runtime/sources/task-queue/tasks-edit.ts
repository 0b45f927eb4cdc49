/** Changes of TASKS.md, each of which touches only the lines of what it changes. Pure: texts in, texts out. */

import { graphSplices } from './graph.ts';
import { headingsOf } from './headings.ts';
import type { Splice } from './lines.ts';
import { applySplices, insertLines, replaceLine } from './lines.ts';
import { rowText, setCells, tableText } from './tables.ts';
import { fieldsOf } from './task-fields.ts';
import type { Task, TasksFile } from './tasks-file.ts';
import type { TaskStatus } from './words.ts';

/** A task that is to be written. */
export interface NewTask {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly specReference: string;
  readonly specHash: string;
  readonly dependsOn: readonly string[];
  readonly status: TaskStatus;
  readonly source: string;
  readonly criteria: readonly string[];
  readonly complexity: string;
  readonly files: readonly string[];
  /** Further fields, `**Name**: value`. */
  readonly others?: Readonly<Record<string, string>>;
}

/** What changes of one task. */
export interface TaskChange {
  readonly status?: TaskStatus;
  /** Other fields by name; one that is not there is added below the status. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Marks of criteria by index. */
  readonly checks?: ReadonlyMap<number, boolean>;
  /** Criteria as they are to be: lines of those that stay keep their words and marks, a changed one is open again. */
  readonly criteria?: readonly string[];
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

export function changeTask(file: TasksFile, task: Task, change: TaskChange): readonly Splice[] {
  const values = new Map(Object.entries(change.fields ?? {}));
  if (change.status !== undefined && change.status !== task.status) values.set('Status', change.status);
  const texts = new Map<number, string>();
  const textOf = (line: number): string => texts.get(line) ?? file.lines[line]?.text ?? '';
  const added: string[] = [];
  const fields = fieldsOf(file.lines, task);
  const status = fields.find(({ name }) => name.toLowerCase() === 'status');
  for (const [name, raw] of values) {
    const value = oneLine(raw);
    const field = fields.find((known) => known.name.toLowerCase() === name.toLowerCase());
    if (field === undefined) added.push(`- **${name}**: ${value}`);
    else if (field.value !== value) {
      const text = textOf(field.line);
      texts.set(field.line, `${text.slice(0, field.from).replace(/(?<=:\**)$/, ' ')}${value}${text.slice(field.to)}`);
    }
  }
  for (const [index, checked] of change.checks ?? []) {
    const criterion = task.criteria[index];
    if (criterion === undefined || criterion.checked === checked) continue;
    const text = textOf(criterion.line);
    const mark = checked ? 'x' : ' ';
    texts.set(
      criterion.line,
      criterion.box === undefined
        ? text.replace(BULLET_LEAD, (lead) => `${lead}[${mark}] `)
        : text.slice(0, criterion.box) + mark + text.slice(criterion.box + 1),
    );
  }
  const below = (status?.line ?? task.line) + 1;
  return [
    ...[...texts].map(([line, text]) => replaceLine(line, text)),
    ...(added.length === 0 ? [] : [insertLines(below, added)]),
    ...(change.criteria === undefined ? [] : replaceCriteria(file, task, change.criteria)),
  ];
}

/** Touches lines of criteria only; what a person wrote among and below them stays. */
function replaceCriteria({ lines: all }: TasksFile, task: Task, wanted: readonly string[]): readonly Splice[] {
  const next = wanted.map(oneLine);
  const field = fieldsOf(all, task).find(({ name }) => /^acceptance criteri/i.test(name));
  if (field === undefined)
    return [insertLines(task.end, ['- **Acceptance criteria**:', ...next.map((text) => `  - [ ] ${text}`)])];
  const { criteria } = task;
  const lead = (at: number): string => BULLET_LEAD.exec(all[criteria[at]?.line ?? -1]?.text ?? '')?.[0] ?? '  - ';
  const lastOf = (at: number): number => criteria[at]?.end ?? criteria[at]?.line ?? field.line;
  const splices: Splice[] = [];
  // Between those that stay, old and new ones pair off in their order.
  let old = 0;
  let now = 0;
  for (const [keptOld, keptNow] of [
    ...alignment(
      criteria.map(({ text }) => oneLine(text)),
      next,
    ),
    [criteria.length, next.length] as const,
  ]) {
    for (; old < keptOld && now < keptNow; old += 1, now += 1) {
      const line = criteria[old]?.line ?? 0;
      splices.push({ at: line, remove: lastOf(old) - line + 1, insert: [`${lead(old)}[ ] ${next[now]}`] });
    }
    for (; old < keptOld; old += 1) {
      const line = criteria[old]?.line ?? 0;
      splices.push({ at: line, remove: lastOf(old) - line + 1, insert: [] });
    }
    if (now < keptNow) {
      const near = Math.min(old, criteria.length) - 1;
      const place = near < 0 ? field.line + 1 : lastOf(near) + 1;
      splices.push(
        insertLines(
          place,
          next.slice(now, keptNow).map((text) => `${lead(Math.max(near, 0))}[ ] ${text}`),
        ),
      );
    }
    old = keptOld + 1;
    now = keptNow + 1;
  }
  return splices;
}

const BULLET_LEAD = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/;

/** Pairs of places of what both lists have, in order, as many as there can be. */
function alignment(old: readonly string[], next: readonly string[]): readonly (readonly [number, number])[] {
  const length = Array.from({ length: old.length + 1 }, () => Array.from({ length: next.length + 1 }, () => 0));
  const at = (a: number, b: number): number => length[a]?.[b] ?? 0;
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = next.length - 1; b >= 0; b -= 1) {
      const row = length[a];
      if (row !== undefined) row[b] = old[a] === next[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0, b = 0; a < old.length && b < next.length; ) {
    if (old[a] === next[b]) pairs.push([a++, b++]);
    else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

export function taskLines(task: NewTask): readonly string[] {
  const field = (name: string, value: string): string => `- **${name}**: ${oneLine(value)}`.trimEnd();
  return [
    `### ${task.id}: ${oneLine(task.title)}`,
    field('Spec reference', task.specReference === '' ? 'None' : task.specReference),
    ...(task.specHash === '' ? [] : [field('Spec hash', task.specHash)]),
    field('Dependencies', task.dependsOn.length === 0 ? 'None' : task.dependsOn.join(', ')),
    field('Status', task.status),
    field('Source', task.source),
    ...(task.files.length === 0 ? [] : [field('Files', task.files.join(', '))]),
    ...Object.entries(task.others ?? {}).map(([name, value]) => field(name, value)),
    '- **Acceptance criteria**:',
    ...task.criteria.map((text) => `  - [ ] ${oneLine(text)}`),
    field('Complexity', task.complexity === '' ? 'Medium' : task.complexity),
  ];
}

/** New tasks at the end of their areas, in the order given, behind what they depend on there. Areas that are missing come last. */
export function addTasks(file: TasksFile, tasks: readonly NewTask[]): readonly Splice[] {
  const isKnown = (name: string): boolean => file.areas.some((known) => known.name.toLowerCase() === name.toLowerCase());
  const names = [...new Set(tasks.map(({ area }) => area))];
  // A new area may come to stand at the same place as the last tasks of the one before it: behind them.
  const areas = [...names.filter(isKnown), ...names.filter((name) => !isKnown(name))];
  return areas.map((name) => {
    const lines = tasks.filter(({ area }) => area === name).flatMap((task) => ['', ...taskLines(task)]);
    const area = file.areas.find((known) => known.name.toLowerCase() === name.toLowerCase());
    if (area === undefined) return insertLines(lastLine(file, file.lines.length, 0), ['', `## Area: ${oneLine(name)}`, ...lines]);
    return insertLines(lastLine(file, area.end, area.line + 1), lines);
  });
}

/** Index behind the last line before `end` that is not blank. */
function lastLine(file: TasksFile, end: number, least: number): number {
  let at = end;
  while (at > least && file.lines[at - 1]?.text.trim() === '') at -= 1;
  return at;
}

/** `**Name**: value` above the first section; one that is not there comes behind the last that is. */
export function setHeader(
  file: Pick<TasksFile, 'lines' | 'header'>,
  values: Readonly<Record<string, string>>,
): readonly Splice[] {
  const texts = new Map<number, string>();
  const added: string[] = [];
  const byPlace = Object.entries(values)
    .map(([name, value]) => ({
      name,
      value: oneLine(value),
      field: file.header.find((known) => known.name.toLowerCase() === name.toLowerCase()),
    }))
    .toSorted((a, b) => (b.field?.from ?? 0) - (a.field?.from ?? 0));
  for (const { name, value, field } of byPlace) {
    if (field === undefined) {
      added.push(`**${name}**: ${value}`);
      continue;
    }
    if (field.value === value) continue;
    const text = texts.get(field.line) ?? file.lines[field.line]?.text ?? '';
    texts.set(field.line, `${text.slice(0, field.from).replace(/(?<=[:*])$/, ' ')}${value}${text.slice(field.to)}`);
  }
  const last = file.header.at(-1)?.line ?? headingsOf(file.lines)[0]?.line ?? -1;
  return [
    ...[...texts].map(([line, text]) => replaceLine(line, text)),
    ...(added.length === 0 ? [] : [insertLines(last + 1, added.toReversed())]),
  ];
}

export const GROUP_COLUMNS = ['Group', 'Tasks', 'Approval'] as const;

/** The table of parallel groups, whole. */
export function setGroups(
  file: TasksFile,
  groups: readonly { readonly name: string; readonly tasks: readonly string[]; readonly approved: boolean }[],
): readonly Splice[] {
  const rows = groups.map(({ name, tasks, approved }) => [name, tasks.join(', '), approved ? 'approved' : 'declined']);
  const table = file.groupTable;
  if (table === undefined) {
    if (rows.length === 0) return [];
    const at = file.areas[0]?.line ?? file.lines.length;
    return [insertLines(at, ['## Parallel Groups', '', ...tableText(GROUP_COLUMNS, rows), ''])];
  }
  const known = table.rows.slice(0, rows.length).flatMap((row, index) => {
    const [group = '', tasks = '', approval = ''] = rows[index] ?? [];
    return setCells(file.lines, table, row, { Group: group, Tasks: tasks, Approval: approval });
  });
  const gone = table.rows.slice(rows.length).map(({ line }): Splice => ({ at: line, remove: 1, insert: [] }));
  const more = rows.slice(table.rows.length);
  return [
    ...known,
    ...gone,
    ...(more.length === 0
      ? []
      : [
          insertLines(
            table.end,
            more.map((cells) => rowText(cells)),
          ),
        ]),
  ];
}

/** The text after the changes, with a dependency graph that says what the tasks say. */
export function writeTasks(file: TasksFile, splices: readonly Splice[], parse: (text: string) => TasksFile): string {
  const text = applySplices(file.lines, splices);
  const after = parse(text);
  const graph = graphSplices(after);
  return graph.length === 0 ? text : applySplices(after.lines, graph);
}

const list = (values: readonly string[]): string => (values.length === 0 ? 'None' : values.join(', '));

/** A whole TASKS.md. */
export function newTasksText(what: {
  readonly generated: string;
  readonly specVersion: string;
  readonly sourceSpecs: readonly string[];
  readonly designTasks: readonly string[];
  readonly tasks: readonly NewTask[];
}): string {
  const areas = [...new Set(what.tasks.map(({ area }) => area))];
  const lines = [
    '# Implementation Tasks',
    '',
    `**Generated**: ${what.generated}`,
    `**Spec version**: ${what.specVersion}`,
    `**Source specs**: ${list(what.sourceSpecs)}`,
    `**Source design tasks**: ${list(what.designTasks)}`,
    '',
    '## Dependency Graph',
    '',
    '```mermaid',
    'flowchart TD',
    '```',
    ...areas.flatMap((area) => [
      '',
      `## Area: ${oneLine(area)}`,
      ...what.tasks.flatMap((task) => (task.area === area ? ['', ...taskLines(task)] : [])),
    ]),
    '',
  ];
  return lines.join('\n');
}
