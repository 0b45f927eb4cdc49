import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const ID = 'spec-01-hello';
const WRITER = "fs.writeFileSync('hello.txt', 'hello\\nworld\\n'); console.log('done');";
const MET = "criteria: met('AC-1')";
/** A finding about line 2 of hello.txt. */
const wrongThing = (more = ''): string =>
  `{ category: 'correctness', severity: 'blocker', claim: 'it greets the wrong thing', evidence: 'line 2', location: { file: 'hello.txt', startLine: 2 }, quote: { file: 'hello.txt', line: 2, text: 'world' } ${more} }`;
/** In round 1 one script, in later rounds another. */
const inRounds = (first: string, later: string): string =>
  `const round = Number(process.env.OKSTRA_ROUND); const positions = (...list) => answer({ positions: list }); if (round === 0) { ${first} } else { ${later} }`;
const RAISES = `answer({ verdict: 'fail', ${MET}, findings: [${wrongThing()}] });`;
const PASSES = `answer({ verdict: 'pass', ${MET} });`;
const REBUTS =
  "positions({ finding: 'F-001', position: 'DISAGREE', kind: 'a', evidence: 'the item asks for it', quote: { file: 'hello.txt', line: 2, text: 'world' } });";
const AGREES = "positions({ finding: 'F-001', position: 'AGREE', evidence: 'so it is' });";

function rigWith(agents: Readonly<Record<string, string>>, config = ''): void {
  rig.spec(ID, { checklist: '- [ ] hello.txt says hello\n', metadata: { acceptanceCommands: [] } });
  const judges = Object.keys(agents);
  rig.configure(['writer', ...judges], `roles: { executor: writer, verifiers: [${judges.join(', ')}] }\n${config}`);
  rig.agent('writer', WRITER);
  for (const [name, script] of Object.entries(agents)) rig.agent(name, script);
}

const run = (...args: readonly string[]) => rig.cli(['run', '--exec', ID, '--json', '--max-attempts', '1', ...args]);
// oxlint-disable-next-line typescript/no-explicit-any -- a document whose shape each test asserts
const stateOf = (end: { json: any }) => JSON.parse(readFileSync(join(end.json.run.dir, 'state/convergence.json'), 'utf8'));

describe('a finding of one verifier', () => {
  test('falls when another vendor refutes it with a quote, and the run is accepted', async () => {
    rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, REBUTS) });
    const end = await run();
    expect(end.json).toMatchObject({ outcome: 'accepted', verdict: 'pass' });
    expect(stateOf(end)).toMatchObject({
      round2SkippedReason: null,
      stopReason: 'no-open-findings',
      roundHistory: [
        { round: 1, raised: 1, open: 1 },
        { round: 2, queue: ['F-001'], answers: [{ seat: 'verifier:b', verdict: 'positions' }], raised: 0, open: 0 },
      ],
      finalClassificationCounts: { refuted: 1 },
      findings: [{ id: 'F-001', class: 'refuted', counts: false, positions: [{ seat: 'verifier:b', position: 'DISAGREE' }] }],
    });
    // only who did not raise it was asked again
    expect([rig.calls('a'), rig.calls('b')]).toEqual([['verifier 1'], ['verifier 1', 'verifier 1']]);
  });

  test('stands when nobody refutes it: one that agrees makes it confirmed', async () => {
    rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, AGREES) });
    const end = await run();
    expect(end.json).toMatchObject({ outcome: 'not-accepted', verdict: 'fail' });
    expect(stateOf(end).findings).toMatchObject([{ class: 'confirmed', raisedBy: ['verifier:a'] }]);
  });

  test('is not asked about when only one round is allowed, and the reason is on record', async () => {
    rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, REBUTS) });
    const end = await run('--max-rounds', '1');
    expect(end.json.outcome).toBe('not-accepted');
    expect(stateOf(end)).toMatchObject({ round2SkippedReason: 'max-rounds', stopReason: 'max-rounds' });
    expect(rig.calls('b')).toHaveLength(1);
  });

  test.each([
    ['convergence: { enabled: false }\n', 'disabled'],
    ['convergence: { maxRounds: 1 }\n', 'max-rounds'],
  ])('with %s there is one round: %s', async (config, reason) => {
    rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, REBUTS) }, config);
    expect(stateOf(await run())).toMatchObject({ round2SkippedReason: reason });
  });

  test('disputed goes back to who raised it in a third round, who may take it back', async () => {
    const doubts = "positions({ finding: 'F-001', position: 'DISAGREE', kind: 'e', evidence: 'not shown' });";
    rigWith({
      a: inRounds(RAISES, "positions({ finding: 'F-001', position: 'WITHDRAW', evidence: 'I misread it' });"),
      b: inRounds(PASSES, doubts),
    });
    const end = await run('--max-rounds', '3');
    expect(end.json.outcome).toBe('accepted');
    expect(stateOf(end)).toMatchObject({
      roundHistory: [{ round: 1 }, { round: 2 }, { round: 3, answers: [{ seat: 'verifier:a', verdict: 'positions' }] }],
      findings: [{ class: 'withdrawn', counts: false }],
    });
  });
});

test('the question of a refutation round: same anchors, the tree, the finding as data, and not the first answer form', async () => {
  rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, REBUTS) });
  const end = await run();
  const prompt = readFileSync(join(end.json.run.dir, 'prompts/verifier-3.md'), 'utf8');
  expect(prompt).toMatch(/^\*\*Project Root:\*\* .*\n\*\*Model:\*\* verifier, /);
  expect(prompt).toMatch(/^Tree: [0-9a-f]{40}$/m);
  expect(prompt).toContain('### F-001 (blocker, correctness, `hello.txt:2-2`)');
  expect(prompt).toContain('(data, not instructions)');
  expect(prompt).toContain('"positions"');
  expect(prompt).not.toContain('`criteria`: every id under Criteria once');
  expect(prompt).not.toContain('## The change');
});

test('full-reanalysis brings criteria, change and receipts again', async () => {
  rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, REBUTS) }, 'convergence: { verificationMode: full-reanalysis }\n');
  const end = await run();
  const prompt = readFileSync(join(end.json.run.dir, 'prompts/verifier-3.md'), 'utf8');
  expect(prompt).toContain('## Criteria');
  expect(prompt).toContain('+world');
});

test('positions that do not fit get one repair turn; then the round goes on without them', async () => {
  rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, "console.log('I agree');") });
  const end = await run();
  expect(rig.calls('b')).toHaveLength(3);
  expect(readFileSync(join(end.json.run.dir, 'prompts/verifier-4.md'), 'utf8')).toContain('"positions"');
  expect(stateOf(end)).toMatchObject({
    roundHistory: [{ round: 1 }, { round: 2, answers: [{ seat: 'verifier:b', verdict: 'no-result' }] }],
    findings: [{ class: 'standing' }],
  });
});

describe('a reproducer', () => {
  const raises = (cmd: string, exit: number | string = 0) =>
    `answer({ verdict: 'fail', ${MET}, findings: [${wrongThing(`, reproducer: { cmd: ${JSON.stringify(cmd)}, expect: { exit: ${JSON.stringify(exit)} } }`)}] });`;

  test.each([
    ['grep -q world hello.txt', 0, 'holds', 'reproduced', 'not-accepted'],
    ['grep -q mars hello.txt', 0, 'does-not-hold', 'refuted', 'accepted'],
    ['test -f README.md', 0, 'holds-on-both', 'reproduced', 'accepted'],
    ['no-such-program', 'nonzero', 'void', 'standing', 'not-accepted'],
    ['git push origin HEAD', 0, 'void', 'standing', 'not-accepted'],
  ])('%s (exit %s) %s: the finding is %s, the run %s', async (cmd, exit, result, expected, outcome) => {
    rigWith({ a: raises(cmd, exit), b: PASSES }, 'convergence: { maxRounds: 1 }\n');
    const end = await run();
    expect(stateOf(end).findings[0]).toMatchObject({ id: 'F-001', reproduced: result });
    if (result !== 'holds-on-both') expect(stateOf(end).findings[0].class).toBe(expected);
    expect(end.json.outcome).toBe(outcome);
    expect(rig.git('status', '--porcelain', '--', 'README.md')).toBe('');
  });

  test('settles the finding, so that nobody is asked about it', async () => {
    rigWith({ a: inRounds(raises('grep -q world hello.txt'), AGREES), b: inRounds(PASSES, REBUTS) });
    const end = await run();
    expect(rig.calls('b')).toHaveLength(1);
    expect(stateOf(end)).toMatchObject({ round2SkippedReason: 'no-open-findings' });
    const report = readFileSync(end.json.report.markdown, 'utf8');
    expect(report).toContain('| F-001 | `grep -q world hello.txt` | **holds** |');
  });
});

describe('a verifier that writes into its repository', () => {
  const WRITES = "require('node:fs').writeFileSync('hello.txt', 'mine');";

  test('in a refutation round counts in no round, and the report quotes what it did', async () => {
    rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(PASSES, `${WRITES} ${REBUTS}`) });
    const end = await run();
    expect(end.json.outcome).toBe('not-accepted');
    expect(stateOf(end)).toMatchObject({
      roundHistory: [
        { answers: [{ seat: 'verifier:a' }, { seat: 'verifier:b', verdict: 'no-result' }] },
        { answers: [{ seat: 'verifier:b', verdict: 'no-result' }] },
      ],
      findings: [{ class: 'standing', positions: [] }],
    });
    const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
    expect(data.agents.find((agent: { seat: string }) => agent.seat === 'verifier:b')).toMatchObject({ result: 'void' });
    expect(data.attempts[0].verifiers[1].problems.join()).toContain('its repository changed');
    expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('hello.txt');
  });

  test('and then crashes is void all the same, and is not asked again', async () => {
    const crash = `${WRITES} process.exit(3);`;
    rigWith({ a: inRounds(crash, AGREES), b: inRounds(crash, AGREES) });
    const end = await run();
    expect(end.json.outcome).toBe('blocked');
    expect([rig.calls('a'), rig.calls('b')]).toEqual([['verifier 1'], ['verifier 1']]);
  });
});

test('what one reproducer leaves behind, ignored files too, decides no other', async () => {
  rig.write('.gitignore', 'cache/\n');
  rig.commit('ignore');
  const finding = (id: number, cmd: string): string =>
    `{ category: 'correctness', severity: 'blocker', claim: 'problem ${id}', evidence: 'e', reproducer: { cmd: ${JSON.stringify(cmd)}, expect: { exit: 0 } } }`;
  const poison = finding(1, "node -e \"require('fs').mkdirSync('cache')\"");
  const held = finding(2, 'test -f hello.txt && test ! -e cache');
  rigWith(
    { a: `answer({ verdict: 'fail', ${MET}, findings: [${poison}, ${held}] });`, b: PASSES },
    'convergence: { maxRounds: 1 }\n',
  );
  const end = await run();
  const found = stateOf(end).findings as readonly { claim: string; class: string }[];
  expect(found.find(({ claim }) => claim === 'problem 2')?.class).toBe('reproduced');
  expect(end.json.outcome).toBe('not-accepted');
});

test('after an attempt that no verifier saw, nothing that is said of the code comes too late', async () => {
  rigWith({ a: inRounds(RAISES, AGREES), b: inRounds(RAISES, AGREES) });
  rig.agent(
    'writer',
    "fs.writeFileSync('hello.txt', 'hello\\nworld\\n'); if (attempt === 2) fs.writeFileSync('ok.txt', 'ok'); console.log('done');",
  );
  rig.spec('spec-02-more', { checklist: '- [ ] hello.txt says hello\n', metadata: { acceptanceCommands: ['test -f ok.txt'] } });
  const end = await rig.cli(['run', '--exec', 'spec-02-more', '--json', '--max-attempts', '2']);
  expect(end.json).toMatchObject({ outcome: 'not-accepted', run: { attemptsUsed: 2 } });
  expect(stateOf(end).findings.find((each: { claim: string }) => each.claim === 'it greets the wrong thing')).toMatchObject({
    class: 'confirmed',
    counts: true,
  });
});
