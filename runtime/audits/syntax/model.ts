/** What a file's tests look like, in whatever language. */
import type { Basis } from '../types.ts';

/** A word in the code that switches tests on or off: `.skip`, `@Disabled`, `t.Skip()`. */
export interface Marker {
  /** From 1. */
  readonly line: number;
  /** The word itself. */
  readonly text: string;
}

export interface Assertion {
  readonly line: number;
  /** The whole assertion, normalised. */
  readonly text: string;
  /** What is looked at, normalised; empty when that cannot be told. */
  readonly subject: string;
  /** Name of the comparison: `toBe`, `assertEqual`, `==`. */
  readonly matcher: string;
  /** 0: always holds. 1: holds for nearly everything. 5: holds for exactly one value. */
  readonly strength: number;
  /** How much it lets pass beyond exact values: wildcards, tolerances; compared within one matcher only. */
  readonly slack: number;
}

export interface TestCase {
  /** Titles of the suites around it and its own, joined by ` > `. */
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  readonly skipped?: Marker;
  readonly focused?: Marker;
  /** Made to be retried until it passes. */
  readonly retried?: Marker & { readonly times: number };
  readonly timeout?: Marker & { readonly ms: number };
  /** One body for several rows of values. */
  readonly isTable: boolean;
  /** Those that can be reached and can fail. */
  readonly assertions: readonly Assertion[];
  /** Statements that can be reached. */
  readonly statements: number;
  /** Words of the whole test, comments left out. */
  readonly tokens: readonly string[];
  /** Words of its body alone. */
  readonly body: string;
}

export interface TestFile {
  readonly by: Extract<Basis, 'syntax-tree' | 'lines'>;
  readonly tests: readonly TestCase[];
  /** Assertions outside of tests: in helpers and hooks. */
  readonly helpers: readonly Assertion[];
  /** Time limits and retries for the whole file. */
  readonly limits: readonly { readonly key: string; readonly line: number; readonly value: number }[];
  /** Words of the whole file without comments, for finding where a test went. */
  readonly tokens: readonly string[];
}
