import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandWords, isLight } from '../../runtime/cli/command-words.ts';
import { builtProgram, repository } from '../support/program.ts';

describe('which part of the program is loaded', () => {
  test.each([
    [[], []],
    [['--help'], []],
    [
      ['run', 'spec-01', '--exec', 'more'],
      ['run', 'spec-01'],
    ],
    [
      ['--cwd', 'run', 'inspect', 'status', '--json'],
      ['inspect', 'status'],
    ],
    [
      ['--quiet', '--cwd=/x', 'land', 'a'],
      ['land', 'a'],
    ],
  ])('the command of %j is %j', (argv, words) => {
    expect(commandWords(argv)).toEqual(words);
  });

  test('help, completion and the quick views need the light one, everything else the full one', () => {
    const views = ['status', 'history', 'time', 'cost'].map((view) => ['inspect', view]);
    expect([[], ['help', 'run'], ['complete', '--'], ...views].every(isLight)).toBe(true);
    expect([['run', 'x'], ['inspect', 'report'], ['inspect'], ['land', 'x'], ['nonsense']].some(isLight)).toBe(false);
    const waits = [['--wait', '60'], ['--json', '--wait=1'], ['run-20310402-091011-k3f9'], ['--json', 'spec-01']];
    expect(waits.map((rest) => isLight(['inspect', 'status', ...rest]))).toEqual([false, false, false, false]);
    expect(isLight(['--cwd', '/x', 'inspect', 'status', '--json', '--cwd', '/y'])).toBe(true);
  });

  test('the light part answers all that it is chosen for, from a folder that has nothing else', () => {
    const program = builtProgram();
    const copy = join(folder, 'package');
    for (const name of ['bin', 'package.json', 'templates', 'schemas'])
      cpSync(join(repository, name), join(copy, name), { recursive: true });
    const cli = join(program, '../../dist/cli');
    mkdirSync(join(copy, 'dist/cli'), { recursive: true });
    for (const name of readdirSync(cli)) if (!name.startsWith('full-')) cpSync(join(cli, name), join(copy, 'dist/cli', name));
    const start = (...args: string[]) =>
      spawnSync(process.execPath, [join(copy, 'bin/okstra.mjs'), ...args], { encoding: 'utf8', cwd: project, env: env() });
    expect(start().stdout).toContain('spec-01-x');
    expect(start('--help').stdout).toContain('inspect');
    expect(start('help', 'run').stdout).toContain('--max-attempts');
    expect(JSON.parse(start('inspect', 'status', '--json').stdout)).toMatchObject({ ok: true });
    expect(start('complete', '--', 'ru').stdout).toContain('run');
    expect(start('inspect', 'history', 'spec-01-x').stdout).toContain('No runs of spec-01-x yet');
    expect(start('inspect', 'time', '--by', 'item').stdout).toContain('No such runs.');
    expect(start('inspect', 'cost', '--by', 'day').stdout).toContain('No such runs.');
  });
});

let folder: string;
let project: string;

const env = (extra: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env['PATH'],
  HOME: join(folder, 'home'),
  OKSTRA_HOME: join(folder, 'okstra'),
  ...extra,
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okstra-launch-'));
  project = join(folder, 'project');
  mkdirSync(join(project, 'specs/spec-01-x'), { recursive: true });
  writeFileSync(join(project, 'specs/spec-01-x/SPEC.md'), '# X\n');
  writeFileSync(join(project, 'specs/spec-01-x/metadata.json'), '{"id":"spec-01-x","name":"X","status":"todo"}\n');
  spawnSync('git', ['init', '--quiet', project]);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeFolder = (): string => join(folder, 'okstra/cache/code');
const kept = (): string[] => (existsSync(codeFolder()) ? readdirSync(codeFolder()) : []);

const status = (extra: Readonly<Record<string, string>> = {}, args: readonly string[] = ['inspect', 'status', '--json']) =>
  spawnSync(process.execPath, [builtProgram(), ...args], { encoding: 'utf8', cwd: project, env: env(extra) });

describe('machine code kept for the next start', () => {
  test('is used and gives the same answer, however often it was added to', () => {
    const answers = Array.from({ length: 6 }, () => status());
    expect(answers.map((answer) => answer.stderr)).toEqual(Array.from({ length: 6 }, () => ''));
    expect(new Set(answers.map((answer) => answer.stdout)).size).toBe(1);
    const [name = '', ...others] = kept();
    expect(others).toEqual([]);
    expect(name).toMatch(new RegExp(`^light-[0-9a-f]{12}\\.cjs-${process.version.replaceAll('.', '\\.')}-.*-inspect-status$`));
    // Written by the first four starts only.
    expect(readFileSync(join(codeFolder(), name)).at(-1)).toBe(4);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['zeros in its middle', (bytes: Buffer) => Buffer.from(bytes).fill(0, bytes.length >> 1, (bytes.length >> 2) * 3)],
    ['zeros but for its beginning', (bytes: Buffer) => Buffer.from(bytes).fill(0, 4096)],
    [
      'wrong in a bit of every page',
      (bytes: Buffer) => bytes.map((byte, index) => (index > 4096 && index % 4096 === 7 ? byte ^ 0x10 : byte)) as Buffer,
    ],
    ['something else', () => Buffer.from('not machine code')],
  ])('is not believed when it is %s, and made anew', (_, damage) => {
    const good = status().stdout;
    const file = join(codeFolder(), kept()[0] ?? '');
    const whole = readFileSync(file);
    writeFileSync(file, damage(whole));
    const answer = status();
    expect(answer).toMatchObject({ status: 0, stdout: good, stderr: '' });
    expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2);
  });

  test('is not written by a command that fails, that only plans or only helps, nor when Node is told to keep none', () => {
    status({}, ['inspect', 'stauts']);
    status({}, ['inspect', 'status', '--help']);
    status({}, ['run', 'spec-01-x', '--dry-run']);
    status({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(kept()).toEqual([]);
  });

  test("lies in Node's own folder for such code when that is named", () => {
    status({ NODE_COMPILE_CACHE: join(folder, 'shared') });
    expect(kept()).toEqual([]);
    expect(readdirSync(join(folder, 'shared/okstra'))).toEqual([expect.stringMatching(/-inspect-status$/)]);
  });

  test('a home that cannot be written to changes nothing but the speed', () => {
    writeFileSync(join(folder, 'okstra'), 'a file');
    expect(status()).toMatchObject({ status: 0, stderr: '' });
  });
});
