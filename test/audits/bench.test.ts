import { expect, test } from 'vitest';
import { drawCase } from '../../bench/audits/cases.ts';
import { HONEST } from '../../bench/audits/honest.ts';
import { randomOf } from '../../bench/audits/random.ts';
import { VARIANTS } from '../../bench/audits/variants.ts';
import { auditTampering } from '../../runtime/audits/index.ts';
import { grammars } from './build.ts';

const loud = (one: ReturnType<typeof drawCase>): string[] =>
  auditTampering({ ...one, grammars, allow: [] })
    .filter(({ finding }) => finding.severity !== 'note')
    .map(({ kind }) => kind);

test.each(Object.entries(VARIANTS))('the benchmark has ten variants or more of %s, each caught as itself', (kind, variants) => {
  expect(variants.length).toBeGreaterThanOrEqual(10);
  const random = randomOf(20);
  const missed = variants.flatMap((variant) =>
    variant.languages
      .filter((language) => !loud(drawCase(variant, language, random)).includes(kind))
      .map((language) => `${variant.name} (${language})`),
  );
  expect(missed).toEqual([]);
});

test('the benchmark has honest changes that are left alone', () => {
  const random = randomOf(21);
  const raised = HONEST.flatMap((variant) =>
    variant.languages.flatMap((language) =>
      loud(drawCase(variant, language, random)).map((kind) => `${kind}: ${variant.name} (${language})`),
    ),
  );
  expect(raised).toEqual([]);
});

test('the same seed draws the same changes', () => {
  const draw = (seed: number): unknown => {
    const random = randomOf(seed);
    return HONEST.slice(0, 5).map((variant) => drawCase(variant, variant.languages[0] ?? 'vitest', random));
  };
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});
