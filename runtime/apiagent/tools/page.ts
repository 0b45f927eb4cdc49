/** A part of a long text that says of itself that it is one, and how to read on. Pure. */
import { MOST_CHARS } from './tool.ts';

/** @param unit what the text is, for the note, such as `the diff` */
export function page(text: string, offset: number, unit: string): string {
  if (offset === 0 && text.length <= MOST_CHARS) return text;
  if (offset >= text.length) return `[okstra: ${unit} has ${text.length} characters; there is nothing from ${offset} on]`;
  const part = text.slice(offset, offset + MOST_CHARS);
  const end = offset + part.length;
  const isEnd = end >= text.length;
  const more = isEnd ? 'this is its end' : `read on with offset ${end}`;
  return `${part}\n[okstra: characters ${offset} to ${end} of the ${text.length} of ${unit}; ${more}]`;
}
