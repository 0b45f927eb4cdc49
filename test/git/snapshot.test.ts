import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { disturbances, indexOfTree, lookAt } from '../../runtime/git/fingerprint.ts';
import { openRepository } from '../../runtime/git/repository.ts';
import { INPUTS_DIR, makeSnapshot, removeSnapshot } from '../../runtime/git/snapshot.ts';
import { captureTree } from '../../runtime/git/tree.ts';
import { commit, emptyFolder, failureOf, repository, run, write } from './scratch.ts';

async function snapshotOf(dir: string, revision = 'HEAD') {
  const repo = await openRepository(dir);
  return makeSnapshot({ repo, commit: revision, dir: join(emptyFolder(), 'snapshot') });
}

describe('a repository for a verifier', () => {
  test('holds the files of the commit, detached, and nothing else of the source', async () => {
    const dir = repository({ 'a.txt': 'one\n', 'run.sh': '#!/bin/sh\n' });
    chmodSync(join(dir, 'run.sh'), 0o755);
    symlinkSync('a.txt', join(dir, 'link'));
    const wanted = commit(dir, { 'sub dir/ü.txt': 'x\n' });
    commit(dir, { 'later.txt': 'x' });
    run(dir, 'tag', 'v1');
    run(dir, 'branch', 'side');
    run(dir, 'remote', 'add', 'origin', 'https://example.com/x.git');
    run(dir, 'config', 'alias.evil', '!rm -rf /');
    write(dir, { 'a.txt': 'not committed\n' });
    const status = run(dir, 'status', '--porcelain');
    const snapshot = await snapshotOf(dir, wanted);
    expect(snapshot).toMatchObject({ commit: wanted, tree: run(dir, 'rev-parse', `${wanted}^{tree}`) });
    expect(readdirSync(snapshot.dir).toSorted()).toEqual(['.git', 'a.txt', 'link', 'run.sh', 'sub dir']);
    expect(run(snapshot.dir, 'status', '--porcelain')).toBe('');
    expect(run(snapshot.dir, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('HEAD');
    expect(run(snapshot.dir, 'for-each-ref')).toBe('');
    expect(run(snapshot.dir, 'remote')).toBe('');
    expect(readFileSync(join(snapshot.dir, '.git/config'), 'utf8')).not.toContain('evil');
    expect(run(snapshot.dir, 'config', 'core.hooksPath')).toBe('/dev/null');
    expect(existsSync(join(snapshot.dir, '.git/hooks'))).toBe(false);
    expect(run(dir, 'status', '--porcelain')).toBe(status);
  });

  test('what is written there does not reach the source', async () => {
    const dir = repository();
    const { dir: copy } = await snapshotOf(dir);
    const refs = run(dir, 'for-each-ref');
    write(copy, { 'a.txt': 'changed\n' });
    run(copy, 'stash');
    run(copy, 'checkout', '--quiet', '-b', 'mine');
    commit(copy, { 'b.txt': 'b\n' });
    expect(run(dir, 'for-each-ref')).toBe(refs);
    expect(run(dir, 'stash', 'list')).toBe('');
  });

  test('its inputs are nothing that git sees', async () => {
    const { dir } = await snapshotOf(repository());
    write(dir, { [`${INPUTS_DIR}/change.diff`]: 'x' });
    expect(run(dir, 'status', '--porcelain')).toBe('');
  });

  test('works from a linked worktree, a shallow clone, a clone with relative alternates, and one with SHA-256', async () => {
    const origin = repository();
    commit(origin, { 'a.txt': 'two\n' });
    const linked = join(emptyFolder(), 'linked');
    run(origin, 'worktree', 'add', '--quiet', linked);
    const shallow = join(emptyFolder(), 'shallow');
    run(origin, 'clone', '--quiet', '--depth=1', `file://${origin}`, shallow);
    const sharing = join(emptyFolder(), 'sharing');
    run(origin, 'clone', '--quiet', '--shared', origin, sharing);
    writeFileSync(join(sharing, '.git/objects/info/alternates'), '../../../okstra-alternate/objects\n');
    symlinkSync(join(origin, '.git'), join(sharing, '../okstra-alternate'));
    const modern = emptyFolder();
    run(modern, 'init', '--quiet', '--object-format=sha256');
    commit(modern, { 'a.txt': 'two\n' });
    for (const source of [linked, shallow, sharing, modern]) {
      const snapshot = await snapshotOf(source);
      expect(readFileSync(join(snapshot.dir, 'a.txt'), 'utf8')).toBe('two\n');
      expect(run(snapshot.dir, 'log', '--oneline')).not.toBe('');
      expect(run(snapshot.dir, 'fsck', '--connectivity-only')).toBe('');
      expect((await captureTree(snapshot.dir)).tree).toBe(snapshot.tree);
    }
  });

  test('has the line ends, filters and excludes of the source', async () => {
    const dir = repository({ 'a.txt': 'one\ntwo\n', 'b.up': 'abc\n', '.gitattributes': '*.up filter=upper\n' });
    run(dir, 'config', 'core.autocrlf', 'true');
    run(dir, 'config', 'filter.upper.smudge', 'printf "%s\\n" "quo\\"ted"; tr a-z A-Z');
    run(dir, 'config', 'filter.upper.clean', 'tail -n +2 | tr A-Z a-z');
    appendFileSync(join(dir, '.git/info/exclude'), 'local-notes/\n');
    const snapshot = await snapshotOf(dir);
    expect(readFileSync(join(snapshot.dir, 'a.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
    expect(readFileSync(join(snapshot.dir, 'b.up'), 'utf8')).toBe('quo"ted\nABC\r\n');
    write(snapshot.dir, { 'local-notes/x': 'x' });
    expect((await captureTree(snapshot.dir)).tree).toBe(snapshot.tree);
  });

  test('of a sparse checkout is as sparse, so that a partial clone needs nothing it has not got', async () => {
    const origin = repository({ 'in/a': 'a\n', 'out/b': 'b\n' });
    run(origin, 'config', 'uploadpack.allowFilter', 'true');
    const dir = join(emptyFolder(), 'partial');
    run(origin, 'clone', '--quiet', '--filter=blob:none', '--sparse', `file://${origin}`, dir);
    run(dir, 'sparse-checkout', 'set', '--cone', 'in');
    rmSync(origin, { recursive: true });
    const snapshot = await snapshotOf(dir);
    expect([existsSync(join(snapshot.dir, 'in/a')), existsSync(join(snapshot.dir, 'out'))]).toEqual([true, false]);
    expect((await captureTree(snapshot.dir)).tree).toBe(snapshot.tree);
  });

  test('of a repository with submodules has their folders, empty', async () => {
    const dir = repository();
    run(dir, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    commit(dir);
    const snapshot = await snapshotOf(dir);
    expect(readdirSync(join(snapshot.dir, 'sub'))).toEqual([]);
    expect(await captureTree(snapshot.dir)).toEqual({ tree: snapshot.tree, embedded: [] });
  });

  test('a folder with files is refused, a missing commit named', async () => {
    const repo = await openRepository(repository());
    const dir = emptyFolder();
    expect((await failureOf(makeSnapshot({ repo, commit: 'gone', dir: join(dir, 'x') }))).message).toContain('gone');
    write(dir, { mine: 'x' });
    expect((await failureOf(makeSnapshot({ repo, commit: 'HEAD', dir }))).code).toBe('snapshot-folder-taken');
    expect(readdirSync(dir)).toEqual(['mine']);
  });

  test('is removed, with what was made read-only in it', async () => {
    const snapshot = await snapshotOf(repository());
    write(snapshot.dir, { 'cache/mod/file': 'x' });
    chmodSync(join(snapshot.dir, 'cache/mod'), 0o555);
    await removeSnapshot(snapshot);
    expect(existsSync(snapshot.dir)).toBe(false);
    await expect(removeSnapshot(snapshot)).resolves.toBeUndefined();
  });
});

const PLAIN = { 'a.txt': 'one\n', 'b.txt': 'two\n', '.gitignore': 'cache/\n' };

const found = async (change: (dir: string) => void, source: string = repository(PLAIN)): Promise<string[]> => {
  const repo = await openRepository(source);
  const snapshot = await makeSnapshot({ repo, commit: 'HEAD', dir: join(emptyFolder(), 'verifier') });
  write(snapshot.dir, { [`${INPUTS_DIR}/item.md`]: 'item\n' });
  const before = await lookAt(snapshot);
  change(snapshot.dir);
  const spareDir = `${snapshot.dir}-spare`;
  const lines = await disturbances({ repo, snapshot, before, index: indexOfTree(repo, snapshot.tree), spareDir });
  expect(existsSync(spareDir)).toBe(false);
  return lines;
};

/** A checkout of it is not what its tree holds: git would add the file with other line ends. */
const withLineEnds = (): string => {
  const dir = repository({ 'crlf.txt': 'one\r\ntwo\r\n', 'b.txt': 'b\n' });
  commit(dir, { '.gitattributes': '*.txt text=auto\n' });
  return dir;
};

/** Only part of it is checked out. */
const sparse = (): string => {
  const dir = repository({ 'in/a.txt': 'a\n', 'out/b.txt': 'b\n' });
  run(dir, 'sparse-checkout', 'set', 'in');
  return dir;
};

describe('what is found in a verifier’s repository', () => {
  test.each([
    ['line ends that git would change', withLineEnds],
    ['a sparse checkout', sparse],
  ])('nothing, with %s', async (_, make) => {
    expect(await found(() => undefined, make())).toEqual([]);
  });

  test('a change beside line ends that git would change', async () => {
    expect(await found((dir) => write(dir, { 'b.txt': 'c\n' }), withLineEnds())).toEqual(['file changed: b.txt']);
  });

  test('nothing after reading, git status and ignored files', async () => {
    expect(
      await found((dir) => {
        readFileSync(join(dir, 'a.txt'));
        run(dir, 'status');
        run(dir, 'diff', 'HEAD');
        write(dir, { 'cache/x': 'x' });
      }),
    ).toEqual([]);
  });

  test('names files that were added, changed and deleted', async () => {
    const lines = await found((dir) => {
      write(dir, { 'a.txt': 'two\n', 'new/file.txt': 'x' });
      rmSync(join(dir, 'b.txt'));
      mkdirSync(join(dir, 'nested'));
      run(join(dir, 'nested'), 'init', '--quiet');
    });
    expect(lines).toEqual(['file changed: a.txt', 'file deleted: b.txt', 'file added: nested', 'file added: new/file.txt']);
  });

  test.each<[string, (dir: string) => void, RegExp]>([
    ['a commit', (dir) => run(dir, 'commit', '--quiet', '--allow-empty', '-m', 'x'), /^HEAD: was [0-9a-f]{40}, is [0-9a-f]{40}$/],
    ['a branch that HEAD follows', (dir) => run(dir, 'symbolic-ref', 'HEAD', 'refs/heads/x'), /^HEAD: .* ref: refs\/heads\/x$/],
    ['a ref', (dir) => run(dir, 'update-ref', 'refs/heads/y', 'HEAD'), /^ref refs\/heads\/y: was absent, is/],
    ['configuration', (dir) => run(dir, 'config', 'user.name', 'x'), /^configuration changed$/],
    ['inputs', (dir) => write(dir, { [`${INPUTS_DIR}/item.md`]: 'other\n' }), /^files in \.okstra-inputs changed$/],
    ['a hook', (dir) => write(dir, { '.git/hooks/pre-commit': 'x' }), /^hooks or files of the git folder changed$/],
    [
      'excludes',
      (dir) => appendFileSync(join(dir, '.git/info/exclude'), '*.txt\n'),
      /^hooks or files of the git folder changed$/,
    ],
  ])('names %s', async (_, change, line) => {
    expect(await found(change)).toEqual([expect.stringMatching(line)]);
  });

  test('names what was staged, and a change hidden behind a mark in the index', async () => {
    expect(await found((dir) => run(dir, 'rm', '--quiet', '--cached', 'a.txt'))).toEqual([
      'index: something was staged, unstaged or marked',
    ]);
    const hidden = await found((dir) => {
      run(dir, 'update-index', '--assume-unchanged', 'a.txt');
      write(dir, { 'a.txt': 'hidden\n' });
    });
    expect(hidden).toContain('index: something was staged, unstaged or marked');
  });

  test('names the stash', async () => {
    const lines = await found((dir) => {
      write(dir, { 'a.txt': 'x\n' });
      run(dir, 'stash');
    });
    expect(lines).toEqual([expect.stringMatching(/^stash: was absent, is/)]);
  });

  test('names a change whose size, time and entry in the index were forged', async () => {
    const lines = await found((dir) => {
      const file = join(dir, 'a.txt');
      writeFileSync(file, 'two\n');
      // Older than the index: git trusts what is noted there.
      utimesSync(file, 1_700_000_000, 1_700_000_000);
      // Git notes down the new file's size and times beside the old content's name.
      const blob = run(dir, 'rev-parse', 'HEAD:a.txt').trim();
      run(dir, 'add', 'a.txt');
      const index = readFileSync(join(dir, '.git/index'));
      const forged = Buffer.from(index);
      const own = Buffer.from(run(dir, 'rev-parse', ':a.txt').trim(), 'hex');
      Buffer.from(blob, 'hex').copy(forged, forged.indexOf(own));
      createHash('sha1')
        .update(forged.subarray(0, -20))
        .digest()
        .copy(forged, forged.length - 20);
      writeFileSync(join(dir, '.git/index'), forged);
      expect(run(dir, 'status', '--porcelain')).toBe('');
    });
    expect(lines).toContain('file changed: a.txt');
  });

  test.each<[string, (dir: string, program: string) => void]>([
    [
      'configuration',
      (dir, program) => {
        run(dir, 'config', 'filter.x.clean', program);
        write(dir, { '.gitattributes': '* filter=x\n', 'a.txt': 'changed\n' });
      },
    ],
    [
      'a folder of configuration elsewhere',
      (dir, program) => {
        run(dir, 'init', '--quiet', '--bare', join(dir, '../elsewhere'));
        run(join(dir, '../elsewhere'), 'config', 'filter.x.clean', program);
        write(dir, { '.gitattributes': '* filter=x\n', 'a.txt': 'changed\n', '.git/commondir': '../../elsewhere\n' });
      },
    ],
    [
      'a repository in the folder of a submodule',
      (dir, program) => {
        const nested = join(dir, 'sub');
        run(dir, 'init', '--quiet', nested);
        run(nested, 'config', 'filter.x.clean', program);
        run(nested, 'config', 'core.fsmonitor', program);
        write(nested, { '.gitattributes': '* filter=x\n', f: 'x' });
        run(nested, '-c', 'filter.x.clean=cat', '-c', 'core.fsmonitor=false', 'add', '.');
        run(nested, '-c', 'filter.x.clean=cat', '-c', 'core.fsmonitor=false', 'commit', '--quiet', '-m', 'x');
        write(nested, { f: 'changed' });
      },
    ],
  ])('is found without starting a program that was named there: %s', async (_, change) => {
    const source = repository({ 'a.txt': 'one\n' });
    run(source, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    commit(source);
    const trace = join(emptyFolder(), 'started');
    const lines = await found((dir) => {
      change(dir, `touch ${trace};cat`);
      rmSync(trace, { force: true });
    }, source);
    expect(lines).not.toEqual([]);
    expect(existsSync(trace)).toBe(false);
  });

  test('names files in the folder of a submodule, and its folder made a link', async () => {
    const source = repository({ 'a.txt': 'one\n' });
    run(source, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    commit(source);
    expect(await found(() => undefined, source)).toEqual([]);
    expect(await found((dir) => write(dir, { 'sub/x': 'x' }), source)).toEqual(['file added: sub/x']);
    const linked = await found((dir) => {
      rmdirSync(join(dir, 'sub'));
      symlinkSync('a.txt', join(dir, 'sub'));
    }, source);
    expect(linked).toEqual(['file changed: sub']);
  });

  test('does not wait for a pipe in place of a file of the git folder', async () => {
    const lines = await found((dir) => {
      rmSync(join(dir, '.git/HEAD'));
      spawnSync('mkfifo', [join(dir, '.git/HEAD')]);
    });
    expect(lines).toEqual([expect.stringMatching(/^HEAD: was [0-9a-f]{40}, is missing$/)]);
  });
});
