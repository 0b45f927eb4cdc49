import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECK_DEFAULTS, DEFAULTS, KNOWN_KEYS } from '../../runtime/config/defaults.ts';
import { PATTERN_WORDS } from '../../runtime/config/schema-failures.ts';
import { repository } from '../support/program.ts';

interface Schema {
  readonly $ref?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly propertyNames?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const root = JSON.parse(readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8')) as Schema;
const follow = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : { ...root.$defs?.[schema.$ref.replace('#/$defs/', '')], ...schema };

/** Defaults of the properties below a schema; undefined when there is none. */
function defaultsOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  const inner = Object.entries(follow(schema).properties ?? {}).flatMap(([key, property]) => {
    const value = defaultsOf(property);
    return value === undefined ? [] : [[key, value] as const];
  });
  return inner.length === 0 ? undefined : Object.fromEntries(inner);
}

test('the defaults in the code are those of the schema', () => {
  const { agents, pricing, ...rest } = DEFAULTS;
  expect(rest).toEqual(defaultsOf(root));
  expect(Object.keys(agents)).toEqual(['claude', 'codex', 'gemini']);
  expect(pricing).toEqual({});
  expect(CHECK_DEFAULTS).toEqual(defaultsOf(root.$defs?.['check'] ?? {}));
});

test('the known keys are those of the schema', () => {
  const found: Record<string, readonly string[]> = {};
  const visit = (schema: Schema, key: string): void => {
    const resolved = follow(schema);
    if (resolved.properties !== undefined) found[key] = Object.keys(resolved.properties);
    for (const [name, property] of Object.entries(resolved.properties ?? {}))
      visit(property, key === '' ? name : `${key}.${name}`);
    if (typeof resolved.additionalProperties === 'object') visit(resolved.additionalProperties, `${key}.*`);
    for (const form of resolved.anyOf ?? []) visit(form, key);
    if (resolved.items !== undefined) visit(resolved.items, `${key.replace(/^checks\.\w+$/, 'checks.*')}[]`);
  };
  visit(root, '');
  expect(KNOWN_KEYS).toEqual(found);
});

test('each pattern of the schema has its words', () => {
  const patterns = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('pattern' in value && typeof value.pattern === 'string') patterns.add(value.pattern);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(root);
  expect(Object.keys(PATTERN_WORDS).toSorted()).toEqual([...patterns].toSorted());
});
