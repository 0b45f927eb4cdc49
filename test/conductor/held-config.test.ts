import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdConfig } from '../../runtime/conductor/held-config.ts';
import { madeFolders, sandboxAround } from '../../runtime/conductor/own-sandbox.ts';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import type { MixedFolder } from '../../runtime/model/agents.ts';
import { sandboxAvailable } from '../../runtime/process/index.ts';

const bwrap = sandboxAvailable(process.env);

let root = '';
let home = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-held-')));
  home = join(root, 'home');
  for (const name of ['home/hooks', 'home/tmp.lock', 'work', 'tmp']) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(home, 'settings.json'), '{"mine":true}');
  writeFileSync(join(home, 'login'), 'old');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const mixed = (): MixedFolder => ({
  folder: home,
  isState: (name) => name === 'login' || name.endsWith('.lock'),
  files: ['settings.json', 'local.json', 'NOTES.md'],
  folders: ['hooks', 'skills'],
  watched: ['odd.json'],
});

const around = (held: readonly string[], own = [home]): string[] =>
  sandboxAround({
    bwrap: bwrap.ok ? bwrap.bwrap : '',
    level: 'workspace-write',
    env: process.env,
    argv: ['/bin/sh'],
    cwd: join(root, 'work'),
    privateTmp: join(root, 'tmp'),
    ownFolders: own,
    held,
  });

function inside(script: string, held: readonly string[], own?: string[]): string {
  const args = [...around(held, own).slice(1), '/bin/sh', '-c', script];
  const { stdout, stderr } = spawnSync(bwrap.ok ? bwrap.bwrap : '', args, { encoding: 'utf8', cwd: home });
  return `${stdout}${stderr}`;
}

const names = (): readonly string[] => readdirSync(home).toSorted();
const BEFORE = ['hooks', 'login', 'settings.json', 'tmp.lock'];

describe.skipIf(!bwrap.ok)('configuration in one folder with a login', () => {
  test('is read there, not written, moved, added or taken away; the login is renewed; nothing is left behind', () => {
    const config = holdConfig(mixed(), [home]);
    const said = inside(
      [
        'cat settings.json; for f in settings.json local.json NOTES.md hooks/a skills/a; do echo x > $f; done',
        'mv settings.json x; rmdir skills; rm -f local.json; mv hooks y',
        'echo new > login.lock && mv login.lock login && rmdir tmp.lock && mkdir tmp.lock && echo renewed',
      ].join('\n'),
      config.paths,
    );
    expect(said).toContain('{"mine":true}');
    expect(said.match(/Read-only file system/g)).toHaveLength(5);
    expect(said.match(/busy/g)).toHaveLength(4);
    expect(said).toContain('renewed');
    expect(config.release()).toEqual({ held: [], loose: [] });
    expect(names()).toEqual(BEFORE);
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe('{"mine":true}');
    expect(readFileSync(join(home, 'login'), 'utf8')).toBe('new\n');
  });

  test('leaves a folder of the session writable that lies in one that is held', () => {
    const own = [home, join(home, 'skills/mine')];
    const config = holdConfig(mixed(), madeFolders(own));
    const said = inside('echo a > skills/mine/a && echo b > skills/b', config.paths, own);
    expect(said).toContain('skills/b: Read-only file system');
    expect(readdirSync(join(home, 'skills/mine'))).toEqual(['a']);
  });

  test('what cannot be held is told: a link, and a file that even empty would mean something', () => {
    writeFileSync(join(root, 'elsewhere.md'), 'mine');
    symlinkSync(join(root, 'elsewhere.md'), join(home, 'NOTES.md'));
    const config = holdConfig(mixed(), [home]);
    inside('rm NOTES.md; echo bad > NOTES.md; echo bad > odd.json', config.paths);
    expect(config.release()).toEqual({ held: [], loose: [join(home, 'NOTES.md'), join(home, 'odd.json')] });
    expect(readFileSync(join(root, 'elsewhere.md'), 'utf8')).toBe('mine');
  });

  test('what is replaced from outside is told, and what a person puts in the place of a stand-in stays', () => {
    const config = holdConfig(mixed(), [home]);
    writeFileSync(join(home, 'draft'), '{"mine":"new"}');
    renameSync(join(home, 'draft'), join(home, 'settings.json'));
    writeFileSync(join(home, 'local.json'), '{"also":"mine"}');
    writeFileSync(join(home, 'skills/mine'), 'x');
    expect(config.release()).toEqual({ held: [join(home, 'local.json'), join(home, 'settings.json')], loose: [] });
    expect(names()).toEqual([...BEFORE, 'local.json', 'skills'].toSorted());
  });

  test('stand-ins that a killed okstra left are taken for what they are by the next one', () => {
    holdConfig(mixed(), [home]);
    expect(names()).toContain('skills');
    const config = holdConfig(mixed(), [home]);
    expect(inside('echo x > skills/a', config.paths)).toContain('Read-only');
    config.release();
    expect(names()).toEqual(BEFORE);
  });

  test('stand-ins that another dispatch relies on stay until it has ended', async () => {
    const [one, two] = [holdConfig(mixed(), [home]), holdConfig(mixed(), [home])];
    const args = [...around(two.paths).slice(1), '/bin/sh', '-c', 'echo up; read go; echo x > skills/a; echo done'];
    const child = spawn(bwrap.ok ? bwrap.bwrap : '', args, { cwd: home, stdio: 'pipe' });
    const ended = once(child, 'close');
    let said = '';
    child.stderr.on('data', (text) => (said += String(text)));
    await once(child.stdout, 'data');
    one.release();
    expect(existsSync(join(home, 'skills'))).toBe(true);
    child.stdin.end('\n');
    await ended;
    expect(said).toContain('Read-only');
    expect(two.release()).toEqual({ held: [], loose: [] });
    expect(names()).toEqual(BEFORE);
  });
});

describe('claude', () => {
  const login = JSON.stringify({ claudeAiOauth: { accessToken: 'x' } });

  test('signed in by a subscription has such a folder, and what stays writable of it is named', () => {
    writeFileSync(join(home, '.credentials.json'), login);
    const env = { CLAUDE_CONFIG_DIR: home };
    expect(claudeCli.mixedFolder?.(env)).toMatchObject({
      folder: home,
      files: expect.arrayContaining(['settings.json', 'settings.local.json', 'CLAUDE.md']),
      folders: expect.arrayContaining(['agents', 'commands', 'hooks', 'output-styles', 'plugins', 'skills']),
    });
    const isState = (name: string) => claudeCli.mixedFolder?.(env)?.isState(name);
    expect(['.credentials.json', '.oauth_refresh.lock', 'settings.json', 'x.lock.d'].map((name) => isState(name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(claudeCli.writable?.(env, 'verifier')).toEqual([expect.stringContaining(`${home}, where the login is renewed`)]);
    expect(claudeCli.writable?.(env, 'executor')).toHaveLength(2);
  });

  test('signed in by a key has none: only its session is written', () => {
    writeFileSync(join(home, '.credentials.json'), login);
    const env = { CLAUDE_CONFIG_DIR: home, ANTHROPIC_API_KEY: 'k' };
    expect(claudeCli.mixedFolder?.(env)).toBeUndefined();
    expect(claudeCli.writable?.(env, 'executor')).toEqual([expect.stringContaining(join(home, 'projects'))]);
    expect(claudeCli.writable?.(env, 'verifier')).toEqual([]);
  });
});
