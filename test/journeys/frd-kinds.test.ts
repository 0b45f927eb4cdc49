import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { validateRunSummary } from '../../runtime/generated/validators/run-summary.js';
import type { FrdRigOptions } from './frd-rig.ts';
import { claimByAgent, claimsAt, frd, frdRig, shownBy, statusesAt, summaryOf, WRITER } from './frd-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** For what cheaper tests show the parts of. */
const SOAK = { skip: process.env['OKSTRA_SOAK'] === undefined, timeout: 60_000 };
const T = (n: number): string => `FRD-001-T${n}`;
const one = (more: object = shownBy(T(1), 'test -f src/frd-001-t1.txt')) => frd(1, [{ more: { ...more } }]);

/** The summary as it lies there; it fits its schema whatever the run. */
function summary() {
  const found = summaryOf(rig);
  expect(validateRunSummary(found), JSON.stringify(validateRunSummary.errors)).toBe(true);
  return found;
}

const rigWith = (options: FrdRigOptions = {}, document = one()): string => frdRig(rig, [document], options);

test('without a remote that answers claims are files of the checkout, and the run says that coordination is best effort', async () => {
  const remote = rigWith();
  renameSync(remote, `${remote}.away`);
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.json.notices.map(({ code }: { code: string }) => code)).toContain('claims-local');
  expect(summary().taskClaim).toMatchObject({ taskId: T(1), claimRef: null, status: 'fallback_local', takeover: null });
  expect(rig.read('.codex/pr/PR_BODY.md')).toContain('best effort');
  // Done is done, though nothing of it is merged.
  const again = await rig.cli(['run', T(1), '--json']);
  expect([again.exitCode, again.json.outcome, again.json.run.id]).toEqual([0, 'accepted', end.json.run.id]);
  // It keeps the task from being done twice.
  expect(JSON.parse(rig.read(`.codex/claims-local/${T(1)}.json`)).ownerInfo).toBe('awaiting merge of codex/f001-t1');
  expect((await rig.cli(['run', 'frd:next', '--json'])).json).toMatchObject({ run: null, ok: true });
  // It becomes a branch as soon as the remote is there, so that other clones leave the task alone too.
  renameSync(`${remote}.away`, remote);
  const back = await rig.cli(['frd', 'claims', '--json']);
  expect(back.json.claims.map(({ where, state }: { where: string; state: string }) => [where, state])).toEqual([
    ['remote', 'awaiting-merge'],
  ]);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1)]);
  expect(rig.exists(`.codex/claims-local/${T(1)}.json`)).toBe(false);
  expect(rig.calls('writer')).toHaveLength(1);
}, 60_000);

test('an expired claim is taken over, and the summary says from whom', SOAK, async () => {
  const remote = rigWith();
  claimByAgent(rig, T(1), '2024-01-02T00:00:00Z');
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(summary().taskClaim).toMatchObject({
    status: 'claimed',
    takeover: { previousOwnerId: 'agent-7', previousExpiresAt: '2024-01-02T00:00:00Z' },
  });
  expect(claimsAt(remote)[T(1)]).not.toBe('agent-7');
});

test('with nothing to take the files say so, exit code 0; a task that is asked for and cannot be had is exit code 3', async () => {
  const remote = frdRig(rig, [
    frd(1, [{ status: 'completed' }]),
    frd(2, [{ needs: ['FRD-003'] }]),
    frd(3, [{ status: 'blocked' }]),
  ]);
  rig.write('.codex/claims-local/FRD-009-T1.json', JSON.stringify({ createdAt: '2024-01-01T00:00:00Z', ownerId: 'agent-1' }));
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.json).toMatchObject({ ok: true, run: null, message: expect.stringContaining('No task can be taken now') });
  const found = summary();
  expect(found).toMatchObject({ selectedBundleTaskIds: [], branchName: null, taskClaim: { status: 'not_used' } });
  expect(found.preflightChecks).toContainEqual({
    name: 'local_claims_stale_cleanup',
    status: 'passed',
    details: '1 removed: FRD-009-T1',
  });
  expect(claimsAt(remote)).toEqual({});
  const waits = await rig.cli(['run', 'FRD-002-T1', '--json']);
  expect(waits.exitCode).toBe(3);
  expect(waits.json.error.message).toContain('waits for FRD-003');
  const done = await rig.cli(['run', 'frd:FRD-001-T1', '--json']);
  expect(done.exitCode, done.stderr).toBe(0);
  expect(done.json.message).toContain('already completed');
  const integrated = await rig.cli(['run', 'frd:next', '--integrate', 'x', '--json']);
  expect([integrated.exitCode, integrated.json.error.code]).toEqual([2, 'no-integration']);
  const plan = await rig.cli(['run', 'frd:next', '--dry-run']);
  expect([plan.exitCode, plan.stderr]).toEqual([3, expect.stringContaining('No task can be taken now')]);
  expect((await rig.cli(['run', 'frd:FRD-009-T9'])).exitCode).toBe(2);
  // What cannot be read is no set that is worked off.
  rig.write('specs/frds/frd-002-feature.json', '{');
  const broken = await rig.cli(['run', 'frd:next', '--json']);
  expect([broken.exitCode, broken.json.error.code]).toEqual([2, 'frd-unusable']);
  const work = await rig.cli(['work', '--source', 'frd', '--json']);
  expect([work.exitCode, work.json.remaining]).toEqual([
    2,
    [
      { item: 'FRD-003-T1', why: 'blocked' },
      { item: 'FRD-002', why: 'its file is not valid' },
    ],
  ]);
}, 60_000);

test(
  'a check that fails leaves the tasks in progress on their branch and the claims free; the next run goes on from there',
  SOAK,
  async () => {
    const half = one(shownBy(T(1), 'test "$(cat half.txt)" = 2'));
    half.majorTasks[0].subtasks[0].filesToCreate = ['half.txt'];
    const remote = rigWith({ writer: `require('node:fs').writeFileSync('half.txt', String(count)); console.log('done')` }, half);
    const end = await rig.cli(['run', 'FRD-001-T1', '--json', '--mode', 'strict']);
    expect(end.exitCode).toBe(1);
    const found = summary();
    expect(found.validationResults[0]).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(found.memoryUpdate.status).toBe('no_change');
    expect(rig.read('.codex/pr/PR_BODY.md')).toMatch(/### Implemented\n\nNone\./);
    expect(statusesAt(rig, 'codex/f001-t1', 1)).toEqual(['in_progress']);
    expect(claimsAt(remote)).toEqual({});
    const again = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict']);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.json.branch).toBe('codex/f001-t1');
    expect(statusesAt(rig, 'codex/f001-t1', 1)).toEqual(['completed']);
  },
);

test('an entry for a person blocks the run with the command that answers it; then the run goes on, and asks no agent again', async () => {
  const manual = { verificationId: `${T(1)}-V2`, type: 'manual', description: 'The page looks right.' };
  const { verification } = shownBy(T(1), 'test -f src/frd-001-t1.txt');
  const remote = rigWith(
    { writer: `${WRITER}\nfs.appendFileSync(files[0], String(count));` },
    one({ verification: [...verification, manual] }),
  );
  const end = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict'], { env: { CI: '1' } });
  expect(end.exitCode).toBe(3);
  expect(end.json.error.fix).toContain(`okstra answer ${T(1)}-V2 "<what you saw>"`);
  expect(summary()).toMatchObject({
    overallStatus: 'failed',
    verificationEvidence: [{ status: 'passed' }, { status: 'failed', humanEvidence: null }],
  });
  // Nobody else takes it meanwhile, and the branch has nothing yet.
  expect(Object.keys(claimsAt(remote))).toEqual([T(1)]);
  expect(rig.git('rev-parse', 'codex/f001-t1')).toBe(rig.git('rev-parse', 'HEAD'));
  expect((await rig.cli(['answer', `${T(1)}-V9`, 'x'])).exitCode).toBe(2);
  // What does not hold is no evidence that it does; the next run is told of it.
  const bad = await rig.cli(['answer', `${T(1)}-V2`, '--failed', 'The title is cut off.', '--json']);
  expect(bad.json).toMatchObject({ ok: true, failed: true, run: end.json.run.id, next: `okstra resume ${end.json.run.id}` });
  const refused = await rig.cli(['resume', '--json'], { env: { CI: '1' } });
  expect([refused.exitCode, refused.json.error.code]).toEqual([3, 'verification-failed']);
  expect(summary().verificationEvidence[1]).toMatchObject({ status: 'failed', humanEvidence: 'The title is cut off.' });
  expect(claimsAt(remote)).toEqual({});
  expect(statusesAt(rig, 'codex/f001-t1', 1)).toEqual(['not_started']);
  const better = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict'], { env: { CI: '1' } });
  expect([better.exitCode, better.json.error.code]).toEqual([3, 'verification-open']);
  expect(readFileSync(`${better.json.run.dir}/prompts/executor-1.md`, 'utf8')).toContain(`${T(1)}-V2: The title is cut off.`);
  const said = await rig.cli(['answer', `${T(1)}-V2`, 'Looked at it on two screens.', '--json']);
  expect(said.json).toMatchObject({
    ok: true,
    failed: false,
    run: better.json.run.id,
    next: `okstra resume ${better.json.run.id}`,
  });
  const on = await rig.cli(['resume', '--json'], { env: { CI: '1' } });
  expect(on.exitCode, on.stderr).toBe(0);
  expect(rig.calls('writer')).toHaveLength(2);
  expect(statusesAt(rig, 'codex/f001-t1', 1)).toEqual(['completed']);
  const found = summary();
  expect(found).toMatchObject({ overallStatus: 'passed' });
  expect(found.verificationEvidence[1]).toMatchObject({
    status: 'manual_verified',
    humanEvidence: 'Looked at it on two screens.',
  });
  expect(rig.read('.codex/pr/PR_BODY.md')).toContain('## Verification coverage');
}, 60_000);

test('strict CI asks for a test command where a task has test requirements, and completes nothing without one', async () => {
  const document = one({
    verification: [
      { verificationId: `${T(1)}-V1`, type: 'build', description: 'It is there.', command: 'test -f src/frd-001-t1.txt' },
    ],
  });
  delete document.majorTasks[0].testOmissionReason;
  document.majorTasks[0].testRequirements = [
    {
      testRequirementId: `${T(1)}-TR1`,
      type: 'unit',
      description: 'Tests.',
      scenarios: [{ scenarioId: `${T(1)}-TR1-S1`, type: 'success', description: 'It works.', expectedOutcome: 'yes' }],
    },
  ];
  rigWith({}, document);
  const end = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict'], { env: { CI: '1' } });
  expect(end.exitCode).toBe(3);
  expect(end.json.error).toMatchObject({
    code: 'verification-missing',
    message: expect.stringContaining('no test command was run'),
  });
  expect(summary().overallStatus).toBe('failed');
  expect(rig.git('branch', '--list', 'codex/*')).not.toContain('-b');
}, 60_000);

test('a second package manager and a lockfile that is ignored are findings of the run', async () => {
  rig.write('package.json', '{ "name": "sample" }\n');
  rig.write('package-lock.json', '{ "lockfileVersion": 3 }\n');
  const document = one();
  document.majorTasks[0].subtasks[0].filesToCreate.push('pnpm-lock.yaml', '.gitignore');
  rigWith(
    {
      writer: `fs.mkdirSync('src', { recursive: true }); fs.writeFileSync('src/frd-001-t1.txt', 'x'); fs.writeFileSync('pnpm-lock.yaml', 'x'); fs.writeFileSync('.gitignore', 'package-lock.json\\n'); console.log('done')`,
      extra: 'worktree: { setup: [] }\n',
    },
    document,
  );
  const end = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict']);
  expect(end.exitCode, end.stderr).toBe(1);
  const left = end.json.remainingTasks.join('\n');
  expect(left).toMatch(/pnpm-lock\.yaml brings pnpm in beside npm/);
  expect(left).toMatch(/package-lock\.json is ignored by git now/);
}, 60_000);

test('documents that HEAD does not have as they are stop the run, and nothing stays claimed', async () => {
  const remote = rigWith();
  rig.write('specs/frds/frd-001-feature.json', rig.read('specs/frds/frd-001-feature.json').replace('Feature 1', 'Another'));
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode).toBe(2);
  expect(end.json.error.code).toBe('frd-uncommitted');
  expect(claimsAt(remote)).toEqual({});
  rig.git('checkout', '-q', '--', '.');
  rig.git('rm', '-rq', '--cached', 'specs');
  rig.write('.git/info/exclude', 'specs/\n');
  rig.git('commit', '-qm', 'documents of our own');
  expect((await rig.cli(['run', 'frd:next', '--json'])).json.error.code).toBe('frd-not-in-head');
  expect(claimsAt(remote)).toEqual({});
  rig.git('reset', '-q', '--hard', 'HEAD~1');
  rig.write('src/frd-001-t1.txt', 'mine\n');
  const dirty = await rig.cli(['run', 'frd:next', '--json', '--mode', 'strict']);
  expect(dirty.json.error.code).toBe('dirty-item-files');
  expect(claimsAt(remote)).toEqual({});
  expect(spawnSync('git', ['-C', rig.repo, 'worktree', 'list']).stdout.toString().trim().split('\n')).toHaveLength(1);
}, 60_000);
