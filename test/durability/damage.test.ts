import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RepairedStep } from '../../runtime/conductor/index.ts';
import { findRun, openSession, planRepair, realPorts, repair } from '../../runtime/conductor/index.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { openJournal } from '../../runtime/store/journal.ts';
import { listRuns } from '../../runtime/store/runs.ts';
import { ITEM, World } from './world.ts';

/** One run that was killed while verifiers of its first attempt were at work, and beside it one of another item that is whole. */
let world: World;
const OTHER = 'spec-00-other';
const pristine = (): string => join(world.root, 'pristine');

beforeAll(async () => {
  world = new World();
  world.spec(OTHER, { metadata: { acceptanceCommands: [] } });
  await world.cli(['run', '--exec', OTHER, '--level', 'light', '--max-attempts', '1', '--json']);
  await world.killed(['run', '--exec', ITEM, '--json'], 'journal:24:synced', { world: true });
  cpSync(world.runs, pristine(), { recursive: true });
}, 120_000);

afterAll(() => world.dispose());

beforeEach(() => {
  rmSync(world.runs, { recursive: true, force: true });
  rmSync(join(world.repo, '.okstra/set-aside'), { recursive: true, force: true });
  cpSync(pristine(), world.runs, { recursive: true });
});

const journal = (): string => join(world.runDir, 'journal.jsonl');
const ports = () => ({ ...realPorts(), env: { ...process.env, OKSTRA_HOME: world.home } });
/** Byte at which a line begins. */
const startOf = (line: number): number => {
  const before = readFileSync(journal(), 'utf8')
    .split('\n')
    .slice(0, line - 1);
  return Buffer.byteLength(before.map((text) => `${text}\n`).join(''));
};

/** Another year: still JSON, still a time. */
function changeYear(line: number): void {
  const bytes = readFileSync(journal());
  const at = bytes.indexOf('"at":"2', startOf(line)) + 6;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(journal(), bytes);
}

async function failureOf(act: () => unknown) {
  try {
    await act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure;
    throw error;
  }
  throw new Error('nothing was wrong');
}

/** What `okstra resume`, `okstra run` and the commands of `okstra inspect` meet that are given the item. */
const failureOfRun = () => failureOf(async () => findRun(await openSession(world.repo, ports()), ITEM, world.repo));

/** The other run is read whatever happened to this one. */
const expectOtherIsListed = (): void => expect(listRuns(world.repo).runs.map(({ itemId }) => itemId)).toEqual([OTHER]);

/** First what there is to do, which changes nothing; then doing it; then there is nothing left. */
async function repaired(): Promise<readonly RepairedStep[]> {
  const list = () => readdirSync(join(world.repo, '.okstra'), { recursive: true }).map(String).toSorted();
  const before = list();
  const planned = await repair(world.repo, false, ports());
  expect(planned.every(({ done }) => done === null)).toBe(true);
  expect(list()).toEqual(before);
  const done = await repair(world.repo, true, ports());
  expect(done.map(({ kind, path, found, does }) => ({ kind, path, found, does }))).toEqual(
    planned.map(({ kind, path, found, does }) => ({ kind, path, found, does })),
  );
  expect(done.every((step) => step.done !== null)).toBe(true);
  expect(await repair(world.repo, false, ports())).toEqual([]);
  return done;
}

const asideOf = (): string => join(world.repo, '.okstra/set-aside/specs', ITEM, 'implementation-001');

test('a journal with a changed byte, still JSON: every reader tells it, the other run is read, doctor repairs when asked, and the run goes on', async () => {
  const at = startOf(15);
  changeYear(15);
  const damaged = readFileSync(journal());
  for (const args of [
    ['resume'],
    ['run', '--exec', ITEM],
    ['inspect', 'report', ITEM],
    ['inspect', 'logs', ITEM],
    ['inspect', 'time', ITEM],
  ]) {
    const end = await world.cli([...args, '--json']);
    expect({ args, exitCode: end.exitCode, error: end.json.error }).toMatchObject({
      args,
      exitCode: 5,
      error: {
        code: 'journal-damaged',
        message: expect.stringMatching(
          new RegExp(
            `^Expected event 15 of the run, found an event that does not fit its check\\. Intact: 14 events, up to \\S+ \\(.+\\)\\. Lost from byte ${at} on: 10 lines, \\d+ bytes, among them `,
          ),
        ),
        place: { file: journal(), line: 15 },
        fix: expect.stringContaining('okstra doctor --repair'),
        details: { offset: at, intact: { events: 14, bytes: at }, lost: { lines: 10 } },
      },
    });
  }
  const history = await world.cli(['inspect', 'history', '--json']);
  expect(history.json).toMatchObject({
    ok: true,
    runs: [{ item: OTHER }],
    damaged: [{ dir: world.runDir, place: { line: 15 } }],
  });
  expect((await world.cli(['inspect', 'history'])).stdout).toContain(`${journal()}:15: Expected event 15`);
  const doctor = await world.cli(['doctor', '--json']);
  expect(doctor.json.rows).toContainEqual(
    expect.objectContaining({ name: 'runs', status: 'warn', detail: expect.stringContaining(`${journal()}:15: `) }),
  );

  const dry = await world.cli(['doctor', '--repair']);
  expect(dry.exitCode).toBe(1);
  expect(dry.stdout).toContain(
    `journal ${journal()}\n  found: line 15 is an event that does not fit its check. Intact: 14 events`,
  );
  expect(dry.stdout).toContain(
    'would: keeps its first 14 events as the journal, and the journal as it is beside it as journal.jsonl.damaged-<n>',
  );
  expect(dry.stdout).toMatch(/nothing was changed\. okstra doctor --repair --yes does it\.\n$/);
  expect(readFileSync(journal()).equals(damaged)).toBe(true);
  const done = await world.cli(['doctor', '--repair', '--yes', '--json']);
  expect(done.json).toMatchObject({ ok: true, exitCode: 0, performed: true });
  expect(done.json.steps).toContainEqual(
    expect.objectContaining({ kind: 'journal', done: `kept 14 events; the journal as it was: ${journal()}.damaged-1` }),
  );
  expect(readFileSync(`${journal()}.damaged-1`).equals(damaged)).toBe(true);
  expect(world.events()).toHaveLength(15);
  expect(world.events().at(-1)).toMatchObject({ type: 'notice', notice: { code: 'journal-repaired' } });
  const end = await world.cli(['resume', '--json']);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', verdict: 'concerns' });
}, 240_000);

describe('a journal', () => {
  test('with damage in its first line has nothing to be kept: the run is set aside, whole', async () => {
    changeYear(1);
    expect(await failureOfRun()).toMatchObject({
      code: 'journal-damaged',
      message: expect.stringContaining('Intact: nothing. Lost from byte 0 on: 24 lines'),
    });
    expectOtherIsListed();
    const done = await repaired();
    expect(done).toContainEqual(expect.objectContaining({ kind: 'run', path: world.runDir, done: `moved to ${asideOf()}` }));
    expect(readdirSync(asideOf()).toSorted()).toEqual(readdirSync(join(pristine(), 'implementation-001')).toSorted());
    expect(readdirSync(world.runs)).toEqual([]);
  });

  test('whose run had come to its end is not gone on with once it is repaired', async () => {
    const runs = join(world.repo, '.okstra/tasks/specs', OTHER, 'runs');
    const kept = join(world.root, 'other');
    cpSync(runs, kept, { recursive: true });
    const file = join(runs, 'implementation-001/journal.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"type":"set-up"', '"type":"set-uq"'));
    const step = (await repaired()).find(({ path }) => path === file);
    expect(step?.does).toContain('the run had ended, so nothing goes on with it');
    expect(listRuns(world.repo).runs.find(({ itemId }) => itemId === OTHER)).toMatchObject({
      discarded: true,
      interrupted: false,
    });
    rmSync(runs, { recursive: true });
    renameSync(kept, runs);
  });

  test.each([
    [
      'in the middle of an event',
      (bytes: Buffer) => bytes.subarray(0, -20),
      /^it ends with an event that was cut off: \d+ bytes from byte \d+ on/,
      23,
    ],
    [
      'with NUL bytes',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(512)]),
      /^it ends with NUL bytes: 512 bytes from byte \d+ on/,
      24,
    ],
    [
      'with its last events overwritten by NUL bytes',
      (bytes: Buffer) => Buffer.from(bytes).fill(0, startOf(22) + 10),
      /^it ends with NUL bytes/,
      21,
    ],
  ])('that ends %s keeps its whole events', async (_name, change, found, events) => {
    const changed = change(readFileSync(journal()));
    writeFileSync(journal(), changed);
    // What was never acknowledged keeps no run from going on.
    expect(listRuns(world.repo).runs.find(({ itemId }) => itemId === ITEM)).toMatchObject({ interrupted: true });
    expect(await repaired()).toContainEqual(
      expect.objectContaining({ kind: 'journal', path: journal(), found: expect.stringMatching(found) }),
    );
    expect(readFileSync(`${journal()}.damaged-1`).equals(changed)).toBe(true);
    expect(world.events()).toHaveLength(events + 1);
  });

  test('that was put right between what was said and what is done, by a run that went on, is left as it is', async () => {
    writeFileSync(journal(), readFileSync(journal()).subarray(0, -20));
    const steps = await planRepair(await openSession(world.repo, ports()), ports());
    const goesOn = openJournal(journal(), { now: () => new Date(), redact: (text) => text });
    goesOn.append({ type: 'run-resumed', okstra: '0.1.0', swept: 0 });
    goesOn.close();
    const before = readFileSync(journal());
    const step = steps.find(({ path }) => path === journal());
    expect(await step?.act?.()).toBe('nothing: it is not any more as it was found');
    expect(readFileSync(journal()).equals(before)).toBe(true);
  });

  test('that is missing: the run is named, and set aside with all its files', async () => {
    rmSync(journal());
    expect(await failureOfRun()).toMatchObject({
      code: 'journal-missing',
      place: { file: journal() },
      fix: expect.stringContaining('okstra doctor --repair'),
    });
    expectOtherIsListed();
    await repaired();
    expect(existsSync(join(asideOf(), 'results'))).toBe(true);
  });

  test('that is empty in a folder with nothing else is a run that had not begun: no reader speaks of it', async () => {
    rmSync(world.runDir, { recursive: true });
    cpSync(join(pristine(), 'implementation-001/plan.json'), join(world.runDir, 'plan.json'));
    writeFileSync(journal(), '');
    expect(listRuns(world.repo)).toMatchObject({ runs: [{ itemId: OTHER }], diagnoses: [] });
    expect(await repaired()).toContainEqual(expect.objectContaining({ kind: 'run', path: world.runDir }));
  });
});

describe('a file that the journal names', () => {
  test.each([
    ['plan.json', 'missing', () => rmSync(join(world.runDir, 'plan.json')), 0],
    ['results/executor-1.md', 'changed', () => writeFileSync(join(world.runDir, 'results/executor-1.md'), 'another text'), 9],
    ['state/audits-1.json', 'missing', () => rmSync(join(world.runDir, 'state/audits-1.json')), 12],
  ])('%s, %s: the run is not gone on with and not ended, and can be kept up to there', async (path, problem, damage, about) => {
    damage();
    const before = readFileSync(journal());
    const end = await world.cli(['resume', '--json']);
    expect(end).toMatchObject({
      exitCode: 5,
      json: {
        error: {
          code: `artifact-${problem}`,
          message: expect.stringContaining(`${path} (${problem}, named by event `),
          place: { file: join(world.runDir, path) },
          fix: expect.stringContaining('okstra doctor --repair'),
        },
      },
    });
    expect(readFileSync(journal()).equals(before)).toBe(true);
    await repaired();
    if (about === 0) return expect(existsSync(join(asideOf(), 'journal.jsonl'))).toBe(true);
    // The order of events side by side differs by one or two.
    expect(Math.abs(world.events().length - 1 - about)).toBeLessThanOrEqual(3);
    expect(existsSync(`${journal()}.damaged-1`)).toBe(true);
  });
});

test('what dead processes left is named, and removed when asked; what may hold work stays', async () => {
  const [started] = world.events();
  const runId = started?.type === 'run-started' ? started.runId : '';
  const [head, ...worktree] = world.git('worktree', 'list', '--porcelain').split('\n\n').at(-1)?.split('\n') ?? [];
  expect(worktree).toContain(`branch refs/heads/okstra/${ITEM}`);
  const place = (head ?? '').replace('worktree ', '');
  const kept = `${place}.moved`;
  const lock = join(world.repo, '.git/refs/heads/okstra/gone.lock');
  const young = join(world.repo, '.git/refs/heads/okstra/held.lock');
  const draft = join(world.repo, 'specs/.okstra-new-1');
  const scratch = join(world.home, 'scratch', runId);
  const foreign = join(world.home, 'scratch/run-20310402-091011-aaaa');
  renameSync(place, kept);
  for (const folder of [draft, scratch, foreign]) mkdirSync(folder, { recursive: true });
  for (const file of [lock, young]) writeFileSync(file, '');
  utimesSync(lock, 1, 1);
  const survivor = spawn('sleep', ['60'], { env: { ...process.env, OKSTRA_RUN_ID: runId }, stdio: 'ignore' });
  const ended = once(survivor, 'exit');
  const planned = await repair(world.repo, false, ports());
  const named = (list: readonly RepairedStep[], path: string) => list.find((step) => step.path === path);
  expect([lock, draft, scratch, place, runId].map((path) => named(planned, path)?.kind)).toEqual([
    'lock',
    'file',
    'scratch',
    'worktree',
    'processes',
  ]);
  expect(named(planned, kept)).toMatchObject({
    kind: 'worktree',
    does: null,
    found: expect.stringContaining('it may hold work'),
  });
  // A run of another repository may have it, and git may hold it now.
  expect([named(planned, foreign), named(planned, young)]).toEqual([undefined, undefined]);
  expect([lock, draft, scratch].map((path) => existsSync(path))).toEqual([true, true, true]);

  const end = await world.cli(['doctor', '--repair', '--yes', '--json']);
  expect(end.json).toMatchObject({ ok: true, exitCode: 0 });
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect([lock, draft, scratch, young, foreign, kept].map((path) => existsSync(path))).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(world.git('worktree', 'list', '--porcelain')).not.toContain(place);
  expect(world.git('for-each-ref', '--format=%(refname)', 'refs/heads/okstra')).toContain(ITEM);
  expect(await repair(world.repo, false, ports())).toMatchObject([{ path: kept, does: null, done: null }]);
}, 60_000);
