/**
 * The journal's vocabulary. One JSON object a line: `{seq, at, type, …}`. Payloads stand in artifact files and are named by hash, so a
 * line stays below a few KB. The state of a run is a fold over these events; nothing else is asked.
 */
import type { DispatchResult, ProcessEnd, Usage } from './agents.ts';
import type { ArtifactRef, Candidate, Receipt } from './evidence.ts';
import type { Failure, Notice } from './failure.ts';
import type { Outcome, RemainingTask, ReproducerResult, RoundAsk, Severity, Verdict } from './findings.ts';
import type { RunId, TaskKey } from './ids.ts';
import type { RaisedLimits, Reserved, Settled } from './limits.ts';
import type { CostSource } from './money.ts';
import type { Level, Mode, Phase } from './plan.ts';

/** Format of the journal; a newer one is refused with the version that can read it. */
export const JOURNAL_FORMAT = 3;

/** What the prompts of a run are chosen by, beside its plan. */
export interface RunFacts {
  /** Nobody is there: the mode `strict` is `strict-ci` for profiles. */
  readonly ci: boolean;
  /** Of the item's files and of the toolchain files of the base, with the files that tell so. */
  readonly languages: readonly { readonly name: string; readonly from: readonly string[] }[];
  readonly labels: readonly string[];
}

/** Why a seat is asked (again). `retry` follows a fault, `repair` an answer that does not fit, `resumed` an interruption. */
export type Turn = 'first' | 'retry' | 'repair' | 'resumed';

/** The lease of the item, under which events are written. */
export interface LeaseRecord {
  /** One more for each that had the item: who has a lower one may not write any more. */
  readonly counter: number;
  /** The git remote where it was taken too. */
  readonly remote?: string;
  /** Whose lease was taken over, and why that could be: its process was gone, or its time was over. */
  readonly takenFrom?: {
    readonly owner: string;
    readonly host: string;
    readonly pid: number;
    readonly runId: string;
    readonly acquiredAt: string;
    readonly expiresAt: string;
    readonly counter: number;
    readonly why: 'gone' | 'expired';
  };
}

export type RunEventBody =
  | {
      readonly type: 'run-started';
      readonly format: number;
      readonly okstra: string;
      readonly runId: RunId;
      readonly taskKey: TaskKey;
      readonly phase: Phase;
      readonly itemId: string;
      readonly itemName: string;
      readonly mode: Mode;
      readonly level: Level;
      readonly maxAttempts: number;
      readonly baseline: boolean;
      readonly verifiers: readonly string[]; // seat ids
      /** null: the change is there already, and nobody is asked to make it. Absent in journals of earlier versions: there is one. */
      readonly executor?: string | null;
      /** Seat that writes the prose of the report. Absent: nobody. */
      readonly reportWriter?: string;
      readonly plan: ArtifactRef;
      readonly statusBefore: string;
      /** Absent in journals of earlier versions. */
      readonly lease?: LeaseRecord;
    }
  | {
      readonly type: 'run-resumed';
      readonly okstra: string;
      readonly swept: number;
      readonly lease?: LeaseRecord;
      /** Limits that hold from here on in place of the plan's. */
      readonly limits?: RaisedLimits;
      /** Agents whose quota is used up are asked again, whatever time they named. */
      readonly quota?: 'ask-again';
    }
  | { readonly type: 'notice'; readonly notice: Notice }
  | {
      readonly type: 'prepared';
      readonly base: string;
      readonly baseTree: string;
      /** Tree the first attempt starts from; differs from baseTree when earlier work is continued. */
      readonly startTree: string;
      /** Where the executor works; both null in a run without one. */
      readonly branch: string | null;
      /** Tip of the branch when the run began; null when the branch was created. */
      readonly branchBefore: string | null;
      readonly worktree: string | null;
      readonly created: boolean;
      readonly mergedDependencies: readonly { readonly item: string; readonly commit: string }[];
      /** Absent in journals of earlier versions. */
      readonly facts?: RunFacts;
    }
  | { readonly type: 'status-marked'; readonly status: string } // native status when the run starts
  | { readonly type: 'set-up'; readonly receipts: readonly Receipt[] }
  | { readonly type: 'check-finished'; readonly receipt: Receipt }
  | { readonly type: 'baseline-finished' }
  | {
      readonly type: 'attempt-started';
      readonly attempt: number;
      readonly startTree: string;
      readonly remainingTasks: readonly RemainingTask[];
    }
  | {
      readonly type: 'dispatch-started';
      readonly dispatch: string; // `executor-1`, `verifier-claude-2`: names its files
      readonly seat: string;
      readonly attempt: number;
      /** 0: not in a refutation round; otherwise the round, from 2. */
      readonly round: number;
      readonly turn: Turn;
      readonly tree: string;
      readonly prompt: ArtifactRef;
      readonly parts: readonly { readonly id: string; readonly sha256: string }[];
      readonly continuesSession?: string;
      /** Set aside of the budgets of the run until the dispatch is settled. Absent in journals of earlier versions, and without a budget. */
      readonly reserved?: Reserved;
    }
  | { readonly type: 'process-started'; readonly dispatch: string; readonly pid: number; readonly startTime: string }
  | { readonly type: 'session-seen'; readonly dispatch: string; readonly session: string }
  | {
      readonly type: 'dispatch-finished';
      readonly dispatch: string;
      readonly status: DispatchResult['status'];
      readonly end: ProcessEnd;
      readonly durationMs: number;
      readonly text: ArtifactRef; // the final text
      readonly structured?: ArtifactRef;
      readonly stream: ArtifactRef;
      readonly log: ArtifactRef;
      readonly session?: string;
      readonly usage?: Usage;
      readonly model?: DispatchResult['model'];
      readonly fault?: DispatchResult['fault'];
      readonly commands: DispatchResult['commands'];
      /** Verifiers: what differs in its repository after the dispatch; a non-empty list voids the answer. */
      readonly disturbed?: readonly string[];
      /** US dollars. Absent: not known. */
      readonly costUsd?: number;
      /** Absent in journals of earlier versions. */
      readonly costSource?: CostSource;
      /** What the budgets count it with. Absent in journals of earlier versions: its usage. */
      readonly settled?: Settled;
      /** `results/<dispatch>-errors.json`: tool calls that failed or were refused, as its stream shows them. Absent: none. */
      readonly errors?: ArtifactRef;
    }
  | {
      readonly type: 'dispatch-abandoned';
      readonly dispatch: string;
      /** `interrupted`: okstra died meanwhile; told when the run goes on. */
      readonly reason: 'interrupted' | 'cancelled' | 'failed';
      /** Absent: what was reserved. */
      readonly settled?: Settled;
    }
  | {
      readonly type: 'contract-broken';
      readonly attempt: number;
      readonly what: readonly string[]; // one line each: path or ref, before and after
    }
  | {
      /** What the capture of the executor's files is about to put right, on record before it is. Absent where there is nothing to. */
      readonly type: 'change-found';
      readonly attempt: number;
      readonly executorCommits: number;
      readonly restored: readonly string[];
    }
  | {
      readonly type: 'candidate-captured';
      readonly candidate: Candidate;
      readonly executorCommits: number;
      readonly restored: readonly string[];
    }
  | { readonly type: 'checks-finished'; readonly attempt: number }
  | {
      /** okstra looked at the change itself. */
      readonly type: 'audited';
      readonly attempt: number;
      /** The findings with what they rest on, files outside the plan, the plan of the runs that show which tests fail without the change. */
      readonly audits: ArtifactRef;
      readonly findings: number;
      /** Of the gravest finding; null: there is none. Absent in journals of earlier versions. */
      readonly gravest?: Severity | null;
      /** How the executor broke its contract in the change itself, a line each. */
      readonly broken: readonly string[];
      /** Runs of changed tests on base and candidate that are still to be made. */
      readonly testRuns: number;
    }
  | {
      /** The change's tests were run without the change and with it. */
      readonly type: 'tests-proved';
      readonly attempt: number;
      readonly result: ArtifactRef;
    }
  | {
      /** A command that a verifier gave as proof of a finding was run on the candidate, and on the base where it held. */
      readonly type: 'reproducer-finished';
      readonly attempt: number;
      readonly finding: string;
      readonly cmd: string;
      readonly result: ReproducerResult;
      /** What decided it, as a sentence. */
      readonly why: string;
      readonly log?: ArtifactRef;
    }
  | {
      /** Fewer verifiers than the roster has are asked (`verification.panel: auto`), or more of it after that. */
      readonly type: 'panel-chosen';
      readonly attempt: number;
      /** All that are asked, in the order of the roster. */
      readonly seats: readonly string[];
      readonly leftOut: readonly string[];
      /** A sentence. */
      readonly reason: string;
      readonly size: { readonly files: number; readonly lines: number };
    }
  | {
      /** The run waits in place: from here on its clock stands. */
      readonly type: 'quota-wait-started';
      readonly seats: readonly string[];
      readonly until: string; // ISO time
    }
  | { readonly type: 'quota-wait-ended'; readonly until: string }
  | {
      /** A refutation round begins: findings that are still open go to verifiers that did not raise them. */
      readonly type: 'round-opened';
      readonly attempt: number;
      /** From 2; the first round is the independent verification. */
      readonly round: number;
      readonly asks: readonly RoundAsk[];
      /** `state/convergence-<attempt>-<round>.json`: the findings as they stood when the round began. */
      readonly findings: ArtifactRef;
    }
  | {
      /** A verifier's dispatch was looked at: its repository compared, its answer parsed. */
      readonly type: 'answer-judged';
      readonly dispatch: string;
      readonly seat: string;
      readonly attempt: number;
      readonly result: 'valid' | 'repairable' | 'no-result' | 'void';
      /** The parsed answer (VerifierAnswer; in a refutation round PositionsAnswer). */
      readonly answer?: ArtifactRef;
      readonly problems: readonly string[];
      /** Of a valid answer outside refutation rounds: `pass`, and nothing in it weighs more than a minor finding. */
      readonly clean?: boolean;
    }
  | {
      readonly type: 'verdict-given';
      readonly attempt: number;
      readonly verdict: Verdict | null; // null: none could be given (blocked, contract-violated)
      readonly outcome: Outcome | 'next-attempt';
      readonly row: number;
      readonly reasons: readonly string[];
      readonly remainingTasks: readonly RemainingTask[];
      /** state/convergence.json as it stood: findings, classes, positions. */
      readonly convergence: ArtifactRef;
      readonly answers: number;
    }
  | { readonly type: 'attempt-recorded'; readonly attempt: number } // native metadata and report written for this attempt
  | {
      readonly type: 'published';
      readonly branch: string;
      readonly commits: readonly { readonly sha: string; readonly message: string }[];
      /** Of a bundle: what okstra added on top, and what that says of memory and documents. */
      readonly bundle?: ArtifactRef;
    }
  | { readonly type: 'status-written'; readonly status: string }
  | {
      /** What the run leaves to others. Recorded once, at an end after which the run does not go on. */
      readonly type: 'follow-ups-recorded';
      readonly record: ArtifactRef; // FollowUpRecord[]
      readonly count: number;
      readonly autoSpawn: readonly string[]; // ids of those to spawn now
    }
  | { readonly type: 'follow-up-spawned'; readonly followUp: string; readonly item: string; readonly path: string }
  /** The report is made without the prose of its writer. `reason`: why, without a full stop. */
  | { readonly type: 'prose-given-up'; readonly reason: string }
  | { readonly type: 'report-written'; readonly data: ArtifactRef; readonly markdown: ArtifactRef }
  | { readonly type: 'stop-requested'; readonly by: string }
  | { readonly type: 'run-failed'; readonly failure: Failure } // a fault of an agent or the system that ends the run
  | { readonly type: 'run-finished'; readonly outcome: Outcome; readonly exitCode: number }
  | { readonly type: 'run-discarded'; readonly by: string };

/** How long the machine was suspended since the event before, in milliseconds: no time of the run's. */
export interface Stood {
  readonly stoodMs?: number;
}

export type RunEvent = RunEventBody & Stood & { readonly seq: number; readonly at: string };
export type RunEventType = RunEventBody['type'];
