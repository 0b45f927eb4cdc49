import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import type { GcAnswer } from '../../runtime/conductor/index.ts';
import { collectGarbage, realPorts } from '../../runtime/conductor/index.ts';
import { acquireLease, holderHere, realProcessFacts } from '../../runtime/git/index.ts';
import { openRunFolder } from '../../runtime/store/run-folder.ts';
import { emptyFolder, run as git, write } from '../git/scratch.ts';
import { listing } from '../journeys/light.ts';
import { itemId, makeRuns, runIdOf } from '../support/made-runs.ts';

const DAY_MS = 86_400_000;

let top: string;
let home: string;
beforeEach(() => {
  const root = emptyFolder();
  [top, home] = [join(root, 'repo'), join(root, 'home')];
  mkdirSync(top);
  mkdirSync(home);
  git(top, 'init', '-q', '-b', 'main');
  write(top, { 'a.txt': 'one\n', 'specs/spec-00000-part/SPEC.md': '# Part\n', 'specs/spec-00000-part/metadata.json': '{}\n' });
  git(top, 'add', '-A');
  git(top, 'commit', '-qm', 'first');
});

const worktreeOf = (item: string): string => join(home, 'worktrees', 'repo', `specs-${item}`);
const dirOf = (item: number, run: number): string =>
  join(top, '.okstra/tasks/specs', itemId(item), 'runs', `implementation-${String(run).padStart(3, '0')}`);

/** Runs whose last event lies so many days back, each with a stream, a log, a check's log and the commit of its last attempt in HEAD. */
function oldRuns(items: number, runsOfEach: number, days = 200): void {
  makeRuns(top, { items, runsOfEach, worktree: worktreeOf });
  for (let item = 0; item < items; item += 1) {
    for (let run = 1; run <= runsOfEach; run += 1) {
      const dir = dirOf(item, run);
      for (const file of ['results/executor-1.raw.jsonl', 'logs/executor-1.log', 'checks/attempt-1.log'])
        write(dir, { [file]: 'said something\n'.repeat(100) });
      write(dir, { 'results/executor-1.md': 'done\n' });
      git(top, 'update-ref', refOf(item * runsOfEach + run), 'HEAD');
      age(join(dir, 'journal.jsonl'), days);
    }
  }
}

const refOf = (number: number): string => `refs/okstra/runs/${runIdOf(number)}/attempt-2`;

function age(path: string, days: number): void {
  const at = (Date.now() - days * DAY_MS) / 1000;
  utimesSync(path, at, at);
}

/** A commit that no branch holds. */
const strayCommit = (message: string): string => git(top, 'commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', message);

const gc = (options: Partial<Parameters<typeof collectGarbage>[0]> = {}): Promise<GcAnswer> =>
  collectGarbage(
    { cwd: top, items: [], force: false, apply: false, retention: { keepLast: 1 }, ...options },
    { ...realPorts(), env: { ...process.env, OKSTRA_HOME: home } },
  );

const named = ({ garbage }: GcAnswer, kind: string): readonly string[] =>
  garbage.filter((each) => each.kind === kind).map(({ name }) => name);

describe('runs', () => {
  test('without --apply nothing changes, and what would go is named with its size', async () => {
    oldRuns(2, 3);
    const before = listing(top);
    const answer = await gc();
    expect(named(answer, 'run').toSorted()).toEqual([1, 2, 4, 5].map(runIdOf));
    expect(answer).toMatchObject({ applied: false, kept: [] });
    for (const { bytes, reason } of answer.garbage) expect([bytes > 1000, reason]).toEqual([true, 'ended 200 days ago']);
    expect(listing(top)).toEqual(before);
  });

  test('with it they go, with their refs; the last ones of each item stay', async () => {
    oldRuns(2, 3);
    const answer = await gc({ apply: true });
    expect(answer.garbage.filter(({ problem }) => problem)).toEqual([]);
    expect(readdirSync(dirname(dirOf(0, 1)))).toEqual(['implementation-003']);
    expect(readdirSync(dirname(dirOf(1, 1)))).toEqual(['implementation-003']);
    expect(git(top, 'for-each-ref', '--format=%(refname)', 'refs/okstra/').split('\n')).toEqual([refOf(3), refOf(6)].toSorted());
    expect(readdirSync(join(top, '.okstra/trash'))).toEqual([]);
    expect(named(await gc({ apply: true }), 'run')).toEqual([]);
  });

  test('young ones stay, and so do as many of each item as are to be kept', async () => {
    oldRuns(1, 4, 30);
    expect(named(await gc(), 'run')).toEqual([]);
    expect(named(await gc({ retention: { keepLast: 1, runsMs: 7 * DAY_MS } }), 'run')).toHaveLength(3);
    expect(named(await gc({ retention: { keepLast: 3, runsMs: 7 * DAY_MS } }), 'run')).toEqual([runIdOf(1)]);
    writeFileSync(join(top, 'okstra.yaml'), 'retention: { runs: 2w, keepLast: 2 }\n');
    expect(named(await gc({ retention: {} }), 'run')).toEqual([runIdOf(1), runIdOf(2)]);
  });

  const stays: Readonly<Record<string, readonly [() => void | Promise<void>, RegExp, RegExp | undefined]>> = {
    'that can be gone on with': [() => cutBefore('"run-finished"'), /can be gone on with/, /okstra resume/],
    'whose journal is damaged': [() => cutBefore('"attempt-started"', 'nonsense\n'), /journal cannot be read/, /okstra/],
    'with open follow-ups': [openFollowUp, /1 follow-up\(s\) of it are open/, /okstra followups list --run/],
    'whose item has an unmerged branch': [
      () => void git(top, 'update-ref', `refs/heads/okstra/${itemId(0)}`, strayCommit('on the branch')),
      /not merged: the run behind branch okstra\/spec-00000-part \([0-9a-f]{10}\)/,
      /okstra land spec-00000-part/,
    ],
    'whose last candidate is in no branch': [
      () => [1, 2].forEach((number) => git(top, 'update-ref', refOf(number), strayCommit('a candidate'))),
      /not merged: commit [0-9a-f]{10}/,
      /--force gives it up/,
    ],
    'whose item somebody works on': [hold, /is held by run run-20310101-000000-zzzz \(process \d+ on /, undefined],
  };

  function cutBefore(word: string, end = ''): void {
    const file = join(dirOf(0, 1), 'journal.jsonl');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, text.lastIndexOf('\n', text.indexOf(word)) + 1) + end);
    age(file, 200);
  }

  function openFollowUp(): void {
    const folder = openRunFolder(dirOf(0, 1), (text) => text);
    const record = folder.write('state/follow-ups.json', JSON.stringify([{ id: 'FU-001', title: 'later' }]));
    const file = join(dirOf(0, 1), 'journal.jsonl');
    const seq = readFileSync(file, 'utf8').trimEnd().split('\n').length + 1;
    appendFileSync(
      file,
      `${JSON.stringify({ seq, at: '2031-01-01T00:00:00.000Z', type: 'follow-ups-recorded', record, count: 1, autoSpawn: [] })}\n`,
    );
    age(file, 200);
  }

  async function hold(): Promise<void> {
    const me = holderHere('somebody', 'run-20310101-000000-zzzz');
    await acquireLease(
      { top },
      { group: 'specs', id: itemId(0) },
      { me, now: new Date(), ttlMs: 60_000, facts: realProcessFacts() },
    );
  }

  test.each(Object.entries(stays))('one %s stays, with the reason', async (_name, [arrange, reason, fix]) => {
    oldRuns(1, 2);
    await arrange();
    const before = listing(dirOf(0, 1), ['results', 'logs', 'checks']);
    const refs = git(top, 'for-each-ref');
    const answer = await gc({ apply: true });
    expect(named(answer, 'run')).toEqual([]);
    const kept = answer.kept.find(({ path }) => path === dirOf(0, 1));
    expect(kept).toMatchObject({ kind: 'run', reason: expect.stringMatching(reason) });
    if (fix) expect(kept?.fix).toMatch(fix);
    expect(listing(dirOf(0, 1), ['results', 'logs', 'checks', 'collected.json'])).toEqual(before);
    expect(git(top, 'for-each-ref')).toBe(refs);
  });

  test('a candidate that a later, landed run of the item replaces is no work any more', async () => {
    oldRuns(1, 2);
    git(top, 'update-ref', refOf(1), strayCommit('an attempt that was not accepted'));
    expect(named(await gc(), 'run')).toEqual([runIdOf(1)]);
  });

  test('--force needs the items, names what is lost, and then gives it up', async () => {
    oldRuns(1, 2);
    const stray = strayCommit('a candidate');
    for (const number of [1, 2]) git(top, 'update-ref', refOf(number), stray);
    await expect(gc({ force: true, apply: true })).rejects.toMatchObject({ failure: { code: 'force-all' } });
    expect(named(await gc({ apply: true }), 'run')).toEqual([]);
    const planned = await gc({ force: true, items: [itemId(0)] });
    expect(planned.garbage.find(({ kind }) => kind === 'run')).toMatchObject({
      name: runIdOf(1),
      loses: [`commit ${stray.slice(0, 10)}`],
    });
    expect(existsSync(dirOf(0, 1))).toBe(true);
    await gc({ force: true, items: [itemId(0)], apply: true });
    expect(existsSync(dirOf(0, 1))).toBe(false);
    expect(existsSync(dirOf(0, 2))).toBe(true);
    expect(git(top, 'for-each-ref', '--format=%(refname)', 'refs/okstra/runs/')).toBe(refOf(2));
  });

  test('an item that is named is the only one looked at; a word that names none is an error', async () => {
    oldRuns(2, 2);
    expect(named(await gc({ items: [itemId(1)] }), 'run')).toEqual([runIdOf(3)]);
    await expect(gc({ items: ['spec-77'] })).rejects.toMatchObject({ failure: { code: 'item-unknown' } });
  });
});

describe('streams and logs', () => {
  test('of runs that stay go after their time, and are not missed as if they were lost', async () => {
    oldRuns(1, 1, 60);
    const dir = dirOf(0, 1);
    const folder = openRunFolder(dir, (text) => text);
    const [stream, answerText] = [folder.refer('results/executor-1.raw.jsonl'), folder.refer('results/executor-1.md')];
    const answer = await gc({ apply: true });
    expect(answer.garbage).toMatchObject([{ kind: 'logs', name: runIdOf(1), bytes: 4500 }]);
    expect(existsSync(join(dir, 'results/executor-1.raw.jsonl'))).toBe(false);
    expect([readdirSync(join(dir, 'logs')), readdirSync(join(dir, 'checks')), readdirSync(join(dir, 'results'))]).toEqual([
      [],
      [],
      ['executor-1.md'],
    ]);
    expect(() => folder.read(stream)).toThrow(/okstra gc removed it on \d{4}-/);
    expect(folder.read(answerText)).toBe('done\n');
    rmSync(join(dir, 'results/executor-1.md'));
    expect(() => folder.read(answerText)).toThrow(/found no such file/);
    expect((await gc({ apply: true })).garbage).toEqual([]);
  });

  test('of a run that can be gone on with stay', async () => {
    oldRuns(1, 1, 60);
    const file = join(dirOf(0, 1), 'journal.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8').split('\n').slice(0, 8).join('\n')}\n`);
    age(file, 60);
    expect((await gc({ apply: true })).garbage).toEqual([]);
  });
});

describe('worktrees', () => {
  const add = (item: number): string => {
    const path = worktreeOf(itemId(item));
    git(top, 'worktree', 'add', '-q', '-b', `okstra/${itemId(item)}`, path);
    return path;
  };

  test('go when they are clean and merged', async () => {
    oldRuns(1, 1, 5);
    const path = add(0);
    expect((await gc()).garbage).toMatchObject([{ kind: 'worktree', path, reason: 'clean, and merged', loses: [] }]);
    expect(existsSync(path)).toBe(true);
    await gc({ apply: true });
    expect(existsSync(path)).toBe(false);
    expect(git(top, 'worktree', 'list').split('\n')).toHaveLength(1);
    expect(git(top, 'branch', '--list', 'okstra/*')).not.toBe('');
  });

  test.each([
    ['a new file', (path: string) => write(path, { 'new.txt': 'work\n' }), 'uncommitted new.txt'],
    ['a changed file', (path: string) => write(path, { 'a.txt': 'work\n' }), 'uncommitted a.txt'],
    [
      'a commit',
      (path: string) => void git(path, 'commit', '-q', '--allow-empty', '-m', 'some work'),
      /^commit [0-9a-f]{10} some work \(stays on branch okstra\/spec-00000-part\)$/,
    ],
  ])('with %s stay, until the item is named and it is forced', async (_name, work, loss) => {
    oldRuns(1, 1, 5);
    const path = add(0);
    work(path);
    const before = listing(path);
    const answer = await gc({ apply: true });
    expect(answer.garbage).toEqual([]);
    expect(answer.kept).toMatchObject([
      { kind: 'worktree', path, fix: expect.stringContaining(`okstra gc ${itemId(0)} --force`) },
    ]);
    expect(listing(path)).toEqual(before);
    const forced = await gc({ apply: true, force: true, items: [itemId(0)] });
    expect(forced.garbage).toMatchObject([
      { kind: 'worktree', loses: [typeof loss === 'string' ? loss : expect.stringMatching(loss)] },
    ]);
    expect(existsSync(path)).toBe(false);
  });

  test('with an ignored file that is nowhere else stay, and hide no other; forced, the file is named and goes', async () => {
    oldRuns(2, 1, 5);
    const [path, other] = [add(0), add(1)];
    write(join(top, '.git'), { 'info/exclude': '.env\nnode_modules\n' });
    write(path, { '.env': 'KEY=mine\n', 'node_modules/x.js': 'x\n' });
    const answer = await gc();
    expect(answer.garbage).toMatchObject([{ kind: 'worktree', path: other }]);
    expect(answer.kept).toMatchObject([
      {
        kind: 'worktree',
        path,
        reason: 'files in it that git ignores are nowhere else: .env',
        fix: expect.stringMatching(/--force/),
      },
    ]);
    const listed = { kind: 'worktree', path, loses: ['ignored .env'] };
    expect((await gc({ force: true, items: [itemId(0)] })).garbage).toMatchObject([listed]);
    await gc({ apply: true });
    expect([existsSync(join(path, '.env')), existsSync(other)]).toEqual([true, false]);
    const forced = await gc({ apply: true, force: true, items: [itemId(0)] });
    expect(forced.garbage).toMatchObject([listed]);
    expect([forced.garbage[0]?.problem, existsSync(path)]).toEqual([undefined, false]);
  });

  test.each([
    [
      'whose .git was replaced',
      /^its .git was removed or replaced$/,
      (path: string): void => write(path, { '.git': 'gitdir: /nowhere\n' }),
    ],
    [
      'whose index cannot be read',
      /^it cannot be looked at: .*git/,
      (path: string): void => writeFileSync(join(git(path, 'rev-parse', '--absolute-git-dir'), 'index'), 'nonsense'),
    ],
    [
      'that is locked',
      /^it is locked: mine$/,
      (path: string): void => void git(top, 'worktree', 'lock', '--reason', 'mine', path),
    ],
  ])('one %s stays even when it is forced, and hides no other', async (_name, reason, damage) => {
    oldRuns(2, 1, 5);
    const [path, other] = [add(0), add(1)];
    write(path, { 'new.txt': 'work\n' });
    damage(path);
    for (const request of [
      {},
      { force: true, items: [itemId(0), itemId(1)] },
      { apply: true, force: true, items: [itemId(0)] },
    ]) {
      const answer = await gc(request);
      expect(answer.garbage.map((each) => each.path)).toEqual(request.apply ? [] : [other]);
      expect(answer.kept).toMatchObject([{ path, reason: expect.stringMatching(reason), fix: expect.any(String) }]);
    }
    expect(readFileSync(join(path, 'new.txt'), 'utf8')).toBe('work\n');
  });

  test('of a run that can be gone on with, and worktrees of others, stay', async () => {
    oldRuns(1, 1, 5);
    const path = add(0);
    const file = join(dirOf(0, 1), 'journal.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8').split('\n').slice(0, 8).join('\n')}\n`);
    git(top, 'worktree', 'add', '-q', '--detach', join(home, 'worktrees/repo/somebody'));
    git(top, 'worktree', 'add', '-q', '--detach', join(dirname(top), 'mine'));
    const answer = await gc({ apply: true });
    expect(answer.garbage).toEqual([]);
    expect(answer.kept.map(({ reason }) => reason).toSorted()).toEqual([
      'no run of this checkout knows it',
      expect.stringContaining('can be gone on with'),
    ]);
    expect(existsSync(path)).toBe(true);
  });
});

test('what dead processes and old caches left goes; what somebody may need stays', async () => {
  oldRuns(1, 1, 1);
  const dead = 4_000_000;
  const files = {
    [`scratch/${runIdOf(1)}/x`]: true,
    [`scratch/land-${runIdOf(1)}-${dead}/x`]: true,
    [`scratch/land-${runIdOf(1)}-${process.pid}/x`]: false,
    'scratch/run-20300101-000000-aaaa/x': false,
    'scratch/run-20300101-000000-bbbb/x': 20,
    'cache/baseline/old.json': 40,
    'cache/baseline/new.json': false,
    'cache/code/old': 40,
    'cache/probes.json': false,
    [`cache/probes.json.${dead}.tmp`]: 3,
  };
  for (const [path, days] of Object.entries(files)) {
    write(home, { [path]: 'x\n' });
    for (const each of [path, dirname(path)]) if (typeof days === 'number') age(join(home, each), days);
  }
  write(join(top, '.okstra'), {
    [`trash/${dead}-run/journal.jsonl`]: 'x',
    [`trash/${process.pid}-run/journal.jsonl`]: 'x',
    [`followups.jsonl.${dead}.tmp`]: 'x',
  });
  age(join(top, `.okstra/followups.jsonl.${dead}.tmp`), 3);
  const { garbage } = await gc({ apply: true });
  expect(garbage.filter(({ problem }) => problem)).toEqual([]);
  for (const [path, goes] of Object.entries(files)) expect([path, existsSync(join(home, path))]).toEqual([path, goes === false]);
  expect(readdirSync(join(top, '.okstra/trash'))).toEqual([`${process.pid}-run`]);
  expect(existsSync(join(top, `.okstra/followups.jsonl.${dead}.tmp`))).toBe(false);
});

describe('several processes', () => {
  const PROCESS = join(import.meta.dirname, 'gc-process.ts');

  test('two at once remove the same once, and nothing that is not to go', async () => {
    oldRuns(3, 3);
    const start = () => promisify(execFile)(process.execPath, [PROCESS, top, home]);
    const ends = await Promise.all([start(), start()]);
    const problems = ends.flatMap(({ stdout }) =>
      (JSON.parse(stdout) as { problem: string | null }[]).flatMap(({ problem }) => problem ?? []),
    );
    expect(problems.filter((code) => code !== 'held' && code !== 'gc-changed')).toEqual([]);
    await gc({ apply: true });
    for (const item of [0, 1, 2]) expect(readdirSync(dirname(dirOf(item, 1)))).toEqual(['implementation-003']);
    expect(git(top, 'for-each-ref', '--format=%(refname)', 'refs/okstra/').split('\n')).toEqual([3, 6, 9].map(refOf).toSorted());
  }, 60_000);

  test.each([
    ['is let go of', 4_000_000, ''],
    ['stays while it works', process.pid, 'refs/okstra/leases/specs/spec-00000-part'],
  ])('what a gc held that nobody would ask for again %s', async (_what, pid, left) => {
    const facts = realProcessFacts();
    const me = { ...holderHere('somebody', `gc-${pid}`), pid };
    await acquireLease({ top }, { group: 'specs', id: itemId(0) }, { me, now: new Date(), ttlMs: 60_000, facts });
    expect((await gc({ apply: true })).garbage).toEqual([]);
    expect(git(top, 'for-each-ref', '--format=%(refname)', 'refs/okstra/leases')).toBe(left);
  });

  test('one that is killed leaves whole runs, and the next one ends its work', async () => {
    oldRuns(3, 4);
    for (let kills = 0; kills < 3; kills += 1) {
      const child = spawn(process.execPath, [PROCESS, top, home], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      const before = left().length;
      // As soon as the first run is gone, and a little later each time.
      for (let waited = 0; left().length === before && child.exitCode === null && waited < 10_000; waited += 1) await sleep(1);
      await sleep(kills * 15);
      child.kill('SIGKILL');
      await ended;
      for (const dir of left())
        expect([dir, existsSync(join(dir, 'journal.jsonl')), existsSync(join(dir, 'plan.json'))]).toEqual([dir, true, true]);
    }
    await gc({ apply: true });
    // All that the last one of them was to remove may have been gone already, but for its lease.
    expect(left()).toEqual([0, 1, 2].map((item) => dirOf(item, 4)));
    expect(readdirSync(join(top, '.okstra/trash'))).toEqual([]);
    expect(git(top, 'for-each-ref', '--format=%(refname)', 'refs/okstra/runs').split('\n')).toEqual(
      [4, 8, 12].map(refOf).toSorted(),
    );
    expect(git(top, 'for-each-ref', 'refs/okstra/leases')).toBe('');
  }, 90_000);

  const left = (): readonly string[] =>
    [0, 1, 2].flatMap((item) => [1, 2, 3, 4].map((run) => dirOf(item, run)).filter((dir) => existsSync(dir)));
});
