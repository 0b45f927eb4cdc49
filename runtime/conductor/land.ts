/** `okstra land`: the accepted branch of an item goes into the branch checked out here, if the checks pass on the merged tree. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyIgnored, runCheck, runSetup } from '../evidence/index.ts';
import {
  commitTree,
  isAncestor,
  makeSnapshot,
  mergeInto,
  mergeTrees,
  readRefs,
  removeSnapshot,
  removeWorktree,
} from '../git/index.ts';
import type { Receipt } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import type { RunPlan } from '../model/plan.ts';
import { readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { planCheckSandbox } from './check-sandbox.ts';
import { keepLease } from './kept-lease.ts';
import { leaseLost, takeLease } from './lease.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import { loadDetector, redactorOfProject } from './redaction.ts';
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
  readonly receipts: readonly Omit<Receipt, 'log'>[];
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
  const ref = `refs/okstra/runs/${run.runId}/attempt-${run.attemptsUsed}`;
  const acceptedCommit = (await readRefs(repo, ref)).get(ref);
  if (acceptedCommit === undefined || acceptedCommit === tip) return;
  throw fail(
    'blocked',
    'branch-moved',
    `Expected ${run.branch} at ${acceptedCommit.slice(0, 10)}, which was accepted, found it at ${tip.slice(0, 10)}.`,
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
  const { plan, failedOnBase } = recordOf(run);
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
  const { sandbox, notices } = planCheckSandbox(session.config.settings.run.checkSandbox, ports, {
    checks: plan.checks,
    setup: plan.setup,
  });
  const dir = join(okstraHome(ports.env), 'scratch', `land-${run.runId}-${ports.pid}`);
  const tmpDir = `${dir}-tmp`;
  mkdirSync(tmpDir, { recursive: true });
  const snapshot = await makeSnapshot({ repo, commit, dir });
  const shared = {
    checkout: dir,
    on: 'candidate',
    attempt: run.attemptsUsed,
    commit,
    tree: merged.tree,
    runId: run.runId,
    redactor: redactorOfProject(session, ports, await loadDetector()),
    sandbox: sandbox.kind,
    tmpDir,
    cacheDir: join(tmpDir, 'tool-caches'),
    env: ports.env,
    signal: request.signal,
  } as const;
  try {
    copyIgnored(repo.top, dir, plan.copy);
    if (plan.setup.length > 0) await runSetup({ ...shared, specs: plan.setup, logPath: (n) => join(tmpDir, `setup-${n}.log`) });
    const receipts: Omit<Receipt, 'log'>[] = [];
    for (const spec of plan.checks) {
      request.onCheck(spec.cmd);
      receipts.push(await runCheck({ ...shared, spec, logPath: join(tmpDir, 'check.log') }));
    }
    const failing = receipts.filter((receipt) => receipt.status !== 'passed');
    // The run was accepted with them in mode parallel: they failed before the change too.
    const isExcused = ({ check }: Pick<Receipt, 'check'>): boolean => plan.mode === 'parallel' && failedOnBase.has(check);
    const counting = failing.filter((receipt) => !isExcused(receipt));
    if (counting.length > 0) throw checksFailed(counting);
    const excused = failing.map(
      ({ cmd }): Notice => ({
        code: 'check-excused',
        message: `Fails on the merged tree, as it did on the base of the run: ${cmd}`,
      }),
    );
    return { receipts, notices: [...notices, ...excused] };
  } finally {
    await removeSnapshot(snapshot);
    rmSync(tmpDir, { recursive: true, force: true });
  }
}

const checksFailed = (failing: readonly Omit<Receipt, 'log'>[]) =>
  fail(
    'findings',
    'checks-failed',
    `Expected every check to pass on the merged tree, found failing:\n${failing.map(({ cmd, exitCode, tail, hint }) => `  ${cmd} (exit code ${exitCode ?? 'none'})\n${tail}${hint === undefined ? '' : `\n${hint}`}`).join('\n')}`,
    {
      fix: 'Mend it on the branch (okstra run … --again), or land without checks: --no-checks',
      details: { receipts: failing },
    },
  );

function recordOf(run: RunSummary): { readonly plan: RunPlan; readonly failedOnBase: ReadonlySet<string> } {
  const folder = openRunFolder(run.dir, (text) => text);
  const events = readJournal(folder.journal);
  const [first] = events;
  if (first?.type !== 'run-started') throw new Error('a run that was listed has a first event');
  const failed = events.flatMap((event) =>
    event.type === 'check-finished' && event.receipt.on === 'baseline' && event.receipt.status === 'failed'
      ? [event.receipt.check]
      : [],
  );
  return { plan: JSON.parse(folder.read(first.plan)) as RunPlan, failedOnBase: new Set(failed) };
}

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
