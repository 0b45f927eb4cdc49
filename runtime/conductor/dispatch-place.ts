/** Where a dispatch happens: the worktree of the executor, a repository of its own for everybody who looks at its work. */
import { disturbances, executorGitEnv, indexOfTree, settingsOf } from '../git/index.ts';
import type { AttemptState } from '../lead/index.ts';
import type { Seat } from '../model/agents.ts';
import { OkstraError } from '../model/failure.ts';
import { noteIgnored } from './audit.ts';
import type { Watch } from './checkout-watch.ts';
import { beginWatch } from './checkout-watch.ts';
import type { RunContext } from './context.ts';
import { reportInputs } from './report-inputs.ts';
import { workplaceOf } from './workplace.ts';
import { makeVerifierPlace, resetWorktree } from './workspace.ts';
import { forget } from './worktree-known.ts';

/** A seat's turn with everything it needs; `finish` undoes what was laid out for it. */
export interface Place {
  readonly cwd: string;
  readonly tree: string;
  readonly inputs: readonly string[];
  /** Verifiers: the change they judge. */
  readonly diff: string;
  /** Report writers: the data of the report as it stands. */
  readonly reportData: string;
  /** Settles when all was looked at that has to be known before the agent starts. */
  readonly ready: Promise<Readiness>;
  /** Called once the agent has been started: time to look at what does not depend on it. */
  readonly begun: () => void;
  /** What the agent disturbed, asked after its end. */
  readonly disturbed: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

interface Readiness {
  /** Laid under the command's own variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly watch?: Watch | undefined;
}

export async function executorPlace(
  context: RunContext,
  what: { seat: Seat; attempt: AttemptState; id: string; session: string | undefined },
): Promise<Place> {
  const prepared = workplaceOf(context);
  // A continued session knows what it did; any other dispatch begins where the attempt began, whatever a lost one left behind.
  // The messages of work that is there are asked for beside that work.
  const isBeside = what.attempt.dispatches.some(({ seat, judged }) => seat === 'executor' && judged !== undefined);
  if (what.session === undefined && !isBeside) await resetWorktree(context, what.attempt, what.id);
  forget(context);
  // Only an agent of before can have changed the configuration since it was read.
  const isFirst = what.attempt.n === 1 && what.attempt.dispatches.length === 0;
  const settings = isFirst ? settingsOf(context.repo) : undefined;
  const ready = Promise.all([
    beginWatch(context, what.seat),
    executorGitEnv(context.repo, context.ports.env, settings),
    noteIgnored(context, what.attempt.n, prepared.worktree),
  ]);
  return {
    cwd: prepared.worktree,
    tree: what.attempt.startTree,
    inputs: [],
    diff: '',
    reportData: '',
    ready: awaitedLater(ready.then(([watch, env]) => ({ env, watch }))),
    begun: () => undefined,
    disturbed: async () => [],
    remove: async () => undefined,
  };
}

export async function verifierPlace(
  context: RunContext,
  attempt: AttemptState,
  turn: { readonly id: string; readonly seat: Seat },
): Promise<Place> {
  const report = turn.seat.role === 'report-writer' ? await reportInputs(context) : new Map<string, string>();
  const { snapshot, before, inputs, diff, remove } = await makeVerifierPlace(context, turn.id, attempt, report);
  const { repo } = context;
  let index: Promise<string> | undefined;
  return {
    cwd: snapshot.dir,
    tree: attempt.candidate?.tree ?? '',
    inputs,
    diff,
    reportData: report.get('report/data.json') ?? '',
    ready: awaitedLater(before.then(() => ({ env: {} }))),
    begun: () => void (index = awaitedLater(indexOfTree(repo, snapshot.tree))),
    disturbed: async () => {
      const spareDir = `${snapshot.dir}-spare`;
      return disturbances({
        repo,
        snapshot,
        before: await before,
        index: index ?? indexOfTree(repo, snapshot.tree),
        spareDir,
      }).catch(unreadable);
    },
    remove,
  };
}

/** A repository that was removed or broken is as disturbed as can be. */
function unreadable(error: unknown): readonly string[] {
  const isFromDisk = error instanceof Error && (error instanceof OkstraError || 'code' in error);
  if (isFromDisk) return [`it can no longer be read: ${error.message}`];
  throw error;
}

/** A promise whose failure is heard by whoever awaits it, even when that is later than it fails. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(ignore);
  return promise;
}

const ignore = (): void => undefined;
