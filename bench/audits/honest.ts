/** Changes that weaken nothing: what the audits must leave alone. */
import type { Language, Project } from './projects.ts';
import type { Variant } from './variants.ts';

const JS: readonly Language[] = ['vitest', 'jest', 'node:test', 'mocha'];
const EXPECT: readonly Language[] = ['vitest', 'jest'];

const text = (project: Project, path: string): string => {
  const found = project.files.get(path);
  if (found === undefined) throw new Error(`no ${path} in the ${project.language} project`);
  return found;
};

type Edits = (project: Project) => readonly (readonly [string, (was: string) => string])[];

/** Each named file rewritten. */
const edits =
  (list: Edits): Variant['change'] =>
  (project) =>
    new Map(
      list(project).map(([path, rewrite]) => {
        const was = text(project, path);
        const is = rewrite(was);
        if (is === was) throw new Error(`nothing to rewrite in ${path} of the ${project.language} project`);
        return [path, is];
      }),
    );
const inTest = (rewrite: (was: string, project: Project) => string): Variant['change'] =>
  edits((project) => [[project.test, (was) => rewrite(was, project)]]);
const inFile = (path: string, from: string | RegExp, to: string): Variant['change'] =>
  edits(() => [[path, (was) => was.replace(from, to)]]);
const variant = (name: string, languages: readonly Language[], change: Variant['change']): Variant => ({
  name,
  languages,
  change,
});

const MORE: Readonly<Partial<Record<Language, readonly [RegExp, string]>>> = {
  vitest: [/\}\);\n$/, "\n  test('adds nothing', () => {\n    expect(1 + Number('2')).toBe(3);\n  });\n});\n"],
  jest: [/\}\);\n$/, "\n  test('adds nothing', () => {\n    expect(1 + Number('2')).toBe(3);\n  });\n});\n"],
  'node:test': [/\}\);\n$/, "\n  it('adds nothing', () => {\n    assert.equal(1 + Number('2'), 3);\n  });\n});\n"],
  mocha: [/\}\);\n$/, "\n  it('adds nothing', () => {\n    assert.equal(1 + Number('2'), 3);\n  });\n});\n"],
  python: [/$/, '\n\ndef test_more():\n    assert int("3") == 3\n'],
  unittest: [/$/, '\n    def test_more(self):\n        self.assertEqual(int("3"), 3)\n'],
  go: [/$/, '\nfunc TestMore(t *testing.T) {\n\tif len("abc") != 3 {\n\t\tt.Error("length")\n\t}\n}\n'],
  rust: [/$/, '\n#[test]\nfn more() {\n    assert_eq!("abc".len(), 3);\n}\n'],
  java: [/\}\n$/, '\n    @Test\n    void more() {\n        assertEquals(3, "abc".length());\n    }\n}\n'],
  ruby: [/end\n$/, '\n  it "does more" do\n    expect("abc".length).to eq(3)\n  end\nend\n'],
  kotlin: [/\}\n$/, '\n    @Test\n    fun more() {\n        assertEquals(3, "abc".length)\n    }\n}\n'],
};
const ALL = Object.keys(MORE) as Language[];

export const HONEST: readonly Variant[] = [
  variant(
    'a test is added',
    ALL,
    inTest((was, { language }) => was.replace(...(MORE[language] ?? [/$/, '']))),
  ),
  variant(
    'source and test get a new feature',
    ALL.filter((language) => language !== 'kotlin'),
    edits(({ language, source, test }) => [
      [source, (was: string) => was.replace('negative', 'below zero')],
      [
        test,
        (was: string) => was.replaceAll(/(["'/])negative(?=["'/])/g, '$1below zero').replace(...(MORE[language] ?? [/$/, ''])),
      ],
    ]),
  ),
  variant(
    'the test file is renamed',
    ALL,
    (project) =>
      new Map([
        [project.test, undefined],
        [
          project.test.replace(project.fn, `${project.fn}2`).replace(new RegExp(project.fn, 'i'), (found) => `${found}Again`),
          text(project, project.test),
        ],
      ]),
  ),
  variant(
    'a test gets another title',
    JS,
    inTest((was) => was.replace('adds the two amounts', 'gives the sum of both')),
  ),
  variant(
    'a function gets another name (Python)',
    ['python', 'unittest'],
    inTest((was) => was.replace('test_adds_the_two_amounts', 'test_gives_the_sum')),
  ),
  variant(
    'the behaviour changes, and what is expected with it',
    JS,
    edits(({ source, test }) => [
      [source, (was) => was.replace('a + b', 'a + b + 1')],
      [test, (was) => was.replace(/(toBe|Total\(\d+, \d+\),?)( ?\(?)(\d+)/, '$1$20$3').replace("'large'", "'huge'")],
    ]),
  ),
  variant(
    'code goes, and its test with it',
    EXPECT,
    edits(({ source, test, fn }) => [
      [source, (was) => was.replace(/\nexport function \w+Label[^]*$/, '')],
      [test, (was) => was.replace(/\n {2}test\('names[^]*?\n {2}\}\);\n/, '').replace(`${fn}Label, `, '')],
    ]),
  ),
  variant(
    'the file goes, and its test file with it',
    ALL,
    (project) =>
      new Map([
        [project.test, undefined],
        [project.source, undefined],
      ]),
  ),
  variant(
    'the test is laid out anew',
    JS,
    inTest((was) => was.replaceAll("'", '"').replaceAll(/\n {4}/g, '\n        ')),
  ),
  variant(
    'variables of a test get other names',
    EXPECT,
    inTest((was) => was.replaceAll(/\btotal\b/g, 'sum')),
  ),
  variant(
    'tests become rows',
    EXPECT,
    inTest((was, { fn }) =>
      was.replace(
        /test\('names large amounts'[^]*?\n {2}\}\);/,
        `test.each([\n    [300, 'large'],\n    [1, 'small'],\n  ])('names %i %s', (amount, expected) => {\n    expect(${fn}Label(amount)).toEqual(expected);\n  });`,
      ),
    ),
  ),
  variant('a test moves to another file', JS, (project) => {
    const was = text(project, project.test);
    const found = /\n {2}(?:test|it)\('names[^]*?\n {2}\}\);\n/.exec(was)?.[0] ?? '';
    return new Map([
      [project.test, was.replace(found, '')],
      [
        project.test.replace(project.fn, 'labels'),
        `${was.slice(0, was.indexOf('describe('))}describe('labels', () => {${found}});\n`,
      ],
    ]);
  }),
  variant(
    'an assertion gets stricter',
    EXPECT,
    inTest((was) => was.replace("toEqual('large')", "toStrictEqual('large')")),
  ),
  variant(
    'an assertion is added',
    EXPECT,
    inTest((was) => was.replace('const total', "expect('a').toHaveLength(1 + Number('0'));\n    const total")),
  ),
  variant(
    'assertions move to a helper',
    EXPECT,
    inTest((was, { fn }) =>
      was
        .replace(
          /describe\(/,
          `function expectLabel(amount: number, label: string) {\n  expect(${fn}Label(amount)).toEqual(label);\n}\n\ndescribe(`,
        )
        .replace(/(?<=names[^]*)expect\((\w+)Label\((\d+)\)\)\.toEqual\(/g, 'expectLabel($2, '),
    ),
  ),
  variant(
    'a comment speaks of .skip and .only',
    JS,
    inTest((was) => `// never use test.skip or it.only here\n${was}`),
  ),
  variant(
    'a string holds the name of a suppression',
    JS,
    edits(({ source }) => [[source, (was) => `${was}\nexport const help = 'write // eslint-disable-next-line above it';\n`]]),
  ),
  variant(
    'a suppression moves within the file',
    JS,
    edits(({ source }) => [[source, (was) => was.replace('a + b', 'b + a')]]),
  ),
  variant(
    'documentation speaks of || true',
    ALL,
    () => new Map([['README.md', 'Never write `npm test || true`, `it.skip` or `process.exit(0)`.\n']]),
  ),
  variant(
    'a new snapshot',
    ['jest'],
    (project) =>
      new Map([
        [`test/__snapshots__/new.test.ts.snap`, 'exports[`a`] = `1`;\n'],
        [project.source, `${text(project, project.source)}\nexport const one = 1;\n`],
      ]),
  ),
  variant(
    'a snapshot changes with the source',
    ['jest'],
    (project) =>
      new Map([
        [`test/__snapshots__/${project.fn}.test.ts.snap`, 'exports[`a`] = `2`;\n'],
        [project.source, text(project, project.source).replace('a + b', 'a * b')],
      ]),
  ),
  variant('coverage rises', ['vitest'], inFile('vitest.config.ts', 'lines: 90', 'lines: 95')),
  variant(
    'a reporter is added',
    ['vitest'],
    inFile('vitest.config.ts', 'testTimeout', "reporters: ['default', 'junit'],\n    testTimeout"),
  ),
  variant(
    'built files are left out',
    ['vitest'],
    inFile('eslint.config.js', "files: ['src/**']", "files: ['src/**'], ignores: ['dist/**', 'coverage/**']"),
  ),
  variant('a rule gets stricter', ['vitest'], inFile('eslint.config.js', "'no-console': 'warn'", "'no-console': 'error'")),
  variant('a rule is added', ['vitest'], inFile('eslint.config.js', "'no-console'", "'no-var': 'error', 'no-console'")),
  variant(
    'the compiler gets stricter',
    ['vitest'],
    inFile('tsconfig.json', '"strict": true', '"strict": true, "noImplicitReturns": true'),
  ),
  variant('a script is added', JS, inFile('package.json', '"lint"', '"build": "tsc -p .",\n    "lint"')),
  variant('a step is added to a script', JS, inFile('package.json', 'npm run typecheck', 'npm run typecheck && npm run build')),
  variant(
    'a dependency is added',
    JS,
    inFile('package.json', '"type": "module"', '"type": "module",\n  "dependencies": { "left-pad": "1.0.0" }'),
  ),
  variant('rm -f may fail', JS, inFile('package.json', '"lint"', '"clean": "rm -rf dist || true",\n    "lint"')),
  variant('pytest gets a marker', ['python'], inFile('pyproject.toml', 'testpaths', 'markers = ["slow"]\ntestpaths')),
  variant('ruff sees more', ['python'], inFile('pyproject.toml', '"F"', '"F", "B"')),
  variant(
    'a fixture is added',
    ['python'],
    () => new Map([['tests/conftest.py', 'import pytest\n\n\n@pytest.fixture\ndef shop():\n    return {}\n']]),
  ),
  variant('a linter is added (Go)', ['go'], inFile('.golangci.yml', '- errcheck', '- errcheck\n    - gosec')),
  variant('a target is added', ['go'], inFile('Makefile', 'test:', 'clean:\n\t-rm -rf bin\n\ntest:')),
  variant(
    'TestMain ends as the tests do',
    ['go'],
    inTest((was) => `${was}\nfunc TestMain(m *testing.M) {\n\tcode := m.Run()\n\tos.Exit(code)\n}\n`),
  ),
  variant('a lint is denied (Rust)', ['rust'], inFile('Cargo.toml', 'pedantic = "warn"', 'pedantic = "deny"')),
  variant('an edition is set (Rust)', ['rust'], inFile('Cargo.toml', 'name = "shop"', 'name = "shop"\nedition = "2024"')),
  variant('a command ends with success', JS, () => new Map([['src/cli.ts', 'if (process.argv.length < 3) process.exit(0);\n']])),
  variant(
    'source changes alone',
    ALL,
    edits(({ source }) => [
      [source, (was) => was.replace('negative', 'must not be below zero').replace(/require\(a >= 0\)/, 'require(0 <= a)')],
    ]),
  ),
];
