/** What the detectors for tests look at: both sides of every file, and facts about the change as a whole. */
import type { Grammars } from '../syntax/grammars.ts';
import type { Assertion, TestFile } from '../syntax/model.ts';
import type { FileChange } from '../types.ts';
import type { Removed } from './code.ts';

/** One side of a file. */
export interface Side {
  readonly path: string;
  readonly text: string;
  readonly tests: TestFile;
}

export interface TestContext {
  readonly changes: readonly FileChange[];
  readonly before: ReadonlyMap<string, Side>;
  readonly after: ReadonlyMap<string, Side>;
  /** Asked only when a test or an assertion is gone: all sources have to be read for it. */
  readonly removed: () => Removed;
  /** Whether any source file changed its code. */
  readonly sourceChanged: () => boolean;
  /** Assertions that the change adds anywhere, by text. */
  readonly newAssertions: Map<string, number>;
  readonly grammars: Grammars;
}

export const allOf = (file: TestFile): Assertion[] => [...file.tests.flatMap(({ assertions }) => assertions), ...file.helpers];
