/** What the queue looks like after something happened to a task: gaps, fix tasks, what waits. Pure: a queue in, changes out. */
import type { ReportedFix, ReportedGap } from '../../model/task-report.ts';
import type { Splice } from './lines.ts';
import { withNote, withoutNote } from './notes.ts';
import { idsNamed, upsertRows } from './progress-file.ts';
import type { Queue } from './queue.ts';
import { openIssues } from './results-section.ts';
import { cascade, dependentsOf, select } from './select.ts';
import { headerOf, isOpenGap } from './status.ts';
import { changeTask, setHeader } from './tasks-edit.ts';
import { nextId, type Task } from './tasks-file.ts';
import type { Overall, TaskStatus } from './words.ts';
import { isVerified } from './words.ts';

export interface QueueSplices {
  readonly tasks: readonly Splice[];
  readonly progress: readonly Splice[];
}

/** Several changes of one queue; each task and row at most once. */
export class Bookkeeping {
  readonly #queue: Queue;
  readonly #statuses = new Map<string, TaskStatus>();
  readonly #fields = new Map<string, Record<string, string>>();
  readonly #checks = new Map<string, ReadonlyMap<number, boolean>>();
  readonly #rows = new Map<string, Record<string, string>>();
  readonly #fixes = new Map<string, Record<string, string>>();
  readonly #gaps = new Map<string, Record<string, string>>();
  #header: Record<string, string> = {};

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  statusOf(id: string): TaskStatus | undefined {
    return this.#statuses.get(id) ?? this.#queue.tasks.byId.get(id)?.status;
  }

  notesOf(id: string): string {
    return this.#rows.get(id)?.['Notes'] ?? this.#queue.progress.tasks.get(id)?.notes ?? '';
  }

  setStatus(id: string, status: TaskStatus): void {
    if (!this.#queue.tasks.byId.has(id)) return;
    this.#statuses.set(id, status);
    this.setRow(id, { Status: status });
  }

  setField(id: string, values: Readonly<Record<string, string>>): void {
    this.#fields.set(id, { ...this.#fields.get(id), ...values });
  }

  setChecks(id: string, checks: ReadonlyMap<number, boolean>): void {
    this.#checks.set(id, checks);
  }

  setRow(id: string, values: Readonly<Record<string, string>>): void {
    this.#rows.set(id, { ...this.#rows.get(id), ...values });
  }

  setHeader(values: Readonly<Record<string, string>>): void {
    this.#header = { ...this.#header, ...values };
  }

  setFix(id: string, values: Readonly<Record<string, string>>): void {
    this.#fixes.set(id, { ...this.#fixes.get(id), ...values });
  }

  setGap(id: string, values: Readonly<Record<string, string>>): void {
    this.#gaps.set(id, { ...this.#gaps.get(id), ...values });
  }

  /**
   * @param isRepeat the report was written down before: one that is resolved since counts as there
   * @returns its id: that of the one that is there already, where there is one
   */
  addFix(fix: ReportedFix, during: string, isRepeat = false): string {
    const { progress } = this.#queue;
    const there = progress.fixes.find(
      ({ type, sourceTask, description, status }) =>
        (status !== 'resolved' || isRepeat) && type === fix.type && sourceTask === fix.task && description === fix.what,
    );
    const added = [...this.#fixes].find(([, row]) => row['Source Task'] === fix.task && row['Description'] === fix.what);
    if (there !== undefined || added !== undefined) return there?.id ?? added?.[0] ?? '';
    const id = nextId('F', [...idsNamed(progress, 'F'), ...this.#fixes.keys()]);
    this.setFix(id, {
      Type: fix.type,
      'Source Task': fix.task,
      'Discovered During': during,
      Status: 'pending',
      'Files Modified': fix.files.join(', '),
      Description: fix.what,
    });
    const status = this.statusOf(fix.task);
    if (status !== undefined && isVerified(status)) this.setStatus(fix.task, 'needs-re-verification');
    return id;
  }

  /**
   * A question that was answered and comes up again is open again, with the answer that did not do.
   * @param isRepeat the report was written down before
   * @returns its id; that of the one that is there already, where it was reported before
   */
  addGap(gap: ReportedGap, task: string, resolution: string, isRepeat = false): string {
    const { progress } = this.#queue;
    const there = progress.gaps.find((known) => known.task === task && known.gap === gap.what);
    if (there !== undefined) {
      const isAnswered = there.level === 'L2' && gap.level === 'L2' && !isOpenGap(there);
      if (isAnswered && !isRepeat) this.setGap(there.id, { Task: task, Level: 'L2', Status: 'open' });
      return there.id;
    }
    const added = [...this.#gaps].find(([, row]) => row['Task'] === task && row['Gap'] === gap.what);
    if (added !== undefined) return added[0];
    const id = nextId('G', [...idsNamed(progress, 'G'), ...this.#gaps.keys()]);
    const status = gap.level === 'L2' ? 'open' : gap.level === 'L1' ? 'logged' : 'resolved';
    this.setGap(id, { Task: task, Gap: gap.what, Level: gap.level, Status: status, Resolution: resolution });
    return id;
  }

  /** What a person changed in TASKS.md goes into the other file: statuses, new tasks, tasks that are not there any more. */
  agree(): void {
    const { tasks, progress } = this.#queue;
    for (const { id } of tasks.tasks) {
      const status = this.statusOf(id) ?? '';
      if ((this.#rows.get(id)?.['Status'] ?? progress.tasks.get(id)?.status) !== status) this.setRow(id, { Status: status });
    }
    for (const { task, status } of progress.tasks.values())
      if (task.startsWith('T-') && !tasks.byId.has(task) && !tasks.damaged.has(task) && status !== REMOVED)
        this.setRow(task, { Status: REMOVED });
  }

  /** Tasks that wait for a paused one, over any number of steps, are `blocked` as long as it is; and only those that okstra blocked are let go. */
  settleBlocked(): void {
    const { tasks, progress } = this.#queue;
    const open = new Map<string, string>();
    for (const gap of progress.gaps) {
      const state = this.#gaps.get(gap.id)?.['Status'] ?? gap.status;
      if (gap.level === 'L2' && isOpenGap({ status: state })) open.set(gap.task, gap.id);
    }
    for (const [id, row] of this.#gaps)
      if (row['Level'] === 'L2' && isOpenGap({ status: row['Status'] ?? '' })) open.set(row['Task'] ?? '', id);
    const paused = tasks.tasks.filter(({ id }) => open.has(id)).map(({ id }) => id);
    for (const id of paused) {
      const status = this.statusOf(id);
      if (status === 'pending' || status === 'in-progress') this.setStatus(id, 'blocked');
      if (this.statusOf(id) === 'blocked') this.setRow(id, { Notes: withNote(this.notesOf(id), `paused: ${open.get(id)}`) });
    }
    const waiting = dependentsOf(paused, tasks.tasks);
    for (const { id } of tasks.tasks) {
      const status = this.statusOf(id);
      const notes = this.notesOf(id);
      if (waiting.has(id) && status === 'pending') {
        this.setStatus(id, 'blocked');
        this.setRow(id, { Notes: withNote(notes, `${WAITS}${paused.join(', ')}`) });
      } else if (
        !waiting.has(id) &&
        !open.has(id) &&
        status === 'blocked' &&
        (notes.includes(WAITS) || notes.includes('paused: '))
      ) {
        this.setStatus(id, 'pending');
        this.setRow(id, { Notes: withoutNote(notes, (line) => line.startsWith(WAITS) || line.startsWith('paused: ')) });
      }
    }
  }

  /** What has to be verified again after fix tasks were resolved, each once. */
  cascadeFrom(fixIds: readonly string[]): readonly string[] {
    const { tasks, progress } = this.#queue;
    const fixes = progress.fixes.filter(({ id }) => fixIds.includes(id));
    const ids = cascade(
      fixes,
      tasks.tasks.map((task) => ({
        ...task,
        status: this.statusOf(task.id) ?? task.status,
        modified: progress.tasks.get(task.id)?.files ?? [],
      })),
    );
    for (const id of ids) this.setStatus(id, 'needs-re-verification');
    return ids;
  }

  /**
   * Complete once nothing is left; what is damaged is left, and so is what the last verification found wrong with the specs.
   * @param isPaused whether open tasks were written for an earlier text of the specs. Absent: as it was
   */
  overall(isPaused: boolean = /paused/i.test(headerOf(this.#queue.progress.header, 'Status'))): Overall {
    const { tasks, progress } = this.#queue;
    const fixes = [
      ...progress.fixes.map((fix) => ({
        ...fix,
        status: (this.#fixes.get(fix.id)?.['Status'] ?? fix.status) as typeof fix.status,
      })),
      ...[...this.#fixes]
        .filter(([id]) => !progress.fixes.some((fix) => fix.id === id))
        .map(([id, row]) => ({ id, status: 'pending' as const, sourceTask: row['Source Task'] ?? '' })),
    ];
    const { isDone } = select(
      tasks.tasks.map((task) => ({ ...task, status: this.statusOf(task.id) ?? task.status })),
      fixes,
    );
    const isClear = isDone && tasks.damaged.size === 0 && openIssues(progress).length === 0;
    return isClear ? 'Complete' : isPaused ? 'Paused (spec change)' : 'In Progress';
  }

  splices(): QueueSplices {
    const { tasks, progress } = this.#queue;
    const changed = new Set([...this.#statuses.keys(), ...this.#fields.keys(), ...this.#checks.keys()]);
    const ofTasks = [...changed].flatMap((id) => {
      const task: Task | undefined = tasks.byId.get(id);
      if (task === undefined) return [];
      const status = this.#statuses.get(id);
      const fields = this.#fields.get(id);
      const checks = this.#checks.get(id);
      return changeTask(tasks, task, {
        ...(status === undefined ? {} : { status }),
        ...(fields === undefined ? {} : { fields }),
        ...(checks === undefined ? {} : { checks }),
      });
    });
    return {
      tasks: ofTasks,
      progress: [
        ...upsertRows(progress, 'tasks', [...this.#rows]),
        ...upsertRows(progress, 'fixes', [...this.#fixes]),
        ...upsertRows(progress, 'gaps', [...this.#gaps]),
        ...(Object.keys(this.#header).length === 0 ? [] : setHeader(progress, this.#header)),
      ],
    };
  }
}

const WAITS = 'waits for ';
const REMOVED = 'removed';
