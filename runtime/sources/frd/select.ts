/** Which tasks a run takes, and why it takes none of those before. Pure. */
import { unreachable } from '../../model/failure.ts';
import type { Holding, Holdings } from './holding.ts';
import { holdingText, isAvailable } from './holding.ts';
import { documentOf } from './set-problems.ts';
import { isSettled, statusFromTasks } from './status.ts';
import type { FrdDocument, FrdSet, FrdStatus, FrdTask } from './types.ts';

/** What one run implements: one task, or a task with those after it that belong to the same pull request. */
export interface Bundle {
  readonly frdId: string;
  /** Of the document, relative to the top of the repository. */
  readonly path: string;
  /** Never empty; in the document's order. */
  readonly tasks: readonly FrdTask[];
  /** The task that the next pull request of this document begins with; null when there is none. */
  readonly nextBoundaryTaskId: string | null;
}

export type PassReason =
  | { readonly kind: 'status'; readonly status: FrdStatus }
  /** `unknown`: those among them that no document has. */
  | { readonly kind: 'waits'; readonly for: readonly string[]; readonly unknown: readonly string[] }
  | { readonly kind: 'claimed'; readonly holding: Holding }
  | { readonly kind: 'document-skipped' }
  /** Completed where bundles are merged to, which this checkout does not hold yet. */
  | { readonly kind: 'merged'; readonly where: string }
  | { readonly kind: 'not-asked-for' };

export interface Passed {
  readonly taskId: string;
  readonly frdId: string;
  readonly reason: PassReason;
}

export interface Selection {
  /** Absent: there is nothing that can be taken now. */
  readonly bundle?: Bundle;
  /** Every task before the first one of the bundle, in order; without a bundle every task. */
  readonly passedOver: readonly Passed[];
  /** Every task of the set is completed or skipped. */
  readonly isComplete: boolean;
}

export interface SelectOptions {
  readonly holdings?: Holdings;
  /** Tasks that are settled where bundles are merged to: they are not done twice. Others cannot build on them before they are in this checkout. */
  readonly merged?: { readonly where: string; readonly taskIds: ReadonlySet<string> };
  /** Documents that are there and cannot be used: what waits for them waits for nothing unknown. */
  readonly unusable?: readonly { readonly frdId: string }[];
  /** Id of a task or document: nothing else is taken. A task that is named may also be one that is in progress. */
  readonly only?: string;
}

/** @param documents in the order of the index */
export function selectBundle(documents: readonly FrdDocument[], options: SelectOptions = {}): Selection {
  const { holdings = new Map(), only, merged, unusable = [] } = options;
  const settled = settledIds(documents);
  let known: ReadonlySet<string> | undefined;
  const passedOver: Passed[] = [];
  const isComplete = documents.every(({ tasks }) => tasks.every(({ status }) => isSettled(status)));

  for (const document of documents) {
    for (const [at, task] of document.tasks.entries()) {
      const reason = reasonAgainst(task, document, new Set());
      if (reason !== undefined) passedOver.push({ taskId: task.taskId, frdId: document.frdId, reason });
      else return { bundle: bundleFrom(document, at), passedOver, isComplete };
    }
  }
  return { passedOver, isComplete };

  function bundleFrom(document: FrdDocument, at: number): Bundle {
    const taken: FrdTask[] = [];
    const ids = new Set<string>();
    for (const task of document.tasks.slice(at)) {
      if (taken.length > 0 && (task.prLevel || reasonAgainst(task, document, ids) !== undefined)) break;
      taken.push(task);
      ids.add(task.taskId);
    }
    const boundary = document.tasks.slice(at + taken.length).find(({ prLevel }) => prLevel);
    return { frdId: document.frdId, path: document.path, tasks: taken, nextBoundaryTaskId: boundary?.taskId ?? null };
  }

  function waitsFor(ids: readonly string[]): PassReason {
    known ??= knownIds(documents);
    const all = known;
    const left = new Set(unusable.map(({ frdId }) => frdId));
    return { kind: 'waits', for: ids, unknown: ids.filter((id) => !all.has(id) && !left.has(documentOf(id))) };
  }

  /** @param bundle ids of tasks that would be implemented before it in the same run */
  function reasonAgainst(task: FrdTask, document: FrdDocument, bundle: ReadonlySet<string>): PassReason | undefined {
    const isFirst = bundle.size === 0;
    if (only !== undefined && isFirst && only !== task.taskId && only !== document.frdId) return { kind: 'not-asked-for' };
    const isAgain = isFirst && only === task.taskId && task.status === 'in_progress';
    if (task.status !== 'not_started' && !isAgain) return { kind: 'status', status: task.status };
    if (merged?.taskIds.has(task.taskId) === true) return { kind: 'merged', where: merged.where };
    if (document.status === 'skipped') return { kind: 'document-skipped' };
    const isUnmet = (id: string): boolean => !settled.has(id) && !bundle.has(id);
    const unmet = [...document.dependencies.filter(isUnmet), ...task.dependencies.filter(isUnmet)];
    if (unmet.length > 0) return waitsFor([...new Set(unmet)]);
    const holding = holdings.get(task.taskId);
    return holding === undefined || isAvailable(holding) ? undefined : { kind: 'claimed', holding };
  }
}

/** Ids of tasks and documents that others may build on. What a document says of itself counts, and so do its tasks. */
function settledIds(documents: readonly FrdDocument[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { frdId, status, tasks } of documents) {
    if (isSettled(status) || statusFromTasks(tasks.map((task) => task.status)) === 'completed') ids.add(frdId);
    for (const task of tasks) if (isSettled(task.status)) ids.add(task.taskId);
  }
  return ids;
}

const knownIds = (documents: readonly FrdDocument[]): ReadonlySet<string> =>
  new Set(documents.flatMap(({ frdId, tasks }) => [frdId, ...tasks.map(({ taskId }) => taskId)]));

export function passReasonText(reason: PassReason): string {
  switch (reason.kind) {
    case 'status':
      return reason.status;
    case 'waits': {
      const unknown = reason.unknown.length === 0 ? '' : ` (${reason.unknown.join(', ')}: no such task or document)`;
      return `waits for ${reason.for.join(', ')}${unknown}`;
    }
    case 'claimed':
      return holdingText(reason.holding);
    case 'document-skipped':
      return 'its document is skipped';
    case 'merged':
      return `completed at ${reason.where}, which this checkout is behind of`;
    case 'not-asked-for':
      return 'not asked for';
    default:
      return unreachable(reason);
  }
}

/** All files that the bundle's subtasks name, each once, in their order. */
export const filesOfBundle = (tasks: readonly FrdTask[]): readonly string[] => [
  ...new Set(
    tasks.flatMap(({ subtasks }) => subtasks.flatMap(({ filesToCreate, filesToModify }) => [...filesToCreate, ...filesToModify])),
  ),
];

/** Why nothing is taken, in a sentence. */
export function nothingText({ passedOver, isComplete }: Selection, unusable: FrdSet['unusable']): string {
  const total = passedOver.length;
  if (total === 0 && unusable.length === 0) return 'No task can be taken: there are none.';
  if (isComplete && unusable.length === 0) return `No task can be taken: all ${total} are completed or skipped.`;
  const count = (kind: PassReason['kind']): number => passedOver.filter(({ reason }) => reason.kind === kind).length;
  const parts = [
    [count('status') + count('document-skipped'), 'is not to be started', 'are not to be started'],
    [count('merged'), 'is completed elsewhere', 'are completed elsewhere'],
    [count('waits'), 'waits for others', 'wait for others'],
    [count('claimed'), 'is claimed', 'are claimed'],
    [count('not-asked-for'), 'was not asked for', 'were not asked for'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, one, several]) => `${n} ${n === 1 ? one : several}`);
  const left =
    unusable.length === 0 ? [] : [`${unusable.length} ${unusable.length === 1 ? 'document' : 'documents'} cannot be used`];
  return `No task can be taken now: ${[...said, ...left].join(', ')}.`;
}
