import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootId, processStart } from '../../runtime/process/proc.ts';
import { builtProgram } from '../support/program.ts';
import { claudeRig, fakeClaude } from './fake-claude.ts';
import { everything, expectRefused, FAIL, ID, lightRig, WRITE } from './light.ts';
import { Rig } from './rig.ts';

const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
/** A detached run outlives the test that fails: whoever carries its mark, or was started in the rig, is ended. */
afterEach(() => {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OKSTRA_HOME=${rig.home}`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // gone, or not ours
    }
  }
  rig.dispose();
});

const START = ['run', '--exec', '--json', '--detach', '--level', 'light', ID];
/** An executor that works until the test lets go of it. */
const HELD = `while (!fs.existsSync(process.env.HOLD)) sleep(50); ${WRITE}`;
const wait = (seconds: string, ...args: readonly string[]) =>
  rig.cli(['inspect', 'status', '--wait', seconds, '--json', ...args]);

describe('a detached run', () => {
  test('is answered for while it is under way, is followed until it ends, and its answer names the report', async () => {
    lightRig(rig, { writer: HELD });
    const hold = join(rig.root, 'go');
    const started = await rig.cli(START, { env: { HOLD: hold } });
    expect(started.json).toMatchObject({ ok: true, exitCode: 0, detached: true, run: { item: ID } });
    const { id } = started.json.run;
    expect(started.json.follow).toBe(`okstra inspect status --wait 60 --json ${id}`);

    const early = await wait('1');
    expect(early.json.wait).toMatchObject({
      ended: false,
      runs: [{ id, state: 'running', outcome: null, exitCode: null, attempt: { n: 1, of: 2 } }],
    });
    expect(early.json.wait.waitedMs).toBeGreaterThanOrEqual(1000);
    expect(early.json.wait.runs[0].progress).toMatch(/implementing/);
    expect(early.json.items[0]).toMatchObject({ id: ID, readiness: 'leased' });
    // What a terminal sends when it is closed.
    process.kill(started.json.pid, 'SIGHUP');

    rig.program('touch-go', `#!/bin/sh\n: > '${hold}'\n`);
    spawnSync(join(rig.root, 'bin/touch-go'));
    const late = await wait('60', id);
    expect(late.json.wait).toMatchObject({
      ended: true,
      runs: [{ state: 'ended', outcome: 'accepted', exitCode: 0, verdict: 'pass', remainingTasks: [], error: null }],
    });
    expect(late.json.wait.waitedMs).toBeLessThan(60_000);
    expect(readFileSync(late.json.wait.runs[0].report.markdown, 'utf8')).toContain(ID);
    // Asked again, about the newest run, and by the item.
    for (const again of [await wait('1'), await rig.cli(['inspect', 'status', '--json', ID])]) {
      expect(again.json.wait).toMatchObject({ ended: true, runs: [{ id, state: 'ended' }] });
    }
  }, 60_000);

  test('lives on when the command, its group and its terminal are gone', async () => {
    lightRig(rig, { writer: HELD });
    const hold = join(rig.root, 'go');
    // As a host's shell does it: everything in the group of the command is killed as soon as it has answered.
    const script = `setsid sh -c '"$0" "$@"; kill -9 0' '${process.execPath}' '${builtProgram()}' ${START.join(' ')}`;
    const env = { ...rig.env, HOLD: hold };
    const { stdout } = spawnSync('sh', ['-c', script], { cwd: rig.repo, env, encoding: 'utf8' });
    const { run } = JSON.parse(stdout);
    expect((await wait('1', run.id)).json.wait.runs[0].state).toBe('running');
    spawnSync('touch', [hold]);
    expect((await wait('60', run.id)).json.wait.runs[0]).toMatchObject({ state: 'ended', outcome: 'accepted' });
  }, 60_000);

  test.skipIf(!IS_SOAK)(
    'that is not accepted says what is left, with the exit code of the run',
    async () => {
      lightRig(rig, { judge: FAIL });
      await rig.cli([...START, '--max-attempts', '1']);
      const end = await wait('60');
      expect(end.exitCode).toBe(0);
      expect(end.json.wait.runs[0]).toMatchObject({ outcome: 'not-accepted', exitCode: 1, verdict: 'fail', error: null });
      expect(end.json.wait.runs[0].remainingTasks[0]).toMatch(/it says too little/);
    },
    60_000,
  );

  test('whose process is killed is interrupted, and goes on detached', async () => {
    lightRig(rig, { writer: `if (count === 1) while (true) sleep(1000);\n${WRITE}` });
    const started = await rig.cli(START);
    while (rig.calls('writer').length === 0) await sleep(50);
    process.kill(started.json.pid, 'SIGKILL');
    const gone = await wait('30');
    expect(gone.json.wait).toMatchObject({
      ended: true,
      runs: [
        { state: 'interrupted', exitCode: 130, error: { code: 'run-interrupted', fix: `okstra resume ${started.json.run.id}` } },
      ],
    });
    const resumed = await rig.cli(['resume', '--detach', '--json']);
    expect(resumed.json).toMatchObject({ detached: true, run: { id: started.json.run.id } });
    expect((await wait('60')).json.wait.runs[0]).toMatchObject({ state: 'ended', outcome: 'accepted' });
  }, 90_000);

  test('that is stopped says so, and how it goes on', async () => {
    lightRig(rig, { writer: HELD });
    // What follows -- are items, and no flags.
    const { run } = (await rig.cli([...START.slice(0, -1), '--', ID])).json;
    expect((await rig.cli(['stop', '--json', run.id])).json).toMatchObject({ ok: true });
    expect((await wait('30', run.id)).json.wait).toMatchObject({
      ended: true,
      runs: [
        {
          state: 'interrupted',
          outcome: 'cancelled',
          exitCode: 130,
          error: { code: 'cancelled', fix: `okstra resume ${run.id}` },
        },
      ],
    });
  }, 60_000);

  test('whose quota is used up says until when: it ends, or waits in place with --wait-quota', async () => {
    claudeRig(rig);
    fakeClaude(rig, `limited(Math.ceil(Date.now() / 1000) + 3600);`);
    const { run } = (await rig.cli(START)).json;
    const ended = (await wait('30', run.id)).json.wait.runs[0];
    expect(ended).toMatchObject({
      state: 'interrupted',
      outcome: 'waiting-quota',
      exitCode: 3,
      resumeAt: expect.stringMatching(/^\d{4}-.*Z$/),
      error: { code: 'waiting-quota', fix: expect.stringContaining(`okstra resume ${run.id} --wait-quota`) },
    });
    const resumed = await rig.cli(['resume', '--json', '--detach', '--wait-quota', run.id]);
    expect(resumed.json).toMatchObject({ ok: true, detached: true, run: { id: run.id } });
    let waiting = ended;
    while (waiting.state !== 'running' || waiting.resumeAt === null) waiting = (await wait('1', run.id)).json.wait.runs[0];
    expect(waiting).toMatchObject({ outcome: null, exitCode: null, resumeAt: ended.resumeAt, error: null });
    expect((await rig.cli(['stop', '--json', run.id])).json).toMatchObject({ ok: true });
  }, 60_000);

  test.skipIf(!IS_SOAK)(
    'that cannot start answers as any other, and so does one that has nothing to do',
    async () => {
      lightRig(rig);
      expectRefused(await rig.cli([...START.slice(0, -1), 'spec-99-none']), {
        exitCode: 2,
        code: 'item-unknown',
        message: /spec-99-none/,
      });
      await rig.cli(START);
      await wait('60');
      expect((await rig.cli(START)).json).toMatchObject({
        ok: true,
        outcome: 'accepted',
        message: expect.stringMatching(/already done/),
      });
    },
    60_000,
  );

  test('is one item, and has no stream to show', async () => {
    lightRig(rig);
    const before = everything(rig);
    expectRefused(await rig.cli([...START, 'spec-02-b']), { exitCode: 2, code: 'one-item', message: /found 2/ });
    expectRefused(await rig.cli([...START, '--dry-run']), { exitCode: 2, code: 'flags-together', message: /--dry-run/ });
    expect(everything(rig)).toEqual(before);
  });
});

test('a process that has no run yet is waited for, and no older run is taken for its own', async () => {
  lightRig(rig);
  await rig.cli(['run', '--exec', '--json', '--level', 'light', ID]);
  expect((await wait('1')).json.wait).toMatchObject({ ended: true, runs: [{ state: 'ended' }], error: null });
  const child = spawn('sleep', ['60']);
  const pid = child.pid ?? 0;
  mkdirSync(join(rig.repo, '.okstra/detached'), { recursive: true });
  const note = { pid, start: processStart(pid), boot: bootId() };
  writeFileSync(join(rig.repo, '.okstra/detached/x.pid'), JSON.stringify(note));
  const early = (await wait('1')).json.wait;
  expect(early).toMatchObject({ ended: false, runs: [], error: null });
  expect(early.waitedMs).toBeGreaterThanOrEqual(1000);
  child.kill('SIGKILL');
  expect((await wait('30')).json.wait).toMatchObject({ ended: true, runs: [{ state: 'ended' }] });
}, 60_000);

test('status without a run says so', async () => {
  lightRig(rig);
  expect((await wait('5')).json.wait).toEqual({
    ended: false,
    waitedMs: expect.any(Number),
    runs: [],
    error: { category: 'usage', code: 'no-run', message: expect.stringMatching(/found none/), fix: 'okstra run <item>' },
  });
  expectRefused(await wait('5', 'run-20310402-091011-none'), { exitCode: 2, code: 'run-not-found', message: /run-20310402/ });
});

test.skipIf(!IS_SOAK)(
  'a review is followed in the same way',
  async () => {
    lightRig(rig);
    rig.git('checkout', '-qb', 'topic');
    rig.write('hello.txt', 'hello\n');
    rig.commit('hello');
    const started = await rig.cli(['review', '--exec', '--json', '--detach', '--level', 'light', 'main...topic']);
    expect(started.json, started.stderr).toMatchObject({ ok: true, detached: true });
    expect((await wait('60', started.json.run.id)).json.wait.runs[0].state).toBe('ended');
  },
  60_000,
);

describe('in a sandbox of a host', () => {
  const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
  const inside = (mounts: string, args: readonly string[], env: Record<string, string> = {}) => {
    const script = `${mounts}\nexec '${process.execPath}' '${builtProgram()}' "$@"`;
    const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-ec', script, 'sh', ...args], {
      cwd: rig.repo,
      env: { ...rig.env, ...env },
      encoding: 'utf8',
    });
    return { exitCode: status, signal: null, stdout, stderr, json: JSON.parse(stdout) };
  };
  const readOnly = (path: string): string => `mount --bind '${path}' '${path}' && mount -o remount,bind,ro '${path}'`;

  test
    .skipIf(!canMount)
    .each([
      ['the git folder', () => join(rig.repo, '.git')],
      ...(IS_SOAK ? [['okstra’s home', () => rig.home] as const] : []),
    ] as const)('that keeps %s from being written, a run is refused before it writes anything', (_what, place) => {
    lightRig(rig);
    const before = everything(rig);
    for (const args of [START, START.filter((word) => word !== '--detach')]) {
      expectRefused(inside(readOnly(place()), args), {
        exitCode: 3,
        code: 'host-sandbox',
        message: new RegExp(`to write in ${place()}`),
        fix: new RegExp(`In a terminal of your own: cd '${rig.repo}' && okstra run --exec --level light ${ID}`),
      });
      expect(everything(rig)).toEqual(before);
    }
  });

  test.skipIf(!canMount || !IS_SOAK).each([
    [{ CODEX_SANDBOX_NETWORK_DISABLED: '1' }, 'Codex', /codex --sandbox danger-full-access/],
    [{ CLAUDECODE: '1' }, 'Claude Code', /sandbox\.excludedCommands/],
    [{ GEMINI_CLI: '1' }, 'Gemini CLI', /without --sandbox/],
  ] as const)('the approval is the one of the host that is above: %j', (env, name, fix) => {
    lightRig(rig);
    const end = inside(readOnly(join(rig.repo, '.git')), START, env);
    expectRefused(end, { exitCode: 3, code: 'host-sandbox', message: new RegExp(`sandbox of ${name}`), fix });
  });

  const bwrap = ['--dev-bind', '/', '/', '--unshare-pid', '--proc', '/proc', '--die-with-parent'];
  const canWrap = spawnSync('bwrap', [...bwrap, 'true']).status === 0;

  test.skipIf(!canWrap)(
    'whose processes end with the command, only a detached run is refused',
    () => {
      lightRig(rig);
      const start = (args: readonly string[]) => {
        const { status, stdout, stderr } = spawnSync('bwrap', [...bwrap, process.execPath, builtProgram(), ...args], {
          cwd: rig.repo,
          env: rig.env,
          encoding: 'utf8',
        });
        return { exitCode: status, signal: null, stdout, stderr, json: JSON.parse(stdout) };
      };
      expectRefused(start(START), { exitCode: 3, code: 'host-sandbox', message: /go on after this command has ended .*bwrap/ });
      expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
      if (IS_SOAK) expect(start(START.filter((word) => word !== '--detach')).json).toMatchObject({ outcome: 'accepted' });
    },
    60_000,
  );
});

test('an agent of a run that starts okstra is told that it is one', async () => {
  const call = `const { spawnSync } = require('node:child_process');
const end = spawnSync(process.execPath, [${JSON.stringify(builtProgram())}, 'run', '--exec', '--json', '${ID}'], { encoding: 'utf8' });
fs.writeFileSync('nested.json', end.stdout); `;
  lightRig(rig, { writer: call + WRITE });
  await rig.cli(['run', '--exec', '--level', 'light', '--json', ID]);
  const nested = JSON.parse(rig.git('show', `okstra/${ID}:nested.json`));
  expect(nested).toMatchObject({ ok: false, exitCode: 3, error: { code: 'nested-run' } });
});
