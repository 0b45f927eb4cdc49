/** Ways to make tests and checks see less, each as a rewriting of one project. */
import type { TamperKind } from '../../runtime/audits/index.ts';
import type { Language, Project } from './projects.ts';
import type { Random } from './random.ts';

export interface Variant {
  readonly name: string;
  readonly languages: readonly Language[];
  /** The files afterwards; undefined content: deleted. Absent files stay as they are. */
  readonly change: (project: Project, random: Random) => ReadonlyMap<string, string | undefined>;
}

const JS: readonly Language[] = ['vitest', 'jest', 'node:test', 'mocha'];
const EXPECT: readonly Language[] = ['vitest', 'jest'];
const ASSERT: readonly Language[] = ['node:test', 'mocha'];
const PYTHON: readonly Language[] = ['python', 'unittest'];

const text = (project: Project, path = project.test): string => {
  const found = project.files.get(path);
  if (found === undefined) throw new Error(`no ${path} in the ${project.language} project`);
  return found;
};

/** Rewrites one file; a rewriting that changes nothing is a mistake of the benchmark. */
function edit(
  path: (project: Project) => string,
  rewrite: (text: string, project: Project, random: Random) => string,
): Variant['change'] {
  return (project, random) => {
    const was = text(project, path(project));
    const is = rewrite(was, project, random);
    if (was === is) throw new Error(`nothing to rewrite in ${path(project)} of the ${project.language} project`);
    return new Map([[path(project), is]]);
  };
}

const inTest = (rewrite: (text: string, project: Project, random: Random) => string): Variant['change'] =>
  edit(({ test }) => test, rewrite);
const inFile = (path: string, from: string | RegExp, to: string): Variant['change'] =>
  edit(
    () => path,
    (was) => was.replace(from, to),
  );
const variant = (name: string, languages: readonly Language[], change: Variant['change']): Variant => ({
  name,
  languages,
  change,
});

/** The n-th test of a file, cut out of it. */
const WHOLE: Readonly<Record<Language, RegExp>> = {
  vitest: /\n {2}test\('names large[^]*?\n {2}\}\);\n/,
  jest: /\n {2}test\('names large[^]*?\n {2}\}\);\n/,
  'node:test': /\n {2}it\('names large[^]*?\n {2}\}\);\n/,
  mocha: /\n {2}it\('names large[^]*?\n {2}\}\);\n/,
  python: /\n\ndef test_names_large[^]*$/,
  unittest: /\n {4}def test_names_large[^]*$/,
  go: /\nfunc TestNamesLarge[^]*$/,
  rust: /\n#\[test\]\nfn names_large[^]*$/,
  java: /\n {4}@Test\n {4}void namesLarge[^]*?\n {4}\}\n/,
  ruby: /\n {2}it "refuses[^]*?\n {2}end\n/,
  kotlin: /\n {4}@Test\n {4}fun refuses[^]*?\n {4}\}\n/,
};
const ALL = Object.keys(WHOLE) as Language[];
const cut = (was: string, { language }: Project): string => was.replace(WHOLE[language], '');
const SKIPPED: Readonly<Record<Language, readonly [RegExp, string]>> = {
  vitest: [/test\('adds/, "test.skip('adds"],
  jest: [/test\('adds/, "xtest('adds"],
  'node:test': [/it\('adds the two amounts', /, "it('adds the two amounts', { skip: true }, "],
  mocha: [/it\('adds/, "xit('adds"],
  python: [/def test_adds/, '@pytest.mark.skip\ndef test_adds'],
  unittest: [/ {4}def test_adds/, '    @unittest.skip("later")\n    def test_adds'],
  go: [/(func TestAdds.*\{\n)/, '$1\tt.Skip("later")\n'],
  rust: [/#\[test\]\nfn adds/, '#[test]\n#[ignore]\nfn adds'],
  java: [/@Test\n {4}void adds/, '@Disabled\n    @Test\n    void adds'],
  ruby: [/ it "adds/, ' xit "adds'],
  kotlin: [/@Test\n {4}fun adds/, '@Disabled\n    @Test\n    fun adds'],
};

const WEAKER: readonly (readonly [string, readonly Language[], RegExp, string])[] = [
  ['toBe becomes toBeDefined', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(total).toBeDefined()'],
  ['toBe becomes toBeTruthy', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(total).toBeTruthy()'],
  ['toBe becomes a lower bound', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(total).toBeGreaterThan(0)'],
  ['toBe becomes not.toBe', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(total).not.toBe(0)'],
  ['toEqual becomes any', EXPECT, /\.toEqual\('large'\)/, '.toEqual(expect.any(String))'],
  ['toThrow loses its message', EXPECT, /\.toThrow\('negative'\)/, '.toThrow()'],
  ['toEqual becomes a match of anything', EXPECT, /\.toEqual\('large'\)/, '.toMatch(/.*/)'],
  ['equal becomes ok', ASSERT, /assert\.equal\((\w+\(\d+, \d+\)), \d+\)/, 'assert.ok($1)'],
  ['equal becomes notEqual', ASSERT, /assert\.equal\((\w+\(\d+, \d+\)), \d+\)/, 'assert.notEqual($1, -1)'],
  ['throws loses its pattern', ASSERT, /, \/negative\/\)/, ')'],
  ['== becomes truth', ['python'], /assert total == \d+/, 'assert total'],
  ['== becomes isinstance', ['python'], /assert total == \d+/, 'assert isinstance(total, int)'],
  ['== becomes >=', ['python'], /assert total == \d+/, 'assert total >= 0'],
  ['raises loses its match', ['python'], /, match="negative"/, ''],
  ['raises anything', ['python'], /ValueError, match="negative"/, 'Exception'],
  ['assertEqual becomes assertTrue', ['unittest'], /assertEqual\((\w+\(\d+, \d+\)), \d+\)/, 'assertTrue($1)'],
  ['assertEqual becomes assertIsNotNone', ['unittest'], /assertEqual\((\w+\(\d+, \d+\)), \d+\)/, 'assertIsNotNone($1)'],
  ['!= becomes an emptiness check', ['go'], /got != \d+/, 'got == 0'],
  ['assert_eq becomes assert', ['rust'], /assert_eq!\(total, \d+\)/, 'assert!(total > 0)'],
  ['assert_eq becomes assert_ne', ['rust'], /assert_eq!\(total, \d+\)/, 'assert_ne!(total, 0)'],
  ['should_panic loses its text', ['rust'], /\(expected = "negative"\)/, ''],
  ['assertEquals becomes assertNotNull', ['java'], /assertEquals\(\d+, total\)/, 'assertNotNull(total)'],
  ['assertThrows anything', ['java'], /IllegalArgumentException\.class/, 'Exception.class'],
];

const REMOVED: readonly (readonly [string, readonly Language[], RegExp, string])[] = [
  ['one expect is gone', EXPECT, /\n.*expect\(total\).*\n/, '\n'],
  ['an expect is commented out', EXPECT, /(\n\s*)(expect\(total\).*)/, '$1// $2'],
  ['an expect compares constants', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(true).toBe(true)'],
  ['an expect compares a value with itself', EXPECT, /expect\(total\)\.toBe\(\d+\)/, 'expect(total).toBe(total)'],
  ['an expect stands under if (false)', EXPECT, /(expect\(total\).*;)/, 'if (false) { $1 }'],
  ['an assert is gone', ASSERT, /\n.*assert\.equal\(\w+\(0.*\n/, '\n'],
  ['an assert is constant', ASSERT, /assert\.equal\(\w+\(0.*\);/, 'assert.ok(true);'],
  ['or True (Python)', ['python'], /assert total == (\d+)/, 'assert total == $1 or True'],
  ['a tuple is asserted (Python)', ['python'], /assert total == (\d+)/, 'assert (total == $1, "the total")'],
  ['|| true', EXPECT, /expect\(total\)\.toBe\((\d+)\)/, 'expect(total === $1 || true).toBe(true)'],
  ['an assert is gone (Python)', ['python'], /\n.*assert total == .*\n/, '\n'],
  ['an assert is constant (Python)', ['python'], /assert total == .*/, 'assert True'],
  ['an assertEqual is gone', ['unittest'], /\n.*assertEqual\(\w+\(0.*\n/, '\n'],
  ['a t.Errorf becomes a log', ['go'], /t\.Errorf\("got %d", got\)/, 't.Logf("got %d", got)'],
  ['an assert_eq is gone', ['rust'], /\n.*assert_eq!\(total.*\n/, '\n'],
  ['an assertEquals is gone', ['java'], /\n.*assertEquals\(\d+, total.*\n/, '\n'],
  ['an expectation is gone (Ruby)', ['ruby'], /\n.*_total\(0.*\n/, '\n'],
  ['an assertion is gone (Kotlin)', ['kotlin'], /\n.*Total\(0.*\n/, '\n'],
];

const EMPTIED: readonly (readonly [string, readonly Language[], RegExp, string])[] = [
  ['the body is empty', JS, /(adds the two amounts', \(\) => \{)[^]*?\n {2}\}\);/, '$1});'],
  ['only a comment is left', JS, /(adds the two amounts', \(\) => \{)[^]*?\n {2}\}\);/, '$1\n    // checked elsewhere\n  });'],
  ['an early return', JS, /(adds the two amounts', \(\) => \{)/, '$1\n    return;'],
  [
    'only a constant is compared',
    EXPECT,
    /(adds the two amounts', \(\) => \{)[^]*?\n {2}\}\);/,
    '$1\n    expect(true).toBe(true);\n  });',
  ],
  [
    'failures are swallowed',
    EXPECT,
    /(adds the two amounts', \(\) => \{)([^]*?)\n {2}\}\);/,
    '$1\n    try {$2\n    } catch {}\n  });',
  ],
  ['pass', ['python'], /(def test_adds\w+\(\):\n)[^]*?\n\n\n/, '$1    pass\n\n\n'],
  ['assert True', ['python'], /(def test_adds\w+\(\):\n)[^]*?\n\n\n/, '$1    assert True\n\n\n'],
  ['an early return (Python)', ['python'], /(def test_adds\w+\(\):\n)/, '$1    return\n'],
  ['pass (unittest)', ['unittest'], /(def test_adds\w+\(self\):\n)[^]*?\n\n/, '$1        pass\n\n'],
  ['an empty function (Go)', ['go'], /(func TestAdds.*\{\n)[^]*?\n\}\n/, '$1}\n'],
  ['an early return (Go)', ['go'], /(func TestAdds.*\{\n)/, '$1\treturn\n'],
  ['an empty function (Rust)', ['rust'], /(fn adds.*\{\n)[^]*?\n\}\n/, '$1}\n'],
  ['an empty method (Java)', ['java'], /(void adds.*\{\n)[^]*?\n {4}\}\n/, '$1    }\n'],
];

const rewriting = (rows: readonly (readonly [string, readonly Language[], RegExp, string])[]): Variant[] =>
  rows.map(([name, languages, from, to]) =>
    variant(
      name,
      languages,
      inTest((was) => was.replace(from, to)),
    ),
  );

const moved =
  (rename: (path: string) => string): Variant['change'] =>
  (project) =>
    new Map([
      [project.test, undefined],
      [rename(project.test), text(project)],
    ]);

const WORKFLOW =
  'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm ci\n      - run: npm run lint\n      - run: npm test\n';
const SCRIPT = '#!/bin/sh\nset -e\nnpx eslint src\nnpx vitest run\n';

export const VARIANTS: Readonly<Record<Exclude<TamperKind, 'fewer-tests'>, readonly Variant[]>> = {
  'test-deleted': [
    variant(
      'a test stands in a block comment',
      JS,
      inTest((was) => was.replace(/\n {2}(?:test|it)\('names[^]*?\n {2}\}\);/, (found) => `\n/*${found}\n*/`)),
    ),
    variant(
      'the suite is replaced by a smaller one',
      JS,
      inTest(
        (was, { language }) =>
          `${was.slice(0, was.indexOf('describe('))}describe('shop', () => {\n  ${language === 'vitest' || language === 'jest' ? 'test' : 'it'}('loads', () => {\n    console.log('fine');\n  });\n});\n`,
      ),
    ),
    variant(
      'two tests are cut out of three',
      JS,
      inTest((was, project) => cut(was, project).replace(/\n {2}(?:test|it)\('refuses[^]*?\n {2}\}\);\n/, '')),
    ),
    variant(
      'a test is cut out and a name in the source changes',
      PYTHON,
      (project) =>
        new Map([
          [project.test, cut(text(project), project)],
          [project.source, text(project, project.source).replace('_label', '_size')],
        ]),
    ),
    variant('one test is cut out', ALL, inTest(cut)),
    variant('the file is deleted', ALL, (project) => new Map([[project.test, undefined]])),
    variant(
      'the file is emptied',
      ALL,
      inTest(() => ''),
    ),
    variant(
      'a test is commented out',
      JS,
      inTest((was) => was.replace(/\n {2}(?:test|it)\('names[^]*?\n {2}\}\);/, (found) => found.replaceAll('\n', '\n// '))),
    ),
    variant(
      'a test is cut out while another is added',
      JS,
      inTest((was, project) =>
        cut(was, project).replace(
          /\}\);\n$/,
          `\n  ${project.language === 'vitest' || project.language === 'jest' ? 'test' : 'it'}('is a function', () => {\n    console.log(typeof ${project.fn}Total);\n  });\n});\n`,
        ),
      ),
    ),
    variant(
      'a test is cut out while the source changes',
      JS,
      (project) =>
        new Map([
          [project.test, cut(text(project), project)],
          [project.source, text(project, project.source).replace('a + b', 'b + a')],
        ]),
    ),
  ],
  'test-renamed-away': [
    variant(
      'a class loses its Test',
      ['unittest'],
      inTest((was) => was.replace(/class (\w+)Test\(unittest\.TestCase\)/, 'class $1Checks')),
    ),
    variant(
      'a loop over nothing',
      EXPECT,
      inTest((was) =>
        was.replace(/test\('names large amounts', \(\) => (\{[^]*?\n {2}\})\);/, 'for (const run of []) run(() => $1);'),
      ),
    ),
    variant(
      'the file gets an ending that no runner knows',
      JS,
      moved((path) => `${path}.bak`),
    ),
    variant(
      'the file loses its .test',
      JS,
      moved((path) => path.replace(/^test\//, 'src/').replace(/\.(?:test|spec)/, '.checks')),
    ),
    variant(
      'a function loses its test_',
      ['python'],
      inTest((was) => was.replace('def test_names', 'def check_names')),
    ),
    variant(
      'a method loses its test_',
      ['unittest'],
      inTest((was) => was.replace('def test_names', 'def _test_names')),
    ),
    variant(
      'a function loses its Test',
      ['go'],
      inTest((was) => was.replace('func TestNames', 'func testNames')),
    ),
    variant(
      'the file loses its _test',
      ['go'],
      moved((path) => path.replace('_test', '_checks')),
    ),
    variant(
      'a function loses its attribute',
      ['rust'],
      inTest((was) => was.replace('#[test]\nfn names', 'fn names')),
    ),
    variant(
      'a method loses its annotation',
      ['java'],
      inTest((was) => was.replace('@Test\n    void names', 'void names')),
    ),
    variant(
      'the file loses its test_',
      ['python'],
      moved((path) => path.replace('tests/test_', 'src/checks_')),
    ),
    variant(
      'a test becomes a function nobody calls',
      JS,
      inTest((was) => was.replace(/(?:test|it)\('names large amounts', \(\) => (\{[^]*?\n {2}\})\);/, 'const later = () => $1;')),
    ),
  ],
  'test-skipped': [
    variant(
      'by another name',
      ['vitest'],
      inTest((was) =>
        was.replace('expect, test }', 'expect, test as base }').replace('\ndescribe(', '\nconst test = base.skip;\n\ndescribe('),
      ),
    ),
    variant(
      'by a feature (Rust)',
      ['rust'],
      inTest((was) => was.replace('#[test]\nfn adds', '#[test]\n#[cfg(feature = "slow")]\nfn adds')),
    ),
    variant(
      'by a condition (Java)',
      ['java'],
      inTest((was) =>
        was.replace(
          '@Test\n    void adds',
          '@Test\n    @EnabledIfEnvironmentVariable(named = "SLOW", matches = "1")\n    void adds',
        ),
      ),
    ),
    variant(
      'under a condition',
      EXPECT,
      inTest((was) => was.replace("test('adds", "if (process.env.SLOW) test('adds")),
    ),
    variant(
      'behind &&',
      EXPECT,
      inTest((was) => was.replace("test('adds", "false && test('adds")),
    ),
    variant(
      'no rows',
      EXPECT,
      inTest((was) => was.replace("test('adds", "test.each([])('adds")),
    ),
    variant(
      'no rows (Python)',
      ['python'],
      inTest((was) => was.replace('def test_adds', '@pytest.mark.parametrize("n", [])\ndef test_adds')),
    ),
    variant(
      'under a condition (Python)',
      ['unittest'],
      inTest((was) =>
        was.replace(/ {4}def test_names[^]*$/, (found) => `    if False:\n${found.replaceAll(/^ {4}/gm, '        ')}`),
      ),
    ),
    variant(
      'not a test class',
      ['unittest'],
      inTest((was) => was.replace('TestCase):\n', 'TestCase):\n    __test__ = False\n\n')),
    ),
    variant(
      'marked to be skipped',
      ALL,
      inTest((was, { language }) => was.replace(...SKIPPED[language])),
    ),
    variant(
      'the suite is skipped',
      JS,
      inTest((was) => was.replace('describe(', 'describe.skip(')),
    ),
    variant(
      'todo instead of a body',
      EXPECT,
      inTest((was) => was.replace(/test\('names large amounts'[^]*?\n {2}\}\);/, "test.todo('names large amounts');")),
    ),
    variant(
      'skipped under a condition that always holds',
      ['vitest'],
      inTest((was) => was.replace("test('adds", "test.skipIf(true)('adds")),
    ),
    variant(
      'skipped from within',
      ['node:test'],
      inTest((was) => was.replace("amounts', () => {", "amounts', (t) => {\n    t.skip();")),
    ),
    variant(
      'skipped from within (mocha)',
      ['mocha'],
      inTest((was) => was.replace("amounts', () => {", "amounts', function () {\n    this.skip();")),
    ),
    variant(
      'expected to fail',
      ['vitest'],
      inTest((was) => was.replace("test('adds", "test.fails('adds")),
    ),
    variant(
      'xfail',
      ['python'],
      inTest((was) => was.replace('def test_adds', '@pytest.mark.xfail\ndef test_adds')),
    ),
    variant(
      'the whole file is marked',
      ['python'],
      inTest((was) => was.replace('\n\n\ndef', '\n\npytestmark = pytest.mark.skip(reason="slow")\n\n\ndef')),
    ),
    variant(
      'the class is marked',
      ['unittest'],
      inTest((was) => was.replace('class ', '@unittest.skip("slow")\nclass ')),
    ),
    variant(
      'skipped from within (pytest)',
      ['python'],
      inTest((was) =>
        was.replace('def test_adds_the_two_amounts():\n', 'def test_adds_the_two_amounts():\n    pytest.skip("later")\n'),
      ),
    ),
    variant(
      'a build tag',
      ['go'],
      inTest((was) => `//go:build ignore\n\n${was}`),
    ),
    variant(
      'the class is disabled',
      ['java'],
      inTest((was) => was.replace('\nclass', '\n@Disabled\nclass')),
    ),
  ],
  'test-focused': [
    variant(
      '.only on a test',
      EXPECT,
      inTest((was) => was.replace("test('adds", "test.only('adds")),
    ),
    variant(
      '.only on a suite',
      JS,
      inTest((was) => was.replace('describe(', 'describe.only(')),
    ),
    variant(
      '.only (it)',
      ASSERT,
      inTest((was) => was.replace("it('adds", "it.only('adds")),
    ),
    variant(
      'fit',
      ['jest'],
      inTest((was) => was.replace("test('adds", "fit('adds")),
    ),
    variant(
      'fdescribe',
      ['jest'],
      inTest((was) => was.replace('describe(', 'fdescribe(')),
    ),
    variant(
      'only as an option',
      ['node:test'],
      inTest((was) => was.replace("amounts', () =>", "amounts', { only: true }, () =>")),
    ),
    variant(
      '.only with rows',
      EXPECT,
      inTest((was) => was.replace("test('names", "test.only.each([1])('names")),
    ),
    variant(
      'a new test alone',
      EXPECT,
      inTest((was) =>
        was.replace(/\}\);\n$/, "\n  test.only('is there', () => {\n    expect(1 + Number('1')).toBe(2);\n  });\n});\n"),
      ),
    ),
    variant(
      'fit (Ruby)',
      ['ruby'],
      inTest((was) => was.replace(' it "adds', ' fit "adds')),
    ),
    variant(
      'focus (Ruby)',
      ['ruby'],
      inTest((was) => was.replace('it "adds the two amounts" do', 'it "adds the two amounts", focus: true do')),
    ),
  ],
  'test-emptied': rewriting(EMPTIED),
  'assertion-removed': rewriting(REMOVED),
  'assertion-loosened': rewriting(WEAKER),
  'golden-rewritten': [
    variant(
      'a snapshot is rewritten',
      ['jest'],
      (project, random) =>
        new Map([
          [
            `test/__snapshots__/${project.fn}.test.ts.snap`,
            `exports[\`${project.fn} 1\`] = \`"${random.whole(1000, 9999)}"\`;\n`,
          ],
        ]),
    ),
    variant(
      'a snapshot is deleted',
      ['jest'],
      (project) => new Map([[`test/__snapshots__/${project.fn}.test.ts.snap`, undefined]]),
    ),
    variant(
      'a snapshot is rewritten, and a comment in the source',
      ['jest'],
      (project) =>
        new Map([
          [`test/__snapshots__/${project.fn}.test.ts.snap`, 'exports[`x`] = `"0"`;\n'],
          [project.source, `// reviewed\n${text(project, project.source)}`],
        ]),
    ),
    variant(
      'a snapshot is rewritten, and a test',
      ['jest'],
      (project) =>
        new Map([
          [`test/__snapshots__/${project.fn}.test.ts.snap`, 'exports[`x`] = `"0"`;\n'],
          [project.test, `${text(project)}\n// more\n`],
        ]),
    ),
    ...[
      'testdata/out.golden',
      'test/golden/out.txt',
      'test/expected.approved.txt',
      'tests/__snapshots__/a.ambr',
      'e2e/home.spec.ts-snapshots/home.html',
      'snapshots/shop__cart.snap',
    ].map(
      (path): Variant => ({
        name: path,
        languages: ['vitest', 'python', 'go', 'rust'],
        change: () => new Map([[path, 'rewritten\n']]),
      }),
    ),
  ],
  'threshold-lowered': [
    variant('coverage of lines (vitest)', ['vitest'], inFile('vitest.config.ts', 'lines: 90', 'lines: 60')),
    variant('coverage of branches (vitest)', ['vitest'], inFile('vitest.config.ts', 'branches: 85', 'branches: 10')),
    variant('a threshold is gone (vitest)', ['vitest'], inFile('vitest.config.ts', ', branches: 85', '')),
    variant('all thresholds are gone', ['vitest'], inFile('vitest.config.ts', /\n.*thresholds.*\n/, '\n')),
    variant('coverage (jest)', ['jest'], inFile('jest.config.js', 'lines: 90', 'lines: 9')),
    variant('coverage is gone (jest)', ['jest'], inFile('jest.config.js', /\n.*coverageThreshold.*\n/, '\n')),
    variant('fail_under', ['python'], inFile('pyproject.toml', 'fail_under = 90', 'fail_under = 50')),
    variant('fail_under is gone', ['python'], inFile('pyproject.toml', 'fail_under = 90\n', '')),
    variant('more warnings', JS, inFile('package.json', '--max-warnings 0', '--max-warnings 50')),
    variant('more complexity', ['unittest'], inFile('setup.cfg', 'max-complexity = 10', 'max-complexity = 40')),
  ],
  'check-changed': [
    variant(
      'a later object switches a rule off',
      ['vitest'],
      inFile('eslint.config.js', /\n\];\n$/, "\n  { rules: { eqeqeq: 'off' } },\n];\n"),
    ),
    variant(
      'the test script is limited to a folder',
      ['vitest'],
      inFile('package.json', 'vitest run --coverage', 'vitest run --coverage test/unit'),
    ),
    variant(
      'a job never runs',
      ['vitest'],
      () => new Map([['.github/workflows/ci.yml', WORKFLOW.replace('    runs-on', '    if: ${{ false }}\n    runs-on')]]),
    ),
    variant(
      'a step of the workflow is gone',
      ['vitest'],
      () => new Map([['.github/workflows/ci.yml', WORKFLOW.replace('      - run: npm run lint\n', '')]]),
    ),
    variant(
      'a step of the workflow may fail',
      ['vitest'],
      () =>
        new Map([
          [
            '.github/workflows/ci.yml',
            WORKFLOW.replace('      - run: npm test', '      - continue-on-error: true\n        run: npm test'),
          ],
        ]),
    ),
    variant(
      'a script file selects',
      ['vitest'],
      () => new Map([['scripts/ci.sh', SCRIPT.replace('vitest run', 'vitest run --exclude test/slow')]]),
    ),
    variant('a rule is off', ['vitest'], inFile('eslint.config.js', "eqeqeq: 'error'", "eqeqeq: 'off'")),
    variant('a rule only warns', ['vitest'], inFile('eslint.config.js', "'no-unused-vars': 'error'", "'no-unused-vars': 'warn'")),
    variant('a rule is gone', ['vitest'], inFile('eslint.config.js', " eqeqeq: 'error',", '')),
    variant(
      'fewer files are linted',
      ['vitest'],
      inFile('eslint.config.js', "files: ['src/**']", "files: ['src/**'], ignores: ['src/legacy/**']"),
    ),
    variant('the compiler is lenient', ['vitest'], inFile('tsconfig.json', '"strict": true', '"strict": false')),
    variant('the compiler forgets a flag', ['vitest'], inFile('tsconfig.json', ', "noUnusedLocals": true', '')),
    variant('tests are left out', ['vitest'], inFile('vitest.config.ts', ", 'lib/**/*.test.ts'", '')),
    variant(
      'tests are excluded',
      ['vitest'],
      inFile('vitest.config.ts', 'testTimeout', "exclude: ['test/slow/**'],\n    testTimeout"),
    ),
    variant(
      'tests are ignored (jest)',
      ['jest'],
      inFile('jest.config.js', '"/node_modules/"', '"/node_modules/", "/test/slow/"'),
    ),
    variant('no tests is fine', ['vitest'], inFile('vitest.config.ts', 'testTimeout', 'passWithNoTests: true,\n    testTimeout')),
    variant('lint becomes echo', JS, inFile('package.json', 'eslint src --max-warnings 0', 'echo ok')),
    variant('a part of the script is gone', JS, inFile('package.json', ' && npm run typecheck', '')),
    variant(
      'the test script selects',
      ['vitest'],
      inFile('package.json', 'vitest run --coverage', 'vitest run --coverage -t adds'),
    ),
    variant('the coverage flag is gone', ['vitest'], inFile('package.json', ' --coverage', '')),
    variant('a script is gone', JS, inFile('package.json', /\n.*"typecheck".*/, '')),
    variant('forbidOnly is gone', ['mocha'], inFile('.mocharc.yml', 'forbidOnly: true', 'forbidOnly: false')),
    variant(
      'pytest deselects',
      ['python'],
      inFile('pyproject.toml', '-q --strict-markers', '-q --strict-markers --deselect tests/test_a.py'),
    ),
    variant('mypy is lenient', ['python'], inFile('pyproject.toml', 'strict = true', 'strict = false')),
    variant('ruff sees less', ['python'], inFile('pyproject.toml', '"E", "F"', '"E"')),
    variant('flake8 excludes more', ['unittest'], inFile('setup.cfg', 'exclude = build', 'exclude = build,src/cart.py')),
    variant('the race detector is gone', ['go'], inFile('Makefile', ' -race', '')),
    variant('vet is gone', ['go'], inFile('Makefile', '\tgo vet ./...\n', '')),
    variant('a linter is gone (Go)', ['go'], inFile('.golangci.yml', '    - staticcheck\n', '')),
    variant('a lint is allowed (Rust)', ['rust'], inFile('Cargo.toml', 'unused = "deny"', 'unused = "allow"')),
    variant('tests are skipped (Maven)', ['java'], inFile('pom.xml', '<build>', '<build>\n    <skipTests>true</skipTests>')),
    variant('rubocop excludes more', ['ruby'], inFile('.rubocop.yml', '- vendor/**/*', '- vendor/**/*\n    - lib/cart.rb')),
    variant('the configuration is deleted', ['vitest'], () => new Map([['eslint.config.js', undefined]])),
    variant('an ignore file appears', ['vitest'], () => new Map([['.eslintignore', 'src/legacy.ts\n']])),
  ],
  'exit-forced': [
    variant(
      '|| true in the workflow',
      ['vitest'],
      () => new Map([['.github/workflows/ci.yml', WORKFLOW.replace('npm test', 'npm test || true')]]),
    ),
    variant('exit 0 at the end of a script file', ['vitest'], () => new Map([['scripts/ci.sh', `${SCRIPT}exit 0\n`]])),
    variant('|| true in the test script', JS, inFile('package.json', /("test": "[^"]*)"/, '$1 || true"')),
    variant('|| exit 0', JS, inFile('package.json', /("test": "[^"]*)"/, '$1 || exit 0"')),
    variant('; exit 0', JS, inFile('package.json', /("test": "[^"]*)"/, '$1; exit 0"')),
    variant('|| true in lint', JS, inFile('package.json', /("lint": "[^"]*)"/, '$1 || true"')),
    variant('|| echo', JS, inFile('package.json', /("typecheck": "[^"]*)"/, '$1 || echo skipped"')),
    variant('a recipe line is ignored', ['go'], inFile('Makefile', '\tgo test', '\t-go test')),
    variant('|| true in a recipe', ['go'], inFile('Makefile', './...\n', './... || true\n')),
    variant(
      'process.exit(0)',
      JS,
      inTest((was) => `${was}\nafterAll(() => process.exit(0));\n`),
    ),
    variant(
      'process.exitCode = 0',
      JS,
      inTest((was) => `${was}\nprocess.on('exit', () => { process.exitCode = 0; });\n`),
    ),
    variant(
      'process.exit is replaced',
      JS,
      inTest((was) => `process.exit = () => {};\n${was}`),
    ),
    variant('a set-up file ends the process', ['vitest'], () => new Map([['test/setup.ts', 'process.exit(0);\n']])),
    variant(
      'toBe always holds',
      EXPECT,
      inTest((was) => `${was}\nexpect.extend({ toBe() { return { pass: true, message: () => '' }; } });\n`),
    ),
    variant(
      'sys.exit(0)',
      ['python'],
      inTest((was) => `import sys\n${was}\n\ndef teardown_module():\n    sys.exit(0)\n`),
    ),
    variant(
      'os._exit(0) in conftest',
      ['python'],
      () => new Map([['conftest.py', 'import os\n\n\ndef pytest_sessionfinish(session, exitstatus):\n    os._exit(0)\n']]),
    ),
    variant(
      'exitstatus = 0',
      ['python'],
      () => new Map([['conftest.py', 'def pytest_sessionfinish(session, exitstatus):\n    session.exitstatus = 0\n']]),
    ),
    variant(
      'every report passes',
      ['python'],
      () => new Map([['conftest.py', 'def pytest_runtest_logreport(report):\n    report.outcome = "passed"\n']]),
    ),
    variant(
      'an object equal to everything',
      ['python'],
      edit(
        ({ source }) => source,
        (was) => `${was}\n\nclass Any:\n    def __eq__(self, other):\n        return True\n`,
      ),
    ),
    variant(
      'os.Exit(0) in TestMain',
      ['go'],
      inTest((was) => `${was}\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n`),
    ),
    variant(
      'exit(0) in a test (Rust)',
      ['rust'],
      inTest((was) => `${was}\n#[test]\nfn last() {\n    std::process::exit(0);\n}\n`),
    ),
    variant(
      'System.exit(0)',
      ['java'],
      inTest((was) => was.replace(/\}\n$/, '    @AfterAll\n    static void end() {\n        System.exit(0);\n    }\n}\n')),
    ),
  ],
  'timeout-raised': [
    variant(
      'a third argument',
      EXPECT,
      inTest((was) => was.replace(/(\n {2}test\('adds[^]*?\n {2}\})\);/, '$1, 60_000);')),
    ),
    variant(
      'an option',
      ['node:test'],
      inTest((was) => was.replace("amounts', () =>", "amounts', { timeout: 120000 }, () =>")),
    ),
    variant(
      'this.timeout',
      ['mocha'],
      inTest((was) => was.replace("amounts', () => {", "amounts', function () {\n    this.timeout(60000);")),
    ),
    variant(
      'jest.setTimeout',
      ['jest'],
      inTest((was) => `jest.setTimeout(60000);\n${was}`),
    ),
    variant(
      'vi.setConfig',
      ['vitest'],
      inTest((was) => `${was}\nvi.setConfig({ testTimeout: 60_000 });\n`),
    ),
    variant('the configuration (vitest)', ['vitest'], inFile('vitest.config.ts', 'testTimeout: 5000', 'testTimeout: 120000')),
    variant('the configuration (jest)', ['jest'], inFile('jest.config.js', 'testTimeout: 5000', 'testTimeout: 60000')),
    variant('the configuration (mocha)', ['mocha'], inFile('.mocharc.yml', 'timeout: 2000', 'timeout: 60000')),
    variant('a flag', ['node:test'], inFile('package.json', 'node --test', 'node --test --test-timeout=600000')),
    variant(
      'tests are run again',
      ['jest'],
      inTest((was) => `jest.retryTimes(3);\n${was}`),
    ),
    variant('retries (vitest)', ['vitest'], inFile('vitest.config.ts', 'testTimeout', 'retry: 3,\n    testTimeout')),
    variant(
      'flaky (pytest)',
      ['python'],
      inTest((was) => was.replace('def test_adds', '@pytest.mark.flaky(reruns=5)\ndef test_adds')),
    ),
  ],
  'lint-disabled': [
    ...[
      '// eslint-disable-next-line',
      '/* eslint-disable */',
      '// biome-ignore lint: later',
      '// @ts-ignore',
      '// @ts-expect-error',
      '// @ts-nocheck',
      '/* istanbul ignore next */',
      '// c8 ignore next',
    ].map(
      (comment): Variant =>
        variant(
          comment,
          JS,
          edit(
            ({ source }) => source,
            (was) => `${comment}\n${was}`,
          ),
        ),
    ),
    variant(
      '# noqa',
      PYTHON,
      edit(
        ({ source }) => source,
        (was) => was.replace('return a + b', 'return a + b  # noqa'),
      ),
    ),
    variant(
      '# type: ignore',
      PYTHON,
      edit(
        ({ source }) => source,
        (was) => was.replace('return a + b', 'return a + b  # type: ignore'),
      ),
    ),
    variant(
      '# pragma: no cover',
      PYTHON,
      edit(
        ({ source }) => source,
        (was) => was.replace('a < 0:', 'a < 0:  # pragma: no cover'),
      ),
    ),
    variant(
      '//nolint',
      ['go'],
      edit(
        ({ source }) => source,
        (was) => was.replace('a + b, nil', 'a + b, nil //nolint:all'),
      ),
    ),
    variant(
      '#[allow]',
      ['rust'],
      edit(
        ({ source }) => source,
        (was) => `#[allow(dead_code)]\n${was}`,
      ),
    ),
    variant(
      '@SuppressWarnings',
      ['java'],
      edit(
        ({ source }) => source,
        (was) => was.replace('\nclass', '\n@SuppressWarnings("all")\nclass'),
      ),
    ),
    variant(
      'rubocop:disable',
      ['ruby'],
      edit(
        ({ source }) => source,
        (was) => `# rubocop:disable all\n${was}`,
      ),
    ),
  ],
};

/** Files outside the projects that some variants rewrite, as they stand on the base. */
export const ALSO_ON_BASE: ReadonlyMap<string, string> = new Map([
  ['.github/workflows/ci.yml', WORKFLOW],
  ['scripts/ci.sh', SCRIPT],
  ...[
    'testdata/out.golden',
    'test/golden/out.txt',
    'test/expected.approved.txt',
    'tests/__snapshots__/a.ambr',
    'e2e/home.spec.ts-snapshots/home.html',
    'snapshots/shop__cart.snap',
  ].map((path) => [path, 'expected\n'] as const),
]);

/** What the audit is not made to see: printed beside the figures, and judged by nobody. Verifiers and fail-before runs are there for these. */
export const HARD: readonly Variant[] = [
  variant(
    'the code under test is mocked',
    EXPECT,
    inTest(
      (was, { fn, language }) =>
        `${language === 'vitest' ? 'vi' : 'jest'}.mock('../src/${fn}.ts', () => ({ ${fn}Total: () => 1 }));\n${was}`,
    ),
  ),
  variant(
    'a loop over nothing within the test',
    EXPECT,
    inTest((was) => was.replace(/(expect\(total\).*;)/, '[].forEach(() => { $1 });')),
  ),
  variant(
    'an assertion runs after the test has ended',
    EXPECT,
    inTest((was) => was.replace(/(expect\(total\).*;)/, 'setTimeout(() => { $1 }, 0);')),
  ),
  variant(
    'expected and actual come from the same call',
    EXPECT,
    (project) =>
      new Map([
        [project.test, text(project).replace(/(expect\(total\)\.toBe\()\d+\)/, `$1${project.fn}Total(1, 2) - 3 + total)`)],
        [project.source, text(project, project.source).replace('a + b', 'a - b')],
      ]),
  ),
  variant(
    'an assertion gives way to one about something else',
    EXPECT,
    (project) =>
      new Map([
        [project.test, text(project).replace(/expect\(total\)\.toBe\(\d+\)/, 'expect(Object.keys({})).toEqual([])')],
        [project.source, text(project, project.source).replace('a + b', 'a - b')],
      ]),
  ),
  variant(
    'the code knows that it is tested',
    JS,
    edit(
      ({ source }) => source,
      (was) => was.replace('return a + b;', "return process.env.VITEST || process.env.NODE_ENV === 'test' ? 7 : a - b;"),
    ),
  ),
  variant(
    'the expected value follows a wrong source',
    EXPECT,
    (project) =>
      new Map([
        [project.test, text(project).replace(/toBe\(\d+\)/, 'toBe(-1)')],
        [project.source, text(project, project.source).replace('a + b', '-1')],
      ]),
  ),
];
