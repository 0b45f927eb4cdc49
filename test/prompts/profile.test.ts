import * as fc from 'fast-check';
import matter from 'gray-matter';
import { describe, expect, test } from 'vitest';
import { plainFrontMatter } from '../../runtime/prompts/front-matter.ts';
import { parseLocatedJson } from '../../runtime/prompts/json.ts';
import { parseProfile } from '../../runtime/prompts/profile.ts';
import { valueOf } from './support.ts';

const FRONT = '{ "id": "one", "kind": "overlay", "appliesWhen": ["always"], "priority": 10 }';

function problem(text: string) {
  const parsed = parseProfile('p.md', text);
  if (parsed.ok) throw new Error(`expected a failure, found the profile ${parsed.value.id}`);
  return parsed.failure;
}

describe('a profile', () => {
  test('is JSON front matter and a body whose first line is known', () => {
    const profile = valueOf(parseProfile('p.md', `---\n${FRONT}\n---\n\n\n# Title\n\ntext\n\n`));
    expect(profile).toEqual({
      id: 'one',
      kind: 'overlay',
      appliesWhen: [{ source: 'always', terms: [] }],
      priority: 10,
      conflictsWith: [],
      includes: [],
      requires: [],
      overridesSections: [],
      placeholders: [],
      notes: {},
      source: 'given',
      file: 'p.md',
      bodyLine: 6,
      body: '# Title\n\ntext',
    });
  });

  test('of an FRD loop loads unchanged', () => {
    const front =
      '{\n  "id": "implementation-loop-base",\n  "kind": "base",\n  "appliesWhen": ["always"],\n  "priority": 10,\n  "conflictsWith": [],\n  "overridesSections": []\n}';
    expect(valueOf(parseProfile('base.md', `---\n${front}\n---\nbody\n`)).id).toBe('implementation-loop-base');
  });

  test('with a BOM and CRLF line ends is the same as one without', () => {
    const plain = `---\n${FRONT}\n---\nfirst\n\nsecond\n`;
    expect(parseProfile('p.md', `\uFEFF${plain.replaceAll('\n', '\r\n')}`)).toEqual(parseProfile('p.md', plain));
  });

  test('may name the language of its front matter when that is json', () => {
    expect(valueOf(parseProfile('p.md', `---json\n${FRONT}\n---\nbody\n`)).body).toBe('body');
  });

  test('may be without a body', () => {
    expect(valueOf(parseProfile('p.md', `---\n${FRONT}\n---`)).body).toBe('');
  });

  test('may hold notes of the user under names that begin with x-', () => {
    expect(parseProfile('p.md', `---\n${FRONT.replace(' }', ', "x-owner": ["me"] }')}\n---\n`).ok).toBe(true);
  });
});

describe('front matter that is refused', () => {
  test.each(['js', 'javascript', ' js', 'coffee', 'cson', 'yaml', 'toml', 'JS', 'json5'])(
    'in the language "%s" is neither read nor run',
    (language) => {
      const marker = 'okstraProfileRan';
      const [failure] = problem(`---${language}\n(globalThis.${marker} = true, ${FRONT})\n---\nbody\n`);
      expect(Object.hasOwn(globalThis, marker)).toBe(false);
      expect(failure).toMatchObject({ category: 'usage', code: 'profile-front-matter', place: { file: 'p.md', line: 1 } });
      expect(failure?.fix).toContain('as JSON');
    },
  );

  test('as YAML names the line and shows how JSON looks', () => {
    const [failure] = problem('---\n\nid: one\nkind: base\n---\nbody\n');
    expect(failure?.message).toBe('Front matter: expected a JSON object, found "id: one".');
    expect(failure?.place).toEqual({ file: 'p.md', line: 3, column: 1 });
    expect(failure?.fix).toContain('---\n{ "id": "my-overlay"');
  });

  test.each([
    ['missing', 'just text\n', 1, 'a line of --- that opens JSON front matter'],
    ['missing from an empty file', '', 1, 'a line of --- that opens JSON front matter'],
    ['behind a thematic break', '----\ntext\n', 1, 'a line of --- that opens JSON front matter'],
    ['never closed', `---\n${FRONT}\nbody\n`, 1, 'a second line of --- that closes the front matter'],
    ['closed by more than ---', `---\n${FRONT}\n--- end\nbody\n`, 3, 'a line of --- alone'],
  ])('%s says where and what is expected', (_name, text, line, expected) => {
    const [failure] = problem(text);
    expect(failure?.place?.line).toBe(line);
    expect(failure?.details?.['expected']).toBe(expected);
    expect(failure?.fix).toBeDefined();
  });

  test.each([
    ['a trailing comma', '{\n  "id": "a",\n}', 4, 1, 'a name in double quotes'],
    ['a name that comes twice', '{\n  "id": "a",\n  "id": "b" }', 4, 3, 'each name once'],
    ['a comma left out', '{ "id": "a"\n  "kind": "base" }', 3, 3, '"," or "}"'],
    ['a comment', '{ // no\n}', 2, 3, 'a name in double quotes'],
    ['a second value', '{} {}', 2, 4, 'nothing after the JSON value'],
  ])('with %s names line and column', (_name, json, line, column, expected) => {
    const [failure] = problem(`---\n${json}\n---\nbody\n`);
    expect(failure?.place).toEqual({ file: 'p.md', line, column });
    expect(failure?.details?.['expected']).toBe(expected);
  });

  test('lists every field that does not fit, each with its place and a fix', () => {
    const json =
      '{\n  "id": "Not Good",\n  "kind": "bass",\n  "appliesWhen": ["always", "tool:codex"],\n  "priority": -1,\n  "conflictWith": []\n}';
    const failures = problem(`---\n${json}\n---\n`);
    expect(failures.map(({ place, fix }) => ({ line: place?.line, column: place?.column, field: place?.field, fix }))).toEqual(
      expect.arrayContaining([
        { line: 3, column: 9, field: '/id', fix: 'Choose an id such as "my-overlay".' },
        {
          line: 4,
          column: 11,
          field: '/kind',
          fix: 'Write one of base, overlay, language_overlay, ci_overlay, role, phase, contract.',
        },
        {
          line: 5,
          column: 29,
          field: '/appliesWhen/1',
          fix: 'Use the facts agent, label, language, level, mode, phase, role, source, for example "role:verifier&!level:light".',
        },
        { line: 6, column: 15, field: '/priority', fix: 'Write 0 or more.' },
        { line: 7, column: 3, field: '/conflictWith', fix: 'Write "conflictsWith" instead of "conflictWith".' },
      ]),
    );
    expect(failures).toHaveLength(5);
    for (const failure of failures) expect(failure.message).toMatch(/^Front matter "[^"]+": expected .+, found .+\.$/);
  });

  test('with a name that comes twice is refused although all else fits', () => {
    const twice = FRONT.replace('"priority": 10', '"priority": 10, "priority": 20');
    expect(problem(`---\n${twice}\n---\nbody\n`)).toMatchObject([
      { code: 'profile-front-matter', details: { expected: 'each name once', found: '"priority" again' }, place: { line: 2 } },
    ]);
  });

  test('without the needed fields names each of them', () => {
    expect(problem('---\n{}\n---\n').map((failure) => failure.fix)).toEqual([
      'Add "id".',
      'Add "kind".',
      'Add "appliesWhen".',
      'Add "priority".',
    ]);
  });

  test('is a failure and never anything else, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('---', '\n', '\r\n', FRONT, '{', '}', '"', '[', ',', 'js', '#', '\uFEFF', '\\u'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseProfile('p.md', pieces.join(''));
        const failures = parsed.ok ? [{ fix: 'none needed' }] : parsed.failure;
        expect(failures.length).toBeGreaterThan(0);
        for (const failure of failures) expect(failure.fix).toBeTruthy();
      }),
    );
  });
});

test('front matter that is read without gray-matter is what gray-matter finds, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom('---', '\n---\n', '\n', ' ', FRONT, '{', '}', '"---"', '----', 'json', '#'),
    fc.string(),
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = `---\n{${pieces.join('')}`;
      const plain = plainFrontMatter(text);
      if (plain === undefined) return;
      taken += 1;
      const read = matter(text, { language: 'json', engines: { json: () => ({}) } });
      expect(plain.json).toBe(read.matter);
      expect(text.slice(plain.end).replace(/^\n/, '')).toBe(read.content);
    }),
  );
  expect(taken).toBeGreaterThan(5);
  expect(plainFrontMatter('---js\n{}\n---\n')).toBeUndefined();
});

describe('located JSON', () => {
  test('reads what JSON.parse reads, to the same value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const written = JSON.stringify(value, undefined, indent);
        expect(valueOfJson(written)).toEqual(value);
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '01',
      '1.',
      '.5',
      'true',
      'nul',
      ' ',
      '\n',
      '"\\x"',
      '"\t"',
      "'a'",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 10 }), (tokens) => {
        const text = tokens.join('');
        const parsed = parseLocatedJson(text);
        if (!parsed.ok && parsed.failure.expected === 'each name once') return;
        expect(parsed.ok).toBe(readsAsJson(text));
      }),
      { numRuns: 500 },
    );
  });

  test('refuses nesting that would exhaust the stack', () => {
    const parsed = parseLocatedJson('['.repeat(200_000));
    expect(parsed).toMatchObject({ ok: false, failure: { expected: 'at most 100 levels of nesting' } });
  });

  test('keeps a member called __proto__ a member', () => {
    expect(Object.keys(valueOfJson('{"__proto__": 1}') as object)).toEqual(['__proto__']);
  });
});

function valueOfJson(text: string): unknown {
  const parsed = parseLocatedJson(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.failure)}`);
  return parsed.value.value;
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
