/** `okstra land`: the accepted branch of an item goes into the branch checked out here, if the checks pass on the merged tree. */
import { join } from 'node:path';
import { commitTree, isAncestor, mergeInto, mergeTrees, readRefs, removeWorktree } from '../git/index.ts';
import type { Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { acceptedCommit } from './accepted-commit.ts';
import { checkTree, recordOf, type SeenReceipt } from './check-tree.ts';
import { keepLease } from './kept-lease.ts';
import { leaseLost, takeLease } from './lease.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

export interface LandRequest {
  readonly cwd: string;
  readonly ref: string;
  readonly dryRun: boolean;
  readonly checks: boolean;
  readonly signal: AbortSignal;
  readonly onCheck: (line: string) => void;
}

export interface LandAnswer {
  readonly item: string;
  readonly branch: string;
  readonly how: 'merged' | 'fast-forward' | 'already-merged' | 'dry-run';
  /** HEAD afterwards. */
  readonly commit: string;
  readonly receipts: readonly SeenReceipt[];
  readonly notices: readonly Notice[];
}

/** Nobody else works on the item meanwhile: its branch stays what was accepted, and what is merged is what was checked. */
export async function landItem(request: LandRequest, ports: Ports): Promise<LandAnswer> {
  const session = await openSession(request.cwd, ports);
  const { item } = session.sources.resolve(request.ref, request.cwd);
  const { group } = item;
  const taken = await takeLease({ session, item: { group, id: item.id }, runId: `land-${ports.pid}`, ports, counted: false });
  const over = new AbortController();
  const leaseNotices: Notice[] = [];
  const lease = keepLease({
    repo: session.repo,
    ...taken,
    ports,
    onLost: () => over.abort(),
    onUnconfirmed: () => over.abort(),
    onNotice: (notice) => leaseNotices.push(notice),
  });
  const signal = AbortSignal.any([request.signal, over.signal]);
  const mayMerge = (): void => {
    if (over.signal.aborted) throw leaseLost(item.id);
    lease.fence.check();
  };
  let answer: LandAnswer;
  try {
    answer = await land({ session, item, request: { ...request, signal }, ports, mayMerge });
  } catch (error) {
    throw over.signal.aborted ? leaseLost(item.id) : error;
  } finally {
    await lease.release();
  }
  return { ...answer, notices: [...leaseNotices, ...answer.notices] };
}

async function land(what: {
  readonly session: Session;
  readonly item: Pick<WorkItem, 'group' | 'id' | 'name'>;
  readonly request: LandRequest;
  readonly ports: Ports;
  /** @throws once the lease is not held any more */
  readonly mayMerge: () => void;
}): Promise<LandAnswer> {
  const { session, item, request, ports, mayMerge } = what;
  const { repo } = session;
  const run = acceptedRun(session, item);
  const branch = run.branch ?? '';
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  if (tip === undefined)
    throw fail('usage', 'branch-missing', `Expected the branch ${branch} of ${run.runId}, found none.`, {
      fix: `okstra run ${item.id} --again`,
    });
  if (await isAncestor(repo, tip, repo.head.commit))
    return { item: item.id, branch, how: 'already-merged', commit: repo.head.commit, receipts: [], notices: [] };
  await refuseMoved(session, run, tip);
  const landing = {
    repo,
    branch,
    expectedTip: tip,
    message: `Merge ${item.id}: ${item.name}`,
    ignorePaths: session.sources.all.flatMap((source) => source.writeBackPatterns()),
    expectedHead: repo.head.commit,
  };
  // What stands in the way is said before the checks take their time.
  await mergeInto({ ...landing, dryRun: true });
  const { receipts, notices: checkNotices } = request.checks
    ? await checkMerged({ session, run, tip, request, ports })
    : { receipts: [], notices: [] };
  if (request.dryRun) return { item: item.id, branch, how: 'dry-run', commit: repo.head.commit, receipts, notices: checkNotices };
  mayMerge();
  const landed = await mergeInto(landing);
  const notices = [...checkNotices, ...(run.worktree === null ? [] : await tidy(session, run.worktree))];
  return { item: item.id, branch, how: landed.how, commit: landed.commit, receipts, notices };
}

function acceptedRun(session: Session, { group, id }: Pick<WorkItem, 'group' | 'id'>): RunSummary {
  const { runs } = listRuns(session.repo.top, { group, id });
  const newest = runs.findLast((run) => run.outcome !== null && !run.discarded);
  if (newest?.outcome === 'accepted') return newest;
  const found = newest ? `its newest run ended ${newest.outcome}` : 'no run that ended';
  throw fail('usage', 'not-accepted', `Expected an accepted run of ${id}, found ${found}.`, { fix: `okstra run ${id}` });
}

/** What was accepted is a commit; whatever came onto the branch later was verified by nobody. */
async function refuseMoved({ repo }: Session, run: RunSummary, tip: string): Promise<void> {
  const accepted = await acceptedCommit({ repo }, { id: run.runId, attemptsUsed: run.attemptsUsed });
  if (accepted === undefined || accepted === tip) return;
  throw fail(
    'blocked',
    'branch-moved',
    `Expected ${run.branch} at ${accepted.slice(0, 10)}, which was accepted, found it at ${tip.slice(0, 10)}.`,
    {
      fix: `okstra run ${run.itemId} --again has it verified; or merge it by hand: git merge ${run.branch}`,
    },
  );
}

/** The checks of the run's plan, on what the merge would give; nothing of the user's has moved by then. */
async function checkMerged(what: {
  session: Session;
  run: RunSummary;
  tip: string;
  request: LandRequest;
  ports: Ports;
}): Promise<Pick<LandAnswer, 'receipts' | 'notices'>> {
  const { session, run, tip, request, ports } = what;
  const { repo } = session;
  const { plan, failedOnBase } = recordOf(run.dir);
  if (plan.checks.length === 0) return { receipts: [], notices: [] };
  const merged = await mergeTrees(repo, repo.head.commit, tip);
  if ('conflicts' in merged) {
    throw fail(
      'blocked',
      'merge-conflict',
      `Expected ${run.branch} to merge, found conflicts in ${merged.conflicts.join(', ')}.`,
      {
        fix: `okstra run ${run.itemId} --again brings the branch up to date, or merge by hand: git merge ${run.branch}`,
        details: { files: merged.conflicts },
      },
    );
  }
  const commit = await commitTree({
    repo,
    tree: merged.tree,
    parents: [repo.head.commit, tip],
    message: 'merged tree for its checks',
  });
  const { receipts, counting, excused, notices } = await checkTree({
    session,
    plan,
    failedOnBase,
    commit,
    tree: merged.tree,
    attempt: run.attemptsUsed,
    runId: run.runId,
    dir: join(okstraHome(ports.env), 'scratch', `land-${run.runId}-${ports.pid}`),
    ports,
    signal: request.signal,
    onCheck: request.onCheck,
  });
  if (counting.length > 0) throw checksFailed(counting);
  return { receipts, notices: [...notices, ...excused.map(({ cmd }) => excusedNotice(cmd))] };
}

const excusedNotice = (cmd: string): Notice => ({
  code: 'check-excused',
  message: `Fails on the merged tree, as it did on the base of the run: ${cmd}`,
});

const checksFailed = (failing: readonly SeenReceipt[]) =>
  fail(
    'findings',
    'checks-failed',
    `Expected every check to pass on the merged tree, found failing:\n${failing.map(({ cmd, exitCode, tail, hint }) => `  ${cmd} (exit code ${exitCode ?? 'none'})\n${tail}${hint === undefined ? '' : `\n${hint}`}`).join('\n')}`,
    {
      fix: 'Mend it on the branch (okstra run … --again), or land without checks: --no-checks',
      details: { receipts: failing },
    },
  );

/** A merged worktree has nothing left to keep; one with changes stays and is named. */
async function tidy({ repo }: Session, worktree: string): Promise<readonly Notice[]> {
  try {
    await removeWorktree({ repo, path: worktree, force: false });
    return [];
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return [{ code: 'worktree-kept', message: `The worktree stays: ${error.failure.message}` }];
  }
}
