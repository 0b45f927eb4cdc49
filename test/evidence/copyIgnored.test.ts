import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { copyIgnored } from '../../runtime/evidence/copyIgnored.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { folder } from '../process/helpers.ts';

function rig(files: Readonly<Record<string, string>>) {
  const root = realpathSync(folder());
  const [from, to] = [join(root, 'from'), join(root, 'to')];
  mkdirSync(to);
  for (const [path, text] of Object.entries({ '.git/config': 'g', ...files })) {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), text);
  }
  return { root, from, to, read: (path: string) => readFileSync(join(to, path), 'utf8') };
}

test('files, folders and globs are copied to the same place, hidden ones too', () => {
  const { from, to, read } = rig({
    '.env.test': 'A=1',
    'web/.env.local': 'B=2',
    'data/a/b.bin': 'x',
    'data/c.bin': 'y',
    other: 'z',
  });
  const result = copyIgnored(from, to, ['.env.test', 'web/.env*', 'data', 'data/c.bin', 'missing']);
  expect(result).toEqual({ copied: ['.env.test', 'data', 'web/.env.local'], kept: [], unmatched: ['missing'] });
  expect([read('.env.test'), read('web/.env.local'), read('data/a/b.bin'), read('data/c.bin')]).toEqual(['A=1', 'B=2', 'x', 'y']);
  expect(existsSync(join(to, 'other'))).toBe(false);
});

test('a copy is a file of its own', () => {
  const { from, to } = rig({ '.env.test': 'A=1' });
  copyIgnored(from, to, ['.env.test']);
  writeFileSync(join(to, '.env.test'), 'changed');
  expect(readFileSync(join(from, '.env.test'), 'utf8')).toBe('A=1');
  expect(lstatSync(join(to, '.env.test')).isSymbolicLink()).toBe(false);
});

test('what the worktree has already is kept', () => {
  const { from, to, read } = rig({ tracked: 'of the user, uncommitted' });
  writeFileSync(join(to, 'tracked'), 'committed');
  expect(copyIgnored(from, to, ['tracked'])).toEqual({ copied: [], kept: ['tracked'], unmatched: [] });
  expect(read('tracked')).toBe('committed');
});

test('links inside a copied folder stay links within the copy', () => {
  const { from, to } = rig({ 'node_modules/a/cli.js': 'x', 'node_modules/.bin/keep': '' });
  symlinkSync('../a/cli.js', join(from, 'node_modules/.bin/a'));
  copyIgnored(from, to, ['node_modules']);
  expect(readlinkSync(join(to, 'node_modules/.bin/a'))).toBe('../a/cli.js');
  expect(realpathSync(join(to, 'node_modules/.bin/a'))).toBe(join(to, 'node_modules/a/cli.js'));
});

test.each(['../secret', '/etc/passwd', 'a/../../secret', '.git', '.git/config'])(
  'the pattern %s is refused and nothing is copied',
  (pattern) => {
    const { from, to } = rig({ fine: 'x' });
    let caught: unknown;
    try {
      copyIgnored(from, to, ['fine', pattern]);
    } catch (error) {
      caught = error;
    }
    expect((caught as OkstraError).failure).toMatchObject({
      category: 'usage',
      code: 'copy-outside',
      message: expect.stringContaining(`the pattern ${pattern}`),
    });
    expect(existsSync(join(to, 'fine'))).toBe(false);
  },
);

test.each([
  ['to a file outside', 'link', '../secret'],
  ['to a file inside by its absolute path', 'link', undefined],
  ['to a folder outside, named through it', 'link/secret', '..'],
])('a symbolic link %s is refused', (_, pattern, target) => {
  const { root, from, to } = rig({ fine: 'x' });
  writeFileSync(join(root, 'secret'), 's');
  symlinkSync(target ?? join(from, 'fine'), join(from, 'link'));
  expect(() => copyIgnored(from, to, [pattern])).toThrow(OkstraError);
  expect(existsSync(join(to, pattern))).toBe(false);
});

test('a link out of the repository deep in a folder is refused', () => {
  const { from, to } = rig({ 'data/deep/a': 'x' });
  symlinkSync('../../../secret', join(from, 'data/deep/link'));
  expect(() => copyIgnored(from, to, ['data'])).toThrow('data/deep/link');
});

test("a glob never takes git's own folder", () => {
  const { from, to } = rig({ '.env': 'x' });
  expect(copyIgnored(from, to, ['.*']).copied).toEqual(['.env']);
});
