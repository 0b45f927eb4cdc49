/** Small projects in several languages, with names and numbers drawn from the seed: what the variants are made from. */
import type { Random } from './random.ts';

export type Language =
  | 'vitest'
  | 'jest'
  | 'node:test'
  | 'mocha'
  | 'python'
  | 'unittest'
  | 'go'
  | 'rust'
  | 'java'
  | 'ruby'
  | 'kotlin';

export interface Project {
  readonly language: Language;
  readonly source: string;
  readonly test: string;
  readonly files: ReadonlyMap<string, string>;
  /** Name of the function under test, and what it gives for its first example. */
  readonly fn: string;
  readonly value: number;
}

type Maker = (
  name: string,
  a: number,
  b: number,
) => { source: [string, string]; test: [string, string]; more?: Record<string, string> };

const manifest = (name: string, test: string): string =>
  `${JSON.stringify({ name, type: 'module', scripts: { test, lint: 'eslint src --max-warnings 0', typecheck: 'tsc --noEmit', check: 'npm run lint && npm run typecheck && npm test' } }, null, 2)}\n`;

const body = (name: string): string => `export function ${name}Total(a: number, b: number): number {
  if (a < 0) throw new RangeError('negative');
  return a + b;
}

export function ${name}Label(a: number): string {
  return a > 100 ? 'large' : 'small';
}
`;

const expectTests = (name: string, a: number, b: number, head: string): string => `${head}
import { ${name}Label, ${name}Total } from '../src/${name}.ts';

describe('${name}', () => {
  test('adds the two amounts', () => {
    const total = ${name}Total(${a}, ${b});
    expect(total).toBe(${a + b});
    expect(${name}Total(0, ${b})).toBe(${b});
  });

  test('refuses negative amounts', () => {
    expect(() => ${name}Total(-1, ${b})).toThrow('negative');
  });

  test('names large amounts', () => {
    expect(${name}Label(${a + 200})).toEqual('large');
    expect(${name}Label(1)).toEqual('small');
  });
});
`;

const assertTests = (name: string, a: number, b: number, head: string): string => `${head}
import assert from 'node:assert/strict';
import { ${name}Label, ${name}Total } from '../src/${name}.ts';

describe('${name}', () => {
  it('adds the two amounts', () => {
    assert.equal(${name}Total(${a}, ${b}), ${a + b});
    assert.equal(${name}Total(0, ${b}), ${b});
  });

  it('refuses negative amounts', () => {
    assert.throws(() => ${name}Total(-1, ${b}), /negative/);
  });

  it('names large amounts', () => {
    assert.deepEqual(${name}Label(${a + 200}), 'large');
    assert.deepEqual(${name}Label(1), 'small');
  });
});
`;

const python = (name: string): string => `def ${name}_total(a, b):
    if a < 0:
        raise ValueError("negative")
    return a + b


def ${name}_label(a):
    return "large" if a > 100 else "small"
`;

const cap = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const MAKERS: Readonly<Record<Language, Maker>> = {
  vitest: (name, a, b) => ({
    source: [`src/${name}.ts`, body(name)],
    test: [`test/${name}.test.ts`, expectTests(name, a, b, "import { describe, expect, test } from 'vitest';")],
    more: {
      'package.json': manifest(name, 'vitest run --coverage'),
      'vitest.config.ts':
        "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({\n  test: {\n    include: ['test/**/*.test.ts', 'lib/**/*.test.ts'],\n    testTimeout: 5000,\n    coverage: { thresholds: { lines: 90, branches: 85 } },\n  },\n});\n",
      'eslint.config.js':
        "export default [\n  {\n    files: ['src/**'],\n    rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'no-console': 'warn' },\n  },\n];\n",
      'tsconfig.json':
        '{\n  // compiler\n  "compilerOptions": { "strict": true, "noUnusedLocals": true },\n  "include": ["src", "test"]\n}\n',
    },
  }),
  jest: (name, a, b) => ({
    source: [`src/${name}.ts`, body(name)],
    test: [`test/${name}.test.ts`, expectTests(name, a, b, '')],
    more: {
      'package.json': manifest(name, 'jest --ci'),
      'jest.config.js':
        'module.exports = {\n  testTimeout: 5000,\n  coverageThreshold: { global: { lines: 90 } },\n  testPathIgnorePatterns: ["/node_modules/"],\n};\n',
      [`test/__snapshots__/${name}.test.ts.snap`]: `exports[\`${name} 1\`] = \`"${a}"\`;\n`,
    },
  }),
  'node:test': (name, a, b) => ({
    source: [`src/${name}.ts`, body(name)],
    test: [`test/${name}.test.ts`, assertTests(name, a, b, "import { describe, it } from 'node:test';")],
    more: { 'package.json': manifest(name, 'node --test') },
  }),
  mocha: (name, a, b) => ({
    source: [`src/${name}.ts`, body(name)],
    test: [`test/${name}.spec.ts`, assertTests(name, a, b, '')],
    more: {
      'package.json': manifest(name, 'mocha test'),
      '.mocharc.yml': 'spec:\n  - test/**/*.spec.ts\ntimeout: 2000\nforbidOnly: true\n',
    },
  }),
  python: (name, a, b) => ({
    source: [`src/${name}.py`, python(name)],
    test: [
      `tests/test_${name}.py`,
      `import pytest\n\nfrom src.${name} import ${name}_label, ${name}_total\n\n\ndef test_adds_the_two_amounts():\n    total = ${name}_total(${a}, ${b})\n    assert total == ${a + b}\n    assert ${name}_total(0, ${b}) == ${b}\n\n\ndef test_refuses_negative_amounts():\n    with pytest.raises(ValueError, match="negative"):\n        ${name}_total(-1, ${b})\n\n\ndef test_names_large_amounts():\n    assert ${name}_label(${a + 200}) == "large"\n    assert ${name}_label(1) == "small"\n`,
    ],
    more: {
      'pyproject.toml':
        '[tool.pytest.ini_options]\naddopts = "-q --strict-markers"\ntestpaths = ["tests"]\n\n[tool.coverage.report]\nfail_under = 90\n\n[tool.mypy]\nstrict = true\n\n[tool.ruff.lint]\nselect = ["E", "F"]\n',
    },
  }),
  unittest: (name, a, b) => ({
    source: [`src/${name}.py`, python(name)],
    test: [
      `tests/test_${name}.py`,
      `import unittest\n\nfrom src.${name} import ${name}_label, ${name}_total\n\n\nclass ${cap(name)}Test(unittest.TestCase):\n    def test_adds_the_two_amounts(self):\n        self.assertEqual(${name}_total(${a}, ${b}), ${a + b})\n        self.assertEqual(${name}_total(0, ${b}), ${b})\n\n    def test_refuses_negative_amounts(self):\n        with self.assertRaises(ValueError):\n            ${name}_total(-1, ${b})\n\n    def test_names_large_amounts(self):\n        self.assertEqual(${name}_label(${a + 200}), "large")\n        self.assertEqual(${name}_label(1), "small")\n`,
    ],
    more: { 'setup.cfg': '[flake8]\nmax-complexity = 10\nexclude = build\n' },
  }),
  go: (name, a, b) => ({
    source: [
      `${name}.go`,
      `package shop\n\nimport "errors"\n\nfunc ${cap(name)}Total(a, b int) (int, error) {\n\tif a < 0 {\n\t\treturn 0, errors.New("negative")\n\t}\n\treturn a + b, nil\n}\n\nfunc ${cap(name)}Label(a int) string {\n\tif a > 100 {\n\t\treturn "large"\n\t}\n\treturn "small"\n}\n`,
    ],
    test: [
      `${name}_test.go`,
      `package shop\n\nimport "testing"\n\nfunc TestAddsTheTwoAmounts(t *testing.T) {\n\tgot, _ := ${cap(name)}Total(${a}, ${b})\n\tif got != ${a + b} {\n\t\tt.Errorf("got %d", got)\n\t}\n\tif again, _ := ${cap(name)}Total(0, ${b}); again != ${b} {\n\t\tt.Errorf("got %d", again)\n\t}\n}\n\nfunc TestRefusesNegativeAmounts(t *testing.T) {\n\tif _, err := ${cap(name)}Total(-1, ${b}); err == nil {\n\t\tt.Fatal("expected an error")\n\t}\n}\n\nfunc TestNamesLargeAmounts(t *testing.T) {\n\tif ${cap(name)}Label(${a + 200}) != "large" {\n\t\tt.Error("large")\n\t}\n\tif ${cap(name)}Label(1) != "small" {\n\t\tt.Error("small")\n\t}\n}\n`,
    ],
    more: {
      Makefile: 'test:\n\tgo vet ./...\n\tgo test -race ./...\n',
      '.golangci.yml': 'linters:\n  enable:\n    - errcheck\n    - staticcheck\n',
    },
  }),
  rust: (name, a, b) => ({
    source: [
      `src/${name}.rs`,
      `pub fn ${name}_total(a: i64, b: i64) -> i64 {\n    if a < 0 {\n        panic!("negative");\n    }\n    a + b\n}\n\npub fn ${name}_label(a: i64) -> &'static str {\n    if a > 100 { "large" } else { "small" }\n}\n`,
    ],
    test: [
      `tests/${name}.rs`,
      `use shop::${name}::{${name}_label, ${name}_total};\n\n#[test]\nfn adds_the_two_amounts() {\n    let total = ${name}_total(${a}, ${b});\n    assert_eq!(total, ${a + b});\n    assert_eq!(${name}_total(0, ${b}), ${b});\n}\n\n#[test]\n#[should_panic(expected = "negative")]\nfn refuses_negative_amounts() {\n    ${name}_total(-1, ${b});\n}\n\n#[test]\nfn names_large_amounts() {\n    assert_eq!(${name}_label(${a + 200}), "large");\n    assert_eq!(${name}_label(1), "small");\n}\n`,
    ],
    more: { 'Cargo.toml': '[package]\nname = "shop"\n\n[lints.rust]\nunused = "deny"\n\n[lints.clippy]\npedantic = "warn"\n' },
  }),
  java: (name, a, b) => ({
    source: [
      `src/main/java/shop/${cap(name)}.java`,
      `package shop;\n\nclass ${cap(name)} {\n    static int total(int a, int b) {\n        if (a < 0) throw new IllegalArgumentException("negative");\n        return a + b;\n    }\n\n    static String label(int a) {\n        return a > 100 ? "large" : "small";\n    }\n}\n`,
    ],
    test: [
      `src/test/java/shop/${cap(name)}Test.java`,
      `package shop;\n\nimport static org.junit.jupiter.api.Assertions.*;\nimport org.junit.jupiter.api.Test;\n\nclass ${cap(name)}Test {\n    @Test\n    void addsTheTwoAmounts() {\n        int total = ${cap(name)}.total(${a}, ${b});\n        assertEquals(${a + b}, total);\n        assertEquals(${b}, ${cap(name)}.total(0, ${b}));\n    }\n\n    @Test\n    void refusesNegativeAmounts() {\n        assertThrows(IllegalArgumentException.class, () -> ${cap(name)}.total(-1, ${b}));\n    }\n\n    @Test\n    void namesLargeAmounts() {\n        assertEquals("large", ${cap(name)}.label(${a + 200}));\n        assertEquals("small", ${cap(name)}.label(1));\n    }\n}\n`,
    ],
    more: { 'pom.xml': '<project>\n  <build>\n    <plugins></plugins>\n  </build>\n</project>\n' },
  }),
  ruby: (name, a, b) => ({
    source: [`lib/${name}.rb`, `def ${name}_total(a, b)\n  raise ArgumentError, "negative" if a < 0\n  a + b\nend\n`],
    test: [
      `spec/${name}_spec.rb`,
      `require "${name}"\n\nRSpec.describe "${name}" do\n  it "adds the two amounts" do\n    expect(${name}_total(${a}, ${b})).to eq(${a + b})\n    expect(${name}_total(0, ${b})).to eq(${b})\n  end\n\n  it "refuses negative amounts" do\n    expect { ${name}_total(-1, ${b}) }.to raise_error(ArgumentError)\n  end\nend\n`,
    ],
    more: { '.rubocop.yml': 'AllCops:\n  Exclude:\n    - vendor/**/*\n' },
  }),
  kotlin: (name, a, b) => ({
    source: [
      `src/main/kotlin/${cap(name)}.kt`,
      `fun ${name}Total(a: Int, b: Int): Int {\n    require(a >= 0)\n    return a + b\n}\n`,
    ],
    test: [
      `src/test/kotlin/${cap(name)}Test.kt`,
      `class ${cap(name)}Test {\n    @Test\n    fun addsTheTwoAmounts() {\n        assertEquals(${a + b}, ${name}Total(${a}, ${b}))\n        assertEquals(${b}, ${name}Total(0, ${b}))\n    }\n\n    @Test\n    fun refusesNegativeAmounts() {\n        assertFailsWith<IllegalArgumentException> { ${name}Total(-1, ${b}) }\n    }\n}\n`,
    ],
  }),
};

export function makeProject(language: Language, random: Random): Project {
  const [name, a, b] = [random.name(), random.whole(1, 60), random.whole(61, 99)];
  const { source, test, more = {} } = MAKERS[language](name, a, b);
  return {
    language,
    source: source[0],
    test: test[0],
    files: new Map([source, test, ...Object.entries(more)]),
    fn: name,
    value: a + b,
  };
}
