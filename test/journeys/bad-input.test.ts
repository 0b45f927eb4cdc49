import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram } from '../support/program.ts';
import { everything, expectAccepted, expectRefused, ID, lightRig, listing, noticeCodes, promptOf, run, WRITE } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

describe('spec folders that cannot be run', () => {
  test('without SPEC.md: named, nothing written', async () => {
    lightRig(rig);
    rig.write('specs/spec-02-empty/metadata.json', '{"id":"spec-02-empty"}\n');
    rig.commit('no text');
    const before = everything(rig);
    expectRefused(await run(rig, [], { id: 'spec-02-empty' }), {
      exitCode: 2,
      code: 'spec-incomplete',
      message: /no SPEC\.md/,
      fix: /specs\/spec-02-empty\/SPEC\.md/,
    });
    expect(everything(rig)).toEqual(before);
  });

  test('metadata.json that is no JSON: the place is named, the file is as it was', async () => {
    lightRig(rig);
    rig.write(`specs/${ID}/metadata.json`, '{\n  "id": "spec-01-hello",\n  "status": todo\n}\n');
    rig.commit('broken');
    const before = everything(rig);
    const end = await run(rig);
    expectRefused(end, { exitCode: 2, code: 'metadata-syntax', message: /Expected .*found/ });
    expect(end.json.error.place).toEqual({ file: `specs/${ID}/metadata.json`, line: 3, column: 13 });
    expect(end.stderr).toContain(`specs/${ID}/metadata.json:3:13`);
    expect(everything(rig)).toEqual(before);
  });

  test.each([
    ['a value of the wrong kind', '{"id":"spec-01-hello","dependsOn":"spec-00"}', 'metadata-value', /dependsOn.*list of ids/],
    ['an id with ..', '{"id":"../spec-01-hello"}', 'metadata-value', /"id".*"\.\."/],
    ['an empty file', '', 'metadata-syntax', /Expected/],
    ['a name that occurs twice', '{"id":"spec-01-hello","status":"todo","status":"done"}', 'metadata-syntax', /status/],
  ])('metadata.json with %s', async (_, text, code, message) => {
    lightRig(rig);
    rig.write(`specs/${ID}/metadata.json`, text);
    const before = everything(rig);
    expectRefused(await run(rig), { exitCode: 2, code, message });
    expect(everything(rig)).toEqual(before);
  });

  test.each([
    ['a folder', () => mkdirSync(join(rig.repo, `specs/${ID}/metadata.json`)), /folder|EISDIR|directory/],
    [
      'a link that leaves the repository',
      () => {
        writeFileSync(join(rig.root, 'outside.json'), '{"id":"spec-01-hello","status":"todo"}');
        symlinkSync(join(rig.root, 'outside.json'), join(rig.repo, `specs/${ID}/metadata.json`));
      },
      /link that leaves/,
    ],
  ])('metadata.json that is %s', async (_, make, message) => {
    lightRig(rig);
    rmSync(join(rig.repo, `specs/${ID}/metadata.json`));
    make();
    const before = everything(rig);
    const end = await run(rig);
    expectRefused(end, { exitCode: 2, code: end.json.error.code, message });
    expect(everything(rig)).toEqual(before);
  });

  test.each([
    ['5 MB', 'x'.repeat(5 * 1024 * 1024), 'too-large', /at most 1048576 bytes, found 5242880/],
    ['text that is not UTF-8', Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x80, 0x0a]), 'not-utf-8', /UTF-8/],
  ])('SPEC.md with %s', async (_, text, code, message) => {
    lightRig(rig);
    writeFileSync(join(rig.repo, `specs/${ID}/SPEC.md`), text);
    const before = everything(rig);
    const end = await run(rig);
    expectRefused(end, { exitCode: 2, code, message });
    expect(end.json.error.place.file).toBe(`specs/${ID}/SPEC.md`);
    expect(everything(rig)).toEqual(before);
  });

  test('references that lead out of the repository, or nowhere', async () => {
    lightRig(rig);
    mkdirSync(join(rig.root, 'elsewhere'));
    writeFileSync(join(rig.root, 'elsewhere/SPEC.md'), '# away\n');
    writeFileSync(join(rig.root, 'elsewhere/metadata.json'), '{}\n');
    const before = everything(rig);
    expectRefused(await run(rig, [], { id: '../elsewhere' }), { exitCode: 2, code: 'outside-repository', message: /inside/ });
    expectRefused(await run(rig, [], { id: 'spec-01-helo' }), {
      exitCode: 2,
      code: 'item-unknown',
      message: /"spec-01-helo"/,
      fix: /spec-01-hello/,
    });
    expectRefused(await run(rig, [], { id: '' }), { exitCode: 2, code: 'item-unknown', message: /""/ });
    expect(everything(rig)).toEqual(before);
  });

  test('a folder that cannot be written to', ({ skip }) => {
    lightRig(rig);
    const folder = join(rig.repo, 'specs', ID);
    const as = unprivileged(rig);
    if (as === undefined) {
      return skip('this user may write to read-only folders, and another user cannot run node here');
    }
    chmodSync(folder, 0o555);
    try {
      const before = everything(rig);
      const end = as(['run', '--exec', '--level', 'light', '--json', ID]);
      expectRefused(end, { exitCode: 2, code: 'item-not-writable', message: /read-only/, fix: /chmod u\+w/ });
      expect(everything(rig)).toEqual(before);
    } finally {
      chmodSync(folder, 0o755);
    }
  });
});

/** Runs okstra as a user whom permissions hold back; undefined where that is not possible. */
function unprivileged(made: Rig): ((args: readonly string[]) => ReturnType<typeof answerOf>) | undefined {
  const program = process.env['TEST_PROGRAM'] ?? builtProgram();
  const home = join(made.root, 'user');
  mkdirSync(home);
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Test Person\n\temail = test.person@example.com\n');
  const env = {
    ...made.env,
    HOME: home,
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
  } as NodeJS.ProcessEnv;
  if (process.getuid?.() !== 0)
    return (args) => answerOf(spawnSync(process.execPath, [program, ...args], { cwd: made.repo, env, encoding: 'utf8' }));
  const user = { uid: 65_534, gid: 65_534 };
  if (spawnSync('chown', ['-R', '65534:65534', made.root]).status !== 0) return undefined;
  if (spawnSync(process.execPath, ['--version'], user).status !== 0) return undefined;
  return (args) => answerOf(spawnSync(process.execPath, [program, ...args], { ...user, cwd: made.repo, env, encoding: 'utf8' }));
}

function answerOf({ status, signal, stdout, stderr }: SpawnSyncReturns<string>) {
  return { exitCode: status, signal, stdout, stderr, json: JSON.parse(stdout) };
}

describe('dependencies', () => {
  test('a cycle is named, whoever of it is run', async () => {
    lightRig(rig, { spec: { metadata: { dependsOn: ['spec-02-b'] } } });
    rig.spec('spec-02-b', { metadata: { dependsOn: ['spec-03-c'] } });
    rig.spec('spec-03-c', { metadata: { dependsOn: [ID] } });
    const before = everything(rig);
    for (const id of [ID, 'spec-03-c']) {
      expectRefused(await run(rig, ['--yes'], { id }), {
        exitCode: 2,
        code: 'dependency-cycle',
        message: /spec-01-hello -> spec-02-b -> spec-03-c -> spec-01-hello/,
      });
    }
    expect(everything(rig)).toEqual(before);
  });

  test('one that is not done blocks, --yes goes on and says so', async () => {
    lightRig(rig, { spec: { metadata: { dependsOn: ['spec-00-base'] } } });
    rig.spec('spec-00-base');
    const before = everything(rig);
    expectRefused(await run(rig), {
      exitCode: 3,
      code: 'unmet-dependencies',
      message: /spec-00-base \(todo\)/,
      fix: /okstra run spec-00-base.*--yes/,
    });
    expect(everything(rig)).toEqual(before);
    const end = await run(rig, ['--yes']);
    expectAccepted(end);
    expect(JSON.stringify(end.json.notices)).toContain('spec-00-base');
  });

  test('an id that nothing has blocks too', async () => {
    lightRig(rig, { spec: { metadata: { dependsOn: ['spec-99-typo'] } } });
    const before = everything(rig);
    expectRefused(await run(rig), {
      exitCode: 3,
      code: 'unmet-dependencies',
      message: /spec-99-typo \(no such item\)/,
      fix: /dependsOn/,
    });
    expect(everything(rig)).toEqual(before);
  });
});

test('placeholders inside the texts of a spec are text', async () => {
  const body = '# Braces\n\nShow {{SPEC_BODY}} and {{MODE}} and {{NO_SUCH_THING}} and {{TREE}} as they are.\n';
  lightRig(rig, {
    spec: { name: 'Braces {{MODE}}', body, checklist: '- [ ] shows {{SPEC_ID}}\n' },
    judge: `answer({ verdict: 'pass', criteria: met('AC-1') });`,
  });
  const end = await run(rig);
  expectAccepted(end);
  for (const dispatch of ['executor-1', 'verifier-1']) {
    const prompt = promptOf(end, dispatch);
    expect(prompt.split('Show {{SPEC_BODY}} and {{MODE}} and {{NO_SUCH_THING}} and {{TREE}} as they are.')).toHaveLength(2);
    expect(prompt).toContain('shows {{SPEC_ID}}');
  }
  expect(rig.git('log', '-1', '--format=%s', `okstra/${ID}`)).toBe('feat: Braces {{MODE}}');
});

describe('two at once', () => {
  test('the second run of an item exits 3, names the holder, and the first ends well', async () => {
    lightRig(rig, { writer: `${WRITE} while (!fs.existsSync(process.env.TEST_GO)) sleep(20);` });
    const go = join(rig.root, 'go');
    const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID], { env: { TEST_GO: go } });
    while (rig.calls('writer').length === 0) await sleep(5);
    expectRefused(await run(rig), {
      exitCode: 3,
      code: 'held',
      message: new RegExp(`process ${first.pid} on `),
      fix: /okstra stop run-/,
    });
    expectRefused(await run(rig, ['--fresh']), { exitCode: 3, code: 'held', message: new RegExp(`process ${first.pid} on `) });
    writeFileSync(go, '');
    expectAccepted(await first.ended);
    expect(rig.calls('writer')).toHaveLength(1);
    expect(rig.git('for-each-ref', 'refs/okstra/leases')).toBe('');
  });

  test('started in the same moment: one runs, the other is told who does', async () => {
    lightRig(rig, { writer: `sleep(700); ${WRITE}` });
    const both = [0, 1].map(() => rig.start(['run', '--exec', '--level', 'light', '--json', ID]));
    const ends = await Promise.all(both.map((one) => one.ended));
    expect(ends.map((end) => end.exitCode).toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 3]);
    const winner = ends.findIndex((end) => end.exitCode === 0);
    const loser = ends.find((_, index) => index !== winner);
    if (!loser) throw new Error('two ends');
    expectRefused(loser, { exitCode: 3, code: 'held', message: new RegExp(`process ${both[winner]?.pid} on `) });
    expect(rig.calls('writer')).toHaveLength(1);
    expect(readdirSync(join(rig.repo, `.okstra/tasks/specs/${ID}/runs`))).toEqual(['implementation-001']);
  });

  test("two items side by side both end, and neither loses the other's metadata", async () => {
    lightRig(rig);
    rig.spec('spec-02-other');
    const ends = await Promise.all([run(rig), run(rig, [], { id: 'spec-02-other' })]);
    for (const end of ends) expectAccepted(end);
    expect([rig.metadata(ID).status, rig.metadata('spec-02-other').status]).toEqual(['done', 'done']);
  });
});

describe('variables of git in the environment', () => {
  test("okstra in a real post-commit hook works on its own repository, not on the hook's index", async () => {
    lightRig(rig);
    const out = join(rig.root, 'hook.json');
    const program = process.env['TEST_PROGRAM'] ?? builtProgram();
    rig.write(
      '.git/hooks/post-commit',
      `#!/bin/sh\nenv | grep ^GIT_ > ${out}.env\n${process.execPath} ${program} run --exec --level light --json ${ID} > ${out} 2> ${out}.err < /dev/null\n`,
    );
    chmodSync(join(rig.repo, '.git/hooks/post-commit'), 0o755);
    rig.write('later.txt', 'later\n');
    rig.git('add', 'later.txt');
    const commit = spawnSync('git', ['commit', '-qm', 'later'], {
      cwd: rig.repo,
      env: rig.env,
      encoding: 'utf8',
    });
    expect(commit.status, commit.stderr).toBe(0);
    expect(readFileSync(`${out}.env`, 'utf8')).toContain('GIT_INDEX_FILE');
    expect(readFileSync(`${out}.err`, 'utf8')).not.toContain('error:');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    expect(
      rig
        .git('status', '--porcelain')
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([`M specs/${ID}/metadata.json`, `?? specs/${ID}/implementation-report.md`]);
    expect(rig.git('show', '--name-only', '--format=%s', `okstra/${ID}`).split('\n').filter(Boolean)).toEqual([
      'feat: Example',
      'hello.txt',
    ]);
    expect(rig.git('log', '--format=%s', '-1')).toBe('later');
  });

  test('GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE of another repository are left alone', async () => {
    lightRig(rig);
    const other = new Rig();
    try {
      const before = listing(other.repo);
      const env = {
        GIT_DIR: join(other.repo, '.git'),
        GIT_WORK_TREE: other.repo,
        GIT_INDEX_FILE: join(other.repo, '.git/index'),
        GIT_PREFIX: 'x/',
      };
      const end = await run(rig, [], { env });
      expectAccepted(end);
      expect(rig.git('show', '--name-only', '--format=', `okstra/${ID}`)).toBe('hello.txt');
      expect(listing(other.repo)).toEqual(before);
    } finally {
      other.dispose();
    }
  });
});

describe('repositories that cannot be used', () => {
  test('no repository at all', async () => {
    const folder = join(rig.root, 'plain');
    mkdirSync(folder);
    expectRefused(await run(rig, [], { cwd: folder }), {
      exitCode: 2,
      code: 'no-repository',
      message: /git checkout/,
      fix: /git init/,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('no commits, bare, a folder that is not there', async () => {
    const empty = join(rig.root, 'empty');
    rig.git('init', '-q', empty);
    expectRefused(await run(rig, [], { cwd: empty }), { exitCode: 2, code: 'no-commits', message: /commit/, fix: /git commit/ });
    expect(readdirSync(empty)).toEqual(['.git']);
    const bare = join(rig.root, 'bare.git');
    rig.git('clone', '-q', '--bare', rig.repo, bare);
    expectRefused(await run(rig, [], { cwd: bare }), {
      exitCode: 2,
      code: 'bare-repository',
      message: /bare/,
      fix: /worktree add/,
    });
    expectRefused(await run(rig, ['--cwd', join(rig.root, 'nowhere')]), {
      exitCode: 2,
      code: 'folder-missing',
      message: /nowhere/,
    });
  });

  test('no identity for commits', async () => {
    lightRig(rig);
    rig.git('config', 'user.useConfigOnly', 'true'); // else a machine's own name may do
    const home = join(rig.root, 'nobody');
    mkdirSync(home);
    const before = everything(rig);
    const end = await run(rig, [], {
      env: { HOME: home, GIT_CONFIG_GLOBAL: '/dev/null', XDG_CONFIG_HOME: home, EMAIL: undefined },
    });
    expectRefused(end, { exitCode: 2, code: 'no-identity', message: /user\.name/, fix: /git config --global user\.name/ });
    expect(everything(rig)).toEqual(before);
  });
});

test('an item whose status is unknown runs with a warning', async () => {
  lightRig(rig, { spec: { metadata: { status: 'wip' } } });
  const end = await run(rig);
  expectAccepted(end);
  expect(noticeCodes(end)).toContain('status-unknown');
});

test('a done item without --again runs nothing', async () => {
  lightRig(rig, { spec: { metadata: { status: 'done' } } });
  const before = everything(rig);
  const end = await run(rig);
  expect(end.json).toMatchObject({
    ok: true,
    exitCode: 0,
    outcome: null,
    message: expect.stringContaining('--again runs it'),
  });
  expect(everything(rig)).toEqual(before);
  expect(rig.calls('writer')).toEqual([]);
  expect(existsSync(join(rig.repo, '.okstra'))).toBe(false);
});
