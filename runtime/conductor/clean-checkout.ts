/** Checkouts that no agent has touched, set up for commands of the project. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../evidence/index.ts';
import { copyIgnored, runSetup } from '../evidence/index.ts';
import { makeSnapshot, removeSnapshot } from '../git/index.ts';
import type { Receipt } from '../model/evidence.ts';
import { confinementOf } from './check-sandbox.ts';
import type { RunContext } from './context.ts';
import { scratchDir } from './context.ts';
import { Interrupted } from './interrupted.ts';
import { removeMeanwhile } from './tidy.ts';

/** What a command is run on. */
export interface Where {
  readonly commit: string;
  readonly tree: string;
  readonly on: 'baseline' | 'candidate';
  readonly attempt: number;
}

export interface CheckoutAt extends Where {
  /** Absolute folder. */
  readonly dir: string;
  /** Absolute folder for TMPDIR of what runs there; need not exist. */
  readonly tmp: string;
}

/**
 * A checkout of its own with the ignored files that belong to it and the set-up commands run, removed when the work is done.
 *
 * @param name folder in the run's scratch place, and part of the names of the set-up logs
 */
export async function inCheckout<T>(
  context: RunContext,
  where: Where,
  name: string,
  work: (place: CheckoutAt) => Promise<T>,
): Promise<T> {
  const dir = join(scratchDir(context), name);
  const tmp = `${dir}-tmp`;
  for (const path of [dir, tmp]) rmSync(path, { recursive: true, force: true });
  const snapshot = await makeSnapshot({ repo: context.repo, commit: where.commit, tree: where.tree, dir });
  try {
    copyIgnored(context.repo.top, dir, context.plan.copy);
    await setUpCheckout(context, { ...where, dir, tmp, name });
    return await work({ ...where, dir, tmp });
  } finally {
    removeMeanwhile(context, Promise.all([removeSnapshot(snapshot), rm(tmp, { recursive: true, force: true })]));
  }
}

/** Runs the set-up commands; one that fails ends the run. */
export async function setUpCheckout(
  context: RunContext,
  where: CheckoutAt & { readonly name: string },
): Promise<readonly Receipt[]> {
  if (context.plan.setup.length === 0) return [];
  const log = (n: number): string => `checks/setup-${where.name}-${n}.log`;
  const receipts = await unlessStopped(context, () =>
    runSetup({ ...checkContext(context, where), specs: context.plan.setup, logPath: (n) => context.folder.absolute(log(n)) }),
  );
  return receipts.map((result, index) => receiptOf(result, log(index + 1)));
}

export function checkContext(context: RunContext, where: CheckoutAt) {
  const { commit, tree, on, attempt } = where;
  return {
    checkout: where.dir,
    on,
    attempt,
    commit,
    tree,
    runId: context.runId,
    redactor: context.redactor,
    sandbox: confinementOf(context.plan),
    tmpDir: where.tmp,
    cacheDir: join(scratchDir(context), 'tool-caches'),
    env: context.ports.env,
    signal: context.signal,
  } as const;
}

/** A check that the stop of the run ended is neither passed nor failed: it runs again when the run goes on. */
export async function unlessStopped<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  try {
    const value = await work();
    if (context.signal.aborted) throw new Interrupted();
    return value;
  } catch (error) {
    throw context.signal.aborted ? new Interrupted() : error;
  }
}

export function receiptOf(result: CheckResult, path: string): Receipt {
  const { logSha256, logBytes, ...receipt } = result;
  return { ...receipt, log: { path, sha256: logSha256, bytes: logBytes } };
}
