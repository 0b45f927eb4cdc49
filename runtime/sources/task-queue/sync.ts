/** What a change of the specs means for every task: status against hash. Pure. */
import type { SpecSection } from './sections.ts';
import { findSection, parseReference, RENAMED, referenceHash, type SpecReference, similarity, titleOf } from './sections.ts';
import { dependentsOf } from './select.ts';
import { type CriteriaEdit, editedCriteria, pointsOf, type Share, sharePoints } from './sync-criteria.ts';
import type { NewTask, TaskChange } from './tasks-edit.ts';
import type { TakenRows, Task } from './tasks-file.ts';
import { nextId } from './tasks-file.ts';

export type HashState = 'match' | 'mismatch' | 'gone' | 'unknown';
export type SyncAction =
  | 'none'
  | 'update-criteria'
  | 'supersede'
  | 're-verify'
  | 'flag'
  | 'untouched'
  | 'rename'
  | 'record-hash'
  | 'restore';

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
  /** New points of sections that resemble no criterion of the tasks there: for a person to place. */
  readonly unplaced: readonly { readonly section: string; readonly point: string }[];
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
  /** Tasks that a sync superseded, by id, and whether they were done then; those that a person superseded stay so. */
  readonly retired?: ReadonlyMap<string, 'done' | 'open'>;
}

/** The note of a task that a sync superseded begins so. */
export const SECTION_GONE = 'its section is gone';

export function planSync(input: SyncInput): SyncPlan {
  const { tasks, sections, former, allSuspect, others = NO_OTHERS, retired = new Map() } = input;
  const taken = new Set<SpecSection>();
  for (const written of [...tasks.map(({ specReference }) => specReference), ...others.references])
    for (const reference of parseReference(written)) {
      const section = findSection(sections, reference);
      if (section !== undefined) taken.add(section);
    }
  const known: Known = { tasks, sections, former, allSuspect, retired, taken, heirs: new Map(), shares: new Map() };
  const rows = tasks.map((task) => rowOf(task, known));
  const added = newTasks(tasks, { sections, taken, ids: others.ids });
  const again = rows
    .filter(({ action, change }) => action === 're-verify' || change?.status === 'needs-re-verification')
    .map(({ task }) => task);
  const dependents = dependentsOf(again, tasks);
  const cascaded = tasks
    .filter(({ id, status }) => dependents.has(id) && (status === 'done' || status === 'done (external)') && !again.includes(id))
    .map(({ id }) => id);
  const unplaced = [...known.shares].flatMap(([section, share]) =>
    share.unplaced.map((point) => ({ section: referenceTo(sections, section), point })),
  );
  const isQuiet =
    added.length === 0 && cascaded.length === 0 && rows.every(({ action }) => action === 'none' || action === 'untouched');
  return { rows, added, cascaded, unplaced, isQuiet };
}

const NO_OTHERS: TakenRows = { ids: [], references: [] };

interface Known extends Pick<SyncInput, 'tasks' | 'sections' | 'former' | 'allSuspect'> {
  readonly retired: ReadonlyMap<string, 'done' | 'open'>;
  /** Grows: a section stands in for one that is gone only once. */
  readonly taken: Set<SpecSection>;
  /** Of references that lead nowhere: all tasks that had one follow it together. */
  readonly heirs: Map<string, Heir | undefined>;
  /** Of changed sections. */
  readonly shares: Map<SpecSection, Share>;
}

interface Heir {
  readonly section: SpecSection;
  readonly likeness: number;
}

const isUserAdded = ({ source }: Pick<Task, 'source'>): boolean => /^user-added/i.test(source);
const isFree = (task: Task): boolean => task.status === 'skipped' || task.status === 'externally-managed' || isUserAdded(task);

const referenceTo = (sections: readonly SpecSection[], section: SpecSection): string =>
  section.title === '' ? section.path : `${section.path}, Section ${titleOf(sections, section)}`;

function rowOf(task: Task, known: Known): SyncRow {
  const current = referenceHash(known.sections, task.specReference);
  const hash = stateOf(task, current, known.allSuspect);
  const row = { task: task.id, status: task.status, hash };
  if (isFree(task))
    return {
      ...row,
      action: 'untouched',
      note: `${isUserAdded(task) ? 'added by a person' : task.status}: stays as it is`,
    };
  if (task.status === 'superseded') return retiredRow(task, row, known, current ?? '');
  if (hash === 'match') return { ...row, action: 'none', note: '' };
  if (hash === 'gone') return goneRow(task, row, known);
  if (hash === 'unknown' && !known.allSuspect)
    return { ...row, action: 'record-hash', note: 'no hash was on record', change: { fields: { 'Spec hash': current ?? '' } } };
  return changedRow(task, row, known, current ?? '');
}

/** What a sync put aside comes back with its section, as what it was. */
function retiredRow(task: Task, row: RowHead, known: Known, current: string): SyncRow {
  const was = known.retired.get(task.id);
  if (was === undefined || row.hash === 'gone') return { ...row, action: 'none', note: '' };
  const status = was === 'done' ? 'needs-re-verification' : 'pending';
  const next = row.hash === 'match' ? undefined : changedRow({ ...task, status }, row, known, current);
  return { ...row, action: 'restore', change: { ...next?.change, status }, note: 'its section is there again' };
}

function stateOf(task: Task, current: string | undefined, allSuspect: boolean): HashState {
  if (task.specReference === '' || parseReference(task.specReference).length === 0) return 'match';
  if (current === undefined) return 'gone';
  if (task.specHash === '') return allSuspect ? 'mismatch' : 'unknown';
  return task.specHash === current ? 'match' : 'mismatch';
}

type RowHead = Pick<SyncRow, 'task' | 'status' | 'hash'>;

function changedRow(task: Task, row: RowHead, known: Known, current: string): SyncRow {
  if (task.status === 'in-progress')
    return { ...row, action: 'flag', note: 'under way while its section changed: look at it before it goes on' };
  const criteria = criteriaOf(task, known);
  const change: TaskChange = criteria === undefined ? {} : { criteria };
  if (task.status === 'pending' || task.status === 'blocked')
    return {
      ...row,
      action: 'update-criteria',
      change: { fields: { 'Spec hash': current }, ...change },
      note: criteria === undefined ? 'the section changed; its criteria still stand' : 'criteria follow the section',
    };
  // The hash on record stays: only a verification that passes sets it.
  return {
    ...row,
    action: 're-verify',
    change: { status: 'needs-re-verification', ...change },
    note: 'done against an earlier text of its section',
  };
}

/** Criteria as its sections have them now; undefined: they stay. */
function criteriaOf(task: Task, known: Known): readonly string[] | undefined {
  const edits = parseReference(task.specReference).flatMap((reference): readonly CriteriaEdit[] => {
    const section = sectionOf(reference, known);
    const edit = section === undefined ? undefined : shareOf(section, known).edits.get(task.id);
    return edit === undefined ? [] : [edit];
  });
  return editedCriteria(
    task.criteria.map(({ text }) => text),
    edits,
  );
}

const sectionOf = (reference: SpecReference, { sections, heirs }: Known): SpecSection | undefined =>
  findSection(sections, reference) ?? heirs.get(keyOf(reference))?.section;
const keyOf = ({ path, title }: SpecReference): string => `${path}#${title}`;

/** How the points of a section fall to the tasks that refer to it, all of them together. */
function shareOf(section: SpecSection, known: Known): Share {
  const there = known.shares.get(section);
  if (there !== undefined) return there;
  const holders = known.tasks.filter(
    (task) =>
      (task.status !== 'superseded' || known.retired.has(task.id)) &&
      parseReference(task.specReference).some((reference) => sectionOf(reference, known) === section),
  );
  const before = holders
    .filter(({ specHash }) => specHash !== section.hash)
    .map(({ specHash }) => known.former.get(specHash))
    .find((text) => text !== undefined);
  const share = sharePoints(
    section.text,
    before,
    holders.map((task) => ({
      id: task.id,
      criteria: task.criteria.map(({ text }) => text),
      mayChange: !isFree(task) && task.status !== 'in-progress' && task.specHash !== section.hash,
    })),
  );
  known.shares.set(section, share);
  return share;
}

function goneRow(task: Task, row: RowHead, known: Known): SyncRow {
  const parts = parseReference(task.specReference);
  const heirs = parts.flatMap((part) =>
    findSection(known.sections, part) === undefined ? (heirOf(task, part, known) ?? []) : [],
  );
  const stay = parts.flatMap((part) => sectionOf(part, known) ?? []);
  if (stay.length > 0) {
    const reference = stay.map((section) => referenceTo(known.sections, section)).join('; ');
    const hash = referenceHash(known.sections, reference) ?? '';
    const [heir] = heirs;
    const renamed =
      heir === undefined
        ? row
        : {
            ...row,
            renamedTo: {
              reference: referenceTo(known.sections, heir.section),
              similarity: Math.round(heir.likeness * 100) / 100,
            },
          };
    const moved: TaskChange = { fields: { 'Spec reference': reference } };
    if (hash === task.specHash) return { ...renamed, action: 'rename', change: moved, note: `renamed or moved to ${reference}` };
    const next = changedRow(task, row, known, hash);
    const said =
      heir === undefined ? 'a section that it names is gone' : `renamed to ${referenceTo(known.sections, heir.section)}`;
    return {
      ...renamed,
      action: next.action,
      change: { ...next.change, fields: { ...next.change?.fields, ...moved.fields } },
      note: `${said}; ${next.note}`,
    };
  }
  if (task.status === 'in-progress') return { ...row, action: 'flag', note: 'under way while its section is gone' };
  const isDone = task.status !== 'pending' && task.status !== 'blocked';
  return {
    ...row,
    action: 'supersede',
    change: { status: 'superseded' },
    note: isDone ? `${SECTION_GONE}; its code may be removed` : SECTION_GONE,
  };
}

/** The section that a task's section became: one that no task names, with the same text or one much like it. */
function heirOf(task: Task, reference: SpecReference, known: Known): Heir | undefined {
  const key = keyOf(reference);
  if (known.heirs.has(key)) return known.heirs.get(key);
  const heir = findHeir(task, reference, known);
  known.heirs.set(key, heir);
  if (heir !== undefined) known.taken.add(heir.section);
  return heir;
}

function findHeir(task: Task, { title }: SpecReference, { sections, former, taken }: Known): Heir | undefined {
  const free = sections.filter((section) => section.title !== '' && section.level > 1 && !taken.has(section));
  const same = task.specHash === '' ? undefined : free.find(({ hash }) => hash === task.specHash);
  if (same !== undefined) return { section: same, likeness: 1 };
  const before = former.get(task.specHash);
  const [best] = free
    .map((section) => ({
      section,
      likeness: before === undefined ? titleLikeness(title, section) : similarity(before, section.text),
    }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return best !== undefined && best.likeness >= RENAMED ? best : undefined;
}

const words = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);

/** Without the earlier text only titles and criteria tell. */
function titleLikeness(title: string, section: SpecSection): number {
  const left = words(title);
  const right = words(section.title);
  const shared = [...left].filter((word) => right.has(word)).length;
  return left.size === 0 || right.size === 0 ? 0 : shared / Math.max(left.size, right.size);
}

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
      specReference: referenceTo(sections, section),
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
