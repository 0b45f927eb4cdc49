/** Whether a data.json is one, with the place of everything that is wrong. */

import { nearest } from '../config/nearest.ts';
import { describe, positionAt } from '../config/text.ts';
import type { ReportData } from '../generated/types.ts';
import { validateReport } from '../generated/validators/report.js';
import type { SchemaError } from '../generated/validators.js';
import type { Failure, Place, Result } from '../model/failure.ts';
import { bad, ok } from '../model/failure.ts';
import type { LocatedJson } from '../prompts/json.ts';
import { parseLocatedJson } from '../prompts/json.ts';

const FIX = 'Use the report/data.json that okstra wrote into the folder of the run.';

/** Every problem of a data.json, the first in the text first; empty when it is valid. Lines and columns count from 1. */
export function validateReportText(file: string, text: string): readonly Failure[] {
  const parsed = parseReport(file, text);
  return parsed.ok ? [] : parsed.failure;
}

/** The report in a data.json, or every problem in it. */
export function parseReport(file: string, text: string): Result<ReportData> {
  const body = text.replace(/^\uFEFF/, '');
  const located = parseLocatedJson(body);
  if (!located.ok) {
    const { offset, expected, found } = located.failure;
    return bad([failureAt('report-not-json', { expected, found, place: { file, ...positionAt(body, offset) } })]);
  }
  const { value } = located.value;
  return validateReport(value)
    ? ok(value)
    : bad(toFailures(value, (pointer, key) => placeIn({ file, body, ...located.value }, pointer, key)));
}

/** The same for a value; places name the field only. */
export function validateReportData(data: unknown): readonly Failure[] {
  if (validateReport(data)) return [];
  return toFailures(data, (pointer, key) => ({ file: 'data.json', field: pointer + (key === undefined ? '' : `/${key}`) }));
}

type PlaceOf = (pointer: string, key?: string) => Place;

function placeIn(
  { file, body, places, keys }: LocatedJson & { file: string; body: string },
  pointer: string,
  key?: string,
): Place {
  const field = key === undefined ? pointer : `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const offset = (key === undefined ? undefined : keys.get(field)) ?? places.get(pointer) ?? 0;
  return { file, ...positionAt(body, offset), field };
}

function toFailures(root: unknown, placeOf: PlaceOf): readonly Failure[] {
  const failures = relevant(validateReport.errors ?? []).map((error) => toFailure(root, error, placeOf));
  const byPlace = new Map(failures.map((failure) => [`${failure.place?.field ?? ''} ${failure.code}`, failure]));
  return [...byPlace.values()].toSorted(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}

/** Where a value may be null or an object, what is wrong with the object is worth telling, not that it is not null. */
function relevant(errors: readonly SchemaError[]): readonly SchemaError[] {
  return errors.filter(({ keyword, schemaPath, params, instancePath }) => {
    if (keyword === 'anyOf') return false;
    const isNullBranch = keyword === 'type' && params['type'] === 'null' && /\/anyOf\/\d+\/type$/.test(schemaPath);
    return (
      !isNullBranch ||
      !errors.some(
        (other) => other.keyword !== 'anyOf' && other.schemaPath !== schemaPath && other.instancePath.startsWith(instancePath),
      )
    );
  });
}

function toFailure(root: unknown, error: SchemaError, placeOf: PlaceOf): Failure {
  const { keyword, params, instancePath } = error;
  const value = valueAt(root, instancePath);
  switch (keyword) {
    case 'required': {
      const key = String(params['missingProperty']);
      const found = Object.keys(value as object);
      return failureAt('report-missing-key', {
        expected: `the key "${key}"`,
        found: keysText(found),
        place: placeOf(instancePath, key),
      });
    }
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const place = placeOf(instancePath, key);
      return failureAt('report-unknown-key', {
        expected: 'keys of the report schema only',
        found: `"${key}"`,
        place,
        fix: `Remove "${key}". ${FIX}`,
      });
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
      const expected = `one of ${allowed.join(', ')}`;
      return failureAt('report-value', {
        expected,
        found: describe(value),
        place: placeOf(instancePath),
        ...(meant === undefined ? {} : { fix: `Write "${meant}".` }),
      });
    }
    case 'const': {
      const expected = JSON.stringify(params['allowedValue']);
      return failureAt('report-value', { expected, found: describe(value), place: placeOf(instancePath) });
    }
    case 'type': {
      const expected = [params['type']]
        .flat()
        .map((type) => TYPE_WORDS[String(type)] ?? String(type))
        .join(' or ');
      return failureAt('report-type', { expected, found: describe(value), place: placeOf(instancePath) });
    }
    default:
      return failureAt('report-value', {
        expected: `a value that ${error.message ?? keyword}`,
        found: describe(value),
        place: placeOf(instancePath),
      });
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

interface Facts {
  readonly expected: string;
  readonly found: string;
  readonly place: Place;
  readonly fix?: string;
}

const failureAt = (code: string, { expected, found, place, fix = FIX }: Facts): Failure => ({
  category: 'findings',
  code,
  message: `Expected ${expected}, found ${found}.`,
  fix,
  place,
  details: { expected, found },
});

const keysText = (keys: readonly string[]): string =>
  keys.length === 0 ? 'no keys' : `the keys ${keys.slice(0, 20).join(', ')}`;

function valueAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined),
      root,
    );
}
