/** The checks of a run's plan on a tree that no run made: what a merge would give. Nothing of the user's is touched. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyIgnored, runCheck, runSetup } from '../evidence/index.ts';
import { makeSnapshot, removeSnapshot } from '../git/index.ts';
import type { Receipt } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import type { RunPlan } from '../model/plan.ts';
import { readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import { planCheckSandbox } from './check-sandbox.ts';
import type { Ports } from './ports.ts';
import { loadDetector, redactorOfProject } from './redaction.ts';
import type { Session } from './session.ts';

export type SeenReceipt = Omit<Receipt, 'log'>;

export interface CheckedTree {
  readonly receipts: readonly SeenReceipt[];
  /** Those that keep the tree from being taken. */
  readonly counting: readonly SeenReceipt[];
  /** Failing, and failing before the change too, in a run of mode parallel. */
  readonly excused: readonly SeenReceipt[];
  readonly notices: readonly Notice[];
}

export async function checkTree(what: {
  readonly session: Session;
  readonly plan: RunPlan;
  readonly failedOnBase: ReadonlySet<string>;
  readonly commit: string;
  readonly tree: string;
  readonly attempt: number;
  readonly runId: string;
  /** For the checkout; made and removed. */
  readonly dir: string;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly onCheck: (line: string) => void;
}): Promise<CheckedTree> {
  const { session, plan, failedOnBase, commit, tree, dir, ports } = what;
  const { repo } = session;
  const { sandbox, notices } = planCheckSandbox(session.config.settings.run.checkSandbox, ports, {
    checks: plan.checks,
    setup: plan.setup,
  });
  const tmpDir = `${dir}-tmp`;
  mkdirSync(tmpDir, { recursive: true });
  const snapshot = await makeSnapshot({ repo, commit, dir });
  const shared = {
    checkout: dir,
    on: 'candidate',
    attempt: what.attempt,
    commit,
    tree,
    runId: what.runId,
    redactor: redactorOfProject(session, ports, await loadDetector()),
    sandbox: sandbox.kind,
    tmpDir,
    cacheDir: join(tmpDir, 'tool-caches'),
    env: ports.env,
    signal: what.signal,
  } as const;
  try {
    copyIgnored(repo.top, dir, plan.copy);
    if (plan.setup.length > 0) await runSetup({ ...shared, specs: plan.setup, logPath: (n) => join(tmpDir, `setup-${n}.log`) });
    const receipts: SeenReceipt[] = [];
    for (const spec of plan.checks) {
      what.onCheck(spec.cmd);
      receipts.push(await runCheck({ ...shared, spec, logPath: join(tmpDir, 'check.log') }));
    }
    const failing = receipts.filter((receipt) => receipt.status !== 'passed');
    // The run was accepted with them in mode parallel: they failed before the change too.
    const isExcused = ({ check }: Pick<Receipt, 'check'>): boolean => plan.mode === 'parallel' && failedOnBase.has(check);
    return { receipts, counting: failing.filter((receipt) => !isExcused(receipt)), excused: failing.filter(isExcused), notices };
  } finally {
    await removeSnapshot(snapshot);
    rmSync(tmpDir, { recursive: true, force: true });
  }
}

/** What a run that is over was planned as, and which checks failed before its change. @param dir run folder */
export function recordOf(dir: string): { readonly plan: RunPlan; readonly failedOnBase: ReadonlySet<string> } {
  const folder = openRunFolder(dir, (text) => text);
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
