/** A text without a change that was made in it: whatever else was edited since stays. Pure. */

/**
 * @param change the whole text before and after it
 * @returns the text as it is, where it does not have the change, or has its lines more than once
 */
export function undoPatch(text: string, change: { readonly before: string; readonly after: string }): string {
  if (text === change.after) return change.before;
  const before = change.before.split('\n');
  const after = change.after.split('\n');
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const made = after.slice(head, after.length - tail);
  const lines = text.split('\n');
  const places = lines.flatMap((_, at) => (made.every((line, index) => lines[at + index] === line) ? [at] : []));
  const [at] = places;
  if (made.length === 0 || places.length !== 1 || at === undefined) return text;
  return lines.toSpliced(at, made.length, ...before.slice(head, before.length - tail)).join('\n');
}
