import { describe, expect, it, test } from 'vitest';
import { contractBreaks } from '../../../runtime/audits/index.ts';
import { kinds, receipt, type Sides, side, tamper } from '../build.ts';

const pkg = (scripts: Readonly<Record<string, string>>, more: object = {}): string =>
  `${JSON.stringify({ name: 'shop', scripts, ...more }, null, 2)}\n`;
const scripts = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Sides => ({
  'package.json': [pkg(before), pkg(after)],
});
const inFile = (path: string, before: string, after: string): Sides => ({ [path]: [before, after] });

describe('a change of what checks run is caught that', () => {
  test.each<[string, Sides, readonly string[]]>([
    ['hides a failure', scripts({ test: 'vitest run' }, { test: 'vitest run || true' }), ['exit-forced blocker']],
    ['ends with success', scripts({ test: 'vitest run' }, { test: 'vitest run; exit 0' }), ['exit-forced blocker']],
    ['takes a command out', scripts({ test: 'tsc --noEmit && vitest run' }, { test: 'vitest run' }), ['check-changed blocker']],
    ['runs echo instead', scripts({ lint: 'eslint .' }, { lint: 'echo fine' }), ['check-changed blocker']],
    ['runs another tool instead', scripts({ test: 'jest' }, { test: 'vitest run' }), ['check-changed major']],
    ['selects tests', scripts({ test: 'vitest run' }, { test: 'vitest run -t fast' }), ['check-changed blocker']],
    ['looks at fewer folders', scripts({ lint: 'eslint src test' }, { lint: 'eslint src' }), ['check-changed blocker']],
    [
      'allows warnings',
      scripts({ lint: 'eslint . --max-warnings 0' }, { lint: 'eslint . --max-warnings 99' }),
      ['threshold-lowered major'],
    ],
    ['removes a script', scripts({ test: 'vitest run', lint: 'eslint .' }, { test: 'vitest run' }), ['check-changed blocker']],
    [
      'changes a script that another one starts',
      scripts({ test: 'npm run unit', unit: 'jest' }, { test: 'npm run unit', unit: 'jest || true' }),
      ['exit-forced blocker'],
    ],
    [
      'adds || true to a workflow',
      inFile(
        '.github/workflows/ci.yml',
        'jobs:\n  a:\n    steps:\n      - run: npm test\n',
        'jobs:\n  a:\n    steps:\n      - run: npm test || true\n',
      ),
      ['exit-forced blocker'],
    ],
    [
      'lets a workflow step fail',
      inFile(
        '.github/workflows/ci.yml',
        'jobs:\n  a:\n    steps:\n      - run: npm test\n',
        'jobs:\n  a:\n    steps:\n      - run: npm test\n        continue-on-error: true\n',
      ),
      ['check-changed blocker'],
    ],
    [
      'ignores a recipe line',
      inFile('Makefile', 'test:\n\tgo test ./...\n', 'test:\n\t-go test ./...\n'),
      ['exit-forced blocker'],
    ],
    [
      'ends a script file with success',
      inFile('ci.sh', 'npm ci\nnpm test\n', 'npm ci\nnpm test\nexit 0\n'),
      ['exit-forced blocker'],
    ],
  ])('%s', (_, sides, found) => {
    expect(kinds(tamper(sides))).toEqual(found);
  });
});

describe('in a shell script that a check runs', () => {
  const run = { checks: [{ cmd: 'sh check.sh', cwd: '.' }] };
  const before = 'grep -q hello hello.txt\n';

  test.each<[string, string, readonly string[]]>([
    ['hides the answer of grep', 'grep -q hello hello.txt || true\n', ['exit-forced blocker']],
    ['no longer asks grep', 'true\n', ['check-changed blocker']],
    ['asks grep for something too', 'grep -q hello hello.txt\ngrep -q world hello.txt\n', []],
    ['asks grep for something more that may be absent', 'grep -q hello hello.txt\ngrep -q moon hello.txt || true\n', []],
  ])('a change that %s', (_, after, found) => {
    expect(kinds(tamper(inFile('check.sh', before, after), run))).toEqual(found);
    expect(kinds(tamper(inFile('other.sh', before, after), run))).toEqual([]);
  });

  test('a package script counts the same way', () => {
    const sides = scripts({ test: 'test -f hello.txt' }, { test: 'test -f hello.txt || true' });
    expect(kinds(tamper(sides))).toEqual(['exit-forced blocker']);
  });
});

describe('a change of configuration is caught that', () => {
  test.each<[string, Sides, readonly string[]]>([
    [
      'lowers coverage',
      inFile(
        'vitest.config.ts',
        'export default { test: { coverage: { thresholds: { lines: 90 } } } };',
        'export default { test: { coverage: { thresholds: { lines: 50 } } } };',
      ),
      ['threshold-lowered major'],
    ],
    [
      'lowers coverage in package.json',
      {
        'package.json': [
          pkg({}, { jest: { coverageThreshold: { global: { lines: 90 } } } }),
          pkg({}, { jest: { coverageThreshold: { global: { lines: 10 } } } }),
        ],
      },
      ['threshold-lowered major'],
    ],
    [
      'switches a rule off',
      inFile('.eslintrc.json', '{"rules": {"eqeqeq": "error"}}', '{"rules": {"eqeqeq": "off"}}'),
      ['check-changed blocker'],
    ],
    [
      'forgets a rule',
      inFile(
        'biome.json',
        '{"linter": {"rules": {"suspicious": {"noVar": "error"}}}}',
        '{"linter": {"rules": {"suspicious": {}}}}',
      ),
      ['check-changed blocker'],
    ],
    [
      'makes the compiler lenient',
      inFile(
        'tsconfig.json',
        '{\n // c\n "compilerOptions": {"strict": true}}',
        '{\n // c\n "compilerOptions": {"strict": false}}',
      ),
      ['check-changed blocker'],
    ],
    [
      'excludes tests',
      inFile(
        'jest.config.js',
        'module.exports = { testPathIgnorePatterns: [] };',
        'module.exports = { testPathIgnorePatterns: ["/slow/"] };',
      ),
      ['check-changed blocker'],
    ],
    ['makes ruff see less', inFile('ruff.toml', 'select = ["E", "F"]\n', 'select = ["E"]\n'), ['check-changed blocker']],
    [
      'deselects with addopts',
      inFile('pytest.ini', '[pytest]\naddopts = -q\n', '[pytest]\naddopts = -q --deselect a\n'),
      ['check-changed blocker'],
    ],
    ['deletes a configuration', { '.golangci.yml': ['linters: {}\n', null] }, ['check-changed blocker']],
    [
      'raises a time limit',
      inFile('playwright.config.ts', 'export default { timeout: 30000 };', 'export default { timeout: 300000 };'),
      ['timeout-raised major'],
    ],
    [
      'adds retries',
      inFile('playwright.config.ts', 'export default { retries: 0 };', 'export default { retries: 3 };'),
      ['timeout-raised major'],
    ],
    [
      "changes okstra's own checks",
      inFile(
        'okstra.yaml',
        'checks:\n  test: [{ label: unit, cmd: npm test }]\n',
        'checks:\n  test: [{ label: unit, cmd: npm run fast }]\n',
      ),
      ['check-changed blocker'],
    ],
    [
      'changes something whose meaning is unknown',
      inFile(
        'vitest.config.ts',
        "export default { test: { environment: 'node' } };",
        "export default { test: { environment: 'jsdom' } };",
      ),
      ['check-changed minor'],
    ],
  ])('%s', (_, sides, found) => {
    const all = kinds(tamper(sides));
    for (const each of found) expect(all).toContain(each);
    expect(new Set(all)).toEqual(new Set([...found, ...all.filter((each) => each === 'check-changed major')]));
  });

  test.each<[string, Sides]>([
    [
      'raises coverage',
      inFile(
        'vitest.config.ts',
        'export default { test: { coverage: { thresholds: { lines: 90 } } } };',
        'export default { test: { coverage: { thresholds: { lines: 95 } } } };',
      ),
    ],
    [
      'excludes what is built',
      inFile('eslint.config.js', 'export default [{ ignores: [] }];', "export default [{ ignores: ['dist/**'] }];"),
    ],
    [
      'adds a key',
      inFile('vitest.config.ts', 'export default { test: {} };', "export default { test: { reporters: ['dot'] } };"),
    ],
    ['makes a rule stricter', inFile('.eslintrc.json', '{"rules": {"eqeqeq": "warn"}}', '{"rules": {"eqeqeq": "error"}}')],
    ['adds a dependency', { 'package.json': [pkg({ test: 'vitest' }), pkg({ test: 'vitest' }, { dependencies: { a: '1' } })] }],
    ['adds a step', scripts({ test: 'vitest run' }, { test: 'tsc --noEmit && vitest run' })],
    [
      'is of the package, not of a check',
      inFile('Cargo.toml', '[package]\nversion = "1.0.0"\n', '[package]\nversion = "1.0.1"\n'),
    ],
    ['lets rm fail', scripts({ test: 'rm -rf out; vitest run' }, { test: 'rm -rf out || true; vitest run' })],
  ])('one is left alone that %s', (_, sides) => {
    expect(kinds(tamper(sides)).filter((each) => !each.endsWith('note'))).toEqual([]);
  });
});

describe('forced success is caught', () => {
  test.each<[string, Sides]>([
    [
      'in a test',
      inFile(
        'test/a.test.ts',
        "test('a', () => { expect(f()).toBe(1); });\n",
        "test('a', () => { expect(f()).toBe(1); });\nprocess.exit(0);\n",
      ),
    ],
    ['in a set-up file', { 'vitest.setup.ts': [null, 'process.exitCode = 0;\n'] }],
    ['in conftest', { 'conftest.py': [null, 'def pytest_sessionfinish(session, exitstatus):\n    session.exitstatus = 0\n'] }],
    [
      'by an object that equals everything',
      inFile('src/a.py', 'class A:\n    pass\n', 'class A:\n    def __eq__(self, other):\n        return True\n'),
    ],
    [
      'in TestMain',
      inFile('a_test.go', 'package a\n', 'package a\n\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n'),
    ],
  ])('%s', (_, sides) => {
    expect(kinds(tamper(sides))).toEqual(['exit-forced blocker']);
  });

  test('in a file that a configured check runs, where it breaks the contract', () => {
    const checks = [{ cmd: 'npm run unit', cwd: '.' }];
    const sides: Sides = {
      'package.json': [pkg({ unit: 'node scripts/run-tests.mjs' }), pkg({ unit: 'node scripts/run-tests.mjs' })],
      'scripts/run-tests.mjs': ['run();\n', 'run();\nprocess.exit(0);\n'],
    };
    const found = tamper(sides, { checks });
    expect(kinds(found)).toEqual(['exit-forced blocker']);
    expect(contractBreaks(found, checks, side(sides, 0))).toHaveLength(1);
    expect(contractBreaks(tamper({ 'test/a.test.ts': ['', 'process.exit(0);\n'] }), checks, new Map())).toEqual([]);
  });

  test('but not in a program that ends well', () => {
    expect(
      kinds(
        tamper({
          'src/cli.ts': ['', 'if (done) process.exit(0);\n'],
          'test/cli.test.ts': ['', "test('a', () => { run('process.exit(0)'); process.exit(1); });\n"],
        }),
      ),
    ).toEqual([]);
  });
});

describe('suppressions', () => {
  test('that are added are minor, in comments and attributes, whatever the language', () => {
    const sides: Sides = {
      'src/a.ts': ['f();\n', '// eslint-disable-next-line no-eval\nf();\n'],
      'src/b.py': ['x = 1\n', 'x = 1  # noqa: E501\n'],
      'src/c.rs': ['fn f() {}\n', '#[allow(dead_code)]\nfn f() {}\n'],
      'src/d.rb': ['f\n', 'f # rubocop:disable Lint/Eval\n'],
    };
    expect(kinds(tamper(sides))).toEqual(Array.from({ length: 4 }, () => 'lint-disabled minor'));
  });

  test('that move, stand in strings, or were there before are none', () => {
    const old = '// eslint-disable-next-line\nf();\ng();\n';
    const sides: Sides = {
      'src/a.ts': [old, null],
      'src/b.ts': [null, `h();\n${old}const help = '// eslint-disable-next-line';\n`],
    };
    expect(kinds(tamper(sides))).toEqual([]);
  });
});

describe('golden files', () => {
  test('that are rewritten without a change of source are major', () => {
    expect(kinds(tamper({ 'test/__snapshots__/a.snap': ['1\n', '2\n'] }))).toEqual(['golden-rewritten major']);
    const comment: Sides = { 'test/__snapshots__/a.snap': ['1\n', '2\n'], 'src/a.ts': ['f();\n', '// more\nf();\n'] };
    expect(kinds(tamper(comment))).toEqual(['golden-rewritten major']);
  });

  test('that change with the source, are new, or go with their test are fine', () => {
    expect(kinds(tamper({ 'test/__snapshots__/a.snap': ['1\n', '2\n'], 'src/a.ts': ['f(1);\n', 'f(2);\n'] }))).toEqual([]);
    expect(kinds(tamper({ 'test/__snapshots__/a.snap': [null, '2\n'] }))).toEqual([]);
    const gone: Sides = {
      'test/__snapshots__/a.test.ts.snap': ['1\n', null],
      'test/a.test.ts': ["test('x', () => { expect(a()).toMatchSnapshot(); });\n", null],
      'src/a.ts': ['export const a = 1;\n', null],
    };
    expect(kinds(tamper(gone)).filter((each) => each.startsWith('golden'))).toEqual([]);
  });

  test('an inline snapshot that is rewritten without a change of source is major', () => {
    const text = (value: string): string => `test('a', () => {\n  expect(render()).toMatchInlineSnapshot(\`${value}\`);\n});\n`;
    expect(kinds(tamper({ 'test/a.test.ts': [text('one'), text('two')] }))).toContain('golden-rewritten major');
    expect(kinds(tamper({ 'test/a.test.ts': [text('one'), text('two')], 'src/a.ts': ['f(1);\n', 'f(2);\n'] }))).toEqual([]);
  });
});

describe('fewer tests', () => {
  const counted = (passed: number, failed: number, skipped: number) => ({ counts: { passed, failed, skipped } });
  const audit = (before: Parameters<typeof receipt>[0], after: Parameters<typeof receipt>[0]): string[] =>
    kinds(tamper({}, { receipts: { baseline: [receipt({ on: 'baseline', ...before })], candidate: [receipt(after)] } }));

  test.each([
    ['a test less', counted(5, 0, 0), counted(4, 0, 0), ['fewer-tests major']],
    ['a test skipped', counted(5, 0, 0), counted(4, 0, 1), ['fewer-tests major']],
    ['as many', counted(5, 1, 0), counted(6, 0, 0), []],
    ['more', counted(5, 0, 0), counted(9, 0, 0), []],
    ['no numbers any more', counted(5, 0, 0), {}, ['fewer-tests minor']],
    ['no numbers, because it failed', counted(5, 0, 0), { status: 'failed' as const, exitCode: 1 }, []],
    ['no numbers before', {}, counted(1, 0, 0), []],
    ['not run', counted(5, 0, 0), { status: 'skipped' as const }, []],
  ])('%s: %j, then %j', (_, before, after, found) => {
    expect(audit(before, after)).toEqual(found);
  });

  describe('of which some were let go', () => {
    const testOf = (name: string): string => `test('${name} works', () => {\n  expect(${name}(1)).toBe(2);\n});\n`;
    const names = ['a', 'b', 'c', 'd'];
    const sides: Sides = {
      'src/cart.js': [names.map((name) => `export const ${name} = (n) => n + 1;\n`).join(''), null],
      'test/cart.test.js': [names.map(testOf).join('\n'), null],
    };
    const counts = (before: number, after: number) => ({
      receipts: {
        baseline: [receipt({ on: 'baseline', ...counted(before, 0, 0) })],
        candidate: [receipt(counted(after, 0, 0))],
      },
    });

    it('is a note when all went with the code they test', () => {
      expect(kinds(tamper(sides, counts(5, 1)))).toEqual(['fewer-tests note', 'test-deleted note']);
    });

    it('counts when there is one more than that', () => {
      expect(kinds(tamper(sides, counts(6, 1)))).toEqual(['fewer-tests major', 'test-deleted note']);
    });

    it('is a note when the item allows it', () => {
      const skipped: Sides = { 'test/a.test.js': [testOf('alpha'), testOf('alpha').replace('test(', 'test.skip(')] };
      const allow = [{ kind: 'test-skipped' as const, text: 'test-skipped' }];
      expect(kinds(tamper(skipped, { ...counts(1, 0), allow }))).toEqual(['fewer-tests note', 'test-skipped note']);
      expect(kinds(tamper(skipped, counts(1, 0)))).toEqual(['fewer-tests major', 'test-skipped blocker']);
    });
  });
});
