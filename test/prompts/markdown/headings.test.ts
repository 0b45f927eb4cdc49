import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { scanMarkdown } from '../../../runtime/prompts/markdown/headings.ts';

interface Found {
  readonly level: number;
  readonly line: number;
  readonly title: string;
}

/** The same from an independent parser: headings that are children of the document itself. */
function oracle(text: string): readonly Found[] {
  return fromMarkdown(text).children.flatMap((node) => {
    if (node.type !== 'heading' || node.position === undefined) return [];
    const from = node.children[0]?.position?.start.offset;
    const to = node.children.at(-1)?.position?.end.offset;
    const title = from === undefined ? '' : text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
    // Where link definitions stand before a heading, the parser lets the heading begin with them.
    const line = (node.children[0]?.position ?? node.position).start.line;
    return [{ level: node.depth, line, title }];
  });
}

const found = (text: string): readonly Found[] =>
  scanMarkdown(text).headings.map(({ level, line, title }) => ({ level, line, title }));

const titles = (text: string): readonly string[] => scanMarkdown(text).headings.map(({ title }) => title);

describe('headings are', () => {
  test.each<[string, string, readonly string[]]>([
    ['lines that begin with # and a blank', '# A\n## B ##\n#C\n####### D\n   ### E\n#', ['A', 'B', 'E', '']],
    ['underlined paragraphs', 'One\nline\n===\n\nTwo\n---\n\n---\n', ['One line', 'Two']],
    ['not what stands in a fence', '```md\n# A\n~~~\n```\n# B', ['B']],
    ['not what stands in a fence of tildes', '~~~\n# A\n```\n~~~~\n# B', ['B']],
    ['not what follows a fence that stays open', '# A\n```\n# B\n', ['A']],
    ['not indented code', '    # A\n\n\t# B\n# C', ['C']],
    ['not what stands in HTML', '<div>\n# A\n</div>\n\n# B\n<!--\n# C\n\n# D\n-->\n# E', ['B', 'E']],
    ['not what stands in a quote', '> # A\n> B\n> ===\n> text\nlazy\n===\n# C', ['C']],
    ['not what stands in a list item', '- # A\n\n  ## B\n1. C\n   ===\n## D', ['D']],
    ['not an underline beneath a list item', '- a\n===\n\n- b\n---\n', []],
    ['not an underline beneath link definitions alone', '[a]: /b\n===\n\n[c]: /d\ntext\n===\n', ['text']],
  ])('%s', (_what, text, expected) => {
    expect(titles(text)).toEqual(expected);
    expect(found(text)).toEqual(oracle(text));
  });
});

const piece = fc.constantFrom(
  '#',
  '##',
  '# ',
  '### ',
  ' ',
  '  ',
  '   ',
  '    ',
  '\t',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '```',
  '~~~',
  '````',
  '`',
  '-',
  '- ',
  '---',
  '***',
  '===',
  '=',
  '> ',
  '>',
  '1. ',
  '2) ',
  '* ',
  '+',
  'a',
  'b c',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '<pre>',
  '</pre>',
  '<a href="x">',
  '<?',
  '?>',
  '<!X',
  '\\',
  '[a]: /u',
  '[a]:',
  '"t"',
  '[',
  ']',
);
const start = fc.constantFrom(
  '',
  '',
  ' ',
  '  ',
  '   ',
  '    ',
  '\t',
  '> ',
  '>',
  '- ',
  '-   ',
  '1. ',
  '10) ',
  '- > ',
  '> - ',
  ' * ',
);
const content = fc.constantFrom(
  '',
  '',
  'text',
  '# A',
  '## B ##',
  '###',
  '===',
  '---',
  '- - -',
  '```',
  '```js',
  '~~~',
  '<div>',
  '<!-- a',
  'b -->',
  '<script>',
  '</script>',
  '<b>',
  '[a]: /u',
  '"title"',
  '2. two',
  '-',
);
const line = fc.tuple(start, content).map((parts) => parts.join(''));
const markdown = fc.oneof(
  fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
  fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n')),
);

/**
 * Where that parser departs from CommonMark: beneath a line of text or code it takes no empty item and no number but 1 even where these
 * interrupt nothing, and a lone tag beneath a quote or an item for the beginning of a block.
 */
const DEPARTURES = [
  /[^\r\n](?:\r\n?|\n)(?:[^\r\n]*[ \t>])?(?:[-+*]|\d{1,9}[.)])[ \t]*(?:[\r\n]|$)/,
  /[^\r\n](?:\r\n?|\n)(?:[^\r\n]*[ \t>])?(?!1[.)])\d{1,9}[.)]/,
  /[^\r\n](?:\r\n?|\n)[^\r\n]*<(?:\/script|\/pre|b|a href="x")>/,
];

test('an independent parser finds the same headings, whatever the text', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      fc.pre(!DEPARTURES.some((departure) => departure.test(text)));
      expect(found(text)).toEqual(oracle(text));
    }),
    { numRuns: process.env['OKSTRA_SOAK'] === undefined ? 1_000 : 10_000 },
  );
});

test.each([
  ['a line of nested list items', `${'* '.repeat(100_000)}x`],
  ['a line of nested quotes', `${'> '.repeat(100_000)}x\ny`],
  ['a line of backticks', '`'.repeat(500_000)],
  ['a heading among blanks', `# ${' '.repeat(200_000)}x${' '.repeat(200_000)}#`],
  ['link definitions without end', '[a]: /b\n'.repeat(20_000)],
  ['a tag with many attributes', `<a ${'b=c '.repeat(50_000)}`],
  ['lists in lists', Array.from({ length: 5_000 }, (_, index) => `${'  '.repeat(index % 60)}- x`).join('\n')],
])('%s takes no time to speak of', (_what, text) => {
  const begun = performance.now();
  scanMarkdown(text);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
