/** Marks of criteria, by their words: meanwhile a person may have put others between them. Pure. */
import type { TaskCriterion } from './task-fields.ts';

const key = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** @returns marks by place among the criteria as they are now; those that nobody was asked about have none */
export function marksOf(
  now: readonly Pick<TaskCriterion, 'text'>[],
  found: readonly { readonly text: string; readonly met: boolean }[],
): ReadonlyMap<number, boolean> {
  const left = [...found];
  const marks = new Map<number, boolean>();
  for (const [index, { text }] of now.entries()) {
    const at = left.findIndex((each) => key(each.text) === key(text));
    const [one] = at === -1 ? [] : left.splice(at, 1);
    if (one !== undefined) marks.set(index, one.met);
  }
  return marks;
}

/** Criteria that came since, or that read otherwise than what somebody was held to. */
export const unaskedOf = (now: readonly Pick<TaskCriterion, 'text'>[], asked: readonly string[]): readonly string[] => {
  const known = marksOf(
    now,
    asked.map((text) => ({ text, met: true })),
  );
  return now.filter((_, index) => !known.has(index)).map(({ text }) => text);
};
