import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCriteria } from '../../../runtime/sources/spec-folders/criteria.ts';

const of = (checklist: string, body = '', commands: readonly string[] = []) => parseCriteria({ checklist, body, commands });
const lines = (checklist: string, body = '', commands: readonly string[] = []): readonly string[] =>
  of(checklist, body, commands).map(
    ({ id, text, kind, command }) => `${id} ${kind} ${text}${command === undefined ? '' : ` <${command}>`}`,
  );

test('every checkbox is a criterion, in order, under manual headings for a person', () => {
  const checklist = `# Checklist

## Automated commands
- [ ] \`npm test\`
* [x] npm run  lint
1. [X] prints the version
- no checkbox

## Manual checks
- [ ] looks right
### On a phone
- [ ] still looks right

## Code
- [ ] nested
  - [ ] inner
`;
  expect(lines(checklist, '', ['npm test', 'npm run lint'])).toEqual([
    'AC-1 automated `npm test` <npm test>',
    'AC-2 automated npm run  lint <npm run lint>',
    'AC-3 automated prints the version',
    'AC-4 manual looks right',
    'AC-5 manual still looks right',
    'AC-6 automated nested',
    'AC-7 automated inner',
  ]);
});

describe('a checkbox', () => {
  test.each([
    ['in a code fence is none', '```\n- [ ] a\n```\n- [ ] b', ['AC-1 automated b']],
    ['in a fence of a list item is none', '- [ ] b\n  ~~~sh\n  - [ ] a\n  ~~~\n', ['AC-1 automated b']],
    ['in a comment is none', '<!-- - [ ] a\n- [ ] b -->\n- [ ] c', ['AC-1 automated c']],
    ['may go on over several lines', '- [ ] one\n  two\n\n  three', ['AC-1 automated one two']],
    ['without text is none', '- [ ]\n- [ ] a', ['AC-1 automated a']],
    ['may stand in a file with other line ends', '- [ ] a\r\n- [x] b\r\n', ['AC-1 automated a', 'AC-2 automated b']],
    ['needs its blank', '- [] a\n- [ ]b\n- [ ] c', ['AC-1 automated c']],
  ])('%s', (_what, checklist, expected) => {
    expect(lines(checklist)).toEqual(expected);
  });

  test('that says more than the command is answered by verifiers', () => {
    expect(lines('- [ ] `npm test` passes\n- [ ] `rm -rf x`', '', ['npm test'])).toEqual([
      'AC-1 automated `npm test` passes',
      'AC-2 automated `rm -rf x`',
    ]);
  });

  test('that is a command under a manual heading is for a person all the same', () => {
    expect(lines('## Manual\n- [ ] npm test', '', ['npm test'])).toEqual(['AC-1 manual npm test']);
  });
});

describe('without checkboxes the bullets under "Acceptance criteria" of the spec are the criteria', () => {
  test.each([
    [
      'until the next heading of that level',
      '# T\n- no\n## Acceptance criteria\n- a\n- b\n## Notes\n- c',
      ['AC-1 automated a', 'AC-2 automated b'],
    ],
    [
      'numbered headings and bullets included',
      '### 3. Acceptance Criteria (must)\n1. a\n2) b',
      ['AC-1 automated a', 'AC-2 automated b'],
    ],
    [
      'with what hangs below a bullet',
      '## Acceptance criteria\n- a\n  - a1\n  - a2\n- b',
      ['AC-1 automated a; a1; a2', 'AC-2 automated b'],
    ],
    ['with its boxes taken off', '## Acceptance criteria\n- [ ] a', ['AC-1 automated a']],
    [
      'with sub-headings, manual ones for a person',
      '## Acceptance criteria\n- a\n### Manual\n- b\n### Other\n- c',
      ['AC-1 automated a', 'AC-2 manual b', 'AC-3 automated c'],
    ],
    ['and not those of a code block', '## Acceptance criteria\n```\n- a\n```\n', ['SPEC whole The specification as a whole']],
    ['and without any the text as a whole is the one criterion', '# T\n- a', ['SPEC whole The specification as a whole']],
  ])('%s', (_what, body, expected) => {
    expect(lines('', body)).toEqual(expected);
    expect(lines('# No boxes\n- here', body)).toEqual(expected);
  });
});

test('a checklist with boxes wins over the spec', () => {
  expect(lines('- [ ] a', '## Acceptance criteria\n- b')).toEqual(['AC-1 automated a']);
});

test('whatever boxes are written, each comes back once, in order, with ids without gaps', () => {
  const word = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/);
  const box = fc.record({
    text: word,
    mark: fc.constantFrom(' ', 'x', 'X'),
    bullet: fc.constantFrom('-', '*', '+', '7.', '3)'),
    heading: fc.option(fc.constantFrom('## Manual checks', '## Code', '### Deep')),
  });
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (boxes, newline) => {
      const checklist = boxes
        .map(
          ({ text, mark, bullet, heading }) =>
            `${heading === null ? '' : `${heading}${newline}${newline}`}${bullet} [${mark}] ${text}`,
        )
        .join(newline);
      const criteria = of(checklist);
      expect(criteria.map(({ text }) => text)).toEqual(boxes.map(({ text }) => text));
      expect(criteria.map(({ id }) => id)).toEqual(boxes.map((_, index) => `AC-${index + 1}`));
    }),
  );
});

test('no text whatever makes the parser throw or leaves an item without a criterion', () => {
  const noise = fc.string({
    unit: fc.constantFrom(
      '- ',
      '[ ] ',
      '`',
      '```',
      '\n',
      '# ',
      '## Acceptance criteria',
      'Manual',
      '<!--',
      '-->',
      'a',
      ' ',
      '\t',
      '~~~',
    ),
  });
  fc.assert(
    fc.property(noise, noise, (checklist, body) => {
      const criteria = of(checklist, body, ['a']);
      expect(criteria.length).toBeGreaterThan(0);
      for (const { text } of criteria) expect(text.trim()).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
