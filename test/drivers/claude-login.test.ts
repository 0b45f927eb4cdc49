import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claudeFolders, WORK_FOLDER } from '../../runtime/drivers/claude-files.ts';
import { claudeHomeOf, claudeLogin } from '../../runtime/drivers/claude-login.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-login-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LOGIN = JSON.stringify({ claudeAiOauth: { accessToken: 'x' } });
const home = () => join(folder, '.claude');
const env = (more: Readonly<Record<string, string>> = {}) => ({ HOME: folder, ...more });
function write(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}
const look = (more?: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux') =>
  claudeLogin(env(more), platform).loggedIn;

describe('the login', () => {
  test('is a key or a token among the variables', () => {
    for (const name of ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN']) {
      expect(look({ [name]: 'x' })).toBe(true);
      expect(look({ [name]: '' })).toBe(false);
    }
  });

  test('is a subscription in the configuration folder, wherever that lies', () => {
    write('.claude/.credentials.json', LOGIN);
    write('other/.credentials.json', '{}');
    expect(look()).toBe(true);
    expect(look({ CLAUDE_CONFIG_DIR: join(folder, 'other') })).toBe(false);
    expect(look({ CLAUDE_CONFIG_DIR: '' })).toBe(true);
  });

  test('is what the user’s settings hold', () => {
    write('.claude/settings.json', JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: 'x' } }));
    expect(look()).toBe(true);
    write('.claude/settings.json', JSON.stringify({ apiKeyHelper: 'get-key' }));
    expect(look()).toBe(true);
    write('.claude/settings.json', 'not JSON');
    expect(look()).toBe(false);
  });

  test('is a key of the console beside the configuration folder, or inside one of its own', () => {
    write('.claude.json', JSON.stringify({ primaryApiKey: 'x' }));
    expect(look()).toBe(true);
    write('other/.claude.json', JSON.stringify({ primaryApiKey: 'x' }));
    expect(look({ CLAUDE_CONFIG_DIR: join(folder, 'other') })).toBe(true);
    expect(look({ CLAUDE_CONFIG_DIR: join(folder, 'none') })).toBe(false);
  });

  test('is not known where it is another provider’s, or in the keychain', () => {
    expect(look({ CLAUDE_CODE_USE_BEDROCK: '1' })).toBe('unknown');
    expect(look({ CLAUDE_CODE_USE_VERTEX: '0' })).toBe(false);
    write('.claude.json', JSON.stringify({ oauthAccount: { emailAddress: 'a@b' } }));
    expect(look({}, 'darwin')).toBe('unknown');
    expect(look({}, 'linux')).toBe(false);
  });

  test('that is missing says what is missing and what to do', () => {
    expect(claudeLogin(env(), 'linux')).toEqual({
      loggedIn: false,
      detail: `Expected .credentials.json in ${home()} or one of the variables ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, CLAUDE_CODE_OAUTH_TOKEN, found none.`,
      fix: expect.stringContaining('/login') as string,
    });
  });
});

describe('what the program writes to in its own folder', () => {
  test('is nothing before a dispatch, and for who keeps no session', () => {
    expect(claudeFolders(env({ ANTHROPIC_API_KEY: 'x' }))).toEqual([]);
  });

  test('is the folder of the session, by the real path of the working folder', () => {
    mkdirSync(join(folder, 'a work.tree'));
    symlinkSync(join(folder, 'a work.tree'), join(folder, 'link'));
    const name = join(folder, 'a work.tree').replaceAll(/[^A-Za-z0-9]/g, '-');
    for (const work of ['a work.tree', 'link']) {
      expect(claudeFolders(env({ [WORK_FOLDER]: join(folder, work) }))).toEqual([join(home(), 'projects', name)]);
    }
  });

  test('is the folder of all sessions, where the program cuts the name', () => {
    expect(claudeFolders(env({ [WORK_FOLDER]: `/${'x'.repeat(250)}` }))).toEqual([join(home(), 'projects')]);
  });

  test('is all of it where a subscription’s login has to be renewed', () => {
    write('.claude/.credentials.json', LOGIN);
    expect(claudeFolders(env())).toEqual([home()]);
    expect(claudeFolders(env({ ANTHROPIC_API_KEY: 'x' }))).toEqual([]);
    expect(claudeHomeOf(env())).toBe(home());
  });
});
