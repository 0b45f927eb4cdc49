/** What does not fit a schema, with its place in the text of the JSON. */
import type { SchemaError, SchemaValidator } from '../generated/validators.js';
import type { Failure, Place } from '../model/failure.ts';
import type { LocatedJson } from '../prompts/json.ts';
import { parseLocatedJson } from '../prompts/json.ts';
import { nearest } from './nearest.ts';
import { describe, positionAt } from './text.ts';

/** A JSON text and where it comes from. */
export interface JsonSource {
  /** As places name it. */
  readonly file: string;
  /** A byte order mark before it is passed over. */
  readonly text: string;
}

export interface ProblemWords {
  /** First word of the codes: `<subject>-syntax`, `<subject>-value`. */
  readonly subject: string;
  /** What a pattern stands for. */
  readonly patterns?: Readonly<Record<string, string>>;
  /** What is expected in place of what the validator says of an error. */
  readonly expected?: (error: SchemaError) => string | undefined;
}

/** A text that is wrong everywhere is told by its beginning. */
const MAX_PROBLEMS = 200;

/** Every problem of the text, in its order; empty when there is none. */
export function jsonProblems(validator: SchemaValidator<unknown>, words: ProblemWords, source: JsonSource): readonly Failure[] {
  const text = source.text.replace(/^\uFEFF/, '');
  const located = parseLocatedJson(text);
  if (!located.ok) return [syntaxProblem(located.failure, words.subject, { file: source.file, text })];
  return validator(located.value.value)
    ? []
    : schemaProblems(validator.errors ?? [], words, { file: source.file, text, ...located.value });
}

export function syntaxProblem(
  { offset, expected, found }: { readonly offset: number; readonly expected: string; readonly found: string },
  subject: string,
  { file, text }: JsonSource,
): Failure {
  return {
    category: 'findings',
    code: `${subject}-syntax`,
    message: `Expected ${expected}, found ${found}.`,
    fix: 'Correct the JSON at that place.',
    place: { file, ...positionAt(text, offset) },
  };
}

/** @param json the text without a byte order mark */
export function schemaProblems(
  errors: readonly SchemaError[],
  words: ProblemWords,
  json: LocatedJson & JsonSource,
): readonly Failure[] {
  // Of alternatives only that none of them fits is told, and not in which way each does not.
  const told = errors.filter(
    (error) => error.keyword !== 'anyOf' && !isNullBranch(error) && !/\/oneOf\/\d+\/required$/.test(error.schemaPath),
  );
  const problems = told.slice(0, MAX_PROBLEMS).map((error) => toProblem(error, words, json));
  const byPlace = new Map(problems.map((problem) => [problem.place?.field ?? '', problem]));
  return [...byPlace.values()].toSorted(byPosition);
}

export const byPosition = (a: Failure, b: Failure): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);

/** That a value is not null is no news where an object is allowed too. */
const isNullBranch = ({ keyword, params, schemaPath }: SchemaError): boolean =>
  keyword === 'type' && params['type'] === 'null' && schemaPath.includes('/anyOf/');

function toProblem(error: SchemaError, words: ProblemWords, json: LocatedJson & JsonSource): Failure {
  const { subject } = words;
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties')
    return unknownKey(error, subject, json);
  const own = words.expected?.(error);
  const { expected, key, fix } =
    own === undefined ? wanted(error, valueAt(json.value, error.instancePath), words.patterns ?? {}) : { expected: own };
  const pointer = key === undefined ? error.instancePath : `${error.instancePath}/${key}`;
  const value = key === undefined ? describe(valueAt(json.value, error.instancePath)) : 'none';
  return {
    category: 'findings',
    code: `${subject}-value`,
    message: `Expected ${expected}, found ${value}.`,
    fix: fix ?? (key === undefined ? `Write ${expected}.` : `Add "${key}".`),
    place: placeOf(json, error.instancePath, pointer),
  };
}

function unknownKey({ instancePath, params }: SchemaError, subject: string, json: LocatedJson & JsonSource): Failure {
  const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
  const pointer = `${instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    category: 'findings',
    code: `${subject}-value`,
    message: `Expected only keys that are known here, found "${key}".`,
    fix: `Correct or remove "${key}".`,
    place: {
      file: json.file,
      ...positionAt(json.text, json.keys.get(pointer) ?? json.places.get(instancePath) ?? 0),
      field: pointer,
    },
  };
}

function wanted(
  { keyword, params, message }: SchemaError,
  value: unknown,
  patterns: Readonly<Record<string, string>>,
): { expected: string; key?: string; fix?: string } {
  switch (keyword) {
    case 'required': {
      const key = String(params['missingProperty']);
      return { expected: `the key "${key}"`, key };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
      return { expected: `one of ${allowed.join(', ')}`, ...(meant === undefined ? {} : { fix: `Write "${meant}".` }) };
    }
    case 'type':
      return {
        expected: [params['type']]
          .flat()
          .map((type) => TYPE_WORDS[String(type)] ?? String(type))
          .join(' or '),
      };
    case 'pattern': {
      const words = patterns[String(params['pattern'])];
      return { expected: words ?? `a value that ${message ?? keyword}` };
    }
    default:
      return { expected: `a value that ${message ?? keyword}` };
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function placeOf({ file, text, places }: LocatedJson & JsonSource, pointer: string, field: string): Place {
  return { file, ...positionAt(text, places.get(pointer) ?? 0), ...(field === '' ? {} : { field }) };
}

const valueAt = (root: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined),
      root,
    );
