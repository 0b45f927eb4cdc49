import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditScope, planFailBefore } from '../../runtime/audits/index.ts';
import { readTests } from '../../runtime/audits/syntax/read.ts';
import { changedFiles, grammars, type Sides, side, tamper } from './build.ts';

const PATHS = [
  'src/a.ts',
  'src/b.py',
  'test/a.test.ts',
  'test/b.spec.tsx',
  'tests/test_b.py',
  'a_test.go',
  'tests/c.rs',
  'src/test/java/DTest.java',
  'spec/e_spec.rb',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
  'pyproject.toml',
  'setup.cfg',
  '.github/workflows/ci.yml',
  'Makefile',
  'ci.sh',
  'test/__snapshots__/a.snap',
  'conftest.py',
  'README.md',
  '.eslintignore',
  'pom.xml',
];
const PIECES = [
  "test('a', () => {",
  'expect(a).toBe(1);',
  "describe('s', () => {",
  '});',
  '}',
  '{',
  ')',
  '(',
  'test.skip(',
  'it.only(',
  'def test_a():',
  '    assert a == 1',
  'class TestA:',
  '@pytest.mark.skip',
  'func TestA(t *testing.T) {',
  't.Errorf("x")',
  '#[test]',
  'fn a() {',
  'assert_eq!(a, 1);',
  '@Test',
  'void a() {',
  'it "x" do',
  'end',
  '"scripts": {"test": "vitest || true"}',
  'rules: {eqeqeq: "off"}',
  'key: value',
  '- run: npm test',
  '[tool.x]',
  'a = 1',
  '// eslint-disable',
  '# noqa',
  'process.exit(0)',
  '\t-go test ./...',
  '`',
  '"',
  "'",
  '\\',
  '\u0000',
  '\u{1F600}',
  '\r',
  '*'.repeat(50),
];
const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((parts) => parts.join('\n')) },
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const both = fc.tuple(fc.option(text), fc.option(text));
const sides: fc.Arbitrary<Sides> = fc.dictionary(fc.constantFrom(...PATHS), both, { maxKeys: 6 });

test('whatever a change holds, the tamper audit ends, and the order of files makes no difference', () => {
  fc.assert(
    fc.property(sides, (all) => {
      const turned = Object.fromEntries(Object.entries(all).toReversed());
      expect(tamper(turned)).toEqual(tamper(all));
    }),
    { numRuns: 300 },
  );
});

test('whatever a change holds, the scope audit ends, and the order of files makes no difference', async () => {
  const audit = (all: Sides): ReturnType<typeof auditScope> =>
    auditScope({
      files: changedFiles(all),
      base: side(all, 0),
      candidate: side(all, 1),
      entries: [],
      item: { files: ['src'], texts: [], own: [] },
      reasons: [],
      ignored: [],
      commits: [],
      source: 'stages',
      grammars,
      allow: [],
    });
  await fc.assert(
    fc.asyncProperty(sides, async (all) => {
      const turned = Object.fromEntries(Object.entries(all).toReversed());
      expect(await audit(turned)).toEqual(await audit(all));
    }),
    { numRuns: 100 },
  );
});

test('whatever a change holds, fail-before can be planned, in any order alike', () => {
  const checks = [
    { id: 'a', label: 'a', category: 'test', cmd: 'npm test', cwd: '.', env: {}, network: false, timeoutMs: 1 } as const,
  ];
  const plan = (all: Sides): ReturnType<typeof planFailBefore> =>
    planFailBefore({ files: changedFiles(all), base: side(all, 0), candidate: side(all, 1), checks, grammars });
  fc.assert(
    fc.property(sides, (all) => {
      expect(plan(Object.fromEntries(Object.entries(all).toReversed()))).toEqual(plan(all));
    }),
    { numRuns: 100 },
  );
});

test('whatever a file holds, its tests can be read, within its lines', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), text, (path, content) => {
      const lines = content.split('\n').length;
      for (const found of readTests(path, content, grammars).tests) {
        expect(found.line).toBeGreaterThan(0);
        expect(found.endLine).toBeLessThanOrEqual(lines + 1);
      }
    }),
    { numRuns: 300 },
  );
});

test('a change that changes nothing has no finding', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), text, (path, content) => {
      const files = [{ path, status: 'modified', insertions: 0, deletions: 0, binary: false } as const];
      const same = new Map([[path, content]]);
      expect(tamper({}, { files, base: same, candidate: same })).toEqual([]);
    }),
  );
});
