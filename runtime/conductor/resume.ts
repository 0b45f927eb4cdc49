/** `okstra resume`: an interrupted run goes on where its journal ends. */
import packageJson from '../../package.json' with { type: 'json' };
import { isAlive, readItemLease, readLeases, realProcessFacts } from '../git/index.ts';
import type { RunEventBody } from '../model/events.ts';
import type { Failure, Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { RunId } from '../model/ids.ts';
import type { RaisedLimits } from '../model/limits.ts';
import type { RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import { findProgram, sweepMarked } from '../process/index.ts';
import { REVIEW_GROUP, reviewAgain } from '../sources/index.ts';
import type { LostArtifact } from '../store/artifacts.ts';
import { artifactsLost, checkArtifacts, lostText } from '../store/artifacts.ts';
import { findRun as runOf } from '../store/find-run.ts';
import { openJournal, parseJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { RunSummary } from '../store/runs.ts';
import { damagedRuns, listRuns, runNamed } from '../store/runs.ts';
import { takeFile } from '../store/take-file.ts';
import { assertWritable } from './access.ts';
import { afterRun } from './after-run.ts';
import type { RunAnswer, RunHooks } from './api.ts';
import { processGroups, tidyEndedRuns } from './dead-runs.ts';
import { execute, makeFolder } from './execute.ts';
import type { HeldBundle } from './frd/held.ts';
import { requireOpenHost } from './host-sandbox.ts';
import type { TakenLease } from './lease.ts';
import { giveBack, takeLease, takeoverNotice } from './lease.ts';
import { movedOn, requireUnmoved, settled } from './moved-on.ts';
import type { Ports } from './ports.ts';
import { settleResumed } from './queue/verify-settle.ts';
import { loadDetector, redactionOf } from './redaction.ts';
import { restorePlan } from './restore-plan.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

export interface ResumeRequest {
  readonly cwd: string;
  /** Run id, run folder, or item reference; absent: the newest interrupted run of this checkout. */
  readonly run?: string;
  /** Limits that hold from here on in place of the plan's. */
  readonly limits?: RaisedLimits;
  /** Ask agents again whose quota is used up, before the time that they named. */
  readonly now?: boolean;
}

/** @returns the run's answer; `run: null` when nothing is interrupted and none was named */
export const resumeRun = (request: ResumeRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> =>
  settled(() => lookAndResume(request, hooks, ports));

async function lookAndResume(request: ResumeRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> {
  const session = await openSession(request.cwd, ports);
  await requireOpenHost({ ...session.repo, cwd: request.cwd, command: hooks.command ?? 'okstra resume' }, ports);
  const summary = await chooseRun(session, request, hooks, ports);
  if (!summary) {
    await tidyEndedRuns(session, ports);
    return NOTHING;
  }
  const item = { group: summary.group, id: summary.itemId };
  const seen = await readItemLease(session.repo, item);
  const now = listRuns(session.repo.top, item).runs.find(({ runId }) => runId === summary.runId);
  if (now?.interrupted !== true) return movedOn();
  const lease = await takeLease({ session, item, runId: summary.runId, ports, seen });
  await requireUnmoved(session, lease, seen);
  try {
    const answer = await afterRun(session, await goOn({ session, summary, request, lease, hooks, ports }), hooks, ports);
    if (summary.group === REVIEW_GROUP) await settleResumed(session, answer, ports);
    return answer;
  } catch (error) {
    await giveBack(session, lease); // nothing to release when the run itself let go of it
    throw error;
  }
}

async function goOn(what: {
  session: Session;
  summary: RunSummary;
  request: ResumeRequest;
  lease: TakenLease;
  hooks: RunHooks;
  ports: Ports;
}): Promise<RunAnswer> {
  const { session, summary, request, lease, hooks, ports } = what;
  const stored = openRunFolder(summary.dir, (text) => text);
  // A holder that was only asleep still has the file open, and would write its lines between ours.
  if (lease.mayHaveWriter) takeFile(stored.journal);
  const read = parseJournal(stored.journal);
  const [first] = read.events;
  if (first?.type !== 'run-started') throw new Error('a run that was listed has a first event');
  // Said before anything is done: once the run goes on, a file that is found missing would end it.
  const lost = checkArtifacts(summary.dir, read.events);
  if (lost.needed.length > 0) throw artifactsLost(summary.dir, lost.needed);
  const plan = await restorePlan(stored.read(first.plan), session, ports);
  const { redactor } = redactionOf({ ports, plan, top: session.repo.top, places: [summary.dir], detect: await loadDetector() });
  const folder = makeFolder(summary.dir, redactor);
  requirePrograms(plan, ports);
  if (plan.executor !== null) assertWritable(plan.item);
  const bundle = await reclaimed(session, plan, summary, ports);
  // Agents of the orchestrator that died would go on writing into the worktree: they end before anything is dispatched.
  const swept = await sweepMarked(summary.runId, { groups: processGroups(read.events) });
  const journal = openJournal(folder.journal, { now: ports.now, redact: redactor.known }, read);
  hooks.onProgress({ type: 'planned', plan: redactor.value(plan) });
  const append = (body: RunEventBody): void => hooks.onProgress({ type: 'event', event: journal.append(redactor.value(body)) });
  append({
    type: 'run-resumed',
    okstra: packageJson.version,
    swept: swept.length,
    lease: lease.record,
    ...(request.limits === undefined || Object.keys(request.limits).length === 0 ? {} : { limits: request.limits }),
    ...(request.now === true ? { quota: 'ask-again' } : {}),
  });
  const takeover = takeoverNotice(summary.runId, lease.record);
  if (takeover) append({ type: 'notice', notice: takeover });
  if (journal.mended) append({ type: 'notice', notice: journal.mended });
  if (lost.others.length > 0) append({ type: 'notice', notice: filesLost(lost.others) });
  const held = bundle === undefined ? {} : { held: bundle };
  const seq = Number(/-(\d+)$/.exec(summary.dir)?.[1] ?? 1);
  return execute({ session, plan, runId: summary.runId as RunId, seq, folder, journal, redactor, lease, ...held, hooks, ports });
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
  session: null,
  notices: [],
  message: 'no interrupted run',
};

async function chooseRun(
  session: Session,
  request: ResumeRequest,
  hooks: RunHooks,
  ports: Ports,
): Promise<RunSummary | undefined> {
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
  const diagnoses = damagedRuns(session.repo.top);
  const chosen = runNamed(session.repo.top, (run) => run.interrupted && !held.has(run.runId));
  const [damaged] = diagnoses;
  // Whether a damaged run was interrupted cannot be known; that there is nothing to go on with would be a guess.
  if (chosen === undefined && damaged !== undefined) throw new OkstraError(damaged.failure);
  for (const { failure } of diagnoses) hooks.onProgress({ type: 'notice', notice: noticeOf(failure) });
  return chosen;
}

const noticeOf = ({ code, message, fix, place }: Failure): Notice => ({
  code,
  message: place === undefined ? message : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: ${message}`,
  ...(fix === undefined ? {} : { fix }),
});

/** @throws OkstraError `run-not-found`; what is wrong with the run when its journal is damaged */
export const findRun = (session: Pick<Session, 'repo'>, word: string, cwd: string): RunSummary =>
  runOf(session.repo.top, word, cwd);

function requirePrograms(plan: RunPlan, ports: Ports): void {
  for (const seat of seatsOf(plan)) {
    if (seat.program && findProgram(seat.program.path, ports.env) === undefined) {
      throw fail('usage', 'agent-missing', `Expected the program of ${seat.agent.name} at ${seat.program.path}, found none.`, {
        fix: 'Install it again, or start anew with `okstra run --fresh`.',
      });
    }
  }
}

const filesLost = (lost: readonly LostArtifact[]): Notice => ({
  code: 'files-lost',
  message: `Not as the journal names them, and not needed to go on: ${lostText(lost)}.`,
});

/** Its tasks may be somebody else's by now. */
async function reclaimed(
  session: Session,
  { item }: RunPlan,
  { runId }: RunSummary,
  ports: Ports,
): Promise<HeldBundle | undefined> {
  if (item.bundle === undefined) return undefined;
  const { reclaim } = await import('./frd/take.ts');
  return reclaim(session, { bundle: item.bundle, runId, rootPath: item.path }, ports);
}
