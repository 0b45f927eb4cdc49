/** `okstra discard`: gives up a stopped run. Worktree and branch go only when the user says so, and what is lost is named. */

import type { Lease } from '../git/index.ts';
import {
  acquireLease,
  commitsBetween,
  deleteRef,
  git,
  holderHere,
  isLinked,
  listWorktrees,
  readRefs,
  realProcessFacts,
  releaseLease,
  removeWorktree,
} from '../git/index.ts';
import { fail } from '../model/failure.ts';
import { REVIEW_GROUP } from '../sources/index.ts';
import { openJournal, readJournal } from '../store/journal.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { endDeadRun } from './dead-runs.ts';
import { LEASE_TTL_MS, ownerName } from './lease.ts';
import type { Ports } from './ports.ts';
import { makeRedactorFor } from './redaction.ts';
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
  /** What `--force` removed: commits and uncommitted files, a line each. */
  readonly lost: readonly string[];
}

export async function discardRun(request: { cwd: string; run?: string; force: boolean }, ports: Ports): Promise<DiscardAnswer> {
  const session = await openSession(request.cwd, ports);
  const run =
    request.run === undefined
      ? listRuns(session.repo.top).runs.findLast((entry) => entry.interrupted)
      : findRun(session, request.run, request.cwd);
  if (!run) return { run: null, worktree: null, branch: null, removed: false, lost: [] };
  const lease = await takeItem(session, run, ports);
  try {
    const isNewest =
      listRuns(session.repo.top, { group: run.group, id: run.itemId }).runs.findLast((entry) => !entry.discarded)?.runId ===
      run.runId;
    const isReview = run.group === REVIEW_GROUP;
    if (run.outcome === 'accepted' && isNewest && !isReview && !request.force) {
      throw fail('usage', 'run-accepted', `Expected a run that was stopped, found ${run.runId} accepted.`, {
        fix: `okstra land ${run.itemId}, or --force to give its work up.`,
      });
    }
    await endDeadRun(run, ports);
    // Worktree and branch are the item's: a later run works with them.
    const removes = request.force && (isNewest || run.discarded);
    const lost = removes ? await removeWork(session, run) : [];
    if (isReview) await dropChange(session.repo, run.runId);
    await giveUp(session, run, ports);
    return { run: { id: run.runId, item: run.itemId }, worktree: run.worktree, branch: run.branch, removed: removes, lost };
  } finally {
    await releaseLease(session.repo, lease);
  }
}

/** Nobody else may work on the item meanwhile. */
async function takeItem(session: Session, run: RunSummary, ports: Ports): Promise<Lease> {
  const taken = await acquireLease(
    session.repo,
    { group: run.group, id: run.itemId },
    { me: holderHere(ownerName(ports), run.runId), now: ports.now(), ttlMs: LEASE_TTL_MS, facts: realProcessFacts() },
  );
  if (taken.ok) return taken.lease;
  const { runId, pid, host } = taken.holder;
  throw fail('blocked', 'held', `Expected ${run.itemId} to be free, found it held by run ${runId} (process ${pid} on ${host}).`, {
    fix: `okstra stop ${runId}`,
  });
}

async function removeWork({ repo }: Session, run: RunSummary): Promise<readonly string[]> {
  const lost: string[] = [];
  const ref = `refs/heads/${run.branch}`;
  const tip = run.branch === null ? undefined : (await readRefs(repo, ref)).get(ref);
  const user = (await listWorktrees(repo)).find((entry) => entry.branch === run.branch && entry.path !== run.worktree);
  if (user && tip !== undefined) {
    throw fail('blocked', 'branch-checked-out', `Expected ${run.branch} not to be checked out, found it in ${user.path}.`, {
      fix: `git -C ${user.path} switch to another branch first.`,
    });
  }
  if (tip !== undefined) {
    for (const { sha, subject } of await commitsBetween(repo.top, repo.head.commit, tip))
      lost.push(`commit ${sha.slice(0, 10)} ${subject}`);
  }
  if (run.worktree !== null) {
    if (await isLinked(repo, run.worktree)) lost.push(...(await uncommitted(run.worktree)));
    await removeWorktree({ repo, path: run.worktree, force: true });
  }
  if (tip !== undefined) await deleteRef(repo, ref, tip);
  return lost;
}

async function uncommitted(worktree: string): Promise<readonly string[]> {
  try {
    const { stdout } = await git(worktree, ['status', '--porcelain=v1', '-z', '--no-renames']);
    return stdout
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => `uncommitted ${entry.slice(3)}`);
  } catch {
    return []; // the worktree is gone already
  }
}

/** The item gets back the status it had, if the run left it in progress. */
async function giveUp(session: Session, run: RunSummary, ports: Ports): Promise<void> {
  const redactor = makeRedactorFor(ports);
  const file = `${run.dir}/journal.jsonl`;
  const started = readJournal(file)[0];
  const journal = openJournal(file, { now: ports.now, redact: redactor.text });
  try {
    const event = journal.append({ type: 'run-discarded', by: ports.env['USER'] ?? 'user' });
    const item = session.source.discover().items.find((entry) => entry.id === run.itemId);
    if (item?.lifecycle === 'in-progress' && started?.type === 'run-started') {
      await session.source.recordOutcome(item, {
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
