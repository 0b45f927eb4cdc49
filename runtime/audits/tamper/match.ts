/** Which test of the base is which test of the candidate: by place and title, then by title, then by content. */
import type { TestCase } from '../syntax/model.ts';
import { similarity, vocabulary } from '../syntax/tokens.ts';
import { order } from '../types.ts';

/** A test and the file it stands in. */
export interface PlacedTest {
  readonly file: string;
  /** Path of the file on the other side: the same unless renamed. */
  readonly otherPath: string;
  readonly test: TestCase;
}

export interface Matched {
  readonly pairs: readonly { readonly before: PlacedTest; readonly after: PlacedTest }[];
  readonly gone: readonly PlacedTest[];
  readonly added: readonly PlacedTest[];
}

/** The same result in whatever order the tests are given. */
export function matchTests(before: readonly PlacedTest[], after: readonly PlacedTest[]): Matched {
  const pairs: { before: PlacedTest; after: PlacedTest }[] = [];
  const left = new Set(before.toSorted(byPlace));
  const open = new Set(after.toSorted(byPlace));
  const take = (one: PlacedTest, other: PlacedTest): void => {
    pairs.push({ before: one, after: other });
    left.delete(one);
    if (!other.test.isTable) open.delete(other);
  };
  byKey(
    left,
    open,
    ({ file, test }) => `${file}\0${test.title}`,
    ({ otherPath, test }) => `${otherPath}\0${test.title}`,
    take,
  );
  byKey(
    left,
    open,
    ({ test }) => test.title,
    ({ test }) => test.title,
    (one, other) => {
      if (similarity(one.test.tokens, other.test.tokens) >= SAME_TITLE) take(one, other);
    },
  );
  byKey(
    left,
    open,
    ({ test }) => test.body,
    ({ test }) => test.body,
    (one, other) => {
      if (one.test.body.length >= SHORTEST_BODY) take(one, other);
    },
  );
  for (const { one, other } of alike([...left], [...open])) if (left.has(one) && open.has(other)) take(one, other);
  const taken = new Set(pairs.map((pair) => pair.after));
  return { pairs, gone: [...left], added: [...open].filter((test) => !taken.has(test)) };
}

const byPlace = (a: PlacedTest, b: PlacedTest): number =>
  order(a.file, b.file) || a.test.line - b.test.line || order(a.test.title, b.test.title);

/** A common title such as "works" alone does not make two tests one. */
const SAME_TITLE = 0.4;
const SHORTEST_BODY = 20;
/** Above these shares of common words two tests are one that was rewritten. */
const SAME_FILE = 0.6;
const OTHER_FILE = 0.75;
const IN_TABLE = 0.6;
/** Comparing every test with every other one takes time; a change with so many is compared by title and body only. */
const MOST_COMPARISONS = 100_000;

function byKey(
  left: ReadonlySet<PlacedTest>,
  open: ReadonlySet<PlacedTest>,
  keyBefore: (test: PlacedTest) => string,
  keyAfter: (test: PlacedTest) => string,
  take: (one: PlacedTest, other: PlacedTest) => void,
): void {
  const waiting = new Map<string, PlacedTest[]>();
  for (const each of open) waiting.set(keyAfter(each), [...(waiting.get(keyAfter(each)) ?? []), each]);
  for (const each of left) {
    const other = waiting.get(keyBefore(each))?.shift();
    if (other !== undefined) take(each, other);
  }
}

function alike(left: readonly PlacedTest[], open: readonly PlacedTest[]): { one: PlacedTest; other: PlacedTest }[] {
  if (left.length * open.length > MOST_COMPARISONS) return [];
  const scored = left.flatMap((one) =>
    open.flatMap((other) => {
      const sameFile = one.file === other.otherPath;
      const score = similarity(one.test.tokens, other.test.tokens);
      const inTable = other.test.isTable ? vocabulary(one.test.tokens, other.test.tokens) : 0;
      if (score < (sameFile ? SAME_FILE : OTHER_FILE) && inTable < IN_TABLE) return [];
      return [{ one, other, score: Math.max(score, inTable) + (sameFile ? 0.1 : 0) }];
    }),
  );
  return scored.toSorted((a, b) => b.score - a.score || byPlace(a.one, b.one) || byPlace(a.other, b.other));
}
