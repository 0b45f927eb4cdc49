/** Looks over a set of profiles for what would keep a prompt from being composed, whatever the facts, and for what is most likely a slip. */
import type { Failure } from '../model/failure.ts';
import { canHoldTogether } from './condition.ts';
import { KNOWN_VALUES } from './facts.ts';
import { mergeProblems } from './lint-merge.ts';
import { pairProblems } from './lint-pairs.ts';
import { asError, warning } from './lint-problem.ts';
import { scanMarkdown } from './markdown/headings.ts';
import { byPlace, unknownId } from './profile-set.ts';
import { openBlock, sectionKey, titlesOf } from './section-problems.ts';
import { estimateTokens, profileOverBudget } from './tokens.ts';
import type { LintProblem, Profile, ProfileHead } from './types.ts';
import { declarationProblems, unusedPlaceholders } from './values.ts';

/**
 * Errors: unknown ids, a profile that conflicts with itself, cycles of `includes` or `requires`, undeclared placeholders, blocks that stay
 * open, texts above their own limit, two profiles that apply together and conflict with one priority or share a heading without an
 * override, overrides that do not work out. Warnings: values that no run has, placeholders and overrides that nothing uses, rules in the wrong kind of profile, copies.
 *
 * @param profiles one for each id
 * @returns errors first, each group in the order of the files
 */
export function lintProfiles(profiles: readonly Profile[]): readonly LintProblem[] {
  const ordered = profiles.toSorted(byPlace);
  const byId = new Map(ordered.map((profile) => [profile.id, profile]));
  const problems = [
    ...ordered.flatMap((profile) => ownErrors(profile, byId)),
    ...cycles(ordered, byId, 'includes'),
    ...cycles(ordered, byId, 'requires'),
    ...sectionsOf(ordered),
    ...ordered.flatMap((profile) => [...unknownValues(profile), ...unused(profile, ordered), ...kindProblems(profile)]),
  ];
  return problems.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning') || compare(a.place.file, b.place.file),
  );
}

/** What two profiles do to each other, and what shows only when all that apply are put together, each told once. */
function sectionsOf(ordered: readonly Profile[]): readonly LintProblem[] {
  const pairs = pairProblems(ordered);
  const known = new Set(pairs.map(({ message }) => message));
  return [...pairs, ...mergeProblems(ordered).filter(({ message }) => !known.has(message))];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function ownErrors(profile: Profile, byId: ReadonlyMap<string, Profile>): readonly LintProblem[] {
  const { id, file, maxTokens } = profile;
  const unknown = (['conflictsWith', 'includes', 'requires'] as const).flatMap((field) =>
    profile[field].filter((other) => !byId.has(other)).map((other) => unknownId(profile, field, other)),
  );
  const own: readonly Failure[] = profile.conflictsWith.includes(id)
    ? [
        {
          category: 'usage',
          code: 'profile-self-conflict',
          message: `The profile "${id}" conflicts with itself.`,
          fix: `Remove "${id}" from "conflictsWith".`,
          place: { file, field: '/conflictsWith' },
        },
      ]
    : [];
  const found = estimateTokens(profile.body);
  const large = maxTokens !== undefined && found > maxTokens ? [profileOverBudget(profile, found)] : [];
  return [...unknown, ...own, ...declarationProblems(profile), ...openBlock(profile, scanMarkdown(profile.body)), ...large].map(
    asError,
  );
}

/** Each cycle once, told at the profile whose id comes first. */
function cycles(
  ordered: readonly Profile[],
  byId: ReadonlyMap<string, Profile>,
  field: 'includes' | 'requires',
): readonly LintProblem[] {
  const done = new Set<string>();
  const problems: LintProblem[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id);
    if (start !== -1) {
      const cycle = path.slice(start);
      const file = byId.get(id)?.file ?? '';
      problems.push(
        asError({
          category: 'usage',
          code: 'profile-cycle',
          message: `Expected "${field}" without a cycle, found ${[...cycle, id].join(' → ')}.`,
          fix: `Remove one of these from "${field}".`,
          place: { file, field: `/${field}` },
        }),
      );
      return;
    }
    if (done.has(id)) return;
    for (const next of byId.get(id)?.[field] ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const { id } of ordered) visit(id, []);
  return problems;
}

function unknownValues(profile: ProfileHead): readonly LintProblem[] {
  const { id, file, appliesWhen } = profile;
  return appliesWhen.flatMap((condition, index) =>
    condition.terms.flatMap(({ fact, value }) => {
      const known: readonly string[] | undefined =
        fact in KNOWN_VALUES ? KNOWN_VALUES[fact as keyof typeof KNOWN_VALUES] : undefined;
      if (known === undefined || known.includes(value)) return [];
      const message = `The profile "${id}" asks for ${fact}:${value}; a run has one of ${known.join(', ')}.`;
      return [
        warning('profile-unknown-value', message, `Write ${fact}:${known[0]} or the like.`, {
          file,
          field: `/appliesWhen/${index}`,
        }),
      ];
    }),
  );
}

function unused(profile: Profile, all: readonly Profile[]): readonly LintProblem[] {
  const { id, file } = profile;
  const placeholders = unusedPlaceholders(profile).map((name) =>
    warning(
      'placeholder-unused',
      `The profile "${id}" declares ${name} and does not use it.`,
      `Write {{${name}}} into the text, or remove the declaration.`,
      { file, field: `/placeholders/${name}` },
    ),
  );
  const own = titlesOf(profile);
  const overrides = profile.overridesSections.flatMap(({ title }, index) => {
    const key = sectionKey(title);
    const place = { file, field: `/overridesSections/${index}` };
    if (!own.has(key)) {
      const message = `The profile "${id}" overrides the section "${title}" and has no such heading.`;
      return [warning('override-unused', message, `Add the heading, or remove "${title}" from "overridesSections".`, place)];
    }
    const others = all.filter(
      (other) => other.id !== id && titlesOf(other).has(key) && canHoldTogether(other.appliesWhen, profile.appliesWhen),
    );
    if (others.length > 0) return [];
    const message = `The profile "${id}" overrides the section "${title}", which no profile that applies with it has.`;
    return [warning('override-unused', message, `Remove "${title}" from "overridesSections".`, place)];
  });
  return [...placeholders, ...overrides];
}

/** Rules for one language stand in profiles of that language, rules for a CI job in those of the job. */
function kindProblems(profile: ProfileHead): readonly LintProblem[] {
  const { id, kind, file, appliesWhen } = profile;
  const asks = (fact: string): boolean =>
    appliesWhen.every(({ terms }) => terms.some((term) => term.fact === fact && !term.negated));
  const mayAsk = (fact: string): boolean => appliesWhen.some(({ terms }) => terms.some((term) => term.fact === fact));
  const problem = (message: string, fix: string): readonly LintProblem[] => [
    warning('profile-kind', `The profile "${id}" ${message}.`, fix, { file, field: '/appliesWhen' }),
  ];
  if (kind === 'language_overlay' && !asks('language'))
    return problem('is a language_overlay that does not ask for a language', 'Add a term such as language:go to each condition.');
  if (kind === 'ci_overlay' && !asks('mode'))
    return problem('is a ci_overlay that does not ask for a mode', 'Add the term mode:strict-ci to each condition.');
  if (kind === 'base' && (mayAsk('language') || mayAsk('mode')))
    return problem('is of the kind base and asks for a language or mode', 'Make it a language_overlay, ci_overlay or overlay.');
  return [];
}
