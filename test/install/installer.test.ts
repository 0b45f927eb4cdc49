import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostName, Scope } from '../../runtime/install/hosts.ts';
import { HOST_NAMES } from '../../runtime/install/hosts.ts';
import { prepareInstall } from '../../runtime/install/installer.ts';
import { readRecord, sha256 } from '../../runtime/install/record.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { listing } from '../journeys/light.ts';
import { changesOf, InstallRig, packOf } from './install-rig.ts';

const SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: InstallRig;
beforeEach(() => {
  rig = new InstallRig();
});
afterEach(() => rig.dispose());

/** A file of each host that a user may edit. */
const EDITED: Readonly<Record<Scope, Readonly<Record<HostName, string>>>> = {
  project: {
    claude: '.claude/skills/okstra/skills/okstra-run/SKILL.md',
    codex: '.codex/agents/okstra-worker.toml',
    gemini: '.gemini/agents/okstra-worker.md',
    agents: '.agents/skills/okstra-run/SKILL.md',
  },
  user: {
    claude: '.claude/skills/okstra/agents/okstra-worker.md',
    codex: '.agents/skills/okstra-run/SKILL.md',
    gemini: '.gemini/extensions/okstra/commands/okstra/run.toml',
    agents: '.agents/skills/okstra-run/references/answers.md',
  },
};

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure.code;
    throw error;
  }
  return 'nothing was thrown';
};

const both: readonly (readonly [Scope, HostName])[] = (['project', 'user'] as const).flatMap((scope) =>
  HOST_NAMES.map((host) => [scope, host] as const),
);

describe.each(both)('scope %s, host %s', (scope, host) => {
  const edited = EDITED[scope][host];

  test('install, edit, update, uninstall: what is left is what was there before, and the edited file', () => {
    rig.put(scope, '.claude/settings.json', '{ "theirs": true }\n');
    rig.put(scope, '.agents/skills/theirs/SKILL.md', 'theirs\n');
    const before = rig.all();
    rig.install(scope, [host]);
    expect(readRecord(rig.places(scope))).toMatchObject({ okstra: '1.0.0', scope, hosts: [host] });

    rig.put(scope, edited, 'mine\n');
    const second = rig.update(scope, { pack: packOf('2.0.0') });
    expect(rig.read(scope, edited)).toBe('mine\n');
    expect(rig.read(scope, `${edited}.new`)).toContain('2.0.0');
    expect(second.steps.find(({ path }) => path.endsWith(edited))).toMatchObject({
      action: 'keep',
      reason: expect.stringMatching(/edited by you/),
    });
    expect(
      changesOf(second, rig.root)
        .filter((each) => !each.endsWith('.new'))
        .every((each) => each.startsWith('update ')),
    ).toBe(true);

    rig.uninstall(scope, [host]);
    const after = rig.all();
    const left = Object.keys(after).filter((path) => !(path in before));
    expect(left.at(-1)).toBe(rig.path(scope, edited).slice(rig.root.length + 1));
    expect(left.slice(0, -1).every((path) => rig.path(scope, edited).startsWith(`${join(rig.root, path)}/`))).toBe(true);
    expect(Object.entries(before).every(([path, state]) => after[path] === state)).toBe(true);
  });

  test('install and uninstall leave no byte and no folder behind; a second install changes nothing', () => {
    const before = rig.all();
    rig.install(scope, [host]);
    const installed = rig.all();
    expect(changesOf(rig.install(scope, [host]), rig.root)).toEqual([]);
    expect(rig.all()).toEqual(installed);
    rig.uninstall(scope, [host]);
    expect(rig.all()).toEqual(before);
  });
});

/** The long way round: every host. By default those with files in one place and in several. */
const failing = SOAK ? both : both.filter(([scope, host]) => (scope === 'project' ? host === 'codex' : host === 'agents'));

test.each(failing)('scope %s, host %s: a failure at any step leaves everything as it was', (scope, host) => {
  const newer = packOf('2.0.0');
  const cases: readonly (readonly [isInstalled: boolean, act: (on: InstallRig, step: (name: string) => void) => unknown])[] = [
    [false, (on, step) => on.install(scope, [host], { hooks: { step } })],
    [true, (on, step) => on.update(scope, { hooks: { step }, pack: newer })],
    [true, (on, step) => on.uninstall(scope, [host], { hooks: { step } })],
  ];
  for (const [isInstalled, act] of cases) {
    if (isInstalled) rig.install(scope, [host]);
    const before = rig.all();
    const failed: string[] = [];
    for (let at = 0, isOver = false; !isOver; at += 1) {
      let seen = -1;
      isOver = true;
      const code = codeOf(() =>
        act(rig, (name) => {
          seen += 1;
          if (seen !== at) return;
          isOver = false;
          failed.push(name);
          throw new Error('no space left on device');
        }),
      );
      expect(code).toBe(isOver ? 'nothing was thrown' : 'install-failed');
      if (!isOver) expect(rig.all(), failed.at(-1)).toEqual(before);
    }
    expect(failed[0]).toBe('stage');
    expect(failed.at(-1)).toBe('commit');
    if (readRecord(rig.places(scope))) rig.uninstall(scope, [host], { pack: newer });
  }
});

test('several hosts share .agents/skills; what only one of them needs goes with it', () => {
  const before = rig.all();
  rig.install('project', ['codex', 'gemini']);
  rig.uninstall('project', ['codex']);
  expect(existsSync(rig.path('project', '.codex'))).toBe(false);
  expect(existsSync(rig.path('project', '.agents/skills/okstra-run/SKILL.md'))).toBe(true);
  rig.uninstall('project', ['gemini']);
  expect(rig.all()).toEqual(before);
});

describe('uninstall of one agent leaves the others as they are', () => {
  const rest = (): readonly [string, string][] =>
    Object.entries(rig.all()).filter(([path]) => !path.includes('.claude') && !path.endsWith('install.json'));

  test('with a later okstra too: nothing is created, removed or brought up to date', () => {
    const skills = [...packOf('1.0.0').skills, { path: 'okstra-old/SKILL.md', content: 'old\n' }];
    rig.install('project', ['claude', 'codex'], { pack: packOf('1.0.0', { skills }) });
    rig.put('project', '.agents/skills/okstra-older/SKILL.md', 'older\n');
    const before = rest();
    const more = [...packOf('2.0.0').skills, { path: 'okstra-next/SKILL.md', content: 'next\n' }];
    const pack = packOf('2.0.0', { skills: more, former: { 'okstra-older/SKILL.md': [sha256('older\n')] } });
    rig.install('user', ['agents'], { pack });
    rig.uninstall('user', ['agents'], { pack });
    rig.uninstall('project', ['claude'], { pack });
    expect(rest()).toEqual(before);
    expect(readRecord(rig.places('project'))).toMatchObject({ okstra: '1.0.0', hosts: ['codex'] });
    rig.update('project', { pack });
    expect(existsSync(rig.path('project', '.agents/skills/okstra-old'))).toBe(false);
  });

  test('files of somebody else under the name of a new one do not stop it', () => {
    rig.install('project', ['claude', 'codex']);
    rig.put('project', '.agents/skills/okstra-next/SKILL.md', 'theirs\n');
    const before = rest();
    const skills = [...packOf('2.0.0').skills, { path: 'okstra-next/SKILL.md', content: 'next\n' }];
    rig.uninstall('project', ['claude'], { pack: packOf('2.0.0', { skills }), force: true });
    expect(rest()).toEqual(before);
  });

  test('what one has only through the other is written for it, but not by an older okstra, nor over what is there', () => {
    const extension = '.gemini/extensions/okstra/skills/okstra-run/SKILL.md';
    rig.install('user', ['gemini', 'codex'], { pack: packOf('2.0.0') });
    expect(codeOf(() => rig.uninstall('user', ['codex'], { pack: packOf('1.0.0') }))).toBe('installed-by-newer');
    rig.put('user', extension, 'theirs\n');
    rig.uninstall('user', ['codex'], { pack: packOf('2.0.0') });
    expect(rig.read('user', extension)).toBe('theirs\n');
    expect(rig.read('user', extension.replace('SKILL.md', 'references/answers.md'))).toContain('2.0.0');
  });
});

test('gemini is not given the same skills twice: its extension does without where .agents/skills has them', () => {
  const extension = '.gemini/extensions/okstra/skills/okstra-run/SKILL.md';
  rig.install('user', ['gemini']);
  expect(existsSync(rig.path('user', extension))).toBe(true);
  rig.install('user', ['codex']);
  expect(existsSync(rig.path('user', extension))).toBe(false);
  rig.uninstall('user', ['codex']);
  expect(existsSync(rig.path('user', extension))).toBe(true);
});

test('the homes of the agents are where their variables say', () => {
  Object.assign(rig.env, {
    CLAUDE_CONFIG_DIR: join(rig.root, 'c'),
    CODEX_HOME: join(rig.root, 'x'),
    GEMINI_CLI_HOME: join(rig.root, 'g'),
  });
  const before = rig.all();
  rig.install('user', ['claude', 'codex', 'gemini']);
  for (const path of [
    'c/skills/okstra/.claude-plugin/plugin.json',
    'x/agents/okstra-worker.toml',
    // Another home: gemini does not see the .agents/skills of codex.
    'g/.gemini/extensions/okstra/skills/okstra-run/SKILL.md',
    'home/.agents/skills/okstra-run/SKILL.md',
  ]) {
    expect(existsSync(join(rig.root, path)), path).toBe(true);
  }
  rig.uninstall('user', ['claude', 'codex', 'gemini']);
  expect(rig.all()).toEqual(before);
});

test('files in another home of an agent are left alone until the agent is uninstalled', () => {
  rig.env['CLAUDE_CONFIG_DIR'] = join(rig.root, 'one');
  const before = rig.all();
  rig.install('user', ['claude']);
  rig.env['CLAUDE_CONFIG_DIR'] = join(rig.root, 'two');
  rig.update('user');
  expect(existsSync(join(rig.root, 'one/skills/okstra/README.md'))).toBe(true);
  expect(existsSync(join(rig.root, 'two/skills/okstra/README.md'))).toBe(true);
  rig.uninstall('user', ['claude']);
  expect(rig.all()).toEqual(before);
});

describe('a file that the user edited', () => {
  const path = EDITED.project.agents;

  test('is kept; the new version is laid beside it once, and removed when it has served', () => {
    rig.install('project', ['agents']);
    rig.put('project', path, 'mine\n');
    expect(changesOf(rig.install('project', ['agents']), rig.repo)).toEqual([]);
    rig.update('project', { pack: packOf('2.0.0') });
    rmSync(rig.path('project', `${path}.new`));
    expect(changesOf(rig.update('project', { pack: packOf('2.0.0') }), rig.repo)).toEqual([]);
    rig.update('project', { pack: packOf('3.0.0') });
    // The user takes the new one.
    rig.put('project', path, rig.read('project', `${path}.new`));
    const last = rig.update('project', { pack: packOf('3.0.0') });
    expect(changesOf(last, rig.repo)).toEqual([`remove ${path}.new`, 'update okstra/install.json']);
  });

  test('is replaced with --force, and a copy is kept', () => {
    rig.install('project', ['agents']);
    rig.put('project', path, 'mine\n');
    rig.update('project', { force: true, pack: packOf('2.0.0') });
    expect(rig.read('project', path)).toContain('2.0.0');
    expect(rig.read('project', `${path}.bak`)).toBe('mine\n');
  });

  test('goes with uninstall only when --force says so, and a copy is kept', () => {
    rig.install('project', ['agents']);
    rig.put('project', path, 'mine\n');
    rig.put('project', `${path}.bak`, 'older\n');
    const end = rig.uninstall('project', ['agents'], { force: true });
    expect(changesOf(end, rig.repo)).toContain(`create ${path}.bak-2`);
    const left = Object.entries(listing(rig.repo)).filter(([, what]) => !what.startsWith('folder'));
    expect(left.map(([file]) => file)).toEqual([`${path}.bak`, `${path}.bak-2`]);
    expect(rig.read('project', `${path}.bak-2`)).toBe('mine\n');
  });

  test('is written again when it was deleted', () => {
    rig.install('project', ['agents']);
    rmSync(rig.path('project', path));
    expect(changesOf(rig.update('project'), rig.repo)).toEqual([`create ${path}`]);
  });

  test('does not lose what stands beside it under the name of the new version', () => {
    rig.install('project', ['agents']);
    rig.put('project', path, 'mine\n');
    rig.put('project', `${path}.new`, 'notes\n');
    expect(codeOf(() => rig.update('project', { pack: packOf('2.0.0') }))).toBe('foreign-files');
    expect(rig.read('project', `${path}.new`)).toBe('notes\n');
  });
});

describe('a file of somebody else under our name', () => {
  const path = '.claude/skills/okstra/README.md';

  test('stops the installation before anything is written', () => {
    rig.put('project', path, 'theirs\n');
    const before = rig.all();
    expect(codeOf(() => rig.install('project', ['claude', 'codex']))).toBe('foreign-files');
    expect(rig.all()).toEqual(before);
  });

  test('is moved aside with --force, and comes back, permissions too', () => {
    rig.put('project', path, 'theirs\n');
    rig.put('project', `${path}.bak`, 'an older one\n');
    chmodSync(rig.path('project', path), 0o750);
    const before = rig.all();
    rig.install('project', ['claude'], { force: true });
    expect(rig.read('project', `${path}.bak-2`)).toBe('theirs\n');
    expect(statSync(rig.path('project', `${path}.bak-2`)).mode & 0o777).toBe(0o750);
    rig.update('project', { pack: packOf('2.0.0') });
    rig.uninstall('project', ['claude']);
    expect(rig.all()).toEqual(before);
  });

  test('is taken over without a word when it is what okstra would write', () => {
    rig.install('project', ['agents']);
    rmSync(rig.path('project', 'okstra'), { recursive: true });
    const again = rig.install('project', ['agents']);
    expect(changesOf(again, rig.repo)).toEqual(['create okstra/install.json']);
    expect(readRecord(rig.places('project'))?.files).toHaveLength(3);
  });
});

describe('skills that are not shipped any more', () => {
  const old = packOf('1.0.0', { skills: [...packOf('1.0.0').skills, { path: 'okstra-old/SKILL.md', content: 'old\n' }] });
  const former = { 'okstra-old/SKILL.md': [sha256('old\n')] };

  test('go with an update, with their folders; an edited one stays and is listed', () => {
    rig.install('project', ['agents'], { pack: old });
    rig.update('project', { pack: packOf('2.0.0') });
    expect(existsSync(rig.path('project', '.agents/skills/okstra-old'))).toBe(false);

    rig.install('project', ['agents'], { pack: old, force: true });
    rig.put('project', '.agents/skills/okstra-old/SKILL.md', 'mine\n');
    const plan = rig.update('project', { pack: packOf('2.0.0') });
    expect(plan.steps.find(({ path }) => path.includes('okstra-old'))).toMatchObject({
      action: 'keep',
      reason: expect.stringMatching(/edited/),
    });
    expect(rig.read('project', '.agents/skills/okstra-old/SKILL.md')).toBe('mine\n');
  });

  test.each(['update', 'uninstall'] as const)(
    'go with %s without a record of them, when they are as they were shipped',
    (purpose) => {
      rig.install('project', ['codex'], { pack: packOf('2.0.0', { former }) });
      rig.put('project', '.agents/skills/okstra-old/SKILL.md', 'old\n');
      if (purpose === 'update') rig.update('project', { pack: packOf('2.0.0', { former }) });
      else rig.uninstall('project', ['codex'], { pack: packOf('2.0.0', { former }) });
      expect(existsSync(rig.path('project', '.agents/skills/okstra-old'))).toBe(false);
    },
  );

  test('stay when somebody else wrote them, and are listed', () => {
    rig.put('project', '.agents/skills/okstra-old/SKILL.md', 'another\n');
    const { steps } = rig.install('project', ['agents'], { pack: packOf('2.0.0', { former }) });
    expect(steps.find(({ path }) => path.includes('okstra-old'))).toMatchObject({ action: 'keep' });
    expect(rig.read('project', '.agents/skills/okstra-old/SKILL.md')).toBe('another\n');
  });

  test('an earlier content of a skill that is still shipped is brought up to date', () => {
    rig.put('project', '.agents/skills/okstra-run/SKILL.md', 'first\n');
    const pack = packOf('2.0.0', { former: { 'okstra-run/SKILL.md': [sha256('first\n')] } });
    expect(changesOf(rig.install('project', ['agents'], { pack }), rig.repo)).toContain(
      'update .agents/skills/okstra-run/SKILL.md',
    );
  });
});

describe('refused, with nothing changed:', () => {
  const expectRefused = (act: () => unknown, code: string): void => {
    const before = rig.all();
    expect(codeOf(act)).toBe(code);
    expect(rig.all()).toEqual(before);
  };

  test.each([
    ['a folder', '.agents'],
    ['a folder further down', '.agents/skills/okstra-run'],
    ['a file', '.agents/skills/okstra-run/SKILL.md'],
  ])('a symbolic link in the place of %s', (_what, path) => {
    rig.put('project', 'elsewhere/SKILL.md', 'theirs\n');
    mkdirSync(join(rig.path('project', path), '..'), { recursive: true });
    symlinkSync(rig.path('project', path.endsWith('.md') ? 'elsewhere/SKILL.md' : 'elsewhere'), rig.path('project', path));
    expectRefused(() => rig.install('project', ['agents']), 'target-symlink');
    expectRefused(() => rig.install('project', ['agents'], { force: true }), 'target-symlink');
  });

  test('a link that took the place of a folder of ours is not followed by uninstall', () => {
    rig.install('project', ['agents']);
    rig.put('project', 'elsewhere/SKILL.md', rig.read('project', '.agents/skills/okstra-run/SKILL.md'));
    rmSync(rig.path('project', '.agents/skills/okstra-run'), { recursive: true });
    symlinkSync(rig.path('project', 'elsewhere'), rig.path('project', '.agents/skills/okstra-run'));
    expectRefused(() => rig.uninstall('project', ['agents']), 'target-symlink');
  });

  test('a home folder of an agent that is a link, unless its variable names the folder', () => {
    mkdirSync(join(rig.root, 'dotfiles'));
    symlinkSync(join(rig.root, 'dotfiles'), rig.path('user', '.claude'));
    expectRefused(() => rig.install('user', ['claude']), 'target-symlink');
    rig.env['CLAUDE_CONFIG_DIR'] = join(rig.root, 'dotfiles');
    rig.install('user', ['claude']);
    expect(existsSync(join(rig.root, 'dotfiles/skills/okstra/README.md'))).toBe(true);
  });

  test.each([
    ['a path outside', '../../outside'],
    ['an absolute path', '/etc/passwd'],
    ['a path that okstra writes nothing to', 'src/index.ts'],
    ['a place that no layout has', '.codex/skills/okstra/index.ts'],
    ['a place of the other scope', '.gemini/extensions/okstra/README.md'],
    ['a place below another folder', '.agents/src/skills/okstra/index.ts'],
    ['a path with dots inside', '.agents/skills/okstra-run/../../../src/index.ts'],
  ])('a record that names %s', (_what, path) => {
    rig.put('project', 'src/index.ts', 'theirs\n');
    rig.install('project', ['agents']);
    const record = JSON.parse(rig.read('project', 'okstra/install.json'));
    record.files.push({ path, sha256: sha256('theirs\n'), hosts: ['agents'] });
    rig.put('project', 'okstra/install.json', JSON.stringify(record));
    expectRefused(() => rig.uninstall('project', ['agents']), 'install-record-damaged');
  });

  test.each([
    ['codex', '.codex', 'agents/okstra-theirs.toml'],
    ['agents', '.agents/skills', 'okstra-theirs/SKILL.md'],
  ] as const)('a record of %s that names a file behind a folder that is a link (%s)', (host, link, file) => {
    rig.install('project', ['claude']);
    mkdirSync(join(rig.root, 'elsewhere', file, '..'), { recursive: true });
    writeFileSync(join(rig.root, 'elsewhere', file), 'theirs\n');
    mkdirSync(join(rig.path('project', link), '..'), { recursive: true });
    symlinkSync(join(rig.root, 'elsewhere'), rig.path('project', link));
    const record = JSON.parse(rig.read('project', 'okstra/install.json'));
    record.hosts = [host];
    record.files = [{ path: `${link}/${file}`, sha256: sha256('theirs\n'), hosts: [host] }];
    rig.put('project', 'okstra/install.json', JSON.stringify(record));
    expectRefused(() => rig.update('project'), 'target-symlink');
    expectRefused(() => rig.uninstall('project', [host]), 'target-symlink');
  });

  test('a backup in a record that is none of its file', () => {
    rig.put('project', 'src/index.ts', 'theirs\n');
    rig.install('project', ['agents']);
    const record = JSON.parse(rig.read('project', 'okstra/install.json'));
    record.files[0].backup = 'src/index.ts';
    rig.put('project', 'okstra/install.json', JSON.stringify(record));
    expectRefused(() => rig.uninstall('project', ['agents']), 'install-record-damaged');
  });

  test('a file in another home of an agent, behind a folder that has become a link', () => {
    rig.env['CLAUDE_CONFIG_DIR'] = join(rig.root, 'one');
    rig.install('user', ['claude']);
    delete rig.env['CLAUDE_CONFIG_DIR'];
    renameSync(join(rig.root, 'one/skills'), join(rig.root, 'elsewhere'));
    symlinkSync(join(rig.root, 'elsewhere'), join(rig.root, 'one/skills'));
    expectRefused(() => rig.uninstall('user', ['claude']), 'target-symlink');
  });

  test.each([
    ['no JSON', '{', 'install-record-damaged'],
    ['another document', '{"format":1}', 'install-record-damaged'],
    ['a later format', '{"format":99,"okstra":"9.0.0"}', 'install-record-newer'],
    [
      'the other scope',
      '{"format":1,"okstra":"1.0.0","scope":"user","hosts":[],"files":[],"folders":[]}',
      'install-record-damaged',
    ],
  ])('a record that is %s', (_what, text, code) => {
    rig.put('project', 'okstra/install.json', text);
    expectRefused(() => rig.install('project', ['agents']), code);
  });

  test('files of a newer okstra, unless --force says so', () => {
    rig.install('project', ['agents'], { pack: packOf('1.10.0') });
    expectRefused(() => rig.update('project', { pack: packOf('1.9.0') }), 'installed-by-newer');
    rig.update('project', { pack: packOf('1.9.0'), force: true });
    expect(rig.read('project', '.agents/skills/okstra-run/SKILL.md')).toContain('1.9.0');
  });

  test.each([
    ['project', 'claude', '.claude/settings.json', '{ "hooks": '],
    ['project', 'claude', '.claude/settings.local.json', '{ "a": 1, }'],
    ['project', 'codex', '.codex/config.toml', '[mcp_servers.a]\n[mcp_servers.a]\n'],
    ['user', 'codex', '.codex/config.toml', 'model = \n'],
    ['user', 'gemini', '.gemini/settings.json', '{ // a comment is fine\n "a": 1, }'],
    ['project', 'gemini', '.gemini/settings.json', 'nothing'],
  ] as const)('scope %s: a configuration of %s that it cannot read itself (%s)', (scope, host, path, text) => {
    rig.put(scope, path, text);
    expectRefused(() => rig.install(scope, [host]), 'host-config-unreadable');
  });

  test('a folder in the place of a file', () => {
    mkdirSync(rig.path('project', '.agents/skills/okstra-run/SKILL.md'), { recursive: true });
    expectRefused(() => rig.install('project', ['agents']), 'target-in-the-way');
  });
});

test('a broken configuration of a host does not keep its files from being removed', () => {
  rig.install('project', ['claude']);
  rig.put('project', '.claude/settings.json', '{');
  rig.uninstall('project', ['claude']);
  expect(existsSync(rig.path('project', '.claude/skills'))).toBe(false);
});

test('okstra’s home may be a link: it is where the user put it', () => {
  mkdirSync(join(rig.root, 'dotfiles'));
  rmSync(rig.okstraHome, { recursive: true });
  symlinkSync(join(rig.root, 'dotfiles'), rig.okstraHome);
  const before = rig.all();
  rig.install('user', ['agents']);
  expect(existsSync(join(rig.root, 'dotfiles/install.json'))).toBe(true);
  rig.uninstall('user', ['agents']);
  expect(rig.all()).toEqual(before);
});

test.each(['project', 'user'] as const)('a link in the place of .claude, scope %s: the remedy is one that helps', (scope) => {
  mkdirSync(join(rig.root, 'elsewhere'));
  symlinkSync(join(rig.root, 'elsewhere'), rig.path(scope, '.claude'));
  const error = (() => {
    try {
      return rig.install(scope, ['claude']);
    } catch (caught) {
      return caught;
    }
  })();
  expect((error as OkstraError).failure.fix?.includes('CLAUDE_CONFIG_DIR')).toBe(scope === 'user');
});

test('a folder in the place of a configuration is one that cannot be read', () => {
  mkdirSync(rig.path('project', '.claude/settings.json'), { recursive: true });
  expect(codeOf(() => rig.install('project', ['claude']))).toBe('host-config-unreadable');
});

test('what was there before comes back although okstra’s file was deleted; beside an edited one it is listed', () => {
  const path = '.claude/skills/okstra/README.md';
  rig.put('project', path, 'theirs\n');
  chmodSync(rig.path('project', path), 0o750);
  const before = rig.all();
  rig.install('project', ['claude'], { force: true });
  rmSync(rig.path('project', path));
  rig.uninstall('project', ['claude']);
  expect(rig.all()).toEqual(before);
  rig.install('project', ['claude'], { force: true });
  rig.put('project', path, 'mine\n');
  const { steps } = rig.uninstall('project', ['claude']);
  expect(steps.find((step) => step.path.endsWith('.bak'))).toMatchObject({
    action: 'keep',
    reason: expect.stringMatching(/before/),
  });
});

test('comments and a byte order mark in the settings of gemini are no error', () => {
  rig.put('project', '.gemini/settings.json', '\uFEFF{ /* "a": */ "url": "http://x//y" } // end\n');
  rig.install('project', ['gemini']);
  expect(existsSync(rig.path('project', '.gemini/agents/okstra-worker.md'))).toBe(true);
});

test('a plan writes nothing, and lists every file', () => {
  const before = rig.all();
  const { steps } = prepareInstall(
    { purpose: 'install', hosts: HOST_NAMES, force: false },
    packOf('1.0.0'),
    rig.places('project'),
  );
  expect(rig.all()).toEqual(before);
  expect(new Set(steps.map(({ action }) => action))).toEqual(new Set(['create']));
  expect(steps).toHaveLength(7 + 3 + 1 + 2 + 1);
});

test('whatever is done in whatever order, no file of the user is lost, and a last uninstall leaves only those', () => {
  const host = fc.constantFrom(...HOST_NAMES);
  const act = fc.oneof(
    fc.record({ do: fc.constant('install' as const), host, version: fc.integer({ min: 1, max: 3 }), force: fc.boolean() }),
    fc.record({ do: fc.constant('update' as const), version: fc.integer({ min: 1, max: 3 }), force: fc.boolean() }),
    fc.record({ do: fc.constant('uninstall' as const), host, force: fc.boolean() }),
    fc.record({ do: fc.constant('edit' as const), at: fc.nat(20) }),
    fc.record({ do: fc.constant('delete' as const), at: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 8 }), fc.constantFrom<Scope>('project', 'user'), (acts, scope) => {
      const trial = new InstallRig();
      try {
        trial.put(scope, '.agents/skills/theirs/SKILL.md', 'theirs');
        const texts = new Set<string>();
        for (const [index, each] of acts.entries()) {
          const record = readRecord(trial.places(scope));
          const file =
            each.do === 'edit' || each.do === 'delete' ? record?.files[each.at % (record.files.length || 1)]?.path : undefined;
          try {
            if (each.do === 'install')
              trial.install(scope, [each.host], { pack: packOf(`${each.version}.0.0`), force: each.force });
            else if (each.do === 'update' && record)
              trial.update(scope, { pack: packOf(`${each.version}.0.0`), force: each.force });
            else if (each.do === 'uninstall' && record) trial.uninstall(scope, [each.host], { force: each.force });
            else if (file !== undefined && existsSync(file)) {
              const path = file.slice(trial.path(scope, '').length);
              if (each.do === 'delete' && !texts.has(trial.read(scope, path))) rmSync(file);
              else if (each.do === 'edit' && !texts.has(trial.read(scope, path))) {
                trial.put(scope, path, `mine ${index}`);
                texts.add(`mine ${index}`);
              }
            }
          } catch (error) {
            if (!(error instanceof OkstraError)) throw error;
          }
        }
        if (readRecord(trial.places(scope))) trial.uninstall(scope, HOST_NAMES);
        const after = trial.all();
        const sums = new Set(Object.values(after).map((state) => state.split(' ')[1]));
        for (const text of [...texts, 'theirs']) expect(sums.has(sha256(text)), text).toBe(true);
        const mine = new Set([...texts, 'theirs'].map(sha256));
        const files = Object.entries(after).filter(([path, state]) => !state.startsWith('folder') && path !== 'git/HEAD');
        expect(files.filter(([, state]) => !mine.has(state.split(' ')[1] ?? '')).map(([path]) => path)).toEqual([]);
        const holds = (folder: string): boolean => files.some(([path]) => path.startsWith(`${folder}/`));
        const empty = Object.entries(after).filter(([path, state]) => state.startsWith('folder') && !holds(path));
        expect(empty.map(([path]) => path).filter((path) => !['repo', 'git', 'home', 'okstra-home'].includes(path))).toEqual([]);
      } finally {
        trial.dispose();
      }
    }),
    { numRuns: SOAK ? 300 : 15 },
  );
}, 300_000);
