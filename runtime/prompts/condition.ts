/** `appliesWhen`: conditions on the facts of a dispatch. */
import type { Condition, FactName, Facts, Term } from './types.ts';

const FACTS = {
  agent: true,
  label: true,
  language: true,
  level: true,
  mode: true,
  phase: true,
  role: true,
  source: true,
} as const satisfies Record<FactName, true>;

/** Every fact a condition can name, in alphabetical order. */
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];

const VALUE = /^[A-Za-z0-9][A-Za-z0-9._+#-]*$/;

/** `always`, or `<fact>:<value>` terms joined by `&`, each possibly negated with `!`. Undefined: not a condition. */
export function parseCondition(source: string): Condition | undefined {
  if (source === 'always') return { source, terms: [] };
  const terms: Term[] = [];
  for (const text of source.split('&')) {
    const term = parseTerm(text.trim());
    if (term === undefined) return undefined;
    terms.push(term);
  }
  return { source, terms };
}

function parseTerm(text: string): Term | undefined {
  const negated = text.startsWith('!');
  const colon = text.indexOf(':');
  const fact = text.slice(negated ? 1 : 0, Math.max(colon, 0));
  const value = text.slice(colon + 1);
  return Object.hasOwn(FACTS, fact) && VALUE.test(value) ? { fact: fact as FactName, value, negated } : undefined;
}

/** The first condition that holds, or undefined when none does. */
export function matchingCondition(conditions: readonly Condition[], facts: Facts): Condition | undefined {
  return conditions.find((condition) => condition.terms.every((term) => holds(term, facts)));
}

/** Why none of the conditions holds, as half a sentence: each with the first term that fails and what the fact is instead. */
export function whyNone(conditions: readonly Condition[], facts: Facts): string {
  return conditions
    .map(({ source, terms }) => {
      const failing = terms.find((term) => !holds(term, facts));
      if (failing === undefined) return source;
      const values = valuesOf(facts, failing.fact);
      return `${source} does not hold, ${failing.fact} is ${values.length === 0 ? 'not given' : values.join(', ')}`;
    })
    .join('; ');
}

/** Terms of the first condition that only lacks facts nobody has given, as `fact:value`; none when something else is in the way. */
export function factsWanted(conditions: readonly Condition[], facts: Facts): readonly string[] {
  const failing = conditions.map(({ terms }) => terms.filter((term) => !holds(term, facts)));
  const wanted =
    failing.find((terms) => terms.every(({ fact, negated }) => !negated && valuesOf(facts, fact).length === 0)) ?? [];
  return wanted.map(({ fact, value }) => `${fact}:${value}`);
}

function holds(term: Term, facts: Facts): boolean {
  return valuesOf(facts, term.fact).includes(term.value) !== term.negated;
}

/** No value, one, or several. `strict-ci` is `strict` and more, so what holds for the one holds for the other. */
export function valuesOf(facts: Facts, fact: FactName): readonly string[] {
  const value = facts[fact] ?? [];
  const values = typeof value === 'string' ? [value] : value;
  return fact === 'mode' && values.includes('strict-ci') && !values.includes('strict') ? [...values, 'strict'] : values;
}

/** Facts that may have several values at once. */
const SEVERAL: ReadonlySet<FactName> = new Set(['language', 'label', 'mode']);

/** Whether there can be facts for which a condition of each list holds. */
export const canHoldTogether = (one: readonly Condition[], other: readonly Condition[]): boolean =>
  one.some((a) => other.some((b) => isPossible([...a.terms, ...b.terms])));

function isPossible(terms: readonly Term[]): boolean {
  return terms.every((term, index) =>
    terms.slice(0, index).every((before) => {
      if (before.fact !== term.fact) return true;
      if (before.value === term.value) return before.negated === term.negated;
      if (before.negated || term.negated) return true;
      // Of the modes only these two go together.
      return (
        SEVERAL.has(term.fact) && (term.fact !== 'mode' || (term.value.startsWith('strict') && before.value.startsWith('strict')))
      );
    }),
  );
}
