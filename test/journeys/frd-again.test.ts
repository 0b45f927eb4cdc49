/** Bundles that are begun once more, and documents with a schema of their own. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { frdSchema } from '../../runtime/generated/schemas.ts';
import type { Json } from '../sources/frd/build.ts';
import { filesOfSet } from '../sources/frd/build.ts';
import { claimsAt, frd, frdRig, shownBy, statusesAt, summaryOf, WRITER } from './frd-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** For what cheaper tests show the parts of. */
const SOAK = { skip: process.env['OKSTRA_SOAK'] === undefined, timeout: 60_000 };
const T = (n: number): string => `FRD-001-T${n}`;

test('a run that was discarded is followed by one on its branch, and one of fewer tasks gets a branch and a place of its own', async () => {
  const remote = frdRig(rig, [frd(1, [{ more: shownBy(T(1), 'true') }, { pr: false, more: shownBy(T(2), 'false') }])]);
  const strict = ['--mode', 'strict', '--json'];
  const first = await rig.cli(['run', 'frd:next', ...strict]);
  expect([first.exitCode, first.json.branch]).toEqual([1, 'codex/f001-t1-b']);
  expect(summaryOf(rig)).toMatchObject({
    memoryUpdate: { status: 'no_change' },
    validationResults: [{}, { status: 'failed', exitCode: 1 }, {}, {}],
  });
  expect(rig.read('.codex/pr/PR_BODY.md')).toMatch(/### Implemented\n\nNone\./);
  expect(statusesAt(rig, 'codex/f001-t1-b', 1)).toEqual(['in_progress', 'in_progress']);
  expect(claimsAt(remote)).toEqual({});
  expect((await rig.cli(['discard', first.json.run.id])).exitCode).toBe(0);
  expect((await rig.cli(['frd', 'next'])).stdout).toContain('branch         codex/f001-t1-b, with the work that is there\n');
  const { json: second } = await rig.cli(['run', 'frd:next', '--dry-run', ...strict]);
  expect([second.plan.branch, second.plan.worktree]).toEqual(['codex/f001-t1-b', first.json.worktree]);
  const file = 'specs/frds/frd-001-feature.json';
  const document = JSON.parse(rig.read(file));
  document.majorTasks[1].status = 'blocked';
  rig.write(file, JSON.stringify(document));
  rig.git('commit', '-qam', 'blocked for now');
  const third = await rig.cli(['run', 'frd:next', ...strict]);
  expect(third.exitCode, third.stderr).toBe(0);
  expect(third.json.branch).toBe('codex/f001-t1');
  expect(third.json.worktree).not.toBe(first.json.worktree);
  expect(statusesAt(rig, 'codex/f001-t1', 1)).toEqual(['completed', 'blocked']);
  // The work of before is where it was.
  expect(statusesAt(rig, 'codex/f001-t1-b', 1)).toEqual(['in_progress', 'in_progress']);
  expect(Object.keys(claimsAt(remote))).toEqual([T(1)]);
}, 60_000);

/** Documents with a member more than okstra's schema has, and a schema that asks for it. */
function ownSchema(): void {
  const own = structuredClone(frdSchema) as Json;
  delete own.$id;
  const metadata = own.$defs?.metadata ?? own.properties.metadata;
  metadata.properties.team = { type: 'string' };
  metadata.required = [...metadata.required, 'team'];
  const document = frd(1, [{ more: shownBy(T(1), 'true') }, { more: shownBy(T(2), 'true') }]);
  document.metadata.team = 'blue';
  document.majorTasks[1].subtasks[0].filesToCreate = ['own.json'];
  rig.write('own.json', JSON.stringify(own));
  const index = JSON.parse(filesOfSet([document])['specs/frds/index.json'] ?? '');
  frdRig(rig, [document], {
    writer: `if (prompt.includes('creates own.json')) fs.writeFileSync('own.json', '{"type":"array"}');\nelse {\n${WRITER}\n}`,
  });
  rig.write('specs/frds/index.json', JSON.stringify({ ...index, schemaPath: 'own.json' }));
  rig.git('commit', '-qam', 'a schema of our own');
}

test('the schema that the index names is what the documents of a run are checked against', async () => {
  ownSchema();
  const end = await rig.cli(['run', 'frd:next', '--json']);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(summaryOf(rig).validationResults.map(({ status }: { status: string }) => status)).toEqual([
    'passed',
    'passed',
    'passed',
  ]);
}, 60_000);

test('work that breaks the schema of the documents is not accepted', SOAK, async () => {
  ownSchema();
  const broken = await rig.cli(['run', 'FRD-001-T2', '--json']);
  expect([broken.exitCode, broken.json.error.code]).toEqual([3, 'frd-invalid']);
  // The work is kept, and says of no task that it is done.
  expect(statusesAt(rig, 'codex/f001-t2', 1)).toEqual(['not_started', 'not_started']);
});
