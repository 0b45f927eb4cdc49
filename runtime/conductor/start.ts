/** `okstra run` on one item: plan, lease, run folder, loop, answer. */
import packageJson from '../../package.json' with { type: 'json' };
import { WAIT_QUOTA_MS } from '../config/defaults.ts';
import type { ItemLease } from '../git/index.ts';
import { isAlive, readItemLease, readRefs, realProcessFacts } from '../git/index.ts';
import type { RunEventBody } from '../model/events.ts';
import { JOURNAL_FORMAT } from '../model/events.ts';
import type { Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { RunId } from '../model/ids.ts';
import { makeRunId } from '../model/ids.ts';
import type { WorkItem } from '../model/item.ts';
import type { RaisedLimits } from '../model/limits.ts';
import type { ImplementationPlan, RunPlan } from '../model/plan.ts';
import { frdRef } from '../sources/frd/ref.ts';
import { openJournal } from '../store/journal.ts';
import type { DamagedRun, RunSummary } from '../store/runs.ts';
import { createRunDir, listRuns, takeUnbegunDir } from '../store/runs.ts';
import { assertWritable } from './access.ts';
import { afterRun } from './after-run.ts';
import type { Ahead } from './ahead.ts';
import { askAhead, guessAhead } from './ahead.ts';
import type { RunAnswer, RunFlags, RunHooks, RunRequest } from './api.ts';
import { endDeadRuns, tidyEndedRuns } from './dead-runs.ts';
import { requireDependencies } from './dependencies.ts';
import { requireSpace } from './disk-space.ts';
import { execute, makeFolder } from './execute.ts';
import type { HeldBundle } from './frd/held.ts';
import { refuseNested, requireOpenHost } from './host-sandbox.ts';
import type { TakenLease } from './lease.ts';
import { giveBack, heldBy, takeLease, takeoverNotice } from './lease.ts';
import { requireUnmoved, settled } from './moved-on.ts';
import { planRun } from './plan-run.ts';
import type { Ports } from './ports.ts';
import { placeOf } from './queue/open.ts';
import { requireOpenTask } from './queue/open-tasks.ts';
import { lookAtQueue, settleChanges } from './queue/reconcile.ts';
import { loadDetector, prepareDetector, redactionOf } from './redaction.ts';
import { NOTHING, resumeRun } from './resume.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

/** The plan that `okstra run --dry-run` prints: the value that `runItem` would carry out. Writes nothing. */
export async function planItem(request: RunRequest, ports: Ports): Promise<ImplementationPlan> {
  const session = await openSession(request.cwd, ports);
  const bundle = await bundlesOf(session, request);
  if (bundle !== undefined) {
    const { planNextBundle } = await loadBundles();
    return shown(
      await planNextBundle({ session, request, only: bundle.only, ahead: askAhead(session.repo), ports }),
      session,
      ports,
    );
  }
  const { item, notices } = loadItem(session, request);
  const { runs } = listRuns(session.repo.top, { group: item.group, id: item.id });
  const plan = await planRun({
    session,
    item,
    notices: [...notices, ...begunElsewhere(item, runs), ...requireDependencies(session, item, request.flags)],
    flags: request.flags,
    ports,
    ahead: askAhead(session.repo),
  });
  return shown(plan, session, ports);
}

const shown = async (plan: ImplementationPlan, session: Session, ports: Ports): Promise<ImplementationPlan> =>
  redactionOf({ ports, plan, top: session.repo.top, detect: await loadDetector() }).redactor.value(plan);

/** Feature documents: their tasks are taken in bundles, and claimed before anything is planned. */
const loadBundles = () => import('./frd/start.ts');

async function bundlesOf(session: Session, request: Pick<RunRequest, 'ref' | 'cwd'>) {
  return frdRef(request.ref) === undefined ? undefined : (await loadBundles()).bundleRef(session, request);
}

/** Without what follows in a queue. */
export const runAlone = (request: RunRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> =>
  settled(() => lookAndRun(request, hooks, ports));

async function lookAndRun(request: RunRequest, hooks: RunHooks, ports: Ports): Promise<RunAnswer> {
  refuseNested(ports.env);
  const settle = guessAhead(request.cwd);
  prepareDetector();
  const session = await openSession(request.cwd, ports);
  await requireOpenHost(
    { ...session.repo, cwd: request.cwd, command: hooks.command ?? `okstra run --exec ${request.ref}` },
    ports,
  );
  const ahead = settle(session.repo);
  const bundle = await bundlesOf(session, request);
  if (bundle !== undefined) return (await loadBundles()).runBundle({ session, request, only: bundle.only, ahead, hooks, ports });
  const reconciled = await reconcileFor(session, request, ports);
  const loaded = loadItem(session, request);
  const { item } = loaded;
  const notices = [...reconciled, ...loaded.notices];
  // Before anything that is decided on: whether somebody had the item since is seen by its counter once the lease is taken.
  const [seen] = await Promise.all([readItemLease(session.repo, item), requireFree(ahead, item, ports)]);
  const { runs, diagnoses } = listRuns(session.repo.top, { group: item.group, id: item.id });
  const newest = runs.at(-1);
  const damaged = diagnoses.findLast(({ dir }) => dir > (newest?.dir ?? ''));
  if (damaged && request.flags.fresh !== true) throw newestIsDamaged(damaged, item);
  if (newest?.interrupted && request.flags.fresh !== true) {
    noteResumption(request, newest, hooks);
    return resumeRun({ cwd: request.cwd, run: newest.runId, limits: raisedBy(request.flags) }, hooks, ports);
  }
  const done = request.flags.again === true ? undefined : await alreadyDone(session, item, runs);
  if (done) {
    await tidyEndedRuns(session, ports);
    return afterRun(session, done, hooks, ports, true);
  }
  requireOpenTask(item, request.flags);
  refuseStale(notices, request.flags);
  const dependencyNotices = requireDependencies(session, item, request.flags);
  const plan = await planRun({
    session,
    item,
    notices: [...notices, ...begunElsewhere(item, runs), ...dependencyNotices],
    flags: request.flags,
    ports,
    ahead,
  });
  assertWritable(item);
  return afterRun(session, await startRun({ session, plan, hooks, ports, seen }), hooks, ports);
}

/** What was written for an earlier text of the specification is run only by the user's word. */
function refuseStale(notices: readonly Notice[], flags: RunFlags): void {
  const stale = notices.find(({ code }) => code === 'task-stale');
  if (stale === undefined || flags.yes === true) return;
  throw fail('blocked', 'task-stale', stale.message, { fix: `${stale.fix ?? ''}, or --yes to run it all the same.` });
}

/** A queue is brought into step with the code before any of its tasks. */
async function reconcileFor(session: Session, request: RunRequest, ports: Ports): Promise<readonly Notice[]> {
  const { source } = session.sources.resolve(request.ref, request.cwd);
  if (source.name !== 'task-queue') return [];
  const queue = { ...session, top: session.repo.top, place: placeOf(session, session.repo.top) };
  return settleChanges(queue, await lookAtQueue(queue), request.flags.external ?? 'reverify', ports.now().toISOString());
}

/** Whether there is something to go on with is not known, and a new run would decide it in silence. */
const newestIsDamaged = ({ failure }: DamagedRun, item: WorkItem): OkstraError =>
  new OkstraError({
    ...failure,
    fix: `${failure.fix ?? ''} okstra run ${item.id} --fresh starts a new run all the same.`.trim(),
  });

function loadItem(session: Session, request: RunRequest): { item: WorkItem; notices: readonly Notice[] } {
  const resolved = session.sources.resolve(request.ref, request.cwd);
  const loaded = resolved.source.load(resolved.item);
  return { item: loaded.item, notices: [...resolved.notices, ...loaded.notices] };
}

/** A run that goes on keeps the plan it began with; flags that would have made another one are not dropped in silence. */
export function noteResumption(request: RunRequest, run: RunSummary, hooks: RunHooks): void {
  const { yes: _yes, fresh: _fresh, again: _again, ...others } = withoutLimits(request.flags);
  const names = Object.keys(others);
  const unused = names.length === 0 ? '' : `; not used: ${names.join(', ')}`;
  const message = `${run.itemId} has a run that was interrupted (${run.runId}, attempt ${run.attemptsUsed}): that one goes on with its own plan${unused}.`;
  hooks.onProgress({
    type: 'notice',
    notice: { code: 'resumes', message, fix: `--fresh starts a new run${names.length === 0 ? '' : ' with these'}.` },
  });
}

/** Limits are what an interrupted run may be given more of. */
export const raisedBy = ({ budgetTokens, budgetUsd, maxTimeMs, waitQuota }: RunFlags): RaisedLimits => ({
  ...(budgetTokens === undefined ? {} : { budgetTokens }),
  ...(budgetUsd === undefined ? {} : { budgetUsd }),
  ...(maxTimeMs === undefined ? {} : { maxTimeMs }),
  ...(waitQuota === true ? { waitQuotaMs: WAIT_QUOTA_MS } : {}),
});

function withoutLimits({ budgetTokens: _t, budgetUsd: _u, maxTimeMs: _m, waitQuota: _w, ...others }: RunFlags): RunFlags {
  return others;
}

/** What a person is asked about before an item is run: the run of it that was interrupted here; absent: a new one begins. */
export async function interruptedRun(request: RunRequest, ports: Ports): Promise<RunSummary | undefined> {
  const session = await openSession(request.cwd, ports);
  const bundle = await bundlesOf(session, request);
  if (bundle !== undefined) {
    if (request.flags.fresh === true) return undefined;
    const [{ interruptedBundle }, { requireFrdSet }] = await Promise.all([
      import('./frd/interrupted.ts'),
      import('./frd/desk.ts'),
    ]);
    const set = await requireFrdSet(session.repo.top, session.config);
    return (await interruptedBundle(session, { set, only: bundle.only }, ports)).run;
  }
  const { item } = session.sources.resolve(request.ref, request.cwd);
  const place = { group: item.group, id: item.id };
  const newest = listRuns(session.repo.top, place).runs.at(-1);
  if (!newest?.interrupted || request.flags.fresh === true) return undefined;
  // One that is under way has no end on record either.
  const { lease } = await readItemLease(session.repo, place);
  return lease && isAlive(lease, ports.now(), realProcessFacts()) ? undefined : newest;
}

/** Begun by hand, in another clone, or by a run that is not on record here any more: nothing tells how far that came. */
function begunElsewhere(item: WorkItem, runs: readonly RunSummary[]): readonly Notice[] {
  if (item.lifecycle !== 'in-progress' || runs.at(-1)?.interrupted) return [];
  const message = `${item.id} is marked ${item.nativeStatus}, though no run of it is under way or interrupted here. A new run begins from HEAD and what its branch holds.`;
  return [{ code: 'begun-elsewhere', message, fix: 'If somebody works on it elsewhere: okstra stop, and let them finish.' }];
}

/** Said before the plan is made, so that the answer names the holder whatever else is wrong. */
async function requireFree(ahead: Ahead, item: WorkItem, ports: Ports): Promise<void> {
  const { leases } = await ahead.refs;
  const lease = leases.find((entry) => entry.group === item.group && entry.id === item.id);
  if (lease && isAlive(lease, ports.now(), realProcessFacts())) throw heldBy(item.id, lease);
}

/** A done item whose branch was accepted has nothing to run. */
async function alreadyDone(session: Session, item: WorkItem, runs: readonly RunSummary[]): Promise<RunAnswer | undefined> {
  if (item.lifecycle !== 'done') return undefined;
  const accepted = runs.findLast((run) => run.outcome === 'accepted');
  if (!accepted)
    return { ...NOTHING, message: `${item.id} is marked done, though no run of it was accepted here; --again runs it` };
  const { branch } = accepted;
  const exists = branch !== null && (await readRefs(session.repo, `refs/heads/${branch}`)).has(`refs/heads/${branch}`);
  return {
    ...acceptedAnswer(accepted, exists ? branch : null),
    message: `${item.id} is already done; --again runs it once more`,
  };
}

/** What a run answered that was accepted before. @param branch null: it is gone */
export const acceptedAnswer = (accepted: RunSummary, branch: string | null): RunAnswer => ({
  ok: true,
  exitCode: 0,
  outcome: 'accepted',
  verdict: 'pass',
  run: { id: accepted.runId, dir: accepted.dir, taskKey: accepted.taskKey, attemptsUsed: accepted.attemptsUsed },
  report: { data: `${accepted.dir}/report/data.json`, markdown: `${accepted.dir}/report/implementation-report.md` },
  branch,
  worktree: accepted.worktree,
  remainingTasks: [],
  followUps: [],
  session: null,
  notices: [],
});

/** @param what.seen the lease as it was before the plan was made; absent: nothing that the plan rests on can change under it */
export async function startRun(what: {
  readonly session: Session;
  readonly plan: RunPlan;
  readonly hooks: RunHooks;
  readonly ports: Ports;
  readonly seen?: ItemLease;
  /** Under which something was claimed for the run already. */
  readonly runId?: RunId;
  readonly held?: HeldBundle;
}): Promise<RunAnswer> {
  const { session, plan, hooks, ports } = what;
  const { item } = plan;
  if (hooks.signal.aborted) throw notBegun(item.id, hooks.signal.reason);
  requireSpace(session.repo.top, {
    minFreeBytes: plan.limits.minFreeBytes,
    ports,
    category: 'usage',
    fix: 'Free some space there, or lower run.minFreeDisk in okstra.yaml.',
  });
  const runId = what.runId ?? makeRunId(ports.now(), ports.random);
  const lease = await takeLease({ session, item, runId, ports, ...(what.seen === undefined ? {} : { seen: what.seen }) });
  if (what.seen !== undefined) await requireUnmoved(session, lease, what.seen);
  try {
    return await begin({ ...what, runId, lease });
  } catch (error) {
    await giveBack(session, lease); // nothing to release when the run itself let go of it
    throw error;
  }
}

const notBegun = (item: string, by: unknown) =>
  fail('interrupted', 'cancelled', `The run of ${item} was stopped (${String(by)}) before it began; nothing was written.`, {
    fix: `okstra run ${item}`,
  });

async function begin(what: {
  readonly session: Session;
  readonly plan: RunPlan;
  readonly hooks: RunHooks;
  readonly ports: Ports;
  readonly runId: RunId;
  readonly lease: TakenLease;
  readonly held?: HeldBundle;
}): Promise<RunAnswer> {
  const { session, plan, hooks, ports, runId, lease } = what;
  const { item } = plan;
  const { top } = session.repo;
  const { dir, seq } = takeUnbegunDir(top, item, plan.phase) ?? createRunDir(top, item, plan.phase);
  await endDeadRuns(session, item, ports);
  const { redactor, unredacted, missing } = redactionOf({
    ports,
    plan,
    top: session.repo.top,
    places: [dir],
    detect: await loadDetector(),
  });
  const folder = makeFolder(dir, redactor);
  const journal = openJournal(folder.journal, { now: ports.now, redact: redactor.known });
  const append = (body: RunEventBody) => journal.append(redactor.value(body));
  hooks.onProgress({ type: 'planned', plan: redactor.value(plan) });
  const started = append({
    type: 'run-started',
    format: JOURNAL_FORMAT,
    okstra: packageJson.version,
    runId,
    taskKey: plan.taskKey,
    phase: plan.phase,
    itemId: item.id,
    itemName: item.name,
    mode: plan.mode,
    level: plan.level,
    maxAttempts: plan.limits.maxAttempts,
    baseline: plan.baseline,
    verifiers: plan.verifiers.map((seat) => seat.id),
    executor: plan.executor?.id ?? null,
    ...(plan.reportWriter === undefined ? {} : { reportWriter: plan.reportWriter.id }),
    plan: folder.write('plan.json', `${JSON.stringify(plan, null, 2)}\n`),
    statusBefore: item.nativeStatus,
    lease: lease.record,
  });
  hooks.onProgress({ type: 'event', event: started });
  const takeover = takeoverNotice(runId, lease.record);
  if (takeover) hooks.onProgress({ type: 'event', event: journal.append({ type: 'notice', notice: takeover }) });
  if (unredacted > 0) {
    const message = `${unredacted} value(s) of secret-looking variables are parts of names that okstra works with; they are not redacted.`;
    hooks.onProgress({ type: 'event', event: append({ type: 'notice', notice: { code: 'not-redacted', message } }) });
  }
  if (missing.length > 0) {
    const message = `There is no ${missing.join(', ')}: nothing is redacted for redact.files.`;
    hooks.onProgress({ type: 'event', event: append({ type: 'notice', notice: { code: 'redact-file-missing', message } }) });
  }
  const held = what.held === undefined ? {} : { held: what.held };
  return execute({ session, plan, runId, seq, folder, journal, redactor, lease, ...held, hooks, ports });
}
