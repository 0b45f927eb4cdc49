/** Runs the loop of one run under its lease, and leaves nothing behind that was only laid out for it. */
import packageJson from '../../package.json' with { type: 'json' };
import type { RunId } from '../model/ids.ts';
import type { RunPlan } from '../model/plan.ts';
import { removeFolder } from '../process/index.ts';
import type { Redactor } from '../redaction/index.ts';
import { nothingToWriteBack } from '../sources/index.ts';
import type { Journal } from '../store/journal.ts';
import type { RunFolder } from '../store/run-folder.ts';
import { openRunFolder } from '../store/run-folder.ts';
import { runAnswer } from './answer.ts';
import type { RunAnswer, RunHooks } from './api.ts';
import { conduct } from './conduct.ts';
import { makeContext, scratchDir } from './context.ts';
import { fencedFolder } from './fenced-folder.ts';
import { claimsEnd, keepClaims } from './frd/during-run.ts';
import type { HeldBundle } from './frd/held.ts';
import { keepLease } from './kept-lease.ts';
import type { TakenLease } from './lease.ts';
import { leaseLost } from './lease.ts';
import { perform } from './perform.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';
import { settleInterrupted } from './settle-interrupted.ts';
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
  readonly lease: TakenLease;
  /** Of a run of feature documents. */
  readonly held?: HeldBundle;
  readonly hooks: RunHooks;
  readonly ports: Ports;
}): Promise<RunAnswer> {
  const { session, plan, hooks, ports } = run;
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(hooks.signal.reason);
  hooks.signal.addEventListener('abort', onAbort, { once: true });
  if (hooks.signal.aborted) onAbort();
  const lease = keepLease({
    repo: session.repo,
    ...run.lease,
    ports,
    onLost: () => stop.abort('lease-lost'),
    onUnconfirmed: (why) => stop.abort(why),
    onNotice: (notice) => hooks.onProgress({ type: 'notice', notice }),
  });
  const bundle = keepClaims(run, (why) => stop.abort(why));
  const context = makeContext({
    runId: run.runId,
    seq: run.seq,
    plan,
    folder: fencedFolder(run.folder, lease.fence),
    repo: session.repo,
    source: plan.executor === null ? nothingToWriteBack : session.sources.ofGroup(plan.item.group).under(lease.fence),
    fence: lease.fence,
    ...(bundle === undefined ? {} : { bundle }),
    ports,
    redactor: run.redactor,
    signal: stop.signal,
    version: packageJson.version,
    journal: run.journal,
    onProgress: hooks.onProgress,
  });
  try {
    settleInterrupted(context);
    const conducted = { lease, stop: (reason: string) => stop.abort(reason) };
    await conduct(context, perform, conducted, { waitsForQuota: hooks.defersQuota !== true });
    if (lease.isLost()) throw leaseLost(plan.item.id);
    return runAnswer(context);
  } finally {
    hooks.signal.removeEventListener('abort', onAbort);
    await tidied(context);
    // Whoever took the lease over may have gone on with this very run, and work in its folders and under its claims now.
    if (!lease.isLost()) {
      await bundle?.end(claimsEnd(context));
      if (plan.executor === null) await letGoOfChange({ repo: session.repo, runId: run.runId, state: context.state() });
      removeFolder(scratchDir(context));
    }
    run.journal.close();
    // Last: whoever holds the lease next may resume this very run, in the same folders.
    await lease.release();
  }
}
