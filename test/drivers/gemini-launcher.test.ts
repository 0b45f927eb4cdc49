import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let root = '';
const theirs = (): string => join(root, 'user', '.gemini');
const own = (): string => join(root, 'tmp', 'home', '.gemini');

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-launcher-')));
  mkdirSync(join(root, 'tmp'));
  mkdirSync(theirs(), { recursive: true });
  // Stands for gemini: tells what it was started with.
  writeFileSync(join(root, 'gemini'), '#!/bin/sh\necho "$GEMINI_CLI_HOME|$KEY|$$|$*"\ncat\nexit 7\n', { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Ways {
  readonly plan?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: string;
  readonly program?: string;
  /** As on a Node.js in which a process cannot become another program. */
  readonly isOlder?: boolean;
}

const OLDER = ['--import', 'data:text/javascript,process.execve = undefined'];

function launch({ plan, env = {}, settings, program = join(root, 'gemini'), isOlder = false }: Ways = {}) {
  if (settings !== undefined) writeFileSync(join(theirs(), 'settings.json'), settings);
  const whole = {
    home: join(root, 'tmp', 'home'),
    leaveOut: [],
    flags: '/flags.json',
    settings: {},
    atMost: {},
    append: {},
    ...plan,
  };
  writeFileSync(join(root, 'plan.json'), JSON.stringify(whole));
  const launcher = join(import.meta.dirname, '../../runtime/drivers/gemini-launcher.mjs');
  const args = [
    ...(isOlder ? OLDER : []),
    '--disable-warning=ExperimentalWarning',
    launcher,
    join(root, 'plan.json'),
    join(root, 'user'),
    program,
    '-o',
    'x',
  ];
  const ended = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    input: 'the prompt',
    cwd: root,
    env: { ...process.env, ...env },
  });
  const made = join(own(), 'settings.json');
  return { ...ended, settings: existsSync(made) ? (JSON.parse(readFileSync(made, 'utf8')) as unknown) : undefined };
}

test('becomes gemini: its arguments, its input, its exit code, its process', () => {
  const { status, stdout, stderr, pid } = launch();
  expect(stdout).toBe(`${join(root, 'tmp', 'home')}||${pid}|-o x\nthe prompt`);
  expect(stderr).toBe('');
  expect(status).toBe(7);
});

test('finds gemini on the PATH by its name', () => {
  expect(launch({ program: 'gemini', env: { PATH: `/nowhere:${root}:${process.env['PATH']}` } }).status).toBe(7);
});

describe('where a process cannot become another program', () => {
  test('gemini is its child: same arguments, input, output, exit code', () => {
    const { status, stdout, stderr, pid } = launch({
      isOlder: true,
      env: { PATH: `${root}:${process.env['PATH']}` },
      program: 'gemini',
    });
    const [home, , child, args] = stdout.split('|');
    expect([home, args]).toEqual([join(root, 'tmp', 'home'), '-o x\nthe prompt']);
    expect(Number(child)).not.toBe(pid);
    expect(stderr).toBe('');
    expect(status).toBe(7);
  });

  test.each([true, false])('one that is not there is told, with an exit code of its own (older: %j)', (isOlder) => {
    const { status, stderr } = launch({ isOlder, program: join(root, 'no-gemini') });
    expect(status).not.toBe(0);
    expect(stderr).toContain('ENOENT');
    if (isOlder) expect(status).toBe(127);
  });

  test.each([
    ['SIGTERM', 'trap "echo asked; exit 3" TERM', { code: 3, signal: null, said: 'asked' }],
    ['SIGINT', 'trap "echo asked; exit 0" INT', { code: 0, signal: null, said: 'asked' }],
    ['SIGTERM', '', { code: null, signal: 'SIGTERM', said: '' }],
  ] as const)('%s reaches it, and it ends as gemini ends: %s', async (signal, trap, expected) => {
    writeFileSync(join(root, 'gemini'), `#!/bin/sh\n${trap}\necho up\nwhile :; do sleep 0.05; done\n`, { mode: 0o755 });
    writeFileSync(
      join(root, 'plan.json'),
      JSON.stringify({ home: join(root, 'tmp', 'home'), leaveOut: [], settings: {}, atMost: {}, append: {} }),
    );
    const launcher = join(import.meta.dirname, '../../runtime/drivers/gemini-launcher.mjs');
    const child = spawn(process.execPath, [
      ...OLDER,
      launcher,
      join(root, 'plan.json'),
      join(root, 'user'),
      join(root, 'gemini'),
    ]);
    const ended = once(child, 'close');
    let said = '';
    child.stdout.on('data', (text) => (said += String(text)));
    while (!said.includes('up')) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    const [code, by] = await ended;
    expect({ code, signal: by, said: said.replace('up\n', '').trim() }).toEqual(expected);
  });
});

test("lays the dispatch's settings over the user's, which stay as they are", () => {
  const settings = '{ "a": { "x": 1, "y": [1, 2] }, "own": true }';
  const { settings: made } = launch({ settings, plan: { settings: { a: { y: [], z: false }, b: { c: 1 } } } });
  expect(made).toEqual({ a: { x: 1, y: [], z: false }, own: true, b: { c: 1 } });
  expect(readFileSync(join(theirs(), 'settings.json'), 'utf8')).toBe(settings);
});

test('reads settings with comments, and strings that look like some', () => {
  expect(launch({ settings: '{ // "a"\n "url": "http://x/*y*/", /* "b" */ "q": "\\"//" }' }).settings).toEqual({
    url: 'http://x/*y*/',
    q: '"//',
  });
});

test.each([
  ['{}', 3],
  ['{ "general": { "maxAttempts": 2 } }', 2],
  ['{ "general": { "maxAttempts": 9 } }', 3],
  ['{ "general": { "maxAttempts": -1 } }', 3],
  ['{ "general": "odd" }', 3],
])('a limit is lowered, never raised: %s', (settings, maxAttempts) => {
  expect(launch({ settings, plan: { atMost: { 'general.maxAttempts': 3 } } }).settings).toEqual({ general: { maxAttempts } });
});

test("adds to the user's lists where it is told to", () => {
  const plan = { append: { 'modelConfigs.customOverrides': [2] } };
  expect(launch({ settings: '{ "modelConfigs": { "customOverrides": [1] } }', plan }).settings).toEqual({
    modelConfigs: { customOverrides: [1, 2] },
  });
});

test.each(['{', '[]', '"x"'])('settings that are no JSON object end it with their path: %s', (settings) => {
  const { status, stderr } = launch({ settings });
  expect(status).toBe(52);
  expect(stderr).toContain(`Error in ${join(theirs(), 'settings.json')}: `);
});

test('a home without a folder of gemini is one without settings', () => {
  rmSync(theirs(), { recursive: true });
  expect(launch().settings).toEqual({});
});

test('links what else lies in the home, but what is left out, what holds sessions, and what grants trust', () => {
  for (const name of ['extensions', 'skills', 'tmp', 'history']) mkdirSync(join(theirs(), name));
  for (const name of ['oauth_creds.json', 'projects.json', 'trustedFolders.json', '.env'])
    writeFileSync(join(theirs(), name), '');
  launch({ plan: { leaveOut: ['extensions'] } });
  expect(readdirSync(own()).toSorted()).toEqual(['oauth_creds.json', 'settings.json', 'skills', 'tmp']);
  expect(realpathSync(join(own(), 'oauth_creds.json'))).toBe(join(theirs(), 'oauth_creds.json'));
  expect(readdirSync(join(own(), 'tmp'))).toEqual([]);
});

test('keeps the sessions of a project where the user finds them', () => {
  launch({ plan: { project: 'okstra-1' } });
  const kept = join(theirs(), 'tmp', 'okstra-1');
  expect(readFileSync(join(kept, '.project_root'), 'utf8')).toBe(root);
  expect(realpathSync(join(own(), 'tmp', 'okstra-1'))).toBe(kept);
});

test('makes the home anew over one that a killed dispatch left, without following its links', () => {
  writeFileSync(join(theirs(), 'oauth_creds.json'), 'mine');
  launch({ plan: { project: 'okstra-1' } });
  expect(launch({ plan: { project: 'okstra-1' } }).status).toBe(7);
  expect(readFileSync(join(theirs(), 'oauth_creds.json'), 'utf8')).toBe('mine');
  expect(existsSync(join(theirs(), 'tmp', 'okstra-1', '.project_root'))).toBe(true);
});

test('settings of the dispatch are for nobody else to read', () => {
  launch();
  expect(lstatSync(join(own(), 'settings.json')).mode & 0o777).toBe(0o600);
});

test.each([
  ['a key', { env: { GEMINI_API_KEY: 'k' } }, '/flags.json'],
  ['a key, by the settings', { settings: '{"security":{"auth":{"selectedType":"gemini-api-key"}}}' }, '/flags.json'],
  ['Vertex AI', { settings: '{"security":{"auth":{"selectedType":"vertex-ai"}}}' }, '/flags.json'],
  ['a Google login', { settings: '{"security":{"auth":{"selectedType":"oauth-personal"}}}', env: { GEMINI_API_KEY: 'k' } }, ''],
  ['nothing', {}, ''],
  ['a key and flags of the user', { env: { GEMINI_API_KEY: 'k', GEMINI_EXP: '/own.json' } }, '/own.json'],
] as const)('with %s the flags are: %#', (_, ways, flags) => {
  writeFileSync(join(root, 'gemini'), '#!/bin/sh\necho "flags=$GEMINI_EXP."\n', { mode: 0o755 });
  const env = { GEMINI_API_KEY: '', GEMINI_EXP: '', ...('env' in ways ? ways.env : {}) };
  expect(launch({ ...ways, env }).stdout).toBe(`flags=${flags}.\n`);
});

test("takes variables from the user's own .env where they are not set: the one of gemini first", () => {
  const key = (env?: Readonly<Record<string, string>>) => launch(env === undefined ? {} : { env }).stdout.split('|')[1];
  writeFileSync(join(root, 'user', '.env'), 'KEY=from-home\n');
  expect(key()).toBe('from-home');
  writeFileSync(join(theirs(), '.env'), 'KEY="from gemini" # mine\n');
  expect(key()).toBe('from gemini');
  expect(key({ KEY: 'set' })).toBe('set');
  expect(key({ KEY: '' })).toBe('');
});
