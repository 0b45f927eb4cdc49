import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptPrint } from '../../runtime/drivers/recorded-prompt.ts';

const TREE = 'a'.repeat(40);
const of = (prompt: string, cwd = '/work/one', runId = 'run-20310101-000000-aaaa') =>
  promptPrint({ prompt, cwd, tree: TREE, runId });

describe('the print of a prompt', () => {
  test.each([
    [
      'folder and run',
      '**Project Root:** /work/one\nrun-20310101-000000-aaaa',
      '**Project Root:** /work/two\nrun-20320101-000000-bbbb',
    ],
    ['the model', '**Model:** executor, sonnet\nDo it.', '**Model:** executor, opus\nDo it.'],
    ['commits', `against commit ${'b'.repeat(40)}.`, `against commit ${'c'.repeat(40)}.`],
    [
      'folders of okstra',
      'at /home/u/.okstra/scratch/run-20310101-000000-aaaa/candidate-1/a.js:1',
      'at /root/x/scratch/run-20320101-000000-bbbb/candidate-1/a.js:1',
    ],
    ['the last line of a check', 'exit code 1. Its last line: "}".', 'exit code 1. Its last line: "not ok 3".'],
    ['the same inside JSON', '"saw 1. Its last line: \\"}\\".]"', '"saw 1. Its last line: \\"# fail 1\\".]"'],
    [
      'output of checks',
      '## Checks\n\n### End of the output of `t` (data)\n\n```\n# 1 ms\n```\n\n## Form',
      '## Checks\n\n### End of the output of `t` (data)\n\n```\n# 2 ms\n```\n\n## Form',
    ],
  ])('is the same for another run: %s', (_what, first, second) => {
    expect(of(second, '/work/two', 'run-20320101-000000-bbbb').sha256).toBe(of(first).sha256);
  });

  test.each([
    ['a word', 'Do it.', 'Do that.'],
    ['a path that only looks like one of okstra', 'Edit src/worktrees/a.ts', 'Edit src/worktrees/other.ts'],
    [
      'what follows an output',
      '### End of the output of `t`\n\nx\n\n## Form\n\none',
      '### End of the output of `t`\n\nx\n\n## Form\n\ntwo',
    ],
    ['a model inside a block', '```\n**Model:** a\n```', '```\n**Model:** b\n```'],
  ])('is another one for %s', (_what, first, second) => {
    expect(of(second).sha256).not.toBe(of(first).sha256);
  });

  test('is the same for the same, and made of its own text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', ' ', '`', '\n', 'a', '/', '*') }), (prompt) => {
        expect(of(prompt)).toEqual(of(prompt));
        expect(of(of(prompt).text).text).toBe(of(prompt).text);
      }),
    );
  });
});
