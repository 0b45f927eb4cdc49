import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import type { Log } from 'sarif';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sarifProblems } from '../support/sarif.ts';
import { CHECK, PASS, promptOf, ReviewRig, reportOf, testOf } from './review-rig.ts';

let rig: ReviewRig;
beforeEach(() => {
  rig = new ReviewRig();
});
afterEach(() => rig.dispose());

/** A blocker about line 1 of bug.txt. */
const FOUND = `{ category: 'correctness', severity: 'blocker', claim: 'it is off by one', evidence: 'line 1', location: { file: 'bug.txt', startLine: 1 }, quote: { file: 'bug.txt', line: 1, text: 'one too many' } }`;
const RAISES = `answer({ verdict: 'fail', criteria: met('SPEC'), findings: [${FOUND}] });`;
const inRounds = (first: string, position: string): string =>
  `if (Number(process.env.OKSTRA_ROUND) === 0) { ${first} } else { answer({ positions: [{ finding: 'F-001', ${position} }] }); }`;
const AGREES = "position: 'AGREE', evidence: 'so it is'";
const REBUTS =
  "position: 'DISAGREE', kind: 'a', evidence: 'it is meant', quote: { file: 'bug.txt', line: 1, text: 'one too many' }";

function withBug(): void {
  rig.branch('topic', ['feat: a bug', { 'bug.txt': 'one too many\n' }]);
}

const findingsOf = (end: Parameters<typeof reportOf>[0]): readonly unknown[] =>
  reportOf(end).findings.filter(({ raisedBy }: { raisedBy: readonly string[] }) => raisedBy[0] !== 'okstra');

describe('a finding', () => {
  test('that another vendor agrees with is confirmed: exit 1, and the report says who counts', async () => {
    rig.project({ a: inRounds(RAISES, AGREES), b: inRounds(PASS, AGREES) });
    withBug();
    const end = await rig.review();
    expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted', verdict: 'fail', run: { attemptsUsed: 1 } });
    expect(findingsOf(end)).toMatchObject([{ class: 'confirmed', severity: 'blocker', raisedBy: ['verifier:a'] }]);
    expect(end.json.remainingTasks).toEqual([expect.stringContaining('it is off by one')]);
    const data = reportOf(end);
    expect(data.environment.distinctVendors).toEqual({ count: 2, vendors: ['a-corp', 'b-corp'] });
    expect(data.agents.map(({ role }: { role: string }) => role)).toEqual(['verifier', 'verifier']);
    expect(data.timing.phases.map(({ phase }: { phase: string }) => phase)).not.toContain('execute');
    // nobody is told of an executor, in no round
    for (const dispatch of ['verifier-1', 'verifier-3'])
      expect(promptOf(end, dispatch)).not.toMatch(/executor|conditional-accept/i);
  });

  test('that another vendor refutes with a quote falls: accepted', async () => {
    rig.project({ a: inRounds(RAISES, AGREES), b: inRounds(PASS, REBUTS) });
    withBug();
    const end = await rig.review();
    expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect(findingsOf(end)).toMatchObject([{ class: 'refuted', counts: false }]);
    expect(reportOf(end).convergence.roundHistory).toHaveLength(2);
    expect((await rig.cli(['review', '--max-rounds', '1'])).exitCode).toBe(1);
  });
});

describe('what okstra sees itself', () => {
  test('a deleted test in the range decides, whatever the verifiers say', async () => {
    rig.project(
      { a: PASS, b: PASS },
      { config: CHECK, files: { 'test/add.test.mjs': testOf(3), 'test/more.test.mjs': testOf(3) } },
    );
    rig.git('switch', '-qc', 'topic');
    rig.git('rm', '-q', 'test/more.test.mjs');
    rig.commit('test: less');
    const end = await rig.review();
    expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted' });
    expect(reportOf(end).findings).toContainEqual(
      expect.objectContaining({ category: 'test-tampering', severity: 'blocker', class: 'reproduced', raisedBy: ['okstra'] }),
    );
  });

  test('success forced in a script of a check is a finding here, not a broken contract', async () => {
    rig.project(
      { a: PASS },
      { config: "checks: { test: [{ label: unit, cmd: 'sh check.sh' }] }\n", files: { 'check.sh': 'node --test\n' } },
    );
    rig.branch('topic', ['chore: calm down', { 'check.sh': 'node --test || true\n' }]);
    const end = await rig.review();
    expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted' });
    expect(reportOf(end).attempts[0]).toMatchObject({ contractBroken: [], outcome: 'not-accepted' });
    expect(reportOf(end).findings).toContainEqual(expect.objectContaining({ category: 'test-tampering', severity: 'blocker' }));
  });

  test('a check that the change breaks fails it; one that failed before excuses itself in parallel mode only', async () => {
    rig.project({ a: PASS }, { config: CHECK, files: { 'test/add.test.mjs': testOf(3) } });
    rig.branch('topic', ['feat: wrong', { 'src/add.mjs': 'export const add = (a, b) => a - b;\n' }]);
    const broken = await rig.review();
    expect(broken.json).toMatchObject({ exitCode: 1, verdict: 'fail' });
    expect(broken.json.remainingTasks[0]).toContain('node --test');
    rig.branch('after', ['docs: a word', { 'README.md': '# more\n' }]);
    expect((await rig.review('topic..after')).json).toMatchObject({ exitCode: 1, verdict: 'fail' });
    expect((await rig.review('topic..after', '--mode', 'parallel')).json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  });

  test('tests of the change are run without it and with it', async () => {
    rig.project({ a: PASS }, { config: CHECK, files: { 'test/add.test.mjs': testOf(3) } });
    rig.branch('topic', [
      'feat: three',
      {
        'src/three.mjs': 'export const three = 3;\n',
        'test/three.test.mjs':
          "import { test } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { three } from '../src/three.mjs';\ntest('three', () => assert.equal(three, 3));\n",
      },
    ]);
    const end = await rig.review();
    expect(end.json).toMatchObject({ outcome: 'accepted' });
    expect(reportOf(end).attempts[0].audit.tests.rows).toMatchObject([{ file: 'test/three.test.mjs' }]);
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/three\.test\.mjs.*fail.*pass/i);
  });
});

describe('ends that are no verdict', () => {
  test('no verifier gives a result: blocked, exit 3', async () => {
    rig.project({ a: "console.log('fine by me');" });
    withBug();
    const end = await rig.review();
    expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked', verdict: null, error: { code: 'no-verifier-result' } });
    expect(end.json.error.fix).toContain('then review it again');
    expect(rig.calls('a')).toHaveLength(2);
  });

  test('a verifier that writes into its repository is void; the other one decides', async () => {
    rig.project({ a: `fs.writeFileSync('bug.txt', 'x'); ${PASS}`, b: PASS });
    withBug();
    const end = await rig.review();
    expect(end.json).toMatchObject({ outcome: 'accepted' });
    expect(reportOf(end).environment.distinctVendors).toEqual({ count: 1, vendors: ['b-corp'] });
  });

  test('one vendor is too few where two are required, before anybody is asked', async () => {
    rig.project({ a: PASS, b: PASS }, { config: 'verification: { requireCrossVendor: true }\n' });
    withBug();
    const end = await rig.review('--verifiers', 'a');
    expect(end.json).toMatchObject({ exitCode: 2, error: { code: 'no-other-vendor' } });
    expect((await rig.review('--dry-run')).exitCode).toBe(0);
    expect(rig.calls('a')).toEqual([]);
  });

  test('level light asks one verifier and runs no baseline', async () => {
    rig.project({ a: PASS, b: PASS }, { config: "checks: { test: [{ label: unit, cmd: 'true' }] }\n" });
    withBug();
    const end = await rig.review('--level', 'light', '--verifiers', 'b,a');
    expect(end.json).toMatchObject({ outcome: 'accepted' });
    expect([rig.calls('a'), rig.calls('b')]).toEqual([[], ['verifier 1']]);
    expect(reportOf(end).checks.receipts.map(({ on }: { on: string }) => on)).toEqual(['candidate']);
  });
});

describe('formats', () => {
  beforeEach(() => {
    rig.project(
      { a: inRounds(RAISES, AGREES), b: inRounds(PASS, AGREES) },
      { config: CHECK, files: { 'test/add.test.mjs': testOf(3) } },
    );
    withBug();
  });

  test('SARIF on stdout fits the schema and has the finding at its place; the exit code is that of the verdict', async () => {
    const end = await rig.cli(['review', '--format', 'sarif']);
    expect(end.exitCode).toBe(1);
    const log = JSON.parse(end.stdout) as Log;
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]?.results).toContainEqual(
      expect.objectContaining({
        ruleId: 'okstra/correctness',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'bug.txt', uriBaseId: 'SRCROOT' },
              region: { startLine: 1, endLine: 1 },
            },
          },
        ],
      }),
    );
    // what has no place of its own stands at a file that is there, not at the folder of a run
    expect(end.stdout).not.toContain('"uri": ".okstra');
    expect(end.stderr).toContain('reviewing main...topic');
  });

  test('JUnit XML in a file, the summary on stdout, nothing else in the checkout', async () => {
    const out = join(rig.root, 'okstra.junit.xml');
    const before = rig.traces();
    const end = await rig.cli(['review', '--format', 'junit', '--out', out]);
    expect(end.exitCode).toBe(1);
    expect(end.stdout).toMatch(/^not-accepted review-/);
    expect(end.stdout).toContain(out);
    expect(end.stdout).not.toMatch(/okstra (?:run|land)/);
    const suites = parseXml(readFileSync(out, 'utf8')).root;
    const named = (suites?.children ?? []).flatMap((child) => ('attributes' in child ? [child.attributes] : []));
    expect(named.find(({ name }) => name?.endsWith('.run'))).toMatchObject({ tests: '1', failures: '1' });
    expect(named.find(({ name }) => name?.endsWith('.checks'))).toMatchObject({ failures: '0' });
    expect(named.find(({ name }) => name?.endsWith('.findings'))).toMatchObject({ failures: '1' });
    expect(rig.traces()).toEqual(before);
  });

  test('--json tells where the report went; json and md are formats too', async () => {
    const out = join(rig.root, 'data.json');
    const end = await rig.review('--format', 'json', '--out', out);
    expect(end.json).toMatchObject({ exitCode: 1, out });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(end.json.report.data, 'utf8'));
    const markdown = await rig.cli(['review', '--out', '-']);
    expect(markdown.stdout).toMatch(/^# Review Report for review-/);
    const stream = await rig.cli(['review', '--json-stream']);
    expect(JSON.parse(stream.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'answer',
      answer: { outcome: 'not-accepted' },
    });
  });
});
