import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recoverInstall } from '../../runtime/install/installer.ts';
import { sha256 } from '../../runtime/install/record.ts';
import { bootId, processStart } from '../../runtime/process/proc.ts';
import { InstallRig } from './install-rig.ts';

let rig: InstallRig;
beforeEach(() => {
  rig = new InstallRig();
});
afterEach(() => rig.dispose());

/** @returns how many steps there were; undefined: it was killed */
function killedAt(purpose: 'install' | 'update' | 'uninstall', version: string, at: number): number | undefined {
  const script = join(import.meta.dirname, 'kill-at.ts');
  const end = spawnSync(process.execPath, [script, rig.repo, purpose, version, String(at)], { encoding: 'utf8' });
  if (end.signal === 'SIGKILL') return undefined;
  if (end.status !== 0) throw new Error(end.stderr);
  return Number(end.stdout);
}

/** All of them when there is time; else first, last, and some between. */
const STRIDE = process.env['OKSTRA_SOAK'] === '1' ? 1 : 13;

test.each(['install', 'update', 'uninstall'] as const)(
  'killed in the middle of %s, the next one puts back what was there and goes on',
  (purpose) => {
    rig.put('project', '.claude/settings.json', '{}\n');
    if (purpose !== 'install') rig.install('project', ['claude', 'codex']);
    const before = rig.all();
    const version = purpose === 'update' ? '2.0.0' : '1.0.0';
    let kills = 0;
    let at = 0;
    while (killedAt(purpose, version, at) === undefined) {
      kills += 1;
      recoverInstall(rig.places('project'));
      expect(rig.all(), `killed at step ${at}`).toEqual(before);
      at += STRIDE;
    }
    expect(kills).toBeGreaterThan(1);
    const done = rig.all();
    // As if nobody had been killed.
    if (purpose === 'install')
      expect(rig.install('project', ['claude', 'codex']).steps.every(({ action }) => action === 'keep')).toBe(true);
    if (purpose === 'update') expect(rig.read('project', '.codex/agents/okstra-worker.toml')).toContain('2.0.0');
    if (purpose === 'uninstall') expect(Object.keys(done).some((path) => path.includes('okstra-run'))).toBe(false);
  },
  60_000,
);

test('what a killed installation wrote is not undone where somebody has changed it since', () => {
  killedAt('install', '1.0.0', 10);
  const written = '.claude/skills/okstra/README.md';
  expect(rig.read('project', written)).toContain('1.0.0');
  rig.put('project', written, 'mine\n');
  recoverInstall(rig.places('project'));
  expect(rig.read('project', written)).toBe('mine\n');
});

test('two at once: the second is told to wait, and changes nothing', () => {
  // What a process leaves while it works; the test's parent stands for it.
  const places = rig.places('project');
  const { pending } = places;
  mkdirSync(`${pending}.draft`, { recursive: true });
  const parent = { pid: process.ppid, start: processStart(process.ppid) ?? '', boot: bootId() };
  writeFileSync(join(`${pending}.draft`, 'transaction.json'), JSON.stringify({ owner: parent, changes: [], folders: [] }));
  renameSync(`${pending}.draft`, pending);
  const before = rig.all();
  expect(() => rig.install('project', ['agents'])).toThrow(/another okstra installing/);
  expect(rig.all()).toEqual(before);
  expect(existsSync(pending)).toBe(true);
});

describe('what an interrupted change names is not believed:', () => {
  /** As a process that is gone left it. */
  const leave = (pending: string, change: { path: string; before: string | null; after: string | null; base?: string }): void => {
    mkdirSync(pending, { recursive: true });
    writeFileSync(join(pending, '0.before'), 'planted\n');
    const owner = { pid: 1, start: 'x', boot: 'y' };
    writeFileSync(join(pending, 'transaction.json'), JSON.stringify({ owner, changes: [change], folders: [] }));
  };
  const planted = sha256('planted\n');

  test('one that lies in the tree, where a clone brings it, is not acted on', () => {
    const outside = join(rig.root, 'outside');
    leave(`${rig.places('project').record.file}.pending`, { path: outside, base: rig.root, before: planted, after: null });
    const ours = rig.path('project', '.agents/skills/okstra-run/SKILL.md');
    leave(`${rig.places('project').record.file}.pending`, { path: ours, base: rig.repo, before: planted, after: null });
    const before = rig.all();
    expect(recoverInstall(rig.places('project'))).toBe(false);
    expect(rig.all()).toEqual(before);
  });

  test.each(['project', 'user'] as const)('a path that okstra does not write to, scope %s', (scope) => {
    for (const path of [join(rig.root, 'outside'), rig.path(scope, '.codex/skills/theirs/SKILL.md')]) {
      leave(rig.places(scope).pending, { path, base: rig.root, before: planted, after: null });
      const before = rig.all();
      expect(() => recoverInstall(rig.places(scope))).toThrow(/nothing that okstra writes/);
      expect(rig.all()).toEqual(before);
    }
  });

  test.each(['project', 'user'] as const)('a base below a folder that is a link, scope %s', (scope) => {
    mkdirSync(join(rig.root, 'elsewhere/skills'), { recursive: true });
    symlinkSync(join(rig.root, 'elsewhere'), rig.path(scope, '.agents'));
    const path = rig.path(scope, '.agents/skills/okstra-run/SKILL.md');
    leave(rig.places(scope).pending, { path, base: rig.path(scope, '.agents/skills'), before: planted, after: null });
    const before = rig.all();
    expect(() => recoverInstall(rig.places(scope))).toThrow(/symbolic link/);
    expect(rig.all()).toEqual(before);
  });
});
