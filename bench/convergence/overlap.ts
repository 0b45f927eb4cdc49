/**
 * How many of several reviewers find one defect. Published counts fix it twice, and not to the same value:
 *
 * "A Single LLM Is an Incomplete Code Reviewer", Zenodo 20519585 (June 2026, 18 artifacts, 154 confirmed defects, five providers), gives a
 * coverage curve (33.6 / 57.1 / 74.6 / 88.7 % of the defects with one / two / three / four providers), which two providers can only reach
 * with a pairwise Jaccard overlap of 0.18, and a median pairwise Jaccard overlap of 0.37. The curve counts artifacts that a provider did
 * not review as missed, which spreads the finders; the median is of pairs that reviewed the same artifact. Both are kept: the first has
 * more defects that only one reviewer sees, and is the harder one.
 */
import type { Random } from '../audits/random.ts';

export type Overlap = 'curve' | 'jaccard';

/** Share of the defects found by at least one of `index` providers. */
const CURVE = [0, 0.336, 0.571, 0.746, 0.887];
const JACCARD = 0.37;
/** Defects for each artifact of the same study. */
export const PUBLISHED_DEFECTS = 154 / 18;

/** Chances that 0, 1, … of the reviewers find a defect. Any set of the same size is as likely as any other. */
export type Finders = readonly number[];

/** @param recall of each reviewer; for `curve` the published distribution, its odds ratios kept while its mean is moved */
export function findersOf(reviewers: number, recall: number, overlap: Overlap): Finders {
  if (overlap === 'curve') return withRecall(curveOf(reviewers), recall);
  const pairwise = (tie: number): Finders => {
    const counts = Array.from({ length: reviewers + 1 }, (_, k) => choose(reviewers, k) * tie ** (k * (k - 1)));
    return withRecall(normalized(counts), recall);
  };
  return reviewers === 1 ? pairwise(1) : pairwise(solve((tie) => jaccardOf(pairwise(tie)) - JACCARD));
}

/** Which of the reviewers find one defect. */
export function drawFinders(finders: Finders, random: Random): readonly boolean[] {
  const reviewers = finders.length - 1;
  let left = random.whole(0, 999_999) / 1_000_000;
  const count = finders.findIndex((chance) => (left -= chance) < 0);
  let open = count === -1 ? reviewers : count;
  return Array.from({ length: reviewers }, (_, index) => {
    const finds = random.whole(1, reviewers - index) <= open;
    if (finds) open -= 1;
    return finds;
  });
}

export const recallOf = (finders: Finders): number => sum(finders.map((chance, k) => chance * k)) / (finders.length - 1);
export const unionOf = (finders: Finders): number => 1 - (finders[0] ?? 0);

/** What two reviewers share over what either of them finds. */
export function jaccardOf(finders: Finders): number {
  const reviewers = finders.length - 1;
  const both = sum(finders.map((chance, k) => chance * k * (k - 1))) / (reviewers * (reviewers - 1));
  return both / (2 * recallOf(finders) - both);
}

/** By inclusion and exclusion over the shares that a set of reviewers misses. */
function curveOf(reviewers: number): Finders {
  const missed = CURVE.map((found) => 1 - found);
  if (reviewers >= missed.length) throw new Error(`the published curve ends at ${missed.length - 1} providers`);
  return Array.from({ length: reviewers + 1 }, (_, k) => {
    const terms = Array.from({ length: k + 1 }, (__, j) => (-1) ** j * choose(k, j) * (missed[reviewers - k + j] ?? 0));
    return choose(reviewers, k) * sum(terms);
  });
}

const withRecall = (finders: Finders, recall: number): Finders =>
  tilted(
    finders,
    solve((weight) => recallOf(tilted(finders, weight)) - recall),
  );
const tilted = (finders: Finders, weight: number): Finders => normalized(finders.map((chance, k) => chance * weight ** k));

/** Where an increasing function of a positive number crosses zero. */
function solve(of: (value: number) => number): number {
  let [low, high] = [1e-4, 1e4];
  for (let n = 0; n < 100; n += 1) {
    const middle = Math.sqrt(low * high);
    if (of(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const normalized = (values: readonly number[]): number[] => values.map((value) => value / sum(values));
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
