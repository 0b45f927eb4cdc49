/** What commands of the three programs' models see, as far as okstra decides it; test/agents has a row with each real program. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import type { Command } from '../../runtime/model/agents.ts';
import { agentEnv, checkEnv } from '../../runtime/process/environment.ts';
import { namedVariables, PLAIN_TO_GEMINI, wronglyShown } from '../support/secret-names.ts';
import { commandOf, dispatchContext } from './builders.ts';

const OWN = { PATH: process.env['PATH'] ?? '', HOME: '/home/u' };
const all = { ...OWN, ...namedVariables() };

const printed = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

/** The environment that the program itself gets. */
const given = (command: Command): Record<string, string> => agentEnv(all, command.env);

/** As codex matches: any case, `*` for anything. */
const like = (pattern: string, name: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(name);

test('checks: no secret, and everything that only looks like one', () => {
  expect(wronglyShown(printed(checkEnv(all)))).toEqual([]);
});

test('claude: what its shell takes away first', () => {
  const command = commandOf(claudeCli, dispatchContext({ env: all, confined: true }));
  const folder = mkdtempSync(join(tmpdir(), 'okstra-shell-'));
  try {
    const file = join(folder, 'start.sh');
    writeFileSync(file, command.files?.find(({ path }) => path.endsWith('claude-shell.sh'))?.content ?? 'exit 1');
    // The second half stands for variables of the program's own settings, which okstra does not know.
    const shell = (env: Record<string, string>) =>
      execFileSync('bash', ['-c', `. '${file}'; env`], {
        encoding: 'utf8',
        env: { ...env, ACME_LATER_PASS: 'x', ACME_LATER_PAT: 'x' },
      });
    expect(wronglyShown(shell(given(command)))).toEqual([]);
    expect(shell(given(command))).not.toContain('ACME_LATER');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('codex: what its policy leaves out and sets', () => {
  const command = commandOf(codexCli, dispatchContext({ env: all }));
  const settings = command.argv.filter((word) => word.startsWith('shell_environment_policy.'));
  const valueOf = (key: string): string =>
    settings.find((word) => word.startsWith(`shell_environment_policy.${key}=`))?.split('=')[1] ?? '';
  expect(valueOf('ignore_default_excludes')).toBe('false');
  const excluded = ['*KEY*', '*SECRET*', '*TOKEN*', ...(JSON.parse(valueOf('exclude')) as string[])];
  const kept = Object.entries(given(command)).filter(([name]) => !excluded.some((pattern) => like(pattern, name)));
  const set = settings.flatMap((word) => {
    const [, name = '', value = ''] = /^shell_environment_policy\.set\.(\w+)=(.*)$/.exec(word) ?? [];
    return name === '' ? [] : [[name, JSON.parse(value) as string] as const];
  });
  expect(wronglyShown(printed({ ...Object.fromEntries(kept), ...Object.fromEntries(set) }))).toEqual([]);
});

test('gemini: what its redaction blocks, besides the names that it holds back by itself', () => {
  const context = dispatchContext({ env: all, agent: { name: 'gemini', driver: 'gemini-cli', vendor: 'google' } });
  const command = commandOf(geminiCli, context);
  const plan = JSON.parse(command.files?.find(({ path }) => path.endsWith('gemini-home.json'))?.content ?? '') as {
    append: Record<string, readonly string[]>;
  };
  const blocked = new Set(plan.append['security.environmentVariableRedaction.blocked']?.map((name) => name.toUpperCase()));
  const isKept = (name: string): boolean =>
    !blocked.has(name) && !/TOKEN|SECRET|PASSWORD|PASSWD|KEY|AUTH|CREDENTIAL|CREDS|PRIVATE|CERT/.test(name);
  const kept = Object.entries(given(command)).filter(([name]) => isKept(name.toUpperCase()));
  expect(wronglyShown(printed(Object.fromEntries(kept)), PLAIN_TO_GEMINI)).toEqual([]);
});
