/** `okstra inspect status --wait`: the runs that are under way, until they have ended or the time is over. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endError } from '../conductor/end-error.ts';
import { fold } from '../lead/advance.ts';
import { waitingFor } from '../lead/quota.ts';
import type { RunEvent } from '../model/events.ts';
import { EXIT_CODES, type Failure, fail } from '../model/failure.ts';
import { findRun } from '../store/find-run.ts';
import { readJournal } from '../store/journal.ts';
import type { RunPlace } from '../store/runs.ts';
import { listHeads, summarise } from '../store/runs.ts';
import type { FoundCheckout } from './checkout.ts';
import { liveLeases, mayHaveLeases, requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd } from './context.ts';
import { liveDetached } from './detached.ts';
import { readStatus, statusDocument } from './inspect-status.ts';
import { narrator } from './narrator.ts';
import { oneLine } from './table.ts';

/** How often it is looked. */
const LOOK_MS = 500;
/** A process that was killed writes no end. */
const HOLDER_MS = 2000;

interface SeenRun {
  readonly id: string;
  readonly item: string;
  readonly dir: string;
  /** `interrupted`: no process works on it, and it can be resumed. */
  readonly state: 'running' | 'ended' | 'interrupted';
  readonly outcome: string | null;
  /** Of the run, as `okstra run` would give it; null while it runs. */
  readonly exitCode: number | null;
  readonly verdict: string | null;
  readonly attempt: { readonly n: number; readonly of: number };
  /** The last thing that happened, in words. */
  readonly progress: string;
  /** ISO time at which a quota that it waits for is there again. */
  readonly resumeAt: string | null;
  readonly remainingTasks: readonly string[];
  readonly branch: string | null;
  readonly worktree: string | null;
  readonly report: { readonly data: string; readonly markdown: string } | null;
  readonly error: Failure | null;
}

/**
 * @param ref run id, run folder, or item (its newest run); absent: every run under way in this checkout, else the newest
 * @param limitMs 0: looks once
 * @throws OkstraError `run-not-found`; what is wrong with the run when its journal is damaged
 */
export async function waitForRuns(context: CliContext, ref: string | undefined, limitMs: number): Promise<CommandEnd> {
  const checkout = await requireCheckout(context.cwd);
  const started = performance.now();
  let { live, starting } = await liveRuns(checkout);
  let askedAt = started;
  const choose = (): readonly RunPlace[] => chooseRuns(checkout.top, { ref, cwd: context.cwd, live, starting });
  let chosen = choose();
  let stamp = stampOf(chosen);
  let runs = chosen.map((run) => seenRun(run, live));
  const left = (): number => limitMs - (performance.now() - started);
  const isAwaited = (): boolean => ref === undefined && runs.length === 0 && starting.length > 0;
  while ((isAwaited() || runs.some(({ state }) => state === 'running')) && left() > 0) {
    await sleep(Math.min(LOOK_MS, Math.max(1, left())));
    const now = stampOf(chosen);
    // Git is asked who is at work: seldom while nothing happens.
    if (!isAwaited() && now === stamp && performance.now() - askedAt < HOLDER_MS && left() > 0) continue;
    stamp = now;
    ({ live, starting } = await liveRuns(checkout));
    if (runs.length === 0) chosen = choose();
    askedAt = performance.now();
    runs = chosen.map((run) => seenRun(run, live));
  }
  const wait = {
    ended: runs.length > 0 && runs.every(({ state }) => state !== 'running'),
    waitedMs: Math.round(performance.now() - started),
    runs,
    error: runs.length === 0 && !isAwaited() ? noRun() : null,
  };
  return {
    exitCode: 0,
    text: runs.length === 0 ? (isAwaited() ? 'A run is about to start.' : 'No runs yet.') : runs.map(textOf).join('\n'),
    document: { ...statusDocument(await readStatus(context)), wait },
  };
}

const noRun = (): Failure =>
  fail('usage', 'no-run', 'Expected a run to wait for, found none.', { fix: 'okstra run <item>' }).failure;

interface AtWork {
  /** Ids of the runs whose process may still be at work. */
  readonly live: ReadonlySet<string>;
  /** Processes that were started detached and have no run yet, or none any more. */
  readonly starting: readonly number[];
}

async function liveRuns(checkout: FoundCheckout): Promise<AtWork> {
  const detached = liveDetached(checkout.top);
  const leases = mayHaveLeases(checkout) ? await liveLeases(checkout.top, new Date()) : [];
  const holders = new Set(leases.map(({ pid }) => pid));
  return { live: new Set(leases.map(({ runId }) => runId)), starting: detached.filter((pid) => !holders.has(pid)) };
}

function chooseRuns(
  top: string,
  { ref, cwd, live, starting }: AtWork & { ref: string | undefined; cwd: string },
): readonly RunPlace[] {
  if (ref !== undefined) return [findRun(top, ref, cwd)];
  const heads = listHeads(top).filter(({ damaged }) => !damaged);
  const underWay = heads.filter(({ runId }) => live.has(runId));
  if (underWay.length > 0) return underWay;
  // An older run is not the one that is about to start.
  return starting.length > 0 ? [] : heads.slice(-1);
}

const journalIn = (dir: string): string => join(dir, 'journal.jsonl');

const stampOf = (runs: readonly RunPlace[]): string =>
  runs.map(({ dir }) => statSync(journalIn(dir), { throwIfNoEntry: false })?.size ?? -1).join();

function seenRun(place: RunPlace, live: ReadonlySet<string>): SeenRun {
  const { itemId, dir } = place;
  const events = readJournal(journalIn(dir));
  const summary = summarise(place, events);
  if (summary === undefined) throw new Error('a run that was listed has a first event');
  const { runId } = summary;
  const isLive = live.has(runId);
  const run = fold(events);
  const last = run.attempts.findLast(({ verdict }) => verdict !== undefined);
  const outcome = isLive ? null : (run.finished?.outcome ?? null);
  const ended = endError(run, { runId, isReview: run.started?.executor === null }).error;
  // An end of its own says why; where there is none, or no report yet, its process is gone.
  const isGone = !isLive && summary.interrupted && ended === undefined;
  const isWaiting = outcome === 'waiting-quota' || (isLive && run.waitingSince !== undefined);
  return {
    id: runId,
    item: itemId,
    dir,
    state: isLive ? 'running' : summary.interrupted ? 'interrupted' : 'ended',
    outcome,
    exitCode: isLive ? null : isGone ? EXIT_CODES.interrupted : (run.finished?.exitCode ?? EXIT_CODES.interrupted),
    verdict: last?.verdict?.verdict ?? null,
    attempt: { n: run.attempts.length, of: run.started?.maxAttempts ?? 1 },
    progress: lastWords(events),
    resumeAt: isWaiting ? (waitingFor(run)?.until ?? null) : null,
    remainingTasks: outcome === 'accepted' ? [] : (last?.verdict?.remainingTasks.map(({ text }) => text) ?? []),
    branch: run.prepared?.branch ?? null,
    worktree: run.prepared?.worktree ?? null,
    report: run.reportWritten
      ? { data: join(dir, 'report', 'data.json'), markdown: join(dir, 'report', 'implementation-report.md') }
      : null,
    error: isLive || summary.discarded ? null : isGone ? goneError(runId) : (ended ?? null),
  };
}

const goneError = (runId: string): Failure =>
  fail('interrupted', 'run-interrupted', 'Expected a process at work on the run, found none and no end.', {
    fix: `okstra resume ${runId}`,
  }).failure;

function lastWords(events: readonly RunEvent[]): string {
  const tell = narrator();
  return oneLine(events.map((event) => tell(event)).findLast((line) => line !== undefined) ?? '');
}

function textOf({ id, item, state, outcome, attempt, progress, report, error }: SeenRun): string {
  const lines = [
    `${id} (${item}): ${state === 'ended' ? (outcome ?? 'discarded') : state}, attempt ${attempt.n}/${attempt.of}`,
    ...(progress === '' ? [] : [`  ${progress}`]),
    ...(report === null ? [] : [`  report: ${report.markdown}`]),
    ...(error?.fix === undefined ? [] : [`  fix: ${error.fix}`]),
  ];
  return lines.join('\n');
}
