import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import {
  everything,
  expectAccepted,
  expectRefused,
  FAIL,
  ID,
  lightRig,
  listing,
  noticeCodes,
  promptOf,
  run,
  WRITE,
} from './light.ts';
import { Rig } from './rig.ts';

/** What others here nearly show waits for the soak. */
const IS_SOAK = process.env['OKSTRA_SOAK'] === '1';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const BRANCH = `okstra/${ID}`;
const gitAt = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const changed = (at: string = rig.repo): readonly string[] =>
  gitAt(at, 'diff', '--name-status', '--no-renames', '-z', `${BRANCH}^`, BRANCH)
    .split('\0')
    .filter(Boolean)
    .flatMap((part, index, all) => (index % 2 === 0 ? [`${part} ${all[index + 1]}`] : []));
const metadataAt = (at: string): { status: string } => JSON.parse(readFileSync(join(at, `specs/${ID}/metadata.json`), 'utf8'));

describe('checkouts of every kind', () => {
  test('a detached HEAD stays where it is and is the base', async () => {
    lightRig(rig);
    rig.git('checkout', '-q', '--detach');
    const head = rig.git('rev-parse', 'HEAD');
    expectAccepted(await run(rig));
    expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(head);
    expect(rig.git('rev-parse', 'HEAD')).toBe(head);
    expect(spawnSync('git', ['symbolic-ref', '-q', 'HEAD'], { cwd: rig.repo }).status).toBe(1);
  });

  test('a shallow clone, reached through a path with blanks and other letters', async () => {
    lightRig(rig);
    const clone = join(rig.root, "it's a größe clone");
    gitAt(rig.root, 'clone', '-q', '--depth', '1', `file://${rig.repo}`, clone);
    const end = await run(rig, [], { cwd: clone });
    expectAccepted(end);
    expect(changed(clone)).toEqual(['A hello.txt']);
    expect(gitAt(clone, 'rev-parse', '--is-shallow-repository')).toBe('true');
    expect(metadataAt(clone).status).toBe('done');
    expect(rig.metadata(ID).status).toBe('todo');
  });

  test('a submodule stays as it was, and the plan says that it is not checked out for agents', async () => {
    const library = new Rig();
    try {
      lightRig(rig, { spec: { metadata: { acceptanceCommands: ['test -d vendor/lib'] } } });
      rig.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.repo, 'vendor/lib');
      rig.commit('library');
      const before = listing(join(rig.repo, 'vendor'));
      const end = await run(rig);
      expectAccepted(end);
      expect(changed()).toEqual(['A hello.txt']);
      expect(end.json.notices).toContainEqual({
        code: 'submodules',
        message: expect.stringContaining('vendor/lib'),
        fix: expect.stringContaining('git submodule update --init'),
      });
      expect(listing(join(rig.repo, 'vendor'))).toEqual(before);
      rig.commit('status');
      expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true, how: 'merged' });
      expect(listing(join(rig.repo, 'vendor'))).toEqual(before);
    } finally {
      library.dispose();
    }
  });

  test('submodules that a set-up command fetches are there for executor and checks, and land tidies up after them', async () => {
    const library = new Rig();
    try {
      lightRig(rig, {
        spec: { metadata: { acceptanceCommands: ['grep -q sample vendor/lib/README.md'] } },
        writer: `${WRITE} fs.accessSync('vendor/lib/README.md');`,
        extra: 'worktree: { setup: [git submodule --quiet update --init] }\n',
      });
      rig.git('submodule', '--quiet', 'add', library.repo, 'vendor/lib');
      rig.commit('library');
      const end = await run(rig);
      expectAccepted(end);
      expect(noticeCodes(end)).not.toContain('submodules');
      expect(changed()).toEqual(['A hello.txt']);
      rig.commit('status');
      expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true, how: 'merged', notices: [] });
      expect(existsSync(end.json.worktree)).toBe(false);
      expect(rig.exists('vendor/lib/README.md')).toBe(true);
    } finally {
      library.dispose();
    }
  });

  test('a sparse checkout: what is not checked out is not deleted, and can be written', async () => {
    lightRig(rig, { writer: `fs.mkdirSync('far', { recursive: true }); fs.writeFileSync('far/new.txt', 'new\\n'); ${WRITE}` });
    rig.write('far/away.txt', 'away\n');
    rig.write('near/by.txt', 'by\n');
    rig.commit('two folders');
    rig.git('sparse-checkout', 'set', 'near', 'specs');
    expect(rig.exists('far')).toBe(false);
    expectAccepted(await run(rig));
    expect(changed()).toEqual(['A far/new.txt', 'A hello.txt']);
    expect(rig.git('ls-tree', '-r', '--name-only', BRANCH).split('\n')).toContain('far/away.txt');
    expect(rig.exists('far')).toBe(false);
  });

  test('a sub-folder, as working folder or with --cwd; paths are tried from there', async () => {
    lightRig(rig, { judge: FAIL });
    rig.write('src/deep/code.txt', 'code\n');
    rig.commit('sources');
    for (const [id, args, cwd] of [
      [`../../specs/${ID}`, [], join(rig.repo, 'src/deep')],
      [`specs/${ID}/SPEC.md`, ['--cwd', join(rig.repo, 'src')], rig.root],
    ] as const) {
      const end = await run(rig, ['--max-attempts', '1', ...args], { id, cwd });
      expect(end.json).toMatchObject({ exitCode: 1, outcome: 'not-accepted' });
    }
    expect(existsSync(join(rig.repo, 'src/.okstra'))).toBe(false);
    expect(readdirSync(join(rig.repo, `.okstra/tasks/specs/${ID}/runs`))).toHaveLength(2);
  });

  test.skipIf(!IS_SOAK)(
    "a linked worktree of the user's: its HEAD, its status, its state; the main checkout is not touched",
    async () => {
      lightRig(rig);
      const linked = join(rig.root, 'linked');
      rig.git('worktree', 'add', '-q', '-b', 'feature', linked);
      writeFileSync(join(linked, 'feature.txt'), 'f\n');
      gitAt(linked, 'add', '-A');
      gitAt(linked, 'commit', '-qm', 'feature');
      const main = listing(rig.repo, ['.git']);
      expectAccepted(await run(rig, [], { cwd: linked }));
      expect(listing(rig.repo, ['.git'])).toEqual(main);
      expect(metadataAt(linked).status).toBe('done');
      expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(gitAt(linked, 'rev-parse', 'feature'));
      expect((await rig.cli(['land', ID, '--json'], { cwd: linked })).json).toMatchObject({ ok: true, how: 'merged' });
      expect(readFileSync(join(linked, 'hello.txt'), 'utf8')).toBe('hello\n');
      expect(rig.git('rev-parse', 'main')).not.toBe(gitAt(linked, 'rev-parse', 'feature'));
    },
  );

  test('a worktree of a bare repository', async () => {
    lightRig(rig);
    const bare = join(rig.root, 'store.git');
    gitAt(rig.root, 'clone', '-q', '--bare', rig.repo, bare);
    const checkout = join(rig.root, 'checkout');
    gitAt(bare, 'worktree', 'add', '-q', checkout, 'main');
    expectAccepted(await run(rig, [], { cwd: checkout }));
    expect(metadataAt(checkout).status).toBe('done');
    expect(changed(checkout)).toEqual(['A hello.txt']);
  });

  test('a repository that hashes with SHA-256', async () => {
    lightRig(rig);
    const other = join(rig.root, 'sha256');
    gitAt(rig.root, 'init', '-q', '--object-format=sha256', other);
    for (const path of ['okstra.yaml', `specs/${ID}/SPEC.md`, `specs/${ID}/metadata.json`]) {
      mkdirSync(join(other, path, '..'), { recursive: true });
      writeFileSync(join(other, path), rig.read(path));
    }
    gitAt(other, 'add', '-A');
    gitAt(other, 'commit', '-qm', 'first');
    expectAccepted(await run(rig, [], { cwd: other }));
    expect(changed(other)).toEqual(['A hello.txt']);
  });

  test('a spec folder that git does not know: run, and not in the branch', async () => {
    lightRig(rig);
    rig.write('specs/spec-02-draft/SPEC.md', '# Draft\n\nSay hello.\n');
    rig.write('specs/spec-02-draft/metadata.json', '{}\n');
    expectAccepted(await run(rig, [], { id: 'spec-02-draft' }));
    expect(rig.git('diff', '--name-only', 'main', 'okstra/spec-02-draft')).toBe('hello.txt');
    expect(rig.metadata('spec-02-draft').status).toBe('done');
    expect((await rig.cli(['land', 'spec-02-draft', '--json'])).json).toMatchObject({ ok: true });
    expect(rig.git('status', '--porcelain')).toBe('?? specs/spec-02-draft/');
  });

  test('Git LFS asked for and not there: refused with the reason', async ({ skip }) => {
    lightRig(rig);
    if (spawnSync('git', ['lfs', 'version']).status === 0) {
      skip('Git LFS is installed here');
    }
    rig.write('assets/.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n');
    rig.commit('large files');
    const before = everything(rig);
    expectRefused(await run(rig), { exitCode: 2, code: 'lfs-missing', message: /assets\/\.gitattributes/, fix: /git-lfs\.com/ });
    expect(everything(rig)).toEqual(before);
  });

  test("hooks that refuse, signing without a key, and a lock left on the user's index do not matter", async () => {
    lightRig(rig);
    for (const hook of ['pre-commit', 'commit-msg', 'post-checkout', 'reference-transaction', 'pre-merge-commit']) {
      rig.write(`.git/hooks/${hook}`, `#!/bin/sh\necho ran ${hook} >> ${rig.root}/hooks.log\nexit 1\n`);
      execFileSync('chmod', ['+x', join(rig.repo, '.git/hooks', hook)]);
    }
    rig.git('config', 'commit.gpgSign', 'true');
    rig.git('config', 'user.signingKey', 'NOBODY');
    rig.git('config', 'gpg.program', '/bin/false');
    rig.write('.git/index.lock', '');
    expectAccepted(await run(rig));
    expect(existsSync(join(rig.root, 'hooks.log'))).toBe(false);
    expect(changed()).toEqual(['A hello.txt']);
    expect(rig.exists('.git/index.lock')).toBe(true);
  });
});

describe('what lies where okstra wants to work', () => {
  const worktreeOf = async (): Promise<string> => (await run(rig, ['--dry-run'])).json.plan.worktree;

  test('something else at the path of the worktree: exit 3, left as it is', async () => {
    lightRig(rig);
    const path = await worktreeOf();
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'mine.txt'), 'mine\n');
    const end = await run(rig);
    expectRefused(end, { exitCode: 3, code: 'worktree-path-taken', message: /something else/, fix: /mv / });
    expect(readdirSync(path)).toEqual(['mine.txt']);
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(rig.calls('writer')).toEqual([]);
  });

  test("the item's branch checked out by the user: exit 3, not moved", async () => {
    lightRig(rig, { judge: FAIL });
    const first = await run(rig, ['--max-attempts', '1']);
    rig.git('worktree', 'remove', '--force', first.json.worktree);
    rig.git('stash', '-qu');
    rig.git('checkout', '-q', BRANCH);
    const tip = rig.git('rev-parse', BRANCH);
    const end = await run(rig);
    expectRefused(end, { exitCode: 3, code: 'branch-checked-out', message: new RegExp(BRANCH), fix: /switch/ });
    expect(rig.git('rev-parse', BRANCH)).toBe(tip);
    expect(rig.git('symbolic-ref', '--short', 'HEAD')).toBe(BRANCH);
    expect(rig.git('stash', 'list').split('\n')).toHaveLength(1);
    expect(rig.calls('writer')).toHaveLength(1);
  });

  test.skipIf(!IS_SOAK)("a branch of the user's named okstra", async () => {
    lightRig(rig);
    rig.git('branch', 'okstra');
    const end = await run(rig);
    expectRefused(end, { exitCode: 2, code: 'ref-name-taken', message: /refs\/heads\/okstra/, fix: /Rename or delete/ });
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.calls('writer')).toEqual([]);
  });

  test.skipIf(!IS_SOAK)('a worktree that the user put on another branch', async () => {
    lightRig(rig, { judge: FAIL });
    const first = await run(rig, ['--max-attempts', '1']);
    gitAt(first.json.worktree, 'switch', '-qc', 'elsewhere');
    const end = await run(rig);
    expectRefused(end, { exitCode: 3, code: 'worktree-other-branch', message: /elsewhere/, fix: /git -C/ });
    expect(gitAt(first.json.worktree, 'symbolic-ref', '--short', 'HEAD')).toBe('elsewhere');
  });
});

describe('a person at work in the checkout during the run', () => {
  /** Waits until the person is done. */
  const WAITING = `fs.writeFileSync(process.env.TEST_STARTED, ''); while (!fs.existsSync(process.env.TEST_GO)) sleep(10);`;
  const signals = () => ({ TEST_STARTED: join(rig.repo, '../started'), TEST_GO: join(rig.root, 'go') });

  async function meanwhile(args: readonly string[], act: () => void) {
    const env = signals();
    const running = rig.start(['run', '--exec', '--level', 'light', '--json', ID, ...args], { env });
    while (!existsSync(env.TEST_STARTED)) await sleep(5);
    act();
    writeFileSync(env.TEST_GO, '');
    return running.ended;
  }

  const switchAndCommit = (): void => {
    rig.git('checkout', '-qb', 'feature');
    rig.write('mine.txt', 'mine\n');
    rig.git('add', 'mine.txt');
    rig.git('commit', '-qm', 'mine');
    rig.write('README.md', '# half done\n');
  };

  function expectPersonUntouched(): void {
    expect(rig.git('symbolic-ref', '--short', 'HEAD')).toBe('feature');
    expect(rig.git('log', '--format=%s', '-1')).toBe('mine');
    expect(rig.git('diff', '--name-only')).toBe(`README.md\nspecs/${ID}/metadata.json`);
    expect(rig.read('README.md')).toBe('# half done\n');
  }

  test('switches branch, commits, edits: with --trust-checkout accepted, on the base from before', async () => {
    lightRig(rig, { writer: `${WAITING} ${WRITE}` });
    const head = rig.git('rev-parse', 'HEAD');
    expectAccepted(await meanwhile(['--trust-checkout'], switchAndCommit));
    expect(rig.git('rev-parse', `${BRANCH}^`)).toBe(head);
    expectPersonUntouched();
    expect(rig.metadata(ID).status).toBe('done');
  });

  test.skipIf(!IS_SOAK)('the same without: okstra cannot tell, says so, and moves nothing', async () => {
    lightRig(rig, { writer: `${WAITING} ${WRITE}` });
    const end = await meanwhile([], switchAndCommit);
    expect(end.json).toMatchObject({ exitCode: 4, outcome: 'contract-violated' });
    expect(end.json.error.message).toMatch(/README\.md/);
    expect(end.json.error.message).toMatch(/--trust-checkout/);
    expect(end.json.error.message).toMatch(/refs\/heads\/feature/);
    expectPersonUntouched();
    expect(rig.metadata(ID).status).toBe('todo');
  });

  test('a confined executor is not watched: accepted', async ({ skip }) => {
    const sandbox = sandboxAvailable(process.env);
    if (!sandbox.ok) {
      skip(sandbox.reason);
    }
    lightRig(rig);
    const started = join(rig.home, 'worktrees');
    // no counting and no signals through files outside the worktree: the sandbox forbids both
    rig.program('quiet', `#!/bin/sh\ncat > /dev/null\necho hello > hello.txt\nsleep 0.7\necho 'SUMMARY'\n`);
    rig.write(
      'okstra.yaml',
      rig
        .read('okstra.yaml')
        .replace(
          'agents:\n',
          `agents:\n  quiet: { driver: command, command: [${JSON.stringify(join(rig.root, 'bin/quiet'))}] }\n`,
        ),
    );
    rig.commit('confined');
    const running = rig.start(['run', '--exec', '--level', 'light', '--json', ID, '--executor', 'quiet']);
    const wrote = (): boolean =>
      existsSync(started) && readdirSync(started, { recursive: true }).some((path) => String(path).endsWith('hello.txt'));
    while (!wrote()) await sleep(5);
    switchAndCommit();
    const end = await running.ended;
    expectAccepted(end);
    expectPersonUntouched();
    expect(changed()).toEqual(['A hello.txt']);
  });

  test('the spec folder gone with the switch: the end is recorded, and resume writes it back once the folder is there again', async () => {
    lightRig(rig, { writer: `${WAITING} ${WRITE}` });
    const end = await meanwhile(['--trust-checkout'], () => {
      rig.git('checkout', '-q', '--', '.'); // the status "in-progress" is okstra's; the person wants it off the disk
      rig.git('checkout', '-q', '--orphan', 'bare-start');
      rig.git('rm', '-rqf', 'specs');
    });
    expectRefused(end, { exitCode: 5, code: 'not-writable', message: /ENOENT/, fix: /okstra resume/ });
    expect(rig.exists(`specs/${ID}`)).toBe(false);
    rig.git('checkout', '-qf', 'main');
    const resumed = await rig.cli(['resume', '--json']);
    expectAccepted(resumed);
    expect(rig.metadata(ID).status).toBe('done');
    expect(rig.calls('writer')).toHaveLength(1);
  });
});

describe('what an executor leaves in its worktree', () => {
  test('names with blanks, other letters, quotes and line breaks; deletions, renames, modes and links', async () => {
    const names = [
      'with blank.txt',
      'größe.txt',
      'two\nlines.txt',
      'qu"ote\'s.txt',
      '-dash.txt',
      'tab\t.txt',
      '日本.txt',
      '`ticks`.md',
      '*.txt',
    ];
    lightRig(rig, {
      writer: `
for (const name of ${JSON.stringify(names)}) fs.writeFileSync(name, 'text of ' + name + '\\n');
fs.rmSync('README.md');
fs.mkdirSync('to'); fs.renameSync('from.txt', 'to/moved.txt');
fs.writeFileSync('run.sh', '#!/bin/sh\\n'); fs.chmodSync('run.sh', 0o755);
fs.symlinkSync('to/moved.txt', 'link');
fs.writeFileSync('data.bin', Buffer.from([0, 1, 2, 255, 254]));
console.log('done');`,
    });
    rig.write('from.txt', 'a file that is long enough to be seen as the same\n'.repeat(5));
    rig.commit('more');
    const end = await run(rig);
    expectAccepted(end);
    expect([...changed()].toSorted()).toEqual(
      [
        'D README.md',
        'D from.txt',
        ...[...names, 'to/moved.txt', 'run.sh', 'link', 'data.bin'].map((name) => `A ${name}`),
      ].toSorted(),
    );
    expect(
      rig
        .git('ls-tree', BRANCH, 'run.sh', 'link')
        .split('\n')
        .map((line) => line.slice(0, 6)),
    ).toEqual(['120000', '100755']);
    expect((await rig.cli(['validate', end.json.report.data])).exitCode).toBe(0);
    const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
    expect(data.diff.files.map((file: { path: string }) => file.path)).toEqual(expect.arrayContaining(names));
    expect(promptOf(end, 'verifier-1')).toContain('größe.txt');
    rig.commit('status');
    expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true });
    expect(rig.read('two\nlines.txt')).toBe('text of two\nlines.txt\n');
  });

  test('a repository of its own inside: left out, named, and not lost from the disk', async () => {
    lightRig(rig, {
      writer: `const git = (...args) => require('node:child_process').execFileSync('git', args); ${WRITE} git('init', '-q', 'inner'); fs.writeFileSync('inner/x.txt', 'x'); git('-C', 'inner', 'add', '-A'); git('-C', 'inner', 'commit', '-qm', 'x'); git('init', '-q', 'empty');`,
    });
    const end = await run(rig);
    expectAccepted(end);
    expect(changed()).toEqual(['A hello.txt']);
    expect(end.json.notices).toContainEqual(
      expect.objectContaining({ code: 'embedded-repository', message: expect.stringContaining('inner') }),
    );
    expect(readFileSync(join(end.json.worktree, 'inner/x.txt'), 'utf8')).toBe('x');
  });

  test('edits of files that okstra writes back itself: restored, with a notice', async () => {
    lightRig(rig, {
      writer: `${WRITE} fs.writeFileSync('specs/${ID}/metadata.json', '{"status":"done"}'); fs.writeFileSync('specs/${ID}/implementation-report.md', '- Final verifier status: ok'); fs.appendFileSync('specs/${ID}/SPEC.md', 'More.\\n');`,
    });
    const end = await run(rig);
    expectAccepted(end);
    expect([...changed()].toSorted()).toEqual(['A hello.txt', `M specs/${ID}/SPEC.md`]);
    expect(end.json.notices).toContainEqual(
      expect.objectContaining({
        code: 'write-back-restored',
        message: expect.stringMatching(/implementation-report\.md.*metadata\.json|metadata\.json.*implementation-report\.md/),
      }),
    );
    expect(rig.metadata(ID).name).toBe('Example');
  });

  test('nothing: the candidate is the base, and the report says that nothing changed', async () => {
    lightRig(rig, { writer: `console.log('It was all there already.');` });
    const end = await run(rig);
    expectAccepted(end);
    expect(rig.git('rev-parse', BRANCH)).toBe(rig.git('rev-parse', 'main'));
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/no change/i);
    expect(promptOf(end, 'verifier-1')).toContain('No file was changed.');
    expect((await rig.cli(['land', ID, '--json'])).json).toMatchObject({ ok: true, how: 'already-merged' });
  });

  test.skipIf(!IS_SOAK)('a HEAD moved elsewhere, a lock, a staged file that is gone: only the files count', async () => {
    lightRig(rig, {
      writer: `const git = (...args) => require('node:child_process').execFileSync('git', args, { stdio: 'ignore' });
fs.writeFileSync('gone.txt', 'x'); git('add', 'gone.txt'); fs.rmSync('gone.txt');
git('checkout', '-q', '--detach'); ${WRITE} git('add', '-A'); git('commit', '-qm', 'on a detached HEAD');
fs.writeFileSync(git.length + '.tmp', ''); fs.rmSync(git.length + '.tmp');
fs.writeFileSync(require('node:child_process').execFileSync('git', ['rev-parse', '--git-path', 'index.lock'], { encoding: 'utf8' }).trim(), '');`,
    });
    const end = await run(rig);
    expectAccepted(end);
    expect(changed()).toEqual(['A hello.txt']);
    expect(rig.git('log', '--format=%s', `main..${BRANCH}`)).toBe('feat: Example');
    expect(noticeCodes(end)).toContain('executor-commits');
    expect(gitAt(end.json.worktree, 'symbolic-ref', '--short', 'HEAD')).toBe(BRANCH);
  });

  test.each([
    ['its .git removed', `fs.rmSync('.git');`],
    [
      'its .git replaced by a repository of its own',
      `fs.rmSync('.git'); require('node:child_process').execFileSync('git', ['init', '-q']);`,
    ],
    ['the whole worktree removed', `fs.rmSync(process.cwd(), { recursive: true });`],
  ])("%s: the run fails with a reason, the user's repository is sound, and the next run works", async (_, harm) => {
    lightRig(rig, { writer: `${WRITE} ${harm}` });
    const end = await run(rig);
    expectRefused(end, { exitCode: 5, code: 'worktree-damaged', message: /worktree that okstra made/, fix: /again/ });
    expect(end.json.outcome).toBe('failed');
    expect(rig.metadata(ID).status).toBe('todo');
    expect(rig.git('fsck', '--strict', '--no-dangling')).toBe('');
    rig.agent('writer', WRITE);
    const next = await run(rig);
    expectAccepted(next);
    expect(changed()).toEqual(['A hello.txt']);
    expect(noticeCodes(next).includes('worktree-moved')).toBe(!harm.includes('cwd'));
    if (!harm.includes('cwd')) expect(readFileSync(`${end.json.worktree}.damaged-1/hello.txt`, 'utf8')).toBe('hello\n');
  });

  test('settings of a repository that it put in place of its worktree are never used by okstra', async () => {
    const proof = join(rig.root, 'escaped');
    lightRig(rig, {
      writer: `const git = (...args) => require('node:child_process').execFileSync('git', args); ${WRITE}
fs.rmSync('.git'); git('init', '-q');
git('config', 'filter.x.clean', 'touch ${proof}; cat'); git('config', 'core.fsmonitor', 'touch ${proof}'); git('config', 'core.hooksPath', '/nowhere');
fs.writeFileSync('.gitattributes', '* filter=x\\n');`,
    });
    for (const args of [[], ['--record', 'recording']])
      expect((await run(rig, args)).json).toMatchObject({ exitCode: 5, error: { code: 'worktree-damaged' } });
    expect((await rig.cli(['discard', '--force', '--json', ID])).exitCode).toBe(0);
    expect(existsSync(proof)).toBe(false);
  });

  test('refs that are not its own moved: contract violated, each named', async () => {
    lightRig(rig, {
      writer: `const git = (...args) => require('node:child_process').execFileSync('git', args); ${WRITE} git('tag', 'v9'); git('branch', 'sneaky'); git('branch', 'okstra/spec-99-other', git('commit-tree', 'HEAD^{tree}', '-m', 'x').toString().trim());`,
    });
    const end = await run(rig);
    expect(end.json).toMatchObject({ exitCode: 4, outcome: 'contract-violated' });
    expect(end.json.error.message).toMatch(/refs\/tags\/v9/);
    expect(end.json.error.message).toMatch(/refs\/heads\/sneaky/);
    expect(end.json.error.message).toMatch(/refs\/heads\/okstra\/spec-99-other/);
    expect(rig.calls('judge')).toEqual([]);
  });

  test('a push goes nowhere', async () => {
    lightRig(rig, {
      writer: `const push = require('node:child_process').spawnSync('git', ['push', 'origin', 'HEAD:refs/heads/sneaky']); ${WRITE} console.log('push ended with ' + push.status);`,
    });
    const remote = join(rig.root, 'remote.git');
    gitAt(rig.root, 'clone', '-q', '--bare', rig.repo, remote);
    rig.git('remote', 'add', 'origin', remote);
    rig.git('fetch', '-q');
    const end = await run(rig);
    expectAccepted(end);
    expect(gitAt(remote, 'branch', '--list', 'sneaky')).toBe('');
    expect(rig.metadata(ID).notes).toMatch(/push ended with [1-9]/);
  });
});
