import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { validateRunSummary } from '../../runtime/generated/validators/run-summary.js';
import { claimsAt, documentAt, frd, frdRig, shownBy, statusesAt, summaryOf, WRITER } from './frd-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const T = (n: number): string => `FRD-001-T${n}`;
const made = (n: number): string => `test -f src/frd-001-t${n}.txt`;

test('okstra run frd:next takes the next bundle: claimed, implemented, marked on its own branch, with the files of a pull request', async () => {
  rig.write('.codex/NOTES.md', '### 2031-01-02 build\n- Learning: the tests need a xylophone\n');
  const remote = frdRig(
    rig,
    [
      frd(1, [
        { more: shownBy(T(1), made(1)) },
        { pr: false, needs: [T(1)], more: shownBy(T(2), made(2)) },
        { more: shownBy(T(3), made(3)) },
      ]),
    ],
    {
      writer: `if (prompt.includes('An answer that does not fit')) {
  console.log('\`\`\`json\\n' + JSON.stringify({ commits: [{ message: 'test(frd-001): say one', files: ['src/frd-001-t1.txt'] }, { message: prompt.includes('"Added two."') ? 'fix(frd-001): say two' : 'x', files: ['src/frd-001-t2.txt'] }] }) + '\\n\`\`\`');
  process.exit(0);
}
fs.writeFileSync(${JSON.stringify(join(rig.root, 'prompt'))}, prompt);
// What okstra keeps itself is as it was, whatever an executor does to it.
for (const kept of ['.codex/NOTES.md', 'specs/frds/index.json', 'specs/frds/frd-001-feature.json']) fs.writeFileSync(kept, '{}');
${WRITER}
console.log('\\n\`\`\`json\\n' + JSON.stringify({ commits: [{ message: 'test(frd-001): say one', files: ['src/frd-001-t1.txt'] }, { message: 'Added two.', files: ['src/frd-001-t2.txt'] }], notes: [{ context: 'build', situation: 'first run', learning: 'files lie in src', action: 'put them there', check: 'ls src', applicability: 'all' }], dependencies: [{ name: 'left-pad', why: 'pads' }] }) + '\\n\`\`\`');`,
    },
  );
  const head = rig.git('rev-parse', 'HEAD');
  const plan = await rig.cli(['run', 'frd:next', '--dry-run']);
  expect(plan.stdout).toMatch(/tasks +FRD-001-T1, FRD-001-T2 of specs\/frds\/frd-001-feature\.json[^]*branch +codex\/f001-t1-b/);
  expect(claimsAt(remote)).toEqual({});
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.json).toMatchObject({ outcome: 'accepted', branch: 'codex/f001-t1-b' });
  expect(readFileSync(join(rig.root, 'prompt'), 'utf8')).toContain('the tests need a xylophone');
  const restored = end.json.notices.find(({ code }: { code: string }) => code === 'write-back-restored');
  for (const kept of ['.codex/NOTES.md', 'specs/frds/index.json', 'specs/frds/frd-001-feature.json'])
    expect(restored?.message).toContain(kept);
  const log = rig.git('log', '--reverse', '--format=%s', `${head}..codex/f001-t1-b`).split('\n');
  expect(log).toEqual([
    'test(frd-001): say one',
    'fix(frd-001): say two',
    'chore(frd-001): mark FRD-001-T1, FRD-001-T2 completed',
  ]);
  expect(statusesAt(rig, 'codex/f001-t1-b', 1)).toEqual(['completed', 'completed', 'not_started']);
  expect(documentAt(rig, 'codex/f001-t1-b', 1).metadata.status).toBe('in_progress');
  expect(JSON.parse(rig.git('show', 'codex/f001-t1-b:specs/frds/index.json')).frds[0].status).toBe('in_progress');
  expect(rig.git('show', 'codex/f001-t1-b:.codex/NOTES.md')).toMatch(
    /^### 2031-01-02 build\n[^]*xylophone\n[^]*- Learning: files lie in src/,
  );
  expect(rig.git('show', 'codex/f001-t1-b:.gitattributes')).toBe('/.codex/NOTES.md merge=union');
  expect(rig.git('show', 'codex/f001-t1-b:.gitignore')).toBe('/.codex/pr/\n/.codex/claims-local/');
  // The user's own checkout is as it was.
  expect(rig.git('rev-parse', 'HEAD')).toBe(head);
  expect(statusesAt(rig, 'HEAD', 1)).toEqual(['not_started', 'not_started', 'not_started']);
  const summary = summaryOf(rig);
  expect(validateRunSummary(summary), JSON.stringify(validateRunSummary.errors)).toBe(true);
  expect(summary).toMatchObject({
    selectedBundleTaskIds: [T(1), T(2)],
    branchName: 'codex/f001-t1-b',
    prTitle: 'feat(frd-001): task FRD-001-T1',
    nextBoundaryTaskId: T(3),
    memoryUpdate: { status: 'appended', summary: 'build' },
    taskClaim: { taskId: T(1), status: 'claimed', takeover: null },
  });
  expect(summary.filesChanged).toEqual(['src/frd-001-t1.txt', 'src/frd-001-t2.txt']);
  expect(summary.commits.map(({ message }: { message: string }) => message.split('\n')[0])).toEqual(log);
  expect(summary.preflightChecks.map(({ name }: { name: string }) => name)).toEqual([
    'local_claims_stale_cleanup',
    'dirty_tree',
    'language_profiles',
  ]);
  expect(summary.validationResults.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
    [made(1), 'passed'],
    [made(2), 'passed'],
    ['schema of specs/frds/frd-001-feature.json', 'passed'],
    ['schema of specs/frds/index.json', 'passed'],
  ]);
  expect(rig.read('.codex/pr/PR_BODY.md')).toContain('New dependency left-pad: pads');
  expect(Object.keys(claimsAt(remote))).toEqual([T(1), T(2)]);
  const claims = await rig.cli(['frd', 'claims', '--json']);
  expect(claims.json.claims.map(({ state, branch }: { state: string; branch: string }) => [state, branch])).toEqual([
    ['awaiting-merge', 'codex/f001-t1-b'],
    ['awaiting-merge', 'codex/f001-t1-b'],
  ]);
  // Nothing of it is taken twice, here or in a clone that does not see the merge; once it is at the remote the claims go.
  rig.git('merge', '-q', 'codex/f001-t1-b');
  await rig.cli(['frd', 'claims']);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1), T(2)]);
  rig.git('push', '-q', 'origin', 'HEAD');
  const next = await rig.cli(['run', 'frd:next']);
  expect(next.exitCode, next.stderr).toBe(0);
  for (const item of ['1. Bundle: FRD-001-T3', '2. Branch: codex/f001-t3', '10. Next boundary: none', '11. PR body:'])
    expect(next.stdout).toContain(item);
  expect(Object.keys(claimsAt(remote))).toEqual([T(3)]);
}, 60_000);
