import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAIL, ID, lightRig } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

test('without --exec and without a terminal a run is headless all the same: exit 0, lines on stderr, the end on stdout', async () => {
  lightRig(rig);
  const end = await rig.cli(['run', '--level', 'light', ID]);
  expect(end.exitCode, end.stderr).toBe(0);
  expect(end.stderr).toContain('implementing attempt 1 of 2: executor\n');
  expect(end.stderr).not.toMatch(/\u001B/);
  expect(end.stdout).toContain('accepted');
  expect(rig.metadata(ID).status).toBe('done');
});

test.each([
  ['attempts that are used up', 1, FAIL, /not-accepted/],
  ['an answer in no known form', 3, `console.log('looks fine to me');`, /no verifier|without a result|blocked/i],
  ['a verifier that cannot work', 3, 'process.exit(9);', /no verifier|without a result|blocked/i],
])('%s end with exit %i, and stderr says so', async (_, exitCode, judge, words) => {
  lightRig(rig, { judge });
  const end = await rig.cli(['run', '--exec', '--level', 'light', ID]);
  expect(end.exitCode).toBe(exitCode);
  expect(end.stderr).toMatch(words);
  expect(rig.metadata(ID).status).not.toBe('done');
});
