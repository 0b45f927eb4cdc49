/** Limits of a run: what is set aside for a dispatch, what it came to, and how a limit that is reached ends a run. */

/** Roles that limits may be given for one by one. */
export type LimitedRole = 'executor' | 'verifier';

/** What is set aside for one dispatch before it starts; a budget that is not set has no entry. */
export interface Reserved {
  readonly tokens?: number;
  /** US dollars. Absent as well for agents whose cost is not known. */
  readonly usd?: number;
}

/** What a dispatch is counted with once it has ended. */
export interface Settled {
  readonly tokens: number;
  /** Absent: not known, and not counted. */
  readonly usd?: number;
  /** Not told by the agent: taken from what its stream showed, from the length of its texts, or from what was reserved. */
  readonly estimated?: readonly ('tokens' | 'usd')[];
}

/** Limits that a person raised when a run went on. */
export interface RaisedLimits {
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  readonly maxTimeMs?: number;
  /** Longest wait for quotas in the run. */
  readonly waitQuotaMs?: number;
}

/** Codes of failures that mean that something is lacking (more of a limit, the words of a person, a claim): the run is blocked, and goes on once it is there. */
export const LIMIT_ENDS: ReadonlySet<string> = new Set([
  'budget-exhausted',
  'time-exhausted',
  'disk-full',
  'verification-open',
  'claim-lost',
]);
