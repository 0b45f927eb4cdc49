import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { agentEnv, checkEnv, secretValues, strength } from '../../runtime/process/environment.ts';

describe('which names look secret', () => {
  test.each([
    'ANTHROPIC_API_KEY',
    'OPENAI_API_KEY',
    'GITHUB_TOKEN',
    'NPM_TOKEN',
    'npm_config__authToken',
    'AWS_SECRET_ACCESS_KEY',
    'PGPASSWORD',
    'DB_PASSWD',
    'CLIENT_SECRET',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'SSH_AUTH_SOCK',
    'apiKey',
    'MYSQL_PWD',
    'VAULT-TOKEN',
    'GH_PAT',
    'SESSION_COOKIE',
    'SENTRY_DSN',
  ])('%s does', (name) => {
    expect(strength(name)).not.toBe('none');
  });

  test.each([
    'PATH',
    'HOME',
    'PWD',
    'OLDPWD',
    'INIT_CWD',
    'KEYBOARD_LAYOUT',
    'MONKEY',
    'AUTHOR',
    'GIT_AUTHOR_NAME',
    'TOKENIZERS_PARALLELISM',
    'SECRETARY',
    'PATTERN',
    'HTTP_PROXY',
    'LANG',
    'NODE_OPTIONS',
    'XDG_SESSION_ID',
    'PASSENGER_ROOT',
    'DATABASE_URL',
  ])('%s does not', (name) => {
    expect(strength(name)).toBe('none');
  });
});

const base = {
  PATH: '/bin',
  ANTHROPIC_API_KEY: 'sk-1',
  SSH_AUTH_SOCK: '/run/s',
  GIT_DIR: '/repo/.git',
  GIT_INDEX_FILE: 'index',
  GIT_AUTHOR_NAME: 'A',
  OKSTRA_RUN_ID: 'outer',
  OKSTRA_ROLE: 'executor',
  OKSTRA_HOME: '/h',
  OKSTRA_CONFIG__RUN__MODE: 'strict',
  GONE: undefined,
};

test("agents get everything but git's local variables and what an okstra above told its agent", () => {
  expect(agentEnv(base, { OKSTRA_ROLE: 'verifier', PATH: undefined })).toEqual({
    ANTHROPIC_API_KEY: 'sk-1',
    SSH_AUTH_SOCK: '/run/s',
    GIT_AUTHOR_NAME: 'A',
    OKSTRA_HOME: '/h',
    OKSTRA_CONFIG__RUN__MODE: 'strict',
    OKSTRA_ROLE: 'verifier',
  });
});

test('checks get no secret-looking variable and none of okstra, but what the user wrote down for them', () => {
  expect(checkEnv(base, { TEST_TOKEN: 'chosen' })).toEqual({ PATH: '/bin', GIT_AUTHOR_NAME: 'A', TEST_TOKEN: 'chosen' });
});

test('headers that are handed on in a variable are no business of a check', () => {
  const headers = { ANTHROPIC_CUSTOM_HEADERS: 'X-A: b', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' };
  expect(checkEnv({ PATH: '/bin', HEADERS: 'a.h', ...headers })).toEqual({ PATH: '/bin', HEADERS: 'a.h' });
});

test('every variable that this git calls local is taken out', () => {
  const names = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' }).trim().split('\n');
  expect(names.length).toBeGreaterThan(10);
  expect(agentEnv(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual({});
});

describe('values to redact', () => {
  test('are those of secret-looking variables, once each', () => {
    expect(secretValues({ A_TOKEN: 'abcdefgh1', B_TOKEN: 'abcdefgh1', PASSWORD: 'correcthorse', PATH: '/usr/bin:/bin' })).toEqual(
      ['abcdefgh1', 'correcthorse'],
    );
  });
  test('are at least eight characters long', () => {
    expect(secretValues({ A_TOKEN: '1234567', B_TOKEN: '12345678', C_TOKEN: '' })).toEqual(['12345678']);
  });
  test('are not words, numbers and places under a name that only may be secret', () => {
    expect(
      secretValues({
        AUTH_MODE: 'development',
        KEY_LIMIT: '1000000000',
        SSH_AUTH_SOCK: '/run/user/1/agent',
        SIGNING_KEY: 'Zm9vYmFyYmF6Cg',
      }),
    ).toEqual(['Zm9vYmFyYmF6Cg']);
  });
  test('include a password inside an address', () => {
    expect(secretValues({ DATABASE_URL: 'postgres://shop:s3cr3t-pass@db/shop', HTTPS_PROXY: 'http://proxy:3128' })).toEqual([
      's3cr3t-pass',
    ]);
  });
  test('include the logins in headers that are handed on in a variable', () => {
    const found = secretValues({
      OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer bearer-4711\nContent-Type: application/json\nX-Api-Key: api-key-4711',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=otlp-4711,x-dataset=my-dataset',
      HEADERS: 'include/api.h',
    });
    expect(found).toEqual(expect.arrayContaining(['Bearer bearer-4711', 'bearer-4711', 'api-key-4711', 'otlp-4711']));
    for (const harmless of ['application/json', 'my-dataset', 'include/api.h']) expect(found).not.toContain(harmless);
  });
});
