/**
 * The headings of a Markdown text that stand in nothing else. A line that looks like a heading inside a fence, indented code, a block of
 * HTML, a quote or a list item is none of them.
 */
import { Scanner } from './scanner.ts';

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** As it is written, inline marks included; line breaks are blanks. */
  readonly title: string;
  /** Offset of the line on which the heading begins. */
  readonly start: number;
  /** Offset after the heading's last line, its line end included. */
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

export interface MarkdownScan {
  readonly headings: readonly Heading[];
  /** A block that nothing in the text ends and that would take in what follows; with what ends it. */
  readonly open?: { readonly line: number; readonly what: string; readonly closing: string };
}

/** In linear time, whatever the text. */
export function scanMarkdown(text: string): MarkdownScan {
  const scanner = new Scanner();
  let start = 0;
  let n = 1;
  for (const match of text.matchAll(/([^\n\r]*)(\r\n|\n|\r|$)/g)) {
    const [whole, line = ''] = match;
    if (whole === '') break;
    scanner.read({ text: line, start, end: start + whole.length, n });
    start += whole.length;
    n += 1;
  }
  return scanner.result();
}
