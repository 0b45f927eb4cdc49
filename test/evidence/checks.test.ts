import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CheckResult, type CheckRun, runCheck, skippedReceipt } from '../../runtime/evidence/checks.ts';
import type { CheckSpec } from '../../runtime/model/evidence.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';
import { folder, isAlive, noSandbox, until } from '../process/helpers.ts';

interface Changes {
  readonly spec?: Partial<CheckSpec>;
  readonly run?: Partial<CheckRun>;
}

function rig() {
  const root = realpathSync(folder());
  const checkout = join(root, 'checkout');
  mkdirSync(checkout);
  const logPath = join(root, 'run', 'checks', '1.log');
  const spec: CheckSpec = {
    id: 'test:unit',
    label: 'unit',
    category: 'test',
    cmd: 'true',
    cwd: '.',
    env: {},
    network: false,
    timeoutMs: 10_000,
  };
  const context = { checkout, on: 'candidate', attempt: 2, commit: 'c0', tree: 't0', runId: 'run-checks', logPath } as const;
  const means = { redactor: makeRedactor([]), sandbox: 'process-group', tmpDir: join(root, 'tmp') } as const;
  const check = (cmd: string, { spec: more, run }: Changes = {}): Promise<CheckResult> =>
    runCheck({ spec: { ...spec, cmd, ...more }, ...context, ...means, ...run });
  return { root, checkout, check, spec, log: () => readFileSync(logPath, 'utf8') };
}

describe('a receipt', () => {
  test('says what was run, on what, and how it ended', async () => {
    const { check, log } = rig();
    const receipt = await check('echo out; echo err >&2; echo "Tests:       1 failed, 3 passed, 4 total"; exit 3');
    const asked = {
      check: 'test:unit',
      label: 'unit',
      category: 'test',
      cwd: '.',
      on: 'candidate',
      attempt: 2,
      commit: 'c0',
      tree: 't0',
    };
    expect(receipt).toEqual({
      ...asked,
      cmd: receipt.cmd,
      status: 'failed',
      exitCode: 3,
      confinement: 'process-group',
      counts: { passed: 3, failed: 1, skipped: 0 },
      tail: 'out\nerr\nTests:       1 failed, 3 passed, 4 total',
      durationMs: expect.any(Number),
      logSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      logBytes: Buffer.byteLength(log()),
    });
    expect(receipt.cmd).toContain('exit 3');
    expect(log()).toBe('out\nerr\nTests:       1 failed, 3 passed, 4 total\n');
  });

  test('of a command that ends with 0 is passed, and has no counts when none can be told', async () => {
    const receipt = await rig().check('echo fine');
    expect(receipt).toMatchObject({ status: 'passed', exitCode: 0, tail: 'fine' });
    expect(receipt).not.toHaveProperty('counts');
    expect(receipt).not.toHaveProperty('note');
  });

  test('of a command that takes too long is timed-out, and nothing of it lives on', async () => {
    const { root, check, log } = rig();
    const receipt = await check(`setsid sleep 60 & echo $! > ${root}/pid; trap '' TERM; echo started; sleep 60`, {
      spec: { timeoutMs: 300 },
    });
    expect(receipt).toMatchObject({ status: 'timed-out', exitCode: null, note: 'stopped after 0.3 s' });
    expect(log()).toBe('started\n\nokstra: stopped after 0.3 s\n');
    expect(isAlive(Number(readFileSync(join(root, 'pid'), 'utf8')))).toBe(false);
  });

  test("of a command that is not there fails with the shell's 127", async () => {
    expect(await rig().check('no-such-command-xyz')).toMatchObject({ status: 'failed', exitCode: 127 });
  });

  test('of a command whose folder is missing in this tree fails and says so', async () => {
    const { check, log } = rig();
    expect(await check('true', { spec: { cwd: 'packages/new' } })).toMatchObject({
      status: 'failed',
      exitCode: null,
      note: 'there is no folder packages/new in this tree',
    });
    expect(log()).toContain('packages/new');
  });

  test('of a command whose folder leads out of the checkout fails without running it', async () => {
    const { root, checkout, check } = rig();
    symlinkSync(root, join(checkout, 'link'));
    for (const cwd of ['..', 'link', root]) {
      const receipt = await check(`touch ${root}/ran`, { spec: { cwd } });
      expect(receipt).toMatchObject({ status: 'failed', note: `the folder ${cwd} leads out of the checkout` });
    }
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  test('of a command that is killed names the signal', async () => {
    expect(await rig().check('kill -KILL $$')).toMatchObject({
      status: 'failed',
      exitCode: null,
      note: 'ended by signal SIGKILL',
    });
  });

  test('of a check that was not run says why', () => {
    const { spec } = rig();
    const receipt = skippedReceipt(
      spec,
      { on: 'baseline', attempt: 0, commit: 'c', tree: 't', sandbox: 'bwrap' },
      'no python in the diff',
    );
    expect(receipt).toMatchObject({ status: 'skipped', exitCode: null, note: 'no python in the diff', confinement: 'bwrap' });
    expect(receipt).not.toHaveProperty('log');
  });
});

describe('JUnit XML that a check names', () => {
  const suite = (...cases: readonly string[]): string => `<testsuite>${cases.join('')}</testsuite>`;
  const junit = (pattern: string, cwd = '.') => ({ spec: { junit: pattern, cwd } });

  test('is counted, whatever the output says; several files are added up', async () => {
    const { check, checkout } = rig();
    mkdirSync(join(checkout, 'web'));
    const one = suite('<testcase name="a"/>', '<testcase name="b"><failure/></testcase>');
    const two = suite('<testcase name="c"><skipped/></testcase>');
    const cmd = `mkdir -p out/x; echo '${one}' > out/a.xml; echo '${two}' > out/x/b.xml; echo 'Tests:  9 passed, 9 total'`;
    expect(await check(cmd, junit('out/**/*.xml', 'web'))).toMatchObject({ counts: { passed: 1, failed: 1, skipped: 1 } });
  });

  test('comes from node:test too', async () => {
    const { check, checkout } = rig();
    writeFileSync(
      join(checkout, 'a.test.mjs'),
      `import test from 'node:test'; test('a', () => {}); test('b', { skip: true }, () => {});`,
    );
    const cmd = `"${process.execPath}" --test --test-reporter=junit --test-reporter-destination=r.xml a.test.mjs`;
    expect(await check(cmd, junit('r.xml'))).toMatchObject({ status: 'passed', counts: { passed: 1, failed: 0, skipped: 1 } });
  });

  test('that was there before, is none, leads out or is missing does not count, and the receipt says so', async () => {
    const { check, checkout, root, log } = rig();
    writeFileSync(join(checkout, 'old.xml'), suite('<testcase name="a"/>'));
    const past = Date.now() / 1000 - 60;
    utimesSync(join(checkout, 'old.xml'), past, past);
    const old = await check('echo "Tests:  2 passed, 2 total"', junit('*.xml'));
    expect(old).toMatchObject({ note: 'no JUnit XML was written to *.xml', counts: { passed: 2, failed: 0, skipped: 0 } });
    expect(log()).toContain('okstra: no JUnit XML was written to *.xml');
    writeFileSync(join(root, 'outside.xml'), suite('<testcase name="a"/>'));
    expect(await check('ln -s ../outside.xml link.xml; touch ../outside.xml', junit('link.xml'))).not.toHaveProperty('counts');
    expect(await check('echo no > bad.xml', junit('bad.xml'))).toMatchObject({
      note: 'no JUnit XML in bad.xml: its tests are not counted',
    });
  });
});

test('a check runs in its folder, with its variables, its own TMPDIR and the marker of the run', async () => {
  const { root, checkout, check } = rig();
  mkdirSync(join(checkout, 'sub'));
  const { tail } = await check('pwd; echo $MODE $OKSTRA_RUN_ID $TMPDIR', { spec: { cwd: 'sub', env: { MODE: 'fast' } } });
  expect(tail.split('\n')).toEqual([join(checkout, 'sub'), `fast run-checks ${root}/tmp`]);
});

test('secret variables do not reach a check, and their values do not reach its log', async () => {
  const { check, log } = rig();
  const env = { PATH: process.env['PATH'], DEPLOY_TOKEN: 'tok-12345678', GIT_DIR: '/elsewhere' };
  const receipt = await check('echo "[$DEPLOY_TOKEN][$GIT_DIR]"; echo tok-1234""5678', {
    run: { env, redactor: makeRedactor(['tok-12345678']) },
  });
  expect(receipt.tail).toBe('[][]\n[redacted:env]');
  expect(log()).not.toContain('tok-12345678');
});

test('a check that is called off ends at once and is an error, not a receipt', async () => {
  const { root, check } = rig();
  const controller = new AbortController();
  const pending = check(`touch ${root}/started; sleep 60`, { run: { signal: controller.signal } });
  await until(() => existsSync(join(root, 'started')));
  controller.abort();
  const error: unknown = await pending.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(OkstraError);
  expect((error as OkstraError).failure).toMatchObject({ category: 'interrupted', code: 'check-cancelled' });
  await expect(check('true', { run: { signal: controller.signal } })).rejects.toThrow('was stopped');
});

/** A home folder that is not below /tmp, where everything is hidden anyway. */
function home(): string {
  const path = mkdtempSync('/var/tmp/okstra-home-');
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const dir of ['.ssh', '.config/gh', '.codex', 'elsewhere']) mkdirSync(join(path, dir), { recursive: true });
  for (const file of ['.ssh/id', '.config/gh/hosts.yml', '.codex/auth.json', '.netrc', 'elsewhere/kube', 'notes'])
    writeFileSync(join(path, file), 'S3CRET');
  writeFileSync(join(path, '.npmrc'), 'registry=https://mirror.example/\n//mirror.example/:_authToken=S3CRET\n_auth = S3CRET\n');
  symlinkSync('elsewhere', join(path, '.kube'));
  return path;
}

const confined = (env: NodeJS.ProcessEnv = process.env) => ({ run: { sandbox: 'bwrap' as const, env } });

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' });

describe.skipIf(noSandbox !== '')(`confined${noSandbox}`, () => {
  test('the checkout and TMPDIR can be written to, the home folder and the rest cannot', async () => {
    const { root, checkout, check } = rig();
    const HOME = home();
    const receipt = await check(
      `echo a > made && echo b > $TMPDIR/made && for p in $HOME/x $HOME/notes /etc/x /var/tmp/x; do echo c > $p && echo "wrote $p"; done; echo c > ${root}/x; cat $HOME/notes`,
      confined({ ...process.env, HOME }),
    );
    expect(receipt.tail).not.toContain('wrote');
    expect(receipt).toMatchObject({ status: 'passed', confinement: 'bwrap' });
    expect(receipt.tail).toContain('S3CRET');
    expect([readFileSync(join(checkout, 'made'), 'utf8'), readFileSync(join(root, 'tmp', 'made'), 'utf8')]).toEqual([
      'a\n',
      'b\n',
    ]);
    expect([existsSync(join(HOME, 'x')), existsSync(join(root, 'x')), readFileSync(join(HOME, 'notes'), 'utf8')]).toEqual([
      false,
      false,
      'S3CRET',
    ]);
  });

  test('logins in the home folder cannot be read, npm keeps its mirror', async () => {
    const { check } = rig();
    const env = { ...process.env, HOME: home() };
    const { tail } = await check(
      'cat $HOME/.ssh/id $HOME/.config/gh/* $HOME/.codex/* $HOME/.netrc $HOME/.kube/* $HOME/.npmrc $NPM_CONFIG_USERCONFIG',
      confined(env),
    );
    expect(tail).not.toContain('S3CRET');
    expect(tail).toContain('registry=https://mirror.example/');
  });

  test('a folder that a variable names is hidden too, unless that would hide the checkout', async () => {
    const { root, check } = rig();
    const HOME = home();
    const env = { ...process.env, HOME, CODEX_HOME: join(HOME, 'elsewhere'), GNUPGHOME: root, KUBECONFIG: HOME };
    const receipt = await check('cat $HOME/elsewhere/kube; cat $HOME/notes', confined(env));
    expect(receipt).toMatchObject({ status: 'passed' });
    expect(receipt.tail.split('S3CRET')).toHaveLength(2);
  });

  test('the network is there only when the check says so', async () => {
    const { check } = rig();
    const count = async (network: boolean) =>
      Number((await check('grep -c : /proc/net/dev', { ...confined(), spec: { network } })).tail);
    expect(await count(false)).toBe(1);
    expect(await count(true)).toBeGreaterThan(1);
  });

  test('git works in a clone that shares its objects with a repository below /tmp, and in a worktree', async () => {
    const { root, check } = rig();
    const source = join(root, 'source');
    mkdirSync(source);
    git(source, 'init', '-q');
    writeFileSync(join(source, 'file'), 'x');
    git(source, 'add', '.');
    git(source, 'commit', '-qm', 'feat: first');
    git(root, 'clone', '-q', '--shared', '--no-tags', source, join(root, 'clone'));
    git(source, 'worktree', 'add', '-q', '--detach', join(root, 'tree'));
    for (const name of ['clone', 'tree']) {
      const receipt = await check('git log --format=%s && git status --porcelain', {
        run: { sandbox: 'bwrap', checkout: join(root, name) },
      });
      expect(receipt).toMatchObject({ status: 'passed', tail: 'feat: first' });
    }
    await check(`echo changed > ${source}/file; rm -rf ${source}/.git`, {
      run: { sandbox: 'bwrap', checkout: join(root, 'tree') },
    });
    expect(git(source, 'log', '--format=%s').toString()).toBe('feat: first\n');
    expect(readFileSync(join(source, 'file'), 'utf8')).toBe('x');
  });

  test('exit codes, time limits and background processes are the same as outside', async () => {
    const { check } = rig();
    expect(await check('exit 9', confined())).toMatchObject({ status: 'failed', exitCode: 9 });
    expect(await check('setsid sleep 60 & sleep 60', { ...confined(), spec: { timeoutMs: 300 } })).toMatchObject({
      status: 'timed-out',
    });
    const before = performance.now();
    expect(await check('setsid sleep 60 & echo done', confined())).toMatchObject({ status: 'passed', tail: 'done' });
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test('without bwrap on the PATH a run that confines its checks is refused', async () => {
    await expect(rig().check('true', confined({ PATH: '/no/such' }))).rejects.toThrow('Expected bwrap');
  });
});
