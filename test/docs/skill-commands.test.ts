/** Every command line of a skill is run, in a repository where a run has been and one is to come. */
import type { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../../runtime/cli/program.ts';
import { shippedPack } from '../../runtime/install/pack.ts';
import { okstra } from '../cli/okstra.ts';
import { ID, lightRig, run } from '../journeys/light.ts';
import { queueOf, task } from '../journeys/queue-rig.ts';
import { Rig } from '../journeys/rig.ts';
import { filesOfSet, frd } from '../sources/frd/build.ts';
import { fences, spans } from './pages.ts';

let rig: Rig;
let values: Readonly<Record<string, string>>;

const JUDGE = `const round = Number(process.env.OKSTRA_ROUND);
answer(round > 0 ? { positions: [] } : { verdict: 'concerns', criteria: met(...[...prompt.matchAll(/\\b(AC-\\d+|SPEC)\\b/g)].map(([id]) => id).filter((id, at, all) => all.indexOf(id) === at)), findings: [
  { category: 'maintainability', severity: 'minor', claim: 'The greeting has no comment', evidence: 'hello.txt', recommendation: 'Say why it greets' },
  { category: 'performance', severity: 'minor', claim: 'The file is written twice', evidence: 'hello.txt', recommendation: 'Write it once' }] });`;

beforeAll(async () => {
  rig = new Rig();
  lightRig(rig, { judge: JUDGE, extra: 'run: { mode: parallel, maxAttempts: 1, level: light }\n' });
  rig.spec('spec-02-next');
  for (const [path, text] of Object.entries(filesOfSet([frd(1)]))) rig.write(path, text);
  queueOf(rig, [
    task('T-001', 'Users', { status: 'done', specReference: 'data.md, Section Users' }),
    task('T-002', 'Auth', { specReference: 'api.md, Section Auth' }),
  ]);
  rig.write(
    'docs/specs/IMPLEMENTATION_PROGRESS.md',
    '## Spec Gaps\n| ID | Task | Gap | Level | Status | Resolution |\n|---|---|---|---|---|---|\n| G-001 | T-001 | How long? | L1 | logged | Assumed: a year |\n',
  );
  rig.write('plan.json', JSON.stringify({ tasks: [{ id: 'T-001', title: 'Users', area: 'Data', criteria: ['it works'] }] }));
  rig.commit('a queue');
  const first = await run(rig);
  if (first.json?.outcome !== 'accepted') throw new Error(first.stderr);
  rig.git('branch', 'topic', `okstra/${ID}`);
  for (const [name, value] of Object.entries({ OKSTRA_HOME: rig.home, PATH: rig.env['PATH'] })) process.env[name] = value;
  values = {
    '<ref>': ID,
    '<item>': ID,
    '<run>': first.json.run.id,
    '<key>': `${first.json.run.id}/FU-001`,
    '<other>': `${first.json.run.id}/FU-002`,
    '<name>': 'executor-1',
    '<gap>': 'G-001',
    '<decision>': 'Half a year',
    '<tasks>': 'docs/specs/TASKS.md',
    '<data.json>': first.json.report.data,
  };
}, 60_000);

afterAll(() => {
  delete process.env['OKSTRA_HOME'];
  rig.dispose();
});

const texts = shippedPack().skills.filter(({ path }) => path.endsWith('.md'));
const lines: readonly string[] = [
  ...new Set(texts.flatMap(({ content }) => [...spans(content), ...fences(content).flatMap(({ text }) => text.split('\n'))])),
].filter((line) => /^okstra(?: |$)/.test(line));

/** In place of what stands there: a key and a value for `config`, and what a run of its own needs. */
const SPECIAL: Readonly<Record<string, string>> = {
  // The other one becomes an item.
  'okstra followups dismiss <key> --reason "known, and harmless here"':
    'okstra followups dismiss <other> --reason "known, and harmless here"',
  'okstra config get <key> --json': 'okstra config get run.mode --json',
  'okstra config set <key> <value>': 'okstra config set run.maxAttempts 2',
  // An agent of the tests proposes no tasks.
  'okstra tasks start --dry-run --json': 'okstra tasks start --dry-run --json --from-json plan.json',
  'okstra work --json': 'okstra work --json --max-items 1',
  'okstra run --exec --json --detach': 'okstra run --exec --json --detach spec-02-next',
};
/** What the skill says of them, where that is not 0. */
const EXITS: Readonly<Record<string, number>> = {
  // It has ended.
  'okstra stop <run>': 2,
  'okstra resume --detach --json <run>': 2,
};
/** Those that change what the others look at come last, in this order. */
const LAST = ['okstra land', 'okstra init --yes', 'okstra install', 'okstra uninstall', 'okstra config set'];
const rank = (line: string): number => LAST.findIndex((start) => line.startsWith(start));

function wordsOf(line: string): readonly string[] {
  const filled = Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), SPECIAL[line] ?? line);
  return [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1);
}

test('every command line of a skill does what the skill says', async () => {
  expect(lines.length).toBeGreaterThan(40);
  const configured = rig.read('okstra.yaml');
  const wrong: string[] = [];
  for (const line of lines.toSorted((a, b) => rank(a) - rank(b))) {
    const words = wordsOf(line);
    // Asking the agents of whoever runs the tests is no part of it; a detached command starts the built program.
    const extra = words[0] === 'install' ? ['--no-ask', ...(words.includes('--host') ? [] : ['--host', 'agents'])] : [];
    const end = words.includes('--detach') ? await rig.cli(words) : await okstra(rig.repo, ...words, ...extra);
    if (end.exitCode !== (EXITS[line] ?? 0)) wrong.push(`${line}: exit code ${end.exitCode}: ${end.stderr}`);
    if (words.includes('--json') && end.json === undefined) wrong.push(`${line}: no JSON`);
    if (line.startsWith('okstra config set')) rig.write('okstra.yaml', configured);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('every flag that a skill names by itself is one of a command', () => {
  const known = new Set<string>();
  const collect = (command: Command): void => {
    for (const { long } of command.options) known.add(long ?? '');
    command.commands.forEach(collect);
  };
  collect(buildProgram('0.0.0', async () => undefined));
  const named = texts.flatMap(({ content }) => spans(content).flatMap((span) => /^(--[a-z-]+)/.exec(span)?.[1] ?? []));
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((flag) => !known.has(flag))).toEqual([]);
});

test('fields that a skill tells to read are in the answers', async () => {
  const json = async (...words: readonly string[]) => (await okstra(rig.repo, ...words, '--json')).json;
  const runId = values['<run>'] ?? '';
  expect((await json('inspect', 'status', '--wait', '1', runId)).wait.runs[0]).toEqual(
    Object.fromEntries(
      'id item dir state outcome exitCode verdict attempt progress resumeAt remainingTasks branch worktree report error'
        .split(' ')
        .map((name) => [name, name === 'error' || name === 'resumeAt' ? null : expect.anything()]),
    ),
  );
  const { report } = await json('inspect', 'report', ID);
  expect(report.findings[0]).toMatchObject({
    id: 'F-001',
    class: expect.any(String),
    severity: 'minor',
    counts: expect.any(Boolean),
    raisedBy: expect.any(Array),
    positions: expect.any(Array),
  });
  expect(report.attempts[0]).toMatchObject({ verdict: 'pass', row: expect.any(Number), reasons: expect.any(Array) });
  expect(report.convergence).toMatchObject({ roundHistory: expect.any(Array) });
  expect(report.agents[0]).toHaveProperty('model');
  expect(report.attempts[0].verifiers[0]).toMatchObject({ problems: [], proof: expect.anything(), fault: null });
  expect(await json('inspect', 'cost', '--by', 'agent')).toMatchObject({
    total: expect.any(Object),
    groups: [{ key: 'judge' }, { key: 'writer' }],
  });
  expect((await json('inspect', 'cost', '--by', 'agent')).groups[0]).toMatchObject({ usd: null, unreported: expect.any(Number) });
  expect(await json('gc')).toMatchObject({ garbage: expect.any(Array), bytes: expect.any(Number), kept: expect.any(Array) });
  expect((await json('doctor', '--repair')).steps).toEqual([]);
  expect((await json('run', '--dry-run', 'spec-02-next')).plan).toMatchObject({
    executor: expect.anything(),
    verifiers: expect.any(Array),
    leftOut: expect.any(Array),
    vendors: expect.any(Array),
    notices: expect.any(Array),
  });
  expect((await json('followups', 'show', values['<key>'] ?? '')).followUp).toMatchObject({
    claim: expect.any(String),
    evidence: expect.any(String),
    recommendation: expect.any(String),
  });
});
