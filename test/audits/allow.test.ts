import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPath } from '../../runtime/audits/globs.ts';
import { ALLOWABLE, readAllowList } from '../../runtime/audits/index.ts';
import { kinds, tamper } from './build.ts';

describe("an item's allow list", () => {
  test.each([
    ['a line', 'allow: test-deleted'],
    ['a bullet', '- allow: test-deleted'],
    ['a checkbox', '- [ ] allow: `test-deleted` \u2014 it tested the old parser'],
    ['a list below', 'Rules:\n\nallow:\n- test-deleted\n\nMore.'],
    ['capital letters', '* Allow: test-deleted'],
  ])('is read from %s', (_, text) => {
    expect(readAllowList([text]).entries.map(({ kind, glob }) => [kind, glob])).toEqual([['test-deleted', undefined]]);
  });

  test('may name files', () => {
    expect(readAllowList(['allow: test-skipped test/slow/** -- no network here']).entries).toEqual([
      { kind: 'test-skipped', glob: 'test/slow/**', text: 'test-skipped test/slow/** -- no network here' },
    ]);
  });

  test('that names no known kind allows nothing, and says so', () => {
    const { entries, notices } = readAllowList(['allow: everything', 'allow: any', 'We allow: people to pay later']);
    expect(entries).toEqual([]);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('found "everything"');
    expect(notices[1]).toBe('the item\'s allow list: "any" needs a file pattern');
  });

  test('cannot allow secrets', () => {
    expect(ALLOWABLE).not.toContain('secret');
    expect(readAllowList(['allow: secret']).entries).toEqual([]);
  });

  test('turns what it allows into a note that stays on record', () => {
    const sides = {
      'test/a.test.ts': ["test('a', () => { expect(f()).toBe(1); });\n", "test.skip('a', () => { expect(f()).toBe(1); });\n"],
    } as const;
    expect(kinds(tamper(sides))).toEqual(['test-skipped blocker']);
    const { entries } = readAllowList(['allow: test-skipped test/a.test.ts']);
    const [found] = tamper(sides, { allow: entries });
    expect(found).toMatchObject({ kind: 'test-skipped', allowedBy: entries[0], finding: { severity: 'note' } });
    expect(found?.finding.evidence).toContain('The item allows it: "test-skipped test/a.test.ts".');
    expect(kinds(tamper(sides, { allow: readAllowList(['allow: test-skipped test/other/**']).entries }))).toEqual([
      'test-skipped blocker',
    ]);
  });

  test('never makes reading it throw', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string().map((text) => `allow: ${text}`),
          ),
        ),
        (texts) => Array.isArray(readAllowList(texts).entries),
      ),
    );
  });
});

describe('a pattern', () => {
  test.each([
    ['src/a.ts', 'src/a.ts', true],
    ['src/a.ts', './src/a.ts', true],
    ['src/a.ts', 'src', true],
    ['src/a.ts', 'src/', true],
    ['src/a.ts', 'a.ts', true],
    ['src/a.ts', 'src/*.ts', true],
    ['src/deep/a.ts', 'src/**', true],
    ['src/deep/a.ts', '*.ts', true],
    ['src/a.ts', 'src/b.ts', false],
    ['srcs/a.ts', 'src', false],
    ['src/a.ts', '', false],
    ['src/[id]/a.ts', 'src/[id]/a.ts', true],
  ])('%s: "%s" matches: %s', (path, pattern, expected) => {
    expect(matchesPath(path, pattern)).toBe(expected);
  });

  test('of any form never throws', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (path, pattern) => typeof matchesPath(path, pattern) === 'boolean'));
  });
});
