import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { geminiHomeOf, geminiLogin } from '../../runtime/drivers/gemini-login.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'okstra-login-'));
  mkdirSync(join(home, '.gemini'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, content: string): void => writeFileSync(join(home, name), content);
const choose = (type: string): void =>
  write('.gemini/settings.json', `{ // mine\n "security": { "auth": { "selectedType": "${type}" } } }`);
const login = (env: Readonly<Record<string, string>> = {}) => geminiLogin({ HOME: home, ...env });

test('the home of gemini is its own variable, or the home folder', () => {
  expect(geminiHomeOf({ HOME: '/h' })).toBe('/h/.gemini');
  expect(geminiHomeOf({ HOME: '/h', GEMINI_CLI_HOME: '/g' })).toBe('/g/.gemini');
  expect(geminiHomeOf({ HOME: '/h', GEMINI_CLI_HOME: '' })).toBe('/h/.gemini');
});

describe('gemini is signed in', () => {
  test('not when nothing was ever chosen: with what helps', () => {
    expect(login()).toMatchObject({
      loggedIn: false,
      detail: expect.stringContaining(home) as string,
      fix: expect.any(String) as string,
    });
    choose('');
    expect(login().loggedIn).toBe(false);
  });

  test.each([
    [{ GEMINI_API_KEY: 'k' }, true],
    [{ GOOGLE_GEMINI_BASE_URL: 'http://x' }, true],
    [{ GOOGLE_GENAI_USE_GCA: 'true' }, 'unknown'],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true' }, false],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_API_KEY: 'k' }, true],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_CLOUD_LOCATION: 'l' }, 'unknown'],
  ])('by variables %j: %s', (env, loggedIn) => {
    expect(login(env as Record<string, string>).loggedIn).toBe(loggedIn);
  });

  test('with a key, chosen in the settings', () => {
    choose('gemini-api-key');
    expect(login({ GEMINI_API_KEY: 'k' }).loggedIn).toBe(true);
    // It may lie in the key store of the system.
    expect(login().loggedIn).toBe('unknown');
  });

  test('with a Google account', () => {
    choose('oauth-personal');
    expect(login().loggedIn).toBe('unknown');
    write('.gemini/oauth_creds.json', '{}');
    expect(login().loggedIn).toBe(true);
  });

  test('on Vertex AI only with a project or a key', () => {
    choose('vertex-ai');
    expect(login()).toMatchObject({ loggedIn: false, detail: expect.stringContaining('Vertex') as string });
    expect(login({ GOOGLE_API_KEY: 'k' }).loggedIn).toBe(true);
  });

  test('in a way that okstra does not know: nobody can say', () => {
    choose('compute-default-credentials');
    expect(login().loggedIn).toBe('unknown');
  });

  test('with a key in its own .env, not when the variable is there', () => {
    write('.env', 'GEMINI_API_KEY=k\n');
    expect(login().loggedIn).toBe(true);
    write('.gemini/.env', 'OTHER=1\n');
    expect(login().loggedIn).toBe(false);
  });
});
