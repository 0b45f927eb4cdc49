/** No command and nothing that okstra does by itself removes work that no commit has, or commits that nothing else holds. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectAccepted, ID, lightRig, run } from './light.ts';
import type { CliEnd } from './rig.ts';
import { Rig } from './rig.ts';

vi.setConfig({ testTimeout: 120_000 });
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.write('.gitignore', 'local.env\ndata/\nnode_modules/\n');
  rig.commit('ignore');
});
afterEach(() => rig.dispose());

const BRANCH = `okstra/${ID}`;

/** What a person may have left in a worktree: a commit, a change, a new file, and files that git ignores. */
function leaveWork(worktree: string): string {
  const git = (...args: readonly string[]): string => rig.git('-C', worktree, ...args);
  writeFileSync(join(worktree, 'mine.txt'), 'committed\n');
  git('add', 'mine.txt');
  git('commit', '-qm', 'my own commit');
  writeFileSync(join(worktree, 'README.md'), 'changed by hand\n');
  writeFileSync(join(worktree, 'untracked.txt'), 'untracked\n');
  writeFileSync(join(worktree, 'local.env'), 'IGNORED=1\n');
  mkdirSync(join(worktree, 'data'));
  writeFileSync(join(worktree, 'data/notes'), 'ignored too\n');
  return git('rev-parse', 'HEAD');
}

/** The user's own checkout is never any of okstra's business. */
function leaveInCheckout(): () => void {
  rig.write('README.md', 'my change\n');
  rig.write('mine-untracked.txt', 'mine\n');
  rig.write('local.env', 'MINE=1\n');
  return () => {
    expect([rig.read('README.md'), rig.read('mine-untracked.txt'), rig.read('local.env')]).toEqual([
      'my change\n',
      'mine\n',
      'MINE=1\n',
    ]);
    rig.git('checkout', '--', 'README.md');
  };
}

/** Whether some ref holds a commit whose tree has the file with that text. */
function isKept(path: string, text: string): boolean {
  const refs = rig.git('for-each-ref', '--format=%(objectname) %(objecttype)').split('\n');
  const commits = refs.filter((line) => line.endsWith(' commit')).map((line) => line.split(' ')[0] ?? '');
  return [...new Set(commits)].some((commit) => {
    try {
      return rig.git('show', `${commit}:${path}`) === text;
    } catch {
      return false;
    }
  });
}

const isReachable = (commit: string): boolean => rig.git('for-each-ref', `--contains=${commit}`, '--format=%(refname)') !== '';

function expectNothingLost(worktree: string, own: string): void {
  expect({ commit: isReachable(own) }).toEqual({ commit: true });
  expect({ changed: isKept('README.md', 'changed by hand'), untracked: isKept('untracked.txt', 'untracked') }).toEqual({
    changed: true,
    untracked: true,
  });
  expect(readFileSync(join(worktree, 'local.env'), 'utf8')).toBe('IGNORED=1\n');
  expect(readFileSync(join(worktree, 'data/notes'), 'utf8')).toBe('ignored too\n');
}

async function accepted(): Promise<CliEnd> {
  lightRig(rig);
  const end = await run(rig);
  expectAccepted(end);
  return end;
}

test('discard names what it would take, takes nothing, and with --force names what it took', async () => {
  lightRig(rig, { judge: `answer({ verdict: 'fail', criteria: [{ id: 'SPEC', status: 'unmet', evidence: 'no' }] });` });
  const end = await run(rig, ['--max-attempts', '1']);
  const { worktree } = end.json;
  const own = leaveWork(worktree);
  const untouched = leaveInCheckout();
  const kept = await rig.cli(['discard', ID, '--json']);
  const named = [
    expect.stringMatching(/^commit [0-9a-f]{10} feat: Example$/),
    expect.stringMatching(/^commit [0-9a-f]{10} my own commit$/),
    'uncommitted README.md',
    'untracked untracked.txt',
    'ignored data/',
    'ignored local.env',
  ];
  expect(kept.json).toMatchObject({ ok: true, removed: false, lost: [], kept: named });
  expect(readFileSync(join(worktree, 'untracked.txt'), 'utf8')).toBe('untracked\n');
  expect(rig.git('rev-parse', BRANCH)).toBe(own);
  const text = await rig.cli(['discard', ID]);
  expect(text.stdout).toContain('--force removes them, and with them:\n  commit ');
  const forced = await rig.cli(['discard', '--force', ID, '--json']);
  expect(forced.json).toMatchObject({ ok: true, removed: true, lost: named, kept: [] });
  expect(existsSync(worktree)).toBe(false);
  untouched();
});

test('discard --force of a folder whose link to the repository is broken names the files in it', async () => {
  const { worktree } = (await accepted()).json;
  writeFileSync(join(worktree, '.git'), 'gitdir: /nowhere\n');
  writeFileSync(join(worktree, 'untracked.txt'), 'x');
  const forced = await rig.cli(['discard', '--force', ID, '--json']);
  expect(forced.json.lost).toEqual(expect.arrayContaining(['file untracked.txt', 'file hello.txt', 'file README.md']));
});

test.each(IS_SOAK ? [['--again'], ['--again', '--fresh']] : [['--again', '--fresh']])(
  'run %s keeps what a person left in the worktree',
  async (...flags) => {
    const { worktree } = (await accepted()).json;
    const own = leaveWork(worktree);
    const untouched = leaveInCheckout();
    const end = await run(rig, ['--mode', 'parallel', ...flags]);
    expectAccepted(end);
    expectNothingLost(worktree, own);
    untouched();
  },
);

test('resume keeps what was left in the worktree while the run was dead', async () => {
  lightRig(rig, { writer: `if (count === 1) sleep(60000); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');` });
  const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
  while (rig.calls('writer').length === 0) await sleep(20);
  first.kill('SIGKILL');
  await first.ended;
  const worktree = rig.git('worktree', 'list', '--porcelain').split('worktree ').at(-1)?.split('\n')[0] ?? '';
  const own = leaveWork(worktree);
  const end = await rig.cli(['resume', '--json']);
  expect(end.json).toMatchObject({ outcome: 'accepted' });
  expectNothingLost(worktree, own);
});

test('land takes away a worktree only when nothing in it is lost by that', async () => {
  const { worktree } = (await accepted()).json;
  writeFileSync(join(worktree, 'local.env'), 'IGNORED=1\n');
  mkdirSync(join(worktree, 'node_modules'));
  writeFileSync(join(worktree, 'node_modules/x.js'), '');
  const landed = await rig.cli(['land', ID, '--json']);
  expect(landed.json).toMatchObject({ ok: true, how: 'merged' });
  expect(landed.json.notices).toEqual([
    { code: 'worktree-kept', message: expect.stringContaining('found ignored ones: local.env') },
  ]);
  expect(readFileSync(join(worktree, 'local.env'), 'utf8')).toBe('IGNORED=1\n');
});

test.skipIf(!IS_SOAK)(
  'land takes away a worktree with nothing but what was copied from the checkout and what tools make again',
  async () => {
    lightRig(rig, { extra: 'worktree: { copy: [local.env] }\n' });
    rig.write('local.env', 'COPIED=1\n');
    const end = await run(rig);
    expectAccepted(end);
    mkdirSync(join(end.json.worktree, 'node_modules'));
    writeFileSync(join(end.json.worktree, 'node_modules/x.js'), '');
    expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true, notices: [] });
    expect(existsSync(end.json.worktree)).toBe(false);
  },
);

test.skipIf(!IS_SOAK)('stop, review, follow-ups, reports and doctor leave everything where it is', async () => {
  const { worktree } = (await accepted()).json;
  const own = leaveWork(worktree);
  const untouched = leaveInCheckout();
  const before = rig.git('-C', worktree, 'status', '--porcelain', '--ignored', '-uall');
  for (const args of [
    ['stop'],
    ['resume'],
    ['review', '--yes', '--verifiers', 'judge', 'HEAD~1..HEAD'],
    ['followups', 'list'],
    ['doctor'],
    ['inspect', 'report', ID],
  ]) {
    await rig.cli([...args, '--json']);
  }
  expect(rig.git('-C', worktree, 'status', '--porcelain', '--ignored', '-uall')).toBe(before);
  expect(rig.git('rev-parse', BRANCH)).toBe(own);
  untouched();
});
