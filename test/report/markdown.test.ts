import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellCode, code, fence, inline, oneLine, printable, table } from '../../runtime/report/markdown.ts';
import { HOSTILE, hostileText } from './hostile.ts';
import { all, parse, textOf } from './parse.ts';

const types = (markdown: string): readonly string[] => all(parse(markdown)).map(({ type }) => type);

describe('inline text', () => {
  test('is one text and nothing else wherever it stands', () => {
    const frames = [
      { frame: (text: string) => text, around: ['root', 'paragraph'] },
      { frame: (text: string) => `- ${text}`, around: ['root', 'list', 'listItem', 'paragraph'] },
      { frame: (text: string) => `# ${text}`, around: ['root', 'heading'] },
      { frame: (text: string) => `- Label: ${text}`, around: ['root', 'list', 'listItem', 'paragraph'], prefix: 'Label: ' },
    ];
    fc.assert(
      fc.property(hostileText(), (text) => {
        fc.pre(oneLine(text) !== '');
        for (const { frame, around, prefix = '' } of frames) {
          const markdown = frame(inline(text));
          expect(types(markdown)).toEqual([...around, 'text']);
          expect(textOf(parse(markdown))).toBe(prefix + oneLine(text));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('stays in its cell', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (first, second) => {
        const [root] = parse(table(['one', 'two'], [[inline(first), inline(second)]])).children;
        if (root?.type !== 'table') throw new Error(`expected a table, found ${root?.type ?? 'nothing'}`);
        const [, row] = root.children;
        expect(row?.children.map(textOf)).toEqual([oneLine(first), oneLine(second)]);
        expect(root.children).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves harmless text as it is', () => {
    for (const text of [
      'spec-01-hello',
      'snake_case name',
      'Runner (v2), 0.1.0',
      'C#',
      '--yes',
      '3 of 4',
      'a & b',
      '-1',
      '한국어 이름',
      '#42',
    ]) {
      expect(inline(text)).toBe(text);
    }
  });
});

describe('code spans', () => {
  test('hold the text in one line, whatever backticks it has', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        fc.pre(oneLine(text) !== '');
        const [paragraph] = parse(`x ${code(text)} y`).children;
        const nodes = paragraph && 'children' in paragraph ? paragraph.children : [];
        expect(nodes.map(({ type }) => type)).toEqual(['text', 'inlineCode', 'text']);
        expect(nodes[1] && textOf(nodes[1])).toBe(oneLine(text));
      }),
      { numRuns: 200 },
    );
  });

  test('in a table keep every character and the number of cells', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const [root] = parse(table(['one', 'two'], [[cellCode(text), 'end']])).children;
        if (root?.type !== 'table') throw new Error(`expected a table, found ${root?.type ?? 'nothing'}`);
        expect(root.children[1]?.children.map(textOf)).toEqual([oneLine(text), 'end']);
      }),
      { numRuns: 200 },
    );
  });
});

test('a fence ends where it should, whatever is inside', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const root = parse(`before\n\n${fence(text, 'text')}\n\nafter`);
      expect(root.children.map(({ type }) => type)).toEqual(['paragraph', 'code', 'paragraph']);
      expect(root.children[1] && textOf(root.children[1])).toBe(printable(text).replace(/\n+$/, ''));
    }),
    { numRuns: 300 },
  );
});

describe('printable text', () => {
  test('has no control characters but newline and tab, and nothing that reorders or hides', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[^\P{Cc}\n\t]|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(shown.isWellFormed()).toBe(true);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  test('shows characters that reorder by their number', () => {
    expect(printable('access \u202E level')).toBe('access ⟨U+202E⟩ level');
  });

  test('an escape sequence that never ends does not swallow what follows', () => {
    expect(printable('\u001B]0;title\nthe finding')).toContain('the finding');
  });

  test('colours and links of a terminal leave their words', () => {
    expect(printable('\u001B[31mred\u001B[0m \u001B]8;;http://127.0.0.1\u0007link\u001B]8;;\u0007')).toBe('red link');
  });

  test('emoji of several characters stay whole', () => {
    expect(printable('👩\u200D💻 ❤\uFE0F')).toBe('👩\u200D💻 ❤\uFE0F');
  });
});

test.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('no construct of %s survives in a line', (_, text) => {
  const found = types(`x ${inline(text)}`);
  expect(found).toEqual(['root', 'paragraph', 'text']);
});
