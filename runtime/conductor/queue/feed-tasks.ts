/** The task queue, worked off: fix tasks first, then what has to be verified again, then new tasks in the order of the file. */
import type { Source } from '../../sources/index.ts';
import { isStale } from '../../sources/task-queue/load.ts';
import { readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { sectionsOf } from '../../sources/task-queue/sections.ts';
import { select } from '../../sources/task-queue/select.ts';
import type { TasksFile } from '../../sources/task-queue/tasks-file.ts';
import type { RunAnswer, RunFlags } from '../api.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import type { Choice, Feed, ShiftView } from './feed.ts';
import { placeOf } from './open.ts';
import { regressionsAfter } from './regressions.ts';
import { recordSession } from './settle.ts';
import { verifyTasks } from './verify.ts';
import type { WorkHooks, WorkRequest } from './work-request.ts';

export class TaskFeed implements Feed {
  readonly source: Source;
  readonly branch: string;
  readonly flags: RunFlags;
  readonly #session: Session;
  readonly #request: WorkRequest;
  readonly #hooks: WorkHooks;
  readonly #ports: Ports;
  /** Finished tasks that a task under work may have harmed. */
  readonly #suspects: string[] = [];
  /** Verified in this shift: one that still asks for it has a fix task, or nobody could say. */
  readonly #tried = new Set<string>();

  constructor(session: Session, branch: string, request: WorkRequest, how: { hooks: WorkHooks; ports: Ports }) {
    this.#session = session;
    this.#request = request;
    this.#hooks = how.hooks;
    this.#ports = how.ports;
    this.source = session.sources.byName('task-queue');
    this.branch = branch;
    this.flags = { ...request.flags, external: request.external };
  }

  next(shift: ShiftView): Choice | undefined {
    const place = placeOf(this.#session, this.#session.repo.top);
    const queue = readQueue(place);
    const { tasks, progress } = queue;
    const picked = select(tasks.tasks, progress.fixes);
    const fix = picked.fixes.find((id) => shift.mayTry(id));
    if (fix !== undefined) return { kind: 'run', id: fix };
    if (picked.fixes.some((id) => shift.underWay.includes(id))) return undefined;
    if (this.#suspects.length > 0 || this.#toVerify().length > 0)
      return shift.underWay.length === 0 ? { kind: 'aside' } : undefined;
    const takesStale = this.#request.stale === 'continue';
    const sections = takesStale ? [] : readSpecs(place).flatMap(sectionsOf);
    const id = picked.ready.find((each) => {
      const task = tasks.byId.get(each);
      const isFit = task !== undefined && (takesStale || !isStale(task, sections));
      return isFit && shift.mayTry(each) && mayRunBeside(tasks, each, shift.underWay);
    });
    return id === undefined ? undefined : { kind: 'run', id };
  }

  ended(id: string, { outcome }: RunAnswer): void {
    if (outcome !== 'accepted') return;
    // What was wrong may hold now.
    if (id.startsWith('F-')) this.#tried.clear();
    this.#suspects.push(...regressionsAfter(this.#session, id));
  }

  async aside(): Promise<readonly string[]> {
    const ids = [...new Set([...this.#toVerify(), ...this.#suspects.splice(0)])];
    // Recorded are the runs of items: a verification has no item of its own to be played for.
    const { recordDir: _folder, ...flags } = this.#request.flags;
    const answer = await verifyTasks(
      this.#session,
      { ids, flags, branch: this.branch },
      { hooks: this.#hooks, ports: this.#ports },
    );
    for (const id of ids) this.#tried.add(id);
    return answer.tasks.map(({ id }) => id);
  }

  close(): Promise<void> {
    const place = placeOf(this.#session, this.#session.repo.top);
    return recordSession(this.#session, place, this.branch, this.#ports.now().toISOString());
  }

  #toVerify(): readonly string[] {
    const { tasks, progress } = readQueue(placeOf(this.#session, this.#session.repo.top));
    const broken = new Set(progress.fixes.filter(({ status }) => status !== 'resolved').map(({ sourceTask }) => sourceTask));
    return tasks.tasks
      .filter(({ id, status }) => status === 'needs-re-verification' && !broken.has(id) && !this.#tried.has(id))
      .map(({ id }) => id);
  }
}

/** Side by side run tasks of one approved group; where no group is on record, any that are ready. */
function mayRunBeside({ groups }: TasksFile, id: string, others: readonly string[]): boolean {
  if (others.length === 0 || groups.length === 0) return true;
  return groups.some(
    (group) => group.approved && group.tasks.includes(id) && others.every((other) => group.tasks.includes(other)),
  );
}
