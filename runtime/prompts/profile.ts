/** Reads a profile: JSON front matter between `---` lines, then the Markdown body. */
import matter from 'gray-matter';
import type { ProfileFrontMatter } from '../generated/types.ts';
import { validateProfile } from '../generated/validators/profile.js';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { parseCondition } from './condition.ts';
import { type LocatedJson, parseLocatedJson, parseQuickly } from './json.ts';
import { explainSchemaError } from './profile-problems.ts';
import type { Condition, Profile, ProfileSource } from './types.ts';

const EXAMPLE = '{ "id": "my-overlay", "kind": "overlay", "appliesWhen": ["always"], "priority": 50 }';
const AS_JSON = `Write the front matter as JSON between two lines of ---, for example:\n---\n${EXAMPLE}\n---`;

/**
 * Parses and validates one profile. A BOM and CRLF line ends are accepted; the body comes out with LF.
 *
 * @param file the name that failures show; nothing is read from it
 * @param source where it was found
 * @returns the profile, or every problem of its front matter with file, line, column and field
 */
export function parseProfile(file: string, text: string, source: ProfileSource = 'given'): Result<Profile> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const normalised = plain.includes('\r') ? plain.replaceAll('\r\n', '\n') : plain;
  const split = splitFrontMatter(file, normalised);
  if (!split.ok) return split;
  const { json, body } = split.value;

  const bodyStart = normalised.length - body.length + (body.length - body.replace(/^(?:[^\S\n]*\n)+/, '').length);
  const made = (front: ProfileFrontMatter): Profile => ({
    ...headOf(front),
    source,
    file,
    bodyLine: lineAt(normalised, bodyStart),
    body: normalised.slice(bodyStart).trimEnd(),
  });
  const quick = parseQuickly(json);
  if (quick !== undefined && validateProfile(quick)) return ok(made(quick));
  // Most likely something is wrong: once more, now with places.
  const parsed = parseLocatedJson(json);
  if (!parsed.ok) return bad([notJson(file, json, parsed.failure)]);
  const front = parsed.value.value;
  if (validateProfile(front)) return ok(made(front));
  const locate = (pointer: string, onKey: boolean) => placeOf(file, json, parsed.value, pointer, onKey);
  // A name that does not fit is told once, as a name.
  const errors = (validateProfile.errors ?? []).filter(({ schemaPath }) => !schemaPath.endsWith('/propertyNames/pattern'));
  return bad(errors.map((error) => explainSchemaError(error, front, locate)));
}

function headOf(front: ProfileFrontMatter): Omit<Profile, 'source' | 'file' | 'bodyLine' | 'body'> {
  const { id, kind, priority, conflictsWith = [], includes = [], requires = [], answer, loadAt, maxTokens } = front;
  return {
    id,
    kind,
    appliesWhen: conditionsOf(front),
    priority,
    conflictsWith,
    includes,
    requires,
    overridesSections: (front.overridesSections ?? []).map((entry) =>
      typeof entry === 'string'
        ? { title: entry, strategy: 'replace' }
        : { title: entry.title, strategy: entry.strategy ?? 'replace' },
    ),
    placeholders: Object.entries(front.placeholders ?? {}).map(([name, { required = true, meaning }]) => ({
      name,
      required,
      meaning,
    })),
    ...(answer === undefined ? {} : { answer }),
    ...(loadAt === undefined ? {} : { loadAt }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    notes: Object.fromEntries(Object.entries(front).filter(([name]) => name.startsWith('x-'))),
  };
}

function conditionsOf(front: ProfileFrontMatter): readonly Condition[] {
  return front.appliesWhen.map((source) => {
    const condition = parseCondition(source);
    if (condition === undefined) throw new Error(`the schema lets a condition pass that cannot be read: ${source}`);
    return condition;
  });
}

interface Split {
  /** Text between the opening and the closing line; begins with the newline that ends the opening line. */
  readonly json: string;
  readonly body: string;
}

/** gray-matter would run `---js` blocks and read YAML: the language is settled before it, and no engine of its own is left to it. */
function splitFrontMatter(file: string, text: string): Result<Split> {
  const problem = (line: number, expected: string, found: string, fix: string): Result<Split> =>
    bad([frontMatterProblem(file, line, expected, found, fix)]);

  const opening = /^---([^\n]*)(?:\n|$)/.exec(text)?.[1];
  if (opening === undefined || opening.startsWith('-')) {
    return problem(1, 'a line of --- that opens JSON front matter', quoteLine(text), AS_JSON);
  }
  const language = opening.trim();
  if (language !== '' && language !== 'json') {
    return problem(1, '--- or ---json', `---${language}, a language that is not read`, AS_JSON);
  }
  const closing = /\n---([^\n]*)/.exec(text.slice(3));
  if (closing === null) {
    return problem(
      1,
      'a second line of --- that closes the front matter',
      'none',
      'Put a line of --- between the JSON and the body.',
    );
  }
  if ((closing[1] ?? '').trim() !== '') {
    const line = positionAt(text, 3 + closing.index + 1).line;
    return problem(
      line,
      'a line of --- alone',
      quoteLine(closing[0].trimStart()),
      'Put a line of --- between the JSON and the body.',
    );
  }
  // Nothing of the body is its business; looking at all of it takes longer than everything else.
  const end = 3 + closing.index + closing[0].length;
  const json = matter(text.slice(0, end), OPTIONS).matter;
  if (json.trim() !== '' && !json.trimStart().startsWith('{')) {
    const line = positionAt(text, text.indexOf(json) + json.length - json.trimStart().length).line;
    return problem(line, 'a JSON object', quoteLine(json.trimStart()), AS_JSON);
  }
  return ok({ json, body: text.slice(end).replace(/^\n/, '') });
}

const refuse = (): never => {
  throw new Error('an engine that is never used was called');
};
/** The text is kept for our own parser, which knows places; nothing is parsed by gray-matter. */
const REFUSING_ENGINES = Object.fromEntries([
  ...Object.keys({ yaml: 0, yml: 0, javascript: 0, js: 0, coffee: 0, coffeescript: 0, cson: 0, toml: 0 }).map(
    (name) => [name, refuse] as const,
  ),
  ['json', () => ({})] as const,
]);

const OPTIONS = { language: 'json', engines: REFUSING_ENGINES };

function notJson(file: string, json: string, problem: { offset: number; expected: string; found: string }): Failure {
  const { line, column } = positionAt(json, problem.offset);
  return {
    ...frontMatterProblem(file, line, problem.expected, problem.found, 'Correct the JSON at that place.'),
    place: { file, line, column },
  };
}

function frontMatterProblem(file: string, line: number, expected: string, found: string, fix: string): Failure {
  return {
    category: 'usage',
    code: 'profile-front-matter',
    message: `Front matter: expected ${expected}, found ${found}.`,
    fix,
    place: { file, line, column: 1 },
    details: { expected, found },
  };
}

function placeOf(file: string, json: string, located: LocatedJson, pointer: string, onKey: boolean) {
  const offset = (onKey ? located.keys.get(pointer) : undefined) ?? located.places.get(pointer) ?? 0;
  return { file, ...positionAt(json, offset), ...(pointer === '' ? {} : { field: pointer }) };
}

/** Line and column from 1. The front matter begins on the opening line, so its own lines count like those of the file. */
function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function quoteLine(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line === '' ? 'an empty line' : JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
