import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FAIL, ID, lightRig, PASS, WRITE } from '../journeys/light.ts';
import { Rig } from '../journeys/rig.ts';

// Several whole runs in one test, on a machine that may do other work.
vi.setConfig({ testTimeout: 60_000 });

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
  expect(end.stderr).not.toContain('\u001B');
  expect(end.stdout).toContain('accepted');
  expect(rig.metadata(ID).status).toBe('done');
});

/** That no verifier gave a result, and where to go from there. */
const BLOCKED = /\(blocked\).*gave no result.*error-analysis[^]*^outcome blocked$/m;

test.each([
  ['attempts that are used up', 1, FAIL, /^outcome not-accepted$/m],
  ['an answer in no known form', 3, `console.log('looks fine to me');`, BLOCKED],
  ['a verifier that cannot work', 3, 'process.exit(9);', BLOCKED],
])('%s: exit %i, and stderr says so', async (_, exitCode, judge, words) => {
  lightRig(rig, { judge });
  const end = await rig.cli(['run', '--exec', '--level', 'light', ID]);
  expect(end.exitCode).toBe(exitCode);
  expect(end.stderr).toMatch(words);
  expect(rig.metadata(ID).status).not.toBe('done');
});

test('several references are run one after another, a run each', async () => {
  const log = join(rig.root, 'log');
  const say = (words: string) => `fs.appendFileSync(${JSON.stringify(log)}, '${words}\\n');`;
  lightRig(rig, { writer: `${say('executor begins')} sleep(100); ${WRITE}`, judge: `${PASS} ${say('verifier ends')}` });
  rig.spec('spec-02-other');
  const end = await rig.cli(['run', '--exec', '--level', 'light', '--json', ID, 'spec-02-other']);
  expect(end.json, end.stderr).toMatchObject({ ok: true, exitCode: 0 });
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
    'executor begins',
    'verifier ends',
    'executor begins',
    'verifier ends',
  ]);
  const runs = end.json.runs.map(({ run }: { run: { id: string; taskKey: string } }) => run);
  expect(runs.map(({ taskKey }: { taskKey: string }) => taskKey)).toEqual([`sample:specs:${ID}`, 'sample:specs:spec-02-other']);
  expect(runs[0].id).not.toBe(runs[1].id);
});
