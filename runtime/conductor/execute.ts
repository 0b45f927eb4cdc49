/** Runs the loop of one run under its lease, and leaves nothing behind that was only laid out for it. */
import { rmSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import type { Lease } from '../git/index.ts';
import type { RunId } from '../model/ids.ts';
import type { RunPlan } from '../model/plan.ts';
import type { Redactor } from '../process/index.ts';
import { nothingToWriteBack } from '../sources/index.ts';
import type { Journal } from '../store/journal.ts';
import type { RunFolder } from '../store/run-folder.ts';
import { openRunFolder } from '../store/run-folder.ts';
import { runAnswer } from './answer.ts';
import type { RunAnswer, RunHooks } from './api.ts';
import { conduct } from './conduct.ts';
import { makeContext, scratchDir } from './context.ts';
import { keepLease, LEASE_LOST, leaseLost } from './lease.ts';
import { perform } from './perform.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';
import { letGoOfChange } from './take-change.ts';
import { tidied } from './tidy.ts';

export const makeFolder = (dir: string, redactor: Redactor): RunFolder => openRunFolder(dir, redactor.text);

export async function execute(run: {
  readonly session: Session;
  readonly plan: RunPlan;
  readonly runId: RunId;
  readonly seq: number;
  readonly folder: RunFolder;
  readonly journal: Journal;
  readonly redactor: Redactor;
  readonly lease: Lease;
  readonly hooks: RunHooks;
  readonly ports: Ports;
}): Promise<RunAnswer> {
  const { session, plan, hooks, ports } = run;
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(hooks.signal.reason);
  hooks.signal.addEventListener('abort', onAbort, { once: true });
  if (hooks.signal.aborted) onAbort();
  const context = makeContext({
    runId: run.runId,
    seq: run.seq,
    plan,
    folder: run.folder,
    repo: session.repo,
    source: plan.executor === null ? nothingToWriteBack : session.source,
    ports,
    redactor: run.redactor,
    signal: stop.signal,
    version: packageJson.version,
    journal: run.journal,
    onProgress: hooks.onProgress,
  });
  const lease = keepLease(session.repo, run.lease, ports, () => stop.abort(LEASE_LOST));
  try {
    await conduct(context, perform, (reason) => stop.abort(reason));
    if (stop.signal.reason === LEASE_LOST) throw leaseLost(plan.item.id);
    return runAnswer(context);
  } finally {
    hooks.signal.removeEventListener('abort', onAbort);
    await tidied(context);
    if (plan.executor === null) await letGoOfChange({ repo: session.repo, runId: run.runId, state: context.state() });
    rmSync(scratchDir(context), { recursive: true, force: true });
    run.journal.close();
    // Last: whoever holds the lease next may resume this very run, in the same folders.
    await lease.release();
  }
}
