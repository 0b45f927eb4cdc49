/** What `okstra install` writes, as the real hosts and the reference validator see it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedPack, skillNames } from '../../runtime/install/pack.ts';
import { listing } from '../journeys/light.ts';
import { repository } from '../support/program.ts';
import { hasAgent, realAgent } from './dispatch.ts';
import { HostRig } from './host-rig.ts';
import { hasAll } from './world.ts';

const SKILLS = skillNames(shippedPack());
let rig: HostRig;

describe.skipIf(!hasAll)('installed for a user', () => {
  let installed: { seen: readonly { name: string; status: string; detail: string }[] };
  beforeAll(async () => {
    rig = new HostRig();
    await rig.begin();
    const { stdout } = await rig.okstra('install', '--scope', 'user', '--json');
    installed = JSON.parse(stdout);
  }, 120_000);
  afterAll(() => rig.dispose());

  test('each host’s own program lists every skill once, and the installation says so', () => {
    const rows = Object.fromEntries(installed.seen.map((row) => [row.name, `${row.status} ${row.detail}`]));
    expect(rows).toEqual({
      'skills (user)': expect.stringMatching(/^ok .*Claude Code, Codex, Gemini CLI$/),
      'claude sees': expect.stringMatching(/^ok 10 skills; version 0\.1\.0/),
      'codex sees': expect.stringMatching(/^ok 10 skills/),
      'gemini sees': expect.stringMatching(/^ok 10 skills/),
    });
  });

  test('claude takes the plugin in its strict check', async () => {
    const end = await rig.run('claude', ['plugin', 'validate', '--strict', join(rig.root, 'claude/skills/okstra')]);
    expect(end.stdout).toMatch(/Validation passed/);
    for (const name of SKILLS) expect(end.stdout).toContain(`okstra:${name}`);
    expect(end.stdout).toMatch(/okstra:okstra-verifier/);
    expect(end.exitCode).toBe(0);
  });

  test('a session of claude begins with our skills, sub-agents and plugin', async () => {
    const env = { ANTHROPIC_API_KEY: 'x', ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' };
    const args = ['-p', 'hi', '--output-format', 'stream-json', '--verbose'];
    const { stdout } = await rig.run('timeout', ['20', 'claude', ...args], env);
    const init = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .find(({ subtype }) => subtype === 'init');
    expect(init.skills).toEqual(expect.arrayContaining(SKILLS.map((name) => `okstra:${name}`)));
    expect(init.agents).toEqual(expect.arrayContaining(['okstra:okstra-worker', 'okstra:okstra-verifier']));
    expect(init.plugins).toContainEqual(
      expect.objectContaining({ name: 'okstra', version: '0.1.0', source: 'okstra@skills-dir' }),
    );
  }, 60_000);

  test('codex tells its model of the skills and of the sub-agents', async () => {
    const { stdout } = await rig.run('codex', ['debug', 'prompt-input', 'hi']);
    const text = JSON.stringify(JSON.parse(stdout));
    for (const name of SKILLS) expect(text.split(`\\n- ${name}: `)).toHaveLength(2);
    for (const role of ['okstra_worker', 'okstra_verifier']) expect(text).toContain(`${role}: {`);
  });

  test('gemini takes the extension with its skills, commands and sub-agents, and complains of nothing', async () => {
    const folder = join(rig.home, '.gemini/extensions/okstra');
    expect((await rig.run('gemini', ['extensions', 'validate', folder])).stderr).not.toMatch(/error/i);
    const { stderr, stdout } = await rig.run('gemini', ['extensions', 'list', '-o', 'json']);
    const listed = `${stdout}${stderr}`;
    const [extension] = JSON.parse(listed.slice(listed.indexOf('\n[\n') + 1, listed.lastIndexOf(']') + 1));
    expect(extension).toMatchObject({ name: 'okstra', version: '0.1.0', isActive: true });
    expect(extension.agents.map((agent: { name: string }) => agent.name).toSorted()).toEqual([
      'okstra-verifier',
      'okstra-worker',
    ]);
    expect(readdirSync(join(folder, 'commands/okstra')).toSorted()).toEqual(['review.toml', 'run.toml', 'status.toml']);
    const skills = await rig.run('gemini', ['skills', 'list']);
    for (const name of SKILLS) expect(skills.stdout).toContain(`${name} [Enabled]`);
    expect(skills.stderr).not.toMatch(/conflict|Agent loading error/i);
  }, 90_000);

  test('uninstalled, the hosts see nothing of it any more', async () => {
    await rig.okstra('uninstall', '--scope', 'user');
    expect(JSON.parse((await rig.run('claude', ['plugin', 'list', '--json'])).stdout)).toEqual([]);
    expect((await rig.run('codex', ['debug', 'prompt-input', 'hi'])).stdout).not.toContain('okstra-run');
    expect(Object.keys(listing(rig.root)).filter((path) => /okstra-(?:run|worker)/.test(path))).toEqual([]);
  }, 60_000);
});

describe.skipIf(!hasAll)('installed in a repository', () => {
  beforeAll(async () => {
    rig = new HostRig();
    await rig.begin();
  });
  afterAll(() => rig.dispose());

  test('claude and gemini wait for the folder to be trusted, and the installation says so; codex lists every skill', async () => {
    const { stdout } = await rig.okstra('install', '--json');
    const rows = Object.fromEntries(JSON.parse(stdout).seen.map((row: { name: string }) => [row.name, row]));
    expect(rows['claude sees']).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/not trusted/),
      fix: expect.stringMatching(/trust/),
    });
    expect(rows['gemini sees']).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/not trusted/),
      fix: expect.stringMatching(/trust/),
    });
    expect(rows['codex sees']).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^10 skills/) });
  }, 120_000);
});

test.skipIf(!hasAgent('skills-ref')).each(SKILLS)('the reference validator takes the skill %s', async (name) => {
  const trial = new HostRig();
  try {
    await trial.begin();
    const end = await trial.run(realAgent('skills-ref'), ['validate', join(repository, 'skills', name)]);
    expect(end, end.stdout + end.stderr).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Valid skill/) });
  } finally {
    trial.dispose();
  }
});
