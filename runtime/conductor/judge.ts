/** The attempt judged as a whole. What is decided here is decided by pure functions over what is on record. */
import type { TestProof } from '../audits/index.ts';
import type { ConvergenceState, JudgeInput, Judgement, RoundAnswer, SeatAnswer } from '../findings/index.ts';
import { judgeAttempt, nextRound, parseExecutorClaims } from '../findings/index.ts';
import { diffText, filesAt } from '../git/index.ts';
import type { Action, AttemptState } from '../lead/index.ts';
import { brokenIn, panelOf, seatDispatches, seatNeed } from '../lead/index.ts';
import type { Finding, PositionsAnswer, Quote, RawFinding, VerifierAnswer } from '../model/findings.ts';
import { readAudits } from './audit.ts';
import { changedLines, touches } from './changed-lines.ts';
import type { RunContext } from './context.ts';
import { conclude } from './prove-tests.ts';
import { runReproducers } from './reproducers.ts';
import { executorText } from './workspace.ts';

/** Settles what can be settled by running it; then opens another round where one can settle more, else gives the verdict. */
export async function giveVerdict(context: RunContext, action: Extract<Action, { type: 'give-verdict' }>): Promise<void> {
  const n = action.attempt;
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  if (!attempt) throw new Error(`no attempt ${n}`);
  const input = await judgeInput(context, attempt, action.overBudget);
  const { findings } = judgeAttempt(input);
  const reproducers = brokenIn(attempt).length > 0 ? {} : await runReproducers(context, attempt, findings);
  const settled: JudgeInput = { ...input, reproducers };
  const judgement = judgeAttempt(settled);
  const next = nextRound(settled);
  if (next.kind === 'open') {
    const path = `state/convergence-${n}-${next.round}.json`;
    context.append({
      type: 'round-opened',
      attempt: n,
      round: next.round,
      asks: next.asks,
      findings: context.folder.project(path, json(judgement.convergence)),
    });
    return;
  }
  const convergence = context.folder.project(`state/convergence-${n}.json`, json(judgement.convergence));
  context.folder.project('state/convergence.json', json(judgement.convergence));
  for (const message of judgement.churn) context.append({ type: 'notice', notice: { code: 'churn', message } });
  for (const message of judgement.notices) context.append({ type: 'notice', notice: { code: 'verdict', message } });
  append(context, { attempt: n, judgement, convergence, answers: input.answers.length });
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

/** A verifier that changed its repository or ran what it may not, in whichever round, counts in none of them. */
const isVoid = ({ dispatches }: AttemptState, seat: string): boolean =>
  dispatches.some((each) => each.seat === seat && each.judged?.result === 'void');

/** Valid answers of an attempt, in the order of the roster. */
function answersOf(context: RunContext, attempt: AttemptState): readonly SeatAnswer[] {
  return context.plan.verifiers.flatMap((seat) => {
    if (isVoid(attempt, seat.id)) return [];
    const need = seatNeed('verifier', seatDispatches(attempt, seat.id));
    if (need.kind !== 'answered' || !need.answer) return [];
    return [{ seat: seat.id, vendor: seat.agent.vendor, answer: JSON.parse(context.folder.read(need.answer)) as VerifierAnswer }];
  });
}

/** Valid answers of the refutation rounds of an attempt. */
function roundAnswersOf(context: RunContext, attempt: AttemptState): readonly RoundAnswer[] {
  return attempt.rounds.flatMap(({ round, asks }) =>
    asks.flatMap(({ seat }) => {
      const need = seatNeed('verifier', seatDispatches(attempt, seat, round));
      const vendor = context.plan.verifiers.find(({ id }) => id === seat)?.agent.vendor;
      if (need.kind !== 'answered' || !need.answer || vendor === undefined || isVoid(attempt, seat)) return [];
      return [{ seat, vendor, round, answer: JSON.parse(context.folder.read(need.answer)) as PositionsAnswer }];
    }),
  );
}

async function judgeInput(context: RunContext, attempt: AttemptState, overBudget: boolean): Promise<JudgeInput> {
  const { plan } = context;
  const state = context.state();
  const asked = panelOf(state, attempt);
  const answers = answersOf(context, attempt);
  const roundAnswers = roundAnswersOf(context, attempt);
  return {
    attempt: attempt.n,
    maxAttempts: plan.limits.maxAttempts,
    mode: plan.mode,
    criteria: plan.item.criteria,
    hasBaseline: plan.baseline,
    receipts: { baseline: state.baseline.receipts, candidate: attempt.receipts },
    contractBroken: brokenIn(attempt),
    executorCommands: parseExecutorClaims(executorText(context, attempt)).claims.commands,
    verifiers: plan.verifiers
      .filter(({ id }) => asked.includes(id))
      .map((seat) => ({ seat: seat.id, vendor: seat.agent.vendor })),
    answers,
    audits: await auditFindings(context, attempt, answers),
    previous: previousFindings(context, attempt.n),
    isFirstReview: reviewedBefore(context, attempt) === undefined,
    changedSince: await changedSince(context, attempt),
    quoteExists: await quotesOf(context, attempt, quotesIn(answers, roundAnswers)),
    reproducers: {},
    rounds: attempt.rounds,
    roundAnswers,
    convergence: { ...plan.convergence, maxRounds: plan.limits.maxRounds, budgetReached: overBudget },
  };
}

/** Everything okstra found by looking: in the change, in the runs of its tests, in the receipts, and in what agents say of them. */
async function auditFindings(
  context: RunContext,
  attempt: AttemptState,
  answers: readonly SeatAnswer[],
): Promise<readonly RawFinding[]> {
  const { audited } = attempt;
  if (!audited) return [];
  const { applyAllowList, auditCounts, auditDiscrepancies } = await import('../audits/index.ts');
  const record = readAudits(context, audited.audits);
  const { baseline } = context.state();
  const text = executorText(context, attempt);
  const fewer = auditCounts({ baseline: baseline.receipts, candidate: attempt.receipts, found: record.findings });
  const sayings = [
    ...(context.plan.executor === null ? [] : [{ seat: 'executor', commands: parseExecutorClaims(text).claims.commands, text }]),
    ...answers.map(({ seat, answer }) => ({ seat, commands: answer.commands, text: answer.summary })),
  ];
  return [
    ...record.findings,
    ...applyAllowList(fewer, record.allow),
    ...auditDiscrepancies({ sayings, candidate: attempt.receipts }),
    ...(await testFindings(context, attempt)),
  ].map(({ finding }) => finding);
}

async function testFindings(context: RunContext, attempt: AttemptState) {
  const { audited, testsProved } = attempt;
  if (testsProved) return (JSON.parse(context.folder.read(testsProved)) as TestProof).findings;
  // At level light no test is run without the change, and of what was not looked at nothing is said.
  if (!audited || audited.testRuns > 0 || context.plan.level === 'light') return [];
  return (await conclude(context, attempt, readAudits(context, audited.audits), [])).findings;
}

function quotesIn(answers: readonly SeatAnswer[], roundAnswers: readonly RoundAnswer[]): readonly Quote[] {
  const quoting = [
    ...answers.flatMap(({ answer }) => answer.findings),
    ...roundAnswers.flatMap(({ answer }) => [...answer.findings, ...answer.positions]),
  ];
  return quoting.flatMap(({ quote }) => (quote ? [quote] : []));
}

function previousFindings(context: RunContext, n: number): readonly Finding[] {
  const before = context.state().attempts.find((entry) => entry.n === n - 1)?.verdict;
  return before ? (JSON.parse(context.folder.read(before.convergence)) as ConvergenceState).findings : [];
}

/** The last attempt before this one that a verifier gave an answer on: what nobody looked at has nothing that is said too late. */
const reviewedBefore = (context: RunContext, { n }: AttemptState): AttemptState | undefined =>
  context.state().attempts.findLast((entry) => entry.n < n && answersOf(context, entry).length > 0);

async function changedSince(context: RunContext, attempt: AttemptState): Promise<JudgeInput['changedSince']> {
  const before = reviewedBefore(context, attempt)?.candidate;
  if (!before || !attempt.candidate) return () => true;
  const changed = changedLines(await diffText(context.repo, before.tree, attempt.candidate.tree));
  return (file, start, end) => touches(changed, file, { start, end });
}

/** Lines that a quote may be off by: models count lines badly, and the text itself is the proof. */
const QUOTE_SLACK = 5;

async function quotesOf(
  context: RunContext,
  attempt: AttemptState,
  quotes: readonly Quote[],
): Promise<JudgeInput['quoteExists']> {
  const { candidate } = attempt;
  if (!candidate || quotes.length === 0) return () => false;
  const load = (side: Quote['side'], commit: string) =>
    filesAt(context.repo, commit, [...new Set(quotes.filter((quote) => quote.side === side).map(({ file }) => file))]);
  const sides = { new: await load('new', candidate.commit), base: await load('base', candidate.base) };
  return (quote) => {
    const content = sides[quote.side].get(quote.file);
    if (content === undefined) return false;
    const text = new TextDecoder().decode(content);
    // The quote was redacted when the answer was written.
    return standsNear(quote.text.includes('[redacted:') ? context.redactor.text(text) : text, quote);
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
