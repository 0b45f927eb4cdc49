import { describe, expect, test } from 'vitest';
import { detectLanguages } from '../../runtime/evidence/toolchain.ts';

const TREE = [
  'README.md',
  'package.json',
  'tsconfig.json',
  'api/pyproject.toml',
  'api/app/main.py',
  'tools/go.mod',
  'tools/x/Cargo.toml',
];
const names = (tree: readonly string[], files?: readonly string[]) => detectLanguages(tree, files).map(({ name }) => name);

describe('languages of an item', () => {
  test('that names files are those of the files and of the toolchain files above them', () => {
    expect(detectLanguages(TREE, ['api/app/new.py', 'api/query.sql'])).toEqual([
      { name: 'javascript', from: ['package.json'] },
      { name: 'python', from: ['api/app/new.py', 'api/pyproject.toml'] },
      { name: 'sql', from: ['api/query.sql'] },
      { name: 'typescript', from: ['tsconfig.json'] },
    ]);
  });

  test('that names none are those of the toolchain files nearest to the top', () => {
    expect(names(TREE)).toEqual(['javascript', 'typescript']);
    expect(names(['a/go.mod', 'b/Cargo.toml', 'c/d/pyproject.toml'])).toEqual(['go', 'rust']);
    expect(names(['README.md'])).toEqual([]);
    expect(names(TREE, [])).toEqual(['javascript', 'typescript']);
  });

  test.each([
    ['Gemfile', 'ruby'],
    ['Cargo.toml', 'rust'],
    ['CARGO.TOML', 'rust'],
    ['requirements.txt', 'python'],
    ['go.work', 'go'],
    ['build.gradle.kts', 'kotlin'],
    ['CMakeLists.txt', 'cpp'],
  ])('%s tells of %s', (file, language) => {
    expect(names([file])).toEqual([language]);
  });

  test('have at most five files each that tell of them', () => {
    const files = Array.from({ length: 9 }, (_, index) => `src/${index}.ts`);
    expect(detectLanguages([], files)).toEqual([{ name: 'typescript', from: files.slice(0, 5) }]);
  });
});
