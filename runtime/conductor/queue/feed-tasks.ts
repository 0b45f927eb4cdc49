/** The task queue, worked off: fix tasks first, then what has to be verified again, then new tasks in the order of the file. */
import { isAncestor, readRefs } from '../../git/index.ts';
import type { Source } from '../../sources/index.ts';
import { isStale } from '../../sources/task-queue/load.ts';
import { readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { type Reason, reasonFor } from '../../sources/task-queue/reasons.ts';
import { openIssues } from '../../sources/task-queue/results-section.ts';
import { sectionsOf } from '../../sources/task-queue/sections.ts';
import { select } from '../../sources/task-queue/select.ts';
import type { TasksFile } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { RunAnswer, RunFlags } from '../api.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import type { Choice, Feed, Left, ShiftView } from './feed.ts';
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
  /** Tasks with changes that no verification would see, as they are not committed. */
  readonly #unseen: ReadonlySet<string>;
  /** Verified in this shift: one that still asks for it has a fix task, or nobody could say. */
  readonly #tried = new Set<string>();

  constructor(
    session: Session,
    branch: string,
    request: WorkRequest,
    how: { hooks: WorkHooks; ports: Ports; unseen: readonly string[] },
  ) {
    this.#session = session;
    this.#request = request;
    this.#hooks = how.hooks;
    this.#ports = how.ports;
    this.#unseen = new Set(how.unseen);
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
    const { tasks } = readQueue(placeOf(this.#session, this.#session.repo.top));
    const suspects = this.#suspects.splice(0).filter((id) => isVerified(tasks.byId.get(id)?.status ?? 'skipped'));
    const ids = [...new Set([...this.#toVerify(), ...suspects])];
    if (ids.length === 0) return [];
    // Recorded are the runs of items: a verification has no item of its own to be played for.
    const { recordDir: _folder, ...flags } = this.#request.flags;
    // Whatever comes of it: one that cannot begin would be tried without end.
    for (const id of ids) this.#tried.add(id);
    const answer = await verifyTasks(
      this.#session,
      { ids, flags, branch: this.branch },
      { hooks: this.#hooks, ports: this.#ports },
    );
    return answer.tasks.map(({ id }) => id);
  }

  why(id: string): Reason | undefined {
    const place = placeOf(this.#session, this.#session.repo.top);
    if (this.#unseen.has(id))
      return {
        why: 'changes of its files are not committed, and so not verified',
        fix: 'Commit or discard them, or okstra work --trust',
      };
    return reasonFor(readQueue(place), readSpecs(place).flatMap(sectionsOf), id);
  }

  async nextStep(): Promise<string> {
    const [issue] = openIssues(readQueue(placeOf(this.#session, this.#session.repo.top)).progress);
    if (issue !== undefined) return `okstra tasks verify (the last one found ${issue})`;
    const { repo } = this.#session;
    const ref = `refs/heads/${this.branch}`;
    const tip = (await readRefs(repo, ref)).get(ref);
    const isIn = tip === undefined || (await isAncestor(repo, tip, repo.head.commit));
    return isIn ? 'nothing; all of it is in your branch' : `git merge ${this.branch}`;
  }

  damaged(): readonly Left[] {
    const { tasks } = readQueue(placeOf(this.#session, this.#session.repo.top));
    return [...tasks.damaged].map(([item, { message, place }]) => ({
      item,
      why: `damaged, ${place?.file ?? ''}:${place?.line ?? ''}: ${message}`,
      fix: `okstra validate ${place?.file ?? ''}`,
    }));
  }

  close(): Promise<void> {
    const place = placeOf(this.#session, this.#session.repo.top);
    return recordSession(this.#session, place, this.branch, this.#ports.now().toISOString());
  }

  #toVerify(): readonly string[] {
    const { tasks, progress } = readQueue(placeOf(this.#session, this.#session.repo.top));
    const broken = new Set(progress.fixes.filter(({ status }) => status !== 'resolved').map(({ sourceTask }) => sourceTask));
    const isVerifiable = (id: string, status: string): boolean =>
      status === 'needs-re-verification' && !this.#unseen.has(id) && !this.#tried.has(id);
    return tasks.tasks.filter(({ id, status }) => isVerifiable(id, status) && !broken.has(id)).map(({ id }) => id);
  }
}

/** Side by side run tasks of one group that somebody approved, and nothing else. */
function mayRunBeside({ groups }: TasksFile, id: string, others: readonly string[]): boolean {
  if (others.length === 0) return true;
  return groups.some(
    (group) => group.approved && group.tasks.includes(id) && others.every((other) => group.tasks.includes(other)),
  );
}
