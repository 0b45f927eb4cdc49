/** Numbers of tests in the output of test runners. Pure. They inform; the exit code decides. */
import { stripVTControlCharacters } from 'node:util';
import type { TestCounts } from '../model/evidence.ts';
import { readJunit } from './junit.ts';

type Reader = (lines: readonly string[]) => TestCounts | undefined;

/** In this order: the first runner that is recognised answers. */
const READERS: readonly Reader[] = [
  readNodeTest,
  readVitestOrJest,
  readGoJson,
  readGo,
  readCargo,
  readNextest,
  readPytest,
  readMocha,
  readUnittest,
  (lines) => readJunit(lines.join('\n')),
];

/**
 * Counts in the output of vitest, jest, node:test (spec and tap), mocha, pytest, unittest, `go test -v` and `-json`, `cargo test`, `cargo
 * nextest`, and in JUnit XML. Several summaries of one runner, as workspaces print them, are added up. undefined: no summary that says so;
 * `go test` without `-v` names packages only.
 */
export function parseCounts(output: string): TestCounts | undefined {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  for (const read of READERS) {
    const counts = read(lines);
    if (counts !== undefined) return counts;
  }
  return undefined;
}

/** `Tests  1 failed | 2 passed (3)` (vitest), `Tests:  1 failed, 2 passed, 3 total` (jest). */
function readVitestOrJest(lines: readonly string[]): TestCounts | undefined {
  const summaries = lines.flatMap((line) => {
    const match = /^\s*Tests(?::\s+|\s{2,})(\d+ (?:failed|passed|skipped|todo|pending|total|expected fail)\b.*)$/.exec(line);
    return match?.[1] === undefined ? [] : [match[1]];
  });
  return sum(
    summaries.map((text) => ({
      passed: number(text, /(\d+) passed/) + number(text, /(\d+) expected fail/),
      failed: number(text, /(\d+) failed/),
      skipped: number(text, /(\d+) skipped/) + number(text, /(\d+) todo/) + number(text, /(\d+) pending/),
    })),
  );
}

/** `ℹ pass 2` (spec) or `# pass 2` (tap), one word a line, from `tests` to `todo`. */
function readNodeTest(lines: readonly string[]): TestCounts | undefined {
  const runs: Record<string, number>[] = [];
  for (const line of lines) {
    const match = /^(?:\u2139|#|i) (tests|pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line.trim());
    if (match === null) continue;
    const [, word = '', figure] = match;
    if (word === 'tests') runs.push({});
    const run = runs.at(-1);
    if (run !== undefined) run[word] = Number(figure);
  }
  const whole = runs.filter((run) => run['pass'] !== undefined && run['fail'] !== undefined);
  return sum(
    whole.map((run) => ({
      passed: run['pass'] ?? 0,
      failed: (run['fail'] ?? 0) + (run['cancelled'] ?? 0),
      skipped: (run['skipped'] ?? 0) + (run['todo'] ?? 0),
    })),
  );
}

/** `  3 passing (12ms)`, then `  1 pending`, `  2 failing`, each only when there are any. */
function readMocha(lines: readonly string[]): TestCounts | undefined {
  const runs: { passed: number; failed: number; skipped: number }[] = [];
  for (const line of lines) {
    const match = /^\s{2,}(\d+) (passing \([\d.]+m?s\)|passing \([\dhms ]+\)|pending|failing)$/.exec(line.trimEnd());
    if (match === null) continue;
    const figure = Number(match[1]);
    const word = match[2] ?? '';
    if (word.startsWith('passing')) runs.push({ passed: figure, failed: 0, skipped: 0 });
    const run = runs.at(-1);
    if (run === undefined) continue;
    if (word === 'pending') run.skipped = figure;
    if (word === 'failing') run.failed = figure;
  }
  return sum(runs);
}

/** `===== 1 failed, 2 passed, 1 skipped in 0.12s =====`; with `-q` without the signs. */
function readPytest(lines: readonly string[]): TestCounts | undefined {
  const outcome = String.raw`\d+ (?:failed|passed|skipped|deselected|xfailed|xpassed|warnings?|errors?|rerun)`;
  const summary = new RegExp(
    String.raw`^(?:=+ )?(no tests ran|${outcome}(?:, ${outcome})*) in [\d.]+s(?: \([\d:, a-z]+\))?(?: =+)?$`,
  );
  const summaries = lines.flatMap((line) => summary.exec(line.trim())?.[1] ?? []);
  return sum(
    summaries.map((text) => ({
      passed: number(text, /(\d+) passed/) + number(text, /(\d+) xpassed/),
      failed: number(text, /(\d+) failed/) + number(text, /(\d+) errors?\b/),
      skipped: number(text, /(\d+) skipped/) + number(text, /(\d+) xfailed/),
    })),
  );
}

/** `Ran 3 tests in 0.001s`, then `OK (skipped=1)` or `FAILED (failures=1, errors=1)`. */
function readUnittest(lines: readonly string[]): TestCounts | undefined {
  const runs: TestCounts[] = [];
  let total: number | undefined;
  for (const line of lines) {
    const ran = /^Ran (\d+) tests? in [\d.]+s$/.exec(line.trim());
    if (ran !== null) total = Number(ran[1]);
    if (total === undefined || !/^(?:OK|FAILED|NO TESTS RAN)(?: \(.*\))?$/.test(line.trim())) continue;
    const failed = number(line, /failures=(\d+)/) + number(line, /errors=(\d+)/) + number(line, /unexpected successes=(\d+)/);
    const skipped = number(line, /skipped=(\d+)/) + number(line, /expected failures=(\d+)/);
    runs.push({ passed: Math.max(0, total - failed - skipped), failed, skipped });
    total = undefined;
  }
  return sum(runs);
}

/** `--- PASS: TestX (0.00s)`, subtests indented as `TestX/case`. A test with subtests is counted by them. */
function readGo(lines: readonly string[]): TestCounts | undefined {
  if (!lines.some((line) => /^=== RUN\s/.test(line))) return undefined;
  const results: { readonly word: string; readonly name: string }[] = [];
  for (const line of lines) {
    const match = /^\s*--- (PASS|FAIL|SKIP): (\S+) \([\d.]+s\)$/.exec(line.trimEnd());
    if (match?.[1] !== undefined && match[2] !== undefined) results.push({ word: match[1], name: match[2] });
  }
  const parents = new Set(results.flatMap(({ name }) => name.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))));
  const count = (word: string): number => results.filter((each) => each.word === word && !parents.has(each.name)).length;
  return results.length === 0 ? undefined : { passed: count('PASS'), failed: count('FAIL'), skipped: count('SKIP') };
}

/** `{"Action":"pass","Package":"a","Test":"TestX"}`, one event a line; those without a test are of packages. */
function readGoJson(lines: readonly string[]): TestCounts | undefined {
  const results = lines.flatMap((line) => {
    if (!line.startsWith('{"') || !line.includes('"Action":"') || !line.includes('"Test":"')) return [];
    const action = /"Action":"(pass|fail|skip)"/.exec(line)?.[1];
    const name = /"Test":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
    const of = /"Package":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? '';
    return action === undefined || name === undefined ? [] : [{ action, name: `${of} ${name}` }];
  });
  const parents = new Set(results.flatMap(({ name }) => ancestorsOf(name)));
  const count = (action: string): number => results.filter((each) => each.action === action && !parents.has(each.name)).length;
  return results.length === 0 ? undefined : { passed: count('pass'), failed: count('fail'), skipped: count('skip') };
}

/** `pkg/a TestX/one/two` has `pkg/a TestX/one` and `pkg/a TestX`. */
function ancestorsOf(name: string): string[] {
  const start = name.indexOf(' ');
  const parts = name.slice(start + 1).split('/');
  return parts.slice(0, -1).map((_, at) => `${name.slice(0, start)} ${parts.slice(0, at + 1).join('/')}`);
}

/** `Summary [   0.10s] 3 tests run: 2 passed (1 slow), 1 failed, 1 skipped` */
function readNextest(lines: readonly string[]): TestCounts | undefined {
  return sum(
    lines.flatMap((line) => {
      const text = /^\s*Summary \[\s*[\d.]+s\] \d+(?:\/\d+)? tests? run: (.*)$/.exec(line)?.[1];
      if (text === undefined) return [];
      const failed = number(text, /(\d+) failed/) + number(text, /(\d+) timed out/) + number(text, /(\d+) exec failed/);
      return [{ passed: number(text, /(\d+) passed/), failed, skipped: number(text, /(\d+) skipped/) }];
    }),
  );
}

/** `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once for each binary and for the doc tests. */
function readCargo(lines: readonly string[]): TestCounts | undefined {
  return sum(
    lines.flatMap((line) => {
      const match = /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; (\d+) ignored;/.exec(line.trim());
      return match === null ? [] : [{ passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3]) }];
    }),
  );
}

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

function sum(all: readonly TestCounts[]): TestCounts | undefined {
  if (all.length === 0) return undefined;
  const add = (key: keyof TestCounts): number => all.reduce((total, each) => total + each[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}
