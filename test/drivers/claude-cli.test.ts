import { describe, expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { commandOf, dispatchContext } from './builders.ts';

type Change = Parameters<typeof dispatchContext>[0];
const contextOf = ({ agent, ...change }: NonNullable<Change> = {}) =>
  dispatchContext({ agent: { name: 'claude', driver: 'claude-cli', vendor: 'anthropic', ...agent }, ...change });
const argvOf = (change?: Change): readonly string[] => commandOf(claudeCli, contextOf(change)).argv;
const envOf = (change?: Change) => commandOf(claudeCli, contextOf(change)).env;
const valueOf = (argv: readonly string[], option: string): string | undefined => argv[argv.indexOf(option) + 1];
const toolsOf = (change?: Change): readonly string[] => (valueOf(argvOf(change), '--tools') ?? '').split(',');

describe('the command line', () => {
  test('of an executor without a sandbox: edits, no shell, a session that can be continued, prompt on stdin', () => {
    const command = commandOf(claudeCli, contextOf({ program: '/bin/claude' }));
    expect(command).toMatchObject({ cwd: '/work', stdin: 'Do it.' });
    expect(command.argv).toEqual([
      '/bin/claude',
      '-p',
      '--output-format',
      'stream-json',
      '--verbose',
      '--include-partial-messages',
      '--setting-sources',
      'user',
      '--strict-mcp-config',
      '--disable-slash-commands',
      '--permission-mode',
      'acceptEdits',
      '--tools',
      'Read,Glob,Grep,Edit,Write,NotebookEdit',
      '--add-dir',
      '/work',
      '--add-dir',
      '/run/tmp',
    ]);
  });

  test('of an executor inside okstra’s sandbox: a shell, too', () => {
    const argv = argvOf({ confined: true });
    expect(valueOf(argv, '--tools')).toBe('Read,Glob,Grep,Edit,Write,NotebookEdit,Bash,Task');
    expect(valueOf(argv, '--allowedTools')).toBe('Bash');
    expect(valueOf(argv, '--permission-mode')).toBe('acceptEdits');
  });

  test('of a verifier: tools that read, no session left behind, no instructions, no hooks, the form of the answer', () => {
    const argv = argvOf({ role: 'verifier', confined: true, answerSchema: '{"type":"object"}' });
    expect(valueOf(argv, '--tools')).toBe('Read,Glob,Grep');
    expect(valueOf(argv, '--permission-mode')).toBe('dontAsk');
    expect(valueOf(argv, '--json-schema')).toBe('{"type":"object"}');
    expect(valueOf(argv, '--settings')).toBe('{"disableAllHooks":true}');
    expect(argv).toContain('--no-session-persistence');
    for (const option of ['--allowedTools', '--add-dir', '--resume']) expect(argv).not.toContain(option);
  });

  test.each(['executor', 'verifier', 'analyst', 'report-writer'] as const)(
    'takes nothing of the project’s settings as %s',
    (role) => {
      const argv = argvOf({ role, sandbox: 'full' });
      expect(valueOf(argv, '--setting-sources')).toBe('user');
      expect(argv).toContain('--strict-mcp-config');
    },
  );

  test('has a shell without a sandbox only at level full, for either role', () => {
    for (const role of ['executor', 'verifier'] as const) expect(toolsOf({ role, sandbox: 'full' })).toContain('Bash');
    expect(toolsOf({ sandbox: 'workspace-write' })).not.toContain('Bash');
    expect(toolsOf({ sandbox: 'read-only', confined: true })).toEqual(['Read', 'Glob', 'Grep']);
  });

  test('names model, effort and caps only when the agent has them', () => {
    const argv = argvOf({ agent: { model: 'sonnet', effort: 'high', maxTurns: 5, maxBudgetUsd: 0.5 } });
    expect(argv.slice(argv.indexOf('--model'))).toEqual([
      '--model',
      'sonnet',
      '--effort',
      'high',
      '--max-turns',
      '5',
      '--max-budget-usd',
      '0.5',
    ]);
    for (const option of ['--model', '--effort', '--max-turns', '--max-budget-usd']) expect(argvOf()).not.toContain(option);
  });

  test('caps its money at what the run reserved, or at its own limit where that is less; a session counts from its beginning', () => {
    const capOf = (context: Parameters<typeof argvOf>[0]) => valueOf(argvOf(context), '--max-budget-usd');
    expect(capOf({ reservedUsd: 1.25 })).toBe('1.25');
    expect(capOf({ reservedUsd: 1.25, agent: { maxBudgetUsd: 0.5 } })).toBe('0.5');
    expect(capOf({ reservedUsd: 1.25, sessionUsd: 3, resumeSession: 'abc' })).toBe('4.25');
  });

  test('continues a session, and never for a verifier', () => {
    expect(argvOf({ resumeSession: 'abc' }).slice(-2)).toEqual(['--resume', 'abc']);
    expect(argvOf({ role: 'verifier', resumeSession: 'abc' })).not.toContain('--resume');
  });

  test('keeps the arguments of a configured command before its own', () => {
    const agent = { command: ['npx', '@anthropic-ai/claude-code'] };
    expect(argvOf({ program: '/usr/bin/npx', agent }).slice(0, 3)).toEqual(['/usr/bin/npx', '@anthropic-ai/claude-code', '-p']);
  });

  test('is refused for a prompt over the limit of the program, counted in UTF-16 units', () => {
    const fits = 'ü'.repeat(10 * 1024 * 1024);
    expect(claudeCli.command(contextOf({ prompt: fits })).ok).toBe(true);
    const command = claudeCli.command(contextOf({ prompt: `${fits}x` }));
    expect(command).toMatchObject({ ok: false, failure: { category: 'usage', code: 'prompt-too-large' } });
    expect(command.ok ? '' : command.failure.message).toMatch(/at most 10485760 characters.*found 10485761/);
  });

  test('gives a prompt that looks like a command of the program as a prompt', () => {
    expect(commandOf(claudeCli, contextOf({ prompt: '/cost is wrong' })).stdin).toBe('\n/cost is wrong');
  });
});

describe('the environment', () => {
  test('has the private folder for temporary files, whatever the agent configures', () => {
    const env = envOf({ agent: { env: { TMPDIR: '/other', CLAUDE_CODE_TMPDIR: '/other', EXTRA: '1' } } });
    expect(env).toMatchObject({ TMPDIR: '/run/tmp', CLAUDE_CODE_TMPDIR: '/run/tmp', EXTRA: '1', OKSTRA_ROLE: 'executor' });
  });

  test('sets limits where the user has set none', () => {
    expect(envOf()).toMatchObject({ CLAUDE_CODE_MAX_RETRIES: '6', API_TIMEOUT_MS: '180000' });
    expect(envOf({ env: { CLAUDE_CODE_MAX_RETRIES: '2' } })).not.toHaveProperty('CLAUDE_CODE_MAX_RETRIES');
    expect(envOf({ agent: { env: { API_TIMEOUT_MS: '1' } } })).toMatchObject({ API_TIMEOUT_MS: '1' });
  });

  test('switches off what reads files behind at signs, writes notes, or runs on in the background', () => {
    for (const role of ['executor', 'verifier'] as const) {
      expect(envOf({ role })).toMatchObject({
        CLAUDE_CODE_DISABLE_ATTACHMENTS: '1',
        CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
        CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      });
    }
  });

  test('of a verifier keeps instruction files away, that of an executor brings them in', () => {
    expect(envOf({ role: 'verifier' })).toMatchObject({ CLAUDE_CODE_DISABLE_CLAUDE_MDS: '1' });
    expect(envOf()).toMatchObject({ CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD: '1' });
    expect(envOf()).not.toHaveProperty('CLAUDE_CODE_DISABLE_CLAUDE_MDS');
  });

  test('takes away what a session of claude above okstra has set, and a mode that would forbid editing', () => {
    const env = envOf();
    for (const name of [
      'CLAUDECODE',
      'CLAUDE_CODE_SESSION_ID',
      'CLAUDE_CODE_MESSAGING_TOKEN',
      'CLAUDE_CODE_SUBPROCESS_ENV_SCRUB',
    ]) {
      expect(Object.hasOwn(env, name)).toBe(true);
      expect(env[name]).toBeUndefined();
    }
  });

  test('does not pass on an empty configuration folder, which would be the working folder', () => {
    expect(Object.hasOwn(envOf({ env: { CLAUDE_CONFIG_DIR: '' } }), 'CLAUDE_CONFIG_DIR')).toBe(true);
    expect(Object.hasOwn(envOf({ env: { CLAUDE_CONFIG_DIR: '/c' } }), 'CLAUDE_CONFIG_DIR')).toBe(false);
  });
});

describe('the files of a dispatch', () => {
  const filesOf = (change?: Change) => commandOf(claudeCli, contextOf(change)).files ?? [];

  test('bring in AGENTS.md for an executor, whatever its folder is called', () => {
    expect(filesOf({ cwd: '/my work' })).toEqual([{ path: '/run/tmp/CLAUDE.md', content: '@/my\\ work/AGENTS.md\n' }]);
  });

  test('take variables named like secrets away from commands, where there are commands', () => {
    const [shell] = filesOf({ confined: true });
    expect(shell?.path).toBe('/run/tmp/claude-shell.sh');
    expect(shell?.content).toContain('unset "$okstra_name"');
    expect(envOf({ confined: true })).toMatchObject({ CLAUDE_ENV_FILE: '/run/tmp/claude-shell.sh' });
  });

  test('run the user’s own start of a shell first, however it is spelt', () => {
    const [shell] = filesOf({ confined: true, env: { CLAUDE_ENV_FILE: "/it's mine" } });
    expect(shell?.content.split('\n')[0]).toBe(`[ ! -r '/it'"'"'s mine' ] || . '/it'"'"'s mine'`);
  });

  test('are none for a verifier', () => expect(filesOf({ role: 'verifier', confined: true })).toEqual([]));
});

describe('the driver', () => {
  test('says what it withholds where there is no sandbox', () => {
    expect(claudeCli.withheld?.('read-only')).toContain('tools that read');
    expect(claudeCli.withheld?.('workspace-write')).toContain('no shell');
    expect(claudeCli.withheld?.('full')).toBeUndefined();
  });

  test('says how a person goes on with a session', () => expect(claudeCli.resumeHint?.('abc')).toBe('claude --resume abc'));

  test('looks for claude, or for what the agent names', () => {
    expect(claudeCli.program(contextOf().agent)).toBe('claude');
    expect(claudeCli.program(contextOf({ agent: { command: ['/opt/claude'] } }).agent)).toBe('/opt/claude');
  });
});
