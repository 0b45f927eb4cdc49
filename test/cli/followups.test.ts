import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ID, lightRig, run as runItem } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';
import { okstra } from './okstra.ts';

const JUDGE = `answer({ verdict: 'concerns', criteria: met('SPEC'), findings: [
  { category: 'correctness', severity: 'major', claim: 'An empty name is greeted', evidence: 'It says hello to nobody' },
  { category: 'maintainability', severity: 'minor', claim: 'There is no \`comment\` <!-- here', evidence: 'hello.txt', recommendation: 'Say why' },
] });`;

let rig: Rig;
let older: string;
let newer: string;
beforeAll(async () => {
  rig = new Rig();
  lightRig(rig, { judge: JUDGE, extra: 'run: { mode: parallel, maxAttempts: 1 }\n' });
  older = (await runItem(rig)).json.run.id;
  newer = (await runItem(rig, ['--again'])).json.run.id;
}, 60_000);
afterAll(() => rig.dispose());

const ledger = (): string => join(rig.repo, '.okstra/followups.jsonl');
const decisions = (): readonly string[] => (existsSync(ledger()) ? readFileSync(ledger(), 'utf8').split('\n').slice(0, -1) : []);
const specs = (): readonly string[] => readdirSync(join(rig.repo, 'specs')).toSorted();
beforeEach(() => {
  rmSync(ledger(), { force: true });
  for (const name of specs()) if (name !== ID) rmSync(join(rig.repo, 'specs', name), { recursive: true });
});

const followups = (...args: readonly string[]) => okstra(rig.repo, 'followups', ...args);
const keys = (json: { followUps: readonly { key: string }[] }): readonly string[] => json.followUps.map(({ key }) => key);

describe('list', () => {
  test('shows the follow-ups of all runs, newest run first, with all that a program needs', async () => {
    const { exitCode, json } = await followups('list', '--json');
    expect(exitCode).toBe(0);
    expect(keys(json)).toEqual([`${newer}/FU-001`, `${newer}/FU-002`, `${older}/FU-001`, `${older}/FU-002`]);
    expect(json).toMatchObject({ ok: true, counts: { open: 4, spawned: 0, dismissed: 0 }, damaged: [] });
    expect(json.followUps[0]).toEqual({
      key: `${newer}/FU-001`,
      id: 'FU-001',
      run: newer,
      item: ID,
      kind: 'residual-risk',
      level: 'major',
      origin: 'F-001',
      title: 'An empty name is greeted',
      suggestedPhase: 'error-analysis',
      scope: 'not located',
      reason: 'accepted with this finding standing',
      autoSpawn: false,
      state: 'open',
      spawned: null,
      dismissed: null,
    });
  });

  test('of a run, of an item, of a state; for people as a table', async () => {
    expect(keys((await followups('list', '--run', older, '--json')).json)).toEqual([`${older}/FU-001`, `${older}/FU-002`]);
    expect(keys((await followups('list', '--item', 'spec-01', '--json')).json)).toHaveLength(4);
    await followups('dismiss', `${older}/FU-001`, '--reason', 'harmless');
    expect(keys((await followups('list', '--state', 'dismissed', '--json')).json)).toEqual([`${older}/FU-001`]);
    const { stdout } = await followups('list', '--run', older);
    expect(stdout).toMatch(/^Follow-up +Item +State +Kind +Level +Phase +Title\n/);
    expect(stdout).toMatch(new RegExp(`^${older}/FU-002  ${ID}  open   declined-recommendation  minor  `, 'm'));
    expect(stdout).toContain('1 more: okstra followups list --state all');
    expect((await followups('list', '--state', 'spawned')).stdout).toBe(
      'No spawned follow-ups.\n4 more: okstra followups list --state all\n',
    );
  });

  test.each([
    [['--run', 'run-20310402-091011-k3f9'], 'run-not-found'],
    [['--item', 'spec-99'], 'item-unknown'],
    [['--state', 'closed'], 'usage-invalidArgument'],
  ])('%j is refused', async (args, code) => {
    const { exitCode, json } = await followups('list', ...args, '--json');
    expect(json).toMatchObject({ ok: false, exitCode: 2, error: { code, fix: expect.any(String) } });
    expect(exitCode).toBe(2);
  });

  test('a run whose journal is damaged is left out with a warning', async () => {
    const journal = join(rig.repo, '.okstra/tasks/specs', ID, 'runs/implementation-002/journal.jsonl');
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, `no event\n${text}`);
    const { json, stderr } = await followups('list', '--json');
    writeFileSync(journal, text);
    expect(keys(json)).toEqual([`${older}/FU-001`, `${older}/FU-002`]);
    expect(json.damaged).toHaveLength(1);
    expect(stderr).toContain('warning: the journal of');
  });
});

describe('show', () => {
  test('tells what is known about one, by run and id', async () => {
    const { json } = await followups('show', `${newer}/fu-002`, '--json');
    expect(json.followUp).toMatchObject({
      key: `${newer}/FU-002`,
      claim: 'There is no `comment` <!-- here',
      evidence: 'hello.txt',
      recommendation: 'Say why',
      reproducer: null,
    });
    const { stdout } = await followups('show', `${newer}/FU-002`);
    expect(stdout).toContain('declined-recommendation, level minor');
    expect(stdout).toContain(`next       okstra followups spawn ${newer}/FU-002`);
  });

  test('an id that several runs have is refused, and they are named', async () => {
    const { exitCode, stderr } = await followups('show', 'FU-001');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`fix: Write ${newer}/FU-001 or ${older}/FU-001.`);
    expect((await followups('show', `${ID}/FU-001`)).exitCode).toBe(2);
  });

  test.each([
    [() => 'FU-01', () => `Write ${newer}/FU-001 or ${older}/FU-001`],
    [() => `${older}/FU-009`, () => `Write ${older}/FU-001 or ${older}/FU-002`],
    [() => 'something else', () => 'okstra followups list --state all'],
  ])('an unknown id is refused with those that are near (%#)', async (word, fix) => {
    const { exitCode, stderr } = await followups('show', word());
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`fix: ${fix()}`);
  });
});

describe('spawn', () => {
  test('writes a spec folder that carries the words of the finding as data, and prints the command that runs it', async () => {
    const { exitCode, stdout } = await followups('spawn', `${newer}/FU-002`);
    expect(exitCode).toBe(0);
    const id = 'spec-02-there-is-no-comment-here';
    expect(stdout).toBe(`${newer}/FU-002: specs/${id}\ndepends on ${ID}, whose branch is not merged\nnext: okstra run ${id}\n`);
    const text = rig.read(`specs/${id}/SPEC.md`);
    expect(text).toContain('## Found\n\n```text\nThere is no `comment` <!-- here\n```');
    expect(text).toContain('not instructions');
    expect(rig.read(`specs/${id}/acceptance-checklist.md`)).toContain('- [ ] The recommendation in SPEC.md is taken up');
    expect(rig.metadata(id)).toMatchObject({
      status: 'todo',
      dependsOn: [ID],
      followUpOf: { run: newer, id: 'FU-002', item: ID },
    });
    expect((await okstra(rig.repo, 'validate', `specs/${id}/metadata.json`)).exitCode).toBe(0);
    expect((await okstra(rig.repo, 'run', '--dry-run', id, '--yes', '--json')).json.plan.item.criteria).toHaveLength(1);
    expect((await followups('list', '--state', 'spawned', '--json')).json.followUps).toMatchObject([
      { key: `${newer}/FU-002`, spawned: { item: id, dir: join(rig.repo, 'specs', id), by: expect.any(String) } },
    ]);
  });

  test('a second time it names the folder that is there, also where the decision was lost with the process', async () => {
    await followups('spawn', `${newer}/FU-001`);
    const there = specs();
    expect((await followups('spawn', `${newer}/FU-001`)).stdout).toContain(
      `${newer}/FU-001 is specs/spec-02-an-empty-name-is-greeted already`,
    );
    rmSync(ledger());
    expect((await followups('spawn', `${newer}/FU-001`, '--json')).json).toMatchObject({
      ok: true,
      spawned: [{ created: false }],
    });
    expect(specs()).toEqual(there);
    expect(decisions()).toHaveLength(1);
  });

  test('several at once, by several processes at once, make one folder each', async () => {
    const all = [newer, older].flatMap((run) => [`${run}/FU-001`, `${run}/FU-002`]);
    const ends = await Promise.all(Array.from({ length: 4 }, () => rig.cli(['followups', 'spawn', ...all, '--json'])));
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(specs()).toHaveLength(5);
    expect(decisions()).toHaveLength(4);
    const dirs = ends.map(({ json }) => json.spawned.map(({ dir }: { dir: string }) => dir));
    expect(new Set(dirs.map(String)).size).toBe(1);
    const created = ends.flatMap(({ json }) => json.spawned.filter((each: { created: boolean }) => each.created));
    expect(created).toHaveLength(4);
  }, 60_000);

  test('--name names the item; --dry-run shows its texts and writes nothing', async () => {
    const { stdout, json } = await followups('spawn', `${older}/FU-001`, '--name', 'Refuse empty names', '--dry-run', '--json');
    expect(json.spawned, stdout).toMatchObject([
      {
        item: 'spec-02-refuse-empty-names',
        created: false,
        files: { 'SPEC.md': expect.stringContaining('# Refuse empty names\n') },
      },
    ]);
    expect(specs()).toEqual([ID]);
    expect(decisions()).toEqual([]);
    await followups('spawn', `${older}/FU-001`, '--name', 'Refuse empty names');
    expect(specs()).toEqual([ID, 'spec-02-refuse-empty-names']);
  });

  test.each([
    [() => [`${newer}/FU-001`, `${newer}/FU-007`], 'followup-unknown'],
    [() => [`${newer}/FU-001`, `${newer}/FU-002`, '--name', 'One name'], 'followup-name'],
    [() => [`${newer}/FU-001`, '--name', '  '], 'followup-name'],
  ])('with one that is wrong none is written (%#)', async (args, code) => {
    const { json } = await followups('spawn', ...args(), '--json');
    expect(json).toMatchObject({ ok: false, exitCode: 2, error: { code, fix: expect.any(String) } });
    expect(specs()).toEqual([ID]);
  });
});

describe('dismiss', () => {
  test('keeps who dismissed it, why and when; said twice it is kept once; spawning it all the same says so', async () => {
    const dismiss = () => followups('dismiss', `${newer}/FU-001`, '--reason', 'known, and\nharmless here');
    expect((await dismiss()).stdout).toBe(`${newer}/FU-001 dismissed: known, and harmless here\n`);
    await dismiss();
    expect(decisions()).toHaveLength(1);
    expect((await followups('show', `${newer}/FU-001`, '--json')).json.followUp).toMatchObject({
      state: 'dismissed',
      dismissed: { reason: 'known, and harmless here', at: expect.stringMatching(/Z$/), by: expect.any(String) },
    });
    const { stderr, exitCode } = await followups('spawn', `${newer}/FU-001`);
    expect([exitCode, stderr]).toEqual([0, `note: ${newer}/FU-001 was dismissed: known, and harmless here\n`]);
    expect((await followups('show', `${newer}/FU-001`, '--json')).json.followUp).toMatchObject({ state: 'spawned' });
  });

  test.each([[[]], [['--reason', ' ']]])('without a reason is refused with the line to write (%j)', async (args) => {
    const { exitCode, stderr } = await followups('dismiss', `${newer}/FU-001`, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`fix: okstra followups dismiss ${newer}/FU-001 --reason "…"`);
    expect(decisions()).toEqual([]);
  });

  test('one that is an item already is refused', async () => {
    await followups('spawn', `${newer}/FU-001`);
    const { json } = await followups('dismiss', `${newer}/FU-001`, '--reason', 'too late', '--json');
    expect(json).toMatchObject({ ok: false, exitCode: 2, error: { code: 'followup-spawned' } });
  });

  test('a secret in the reason is not written', async () => {
    await followups('dismiss', `${newer}/FU-002`, '--reason', `uses ghp_${'a1B2'.repeat(9)}`);
    expect(decisions()[0]).not.toContain('a1B2a1B2');
  });
});

test('a decision that was damaged is named with its line, and nothing is decided on top of it', async () => {
  writeFileSync(ledger(), 'not a decision\n');
  const { json } = await followups('spawn', `${newer}/FU-001`, '--json');
  expect(json).toMatchObject({
    ok: false,
    exitCode: 5,
    error: { code: 'followups-damaged', place: { line: 1 }, fix: expect.any(String) },
  });
  expect(specs()).toEqual([ID]);
});
