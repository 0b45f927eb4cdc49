/** Quotes and list items, as far as lines have to be told apart by them. */
import type { Cursor } from './cursor.ts';

export type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly width: number; isEmpty: boolean };

const LIST_MARKER = /^(?:[*+-]|(\d{1,9})[.)])(?=[ \t]|$)/;

/** Takes the marker of a quote and the blank that belongs to it. */
export function takeQuote(cursor: Cursor): Container {
  cursor.skipBlanks();
  cursor.skip(1);
  if (cursor.isAtBlank) cursor.skipColumns(1);
  return { kind: 'quote' };
}

/** Takes the marker of a list item and the blanks that belong to it. */
export function listItem(cursor: Cursor, interruptsParagraph: boolean): Container | undefined {
  const marker = LIST_MARKER.exec(cursor.rest);
  if (marker === null) return undefined;
  const isEmpty = cursor.rest.slice(marker[0].length).trim() === '';
  // Only a list that begins at 1 can interrupt a paragraph, and no empty item can.
  if (interruptsParagraph && (isEmpty || (marker[1] !== undefined && Number(marker[1]) !== 1))) return undefined;
  const offset = cursor.indent;
  cursor.skipBlanks();
  cursor.skip(marker[0].length);
  const spaces = cursor.indent;
  const isWide = isEmpty || spaces < 1 || spaces >= 5;
  cursor.skipColumns(isWide ? 1 : spaces);
  return { kind: 'item', width: offset + marker[0].length + (isWide ? 1 : spaces), isEmpty: true };
}
