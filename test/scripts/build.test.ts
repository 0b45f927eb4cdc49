import { expect, test } from 'vitest';
import { rejectLazyCommonJs, rejectWideLetters } from '../../scripts/build.mjs';

type Inputs = Parameters<typeof rejectLazyCommonJs>[0];

const inputs = (kind: 'dynamic-import' | 'import-statement', format: 'cjs' | 'esm'): Inputs => ({
  'runtime/a.ts': { bytes: 1, imports: [{ path: 'node_modules/yaml/index.js', kind }], format: 'esm' },
  'node_modules/yaml/index.js': { bytes: 1, imports: [], format },
});

test('import() of a CommonJS package in the runtime fails the build with a way out', () => {
  expect(() => rejectLazyCommonJs(inputs('dynamic-import', 'cjs'))).toThrow(
    /^runtime\/a\.ts: import\(\) of node_modules\/yaml\/index\.js, a CommonJS file\nfix: /,
  );
});

test('a static import of CommonJS and an import() of an ES module are fine', () => {
  expect(() => rejectLazyCommonJs(inputs('import-statement', 'cjs'))).not.toThrow();
  expect(() => rejectLazyCommonJs(inputs('dynamic-import', 'esm'))).not.toThrow();
});

test('a letter in the program that the launcher would read wrongly fails the build with a way out', () => {
  const part = (text: string) => () => rejectWideLetters('full', Buffer.from(text));
  expect(part('let sign = /^(?:ℹ|#)/;')).toThrow(/^the part full holds a letter beyond ASCII: .*ℹ.*\nfix: write it as \\u/);
  expect(part('let sign = /^(?:\\u2139|#)/;')).not.toThrow();
});
