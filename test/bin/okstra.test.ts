import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtProgram, repository } from '../support/program.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okstra-bin-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package folder that holds bin/ and package.json, and `main` as the built program. */
function packageWith(main?: string): string {
  mkdirSync(join(folder, 'bin'));
  cpSync(join(repository, 'bin/okstra.mjs'), join(folder, 'bin/okstra.mjs'));
  writeFileSync(join(folder, 'package.json'), '{"name":"okstra","version":"9.8.7","type":"module"}');
  if (main !== undefined) {
    mkdirSync(join(folder, 'dist/cli'), { recursive: true });
    writeFileSync(join(folder, 'dist/cli/main.js'), main);
  }
  return join(folder, 'bin/okstra.mjs');
}

function run(program: string, args: readonly string[], nodeArgs: readonly string[] = []) {
  return spawnSync(process.execPath, [...nodeArgs, program, ...args], { encoding: 'utf8' });
}

/** Makes the process believe that it is a Node of the given version, from before the program starts. */
function pretend(version: string): string[] {
  const file = join(folder, 'pretend.cjs');
  writeFileSync(file, `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`);
  return ['--require', file];
}

test.each(['--version', '-V'])('%s prints the version of the package without loading the program', (flag) => {
  const program = packageWith('throw new Error("loaded");');
  expect(run(program, [flag])).toMatchObject({ status: 0, stdout: '9.8.7\n', stderr: '' });
});

test.each(['12.22.0', '20.20.2', '22.17.1'])('Node %s is refused with what is needed, what was found and a fix', (version) => {
  const program = packageWith('throw new Error("loaded");');
  const result = run(program, ['run'], pretend(version));
  expect(result.status).toBe(2);
  expect(result.stdout).toBe('');
  expect(result.stderr.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^okstra: expected Node.js 22.18 or newer, found ${version} at /`)),
    expect.stringMatching(/^fix: /),
    '',
  ]);
});

test.each(['22.18.0', '23.0.0', '24.21.0'])('Node %s is accepted', (version) => {
  const program = packageWith('export const main = async () => 0;');
  expect(run(program, [], pretend(version)).status).toBe(0);
});

test('the file before the import holds no syntax that an old Node cannot parse', () => {
  const text = readFileSync(join(repository, 'bin/okstra.mjs'), 'utf8');
  expect(text).not.toMatch(/^\s*import\s+[^(]|\?\.|\?\?|\b(?:const|let|async|await|class)\b|=>|`/m);
});

test('arguments reach main, and its number becomes the exit code', () => {
  const program = packageWith('export const main = async (argv) => { process.stdout.write(JSON.stringify(argv)); return 3; };');
  expect(run(program, ['run', 'spec 1', '--json'])).toMatchObject({ status: 3, stdout: '["run","spec 1","--json"]' });
});

test('a missing build is told with the command that makes it', () => {
  const result = run(packageWith(), ['run']);
  expect(result.status).toBe(2);
  expect(result.stderr).toBe(
    `okstra: expected the built program at ${join(folder, 'dist/cli/main.js')}, found nothing\nfix: npm run build\n`,
  );
});

test('an error that escapes main is shown as a bug with its stack and exit code 5', () => {
  const result = run(packageWith('export const main = async () => { throw new Error("impossible"); };'), []);
  expect(result.status).toBe(5);
  expect(result.stderr).toMatch(/^okstra: a bug in okstra: Error: impossible\n\s+at /);
});

test('the built program starts', () => {
  const version = (JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string }).version;
  expect(run(builtProgram(), ['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  const result = run(builtProgram(), ['no-such-command']);
  expect(result.status).toBe(2);
  expect(result.stderr).toContain('no-such-command');
});

test.each(['--help', '-h'])('%s prints what the build wrote, which is what the program says itself', (flag) => {
  const program = packageWith('throw new Error("loaded");');
  writeFileSync(join(folder, 'dist/help.txt'), 'the help\n');
  expect(run(program, [flag])).toMatchObject({ status: 0, stdout: 'the help\n', stderr: '' });
  const built = builtProgram();
  expect(run(built, [flag]).stdout).toBe(run(built, ['--quiet', flag]).stdout);
  expect(run(built, [flag]).stdout).toMatch(/^Usage: okstra [^]*\n {2}gc /);
});

test('without that file the program is asked', () => {
  const program = packageWith('export const main = async (argv) => (process.stdout.write(argv.join()), 0);');
  expect(run(program, ['--help'])).toMatchObject({ status: 0, stdout: '--help' });
});
