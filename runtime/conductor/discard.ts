/** `okstra discard`: gives up a stopped run. Worktree and branch go only when the user says so, and what is lost is named. */
import { deleteRef, listWorktrees, removeWorktree } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import { REVIEW_GROUP } from '../sources/index.ts';
import { openJournal, readJournal } from '../store/journal.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns, runNamed } from '../store/runs.ts';
import { takeFile } from '../store/take-file.ts';
import { endDeadRun } from './dead-runs.ts';
import type { KeptLease } from './kept-lease.ts';
import { keepLease } from './kept-lease.ts';
import { takeLease } from './lease.ts';
import type { Losses } from './losses.ts';
import { lossesOf } from './losses.ts';
import type { Ports } from './ports.ts';
import { loadDetector, redactorOfProject } from './redaction.ts';
import { findRun } from './resume.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';
import { dropChange } from './take-change.ts';

export interface DiscardAnswer {
  /** null: nothing was there to discard. */
  readonly run: { readonly id: string; readonly item: string } | null;
  readonly worktree: string | null;
  readonly branch: string | null;
  readonly removed: boolean;
  /** What `--force` removed: commits that HEAD lacks, and files that no commit has, a line each. */
  readonly lost: readonly string[];
  /** What `--force` would remove. */
  readonly kept: readonly string[];
}

const NOTHING: DiscardAnswer = { run: null, worktree: null, branch: null, removed: false, lost: [], kept: [] };

export async function discardRun(request: { cwd: string; run?: string; force: boolean }, ports: Ports): Promise<DiscardAnswer> {
  const session = await openSession(request.cwd, ports);
  const run =
    request.run === undefined
      ? runNamed(session.repo.top, (entry) => entry.interrupted)
      : findRun(session, request.run, request.cwd);
  if (!run) return NOTHING;
  // Nobody else may work on the item meanwhile.
  const item = { group: run.group, id: run.itemId };
  const taken = await takeLease({ session, item, runId: run.runId, ports });
  const lease = keepLease({
    repo: session.repo,
    ...taken,
    ports,
    onLost: ignore,
    onUnconfirmed: ignore,
    onNotice: ignore,
  });
  try {
    // A holder that was only asleep still has the journal open.
    if (taken.mayHaveWriter) takeFile(`${run.dir}/journal.jsonl`);
    return await giveUp({ session, run, lease, force: request.force, ports });
  } finally {
    await lease.release();
  }
}

/** It is over in a moment, and whatever is done next asks whether the lease is still held. */
const ignore = (): void => undefined;

interface GivingUp {
  readonly session: Session;
  readonly run: RunSummary;
  readonly lease: KeptLease;
  readonly force: boolean;
  readonly ports: Ports;
}

async function giveUp(found: GivingUp): Promise<DiscardAnswer> {
  const { session, force, ports } = found;
  const { runs } = listRuns(session.repo.top, { group: found.run.group, id: found.run.itemId });
  // As it is under the lease: it may have ended since it was looked for.
  const run = runs.find(({ runId }) => runId === found.run.runId) ?? found.run;
  const what = { ...found, run };
  const isReview = run.group === REVIEW_GROUP;
  const isNewest = runs.findLast((entry) => !entry.discarded)?.runId === run.runId;
  if (run.outcome === 'accepted' && isNewest && !isReview && !force) {
    throw fail('usage', 'run-accepted', `Expected a run that was stopped, found ${run.runId} accepted.`, {
      fix: `okstra land ${run.itemId}, or --force to give its work up.`,
    });
  }
  await endDeadRun(run, ports);
  // Worktree and branch are the item's: a later run works with them.
  const owns = isNewest || run.discarded;
  const losses = owns ? await lossesOf(session.repo, run) : { lines: [] };
  const removes = force && owns;
  if (removes) await removeWork(what, losses);
  if (isReview) await dropChange(session.repo, run.runId);
  await record(what);
  await giveClaimsBack(session, run, ports);
  const { lines } = losses;
  const named = { id: run.runId, item: run.itemId };
  const rest = { worktree: run.worktree, branch: run.branch, removed: removes };
  return { run: named, ...rest, lost: removes ? lines : [], kept: removes ? [] : lines };
}

async function removeWork({ session, run, lease }: GivingUp, { tip }: Losses): Promise<void> {
  const { repo } = session;
  const user = (await listWorktrees(repo)).find((entry) => entry.branch === run.branch && entry.path !== run.worktree);
  if (user && tip !== undefined) {
    throw fail('blocked', 'branch-checked-out', `Expected ${run.branch} not to be checked out, found it in ${user.path}.`, {
      fix: `git -C ${user.path} switch to another branch first.`,
    });
  }
  lease.fence.check();
  if (run.worktree !== null) await removeWorktree({ repo, path: run.worktree, force: true });
  // A branch that has moved since its commits were named stays.
  if (tip !== undefined) await deleteRef(repo, `refs/heads/${run.branch}`, tip);
}

/** The item gets back the status it had, if the run left it in progress. */
async function record({ session, run, lease, ports }: GivingUp): Promise<void> {
  const redactor = redactorOfProject(session, ports, await loadDetector());
  const file = `${run.dir}/journal.jsonl`;
  const started = readJournal(file)[0];
  const journal = openJournal(file, { now: ports.now, redact: redactor.text });
  try {
    lease.fence.check();
    const event = journal.append({ type: 'run-discarded', by: ports.env['USER'] ?? 'user' });
    // A review has no item anywhere.
    if (run.group === REVIEW_GROUP) return;
    const source = session.sources.ofGroup(run.group);
    const item = source.discover().items.find((entry) => entry.id === run.itemId);
    if (item?.lifecycle === 'in-progress' && started?.type === 'run-started') {
      await source.under(lease.fence).recordOutcome(item, {
        outcome: 'cancelled',
        statusBefore: started.statusBefore,
        attemptsUsed: run.attemptsUsed,
        maxAttempts: started.maxAttempts,
        remainingTasks: [],
        reason: 'discarded',
        at: event.at,
      });
    }
  } finally {
    journal.close();
  }
}

/** Of a bundle: its tasks are anybody's again. Without a remote that answers they are when their time is over. */
async function giveClaimsBack(session: Session, run: RunSummary, ports: Ports): Promise<void> {
  if (!session.sources.byName('frd').owns(run.group)) return;
  const { releaseDead } = await import('./frd/interrupted.ts');
  await releaseDead(session, run, ports);
}
