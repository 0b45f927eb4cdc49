import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { compose } from '../../runtime/prompts/compose.ts';
import type { Profile } from '../../runtime/prompts/types.ts';
import { profile, valueOf } from './support.ts';

const base = profile('base', 10, {}, 'Intro.\n\n## Style\nPlain words.\n\n### Names\n\nShort.\n\n## Tests\n\nUnit tests.\n');

const overlay = (strategy: string | undefined, body: string, title = 'Style'): Profile =>
  profile('mine', 20, { overridesSections: [strategy === undefined ? title : { title, strategy }] }, body);

const joined = (...profiles: readonly Profile[]) => valueOf(compose({ facts: {}, profiles }));
const failures = (...profiles: readonly Profile[]) => {
  const result = compose({ facts: {}, profiles });
  return result.ok ? [] : result.failure;
};

describe('a heading that an earlier part has', () => {
  test('is an error that names both parts, the line and the way out', () => {
    expect(failures(base, profile('mine', 20, {}, 'Text.\n\n## tests\n\nMore.'))).toEqual([
      expect.objectContaining({
        code: 'section-repeated',
        message: 'The profile "mine" has the heading "tests", which "base" has before it.',
        fix: 'Add "tests" to "overridesSections" of mine.md, or choose another heading.',
        place: { file: 'mine.md', line: 6 },
      }),
    ]);
  });

  test.each([
    ['in another case and with other blanks', '##   TESTS  ##\n\nx'],
    ['as a deeper heading', '## Other\n\n#### Tests\n\nx'],
    ['underlined', 'Tests\n---\n\nx'],
  ])('is the same %s', (_how, body) => {
    expect(failures(base, profile('mine', 20, {}, body)).map(({ code }) => code)).toEqual(['section-repeated']);
  });

  test.each([
    ['of level 1', '# Tests\n\nx'],
    ['in a fence', '```\n## Tests\n```'],
    ['in a quote or a list', '> ## Tests\n\n- ## Tests'],
  ])('is none %s', (_where, body) => {
    expect(failures(base, profile('mine', 20, {}, body))).toEqual([]);
  });

  test('may come twice within one part', () => {
    const twice = profile('twice', 10, {}, '## A\n\n### Example\n\n1\n\n## B\n\n### Example\n\n2');
    expect(joined(twice).sections.map(({ title }) => title)).toEqual(['A', 'Example', 'B', 'Example']);
    expect(failures(twice, overlay(undefined, '## Example\n\n3', 'Example'))).toMatchObject([
      { code: 'section-ambiguous', message: expect.stringContaining('2 times before it: in twice, twice') },
    ]);
  });
});

describe('an overridden section', () => {
  test('is replaced where it stands, with all that is below it', () => {
    expect(joined(base, overlay(undefined, 'Mine.\n\n## Style\n\nTerse.\n\n## Own\n\nx')).text).toBe(
      'Intro.\n\n## Style\n\nTerse.\n\n## Tests\n\nUnit tests.\n\nMine.\n\n## Own\n\nx\n',
    );
  });

  test('is found whatever the case of its title', () => {
    expect(joined(base, overlay(undefined, '## STYLE\n\nTerse.', 'sTyLe')).text).toContain('## STYLE\n\nTerse.\n\n## Tests');
  });

  test('gets text behind it with append, before it with prepend', () => {
    const body = '## Style\n\nTerse.';
    expect(joined(base, overlay('append', body)).text).toBe(
      'Intro.\n\n## Style\nPlain words.\n\n### Names\n\nShort.\n\nTerse.\n\n## Tests\n\nUnit tests.\n',
    );
    expect(joined(base, overlay('prepend', body)).text).toBe(
      'Intro.\n\n## Style\n\nTerse.\n\nPlain words.\n\n### Names\n\nShort.\n\n## Tests\n\nUnit tests.\n',
    );
  });

  test('gets text around it with wrap', () => {
    expect(joined(base, overlay('wrap', '## Style\n\nFirst:\n\n{{section}}\n\nThen this.')).text).toBe(
      'Intro.\n\n## Style\n\nFirst:\n\nPlain words.\n\n### Names\n\nShort.\n\nThen this.\n\n## Tests\n\nUnit tests.\n',
    );
  });

  test.each([
    ['missing', '## Style\n\nText.'],
    ['there twice', '## Style\n\n{{section}}\n\n{{section}}'],
    ['inside a line', '## Style\n\nSee {{section}} here.'],
    ['in a fence', '## Style\n\n```\n{{section}}\n```'],
  ])('cannot be wrapped when the slot is %s', (_how, body) => {
    expect(failures(base, overlay('wrap', body))).toMatchObject([{ code: 'section-slot', place: { file: 'mine.md', line: 4 } }]);
  });

  test('never ends up below a heading that was put before its text', () => {
    expect(failures(base, overlay('prepend', '## Style\n\n### Mine\n\nx'))).toMatchObject([{ code: 'section-heading-before' }]);
    expect(joined(base, overlay('append', '## Style\n\n### Mine\n\nx')).text).toContain('Short.\n\n### Mine\n\nx\n\n## Tests');
  });

  test('may be overridden again by a later part', () => {
    const last = profile('last', 30, { overridesSections: [{ title: 'Style', strategy: 'append' }] }, '## Style\n\nReally.');
    expect(joined(base, overlay(undefined, '## Style\n\nTerse.'), last).text).toContain(
      '## Style\n\nTerse.\n\nReally.\n\n## Tests',
    );
  });

  test('takes its inner sections along; those it adds may override others in turn', () => {
    const inner = { overridesSections: [{ title: 'Tests', strategy: 'append' }, 'Names'] };
    const mine = profile('mine', 20, inner, '## Tests\n\nMore.\n\n### Names\n\nLong.');
    expect(joined(base, mine).text).toBe(
      'Intro.\n\n## Style\nPlain words.\n\n### Names\n\nLong.\n\n## Tests\n\nUnit tests.\n\nMore.\n',
    );
  });

  test('that no earlier part has stays with its own part', () => {
    expect(joined(base, overlay(undefined, '## New\n\nx', 'New')).text).toMatch(/Unit tests\.\n\n## New\n\nx\n$/);
  });

  test('leaves what nobody touches byte for byte', () => {
    const odd = profile('odd', 10, {}, '## A\ntext  \n\n\n## B\n* x\n## C\n\n\n    code\n## D\nend');
    const mine = profile('mine', 20, { overridesSections: ['D'] }, '## D\n\nnew');
    expect(joined(odd, mine).text).toBe('## A\ntext  \n\n\n## B\n* x\n## C\n\n\n    code\n\n## D\n\nnew\n');
  });
});

describe('a part that could take in what follows it', () => {
  test.each([
    ['a fence', '## A\n\n```js\nopen', '```'],
    ['a fence of tildes', '~~~~\nopen', '~~~~'],
    ['a comment', 'text\n\n<!-- open', '-->'],
  ])('because it leaves %s open is refused, with its line and what ends it', (_what, body, closing) => {
    expect(failures(profile('open', 10, {}, body), profile('next', 20, {}, '## Next'))).toMatchObject([
      { code: 'profile-open-block', fix: `End it with a line ${closing}`, place: { file: 'open.md' } },
    ]);
  });

  test('because it ends with a list hides no indented heading of the next unseen', () => {
    const list = profile('list', 10, {}, '## A\n\n- item');
    expect(failures(list, profile('next', 20, {}, '  ## Hidden'))).toMatchObject([
      { code: 'section-hidden', message: expect.stringContaining('"Hidden" of the profile "next"') },
    ]);
    expect(failures(list, profile('next', 20, {}, '## Seen'))).toEqual([]);
  });
});

const title = fc.constantFrom('Alpha', 'beta', 'Gamma', 'delta 2', 'Épsilon');
const paragraph = fc.constantFrom('Text.', '- a\n- b', '```\n## Alpha\n```', '> ## beta', '    ## Gamma', 'two\nlines', '');
const section = fc
  .tuple(fc.constantFrom('##', '###', '#'), title, paragraph)
  .map(([marks, name, text]) => `${marks} ${name}\n\n${text}`);
const strategy = fc.constantFrom('replace', 'append', 'prepend', 'wrap');
const part = fc.record({ priority: fc.integer({ min: 0, max: 5 }), sections: fc.array(section, { maxLength: 4 }), strategy });
const parts = fc.array(part, { minLength: 1, maxLength: 5 }).map((list) =>
  list.map((one, index) =>
    profile(
      `p${index}`,
      one.priority,
      {
        overridesSections: ['alpha', 'beta', 'gamma', 'delta 2', 'épsilon'].map((name) => ({
          title: name,
          strategy: one.strategy,
        })),
      },
      one.strategy === 'wrap' ? one.sections.map((text) => `${text}\n\n{{section}}`).join('\n\n') : one.sections.join('\n\n'),
    ),
  ),
);

describe('whatever the parts', () => {
  test('the order in which they are given changes nothing', () => {
    const shuffled = parts.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(compose({ facts: {}, profiles: other })).toEqual(compose({ facts: {}, profiles: list }));
      }),
    );
  });

  test('what was composed composes to itself', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const first = compose({ facts: {}, profiles: list });
        fc.pre(first.ok && first.value.text.trim() !== '');
        const again = compose({ facts: {}, profiles: [profile('whole', 1, {}, valueOf(first).text)] });
        expect(valueOf(again).text).toBe(valueOf(first).text);
      }),
    );
  });

  test('every section of the prompt comes from exactly one of them', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const result = compose({ facts: {}, profiles: list });
        fc.pre(result.ok);
        const { text, sections } = valueOf(result);
        const found = fromMarkdown(text).children.flatMap((node) => (node.type === 'heading' ? [node.depth] : []));
        expect(sections.map(({ level }) => level)).toEqual(found);
        for (const one of sections) {
          const owners = list.filter(({ id }) => id === one.from);
          expect(owners).toHaveLength(1);
          expect(owners[0]?.body).toContain(one.title);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the prompt ends with one newline and has no part without its text', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const result = compose({ facts: {}, profiles: list });
        fc.pre(result.ok);
        expect(valueOf(result).text).toMatch(/^(?:[^]*[^\n])?\n$/);
      }),
    );
  });
});
