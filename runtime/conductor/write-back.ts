/** Native status and report: projections of the journal. Each may be written again after a crash and comes out the same. */

import { release } from 'node:os';
import type { AuditRecord, TestProof } from '../audits/index.ts';
import type { ConvergenceState, ReportProse } from '../findings/index.ts';
import { criterionRows, lastLine, parseExecutorClaims } from '../findings/index.ts';
import { receiptsByCriterion } from '../findings/receipts.ts';
import type { CriterionRow, SeatAnswer } from '../findings/types.ts';
import type { AttemptState } from '../lead/index.ts';
import { currentAttempt } from '../lead/index.ts';
import type { Outcome, VerifierAnswer } from '../model/findings.ts';
import { sandboxAvailable } from '../process/index.ts';
import type { ReportInput } from '../report/index.ts';
import { stateRelative } from '../store/runs.ts';
import type { RunContext } from './context.ts';
import { followUpsOf } from './follow-ups.ts';
import { executorText } from './workspace.ts';

export async function markStatus(context: RunContext): Promise<void> {
  await context.source.markInProgress(context.plan.item);
  context.append({ type: 'status-marked', status: context.source.inProgress });
}

/** After a verdict that asks for another attempt: the note, and the report as far as the run has come. */
export async function recordAttempt(context: RunContext, n: number): Promise<void> {
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  if (!attempt) throw new Error(`no attempt ${n}`);
  await recordVerdict(context, attempt);
  await project(context);
  context.append({ type: 'attempt-recorded', attempt: n });
}

async function recordVerdict(context: RunContext, attempt: AttemptState): Promise<void> {
  const { verdict } = attempt;
  if (!verdict || !(verdict.outcome === 'next-attempt' || verdict.outcome === 'accepted' || verdict.outcome === 'not-accepted'))
    return;
  await context.source.recordVerdict(context.plan.item, {
    attempt: attempt.n,
    ok: verdict.outcome === 'accepted',
    remainingTasks: verdict.remainingTasks.map((task) => task.text),
    lastWorkerLine: lastLine(executorText(context, attempt)),
    ...(verdict.outcome === 'next-attempt' ? {} : { files: changedFiles(attempt), criteria: criteriaFound(context, attempt) }),
    at: verdict.at,
  });
}

const changedFiles = ({ candidate }: AttemptState): readonly string[] =>
  candidate?.files.flatMap(({ path, status }) => (status === 'deleted' ? [] : [path])) ?? [];

/** What verifiers and receipts say of each criterion; whom nobody answered is not met. */
export function criteriaFound(
  context: Pick<RunContext, 'plan' | 'folder' | 'events'>,
  attempt: AttemptState,
): readonly CriterionFound[] {
  const { criteria } = context.plan.item;
  const started = new Map(
    context.events().flatMap((event) => (event.type === 'dispatch-started' ? [[event.dispatch, event]] : [])),
  );
  const answers = context.events().flatMap((event): SeatAnswer[] => {
    if (event.type !== 'answer-judged' || event.answer === undefined || event.result !== 'valid') return [];
    const asked = started.get(event.dispatch);
    if (asked === undefined || asked.attempt !== attempt.n || asked.round !== 0) return [];
    return [{ seat: asked.seat, vendor: asked.seat, answer: JSON.parse(context.folder.read(event.answer)) as VerifierAnswer }];
  });
  const receipts = receiptsByCriterion(
    criteria,
    attempt.receipts.filter(({ on }) => on === 'candidate'),
  );
  return criterionRows({ criteria, receipts, answers }).map(({ status }, index) => ({
    index,
    text: criteria[index]?.text ?? '',
    met: status === 'met',
    status,
  }));
}

export interface CriterionFound {
  /** Place among the item's criteria as they were when the run began. */
  readonly index: number;
  readonly text: string;
  readonly met: boolean;
  readonly status: CriterionRow['status'];
}

export async function writeStatus(context: RunContext): Promise<void> {
  const state = context.state();
  const { finished, started } = state;
  if (!finished || !started) throw new Error('the status is written once the run has ended');
  const attempt = currentAttempt(state);
  if (attempt?.verdict && attempt.verdict.outcome === finished.outcome) await recordVerdict(context, attempt);
  const status = await context.source.recordOutcome(context.plan.item, {
    outcome: finished.outcome,
    statusBefore: started.statusBefore,
    attemptsUsed: state.attempts.length,
    maxAttempts: started.maxAttempts,
    remainingTasks: attempt?.verdict?.remainingTasks.map((task) => task.text) ?? [],
    reason: reasonOf(context, finished.outcome),
    criteria: context.plan.item.criteria.map(({ text }) => text),
    at: finished.at,
  });
  context.append({ type: 'status-written', status });
}

function reasonOf(context: RunContext, outcome: Outcome): string {
  const { failure, stopRequested, attempts } = context.state();
  if (failure) return failure.message.split('\n')[0] ?? '';
  if (outcome === 'cancelled') return `stopped by ${stopRequested ?? 'request'}`;
  return attempts.at(-1)?.verdict?.reasons[0] ?? '';
}

export async function writeReport(context: RunContext): Promise<void> {
  const { data, markdown } = await project(context);
  context.append({ type: 'report-written', data, markdown });
}

/** Loaded while an agent is at work: nothing before that needs it. */
export const loadReport = () => import('../report/index.ts');

/** Renders the report from the journal as it stands, into the run folder and the item's own folder. */
async function project(context: RunContext) {
  const { folder, plan } = context;
  const { assembleReport, renderReport, serialiseReport, validateReportData } = await loadReport();
  const data = assembleReport(reportInput(context));
  const problems = validateReportData(data);
  if (problems.length > 0)
    throw new Error(
      `the report does not fit its own schema: ${problems.map((p) => `${p.place?.field ?? ''} ${p.message}`).join('; ')}`,
    );
  const text = folder.project('report/data.json', serialiseReport(data));
  // Rendered from what was written, so that a secret redacted there is redacted here, and rendering again gives the same bytes.
  const markdown = renderReport(JSON.parse(folder.read(text)) as typeof data, 'md');
  const rendered = folder.project('report/implementation-report.md', markdown);
  await context.source.writeReport(plan.item, folder.read(rendered));
  return { data: text, markdown: rendered };
}

/** What a report needs of a run; a run that is over has no more than this. */
export type ReportableRun = Pick<RunContext, 'folder' | 'plan' | 'repo' | 'seq' | 'events' | 'state' | 'ports'>;

export function reportInput(context: ReportableRun): ReportInput {
  const { folder, plan, repo, seq } = context;
  const texts = new Map<string, string>();
  const answers = new Map<string, VerifierAnswer>();
  const convergence = new Map<number, ConvergenceState>();
  const claims = new Map<number, ReturnType<typeof parseExecutorClaims>['claims']>();
  const audits = new Map<number, AuditRecord>();
  const testProofs = new Map<number, TestProof>();
  // Answers of refutation rounds stand as positions at the findings.
  const later = new Set<string>();
  let prose: ReportInput['prose'];
  for (const event of context.events()) {
    if (event.type === 'dispatch-started' && event.round > 0) later.add(event.dispatch);
    if (event.type === 'audited') audits.set(event.attempt, JSON.parse(folder.read(event.audits)) as AuditRecord);
    if (event.type === 'tests-proved') testProofs.set(event.attempt, JSON.parse(folder.read(event.result)) as TestProof);
    if (event.type === 'dispatch-finished') texts.set(event.text.path, folder.read(event.text));
    if (event.type === 'answer-judged' && event.answer && event.seat === plan.reportWriter?.id)
      prose = { dispatch: event.dispatch, ...(JSON.parse(folder.read(event.answer)) as ReportProse) };
    else if (event.type === 'answer-judged' && event.answer && !later.has(event.dispatch))
      answers.set(event.dispatch, JSON.parse(folder.read(event.answer)) as VerifierAnswer);
    if (event.type === 'verdict-given')
      convergence.set(event.attempt, JSON.parse(folder.read(event.convergence)) as ConvergenceState);
  }
  for (const attempt of context.state().attempts) {
    claims.set(attempt.n, parseExecutorClaims(executorText(context, attempt)).claims);
  }
  return {
    plan,
    events: context.events(),
    texts,
    answers,
    convergence,
    audits,
    testProofs,
    claims,
    followUps: followUpsOf(context),
    ...(prose === undefined ? {} : { prose }),
    environment: {
      os: `${process.platform} ${release()}`,
      node: process.versions.node,
      git: repo.gitVersion,
      sandbox: sandboxAvailable(context.ports.env).ok,
    },
    seq,
    runDir: stateRelative(repo.top, folder.dir),
  };
}
