import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, emptyFolder, repository, run, write } from '../git/scratch.ts';
import { builtProgram } from '../support/program.ts';
import { okstra } from './okstra.ts';

const project = (): string =>
  repository({
    'specs/spec-01-a/SPEC.md': '# A\n',
    'specs/spec-01-a/metadata.json': '{"status": "done"}',
    'specs/spec-02-b/SPEC.md': '# B\n',
    'specs/spec-02-b/metadata.json': '{"dependsOn": ["spec-01-a"]}',
  });

test('okstra alone says where things stand, what could run next, and shows the help', async () => {
  const top = project();
  const { exitCode, stdout } = await okstra(top);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    new RegExp(
      `^2 items in ${join(top, 'specs')}: 1 todo, 0 in progress, 1 done, 0 blocked, 0 failed\nNext: okstra run spec-02-b\n\nUsage: okstra `,
    ),
  );
  expect(stdout).toContain('Exit codes:');
  const { json } = await okstra(top, '--json');
  expect(json).toMatchObject({
    ok: true,
    root: join(top, 'specs'),
    counts: { todo: 1, done: 1 },
    next: 'spec-02-b',
    help: expect.stringContaining('Usage: okstra'),
  });
});

test('outside a repository it says how to begin, and that is no error', async () => {
  const dir = emptyFolder();
  const { exitCode, stdout, stderr } = await okstra(dir);
  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^Expected a git checkout.*\nTo begin: .*git init.*\nTo look around without a project: okstra demo\n\nUsage: okstra/,
  );
  expect((await okstra(dir, '--json')).json).toMatchObject({
    ok: true,
    root: null,
    counts: null,
    problem: { code: 'no-repository' },
  });
});

test('before the first commit it says that one is needed', async () => {
  const dir = emptyFolder();
  run(dir, 'init', '--quiet');
  write(dir, { 'specs/spec-01-a/SPEC.md': '# A\n', 'specs/spec-01-a/metadata.json': '{}' });
  const next = 'Next: git add -A && git commit -m "Initial commit"\nThen: okstra run spec-01-a\n';
  expect((await okstra(dir)).stdout).toContain(next);
  commit(dir);
  expect((await okstra(dir)).stdout).toContain('\nNext: okstra run spec-01-a\n');
  run(dir, 'pack-refs', '--all');
  expect((await okstra(dir)).stdout).toContain('\nNext: okstra run spec-01-a\n');
});

test('help of a command within a group is what its --help prints, each part of it apart by one blank line', async () => {
  const dir = emptyFolder();
  const asked = await okstra(dir, 'help', 'inspect', 'logs');
  expect(asked).toMatchObject({ exitCode: 0, stdout: (await okstra(dir, 'inspect', 'logs', '--help')).stdout });
  expect(asked.stdout).toMatch(/^Usage: okstra inspect logs /);
  expect((await okstra(dir, 'help')).stdout).not.toContain('\n\n\n');
});

test('a repository without items is pointed to init', async () => {
  expect((await okstra(repository())).stdout).toContain('To begin: okstra init');
});

test('output that nobody reads to its end is no error', () => {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-o', 'pipefail', '-c', `'${process.execPath}' '${builtProgram()}' --help | head -1`],
    { cwd: emptyFolder(), encoding: 'utf8' },
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: 'Usage: okstra [options] [command]\n', stderr: '', status: 0 });
});

test.each([
  [['rnu', 'spec-01-a', '--exec'], ' run spec-01-a --exec'],
  [['inspct'], ' inspect'],
  [['frobnicate'], 'okstra --help'],
])('%j is no command, and the one that was meant is named', async (argv, fix) => {
  const { exitCode, json } = await okstra(project(), ...argv, '--json');
  expect({ exitCode, json }).toMatchObject({
    exitCode: 2,
    json: {
      error: { code: 'command-unknown', message: `Expected a command, found ${argv[0]}.`, fix: expect.stringContaining(fix) },
    },
  });
});
