import { expect, test } from 'vitest';
import { asText, pathsToRead } from '../../runtime/audits/index.ts';

test('both sides of a change are read, under the name each has there, with the manifests of the checks', () => {
  const counts = { insertions: 1, deletions: 1, binary: false };
  const files = [
    { path: 'b.ts', previousPath: 'a.ts', status: 'renamed', ...counts },
    { path: 'new.ts', status: 'added', ...counts },
    { path: 'old.ts', status: 'deleted', ...counts },
    { path: 'a.png', status: 'modified', ...counts, binary: true },
  ] as const;
  expect(pathsToRead(files, [{ cwd: '.' }, { cwd: './web/' }])).toEqual({
    base: ['a.ts', 'old.ts', 'package.json', 'web/package.json'],
    candidate: ['b.ts', 'new.ts', 'package.json', 'web/package.json'],
  });
});

test('what holds a zero byte is no text', () => {
  expect(asText(new TextEncoder().encode('caf\u00E9\n'))).toBe('caf\u00E9\n');
  expect(asText(new Uint8Array([104, 0, 105]))).toBeUndefined();
  expect(asText(new Uint8Array(3 * 1024 * 1024).fill(97))).toBeUndefined();
});
