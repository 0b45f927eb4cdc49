import { describe, expect, test } from 'vitest';
import { concerns, languageName, languageOf, languagesOf } from '../../runtime/evidence/languages.ts';

test.each([
  ['src/a.ts', 'typescript'],
  ['a.test.tsx', 'typescript'],
  ['A.MJS', 'javascript'],
  ['x/y.py', 'python'],
  ['main.go', 'go'],
  ['lib.rs', 'rust'],
  ['App.java', 'java'],
  ['Dockerfile', 'dockerfile'],
  ['deep/Makefile', 'makefile'],
  ['.ts', undefined],
  ['README', undefined],
  ['a.unknown', undefined],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});

test.each([
  ['ts', 'typescript'],
  [' TypeScript ', 'typescript'],
  ['golang', 'go'],
  ['c++', 'cpp'],
  ['py', 'python'],
  ['cobol', 'cobol'],
])('%s names %s', (name, language) => {
  expect(languageName(name)).toBe(language);
});

test('the languages of a change are listed once each', () => {
  expect(languagesOf(['b.py', 'a.ts', 'c.tsx', 'README'])).toEqual(['python', 'typescript']);
});

describe('a check', () => {
  test.each([
    ['without a language concerns every change', undefined, [], true],
    ['concerns a change with a file of its language', 'py', ['a.ts', 'b.py'], true],
    ['does not concern a change without one', 'python', ['a.ts', 'README.md'], false],
    ['for TypeScript concerns JavaScript', 'ts', ['a.js'], true],
    ['for JavaScript concerns TypeScript', 'javascript', ['a.ts'], true],
    ['for a language nobody knows concerns no known file', 'cobol', ['a.ts', 'README'], false],
  ] as const)('%s', (_, language, paths, expected) => {
    expect(concerns(language, paths)).toBe(expected);
  });
});
