/** What goes into and comes out of judging: answers in, findings and a verdict out. Values only. */
import type { Receipt } from '../model/evidence.ts';
import type {
  AnswerVerdict,
  CriterionStatus,
  Finding,
  FindingClass,
  FollowUp,
  Outcome,
  Position,
  PositionsAnswer,
  Quote,
  RawFinding,
  RemainingTask,
  ReproducerResult,
  RoundAsk,
  Verdict,
  VerifierAnswer,
} from '../model/findings.ts';
import type { Criterion, CriterionKind } from '../model/item.ts';
import type { Level, Mode } from '../model/plan.ts';

export interface AnswerInput {
  /** The agent's final text, as it came. */
  readonly text: string;
  /** The CLI's structured output, unvalidated; absent or null when there is none. */
  readonly structured?: unknown;
  /** All criteria of the item. */
  readonly criteria: readonly Criterion[];
  /** Ids of criteria that a check's receipt answers; an answer may leave them out. See `criteriaOfReceipts`. */
  readonly receiptsCriteria: readonly string[];
  /** Hash of the tree the verifier was given. */
  readonly tree: string;
  readonly level: Level;
  /** True for the answer to the repair turn: a `fail` whose only reason is its summary is then taken. Default false. */
  readonly afterRepair?: boolean;
  /** Whether it may report gaps and fix tasks besides; elsewhere such fields are ignored. Default false. */
  readonly reports?: boolean;
}

export type ParsedAnswer =
  | { readonly kind: 'valid'; readonly answer: VerifierAnswer; readonly notices: readonly string[] }
  /** Worth one repair turn that quotes `problems`; `no-result` when that turn was already used. */
  | { readonly kind: 'repairable'; readonly problems: readonly string[] }
  /** Two answers in one text that contradict each other: `no-result` at once. */
  | { readonly kind: 'contradictory'; readonly problems: readonly string[] };

/** A command an agent says it ran; null: it does not say how it ended. */
export interface ClaimedCommand {
  readonly cmd: string;
  readonly exitCode: number | null;
}

/** What an executor says in its `json` block. Claims, never evidence. Empty lists when there is no block. */
export interface ExecutorClaims {
  readonly commands: readonly ClaimedCommand[];
  readonly outOfPlan: readonly { readonly file: string; readonly why: string }[];
  readonly exemptions: readonly string[];
  readonly commits: readonly { readonly message: string; readonly files: readonly string[] }[];
}

/** A verifier of the roster, whether or not it gave a result. */
export interface VerifierSeat {
  readonly seat: string;
  readonly vendor: string;
}

/** A valid answer and who gave it. */
export interface SeatAnswer extends VerifierSeat {
  readonly answer: VerifierAnswer;
}

/** A valid answer of a refutation round. */
export interface RoundAnswer extends VerifierSeat {
  /** 2 or 3. */
  readonly round: number;
  readonly answer: PositionsAnswer;
}

/** A refutation round that took place, whether or not those who were asked answered. */
export interface OpenedRound {
  /** 2 or 3. */
  readonly round: number;
  readonly asks: readonly RoundAsk[];
}

export interface AgentCommands {
  /** Seat id. */
  readonly seat: string;
  readonly commands: readonly ClaimedCommand[];
}

export interface Receipts {
  readonly baseline: readonly Receipt[];
  /** Receipts of this attempt only. */
  readonly candidate: readonly Receipt[];
}

/** Whether any of the lines was changed since the attempt before. Lines count from 1, both ends included. */
export type ChangedSince = (file: string, startLine: number, endLine: number) => boolean;
/** Whether the quoted text stands where the quote says, within five lines, compared without outer blanks. */
export type QuoteExists = (quote: Quote) => boolean;

export interface JudgeInput {
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly mode: Mode;
  readonly criteria: readonly Criterion[];
  /** False: no check ran on the base (level `light`). */
  readonly hasBaseline: boolean;
  readonly receipts: Receipts;
  /** One line for each way in which the executor broke its contract; empty when it kept it. */
  readonly contractBroken: readonly string[];
  /** Commands that the executor claims (`parseExecutorClaims(text).claims.commands`). Those of verifiers are in their answers. */
  readonly executorCommands: readonly ClaimedCommand[];
  /** The whole roster; empty answers of a roster mean that nobody gave a result. */
  readonly verifiers: readonly VerifierSeat[];
  /** Valid answers of this attempt, in any order. */
  readonly answers: readonly SeatAnswer[];
  /** Findings of okstra's own audits of this candidate. */
  readonly audits: readonly RawFinding[];
  /** `findings` of the judgement of the attempt before; empty for the first. */
  readonly previous: readonly Finding[];
  /** No verifier gave an answer on an earlier candidate, so nothing can be said too late. */
  readonly isFirstReview: boolean;
  /** Since the last candidate that a verifier gave an answer on; asked from the second review on only. */
  readonly changedSince: ChangedSince;
  readonly quoteExists: QuoteExists;
  /** Results of reproducers that were run, by finding id; empty while none is run. */
  readonly reproducers: Readonly<Record<string, ReproducerResult>>;
  /** Refutation rounds so far; empty with one round. */
  readonly rounds: readonly OpenedRound[];
  /** Valid answers of these rounds, in any order. */
  readonly roundAnswers: readonly RoundAnswer[];
  readonly convergence: ConvergenceSettings;
}

export interface ConvergenceSettings {
  readonly enabled: boolean;
  /** 1 to 3. */
  readonly maxRounds: number;
  readonly verificationMode: 'lightweight' | 'full-reanalysis';
  /** True when a round was left out because the budget did not suffice. */
  readonly budgetReached: boolean;
}

export interface VerdictDecision {
  /** Number of the row of the verdict table that applied. */
  readonly row: number;
  /** null: none could be given. */
  readonly verdict: Verdict | null;
  readonly outcome: Outcome | 'next-attempt';
  /** At least one, each a sentence for the report. */
  readonly reasons: readonly string[];
  /** Where an outcome without a verdict leads. */
  readonly route?: 'error-analysis';
}

/** What became of one criterion, with what each verifier said of it side by side. */
export interface CriterionRow {
  readonly id: string;
  readonly text: string;
  readonly kind: CriterionKind;
  /** `receipt`: a check decides. `person`: manual, and no verifier could check it. `nobody`: no answer speaks of it. */
  readonly answeredBy: 'receipt' | 'verifiers' | 'person' | 'nobody';
  /** The least favourable of what counts; `not-checked` when nothing does. */
  readonly status: CriterionStatus;
  /** Check id, when a receipt answers. */
  readonly check?: string;
  /** True when verifiers that checked it do not say the same. */
  readonly disagreed: boolean;
  /** In seat order. Answers in the two-line form speak of no criterion and are left out. */
  readonly answers: readonly {
    readonly seat: string;
    readonly vendor: string;
    readonly status: CriterionStatus;
    readonly evidence: string;
  }[];
}

export type Round2SkippedReason = 'no-open-findings' | 'single-verifier' | 'disabled' | 'budget' | 'max-rounds';

/** What a seat gave in a round: a verdict in the first, positions in the later ones. */
export type RoundResult = AnswerVerdict | 'positions' | 'no-result';

export interface RoundRecord extends Readonly<Record<string, unknown>> {
  /** From 1; the first round is the independent verification. */
  readonly round: number;
  /** In seat order. */
  readonly answers: readonly { readonly seat: string; readonly vendor: string; readonly verdict: RoundResult }[];
  /** Ids of the findings that the round was about, in their order; absent in the first. */
  readonly queue?: readonly string[];
  /** Findings after merging that were raised in this round. */
  readonly raised: number;
  /** Findings that another round could still settle. */
  readonly open: number;
}

/** `state/convergence.json`. The same answers in any order give the same bytes. */
export interface ConvergenceState {
  readonly version: 1;
  readonly attempt: number;
  readonly maxRounds: number;
  readonly verificationMode: ConvergenceSettings['verificationMode'];
  readonly roundHistory: readonly RoundRecord[];
  /** null: a second round took place. */
  readonly round2SkippedReason: Round2SkippedReason | null;
  /** Why there was no further round after the last one; null while one is about to begin. */
  readonly stopReason: Round2SkippedReason | null;
  readonly finalClassificationCounts: Readonly<Record<FindingClass, number>>;
  readonly findings: readonly Finding[];
  readonly positions: readonly Position[];
  readonly followUps: readonly FollowUp[];
}

export interface Judgement {
  readonly attempt: number;
  readonly decision: VerdictDecision;
  /** Those of this attempt first found or found again, and those of earlier attempts (`fixed`), in the order of their ids. */
  readonly findings: readonly Finding[];
  /** Empty when the attempt is accepted. */
  readonly remainingTasks: readonly RemainingTask[];
  readonly followUps: readonly FollowUp[];
  readonly criteria: readonly CriterionRow[];
  /** Distinct vendors that gave a result. */
  readonly answeringVendors: readonly string[];
  readonly convergence: ConvergenceState;
  /** Regions that are reported again after two fixes, a sentence each with the advice to cut. */
  readonly churn: readonly string[];
  readonly notices: readonly string[];
}
