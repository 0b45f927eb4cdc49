/** `okstra work`: works off a queue of any source, several items side by side, each integrated before what depends on it begins. */

import { join } from 'node:path';
import { git, listWorktrees, readRefs } from '../../git/index.ts';
import type { Notice } from '../../model/failure.ts';
import { EXIT_CODES, fail, OkstraError } from '../../model/failure.ts';
import type { ItemSummary, Source } from '../../sources/index.ts';
import { byId, unmetDeps } from '../../sources/index.ts';
import { isStale } from '../../sources/task-queue/load.ts';
import { readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import type { ExternalChoice } from '../../sources/task-queue/reconcile.ts';
import { sectionsOf } from '../../sources/task-queue/sections.ts';
import { select } from '../../sources/task-queue/select.ts';
import { listRuns } from '../../store/runs.ts';
import { afterRun } from '../after-run.ts';
import type { RunAnswer, RunFlags, RunHooks } from '../api.ts';
import { recordOf } from '../check-tree.ts';
import type { Ports } from '../ports.ts';
import { NOTHING } from '../resume.ts';
import type { Session } from '../session.ts';
import { openSession } from '../session.ts';
import { runItem } from '../start.ts';
import { placeOf } from './open.ts';
import { lookAtQueue, settleChanges } from './reconcile.ts';
import { regressionsAfter } from './regressions.ts';
import { recordSession } from './settle.ts';
import { verifyTasks } from './verify.ts';

export interface WorkRequest {
  readonly cwd: string;
  readonly source: 'tasks' | 'specs';
  /** Items at a time. */
  readonly jobs: number;
  /** Absent: until nothing is left. */
  readonly maxItems?: number;
  /** What becomes of tasks that were written for an earlier text of the specs. */
  readonly stale: 'skip' | 'continue';
  readonly external: ExternalChoice;
  readonly flags: RunFlags;
}

export interface WorkedItem {
  readonly item: string;
  readonly answer: RunAnswer;
}

export interface WorkAnswer {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly source: string;
  readonly branch: string;
  readonly worked: readonly WorkedItem[];
  /** Tasks whose criteria were looked at again. */
  readonly verified: readonly string[];
  readonly remaining: readonly { readonly item: string; readonly why: string }[];
  readonly notices: readonly Notice[];
}

export interface WorkHooks extends RunHooks {
  readonly onItem: (item: string, answer: RunAnswer | 'begins') => void;
}

export async function work(request: WorkRequest, hooks: WorkHooks, ports: Ports): Promise<WorkAnswer> {
  const session = await openSession(request.cwd, ports);
  const source = session.sources.byName(request.source === 'tasks' ? 'task-queue' : 'spec-folders');
  const branch = request.flags.integrate ?? `okstra/${source.word}`;
  await refuseCheckedOut(session, branch);
  const notices: Notice[] = [];
  const isTasks = source.name === 'task-queue';
  if (isTasks) {
    const queue = { ...session, top: session.repo.top, place: placeOf(session, session.repo.top) };
    readQueue(queue.place);
    notices.push(...(await settleChanges(queue, await lookAtQueue(queue), request.external, ports.now().toISOString())));
  }
  const shift = new Shift({ session, source, branch, request, hooks, ports });
  await shift.integrateLate();
  await shift.run();
  if (isTasks) await recordSession(session, placeOf(session, session.repo.top), branch, ports.now().toISOString());
  return shift.answer(notices);
}

/** Said before anything is done: whatever was accepted could not go there. */
async function refuseCheckedOut({ repo }: Session, branch: string): Promise<void> {
  const place = (await listWorktrees(repo)).find((entry) => entry.branch === branch);
  if (place === undefined) return;
  throw fail(
    'usage',
    'branch-checked-out',
    `Expected ${branch} not to be checked out, found it in ${place.path}: it would have to move there.`,
    {
      fix: 'git switch to another branch there, or name another one: --integrate okstra/<name>',
    },
  );
}

interface Choice {
  readonly kind: 'run' | 'verify';
  readonly id: string;
}

class Shift {
  readonly #session: Session;
  readonly #source: Source;
  readonly #branch: string;
  readonly #request: WorkRequest;
  readonly #hooks: WorkHooks;
  readonly #ports: Ports;
  readonly #worked: WorkedItem[] = [];
  readonly #verified: string[] = [];
  /** How often each item was begun in this shift. */
  readonly #begun = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #problems: Notice[] = [];

  constructor(parts: { session: Session; source: Source; branch: string; request: WorkRequest; hooks: WorkHooks; ports: Ports }) {
    this.#session = parts.session;
    this.#source = parts.source;
    this.#branch = parts.branch;
    this.#request = parts.request;
    this.#hooks = parts.hooks;
    this.#ports = parts.ports;
  }

  /** Accepted work that an earlier process could not bring in any more. */
  async integrateLate(): Promise<void> {
    const { top } = this.#session.repo;
    const late = await this.#unmerged();
    for (const item of this.#source.discover().items) {
      if (item.lifecycle !== 'done' || !late.has(item.id)) continue;
      const run = listRuns(top, { group: item.group, id: item.id }).runs.findLast(
        ({ outcome, discarded }) => outcome !== null && !discarded,
      );
      if (run?.outcome !== 'accepted') continue;
      const { plan } = recordOf(run.dir);
      if (plan.executor === null || plan.integration?.branch !== this.#branch) continue;
      const answer: RunAnswer = {
        ...NOTHING,
        outcome: 'accepted',
        run: { id: run.runId, dir: run.dir, taskKey: run.taskKey, attemptsUsed: run.attemptsUsed },
      };
      await afterRun(this.#session, answer, this.#hooks, this.#ports);
    }
  }

  /** Ids whose branch has something that neither HEAD nor the integration branch has. */
  async #unmerged(): Promise<ReadonlySet<string>> {
    const { top } = this.#session.repo;
    const known = (await readRefs(this.#session.repo, `refs/heads/${this.#branch}`)).has(`refs/heads/${this.#branch}`);
    const without = ['HEAD', ...(known ? [`refs/heads/${this.#branch}`] : [])].map((ref) => `--no-merged=${ref}`);
    const { stdout } = await git(top, ['for-each-ref', '--format=%(refname:lstrip=3)', ...without, 'refs/heads/okstra/']);
    return new Set(stdout.split('\n').map((name) => name.replace(/^.*\//, '')));
  }

  async run(): Promise<void> {
    for (;;) {
      while (this.#mayBegin()) {
        const choice = this.#next();
        if (choice === undefined) break;
        this.#begin(choice);
        // Verifications and fixes come before new work: nothing begins beside them.
        if (choice.kind === 'verify') break;
      }
      if (this.#underWay.size === 0) return;
      await Promise.race(this.#underWay.values());
    }
  }

  #mayBegin(): boolean {
    const { jobs, maxItems } = this.#request;
    const isFull = this.#underWay.size >= jobs || this.#underWay.has(VERIFYING);
    const begun = [...this.#begun.values()].reduce((sum, times) => sum + times, 0);
    return !isFull && !this.#hooks.signal.aborted && (maxItems === undefined || begun < maxItems);
  }

  #begin({ kind, id }: Choice): void {
    const key = kind === 'verify' ? VERIFYING : id;
    const job = (kind === 'verify' ? this.#verify() : this.#runOne(id)).catch((error: unknown) => {
      if (!(error instanceof OkstraError)) throw error;
      this.#problems.push({
        code: error.failure.code,
        message: `${id}: ${error.failure.message}`,
        ...(error.failure.fix === undefined ? {} : { fix: error.failure.fix }),
      });
    });
    this.#underWay.set(
      key,
      job.finally(() => this.#underWay.delete(key)),
    );
  }

  async #runOne(id: string): Promise<void> {
    this.#begun.set(id, (this.#begun.get(id) ?? 0) + 1);
    this.#hooks.onItem(id, 'begins');
    const ref = `${this.#source.prefix}:${id}`;
    // What conflicts begins anew on what came before it; its earlier work stays under a numbered branch.
    const before = this.#worked.findLast(({ item }) => item === id)?.answer.integration;
    const isConflict = before?.how === 'sent-back' && before.reason?.includes('conflicts in') === true;
    const flags: RunFlags = {
      ...this.#request.flags,
      integrate: this.#branch,
      external: this.#request.external,
      yes: true,
      ...(isConflict ? { fresh: true } : {}),
      ...this.#recordingOf(id),
    };
    let answer: RunAnswer;
    try {
      answer = await runItem({ cwd: this.#request.cwd, ref, flags }, { ...this.#hooks, defersQuota: true }, this.#ports);
    } catch (error) {
      if (!(error instanceof OkstraError)) throw error;
      const { message: _message, ...nothing } = NOTHING;
      answer = { ...nothing, ok: false, exitCode: EXIT_CODES[error.failure.category], error: error.failure };
    }
    this.#worked.push({ item: id, answer });
    this.#hooks.onItem(id, answer);
    if (this.#source.name !== 'task-queue' || answer.outcome !== 'accepted') return;
    // What was wrong may hold now.
    if (id.startsWith('F-')) this.#tried.clear();
    this.#verifyNext.push(...regressionsAfter(this.#session, id));
  }

  /** Steps of several items, and of one that is run again, would have the same names. */
  #recordingOf(id: string): Pick<RunFlags, 'recordDir'> {
    const { recordDir } = this.#request.flags;
    const times = this.#begun.get(id) ?? 1;
    return recordDir === undefined ? {} : { recordDir: join(recordDir, times === 1 ? id : `${id}-${times}`) };
  }

  readonly #verifyNext: string[] = [];

  async #verify(): Promise<void> {
    const ids = [...new Set([...this.#reverify(), ...this.#verifyNext.splice(0)])];
    // Recorded are the runs of items: a verification has no item of its own to be played for.
    const { recordDir: _folder, ...flags } = this.#request.flags;
    const answer = await verifyTasks(
      this.#session,
      { ids, flags, branch: this.#branch },
      { hooks: this.#hooks, ports: this.#ports },
    );
    for (const { id } of answer.tasks) this.#verified.push(id);
    for (const id of ids) this.#tried.add(id);
  }

  /** Verified in this shift: one that still asks for it has a fix task, or nobody could say. */
  readonly #tried = new Set<string>();

  #reverify(): readonly string[] {
    const { tasks, progress } = readQueue(placeOf(this.#session, this.#session.repo.top));
    const broken = new Set(progress.fixes.filter(({ status }) => status !== 'resolved').map(({ sourceTask }) => sourceTask));
    return tasks.tasks
      .filter(({ id, status }) => status === 'needs-re-verification' && !broken.has(id))
      .map(({ id }) => id)
      .filter((id) => !this.#tried.has(id));
  }

  #next(): Choice | undefined {
    return this.#source.name === 'task-queue' ? this.#nextTask() : this.#nextItem();
  }

  /** Fix tasks first, then what has to be verified again, then new tasks in the order of the file. */
  #nextTask(): Choice | undefined {
    const place = placeOf(this.#session, this.#session.repo.top);
    const { tasks, progress } = readQueue(place);
    const picked = select(tasks.tasks, progress.fixes);
    const fix = picked.fixes.find((id) => this.#mayTry(id));
    if (fix !== undefined) return { kind: 'run', id: fix };
    if (picked.fixes.some((id) => this.#underWay.has(id))) return undefined;
    if (this.#verifyNext.length > 0 || this.#reverify().length > 0)
      return this.#underWay.size === 0 ? { kind: 'verify', id: VERIFYING } : undefined;
    const sections = this.#request.stale === 'continue' ? [] : readSpecs(place).flatMap(sectionsOf);
    const id = picked.ready.find((each) => {
      const task = tasks.byId.get(each);
      return (
        task !== undefined &&
        this.#mayTry(each) &&
        (this.#request.stale === 'continue' || !isStale(task, sections)) &&
        this.#mayRunBeside(each)
      );
    });
    return id === undefined ? undefined : { kind: 'run', id };
  }

  /** Side by side run tasks of one approved group; where no group is on record, tasks that are known to change different files. */
  #mayRunBeside(id: string): boolean {
    const others = [...this.#underWay.keys()];
    if (others.length === 0) return true;
    const { tasks } = readQueue(placeOf(this.#session, this.#session.repo.top));
    const groups = tasks.groups;
    if (groups.length > 0)
      return groups.some(
        (group) => group.approved && group.tasks.includes(id) && others.every((other) => group.tasks.includes(other)),
      );
    return true;
  }

  #nextItem(): Choice | undefined {
    const { items } = this.#source.discover();
    const known = byId(items);
    const ready = items.find((item) => this.#isReady(item, known));
    return ready === undefined ? undefined : { kind: 'run', id: ready.id };
  }

  #isReady(item: ItemSummary, known: ReadonlyMap<string, ItemSummary>): boolean {
    if (item.lifecycle === 'done' || item.lifecycle === 'skipped' || item.lifecycle === 'superseded' || item.held !== undefined)
      return false;
    return unmetDeps(item, known).unmet.length === 0 && this.#mayTry(item.id);
  }

  /** Once; and once more when its accepted work did not merge. */
  #mayTry(id: string): boolean {
    if (this.#underWay.has(id)) return false;
    const times = this.#begun.get(id) ?? 0;
    if (times === 0) return true;
    const last = this.#worked.findLast(({ item }) => item === id)?.answer;
    return times < MOST_TRIES && last?.integration?.how === 'sent-back';
  }

  answer(notices: readonly Notice[]): WorkAnswer {
    const last = new Map(this.#worked.map(({ item, answer }) => [item, answer]));
    const remaining = this.#remaining(last);
    const codes = new Set([...last.values()].map(({ exitCode }) => exitCode));
    const worst = SEVERITY.findLast((code) => codes.has(code)) ?? 0;
    const exitCode = this.#hooks.signal.aborted
      ? EXIT_CODES.interrupted
      : worst === 0 && remaining.length > 0 && this.#request.maxItems === undefined
        ? EXIT_CODES.blocked
        : worst;
    return {
      ok: exitCode === 0,
      exitCode,
      source: this.#source.word,
      branch: this.#branch,
      worked: this.#worked,
      verified: this.#verified,
      remaining,
      notices: [...notices, ...this.#problems],
    };
  }

  #remaining(last: ReadonlyMap<string, RunAnswer>): WorkAnswer['remaining'] {
    const { items } = this.#source.discover();
    const known = byId(items);
    return items
      .filter(({ lifecycle }) => lifecycle !== 'done' && lifecycle !== 'skipped' && lifecycle !== 'superseded')
      .map((item) => {
        const { unmet } = unmetDeps(item, known);
        const answer = last.get(item.id);
        const why =
          item.held !== undefined
            ? `paused: ${item.held}`
            : unmet.length > 0
              ? `waits for ${unmet.join(', ')}`
              : answer !== undefined
                ? (answer.error?.message ?? answer.outcome ?? 'not done')
                : item.nativeStatus;
        return { item: item.id, why: why.split('\n')[0] ?? '' };
      });
  }
}

const VERIFYING = '(verification)';
const MOST_TRIES = 3;
/** Exit codes from the best to the worst. */
const SEVERITY: readonly number[] = [0, 1, 3, 2, 4, 5, 130];
