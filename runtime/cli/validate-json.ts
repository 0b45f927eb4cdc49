/** Spec metadata and answers of verifiers, checked against their schemas with the place of everything that is wrong. */
import { nearest } from '../config/nearest.ts';
import { describe, positionAt } from '../config/text.ts';
import { validateSpecMetadata } from '../generated/validators/spec-metadata.js';
import { validateVerifierAnswer } from '../generated/validators/verifier-answer.js';
import type { SchemaError, SchemaValidator } from '../generated/validators.js';
import type { Failure, Place } from '../model/failure.ts';
import type { LocatedJson } from '../prompts/json.ts';
import { parseLocatedJson } from '../prompts/json.ts';

export const metadataProblems = (file: string, text: string): readonly Failure[] =>
  problemsWith(validateSpecMetadata, 'metadata', { file, text });
export const answerProblems = (file: string, text: string): readonly Failure[] =>
  problemsWith(validateVerifierAnswer, 'answer', { file, text });

/** @param subject first word of the codes */
function problemsWith(
  validator: SchemaValidator<unknown>,
  subject: string,
  { file, text: raw }: { file: string; text: string },
): readonly Failure[] {
  const text = raw.replace(/^\uFEFF/, '');
  const located = parseLocatedJson(text);
  if (!located.ok) {
    const { offset, expected, found } = located.failure;
    return [
      {
        category: 'findings',
        code: `${subject}-syntax`,
        message: `Expected ${expected}, found ${found}.`,
        fix: 'Correct the JSON at that place.',
        place: { file, ...positionAt(text, offset) },
      },
    ];
  }
  if (validator(located.value.value)) return [];
  const errors = (validator.errors ?? []).filter((error) => error.keyword !== 'anyOf' && !isNullBranch(error));
  const problems = errors.map((error) => toProblem(error, subject, { file, text, ...located.value }));
  const byPlace = new Map(problems.map((problem) => [problem.place?.field ?? '', problem]));
  return [...byPlace.values()].toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
}

/** That a value is not null is no news where an object is allowed too. */
const isNullBranch = ({ keyword, params, schemaPath }: SchemaError): boolean =>
  keyword === 'type' && params['type'] === 'null' && schemaPath.includes('/anyOf/');

function toProblem(error: SchemaError, subject: string, json: LocatedJson & { file: string; text: string }): Failure {
  const { expected, key, fix } = wanted(error, valueAt(json.value, error.instancePath));
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

function wanted({ keyword, params, message }: SchemaError, value: unknown): { expected: string; key?: string; fix?: string } {
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

function placeOf({ file, text, places }: LocatedJson & { file: string; text: string }, pointer: string, field: string): Place {
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
