/** The state of a run: what a fold over its journal gives. Nothing in here was not once an event. */
import type { Fault, ProcessEnd, Usage } from '../model/agents.ts';
import type { RunEventBody, Turn } from '../model/events.ts';
import type { ArtifactRef, Candidate, Receipt } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { Outcome, RemainingTask, Verdict } from '../model/findings.ts';
import type { RaisedLimits, Reserved, Settled } from '../model/limits.ts';
import { LIMIT_ENDS } from '../model/limits.ts';

type Started = Extract<RunEventBody, { type: 'run-started' }>;
export type Prepared = Extract<RunEventBody, { type: 'prepared' }>;

export interface DispatchState {
  readonly id: string;
  readonly seat: string;
  readonly attempt: number;
  /** 0: not in a refutation round. */
  readonly round: number;
  readonly turn: Turn;
  readonly kind: 'running' | 'finished' | 'abandoned';
  readonly session?: string;
  readonly pid?: number;
  readonly fault?: Fault;
  readonly end?: ProcessEnd;
  readonly text?: ArtifactRef;
  readonly structured?: ArtifactRef;
  readonly usage?: Usage;
  /** Set aside of the budgets until it is settled. */
  readonly reserved?: Reserved;
  readonly settled?: Settled;
  readonly disturbed?: readonly string[];
  /** Verifiers only: what became of the answer. */
  readonly judged?: {
    readonly result: 'valid' | 'repairable' | 'no-result' | 'void';
    readonly answer?: ArtifactRef;
    readonly problems: readonly string[];
    /** Nothing in it weighs. */
    readonly clean?: boolean;
  };
}

export type Audited = Pick<Extract<RunEventBody, { type: 'audited' }>, 'audits' | 'broken' | 'testRuns' | 'gravest'>;
export type Panel = Pick<Extract<RunEventBody, { type: 'panel-chosen' }>, 'seats' | 'leftOut' | 'reason' | 'size'>;
export type Reproduced = Pick<
  Extract<RunEventBody, { type: 'reproducer-finished' }>,
  'finding' | 'cmd' | 'result' | 'why' | 'log'
>;
export type Round = Pick<Extract<RunEventBody, { type: 'round-opened' }>, 'round' | 'asks' | 'findings'>;

export interface GivenVerdict {
  readonly verdict: Verdict | null;
  readonly outcome: Outcome | 'next-attempt';
  readonly row: number;
  readonly reasons: readonly string[];
  readonly remainingTasks: readonly RemainingTask[];
  readonly convergence: ArtifactRef;
  readonly at: string;
}

export interface AttemptState {
  readonly n: number;
  readonly startTree: string;
  readonly remainingTasks: readonly RemainingTask[];
  readonly dispatches: readonly DispatchState[];
  readonly candidate?: Candidate;
  readonly contractBroken?: readonly string[];
  readonly receipts: readonly Receipt[];
  readonly checksFinished: boolean;
  readonly audited?: Audited;
  /** Which of the change's tests fail without it. */
  readonly testsProved?: ArtifactRef;
  readonly reproduced: readonly Reproduced[];
  /** Who is asked, where that is not the whole roster, or was not at first. */
  readonly panel?: Panel;
  /** Refutation rounds, oldest first. */
  readonly rounds: readonly Round[];
  readonly verdict?: GivenVerdict;
  readonly recorded: boolean;
}

export interface FinishedState {
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly at: string;
}

export interface RunState {
  readonly started?: Started;
  readonly statusMarked: boolean;
  readonly prepared?: Prepared;
  readonly setUp: boolean;
  readonly baseline: { readonly receipts: readonly Receipt[]; readonly finished: boolean };
  readonly attempts: readonly AttemptState[];
  /** Limits that were raised when the run went on. */
  readonly raised: RaisedLimits;
  /** Time of the last event. */
  readonly lastAt?: string;
  /** Milliseconds in which the run went on: not those in which it was interrupted, the machine was suspended, or it waited for a quota. */
  readonly activeMs: number;
  /** Since when it waits for a quota in place. */
  readonly waitingSince?: string;
  /** Waits in place that are over, and how long they took together. */
  readonly quotaWaits: { readonly count: number; readonly ms: number };
  readonly stopRequested?: string;
  readonly failure?: Failure;
  /** How many failures were recorded since the run began or went on. */
  readonly failures: number;
  readonly published: boolean;
  readonly finished?: FinishedState;
  readonly statusWritten: boolean;
  /** Recorded follow-ups, and the ids of those still to be spawned. */
  readonly followUps?: { readonly record: ArtifactRef; readonly toSpawn: readonly string[] };
  /** Why the report goes without the prose of its writer. */
  readonly proseGivenUp?: string;
  readonly reportWritten: boolean;
  readonly discarded: boolean;
}

export const NEW_RUN: RunState = {
  statusMarked: false,
  setUp: false,
  baseline: { receipts: [], finished: false },
  attempts: [],
  raised: {},
  activeMs: 0,
  quotaWaits: { count: 0, ms: 0 },
  failures: 0,
  published: false,
  statusWritten: false,
  reportWritten: false,
  discarded: false,
};

/** Without one the change is there already: nothing is prepared for writing, published or written back. */
export const hasExecutor = ({ started }: Pick<RunState, 'started'>): boolean => started?.executor !== null;

export const currentAttempt = (state: RunState): AttemptState | undefined => state.attempts.at(-1);

/** Dispatches of one seat in one round of one attempt, oldest first. `round` 0: outside refutation rounds. */
export const seatDispatches = (attempt: AttemptState, seat: string, round = 0): readonly DispatchState[] =>
  attempt.dispatches.filter((dispatch) => dispatch.seat === seat && dispatch.round === round);

/** Ids of the findings that a dispatch of a refutation round is about. */
export function askedOf({ rounds }: AttemptState, { seat, round }: Pick<DispatchState, 'seat' | 'round'>): readonly string[] {
  return rounds.find((each) => each.round === round)?.asks.find((ask) => ask.seat === seat)?.findings ?? [];
}

/** How the executor broke its contract: while it worked, and in the change itself. */
export const brokenIn = ({ contractBroken = [], audited }: AttemptState): readonly string[] => [
  ...contractBroken,
  ...(audited?.broken ?? []),
];

/** Whether the run ended at a limit: it goes on once there is more of what it lacked. */
export const endedAtLimit = ({ failure }: Pick<RunState, 'failure'>): boolean =>
  failure !== undefined && LIMIT_ENDS.has(failure.code);
