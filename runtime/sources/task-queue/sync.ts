/** What a change of the specs means for every task: status against hash. Pure. */
import type { SpecSection } from './sections.ts';
import { findSection, parseReference, RENAMED, referenceHash, similarity } from './sections.ts';
import { dependentsOf } from './select.ts';
import type { NewTask, TaskChange } from './tasks-edit.ts';
import type { TakenRows, Task } from './tasks-file.ts';
import { nextId } from './tasks-file.ts';

export type HashState = 'match' | 'mismatch' | 'gone' | 'unknown';
export type SyncAction = 'none' | 'update-criteria' | 'supersede' | 're-verify' | 'flag' | 'untouched' | 'rename' | 'record-hash';

export interface SyncRow {
  readonly task: string;
  readonly status: Task['status'];
  readonly hash: HashState;
  readonly action: SyncAction;
  readonly change?: TaskChange;
  /** The section that took the place of the one named. */
  readonly renamedTo?: { readonly reference: string; readonly similarity: number };
  /** In words. */
  readonly note: string;
}

export interface SyncPlan {
  readonly rows: readonly SyncRow[];
  readonly added: readonly NewTask[];
  /** Done tasks that depend on one that is begun again or verified again. */
  readonly cascaded: readonly string[];
  /** Nothing changes but the version on record. */
  readonly isQuiet: boolean;
}

export interface SyncInput {
  readonly tasks: readonly Task[];
  readonly sections: readonly SpecSection[];
  /** Texts of sections as they were, by their hash. */
  readonly former: ReadonlyMap<string, string>;
  /** The whole hash on record is missing: every task may be stale. */
  readonly allSuspect: boolean;
  /** Of rows that are not among the tasks, damaged ones above all. */
  readonly others?: TakenRows;
}

export function planSync({ tasks, sections, former, allSuspect, others = NO_OTHERS }: SyncInput): SyncPlan {
  const taken = new Set<SpecSection>();
  for (const written of [...tasks.map(({ specReference }) => specReference), ...others.references])
    for (const reference of parseReference(written)) {
      const section = findSection(sections, reference);
      if (section !== undefined) taken.add(section);
    }
  const rows = tasks.map((task) => rowOf(task, { sections, former, allSuspect, taken }));
  const added = newTasks(tasks, { sections, taken, ids: others.ids });
  const again = rows.filter(({ action }) => action === 're-verify').map(({ task }) => task);
  const dependents = dependentsOf(again, tasks);
  const cascaded = tasks
    .filter(({ id, status }) => dependents.has(id) && (status === 'done' || status === 'done (external)') && !again.includes(id))
    .map(({ id }) => id);
  const isQuiet =
    added.length === 0 && cascaded.length === 0 && rows.every(({ action }) => action === 'none' || action === 'untouched');
  return { rows, added, cascaded, isQuiet };
}

const NO_OTHERS: TakenRows = { ids: [], references: [] };

interface Known {
  readonly sections: readonly SpecSection[];
  readonly former: ReadonlyMap<string, string>;
  readonly allSuspect: boolean;
  /** Grows: a section stands in for one task's only. */
  readonly taken: Set<SpecSection>;
}

function rowOf(task: Task, known: Known): SyncRow {
  const current = referenceHash(known.sections, task.specReference);
  const isFree = task.status === 'skipped' || task.status === 'externally-managed' || /^user-added/i.test(task.source);
  const hash = stateOf(task, current, known.allSuspect);
  const row = { task: task.id, status: task.status, hash };
  if (isFree)
    return {
      ...row,
      action: 'untouched',
      note: `${/^user-added/i.test(task.source) ? 'added by a person' : task.status}: stays as it is`,
    };
  if (hash === 'match' || task.status === 'superseded') return { ...row, action: 'none', note: '' };
  if (hash === 'gone') return goneRow(task, row, known);
  if (hash === 'unknown' && !known.allSuspect)
    return { ...row, action: 'record-hash', note: 'no hash was on record', change: { fields: { 'Spec hash': current ?? '' } } };
  return changedRow(task, row, { text: textOf(known.sections, task.specReference), hash: current ?? '' });
}

function stateOf(task: Task, current: string | undefined, allSuspect: boolean): HashState {
  if (task.specReference === '' || parseReference(task.specReference).length === 0) return 'match';
  if (current === undefined) return 'gone';
  if (task.specHash === '') return allSuspect ? 'mismatch' : 'unknown';
  return task.specHash === current ? 'match' : 'mismatch';
}

const textOf = (sections: readonly SpecSection[], reference: string): string =>
  parseReference(reference)
    .map((part) => findSection(sections, part)?.text ?? '')
    .join('\n');

type RowHead = Pick<SyncRow, 'task' | 'status' | 'hash'>;

function changedRow(task: Task, row: RowHead, now: { readonly text: string; readonly hash: string }): SyncRow {
  switch (task.status) {
    case 'pending':
    case 'blocked': {
      const criteria = updatedCriteria(task, now.text);
      const change: TaskChange = { fields: { 'Spec hash': now.hash }, ...(criteria === undefined ? {} : { criteria }) };
      return {
        ...row,
        action: 'update-criteria',
        change,
        note: criteria === undefined ? 'the section changed; its criteria still stand' : 'criteria follow the section',
      };
    }
    case 'in-progress':
      return { ...row, action: 'flag', note: 'under way while its section changed: look at it before it goes on' };
    default: {
      // The hash on record stays: only a verification that passes sets it.
      const criteria = updatedCriteria(task, now.text);
      const change: TaskChange = { status: 'needs-re-verification', ...(criteria === undefined ? {} : { criteria }) };
      return { ...row, action: 're-verify', change, note: 'done against an earlier text of its section' };
    }
  }
}

function goneRow(task: Task, row: RowHead, known: Known): SyncRow {
  const heir = heirOf(task, known);
  if (heir !== undefined) {
    known.taken.add(heir.section);
    const reference = `${heir.section.path}, Section ${heir.section.title}`;
    const renamed = { ...row, renamedTo: { reference, similarity: Math.round(heir.likeness * 100) / 100 } };
    const moved: TaskChange = { fields: { 'Spec reference': reference } };
    if (heir.section.hash === task.specHash)
      return { ...renamed, action: 'rename', change: moved, note: `renamed or moved to ${reference}` };
    const next = changedRow({ ...task, specReference: reference }, row, { text: heir.section.text, hash: heir.section.hash });
    return {
      ...renamed,
      action: next.action,
      change: { ...next.change, fields: { ...next.change?.fields, ...moved.fields } },
      note: `renamed to ${reference}; ${next.note}`,
    };
  }
  if (task.status === 'in-progress') return { ...row, action: 'flag', note: 'under way while its section is gone' };
  const isDone = task.status !== 'pending' && task.status !== 'blocked';
  return {
    ...row,
    action: 'supersede',
    change: { status: 'superseded' },
    note: isDone ? 'its section is gone; its code may be removed' : 'its section is gone',
  };
}

/** The section that a task's section became: one that no task names, with the same text or one much like it. */
function heirOf(task: Task, { sections, former, taken }: Known): { section: SpecSection; likeness: number } | undefined {
  const free = sections.filter((section) => section.title !== '' && section.level > 1 && !taken.has(section));
  const same = task.specHash === '' ? undefined : free.find(({ hash }) => hash === task.specHash);
  if (same !== undefined) return { section: same, likeness: 1 };
  const before = former.get(task.specHash);
  const measured = free
    .map((section) => ({
      section,
      likeness: before === undefined ? titleLikeness(task, section) : similarity(before, section.text),
    }))
    .toSorted((a, b) => b.likeness - a.likeness);
  const [best] = measured;
  return best !== undefined && best.likeness >= RENAMED ? best : undefined;
}

const words = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);

/** Without the earlier text only titles and criteria tell. */
function titleLikeness(task: Task, section: SpecSection): number {
  const [reference] = parseReference(task.specReference);
  const title = reference?.title ?? '';
  const left = words(title);
  const right = words(section.title);
  const shared = [...left].filter((word) => right.has(word)).length;
  return left.size === 0 || right.size === 0 ? 0 : shared / Math.max(left.size, right.size);
}

/** What a section asks for, point by point. */
export function pointsOf(text: string): readonly string[] {
  const points: string[] = [];
  let inFence = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    if (inFence) continue;
    const [, content] = /^\s?(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*?)\s*$/.exec(line) ?? [];
    if (content !== undefined && content !== '' && !content.startsWith('**')) points.push(content);
  }
  return points;
}

/** Criteria after a change of the section: those that a point says in other words follow it, new points come last. undefined: nothing changes. */
function updatedCriteria(task: Task, text: string): readonly string[] | undefined {
  const points = pointsOf(text);
  const open = new Set(points);
  const old = task.criteria.map((criterion) => criterion.text);
  const kept = old.map((criterion) => {
    if (open.delete(criterion)) return criterion;
    const best = [...open]
      .map((point) => ({ point, likeness: similarity(criterion, point) }))
      .toSorted((a, b) => b.likeness - a.likeness)[0];
    if (best === undefined || best.likeness < CRITERION_LIKENESS) return criterion;
    open.delete(best.point);
    return best.point;
  });
  const next = [...kept, ...points.filter((point) => open.has(point))];
  return next.length === old.length && next.every((value, index) => value === old[index]) ? undefined : next;
}

const CRITERION_LIKENESS = 0.3;

/** Sections that ask for something and that no task, nor a task of a section around or in them, refers to. */
function newTasks(
  tasks: readonly Task[],
  known: { readonly sections: readonly SpecSection[]; readonly taken: ReadonlySet<SpecSection>; readonly ids: readonly string[] },
): readonly NewTask[] {
  const { sections, taken } = known;
  const ids = new Set([...tasks.map(({ id }) => id), ...known.ids]);
  const free = sections.filter(
    (section) =>
      section.level > 1 &&
      !taken.has(section) &&
      pointsOf(section.text).length > 0 &&
      ![...taken].some(
        (other) =>
          other.path === section.path &&
          (other.title === '' || isWithin(sections, section, other) || isWithin(sections, other, section)),
      ),
  );
  // Of nested ones the outermost: one task for what belongs together.
  const outer = free.filter(
    (section) => !free.some((other) => other !== section && other.path === section.path && isWithin(sections, section, other)),
  );
  return outer.map((section): NewTask => {
    const id = nextId('T', ids);
    ids.add(id);
    const neighbour = tasks.find(({ specReference }) => parseReference(specReference)[0]?.path === section.path);
    return {
      id,
      title: section.title.replace(/^\d+(?:\.\d+)*[.)]?\s+/, ''),
      area: neighbour?.area ?? areaOf(section.path),
      specReference: `${section.path}, Section ${section.title}`,
      specHash: section.hash,
      dependsOn: [],
      status: 'pending',
      source: 'spec-derived',
      criteria: pointsOf(section.text),
      complexity: pointsOf(section.text).length > 6 ? 'Complex' : 'Medium',
      files: [],
    };
  });
}

function isWithin(sections: readonly SpecSection[], inner: SpecSection, outer: SpecSection): boolean {
  if (inner.path !== outer.path || inner.line <= outer.line || inner.level <= outer.level) return false;
  return !sections.some(
    ({ path, line, level }) => path === outer.path && line > outer.line && line <= inner.line && level <= outer.level,
  );
}

const AREAS: readonly (readonly [RegExp, string])[] = [
  [/data|schema|model|storage|db/i, 'Data'],
  [/api|service|endpoint|auth/i, 'API'],
  [/ui|ux|front|view|page|screen/i, 'UI'],
  [/test/i, 'Testing'],
];

export const areaOf = (path: string): string => AREAS.find(([pattern]) => pattern.test(path))?.[1] ?? 'Infrastructure';
