import { describe, expect, test } from 'vitest';
import { agentForRole } from '../../runtime/config/agents.ts';
import { parseEnvironment } from '../../runtime/config/environment.ts';
import { flagLayer } from '../../runtime/config/flags.ts';
import { parseLegacy } from '../../runtime/config/legacy.ts';
import { parseConfig } from '../../runtime/config/parse.ts';
import { resolveConfig } from '../../runtime/config/resolve.ts';
import type { EffectiveConfig, FlagValue } from '../../runtime/config/types.ts';
import type { Result } from '../../runtime/model/failure.ts';

interface Given {
  readonly flags?: readonly FlagValue[];
  readonly env?: Readonly<Record<string, string>>;
  readonly project?: string;
  readonly legacy?: object;
  readonly user?: string;
}

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const attempt = (given: Given): Result<EffectiveConfig> =>
  resolveConfig({
    ...(given.flags === undefined ? {} : { flags: value(flagLayer(given.flags)) }),
    ...(given.env === undefined
      ? {}
      : { environment: value(parseEnvironment(given.env, ['claude', 'codex', 'gemini', 'my-agent'])) }),
    ...(given.project === undefined ? {} : { project: value(parseConfig(given.project, 'okstra.yaml')) }),
    ...(given.legacy === undefined ? {} : { legacy: value(parseLegacy(JSON.stringify(given.legacy), 'helm.config.json')) }),
    ...(given.user === undefined ? {} : { user: value(parseConfig(given.user, '/home/config.yaml', 'user')) }),
  });
const resolve = (given: Given): EffectiveConfig => value(attempt(given));
const originOf = (config: EffectiveConfig, key: string) => config.values.find((entry) => entry.key === key)?.origin;

test('without configuration every value has its default', () => {
  const config = resolve({});
  expect(config.settings.run).toEqual({
    mode: 'strict',
    level: 'cross',
    maxAttempts: 2,
    timeoutMs: 3_600_000,
    silenceMs: { executor: 600_000, verifier: 600_000 },
    firstResponseMs: 45_000,
    toolTimeoutMs: 900_000,
    outputBytes: 4_294_967_296,
    maxTimeMs: 43_200_000,
    minFreeBytes: 209_715_200,
    waitQuotaMs: 0,
    logBytes: 67_108_864,
    budgetTokens: 5_000_000,
    reserveTokens: {},
    reserveUsd: {},
    baselineCache: true,
    checkSandbox: 'auto',
    acceptanceCommands: [],
  });
  expect(Object.values(config.settings.agents).map(({ name, driver, vendor }) => `${name} ${driver} ${vendor}`)).toEqual([
    'claude claude-cli anthropic',
    'codex codex-cli openai',
    'gemini gemini-cli google',
  ]);
  expect(config.settings.roles).toEqual({ reportWriter: 'none' });
  expect(config.settings.sources.specs).toBeUndefined();
  expect(new Set(config.values.map(({ origin }) => origin.kind))).toEqual(new Set(['default']));
});

test('flag wins over environment, environment over project, project over user, user over default', () => {
  const flags = [{ key: 'run.maxAttempts', value: 9, flag: '--max-attempts' }];
  const env = { MAX_ATTEMPTS: '8' };
  const project = 'run: { maxAttempts: 7 }\nagents: { codex: { model: from-project } }';
  const user = 'agents: { codex: { model: from-user, program: /opt/codex } }';
  const all = resolve({ flags, env, project, user });
  expect(all.settings.run.maxAttempts).toBe(9);
  expect(originOf(all, 'run.maxAttempts')).toEqual({ kind: 'flag', name: '--max-attempts' });
  expect(originOf(resolve({ env, project, user }), 'run.maxAttempts')).toEqual({ kind: 'env', name: 'MAX_ATTEMPTS' });
  expect(originOf(resolve({ project, user }), 'run.maxAttempts')).toEqual({ kind: 'project', name: 'okstra.yaml:1' });
  expect(all.settings.agents['codex']).toEqual({
    name: 'codex',
    driver: 'codex-cli',
    vendor: 'openai',
    model: 'from-project',
    command: ['/opt/codex'],
  });
  expect(originOf(all, 'agents.codex.program')).toEqual({ kind: 'user', name: '/home/config.yaml:1' });
  expect(originOf(all, 'agents.codex.driver')).toEqual({ kind: 'default', name: '' });
});

test('a list replaces the list below it, and durations come out in milliseconds', () => {
  const config = resolve({ project: 'checks:\n  test: [{ cmd: npm test, timeout: 90s }]\nrun: { timeout: 1.5h }' });
  expect(config.settings.checks.test).toEqual([
    { label: 'npm test', cmd: 'npm test', network: false, timeoutMs: 90_000, cwd: '.', env: {} },
  ]);
  expect(config.settings.run.timeoutMs).toBe(5_400_000);
});

test('silence is one for all roles or one by role, and a role that is not named has the default', () => {
  expect(resolve({ project: 'run: { silence: 3m }' }).settings.run.silenceMs).toEqual({ executor: 180_000, verifier: 180_000 });
  const byRole = resolve({ project: 'run: { silence: { executor: 15m } }' });
  expect(byRole.settings.run.silenceMs).toEqual({ executor: 900_000, verifier: 600_000 });
  const wrong = attempt({ project: 'run: {}', env: { OKSTRA_CONFIG__RUN__SILENCE: '{ verifier: 5m }' } });
  expect(wrong.ok && wrong.value.settings.run.silenceMs).toEqual({ executor: 600_000, verifier: 300_000 });
});

test('a wait for quotas is off, on up to its default, or as long as is said', () => {
  const waits = (text: string) => resolve({ project: `run: { waitQuota: ${text} }` }).settings.run.waitQuotaMs;
  expect([waits('false'), waits('true'), waits('90m')]).toEqual([0, 6 * 3_600_000, 5_400_000]);
});

describe('of the environment', () => {
  test('OKSTRA_CONFIG__ variables name keys, and values are YAML', () => {
    const env = {
      OKSTRA_CONFIG__RUN__MAX_ATTEMPTS: '5',
      OKSTRA_CONFIG__ROLES__VERIFIERS: '[codex, gemini]',
      OKSTRA_CONFIG__AGENTS__MY_AGENT__MODEL: 'm1',
      OKSTRA_CONFIG__AGENTS__MY_AGENT__ENV__HTTP_PORT: '"1"',
      OKSTRA_CONFIG__CONVERGENCE__MAX_ROUNDS: '1',
    };
    const { settings } = resolve({ env, project: 'agents: { my-agent: { driver: command, command: [./a] } }' });
    expect(settings.run.maxAttempts).toBe(5);
    expect(settings.roles.verifiers).toEqual(['codex', 'gemini']);
    expect(settings.agents['my-agent']).toMatchObject({ model: 'm1', env: { HTTP_PORT: '1' }, vendor: 'my-agent' });
    expect(settings.convergence.maxRounds).toBe(1);
  });

  test.each(['0', '-1', '1.5', 'abc', '1e3', '0x2'])('MAX_ATTEMPTS=%s is refused by name and value', (text) => {
    const result = parseEnvironment({ MAX_ATTEMPTS: text }, []);
    expect(result).toMatchObject({
      ok: false,
      failure: [{ message: `Expected a whole number of at least 1, found "${text}".`, place: { file: 'MAX_ATTEMPTS' } }],
    });
  });

  test('an empty variable counts as absent', () => {
    expect(resolve({ env: { MAX_ATTEMPTS: '', OKSTRA_CONFIG__RUN__MODE: ' ', CODEX_MODEL_IMPL: '' } }).settings).toEqual(
      resolve({}).settings,
    );
  });

  test('a misspelt key names the variable that was meant', () => {
    const result = parseEnvironment({ OKSTRA_CONFIG__RUN__MAX_ATEMPTS: '3' }, []);
    expect(result).toMatchObject({
      ok: false,
      failure: [{ code: 'config-unknown-key', fix: 'Use OKSTRA_CONFIG__RUN__MAX_ATTEMPTS.' }],
    });
  });

  test('two variables that disagree about one key are refused, two that agree are not', () => {
    const both = (a: string, b: string) => parseEnvironment({ OKSTRA_CONFIG__RUN__MAX_ATTEMPTS: a, MAX_ATTEMPTS: b }, []);
    expect(both('3', '4')).toMatchObject({ ok: false, failure: [{ code: 'config-conflict' }] });
    expect(both('3', '3').ok).toBe(true);
  });

  test('a value of the wrong kind names its variable', () => {
    expect(parseEnvironment({ OKSTRA_CONFIG__RUN__MODE: 'fast' }, [])).toMatchObject({
      ok: false,
      failure: [{ place: { file: 'OKSTRA_CONFIG__RUN__MODE' }, message: 'Expected one of strict, parallel, found "fast".' }],
    });
  });
});

describe('a legacy file', () => {
  const legacy = {
    specsRoot: 'docs/specs/',
    initialized: true,
    mode: 'parallel',
    defaultMaxAttempts: 4,
    acceptanceCommands: ['npm test', ' '],
    codexRunImpl: { model: 'impl-model', reasoning: 'high' },
    codexRunVer: { model: 'ver-model', reasoning: 'low' },
    codexSplit: { model: 'x', reasoning: 'medium' },
  };

  test('sets root, mode, attempts, commands and the models of codex by role', () => {
    const config = resolve({ legacy });
    expect(config.settings.sources.specs).toBe('docs/specs');
    expect(config.settings.run).toMatchObject({ mode: 'parallel', maxAttempts: 4, acceptanceCommands: ['npm test'] });
    expect(agentForRole(config, { ref: 'codex', role: 'executor', refFrom: 'default' })).toMatchObject({
      value: { model: 'impl-model', effort: 'high' },
    });
    expect(agentForRole(config, { ref: 'codex', role: 'verifier', refFrom: 'default' })).toMatchObject({
      value: { model: 'ver-model', effort: 'low' },
    });
    expect(originOf(config, 'run.mode')).toMatchObject({ kind: 'legacy' });
  });

  test.each([
    [
      { codexRunImpl: { reasoning: 'hihg' } },
      'Expected codexRunImpl.reasoning to be one of none, minimal, low, medium, high, xhigh, found "hihg".',
      'Write high.',
    ],
    [
      { codexRunVer: { model: 'a b' } },
      'Expected codexRunVer.model to be the name of a model, without blanks, found "a b".',
      undefined,
    ],
    [
      { mode: 'fast' },
      'Expected mode to be strict or parallel, found "fast".',
      'Correct mode in helm.config.json, or leave it out.',
    ],
    [
      { defaultMaxAttempts: 0 },
      'Expected defaultMaxAttempts to be a whole number from 1 to 100, found 0.',
      'Correct defaultMaxAttempts in helm.config.json, or leave it out.',
    ],
    [
      { specsRoot: '../x' },
      'Expected specsRoot to be a path inside the repository, found "../x".',
      'Correct specsRoot in helm.config.json, or leave it out.',
    ],
  ])('%j is refused with the name of its field', (file, message, fix) => {
    const result = parseLegacy(JSON.stringify(file), 'helm.config.json');
    expect(result).toMatchObject({ ok: false, failure: [{ message, place: { file: 'helm.config.json', line: 1 } }] });
    expect(!result.ok && result.failure[0]?.fix).toBe(fix);
  });

  test('that is no JSON is refused with line and column', () => {
    expect(parseLegacy('{\n  "mode": strict\n}', 'helm.config.json')).toMatchObject({
      ok: false,
      failure: [{ place: { line: 2, column: 11 } }],
    });
  });

  test('with keys that okstra does not know is read, and they are named', () => {
    expect(parseLegacy('{"theme":"dark"}', 'helm.config.json')).toMatchObject({
      ok: true,
      value: { notices: [{ code: 'legacy-unknown-key', message: 'helm.config.json: okstra does not know theme.' }] },
    });
  });
});

describe('of a role', () => {
  const model = (config: EffectiveConfig, request: Parameters<typeof agentForRole>[1]) => {
    const agent = agentForRole(config, request);
    return agent.ok ? agent.value.model : agent.failure.code;
  };

  test('the model given nearest to the command line wins', () => {
    const project = 'agents: { codex: { model: entry } }\nroles: { executor: "codex:ref" }';
    const config = resolve({ project });
    const withEnv = resolve({ project, env: { CODEX_MODEL_IMPL: 'env' } });
    const request = { ref: 'codex:ref', role: 'executor', refFrom: 'project' } as const;
    expect(model(config, request)).toBe('ref');
    expect(model(config, { ...request, ref: 'codex' })).toBe('entry');
    expect(model(withEnv, request)).toBe('env');
    expect(model(withEnv, { ...request, role: 'verifier' })).toBe('ref');
    expect(model(withEnv, { ...request, refFrom: 'flag' })).toBe('ref');
    expect(model(withEnv, { ...request, refFrom: 'flag', model: 'flag' })).toBe('flag');
  });

  test('CODEX_MODEL_IMPL leaves agents of other drivers alone', () => {
    const config = resolve({ env: { CODEX_MODEL_IMPL: 'env' }, project: 'agents: { claude: { model: sonnet } }' });
    expect(model(config, { ref: 'claude', role: 'executor', refFrom: 'project' })).toBe('sonnet');
  });

  test('an agent nobody configured is refused with the name that was meant', () => {
    expect(agentForRole(resolve({}), { ref: 'claud', role: 'executor', refFrom: 'flag' })).toMatchObject({
      ok: false,
      failure: { fix: 'Write claude.' },
    });
    expect(agentForRole(resolve({}), { ref: 'constructor', role: 'executor', refFrom: 'flag' })).toMatchObject({ ok: false });
  });
});

describe('the whole is refused when', () => {
  test.each([
    ['a new agent has no driver', 'agents: { helper: { model: m } }', 'Expected agents.helper to name its driver, found none.'],
    [
      'a role names nobody',
      'roles: { executor: codx }',
      'Expected an agent of this configuration (claude, codex, gemini), found "codx".',
    ],
    [
      'a verifier with a model names nobody',
      'roles: { verifiers: [codex, "opus:x"] }',
      'Expected an agent of this configuration (claude, codex, gemini), found "opus".',
    ],
    [
      'an effort is none of the driver',
      'agents: { codex: { effort: max } }',
      'Expected agents.codex.effort to be one of none, minimal, low, medium, high, xhigh, found "max".',
    ],
    [
      'an effort is given to a driver without',
      'agents: { script: { driver: command, command: [./x], effort: high } }',
      'Expected no agents.script.effort, as the driver command takes none, found "high".',
    ],
    [
      'a command agent has no command',
      'agents: { a: { driver: command } }',
      'Expected agents.a.command, the program and its arguments, found none.',
    ],
    [
      'a replay agent has no recording',
      'agents: { a: { driver: replay } }',
      'Expected agents.a.recording, a folder, found none.',
    ],
    [
      'a CLI is given a command',
      'agents: { codex: { command: [x] } }',
      'Expected command with the driver command only, found it with codex-cli.',
    ],
    [
      'a command agent is given a program',
      'agents: { a: { driver: command, command: [x], program: y } }',
      'Expected program with a CLI driver only, found it with command.',
    ],
    [
      'a codex agent is given a limit on calls',
      'agents: { codex: { maxTurns: 3 } }',
      'Expected maxTurns with claude-cli, gemini-cli and the API drivers only, found it with codex-cli.',
    ],
    [
      'a command agent is given a limit on money',
      'agents: { a: { driver: command, command: [x], maxBudgetUsd: 1 } }',
      'Expected maxBudgetUsd with claude-cli and the API drivers only, found it with command.',
    ],
    ...['baseUrl: "http://x/v1"', 'keyEnv: K', 'temperature: 1', 'maxTokens: 9', 'requestTimeout: 1m', 'answerForm: prompt'].map(
      (line): [string, string, string] => [
        `a CLI is given ${line}`,
        `agents: { claude: { ${line} } }`,
        `Expected ${line.split(':')[0]} with the API drivers only, found it with claude-cli.`,
      ],
    ),
    ...['claude-cli', 'anthropic-api', 'gemini-api'].map((driver): [string, string, string] => [
      `${driver} is given a wire`,
      `agents: { a: { driver: ${driver}, wire: chat } }`,
      `Expected wire with openai-api only, found it with ${driver}.`,
    ]),
  ])('%s', (_when, project, message) => {
    expect(attempt({ project })).toMatchObject({ ok: false, failure: [{ message, place: { file: 'okstra.yaml', line: 1 } }] });
  });

  test.each(['anthropic-api', 'openai-api', 'gemini-api'])('what is for %s is taken, both limits with it', (driver) => {
    const keys =
      'maxTurns: 3, maxBudgetUsd: 1, baseUrl: "http://x/v1", keyEnv: K, temperature: 1, maxTokens: 9, requestTimeout: 1m';
    const wire = driver === 'openai-api' ? ', wire: chat' : '';
    const end = attempt({ project: `agents: { a: { driver: ${driver}, ${keys}, answerForm: prompt${wire} } }` });
    expect(end).toMatchObject({ ok: true });
  });
});
