import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectAccepted, expectRefused, FAIL, ID, lightRig, listing, run, WRITE } from './light.ts';
import { Rig } from './rig.ts';

/** What others here nearly show waits for the soak. */
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const BRANCH = `okstra/${ID}`;
const land = (...args: readonly string[]) => rig.cli(['land', ID, '--json', ...args]);

async function accepted(options: Parameters<typeof lightRig>[1] = {}): Promise<void> {
  lightRig(rig, options);
  expectAccepted(await run(rig));
}

/** Where the user stands: HEAD, index, files and branches; okstra's own folder and scratch objects apart. */
const standing = () => ({
  head: rig.git('rev-parse', 'HEAD'),
  branch: rig.git('symbolic-ref', '-q', '--short', 'HEAD'),
  refs: rig.git('for-each-ref', 'refs/heads', 'refs/stash', 'refs/tags'),
  status: rig.git('status', '--porcelain'),
  files: listing(rig.repo, ['.git', '.okstra']),
  worktrees: rig.git('worktree', 'list'),
});

const isTidy = () => expect(readdirSync(join(rig.home, 'scratch'))).toEqual([]);

test('merges with a merge commit of plain words; status and report of the item may be uncommitted', async () => {
  await accepted();
  const head = rig.git('rev-parse', 'HEAD');
  const status = rig.git('status', '--porcelain');
  const end = await land();
  expect(end.json, end.stderr).toMatchObject({
    ok: true,
    exitCode: 0,
    how: 'merged',
    branch: BRANCH,
    commit: rig.git('rev-parse', 'HEAD'),
  });
  expect(rig.git('log', '-1', '--format=%P')).toBe(`${head} ${rig.git('rev-parse', BRANCH)}`);
  expect(rig.git('log', '-1', '--format=%B%an%cn')).not.toMatch(/okstra/i);
  expect(rig.read('hello.txt')).toBe('hello\n');
  expect(rig.git('status', '--porcelain')).toBe(status);
  expect(rig.git('worktree', 'list').split('\n')).toHaveLength(1);
  isTidy();

  const again = await land();
  expect(again.json).toMatchObject({ ok: true, exitCode: 0, how: 'already-merged' });
  expect(rig.git('log', '-1', '--format=%P')).toContain(head);
});

test('--dry-run runs the checks and moves nothing', async () => {
  await accepted({ spec: { metadata: { acceptanceCommands: ['test -f hello.txt'] } } });
  const before = standing();
  const end = await land('--dry-run');
  expect(end.json).toMatchObject({
    ok: true,
    how: 'dry-run',
    commit: before.head,
    receipts: [{ cmd: 'test -f hello.txt', status: 'passed' }],
  });
  expect(standing()).toEqual(before);
  isTidy();
});

describe('nothing moves', () => {
  test('with uncommitted changes in the checkout', async () => {
    await accepted();
    rig.write('README.md', '# mine\n');
    const before = standing();
    expectRefused(await land(), { exitCode: 2, code: 'dirty-checkout', message: /README\.md/, fix: /commit or git stash/ });
    expect(standing()).toEqual(before);
  });

  test('when a check fails on the merged tree, although it passed on the branch', async () => {
    await accepted({ spec: { metadata: { acceptanceCommands: ['echo looking; ! grep -q grown README.md'] } } });
    rig.write('README.md', '# grown\n');
    rig.commit('meanwhile');
    const before = standing();
    const end = await land();
    expectRefused(end, {
      exitCode: 1,
      code: 'checks-failed',
      message: /grep -q grown README\.md \(exit code 1\)\n[^]*looking/,
      fix: /--no-checks/,
    });
    expect(standing()).toEqual(before);
    isTidy();
    expect((await land('--no-checks')).json).toMatchObject({ how: 'merged', receipts: [] });
  });

  test.each([
    ['with checks', ['test -f hello.txt']],
    ['without checks', []],
  ])('when the merge conflicts, %s', async (_, acceptanceCommands) => {
    await accepted({ spec: { metadata: { acceptanceCommands } } });
    rig.write('hello.txt', 'another\n');
    rig.commit('in the way');
    const before = standing();
    for (const args of [[], ['--dry-run']])
      expectRefused(await land(...args), { exitCode: 3, code: 'merge-conflict', message: /hello\.txt/ });
    expect(standing()).toEqual(before);
  });

  test('when an untracked file lies where the branch adds one', async () => {
    await accepted();
    rig.write('hello.txt', 'precious\n');
    const before = standing();
    expectRefused(await land(), { exitCode: 3, code: 'untracked-in-the-way', message: /hello\.txt/ });
    expect(standing()).toEqual(before);
  });

  test('when the item has no accepted run', async () => {
    lightRig(rig, { judge: FAIL });
    const before = standing();
    expectRefused(await land(), {
      exitCode: 2,
      code: 'not-accepted',
      message: /no run that ended/,
      fix: new RegExp(`okstra run ${ID}`),
    });
    expect(standing()).toEqual(before);
    await run(rig, ['--max-attempts', '1']);
    const after = standing();
    expectRefused(await land(), { exitCode: 2, code: 'not-accepted', message: /not-accepted/ });
    expect(standing()).toEqual(after);
  });

  test.skipIf(!IS_SOAK)('when the newest run of the item failed, although an earlier one was accepted', async () => {
    await accepted({
      judge: `count === 1 ? answer({ verdict: 'pass', criteria: met('SPEC') }) : (() => { ${FAIL} })();`,
      writer: `fs.appendFileSync('hello.txt', 'x'); console.log('x');`,
    });
    expect((await run(rig, ['--again', '--max-attempts', '1'])).json.outcome).toBe('not-accepted');
    const before = standing();
    expectRefused(await land(), { exitCode: 2, code: 'not-accepted', message: /not-accepted/ });
    expect(standing()).toEqual(before);
  });

  test('when the branch moved since it was accepted', async () => {
    await accepted();
    rig.git(
      'worktree',
      'remove',
      '--force',
      join(rig.home, 'worktrees', readdirSync(join(rig.home, 'worktrees'))[0] ?? '', `specs-${ID}`),
    );
    rig.git('branch', '-f', BRANCH, rig.git('commit-tree', `${BRANCH}^{tree}`, '-p', BRANCH, '-m', 'not verified by anyone'));
    const before = standing();
    expectRefused(await land(), { exitCode: 3, code: 'branch-moved', message: /accepted/, fix: /okstra run .*--again/ });
    expect(standing()).toEqual(before);
  });

  test('when the branch is gone', async () => {
    await accepted();
    rig.git(
      'worktree',
      'remove',
      '--force',
      join(rig.home, 'worktrees', readdirSync(join(rig.home, 'worktrees'))[0] ?? '', `specs-${ID}`),
    );
    rig.git('branch', '-D', BRANCH);
    const before = standing();
    expectRefused(await land(), { exitCode: 2, code: 'branch-missing', message: new RegExp(BRANCH), fix: /--again/ });
    expect(standing()).toEqual(before);
  });

  test.skipIf(!IS_SOAK)('on a detached HEAD, or with a merge under way', async () => {
    await accepted();
    rig.git('checkout', '-q', '--detach');
    const head = rig.git('rev-parse', 'HEAD');
    expectRefused(await land(), { exitCode: 3, code: 'detached-head', message: /detached/, fix: /git switch/ });
    expect(rig.git('rev-parse', 'HEAD')).toBe(head);
    rig.git('checkout', '-q', 'main');
    rig.write('.git/MERGE_HEAD', `${head}\n`);
    expectRefused(await land(), { exitCode: 3, code: 'operation-in-progress', message: /merge in progress/ });
    expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  });
});

test('the checks find on the merged tree what they found in the run: copied files and set-up', async () => {
  rig.write('.gitignore', '.env.test\nready\n');
  rig.write('.env.test', 'KEY=1\n');
  await accepted({
    spec: { metadata: { acceptanceCommands: ['grep -q KEY .env.test && test -f ready'] } },
    extra: 'worktree: { copy: [.env.test], setup: [touch ready] }\n',
  });
  const end = await land();
  expect(end.json, end.stderr).toMatchObject({ ok: true, how: 'merged', receipts: [{ status: 'passed' }] });
  isTidy();
});

test('a worktree with changes of the user stays, and is named', async () => {
  await accepted({ writer: WRITE });
  const worktree = join(rig.home, 'worktrees', readdirSync(join(rig.home, 'worktrees'))[0] ?? '', `specs-${ID}`);
  writeFileSync(join(worktree, 'scribble.txt'), 'mine\n');
  const end = await land();
  expect(end.json).toMatchObject({
    ok: true,
    how: 'merged',
    notices: [{ code: 'worktree-kept', message: expect.stringContaining(worktree) }],
  });
  expect(readdirSync(worktree)).toContain('scribble.txt');
});

describe('while the checks of a landing take their time', () => {
  const LEASE = `refs/okstra/leases/specs/${ID}`;
  const slow = (seconds: number) => accepted({ spec: { metadata: { acceptanceCommands: [`sleep ${seconds}`] } } });
  /** The checks of the merged tree are under way. */
  async function landing() {
    const started = rig.start(['land', ID, '--json']);
    while (!readdirSync(join(rig.home, 'scratch')).some((name) => name.startsWith('land-'))) await sleep(10);
    return started;
  }

  test('a commit that comes onto the branch is not merged', async () => {
    await slow(2);
    const end = await landing();
    rig.git('update-ref', `refs/heads/${BRANCH}`, rig.git('commit-tree', `${BRANCH}^{tree}`, '-p', BRANCH, '-m', 'foreign'));
    const before = standing();
    expectRefused(await end.ended, { exitCode: 3, code: 'branch-moved', message: /moved meanwhile/, fix: /--again/ });
    expect(standing()).toEqual(before);
    isTidy();
  });

  test('the item is held, for longer than its lease alone would be, and free afterwards', async () => {
    await accepted({ spec: { metadata: { acceptanceCommands: ['sleep 6'] } }, extra: 'leases: { ttl: 3s }\n' });
    const end = await landing();
    await sleep(3500);
    const other = await run(rig, ['--again']);
    expectRefused(other, { exitCode: 3, code: 'held', message: new RegExp(`process ${end.pid} on .*run land-${end.pid}`) });
    expect((await end.ended).json).toMatchObject({ ok: true, how: 'merged' });
    expect(rig.git('for-each-ref', LEASE)).toBe('');
  });

  test.skipIf(!IS_SOAK)('a lease that was lost meanwhile: nothing is merged', async () => {
    await slow(2);
    const end = await landing();
    rig.git('update-ref', '-d', LEASE);
    const before = standing();
    expectRefused(await end.ended, { exitCode: 3, code: 'lease-lost', message: /another process/ });
    expect(standing()).toEqual(before);
    isTidy();
  });
});

test('an item that a run holds is not landed', async () => {
  const go = join(rig.root, 'go');
  await accepted({
    writer: `while (count > 1 && !fs.existsSync(${JSON.stringify(go)})) sleep(50); fs.appendFileSync('hello.txt', 'x'); console.log('x');`,
  });
  const again = rig.start(['run', '--exec', '--level', 'light', '--json', ID, '--again']);
  while (rig.calls('writer').length < 2) await sleep(20);
  const before = standing();
  expectRefused(await land(), { exitCode: 3, code: 'held', message: new RegExp(`process ${again.pid} on`), fix: /okstra stop/ });
  expect(standing()).toEqual(before);
  writeFileSync(go, '');
  expectAccepted(await again.ended);
});
