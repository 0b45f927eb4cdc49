/** Runs the change's tests without the change and with it: a test that fails before and passes after is evidence that nobody has to claim. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AuditRecord, FailBefore, PlannedRun, RunResult, TestProof } from '../audits/index.ts';
import { runCheck } from '../evidence/index.ts';
import { parseExecutorClaims } from '../findings/index.ts';
import { filesAt, treeEntries } from '../git/index.ts';
import type { AttemptState } from '../lead/index.ts';
import type { ArtifactRef, Candidate, CheckSpec } from '../model/evidence.ts';
import { readAudits } from './audit.ts';
import type { CheckoutAt } from './clean-checkout.ts';
import { checkContext, inCheckout, unlessStopped } from './clean-checkout.ts';
import type { RunContext } from './context.ts';
import { executorText } from './workspace.ts';

/** Test files that are run one by one; of the others it is said that they were not run. */
const MOST_RUNS = 20;

export async function proveTests(context: RunContext, n: number): Promise<void> {
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  const candidate = attempt?.candidate;
  if (!attempt?.audited || !candidate) throw new Error('tests are proved on an audited candidate');
  const record = readAudits(context, attempt.audited.audits);
  const logs: Record<string, ArtifactRef> = {};
  const results = [
    ...(await runOn(context, { candidate, record, on: 'base', logs, n })),
    ...(await runOn(context, { candidate, record, on: 'candidate', logs, n })),
  ];
  const proof: TestProof = { ...(await conclude(context, attempt, record, results)), logs };
  const result = context.folder.project(`state/fail-before-${n}.json`, `${JSON.stringify(proof, null, 2)}\n`);
  context.append({ type: 'tests-proved', attempt: n, result });
}

/** What can be said of the change's tests from the runs there were. */
export async function conclude(
  context: Pick<RunContext, 'folder' | 'state'>,
  attempt: AttemptState,
  record: AuditRecord,
  results: readonly RunResult[],
): Promise<FailBefore> {
  const { concludeFailBefore } = await import('../audits/index.ts');
  const passing = new Set(attempt.receipts.filter(({ status }) => status === 'passed').map(({ check }) => check));
  const failedBefore = context.state().baseline.receipts.filter(({ status }) => status === 'failed');
  return concludeFailBefore({
    plan: record.tests,
    results,
    claimed: parseExecutorClaims(executorText(context, attempt)).claims.exemptions,
    turnedGreen: failedBefore.filter(({ check }) => passing.has(check)).map(({ label }) => label),
    allow: record.allow,
  });
}

interface Runs {
  readonly candidate: Candidate;
  readonly record: AuditRecord;
  readonly on: 'base' | 'candidate';
  readonly logs: Record<string, ArtifactRef>;
  readonly n: number;
}

async function runOn(context: RunContext, { candidate, record, on, logs, n }: Runs): Promise<readonly RunResult[]> {
  const { base, baseTree, commit, tree } = candidate;
  const where =
    on === 'base'
      ? ({ commit: base, tree: baseTree, on: 'baseline', attempt: n } as const)
      : ({ commit, tree, on: 'candidate', attempt: n } as const);
  return inCheckout(context, where, `proof-${on}-${n}`, async (place) => {
    if (on === 'base') await layOver(context, candidate, record.tests.overlay, place.dir);
    const results: RunResult[] = [];
    for (const run of record.tests.runs.slice(0, MOST_RUNS)) results.push(await runOne(context, { run, place, on, logs, n }));
    return results;
  });
}

/** Lays the change's tests over the base. Links and submodules stay out: they could lead anywhere. */
async function layOver(context: RunContext, candidate: Candidate, paths: readonly string[], dir: string): Promise<void> {
  const entries = await treeEntries(context.repo, candidate.tree, paths);
  const plain = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  for (const [path, content] of await filesAt(context.repo, candidate.tree, plain)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

async function runOne(
  context: RunContext,
  { run, place, on, logs, n }: Pick<Runs, 'on' | 'logs' | 'n'> & { run: PlannedRun; place: CheckoutAt },
): Promise<RunResult> {
  const check = context.plan.checks.find(({ id }) => id === run.check);
  if (!check) throw new Error(`a test run is made from the check ${run.check}, which the plan does not have`);
  const spec: CheckSpec = { ...check, id: `${run.id}-${on}`, label: run.file, cmd: run.cmd, cwd: run.cwd };
  const path = `checks/attempt-${n}-${run.id}-${on}.log`;
  context.emit({
    type: 'check',
    check: `${run.file} (${on === 'base' ? 'without the change' : 'with the change'})`,
    on: place.on,
  });
  const result = await unlessStopped(context, () =>
    runCheck({ ...checkContext(context, place), spec, logPath: context.folder.absolute(path) }),
  );
  logs[`${run.id}-${on}`] = { path, sha256: result.logSha256, bytes: result.logBytes };
  return {
    id: run.id,
    on,
    exitCode: result.exitCode,
    timedOut: result.status === 'timed-out',
    tail: result.tail,
    ...(result.counts === undefined ? {} : { counts: result.counts }),
  };
}
