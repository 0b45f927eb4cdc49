/** Real commands in the sandbox around checks: what they can reach, write, read and leave behind. Nothing is simulated but the home folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type CheckResult, type CheckRun, runCheck } from '../../runtime/evidence/checks.ts';
import { runSetup } from '../../runtime/evidence/setup.ts';
import { trySandbox } from '../../runtime/evidence/trySandbox.ts';
import type { CheckSpec } from '../../runtime/model/evidence.ts';
import { makeRedactor } from '../../runtime/redaction/index.ts';
import { noSandbox, until } from '../process/helpers.ts';

type Changes = Partial<CheckSpec> & { readonly run?: Partial<CheckRun> };

/** Not below /tmp, where everything is hidden anyway. */
function rig() {
  const root = realpathSync(mkdtempSync('/var/tmp/okstra-sandbox-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const at = (path: string): string => join(root, path);
  const put = (path: string, text: string): void => {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), text);
  };
  mkdirSync(at('checkout'));
  mkdirSync(at('home'));
  // A test run that npm started carries npm's own settings.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && !name.startsWith('XDG_'));
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(own), HOME: at('home') };
  const context = {
    checkout: at('checkout'),
    on: 'candidate',
    attempt: 1,
    commit: 'c',
    tree: 't',
    runId: 'run-sandbox',
    redactor: makeRedactor([]),
    sandbox: 'bwrap',
    tmpDir: at('tmp'),
    cacheDir: at('caches'),
    env,
  } as const;
  const check = (cmd: string, { run, ...spec }: Changes = {}): Promise<CheckResult> =>
    runCheck({
      ...context,
      logPath: at('log'),
      spec: {
        id: 'test:unit',
        label: 'unit',
        category: 'test',
        cwd: '.',
        env: {},
        network: false,
        timeoutMs: 20_000,
        ...spec,
        cmd,
      },
      ...run,
    });
  const setUp = (cmd: string) =>
    runSetup({ ...context, specs: [{ cmd, timeoutMs: 20_000 }], logPath: (n) => at(`setup-${n}.log`) });
  return { at, put, check, setUp, env };
}

/** Of every process of the machine, its words parted by blanks. */
function commandLines(): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()] : [];
    } catch {
      return [];
    }
  });
}

const works = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

const node = `"${process.execPath}"`;
const js = (script: string): string => `${node} -e '${script}'`;

describe('a check in the sandbox', () => {
  beforeEach((context) => context.skip(noSandbox !== '', noSandbox));

  test('reaches servers that it starts itself, by loopback and by a socket of its own', async () => {
    const { check } = rig();
    const server = (listen: string, connect: string) =>
      js(
        `const net = require("node:net"); const s = net.createServer((c) => c.end("hello")).listen(${listen}, () => net.connect(${connect}).on("data", (d) => { console.log(String(d)); s.close(); }));`,
      );
    const receipt = await check(
      [server('0', 's.address().port'), server('0, "::1"', 's.address().port, "::1"'), server('"/tmp/s"', '"/tmp/s"')].join(
        ' && ',
      ),
    );
    expect(receipt).toMatchObject({ status: 'passed', tail: 'hello\nhello\nhello', confinement: 'bwrap' });
  });

  test('does not reach a server of the machine unless it asks for the network', async () => {
    const { check } = rig();
    const server = createServer((socket) => socket.end('outside'));
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    onTestFinished(() => void server.close());
    const ask = js(
      `require("node:net").connect(${port}, "127.0.0.1").on("data", (d) => console.log(String(d))).on("error", (e) => { console.log(e.message); process.exit(1); })`,
    );
    expect(await check(ask)).toMatchObject({ status: 'failed', hint: expect.stringContaining('network: true') });
    expect(await check(ask, { network: true })).toMatchObject({ status: 'passed', tail: 'outside' });
  });

  test('finds a /tmp of its own, in which nothing of the last one lies, and one TMPDIR', async () => {
    const { check, at } = rig();
    expect(await check('echo a > /tmp/left && echo a > $TMPDIR/kept && cat /tmp/left')).toMatchObject({ tail: 'a' });
    expect(await check('test ! -e /tmp/left && cat $TMPDIR/kept')).toMatchObject({ status: 'passed', tail: 'a' });
    expect([existsSync('/tmp/left'), existsSync(at('tmp/kept'))]).toEqual([false, true]);
  });

  test('cannot write to the home folder, the caches of the user, the system, or other checkouts', async () => {
    const { check, put, at } = rig();
    put('home/.npm/_cacache/x', 'x');
    put('home/.cache/go-build/x', 'x');
    put('checkout/package.json', '{}');
    put('checkout/go.mod', 'module a\n');
    const places = ['$HOME/x', '$HOME/.npm/_cacache/x', '$HOME/.cache/go-build/x', '/etc/x', '/usr/x', '/var/tmp/x', '../x'];
    const { tail } = await check(`for p in ${places.join(' ')}; do (echo forged > $p) 2>&1 && echo "WROTE $p"; done; true`, {
      network: true,
    });
    expect(tail).not.toContain('WROTE');
    expect(tail.match(/Read-only/g)).toHaveLength(places.length);
    expect([at('home/.npm/_cacache/x'), at('home/.cache/go-build/x')].map((path) => readFileSync(path, 'utf8'))).toEqual([
      'x',
      'x',
    ]);
  });

  test('has caches of its own where its tools need them, the same for all checks of a run', async () => {
    const { check, put, at } = rig();
    put('checkout/go.mod', 'module a\n');
    expect(await check('mkdir -p "$GOCACHE" && echo built > "$GOCACHE/x"')).toMatchObject({ status: 'passed' });
    expect(await check('cat "$GOCACHE/x"')).toMatchObject({ tail: 'built' });
    expect(readFileSync(at('caches/go-build/x'), 'utf8')).toBe('built\n');
  });

  test('cannot read logins, wherever the user keeps them', async () => {
    const { check, put, at, env } = rig();
    const secrets = ['.ssh/id', '.aws/credentials', '.config/gh/hosts.yml', '.claude/.credentials.json', '.codex/auth.json'];
    const more = ['.gemini/oauth.json', '.gnupg/key', '.netrc', '.local/share/keyrings/k', '.docker/config.json', '.kube/config'];
    for (const path of [...secrets, ...more]) put(`home/${path}`, 'S3CRET');
    put('elsewhere/kube', 'S3CRET');
    put('elsewhere/npmrc', 'registry=https://mirror.example/\n//mirror.example/:_authToken=S3CRET\n');
    const run = { env: { ...env, KUBECONFIG: at('elsewhere/kube'), NPM_CONFIG_USERCONFIG: at('elsewhere/npmrc') } };
    const { tail } = await check('grep -rs S3CRET $HOME "$KUBECONFIG" "$NPM_CONFIG_USERCONFIG"; cat "$NPM_CONFIG_USERCONFIG"', {
      run,
    });
    expect(tail).toBe('registry=https://mirror.example/');
  });

  test('sees settings without their logins, in a form that their tools can read', async () => {
    const { check, put } = rig();
    put(
      'home/.m2/settings.xml',
      '<settings><mirrors>M</mirrors><servers><server><password>S3CRET</password></server></servers></settings>',
    );
    put('home/.config/pip/pip.conf', '[global]\nindex-url = https://me:S3CRET@mirror.example/simple\n');
    put('home/.gradle/gradle.properties', 'org.gradle.jvmargs=-Xmx1g\nrepoPassword=S3CRET\nsigning.key = S3CRET\n');
    put('home/.docker/config.json', '{"auths":{"a":{"auth":"S3CRET"}}}');
    const { tail } = await check(
      'cd $HOME; cat .m2/settings.xml; echo; cat .config/pip/pip.conf .gradle/gradle.properties .docker/config.json',
    );
    expect(tail).not.toContain('S3CRET');
    expect(tail).toContain('<settings><mirrors>M</mirrors></settings>');
    expect(tail).toContain('index-url = https://mirror.example/simple');
    expect(tail).toContain('org.gradle.jvmargs=-Xmx1g\n{}');
  });

  test('cannot read logins that variables have moved', async () => {
    const { check, put, at, env } = rig();
    const moved: Readonly<Record<string, string>> = {
      XDG_CONFIG_HOME: 'gh/hosts.yml',
      XDG_DATA_HOME: 'keyrings/k',
      XDG_CACHE_HOME: 'huggingface/token',
      CARGO_HOME: 'credentials.toml',
      GRADLE_USER_HOME: 'gradle.properties',
      COMPOSER_HOME: 'auth.json',
      BUNDLE_USER_HOME: 'config',
      HF_HOME: 'token',
      GNUPGHOME: 'key',
      CLOUDSDK_CONFIG: 'credentials.db',
      AZURE_CONFIG_DIR: 'msal.json',
      GH_CONFIG_DIR: 'hosts.yml',
      CLAUDE_CONFIG_DIR: '.credentials.json',
      CODEX_HOME: 'auth.json',
      GEMINI_CLI_HOME: 'oauth.json',
      DOCKER_CONFIG: 'config.json',
      AWS_SHARED_CREDENTIALS_FILE: '',
      AWS_CONFIG_FILE: '',
      NETRC: '',
    };
    for (const [name, file] of Object.entries(moved)) put(join('moved', name, file), `password=S3CRET of ${name}\n`);
    put('moved/CARGO_HOME/config.toml', 'jobs = 1\n');
    const places = Object.fromEntries(Object.keys(moved).map((name) => [name, at(join('moved', name))]));
    const run = { env: { ...env, ...places } };
    const { tail } = await check(`grep -rsh S3CRET ${at('moved')}; cat ${at('moved/CARGO_HOME/config.toml')}`, { run });
    expect(tail).toBe('jobs = 1');
  });

  test('sees git’s settings without their logins, of the user, of the repository it comes from, and of what they include', async () => {
    const { check, put, at, env } = rig();
    const git = (...args: readonly string[]) => void execFileSync('git', args, { cwd: at('source'), stdio: 'ignore' });
    put(
      'home/.gitconfig',
      '[user]\n\tname = Me\n\temail = me@example.com\n[credential "https://a"]\n\thelper = "!echo S3CRET"\n',
    );
    put(
      'home/.config/git/config',
      '[http "https://a"] extraHeader = "AUTHORIZATION: basic \\\n  S3CRET"\n[include]\n\tpath = ../more\n',
    );
    put(
      'home/.config/more',
      '[url "https://S3CRET@a.example/"]\n\tinsteadOf = a:\n[alias]\n\tlast = log -1 --format=%an\n# S3CRET\n',
    );
    put('source/a', 'a');
    git('init', '-q');
    git('add', 'a');
    git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-qm', 'first');
    git('remote', 'add', 'origin', 'https://me:S3CRET@a.example/b.git');
    git('config', 'http.https://a.example/.extraheader', 'AUTHORIZATION: basic S3CRET');
    git('config', 'include.path', at('temporary/git-credentials.config'));
    put('temporary/git-credentials.config', '[http]\n\tproxy = me:S3CRET@proxy.example:80\n');
    rmSync(at('checkout'), { recursive: true });
    git('clone', '-q', '--shared', '.', at('checkout'));
    const given = { GIT_CONFIG_GLOBAL: undefined, GIT_CONFIG_COUNT: '1', GIT_CONFIG_VALUE_0: 'AUTHORIZATION: S3CRET' };
    const { tail, status } = await check(
      `env | grep S3CRET; grep -rs S3CRET $HOME ${at('source')} ${at('temporary')}
       git -C ${at('source')} config remote.origin.url && git -C ${at('source')} config http.proxy
       echo b > b && git add b && git commit -qm second && git last`,
      { run: { env: { ...env, ...given } } },
    );
    expect([status, tail]).toEqual(['passed', 'https://a.example/b.git\nproxy.example:80\nMe']);
  });

  test('cannot talk to programs outside through sockets of the session, of a container engine or of an agent', async () => {
    const { check, at, env } = rig();
    const said: string[] = [];
    const places = ['run/bus', 'run/keyring', 'agent.sock', 'home/.docker/run/docker.sock'];
    for (const place of places) {
      mkdirSync(join(at(place), '..'), { recursive: true });
      const server = createServer((socket) => void (said.push(place), socket.end()));
      await new Promise<void>((resolve) => server.listen(at(place), resolve));
      onTestFinished(() => void server.close());
    }
    const session = {
      XDG_RUNTIME_DIR: at('run'),
      SSH_AUTH_SOCK: at('agent.sock'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${at('run/bus')}`,
    };
    const paths = JSON.stringify(places.map(at)).replaceAll('"', '\\"');
    const call = `${node} -e "for (const p of ${paths}) require('node:net').connect(p).on('error', () => {})"; echo "[$XDG_RUNTIME_DIR$DBUS_SESSION_BUS_ADDRESS$SSH_AUTH_SOCK]"`;
    for (const network of [false, true]) {
      expect(await check(call, { network, run: { env: { ...env, ...session } } })).toMatchObject({
        status: 'passed',
        tail: '[]',
      });
    }
    expect(said).toEqual([]);
    await check(call, { sandbox: false, run: { env: { ...env, ...session } } });
    expect(said.toSorted()).toEqual(places.toSorted());
  });

  test('leaves no process behind, in whatever way it is started', async () => {
    const { check, put } = rig();
    // One of them drops the marker and its parent, so that only the command line tells of it.
    const long = `sleep 300.${process.pid}`;
    const strays = `setsid ${long} & (setsid sh -c 'trap "" TERM HUP; env -i ${long} &' &) ; nohup ${long} >/dev/null 2>&1 &`;
    const left = (): number => commandLines().filter((line) => line === long).length;
    const running = check(`${strays} while ! test -e stop; do sleep 0.05; done`);
    await until(() => left() === 3);
    put('checkout/stop', '');
    expect(await running).toMatchObject({ status: 'passed' });
    expect(left()).toBe(0);
    expect(await check(`${strays} ${long}`, { timeoutMs: 500 })).toMatchObject({ status: 'timed-out' });
    expect(left()).toBe(0);
  });

  test('that is taken out of the sandbox by the user’s word says so in its receipt', async () => {
    const { check, at } = rig();
    const receipt = await check('echo a > $HOME/written', { sandbox: false });
    expect(receipt).toMatchObject({ status: 'passed', confinement: 'process-group' });
    expect(existsSync(at('home/written'))).toBe(true);
  });

  test('can be run by a sandbox of its own only where that works, and knows it', async () => {
    const { check } = rig();
    const nested = `bwrap --ro-bind / / --proc /proc --dev /dev --unshare-pid true && echo nested || echo not nested`;
    const repository = join(import.meta.dirname, '../..');
    const file = join(repository, 'runtime/process/namespace.ts');
    const found = `${node} --input-type=module -e "import { sandboxAvailable } from '${file}'; console.log(sandboxAvailable().ok ? 'nested' : 'not nested')"`;
    const { tail } = await check(`(${nested}) 2>/dev/null; ${found} 2>/dev/null`, { run: { readable: [repository] } });
    const [really, believed] = tail.split('\n');
    expect(believed).toBe(really);
  });

  test('is not failed by a sandbox that cannot be made: that is an error of the machine', async () => {
    const { check, at, env } = rig();
    mkdirSync(at('bin'));
    const broken = '#!/bin/sh\necho "bwrap: setting up uid map: Permission denied" >&2\nexit 1\n';
    writeFileSync(at('bin/bwrap'), broken);
    chmodSync(at('bin/bwrap'), 0o755);
    const run = { env: { ...env, PATH: `${at('bin')}:${env['PATH']}` } };
    await expect(check('true', { run })).rejects.toMatchObject({ failure: { code: 'sandbox-gone', category: 'system' } });
    // A check may print the same words.
    expect(await check('echo "bwrap: no"; exit 3')).toMatchObject({ status: 'failed', exitCode: 3 });
  });
});

describe.skipIf(noSandbox !== '')(`tools of languages in the sandbox${noSandbox}`, () => {
  test('npm runs scripts, its test runner, and what npx finds installed', async () => {
    const { check, put, at } = rig();
    put('checkout/package.json', JSON.stringify({ name: 'a', version: '1.0.0', scripts: { test: 'node --test' } }));
    put('checkout/a.test.mjs', `import test from 'node:test'; test('a', () => {});`);
    put('checkout/node_modules/.bin/tool', '#!/bin/sh\necho tool ran\n');
    chmodSync(at('checkout/node_modules/.bin/tool'), 0o755);
    expect(await check('npm test')).toMatchObject({ status: 'passed', counts: { passed: 1 } });
    expect(await check('npx --no-install tool')).toMatchObject({ status: 'passed', tail: expect.stringContaining('tool ran') });
  });

  test.skipIf(!works('python3'))('python makes a virtual environment and runs unittest', async () => {
    const { check, put } = rig();
    put(
      'checkout/test_a.py',
      'import unittest, multiprocessing\nclass A(unittest.TestCase):\n  def test_a(self):\n    multiprocessing.Semaphore(1)\n',
    );
    const { status, tail } = await check('python3 -m venv --without-pip v && v/bin/python -m unittest', {
      run: { env: process.env },
    });
    expect([status, tail]).toEqual(['passed', expect.stringContaining('OK')]);
  });

  test.skipIf(!works('cc') || !works('make'))('make and a C compiler build and run', async () => {
    const { check, put } = rig();
    put('checkout/a.c', 'int main(void) { return 0; }\n');
    put('checkout/Makefile', 'test: a\n\t./a && echo ran\na: a.c\n\tcc -o a a.c\n');
    expect(await check('make test')).toMatchObject({ status: 'passed', tail: expect.stringContaining('ran') });
  });

  test.skipIf(!works('cargo'))('cargo builds and tests with its home read-only', async () => {
    const { check, put } = rig();
    put('checkout/Cargo.toml', '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n');
    put('checkout/src/lib.rs', '#[test] fn a() {}\n');
    const { status, tail } = await check('cargo test', { run: { env: process.env } });
    expect([status, tail]).toEqual(['passed', expect.stringContaining('1 passed')]);
  });

  test('git commits, branches and stashes in the checkout', async () => {
    const { check, at } = rig();
    execFileSync('git', ['init', '-q', at('checkout')]);
    const receipt = await check(
      'echo a > a && git add a && git commit -qm first && git switch -qc other && echo b > a && git stash -q && git log --format=%s',
    );
    expect(receipt).toMatchObject({ status: 'passed', tail: 'first' });
  });
});

describe.skipIf(noSandbox !== '')(`set-up in the sandbox${noSandbox}`, () => {
  test('has the network and writes to the caches of the project’s tools, and to no other file of the user', async () => {
    const { setUp, put, at } = rig();
    put('checkout/package.json', '{}');
    put('home/notes', 'mine');
    const cmd =
      'test $(grep -c : /proc/net/dev) -gt 1 && echo a > $HOME/.npm/kept && ! echo a 2>/dev/null > $HOME/notes && echo a > made';
    const [receipt] = await setUp(cmd);
    expect(receipt).toMatchObject({ category: 'setup', status: 'passed', confinement: 'bwrap' });
    expect([readFileSync(at('home/.npm/kept'), 'utf8'), readFileSync(at('home/notes'), 'utf8')]).toEqual(['a\n', 'mine']);
  });

  test('that the sandbox keeps from working says how to run it outside', async () => {
    const { setUp } = rig();
    await expect(setUp('echo a > $HOME/made')).rejects.toMatchObject({
      failure: { code: 'setup-failed', fix: expect.stringContaining('--check-sandbox off') },
    });
  });

  test('git submodule by itself works on the repository’s git folder; with anything beside it it is confined', async () => {
    const { setUp, at } = rig();
    execFileSync('git', ['init', '-q', at('checkout')]);
    const confinement = async (cmd: string) => (await setUp(cmd))[0]?.confinement;
    expect(await confinement('git submodule update --init --recursive')).toBe('process-group');
    for (const cmd of ['git submodule update; true', 'git submodule foreach true && true', 'git status']) {
      expect(await confinement(cmd)).toBe('bwrap');
    }
  });
});

test.skipIf(noSandbox !== '')('doctor’s trial finds that it works here, and says what is wrong where it does not', async () => {
  expect(await trySandbox(process.env)).toEqual({ ok: true, durationMs: expect.any(Number) });
  const { at } = rig();
  mkdirSync(at('bin'));
  // Confines nothing: what stands behind the `--` is started as it is.
  writeFileSync(at('bin/bwrap'), '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n');
  chmodSync(at('bin/bwrap'), 0o755);
  expect(await trySandbox({ ...process.env, PATH: `${at('bin')}:${process.env['PATH']}` })).toEqual({
    ok: false,
    reason: expect.stringMatching(/it sees processes outside.*it can write to /),
  });
  expect(await trySandbox({ ...process.env, PATH: '/no/such' })).toMatchObject({
    ok: false,
    reason: expect.stringContaining('bwrap'),
  });
});
