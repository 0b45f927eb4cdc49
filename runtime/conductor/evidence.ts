/** Set-up and checks, each in a clean checkout that no agent has touched. Every result is a receipt in the journal. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '../evidence/index.ts';
import { concerns, copyIgnored, runCheck, runSetup, skippedReceipt } from '../evidence/index.ts';
import { makeSnapshot, removeSnapshot } from '../git/index.ts';
import type { Candidate, CheckSpec, Receipt } from '../model/evidence.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { Interrupted } from './interrupted.ts';
import { removeMeanwhile } from './tidy.ts';
import { forget } from './worktree-known.ts';

/** Makes the executor's worktree usable: ignored files copied, set-up commands run. A set-up that fails ends the run. */
export async function runSetUp(context: RunContext): Promise<void> {
  const { prepared } = context.state();
  if (!prepared) throw new Error('set-up needs a worktree');
  if (context.plan.copy.length > 0 || context.plan.setup.length > 0) forget(context);
  copyIgnored(context.repo.top, prepared.worktree, context.plan.copy);
  const receipts = await setUpCheckout(context, {
    dir: prepared.worktree,
    commit: prepared.base,
    tree: prepared.startTree,
    on: 'baseline',
    attempt: 0,
    name: 'worktree',
  });
  context.append({ type: 'set-up', receipts });
}

export async function runBaseline(context: RunContext): Promise<void> {
  const { prepared, baseline } = context.state();
  if (!prepared) throw new Error('the baseline needs a base');
  const where = { commit: prepared.base, tree: prepared.baseTree, on: 'baseline', attempt: 0 } as const;
  await runChecks(context, where, { done: baseline.receipts, skip: () => undefined });
  context.append({ type: 'baseline-finished' });
}

export async function runCandidateChecks(context: RunContext, attempt: number): Promise<void> {
  const state = context.state().attempts.find((entry) => entry.n === attempt);
  const candidate = state?.candidate;
  if (!state || !candidate) throw new Error('checks need a captured candidate');
  const where = { commit: candidate.commit, tree: candidate.tree, on: 'candidate', attempt } as const;
  await runChecks(context, where, {
    done: state.receipts,
    skip: (spec) => skippedLanguage(spec, candidate),
  });
  context.append({ type: 'checks-finished', attempt });
}

interface Where {
  readonly commit: string;
  readonly tree: string;
  readonly on: 'baseline' | 'candidate';
  readonly attempt: number;
}

interface Which {
  /** Receipts the journal already holds: not run again. */
  readonly done: readonly Receipt[];
  /** Why a check does not apply; undefined: it runs. */
  readonly skip: (spec: CheckSpec) => string | undefined;
}

async function runChecks(context: RunContext, where: Where, which: Which): Promise<void> {
  const open = context.plan.checks.filter((spec) => !which.done.some((receipt) => receipt.check === spec.id));
  const toRun: CheckSpec[] = [];
  for (const spec of open) {
    const note = which.skip(spec);
    if (note === undefined) toRun.push(spec);
    else context.append({ type: 'check-finished', receipt: skippedReceipt(spec, { ...where, sandbox: SANDBOX }, note) });
  }
  if (toRun.length === 0) return;
  const dir = join(scratchDir(context), `checks-${where.on}-${where.attempt}`);
  rmSync(dir, { recursive: true, force: true });
  const snapshot = await makeSnapshot({ repo: context.repo, commit: where.commit, tree: where.tree, dir });
  try {
    copyIgnored(context.repo.top, dir, context.plan.copy);
    await setUpCheckout(context, { ...where, dir, name: `${where.on}-${where.attempt}` });
    for (const spec of toRun) {
      context.emit({ type: 'check', check: spec.id, on: where.on });
      const receipt = await runOne(context, spec, { ...where, dir });
      context.append({ type: 'check-finished', receipt });
    }
  } finally {
    removeMeanwhile(context, removeSnapshot(snapshot));
  }
}

async function runOne(context: RunContext, spec: CheckSpec, where: Where & { dir: string }): Promise<Receipt> {
  const name = `${where.on === 'baseline' ? 'baseline' : `attempt-${where.attempt}`}-${spec.id.replaceAll(/[^A-Za-z0-9-]+/g, '-')}`;
  const path = `checks/${name}.log`;
  const result = await unlessStopped(context, () =>
    runCheck({ ...checkContext(context, where), spec, logPath: context.folder.absolute(path) }),
  );
  return receiptOf(result, path);
}

const skippedLanguage = (spec: CheckSpec, candidate: Candidate): string | undefined =>
  concerns(
    spec.language,
    candidate.files.map((file) => file.path),
  )
    ? undefined
    : `qa-command skipped: ${spec.label} (language=${spec.language} not in diff)`;

async function setUpCheckout(context: RunContext, where: Where & { dir: string; name: string }): Promise<readonly Receipt[]> {
  if (context.plan.setup.length === 0) return [];
  const log = (n: number): string => `checks/setup-${where.name}-${n}.log`;
  const receipts = await unlessStopped(context, () =>
    runSetup({ ...checkContext(context, where), specs: context.plan.setup, logPath: (n) => context.folder.absolute(log(n)) }),
  );
  return receipts.map((result, index) => receiptOf(result, log(index + 1)));
}

const SANDBOX = 'process-group';

function checkContext(context: RunContext, where: Where & { dir: string }) {
  const { commit, tree, on, attempt } = where;
  return {
    checkout: where.dir,
    on,
    attempt,
    commit,
    tree,
    runId: context.runId,
    redactor: context.redactor,
    sandbox: SANDBOX,
    tmpDir: join(scratchDir(context), 'check-tmp'),
    env: context.ports.env,
    signal: context.signal,
  } as const;
}

/** A check that the stop of the run ended is neither passed nor failed: it runs again when the run goes on. */
async function unlessStopped<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  try {
    const value = await work();
    if (context.signal.aborted) throw new Interrupted();
    return value;
  } catch (error) {
    throw context.signal.aborted ? new Interrupted() : error;
  }
}

function receiptOf(result: CheckResult, path: string): Receipt {
  const { logSha256, logBytes, ...receipt } = result;
  return { ...receipt, log: { path, sha256: logSha256, bytes: logBytes } };
}
