import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concludeFailBefore, type FailBeforePlan, planFailBefore, type RunResult } from '../../../runtime/audits/index.ts';
import type { CheckSpec } from '../../../runtime/model/index.ts';
import { changedFiles, grammars, kinds, type Sides, side } from '../build.ts';

const check = (cmd: string, more: Partial<CheckSpec> = {}): CheckSpec => ({
  id: 'test:unit',
  label: 'unit',
  category: 'test',
  cmd,
  cwd: '.',
  env: {},
  network: false,
  timeoutMs: 1000,
  ...more,
});
const plan = (sides: Sides, checks: readonly CheckSpec[], packageJson = '{}'): FailBeforePlan =>
  planFailBefore({
    files: changedFiles(sides),
    base: side(sides, 0),
    candidate: new Map([['package.json', packageJson], ...side(sides, 1)]),
    checks,
    grammars,
  });

const source: Sides = { 'src/a.ts': ['f();\n', 'export const g = () => 1;\n'] };
const jsTest = "test('a', () => { expect(a()).toBe(1); });\n";
const withTest: Sides = { ...source, 'test/a.test.ts': [null, jsTest] };
const scripts = (all: Readonly<Record<string, string>>): string => JSON.stringify({ scripts: all });

describe('the command for one test file', () => {
  test.each<[string, string, string, string]>([
    ['vitest run', '{}', 'npx --no -- vitest run test/a.test.ts', 'vitest'],
    ['npx vitest run --coverage --config v.ts', '{}', 'npx --no -- vitest run --config v.ts test/a.test.ts', 'vitest'],
    [
      'npm test',
      scripts({ test: 'tsc && NODE_ENV=test vitest run --reporter=dot' }),
      'NODE_ENV=test npx --no -- vitest run test/a.test.ts',
      'vitest',
    ],
    ['pnpm test', scripts({ test: 'c8 --all vitest run' }), 'npx --no -- vitest run test/a.test.ts', 'vitest'],
    [
      'npm run unit -- -t x',
      scripts({ unit: 'jest --ci --projects a' }),
      'npx --no -- jest --ci --projects a --coverage=false --runTestsByPath test/a.test.ts',
      'jest',
    ],
    ['node --import tsx --test "test/**/*.ts"', '{}', 'node --import tsx --test test/a.test.ts', 'node:test'],
    ['node --test --test-isolation=none', '{}', 'node --test-isolation=none --test test/a.test.ts', 'node:test'],
  ])('of "%s" is made from the check', (cmd, packageJson, expected, runner) => {
    expect(plan(withTest, [check(cmd)], packageJson).runs).toMatchObject([
      { id: 'red-1', file: 'test/a.test.ts', cmd: expected, runner, check: 'test:unit' },
    ]);
  });

  test('of pytest keeps the environment it runs in', () => {
    const sides: Sides = { 'src/a.py': ['a = 1\n', 'a = 2\n'], 'tests/test_a.py': [null, 'def test_a():\n    assert a == 2\n'] };
    expect(plan(sides, [check('pytest -q --cov -k fast')]).runs[0]?.cmd).toBe('python -m pytest -q tests/test_a.py');
    expect(plan(sides, [check('poetry run pytest -p no:cacheprovider')]).runs[0]?.cmd).toBe(
      'poetry run pytest -p no:cacheprovider tests/test_a.py',
    );
  });

  test('of go test names the tests of the file', () => {
    const sides: Sides = {
      'pkg/a.go': ['package a\n', 'package a\n\nfunc A() {}\n'],
      'pkg/a_test.go': [
        null,
        'package a\n\nfunc TestA(t *testing.T) {\n\tt.Run("x", func(t *testing.T) { t.Error(1) })\n}\n\nfunc TestB(t *testing.T) { t.Error(2) }\n',
      ],
    };
    expect(plan(sides, [check('go test -race ./...')]).runs[0]?.cmd).toBe("go test -race -v -run '^(?:TestA|TestB)$' ./pkg");
  });

  test('is of the check in the nearest folder', () => {
    const sides: Sides = { ...source, 'web/test/a.test.ts': [null, jsTest] };
    const checks = [check('vitest run'), check('jest', { id: 'test:web', cwd: 'web' })];
    expect(plan(sides, checks).runs).toMatchObject([
      { cmd: 'npx --no -- jest --coverage=false --runTestsByPath test/a.test.ts', cwd: 'web', check: 'test:web' },
    ]);
  });
});

describe('what cannot be told is said', () => {
  test.each<[string, string, string]>([
    ['no runner', 'make test', 'no configured check runs a test runner that is known here'],
    ['a runner of another language', 'pytest', 'no configured check runs tests of this kind'],
  ])('with %s', (_, cmd, why) => {
    const made = plan(withTest, [check(cmd)]);
    expect(made.runs).toEqual([]);
    expect(made.notDeterminable).toEqual([{ file: 'test/a.test.ts', why }]);
    const { rows, findings } = concludeFailBefore({ plan: made, results: [], claimed: [], turnedGreen: [], allow: [] });
    expect(rows).toEqual([{ file: 'test/a.test.ts', result: 'not determinable', why }]);
    expect(kinds(findings)).toEqual(['no-red-test note']);
  });
});

describe('no failing test is expected of', () => {
  test.each<[string, Sides, string]>([
    ['documentation', { 'README.md': ['a\n', 'b\n'] }, 'docs-only'],
    ['configuration', { 'package.json': ['{}', '{ }'], 'README.md': ['a\n', 'b\n'] }, 'config-only'],
    ['tests alone', { 'test/a.test.ts': [null, jsTest] }, 'tests-only'],
    ['comments', { 'src/a.ts': ['f();\n', '// why\nf();\n'] }, 'comments-only'],
    ['nothing', {}, 'docs-only'],
  ])('a change of %s', (_, sides, exempt) => {
    const made = plan(sides, [check('vitest run')]);
    expect(made).toMatchObject({ exempt, runs: [] });
    expect(concludeFailBefore({ plan: made, results: [], claimed: [], turnedGreen: [], allow: [] })).toEqual({
      exempt,
      rows: [],
      findings: [],
    });
  });

  test('a renaming, imports of it included', () => {
    const files = [
      { path: 'src/b.ts', previousPath: 'src/a.ts', status: 'renamed', insertions: 0, deletions: 0, binary: false },
      { path: 'src/c.ts', status: 'modified', insertions: 1, deletions: 1, binary: false },
    ] as const;
    const base = new Map([
      ['src/a.ts', 'f();\n'],
      ['src/c.ts', "import { a } from './a.ts';\na();\n"],
    ]);
    const candidate = new Map([
      ['src/b.ts', 'f();\n'],
      ['src/c.ts', "import { a } from './b.ts';\na();\n"],
    ]);
    expect(planFailBefore({ files, base, candidate, checks: [check('vitest run')], grammars }).exempt).toBe('rename-only');
  });
});

test('helpers, fixtures and snapshots beside tests are laid over the base, sources are not', () => {
  const sides: Sides = {
    ...withTest,
    'test/helper.ts': [null, 'export const a = 1;\n'],
    'test/fixtures/a.json': ['{}', '{ }'],
    'test/__snapshots__/a.test.ts.snap': [null, '1\n'],
    'test/old.test.ts': [jsTest, null],
  };
  expect(plan(sides, [check('vitest run')]).overlay).toEqual([
    'test/__snapshots__/a.test.ts.snap',
    'test/a.test.ts',
    'test/fixtures/a.json',
    'test/helper.ts',
  ]);
});

describe('from the results', () => {
  const two: Sides = { ...withTest, 'test/b.test.ts': [null, jsTest] };
  const made = plan(two, [check('vitest run')]);
  const result = (id: string, on: RunResult['on'], exitCode: number | null, more: Partial<RunResult> = {}): RunResult => ({
    id,
    on,
    exitCode,
    timedOut: false,
    tail: '',
    ...more,
  });
  const conclude = (results: readonly RunResult[], claimed: readonly string[] = []) =>
    concludeFailBefore({ plan: made, results, claimed, turnedGreen: [], allow: [] });
  const both = (id: string, before: number, after: number): RunResult[] => [
    result(id, 'base', before),
    result(id, 'candidate', after),
  ];

  test('a file that fails before and passes after is the evidence', () => {
    const { rows, findings } = conclude([...both('red-1', 1, 0), ...both('red-2', 1, 0)]);
    expect(rows.map(({ file, result: each }) => [file, each])).toEqual([
      ['test/a.test.ts', 'fail\u2192pass'],
      ['test/b.test.ts', 'fail\u2192pass'],
    ]);
    expect(findings).toEqual([]);
  });

  test('one that passes on the base is minor beside one that fails there', () => {
    const { rows, findings } = conclude([...both('red-1', 1, 0), ...both('red-2', 0, 0)]);
    expect(rows[1]?.result).toBe('pass\u2192pass');
    expect(kinds(findings)).toEqual(['test-green-on-base minor']);
  });

  test('when none fails on the base it is major, and a claimed exemption is quoted', () => {
    const { findings } = conclude([...both('red-1', 0, 0), ...both('red-2', 0, 0)], ['TDD exemption: config only']);
    expect(kinds(findings)).toEqual(['no-red-test major']);
    expect(findings[0]?.finding.evidence).toContain('The executor claims an exemption: "TDD exemption: config only"');
  });

  test('nothing is concluded from all while one cannot be told', () => {
    const { rows, findings } = conclude([...both('red-1', 0, 0), result('red-2', 'base', 127), result('red-2', 'candidate', 0)]);
    expect(rows[1]).toMatchObject({ result: 'not determinable', why: 'its command could not be run on the base' });
    expect(kinds(findings)).toEqual(['test-green-on-base minor']);
  });

  test.each<[string, Partial<RunResult>]>([
    ['it ran out of time on the base', { timedOut: true, exitCode: null }],
    ['it was ended by a signal on the base', { exitCode: null }],
    ['no test ran on the base', { exitCode: 0, counts: { passed: 0, failed: 0, skipped: 2 } }],
    ['no test ran on the base', { exitCode: 1, tail: 'No test files found, exiting with code 1' }],
  ])('a run is not determinable: %s (%j)', (why, more) => {
    const { rows } = conclude([result('red-1', 'base', 1, more), result('red-1', 'candidate', 0), ...both('red-2', 1, 0)]);
    expect(rows[0]).toMatchObject({ result: 'not determinable', why });
  });

  describe('source without any test', () => {
    const concluded = (sides: Sides, checks: readonly CheckSpec[], turnedGreen: readonly string[] = []) =>
      concludeFailBefore({ plan: plan(sides, checks), results: [], claimed: [], turnedGreen, allow: [] }).findings;
    const runner = [check('vitest run')];

    test('is major where it offers something new, and names it', () => {
      const [first, ...others] = concluded(source, runner);
      expect(kinds(first ? [first] : [])).toEqual(['no-red-test major']);
      expect(first?.finding.evidence).toContain('New is: g.');
      expect(others).toEqual([]);
    });

    test.each<[string, Sides]>([
      [
        'a body that is written in another way',
        { 'src/a.ts': ['export const g = () => 1;\n', 'export const g = () => 2 - 1;\n'] },
      ],
      [
        'a helper that is not offered to others',
        { 'src/a.py': ['def f():\n    return 1\n', 'def f():\n    return _g()\n\ndef _g():\n    return 1\n'] },
      ],
      [
        'a function moved to a file of its own',
        {
          'src/a.ts': ['export function f() { return 1; }\n', "export * from './b.ts';\n"],
          'src/b.ts': [null, 'export function f() { return 1; }\n'],
        },
      ],
    ])('is minor for %s', (_, sides) => {
      expect(kinds(concluded(sides, runner))).toEqual(['no-red-test minor']);
    });

    test.each<[string, Sides]>([
      ['python', { 'src/a.py': ['x = 1\n', 'x = 1\ndef g():\n    return 1\n'] }],
      ['go', { 'a.go': ['package a\n', 'package a\n\nfunc G() int { return 1 }\n'] }],
      ['rust', { 'src/a.rs': ['fn f() {}\n', 'fn f() {}\npub fn g() {}\n'] }],
      ['java', { 'src/A.java': ['class A {}\n', 'class A { \n  public int g(int x) { return x; }\n}\n'] }],
      ['a language that is not known', { 'src/a.zig': [null, 'pub fn g() void {}\n'] }],
    ])('is major for a new function in %s', (_, sides) => {
      expect(kinds(concluded(sides, runner))).toEqual(['no-red-test major']);
    });

    test('is a note when a check fails without the change and passes with it', () => {
      const [first] = concluded(source, runner, ['acceptance']);
      expect(kinds(first ? [first] : [])).toEqual(['no-red-test note']);
      expect(first?.finding.evidence).toContain('these checks fail without the change and pass with it: acceptance');
    });

    test('is not determinable when no check runs a test runner that is known', () => {
      const [first] = concluded(source, [check('sh check.sh')]);
      expect(kinds(first ? [first] : [])).toEqual(['no-red-test note']);
      expect(first?.finding.claim).toContain('not determinable');
    });
  });

  test('the order of results makes no difference, and no result makes it throw', () => {
    const any = fc.record({
      id: fc.constantFrom('red-1', 'red-2', 'red-9'),
      on: fc.constantFrom('base' as const, 'candidate' as const),
      exitCode: fc.option(fc.integer({ min: 0, max: 255 })),
      timedOut: fc.boolean(),
      tail: fc.string(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ id, on }) => id + on }), (results) => {
        expect(conclude(results.toReversed())).toEqual(conclude(results));
      }),
    );
  });
});
