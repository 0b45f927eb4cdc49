/** A file as it is to be, as one change that leaves equal lines at both ends alone. */
import type { Splice, TextLine } from './lines.ts';
import { splitLines } from './lines.ts';

export function wholeFile({ lines }: { readonly lines: readonly TextLine[] }, text: string): readonly Splice[] {
  const next = splitLines(text);
  let start = 0;
  while (start < lines.length && start < next.length && lines[start]?.text === next[start]?.text) start += 1;
  let end = 0;
  while (
    end < lines.length - start &&
    end < next.length - start &&
    lines[lines.length - 1 - end]?.text === next[next.length - 1 - end]?.text
  )
    end += 1;
  if (start === lines.length && next.length === lines.length) return [];
  return [
    { at: start, remove: lines.length - start - end, insert: next.slice(start, next.length - end).map((line) => line.text) },
  ];
}
