import { describe, expect, test } from 'vitest';
import { kinds, type Sides, tamper } from '../build.ts';

const SOURCE =
  'export const add = (a: number, b: number): number => a + b;\nexport const sub = (a: number, b: number): number => a - b;\n';
const head = "import { expect, test } from 'vitest';\nimport { add, sub } from '../src/sum.ts';\n\n";
const ADD = "test('adds', () => {\n  const sum = add(1, 2);\n  expect(sum).toBe(3);\n  expect(add(0, 2)).toEqual(2);\n});\n";
const SUB = "test('subtracts', () => {\n  expect(sub(3, 2)).toBe(1);\n});\n";
const FILE = 'test/sum.test.ts';
const tests = (before: string, after: string | null, more: Sides = {}): Sides => ({
  [FILE]: [head + before, after === null ? null : head + after],
  ...more,
});
const rewritten = { 'src/sum.ts': [SOURCE, SOURCE.replace('a + b', 'b + a')] } as const;

describe('a change is caught that', () => {
  test.each<[string, Sides, readonly string[]]>([
    ['cuts a test out', tests(ADD + SUB, ADD), ['test-deleted blocker']],
    ['cuts a test out while it rewrites the source', tests(ADD + SUB, ADD, rewritten), ['test-deleted blocker']],
    ['deletes the test file', tests(ADD + SUB, null), ['test-deleted blocker', 'test-deleted blocker']],
    ['comments a test out', tests(ADD + SUB, ADD + SUB.replaceAll(/^/gm, '// ')), ['test-deleted blocker']],
    ['skips a test', tests(ADD + SUB, ADD + SUB.replace('test(', 'test.skip(')), ['test-skipped blocker']],
    [
      'skips a test and changes its title',
      tests(ADD + SUB, ADD + SUB.replace("test('subtracts'", "test.skip('takes away'")),
      ['test-skipped blocker'],
    ],
    ['adds a test that does not run', tests(ADD, ADD + SUB.replace('test(', 'test.skip(')), ['test-skipped minor']],
    ['focuses a test', tests(ADD + SUB, ADD + SUB.replace('test(', 'test.only(')), ['test-focused blocker']],
    ['empties a test', tests(ADD + SUB, `${ADD}test('subtracts', () => {});\n`), ['test-emptied blocker']],
    ['returns before the assertions', tests(ADD + SUB, ADD + SUB.replace('{\n', '{\n  return;\n')), ['test-emptied blocker']],
    ['takes an assertion out', tests(ADD, ADD.replace(/ {2}expect\(sum\).*\n/, '')), ['assertion-removed blocker']],
    ['compares constants', tests(ADD, ADD.replace('expect(sum).toBe(3)', 'expect(1).toBe(1)')), ['assertion-removed blocker']],
    ['loosens an assertion', tests(ADD, ADD.replace('toBe(3)', 'toBeGreaterThan(0)')), ['assertion-loosened blocker']],
    [
      'forgets to await',
      tests(
        "test('a', async () => {\n  await expect(load()).resolves.toBe(1);\n});\n",
        "test('a', async () => {\n  expect(load()).resolves.toBe(1);\n});\n",
      ),
      ['assertion-loosened blocker'],
    ],
    [
      'relaxes a bound',
      tests(
        "test('a', () => {\n  expect(size()).toBeLessThan(10);\n});\n",
        "test('a', () => {\n  expect(size()).toBeLessThan(1000);\n});\n",
      ),
      ['assertion-loosened blocker'],
    ],
    ['expects another value with the same source', tests(ADD, ADD.replace('toBe(3)', 'toBe(4)')), ['assertion-loosened major']],
    ['gives a test more time', tests(ADD, ADD.replace(/\}\);\n$/, '}, 60_000);\n')), ['timeout-raised major']],
    [
      'renames the file away',
      { 'test/sum.test.ts': [head + ADD, null], 'test/sum.test.ts.off': [null, head + ADD] },
      ['test-renamed-away blocker'],
    ],
  ])('%s', (_, sides, found) => {
    expect(kinds(tamper(sides))).toEqual(found);
  });
});

describe('a change is left alone that', () => {
  test.each<[string, Sides]>([
    ['adds a test', tests(ADD, ADD + SUB)],
    ['changes the order of tests', tests(ADD + SUB, SUB + ADD)],
    ['changes a title', tests(ADD, ADD.replace('adds', 'gives the sum'))],
    ['renames a variable', tests(ADD, ADD.replaceAll('sum', 'total').replace('../src/total', '../src/sum'))],
    ['lays a test out anew', tests(ADD, ADD.replaceAll("'", '"').replaceAll('\n  ', '\n      '))],
    ['makes an assertion stricter', tests(ADD, ADD.replace('toEqual(2)', 'toStrictEqual(2)'))],
    ['expects another value, because the source changes', tests(ADD, ADD.replace('toBe(3)', 'toBe(4)'), rewritten)],
    ['moves a test to another file', { ...tests(ADD + SUB, ADD), 'test/sub.test.ts': [null, head + SUB] }],
    ['renames the test file', { [FILE]: [head + ADD, null], 'test/addition.test.ts': [null, head + ADD] }],
    [
      'turns tests into rows',
      tests(SUB, "test.each([[3, 2, 1]])('subtracts', (a, b, c) => {\n  expect(sub(a, b)).toBe(c);\n});\n"),
    ],
    ['wraps tests in a suite', tests(SUB, `describe('sum', () => {\n${SUB}});\n`)],
  ])('%s', (_, sides) => {
    expect(kinds(tamper(sides))).toEqual([]);
  });
});

test('a test that goes with the code it tests is a note', () => {
  const withoutSub = SOURCE.replace(/export const sub.*\n/, '');
  expect(kinds(tamper(tests(ADD + SUB, ADD, { 'src/sum.ts': [SOURCE, withoutSub] })))).toEqual(['test-deleted note']);
  expect(kinds(tamper(tests(ADD, null, { 'src/sum.ts': [SOURCE, null] })))).toEqual(['test-deleted note']);
});

test('a name that gives way to a new one does not excuse a deleted test', () => {
  const renamed = SOURCE.replace('const sub', 'const minus');
  expect(kinds(tamper(tests(ADD + SUB, ADD, { 'src/sum.ts': [SOURCE, renamed] })))).toEqual(['test-deleted blocker']);
});

test('many tests of one file are one finding that names them', () => {
  const many = Array.from(
    { length: 12 },
    (_, n) => `test('case ${n}', () => {\n  expect(add(${n}, 1)).toBe(${n + 1});\n});\n`,
  ).join('');
  const [found, ...others] = tamper(tests(ADD + many, ADD));
  expect(others).toEqual([]);
  expect(found?.finding.claim).toBe(`12 tests of ${FILE} are deleted`);
  expect(found?.finding.evidence).toContain('"case 0"');
  expect(found?.finding.evidence).toContain('and 2 more');
});

test('a finding names its place and quotes the line, of the base where the candidate has none', () => {
  const [removed] = tamper(tests(ADD, ADD.replace(/ {2}expect\(sum\).*\n/, '')));
  expect(removed?.by).toBe('syntax-tree');
  expect(removed?.finding).toMatchObject({
    category: 'test-tampering',
    location: { file: FILE, startLine: 6, endLine: 6 },
    quote: { file: FILE, side: 'base', line: 6, text: 'expect(sum).toBe(3);' },
  });
  const [skipped] = tamper(tests(ADD, ADD.replace('test(', 'test.skip(')));
  expect(skipped?.finding.quote).toEqual({ file: FILE, side: 'new', line: 4, text: "test.skip('adds', () => {" });
});

test('a suite that is skipped is one finding', () => {
  const suite = `describe('sum', () => {\n${ADD}${SUB}});\n`;
  expect(kinds(tamper(tests(suite, suite.replace('describe(', 'describe.skip('))))).toEqual(['test-skipped blocker']);
});

test('where there is no grammar, lines are read, and the finding says so', () => {
  const before = 'RSpec.describe "sum" do\n  it "adds" do\n    expect(add(1, 2)).to eq(3)\n  end\nend\n';
  const [found] = tamper({ 'spec/sum_spec.rb': [before, before.replace('  it "adds"', '  xit "adds"')] });
  expect(found).toMatchObject({ kind: 'test-skipped', by: 'lines', finding: { severity: 'blocker' } });
  expect(found?.finding.evidence).toContain('seen by a scan of lines');
});

describe('in other languages', () => {
  const python =
    'import pytest\n\n\ndef test_adds():\n    assert add(1, 2) == 3\n    assert add(0, 0) == 0\n\n\ndef test_fails():\n    with pytest.raises(ValueError, match="no"):\n        add("a", 1)\n';
  const go =
    'package sum\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tif got := Add(1, 2); got != 3 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n\nfunc TestZero(t *testing.T) {\n\tif Add(0, 0) != 0 {\n\t\tt.Fatal("zero")\n\t}\n}\n';
  const rust =
    '#[test]\nfn adds() {\n    assert_eq!(add(1, 2), 3);\n}\n\n#[test]\nfn zero() {\n    assert_eq!(add(0, 0), 0);\n}\n';
  const java =
    'class SumTest {\n    @Test\n    void adds() {\n        assertEquals(3, Sum.add(1, 2));\n    }\n\n    @Test\n    void zero() {\n        assertEquals(0, Sum.add(0, 0));\n    }\n}\n';

  test.each<[string, string, string, string, readonly string[]]>([
    [
      'a Python test is marked',
      'tests/test_sum.py',
      python,
      python.replace('def test_adds', '@pytest.mark.skip\ndef test_adds'),
      ['test-skipped blocker'],
    ],
    [
      'a Python test is no longer collected',
      'tests/test_sum.py',
      python,
      python.replace('def test_adds', 'def adds'),
      ['test-renamed-away blocker'],
    ],
    [
      'a Python assertion goes',
      'tests/test_sum.py',
      python,
      python.replace('    assert add(1, 2) == 3\n', ''),
      ['assertion-removed blocker'],
    ],
    [
      'a Python test raises anything',
      'tests/test_sum.py',
      python,
      python.replace('ValueError, match="no"', 'Exception'),
      ['assertion-loosened blocker'],
    ],
    [
      'a Go test is skipped',
      'sum_test.go',
      go,
      go.replace('T) {\n\tif got', 'T) {\n\tt.Skip("later")\n\tif got'),
      ['test-skipped blocker'],
    ],
    [
      'a Go test only logs',
      'sum_test.go',
      go,
      go.replace('t.Errorf', 't.Logf'),
      ['test-emptied blocker', 'assertion-removed blocker'].slice(1),
    ],
    ['a Go test goes', 'sum_test.go', go, go.replace(/\nfunc TestZero[^]*$/, ''), ['test-deleted blocker']],
    [
      'a Rust test is ignored',
      'tests/sum.rs',
      rust,
      rust.replace('#[test]\nfn adds', '#[test]\n#[ignore]\nfn adds'),
      ['test-skipped blocker'],
    ],
    [
      'a Rust assertion is loosened',
      'tests/sum.rs',
      rust,
      rust.replace('assert_eq!(add(1, 2), 3)', 'assert!(add(1, 2) > 0)'),
      ['assertion-loosened blocker'],
    ],
    [
      'a Java test is disabled',
      'src/test/java/SumTest.java',
      java,
      java.replace('@Test\n    void adds', '@Disabled\n    @Test\n    void adds'),
      ['test-skipped blocker'],
    ],
    [
      'a Java test is emptied',
      'src/test/java/SumTest.java',
      java,
      java.replace('        assertEquals(3, Sum.add(1, 2));\n', ''),
      ['test-emptied blocker'],
    ],
  ])('it is seen that %s', (_, path, before, after, found) => {
    expect(after).not.toBe(before);
    expect(kinds(tamper({ [path]: [before, after] }))).toEqual(found);
  });

  test.each<[string, string, string]>([
    ['tests/test_sum.py', python, `${python}\n\ndef test_more():\n    assert add(2, 2) == 4\n`],
    ['sum_test.go', go, `${go}\nfunc TestMore(t *testing.T) {\n\tif Add(2, 2) != 4 {\n\t\tt.Error("four")\n\t}\n}\n`],
    ['tests/sum.rs', rust, `${rust}\n#[test]\nfn more() {\n    assert_eq!(add(2, 2), 4);\n}\n`],
    [
      'src/test/java/SumTest.java',
      java,
      java.replace(/\}\n$/, '\n    @Test\n    void more() {\n        assertEquals(4, Sum.add(2, 2));\n    }\n}\n'),
    ],
  ])('a test that is added to %s is fine', (path, before, after) => {
    expect(kinds(tamper({ [path]: [before, after] }))).toEqual([]);
  });
});
