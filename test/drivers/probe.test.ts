import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI_AGENTS, supportedVersions } from '../../runtime/drivers/catalog.ts';
import { type ProbePorts, probeAgent } from '../../runtime/drivers/index.ts';
import type { AgentConfig } from '../../runtime/model/agents.ts';
import { findProgram, openProbeCache, programKey } from '../../runtime/process/index.ts';
import { runBriefly } from './run-briefly.ts';

let folder = '';
beforeEach(() => {
  // What lies elsewhere and is a script may start anything, and is looked at each time.
  folder = join(mkdtempSync(join(tmpdir(), 'okstra-probe-test-')), 'node_modules');
  mkdirSync(join(folder, 'codex-home'), { recursive: true });
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** A program named codex that logs its calls; `body` runs with its arguments. */
function program(body: string): void {
  writeFileSync(join(folder, 'codex'), `#!/bin/sh\necho "$TMPDIR $*" >> "${folder}/calls"\n${body}\n`, { mode: 0o755 });
}

const calls = (): readonly string[] =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];

const WORKING = 'case "$1" in --version) echo codex-cli 0.169.0;; esac';
const codex: AgentConfig = { name: 'codex', driver: 'codex-cli', vendor: 'openai' };

function ports(change: Partial<ProbePorts> = {}, env: Record<string, string> = {}): ProbePorts {
  const all = {
    PATH: `${folder}:/usr/bin:/bin`,
    CODEX_HOME: join(folder, 'codex-home'),
    CODEX_API_KEY: 'k',
    TMPDIR: '/nowhere',
    ...env,
  };
  return {
    env: all,
    findProgram: (name) => findProgram(name, { PATH: folder }, folder),
    programKey,
    cache: openProbeCache(join(folder, 'probes.json')),
    run: runBriefly,
    ...change,
  };
}

test('a program that works: path, version, sandbox, no problem', async () => {
  program(WORKING);
  expect(await probeAgent(codex, ports())).toEqual({
    path: join(folder, 'codex'),
    version: '0.169.0',
    isTested: true,
    ownSandbox: { works: true, detail: 'codex sandbox, tried' },
    problems: [],
    loggedIn: true,
  });
});

test('what took a process is remembered; existence is looked at every time', async () => {
  program(WORKING);
  await probeAgent(codex, ports());
  const first = calls().length;
  expect(first).toBeGreaterThan(0);
  expect(await probeAgent(codex, ports())).toMatchObject({ version: '0.169.0', ownSandbox: { works: true } });
  expect(calls()).toHaveLength(first);
  rmSync(join(folder, 'codex'));
  expect(await probeAgent(codex, ports())).toMatchObject({ problem: { severity: 'error', code: 'agent-missing' } });
});

test('an agent with other variables of its own is looked at anew; their values are not written down', async () => {
  program(WORKING);
  const looks = async (env?: Record<string, string>): Promise<number> => {
    const before = calls().length;
    await probeAgent(env === undefined ? codex : { ...codex, env }, ports());
    return calls().length - before;
  };
  expect(await looks()).toBeGreaterThan(0);
  expect(await looks({})).toBe(0);
  expect(await looks({ FIRST: 'value-one', SECOND: 'b' })).toBeGreaterThan(0);
  expect(await looks({ SECOND: 'b', FIRST: 'value-one' })).toBe(0);
  expect(await looks({ FIRST: 'value-two', SECOND: 'b' })).toBeGreaterThan(0);
  expect(await looks({ FIRST: 'b', SECOND: 'value-one' })).toBeGreaterThan(0);
  expect(await looks()).toBe(0);
  expect(readFileSync(join(folder, 'probes.json'), 'utf8')).not.toContain('value-');
});

test('a script outside of a package is looked at each time: what it starts may have changed', async () => {
  const shims = join(folder, '../shims');
  mkdirSync(shims);
  program(WORKING);
  writeFileSync(join(shims, 'codex'), `#!/bin/sh\nexec "${join(folder, 'codex')}" "$@"\n`, { mode: 0o755 });
  const shimmed = () => probeAgent(codex, ports({ findProgram: (name) => findProgram(name, { PATH: shims }, shims) }));
  expect((await shimmed()).version).toBe('0.169.0');
  program(WORKING.replace('0.169.0', '0.20.1'));
  expect((await shimmed()).problem).toMatchObject({ code: 'agent-too-old' });
});

test('another version of the program is looked at again', async () => {
  program(WORKING);
  await probeAgent(codex, ports());
  program(WORKING.replace('0.169.0', '0.170.0-newer'));
  expect((await probeAgent(codex, ports())).version).toBe('0.170.0');
});

test('a sandbox that does not work is not remembered', async () => {
  program('case "$1" in --version) echo codex-cli 0.169.0;; *) echo "bwrap: no namespace" >&2; exit 1;; esac');
  expect((await probeAgent(codex, ports())).ownSandbox).toEqual({
    works: false,
    detail: 'codex sandbox does not work here: bwrap: no namespace',
  });
  const first = calls().length;
  await probeAgent(codex, ports());
  expect(calls().length).toBe(2 * first);
});

test('a sandbox that lets a command write does not work', async () => {
  program(
    'case "$1" in --version) echo codex-cli 0.169.0;; sandbox) while [ "$1" != -- ]; do shift; done; shift; exec "$@";; esac',
  );
  expect(await probeAgent(codex, ports())).toMatchObject({ ownSandbox: { works: false } });
});

test('the sandbox is tried with a TMPDIR of its own that is gone afterwards', async () => {
  program(WORKING);
  await probeAgent(codex, ports());
  const used = calls().map((call) => call.split(' ')[0] ?? '');
  expect(new Set(used).size).toBe(1);
  expect(used[0]).not.toBe('/nowhere');
  expect(existsSync(used[0] ?? '')).toBe(false);
});

test('whether it works in a namespace is found out where one is given', async () => {
  program(WORKING);
  const wrapper = join(folder, 'wrapper');
  writeFileSync(wrapper, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  expect(await probeAgent(codex, ports({ namespace: [wrapper] }))).toMatchObject({
    ownSandbox: { works: true },
    pidNamespace: false,
  });
  writeFileSync(wrapper, '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  expect(await probeAgent(codex, ports({ namespace: [wrapper] }))).toMatchObject({ pidNamespace: true });
});

test('a version below the minimum is an error; one with a caution, or that cannot be read, only a warning', async () => {
  program('echo codex-cli 0.20.1');
  expect(await probeAgent(codex, ports())).toMatchObject({
    problem: { severity: 'error', code: 'agent-too-old', message: expect.stringContaining('0.20.1') as string },
  });
  program('echo codex-cli 0.166.0');
  expect(await probeAgent(codex, ports())).toMatchObject({
    problem: {
      severity: 'warning',
      code: 'agent-version-caution',
      message: expect.stringContaining('.codex/config.toml') as string,
    },
  });
  program('cat');
  expect(await probeAgent(codex, ports())).toMatchObject({ problem: { severity: 'warning', code: 'agent-version-unknown' } });
});

describe('signed in', () => {
  const login = async (config: string, env: Record<string, string> = {}) => {
    program(WORKING);
    writeFileSync(join(folder, 'codex-home', 'config.toml'), config);
    const { loggedIn, problem } = await probeAgent(codex, ports({}, { CODEX_API_KEY: '', ...env }));
    return { loggedIn, severity: problem?.severity, message: problem?.message };
  };
  const withProvider =
    'model_provider = "acme"\n[model_providers.other]\nenv_key = "OTHER_KEY"\n[model_providers.acme]\nname = "x"\nenv_key = "ACME_KEY"\n';

  test('by the file that the program writes', async () => {
    writeFileSync(join(folder, 'codex-home', 'auth.json'), '{}');
    expect(await login('')).toMatchObject({ loggedIn: true, severity: undefined });
  });

  test('by the key of the configured provider', async () => {
    expect(await login(withProvider, { ACME_KEY: 'x' })).toMatchObject({ loggedIn: true });
    expect(await login(withProvider, { OTHER_KEY: 'x' })).toMatchObject({
      loggedIn: false,
      severity: 'warning',
      message: expect.stringContaining('ACME_KEY') as string,
    });
  });

  test('not by OPENAI_API_KEY, which the program does not send', async () => {
    expect(await login('', { OPENAI_API_KEY: 'x' })).toMatchObject({ loggedIn: false, severity: 'warning' });
  });

  test('perhaps, when a provider needs no key or logins are kept elsewhere', async () => {
    expect(await login('model_provider = "local"\n[model_providers.local]\nname = "x"\n')).toMatchObject({
      loggedIn: 'unknown',
      severity: undefined,
    });
    expect(await login('cli_auth_credentials_store = "keyring"\n')).toMatchObject({ loggedIn: 'unknown' });
  });
});

test('the program of a command agent is never started', async () => {
  program('echo 1.0.0');
  const agent: AgentConfig = { name: 'script', driver: 'command', vendor: 'acme', command: ['./codex'] };
  expect(await probeAgent(agent, ports())).toEqual({ path: join(folder, 'codex'), problems: [], loggedIn: 'unknown' });
  expect(calls()).toEqual([]);
});

test('a command that is not there is named', async () => {
  const agent: AgentConfig = { name: 'script', driver: 'command', vendor: 'acme', command: ['./gone.sh'] };
  expect((await probeAgent(agent, ports())).problem).toMatchObject({
    severity: 'error',
    code: 'agent-missing',
    message: expect.stringContaining('./gone.sh') as string,
    fix: expect.stringContaining('agents.script.command') as string,
  });
});

test('a replay needs no program', async () => {
  expect(await probeAgent({ name: 'r', driver: 'replay', vendor: 'openai', recording: '/x' }, ports())).toEqual({
    problems: [],
    loggedIn: 'unknown',
  });
});

describe('a program without a sandbox of its own', () => {
  const gemini: AgentConfig = { name: 'gemini', driver: 'gemini-cli', vendor: 'google' };
  const home = () => ({ GEMINI_CLI_HOME: join(folder, 'home'), GEMINI_API_KEY: 'k', HOME: folder });

  function geminiProgram(body = 'case "$1" in --version) echo 0.61.0;; esac'): void {
    writeFileSync(join(folder, 'gemini'), `#!/bin/sh\necho "$*" >> "${folder}/calls"\n${body}\n`, { mode: 0o755 });
  }
  const wrapper = (name: string, body: string): string => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return join(folder, name);
  };

  test('is started inside what okstra would put around it, and only what starts there is used', async () => {
    geminiProgram();
    const works = wrapper('works', 'exec "$@"');
    const fails = wrapper('fails', 'echo "no such library" >&2; exit 1');
    const seen = await probeAgent(gemini, ports({ namespace: [works], sandbox: () => [fails] }, home()));
    expect(seen).toMatchObject({
      version: '0.61.0',
      isTested: true,
      pidNamespace: true,
      bwrap: { works: false, detail: 'no such library' },
    });
    expect(seen).not.toHaveProperty('ownSandbox');
    const other = await probeAgent(gemini, ports({ namespace: [fails], sandbox: () => [works] }, home()));
    expect(other).toMatchObject({ pidNamespace: false, bwrap: { works: true } });
  });

  test('is probed in a home that is removed: gemini leaves pieces of files in the one it has', async () => {
    geminiProgram('mkdir -p "$GEMINI_CLI_HOME/.gemini"; echo "$GEMINI_CLI_HOME|$TMPDIR" >> "${0%/*}/homes"; echo 0.61.0');
    const works = wrapper('works', 'exec "$@"');
    await probeAgent(gemini, ports({ namespace: [works], sandbox: () => [works] }, home()));
    const homes = readFileSync(join(folder, 'homes'), 'utf8').trim().split('\n');
    expect(homes).toHaveLength(3);
    for (const line of homes) {
      const [used = '', tmp] = line.split('|');
      expect(used).toBe(tmp);
      expect(existsSync(used)).toBe(false);
    }
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });

  test('is tried again as long as something does not work, and never once all does', async () => {
    geminiProgram();
    const works = wrapper('works', 'exec "$@"');
    const fails = wrapper('fails', 'exit 1');
    await probeAgent(gemini, ports({ sandbox: () => [fails] }, home()));
    const first = calls().length;
    await probeAgent(gemini, ports({ sandbox: () => [works] }, home()));
    expect(calls().length).toBeGreaterThan(first);
    const second = calls().length;
    await probeAgent(gemini, ports({ sandbox: () => [works] }, home()));
    expect(calls()).toHaveLength(second);
  });

  test('the sandbox is told which folders the program writes to itself', async () => {
    writeFileSync(join(folder, 'claude'), '#!/bin/sh\necho 2.1.329\n', { mode: 0o755 });
    mkdirSync(join(folder, 'home'));
    writeFileSync(join(folder, 'home/.credentials.json'), '{"claudeAiOauth":{"accessToken":"x"}}');
    const told: { readonly ownFolders: readonly string[]; readonly tmp: string }[] = [];
    const env = { CLAUDE_CONFIG_DIR: join(folder, 'home') };
    const claude: AgentConfig = { name: 'claude', driver: 'claude-cli', vendor: 'anthropic' };
    await probeAgent(claude, ports({ sandbox: (around) => (told.push(around), []) }, env));
    expect(told[0]?.ownFolders).toEqual([join(folder, 'home')]);
  });

  test('a version newer than any that was tested is named so, and is no problem', async () => {
    geminiProgram('echo 9.0.0');
    expect(await probeAgent(gemini, ports({}, home()))).toMatchObject({ version: '9.0.0', isTested: false, problems: [] });
  });

  test.each([
    ['claude', 'claude-cli', 'anthropic', '2.1.328', 'npm install -g @anthropic-ai/claude-code@2.1.329'],
    ['gemini', 'gemini-cli', 'google', '0.60.9', 'npm install -g @google/gemini-cli@0.61.0'],
  ] as const)(
    'an older %s than the tested one may run, and is named untested with the command to update it',
    async (name, driver, vendor, version, install) => {
      writeFileSync(join(folder, name), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
      const env = { ...home(), ANTHROPIC_API_KEY: 'k' };
      const { problems, isTested } = await probeAgent({ name, driver, vendor }, ports({}, env));
      expect(isTested).toBe(false);
      expect(problems).toEqual([
        {
          severity: 'warning',
          code: 'agent-version-untested',
          message: expect.stringContaining(version) as string,
          fix: install,
        },
      ]);
    },
  );

  test('the versions that are called tested are those that the tests are pinned to', () => {
    const pinned = JSON.parse(readFileSync(join(import.meta.dirname, '../agents/versions.json'), 'utf8')) as Record<
      string,
      { readonly version: string }
    >;
    for (const { program: name, driver } of CLI_AGENTS) {
      const { tested, install, minimum } = supportedVersions(driver) ?? {};
      expect([name, tested]).toEqual([name, pinned[name]?.version]);
      expect(install).toMatch(new RegExp(`@${tested ?? 'none'}$`));
      // Named only where older ones were seen not to do.
      expect(minimum, name).toBe(name === 'codex' ? '0.160.0' : undefined);
    }
  });
});
