/** Where a seat works: the executor in the item's worktree, each verifier in a repository of its own with `.okstra-inputs/` beside the code. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Laid, Snapshot } from '../git/index.ts';
import { lookAt, makeSnapshot, removeSnapshot, setWorktreeTree, smallFilesAt } from '../git/index.ts';
import type { AttemptState } from '../lead/index.ts';
import type { Candidate } from '../model/evidence.ts';
import { commitMessages } from './commit-messages.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { diffBetween } from './diff-known.ts';
import { workplaceOf } from './workplace.ts';
import { isKnownAt } from './worktree-known.ts';

export const INPUTS = '.okstra-inputs';

/** A base file above this is left out of the inputs: no model reads it whole, and the repository holds it. */
const MAX_BASE_FILE = 1024 * 1024;

export interface VerifierPlace {
  readonly snapshot: Snapshot;
  /** Has to be settled before anybody works there. */
  readonly before: Promise<Laid>;
  /** Paths below `.okstra-inputs/`. */
  readonly inputs: readonly string[];
  readonly diff: string;
  readonly remove: () => Promise<void>;
}

/** A repository of the verifier's own. It is made when its turn comes, not before: a check that runs could reach it. */
function layOut(context: RunContext, candidate: Candidate, name: string): Promise<Snapshot> {
  const dir = join(scratchDir(context), name);
  rmSync(dir, { recursive: true, force: true });
  return makeSnapshot({ repo: context.repo, commit: candidate.commit, tree: candidate.tree, dir });
}

export async function makeVerifierPlace(
  context: RunContext,
  id: string,
  attempt: AttemptState,
  also: ReadonlyMap<string, string> = new Map(),
): Promise<VerifierPlace> {
  const { candidate } = attempt;
  if (!candidate) throw new Error('verifiers are asked only about a captured candidate');
  const [snapshot, given] = await Promise.all([layOut(context, candidate, id), inputFiles(context, attempt, candidate)]);
  const files = new Map([...given, ...also]);
  for (const [path, content] of files) {
    const target = join(snapshot.dir, INPUTS, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return {
    snapshot,
    before: lookAt(snapshot),
    inputs: [...files.keys()],
    diff: String(files.get('change.diff') ?? ''),
    remove: () => removeSnapshot(snapshot),
  };
}

async function inputFiles(
  context: RunContext,
  attempt: AttemptState,
  candidate: Candidate,
): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  // Read from the repository again: the copy in the run folder is redacted, and a quote from it would not be found in the code.
  files.set('change.diff', candidate.changed ? await diffBetween(context, candidate.baseTree, candidate.tree) : '');
  files.set('item.md', context.plan.item.body);
  files.set('receipts.json', `${JSON.stringify([...context.state().baseline.receipts, ...attempt.receipts], null, 2)}\n`);
  if (context.plan.executor === null) files.set('commits.md', commitMessages(context.plan.change));
  else files.set('executor.md', executorText(context, attempt));
  const changed = candidate.files.filter((file) => file.status !== 'added' && !file.binary);
  const paths = changed.map((file) => file.previousPath ?? file.path);
  const contents = await smallFilesAt(context.repo, candidate.baseTree, { paths, maxBytes: MAX_BASE_FILE });
  for (const [path, content] of contents) files.set(`base/${path}`, content);
  return files;
}

/** The executor's final text of an attempt, without that of a repair turn; empty when it had none. */
export function executorText(context: Pick<RunContext, 'folder'>, attempt: AttemptState): string {
  const last = attempt.dispatches.findLast(
    (d) => d.seat === 'executor' && d.kind === 'finished' && d.turn !== 'repair' && d.text !== undefined,
  );
  return last?.text ? context.folder.read(last.text) : '';
}

/**
 * Puts the worktree into the state an attempt starts from. What lies there instead (work of a dispatch that was cut off, of an attempt
 * that was restored) is kept under `refs/okstra/kept/`.
 */
export async function resetWorktree(context: RunContext, attempt: AttemptState, keepAs: string): Promise<void> {
  const { worktree, branch, base } = workplaceOf(context);
  if (isKnownAt(context, attempt.startTree)) return;
  await setWorktreeTree({
    repo: context.repo,
    worktree,
    branch,
    commit: base,
    tree: attempt.startTree,
    fence: context.fence,
    keepAs: `${context.runId}/${keepAs}`,
  });
}
