/** JSON as RFC 8259 has it, with the place of every value: messages about front matter name line and column. */
import { bad, ok, type Result } from '../model/failure.ts';

export interface LocatedJson {
  readonly value: unknown;
  /** Offset of each value by JSON pointer; the empty pointer is the whole. For object members see `keys`. */
  readonly places: ReadonlyMap<string, number>;
  /** Offset of each member's name by JSON pointer. */
  readonly keys: ReadonlyMap<string, number>;
}

export interface JsonProblem {
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/** Deeper nesting is refused: nothing okstra reads needs it, and recursion stays bounded. */
const MAX_DEPTH = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/** Parses `text` whole. Unlike `JSON.parse`, a name that occurs twice in one object is a problem too. */
export function parseLocatedJson(text: string): Result<LocatedJson, JsonProblem> {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return ok({ value, places: reader.places, keys: reader.keys });
  } catch (error) {
    if (error instanceof Stop) return bad(error.problem);
    throw error;
  }
}

/**
 * The value of a text without faults. Undefined: `parseLocatedJson` tells what is wrong, if anything is.
 */
export function parseQuickly(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // JSON.parse forgives a name that comes twice; then the text has more names than the value.
  return namesBefore(text) === namesIn(value) ? value : undefined;
}

/** Colons behind a quotation mark: every name has one. A text with an escaped quotation mark before a colon is taken to have more. */
function namesBefore(text: string): number {
  let names = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isBlank(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTE) names += 1;
  }
  return names;
}

const QUOTE = 0x22;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) for (const entry of value) names += namesIn(entry);
  // Of what JSON.parse made, all names are the value's own; listing them first takes twice as long.
  else for (const key in value) names += 1 + namesIn((value as Readonly<Record<string, unknown>>)[key]);
  return names;
}

class Stop extends Error {
  readonly problem: JsonProblem;
  constructor(problem: JsonProblem) {
    super('not JSON');
    this.problem = problem;
  }
}

class Reader {
  readonly places = new Map<string, number>();
  readonly keys = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#blanks();
    const value = this.#value('', 0);
    this.#blanks();
    if (this.#at < this.#text.length) this.#stop('nothing after the JSON value');
    return value;
  }

  #value(pointer: string, depth: number): unknown {
    if (depth > MAX_DEPTH) this.#stop(`at most ${MAX_DEPTH} levels of nesting`);
    this.places.set(pointer, this.#at);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(pointer, depth);
    if (first === '[') return this.#array(pointer, depth);
    if (first === '"') return this.#string();
    const number = this.#match(NUMBER);
    if (number !== undefined) return Number(number);
    for (const [word, value] of WORDS) if (this.#take(word)) return value;
    return this.#stop('a JSON value');
  }

  #object(pointer: string, depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    this.#at += 1;
    this.#blanks();
    if (this.#take('}')) return {};
    do {
      this.#blanks();
      const start = this.#at;
      if (this.#text[start] !== '"') this.#stop('a name in double quotes');
      const name = this.#string();
      if (members.has(name)) {
        this.#at = start;
        this.#stop('each name once', `${JSON.stringify(name)} again`);
      }
      const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      this.keys.set(child, start);
      this.#blanks();
      if (!this.#take(':')) this.#stop('":"');
      this.#blanks();
      members.set(name, this.#value(child, depth + 1));
      this.#blanks();
    } while (this.#take(','));
    if (!this.#take('}')) this.#stop('"," or "}"');
    return Object.fromEntries(members);
  }

  #array(pointer: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    this.#blanks();
    if (this.#take(']')) return items;
    do {
      this.#blanks();
      items.push(this.#value(`${pointer}/${items.length}`, depth + 1));
      this.#blanks();
    } while (this.#take(','));
    if (!this.#take(']')) this.#stop('"," or "]"');
    return items;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    try {
      const value = JSON.parse(this.#text.slice(start, end + 1)) as string;
      this.#at = end + 1;
      return value;
    } catch {
      return this.#stop('a string that ends on its line, with escapes that JSON knows');
    }
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '.')) this.#at += 1;
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #stop(expected: string, found?: string): never {
    const rest = this.#text.slice(this.#at, this.#at + 24).split(/[\r\n]/)[0] ?? '';
    const seen = this.#at >= this.#text.length ? 'the end' : rest === '' ? 'the end of the line' : JSON.stringify(rest);
    throw new Stop({ offset: this.#at, expected, found: found ?? seen });
  }
}
