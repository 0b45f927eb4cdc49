/** `okstra stop`: asks the process that holds a run to stop cleanly. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease } from '../git/index.ts';
import { isAlive, processOf, readLeases, realProcessFacts } from '../git/index.ts';
import type { OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { listHeads } from '../store/runs.ts';
import type { Ports } from './ports.ts';
import { findRun } from './resume.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';

export interface StopAnswer {
  /** Runs that were asked to stop. */
  readonly runs: readonly { readonly id: string; readonly item: string; readonly pid: number; readonly ended: boolean }[];
}

const POLL_MS = 100;

/** @param waitMs how long to wait for the holder to end; one that takes longer is reported with `ended: false` */
export async function stopRun(request: { cwd: string; run?: string; waitMs: number }, ports: Ports): Promise<StopAnswer> {
  const session = await openSession(request.cwd, ports);
  const facts = realProcessFacts();
  const live = (await readLeases(session.repo)).filter((lease) => isAlive(lease, ports.now(), facts));
  const wanted = request.run === undefined ? theOneHere(session, live) : named(session, live, request.run, request.cwd);
  if (wanted.length === 0) {
    if (request.run === undefined) return { runs: [] };
    throw fail('usage', 'not-running', `Expected a running run, found ${request.run} not running.`, {
      fix: 'okstra inspect history lists the runs.',
    });
  }
  const elsewhere = wanted.find((lease) => processOf(lease, facts) === 'elsewhere');
  if (elsewhere) throw outOfReach(elsewhere, facts.host);
  for (const lease of wanted) terminate(lease);
  const end = performance.now() + request.waitMs;
  const runs = [];
  for (const lease of wanted)
    runs.push({ id: lease.runId, item: lease.id, pid: lease.pid, ended: await waitForEnd(session, lease, end) });
  return { runs };
}

/** Without a name: the run of this checkout; which of several is for the user to say. */
function theOneHere(session: Session, live: readonly Lease[]): readonly Lease[] {
  const own = new Set(listHeads(session.repo.top).map((run) => run.runId));
  const here = live.filter((lease) => own.has(lease.runId));
  if (here.length > 1) {
    throw fail(
      'usage',
      'several-runs',
      `Expected one running run, found ${here.map((lease) => `${lease.runId} (${lease.id})`).join(', ')}.`,
      {
        fix: `Name one: okstra stop ${here[0]?.runId ?? ''}`,
      },
    );
  }
  return here;
}

/** A run id or an item, of whichever checkout of the repository; else a folder of this one. */
function named(session: Session, live: readonly Lease[], word: string, cwd: string): readonly Lease[] {
  const bare = word.replace(/^(?:spec|task|frd|brief):/, '');
  const found = live.filter((lease) => lease.runId === bare || lease.id === bare || `${lease.group}/${lease.id}` === bare);
  if (found.length > 0) return found;
  const { runId } = findRun(session, word, cwd);
  return live.filter((lease) => lease.runId === runId);
}

/** Its pid is a number of another table of processes: here it may be anybody's. */
function outOfReach({ host, runId, pid }: Lease, here: string): OkstraError {
  if (host !== here) {
    return fail('blocked', 'other-machine', `Expected a run on this machine, found ${runId} on ${host}.`, {
      fix: `Run okstra stop on ${host}.`,
    });
  }
  const message = `Expected a run whose process can be seen from here, found ${runId} in another container or sandbox of ${host}, or on it before it was started again: process ${pid} is not that one here. Nothing was stopped.`;
  return fail('blocked', 'other-processes', message, {
    fix: `Where it was started: okstra stop ${runId}; or end that container.`,
  });
}

function terminate(lease: Lease): void {
  // Asked right before: a pid whose process ended meanwhile may be another's.
  if (processOf(lease, realProcessFacts()) !== 'this') return;
  try {
    process.kill(lease.pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw fail(
        'system',
        'stop-refused',
        `Expected to signal process ${lease.pid} of ${lease.owner}, found: ${(error as Error).message}.`,
        { fix: `Ask ${lease.owner} to stop it, or run okstra stop as that user.` },
      );
    }
  }
}

async function waitForEnd({ repo }: Session, lease: Lease, end: number): Promise<boolean> {
  for (;;) {
    const held = (await readLeases(repo)).some(
      (entry) => entry.runId === lease.runId && isAlive(entry, new Date(), realProcessFacts()),
    );
    if (!held) return true;
    if (performance.now() >= end) return false;
    await sleep(POLL_MS);
  }
}
