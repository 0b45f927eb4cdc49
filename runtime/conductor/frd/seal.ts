/**
 * What okstra itself adds to the branch of a bundle once its work is there: status words, what was learned, ignore entries. One commit on top
 * of the candidate; nothing that was verified changes.
 */
import { commitTree, git, readRefs, treeOf, withFiles } from '../../git/index.ts';
import type { AttemptState } from '../../lead/index.ts';
import type { ItemBundle } from '../../model/bundle.ts';
import type { ArtifactRef, Candidate } from '../../model/evidence.ts';
import { fail } from '../../model/failure.ts';
import type { HygieneRepair, StatusChange } from '../../sources/frd/index.ts';
import {
  ATTRIBUTES_FILE,
  appendNotes,
  changeStatus,
  frdScope,
  IGNORE_FILES,
  localDay,
  NOTES_FILE,
  readReported,
  reconcileIndex,
  repairIgnores,
  withNotesMerge,
} from '../../sources/frd/index.ts';
import type { PrMemory, PrResult } from '../../sources/frd/pr-data.ts';
import type { RunContext } from '../context.ts';
import { plannedWork, workplaceOf } from '../workplace.ts';
import { executorText } from '../workspace.ts';
import type { BundleTexts } from './documents.ts';
import { bundleTexts, textsAt } from './documents.ts';
import { isStrictCi, requireProof } from './gate.ts';
import { ignoredAt } from './ignored-at.ts';
import { SEALED } from './sealed.ts';
import { requireValid, validateTexts } from './validate.ts';

export interface Sealed {
  readonly commit: string;
  readonly tree: string;
  /** Of `SealRecord`. */
  readonly record: ArtifactRef;
}

/** What the files of the pull request tell of it. */
export interface SealRecord {
  readonly memory: PrMemory;
  readonly schema: readonly PrResult[];
  readonly notes: readonly string[];
}

/** @throws OkstraError `claim-lost`, `verification-open`, `verification-missing`, `frd-invalid` */
export async function sealBundle(
  context: RunContext,
  { attempt, candidate, bundle }: { readonly attempt: AttemptState; readonly candidate: Candidate; readonly bundle: ItemBundle },
): Promise<Sealed> {
  const isAccepted = attempt.verdict?.outcome === 'accepted';
  const rootPath = context.plan.item.path;
  const texts = await bundleTexts(context, { bundle, rootPath, tree: candidate.tree });
  if (isAccepted) requireProof(context, { attempt, candidate, tasks: texts.tasks });
  await context.bundle?.confirm();
  const change: StatusChange = {
    taskIds: bundle.taskIds,
    to: isAccepted ? 'completed' : 'in_progress',
    today: localDay(context.ports.now()),
  };
  const written = statusFiles(texts, change, bundle.path);
  const memory = isAccepted ? await memoryOf(context, attempt, candidate.tree, bundle) : { files: {}, memory: NO_NEWS };
  const ignores = isAccepted ? await ignoreFiles(context, candidate.tree) : { files: {}, added: [] };
  const files = {
    ...written,
    ...memory.files,
    ...ignores.files,
  };
  const made = await sealCommit(context, { candidate, files, message: messageOf(bundle, change.to) });
  const schema = await validateTexts(context, { tree: made.tree, rootPath, path: bundle.path });
  // An index that had a fault before is not the work's; strict CI lets nothing pass.
  const counting = isStrictCi(context) ? schema : schema.slice(0, 1);
  if (isAccepted) requireValid(counting, workplaceOf(context).worktree);
  const record: SealRecord = {
    memory: memory.memory,
    schema,
    notes: ignores.added.map((line) => `Outputs of runs are ignored now: ${line}`),
  };
  const artifact = context.folder.project('state/bundle.json', `${JSON.stringify(record, null, 2)}\n`);
  return { ...made, record: artifact };
}

const NO_NEWS: PrMemory = { file: NOTES_FILE, status: 'no_change', summary: '' };

function statusFiles(
  { text, index, indexPath, document }: BundleTexts,
  change: StatusChange,
  path: string,
): Record<string, string> {
  const changed = changeStatus(text, change);
  if (!changed.ok) throw new Error(`${path} of the base cannot be changed`);
  const reconciled = index === undefined ? undefined : reconcileIndex(index, new Map([[document.frdId, changed.value.status]]));
  return {
    ...(changed.value.isChanged ? { [path]: changed.value.text } : {}),
    ...(reconciled?.ok === true && reconciled.value !== index ? { [indexPath]: reconciled.value } : {}),
  };
}

async function memoryOf(
  context: RunContext,
  attempt: AttemptState,
  tree: string,
  { taskIds: [task = ''] }: ItemBundle,
): Promise<{ readonly files: Readonly<Record<string, string>>; readonly memory: PrMemory }> {
  const { notes } = readReported(executorText(context, attempt));
  const texts = await textsAt(context.repo, tree, [NOTES_FILE, ATTRIBUTES_FILE]);
  const today = localDay(context.ports.now());
  const answer = appendNotes(texts.get(NOTES_FILE), notes, { today, task, redact: context.redactor.text });
  if (answer.kind === 'no_change') return { files: {}, memory: { ...NO_NEWS, summary: answer.why } };
  const attributes = withNotesMerge(texts.get(ATTRIBUTES_FILE));
  return {
    files: { [NOTES_FILE]: answer.text, ...(attributes === undefined ? {} : { [ATTRIBUTES_FILE]: attributes }) },
    memory: { file: NOTES_FILE, status: 'appended', summary: answer.summary },
  };
}

async function ignoreFiles(context: RunContext, tree: string): Promise<HygieneRepair> {
  const texts = await textsAt(context.repo, tree, IGNORE_FILES);
  const outputs = await ignoredAt(context, tree);
  return repairIgnores(texts, outputs);
}

function messageOf({ frdId, taskIds }: ItemBundle, to: StatusChange['to']): string {
  const word = to === 'completed' ? 'completed' : 'in progress';
  const start = `chore(${frdScope(frdId)}): mark`;
  const all = `${start} ${taskIds.join(', ')} ${word}`;
  return all.length <= 72 ? all : `${start} ${taskIds.length} tasks from ${taskIds[0]} on ${word}`;
}

/** Made once: after a crash the commit that is there is taken, so that the branch holds no second one. */
async function sealCommit(
  context: RunContext,
  what: { readonly candidate: Candidate; readonly files: Readonly<Record<string, string>>; readonly message: string },
): Promise<{ readonly commit: string; readonly tree: string }> {
  const { repo, runId } = context;
  const { candidate, files, message } = what;
  if (Object.keys(files).length === 0) return { commit: candidate.commit, tree: candidate.tree };
  const ref = `refs/okstra/runs/${runId}/${SEALED}`;
  const known = (await readRefs(repo, ref)).get(ref);
  if (known !== undefined && (await parentOf(context, known)) === candidate.commit) {
    return { commit: known, tree: await treeOf(repo, known) };
  }
  const tree = await withFiles(repo, candidate.tree, files);
  const commit = await commitTree({ repo, tree, parents: [candidate.commit], message });
  if (!(await context.fence.changeRefs([{ ref, value: commit }])))
    throw fail('system', 'ref-moved', `Expected to set ${ref}, found it changed meanwhile.`, { fix: `okstra resume ${runId}` });
  return { commit, tree };
}

async function parentOf({ repo }: RunContext, commit: string): Promise<string> {
  const { stdout } = await git(repo.top, ['rev-parse', '--verify', '--quiet', `${commit}^`], { allowExit: [1, 128] });
  return stdout.trim();
}

/** The attempt that is published, where the run is one of a bundle. */
export function sealsWhat(
  context: RunContext,
  n: number,
): { readonly attempt: AttemptState; readonly candidate: Candidate; readonly bundle: ItemBundle } | undefined {
  const { bundle } = plannedWork(context).item;
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  return bundle === undefined || attempt?.candidate === undefined ? undefined : { attempt, candidate: attempt.candidate, bundle };
}
