/** Attempts and the verifiers in them, side by side. */
import type { ReportAttempt, ReportCommand, ReportProof, ReportVerifierTurn } from '../generated/types.ts';
import type { AttemptState, RunState } from '../lead/index.ts';
import { brokenIn } from '../lead/index.ts';
import type { Seat } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import type { VerifierAnswer } from '../model/findings.ts';
import { auditOf } from './audit.ts';
import type { DispatchFacts } from './dispatches.ts';
import { reportFault } from './dispatches.ts';
import { reportRawFinding } from './findings.ts';
import type { ReportInput } from './input.ts';

/** What the parts of a report are made from: the input, folded and indexed once. */
export interface RunFacts {
  readonly input: ReportInput;
  readonly state: RunState;
  readonly dispatches: readonly DispatchFacts[];
}

export const attemptsOf = (facts: RunFacts): ReportAttempt[] => facts.state.attempts.map((attempt) => attemptOf(facts, attempt));

function attemptOf(facts: RunFacts, attempt: AttemptState): ReportAttempt {
  const { input } = facts;
  const { n, candidate, verdict } = attempt;
  const captured = input.events.findLast(
    (event): event is Extract<RunEvent, { type: 'candidate-captured' }> =>
      event.type === 'candidate-captured' && event.candidate.attempt === n,
  );
  const executor = facts.dispatches.findLast(({ started }) => started.seat === input.plan.executor?.id && started.attempt === n);
  return {
    n,
    startTree: attempt.startTree,
    givenTasks: attempt.remainingTasks.map(({ text, origin }) => ({ text, origin })),
    executor: {
      dispatch: executor?.started.dispatch ?? null,
      commands: [...commandsSeen(executor), ...commandsClaimed(input.claims.get(n)?.commands)],
      ownCommits: captured?.executorCommits ?? 0,
      restored: [...(captured?.restored ?? [])],
    },
    candidate: candidate ? { commit: candidate.commit, tree: candidate.tree, changed: candidate.changed } : null,
    ...panelOf(input, attempt),
    contractBroken: [...brokenIn(attempt)],
    audit: auditOf(input, attempt),
    verifiers: input.plan.verifiers.flatMap((seat) => verifierTurn(facts, attempt, seat) ?? []),
    verdict: verdict?.verdict ?? null,
    outcome: verdict?.outcome ?? null,
    row: verdict?.row ?? null,
    reasons: [...(verdict?.reasons ?? [])],
    remainingTasks: (verdict?.remainingTasks ?? []).map(({ text, origin }) => ({ text, origin })),
  };
}

/** The last choice is who was asked; every choice has its reason. */
function panelOf({ events }: ReportInput, { n, panel }: AttemptState): Pick<ReportAttempt, 'panel'> {
  if (panel === undefined) return {};
  const reasons = events.flatMap((event) => (event.type === 'panel-chosen' && event.attempt === n ? [event.reason] : []));
  return { panel: { asked: [...panel.seats], leftOut: [...panel.leftOut], reasons } };
}

/** undefined when the seat was not asked in this attempt. Later rounds are dispatches of their own; what they say stands at the findings. */
function verifierTurn({ input, dispatches }: RunFacts, attempt: AttemptState, seat: Seat): ReportVerifierTurn | undefined {
  const last = dispatches.findLast(
    ({ started }) => started.seat === seat.id && started.attempt === attempt.n && started.round === 0,
  );
  if (!last) return undefined;
  const voided = dispatches.filter(
    ({ started, judged }) => started.seat === seat.id && started.attempt === attempt.n && judged?.result === 'void',
  );
  const answer = voided.length > 0 ? undefined : validAnswer(last, input.answers);
  return {
    seat: seat.id,
    agent: seat.agent.name,
    vendor: seat.agent.vendor,
    verdict: answer?.verdict ?? (isOver(last, attempt) ? 'no-result' : null),
    form: answer?.form ?? null,
    summary: answer?.summary ?? '',
    criteria: (answer?.criteria ?? []).map(({ id, status, evidence }) => ({ id, status, evidence })),
    findings: (answer?.findings ?? []).map(reportRawFinding),
    commands: [...commandsSeen(last), ...commandsClaimed(answer?.commands)],
    problems: [...new Set([...(last.judged?.problems ?? []), ...voided.flatMap(({ judged }) => judged?.problems ?? [])])],
    proof: proofOf(voided.at(-1) ?? last, answer, { seat, criteria: input.plan.item.criteria.map(({ id }) => id) }),
    fault: reportFault(last.finished?.fault),
  };
}

function validAnswer({ judged, started }: DispatchFacts, answers: ReportInput['answers']): VerifierAnswer | undefined {
  if (judged?.result !== 'valid') return undefined;
  const answer = answers.get(started.dispatch);
  if (!answer) throw new Error(`the answer of ${started.dispatch} was judged valid but is not among the report's inputs`);
  return answer;
}

/** Whether nothing more comes from this seat in the attempt: a fault, an unusable answer or a verdict already given without it. */
const isOver = ({ finished, judged }: DispatchFacts, attempt: AttemptState): boolean =>
  attempt.verdict !== undefined || finished?.fault !== undefined || judged?.result === 'no-result' || judged?.result === 'void';

function proofOf(
  { started, finished, judged }: DispatchFacts,
  answer: VerifierAnswer | undefined,
  asked: { readonly seat: Seat; readonly criteria: readonly string[] },
): ReportProof {
  const answered = new Set(answer?.criteria.map(({ id }) => id));
  return {
    ran: finished?.status === 'completed',
    servedModel: servedAsAsked(asked.seat.agent.model, finished?.model, finished?.fault?.kind),
    treeEchoed: answer?.form === 'two-line' ? null : answer?.tree === started.tree,
    criteriaCovered: { n: asked.criteria.filter((id) => answered.has(id)).length, of: asked.criteria.length },
    answerValid: judged?.result === 'valid',
  };
}

/** Words that leave the choice of the model to the vendor; whatever answers was asked for. */
const ANY_MODEL = new Set(['auto', 'default', 'best']);

/** null when nothing attests which model answered. An alias such as `opus` is part of the full name that was served. */
function servedAsAsked(
  requested: string | undefined,
  model: { readonly name: string; readonly attestation: string } | undefined,
  fault: string | undefined,
): boolean | null {
  if (fault === 'model') return false;
  if (model?.attestation !== 'served') return null;
  if (requested === undefined || ANY_MODEL.has(requested)) return true;
  return model.name.toLowerCase().includes(requested.toLowerCase());
}

const commandsSeen = (facts: DispatchFacts | undefined): ReportCommand[] =>
  (facts?.finished?.commands ?? []).map(({ cmd, exitCode }) => ({ cmd, exitCode: exitCode ?? null, from: 'stream' }));

const commandsClaimed = (
  commands: readonly { readonly cmd: string; readonly exitCode: number | null }[] | undefined,
): ReportCommand[] => (commands ?? []).map(({ cmd, exitCode }) => ({ cmd, exitCode, from: 'answer' }));
