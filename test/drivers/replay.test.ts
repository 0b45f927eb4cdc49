import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { promptPrint } from '../../runtime/drivers/recorded-prompt.ts';
import { recordingStep, stepFile, stepFiles } from '../../runtime/drivers/recording.ts';
import { playerPath, replay } from '../../runtime/drivers/replay.ts';
import type { DispatchContext, DispatchResult } from '../../runtime/model/agents.ts';
import { commandOf, dispatchContext, recordOf } from './builders.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okstra-replay-'));
  mkdirSync(join(folder, 'work'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const step = (name: string, value: unknown): void => {
  mkdirSync(join(folder, 'recording'), { recursive: true });
  writeFileSync(join(folder, 'recording', name), JSON.stringify(value));
};
const inWork = (path: string): string => join(folder, 'work', path);

/** Plays a dispatch as the conductor would: the driver's command line in a process, its lines read, its end judged. */
function play(change: Partial<DispatchContext> = {}): DispatchResult & { stderr: string } {
  const agent = { name: 'codex', driver: 'replay', vendor: 'openai', recording: join(folder, 'recording') } as const;
  const context = { ...dispatchContext(change), agent, cwd: inWork('') };
  const { argv, cwd, env, stdin } = commandOf(replay, context);
  const [program, ...args] = argv;
  const { stdout, stderr, status, signal } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    input: stdin,
  });
  return {
    ...replay.conclude(recordOf(replay, stdout, { end: { exitCode: status, signal, stderrTail: stderr } }), context),
    stderr,
  };
}

test('an executor step writes, changes and removes files and gives its text', () => {
  writeFileSync(inWork('old.txt'), 'old');
  step('executor-1.json', { files: { 'src/new.js': 'new\n', 'old.txt': null, 'run.sh': '#!/bin/sh\n' }, text: 'Done.' });
  expect(play()).toMatchObject({ status: 'completed', text: 'Done.' });
  expect(readFileSync(inWork('src/new.js'), 'utf8')).toBe('new\n');
  expect(existsSync(inWork('old.txt'))).toBe(false);
  expect(statSync(inWork('run.sh')).mode & 0o111).toBe(0o111);
});

test('a verifier step writes nothing, and its answer carries the tree it was given', () => {
  step('verifier-codex-1.json', {
    files: { 'w.txt': 'x' },
    text: 'Tree {{TREE}} is fine.',
    structured: { tree: '{{TREE}}', verdict: 'pass' },
  });
  expect(play({ role: 'verifier', tree: 'bbbb1111' })).toMatchObject({
    status: 'completed',
    text: 'Tree bbbb1111 is fine.',
    structured: { tree: 'bbbb1111', verdict: 'pass' },
  });
  expect(existsSync(inWork('w.txt'))).toBe(false);
});

test('the step is that of attempt, turn and round, else the nearest earlier turn', () => {
  for (const name of ['executor-1.json', 'executor-1.2.json', 'executor-2.json', 'executor-1-round1.json'])
    step(name, { text: name });
  expect(play().text).toBe('executor-1.json');
  expect(play({ turn: 2 }).text).toBe('executor-1.2.json');
  expect(play({ turn: 3 }).text).toBe('executor-1.2.json');
  expect(play({ attempt: 2, turn: 2 }).text).toBe('executor-2.json');
  expect(play({ round: 1 }).text).toBe('executor-1-round1.json');
});

test('a verifier without a file of its name takes that of the role', () => {
  step('verifier-1.json', { text: 'any' });
  expect(play({ role: 'verifier' }).text).toBe('any');
});

test('a recorded failure fails again', () => {
  step('executor-1.json', { text: 'half', exitCode: 7 });
  expect(play()).toMatchObject({
    status: 'error',
    text: 'half',
    fault: { kind: 'crash', message: expect.stringContaining('exit code 7') as string },
  });
});

test('a step that is missing is named, with all the names it could have', () => {
  mkdirSync(join(folder, 'recording'));
  expect(play({ attempt: 3 })).toMatchObject({
    status: 'error',
    fault: { kind: 'recording', message: expect.stringContaining('executor-codex-3.json, executor-3.json') },
  });
});

describe('a step is refused', () => {
  test.each([
    ['a file outside the working folder', { files: { '../out.txt': 'x' }, text: '' }, '../out.txt'],
    ['an absolute file', { files: { '/tmp/out.txt': 'x' }, text: '' }, '/tmp/out.txt'],
    ['git’s own folder', { files: { '.git/config': 'x' }, text: '' }, '.git/config'],
    ['contents that are no text', { files: { a: 1 }, text: '' }, 'text or null'],
    ['a later version', { version: 3, text: '' }, 'version 1 or 2'],
    ['a link out of the folder', { files: { link: { link: '../out' } }, text: '' }, 'leads out'],
    ['no answer at all', { files: {} }, 'found neither'],
  ])('with %s', (_what, value, message) => {
    step('executor-1.json', value);
    const { status, stderr } = play();
    expect(status).toBe('error');
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, 'out.txt'))).toBe(false);
  });

  test('that writes through a symbolic link', () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), inWork('link'));
    step('executor-1.json', { files: { 'link/x.txt': 'x' }, text: '' });
    expect(play().stderr).toContain('symbolic link');
    expect(existsSync(join(folder, 'elsewhere', 'x.txt'))).toBe(false);
  });
});

const by = {
  agent: { name: 'judge', driver: 'command', model: 'm-1' },
  prompt: { sha256: '00', file: 'verifier-judge-1.prompt.md' },
} as const;

test('what was recorded is what is played, on another tree', () => {
  const result: DispatchResult = {
    status: 'completed',
    text: 'Tree: aaaa0000',
    structured: { tree: 'aaaa0000', verdict: 'pass' },
    commands: [],
  };
  const recorded = recordingStep({ ...by, files: { 'a.txt': 'a' }, tree: 'aaaa0000', result });
  expect(recorded).toEqual({
    version: 2,
    recorded: { agent: 'judge', driver: 'command', model: 'm-1' },
    prompt: by.prompt,
    files: { 'a.txt': 'a' },
    text: 'Tree: {{TREE}}',
    structured: { tree: '{{TREE}}', verdict: 'pass' },
  });
  const { prompt: _asked, ...whateverIsAsked } = recorded;
  step(stepFile({ role: 'verifier', agent: 'codex', attempt: 1 }), whateverIsAsked);
  expect(play({ role: 'verifier', tree: 'cccc2222' })).toMatchObject({
    text: 'Tree: cccc2222',
    structured: { tree: 'cccc2222' },
  });
});

test('a recorded fault is played as that fault', () => {
  const fault = { kind: 'quota', message: 'used up', retryAt: '2031-01-01T00:00:00Z' } as const;
  const recorded = recordingStep({ ...by, files: {}, tree: 't', result: { status: 'error', text: '', commands: [], fault } });
  const { prompt: _asked, ...whateverIsAsked } = recorded;
  step('executor-1.json', whateverIsAsked);
  expect(play()).toMatchObject({ status: 'error', fault });
});

test('commands that were run are told again', () => {
  step('verifier-1.json', { version: 2, files: {}, text: 'x', commands: [{ cmd: 'npm test', exitCode: 1 }] });
  expect(play({ role: 'verifier' }).commands).toEqual([{ cmd: 'npm test', exitCode: 1 }]);
});

test('bytes, executables and links come back as they were', () => {
  const bytes = Buffer.from([0, 255, 7]);
  symlinkSync('old', inWork('was-link'));
  step('executor-1.json', {
    version: 2,
    files: {
      a: { base64: bytes.toString('base64') },
      tool: { text: 'x', executable: true },
      link: { link: 'a' },
      'was-link': 'y',
    },
    text: 'x',
  });
  expect(play().status).toBe('completed');
  expect(readFileSync(inWork('a'))).toEqual(bytes);
  expect(statSync(inWork('tool')).mode & 0o111).toBe(0o111);
  expect(readlinkSync(inWork('link'))).toBe('a');
  expect([lstatSync(inWork('was-link')).isFile(), existsSync(inWork('old'))]).toEqual([true, false]);
});

describe('a step with its prompt', () => {
  const asked = '# Task\n\nSay hello.\n\n## Criteria\n\n- AC-1: it says hello\n';
  const record = (prompt: string): void => {
    const { sha256, text } = promptPrint(dispatchContext({ prompt, cwd: inWork('') }));
    step('executor-1.json', { version: 2, prompt: { sha256, file: 'executor-1.prompt.md' }, files: {}, text: 'Hello.' });
    writeFileSync(join(folder, 'recording', 'executor-1.prompt.md'), text);
  };

  test('is played for that prompt', () => {
    record(asked);
    expect(play({ prompt: asked }).text).toBe('Hello.');
  });

  test.each([
    [asked.replace('hello.', 'goodbye.'), /"Task" changed, line 2: recorded "Say hello\.", now "Say goodbye\."/],
    [`${asked}\n## More\n\nx\n`, /with "More"/],
    [asked.replace(/\n## Criteria[^]*/, ''), /without "Criteria"/],
    [
      asked.replace('- AC-1: it says hello\n', '- AC-1: it says hello\n- AC-2: twice\n'),
      /"Criteria" changed, line 3: recorded "", now "- AC-2: twice"/,
    ],
  ])('is not played for another one, and what changed is said', (prompt, message) => {
    record(asked);
    expect(play({ prompt })).toMatchObject({
      status: 'error',
      text: '',
      fault: { kind: 'recording', message: expect.stringMatching(message), fix: expect.stringMatching(/take "prompt" out of/) },
    });
  });

  test('of an earlier turn is played whatever is asked', () => {
    record(asked);
    expect(play({ prompt: `${asked}\nGo on.`, turn: 2 }).text).toBe('Hello.');
  });
});

test('steps of verifiers are recorded under the agent’s name, made fit for a file', () => {
  expect(stepFile({ role: 'verifier', agent: 'a/b c', attempt: 2, turn: 3, round: 1 })).toBe('verifier-a_b_c-2-round1.3.json');
  expect(stepFile({ role: 'executor', agent: 'codex', attempt: 1 })).toBe('executor-1.json');
});

test('every name under which a step may be recorded is looked for', () => {
  for (const role of ['executor', 'verifier', 'report-writer'] as const) {
    const key = { role, agent: 'codex', attempt: 2, turn: 2, round: 1 };
    expect(stepFiles(key)).toContain(stepFile(key));
  }
});

test('an agent without a recording is refused before anything starts', () => {
  expect(replay.command(dispatchContext({ agent: { driver: 'replay' } }))).toMatchObject({
    ok: false,
    failure: { code: 'recording-missing' },
  });
});

test('the player lies beside the driver in the sources and at the top of a build', () => {
  const source = join(import.meta.dirname, '../../runtime/drivers/replay.ts');
  expect(existsSync(playerPath(source))).toBe(true);
  expect(dirname(playerPath(source))).toBe(dirname(source));
  expect(playerPath('/x/dist/y/dist/chunks/replay-AB12.js')).toBe('/x/dist/y/dist/replay-player.mjs');
  expect(playerPath('/x/okstra/dist/cli/main.js')).toBe('/x/okstra/dist/replay-player.mjs');
});
