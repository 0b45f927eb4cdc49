/** Lines that a change adds to a file. */
import type { FileChange } from '../types.ts';

export interface AddedLine {
  /** From 1, on the new side. */
  readonly line: number;
  readonly text: string;
}

/** A line that stands on the base too, wherever in the file, is not added: moved code is not new. */
export function addedLines({ before = '', after = '' }: Pick<FileChange, 'before' | 'after'>): AddedLine[] {
  const counts = new Map<string, number>();
  for (const line of before.split(/\r?\n/)) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  return after.split(/\r?\n/).flatMap((text, at) => {
    const key = text.trim();
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0 || key === '' ? [] : [{ line: at + 1, text }];
  });
}
