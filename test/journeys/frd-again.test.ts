/** Bundles that are begun once more: after a run was given up, or with other tasks. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimsAt, frd, frdRig, shownBy, statusesAt } from './frd-rig.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const T = (n: number): string => `FRD-001-T${n}`;

test('a run that was discarded is followed by one on its branch, and one of fewer tasks gets a branch and a place of its own', async () => {
  const remote = frdRig(rig, [frd(1, [{ more: shownBy(T(1), 'true') }, { pr: false, more: shownBy(T(2), 'false') }])]);
  const strict = ['--mode', 'strict', '--json'];
  const first = await rig.cli(['run', 'frd:next', ...strict]);
  expect([first.exitCode, first.json.branch]).toEqual([1, 'codex/f001-t1-b']);
  expect((await rig.cli(['discard', first.json.run.id])).exitCode).toBe(0);
  const second = await rig.cli(['run', 'frd:next', ...strict]);
  expect([second.exitCode, second.json.branch, second.json.worktree]).toEqual([1, 'codex/f001-t1-b', first.json.worktree]);
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
