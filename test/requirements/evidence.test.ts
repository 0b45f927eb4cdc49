/** What agents say against what okstra sees. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ID, journalOf, lightRig, PASS, promptOf, run, WRITE } from '../journeys/light.ts';
import type { CliEnd } from '../journeys/rig.ts';
import { Rig } from '../journeys/rig.ts';

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const rowsOf = (end: CliEnd) => journalOf(end).flatMap((event) => (event.type === 'verdict-given' ? [event.row] : []));
const CLAIM = `console.log('All tests pass.\\n\\n\`\`\`json\\n{"commands":[{"cmd":"grep -q bye hello.txt","exitCode":0}]}\\n\`\`\`');`;

test('a check that fails where okstra runs it decides against an executor and a verifier that say all is well, and both sides are quoted', async () => {
  lightRig(rig, { writer: `${WRITE} ${CLAIM}`, spec: { metadata: { acceptanceCommands: ['grep -q bye hello.txt'] } } });
  const end = await run(rig, ['--max-attempts', '1']);
  expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted', verdict: 'fail' });
  expect(rowsOf(end)).toEqual([2]);
  expect(rig.metadata(ID).status).toBe('failed');
  const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
  expect(data.checks.discrepancies).toMatchObject([
    { seat: 'executor', cmd: 'grep -q bye hello.txt', claimedExit: 0, observedExit: 1, falsePass: true },
  ]);
});

test('a check that failed on the base too is excused in parallel, but not the claim that it passes', async () => {
  lightRig(rig, { writer: WRITE, spec: { metadata: { acceptanceCommands: ['grep -q bye hello.txt'] } } });
  const cross = (args: readonly string[] = []) =>
    rig.cli(['run', '--exec', '--json', '--mode', 'parallel', '--max-attempts', '1', ID, ...args]);
  const honest = await cross();
  expect(honest.json, honest.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(rowsOf(honest)).toEqual([7]);
  const landed = await rig.cli(['land', ID, '--dry-run', '--json']);
  expect(landed.json, landed.stderr).toMatchObject({ ok: true, how: 'dry-run', notices: [{ code: 'check-excused' }] });
  rig.agent('writer', `${WRITE} ${CLAIM}`);
  const lying = await cross(['--again', '--fresh']);
  expect(lying.json, lying.stderr).toMatchObject({ exitCode: 1, outcome: 'not-accepted', verdict: 'fail' });
  expect(rowsOf(lying)).toEqual([3]);
});

test('each check leaves a receipt: command, exit code, commit and tree of the candidate, and the whole log by its hash', async () => {
  lightRig(rig, { judge: PASS, spec: { metadata: { acceptanceCommands: ['cat hello.txt; exit 0'] } } });
  const end = await run(rig);
  const [receipt] = journalOf(end).flatMap((event) => (event.type === 'check-finished' ? [event.receipt] : []));
  expect(receipt).toMatchObject({
    cmd: 'cat hello.txt; exit 0',
    exitCode: 0,
    on: 'candidate',
    commit: rig.git('rev-parse', `okstra/${ID}`),
    tree: rig.git('rev-parse', `okstra/${ID}^{tree}`),
    tail: 'hello',
  });
  expect(readFileSync(join(end.json.run.dir, receipt?.log?.path ?? ''), 'utf8')).toBe('hello\n');
});

test('a category without a command and a check of another language stand in plan, report and verifier prompt, word for word', async () => {
  const checks = `checks:
  test: [{ label: unit, cmd: "true" }, { label: go unit, cmd: "false", language: go }]
  lint: [{ label: text, cmd: test -e notes.md, language: md }]
`;
  lightRig(rig, { writer: `${WRITE} fs.writeFileSync('notes.md', 'n');`, extra: checks });
  const plan = await run(rig, ['--dry-run']);
  expect(plan.json.plan.unconfigured).toEqual(['format', 'typecheck']);
  const end = await run(rig);
  expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  const lines = [
    'qa-command skipped: go unit (language=go not in diff)',
    'qa-command not configured: format',
    'qa-command not configured: typecheck',
  ];
  const linesOf = (text: string) => text.split('\n').filter((line) => line.includes('qa-command'));
  expect(linesOf(readFileSync(end.json.report.markdown, 'utf8')).toSorted()).toEqual(lines.map((line) => `- ${line}`).toSorted());
  expect(linesOf(promptOf(end, 'verifier-1'))).toEqual(lines.map((line) => `- ${line}`));
  const ran = journalOf(end).flatMap((event) => (event.type === 'check-finished' ? [event.receipt] : []));
  expect(ran.map(({ label, status }) => `${label} ${status}`)).toEqual(['go unit skipped', 'text passed', 'unit passed']);
});
