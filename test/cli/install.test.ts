import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectPlaces } from '../../runtime/install/hosts.ts';
import { shippedPack, skillNames } from '../../runtime/install/pack.ts';
import { findProgram } from '../../runtime/process/lookup.ts';
import { listing } from '../journeys/light.ts';
import { okstra } from './okstra.ts';

const REAL = { ...process.env };
let root: string;
let repo: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-cli-install-')));
  repo = join(root, 'repo');
  for (const folder of ['repo/.git', 'home', 'bin']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(repo, '.git/HEAD'), 'ref: refs/heads/main\n');
  // Of the machine's programs only these: whoever runs the tests may have agents.
  for (const name of ['git', 'cat']) symlinkSync(findProgram(name, REAL) ?? name, join(root, 'bin', name));
  Object.assign(process.env, { HOME: join(root, 'home'), OKSTRA_HOME: join(root, 'okstra'), PATH: join(root, 'bin') });
});
afterEach(() => {
  Object.assign(process.env, REAL);
  delete process.env['OKSTRA_HOME'];
  rmSync(root, { recursive: true, force: true });
});

/** A host's program that prints what a script says, whatever it is asked. */
function program(name: string, script = 'exit 0'): void {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
}

const SKILLS = skillNames(shippedPack());
const claudeSays = (plugins: unknown, skills: readonly string[] = SKILLS): string =>
  `case "$2" in list) echo '${JSON.stringify(plugins)}';; *) echo '  Skills (${skills.length})  ${skills.join(', ')}';; esac`;
const rowOf = (json: { seen: readonly { name: string }[] }, name: string) => json.seen.find((row) => row.name === name);

describe('okstra install', () => {
  test('without an agent on the PATH says so, and how to choose; nothing is written', async () => {
    const before = listing(root);
    const end = await okstra(repo, 'install', '--json');
    expect(end.exitCode).toBe(2);
    expect(end.json.error).toMatchObject({
      code: 'no-host',
      fix: expect.stringMatching(/--host agents.*claude, codex, gemini, all/),
    });
    expect(listing(root)).toEqual(before);
  });

  test('takes the agents on the PATH, and --host all every layout', async () => {
    program('codex');
    expect((await okstra(repo, 'install', '--json', '--no-ask')).json.hosts).toEqual(['codex']);
    const all = await okstra(repo, 'install', '--json', '--no-ask', '--host', 'all');
    expect(all.json.hosts).toEqual(['claude', 'codex', 'gemini', 'agents']);
  });

  test('a dry run prints every file with what would happen to it, and writes nothing', async () => {
    const before = listing(root);
    const end = await okstra(repo, 'install', '--host', 'claude,agents', '--dry-run');
    expect(listing(root)).toEqual(before);
    const { json } = await okstra(repo, 'install', '--host', 'claude,agents', '--dry-run', '--json');
    expect(json).toMatchObject({ ok: true, dryRun: true, scope: 'project', record: join(repo, 'okstra/install.json'), seen: [] });
    for (const { action, path } of json.plan) expect(end.stdout).toContain(`${action} ${path.slice(repo.length + 1)}`);
    await okstra(repo, 'install', '--host', 'claude,agents', '--no-ask');
    expect(json.plan.every(({ path }: { path: string }) => existsSync(path))).toBe(true);
    const again = await okstra(repo, 'install', '--host', 'claude,agents', '--dry-run', '--json');
    expect(new Set(again.json.plan.map(({ action }: { action: string }) => action))).toEqual(new Set(['keep']));
  });

  test('outside a repository the scope has to be named', async () => {
    const end = await okstra(join(root, 'home'), 'install', '--host', 'agents', '--json');
    expect(end.json.error).toMatchObject({ code: 'no-repository', fix: 'okstra install --scope user' });
    const user = await okstra(join(root, 'home'), 'install', '--host', 'agents', '--scope', 'user', '--json', '--no-ask');
    expect(user.json.record).toBe(join(root, 'okstra/install.json'));
  });

  test('an unknown agent is refused with those there are', async () => {
    const end = await okstra(repo, 'install', '--host', 'claude,emacs');
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toMatch(/expected some of claude, codex, gemini, agents, all, found "emacs"/);
  });
});

describe('which installation', () => {
  test('the one there is; two have to be told apart', async () => {
    await okstra(repo, 'install', '--host', 'agents', '--scope', 'user', '--no-ask');
    expect((await okstra(repo, 'update', '--json', '--no-ask')).json.scope).toBe('user');
    await okstra(repo, 'install', '--host', 'agents', '--no-ask');
    for (const command of ['update', 'uninstall']) {
      const end = await okstra(repo, command, '--json');
      expect(end.json.error).toMatchObject({
        code: 'scope-ambiguous',
        fix: expect.stringContaining(`okstra ${command} --scope user`),
      });
    }
    expect((await okstra(repo, 'uninstall', '--scope', 'project', '--json')).json).toMatchObject({
      scope: 'project',
      record: null,
    });
  });

  test.each(['update', 'uninstall'])('%s of none says so', async (command) => {
    expect((await okstra(repo, command, '--json')).json.error).toMatchObject({ code: 'not-installed', fix: 'okstra install' });
  });

  test('an agent that is not installed cannot be uninstalled', async () => {
    await okstra(repo, 'install', '--host', 'agents', '--no-ask');
    const end = await okstra(repo, 'uninstall', '--host', 'codex', '--json');
    expect(end.json.error).toMatchObject({ code: 'host-not-installed', message: expect.stringMatching(/agents.*codex/) });
  });
});

describe('what the agents see is asked at the end', () => {
  test('of claude: its plugin, the version, every skill', async () => {
    program('claude', claudeSays([{ id: 'okstra@skills-dir', version: '0.1.0', scope: 'project', enabled: true }]));
    const { json } = await okstra(repo, 'install', '--json');
    expect(rowOf(json, 'claude sees')).toEqual({
      name: 'claude sees',
      status: 'ok',
      detail: '10 skills; version 0.1.0; no hooks of okstra, so none to trust',
    });
    expect(rowOf(json, 'skills (project)')).toMatchObject({ status: 'ok' });
  });

  test.each([
    [
      'a folder that is not trusted',
      claudeSays([{ id: '(suppressed)@skills-dir', noteDetails: [{ type: 'project-scope-suppressed-untrusted' }] }]),
      /not trusted/,
      /trust it/,
    ],
    [
      'two plugins of the name',
      claudeSays([
        { id: 'okstra@skills-dir', scope: 'project', enabled: true },
        { id: 'okstra@market', scope: 'user', enabled: true },
      ]),
      /several plugins/,
      /Keep one/,
    ],
    [
      'a plugin that is switched off',
      claudeSays([{ id: 'okstra@skills-dir', scope: 'project', enabled: false }]),
      /switched off/,
      /plugin enable/,
    ],
    [
      'skills that are missing',
      claudeSays([{ id: 'okstra@skills-dir', scope: 'project', enabled: true }], SKILLS.slice(1)),
      /9 of 10 skills; not okstra-convergence/,
      /start claude anew/,
    ],
    [
      'another version than what was installed',
      claudeSays([{ id: 'okstra@skills-dir', version: '0.0.9', scope: 'project', enabled: true }]),
      /okstra 0\.0\.9, where 0\.1\.0 is installed/,
      /Start claude anew/,
    ],
    ['no answer that can be read', 'echo "boom" >&2; exit 3', /no answer that can be read: boom/, /plugin list/],
  ])('of claude: %s is a warning with a remedy', async (_what, script, detail, fix) => {
    program('claude', script);
    const { json, exitCode } = await okstra(repo, 'install', '--json');
    expect(exitCode).toBe(0);
    expect(rowOf(json, 'claude sees')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(detail),
      fix: expect.stringMatching(fix),
    });
  });

  test('of codex: each skill once; one that is listed twice is named', async () => {
    const listed = (names: readonly string[]) =>
      `cat <<'X'\n${JSON.stringify([{ content: [{ text: names.map((name) => `\n- ${name}: Words (file: r0/${name}/SKILL.md)`).join('') }] }])}\nX`;
    program('codex', listed(SKILLS));
    expect(rowOf((await okstra(repo, 'install', '--json')).json, 'codex sees')).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(/^10 skills/),
    });
    program('codex', listed([...SKILLS, 'okstra-run']));
    expect(rowOf((await okstra(repo, 'install', '--json')).json, 'codex sees')).toMatchObject({
      status: 'warn',
      detail: 'skills twice: okstra-run',
    });
  });

  test('of gemini: its list; skills in two places and those switched off are named', async () => {
    const listed = SKILLS.map((name) => `echo '${name} [Enabled]'`).join('\n');
    program('gemini', listed);
    expect(rowOf((await okstra(repo, 'install', '--json')).json, 'gemini sees')).toMatchObject({ status: 'ok' });
    program(
      'gemini',
      `${listed}\necho 'Skill conflict detected: "okstra-run" from "/a/SKILL.md" is overriding the same skill from "/b/SKILL.md".' >&2`,
    );
    expect(rowOf((await okstra(repo, 'install', '--json')).json, 'gemini sees')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/two places, such as \/a\/SKILL.md and \/b/),
    });
    program('gemini', listed.replace('[Enabled]', '[Disabled]'));
    expect(rowOf((await okstra(repo, 'install', '--json')).json, 'gemini sees')).toMatchObject({
      detail: expect.stringMatching(/switched off: okstra-convergence/),
    });
  });

  test('an agent that is not there, copies in a second place, files that are missing or edited are rows of doctor', async () => {
    mkdirSync(join(root, 'home/.codex/skills/okstra-run'), { recursive: true });
    writeFileSync(join(root, 'home/.codex/skills/okstra-run/SKILL.md'), 'copy\n');
    await okstra(repo, 'install', '--host', 'codex', '--no-ask');
    writeFileSync(join(repo, '.agents/skills/okstra-run/SKILL.md'), 'mine\n');
    rmSync(join(repo, '.agents/skills/okstra-setup/SKILL.md'));
    const { json } = await okstra(repo, 'doctor', '--json');
    const rows = Object.fromEntries(json.rows.map((row: { name: string }) => [row.name, row]));
    expect(rows['skills (project)']).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/1 edited by you: .*okstra-run.*1 missing: .*okstra-setup/),
      fix: 'okstra update --scope project',
    });
    expect(rows['copies (codex)']).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining(join(root, 'home/.codex/skills/okstra-run/SKILL.md')),
    });
    expect(rows['codex sees']).toMatchObject({ status: 'warn', detail: 'codex is not on the PATH and could not be asked' });
  });

  test('a record that cannot be read is a row of doctor, not its end', async () => {
    mkdirSync(join(repo, 'okstra'));
    writeFileSync(join(repo, 'okstra/install.json'), '{');
    const { json } = await okstra(repo, 'doctor', '--json');
    expect(json.rows.find((row: { name: string }) => row.name === 'skills (project)')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/install.json, found no JSON/),
    });
  });
});

test('an installation that was left half done is undone by the next command, and a dry run says so', async () => {
  await okstra(repo, 'install', '--host', 'agents', '--no-ask');
  const file = join(repo, '.agents/skills/okstra-run/SKILL.md');
  const { pending } = projectPlaces(repo, join(repo, '.git'));
  mkdirSync(pending);
  const text = readFileSync(file, 'utf8');
  const { sha256 } = await import('../../runtime/install/record.ts');
  // A process that is gone replaced the file, and did not come to the end.
  writeFileSync(join(pending, '0.before'), text);
  writeFileSync(file, 'half\n');
  const change = { path: file, before: sha256(text), after: sha256('half\n') };
  writeFileSync(
    join(pending, 'transaction.json'),
    JSON.stringify({ owner: { pid: 1, start: 'x', boot: 'y' }, changes: [change], folders: [] }),
  );
  expect((await okstra(repo, 'update', '--dry-run', '--json')).json.error).toMatchObject({ code: 'install-interrupted' });
  const end = await okstra(repo, 'update', '--no-ask');
  expect(end.stderr).toMatch(/was undone first/);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(existsSync(pending)).toBe(false);
});

describe('a file that was edited', () => {
  const skill = (): string => join(repo, '.agents/skills/okstra-run/SKILL.md');
  const shipped = (): string => shippedPack().skills.find(({ path }) => path === 'okstra-run/SKILL.md')?.content ?? '';
  /** As an earlier version wrote it, and its user edited it. */
  const edit = async (): Promise<void> => {
    await okstra(repo, 'install', '--host', 'agents', '--no-ask');
    const record = join(repo, 'okstra/install.json');
    const { sha256 } = await import('../../runtime/install/record.ts');
    writeFileSync(record, readFileSync(record, 'utf8').replace(sha256(shipped()), sha256('of an earlier version\n')));
    writeFileSync(skill(), 'mine\n');
  };
  const steps = (end: { json: { plan: readonly { action: string; path: string }[] } }): readonly string[] =>
    end.json.plan.filter(({ action }) => action !== 'keep').map(({ action, path }) => `${action} ${path}`);

  test('is kept by update, which lays the new one beside it once, and removes that when it has served', async () => {
    await edit();
    const first = await okstra(repo, 'update', '--no-ask', '--json');
    const record = `update ${join(repo, 'okstra/install.json')}`;
    expect(steps(first)).toEqual([`create ${skill()}.new`, record]);
    expect(first.json.plan).toContainEqual({
      action: 'keep',
      path: skill(),
      reason: `edited by you; the new version is ${skill()}.new`,
    });
    expect(readFileSync(skill(), 'utf8')).toBe('mine\n');
    expect(readFileSync(`${skill()}.new`, 'utf8')).toBe(shipped());
    const again = await okstra(repo, 'update', '--no-ask');
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/SKILL\.md \(edited by you\)\nchanged: 0 created/),
    });
    writeFileSync(skill(), readFileSync(`${skill()}.new`));
    expect(steps(await okstra(repo, 'update', '--no-ask', '--json'))).toEqual([`remove ${skill()}.new`, record]);
  });

  test('goes with uninstall --force only, which keeps it as a copy and says so', async () => {
    await edit();
    const end = await okstra(repo, 'uninstall', '--force', '--json');
    expect(end.json.plan).toContainEqual({ action: 'create', path: `${skill()}.bak`, reason: `copy of ${skill()}` });
    const files = Object.entries(listing(repo)).flatMap(([path, what]) => (what.startsWith('folder') ? [] : [path]));
    expect(files).toEqual(['.agents/skills/okstra-run/SKILL.md.bak', '.git/HEAD']);
    expect(readFileSync(`${skill()}.bak`, 'utf8')).toBe('mine\n');
  });
});
