/** From the journal of a run to the data of its report. No clock, no files: the same input gives the same data. */
import type {
  ReportAgent,
  ReportAttempt,
  ReportConvergence,
  ReportData,
  ReportDiff,
  ReportEnvironment,
  ReportFailure,
  ReportNotice,
  ReportRemainingTask,
  ReportRun,
} from '../generated/types.ts';
import { fold } from '../lead/index.ts';
import type { Seat } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import type { Failure, Notice } from '../model/failure.ts';
import { seatsOf } from '../model/plan.ts';
import { reportArtifact } from './artifact.ts';
import type { RunFacts } from './attempts.ts';
import { attemptsOf } from './attempts.ts';
import { checksOf } from './checks.ts';
import { criteriaOf } from './criteria.ts';
import { gatherDispatches, reportDispatch, reportFault } from './dispatches.ts';
import { addUp, durationOf, timingOf, usageOf } from './figures.ts';
import { reportFinding } from './findings.ts';
import type { ConvergenceRecord, ReportInput } from './input.ts';
import { workerOutputOf } from './worker-output.ts';

/** The data of the report, valid against `schemas/report.schema.json`, at any moment of a run and however it ended. */
export function assembleReport(input: ReportInput): ReportData {
  const { plan, events } = input;
  const facts: RunFacts = { input, state: fold(events), dispatches: gatherDispatches(events) };
  const { dispatches } = facts;
  const seats = seatsOf(plan);
  const attempts = attemptsOf(facts);
  const last = attempts.at(-1);
  const settled = lastSettled(input);
  return {
    schemaVersion: 1,
    run: runOf(facts, last),
    item: {
      source: plan.item.source,
      group: plan.item.group,
      id: plan.item.id,
      name: plan.item.name,
      path: plan.item.path,
      dependsOn: [...plan.item.dependsOn],
      statusBefore: facts.state.started?.statusBefore ?? plan.item.nativeStatus,
    },
    agents: seats.map((seat) => agentOf(facts, seat, attempts)),
    attempts,
    checks: checksOf(facts, attempts),
    criteria: criteriaOf(facts, last),
    findings: (settled?.findings ?? []).map(reportFinding),
    convergence: convergenceOf(settled),
    commits: commitsOf(events),
    diff: diffOf(facts),
    remainingTasks: remainingTasksOf(facts, last),
    followUps: input.followUps.map((each) => ({ ...each })),
    workerOutput: workerOutputOf(dispatches, input.texts),
    ...proseOf(facts),
    usage: usageOf(seats, dispatches, { ...plan.limits, ...facts.state.raised }),
    timing: timingOf(seats, events, dispatches),
    environment: environmentOf(input, last),
  };
}

function runOf({ input, state }: RunFacts, last: ReportAttempt | undefined): ReportRun {
  const { plan, events } = input;
  const [first] = events;
  if (first?.type !== 'run-started') throw new Error('the first event of a run must be run-started');
  const outcome = state.finished?.outcome ?? null;
  return {
    id: first.runId,
    taskKey: first.taskKey,
    phase: first.phase,
    seq: input.seq,
    dir: input.runDir,
    mode: first.mode,
    level: first.level,
    maxAttempts: first.maxAttempts,
    attemptsUsed: state.attempts.length,
    outcome,
    verdict: last?.verdict ?? null,
    finalVerifierStatus: outcome === 'accepted' ? 'ok' : 'missing',
    row: last?.row ?? null,
    reasons: reasonsOf({ input, state }, last),
    language: plan.language,
    startedAt: first.at,
    finishedAt: state.finished?.at ?? null,
    okstraVersion: first.okstra,
    resumed: events.filter(({ type }) => type === 'run-resumed').length,
    failure: failureOf(state.failure),
    leftOut: plan.leftOut.map(({ agent, reason }) => ({ agent, reason })),
    notices: noticesOf([...plan.notices, ...events.flatMap((event) => (event.type === 'notice' ? [event.notice] : []))]),
  };
}

function reasonsOf({ input, state }: Pick<RunFacts, 'input' | 'state'>, last: ReportAttempt | undefined): string[] {
  if (state.failure) return [state.failure.message];
  if (last?.outcome && last.outcome !== 'next-attempt') return [...last.reasons];
  const stop = input.events.findLast((event) => event.type === 'stop-requested');
  if (state.finished?.outcome === 'cancelled' && stop) return [`The run was stopped (${stop.by}).`];
  const quota = input.events.findLast((event) => event.type === 'dispatch-finished' && event.fault?.kind === 'quota');
  if (state.finished?.outcome === 'waiting-quota' && quota?.type === 'dispatch-finished' && quota.fault) {
    const { message, retryAt } = quota.fault;
    return [retryAt === undefined ? message : `${message} (until ${retryAt})`];
  }
  return [...(last?.reasons ?? [])];
}

const failureOf = (failure: Failure | undefined): ReportFailure | null =>
  failure ? { category: failure.category, code: failure.code, message: failure.message, fix: failure.fix ?? null } : null;

/** The plan's notices may stand in the journal as well; each is told once. */
function noticesOf(notices: readonly Notice[]): ReportNotice[] {
  const byText = new Map(notices.map((notice) => [`${notice.code}\n${notice.message}`, notice]));
  return [...byText.values()].map(({ code, message, fix }) => ({ code, message, fix: fix ?? null }));
}

function agentOf(facts: RunFacts, seat: Seat, attempts: readonly ReportAttempt[]): ReportAgent {
  const own = facts.dispatches.filter(({ started }) => started.seat === seat.id);
  const last = own.findLast(({ finished }) => finished !== undefined)?.finished;
  const turn = attempts
    .findLast(({ verifiers }) => verifiers.some((v) => v.seat === seat.id))
    ?.verifiers.find((v) => v.seat === seat.id);
  const { agent } = seat;
  const lastAttempt = own.at(-1)?.started.attempt;
  const isVoid = own.some(({ started, judged }) => started.attempt === lastAttempt && judged?.result === 'void');
  return {
    seat: seat.id,
    role: seat.role,
    agent: agent.name,
    driver: agent.driver,
    vendor: agent.vendor,
    model: modelOf(last?.model, agent.model),
    programVersion: seat.program?.version ?? null,
    sandbox: seat.sandbox,
    confinement: { kind: seat.confinement.kind, detail: seat.confinement.detail },
    ...(seat.asked === undefined ? {} : { asked: { ...seat.asked } }),
    status: last?.status ?? 'not-run',
    result: seat.role === 'executor' ? executorResult(attempts) : isVoid ? 'void' : (turn?.verdict ?? null),
    proof: turn?.proof ?? null,
    dispatches: own.map(reportDispatch),
    usage: addUp(own).figures,
    durationMs: durationOf(own),
    fault: reportFault(last?.fault),
  };
}

/** Without a word from the driver there is only the configuration's. */
function modelOf(
  said: { name: string; attestation: 'served' | 'requested' | 'declared' } | undefined,
  configured: string | undefined,
) {
  if (said) return { name: said.name, attestation: said.attestation };
  return configured === undefined ? null : { name: configured, attestation: 'declared' as const };
}

function executorResult(attempts: readonly ReportAttempt[]): ReportAgent['result'] {
  const candidate = attempts.findLast((attempt) => attempt.candidate !== null)?.candidate;
  if (!candidate) return null;
  return candidate.changed ? 'changed' : 'no-change';
}

const lastSettled = ({ convergence }: ReportInput): ConvergenceRecord | undefined =>
  convergence.get(Math.max(0, ...convergence.keys()));

const convergenceOf = (settled: ConvergenceRecord | undefined): ReportConvergence => ({
  roundHistory: (settled?.roundHistory ?? []).map((round) => ({ ...round })),
  round2SkippedReason: settled?.round2SkippedReason ?? null,
  stopReason: settled?.stopReason ?? null,
  finalClassificationCounts: { ...settled?.finalClassificationCounts },
});

const commitsOf = (events: readonly RunEvent[]): ReportData['commits'] => {
  const published = events.findLast((event) => event.type === 'published');
  return (published?.commits ?? []).map(({ sha, message }) => ({ sha, message, step: null }));
};

function diffOf({ input, state }: RunFacts): ReportDiff {
  const attempt = state.attempts.findLast((each) => each.candidate !== undefined);
  const candidate = attempt?.candidate;
  const files = candidate?.files ?? [];
  const sum = (figure: 'insertions' | 'deletions'): number => files.reduce((total, file) => total + file[figure], 0);
  return {
    branch: state.prepared?.branch ?? null,
    base: candidate?.base ?? state.prepared?.base ?? null,
    head: commitsOf(input.events).at(-1)?.sha ?? candidate?.commit ?? null,
    files: files.map(({ path, status, previousPath, insertions, deletions, binary }) => ({
      path,
      status,
      previousPath: previousPath ?? null,
      insertions,
      deletions,
      binary,
    })),
    insertions: sum('insertions'),
    deletions: sum('deletions'),
    ref: reportArtifact(candidate?.diff),
    outOfPlan: outOfPlan(
      input,
      attempt?.n,
      files.map(({ path }) => path),
    ),
  };
}

/** Files the executor names itself, and files outside the item's own list where it has one. */
function outOfPlan(
  { plan, claims }: ReportInput,
  attempt: number | undefined,
  changed: readonly string[],
): ReportDiff['outOfPlan'] {
  const named = new Map((claims.get(attempt ?? 0)?.outOfPlan ?? []).map(({ file, why }) => [file, why]));
  const allowed = plan.item.files;
  const outside = allowed === undefined ? [] : changed.filter((path) => !allowed.includes(path));
  return [...new Set([...named.keys(), ...outside])].toSorted().map((file) => ({ file, why: named.get(file) ?? null }));
}

function remainingTasksOf({ input, state }: RunFacts, last: ReportAttempt | undefined): ReportRemainingTask[] {
  if (!last) return input.plan.item.carriedTasks.map((text) => ({ text, origin: 'previous run' }));
  const judged = state.attempts.at(-1)?.verdict !== undefined;
  return (judged ? last.remainingTasks : last.givenTasks).map(({ text, origin }) => ({ text, origin }));
}

/** Only once it is settled whether there is any: a report in the middle of a run has none. */
function proseOf({ input: { plan, prose }, state }: RunFacts): Pick<ReportData, 'prose'> {
  const seat = plan.reportWriter?.id;
  if (seat === undefined) return {};
  if (prose) return { prose: { seat, ...prose, reason: null } };
  const { proseGivenUp: reason } = state;
  return reason === undefined ? {} : { prose: { seat, dispatch: null, summary: null, rationale: null, reason } };
}

function environmentOf({ environment, plan }: ReportInput, last: ReportAttempt | undefined): ReportEnvironment {
  const answered = (last?.verifiers ?? [])
    .filter(({ verdict }) => verdict !== null && verdict !== 'no-result')
    .map(({ vendor }) => vendor);
  // Who wrote a change that was there before is not known: then every vendor counts.
  const writer = plan.executor?.agent.vendor;
  const vendors = [...new Set(answered)].filter((vendor) => vendor !== writer).toSorted();
  const { os, node, git, sandbox } = environment;
  return { os, node, git, sandbox, distinctVendors: { count: vendors.length, vendors } };
}
