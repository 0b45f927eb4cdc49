/** A place in one line of Markdown. Tabs reach to the next multiple of four columns, and a container may take only a part of one. */
export class Cursor {
  readonly line: string;
  /** Where the next character stands. */
  offset = 0;
  column = 0;
  #splitTab = false;
  #nonspace = 0;
  #nonspaceColumn = 0;

  constructor(line: string) {
    this.line = line;
    this.#look();
  }

  /** Columns of blanks before the next character that is none. */
  get indent(): number {
    return this.#nonspaceColumn - this.column;
  }

  get isIndented(): boolean {
    return this.indent >= 4;
  }

  get isBlank(): boolean {
    return this.#nonspace >= this.line.length;
  }

  /** The line from its next character that is no blank. */
  get rest(): string {
    return this.line.slice(this.#nonspace);
  }

  get next(): string {
    return this.line.charAt(this.#nonspace);
  }

  /** Whether a blank stands here, be it what is left of a tab. */
  get isAtBlank(): boolean {
    const here = this.line[this.offset];
    return here === ' ' || here === '\t';
  }

  /** Takes `count` characters. */
  skip(count: number): void {
    for (let left = count; left > 0 && this.offset < this.line.length; left -= 1) {
      this.column += this.line[this.offset] === '\t' && !this.#splitTab ? 4 - (this.column % 4) : 1;
      this.offset += 1;
      this.#splitTab = false;
    }
    this.#look();
  }

  /** Takes blanks of `count` columns; of a tab that is wider only a part. */
  skipColumns(count: number): void {
    for (let left = count; left > 0 && this.isAtBlank; ) {
      if (this.line[this.offset] !== '\t') {
        this.offset += 1;
        this.column += 1;
        left -= 1;
        continue;
      }
      const width = 4 - (this.column % 4);
      const taken = Math.min(width, left);
      this.column += taken;
      left -= taken;
      this.#splitTab = taken < width;
      if (!this.#splitTab) this.offset += 1;
    }
    this.#look();
  }

  skipBlanks(): void {
    this.offset = this.#nonspace;
    this.column = this.#nonspaceColumn;
    this.#splitTab = false;
  }

  #look(): void {
    let at = this.offset;
    let { column } = this;
    for (; at < this.line.length; at += 1) {
      if (this.line[at] === ' ') column += 1;
      else if (this.line[at] === '\t') column += 4 - (column % 4);
      else break;
    }
    this.#nonspace = at;
    this.#nonspaceColumn = column;
  }
}
