import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCounts } from '../../runtime/evidence/counts.ts';
import { repository } from '../support/program.ts';

/** Printed by the runners themselves, shortened in the middle. */
const SAMPLES: readonly (readonly [name: string, output: string, counts: readonly [number, number, number] | undefined])[] = [
  [
    'vitest, with colours',
    `\u001b[2m Test Files \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m\u001b[22m\u001b[90m (1)\u001b[39m
\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m\u001b[22m\u001b[2m | \u001b[22m\u001b[1m\u001b[32m1 passed\u001b[39m\u001b[22m\u001b[2m | \u001b[22m\u001b[33m1 skipped\u001b[39m\u001b[2m | \u001b[22m\u001b[90m1 todo\u001b[39m\u001b[90m (4)\u001b[39m
\u001b[2m   Start at \u001b[22m 11:08:12`,
    [1, 1, 2],
  ],
  [
    'vitest, plain, two workspaces',
    ' Test Files  1 passed (1)\n      Tests  3 passed (3)\n\n Test Files  2 passed (2)\n      Tests  4 passed (4)\n',
    [7, 0, 0],
  ],
  ['vitest with an expected failure', '      Tests  2 passed | 1 expected fail (3)\n', [3, 0, 0]],
  [
    'jest',
    'Test Suites: 1 failed, 1 total\nTests:       1 failed, 1 skipped, 1 todo, 2 passed, 5 total\nSnapshots:   0 total\nTime:        0.405 s\n',
    [2, 1, 2],
  ],
  ['jest without tests', 'Test Suites: 1 failed, 1 total\nTests:       0 total\n', [0, 0, 0]],
  [
    'node:test, spec',
    '✔ a (0.5ms)\nℹ tests 6\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 1\nℹ duration_ms 94.341742\n',
    [3, 1, 2],
  ],
  [
    'node:test, tap',
    '1..5\n# tests 6\n# suites 0\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 118.397515\n',
    [3, 2, 2],
  ],
  [
    'mocha',
    '\n\n  x\n    ✔ a\n    1) b\n    - c\n\n\n  2 passing (5ms)\n  1 pending\n  1 failing\n\n  1) x\n       b:\n',
    [2, 1, 1],
  ],
  ['mocha, all passing after minutes', '  12 passing (2m)\n', [12, 0, 0]],
  [
    'pytest',
    'FAILED test_a.py::test_b - assert 0\n========== 1 failed, 1 passed, 1 skipped, 1 xfailed, 1 error in 1.21s ==========\n',
    [1, 2, 2],
  ],
  [
    'pytest -q',
    'ERROR test_a.py::test_e - RuntimeError\n1 failed, 1 passed, 1 skipped, 1 xfailed, 1 error in 0.82s\n',
    [1, 2, 2],
  ],
  ['pytest over a minute', '============ 3 passed, 2 warnings in 75.01s (0:01:15) ============\n', [3, 0, 0]],
  ['pytest without tests', '============================ no tests ran in 0.01s =============================\n', [0, 0, 0]],
  [
    'unittest',
    '----------------------------------------------------------------------\nRan 4 tests in 0.001s\n\nFAILED (failures=1, errors=1, skipped=1)\n',
    [1, 2, 1],
  ],
  ['unittest, fine', 'Ran 2 tests in 0.001s\n\nOK\n', [2, 0, 0]],
  [
    'go test -v, with subtests',
    `=== RUN   TestAdd
=== RUN   TestAdd/one
=== RUN   TestAdd/two
--- FAIL: TestAdd (0.00s)
    --- PASS: TestAdd/one (0.00s)
    --- FAIL: TestAdd/two (0.00s)
=== RUN   TestSkip
    a_test.go:9: not here
--- SKIP: TestSkip (0.00s)
=== RUN   TestPlain
--- PASS: TestPlain (0.01s)
FAIL
FAIL	example.com/a	0.004s
`,
    [2, 1, 1],
  ],
  [
    'go test, plain: packages only',
    'ok  \texample.com/a\t0.003s\n--- FAIL: TestB (0.00s)\nFAIL\texample.com/b\t0.004s\nFAIL\n',
    undefined,
  ],
  [
    'cargo test, unit and doc tests',
    'running 3 tests\ntest result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\nrunning 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n',
    [2, 1, 1],
  ],
  [
    'go test -json, a test with subtests counted by them',
    `{"Action":"run","Package":"a","Test":"TestAdd"}
{"Action":"pass","Package":"a","Test":"TestAdd/one"}
{"Action":"fail","Package":"a","Test":"TestAdd/two"}
{"Action":"fail","Package":"a","Test":"TestAdd"}
{"Action":"skip","Package":"b","Test":"TestAdd"}
{"Action":"fail","Package":"a"}
`,
    [1, 1, 1],
  ],
  ['cargo nextest', '     Summary [   0.012s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 3 skipped\n', [2, 2, 3]],
  [
    'JUnit XML, nested suites, output that looks like XML',
    `<?xml version="1.0"?>
<testsuites tests="99"><testsuite name="outer" tests="9"><testsuite name="inner">
<testcase name="a &gt; b" classname="x"/>
<testcase name='c>d'><failure message="no">at <![CDATA[<testcase name="fake"/>]]></failure></testcase>
<testcase name="e"><skipped/></testcase>
<!-- <testcase name="old"/> -->
<testcase name="f"><error/><system-out><![CDATA[<skipped/>]]></system-out></testcase>
<testcase name="g" status="notrun"/>
</testsuite></testsuite></testsuites>`,
    [1, 2, 2],
  ],
  ['JUnit XML without a test', '<testsuites/>\n', [0, 0, 0]],
  ['JUnit XML cut off within a tag', '<testsuite><testcase name="a"/><testcase name="b', [1, 0, 0]],
  ['JUnit XML behind other output', 'if a < b then c\n<testsuite><testcase name="a"/></testsuite>', [1, 0, 0]],
  ['other XML', '<project><test>1</test></project>', undefined],
  ['Windows line ends', 'Tests:       2 passed, 2 total\r\nSnapshots:   0 total\r\n', [2, 0, 0]],
  ['nothing at all', '', undefined],
  ['a linter', 'Checked 13 files in 56ms. No fixes applied.\nFound 0 warnings and 2 errors.\n', undefined],
  [
    'prose about tests',
    'All 12 tests passed.\n3 passed, hooray\nTests are green\n  2 passing thoughts\n# tests\nRan 3 tests\n',
    undefined,
  ],
];

test.each(SAMPLES)('%s', (_, output, counts) => {
  expect(parseCounts(output)).toEqual(counts && { passed: counts[0], failed: counts[1], skipped: counts[2] });
});

/** What the runners printed or wrote, as it was; only paths and host are others. Node.js counts a test with subtests besides them, its JUnit XML does not. */
test.each<[string, readonly [number, number, number]]>([
  ['vitest.txt', [1, 1, 2]],
  ['vitest-junit.xml', [1, 1, 2]],
  ['node-spec.txt', [3, 1, 2]],
  ['node-tap.txt', [3, 1, 2]],
  ['node-junit.xml', [2, 1, 2]],
  ['pytest.txt', [2, 2, 2]],
  ['pytest-junit.xml', [2, 2, 2]],
  ['cargo.txt', [2, 1, 1]],
])('recorded: %s', (file, [passed, failed, skipped]) => {
  const output = readFileSync(join(repository, 'test/fixtures/runners', file), 'utf8');
  expect(parseCounts(output)).toEqual({ passed, failed, skipped });
});

test('whatever is printed, counting never throws and gives whole numbers', () => {
  const piece = fc.constantFrom(
    '<testsuite>',
    '<testcase name="',
    '">',
    '/>',
    '<failure',
    '<![CDATA[',
    ']]>',
    '<!--',
    '"',
    "'",
    '=== RUN   A\n',
    '--- PASS: A (0.00s)\n',
    '{"Action":"pass","Test":"',
    '# tests 3\n',
    ' Tests  1 passed\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((parts) => parts.join('')),
      ),
      (text) => {
        const counts = parseCounts(text);
        expect(counts === undefined || Object.values(counts).every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
      },
    ),
  );
});
