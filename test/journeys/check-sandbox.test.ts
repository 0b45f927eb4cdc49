/** The sandbox around checks, from the plan to the report, with the built program. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt } from '../../runtime/model/evidence.ts';
import { noSandbox } from '../process/helpers.ts';
import { expectAccepted, ID, journalOf, lightRig, run } from './light.ts';
import { type CliEnd, Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const checks = (entry: string): string => `checks: { test: [${entry}] }\n`;
const receiptsOf = (end: CliEnd): readonly Receipt[] =>
  journalOf(end).flatMap((event) => (event.type === 'check-finished' ? [event.receipt] : []));
const reportOf = (end: CliEnd): string => readFileSync(end.json.report.markdown, 'utf8');
const noticed = (end: CliEnd, code: string): readonly string[] =>
  end.json.notices
    .filter((notice: { code: string }) => notice.code === code)
    .map((notice: { message: string }) => notice.message);

/** A bwrap that fails as it does where no user namespace can be made. */
const breakBwrap = (): void =>
  void rig.program('bwrap', '#!/bin/sh\necho "bwrap: setting up uid map: Permission denied" >&2\nexit 1\n');

describe('where it works', () => {
  beforeEach((context) => context.skip(noSandbox !== '', noSandbox));

  test('checks run in it; the plan and the report say so, and a check outside is named', async () => {
    const outside = '{ label: outside, cmd: "test -f hello.txt && true", sandbox: false }';
    lightRig(rig, { extra: checks(`{ label: inside, cmd: test -f hello.txt }, ${outside}`) });
    const plan = await rig.cli(['run', '--dry-run', ID]);
    expect(plan.stdout).toContain('checks are  sandboxed: bubblewrap');
    expect(plan.stdout).toContain('(test, unsandboxed)');
    const end = await run(rig);
    expectAccepted(end);
    expect(receiptsOf(end).map(({ label, confinement }) => [label, confinement])).toEqual([
      ['inside', 'bwrap'],
      ['outside', 'process-group'],
    ]);
    expect(noticed(end, 'checks-unsandboxed')).toEqual(['The check outside runs unsandboxed: sandbox: false is configured.']);
    expect(reportOf(end)).toContain('**Unsandboxed**, with the network, the files and the logins of the user: outside.');
    expect(
      (await rig.cli(['run', '--dry-run', '--again', '--check-sandbox', 'required', '--json', ID])).json.error,
    ).toMatchObject({
      code: 'check-sandbox',
      message: expect.stringContaining('sandbox: false at outside'),
    });
  });

  test('a check that it keeps from working is told of on the base, with the key that helps, and stays a failed check', async () => {
    const call = `node -e 'require("node:net").connect(80, "192.0.2.1").on("error", (e) => { console.log(e.message); process.exit(1); })'`;
    lightRig(rig, { extra: `run: { maxAttempts: 1 }\n${checks(`{ label: online, cmd: ${JSON.stringify(call)} }`)}` });
    const end = await rig.cli(['run', '--exec', '--json', ID]);
    expect(end.json.outcome).toBe('not-accepted');
    const [message] = noticed(end, 'check-sandboxed');
    expect(message).toMatch(/^The check online fails on the base\. .*ENETUNREACH.*set network: true\.$/);
    const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
    expect(data.checks.receipts.map(({ hint }: { hint?: string }) => hint?.includes('network: true'))).toEqual([true, true]);
    expect(reportOf(end)).toContain('- Hint: It may have failed because of the sandbox');
    expect((await rig.cli(['validate', end.json.report.data])).exitCode).toBe(0);
  });

  test('a command of the item has a network only where the same command among the checks has one', async () => {
    const item = { metadata: { acceptanceCommands: ['true one', 'true two'] } };
    lightRig(rig, { spec: item, extra: checks('{ label: two, cmd: true two, network: true }') });
    const { json } = await rig.cli(['run', '--dry-run', '--json', ID]);
    expect(json.plan.checks.map(({ cmd, network }: { cmd: string; network: boolean }) => [cmd, network])).toEqual([
      ['true one', false],
      ['true two', true],
    ]);
    expect(json.plan.notices.map(({ code }: { code: string }) => code)).not.toContain('without-effect');
  });

  test('land checks the merged tree in it', async () => {
    lightRig(rig, { extra: checks('{ label: unit, cmd: "echo a > ../outside; test -f hello.txt" }') });
    expectAccepted(await run(rig));
    const end = await rig.cli(['land', ID, '--json']);
    expect(end.json.receipts).toEqual([expect.objectContaining({ status: 'passed', confinement: 'bwrap' })]);
    const written = readdirSync(rig.root, { recursive: true, encoding: 'utf8' });
    expect(written.filter((path) => path.endsWith('outside'))).toEqual([]);
  });
});

describe('where it does not work', () => {
  test('checks run as they are: plan, notice, receipts and report say unsandboxed; required is an error before the run', async () => {
    breakBwrap();
    lightRig(rig, { extra: checks('{ label: unit, cmd: test -f hello.txt }') });
    expect((await rig.cli(['run', '--dry-run', ID])).stdout).toContain('checks are  UNSANDBOXED: bwrap does not work here');
    const refused = await run(rig, ['--check-sandbox', 'required']);
    expect([refused.exitCode, refused.json.error.code]).toEqual([2, 'check-sandbox']);
    expect(refused.json.error.fix).toContain('okstra doctor');
    expect(rig.exists('.okstra/tasks')).toBe(false);
    const doctor = await rig.cli(['doctor', '--json']);
    expect(doctor.json.rows.find(({ name }: { name: string }) => name === 'sandbox for checks')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('run unsandboxed'),
      fix: expect.any(String),
    });

    const end = await run(rig);
    expectAccepted(end);
    expect(receiptsOf(end).map(({ confinement }) => confinement)).toEqual(['process-group']);
    expect(noticed(end, 'checks-unsandboxed')).toEqual([expect.stringContaining('bwrap does not work here')]);
    expect(reportOf(end)).toContain('**Unsandboxed**: they ran with the network');
  });

  test('off is the user’s word, by flag, variable or key, and is said all the same', async () => {
    lightRig(rig, { extra: checks('{ label: unit, cmd: test -f hello.txt }') });
    const off = { env: { OKSTRA_CONFIG__RUN__CHECK_SANDBOX: 'off' } };
    const end = await run(rig, [], off);
    expectAccepted(end);
    expect(receiptsOf(end).map(({ confinement }) => confinement)).toEqual(['process-group']);
    expect(noticed(end, 'checks-unsandboxed')).toEqual(['Checks and set-up commands run unsandboxed: run.checkSandbox is off.']);
    const plan = (await rig.cli(['run', '--dry-run', '--again', '--check-sandbox', 'off', '--json', ID])).json.plan;
    expect(plan.checkSandbox).toEqual({ kind: 'process-group', detail: 'run.checkSandbox is off' });
    const doctor = await rig.cli(['doctor'], off);
    expect(doctor.stdout).toMatch(/warn +sandbox for checks +switched off/);
  });
});
