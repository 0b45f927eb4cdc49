import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureChange, namesDefinedIn, namesIn } from '../../../runtime/sources/task-queue/measure.ts';

const body = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => `line(${from + at});`);
const file = [...body(0, 40), 'export function login(user) {', '  check(user);', '  return token(user);', '}', ...body(40, 80)];
const change = (after: readonly string[], names: readonly string[] = [], path = 'a.ts') =>
  measureChange({ path, before: file.join('\n'), after: after.join('\n'), names });

test('up to 20 lines and a fifth of the file are minor, more is major', () => {
  expect(change(file.with(3, 'other(3);'))).toBe('minor');
  expect(change(file.map((line, at) => (at < 16 ? `new${line}` : line)))).toBe('minor');
  expect(change(file.map((line, at) => (at < 17 ? `new${line}` : line)))).toBe('major');
  const long = body(0, 300).join('\n');
  expect(measureChange({ path: 'a.ts', before: long, after: long.replaceAll(/line\((\d|1\d)\)/g, 'x($1)') })).toBe('minor');
  expect(measureChange({ path: 'a.ts', before: long, after: long.replaceAll(/line\((\d|1\d|20)\)/g, 'x($1)') })).toBe('major');
});

test('a line inside a definition that is named makes it major, wherever else it would be minor', () => {
  const after = file.with(41, '  check(user, true);');
  expect(change(after)).toBe('minor');
  expect(change(after, ['login'])).toBe('major');
  expect(change(after, ['logout'])).toBe('minor');
});

test('comments and white space alone are no change; indentation is one where it means something', () => {
  expect(change(file.with(5, '   line(5);  // no'))).toBe('minor');
  expect(change(file.toSpliced(5, 0, '// said', '', '/* more', ' * and more', ' */'))).toBe('none');
  expect(change(file.map((line) => `${line}   `))).toBe('none');
  expect(measureChange({ path: 'a.py', before: 'if a:\n  b()\nc()\n', after: 'if a:\n  b()\n  c()\n' })).not.toBe('none');
  expect(measureChange({ path: 'a.py', before: '# x\na()\n', after: 'a()\n' })).toBe('none');
});

test('a file that is new or gone changed as a whole', () => {
  expect(measureChange({ path: 'a.ts', after: 'x' })).toBe('major');
  expect(measureChange({ path: 'a.ts', before: 'x' })).toBe('major');
});

test('a change and its reverse have one size, and equal texts have none', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd()', '', '// e'), { maxLength: 40 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(measureChange({ path: 'a.ts', before, after: before })).toBe('none');
      const there = measureChange({ path: 'a.ts', before, after });
      const back = measureChange({ path: 'a.ts', before: after, after: before });
      expect(there === 'none').toBe(back === 'none');
    }),
  );
});

test('names are those that a text or a diff speaks of', () => {
  expect(namesIn('`login()` and parseToken answer; POST /login works with user_id')).toEqual(['login', 'parseToken', 'user_id']);
  expect(namesDefinedIn('+++ b/a.ts\n+export async function one() {\n-function two() {\n+  class Three {\n context')).toEqual([
    'one',
    'Three',
  ]);
});
