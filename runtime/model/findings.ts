/** Findings, answers and verdicts. */
import type { TaskReport } from './task-report.ts';

export type FindingCategory =
  | 'correctness'
  | 'coverage'
  | 'regression'
  | 'test-tampering'
  | 'scope'
  | 'security'
  | 'performance'
  | 'maintainability'
  | 'process';
export type Severity = 'blocker' | 'major' | 'minor' | 'note';
export type CriterionStatus = 'met' | 'partial' | 'unmet' | 'not-checked';
export type AnswerVerdict = 'pass' | 'concerns' | 'fail';
export type Verdict = AnswerVerdict;
export type Outcome = 'accepted' | 'not-accepted' | 'blocked' | 'contract-violated' | 'failed' | 'cancelled' | 'waiting-quota';

export interface Location {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

export interface Quote {
  readonly file: string;
  readonly side: 'new' | 'base';
  readonly line: number;
  readonly text: string;
}

export interface Reproducer {
  readonly cmd: string;
  readonly expect: { readonly exit: number | 'nonzero'; readonly stdout?: string };
}

/** A finding as one verifier (or one of okstra's audits) raised it. */
export interface RawFinding {
  readonly category: FindingCategory;
  readonly severity: Severity;
  readonly location?: Location;
  readonly claim: string;
  readonly evidence: string;
  readonly criterion?: string;
  readonly quote?: Quote;
  readonly reproducer?: Reproducer;
  readonly recommendation?: string;
}

export type FindingClass = 'reproduced' | 'refuted' | 'withdrawn' | 'confirmed' | 'disputed' | 'standing';

/** A finding after merging: who raised it, what became of it. */
export interface Finding extends RawFinding {
  /** `F-001`…, kept over rounds and attempts. */
  readonly id: string;
  /** Seat ids, or `okstra` for an audit. */
  readonly raisedBy: readonly string[];
  readonly vendors: readonly string[];
  readonly class: FindingClass;
  readonly state: 'new' | 'open' | 'fixed' | 'regressed';
  readonly firstAttempt: number;
  /** False: listed, but does not enter the verdict; `why` says so. */
  readonly counts: boolean;
  readonly why?: string;
  /** How often it was gone in an attempt after it had been reported; absent: never. */
  readonly fixes?: number;
  /** What its reproducer did when okstra ran it; absent when it was not run. */
  readonly reproduced?: ReproducerResult;
  readonly positions: readonly Position[];
}

/** `holds-on-both`: on base and candidate alike. `void`: the command could not be run, so it settles nothing. */
export type ReproducerResult = 'holds' | 'holds-on-both' | 'does-not-hold' | 'void';

export interface Position {
  readonly round: number;
  readonly seat: string;
  readonly vendor: string;
  readonly finding: string;
  readonly position: 'AGREE' | 'DISAGREE' | 'SUPPLEMENT' | 'WITHDRAW';
  readonly kind?: 'a' | 'b' | 'c' | 'd' | 'e';
  readonly evidence: string;
  readonly quote?: Quote;
}

export interface CriterionAnswer {
  readonly id: string;
  readonly status: CriterionStatus;
  readonly evidence: string;
}

/** A verifier's answer after parsing, in whichever accepted form it came. */
export interface VerifierAnswer {
  readonly form: 'structured' | 'json' | 'fenced' | 'two-line';
  /** The tree hash echoed; empty in the two-line form. */
  readonly tree: string;
  readonly verdict: AnswerVerdict;
  readonly criteria: readonly CriterionAnswer[];
  readonly findings: readonly RawFinding[];
  readonly commands: readonly { readonly cmd: string; readonly exitCode: number | null }[];
  readonly summary: string;
  /** Two-line form only. */
  readonly remainingTasks: readonly string[];
  /** What it reports besides; absent when it has no such fields. */
  readonly report?: TaskReport;
}

/** What a verifier says in a refutation round. */
export interface PositionsAnswer {
  readonly form: 'structured' | 'json' | 'fenced';
  readonly tree: string;
  readonly positions: readonly GivenPosition[];
  /** Problems that nobody named before. */
  readonly findings: readonly RawFinding[];
}

/** A position without who took it and when. */
export type GivenPosition = Omit<Position, 'round' | 'seat' | 'vendor'>;

/** Findings that a verifier is asked about in a refutation round. */
export interface RoundAsk {
  readonly seat: string;
  /** Ids, in their order. */
  readonly findings: readonly string[];
}

/** Where a follow-up comes from. No source has rows of the last kind yet: a question about the item that the run left open. */
export type FollowUpKind = 'out-of-scope' | 'declined-recommendation' | 'residual-risk' | 'clarification';

/** Work that a run does not do, and that may become an item of its own. */
export interface FollowUp {
  /** `FU-001`…, unique in its run. */
  readonly id: string;
  readonly kind: FollowUpKind;
  /** Severity of the finding it comes from; `note` for what an agent only said. */
  readonly level: Severity;
  /** Id of a finding, or the seat that said it. */
  readonly origin: string;
  readonly title: string;
  readonly suggestedPhase: string;
  readonly scope: string;
  readonly reason: string;
  readonly autoSpawn: boolean;
}

/** A follow-up with what an item made of it has to say: the title of one may be cut. */
export interface FollowUpRecord extends FollowUp {
  readonly claim: string;
  readonly evidence?: string;
  readonly recommendation?: string;
  /** Command that shows the problem. */
  readonly reproducer?: string;
}

/** From which level on a follow-up becomes an item without being asked for. */
export type AutoSpawn = 'none' | 'blocker' | 'major' | 'all';

/** A concrete thing left to do, with where it came from. */
export interface RemainingTask {
  readonly text: string;
  /** Criterion id, finding id, check id, or seat id. */
  readonly origin: string;
}
