import { describe, expect, test } from 'vitest';
import { commandDriver } from '../../runtime/drivers/command.ts';
import type { AgentConfig } from '../../runtime/model/agents.ts';
import { commandOf, dispatchContext, recordOf } from './builders.ts';

const script = (change: Partial<AgentConfig> = {}) =>
  ({ name: 'script', driver: 'command', vendor: 'acme', command: ['./agent.sh', '--fast'], ...change }) as const;
const contextOf = (change: Partial<AgentConfig> = {}, prompt = 'Do it.') =>
  dispatchContext({ agent: script(change), program: '/repo/agent.sh', prompt });

describe('the prompt is handed over', () => {
  test('on stdin by default', () => {
    expect(commandOf(commandDriver, contextOf())).toMatchObject({
      argv: ['/repo/agent.sh', '--fast'],
      cwd: '/work',
      stdin: 'Do it.',
    });
  });

  test('as the last argument', () => {
    expect(commandOf(commandDriver, contextOf({ prompt: 'arg' }))).toMatchObject({
      argv: ['/repo/agent.sh', '--fast', 'Do it.'],
      stdin: '',
    });
  });

  test('as the path of its file, at the end', () => {
    expect(commandOf(commandDriver, contextOf({ prompt: 'file' })).argv).toEqual([
      '/repo/agent.sh',
      '--fast',
      '/run/prompts/executor-1.md',
    ]);
  });

  test('in the place of {prompt}, untouched by the rules of replacement patterns', () => {
    const command = ['./agent.sh', '--in={prompt}', '-v'];
    expect(commandOf(commandDriver, contextOf({ prompt: 'file', command })).argv).toEqual([
      '/repo/agent.sh',
      '--in=/run/prompts/executor-1.md',
      '-v',
    ]);
    expect(commandOf(commandDriver, contextOf({ prompt: 'arg', command }, "costs $& and $'")).argv[1]).toBe(
      "--in=costs $& and $'",
    );
  });

  test('not as an argument longer than the kernel takes, and the fix names the other way', () => {
    const fits = 'ü'.repeat(65_535);
    expect(commandDriver.command(contextOf({ prompt: 'arg' }, fits)).ok).toBe(true);
    expect(commandDriver.command(contextOf({ prompt: 'arg' }, `${fits}xx`))).toMatchObject({
      ok: false,
      failure: {
        category: 'usage',
        code: 'prompt-too-large',
        message: expect.stringMatching(/less than 131072 bytes.*found 131072 bytes/) as string,
        fix: expect.stringContaining('prompt to file') as string,
      },
    });
    expect(commandDriver.command(contextOf({}, fits.repeat(3))).ok).toBe(true);
  });

  test('not as an argument when it holds a zero byte', () => {
    expect(commandDriver.command(contextOf({ prompt: 'arg' }, 'a\0b'))).toMatchObject({
      ok: false,
      failure: { code: 'prompt-not-an-argument' },
    });
  });
});

test('an empty command is refused before anything starts', () => {
  const context = dispatchContext({ agent: script({ command: [] }) });
  expect(commandDriver.command(context)).toMatchObject({
    ok: false,
    failure: { code: 'command-missing', fix: expect.stringContaining('agents.script.command') as string },
  });
});

test('the program finds out from its environment what it is asked for', () => {
  const context = dispatchContext({
    agent: script({ env: { MODE: 'quick' } }),
    role: 'verifier',
    attempt: 2,
    round: 1,
    answerSchemaFile: '/run/schema.json',
  });
  expect(commandOf(commandDriver, context).env).toEqual({
    MODE: 'quick',
    TMPDIR: '/run/tmp',
    OKSTRA_ROLE: 'verifier',
    OKSTRA_AGENT: 'script',
    OKSTRA_ATTEMPT: '2',
    OKSTRA_ROUND: '1',
    OKSTRA_RUN_ID: 'run-1',
    OKSTRA_TREE: 'aaaa0000',
    OKSTRA_ANSWER_SCHEMA: '/run/schema.json',
    OKSTRA_DEPTH: '1',
  });
});

test('a schema of a dispatch further up does not shine through', () => {
  const { env } = commandOf(commandDriver, contextOf());
  expect(Object.hasOwn(env, 'OKSTRA_ANSWER_SCHEMA')).toBe(true);
  expect(env['OKSTRA_ANSWER_SCHEMA']).toBeUndefined();
});

describe('how a dispatch ended', () => {
  test('with exit code 0 its output is the answer', () => {
    expect(commandDriver.conclude(recordOf(commandDriver, 'the answer\n'), contextOf({ model: 'm1' }))).toEqual({
      status: 'completed',
      text: 'the answer\n',
      model: { name: 'm1', attestation: 'declared' },
      commands: [],
    });
  });

  test('with exit code 0 and no output it is for the reader of the answer to judge', () => {
    expect(commandDriver.conclude(recordOf(commandDriver, ''), contextOf())).toEqual({
      status: 'completed',
      text: '',
      commands: [],
    });
  });

  test('with another exit code it crashed, and the end of stderr says how', () => {
    const record = recordOf(commandDriver, 'half', { end: { exitCode: 3, stderrTail: 'out of luck\n' } });
    expect(commandDriver.conclude(record, contextOf())).toMatchObject({
      status: 'error',
      text: 'half',
      fault: { kind: 'crash', message: 'ended with exit code 3; stderr ends with:\nout of luck' },
    });
  });

  test('ended by a signal it crashed', () => {
    const record = recordOf(commandDriver, '', { end: { exitCode: null, signal: 'SIGSEGV' } });
    expect(commandDriver.conclude(record, contextOf()).fault).toEqual({
      kind: 'crash',
      message: 'was ended by SIGSEGV, and stderr is empty',
    });
  });

  test('stopped by okstra it timed out', () => {
    const record = recordOf(commandDriver, '', { end: { exitCode: null, signal: 'SIGTERM', stopped: 'silence' } });
    expect(commandDriver.conclude(record, contextOf())).toMatchObject({ status: 'timeout', fault: { kind: 'silence' } });
  });

  test('the first line that names a session is the one to go on with', () => {
    const stdout = 'hi\nSession ID: 0199a213-81c0-7800-8aa1-bbab2a035a53\nsession id: 11111111-81c0-7800-8aa1-bbab2a035a53\n';
    expect(commandDriver.conclude(recordOf(commandDriver, stdout), contextOf()).sessionId).toBe(
      '0199a213-81c0-7800-8aa1-bbab2a035a53',
    );
    expect(commandDriver.conclude(recordOf(commandDriver, 'session id: nope'), contextOf()).sessionId).toBeUndefined();
  });
});
