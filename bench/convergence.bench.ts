/**
 * What becomes of true and false findings: simulated verifiers with stated rates review changes with seeded defects, and what they say goes
 * through okstra's own functions for merging, rounds and classes. Union and refute beside majority vote and one verifier.
 * `npm run bench convergence`
 *
 * Options: `--seed <n>` (default 1); `--changes <n>`: how many are drawn at the fixed point (default 2000; a tenth of it at each point of the
 * surface).
 */
import { FIXED, type Point } from './convergence/changes.ts';
import { BOUND, isWithin, lostOf, type Measured, measure, wrongOf } from './convergence/measure.ts';
import { findersOf, jaccardOf, recallOf, unionOf } from './convergence/overlap.ts';
import { judge, machine, option, print } from './measure.ts';

const seed = Number(option('--seed') ?? 1);
const changes = Number(option('--changes') ?? 2000);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);

print(`${machine()}\nseed ${seed}, ${changes} changes\n`);
print(
  `fixed point: ${FIXED.vendors} vendors, recall ${FIXED.recall} each, ${FIXED.falseRate} false findings per verifier and change, ${FIXED.defects.toFixed(1)} defects per change,\n` +
    `a refuter refutes ${FIXED.rightlyRefutes} of the false and ${FIXED.wronglyRefutes} of the true findings and agrees with the rest, ${FIXED.misquotes} of all quotes do not exist\n`,
);

const row = (name: string, { recall, ofUnion, precision, rounds, dispatches }: Measured): void =>
  print(
    `  ${name.padEnd(40)}${percent(recall)}${percent(ofUnion).padStart(11)}${percent(precision).padStart(11)}${rounds.toFixed(2).padStart(8)}${dispatches.toFixed(2).padStart(12)}`,
  );

for (const overlap of ['curve', 'jaccard'] as const) {
  const point: Point = { ...FIXED, overlap, maxRounds: 3 };
  const finders = findersOf(point.vendors, point.recall, overlap);
  const { one, majority, union, after, overlap: drawn } = measure(point, { seed, changes });
  print(
    `overlap as the ${overlap === 'curve' ? 'published coverage curve implies it' : 'published median of pairs'}: Jaccard ${jaccardOf(finders).toFixed(3)}, drawn ${drawn.toFixed(3)}; ` +
      `recall ${percent(recallOf(finders)).trim()}, drawn ${percent(one.recall).trim()}; union ${percent(unionOf(finders)).trim()}, drawn ${percent(union.recall).trim()}`,
  );
  print(`  ${''.padEnd(40)}  recall  of union  precision  rounds  dispatches`);
  row('one verifier', one);
  row('majority vote of the reviews', majority);
  row('union, nothing refuted', union);
  for (const [index, { counting }] of after.entries()) row(`union and refute, at most ${index + 1} rounds`, counting);
  const byDefault = after[FIXED.maxRounds - 1];
  if (!byDefault) throw new Error('no round was measured');
  row(`vote of the vendors after ${FIXED.maxRounds} rounds`, byDefault.vote);
  row(`decides after ${FIXED.maxRounds} rounds, all blockers`, byDefault.asBlockers);
  row(`decides after ${FIXED.maxRounds} rounds, all majors`, byDefault.asMajors);
  if (overlap === 'curve') {
    judge('found by the reviews and lost', lostOf(byDefault.counting), BOUND.lost, '%');
    judge('false among what counts', wrongOf(byDefault.counting), BOUND.wrong, '%');
  }
  print('');
}

const SURFACE: readonly (readonly [string, readonly (readonly [string, Partial<Point>])[]])[] = [
  ['recall of each', [0.2, 0.3, 0.4, 0.5, 0.6].map((recall) => [String(recall), { recall }])],
  ['false findings', [0.2, 0.4, 0.6, 0.8, 1].map((falseRate) => [String(falseRate), { falseRate }])],
  ['true ones refuted', [0, 0.1, 0.2, 0.3].map((wronglyRefutes) => [String(wronglyRefutes), { wronglyRefutes }])],
  ['false ones refuted', [0.3, 0.5, 0.6, 0.8, 0.9].map((rightlyRefutes) => [String(rightlyRefutes), { rightlyRefutes }])],
  ['vendors', [2, 3, 4].map((vendors) => [String(vendors), { vendors }])],
  ['quotes wrong', [0, 0.1, 0.2, 0.3].map((misquotes) => [String(misquotes), { misquotes }])],
  ['defects per change', [1, 2, 3, 5, 12].map((defects) => [String(defects), { defects }])],
  ['doubts, not agrees', [0.25, 0.5, 1].map((doubts) => [String(doubts), { doubts }])],
  ['other category', [0.1, 0.3].map((otherCategory) => [String(otherCategory), { otherCategory }])],
];

const each = Math.max(20, Math.round(changes / 10));
print(
  `around it, one value changed, ${each} changes each: share of the union's recall and precision with at most 1, 2 and 3 rounds;`,
);
print(`dispatches with 2; * where at least ${100 - BOUND.lost} % and ${100 - BOUND.wrong} %`);
for (const [name, values] of SURFACE) {
  for (const [value, more] of values) {
    const { after } = measure({ ...FIXED, ...more, maxRounds: 3 }, { seed, changes: each });
    const cells = after.map(
      ({ counting }) => `${percent(counting.ofUnion)}${percent(counting.precision)}${isWithin(counting) ? ' *' : '  '}`,
    );
    print(
      `  ${name.padEnd(20)}${value.padStart(5)}  ${cells.join('  ')}${(after[1]?.counting.dispatches ?? 0).toFixed(2).padStart(8)}`,
    );
  }
}
