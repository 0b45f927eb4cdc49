/** What a run leaves in the Notes of a task: in words for people, read again by the next run. */

const MARK = 'remaining:';
const BREAK = '<br>';

/** Other notes stay; what remained before is replaced. */
export function withRemaining(notes: string, tasks: readonly string[]): string {
  const kept = withoutRemaining(notes);
  if (tasks.length === 0) return kept;
  const left = `${MARK} ${tasks.map((task, index) => `(${index + 1}) ${plain(task)}`).join(' ')}`;
  return kept === '' ? left : `${kept}${BREAK}${left}`;
}

export function withoutRemaining(notes: string): string {
  return notes
    .split(BREAK)
    .filter((part) => !part.trim().startsWith(MARK))
    .join(BREAK);
}

/** Numbers in parentheses separate the entries: those within a text are broken up when it is written. */
const plain = (task: string): string =>
  task
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\((?=\d+\) )/g, '( ')
    .replaceAll('<br>', ' ')
    .trim();

export function remainingIn(notes: string): readonly string[] {
  const part = notes.split(BREAK).find((each) => each.trim().startsWith(MARK));
  if (part === undefined) return [];
  return part
    .trim()
    .slice(MARK.length)
    .split(/\(\d+\) /)
    .map((task) => task.trim())
    .filter((task) => task !== '');
}

/** One more line; none twice. */
export const withNote = (notes: string, line: string): string =>
  notes.split(BREAK).includes(line) ? notes : [notes, line.replaceAll('<br>', ' ')].filter((part) => part !== '').join(BREAK);

export const withoutNote = (notes: string, matches: (line: string) => boolean): string =>
  notes
    .split(BREAK)
    .filter((part) => !matches(part.trim()))
    .join(BREAK);
