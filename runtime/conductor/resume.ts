/** `okstra resume`: an interrupted run goes on where its journal ends. */
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Lease } from '../git/index.ts';
import { acquireLease, holderHere, isAlive, readLeases, realProcessFacts, releaseLease } from '../git/index.ts';
import { fail } from '../model/failure.ts';
import type { RunId } from '../model/ids.ts';
import { parseRunId } from '../model/ids.ts';
import type { RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import { findProgram, sweepMarked } from '../process/index.ts';
import { REVIEW_GROUP, reviewAgain } from '../sources/index.ts';
import { openJournal, readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { assertWritable } from './access.ts';
import type { RunAnswer, RunHooks } from './api.ts';
import { execute, makeFolder } from './execute.ts';
import { LEASE_TTL_MS, ownerName } from './lease.ts';
import type { Ports } from './ports.ts';
import { redactionOf } from './redaction.ts';
import { restorePlan } from './restore-plan.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

export interface ResumeRequest {
  readonly cwd: string;
  /** Run id, run folder, or item reference; absent: the newest interrupted run of this checkout. */
  readonly run?: string;
}

/** @returns the run's answer; `run: null` when nothing is interrupted and none was named */
export async function resumeRun(request: ResumeRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> {
  const session = await openSession(request.cwd, ports);
  const summary = await chooseRun(session, request, ports);
  if (!summary) return NOTHING;
  const taken = await acquireLease(
    session.repo,
    { group: summary.group, id: summary.itemId },
    {
      me: holderHere(ownerName(ports), summary.runId),
      now: ports.now(),
      ttlMs: LEASE_TTL_MS,
      facts: realProcessFacts(),
    },
  );
  if (!taken.ok) throw heldRun(summary, taken.holder);
  try {
    return await goOn({ session, summary, lease: taken.lease, hooks, ports });
  } catch (error) {
    await releaseLease(session.repo, taken.lease); // nothing to release when the run itself let go of it
    throw error;
  }
}

async function goOn(what: {
  session: Session;
  summary: RunSummary;
  lease: Lease;
  hooks: RunHooks;
  ports: Ports;
}): Promise<RunAnswer> {
  const { session, summary, lease, hooks, ports } = what;
  const stored = openRunFolder(summary.dir, (text) => text);
  const first = readJournal(stored.journal)[0];
  if (first?.type !== 'run-started') throw new Error('a run that was listed has a first event');
  const plan = await restorePlan(stored.read(first.plan), session, ports);
  const { redactor } = redactionOf(ports, plan, [session.repo.top]);
  const folder = makeFolder(summary.dir, redactor);
  requirePrograms(plan, ports);
  if (plan.executor !== null) assertWritable(plan.item);
  // Agents of the orchestrator that died would go on writing into the worktree: they end before anything is dispatched.
  const swept = await sweepMarked(summary.runId, { groups: processGroups(folder.journal) });
  const journal = openJournal(folder.journal, { now: ports.now, redact: redactor.text });
  hooks.onProgress({ type: 'planned', plan });
  const resumed = journal.append({ type: 'run-resumed', okstra: packageJson.version, swept: swept.length });
  hooks.onProgress({ type: 'event', event: resumed });
  const seq = Number(/-(\d+)$/.exec(summary.dir)?.[1] ?? 1);
  return execute({ session, plan, runId: summary.runId as RunId, seq, folder, journal, redactor, lease, hooks, ports });
}

/** The answer when there is nothing to run. */
export const NOTHING: RunAnswer = {
  ok: true,
  exitCode: 0,
  outcome: null,
  verdict: null,
  run: null,
  report: null,
  branch: null,
  worktree: null,
  remainingTasks: [],
  followUps: [],
  notices: [],
  message: 'no interrupted run',
};

async function chooseRun(session: Session, request: ResumeRequest, ports: Ports): Promise<RunSummary | undefined> {
  if (request.run !== undefined) {
    const named = findRun(session, request.run, request.cwd);
    const again = named.group === REVIEW_GROUP ? reviewAgain(named.itemId) : `okstra run ${named.itemId}`;
    if (named.discarded)
      throw fail('usage', 'run-discarded', `Expected a run to go on with, found ${named.runId}, which was given up.`, {
        fix: again,
      });
    if (!named.interrupted) {
      throw fail('usage', 'run-ended', `Expected an interrupted run, found ${named.runId} ended: ${named.outcome}.`, {
        fix: `${again} starts a new one.`,
      });
    }
    return named;
  }
  const facts = realProcessFacts();
  const held = new Set(
    (await readLeases(session.repo)).filter((lease) => isAlive(lease, ports.now(), facts)).map((lease) => lease.runId),
  );
  return listRuns(session.repo.top).runs.findLast((run) => run.interrupted && !held.has(run.runId));
}

/**
 * The run that a word names: a run id, a run folder, or an item (its newest run).
 * @throws OkstraError `run-not-found`
 */
export function findRun(session: Pick<Session, 'repo' | 'source'>, word: string, cwd: string): RunSummary {
  const { runs } = listRuns(session.repo.top);
  const dir = join(cwd, word);
  const byName = parseRunId(word)
    ? runs.find((run) => run.runId === word)
    : runs.find((run) => run.dir === word || run.dir === dir);
  if (byName) return byName;
  const bare = word.replace(/^spec:/, '').replace(/\/+$/, '');
  const byItem = runs.findLast(
    (run) => run.itemId === bare || `${run.group}/${run.itemId}` === bare || bare.endsWith(`/${run.itemId}`),
  );
  if (byItem) return byItem;
  throw fail('usage', 'run-not-found', `Expected a run id, a run folder or an item with runs, found "${word}".`, {
    fix: 'okstra inspect history lists the runs.',
  });
}

const heldRun = (summary: RunSummary, lease: Lease) =>
  fail(
    'blocked',
    'held',
    `Expected ${summary.itemId} to be free, found it held by ${lease.owner} (process ${lease.pid} on ${lease.host}, run ${lease.runId}).`,
    {
      fix: `Wait for it, or stop it: okstra stop ${lease.runId}`,
      details: { holder: lease },
    },
  );

function requirePrograms(plan: RunPlan, ports: Ports): void {
  for (const seat of seatsOf(plan)) {
    if (seat.program && findProgram(seat.program.path, ports.env) === undefined) {
      throw fail('usage', 'agent-missing', `Expected the program of ${seat.agent.name} at ${seat.program.path}, found none.`, {
        fix: 'Install it again, or start anew with `okstra run --fresh`.',
      });
    }
  }
}

/** What the journal says was running, for systems on which a sweep by marker is not possible. */
export function processGroups(journal: string): readonly { pid: number; startTime: string }[] {
  return readJournal(journal).flatMap((event) =>
    event.type === 'process-started' ? [{ pid: event.pid, startTime: event.startTime }] : [],
  );
}
