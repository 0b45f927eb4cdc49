import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateSpecMetadata } from '../../../runtime/generated/validators.js';
import { parseMetadata } from '../../../runtime/sources/spec-folders/metadata.ts';

const word = fc.oneof(
  fc.constantFrom('a', 'spec-01-a', 'a..b', '.a', 'a.', 'a.lock', 'a/b', '', ' ', 'todo', 'done', 'blocked', 'x'),
  fc.string({ maxLength: 6 }),
);
const anything = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.array(word, { maxLength: 2 }),
  fc.array(fc.integer(), { maxLength: 1 }),
  fc.dictionary(word, word, { maxKeys: 1 }),
);
const field = fc.constantFrom('id', 'name', 'status', 'dependsOn', 'lastRun', 'notes', 'acceptanceCommands', 'files', 'other');
const metadata = fc.array(fc.tuple(field, anything), { maxLength: 2 }).map((fields) => Object.fromEntries(fields));

test('what fits the schema is read, and what is refused does not fit it', () => {
  let fitting = 0;
  fc.assert(
    fc.property(metadata, (value) => {
      const result = parseMetadata(JSON.stringify(value), 'metadata.json');
      if (!validateSpecMetadata(value)) return;
      fitting += 1;
      expect(result).toMatchObject({ ok: true });
    }),
    { numRuns: 2000 },
  );
  expect(fitting).toBeGreaterThan(200);
});

test('every refusal names field, line and column', () => {
  const text = '{\n  "id": "../x",\n  "name": 1,\n  "dependsOn": [1],\n  "notes": {}\n}';
  const result = parseMetadata(text, 'metadata.json');
  expect(!result.ok && result.failure.map(({ place }) => `${place?.line}:${place?.column} ${place?.field}`)).toEqual([
    '2:9 id',
    '3:11 name',
    '4:16 dependsOn',
    '5:12 notes',
  ]);
});

test('labels are taken when they are a list of texts; in any other shape they are of another tool', () => {
  const labelsOf = (text: string) => {
    const parsed = parseMetadata(text, 'metadata.json');
    return parsed.ok ? parsed.value.labels : parsed.failure;
  };
  expect(labelsOf('{"labels":["urgent","ui"]}')).toEqual(['urgent', 'ui']);
  for (const text of ['{"labels":{"a":1}}', '{"labels":"urgent"}', '{"labels":[1]}', '{}'])
    expect(labelsOf(text)).toBeUndefined();
});

test('null counts as absent, and fields of other tools are no matter', () => {
  expect(parseMetadata('{"id":null,"status":null,"notes":null,"theirs":[1]}', 'metadata.json')).toEqual({
    ok: true,
    value: { status: 'todo', dependsOn: [], notes: '', acceptanceCommands: [] },
  });
});
