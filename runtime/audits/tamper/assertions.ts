/** Whether the assertions of a test still demand what they did. */
import type { Assertion } from '../syntax/model.ts';
import { containment } from '../syntax/tokens.ts';

export type AssertionChange =
  | { readonly kind: 'removed'; readonly before: Assertion }
  | { readonly kind: 'loosened'; readonly before: Assertion; readonly after: Assertion; readonly why: string }
  /** As demanding as before, but of something else. */
  | { readonly kind: 'changed'; readonly before: Assertion; readonly after: Assertion };

export interface AssertionsOf {
  readonly before: readonly Assertion[];
  readonly after: readonly Assertion[];
  /** New assertions in helpers, which the test may call instead of asserting itself. */
  readonly newHelpers: readonly Assertion[];
  /** Texts of assertions that are new in the change, with how often: an assertion may have moved to another test. Those found are used up. */
  readonly elsewhere: Map<string, number>;
}

export function compareAssertions({ before, after, newHelpers, elsewhere }: AssertionsOf): AssertionChange[] {
  const [gone, fresh] = unmatched(before, after);
  const changes: AssertionChange[] = [];
  const rest: Assertion[] = [];
  const open = [...fresh];
  const scored = gone
    .flatMap((one) => open.map((other) => ({ one, other, score: likeness(one, other) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.one.line - b.one.line || a.other.line - b.other.line);
  const taken = new Set<Assertion>();
  for (const { one, other } of scored) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    changes.push(changeOf(one, other));
  }
  for (const one of gone) {
    if (taken.has(one)) continue;
    const count = elsewhere.get(one.text) ?? 0;
    if (count > 0) elsewhere.set(one.text, count - 1);
    else if (!newHelpers.some((helper) => helper.matcher === one.matcher && helper.strength >= one.strength)) rest.push(one);
  }
  // What is left on both sides: asserted differently as a whole. As many, and as demanding, is no loss.
  const others = fresh.filter((other) => !taken.has(other));
  for (const [index, one] of rest.entries()) {
    const other = others[index];
    if (other === undefined || (other.strength < one.strength && other.strength <= 1))
      changes.push({ kind: 'removed', before: one });
    else changes.push({ kind: 'changed', before: one, after: other });
  }
  return changes.toSorted((a, b) => a.before.line - b.before.line);
}

function unmatched(before: readonly Assertion[], after: readonly Assertion[]): [Assertion[], Assertion[]] {
  const counts = new Map<string, number>();
  for (const { text } of after) counts.set(text, (counts.get(text) ?? 0) + 1);
  const gone = before.filter(({ text }) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count <= 0;
  });
  const fresh = after.toReversed().filter(({ text }) => {
    const count = counts.get(text) ?? 0;
    if (count <= 0) return false;
    counts.set(text, count - 1);
    return true;
  });
  return [gone, fresh.toReversed()];
}

function likeness(one: Assertion, other: Assertion): number {
  const sameMatcher = one.matcher === other.matcher ? 0.1 : 0;
  if (one.subject !== '' && one.subject === other.subject) return 2 + sameMatcher;
  const [a, b] = [one.subject.split(' '), other.subject.split(' ')];
  const shared = one.subject === '' || other.subject === '' ? 0 : Math.max(containment(a, b), containment(b, a));
  return shared >= 0.5 ? shared + sameMatcher : 0;
}

function changeOf(before: Assertion, after: Assertion): AssertionChange {
  const why = looser(before, after);
  return why === undefined ? { kind: 'changed', before, after } : { kind: 'loosened', before, after, why };
}

/** In which way `after` lets pass more than `before`; undefined: it does not. */
function looser(before: Assertion, after: Assertion): string | undefined {
  if (after.strength < before.strength) return `${after.matcher} demands less than ${before.matcher}`;
  if (after.matcher !== before.matcher) return undefined;
  if (after.slack > before.slack) return 'it lets more values pass';
  const [was, is] = [numbersIn(before.text), numbersIn(after.text)];
  if (was.length !== is.length) return undefined;
  const at = was.findIndex((value, index) => value !== is[index]);
  const [old = 0, now = 0] = [was[at], is[at]];
  if (at === -1 || was.some((value, index) => index !== at && value !== is[index])) return undefined;
  if (LOWER_BOUND.test(before.matcher) && now < old) return `the bound went from ${old} to ${now}`;
  return UPPER_BOUND.test(before.matcher) && now > old ? `the bound went from ${old} to ${now}` : undefined;
}

const LOWER_BOUND =
  /^(?:toBeGreaterThan(?:OrEqual)?|greater(?:Than|OrEqual)?|above|least|assertGreater(?:Equal)?|isGreaterThan(?:OrEqualTo)?|>=?)$/i;
const UPPER_BOUND =
  /^(?:toBeLessThan(?:OrEqual)?|less(?:Than|OrEqual)?|below|most|assertLess(?:Equal)?|isLessThan(?:OrEqualTo)?|<=?)$/i;

const numbersIn = (text: string): number[] =>
  (text.match(/(?<![\w.])\d[\d_]*(?:\.\d+)?(?![\w.])/g) ?? []).map((word) => Number(word.replaceAll('_', '')));
