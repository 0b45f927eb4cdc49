/** `appliesWhen`: conditions on the facts of a dispatch. */
import type { Condition, FactName, PromptFacts, Term } from './types.ts';

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

const TERM = /^(!?)([a-z]+):([A-Za-z0-9][A-Za-z0-9._+#-]*)$/;

/** `always`, or `<fact>:<value>` terms joined by `&`, each possibly negated with `!`. Undefined: not a condition. */
export function parseCondition(source: string): Condition | undefined {
  if (source === 'always') return { source, terms: [] };
  const terms = source.split('&').map((term) => parseTerm(term.trim()));
  return terms.every((term) => term !== undefined) ? { source, terms } : undefined;
}

function parseTerm(text: string): Term | undefined {
  const [, negation, fact = '', value = ''] = TERM.exec(text) ?? [];
  if (negation === undefined || !Object.hasOwn(FACTS, fact)) return undefined;
  return { fact: fact as FactName, value, negated: negation === '!' };
}

/** The first condition that holds, or undefined when none does. */
export function matchingCondition(conditions: readonly Condition[], facts: PromptFacts): Condition | undefined {
  return conditions.find((condition) => condition.terms.every((term) => holds(term, facts)));
}

function holds(term: Term, facts: PromptFacts): boolean {
  const value = facts[term.fact] ?? [];
  const present = typeof value === 'string' ? value === term.value : value.includes(term.value);
  return present !== term.negated;
}
