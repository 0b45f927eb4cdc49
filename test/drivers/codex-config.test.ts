import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { retrySettings, serversOff } from '../../runtime/drivers/codex-config.ts';
import { commandOf, dispatchContext } from './builders.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'okstra-provider-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Names of the settings that are passed, with their provider. */
function lowered(config: string | undefined, ...command: string[]): readonly string[] {
  if (config !== undefined) writeFileSync(join(home, 'config.toml'), config);
  const agent = { name: 'codex', driver: 'codex-cli', vendor: 'openai', ...(command.length > 0 ? { command } : {}) } as const;
  return retrySettings({ agent, env: { CODEX_HOME: home } }).map((setting) =>
    setting.replace(/^model_providers\.(.+)=\d+$/, '$1'),
  );
}
const all = (provider: string) =>
  ['request_max_retries', 'stream_max_retries', 'stream_idle_timeout_ms'].map((key) => `${provider}.${key}`);
const TABLE = '[model_providers.own]\nname = "Own"\n';

test.each<readonly [string, string | undefined, readonly string[], readonly string[]]>([
  ['no configuration', undefined, [], []],
  ['the built-in provider', 'model = "m"\n', [], []],
  ['a table that is not used', TABLE, [], []],
  ['a provider without a table', 'model_provider = "ollama"\n', [], []],
  ['a provider of the user', `model_provider = "own"\n${TABLE}`, [], all('own')],
  ['dotted keys and quotes', `"model_provider" = 'own'\nmodel_providers."own".name = "Own"\n`, [], all('own')],
  ['an inline table', 'model_provider = "own"\nmodel_providers = { own = { name = "Own" } }\n', [], all('own')],
  [
    'retries that the user chose',
    `model_provider = "own"\n${TABLE}request_max_retries = 9\nstream_idle_timeout_ms = 5\n`,
    [],
    ['own.stream_max_retries'],
  ],
  ['a provider in the profile in use', `profile = "p"\n[profiles.p]\nmodel_provider = "own"\n${TABLE}`, [], all('own')],
  ['a profile of the command', `[profiles.p]\nmodel_provider = "own"\n${TABLE}`, ['codex', '-p', 'p'], all('own')],
  ['a provider of the command', TABLE, ['codex', '-c', 'model_provider=own'], all('own')],
  [
    'all by the command',
    undefined,
    ['codex', '--config=model_provider="own"', '-c', 'model_providers.own={name="Own",request_max_retries=3}'],
    all('own').slice(1),
  ],
  ['a name that no path can hold', 'model_provider = "a.b"\n[model_providers."a.b"]\nname = "x"\n', [], []],
  ['a file that is no TOML', 'model_provider = "own\n', [], []],
])('%s', (_, config, command, settings) => {
  expect(lowered(config, ...command)).toEqual(settings);
});

test('what is lowered stands in the command line', () => {
  writeFileSync(join(home, 'config.toml'), `model_provider = "own"\n${TABLE}`);
  const { argv } = commandOf(codexCli, dispatchContext({ agent: { env: { CODEX_HOME: home } } }));
  expect(argv.filter((_, index) => argv[index - 1] === '-c')).toEqual(
    expect.arrayContaining([
      'model_providers.own.request_max_retries=2',
      'model_providers.own.stream_max_retries=2',
      'model_providers.own.stream_idle_timeout_ms=180000',
    ]),
  );
});

test.each([
  ['none', 'model = "m"\n', [], []],
  [
    'each by its name',
    '[mcp_servers.a]\ncommand = "x"\n[mcp_servers."b.c"]\ncommand = "y"\n',
    [],
    ['mcp_servers={"a"={enabled=false},"b.c"={enabled=false}}'],
  ],
  ['those of a profile', 'profile = "p"\n[profiles.p.mcp_servers.a]\ncommand = "x"\n', [], ['mcp_servers={"a"={enabled=false}}']],
  ['those of the command', '', ['codex', '-c', 'mcp_servers.a.command="x"'], ['mcp_servers={"a"={enabled=false}}']],
] as const)('servers are switched off for a verifier: %s', (_, config, command, settings) => {
  writeFileSync(join(home, 'config.toml'), config);
  const agent = { name: 'codex', driver: 'codex-cli', vendor: 'openai', command } as const;
  expect(serversOff({ agent, env: { CODEX_HOME: home } })).toEqual(settings);
});
