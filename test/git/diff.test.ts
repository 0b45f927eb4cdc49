import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffBoth, diffFiles, diffText, fileAt, filesAt, parseDiff } from '../../runtime/git/diff.ts';
import { commit, repository, run, write } from './scratch.ts';

const long = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('');

describe('the files that differ', () => {
  test('each with its status and its counts', async () => {
    const dir = repository({
      'changed.txt': 'a\nb\n',
      'gone.txt': 'x\ny\n',
      'old name.txt': long,
      'mode.sh': 'x\n',
      'kind.txt': 'x\n',
    });
    const from = run(dir, 'rev-parse', 'HEAD');
    rmSync(join(dir, 'gone.txt'));
    rmSync(join(dir, 'old name.txt'));
    rmSync(join(dir, 'kind.txt'));
    symlinkSync('mode.sh', join(dir, 'kind.txt'));
    chmodSync(join(dir, 'mode.sh'), 0o755);
    writeFileSync(join(dir, 'data.bin'), Buffer.from([0, 1, 2, 255]));
    const to = commit(dir, { 'changed.txt': 'a\nc\nd\n', 'new/name.txt': `${long}more\n`, 'added.txt': '1\n2\n' });
    const text = { binary: false };
    expect(await diffFiles({ top: dir }, from, to)).toEqual([
      { path: 'added.txt', status: 'added', insertions: 2, deletions: 0, ...text },
      { path: 'changed.txt', status: 'modified', insertions: 2, deletions: 1, ...text },
      { path: 'data.bin', status: 'added', insertions: 0, deletions: 0, binary: true },
      { path: 'gone.txt', status: 'deleted', insertions: 0, deletions: 2, ...text },
      { path: 'kind.txt', status: 'type-changed', insertions: 1, deletions: 1, ...text },
      { path: 'mode.sh', status: 'modified', insertions: 0, deletions: 0, ...text },
      { path: 'new/name.txt', previousPath: 'old name.txt', status: 'renamed', insertions: 1, deletions: 0, ...text },
    ]);
  });

  test('names with tabs, line breaks, quotes, UTF-8 and a leading dash are whole', async () => {
    const names = ['-dash', 'a\tb', 'line\nbreak', 'quo"te', 'ü/日本'];
    const dir = repository();
    const from = run(dir, 'rev-parse', 'HEAD');
    const to = commit(dir, Object.fromEntries(names.map((name) => [name, 'x\n'])));
    expect((await diffFiles({ top: dir }, from, to)).map(({ path, insertions }) => [path, insertions])).toEqual(
      names.map((name) => [name, 1]),
    );
  });

  test('trees do as well as commits, and equal ones differ in nothing', async () => {
    const dir = repository();
    const tree = run(dir, 'rev-parse', 'HEAD^{tree}');
    expect(await diffFiles({ top: dir }, tree, 'HEAD')).toEqual([]);
    expect(await diffText({ top: dir }, tree, tree)).toBe('');
  });

  test('output that ends inside a record is a defect that is not passed over', () => {
    expect(() => parseDiff(':100644 100644 a b M\0')).toThrow('ended inside a record');
    expect(() => parseDiff(':100644 100644 a b X\0p\0')).toThrow('unknown status X');
  });
});

describe('the diff as text', () => {
  test('is the same whatever the user’s diff settings are', async () => {
    const dir = repository({ 'a.txt': 'one\n\ntwo\n', 'doc.x': 'x\n' });
    const from = run(dir, 'rev-parse', 'HEAD');
    const to = commit(dir, { 'a.txt': 'one\n\n2\n', 'doc.x': 'y\n' });
    const plain = await diffText({ top: dir }, from, to);
    const settings = {
      'color.ui': 'always',
      'color.diff': 'always',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.context': '0',
      'diff.external': '/bin/false',
      'diff.suppressBlankEmpty': 'true',
      'diff.algorithm': 'histogram',
      'diff.upper.textconv': 'tr a-z A-Z <',
      'diff.renames': 'false',
      'core.pager': '/bin/false',
    };
    for (const [key, value] of Object.entries(settings)) run(dir, 'config', key, value);
    mkdirSync(join(dir, '.git/info'), { recursive: true });
    writeFileSync(join(dir, '.git/info/attributes'), '*.x diff=upper\n');
    expect(await diffText({ top: dir }, from, to)).toBe(plain);
    expect(plain).toContain('--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n \n-two\n+2\n');
    expect(plain).toContain('-x\n+y\n');
  });

  test('a binary file is one line that says so', async () => {
    const dir = repository();
    const from = run(dir, 'rev-parse', 'HEAD');
    writeFileSync(join(dir, 'data.bin'), Buffer.from([0, 1, 2, 255]));
    const to = commit(dir);
    expect(await diffText({ top: dir }, from, to)).toContain('Binary files /dev/null and b/data.bin differ\n');
  });
});

describe('files and text at once', () => {
  const odd = { 'a b.txt': 'one\n', 'line\nbreak.txt': 'two\n', 'big.txt': 'a line that comes often\n'.repeat(4000) };

  test('are what each gives by itself', async () => {
    const dir = repository();
    const from = run(dir, 'rev-parse', 'HEAD');
    const to = commit(dir, odd);
    const both = await diffBoth({ top: dir }, from, to);
    expect(both).toEqual({ files: await diffFiles({ top: dir }, from, to), text: await diffText({ top: dir }, from, to) });
  });

  test('of a diff that is too long the text is cut after a line and says so; the files are all there', async () => {
    const dir = repository();
    const from = run(dir, 'rev-parse', 'HEAD');
    const to = commit(dir, odd);
    const files = await diffFiles({ top: dir }, from, to);
    const whole = await diffText({ top: dir }, from, to);
    const note = `[okstra: the rest of the diff is left out here; git diff ${from} ${to} shows it]\n`;
    for (const most of [0, 20, 150, 200, 260, 700, 5000, whole.length]) {
      const both = await diffBoth({ top: dir }, from, to, most);
      expect(both.files, String(most)).toEqual(files);
      const text = both.text.slice(0, -note.length);
      expect(both.text).toBe(text + note);
      expect(whole.startsWith(text)).toBe(true);
      expect(text === '' || text.endsWith('\n')).toBe(true);
    }
  });
});

describe('file contents', () => {
  test('come byte for byte, whatever the name; what is no file is left out', async () => {
    const dir = repository({ 'a b\n.txt': 'odd name\n', 'empty.txt': '', 'dir/x': 'x\n' });
    const bytes = Buffer.from([0xff, 0x00, 0x0a, 0x0d]);
    writeFileSync(join(dir, 'data.bin'), bytes);
    symlinkSync('dir/x', join(dir, 'link'));
    run(dir, 'submodule', '--quiet', 'add', repository({ i: 'i' }), 'sub');
    commit(dir);
    const found = await filesAt({ top: dir }, 'HEAD', [
      'absent\nname',
      'sub',
      'data.bin',
      'dir',
      'a b\n.txt',
      'empty.txt',
      'link',
    ]);
    expect([...found].map(([path, content]) => [path, Buffer.from(content).toString('latin1')])).toEqual([
      ['data.bin', bytes.toString('latin1')],
      ['a b\n.txt', 'odd name\n'],
      ['empty.txt', ''],
      ['link', 'dir/x'],
    ]);
  });

  test('one file, or undefined', async () => {
    const dir = repository({ 'a.txt': 'one\n' });
    write(dir, { 'a.txt': 'not committed\n' });
    expect(Buffer.from((await fileAt({ top: dir }, 'HEAD', 'a.txt')) ?? []).toString()).toBe('one\n');
    expect(await fileAt({ top: dir }, 'HEAD', 'b.txt')).toBeUndefined();
  });
});
