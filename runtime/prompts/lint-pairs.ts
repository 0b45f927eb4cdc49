/** What two profiles can do to each other when both apply. */
import { sectionProblems } from './compose.ts';
import { canHoldTogether } from './condition.ts';
import { stepOf } from './facts.ts';
import { asError, warning } from './lint-problem.ts';
import { scanMarkdown } from './markdown/headings.ts';
import { equalConflict, isConflict } from './profile-set.ts';
import { repeated, sectionKey } from './section-problems.ts';
import type { LintProblem, Profile, Term } from './types.ts';

/** Shorter texts may be equal by chance. */
const COPY_CHARS = 200;

/** @param ordered in the order of a prompt */
export function pairProblems(ordered: readonly Profile[]): readonly LintProblem[] {
  const headings = new Map(ordered.map((profile) => [profile.id, scanMarkdown(profile.body).headings]));
  return ordered.flatMap((later, index) =>
    ordered.slice(0, index).flatMap((earlier): readonly LintProblem[] => {
      const copied = copies(earlier, later);
      if (!canMeet(earlier, later)) return copied;
      if (isConflict(earlier, later)) {
        return earlier.priority === later.priority ? [...copied, asError(equalConflict(earlier, later))] : copied;
      }
      return [...copied, ...shared(earlier, later, headings), ...hidden(earlier, later)];
    }),
  );
}

/** Whether one prompt can have both. A profile that others include may be anywhere. */
function canMeet(one: Profile, other: Profile): boolean {
  if (one.loadAt !== undefined && other.loadAt !== undefined && one.loadAt !== other.loadAt) return false;
  return isOfStep(one, other) && isOfStep(other, one) && canHoldTogether(one.appliesWhen, other.appliesWhen);
}

/** Whether one of the other's conditions leaves a role that works at the step of the first. */
function isOfStep({ loadAt }: Profile, other: Profile): boolean {
  if (loadAt === undefined) return true;
  const fits = ({ fact, value, negated }: Term): boolean => fact !== 'role' || (stepOf(value) === loadAt) !== negated;
  return other.appliesWhen.some(({ terms }) => terms.every(fits));
}

function shared(
  earlier: Profile,
  later: Profile,
  headings: ReadonlyMap<string, readonly { readonly title: string; readonly level: number }[]>,
): readonly LintProblem[] {
  const before = new Map((headings.get(earlier.id) ?? []).map(({ title, level }) => [sectionKey(title), level]));
  return (headings.get(later.id) ?? []).flatMap(({ title, level }): readonly LintProblem[] => {
    const found = before.get(sectionKey(title));
    if (level < 2 || found === undefined || found < 2) return [];
    const override = later.overridesSections.find((one) => sectionKey(one.title) === sectionKey(title));
    if (override === undefined) return [asError(repeated(title, later, earlier.id))];
    if (found === level) return [];
    const message = `The profile "${later.id}" has "${title}" at level ${level}, "${earlier.id}" at level ${found}.`;
    return [
      warning('section-level', message, `Write the heading at level ${found}.`, {
        file: later.file,
        field: '/overridesSections',
      }),
    ];
  });
}

/** Whether they stand side by side in a prompt depends on the others: a warning. */
function hidden(earlier: Profile, later: Profile): readonly LintProblem[] {
  if (!/^ +\S/m.test(later.body)) return [];
  return sectionProblems([earlier, later])
    .filter(({ code }) => code === 'section-hidden')
    .map((problem) => warning(problem.code, problem.message, problem.fix ?? '', problem.place ?? { file: later.file }));
}

function copies(one: Profile, other: Profile): readonly LintProblem[] {
  const [inner, outer] = one.body.length <= other.body.length ? [one, other] : [other, one];
  if (inner.body.length < COPY_CHARS || !outer.body.includes(inner.body)) return [];
  const message = `The profile "${outer.id}" holds the whole text of "${inner.id}".`;
  return [warning('profile-copy', message, `Remove it there, and let "includes" name "${inner.id}".`, { file: outer.file })];
}
