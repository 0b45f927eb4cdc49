import { describe, expect, test } from 'vitest';
import { splitArguments } from '../../../runtime/audits/syntax/assemble.ts';
import { readTests } from '../../../runtime/audits/syntax/read.ts';
import { normalise, similarity, tokensOf } from '../../../runtime/audits/syntax/tokens.ts';
import { grammars } from '../build.ts';

const titles = (path: string, text: string): string[] =>
  readTests(path, text, grammars).tests.map(
    ({ title, skipped, focused, assertions }) =>
      `${title}${skipped ? ' (skipped)' : ''}${focused ? ' (focused)' : ''}: ${assertions.map(({ matcher }) => matcher).join(' ')}`,
  );

describe('tests are found', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'in suites',
      'a.test.ts',
      "describe('s', () => { describe('t', () => { it('x', () => { expect(a).toBe(1); }); }); });",
      ['s > t > x: toBe'],
    ],
    ['with rows', 'a.test.ts', "test.each([[1], [2]])('x %i', (n) => { expect(n).toEqual(2); });", ['x %i: toEqual']],
    [
      'with rows in a template',
      'a.test.js',
      "test.each`a | b\n${1} | ${2}`('x', ({ a }) => { expect(a).toBe(1); });",
      ['x: toBe'],
    ],
    [
      'with options',
      'a.test.ts',
      "it('x', { skip: true }, () => {}); it('y', { only: true }, () => {}); it('z', { skip: false }, () => {});",
      ['x (skipped): ', 'y (focused): ', 'z: '],
    ],
    [
      'by jasmine names',
      'a.test.ts',
      "xit('x', () => {}); fit('y', () => {}); xdescribe('s', () => { it('z', () => {}); });",
      ['x (skipped): ', 'y (focused): ', 's > z (skipped): '],
    ],
    [
      'within tests',
      'a.test.ts',
      "test('x', async (t) => { await t.test('y', () => { assert.equal(a, 1); }); });",
      ['x: ', 'y: equal'],
    ],
    ['in JSX', 'a.test.tsx', "test('x', () => { render(<A b={1} />); expect(c).toBeVisible(); });", ['x: toBeVisible']],
    ['of Deno', 'a.test.ts', "Deno.test('x', () => { assertEquals(a, 1); });", ['x: assertEquals']],
    [
      'of chai',
      'a.test.ts',
      "it('x', () => { expect(a).to.be.true; expect(b).to.deep.equal({}); a.should.equal(1); });",
      ['x: true deepEqual equal'],
    ],
    [
      'but not hooks and steps',
      'a.test.ts',
      "test.beforeEach(() => {}); test.step('x', () => {}); beforeAll(() => { expect(a).toBe(1); });",
      [],
    ],
    [
      'in classes',
      'test_a.py',
      'class TestA:\n    def test_x(self):\n        assert f() == 1\n    def helper(self):\n        pass\n',
      ['TestA > test_x: =='],
    ],
    [
      'with decorators',
      'test_a.py',
      '@pytest.mark.parametrize("a", [1])\n@pytest.mark.skipif(x, reason="y")\nasync def test_x(a):\n    assert a\n',
      ['test_x (skipped): ok'],
    ],
    [
      'in subtests',
      'a_test.go',
      'package a\nfunc TestA(t *testing.T) {\n\tt.Run("x", func(t *testing.T) {\n\t\trequire.Equal(t, 1, f())\n\t})\n}\n',
      ['TestA: ', 'TestA > x: Equal'],
    ],
    [
      'in modules',
      'src/a.rs',
      'fn f() {}\n#[cfg(test)]\nmod tests {\n    #[tokio::test]\n    async fn x() { assert!(f().is_ok()); }\n}\n',
      ['tests > x: assert'],
    ],
    [
      'with annotations',
      'ATest.java',
      'class ATest {\n  @ParameterizedTest @ValueSource(ints = {1}) void x(int a) { assertThat(a).isEqualTo(1); }\n}',
      ['ATest > x: isEqualTo'],
    ],
    ['line by line', 'a_spec.rb', 'describe "a" do\n  it "x" do\n    expect(a).to eq(1)\n  end\nend\n', ['x: eq']],
    [
      'line by line, with attributes',
      'ATests.cs',
      'class ATests {\n  [Fact]\n  public void X() {\n    Assert.Equal(1, F());\n  }\n}',
      ['X: Equal'],
    ],
  ])('%s', (_, path, text, found) => {
    expect(titles(path, text)).toEqual(found);
  });
});

describe('an assertion counts', () => {
  const assertions = (body: string): number =>
    readTests('a.test.ts', `test('x', async () => {\n${body}\n});`, grammars).tests[0]?.assertions.length ?? -1;

  test.each([
    ['expect(a).toBe(1);', 1],
    ['expect(true).toBe(true);', 0],
    ['expect(a).toBe(a);', 0],
    ['assert(true);', 0],
    ['// expect(a).toBe(1);', 0],
    ["const text = 'expect(a).toBe(1)';", 0],
    ['if (false) { expect(a).toBe(1); }', 0],
    ['return; expect(a).toBe(1);', 0],
    ['try { expect(a).toBe(1); } catch {}', 0],
    ['try { expect(a).toBe(1); } catch (error) { throw error; }', 1],
    ['await expect(load()).rejects.toThrow("x");', 1],
    ['expect.assertions(2);', 1],
    ['expectCart(a);', 1],
  ])('in %s: %d', (body, count) => {
    expect(assertions(body)).toBe(count);
  });
});

test('layout, quotes and trailing commas make no difference', () => {
  expect(normalise('f( "a", [1,2,], );')).toBe(normalise("f('a', [\n  1,\n  2\n])"));
  expect(normalise("f('a')")).not.toBe(normalise("f('b')"));
});

test('similarity is the same either way', () => {
  const [a, b] = [tokensOf('one two three four'), tokensOf('two three four five six')];
  expect(similarity(a, b)).toBe(similarity(b, a));
  expect(similarity(a, a)).toBe(1);
  expect(similarity(a, tokensOf('seven'))).toBe(0);
});

test('arguments are split at their own commas only', () => {
  expect(splitArguments('a, f(b, c), [d, e], "x,y", { k: 1, l: 2 }')).toEqual([
    'a',
    'f(b, c)',
    '[d, e]',
    '"x,y"',
    '{ k: 1, l: 2 }',
  ]);
  expect(splitArguments('')).toEqual([]);
});
