/** Errors of the configuration's validator in words: expected, found, where, fix. */
import type { SchemaError } from '../generated/validators.js';
import type { Failure } from '../model/failure.ts';
import { formatKey, type KeyPath, knownKeysAt, type Places } from './keys.ts';
import { nearest } from './nearest.ts';
import { describe } from './text.ts';

/** What the patterns of the schema stand for; a test keeps the list whole. */
export const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '^[1-9][0-9]{0,3}[hdw]$': 'an age such as 12h, 30d or 8w',
  '^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$': 'a duration such as 90s, 10m or 1h',
  '^[1-9][0-9]{0,5}(?:KB|MB|GB)$': 'a size such as 500KB, 64MB or 1GB',
  '^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$': 'a path inside the repository, relative to its top, with /',
  '\\S': 'a command',
  '^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$': "an agent's name, or name:model",
  '^[A-Za-z0-9][^\\s]{0,199}$': 'the name of a model, without blanks',
  '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$': 'the name of a git remote, or none',
  '^[A-Za-z_][A-Za-z0-9_]*$': 'the name of an environment variable',
  '^[A-Za-z][A-Za-z0-9_-]{0,49}$': "an agent's name: a letter, then letters, digits, - and _",
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
};

/** One failure per place: what is wrong with a value's type makes further errors about it pointless. */
export function schemaFailures(value: unknown, errors: readonly SchemaError[], places: Places): readonly Failure[] {
  const seen = new Set<string>();
  return withoutOtherForms(errors).flatMap((error) => {
    const failure = toFailure(value, error, places);
    if (failure === undefined) return [];
    const key = `${failure.place?.field ?? ''} ${error.keyword === 'additionalProperties' ? 'key' : 'value'}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [failure];
  });
}

/** Of a value that may have several forms only the errors in the form that was meant are told: not that it is none of the others. */
function withoutOtherForms(errors: readonly SchemaError[]): readonly SchemaError[] {
  const places = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === 'anyOf' ? [instancePath] : [])));
  const isForm = ({ keyword, instancePath }: SchemaError): boolean =>
    places.has(instancePath) && (keyword === 'anyOf' || keyword === 'type');
  const meant = (place: string): boolean =>
    errors.some((error) => !isForm(error) && (error.instancePath === place || error.instancePath.startsWith(`${place}/`)));
  return errors.filter((error) => !isForm(error) || (error.keyword === 'type' && !meant(error.instancePath)));
}

function toFailure(root: unknown, error: SchemaError, places: Places): Failure | undefined {
  const path = parsePointer(error.instancePath, root);
  const value = valueAt(root, path);
  const params = error.params;
  const words = typeof params['pattern'] === 'string' ? (PATTERN_WORDS[params['pattern']] ?? 'another form') : '';
  const of = (code: string, expected: string, fix?: string): Failure => ({
    category: 'usage',
    code,
    message: `Expected ${expected}, found ${describe(value)}.`,
    place: places.placeOf(path),
    ...(fix === undefined ? {} : { fix }),
  });
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey([...path, String(params['additionalProperty'])], places);
    case 'required':
      return of(
        'config-missing-key',
        `the key ${String(params['missingProperty'])}`,
        `Add ${formatKey([...path, String(params['missingProperty'])])}.`,
      );
    case 'propertyNames': // the error of the name itself comes beside this one, without saying where
      return {
        category: 'usage',
        code: 'config-name',
        message: `Expected ${path[0] === 'agents' && path.length === 1 ? PATTERN_WORDS['^[A-Za-z][A-Za-z0-9_-]{0,49}$'] : 'a shorter or simpler name'}, found ${describe(params['propertyName'])}.`,
        fix: 'Choose another name.',
        place: places.placeOfKey([...path, String(params['propertyName'])]),
      };
    case 'type':
      return of('config-type', wantedType(path, String(params['type'])), typeFix(path, String(params['type']), value));
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
      return of('config-value', `one of ${allowed.join(', ')}`, meant === undefined ? undefined : `Write ${meant}.`);
    }
    case 'pattern':
      return error.schemaPath.includes('propertyNames') ? undefined : of('config-value', words);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return of('config-value', `a number ${BOUNDS[error.keyword]} ${String(params['limit'])}`);
    case 'minItems':
      return of('config-value', 'a list with an entry', `Remove ${formatKey(path)} to have its default.`);
    case 'minLength':
      return of('config-value', 'text that is not empty');
    case 'maxLength':
      return error.schemaPath.includes('propertyNames')
        ? undefined
        : of('config-value', `text of at most ${String(params['limit'])} characters`);
    default:
      return of('config-value', error.message ?? error.keyword);
  }
}

const BOUNDS = { minimum: 'of at least', maximum: 'of at most', exclusiveMinimum: 'above' } as const;

function unknownKey(path: KeyPath, places: Places): Failure {
  const key = String(path.at(-1));
  const known = knownKeysAt(path.slice(0, -1)) ?? [];
  const meant = nearest(key, known);
  return {
    category: 'usage',
    code: 'config-unknown-key',
    message: `Expected one of ${known.join(', ')}, found ${describe(key)}.`,
    fix: meant === undefined ? `Remove ${formatKey(path)}.` : `Write ${meant}.`,
    place: places.placeOfKey(path),
  };
}

const isDuration = (path: KeyPath): boolean =>
  ['timeout', 'silence', 'firstResponse', 'toolTimeout', 'maxTime'].includes(String(path.at(-1))) || path[1] === 'silence';

function wantedType(path: KeyPath, type: string): string {
  if (type === 'string' && isDuration(path)) return 'a duration such as 90s, 10m or 1h';
  if (type === 'string' && ['outputCap', 'logCap', 'minFreeDisk'].includes(String(path.at(-1))))
    return 'a size such as 500KB, 64MB or 1GB';
  if (type === 'object' && path[0] === 'checks' && path.length === 3) return 'a check such as { label: unit, cmd: npm test }';
  return TYPE_WORDS[type] ?? type;
}

function typeFix(path: KeyPath, type: string, value: unknown): string | undefined {
  if (type === 'string' && typeof value === 'number' && isDuration(path)) return `Write the unit: ${value}s or ${value}m.`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Put it in quotes: "${String(value)}".`;
  if (type === 'array' && typeof value === 'string') return `Write a list: [${value}].`;
  if (type === 'object' && typeof value === 'string' && path[0] === 'checks') return `Write { cmd: ${JSON.stringify(value)} }.`;
  return undefined;
}

/** List indexes become numbers, as places want them. */
function parsePointer(pointer: string, root: unknown): KeyPath {
  let here = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(here) ? Number(name) : name;
      here = valueAt(here, [key]);
      return key;
    });
}

function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined,
    root,
  );
}
