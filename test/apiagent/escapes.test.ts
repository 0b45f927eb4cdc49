/** What a model may try to get out of its folder, as calls of its tools; each is answered, and nothing outside changes. */

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openToolbox, type Toolbox, toolsOf } from '../../runtime/apiagent/tools/index.ts';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import { running } from '../agents/world.ts';
import { ApiRig, KEY } from './rig.ts';

let rig: ApiRig;
let outside: string;
beforeEach(() => {
  rig = new ApiRig();
  outside = join(rig.root, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), 'secret of others');
});
afterEach(() => rig.dispose());

function toolbox(commandSandbox: 'bwrap' | 'none' = 'none', env: Readonly<Record<string, string>> = {}): Toolbox {
  return openToolbox(toolsOf('executor'), {
    top: rig.repo,
    privateTmp: join(rig.root, 'tmp'),
    env: { ...process.env, PLANTED: KEY, ...env },
    secretNames: ['PLANTED'],
    runId: 'run-of-the-test',
    commandSandbox,
    say: () => undefined,
  });
}

const use = async (name: string, input: object, box: Toolbox = toolbox()) =>
  box.call({ id: 'x', name, input: JSON.stringify(input) }, () => undefined);

describe('a path out of the folder is refused', () => {
  const paths: readonly (readonly [string, () => string])[] = [
    ['with ..', () => '../outside/secret.txt'],
    ['with .. in the middle', () => 'src/../../outside/secret.txt'],
    ['absolute', () => join(outside, 'secret.txt')],
    ['through a link to a folder', () => 'way/secret.txt'],
    ['through a link to a file', () => 'file'],
    ['to something new through a link', () => 'way/new/file.txt'],
    ['through a link to nothing outside', () => 'dangling'],
    ['in a circle of links', () => 'round'],
    ['with a zero byte', () => 'src/a.txt\0.png'],
    ["of git's configuration", () => '.git/config'],
    ["of git's hooks", () => '.git/hooks/pre-commit'],
    ['of git in other letters', () => '.GIT/hooks/pre-commit'],
    ['of git through a link', () => 'gitlink/hooks/pre-commit'],
    ['of git below', () => 'src/.git/config'],
  ];
  beforeEach(() => {
    symlinkSync(outside, join(rig.repo, 'way'));
    symlinkSync(join(outside, 'secret.txt'), join(rig.repo, 'file'));
    symlinkSync(join(outside, 'not-there'), join(rig.repo, 'dangling'));
    symlinkSync('round', join(rig.repo, 'round'));
    symlinkSync('.git', join(rig.repo, 'gitlink'));
  });

  test.each(paths)('%s', async (_what, path) => {
    const before = execFileSync('find', [outside, join(rig.repo, '.git')], { encoding: 'utf8' });
    const config = rig.read('.git/config');
    for (const [name, input] of [
      ['read_file', {}],
      ['write_file', { content: 'mine' }],
      ['edit_file', { old_text: 'secret', new_text: 'mine' }],
      ['list_files', {}],
      ['search', { pattern: 'secret' }],
    ] as const) {
      const end = await use(name, { path: path(), ...input });
      expect(end, name).toMatchObject({ isError: true });
      expect(end.text, name).not.toContain('secret of others');
    }
    expect((await use('git_diff', { path: path() })).isError).toBe(true);
    expect(execFileSync('find', [outside, join(rig.repo, '.git')], { encoding: 'utf8' })).toBe(before);
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret of others');
    expect(rig.read('.git/config')).toBe(config);
  });

  test('but an absolute one into the folder, and a link inside of it, are as good as any', async () => {
    symlinkSync('a.txt', join(rig.repo, 'src/link.txt'));
    expect((await use('read_file', { path: join(rig.repo, 'src/a.txt') })).text).toBe('one\ntwo\nthree\n');
    expect((await use('edit_file', { path: 'src/link.txt', old_text: 'one', new_text: '1' })).isError).toBeUndefined();
    expect(rig.read('src/a.txt')).toBe('1\ntwo\nthree\n');
  });
});

test('a link that a command made is seen by the tools that come after it', async () => {
  await use('run', { command: `ln -s ${outside} made` });
  expect(await use('write_file', { path: 'made/file.txt', content: 'x' })).toMatchObject({ isError: true });
  expect(readdirSync(outside)).toEqual(['secret.txt']);
});

test('a file that is the same as one outside gets a content of its own', async () => {
  linkSync(join(outside, 'secret.txt'), join(rig.repo, 'same.txt'));
  await use('edit_file', { path: 'same.txt', old_text: 'secret', new_text: 'mine' });
  expect([rig.read('same.txt'), readFileSync(join(outside, 'secret.txt'), 'utf8')]).toEqual([
    'mine of others',
    'secret of others',
  ]);
});

describe('what is large or no file is read in parts, or named', () => {
  test('a gigabyte', async () => {
    writeFileSync(join(rig.repo, 'huge.bin'), 'first line\n');
    truncateSync(join(rig.repo, 'huge.bin'), 2 ** 30);
    expect((await use('read_file', { path: 'huge.bin' })).text).toBe('[okstra: huge.bin is a binary file of 1073741824 bytes]');
    const line = Buffer.alloc(1024 * 1024, 'x');
    writeFileSync(join(rig.repo, 'huge.txt'), Buffer.concat(Array.from({ length: 40 }, () => line)));
    const started = performance.now();
    const { text } = await use('read_file', { path: 'huge.txt' });
    expect(text.length).toBeLessThan(50_000);
    expect(text).toMatch(
      /\[okstra: lines 1 to 1 of a file of .*41943040 bytes; the last line is cut: read on with offset 48000\]$/,
    );
    expect((await use('read_file', { path: 'huge.txt', offset: 41_943_000 })).text).toMatch(
      /^x{40}\n\[okstra: bytes .* this is its end\]$/,
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('many lines, page by page until all were seen', async () => {
    rig.write('long.txt', Array.from({ length: 2500 }, (_, n) => `line ${n + 1}\n`).join(''));
    const seen: string[] = [];
    let start: number | undefined = 1;
    while (start !== undefined) {
      const { text } = await use('read_file', { path: 'long.txt', start_line: start });
      seen.push(...text.split('\n').filter((each) => /^line \d+$/.test(each)));
      expect(text).toContain('of a file of 2500 lines');
      start =
        /read on with start_line (\d+)/.exec(text)?.[1] === undefined ? undefined : Number(/start_line (\d+)/.exec(text)?.[1]);
    }
    expect(seen).toEqual(Array.from({ length: 2500 }, (_, n) => `line ${n + 1}`));
  });

  test('a pipe, a folder, a device', async () => {
    execFileSync('mkfifo', [join(rig.repo, 'pipe')]);
    expect((await use('read_file', { path: 'pipe' })).text).toBe('pipe is no ordinary file.');
    expect((await use('write_file', { path: 'pipe', content: 'x' })).text).toContain('no ordinary file');
    expect((await use('read_file', { path: 'src' })).text).toContain('Use list_files');
  });
});

test('edit_file changes a place that is there once, and nothing else', async () => {
  rig.write('twice.txt', 'a b a\r\n');
  expect((await use('edit_file', { path: 'twice.txt', old_text: 'a', new_text: 'c' })).text).toContain('2 times');
  expect((await use('edit_file', { path: 'twice.txt', old_text: 'b', new_text: '$&$1' })).isError).toBeUndefined();
  expect(rig.read('twice.txt')).toBe('a $&$1 a\r\n');
});

test('revisions of git cannot be options', async () => {
  for (const from of ['--output=stolen', '-O/etc/passwd', 'HEAD --ext-diff', '$(id)'])
    expect((await use('git_diff', { from })).isError).toBe(true);
  for (const revision of ['--exec=id', 'HEAD:../outside']) expect((await use('git_show', { revision })).isError).toBe(true);
  expect(existsSync(join(rig.repo, 'stolen'))).toBe(false);
  expect((await use('git_show', { revision: 'HEAD:src/a.txt' })).text).toBe('one\ntwo\nthree\n');
  expect((await use('git_log', {})).text).toContain('first');
  rig.write('src/a.txt', 'one\n');
  expect((await use('git_diff', { stat: true })).text).toContain('2 deletions');
});

test('programs that the repository names for diffs are not started', async () => {
  rig.git('config', 'diff.evil.textconv', `touch ${join(outside, 'ran')}; cat`);
  rig.git('config', 'diff.evil.command', `touch ${join(outside, 'ran')}`);
  rig.git('config', 'core.fsmonitor', `touch ${join(outside, 'ran')}`);
  rig.write('.gitattributes', '*.txt diff=evil\n');
  rig.write('src/a.txt', 'changed\n');
  expect((await use('git_diff', {})).text).toContain('+changed');
  await use('search', { pattern: 'changed' });
  expect(readdirSync(outside)).toEqual(['secret.txt']);
});

test('nor those that a command names in the folder of a submodule', async () => {
  rig.git('update-index', '--add', '--cacheinfo', `160000,${rig.git('rev-parse', 'HEAD')},sub`);
  rig.git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'a submodule that is not there');
  const command = [
    'mkdir -p sub && cd sub && git init -q',
    `git config filter.evil.clean 'touch ${join(outside, 'ran')}; cat'`,
    "echo '*.x filter=evil' > .gitattributes && echo one > a.x",
    'GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=filter.evil.clean GIT_CONFIG_VALUE_0=cat git add a.x',
    'git -c user.name=t -c user.email=t@example.org commit -qm inner && echo two > a.x',
  ].join(' && ');
  expect((await use('run', { command })).exitCode).toBe(0);
  rmSync(join(outside, 'ran'), { force: true });
  for (const input of [{}, { stat: true }, { path: 'sub' }, { from: 'HEAD~1' }]) {
    const end = await use('git_diff', input);
    expect(end.isError).toBeUndefined();
    expect(end.text).toContain('sub');
  }
  await use('git_show', { revision: 'HEAD' });
  await use('git_log', {});
  await use('search', { pattern: 'two' });
  expect(readdirSync(outside)).toEqual(['secret.txt']);
});

describe('a program that lies in the folder is not taken for that of the machine, when PATH names its place', () => {
  const places: readonly (readonly [string, () => string])[] = [
    ['as it is', () => join(rig.repo, 'bin')],
    ['relative', () => relative(process.cwd(), join(rig.repo, 'bin'))],
    ['through a link', () => join(outside, 'link')],
    ['with links to each program', () => join(outside, 'bin')],
  ];
  test.each(places)('%s', async (_what, place) => {
    mkdirSync(join(outside, 'bin'));
    for (const name of ['rg', 'bwrap', 'git']) {
      rig.write(`bin/${name}`, `#!/bin/sh\necho ran >> ${join(outside, 'ran')}\n`);
      chmodSync(join(rig.repo, 'bin', name), 0o755);
      if (name !== 'git') symlinkSync(join(rig.repo, 'bin', name), join(outside, 'bin', name));
    }
    symlinkSync(join(rig.repo, 'bin'), join(outside, 'link'));
    const box = toolbox('bwrap', { PATH: `${place()}:${process.env['PATH']}` });
    expect((await use('search', { pattern: 'two' }, box)).text).toContain('src/a.txt:2:two');
    expect((await use('git_log', {}, box)).text).toContain('first');
    await use('run', { command: 'true' }, box);
    expect(existsSync(join(outside, 'ran'))).toBe(false);
  });
});

describe.each(['none', 'bwrap'] as const)('a command, with %s around it,', (kind) => {
  const isHere = kind === 'none' || sandboxAvailable().ok;
  const box = (env: Readonly<Record<string, string>> = {}): Toolbox => toolbox(kind, env);

  test.skipIf(!isHere)('knows that it is inside of a run, and nothing of what it is about', async () => {
    const { text } = await use('run', { command: 'env | grep ^OKSTRA_' }, box({ OKSTRA_DEPTH: '1', OKSTRA_TREE: 'a' }));
    expect(text).toMatch(/^OKSTRA_DEPTH=1$/m);
    expect(text).not.toContain('OKSTRA_TREE');
  });

  test.skipIf(!isHere)('does not see the key, nor other secrets', async () => {
    const { text } = await use('run', { command: 'env; echo "$PLANTED$MY_TOKEN"' }, box({ MY_TOKEN: 'planted-token-value' }));
    expect(text).toContain('PATH=');
    expect(text).not.toContain(KEY);
    expect(text).not.toContain('planted-token-value');
  });

  test.skipIf(!isHere)('is ended with everything that it left in the background', async () => {
    const mark = `31${String(process.pid).padStart(5, '0')}`;
    await use(
      'run',
      { command: `sleep ${mark} & setsid sleep ${mark} & (nohup sleep ${mark} >/dev/null 2>&1 &) ; echo out` },
      box(),
    );
    expect(running(`sleep ${mark}`)).toEqual([]);
  });

  test.skipIf(!isHere)('is ended when its time is over, and says so', async () => {
    const started = performance.now();
    const end = await use('run', { command: 'echo begun; trap "" TERM; sleep 300; sleep 300', timeout_seconds: 1 }, box());
    expect(end).toMatchObject({ isError: true, text: expect.stringMatching(/^begun\n[^]*it may take 1 seconds/) });
    expect(performance.now() - started).toBeLessThan(8000);
  });

  test.skipIf(!isHere)('that prints too much is shown with its beginning and its end', async () => {
    const { text } = await use('run', { command: 'seq 1 200000' }, box());
    expect(text).toMatch(/^1\n2\n[^]*characters left out here\][^]*199999\n200000\n\n?\[okstra: exit code 0/);
    expect(text.length).toBeLessThan(40_000);
  });

  test.skipIf(!isHere)(
    'that multiplies is ended whole',
    async () => {
      const mark = `okstra-bomb-${process.pid}`;
      // At full speed it is a burden to every other test: that is for the long proofs.
      const pause = process.env['OKSTRA_SOAK'] === '1' ? '' : 'sleep 0.3\n';
      rig.write('bomb.sh', `# ${mark}\nn=$1\n${pause}sh ./bomb.sh ${mark} & sh ./bomb.sh ${mark} & sleep 20\n`);
      const end = await use('run', { command: `sh ./bomb.sh ${mark}`, timeout_seconds: 15 }, box());
      expect(end).toMatchObject({ isError: true, text: expect.stringContaining('processes at once') });
      for (let n = 0; n < 40 && running(mark).length > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(running(mark)).toEqual([]);
    },
    60_000,
  );
});

describe.skipIf(!sandboxAvailable().ok)('the sandbox around commands', () => {
  test('has caches for tools that cannot do without, kept from command to command', async () => {
    rig.write('go.mod', 'module x\n');
    const box = toolbox('bwrap');
    expect((await use('run', { command: 'mkdir -p "$GOCACHE" && echo built > "$GOCACHE/it"' }, box)).exitCode).toBe(0);
    expect((await use('run', { command: 'cat "$GOCACHE/it"' }, box)).text).toMatch(/^built\n/);
  });

  test('has no network, writes to the folder and TMPDIR alone, and not to git', async () => {
    const command = [
      'echo ok > in.txt',
      'echo ok > "$TMPDIR/in.txt"',
      `echo bad > ${outside}/bad.txt`,
      'echo bad > .git/hooks/post-checkout',
      'echo bad >> .git/config',
      'mv .git gone',
      'test "$(grep -c : /proc/net/dev)" -gt 1 && echo HAS-NETWORK',
      'exit 3',
    ].join('; ');
    const end = await use('run', { command }, toolbox('bwrap'));
    expect(end).toMatchObject({ exitCode: 3 });
    expect(end.text).not.toContain('HAS-NETWORK');
    expect(rig.read('in.txt')).toBe('ok\n');
    expect(readdirSync(outside)).toEqual(['secret.txt']);
    expect(existsSync(join(rig.repo, '.git/hooks/post-checkout'))).toBe(false);
    expect(rig.read('.git/config')).not.toContain('bad');
  });

  test('that is gone keeps commands from running, instead of letting them out', async () => {
    writeFileSync(join(outside, 'bwrap'), '#!/bin/sh\necho "bwrap: No permissions to create new namespace"; exit 1\n', {
      mode: 0o755,
    });
    const end = await use(
      'run',
      { command: 'echo ran > ran.txt' },
      toolbox('bwrap', { PATH: `${outside}:${process.env['PATH']}` }),
    );
    expect(end).toMatchObject({ isError: true, text: expect.stringContaining('none is run without it') });
    expect(existsSync(join(rig.repo, 'ran.txt'))).toBe(false);
  });
});
