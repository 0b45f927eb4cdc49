import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callsOfClaude, claudeRig, fakeClaude } from './fake-claude.ts';
import { expectAccepted, ID, journalOf } from './light.ts';
import { Rig } from './rig.ts';

/** What others here nearly show waits for the soak. */
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

/** The executor's first call meets a limit that ends so many seconds later. */
const limitedFor = (seconds: number): string =>
  `if (count === 1) limited(Math.ceil(Date.now() / 1000) + ${seconds});
else if (role === 'executor') { write(); done(); } else done({ structured: pass });`;
const RUN = ['run', '--exec', '--json'];
/** The run waits in place. */
async function untilWaiting(): Promise<void> {
  const journal = join(rig.repo, `.okstra/tasks/specs/${ID}/runs/implementation-001/journal.jsonl`);
  while (!existsSync(journal) || !readFileSync(journal, 'utf8').includes('quota-wait-started'))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
const types = (end: Parameters<typeof journalOf>[0]) => journalOf(end).map(({ type }) => type);

test('a quota with a known end: exit 3 with the time, a resume before it says so again, one after it goes on', async () => {
  claudeRig(rig);
  fakeClaude(rig, limitedFor(6));
  const end = await rig.cli([...RUN, ID]);
  expect(end.json).toMatchObject({
    ok: false,
    exitCode: 3,
    outcome: 'waiting-quota',
    resumeAt: expect.stringMatching(/^\d{4}-.*Z$/),
    error: {
      code: 'waiting-quota',
      message: `An agent's quota is used up until ${end.json.resumeAt}.`,
      fix: expect.stringContaining('--wait-quota'),
    },
  });
  expect(rig.metadata(ID).status).toBe('in-progress');

  const early = await rig.cli(['resume', '--json']);
  expect(early.json).toMatchObject({ exitCode: 3, outcome: 'waiting-quota', resumeAt: end.json.resumeAt });
  expect(callsOfClaude(rig)).toHaveLength(1);

  while (Date.now() <= Date.parse(end.json.resumeAt)) await new Promise((resolve) => setTimeout(resolve, 100));
  expectAccepted(await rig.cli(['resume', '--json']));
  expect(callsOfClaude(rig).map(({ role }) => role)).toEqual(['executor', 'executor', 'verifier']);
}, 60_000);

test.skipIf(!IS_SOAK)(
  'okstra resume --now asks before the time',
  async () => {
    claudeRig(rig);
    fakeClaude(rig, limitedFor(3600));
    expect((await rig.cli([...RUN, ID])).json).toMatchObject({ outcome: 'waiting-quota' });
    expectAccepted(await rig.cli(['resume', '--json', '--now']));
  },
  60_000,
);

test('--wait-quota waits in place and goes on; killed meanwhile, a resume waits on', async () => {
  claudeRig(rig);
  fakeClaude(rig, limitedFor(7));
  const running = rig.start([...RUN, ID, '--wait-quota']);
  await untilWaiting();
  running.kill('SIGKILL');
  await running.ended;
  const end = await rig.cli(['resume', '--json']);
  expectAccepted(end);
  expect(types(end).filter((type) => type.startsWith('quota-wait'))).toEqual([
    'quota-wait-started',
    'quota-wait-started',
    'quota-wait-ended',
  ]);
  expect(end.stderr).toMatch(/waiting until .* for the quota of executor/);
  expect(callsOfClaude(rig).map(({ role }) => role)).toEqual(['executor', 'executor', 'verifier']);
}, 60_000);

test('Ctrl-C ends a wait, and the run can be gone on with', async () => {
  claudeRig(rig);
  fakeClaude(rig, limitedFor(3600));
  const running = rig.start([...RUN, ID, '--wait-quota']);
  await untilWaiting();
  running.kill('SIGINT');
  const end = await running.ended;
  expect(end.json).toMatchObject({
    exitCode: 130,
    outcome: 'cancelled',
    error: { fix: expect.stringContaining('okstra resume') },
  });
  expectAccepted(await rig.cli(['resume', '--json', '--now']));
}, 60_000);

test('of several items the others go on first; then the one that waits; the exit code is the worst of them', async () => {
  claudeRig(rig, '', [ID, 'spec-02-more']);
  fakeClaude(rig, limitedFor(5));
  const end = await rig.cli([...RUN, ID, 'spec-02-more', '--wait-quota']);
  expect(end.json.runs.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['accepted', 'accepted']);
  expect(end.exitCode).toBe(0);
  expect(callsOfClaude(rig).map(({ role }) => role)).toEqual(['executor', 'executor', 'verifier', 'executor', 'verifier']);
  expect(rig.metadata(ID).status).toBe('done');
}, 60_000);

test.skipIf(!IS_SOAK)(
  'without the flag the others go on all the same, and the exit code says that one waits',
  async () => {
    claudeRig(rig, '', [ID, 'spec-02-more']);
    fakeClaude(rig, limitedFor(3600));
    const end = await rig.cli([...RUN, ID, 'spec-02-more']);
    expect(end.json.runs.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['waiting-quota', 'accepted']);
    expect(end.exitCode).toBe(3);
  },
  60_000,
);
