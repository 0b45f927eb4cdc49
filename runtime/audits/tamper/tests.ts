/** Tests that were deleted, renamed away, skipped, focused, emptied, or made to demand less. */
import { isTestLike, roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import type { Assertion } from '../syntax/model.ts';
import { mayHoldTests, readTests } from '../syntax/read.ts';
import type { AuditFinding, FileChange } from '../types.ts';
import { addedFindings } from './added.ts';
import { changedSources, removedCode } from './code.ts';
import { comparePair } from './compare.ts';
import { allOf, type Side, type TestContext } from './context.ts';
import { goneFindings } from './gone.ts';
import { matchTests, type PlacedTest } from './match.ts';

export function auditTests(changes: readonly FileChange[], grammars: Grammars): AuditFinding[] {
  const before = sidesOf(
    changes.flatMap(({ basePath, before: text }) =>
      text !== undefined && isCode(basePath) && (isTestLike(basePath) || mayHoldTests(text)) ? [{ path: basePath, text }] : [],
    ),
    grammars,
  );
  const after = sidesOf(
    changes.flatMap((change) =>
      change.after !== undefined && bearsTests(change) ? [{ path: change.path, text: change.after }] : [],
    ),
    grammars,
  );
  const context: TestContext = {
    changes,
    before,
    after,
    removed: once(() => removedCode(changes, grammars)),
    sourceChanged: once(() => changedSources(changes, grammars).length > 0),
    newAssertions: newAssertions(before, after),
    grammars,
  };
  const otherPath = new Map(changes.map(({ path, basePath }) => [path, basePath]));
  const old = placed(before, (path) => path);
  const matched = matchTests(
    old,
    placed(after, (path) => otherPath.get(path) ?? path),
  );
  return [
    ...goneFindings(matched.gone, context),
    ...matched.pairs.flatMap((pair) => comparePair(pair, context)),
    ...addedFindings(matched.added, context),
  ];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const isCode = (path: string): boolean => ['test', 'test-support', 'source', 'check-config'].includes(roleOf(path));

/**
 * Whether a runner would still find tests in the file: one that moved to a name without `test` in it holds none, whatever stands in it. Rust
 * keeps tests beside the code.
 */
function bearsTests({ path, status }: FileChange): boolean {
  const role = roleOf(path);
  if (role === 'test' || role === 'test-support' || path.endsWith('.rs')) return true;
  return status === 'modified' && isCode(path);
}

const sidesOf = (files: readonly { path: string; text: string }[], grammars: Grammars): ReadonlyMap<string, Side> =>
  new Map(files.map(({ path, text }) => [path, { path, text, tests: readTests(path, text, grammars) }]));

const placed = (sides: ReadonlyMap<string, Side>, otherPath: (path: string) => string): PlacedTest[] =>
  [...sides.values()].flatMap(({ path, tests }) => tests.tests.map((test) => ({ file: path, otherPath: otherPath(path), test })));

function newAssertions(before: ReadonlyMap<string, Side>, after: ReadonlyMap<string, Side>): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (assertion: Assertion, by: number): void => void counts.set(assertion.text, (counts.get(assertion.text) ?? 0) + by);
  for (const { tests } of after.values()) for (const each of allOf(tests)) add(each, 1);
  for (const { tests } of before.values()) for (const each of allOf(tests)) add(each, -1);
  return counts;
}
