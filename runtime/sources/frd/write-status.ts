/** Status of tasks, documents and index in the texts of their files; every other byte stays as its author wrote it. Pure. */
import type { Result } from '../../model/failure.ts';
import { bad, ok } from '../../model/failure.ts';
import type { JsonProblem } from '../../prompts/json.ts';
import { parseLocatedJson, parseQuickly } from '../../prompts/json.ts';
import type { JsonEdit } from '../spec-folders/json-edit.ts';
import { editJson } from '../spec-folders/json-edit.ts';
import { statusFromTasks } from './status.ts';
import type { FrdStatus } from './types.ts';

export interface StatusChange {
  readonly taskIds: readonly string[];
  /** `in_progress`: work on them begins; `completed`: they are implemented, and so are their subtasks. */
  readonly to: 'in_progress' | 'completed';
  /** Day of the change, as `localDay` gives it. */
  readonly today: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2031-04-02`, by the calendar of this machine. */
export function localDay(now: Date): string {
  return `${String(now.getFullYear()).padStart(4, '0')}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export interface ChangedDocument {
  readonly text: string;
  readonly status: FrdStatus;
  readonly isChanged: boolean;
}

/**
 * Changes the tasks that are named and no other, and then the document's own status: work that begins makes it `in_progress` unless it is
 * completed; work that ends has it worked out from all its tasks. A subtask that is skipped stays skipped.
 */
export function changeStatus(text: string, change: StatusChange): Result<ChangedDocument, JsonProblem> {
  const value = valueOf(text);
  if (!value.ok) return value;
  const document = value.value as DocumentShape;
  const edits = document.majorTasks.flatMap((task, at) => taskEdits(task, at, change));
  const statuses = document.majorTasks.map(({ taskId, status }) => (change.taskIds.includes(taskId) ? change.to : status));
  const before = document.metadata.status;
  const begun: FrdStatus = before === 'completed' ? 'completed' : 'in_progress';
  const status = change.to === 'in_progress' ? begun : statusFromTasks(statuses);
  if (status !== before) edits.push(set('/metadata', 'status', status));
  if (edits.length === 0) return ok({ text, status, isChanged: false });
  const edited = editJson(text, [...edits, set('/metadata', 'updatedAt', change.today)]);
  return edited.ok ? ok({ text: edited.value, status, isChanged: true }) : edited;
}

interface DocumentShape {
  readonly metadata: { readonly status: FrdStatus };
  readonly majorTasks: readonly TaskShape[];
}

interface TaskShape {
  readonly taskId: string;
  readonly status: FrdStatus;
  readonly subtasks?: readonly { readonly status?: FrdStatus }[];
}

function taskEdits({ taskId, status, subtasks = [] }: TaskShape, at: number, { taskIds, to }: StatusChange): JsonEdit[] {
  if (!taskIds.includes(taskId)) return [];
  const own = status === to ? [] : [set(`/majorTasks/${at}`, 'status', to)];
  if (to !== 'completed') return own;
  const open = subtasks.flatMap((subtask, n) =>
    subtask.status === 'completed' || subtask.status === 'skipped' ? [] : [set(`/majorTasks/${at}/subtasks/${n}`, 'status', to)],
  );
  return [...own, ...open];
}

/** Copies the status of documents into the index. Entries of documents that are not named stay as they are. */
export function reconcileIndex(text: string, statuses: ReadonlyMap<string, FrdStatus>): Result<string, JsonProblem> {
  const value = valueOf(text);
  if (!value.ok) return value;
  const { frds = [] } = value.value as { readonly frds?: readonly { readonly frdId?: string; readonly status?: string }[] };
  const edits = frds.flatMap(({ frdId = '', status: before }, at) => {
    const status = statuses.get(frdId);
    return status === undefined || status === before ? [] : [set(`/frds/${at}`, 'status', status)];
  });
  return editJson(text, edits);
}

const set = (at: string, name: string, value: string): JsonEdit => ({ kind: 'set', at, name, value });

/** The problem of a text that is no JSON is one with its place. */
function valueOf(text: string): Result<unknown, JsonProblem> {
  const body = text.replace(/^\uFEFF/, '');
  const quick = parseQuickly(body);
  if (quick !== undefined) return ok(quick);
  const located = parseLocatedJson(body);
  return located.ok ? ok(located.value.value) : bad(located.failure);
}
