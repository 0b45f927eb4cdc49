/** Checks that would change what they check are refused before anything is written; those of an item are run word for word. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { everything, expectAccepted, expectRefused, lightRig, noticeCodes, run } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const CHECKS = 'checks: { lint: [{ label: style, cmd: npm run lint, cwd: web }], test: [{ cmd: npm install }] }\n';
const WRITES = JSON.stringify({ scripts: { lint: 'eslint . --fix' } });
const LOOKS = JSON.stringify({ scripts: { lint: 'true' } });

test('a check whose script rewrites files ends the run before it begins: exit 4, the way to it, a fix', async () => {
  lightRig(rig, { extra: CHECKS });
  rig.write('web/package.json', WRITES);
  rig.commit('scripts');
  // What counts is the base, not what lies about in the checkout.
  rig.write('web/package.json', LOOKS);
  const before = everything(rig);
  const refusal = {
    exitCode: 4,
    code: 'check-denied',
    message: /checks\.lint "style" \(npm run lint\) .*"eslint \. --fix" behind "npm run lint" \(rewrites-files: /,
    fix: /Declare the form that only looks .* in okstra\.yaml/,
  };
  const end = await run(rig);
  expectRefused(end, refusal);
  expect(end.json.error.place).toEqual({ file: 'okstra.yaml', line: expect.any(Number), field: 'checks.lint' });
  expect(end.json.error.details.others).toEqual([expect.objectContaining({ message: expect.stringContaining('npm install') })]);
  expectRefused(await run(rig, ['--dry-run']), refusal);
  expect(everything(rig)).toEqual(before);
  expect(rig.calls('writer')).toEqual([]);
});

test('doctor and validate say it too, with a row and a place', async () => {
  lightRig(rig, { extra: CHECKS });
  rig.write('web/package.json', WRITES);
  rig.commit('scripts');
  const doctor = await rig.cli(['doctor', '--json']);
  expect(doctor.exitCode).toBe(1);
  const rows = (end: typeof doctor) => end.json.rows.filter(({ name }: { name: string }) => name === 'checks');
  expect(rows(doctor)).toEqual([
    { name: 'checks', status: 'fail', detail: expect.stringContaining('eslint . --fix'), fix: expect.stringMatching(/\S/) },
    {
      name: 'checks',
      status: 'fail',
      detail: expect.stringContaining('npm install'),
      fix: expect.stringContaining('worktree.setup'),
    },
  ]);
  const validate = await rig.cli(['validate', 'okstra.yaml', '--json']);
  expect(validate.exitCode).toBe(1);
  expect(validate.json.files[0].problems).toEqual([
    expect.objectContaining({ code: 'check-denied', place: expect.objectContaining({ line: expect.any(Number) }) }),
    expect.objectContaining({ code: 'check-denied' }),
  ]);
  rig.write('okstra.yaml', rig.read('okstra.yaml').replace(CHECKS, 'checks: { test: [{ cmd: "true" }] }\n'));
  expect(rows(await rig.cli(['doctor', '--json']))).toEqual([
    { name: 'checks', status: 'ok', detail: '1 configured; none of them changes what it checks' },
  ]);
  expect((await rig.cli(['validate', 'okstra.yaml'])).exitCode).toBe(0);
});

test("an item's own command is run word for word, with a notice in plan, answer and report", async () => {
  const cmd = 'git stash list && git branch -f other HEAD';
  lightRig(rig, { spec: { metadata: { acceptanceCommands: [cmd] } } });
  const plan = await run(rig, ['--dry-run']);
  expect(plan.json.plan.notices).toContainEqual(
    expect.objectContaining({ code: 'item-command-denied', message: expect.stringContaining('changes-git') }),
  );
  const end = await run(rig);
  expectAccepted(end);
  expect(noticeCodes(end)).toContain('item-command-denied');
});
