import { expect, test } from 'vitest';
import { typedCommand, wordsWithout } from '../../runtime/cli/own-words.ts';

const valueFlags = new Set(['--cwd', '--executor-model', '--level']);
const command = (...argv: readonly string[]) => ({ argv, valueFlags });

test('flags are left out, but not where they are the value of another, nor behind --', () => {
  const argv = ['run', '--json', '--executor-model', '--json', '--detach', '--level=light', '--', '--quiet', '--json'];
  expect(wordsWithout(['--json', '--detach', '--quiet'], command(...argv))).toEqual({
    before: ['run', '--executor-model', '--json', '--level=light'],
    after: ['--', '--quiet', '--json'],
  });
  expect(wordsWithout(['--level', '--cwd'], command('run', '--cwd', '/a', '--level=light', 'x')).before).toEqual(['run', 'x']);
});

test('the line for a terminal has every flag of the user, each word as a shell takes it', () => {
  const argv = ['--cwd', '/a b', 'run', '--exec', '--json', '--detach', '--level', 'light', "it's", '$(x)', ''];
  expect(typedCommand(command(...argv))).toBe("okstra run --exec --level light 'it'\\''s' '$(x)' ''");
});
