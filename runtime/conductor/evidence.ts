/** Set-up and checks, each in a clean checkout that no agent has touched. Every result is a receipt in the journal. */

import { join } from 'node:path';
import { concerns, copyIgnored, runCheck, skippedReceipt } from '../evidence/index.ts';
import type { Candidate, CheckSpec, Receipt } from '../model/evidence.ts';
import { baselineLog, keepBaseline, keptBaseline } from './baseline.ts';
import { confinementOf } from './check-sandbox.ts';
import type { CheckoutAt, Where } from './clean-checkout.ts';
import { checkContext, inCheckout, receiptOf, setUpCheckout, unlessStopped } from './clean-checkout.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { workplaceOf } from './workplace.ts';
import { forget } from './worktree-known.ts';

/** Makes the executor's worktree usable: ignored files copied, set-up commands run. A set-up that fails ends the run. */
export async function runSetUp(context: RunContext): Promise<void> {
  const prepared = workplaceOf(context);
  if (context.plan.copy.length > 0 || context.plan.setup.length > 0) forget(context);
  copyIgnored(context.repo.top, prepared.worktree, context.plan.copy);
  const receipts = await setUpCheckout(context, {
    dir: prepared.worktree,
    commit: prepared.base,
    tree: prepared.startTree,
    on: 'baseline',
    attempt: 0,
    tmp: join(scratchDir(context), 'setup-tmp'),
    name: 'worktree',
  });
  context.append({ type: 'set-up', receipts });
}

export async function runBaseline(context: RunContext): Promise<void> {
  const { prepared, baseline } = context.state();
  if (!prepared) throw new Error('the baseline needs a base');
  const where = { commit: prepared.base, tree: prepared.baseTree, on: 'baseline', attempt: 0 } as const;
  const isWhole = baseline.receipts.length === 0;
  const kept = isWhole ? keptBaseline(context, confinementOf(context.plan)) : undefined;
  for (const receipt of kept ?? []) context.append({ type: 'check-finished', receipt });
  if (kept === undefined) {
    await runChecks(context, where, { done: baseline.receipts, skip: () => undefined });
    // After an interruption the later checks ran without what the earlier ones left in their checkout.
    if (isWhole) keepBaseline(context, confinementOf(context.plan));
  }
  tellHints(context);
  context.append({ type: 'baseline-finished' });
}

/** A check that the sandbox may be keeping from passing is told of before an agent has cost anything. */
function tellHints(context: RunContext): void {
  for (const { label, hint } of context.state().baseline.receipts) {
    const message = `The check ${label} fails on the base. ${hint ?? ''}`;
    const isTold = context.events().some((event) => event.type === 'notice' && event.notice.message === message);
    if (hint !== undefined && !isTold) context.append({ type: 'notice', notice: { code: 'check-sandboxed', message } });
  }
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
    else {
      const receipt = skippedReceipt(spec, { ...where, sandbox: confinementOf(context.plan) }, note);
      context.append({ type: 'check-finished', receipt });
    }
  }
  if (toRun.length === 0) return;
  await inCheckout(context, where, `${where.on}-${where.attempt}`, async (place) => {
    for (const spec of toRun) {
      context.emit({ type: 'check', check: spec.id, on: where.on });
      const receipt = await runOne(context, spec, place);
      context.append({ type: 'check-finished', receipt });
    }
  });
}

async function runOne(context: RunContext, spec: CheckSpec, where: CheckoutAt): Promise<Receipt> {
  const path = where.on === 'baseline' ? baselineLog(spec) : candidateLog(spec, where.attempt);
  const result = await unlessStopped(context, () =>
    runCheck({ ...checkContext(context, where), spec, logPath: context.folder.absolute(path) }),
  );
  return receiptOf(result, path);
}

const candidateLog = ({ id }: CheckSpec, attempt: number): string =>
  `checks/attempt-${attempt}-${id.replaceAll(/[^A-Za-z0-9-]+/g, '-')}.log`;

const skippedLanguage = (spec: CheckSpec, candidate: Candidate): string | undefined =>
  concerns(
    spec.language,
    candidate.files.map((file) => file.path),
  )
    ? undefined
    : `qa-command skipped: ${spec.label} (language=${spec.language} not in diff)`;
