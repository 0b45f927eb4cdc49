/**
 * Failures are values with facts; `explain` in the command line turns them into two lines: what was expected and found, and `fix:`.
 * The category decides the exit code, so no caller has to remember the table.
 */

/** What kind of end a failure is; the exit code follows from it. */
export type FailureCategory = 'findings' | 'usage' | 'blocked' | 'contract' | 'system' | 'interrupted';

/** Exit codes of the command line, by category. 0 is kept for "accepted / fine". */
export const EXIT_CODES: Readonly<Record<FailureCategory, number>> = {
  findings: 1,
  usage: 2,
  blocked: 3,
  contract: 4,
  system: 5,
  interrupted: 130,
};

/** Where in a file something was found. Lines and columns count from 1; `field` is a JSON pointer or dotted key. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

export interface Failure {
  readonly category: FailureCategory;
  /** Stable kebab-case word that scripts may test, for example `agent-missing`. */
  readonly code: string;
  /** One or more sentences: what was expected, what was found. */
  readonly message: string;
  /** What the user can do, in words or as a line to paste. */
  readonly fix?: string;
  readonly place?: Place;
  /** Further facts for `--json`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An expected failure on its way to the user. Anything else that is thrown is a defect of okstra. */
export class OkstraError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'OkstraError';
    this.failure = failure;
  }
}

export interface FailureFacts {
  readonly fix?: string;
  readonly place?: Place;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Builds the error to throw: `throw fail('usage', 'bad-flag', 'Expected …, found …', { fix: '…' })`. */
export function fail(category: FailureCategory, code: string, message: string, facts: FailureFacts = {}): OkstraError {
  const { cause, ...rest } = facts;
  return new OkstraError({ category, code, message, ...rest }, cause === undefined ? undefined : { cause });
}

/** The outcome of parsing: a value, or every problem found at once (never an empty list). */
export type Result<T, F = readonly Failure[]> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const bad = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure });

/** Something worth telling that decides nothing: shown in the plan, on stderr and in the report. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
}

/** Makes the compiler prove that a switch is complete. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
