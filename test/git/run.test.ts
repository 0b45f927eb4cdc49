import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { git, gitBytes, gitEnvironment, withBatchMode } from '../../runtime/git/run.ts';
import { emptyFolder, failureOf, repository, run } from './scratch.ts';

const saved = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
  Object.assign(process.env, saved);
});

describe('the environment of git', () => {
  test('variables that a hook sets do not lead git to the hook’s repository', async () => {
    const [ours, other] = [repository({ 'ours.txt': 'x' }), repository({ 'other.txt': 'x' })];
    Object.assign(process.env, {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_PREFIX: 'deep/',
    });
    expect((await git(ours, ['ls-files'])).stdout).toBe('ours.txt\n');
  });

  test('every variable that git itself calls local to a repository is dropped', () => {
    const local = run(repository(), 'rev-parse', '--local-env-vars').split('\n');
    const result = gitEnvironment(Object.fromEntries(local.map((name) => [name, 'x'])));
    expect(local.length).toBeGreaterThan(10);
    expect(local.filter((name) => name in result)).toEqual([]);
  });

  test('the user’s own variables reach git, and those of the call win', () => {
    const result = gitEnvironment({ GIT_AUTHOR_NAME: 'Ann', HTTPS_PROXY: 'http://proxy' }, { env: { GIT_AUTHOR_NAME: 'Bea' } });
    expect(result).toMatchObject({ GIT_AUTHOR_NAME: 'Bea', HTTPS_PROXY: 'http://proxy', GIT_TERMINAL_PROMPT: '0' });
  });

  test.each([
    ['ssh -i key', 'ssh -i key -o BatchMode=yes'],
    ['/usr/bin/ssh', '/usr/bin/ssh -o BatchMode=yes'],
    ['ssh -o BatchMode=no', 'ssh -o BatchMode=no'],
    ['plink -batch', 'plink -batch'],
  ])('the ssh command %j never asks: %j', (given, expected) => {
    expect(withBatchMode(given)).toBe(expected);
  });
});

test('hooks of the repository and of the user’s configuration do not run', async () => {
  const dir = repository();
  const hooks = emptyFolder();
  for (const folder of [hooks, join(dir, '.git/hooks')]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'post-checkout'), `#!/bin/sh\ntouch '${join(dir, 'hook-ran')}'\n`, { mode: 0o755 });
  }
  run(dir, 'config', 'core.hooksPath', hooks);
  await git(dir, ['checkout', '--quiet', '-b', 'side']);
  expect(run(dir, 'status', '--porcelain')).toBe('');
});

test('a failure names the command, the folder and what git said', async () => {
  const dir = repository();
  const failure = await failureOf(git(dir, ['rev-parse', '--verify', 'nothing']));
  expect(failure).toMatchObject({ category: 'system', code: 'git-failed', details: { exitCode: 128 } });
  expect(failure.message).toContain('rev-parse --verify nothing');
  expect(failure.message).toContain(dir);
  expect(failure.message).toContain('Needed a single revision');
});

test('an allowed exit code is an answer', async () => {
  const answer = await git(repository(), ['rev-parse', '--verify', '--quiet', 'nothing'], { allowExit: [1] });
  expect(answer).toEqual({ stdout: '', stderr: '', exitCode: 1 });
});

test('a git that hangs is stopped and named', async () => {
  const dir = repository();
  // The shell that git starts outlives git itself and would hold the pipe.
  run(dir, 'config', 'alias.hang', '!sleep 20; true');
  const started = performance.now();
  expect((await failureOf(git(dir, ['hang'], { timeoutMs: 200 }))).code).toBe('git-timed-out');
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a missing git and a missing folder are told apart', async () => {
  const dir = repository();
  expect((await failureOf(git(join(dir, 'gone'), ['version']))).code).toBe('folder-missing');
  process.env['PATH'] = emptyFolder();
  const failure = await failureOf(git(dir, ['version']));
  expect(failure).toMatchObject({ category: 'usage', code: 'git-missing' });
  expect(failure.fix).toContain('git-scm.com');
});

test('output comes back byte for byte', async () => {
  const dir = repository();
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0a, 0x0a]);
  const { stdout: oid } = await git(dir, ['hash-object', '-w', '--stdin'], { stdin: bytes });
  const { stdout } = await gitBytes(dir, ['cat-file', 'blob', oid.trim()]);
  expect(Buffer.from(stdout)).toEqual(bytes);
});

test('a repository reached through a symbolic link is the same repository', async () => {
  const dir = repository();
  const link = join(emptyFolder(), 'link');
  symlinkSync(dir, link);
  expect((await git(link, ['rev-parse', 'HEAD'])).stdout.trim()).toBe(run(dir, 'rev-parse', 'HEAD'));
});

test('of what a hook prints the end is kept, however much it is, and of long output the beginning where that is asked for', async () => {
  const dir = repository({ 'big.txt': 'a line\n'.repeat(200_000) });
  mkdirSync(join(dir, 'own-hooks'));
  writeFileSync(
    join(dir, 'own-hooks/pre-commit'),
    '#!/bin/sh\nhead -c 30000000 /dev/zero | tr "\\0" x >&2\necho last words >&2\nexit 3\n',
    { mode: 0o755 },
  );
  const hook = await git(dir, ['-c', `core.hooksPath=${join(dir, 'own-hooks')}`, 'hook', 'run', 'pre-commit'], {
    allowExit: [3],
  });
  expect(hook.exitCode).toBe(3);
  expect(hook.stderr.length).toBeLessThan(600_000);
  expect(hook.stderr.endsWith('xxxlast words\n')).toBe(true);
  const { stdout, exitCode } = await git(dir, ['show', 'HEAD:big.txt'], { keepFirst: 10 });
  expect({ stdout, exitCode }).toEqual({ stdout: 'a line\na l', exitCode: 0 });
});
