import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { geminiCli, launcherPath } from '../../runtime/drivers/gemini-cli.ts';
import { commandOf, recordOf } from './builders.ts';
import { geminiContext, geminiStream } from './gemini-builders.ts';

type Change = Parameters<typeof geminiContext>[0];
interface Plan {
  readonly home: string;
  readonly project?: string;
  readonly leaveOut: readonly string[];
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly atMost: Readonly<Record<string, number>>;
  readonly append: Readonly<Record<string, readonly unknown[]>>;
}

const argvOf = (change?: Change): readonly string[] => commandOf(geminiCli, geminiContext(change)).argv;
const fileOf = (name: string, change?: Change): string =>
  commandOf(geminiCli, geminiContext(change)).files?.find(({ path }) => path === `/run/tmp/${name}`)?.content ?? '';
const planOf = (change?: Change): Plan => JSON.parse(fileOf('gemini-home.json', change)) as Plan;
const policyOf = (change?: Change): string => fileOf('gemini-policy.toml', change);

describe('the command line', () => {
  test('of an executor: behind the launcher, edits without a shell, trust by option only, prompt on stdin', () => {
    const command = commandOf(geminiCli, geminiContext({ program: '/bin/gemini' }));
    expect(command).toMatchObject({ cwd: '/work', stdin: 'Do it.' });
    expect(command.argv).toEqual([
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, '../../runtime/drivers/gemini-launcher.mjs'),
      '/run/tmp/gemini-home.json',
      '/home/u',
      '/bin/gemini',
      '-o',
      'stream-json',
      '--approval-mode',
      'auto_edit',
      '--admin-policy',
      '/run/tmp/gemini-policy.toml',
      '--skip-trust',
    ]);
  });

  test.each([
    ['verifier', 'read-only', false, 'default'],
    ['verifier', 'read-only', true, 'default'],
    ['analyst', 'read-only', true, 'default'],
    ['executor', 'workspace-write', false, 'auto_edit'],
    ['executor', 'workspace-write', true, 'yolo'],
    ['executor', 'full', false, 'yolo'],
    ['verifier', 'full', false, 'default'],
  ] as const)('of a %s at level %s, in a sandbox: %s, is in mode %s', (role, sandbox, confined, mode) => {
    const argv = argvOf({ role, sandbox, confined });
    expect(argv[argv.indexOf('--approval-mode') + 1]).toBe(mode);
    expect(argv).not.toContain('plan');
    expect(argv.includes('--skip-trust')).toBe(role !== 'verifier');
  });

  test('names the model only when the agent has one', () => {
    const argv = argvOf({ agent: { model: 'gemini-2.5-pro' } });
    expect(argv[argv.indexOf('-m') + 1]).toBe('gemini-2.5-pro');
    expect(argvOf()).not.toContain('-m');
  });

  test('continues a session as executor, and never as verifier', () => {
    expect(argvOf({ resumeSession: 'abc' }).slice(-2)).toEqual(['--resume', 'abc']);
    expect(argvOf({ role: 'verifier', resumeSession: 'abc' })).not.toContain('--resume');
  });

  test('keeps the arguments of a configured command before its own', () => {
    const argv = argvOf({ program: '/usr/bin/npx', agent: { command: ['npx', '@google/gemini-cli'] } });
    expect(argv.slice(5, 8)).toEqual(['/usr/bin/npx', '@google/gemini-cli', '-o']);
  });

  test('is refused for a prompt over the limit of the program, counted in bytes', () => {
    const fits = 'ü'.repeat(4 * 1024 * 1024);
    expect(geminiCli.command(geminiContext({ prompt: fits })).ok).toBe(true);
    const command = geminiCli.command(geminiContext({ prompt: `${fits}x` }));
    expect(command).toMatchObject({ ok: false, failure: { category: 'usage', code: 'prompt-too-large' } });
    expect(command.ok ? '' : command.failure.message).toMatch(/at most 8388608 bytes.*found 8388609/);
  });

  test('is refused for an effort that gemini has no word for', () => {
    const command = geminiCli.command(geminiContext({ agent: { effort: 'xhigh' } }));
    expect(command).toMatchObject({
      ok: false,
      failure: { code: 'unknown-effort', fix: expect.stringContaining('effort') as string },
    });
    expect(command.ok ? '' : command.failure.message).toMatch(/minimal, low, medium, high.*"xhigh"/);
  });
});

describe('the environment', () => {
  const envOf = (change?: Change) => commandOf(geminiCli, geminiContext(change)).env;

  test('keeps settings of the project, sandboxes, editors and telemetry out, whatever the agent configures', () => {
    const env = { GEMINI_CLI_TRUST_WORKSPACE: 'true', GEMINI_SANDBOX: 'docker', TMPDIR: '/other', EXTRA: '1' };
    expect(envOf({ agent: { env } })).toMatchObject({
      GEMINI_CLI_TRUST_WORKSPACE: 'false',
      GEMINI_CLI_NO_RELAUNCH: 'true',
      GEMINI_RESTRICTED_MODE: '',
      GEMINI_SANDBOX: 'false',
      GEMINI_TELEMETRY_ENABLED: 'false',
      GEMINI_CLI_IDE_WORKSPACE_PATH: '',
      GEMINI_WRITE_SYSTEM_MD: '',
      NO_BROWSER: 'true',
      TMPDIR: '/run/tmp',
      EXTRA: '1',
      OKSTRA_ROLE: 'executor',
      OKSTRA_RUN_ID: 'run-1',
    });
  });

  test('lets a verifier have a system prompt of the user, and none of its working folder', () => {
    const removed = (value: string, role: 'executor' | 'verifier') =>
      'GEMINI_SYSTEM_MD' in envOf({ role, env: { GEMINI_SYSTEM_MD: value } });
    expect(removed('true', 'verifier')).toBe(true);
    expect(removed('./mine.md', 'verifier')).toBe(true);
    expect(removed('/home/u/mine.md', 'verifier')).toBe(false);
    expect(removed('~/mine.md', 'verifier')).toBe(false);
    expect(removed('true', 'executor')).toBe(false);
  });

  test('tells which folder of the user an executor keeps its session in; others keep none', () => {
    const own = (change?: Change) => geminiCli.ownFolders?.({ HOME: '/home/u', ...envOf(change) });
    expect(own()).toEqual([expect.stringMatching(/^\/home\/u\/\.gemini\/tmp\/okstra-[0-9a-f]{16}$/)]);
    expect(own()).toEqual(own());
    expect(own({ cwd: '/elsewhere' })).not.toEqual(own());
    expect(own({ agent: { env: { GEMINI_CLI_HOME: '/other' } } })).toEqual([
      expect.stringMatching(/^\/other\/\.gemini\/tmp\/okstra-/),
    ]);
    expect(own({ role: 'verifier' })).toEqual([]);
  });
});

describe('the policy', () => {
  test('of who only reads denies all but reading', () => {
    const policy = policyOf({ role: 'verifier' });
    expect(policy).toBe(
      '[[rule]]\ntoolName = "*"\ndecision = "deny"\npriority = 900\n\n' +
        '[[rule]]\ntoolName = ["read_file","list_directory","glob","grep_search"]\ndecision = "allow"\npriority = 950\n\n',
    );
    expect(policyOf({ role: 'analyst', sandbox: 'read-only' })).toBe(policy);
  });

  test.each([
    ['workspace-write', undefined, true],
    ['workspace-write', true, false],
    ['full', undefined, false],
  ] as const)('of an executor at level %s, in a sandbox: %s, takes the shell away: %s', (sandbox, confined, isTaken) => {
    const policy = policyOf({ sandbox, ...(confined === undefined ? {} : { confined }) });
    expect(policy.includes('run_shell_command')).toBe(isTaken);
    for (const tool of ['ask_user', 'enter_plan_mode', 'exit_plan_mode']) expect(policy).toContain(`"${tool}"`);
    expect(policy).not.toContain('allow');
  });

  test('of a verifier at a wider level allows the rest itself: there is no mode that would', () => {
    expect(policyOf({ role: 'verifier', sandbox: 'full' })).toMatch(
      /"exit_plan_mode"[\s\S]*deny[\s\S]*"\*"\ndecision = "allow"\npriority = 850/,
    );
  });
});

describe('the plan of the home', () => {
  test.each([
    [undefined, 2],
    ['auto', 2],
    ['gemini-2.5-pro', 3],
  ])('with the model %s tries %i times, and never again where the connection broke or was not answered', (model, times) => {
    const agent = {
      name: 'gemini',
      driver: 'gemini-cli',
      vendor: 'google',
      ...(model === undefined ? {} : { model }),
    } as const;
    const { settings, atMost } = planOf({ agent });
    expect(atMost).toMatchObject({ 'general.maxAttempts': times });
    expect((settings as { general: { retryFetchErrors?: boolean } }).general.retryFetchErrors).toBe(false);
  });

  test('holds what is the same for all', () => {
    const { home, settings, atMost, append } = planOf();
    expect(home).toBe('/run/tmp/gemini-home');
    expect(settings).toMatchObject({
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, plan: { enabled: false } },
      advanced: { ignoreLocalEnv: true },
      context: { includeDirectories: [] },
      security: { toolSandboxing: false, environmentVariableRedaction: { enabled: true }, auth: { useExternal: true } },
    });
    expect(atMost).toEqual({ 'general.maxAttempts': 2 });
    expect(append).toEqual({ 'security.environmentVariableRedaction.blocked': [] });
  });

  test('offers who only reads nothing but reading', () => {
    const tools = ['read_file', 'list_directory', 'glob', 'grep_search'];
    expect(planOf({ role: 'verifier' }).settings['tools']).toMatchObject({ core: tools, allowed: [] });
    expect(planOf().settings['tools']).not.toHaveProperty('core');
  });

  test('of a verifier has no session that stays, nothing of the user that adds tools, and hides no file', () => {
    const verifier = planOf({ role: 'verifier' });
    expect(verifier.project).toBeUndefined();
    expect(verifier.leaveOut).toEqual(expect.arrayContaining(['extensions', 'policies', 'agents', 'skills']));
    expect(verifier.settings['context']?.['fileFiltering']).toMatchObject({
      respectGitIgnore: false,
      respectGeminiIgnore: false,
    });
    expect(verifier.settings['hooksConfig']).toEqual({ enabled: false });
    expect(planOf().leaveOut).toEqual([]);
    expect(planOf().settings).not.toHaveProperty('hooksConfig');
    expect(planOf().project).toMatch(/^okstra-/);
  });

  test('names the variables that commands of the model must not see', () => {
    const env = { PATH: '/bin', DB_DSN: 'x', MY_TOKEN: 'x', HOME: '/h' };
    expect(planOf({ env, agent: { env: { PGPASSWORD: 'x' } } }).append['security.environmentVariableRedaction.blocked']).toEqual([
      'DB_DSN',
      'MY_TOKEN',
      'PGPASSWORD',
    ]);
  });

  test('knows the cap of turns and the effort of the agent', () => {
    const { atMost, append } = planOf({ agent: { maxTurns: 20, effort: 'low' } });
    expect(atMost).toMatchObject({ 'model.maxSessionTurns': 20 });
    expect(JSON.stringify(append['modelConfigs.customOverrides'])).toMatch(/"thinkingLevel":"LOW".*"thinkingBudget":2048/);
  });
});

describe('the launcher', () => {
  test('lies beside the driver in the sources, at the top of dist/ in a build', () => {
    const here = launcherPath(join(import.meta.dirname, '../../runtime/drivers/gemini-cli.ts'));
    expect(existsSync(here)).toBe(true);
    expect(launcherPath('/x/dist/chunks/cli-1.js')).toBe('/x/dist/gemini-launcher.mjs');
  });
});

describe('what is said about the agent', () => {
  test('without a sandbox: what its tools keep it from', () => {
    expect(geminiCli.withheld?.('read-only')).toMatch(/read/);
    expect(geminiCli.withheld?.('workspace-write')).toMatch(/no shell/);
    expect(geminiCli.withheld?.('full')).toBeUndefined();
  });

  test('how a person goes on with its session', () => {
    expect(geminiCli.resumeHint?.('abc')).toBe('gemini --resume abc');
  });
});

test('streams are read as gemini prints them', () => {
  expect(recordOf(geminiCli, geminiStream('structured-answer')).events.length).toBeGreaterThan(3);
});
