/** Where the front matter of a profile begins and ends, and in which language it is written. */
import matter from 'gray-matter';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';

const EXAMPLE = '{ "id": "my-overlay", "kind": "overlay", "appliesWhen": ["always"], "priority": 50 }';
const AS_JSON = `Write the front matter as JSON between two lines of ---, for example:\n---\n${EXAMPLE}\n---`;

interface Split {
  /** Text between the opening and the closing line; begins with the newline that ends the opening line. */
  readonly json: string;
  /** Offset of the end of the closing line. */
  readonly end: number;
}

/** @param text without BOM, with LF line ends */
export function splitFrontMatter(file: string, text: string): Result<Split> {
  const plain = plainFrontMatter(text);
  return plain === undefined ? splitWithMatter(file, text) : ok(plain);
}

/**
 * The usual case, an object between two lines of nothing but `---`: what gray-matter finds, in a tenth of its time. It is done for every
 * profile there is. Undefined: gray-matter has to look.
 */
export function plainFrontMatter(text: string): Split | undefined {
  if (!text.startsWith('---\n{')) return undefined;
  const closing = text.indexOf('\n---', 3);
  const end = closing + 4;
  if (closing === -1 || (end < text.length && text[end] !== '\n')) return undefined;
  return { json: text.slice(3, closing), end };
}

/** gray-matter would run `---js` blocks and read YAML: the language is settled before it, and no engine of its own is left to it. */
function splitWithMatter(file: string, text: string): Result<Split> {
  const problem = (line: number, expected: string, found: string, fix: string): Result<Split> =>
    bad([frontMatterProblem(file, line, expected, found, fix)]);

  const firstLine = lineFrom(text, 0);
  if (!firstLine.startsWith('---') || firstLine.startsWith('----')) {
    return problem(1, 'a line of --- that opens JSON front matter', quoteLine(text), AS_JSON);
  }
  const language = firstLine.slice(3).trim();
  if (language !== '' && language !== 'json') {
    return problem(1, '--- or ---json', `---${language}, a language that is not read`, AS_JSON);
  }
  const closing = text.indexOf('\n---', 3) + 1;
  if (closing === 0) {
    return problem(
      1,
      'a second line of --- that closes the front matter',
      'none',
      'Put a line of --- between the JSON and the body.',
    );
  }
  const closingLine = lineFrom(text, closing);
  if (closingLine.trim() !== '---') {
    return problem(
      positionAt(text, closing).line,
      'a line of --- alone',
      quoteLine(closingLine),
      'Put a line of --- between the JSON and the body.',
    );
  }
  // Nothing of the body is its business; looking at all of it takes longer than everything else.
  const end = closing + closingLine.length;
  const json = matter(text.slice(0, end), OPTIONS).matter;
  if (json.trim() !== '' && !json.trimStart().startsWith('{')) {
    const line = positionAt(text, text.indexOf(json) + json.length - json.trimStart().length).line;
    return problem(line, 'a JSON object', quoteLine(json.trimStart()), AS_JSON);
  }
  return ok({ json, end });
}

const refuse = (): never => {
  throw new Error('an engine that is never used was called');
};
/**
 * The text is kept for our own parser, which knows places; nothing is parsed by gray-matter. It has these three engines, and knows all
 * other languages as names for them or not at all.
 */
const OPTIONS = { language: 'json', engines: { yaml: refuse, json: () => ({}), javascript: refuse } };

export function frontMatterProblem(file: string, line: number, expected: string, found: string, fix: string): Failure {
  return {
    category: 'usage',
    code: 'profile-front-matter',
    message: `Front matter: expected ${expected}, found ${found}.`,
    fix,
    place: { file, line, column: 1 },
    details: { expected, found },
  };
}

/** Line and column from 1. The front matter begins on the opening line, so its own lines count like those of the file. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The line that begins there, without its line end. */
function lineFrom(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.slice(offset) : text.slice(offset, end);
}

function quoteLine(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line === '' ? 'an empty line' : JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
