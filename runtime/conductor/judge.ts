/** Answers are looked at one by one; then the attempt as a whole. What is decided here is decided by pure functions over what is on record. */

import type { ConvergenceState, JudgeInput, Judgement, SeatAnswer } from '../findings/index.ts';
import { criteriaOfReceipts, judgeAttempt, parseAnswer, parseExecutorClaims } from '../findings/index.ts';
import { diffText, filesAt } from '../git/index.ts';
import type { Action, AttemptState, DispatchState } from '../lead/index.ts';
import { seatDispatches, seatNeed } from '../lead/index.ts';
import type { Finding, Quote, VerifierAnswer } from '../model/findings.ts';
import { changedLines, touches } from './changed-lines.ts';
import type { RunContext } from './context.ts';
import { seatOf } from './dispatch.ts';
import { executorText } from './workspace.ts';

export async function judgeAnswer(context: RunContext, action: Extract<Action, { type: 'judge-answer' }>): Promise<void> {
  const { attempt, dispatch } = find(context, action.attempt, action.dispatch);
  const judged = { type: 'answer-judged', dispatch: dispatch.id, seat: action.seat, attempt: attempt.n } as const;
  if (dispatch.disturbed && dispatch.disturbed.length > 0) {
    context.append({ ...judged, result: 'void', problems: dispatch.disturbed.map((line) => `its repository changed: ${line}`) });
    return;
  }
  const { item, level } = context.plan;
  const parsed = parseAnswer({
    text: dispatch.text ? context.folder.read(dispatch.text) : '',
    ...(dispatch.structured ? { structured: JSON.parse(context.folder.read(dispatch.structured)) as unknown } : {}),
    criteria: item.criteria,
    receiptsCriteria: criteriaOfReceipts(
      item.criteria,
      context.plan.checks.map((check) => check.cmd),
    ),
    tree: attempt.candidate?.tree ?? '',
    level,
    afterRepair: dispatch.turn === 'repair',
  });
  if (parsed.kind !== 'valid') {
    context.append({
      ...judged,
      result: parsed.kind === 'repairable' ? 'repairable' : 'no-result',
      problems: parsed.problems.slice(0, 20),
    });
    return;
  }
  const answer = context.folder.project(`results/${dispatch.id}.json`, `${JSON.stringify(parsed.answer, null, 2)}\n`);
  for (const message of parsed.notices)
    context.append({
      type: 'notice',
      notice: { code: 'answer', message: `${seatOf(context, action.seat).agent.name}: ${message}` },
    });
  context.append({ ...judged, result: 'valid', answer, problems: [] });
}

function find(context: RunContext, n: number, id: string): { attempt: AttemptState; dispatch: DispatchState } {
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  const dispatch = attempt?.dispatches.find((entry) => entry.id === id);
  if (!attempt || !dispatch) throw new Error(`no dispatch ${id} in attempt ${n}`);
  return { attempt, dispatch };
}

export async function giveVerdict(context: RunContext, n: number): Promise<void> {
  const state = context.state();
  const attempt = state.attempts.find((entry) => entry.n === n);
  if (!attempt) throw new Error(`no attempt ${n}`);
  const answers = answersOf(context, attempt);
  const judgement = judgeAttempt(await judgeInput(context, attempt, answers));
  const convergence = context.folder.project(`state/convergence-${n}.json`, json(judgement.convergence));
  context.folder.project('state/convergence.json', json(judgement.convergence));
  for (const message of judgement.notices) context.append({ type: 'notice', notice: { code: 'verdict', message } });
  append(context, { attempt: n, judgement, convergence, answers: answers.length });
}

function append(
  context: RunContext,
  given: { attempt: number; judgement: Judgement; convergence: ReturnType<RunContext['folder']['project']>; answers: number },
): void {
  const { decision, remainingTasks } = given.judgement;
  context.append({
    type: 'verdict-given',
    attempt: given.attempt,
    verdict: decision.verdict,
    outcome: decision.outcome,
    row: decision.row,
    reasons: decision.reasons,
    remainingTasks,
    convergence: given.convergence,
    answers: given.answers,
  });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Valid answers of an attempt, in the order of the roster. */
function answersOf(context: RunContext, attempt: AttemptState): readonly SeatAnswer[] {
  return context.plan.verifiers.flatMap((seat) => {
    const need = seatNeed('verifier', seatDispatches(attempt, seat.id));
    if (need.kind !== 'answered' || !need.answer) return [];
    return [{ seat: seat.id, vendor: seat.agent.vendor, answer: JSON.parse(context.folder.read(need.answer)) as VerifierAnswer }];
  });
}

async function judgeInput(context: RunContext, attempt: AttemptState, answers: readonly SeatAnswer[]): Promise<JudgeInput> {
  const { plan } = context;
  const state = context.state();
  return {
    attempt: attempt.n,
    maxAttempts: plan.limits.maxAttempts,
    mode: plan.mode,
    criteria: plan.item.criteria,
    hasBaseline: plan.baseline,
    receipts: { baseline: state.baseline.receipts, candidate: attempt.receipts },
    contractBroken: attempt.contractBroken ?? [],
    executorCommands: parseExecutorClaims(executorText(context, attempt)).claims.commands,
    verifiers: plan.verifiers.map((seat) => ({ seat: seat.id, vendor: seat.agent.vendor })),
    answers,
    audits: [],
    previous: previousFindings(context, attempt.n),
    changedSince: await changedSince(context, attempt),
    quoteExists: await quotesOf(context, attempt, answers),
    reproducers: {},
    positions: [],
    convergence: { enabled: true, maxRounds: plan.limits.maxRounds, verificationMode: 'lightweight', budgetReached: false },
  };
}

function previousFindings(context: RunContext, n: number): readonly Finding[] {
  const before = context.state().attempts.find((entry) => entry.n === n - 1)?.verdict;
  return before ? (JSON.parse(context.folder.read(before.convergence)) as ConvergenceState).findings : [];
}

async function changedSince(context: RunContext, attempt: AttemptState): Promise<JudgeInput['changedSince']> {
  const before = context.state().attempts.find((entry) => entry.n === attempt.n - 1)?.candidate;
  if (!before || !attempt.candidate) return () => true;
  const changed = changedLines(await diffText(context.repo, before.tree, attempt.candidate.tree));
  return (file, start, end) => touches(changed, file, { start, end });
}

/** Lines that a quote may be off by: models count lines badly, and the text itself is the proof. */
const QUOTE_SLACK = 5;

async function quotesOf(
  context: RunContext,
  attempt: AttemptState,
  answers: readonly SeatAnswer[],
): Promise<JudgeInput['quoteExists']> {
  const { candidate } = attempt;
  const quotes = answers.flatMap(({ answer }) => answer.findings.flatMap(({ quote }) => (quote ? [quote] : [])));
  if (!candidate || quotes.length === 0) return () => false;
  const load = (side: Quote['side'], commit: string) =>
    filesAt(context.repo, commit, [...new Set(quotes.filter((quote) => quote.side === side).map(({ file }) => file))]);
  const sides = { new: await load('new', candidate.commit), base: await load('base', candidate.base) };
  return (quote) => {
    const content = sides[quote.side].get(quote.file);
    return content !== undefined && standsNear(new TextDecoder().decode(content), quote);
  };
}

/** Compared line by line without outer blanks; a quote of several lines must stand as a block. */
export function standsNear(text: string, quote: Pick<Quote, 'line' | 'text'>): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const wanted = quote.text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim());
  if (wanted.join('') === '') return false;
  const from = Math.max(0, quote.line - 1 - QUOTE_SLACK);
  const to = Math.min(lines.length - wanted.length, quote.line - 1 + QUOTE_SLACK);
  for (let at = from; at <= to; at += 1) {
    if (wanted.every((line, index) => lines[at + index] === line)) return true;
  }
  return false;
}
