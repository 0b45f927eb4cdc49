/** Which profiles go into the prompts of a run, and what the journal says of them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  everything,
  expectAccepted,
  expectRefused,
  ID,
  journalOf,
  lightRig,
  noticeCodes,
  promptOf,
  run,
  WRITE,
} from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';
import { repository } from '../support/program.ts';

vi.setConfig({ testTimeout: 60_000 });

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const JUDGE = `console.log('STATUS: ok\\n{"remainingTasks":[]}');`;
const profile = (id: string, body: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `---\n${JSON.stringify({ id, kind: 'overlay', appliesWhen: ['always'], priority: 55, ...more })}\n---\n${body}\n`;
const own = (name: string, text: string): void => rig.write(`okstra/prompts/${name}.md`, text);

// oxlint-disable-next-line typescript/no-explicit-any -- events of many shapes; each test asserts the ones it expects
const eventsOf = (end: Parameters<typeof journalOf>[0], type: string): any[] =>
  journalOf(end).filter((event) => event.type === type);
const partsOf = (end: Parameters<typeof journalOf>[0], dispatch: string): readonly { id: string; sha256: string }[] =>
  eventsOf(end, 'dispatch-started').find((event) => event.dispatch === dispatch).parts;

test('languages come from the files of the item and the toolchain files of the base, and stand in the journal with what tells of them', async () => {
  lightRig(rig, { judge: JUDGE, spec: { metadata: { files: ['tools/gen.py', 'src/a.ts', 'hello.txt'], labels: ['urgent'] } } });
  rig.write('tsconfig.json', '{}\n');
  rig.write('other/go.mod', 'module x\n');
  rig.commit('toolchain');
  const end = await run(rig);
  expectAccepted(end);
  expect(eventsOf(end, 'prepared')[0].facts).toEqual({
    ci: false,
    languages: [
      { name: 'python', from: ['tools/gen.py'] },
      { name: 'typescript', from: ['src/a.ts', 'tsconfig.json'] },
    ],
    labels: ['urgent'],
  });
  const ids = partsOf(end, 'executor-1').map(({ id }) => id);
  expect(ids.filter((id) => id.startsWith('language-'))).toEqual(['language-python', 'language-typescript']);
});

test('an item without files has the languages of the toolchain, and the verifier those of the change too', async () => {
  lightRig(rig, { judge: JUDGE, writer: `${WRITE} fs.writeFileSync('a.go', 'package a\\n');` });
  rig.write('Cargo.toml', '[package]\n');
  rig.commit('toolchain');
  const end = await run(rig);
  expectAccepted(end);
  const languages = (dispatch: string) =>
    partsOf(end, dispatch)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('language-'));
  expect(languages('executor-1')).toEqual(['language-rust']);
  expect(languages('verifier-1')).toEqual(['language-go', 'language-rust']);
});

test('the journal names each part of each prompt with the hash of its text; each role has the part of its own step', async () => {
  lightRig(rig, { judge: JUDGE });
  const end = await run(rig);
  expectAccepted(end);
  const text =
    readFileSync(join(repository, 'prompts/phase-implementation-executor.md'), 'utf8').split('\n---\n')[1]?.trim() ?? '';
  const parts = partsOf(end, 'executor-1');
  expect(parts).toContainEqual({ id: 'phase-implementation-executor', sha256: createHash('sha256').update(text).digest('hex') });
  expect(promptOf(end, 'executor-1')).toContain(text);
  const steps = (dispatch: string) =>
    partsOf(end, dispatch)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('phase-implementation-'));
  expect([steps('executor-1'), steps('verifier-1')]).toEqual([
    ['phase-implementation-executor'],
    ['phase-implementation-verifier'],
  ]);
});

test("profiles of the user's checkout are used and told of; those that an executor writes into its worktree are not", async () => {
  const evil = profile('mine', 'Forged by the executor.');
  lightRig(rig, {
    judge: JUDGE,
    writer: `${WRITE} fs.mkdirSync('okstra/prompts', { recursive: true }); fs.writeFileSync('okstra/prompts/mine.md', ${JSON.stringify(evil)});`,
  });
  own('mine', profile('mine', 'Our own rule.'));
  own('level-light', profile('level-light', 'Our own light.', { appliesWhen: ['level:light'] }));
  rig.commit('profiles');
  const end = await run(rig);
  expectAccepted(end);
  for (const dispatch of ['executor-1', 'verifier-1']) {
    expect(promptOf(end, dispatch)).toContain('\nOur own rule.\n');
    expect(promptOf(end, dispatch)).toContain('\nOur own light.\n');
  }
  expect(promptOf(end, 'executor-1')).not.toContain('Forged');
  expect(promptOf(end, 'verifier-1').split('Forged by the executor.')).toHaveLength(2); // in the diff alone
  expect(noticeCodes(end)).toContain('profile-overridden');
});

test('a part with a step of its own is read when that step begins, as it is then', async () => {
  const file = join(rig.repo, 'okstra/prompts/late.md');
  const late = (text: string) => profile('late', text, { loadAt: 'verify', appliesWhen: ['role:verifier'] });
  lightRig(rig, {
    judge: JUDGE,
    writer: `${WRITE} fs.writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(late('Read late.'))});`,
  });
  own('late', late('Read early.'));
  rig.commit('profiles');
  const end = await run(rig, ['--trust-checkout']);
  expectAccepted(end);
  expect(promptOf(end, 'verifier-1')).toContain('\nRead late.\n');
  expect(partsOf(end, 'verifier-1')).toContainEqual({
    id: 'late',
    sha256: createHash('sha256').update('Read late.').digest('hex'),
  });
  expect(partsOf(end, 'executor-1').map(({ id }) => id)).not.toContain('late');
});

test('a step whose part is missing does not begin: the run ends contract-violated, with the reason on record', async () => {
  const file = join(rig.repo, 'okstra/prompts/phase-implementation-verifier.md');
  const part = (role: string) =>
    profile('phase-implementation-verifier', 'x', { loadAt: 'verify', appliesWhen: [`role:${role}`] });
  lightRig(rig, {
    judge: JUDGE,
    writer: `${WRITE} fs.writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(part('analyst'))});`,
  });
  own('phase-implementation-verifier', part('verifier'));
  rig.commit('profiles');
  const end = await run(rig, ['--trust-checkout']);
  expect(end).toMatchObject({ exitCode: 4, json: { outcome: 'contract-violated' } });
  expect(eventsOf(end, 'run-failed')).toMatchObject([{ failure: { code: 'implementation-sidecar-not-loaded' } }]);
  expect(rig.calls('judge')).toEqual([]);
});

test.each<[string, () => void, string]>([
  ['front matter that is not valid', () => own('bad', '---\nid: bad\n---\n'), 'profile-front-matter'],
  [
    'two that conflict with one priority',
    () => {
      own('one', profile('one', 'x', { conflictsWith: ['two'] }));
      own('two', profile('two', 'y'));
    },
    'prompt-conflict',
  ],
  [
    'a required part that does not apply',
    () => own('needy', profile('needy', 'x', { requires: ['source-frd'] })),
    'profile-required',
  ],
  [
    'no part for the step of a role',
    () => own('phase-implementation-verifier', profile('phase-implementation-verifier', 'x')),
    'implementation-sidecar-not-loaded',
  ],
])('%s among the profiles is refused before anything is written', async (_what, make, code) => {
  lightRig(rig, { judge: JUDGE });
  make();
  rig.commit('profiles');
  const before = everything(rig);
  expectRefused(await run(rig), { exitCode: 2, code, message: /\S/ });
  expect(everything(rig)).toEqual(before);
});

test('in a CI job the mode strict brings the part for CI along, and the journal says so', async () => {
  lightRig(rig, { judge: JUDGE });
  const end = await rig.cli(['run', ID, '--exec', '--json', '--level', 'light'], { env: { CI: 'true' } });
  expectAccepted(end);
  expect(eventsOf(end, 'prepared')[0].facts.ci).toBe(true);
  expect(partsOf(end, 'executor-1').map(({ id }) => id)).toEqual(expect.arrayContaining(['mode-strict', 'strict-ci']));
});

test('a journal of an earlier version, without these facts, is gone on with', async () => {
  lightRig(rig, {
    judge: JUDGE,
    writer: `${WRITE} if (count === 1) sleep(5_000);`,
    spec: { metadata: { files: ['a.go', 'hello.txt'] } },
  });
  const running = rig.start(['run', ID, '--exec', '--json', '--level', 'light']);
  const runs = join(rig.repo, '.okstra/tasks/specs', ID, 'runs');
  const journal = () => join(runs, readdirSync(runs)[0] ?? '', 'journal.jsonl');
  await vi.waitUntil(
    () => existsSync(runs) && existsSync(journal()) && readFileSync(journal(), 'utf8').includes('"process-started"'),
    20_000,
  );
  running.kill('SIGKILL');
  await running.ended;
  const text = readFileSync(journal(), 'utf8');
  const withoutChecks = text.replaceAll(/,"crc":"[0-9a-f]{8}"\}$/gm, '}').replace(/"format":\d+/, '"format":2');
  const without = withoutChecks.replace(/,"facts":\{"ci":.*?"labels":\[\]\}/, '');
  expect(without.length).toBeLessThan(withoutChecks.length);
  writeFileSync(journal(), without);
  const end = await rig.cli(['resume', '--json']);
  expectAccepted(end);
  expect(eventsOf(end, 'prepared')[0].facts).toBeUndefined();
  expect(partsOf(end, 'executor-2').map(({ id }) => id)).toContain('language-go');
});

test('the toolchain of an accepted dependency that the base lacks counts', async () => {
  lightRig(rig, { judge: JUDGE, writer: `${WRITE} fs.writeFileSync('Cargo.toml', '[package]\\n');` });
  expectAccepted(await run(rig));
  rig.spec('spec-02-next', { metadata: { dependsOn: [ID] } });
  const end = await run(rig, [], { id: 'spec-02-next' });
  expectAccepted(end);
  expect(eventsOf(end, 'prepared')[0].facts.languages).toEqual([{ name: 'rust', from: ['Cargo.toml'] }]);
});

test('both prompts begin with the folder and the model of their agent', async () => {
  lightRig(rig, { judge: JUDGE });
  const end = await run(rig);
  expectAccepted(end);
  const { worktree, branch } = end.json as { worktree: string; branch: string };
  expect(promptOf(end, 'executor-1').split('\n').slice(0, 3)).toEqual([
    `**Project Root:** ${worktree}`,
    '**Model:** executor, the default of writer',
    `**Worktree:** ${worktree} on ${branch}`,
  ]);
  expect(promptOf(end, 'verifier-1').split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^\*\*Project Root:\*\* \/.*verifier-1/),
    '**Model:** verifier, the default of judge',
  ]);
});
