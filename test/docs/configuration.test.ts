import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../runtime/config/parse.ts';
import { repository } from '../support/program.ts';
import { fences, page, rows, unquoted } from './pages.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const root = JSON.parse(readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8')) as Schema;

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  if (name === undefined) return schema;
  const found = root.$defs?.[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  return { ...found, ...schema };
}

const NAMES: Readonly<Record<string, string>> = { agents: '<name>', pricing: '<model>' };

/** Dotted keys with their defaults; entries of lists as `key[].inner`. */
function keysOf(given: Schema, path: string): ReadonlyMap<string, unknown> {
  const schema = resolved(given);
  const below = (inner: Schema, at: string) => keysOf(inner, at);
  const join2 = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (schema.properties) {
    return new Map(Object.entries(schema.properties).flatMap(([name, inner]) => [...below(inner, join2(name))]));
  }
  const values = schema.additionalProperties;
  if (typeof values === 'object' && resolved(values).properties) return below(values, join2(NAMES[path] ?? '<name>'));
  const entry = schema.items && resolved(schema.items);
  const own: (readonly [string, unknown])[] = [[path, schema.default]];
  return new Map(entry?.properties ? [...own, ...below(entry, `${path.replace(/^checks\.\w+$/, 'checks.<category>')}[]`)] : own);
}

const documented = new Map(
  rows(page('docs/configuration.md').text)
    .filter(
      ([key = '', value = '', meaning]) =>
        meaning !== undefined && /^`[a-z]/.test(key) && (value === '–' || value.startsWith('`')),
    )
    .map(([key = '', value = '']) => [unquoted(key), value] as const),
);

describe('docs/configuration.md', () => {
  test('lists the keys of the schema, all of them and no others', () => {
    expect([...documented.keys()].toSorted()).toEqual([...keysOf(root, '').keys()].toSorted());
  });

  test('gives the default of each key as the schema has it', () => {
    const shown = (value: unknown): string =>
      value === undefined ? '–' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
    const expected = [...keysOf(root, '')].map(([key, value]) => [key, shown(value)]);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(expected));
  });
});

test('every example of okstra.yaml in the documents is valid', () => {
  const files = ['README.md', 'docs/configuration.md'];
  const blocks = files.flatMap((file) =>
    fences(page(file).text)
      .filter(({ language }) => language === 'yaml')
      .map(({ text }) => ({ file, text })),
  );
  expect(blocks.length).toBeGreaterThanOrEqual(2);
  for (const { file, text } of blocks) expect(parseConfig(text, file)).toMatchObject({ ok: true });
});
