/** Reads blocks as CommonMark does, line by line, and keeps only what headings need. */
import { type Container, listItem, takeQuote } from './containers.ts';
import { Cursor } from './cursor.ts';
import { definitionsLength } from './definitions.ts';
import type { Heading, MarkdownScan } from './headings.ts';
import { type HtmlBlock, htmlBlock } from './html.ts';

export interface SourceLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly n: number;
}

type Leaf =
  | { readonly kind: 'paragraph'; readonly lines: SourceLine[] }
  | { readonly kind: 'fence'; readonly marker: string; readonly line: number }
  | { readonly kind: 'html'; readonly block: HtmlBlock; readonly line: number }
  | { readonly kind: 'code' };

/** A line on its way through the containers. */
interface Opening {
  readonly cursor: Cursor;
  readonly line: SourceLine;
  /** How many containers it is in so far. */
  depth: number;
  /** Whether those it is not in have been ended. */
  isClosed: boolean;
}

/** Deeper quotes and lists are read as text: no heading of the text itself is in there, and a line of `* * * …` stays cheap. */
const MAX_DEPTH = 100;

const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const ATX = /^(#{1,6})(?:[ \t]+|$)/;
const THEMATIC_BREAK = /^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$|^(?:-[ \t]*){3,}$/;
const SETEXT = /^(?:(=+)|-+)[ \t]*$/;

export class Scanner {
  readonly #headings: Heading[] = [];
  #containers: Container[] = [];
  #leaf: Leaf | undefined;

  read(line: SourceLine): void {
    const cursor = new Cursor(line.text);
    const matched = this.#matchContainers(cursor);
    const isWhole = matched === this.#containers.length;
    if (isWhole && this.#continueLeaf(cursor)) return;
    this.#openBlocks(cursor, line, matched);
  }

  result(): MarkdownScan {
    const leaf = this.#containers.length === 0 ? this.#leaf : undefined;
    if (leaf?.kind === 'fence') {
      return { headings: this.#headings, open: { line: leaf.line, what: 'code fence', closing: leaf.marker } };
    }
    if (leaf?.kind === 'html' && leaf.block.closing !== undefined) {
      return { headings: this.#headings, open: { line: leaf.line, what: 'block of HTML', closing: leaf.block.closing } };
    }
    return { headings: this.#headings };
  }

  /** @returns how many of the open containers this line belongs to */
  #matchContainers(cursor: Cursor): number {
    for (const [index, container] of this.#containers.entries()) {
      if (container.kind === 'quote') {
        if (cursor.isIndented || cursor.next !== '>') return index;
        takeQuote(cursor);
      } else if (cursor.isBlank) {
        if (container.isEmpty) return index;
        cursor.skipBlanks();
      } else {
        if (cursor.indent < container.width) return index;
        cursor.skipColumns(container.width);
      }
    }
    return this.#containers.length;
  }

  /** @returns whether the line is a part of the open leaf and nothing more */
  #continueLeaf(cursor: Cursor): boolean {
    const leaf = this.#leaf;
    switch (leaf?.kind) {
      case 'fence': {
        const isEnd = !cursor.isIndented && cursor.rest.startsWith(leaf.marker) && isRun(cursor.rest.trimEnd());
        if (isEnd) this.#leaf = undefined;
        return true;
      }
      case 'html': {
        const { closes } = leaf.block;
        if (closes === undefined ? cursor.isBlank : closes.test(cursor.line.slice(cursor.offset))) this.#leaf = undefined;
        return true;
      }
      case 'code':
        if (cursor.isIndented || cursor.isBlank) return true;
        this.#leaf = undefined;
        return false;
      default:
        if (cursor.isBlank) this.#leaf = undefined;
        return cursor.isBlank;
    }
  }

  /** @param matched containers that this line belongs to; the others end unless it goes on with a paragraph of theirs */
  #openBlocks(cursor: Cursor, line: SourceLine, matched: number): void {
    const state: Opening = { cursor, line, depth: matched, isClosed: matched === this.#containers.length };
    while (!cursor.isBlank && state.depth < MAX_DEPTH) {
      const paragraph = state.isClosed && this.#leaf?.kind === 'paragraph' ? this.#leaf : undefined;
      if (this.#openLeaf(state, paragraph)) return;
      // What cannot interrupt a paragraph goes on with it, be it one of a container that this line does not name.
      if (cursor.isIndented) break;
      const container = cursor.next === '>' ? takeQuote(cursor) : listItem(cursor, paragraph !== undefined);
      if (container === undefined) break;
      this.#close(state);
      this.#open(undefined);
      this.#containers.push(container);
      state.depth += 1;
    }
    this.#text(state);
  }

  /** @returns whether the line begins a block that holds no others, and so is done with */
  #openLeaf(state: Opening, paragraph: Extract<Leaf, { kind: 'paragraph' }> | undefined): boolean {
    const { cursor, line } = state;
    const { rest } = cursor;
    const inParagraph = this.#leaf?.kind === 'paragraph';
    if (cursor.isIndented) return !inParagraph && this.#begin(state, { kind: 'code' });
    const atx = ATX.exec(rest);
    if (atx?.[1] !== undefined) {
      this.#close(state);
      this.#heading(atx[1].length, withoutClosing(rest.slice(atx[0].length)), line, line.end);
      return true;
    }
    const fence = FENCE.exec(rest);
    const marker = fence?.[1] ?? fence?.[2];
    if (marker !== undefined) return this.#begin(state, { kind: 'fence', marker, line: line.n });
    const block = htmlBlock(rest, inParagraph);
    if (block !== undefined) {
      return this.#begin(state, block.closes?.test(rest) === true ? undefined : { kind: 'html', block, line: line.n });
    }
    if (paragraph !== undefined && this.#setext(paragraph, rest, line)) return true;
    return THEMATIC_BREAK.test(rest) && this.#begin(state, undefined);
  }

  /** Text of a paragraph: the one that is open, lazily or not, or a new one. */
  #text(state: Opening): void {
    const { cursor, line } = state;
    const isLazy = !state.isClosed && !cursor.isBlank && this.#leaf?.kind === 'paragraph';
    if (!isLazy) this.#close(state);
    if (cursor.isBlank) this.#leaf = undefined;
    else if (this.#leaf?.kind === 'paragraph') this.#leaf.lines.push(line);
    else this.#open({ kind: 'paragraph', lines: [line] });
  }

  /** Ends the containers that the line does not belong to. */
  #close(state: Opening): void {
    if (state.isClosed) return;
    this.#containers = this.#containers.slice(0, state.depth);
    this.#leaf = undefined;
    state.isClosed = true;
  }

  #begin(state: Opening, leaf: Leaf | undefined): true {
    this.#close(state);
    this.#open(leaf);
    return true;
  }

  #open(leaf: Leaf | undefined): void {
    this.#fill();
    this.#leaf = leaf;
  }

  /** An item that begins with a blank line may hold only what comes on the next. */
  #fill(): void {
    const last = this.#containers.at(-1);
    if (last?.kind === 'item') last.isEmpty = false;
  }

  /** A paragraph of nothing but link definitions has no text that could be a heading. */
  #setext(paragraph: { readonly lines: readonly SourceLine[] }, rest: string, line: SourceLine): boolean {
    const underline = SETEXT.exec(rest);
    if (underline === null) return false;
    const text = paragraph.lines.map((one) => one.text).join('\n');
    const skipped = text.slice(0, definitionsLength(text));
    const title = text.slice(skipped.length);
    const first = paragraph.lines[skipped.split('\n').length - 1];
    if (title.trim() === '' || first === undefined) return false;
    this.#heading(underline[1] === undefined ? 2 : 1, title, first, line.end);
    return true;
  }

  #heading(level: number, title: string, from: SourceLine, end: number): void {
    this.#open(undefined);
    if (this.#containers.length > 0) return;
    this.#headings.push({ level, title: title.replaceAll(/\s+/g, ' ').trim(), start: from.start, end, line: from.n });
  }
}

/** Whether a text is nothing but one character over and over. */
const isRun = (text: string): boolean => new Set(text).size === 1;

/** The closing `#` of a heading go, where a blank stands before them. */
function withoutClosing(text: string): string {
  const trimmed = text.trimEnd();
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end -= 1;
  const isClosing = end === 0 || trimmed[end - 1] === ' ' || trimmed[end - 1] === '\t';
  return isClosing ? trimmed.slice(0, end) : trimmed;
}
