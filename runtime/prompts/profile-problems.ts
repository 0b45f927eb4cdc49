/** Says in words where the front matter of a profile, or the list of chains, does not fit its schema. */
import type { SchemaError } from '../generated/validators.js';
import type { Failure, Place } from '../model/failure.ts';
import { FACT_NAMES } from './condition.ts';

const FIELDS = [
  'id',
  'kind',
  'appliesWhen',
  'priority',
  'conflictsWith',
  'overridesSections',
  'includes',
  'requires',
  'placeholders',
  'answer',
  'loadAt',
  'maxTokens',
];

/** Members of the objects inside; their names are no fields of the front matter. */
const MEMBERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/overridesSections\//, ['title', 'strategy']],
  [/^\/placeholders\//, ['required', 'meaning']],
];

/** What a schema is about. */
export interface SchemaWords {
  readonly code: string;
  /** Begins the message. */
  readonly subject: string;
  readonly fields: readonly string[];
  readonly members: readonly (readonly [RegExp, readonly string[]])[];
  readonly file: string;
}

const PROFILE: SchemaWords = {
  code: 'profile-field',
  subject: 'Front matter',
  fields: FIELDS,
  members: MEMBERS,
  file: 'schemas/profile.schema.json',
};

/** @param locate place of the value behind a JSON pointer, or of its name */
export function explainSchemaError(
  error: SchemaError,
  root: unknown,
  locate: (pointer: string, onKey: boolean) => Place,
  words: SchemaWords = PROFILE,
): Failure {
  const { pointer, onKey, expected, found, fix } = describe(error, valueAt(root, error.instancePath), words);
  const field = pointer === '' ? '' : ` "${pointer.slice(1)}"`;
  return {
    category: 'usage',
    code: words.code,
    message: `${words.subject}${field}: expected ${expected}, found ${found}.`,
    fix,
    place: locate(pointer, onKey),
    details: { expected, found },
  };
}

interface Description {
  readonly pointer: string;
  readonly onKey: boolean;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
}

function describe(error: SchemaError, value: unknown, words: SchemaWords): Description {
  const at = { pointer: error.instancePath, onKey: false, found: shown(value) };
  const { params } = error;
  switch (error.keyword) {
    case 'required':
      return {
        ...at,
        expected: `the field "${String(params['missingProperty'])}"`,
        found: 'none',
        fix: `Add "${String(params['missingProperty'])}".`,
      };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const members = words.members.find(([inside]) => inside.test(`${at.pointer}/`))?.[1];
      const near = nearest(name, members ?? words.fields);
      const remove = members === undefined ? `Remove "${name}", or name it "x-${name}".` : `Remove "${name}".`;
      return {
        pointer: `${at.pointer}/${name}`,
        onKey: true,
        expected: `one of ${(members ?? words.fields).join(', ')}${members === undefined ? ', or a name that begins with x-' : ''}`,
        found: `"${name}"`,
        fix: near === undefined ? remove : `Write "${near}" instead of "${name}".`,
      };
    }
    case 'type': {
      const types = [params['type']].flat().map(String).join(' or ');
      return { ...at, expected: `a value of type ${types}`, fix: `Give a value of type ${types}.` };
    }
    case 'propertyNames': {
      const name = String(params['propertyName']);
      return {
        ...at,
        pointer: `${at.pointer}/${name}`,
        onKey: true,
        expected: 'a name of upper-case letters, digits and "_" that begins with a letter',
        found: `"${name}"`,
        fix: 'Choose a name such as TEAM_NAME.',
      };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).join(', ');
      return { ...at, expected: `one of ${allowed}`, fix: `Write one of ${allowed}.` };
    }
    case 'pattern':
      return { ...at, ...describePattern(error.instancePath) };
    case 'minItems':
      return error.instancePath === '/appliesWhen'
        ? { ...at, expected: 'at least one condition', fix: 'Write ["always"] for a profile that is always used.' }
        : { ...at, expected: 'at least one entry', fix: 'Add one, or remove the whole.' };
    case 'uniqueItems':
      return { ...at, expected: 'each entry once', fix: 'Remove the entry that stands there twice.' };
    case 'minimum':
      return {
        ...at,
        expected: `a number of at least ${String(params['limit'])}`,
        fix: `Write ${String(params['limit'])} or more.`,
      };
    default:
      return { ...at, expected: `a value that ${error.message ?? 'fits the schema'}`, fix: `See ${words.file}.` };
  }
}

function describePattern(pointer: string): { readonly expected: string; readonly fix: string } {
  if (pointer.startsWith('/appliesWhen/')) {
    return {
      expected: '"always", or <fact>:<value> terms joined by &, each possibly negated with !',
      fix: `Use the facts ${FACT_NAMES.join(', ')}, for example "role:verifier&!level:light".`,
    };
  }
  if (pointer === '/version') return { expected: 'version 1', fix: 'Write 1.' };
  if (pointer.endsWith('/meaning')) return { expected: 'one line of text', fix: 'Say in one line what the value is.' };
  return {
    expected: `${pointer === '/id' ? 'lower-case ' : ''}letters, digits, ".", "_" and "-", beginning with a letter or digit`,
    fix: 'Choose an id such as "my-overlay".',
  };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}

/** The known name that differs from `name` in case, dashes, or at most two letters. */
function nearest(name: string, known: readonly string[]): string | undefined {
  return known.find((field) => plain(field) === plain(name)) ?? known.find((field) => distance(plain(field), plain(name)) <= 2);
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 3;
}
