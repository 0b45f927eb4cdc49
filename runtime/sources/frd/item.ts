/** A bundle as the work item of a run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../model/failure.ts';
import { makeTaskKey } from '../../model/ids.ts';
import type { Criterion, WorkItem } from '../../model/item.ts';
import { readHumanEvidence, refusedEntries } from '../../store/human-evidence.ts';
import type { SourceOptions } from '../source.ts';
import { MAX_TEXT_BYTES, readText } from '../spec-folders/files.ts';
import type { Refused } from './bundle-text.ts';
import { bundleCriteria, bundleFiles, bundleText } from './bundle-text.ts';
import { LOCAL_CLAIMS } from './claims/local.ts';
import { fallbackMessage } from './commits.ts';
import { lifecycleOf } from './list.ts';
import { NOTES_FILE, parseNotes, pickNotes } from './notes.ts';
import { PR_FOLDER } from './pr-files.ts';
import type { Bundle } from './select.ts';
import { filesOfBundle, selectBundle } from './select.ts';
import type { FrdDocument, FrdSet, FrdTask } from './types.ts';
import { planVerification } from './verification.ts';

/** Of the task keys of a document's items: its id in small letters. */
export const groupOf = (frdId: string): string => frdId.toLowerCase();

/** What okstra keeps itself, so that no candidate changes it. @param rootPath folder of the documents */
export const keptPaths = (rootPath: string): readonly string[] => [rootPath, NOTES_FILE, PR_FOLDER, LOCAL_CLAIMS];

/** The tasks that are named; without names the bundle that begins with `taskId`, whoever has claimed it. */
export function bundleOf(set: Pick<FrdSet, 'documents'>, taskId: string, taskIds?: readonly string[]): Bundle {
  const document = set.documents.find(({ tasks }) => tasks.some((task) => task.taskId === taskId));
  if (document === undefined) {
    throw fail('usage', 'item-unknown', `Expected the id of a task, found "${taskId}".`, {
      fix: 'okstra frd next lists all of them.',
    });
  }
  const chosen = taskIds === undefined ? selectBundle(set.documents, { only: taskId }).bundle : undefined;
  if (chosen !== undefined) return chosen;
  const ids = new Set(taskIds ?? [taskId]);
  const tasks = document.tasks.filter((task) => ids.has(task.taskId));
  const last = document.tasks.findLastIndex((task) => ids.has(task.taskId));
  const boundary = document.tasks.slice(last + 1).find(({ prLevel }) => prLevel);
  return { frdId: document.frdId, path: document.path, tasks, nextBoundaryTaskId: boundary?.taskId ?? null };
}

export function bundleItem(set: FrdSet, bundle: Bundle, options: SourceOptions): WorkItem {
  const document = set.documents.find(({ frdId }) => frdId === bundle.frdId);
  const [first] = bundle.tasks;
  if (document === undefined || first === undefined) throw new Error('a bundle has a document and at least one task');
  const commands = commandsFor(bundle.tasks, options);
  const files = bundleFiles(bundle.tasks);
  const memory = memoryFor(document, bundle.tasks, options);
  return {
    key: makeTaskKey(options.project, groupOf(bundle.frdId), first.taskId),
    source: 'frd',
    group: groupOf(bundle.frdId),
    id: first.taskId,
    name: first.title,
    dir: set.root,
    path: set.rootPath,
    body: `${bundleText(document, bundle.tasks, refusedOf(bundle.tasks, options))}\n`,
    checklist: '',
    criteria: criteriaOf(bundle.tasks, commands),
    acceptanceCommands: commands,
    // Met in the base, or the bundle would not have been chosen; their branches are of no interest any more.
    dependsOn: [],
    lifecycle: lifecycleOf(first.status),
    nativeStatus: first.status,
    carriedTasks: [],
    commit: { message: fallbackMessage(bundle.frdId, first.title), several: true },
    ...(files === undefined ? {} : { files }),
    bundle: {
      frdId: bundle.frdId,
      path: bundle.path,
      taskIds: bundle.tasks.map(({ taskId }) => taskId),
      nextBoundaryTaskId: bundle.nextBoundaryTaskId,
    },
    ...(memory === '' ? {} : { memory }),
    writeBackPaths: keptPaths(set.rootPath),
  };
}

/** What people found wrong with earlier work on these tasks. */
function refusedOf(tasks: readonly FrdTask[], { repoTop }: SourceOptions): readonly Refused[] {
  const own = new Set(tasks.flatMap(({ verification }) => verification.map(({ verificationId }) => verificationId)));
  return refusedEntries(readHumanEvidence(repoTop))
    .filter(({ entry }) => own.has(entry))
    .map(({ entry, words }) => ({ verificationId: entry, words }));
}

/** Those of the verification entries, then the project's own script that validates the documents; the configured ones where no entry has any. */
function commandsFor(tasks: readonly FrdTask[], { repoTop, acceptanceCommands }: SourceOptions): readonly string[] {
  const own = planVerification(tasks).commands.map(({ cmd }) => cmd);
  const script = hasScript(repoTop, SCHEMA_SCRIPT) ? [SCHEMA_COMMAND] : [];
  return [...new Set([...(own.length === 0 ? acceptanceCommands : own), ...script])];
}

const SCHEMA_SCRIPT = 'validate:schema';
/** Runs the project's own validation of its documents. */
export const SCHEMA_COMMAND = `npm run ${SCHEMA_SCRIPT}`;

function hasScript(top: string, name: string): boolean {
  try {
    const value = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as { readonly scripts?: Record<string, unknown> };
    return typeof value.scripts?.[name] === 'string';
  } catch {
    return false; // none, or one that npm would refuse
  }
}

function criteriaOf(tasks: readonly FrdTask[], commands: readonly string[]): readonly Criterion[] {
  const found = bundleCriteria(tasks);
  if (found.length === 0) return [{ id: 'SPEC', text: 'The tasks as a whole', kind: 'whole' }];
  return found.map(({ text, kind, command }, index) => ({
    id: `AC-${index + 1}`,
    text,
    kind,
    ...(command === undefined || !commands.includes(command) ? {} : { command }),
  }));
}

function memoryFor(document: FrdDocument, tasks: readonly FrdTask[], { repoTop, notesTokens = 1500 }: SourceOptions): string {
  const text = readText({ path: join(repoTop, NOTES_FILE), shown: NOTES_FILE, top: repoTop }, MAX_TEXT_BYTES);
  if (text === undefined) return '';
  const about = [document.title, ...tasks.flatMap(({ title, description }) => [title, description]), ...filesOfBundle(tasks)];
  return pickNotes(parseNotes(text), about.join('\n'), notesTokens).text;
}
