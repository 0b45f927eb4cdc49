import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainPrompt } from '../../runtime/drivers/gemini-prompt.ts';

/** As gemini 0.61.0 looks for files, folders, agents and resources in a prompt. */
const REFERENCES = /(?<!\\)@(?:(?:"(?:[^"]*)")|(?:\\.|[^ \t\n\r,;!?()[\]{}.]|\.(?!$|[ \t\n\r])))+/g;
const referencesOf = (prompt: string): string[] => [...prompt.matchAll(REFERENCES)].map(([found]) => found);
const NOTE = 'In this message, \\@ stands for an at sign.\n\n';

describe('a prompt for gemini', () => {
  test.each([
    ['/** @test */', '/** \\@test */'],
    ['me@example.org', 'me\\@example.org'],
    ['@./a.txt @../b', '\\@./a.txt \\@../b'],
    ["import x from '@scope/pkg';", "import x from '\\@scope/pkg';"],
    ['@@double', '\\@\\@double'],
  ])('%s: names no file', (prompt, plain) => {
    expect(plainPrompt(prompt)).toBe(NOTE + plain);
  });

  test.each(['nothing special', '@', 'an @ sign', '@, @. @(x)', '@@ -1,3 +1,4 @@ class', '\\@escaped', '@@'])(
    '%s: stays as it is',
    (prompt) => {
      expect(plainPrompt(prompt)).toBe(prompt);
    },
  );

  test('does not begin with what would be a command of gemini', () => {
    expect(plainPrompt('/quit now')).toBe('\n/quit now');
    expect(plainPrompt('/quit @now')).toBe(`${NOTE}/quit \\@now`);
  });

  test('holds no reference but the @@ of a diff, whatever it says', () => {
    const text = fc.string({ unit: fc.constantFrom('@', '\\', ' ', '\n', '"', '.', '(', ')', 'a', '/', '-') });
    fc.assert(
      fc.property(text, (prompt) => {
        const found = referencesOf(plainPrompt(prompt)).filter((reference) => !/^@(?:@|\\@)*@?$/.test(reference));
        expect(found).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('says the same with its escapes taken back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('@', ' ', '.', 'a', '/') }), (prompt) => {
        const plain = plainPrompt(prompt);
        const body = plain.startsWith(NOTE) ? plain.slice(NOTE.length) : plain;
        expect(body.replaceAll('\\@', '@').trimStart()).toBe(prompt.trimStart());
      }),
    );
  });
});
