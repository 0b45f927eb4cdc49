/** The prompt of a dispatch, from the state of the run. */

import { languagesOf } from '../evidence/index.ts';
import type { ConvergenceState } from '../findings/index.ts';
import type { Action, AttemptState, DispatchState } from '../lead/index.ts';
import { askedOf, seatDispatches } from '../lead/index.ts';
import type { Seat } from '../model/agents.ts';
import { OkstraError } from '../model/failure.ts';
import type { Anchors, ComposedPrompt, PromptLibrary, PromptResult } from '../prompts/index.ts';
import {
  dispatchFacts,
  executorPrompt,
  refutationPrompt,
  repairPrompt,
  reportPrompt,
  stepOf,
  verifierPrompt,
} from '../prompts/index.ts';
import { commitMessages } from './commit-messages.ts';
import type { RunContext } from './context.ts';
import { changedInstructions } from './instructions.ts';
import { shelfOf } from './prompt-shelf.ts';
import { workplaceOf } from './workplace.ts';
import { executorText } from './workspace.ts';

type Dispatch = Extract<Action, { type: 'dispatch' }>;

export interface Question {
  readonly context: RunContext;
  readonly action: Dispatch;
  readonly seat: Seat;
  readonly attempt: AttemptState;
  readonly tree: string;
  /** Absolute folder the agent is started in. */
  readonly cwd: string;
  /** Verifiers: paths below `.okstra-inputs/`. */
  readonly inputs: readonly string[];
  /** Verifiers: the change they judge, as unified diff. */
  readonly diff: string;
  readonly maxChars: number | undefined;
  /** Report writer: the data of the report as JSON text. */
  readonly reportData: string;
  /** The dispatch before this one goes on in its own session. */
  readonly continues: boolean;
}

/** @throws OkstraError of the first problem: unknown placeholder, profiles that do not go together, prompt above the agent's limit. */
export function compose(question: Question): ComposedPrompt {
  const step = question.action.round > 0 ? 'refute' : stepOf(question.seat.role);
  if (step === undefined) throw new Error(`the role ${question.seat.role} has no step`);
  const prompts = shelfOf(question.context.repo, question.context.ports).at(step);
  const result = question.action.turn === 'repair' ? repair(question, prompts) : first(question, prompts);
  if (result.ok) return result.value;
  const [problem, ...others] = result.failure;
  if (!problem) throw new Error('a prompt was refused without a reason');
  throw new OkstraError(others.length === 0 ? problem : { ...problem, details: { ...problem.details, others } });
}

function first(question: Question, prompts: PromptLibrary): PromptResult {
  if (question.seat.role === 'executor') return forExecutor(question, prompts);
  if (question.seat.role === 'report-writer') return forReport(question, prompts);
  return question.action.round > 0 ? forRefutation(question, prompts) : forVerifier(question, prompts);
}

function forExecutor(question: Question, prompts: PromptLibrary): PromptResult {
  const { context, attempt, action } = question;
  const state = context.state();
  const before = state.attempts.find((entry) => entry.n === attempt.n - 1);
  return executorPrompt({
    ...shared(question, prompts),
    attempt: attempt.n,
    maxAttempts: context.plan.limits.maxAttempts,
    remainingTasks: attempt.remainingTasks,
    receipts: before ? before.receipts : state.baseline.receipts,
    checks: context.plan.checks,
    ...resumption(action, question.continues),
    ...instructionsOf(before),
  });
}

/** What the executor finds in its folder under names that its program takes for instructions, and wrote itself. */
function instructionsOf(before: AttemptState | undefined): { ownInstructions?: { paths: readonly string[]; base: string } } {
  const paths = changedInstructions(before?.candidate?.files ?? []);
  return before?.candidate === undefined || paths.length === 0 ? {} : { ownInstructions: { paths, base: before.candidate.base } };
}

function resumption(action: Dispatch, continues: boolean): { resumed?: string } {
  if (action.turn === 'first' || action.turn === 'repair') return {};
  const why =
    action.turn === 'retry'
      ? 'The dispatch before this one ended without a result.'
      : 'The dispatch before this one was interrupted.';
  return { resumed: continues ? `${why} Go on where you were.` : `${why} The folder is as it was at the start of this attempt.` };
}

function forVerifier(question: Question, prompts: PromptLibrary): PromptResult {
  const { context, attempt } = question;
  const { candidate } = attempt;
  if (!candidate) throw new Error('verifiers are asked only about a captured candidate');
  return verifierPrompt({
    ...shared(question, prompts),
    base: candidate.base,
    diff: question.diff,
    changedFiles: candidate.files,
    receipts: [...context.state().baseline.receipts, ...attempt.receipts],
    unconfigured: context.plan.unconfigured,
    ...(context.plan.executor === null
      ? { commitMessages: commitMessages(context.plan.change) }
      : { executorText: executorText(context, attempt) }),
    inputs: question.inputs,
  });
}

const forReport = (question: Question, prompts: PromptLibrary): PromptResult =>
  reportPrompt({
    ...shared(question, prompts),
    data: question.reportData,
    reportLanguage: question.context.plan.language,
    inputs: question.inputs,
  });

function forRefutation(question: Question, prompts: PromptLibrary): PromptResult {
  const { context, attempt, action, seat } = question;
  const { candidate } = attempt;
  const round = attempt.rounds.find((each) => each.round === action.round);
  if (!candidate || !round) throw new Error('a refutation round follows a candidate and an opened round');
  const asked = askedOf(attempt, { seat: seat.id, round: action.round });
  const { findings } = JSON.parse(context.folder.read(round.findings)) as ConvergenceState;
  return refutationPrompt({
    ...shared(question, prompts),
    seat: seat.id,
    round: action.round,
    verificationMode: context.plan.convergence.verificationMode,
    findings: findings.filter(({ id }) => asked.includes(id)),
    diff: question.diff,
    changedFiles: candidate.files,
    receipts: [...context.state().baseline.receipts, ...attempt.receipts],
    unconfigured: context.plan.unconfigured,
  });
}

function repair(question: Question, prompts: PromptLibrary): PromptResult {
  const { context, seat } = question;
  const earlier = lastAnswered(question);
  if (!earlier?.text) throw new Error('a repair turn follows an answer');
  const asked = first(question, prompts);
  if (!asked.ok) return asked;
  const answer = earlier.structured ? context.folder.read(earlier.structured) : context.folder.read(earlier.text);
  return repairPrompt({
    library: prompts,
    anchors: anchorsOf(question),
    isRefutation: question.action.round > 0,
    facts: dispatchFacts(seat.role, { ...shared(question, prompts), agent: seat.agent.name }),
    item: context.plan.item,
    tree: question.tree,
    question: asked.value.text,
    answer,
    problems: earlier.judged?.problems ?? ['the answer did not fit the answer form'],
    ...(question.maxChars === undefined ? {} : { maxChars: question.maxChars }),
  });
}

/** The answer to repair: not always that of the dispatch just before, which may have been cut off or met a fault. */
const lastAnswered = (question: Question): DispatchState | undefined =>
  seatDispatches(question.attempt, question.seat.id, question.action.round).findLast((d) => d.judged !== undefined);

function shared(question: Question, prompts: PromptLibrary) {
  const { phase, mode, level, item } = question.context.plan;
  return {
    library: prompts,
    anchors: anchorsOf(question),
    phase,
    mode,
    ci: question.context.state().prepared?.facts?.ci ?? false,
    level,
    agent: question.seat.agent.name,
    language: languagesOfChange(question),
    item,
    tree: question.tree,
    ...(question.maxChars === undefined ? {} : { maxChars: question.maxChars }),
  };
}

function anchorsOf({ context, seat, cwd }: Question): Anchors {
  const anchors = { projectRoot: cwd, model: seat.agent.model ?? `the default of ${seat.agent.name}` };
  if (seat.role !== 'executor') return anchors;
  const { worktree, branch } = workplaceOf(context);
  return { ...anchors, worktree: { path: worktree, branch } };
}

/** Those on record for the run, and for a verifier those of the change too. Journals of earlier versions have none on record. */
function languagesOfChange({ attempt, context }: Question): readonly string[] {
  const recorded = context.state().prepared?.facts?.languages.map(({ name }) => name);
  const changed = attempt.candidate?.files.map((file) => file.path);
  return [...new Set([...(recorded ?? languagesOf(context.plan.item.files ?? [])), ...languagesOf(changed ?? [])])].toSorted();
}
