import { describe, expect, test } from 'vitest';
import { emptyFolder, repository, run } from '../git/scratch.ts';
import type { Json } from '../sources/frd/build.ts';
import { filesOfSet, frd, indexOf, text } from '../sources/frd/build.ts';
import { wrapper } from '../sources/frd/claim-rig.ts';
import { okstra } from './okstra.ts';

const project = (documents: readonly Json[], more: Readonly<Record<string, string>> = {}): string =>
  repository({ ...filesOfSet(documents), 'package.json': '{}', ...more });

test('okstra frd next prints the bundle that comes next and why none before it', async () => {
  const dir = project([frd(1, [{ status: 'completed' }, { needs: ['FRD-002'] }]), frd(2, [{}, { pr: false }, {}])]);
  const { stdout, exitCode } = await okstra(dir, 'frd', 'next');
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`Next: FRD-002-T1, FRD-002-T2
  FRD-002-T1     Task FRD-002-T1
  FRD-002-T2     Task FRD-002-T2
  document       specs/frds/frd-002-feature.json
  branch         codex/f002-t1-b
  languages      javascript
  next boundary  FRD-002-T3
  claims         0 tasks claimed in this checkout; no remote is configured

Passed over
Task        Why
FRD-001-T1  completed
FRD-001-T2  waits for FRD-002
`);
  expect(run(dir, 'status', '--porcelain')).toBe('');
});

test('--json has the same as values', async () => {
  const dir = project([frd(1, [{ status: 'blocked' }, {}])]);
  run(dir, 'branch', 'codex/f001-t2');
  const { json } = await okstra(dir, 'frd', 'next', '--json');
  expect(json).toMatchObject({
    ok: true,
    bundle: {
      frdId: 'FRD-001',
      path: `${dir}/specs/frds/frd-001-feature.json`,
      taskIds: ['FRD-001-T2'],
      branch: 'codex/f001-t2-a2',
      nextBoundaryTaskId: null,
      languages: ['javascript'],
      files: ['src/frd-001-t2.txt'],
    },
    complete: false,
    passedOver: [{ taskId: 'FRD-001-T1', frdId: 'FRD-001', reason: 'status', text: 'blocked' }],
    claims: { remote: { kind: 'absent' }, count: 0 },
    issues: [],
  });
});

test('neighbours that are passed over for the same reason share a line', async () => {
  const done = { status: 'completed' };
  const dir = project([frd(1, [done, done, done, { status: 'blocked' }, done]), frd(2)]);
  expect((await okstra(dir, 'frd', 'next')).stdout).toMatch(
    /Task +Why\nFRD-001-T1 … T3 +completed\nFRD-001-T4 +blocked\nFRD-001-T5 +completed\n$/,
  );
});

test('with nothing to take it says so, exit code 0', async () => {
  const dir = project([frd(1, [{ status: 'completed' }])]);
  const { stdout, exitCode } = await okstra(dir, 'frd', 'next');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('No task can be taken: all 1 are completed or skipped.');
  expect((await okstra(dir, 'frd', 'next', '--json')).json).toMatchObject({ bundle: null, complete: true });
});

test('a claim at the remote is seen, and a remote that cannot be reached is said', async () => {
  const dir = project([frd(1), frd(2)]);
  const remote = emptyFolder();
  run(remote, 'init', '--bare', '--quiet');
  run(dir, 'remote', 'add', 'origin', remote);
  const claim = { createdAt: '2031-04-02T09:00:00Z', expiresAt: '2131-04-03T09:00:00Z', ownerId: 'agent-7' };
  const other = repository({ '.codex-claim.json': JSON.stringify(claim) });
  run(other, 'push', '--quiet', remote, 'HEAD:refs/heads/codex/claim/FRD-001-T1');
  const { json } = await okstra(dir, 'frd', 'next', '--json');
  expect(json).toMatchObject({
    bundle: { taskIds: ['FRD-002-T1'] },
    passedOver: [{ taskId: 'FRD-001-T1', reason: 'claimed', text: 'claimed by agent-7 until 2131-04-03T09:00:00Z' }],
    claims: { remote: { kind: 'reached', name: 'origin' }, count: 1 },
  });
  run(dir, 'remote', 'set-url', 'origin', `${remote}-gone`);
  const cut = await okstra(dir, 'frd', 'next');
  expect(cut.stdout).toMatch(/Next: FRD-001-T1\n[^]*0 tasks claimed in this checkout; origin cannot be reached: /);
  expect((await okstra(dir, 'frd', 'next', '--offline')).stdout).toContain('no remote is configured');
  // What a remote says of itself may hold secrets.
  run(dir, 'remote', 'set-url', 'origin', remote);
  run(dir, 'config', 'remote.origin.uploadpack', wrapper(`echo "fatal: token ghp_${'a1B2'.repeat(9)} is refused" >&2; exit 1`));
  for (const command of ['next', 'claims']) {
    const { stdout } = await okstra(dir, 'frd', command, '--json');
    expect(stdout).toContain('is refused');
    expect(stdout).not.toContain('a1B2a1B2');
  }
});

describe('a set with faults', () => {
  test('is used as far as it can be, with a warning for each', async () => {
    const dir = project([frd(1), frd(2), frd(3)], { 'specs/frds/frd-001-feature.json': '{ "metadata": {}, }' });
    const { stdout, stderr, exitCode } = await okstra(dir, 'frd', 'next');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning: specs/frds/frd-001-feature.json:1:19: Expected a name in double quotes');
    expect(stdout).toContain('Next: FRD-002-T1');
    expect(stdout).toMatch(/FRD-001\s+its file is not valid/);
  });

  test('with a circle goes on with what is not part of it', async () => {
    const dir = project([frd(1, [{ needs: ['FRD-002-T1'] }]), frd(2, [{ needs: ['FRD-001'] }]), frd(3)]);
    const { json, stderr } = await okstra(dir, 'frd', 'next', '--json');
    expect(json.bundle.taskIds).toEqual(['FRD-003-T1']);
    expect(stderr).toContain('Expected dependencies that come to an end, found FRD-001 → FRD-001-T1 → FRD-002-T1 → FRD-001');
  });

  test.each([
    ['no folder', { 'a.txt': '' }, 'frds-missing'],
    ['no index', { 'specs/frds/frd-001-feature.json': text(frd(1)) }, 'frd-index-missing'],
    ['an index that is no JSON', { 'specs/frds/index.json': '{' }, 'frd-syntax'],
    ['a schema that is none', { ...filesOfSet([frd(1)]), 'specs/frds/frd-schema.json': '[' }, 'frd-schema'],
  ])('%s is an error with a fix, exit code 2', async (_what, files, code) => {
    const { json, exitCode } = await okstra(repository(files), 'frd', 'next', '--json');
    expect(exitCode).toBe(2);
    expect(json.error).toMatchObject({ code, fix: expect.any(String) });
  });

  test('an id that nothing has is an error', async () => {
    const dir = project([frd(1)]);
    const { json, exitCode } = await okstra(dir, 'frd', 'next', 'FRD-001-T9', '--json');
    expect([exitCode, json.error.code]).toEqual([2, 'frd-unknown']);
    expect((await okstra(dir, 'frd', 'next', 'frd:FRD-001', '--json')).json.bundle.taskIds).toEqual(['FRD-001-T1']);
  });
});

test('a status that the index copies wrongly is a note, and the document counts', async () => {
  const index = indexOf([frd(1)]);
  index.frds[0].status = 'completed';
  const dir = project([], filesOfSet([frd(1)], index));
  const { stdout, stderr } = await okstra(dir, 'frd', 'next');
  expect(stdout).toContain('Next: FRD-001-T1');
  expect(stderr).toContain('note: specs/frds/index.json says that FRD-001 is completed');
});

test('okstra inspect status lists the tasks of feature documents, what they wait for, and nothing of spec folders where there are none', async () => {
  const dir = project([frd(1, [{ status: 'completed' }, { needs: ['FRD-001-T1'] }, { needs: ['FRD-001-T2'] }])]);
  const { json } = await okstra(dir, 'inspect', 'status', '--json');
  expect(json.items.map(({ source, id, badge }: Json) => [source, id, badge])).toEqual([
    ['frd', 'FRD-001-T1', 'DONE'],
    ['frd', 'FRD-001-T2', 'TODO'],
    ['frd', 'FRD-001-T3', 'BLOCKED'],
  ]);
  expect(json.counts).toMatchObject({ todo: 1, done: 1, blocked: 1 });
  const { stdout } = await okstra(dir, 'inspect', 'status');
  expect(stdout).toMatch(/^3 items in .*specs\/frds: 1 todo, 0 in progress, 1 done, 1 blocked, 0 failed\n/);
  expect(stdout).not.toContain('okstra init');
  expect((await okstra(dir)).stdout).toContain('FRD-001-T2');
});
