import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { ID, lightRig, run } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.dispose());

const WRITER = `fs.writeFileSync('hello.txt', 'hello\\n');
console.log('SUMMARY\\n- wrote hello.txt\\n\\nOPEN ISSUES & RISKS\\n- Nobody has tried Windows\\n- Nobody has tried Windows.');`;

/** Two findings that do not keep a parallel run from being accepted: a major one, and a minor one with advice. */
const JUDGE = `answer({ verdict: 'concerns', criteria: met('SPEC'), findings: [
  { category: 'correctness', severity: 'major', claim: 'An empty name is greeted', evidence: 'hello.txt', location: { file: 'hello.txt', startLine: 1, endLine: 1 },
    quote: { file: 'hello.txt', side: 'new', line: 1, text: 'hello' }, reproducer: { cmd: 'test -s hello.txt', expect: { exit: 0 } } },
  { category: 'maintainability', severity: 'minor', claim: 'The greeting has no comment', evidence: 'hello.txt', recommendation: 'Say why it greets' },
] });`;

function setUp(autoSpawn: string): void {
  rig = new Rig();
  lightRig(rig, {
    writer: WRITER,
    judge: JUDGE,
    extra: `run: { mode: parallel, maxAttempts: 1 }\nfollowups: { autoSpawn: ${autoSpawn} }\n`,
  });
}

const runDir = (): string => join(rig.repo, '.okstra/tasks/specs', ID, 'runs/implementation-001');
const journal = (): string => join(runDir(), 'journal.jsonl');
const lines = (): readonly string[] => (existsSync(journal()) ? readFileSync(journal(), 'utf8').split('\n').slice(0, -1) : []);
const events = (): readonly RunEvent[] => lines().map((line) => JSON.parse(line) as RunEvent);
const specs = (): readonly string[] => readdirSync(join(rig.repo, 'specs')).toSorted();
const decisions = (): readonly string[] => {
  const file = join(rig.repo, '.okstra/followups.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
};

const ALL = [
  'spec-01-hello',
  'spec-02-an-empty-name-is-greeted',
  'spec-03-the-greeting-has-no-comment',
  'spec-04-nobody-has-tried-windows',
];

test('a run puts on record what it leaves to others, says so, and spawns nothing unless it is configured', async () => {
  setUp('none');
  const { json } = await run(rig);
  expect(json).toMatchObject({ outcome: 'accepted' });
  expect(json.followUps).toMatchObject([
    {
      id: 'FU-001',
      kind: 'residual-risk',
      level: 'major',
      origin: 'F-001',
      scope: 'hello.txt:1',
      autoSpawn: false,
      spawned: null,
    },
    { id: 'FU-002', kind: 'declined-recommendation', level: 'minor', origin: 'F-002' },
    { id: 'FU-003', kind: 'residual-risk', level: 'note', origin: 'executor', title: 'Nobody has tried Windows' },
  ]);
  expect(specs()).toEqual([ID]);
  expect(rig.read(`specs/${ID}/implementation-report.md`)).toContain(
    '| FU-001 | residual-risk | **major** | F-001 | An empty name is greeted |',
  );
  expect(JSON.parse(readFileSync(json.report.data, 'utf8')).followUps).toMatchObject([
    { id: 'FU-001' },
    { id: 'FU-002' },
    { id: 'FU-003' },
  ]);
  expect((await rig.cli(['validate', json.report.data])).exitCode).toBe(0);
});

test('the end of a run names the command that lists them', async () => {
  setUp('none');
  const { stdout } = await rig.cli(['run', '--exec', '--level', 'light', ID]);
  expect(stdout).toMatch(/^follow-ups 3 {2}okstra followups list --run run-/m);
});

test('a run without follow-ups does not speak of them, and its report says in one line that there are none', async () => {
  rig = new Rig();
  lightRig(rig);
  const { stdout } = await rig.cli(['run', '--exec', '--level', 'light', ID]);
  expect(stdout).not.toContain('followups');
  expect(rig.read(`specs/${ID}/implementation-report.md`)).toContain('## Follow-ups\n\nNo follow-ups.\n');
});

test('followups.autoSpawn: major makes a spec folder of the major one at the end of the run, which can be run once its origin is merged', async () => {
  setUp('major');
  const { json } = await run(rig);
  const path = 'specs/spec-02-an-empty-name-is-greeted';
  expect(specs()).toEqual(ALL.slice(0, 2));
  expect(json.followUps).toMatchObject([
    { autoSpawn: true, spawned: join(rig.repo, path) },
    { autoSpawn: false, spawned: null },
    {},
  ]);
  expect(rig.metadata('spec-02-an-empty-name-is-greeted')).toMatchObject({
    status: 'todo',
    dependsOn: [ID],
    followUpOf: { run: json.run.id, id: 'FU-001', item: ID },
  });
  expect(rig.read(`${path}/SPEC.md`)).toContain('## Reproducer\n\n```sh\ntest -s hello.txt\n```');
  expect(rig.read(`${path}/acceptance-checklist.md`)).toContain('- [ ] Does not hold any more');
  expect(rig.read(`specs/${ID}/implementation-report.md`)).toContain(`\`${path}\``);
  expect(decisions()).toHaveLength(1);
  // It lies in the checkout, untracked, and keeps nothing from going on.
  expect(rig.git('status', '--porcelain', '--untracked-files=normal')).toContain(`?? ${path}/`);
  expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true });
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('AC-1', 'AC-2') });`);
  expect((await run(rig, [], { id: 'spec-02-an-empty-name-is-greeted' })).json).toMatchObject({ outcome: 'accepted' });
}, 60_000);

test('a run that is not accepted spawns nothing: the next run of the item takes its findings up', async () => {
  rig = new Rig();
  lightRig(rig, {
    writer: WRITER,
    judge: JUDGE,
    extra: 'run: { mode: strict, maxAttempts: 1 }\nfollowups: { autoSpawn: all }\n',
  });
  expect((await run(rig)).json).toMatchObject({ outcome: 'not-accepted', followUps: [] });
  expect(specs()).toEqual([ID]);
});

test('okstra run --dry-run says what will be spawned', async () => {
  setUp('major');
  expect((await rig.cli(['run', '--dry-run', ID])).stdout).toMatch(/^ {2}follow-ups {2}spawned: blockers and majors$/m);
});

const soak = process.env['OKSTRA_SOAK'] === '1';
const MOMENTS_OF_STEP = ['before', 'half', 'folder', 'decision'] as const;

describe('each follow-up becomes one folder, however a run is cut off and resumed:', () => {
  /** The state a process leaves that dies at some moment: events from there on are missing, what it wrote besides may be there or not. */
  test('at every event from the end on, with the folders and decisions of later steps there or gone', async () => {
    setUp('all');
    await run(rig);
    expect(specs()).toEqual(ALL);
    const whole = lines();
    const all = decisions();
    expect(all).toHaveLength(3);
    const end = events().findIndex(({ type }) => type === 'run-finished');
    expect(
      events()
        .slice(end)
        .map(({ type }) => type),
    ).toEqual([
      'run-finished',
      'status-written',
      'follow-ups-recorded',
      'follow-up-spawned',
      'follow-up-spawned',
      'follow-up-spawned',
      'report-written',
    ]);
    const before = Object.fromEntries(ALL.map((id) => [id, rig.read(`specs/${id}/SPEC.md`)]));
    for (let kept = end + 1; kept < whole.length; kept += 1) {
      const made = whole.slice(0, kept).filter((line) => line.includes('"follow-up-spawned"')).length;
      // The folder of the step that was under way: not there; there without its decision; there with it. Later ones are not there.
      for (const moment of MOMENTS_OF_STEP) {
        if (moment === 'half' && made === 3) continue;
        // All of them in the soak run; else each of the four, at one event or another.
        if (!soak && MOMENTS_OF_STEP.indexOf(moment) % 2 !== kept % 2) continue;
        writeFileSync(
          journal(),
          whole
            .slice(0, kept)
            .map((line) => `${line}\n`)
            .join(''),
        );
        const folders = made + (moment === 'folder' || moment === 'decision' ? 1 : 0);
        for (const id of ALL.slice(1 + folders)) rmSync(join(rig.repo, 'specs', id), { recursive: true, force: true });
        const decided = made + (moment === 'decision' ? 1 : 0);
        writeFileSync(
          join(rig.repo, '.okstra/followups.jsonl'),
          all
            .slice(0, decided)
            .map((line) => `${line}\n`)
            .join(''),
        );
        if (moment === 'half') {
          mkdirSync(join(rig.repo, 'specs/.okstra-new-4711'), { recursive: true });
          writeFileSync(join(rig.repo, 'specs/.okstra-new-4711/SPEC.md'), '# Half');
          appendFileSync(join(rig.repo, '.okstra/followups.jsonl'), '{"run":"cut');
        }
        const resumed = await rig.cli(['resume', '--json']);
        const state = { kept, moment, exitCode: resumed.exitCode, specs: specs(), decisions: decisions().length };
        expect(state, resumed.stderr).toEqual({ kept, moment, exitCode: 0, specs: ALL, decisions: 3 });
        expect(resumed.json.followUps.map(({ spawned }: { spawned: string }) => spawned)).toEqual(
          ALL.slice(1).map((id) => join(rig.repo, 'specs', id)),
        );
        expect(Object.fromEntries(ALL.map((id) => [id, rig.read(`specs/${id}/SPEC.md`)]))).toEqual(before);
        expect((await rig.cli(['followups', 'list', '--json'])).json).toMatchObject({
          counts: { open: 0, spawned: 3, dismissed: 0 },
        });
      }
    }
  }, 240_000);

  const has = (count: number): boolean => specs().filter((name) => name.startsWith('spec-')).length > count;
  const MOMENTS: readonly (readonly [string, () => boolean])[] = [
    ['the run has ended', () => lines().some((line) => line.includes('"run-finished"'))],
    ['the follow-ups are on record', () => lines().some((line) => line.includes('"follow-ups-recorded"'))],
    ['a folder is being written', () => specs().some((name) => name.startsWith('.okstra-new-'))],
    ['the first folder is there', () => has(1)],
    ['the first decision is there', () => decisions().length > 0],
    ['the second folder is there', () => has(2)],
    ['the last folder is there', () => has(3)],
  ];

  test.each(soak ? MOMENTS : MOMENTS.filter((_, index) => index % 2 === 0))(
    'killed for real once %s',
    async (_what, isReached) => {
      setUp('all');
      const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
      const state = { over: false };
      const watching = (async () => {
        await first.ended;
        state.over = true;
      })();
      // No pause in between: the moment counts. A folder is being written for so short a time that it may not be seen.
      while (!state.over && !isReached()) await new Promise(setImmediate);
      first.kill('SIGKILL');
      await watching;
      await rig.cli(['resume', '--json']);
      expect(specs()).toEqual(ALL);
      expect((await rig.cli(['followups', 'list', '--json'])).json).toMatchObject({
        counts: { open: 0, spawned: 3, dismissed: 0 },
      });
      expect((await rig.cli(['resume', '--json'])).json).toMatchObject({ ok: true, run: null });
      expect(specs()).toEqual(ALL);
    },
    60_000,
  );
});
