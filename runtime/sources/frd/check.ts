/** One file of a set checked by itself: against its schema, and its ids among each other. */
import type { ProblemWords } from '../../config/json-problems.ts';
import { byPosition, schemaProblems } from '../../config/json-problems.ts';
import { describe } from '../../config/text.ts';
import { validateFrd } from '../../generated/validators/frd.js';
import { validateFrdIndex } from '../../generated/validators/frd-index.js';
import type { SchemaError, SchemaValidator } from '../../generated/validators.js';
import type { Failure } from '../../model/failure.ts';
import type { JsonFile } from './files.ts';
import { idProblems } from './ids.ts';
import type { Lacking } from './read-document.ts';
import { readDocument } from './read-document.ts';
import type { FrdDocument, FrdIndexEntry } from './types.ts';

const PATTERNS: Readonly<Record<string, string>> = {
  '\\S': 'text',
  '^FRD-\\d{3}$': 'an id such as FRD-001',
  '^FRD-\\d{3}(?:-T\\d+)?$': 'an id such as FRD-001 or FRD-001-T2',
  '^FRD-\\d{3}-T\\d+$': 'an id such as FRD-001-T2',
  '^FRD-\\d{3}-T\\d+-S\\d+$': 'an id such as FRD-001-T2-S1',
  '^FRD-\\d{3}-T\\d+-G\\d+$': 'an id such as FRD-001-T2-G1',
  '^FRD-\\d{3}-T\\d+-V\\d+$': 'an id such as FRD-001-T2-V1',
  '^FRD-\\d{3}-T\\d+-TR\\d+$': 'an id such as FRD-001-T2-TR1',
  '^FRD-\\d{3}-T\\d+-TR\\d+-S\\d+$': 'an id such as FRD-001-T2-TR1-S1',
  '^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f]+$': 'a path inside the repository, relative to its top, with /',
};

const WORDS: ProblemWords = {
  subject: 'frd',
  patterns: PATTERNS,
  expected: ({ keyword, instancePath, params }: SchemaError) => {
    if (keyword === 'oneOf' && /^\/majorTasks\/\d+$/.test(instancePath)) {
      const both = params['passingSchemas'] !== null && params['passingSchemas'] !== undefined;
      return `exactly one of testRequirements and testOmissionReason (${both ? 'not both' : 'one is needed'})`;
    }
    if (keyword === 'format')
      return `a ${String(params['format'])} such as ${EXAMPLES[String(params['format'])] ?? 'it should be'}`;
    return undefined;
  },
};

const EXAMPLES: Readonly<Record<string, string>> = { date: '2031-04-02', 'date-time': '2031-04-02T09:00:00Z' };

export interface CheckedDocument {
  /** Absent: the problems keep it from being used. */
  readonly document?: FrdDocument;
  readonly problems: readonly Failure[];
}

/** @param validator the repository's own, or okstra's */
export function checkDocument(json: JsonFile, validator: SchemaValidator<unknown> = validateFrd): CheckedDocument {
  const ofSchema = problemsBy(validator, json);
  if (ofSchema.length > 0) return { problems: ofSchema };
  const read = readDocument(json.value, json.file);
  if (!read.ok) return { problems: read.failure.map((lacking) => asProblem(lacking, json, 'frd-value')) };
  const ofIds = idProblems(read.value).map((lacking) => asProblem(lacking, json, 'frd-id'));
  return ofIds.length > 0 ? { problems: ofIds.toSorted(byPosition) } : { document: read.value, problems: [] };
}

export interface CheckedIndex {
  readonly entries: readonly FrdIndexEntry[];
  readonly schemaPath?: string;
  readonly problems: readonly Failure[];
}

/** Entries that can be used are given although others cannot. */
export function checkIndex(json: JsonFile): CheckedIndex {
  const problems = problemsBy(validateFrdIndex, json);
  const root = json.value as { readonly frds?: unknown; readonly schemaPath?: unknown } | null;
  const frds = Array.isArray(root?.frds) ? (root.frds as readonly Readonly<Record<string, unknown> | null>[]) : [];
  return {
    problems,
    entries: frds.map((entry) => ({
      frdId: textOf(entry?.['frdId']),
      status: textOf(entry?.['status']),
      path: textOf(entry?.['path']),
    })),
    ...(typeof root?.schemaPath === 'string' ? { schemaPath: root.schemaPath } : {}),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function problemsBy(validator: SchemaValidator<unknown>, json: JsonFile): readonly Failure[] {
  if (validator(json.value)) return [];
  const errors = validator.errors ?? [];
  return schemaProblems(errors, WORDS, { file: json.file, text: json.text, ...json.located() });
}

function asProblem({ pointer, expected }: Lacking, json: JsonFile, code: string): Failure {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | undefined)?.[part], json.value);
  return {
    category: 'findings',
    code,
    message: `Expected ${expected}, found ${describe(found)}.`,
    fix: `Write ${expected}.`,
    place: json.placeOf(pointer),
  };
}
