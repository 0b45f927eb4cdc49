import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editJson, type JsonEdit } from '../../../runtime/sources/spec-folders/json-edit.ts';

const set = (name: string, value: string): JsonEdit => ({ kind: 'set', name, value });
const append = (name: string, line: string): JsonEdit => ({ kind: 'append', name, line });
const edited = (text: string, ...edits: readonly JsonEdit[]): string => {
  const result = editJson(text, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

describe('setting a member', () => {
  test.each([
    [
      'replaces only the value',
      '{ "status" :"todo",\n\t"tags":["a",  "b"],"n":1e3 }\n',
      '{ "status" :"done",\n\t"tags":["a",  "b"],"n":1e3 }\n',
    ],
    ['replaces a value of another kind', '{"status":{"a":["}"]},"b":2}', '{"status":"done","b":2}'],
    ['replaces null and numbers', '{"a":null,"status":-1.5e+3}', '{"a":null,"status":"done"}'],
    [
      'adds it laid out like its neighbours',
      '{\n\t"a": 1,\n\t"b": [1, 2]\n}\n',
      '{\n\t"a": 1,\n\t"b": [1, 2],\n\t"status": "done"\n}\n',
    ],
    ['adds it on one line to an object on one line', '{ "a": 1, "b": 2 }', '{ "a": 1, "b": 2, "status": "done" }'],
    ['adds it to an object with one member', '{\r\n    "a" : 1\r\n}\r\n', '{\r\n    "a" : 1,\r\n    "status" : "done"\r\n}\r\n'],
    ['adds it where commas lead', '{ "a": 1\n, "b": 2\n}', '{ "a": 1\n, "b": 2\n, "status": "done"\n}'],
    ['adds it to an empty object', '{}\n', '{\n  "status": "done"\n}\n'],
    ['keeps a byte order mark', '\uFEFF{"status":"todo"}', '\uFEFF{"status":"done"}'],
    ['leaves a member of an inner object alone', '{"inner":{"status":"todo"}}', '{"inner":{"status":"todo"},"status":"done"}'],
    ['finds a member whose name is written with escapes', '{"st\\u0061tus":"todo"}', '{"st\\u0061tus":"done"}'],
    ['changes nothing when the value is there already', '{ "status"  : "d\\u006fne" }', '{ "status"  : "d\\u006fne" }'],
  ])('%s', (_what, before, after) => {
    expect(edited(before, set('status', 'done'))).toBe(after);
  });
});

describe('appending a line', () => {
  test.each([
    ['to a text', '{"notes":"a"}', '{"notes":"a\\nn"}'],
    ['to an empty text', '{"notes":""}', '{"notes":"n"}'],
    ['to a text that ends its line', '{"notes":"a\\n"}', '{"notes":"a\\nn"}'],
    ['to null', '{"notes":null}', '{"notes":"n"}'],
    ['to a list on one line', '{"notes":["a", "b"]}', '{"notes":["a", "b", "n"]}'],
    ['to a list on lines of its own', '{\n  "notes": [\n    "a"\n  ]\n}', '{\n  "notes": [\n    "a",\n    "n"\n  ]\n}'],
    ['to a list of one on one line', '{"notes":["a"]}', '{"notes":["a", "n"]}'],
    ['to an empty list', '{"notes":[ ]}', '{"notes":["n"]}'],
    ['where there is none', '{"a":1}', '{"a":1,"notes":"n"}'],
    ['that is there already changes nothing', '{"notes":"a\\nn\\nb"}', '{"notes":"a\\nn\\nb"}'],
    ['that is in the list already changes nothing', '{"notes":["n"]}', '{"notes":["n"]}'],
  ])('%s', (_what, before, after) => {
    expect(edited(before, append('notes', 'n'))).toBe(after);
  });
});

test.each([
  ['{"a":1,}', 7],
  ['[]', 0],
  ['{"a":1,"a":2}', 7],
  ['', 0],
])('%j is refused with the place', (text, offset) => {
  expect(editJson(text, [set('status', 'done')])).toMatchObject({ ok: false, failure: { offset } });
});

/** An object written with arbitrary, legal white space. */
const blank = fc.stringMatching(/^[ \t\n]{0,3}$/);
const written = (value: unknown, blanks: readonly string[]): string => {
  let index = 0;
  const gap = (): string => blanks[index++ % blanks.length] ?? '';
  const write = (inner: unknown): string => {
    if (Array.isArray(inner)) return `[${gap()}${inner.map((entry) => write(entry) + gap()).join(`,${gap()}`)}]`;
    if (typeof inner !== 'object' || inner === null) return JSON.stringify(inner);
    return `{${gap()}${Object.entries(inner)
      .map(([key, entry]) => `${JSON.stringify(key)}${gap()}:${gap()}${write(entry)}${gap()}`)
      .join(`,${gap()}`)}}`;
  };
  return write(value);
};

test('an edit does to the value what it says, whatever the formatting, and leaves every other member as it is written', () => {
  const name = fc.constantFrom('status', 'notes', 'a', 'b/c', 'd~e', 'ü', '');
  const value = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 });
  fc.assert(
    fc.property(
      value,
      fc.array(blank, { minLength: 1, maxLength: 5 }),
      name,
      fc.string({ unit: 'grapheme' }),
      (object, blanks, key, text) => {
        const before = written(object, blanks);
        const after = edited(before, set(key, text));
        const expected: unknown = JSON.parse(before);
        expect(JSON.parse(after)).toEqual({ ...(expected as object), [key]: text });
        expect(Object.keys(JSON.parse(after) as object)).toEqual([...new Set([...Object.keys(expected as object), key])]);
        expect(edited(after, set(key, text))).toBe(after);
        // put back, every byte is as it was
        if (typeof object[key] === 'string' && key in object) expect(edited(after, set(key, object[key]))).toBe(before);
      },
    ),
    { numRuns: 400 },
  );
});

test('appended lines come back in their order, each once', () => {
  const line = fc.stringMatching(/^[a-z ]{1,6}$/);
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('{}', '{"notes":""}', '{"notes":[]}', '{ "x": 1,\n"notes": [ ]\n}'),
      (added, start) => {
        const result = JSON.parse(edited(start, ...added.map((text) => append('notes', text)))) as { notes?: string | string[] };
        const notes =
          typeof result.notes === 'string' ? result.notes.split('\n').filter((text) => text !== '') : (result.notes ?? []);
        expect(notes).toEqual([...new Set(added)]);
      },
    ),
  );
});
