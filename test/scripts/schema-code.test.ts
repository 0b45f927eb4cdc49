import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate.mjs';
import { describeSchemas, renderSchemaCode } from '../../scripts/schema-code.mjs';

const PLACE = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://example.com/schemas/place.schema.json',
  title: 'place',
  type: 'object',
  required: ['file'],
  additionalProperties: false,
  properties: {
    file: { type: 'string', minLength: 1 },
    line: { $ref: '#/$defs/line' },
    seen: { type: 'string', format: 'date-time' },
  },
  $defs: { line: { type: ['integer', 'null'], minimum: 1 } },
};

const OPEN_PROBLEM = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://example.com/schemas/open-problem.schema.json',
  title: 'open problem',
  type: 'object',
  required: ['at'],
  additionalProperties: false,
  properties: {
    at: { $ref: 'place.schema.json' },
    line: { $ref: 'https://example.com/schemas/place.schema.json#/$defs/line' },
  },
};

const render = (documents: readonly (readonly [string, unknown])[]) => renderSchemaCode(describeSchemas(documents));

/** A module in a data: URL can import nothing, so what loads this way stands alone. */
async function load(javascript = ''): Promise<Record<string, (value: unknown) => boolean>> {
  return (await import(`data:text/javascript,${encodeURIComponent(javascript)}`)) as Record<string, (value: unknown) => boolean>;
}

const DOCUMENTS = [
  ['schemas/open-problem.schema.json', OPEN_PROBLEM],
  ['schemas/place.schema.json', PLACE],
] as const;

describe('two schemas, one of which refers to the other', () => {
  test('become validators that stand alone and are named after the files', async () => {
    const code = await render(DOCUMENTS);
    const { validatePlace } = await load(code['validators/place.js']);
    const { validateOpenProblem } = await load(code['validators/open-problem.js']);
    expect(code['validators.js']).toBe(
      "export { validateOpenProblem } from './validators/open-problem.js';\nexport { validatePlace } from './validators/place.js';\n",
    );
    expect(validatePlace?.({ file: 'a.ts', line: 3, seen: '2026-01-02T03:04:05Z' })).toBe(true);
    expect(validatePlace?.({ file: 'a.ts', seen: 'yesterday' })).toBe(false);
    expect(validateOpenProblem?.({ at: { file: 'a.ts' }, line: null })).toBe(true);
    expect(validateOpenProblem?.({ at: { file: '' } })).toBe(false);
    expect(validateOpenProblem?.({ at: { file: 'a.ts' }, line: 0 })).toBe(false);
    expect(validateOpenProblem?.({ at: { file: 'a.ts' }, more: 1 })).toBe(false);
  });

  test('report every problem at once, each with its place', async () => {
    const { validateOpenProblem } = await load((await render(DOCUMENTS))['validators/open-problem.js']);
    expect(validateOpenProblem?.({ at: { file: '' }, line: 0 })).toBe(false);
    const { errors } = validateOpenProblem as unknown as { errors: readonly { instancePath: string }[] };
    expect(errors.map(({ instancePath }) => instancePath)).toEqual(['/at/file', '/line']);
  });

  test('become types named after their titles, each declared once', async () => {
    const { 'types.ts': types = '', 'validators.d.ts': declarations } = await render(DOCUMENTS);
    expect(types.match(/export interface Place /g)).toHaveLength(1);
    expect(types).toMatch(/export interface OpenProblem \{\s+at: Place;/);
    expect(types).not.toContain('AllSchemas');
    expect(declarations).toContain('export declare const validateOpenProblem: SchemaValidator<OpenProblem>;');
    const { 'validators/open-problem.d.ts': own } = await render(DOCUMENTS);
    expect(own).toContain('export declare const validateOpenProblem: SchemaValidator<OpenProblem>;');
  });
});

test('no schema at all gives empty modules', async () => {
  expect(await render([])).toMatchObject({ 'validators.js': 'export {};\n', 'types.ts': 'export {};\n' });
});

test('a schema without a title, a title used twice and a reference to nowhere are named with their file', async () => {
  expect(() => describeSchemas([['schemas/a.schema.json', { type: 'object' }]])).toThrow(
    'schemas/a.schema.json: expected a "title"',
  );
  expect(() => describeSchemas([...DOCUMENTS, ['schemas/b.schema.json', { ...PLACE, $id: 'b' }]])).toThrow(
    'schemas/b.schema.json: the same typeName "Place" as schemas/place.schema.json',
  );
  await expect(render([['schemas/open-problem.schema.json', OPEN_PROBLEM]])).rejects.toThrow(
    'schemas/open-problem.schema.json: ',
  );
});

test('the committed files are what the schemas give', async () => {
  expect(await generate({ check: true })).toEqual([]);
});
