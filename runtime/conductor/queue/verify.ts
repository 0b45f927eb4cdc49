/** `okstra tasks verify`: the criteria of tasks against the code as it stands; nobody implements anything. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { commitTree, isAncestor, mergeTrees, readRefs, treeOf } from '../../git/index.ts';
import { fail } from '../../model/failure.ts';
import { makeTaskKey } from '../../model/ids.ts';
import type { WorkItem } from '../../model/item.ts';
import type { ReviewPlan } from '../../model/plan.ts';
import { reviewItem } from '../../sources/index.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { withRemaining } from '../../sources/task-queue/notes.ts';
import { replaceSection } from '../../sources/task-queue/progress-file.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { editQueue, readManifest, readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { manifestHash, parseReference, referenceHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import type { TaskStatus } from '../../sources/task-queue/words.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { ReviewRequest, RunAnswer, RunHooks } from '../api.ts';
import { planOfChange } from '../plan-review.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { startRun } from '../start.ts';
import { stateOfRun } from '../state-of-run.ts';
import { placeOf } from './open.ts';

export interface VerifyRequest {
  /** Absent: every task that is done. */
  readonly ids?: readonly string[];
  /** Open tasks too: what somebody did by hand counts. */
  readonly all?: boolean;
  /** Only the tasks whose status asks for it. */
  readonly pendingOnly?: boolean;
  readonly flags: ReviewRequest['flags'];
  /** Branch whose tip counts as the code, together with HEAD. */
  readonly branch: string;
}

export interface VerifiedTask {
  readonly id: string;
  readonly before: TaskStatus;
  readonly after: TaskStatus;
  readonly met: number;
  readonly total: number;
  readonly result: 'pass' | 'issue' | 'not-verified';
  /** Fix task that was made of what does not hold. */
  readonly fix?: string;
  readonly unmet: readonly string[];
  readonly run: string | null;
  readonly reason?: string;
}

export interface VerifyAnswer {
  readonly tasks: readonly VerifiedTask[];
  readonly dimensions: Dimensions | null;
  readonly commit: string;
  readonly fixes: readonly string[];
  readonly complete: boolean;
}

export interface Dimensions {
  readonly contract: readonly { readonly spec: string; readonly compliant: boolean; readonly why: string }[];
  readonly integration: readonly { readonly name: string; readonly pass: boolean; readonly why: string }[];
  readonly documents: readonly { readonly spec: string; readonly pass: boolean; readonly why: string }[];
}

export async function verifyTasks(
  session: Session,
  request: VerifyRequest,
  how: { readonly hooks: RunHooks; readonly ports: Ports },
): Promise<VerifyAnswer> {
  const place = placeOf(session, session.repo.top);
  const queue = readQueue(place);
  const chosen = choose(queue, request);
  const commit = await currentCode(session, request.branch);
  const verified: VerifiedTask[] = [];
  const checks = new Map<string, boolean>();
  for (const task of chosen) {
    if (how.hooks.signal.aborted) break;
    const { answer, criteria, receipts } = await verifyOne(session, task, { commit, request, ...how });
    for (const receipt of receipts) checks.set(receipt.cmd, (checks.get(receipt.cmd) ?? true) && receipt.passed);
    verified.push(await writeResult(session, task, { answer, criteria, at: how.ports.now().toISOString() }));
  }
  const isWhole = request.ids === undefined && request.pendingOnly !== true && !how.hooks.signal.aborted;
  const dimensions = isWhole ? dimensionsOf(session, verified, checks) : null;
  const complete = await writeSummary(session, {
    verified,
    dimensions,
    commit,
    scope: scopeOf(request, chosen),
    at: how.ports.now().toISOString(),
  });
  return { tasks: verified, dimensions, commit, fixes: verified.flatMap(({ fix }) => fix ?? []), complete };
}

const scopeOf = ({ ids, all }: VerifyRequest, chosen: readonly Task[]): string =>
  ids !== undefined ? chosen.map(({ id }) => id).join(', ') : all === true ? 'all tasks' : 'all finished tasks';

function choose(queue: Queue, { ids, all, pendingOnly }: VerifyRequest): readonly Task[] {
  const { tasks, byId } = queue.tasks;
  if (ids !== undefined) {
    return ids.map((id) => {
      const task = byId.get(id);
      if (task === undefined)
        throw fail('usage', 'item-unknown', `Expected the id of a task, found "${id}".`, {
          fix: 'okstra tasks status lists the tasks.',
        });
      return task;
    });
  }
  const again = tasks.filter(({ status }) => status === 'needs-re-verification');
  if (pendingOnly === true) return again;
  const finished = tasks.filter(({ status }) => isVerified(status) || status === 'needs-re-verification');
  const open = all === true ? tasks.filter(({ status }) => status === 'pending' || status === 'in-progress') : [];
  if (finished.length + open.length === 0) {
    throw fail('usage', 'nothing-done', 'Expected at least one finished task to verify, found none.', {
      fix: 'okstra run <task> first; --all also looks at open tasks, for work that was done by hand.',
    });
  }
  return tasks.filter((task) => finished.includes(task) || open.includes(task));
}

/** HEAD and what was integrated, together. */
export async function currentCode(session: Session, branch: string): Promise<string> {
  const { repo } = session;
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  const { commit } = repo.head;
  if (tip === undefined || (await isAncestor(repo, tip, commit))) return commit;
  if (await isAncestor(repo, commit, tip)) return tip;
  const merged = await mergeTrees(repo, commit, tip);
  if ('conflicts' in merged) {
    throw fail(
      'blocked',
      'base-conflict',
      `Expected HEAD and ${branch} to merge, found conflicts in ${merged.conflicts.join(', ')}.`,
      {
        fix: `git merge ${branch}, and settle them by hand.`,
        details: { files: merged.conflicts },
      },
    );
  }
  return commitTree({ repo, tree: merged.tree, parents: [commit, tip], message: `HEAD and ${branch} together` });
}

interface Found {
  readonly answer: RunAnswer;
  readonly criteria: readonly { readonly index: number; readonly met: boolean }[];
  readonly receipts: readonly { readonly cmd: string; readonly passed: boolean }[];
}

async function verifyOne(
  session: Session,
  task: Task,
  what: { readonly commit: string; readonly request: VerifyRequest; readonly hooks: RunHooks; readonly ports: Ports },
): Promise<Found> {
  const { commit, request, hooks, ports } = what;
  const plan = await planVerification(session, task.id, { commit, flags: request.flags }, ports);
  const answer = await startRun({ session, plan, hooks, ports });
  if (answer.run === null) return { answer, criteria: [], receipts: [] };
  const { criteria, receipts } = stateOfRun(answer.run.dir);
  return { answer, criteria, receipts: receipts.map(({ cmd, status }) => ({ cmd, passed: status === 'passed' })) };
}

/** A run without an executor and without a change: the code is held against the criteria as it is. */
export async function planVerification(
  session: Session,
  id: string,
  { commit, flags }: { readonly commit: string; readonly flags: ReviewRequest['flags'] },
  ports: Ports,
): Promise<ReviewPlan> {
  const source = session.sources.byName('task-queue');
  const { item } = source.load(source.resolve(id, session.repo.top).item);
  const tree = await treeOf(session.repo, commit);
  const change = { kind: 'range' as const, name: `${id} as it stands`, base: commit, baseTree: tree, commit, tree, commits: [] };
  const review = reviewItem({
    project: session.project,
    change,
    measure: { kind: 'item', item },
    top: session.repo.top,
    commands: [],
  });
  const own = `verify-${id}-${commit.slice(0, 10)}`;
  const asked: WorkItem = {
    ...review,
    id: own,
    key: makeTaskKey(session.project, review.group, own),
    name: `Verification of ${id}: ${item.name}`,
    path: review.path.replace(/[^/]+$/, own),
    dir: review.dir.replace(/[^/]+$/, own),
    body: `Nothing was changed: the code as it stands is held against the criteria of ${id}. A criterion is met when the code does it, whoever wrote it.\n\n${item.body}`,
  };
  return planOfChange(session, { item: asked, found: { change, notices: [] }, request: { flags } }, ports);
}

/** What a verification means for its task. */
async function writeResult(
  session: Session,
  task: Task,
  found: { readonly answer: RunAnswer; readonly criteria: Found['criteria']; readonly at: string },
): Promise<VerifiedTask> {
  const { answer, at } = found;
  const place = placeOf(session, session.repo.top);
  const specs = readSpecs(place);
  const hash = referenceHash(specs.flatMap(sectionsOf), task.specReference);
  const isAnswered = answer.outcome === 'accepted' || answer.outcome === 'not-accepted';
  const run = answer.run?.id ?? null;
  return editQueue(
    place,
    { check: () => undefined },
    (queue) => {
      const current = queue.tasks.byId.get(task.id) ?? task;
      const total = current.criteria.length;
      const base = { id: task.id, before: current.status, total, run };
      if (!isAnswered) {
        const reason = answer.error?.message ?? answer.message ?? 'no result';
        const value: VerifiedTask = { ...base, after: current.status, met: 0, result: 'not-verified', unmet: [], reason };
        return { change: {}, value };
      }
      const marks = new Map(found.criteria.map(({ index, met }) => [index, met]));
      const met = [...marks.values()].filter(Boolean).length;
      const unmet = current.criteria.filter((_, index) => marks.get(index) !== true).map(({ text }) => text);
      const passes = answer.outcome === 'accepted' && unmet.length === 0;
      const books = new Bookkeeping(queue);
      // A sync has brought its criteria up to the section that it is held against.
      const isSynced = headerOf(queue.tasks.header, 'Spec version') === manifestHash(specs);
      const isStale = hash !== undefined && current.specHash !== '' && hash !== current.specHash;
      const fix = settleStatus(books, current, { passes, met, isStale, unmet, reason: answer.remainingTasks[0] ?? '' });
      if (marks.size > 0) books.setChecks(task.id, marks);
      const isRequeued = isStale && isSynced && books.statusOf(task.id) === 'pending';
      if ((passes || isRequeued) && hash !== undefined && current.specHash !== hash && current.specReference !== '')
        books.setField(task.id, { 'Spec hash': hash });
      books.setRow(task.id, {
        Status: books.statusOf(task.id) ?? current.status,
        Notes: withRemaining(books.notesOf(task.id), passes || fix !== undefined ? [] : unmet),
        ...(passes && !isVerified(current.status) ? { Completed: at.slice(0, 10) } : {}),
      });
      books.settleBlocked();
      books.setHeader({ 'Last session': at, Status: books.overall() });
      const value: VerifiedTask = {
        ...base,
        after: books.statusOf(task.id) ?? current.status,
        met,
        result: passes ? 'pass' : 'issue',
        ...(fix === undefined ? {} : { fix }),
        unmet,
      };
      return { change: books.splices(), value };
    },
    { at },
  );
}

/** @returns the fix task that was made */
function settleStatus(
  books: Bookkeeping,
  task: Task,
  found: {
    readonly passes: boolean;
    readonly met: number;
    readonly isStale: boolean;
    readonly unmet: readonly string[];
    readonly reason: string;
  },
): string | undefined {
  const { passes, met, isStale, unmet, reason } = found;
  const wasOpen = task.status === 'pending' || task.status === 'in-progress' || task.status === 'blocked';
  if (passes) {
    books.setStatus(task.id, wasOpen || task.status === 'done (external)' ? 'done (external)' : 'done');
    return undefined;
  }
  if (wasOpen) {
    if (met > 0) books.setStatus(task.id, 'in-progress');
    return undefined;
  }
  // The specification moved on: the task is to be done anew, its code was right once.
  if (isStale) {
    books.setStatus(task.id, 'pending');
    return undefined;
  }
  books.setStatus(task.id, 'needs-re-verification');
  const passedBefore = task.criteria.some(({ checked, text }) => checked && unmet.includes(text));
  const what = unmet.length > 0 ? `Does not hold: ${unmet.join('; ')}` : reason || 'A check fails';
  return books.addFix({ type: passedBefore ? 'regression' : 'runtime-error', task: task.id, files: [], what }, 'verification');
}

const refersTo = (task: Task): readonly string[] => parseReference(task.specReference).map(({ path }) => path);

/** What the single results say of every spec, of all together, and of the documents behind the specs. */
function dimensionsOf(session: Session, verified: readonly VerifiedTask[], checks: ReadonlyMap<string, boolean>): Dimensions {
  const place = placeOf(session, session.repo.top);
  const queue = readQueue(place);
  const specs = readSpecs(place);
  const sections = specs.flatMap(sectionsOf);
  const issues = new Set(verified.filter(({ result }) => result !== 'pass').map(({ id }) => id));
  const contract = specs.map(({ path }) => {
    const own = queue.tasks.tasks.filter((task) => refersTo(task).includes(path) && task.status !== 'superseded');
    const open = own
      .filter(({ status }) => !isVerified(status) && !/^(?:skipped|satisfied-externally|externally-managed)$/.test(status))
      .map(({ id }) => id);
    const stale = own
      .filter((task) => task.specHash !== '' && referenceHash(sections, task.specReference) !== task.specHash)
      .map(({ id }) => id);
    const wrong = own.filter(({ id }) => issues.has(id)).map(({ id }) => id);
    const reasons = [
      ...(own.length === 0 ? ['no task refers to it'] : []),
      ...(wrong.length > 0 ? [`criteria do not hold: ${wrong.join(', ')}`] : []),
      ...(open.length > 0 ? [`open: ${open.join(', ')}`] : []),
      ...(stale.length > 0 ? [`made for an earlier text: ${stale.join(', ')}`] : []),
    ];
    return { spec: path, compliant: reasons.length === 0, why: reasons.join('; ') };
  });
  const across = queue.tasks.tasks.flatMap((task) =>
    task.dependsOn.flatMap((id) => {
      const other = queue.tasks.byId.get(id);
      const differs = other !== undefined && refersTo(other).some((path) => !refersTo(task).includes(path));
      if (!differs || !isVerified(task.status) || other === undefined) return [];
      const wrong = [task.id, id].filter((each) => issues.has(each));
      return [
        {
          name: `${task.id} on ${id}`,
          pass: wrong.length === 0,
          why: wrong.length === 0 ? '' : `criteria do not hold: ${wrong.join(', ')}`,
        },
      ];
    }),
  );
  const manifest = readManifest(place);
  const documents = (manifest?.specs ?? []).flatMap(({ path, source }) => {
    if (source === '') return [];
    const there =
      existsSync(resolve(session.repo.top, source)) ||
      existsSync(resolve(session.repo.top, place.rootPath, source)) ||
      existsSync(resolve(session.repo.top, place.rootPath, '..', source));
    return [{ spec: path, pass: there, why: there ? '' : `the source document ${source} is not there` }];
  });
  return {
    contract,
    integration: [...[...checks].map(([name, pass]) => ({ name, pass, why: pass ? '' : 'the check fails' })), ...across],
    documents,
  };
}

async function writeSummary(
  session: Session,
  what: {
    readonly verified: readonly VerifiedTask[];
    readonly dimensions: Dimensions | null;
    readonly commit: string;
    readonly scope: string;
    readonly at: string;
  },
): Promise<boolean> {
  const { verified, dimensions, commit, scope, at } = what;
  const lines = [
    `**Run date**: ${at}`,
    `**Scope**: ${scope}`,
    `**Commit**: ${commit}`,
    '',
    '### Criteria',
    '',
    ...verified.map(
      ({ id, result, met, total, fix, reason, unmet }) =>
        `- ${id}: ${result === 'pass' ? 'PASS' : 'ISSUE'} ${met}/${total}${fix === undefined ? '' : ` (${fix})`}${result === 'pass' ? '' : ` ${(reason ?? unmet.join('; ')).replaceAll(/\s+/g, ' ')}`}`,
    ),
  ];
  const rest =
    dimensions === null
      ? []
      : [
          '',
          '### Contracts of the specs',
          '',
          ...dimensions.contract.map(
            ({ spec, compliant, why }) => `- ${spec}: ${compliant ? 'COMPLIANT' : `NON-COMPLIANT ${why}`}`,
          ),
          '',
          '### Integration over specs',
          '',
          ...dimensions.integration.map(({ name, pass, why }) => `- ${name}: ${pass ? 'PASS' : `ISSUE ${why}`}`),
          '',
          '### Specs and documents',
          '',
          ...dimensions.documents.map(({ spec, pass, why }) => `- ${spec}: ${pass ? 'PASS' : `ISSUE ${why}`}`),
        ];
  return editQueue(
    placeOf(session, session.repo.top),
    { check: () => undefined },
    (queue) => {
      const overall = new Bookkeeping(queue).overall();
      return {
        change: { progress: replaceSection(queue.progress, 'Verification Results', [...lines, ...rest]) },
        value: overall === 'Complete',
      };
    },
    { at },
  );
}
