/** What only shows when profiles are put together: overrides that do not work out, and headings that come twice because a profile came along. */
import { sectionProblems } from './compose.ts';
import { KNOWN_VALUES } from './facts.ts';
import { asError, warning } from './lint-problem.ts';
import { choose } from './resolve.ts';
import { sectionKey, titlesOf } from './section-problems.ts';
import type { FactName, Facts, LintProblem, Profile } from './types.ts';

/** More sets of facts than this are not gone through; `okstra prompts lint` then says so. */
const MOST = 10_000;

/**
 * Puts together, with every set of facts that makes a difference to them, the profiles that override sections or bring others along.
 * What keeps the others out or in does not matter to them.
 */
export function mergeProblems(profiles: readonly Profile[]): readonly LintProblem[] {
  const touched = touchedBy(profiles);
  const [first] = touched;
  if (first === undefined) return [];
  const values = valuesOf(touched);
  const count = values.reduce((product, [, own]) => product * own.length, 1);
  if (count > MOST) {
    const message = `Expected at most ${MOST} sets of facts for the profiles that override sections, found ${count}: their sections were not put together.`;
    return [warning('lint-incomplete', message, 'okstra prompts compose with the facts that you need.', { file: first.file })];
  }
  // What is required and missing depends on the facts of a run, which tells of it.
  const free = profiles.map((profile) => ({ ...profile, requires: [] }));
  const problems = new Map<string, LintProblem>();
  const seen = new Set<string>();
  for (const facts of combinations(values)) {
    const chosen = choose({ facts, profiles: free });
    // Ids that nobody has and conflicts with one priority are told of by themselves.
    if (!chosen.ok) continue;
    const { parts } = chosen.value;
    const ids = parts.map(({ id }) => id).join(' ');
    if (seen.has(ids)) continue;
    seen.add(ids);
    for (const problem of sectionProblems(parts))
      problems.set(JSON.stringify([problem.place, problem.message]), asError(problem));
  }
  return [...problems.values()];
}

/** Profiles that override or include, those whose headings they touch, and whatever conflicts with one of these. */
function touchedBy(profiles: readonly Profile[]): readonly Profile[] {
  const overridden = new Set(
    profiles.flatMap(({ overridesSections }) => overridesSections.map(({ title }) => sectionKey(title))),
  );
  const included = new Set(profiles.flatMap(({ includes }) => includes));
  const own = profiles.filter(
    (profile) =>
      profile.includes.length > 0 ||
      included.has(profile.id) ||
      profile.overridesSections.length > 0 ||
      (overridden.size > 0 && [...titlesOf(profile)].some((title) => overridden.has(title))),
  );
  const ids = new Set(own.flatMap(({ id, conflictsWith }) => [id, ...conflictsWith]));
  return profiles.filter(({ id, conflictsWith }) => ids.has(id) || conflictsWith.some((other) => ids.has(other)));
}

type Values = readonly (readonly [FactName, readonly Facts[FactName][]])[];

/** The values of each fact that their conditions ask for; of okstra's own words all, else one more that stands for all others. */
function valuesOf(profiles: readonly Profile[]): Values {
  const asked = new Map<FactName, Set<string>>();
  const terms = profiles.flatMap(({ appliesWhen }) => appliesWhen.flatMap((condition) => condition.terms));
  for (const { fact, value } of terms) asked.set(fact, (asked.get(fact) ?? new Set()).add(value));
  if (profiles.some(({ loadAt }) => loadAt !== undefined)) asked.set('role', new Set());
  return [...asked].map(([fact, values]): Values[number] => {
    if (fact in KNOWN_VALUES) return [fact, KNOWN_VALUES[fact as keyof typeof KNOWN_VALUES]];
    const isMany = fact === 'language' || fact === 'label';
    return [fact, [undefined, ...values, ...(isMany && values.size > 1 ? [[...values]] : [])]];
  });
}

function* combinations([first, ...others]: Values): Generator<Facts> {
  if (first === undefined) {
    yield {};
    return;
  }
  const [fact, values] = first;
  for (const rest of combinations(others)) {
    for (const value of values) yield value === undefined ? rest : { ...rest, [fact]: value };
  }
}
